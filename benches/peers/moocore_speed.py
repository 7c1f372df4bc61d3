"""How fast point sets are filtered: zopa's beside moocore's.

    python -m venv venv && venv/bin/pip install moocore
    cargo build --release --example points
    venv/bin/python benches/peers/moocore_speed.py target/release/examples/points
"""

import subprocess
import sys
import tempfile
import time

import moocore
import numpy

program = sys.argv[1]
for kind in ["uniform", "opposed"]:
    for dims, count in [(2, 1_000_000), (3, 100_000), (3, 1_000_000), (4, 100_000), (5, 100_000)]:
        with tempfile.NamedTemporaryFile() as file:
            best = min(
                (subprocess.run([program, str(count), str(dims), kind, file.name], capture_output=True, text=True).stdout.split() for _ in range(3)),
                key=lambda told: float(told[1]),
            )
            points = numpy.fromfile(file.name).reshape(count, dims)
        theirs = []
        for _ in range(3):
            begin = time.perf_counter()
            kept = moocore.is_nondominated(points, maximise=True, keep_weakly=True)
            theirs.append(time.perf_counter() - begin)
        mine = float(best[1])
        print(
            f"{kind}, {dims} x {count}: {best[0]} of zopa, {int(kept.sum())} of moocore; "
            f"{mine:.4f} s beside {min(theirs):.4f} s, {min(theirs) / mine:.1f} times as fast",
            flush=True,
        )
