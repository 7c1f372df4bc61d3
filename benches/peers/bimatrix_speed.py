"""Equilibria of random tables for two players: zopa's beside those of pygambit and QuantEcon.

    python -m venv venv && venv/bin/pip install pygambit quantecon
    cargo build --release --package zopa --example bimatrix
    venv/bin/python benches/peers/bimatrix_speed.py target/release/examples/bimatrix

Payoffs are whole numbers from 0 to 1000. zopa proves every equilibrium in fractions; the others count in doubles.
Making the games does not count, nor does the first call of each function. Of three runs the fastest counts, and of twenty
where a run takes a few milliseconds only.
"""

import subprocess
import sys
import tempfile
import time

import numpy
import pygambit
import quantecon.game_theory as qe


def ours(size, games, method, times=3):
    with tempfile.NamedTemporaryFile() as file:
        run = [sys.argv[1], str(size), str(games), file.name, method]
        told = [subprocess.run(run, capture_output=True, text=True, check=True).stdout.split("\n") for _ in range(times)]
        payoffs = numpy.fromfile(file.name).reshape(games, 2, size, size)
    seconds, counts, _ = min(told, key=lambda told: float(told[0]))
    return float(seconds), [int(count) for count in counts.split()], payoffs


def gambit(pair):
    return pygambit.Game.from_arrays(*(table.astype(int) for table in pair))


def quant_econ(pair):
    return qe.NormalFormGame((qe.Player(pair[0]), qe.Player(numpy.ascontiguousarray(pair[1].T))))


def timed(make, solve, payoffs, times=3):
    games = [make(pair) for pair in payoffs]
    solve(games[0])
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        found = [solve(game) for game in games]
        seconds.append(time.perf_counter() - begin)
    return min(seconds), found


for size, games in [(10, 200), (20, 200), (50, 100), (100, 30)]:
    seconds, _, payoffs = ours(size, games, "lemke-howson", times=20)
    theirs, _ = timed(quant_econ, qe.lemke_howson, payoffs, times=20)
    line = f"one, {size} x {size}: {seconds / games * 1e6:.0f} us; QuantEcon {theirs / games * 1e6:.0f} us, {theirs / seconds:.1f} times"
    if size <= 50:
        few = payoffs[:20]
        slow, _ = timed(gambit, lambda game: pygambit.nash.lcp_solve(game, rational=False, stop_after=1), few)
        line += f"; pygambit {slow / len(few) * 1e6:.0f} us, {slow / len(few) / (seconds / games):.0f} times"
    print(line, flush=True)
for size, games in [(5, 200), (8, 100), (10, 1000)]:
    seconds, counts, payoffs = ours(size, games, "extreme")
    theirs, found = timed(quant_econ, qe.vertex_enumeration, payoffs)
    fewer = sum(len(others) < count for others, count in zip(found, counts))
    more = sum(len(others) > count for others, count in zip(found, counts))
    line = (
        f"all, {size} x {size}: {seconds / games * 1e3:.2f} ms, {sum(counts)} found; QuantEcon {theirs / games * 1e3:.2f} ms, "
        f"{theirs / seconds:.1f} times, fewer in {fewer} games, more in {more}"
    )
    few = payoffs[:5]
    slow, found = timed(gambit, lambda game: pygambit.nash.enummixed_solve(game, rational=False), few)
    missed = sum(len(others.equilibria) != count for others, count in zip(found, counts))
    line += f"; pygambit {slow / len(few) * 1e3:.0f} ms, {slow / len(few) / (seconds / games):.0f} times, another number in {missed}"
    print(line, flush=True)
