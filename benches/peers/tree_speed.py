"""Trees: quantal response and reading beside pygambit, and backward induction, which it does not offer.

    python -m venv venv && venv/bin/pip install pygambit
    cargo build --release --package zopa-formats --example crisis
    venv/bin/python benches/peers/tree_speed.py target/release/examples/crisis

The crises are those of `crates/zopa/benches/support/crisis.rs`. What pygambit does not finish within half a minute is given up.
"""

import multiprocessing
import subprocess
import sys
import tempfile
import time

import pygambit


def in_time(work, path, seconds=30):
    """Seconds that it takes, and what it gives; None where it takes too long or fails."""

    def run(pipe):
        begin = time.perf_counter()
        found = work(path)
        pipe.send((time.perf_counter() - begin, found))

    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=run, args=(theirs,))
    process.start()
    told = ours.recv() if ours.poll(seconds) else None
    process.kill()
    process.join()
    return told


def read(path):
    pygambit.read_efg(path)


def at_one(path):
    game = pygambit.read_efg(path)
    begin = time.perf_counter()
    pygambit.qre.logit_solve_lambda(game, lam=[1.0])
    return time.perf_counter() - begin


def to_limit(path):
    game = pygambit.read_efg(path)
    begin = time.perf_counter()
    found = pygambit.nash.logit_solve(game, use_strategic=False, maxregret=1e-6)
    return time.perf_counter() - begin, len(found.equilibria)


for size in [(1, 2, 3), (2, 2, 2), (2, 2, 3), (3, 2, 3), (3, 4, 3), (4, 4, 5)]:
    with tempfile.NamedTemporaryFile(suffix=".efg") as file:
        run = [sys.argv[1], *map(str, size), file.name]
        told = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
        nodes, reading, one, limit, left = int(told[0]), *map(float, told[1:])
        line = f"{size}, {nodes} nodes: read in {reading * 1e3:.2f} ms"
        theirs = in_time(read, file.name)
        line += f" (pygambit {theirs[0] * 1e3:.1f} ms, {theirs[0] / reading:.0f} times)" if theirs else " (pygambit -)"
        line += f"; precision 1 in {one * 1e3:.2f} ms"
        theirs = in_time(at_one, file.name) if nodes < 10000 else None
        line += f" (pygambit {theirs[1] * 1e3:.0f} ms, {theirs[1] / one:.0f} times)" if theirs else " (pygambit -)"
        if nodes < 10000:
            line += f"; to the limit in {limit * 1e3:.1f} ms, regret {left:.1e}"
            theirs = in_time(to_limit, file.name)
            line += f" (pygambit {theirs[1][0] * 1e3:.0f} ms, {theirs[1][1]} found)" if theirs else " (pygambit -)"
        print(line, flush=True)
for size in [(6, 5), (3, 7)]:
    told = subprocess.run([sys.argv[1], "offers", *map(str, size)], capture_output=True, text=True, check=True)
    nodes, per_node, draws = told.stdout.split()
    print(f"offers {size}, {nodes} nodes: {float(per_node):.1f} ns a node, 100,000 sets of payoffs in {float(draws):.2f} s")
