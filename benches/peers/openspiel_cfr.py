"""Leduc poker: zopa's CFR+ beside OpenSpiel's in C++, steps a second and what could still be gained.

    python -m venv venv && venv/bin/pip install open_spiel
    cargo build --release --package zopa --example leduc
    venv/bin/python benches/peers/openspiel_cfr.py target/release/examples/leduc

zopa's time includes compiling the tree; OpenSpiel's is that of the steps alone.
"""

import subprocess
import sys
import time

import pyspiel

for steps in [100, 1000]:
    told = [
        subprocess.run([sys.argv[1], "cfr-plus", str(steps)], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(5)
    ]
    seconds, gain = min((float(seconds), float(gain)) for seconds, gain in told)
    game = pyspiel.load_game("leduc_poker")
    solver = pyspiel.CFRPlusSolver(game)
    begin = time.perf_counter()
    for _ in range(steps):
        solver.evaluate_and_update_policy()
    theirs = time.perf_counter() - begin
    policy = solver.tabular_average_policy()
    other = pyspiel.exploitability(game, policy)
    print(
        f"{steps} steps: zopa {steps / seconds:.0f} a second, exploitability {gain:.3e}; "
        f"OpenSpiel {steps / theirs:.1f} a second, {other:.3e}; {theirs / seconds:.0f} times",
        flush=True,
    )
