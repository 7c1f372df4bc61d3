"""Kuhn's poker: zopa's linear program on the sequence form beside HiGHS on the same program.

    python -m venv venv && venv/bin/pip install scipy
    cargo build --release --package zopa --example kuhn
    venv/bin/python benches/peers/sequence_speed.py target/release/examples/kuhn

zopa's time is that of the whole answer from the tree on: the sequence form, the walk, the proof in whole numbers. HiGHS
gets the program ready made, and counts in doubles. Both the least of several rounds.
"""

import subprocess
import sys
import time
from fractions import Fraction

import numpy
from scipy.optimize import linprog
from scipy.sparse import coo_array


def program(cards):
    """Columns: the first player's plan (the root, then check and bet, fold and call for each card), then what each of
    the second's sets is worth (the root, after check, after bet). Rows: the plan, the second's sequences."""
    deals = cards * (cards - 1)
    first = lambda stage, card, move: 1 + 2 * (stage * cards + card) + move
    second = lambda stage, card, move: 1 + 2 * (stage * cards + card) + move
    sequences = 1 + 4 * cards
    value = lambda stage, card: sequences + 1 + stage * cards + card
    equal, above = [(0, 0, 1.0)], [(0, sequences, 1.0)]
    for card in range(cards):
        for stage in range(2):
            row = 1 + stage * cards + card
            equal += [(row, first(stage, card, move), 1.0) for move in range(2)]
            equal.append((row, first(0, card, 0) if stage else 0, -1.0))
            above += [(second(stage, card, move), value(stage, card), 1.0) for move in range(2)]
            above.append((0, value(stage, card), -1.0))
    for a in range(cards):
        for b in range(cards):
            if a == b:
                continue
            better = 1 if a > b else -1
            ends = [
                (first(0, a, 0), second(0, b, 0), better),
                (first(1, a, 0), second(0, b, 1), -1),
                (first(1, a, 1), second(0, b, 1), 2 * better),
                (first(0, a, 1), second(1, b, 0), 1),
                (first(0, a, 1), second(1, b, 1), 2 * better),
            ]
            above += [(theirs, own, -gain / deals) for own, theirs, gain in ends]
    columns = sequences + 1 + 2 * cards
    matrix = lambda entries, rows: coo_array(
        ([x for _, _, x in entries], ([r for r, _, _ in entries], [c for _, c, _ in entries])), (rows, columns)
    ).tocsr()
    costs = numpy.zeros(columns)
    costs[sequences] = -1.0
    right = numpy.zeros(1 + 2 * cards)
    right[0] = 1.0
    bounds = [(0, None)] * sequences + [(None, None)] * (1 + 2 * cards)
    return dict(
        c=costs, A_ub=matrix(above, sequences), b_ub=numpy.zeros(sequences),
        A_eq=matrix(equal, 1 + 2 * cards), b_eq=right, bounds=bounds, method="highs",
    )


for cards in [3, 5, 8, 13, 20, 30, 40]:
    told = subprocess.run([sys.argv[1], str(cards), "20"], capture_output=True, text=True, check=True).stdout.split("\n")
    seconds, value = float(told[0]), float(Fraction(told[1]))
    arguments = program(cards)
    least = float("inf")
    for _ in range(20):
        begin = time.perf_counter()
        found = linprog(**arguments)
        least = min(least, time.perf_counter() - begin)
    assert abs(-found.fun - value) < 1e-9, (found.fun, value)
    print(f"{cards} cards: {seconds * 1e3:.2f} ms, value {told[1]}; HiGHS {least * 1e3:.2f} ms, {least / seconds:.1f} times")
