"""Scenario discovery with PRIM: zopa's beside that of the EMA Workbench, on the same rows.

    python -m venv venv && venv/bin/pip install ema_workbench
    cargo build --release --package zopa --example corner
    venv/bin/python benches/peers/ema_speed.py target/release/examples/corner

A box of three of 20 inputs holds the hits, and 5 in 100 labels are wrong. Of the boxes on the workbench's way the
one with the largest harmonic mean of coverage and density is taken; picking it does not count.
"""

import logging
import subprocess
import sys
import tempfile
import time

import numpy
import pandas
from ema_workbench.analysis import prim

logging.disable(logging.CRITICAL)
INPUTS = 20
for rows in [10_000, 100_000]:
    draw = numpy.random.default_rng(1)
    points = draw.random((rows, INPUTS))
    hits = (points[:, 0] < 0.4) & (points[:, 1] > 0.5) & (points[:, 2] > 0.2) & (points[:, 2] < 0.8)
    hits ^= draw.random(rows) < 0.05
    with tempfile.NamedTemporaryFile() as file:
        numpy.vstack([points.T, hits]).astype("<f8").tofile(file.name)

        def ours():
            run = [sys.argv[1], file.name, str(rows), str(INPUTS)]
            told = subprocess.run(run, capture_output=True, text=True, check=True).stdout
            return [float(number) for number in told.split("\n")[0].split()]

        mine = min(ours() for _ in range(3))
    table = pandas.DataFrame(points, columns=[f"x{k}" for k in range(INPUTS)])
    theirs = []
    for _ in range(3):
        begin = time.perf_counter()
        box = prim.Prim(table, hits, threshold=0.8).find_box()
        theirs.append(time.perf_counter() - begin)
    way = box.peeling_trajectory
    way = way.assign(f1=2 * way.coverage * way.density / (way.coverage + way.density))
    picked = way.loc[way.f1.idxmax()]
    print(
        f"{rows} x {INPUTS}: {mine[0]:.3f} s beside {min(theirs):.2f} s, {min(theirs) / mine[0]:.0f} times as fast; "
        f"coverage {mine[1]:.3f} beside {picked.coverage:.3f}, density {mine[2]:.3f} beside {picked.density:.3f}",
        flush=True,
    )
