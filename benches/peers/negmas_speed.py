"""How fast frontiers of additive domains are found: zopa's whole process beside NegMAS's functions.

    python -m venv venv && venv/bin/pip install negmas
    venv/bin/python benches/peers/negmas_speed.py target/release/zopa

Two parties, values of 53 bits, opposed in every issue. NegMAS lists the deals (`pareto_frontier`) or builds the
frontier issue by issue (`MOBANOSParetoSampler`); its time does not count starting Python or making the functions.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from negmas import LinearAdditiveUtilityFunction, make_issue, make_os
from negmas.preferences import ops
from negmas.preferences.pareto_sampler import MOBANOSParetoSampler

zopa = sys.argv[1]


def domain(sizes):
    draw = random.Random(1)
    weights = [[draw.expovariate(1) for _ in sizes] for _ in range(2)]
    values = lambda party, i, n: sorted((draw.random() * weights[party][i] for _ in range(n)), reverse=party == 1)
    return [list(zip(values(0, i, n), values(1, i, n))) for i, n in enumerate(sizes)]


def by_zopa(issues):
    lines = ["issue,option,p0,p1"]
    lines += [f"i{i},o{o},{a!r},{b!r}" for i, issue in enumerate(issues) for o, (a, b) in enumerate(issue)]
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.csv"
        sheet.write_text("\n".join(lines) + "\n")
        times = []
        for _ in range(5):
            begin = time.perf_counter()
            run = subprocess.run([zopa, "deals", sheet, "--json"], capture_output=True, text=True)
            times.append(time.perf_counter() - begin)
    return min(times), json.loads(run.stdout)["frontier"]["size"]


def functions(issues):
    space = make_os([make_issue([f"o{o}" for o in range(len(issue))], f"i{i}") for i, issue in enumerate(issues)])
    values = lambda p: {f"i{i}": {f"o{o}": v[p] for o, v in enumerate(issue)} for i, issue in enumerate(issues)}
    return space, [
        LinearAdditiveUtilityFunction(values(p), outcome_space=space, reserved_value=0.0) for p in range(2)
    ]


def by_listing(issues):
    space, ufuns = functions(issues)
    begin = time.perf_counter()
    frontier, _ = ops.pareto_frontier(ufuns, issues=space.issues)
    return time.perf_counter() - begin, len(frontier)


def by_mobanos(issues):
    _, ufuns = functions(issues)
    sampler = MOBANOSParetoSampler()
    begin = time.perf_counter()
    sampler.init(ufuns[0], ufuns[1])
    took = time.perf_counter() - begin
    return took, len({(round(ufuns[0](o), 12), round(ufuns[1](o), 12)) for o in sampler._pareto_front})


for what, sizes, other in [
    ("two million deals, beside pareto_frontier", [4] * 10 + [2], by_listing),
    ("10^12 deals, beside MOBANOS", [4] * 20, by_mobanos),
    ("10^18 deals, beside MOBANOS", [4] * 30, by_mobanos),
]:
    issues = domain(sizes)
    (mine, size), (theirs, found) = by_zopa(issues), other(issues)
    print(f"{what}: {size} and {found} points; {mine:.4f} s and {theirs:.3f} s, {theirs / mine:.0f} times as fast", flush=True)
