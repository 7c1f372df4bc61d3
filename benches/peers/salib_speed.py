"""Sobol' indices of a formula with 20 inputs: zopa's beside SALib's, and both beside the analytic ones.

    python -m venv venv && venv/bin/pip install SALib
    cargo build --release --package zopa --example indices
    venv/bin/python benches/peers/salib_speed.py target/release/examples/indices

2^16 rows are 1.4 million evaluations. Sampling, evaluating (vectorised in numpy) and analysing count, 100
resamples included.
"""

import subprocess
import sys
import time

import numpy
from SALib.analyze import sobol as analyse
from SALib.sample import sobol as sample

ROWS, INPUTS, RESAMPLES = 2**16, 20, 100

a = numpy.arange(INPUTS)
parts = (1 / 3) / (1 + a) ** 2
variance = numpy.prod(1 + parts) - 1
first = parts / variance
total = parts * numpy.prod(1 + parts) / (1 + parts) / variance


def g(points):
    return numpy.prod((numpy.abs(4 * points - 2) + a) / (1 + a), axis=1)


def ours():
    told = subprocess.run([sys.argv[1], str(ROWS), str(RESAMPLES)], capture_output=True, text=True, check=True).stdout
    seconds, *lines = told.splitlines()
    return float(seconds), *(numpy.array(line.split(), float) for line in lines)


def theirs():
    problem = {"num_vars": INPUTS, "names": [f"x{k}" for k in a], "bounds": [[0, 1]] * INPUTS}
    begin = time.perf_counter()
    points = sample.sample(problem, ROWS, calc_second_order=False, seed=1)
    found = analyse.analyze(problem, g(points), calc_second_order=False, num_resamples=RESAMPLES, seed=1)
    return time.perf_counter() - begin, found["S1"], found["ST"]


best = []
for name, run in [("zopa", ours), ("SALib", theirs)]:
    seconds, s1, st = min((run() for _ in range(3)), key=lambda told: told[0])
    best.append(seconds)
    print(
        f"{name}: {seconds:.3f} s; largest error of a first-order index {abs(s1 - first).max():.4f}, "
        f"of a total one {abs(st - total).max():.4f}",
        flush=True,
    )
print(f"{best[1] / best[0]:.0f} times as fast")
