"""Frontiers and solutions of random domains: zopa's beside NegMAS's.

    python -m venv venv && venv/bin/pip install negmas
    venv/bin/python benches/peers/negmas_agreement.py target/release/zopa 300

Every domain is a scoring sheet that zopa reads and NegMAS gets as linear additive functions. With whole numbers
(`whole`) NegMAS's sums are exact; with tenths (`tenths`) they are rounded. What is compared:

- the frontier of the deals that nobody would refuse, which NegMAS lists; zopa's is also compared with the definition;
- Nash and utilitarian points, all ties;
- egalitarian points: of the deals with the largest least gain zopa tells the first by leximin, NegMAS all;
- Kalai-Smorodinsky: NegMAS takes the deal of the frontier whose shares differ least, measured against each one's best
  deal of all; zopa the one whose least share is largest, measured against each one's best deal that nobody would
  refuse. How often these differ is counted, and is no mistake of either.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from fractions import Fraction
from itertools import product
from pathlib import Path

from negmas import LinearAdditiveUtilityFunction, make_issue, make_os
from negmas.preferences import ops

zopa, count = sys.argv[1], int(sys.argv[2])


def domain(draw, divisor):
    """Issues (options by party's values) and reservations, as whole numbers over `divisor`."""
    parties = draw.choice([2, 2, 3])
    issues = []
    for _ in range(draw.randint(2, 4)):
        options = draw.randint(2, 4)
        issues.append([[draw.randint(0, 12) for _ in range(parties)] for _ in range(options)])
    most = [sum(max(o[p] for o in issue) for issue in issues) for p in range(parties)]
    reserved = [draw.randint(0, m // 2) for m in most]
    return parties, issues, reserved, divisor


def by_zopa(parties, issues, reserved, divisor):
    number = lambda n: str(n) if divisor == 1 else f"{n / divisor:.1f}"
    lines = ["issue,option," + ",".join(f"p{p}" for p in range(parties))]
    for i, issue in enumerate(issues):
        for o, values in enumerate(issue):
            lines.append(f"i{i},o{o}," + ",".join(number(v) for v in values))
    lines.append("reservation,," + ",".join(number(r) for r in reserved))
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.csv"
        sheet.write_text("\n".join(lines) + "\n")
        run = subprocess.run([zopa, "deals", sheet, "--frontier", "--json"], capture_output=True, text=True)
    answer = json.loads(run.stdout)
    points = lambda found: {tuple(float(Fraction(v)) for v in point["values"]) for point in found}
    solutions = {name: points(found) for name, found in answer["solutions"].items() if isinstance(found, list)}
    return {"frontier": points(answer["frontier"]["points"]), **solutions}


def by_negmas(parties, issues, reserved, divisor):
    space = make_os([make_issue([f"o{o}" for o in range(len(issue))], f"i{i}") for i, issue in enumerate(issues)])
    ufuns = []
    for p in range(parties):
        values = {f"i{i}": {f"o{o}": v[p] / divisor for o, v in enumerate(issue)} for i, issue in enumerate(issues)}
        ufuns.append(
            LinearAdditiveUtilityFunction(
                values, outcome_space=space, reserved_value=reserved[p] / divisor
            )
        )
    outcomes = list(product(*[[f"o{o}" for o in range(len(issue))] for issue in issues]))
    frontier, _ = ops.pareto_frontier(ufuns, outcomes)
    points = lambda found: {tuple(float(v) for v in point) for point, _ in found}
    of = lambda solve: points(solve(ufuns, frontier, outcome_space=space, outcomes=outcomes))
    return {
        "frontier": {tuple(float(v) for v in point) for point in frontier},
        "nash": of(ops.nash_points),
        "kalai_smorodinsky": of(ops.ks_points),
        "egalitarian": of(ops.kalai_points),
        "utilitarian": of(ops.max_welfare_points),
    }


def by_definition(parties, issues, reserved, divisor):
    """The frontier by comparing all deals, in whole numbers."""
    deals = {tuple(sum(o[p] for o in deal) for p in range(parties)) for deal in product(*issues)}
    beats = lambda a, b: a != b and all(x >= y for x, y in zip(a, b))
    return {tuple(v / divisor for v in deal) for deal in deals if not any(beats(other, deal) for other in deals)}


def near(a, b):
    rounded = lambda points: {tuple(round(v, 9) for v in point) for point in points}
    return rounded(a) == rounded(b)


def compared(made, mine, theirs):
    """What is the same: by name, yes or no."""
    parties, issues, reserved, divisor = made
    floor = [max(r, sum(min(o[p] for o in issue) for issue in issues)) / divisor for p, r in enumerate(reserved)]
    rational = {point for point in mine["frontier"] if all(v >= f - 1e-12 for v, f in zip(point, floor))}
    gain = lambda point: round(min(v - f for v, f in zip(point, floor)), 9)
    egalitarian = {gain(point) for point in theirs["egalitarian"]} == {gain(point) for point in mine["egalitarian"]}
    return {
        "frontier": near(rational, theirs["frontier"]) and len(rational) == len(theirs["frontier"]),
        "nash": near(mine["nash"], theirs["nash"]),
        "utilitarian": near(mine["utilitarian"], theirs["utilitarian"]),
        "egalitarian": egalitarian,
        "kalai_smorodinsky": near(mine["kalai_smorodinsky"], theirs["kalai_smorodinsky"]),
    }


draw = random.Random(1)
for name, divisor in [("whole", 1), ("tenths", 10)]:
    same, differ, shown = Counter(), Counter(), set()
    for _ in range(count):
        made = domain(draw, divisor)
        mine, theirs = by_zopa(*made), by_negmas(*made)
        assert near(mine["frontier"], by_definition(*made)), made
        for what, is_same in compared(made, mine, theirs).items():
            (same if is_same else differ)[what] += 1
            if not is_same and what not in shown:
                shown.add(what)
                print(f"{name}, first other {what}: {made[1]}, reserved {made[2]}")
                print(f"  zopa   {sorted(mine[what])}\n  NegMAS {sorted(theirs[what])}")
    for what in same | differ:
        print(f"{name}: {what}: {same[what]} the same, {differ[what]} other")
