"""Whether zopa and pygambit say the same of every game file in a folder.

    python -m venv venv && venv/bin/pip install pygambit
    cargo build --release
    venv/bin/python benches/peers/gambit_agreement.py target/release/zopa FOLDER [SECONDS]

Of each file that pygambit reads, both list what they can within SECONDS (10) for each method:

- pure equilibria of whole strategies and of agents: the same payoffs, as often;
- tables of two players: the same extreme equilibria, in fractions;
- other tables: what pygambit's enumpoly finds is among what zopa's support enumeration finds, and as much of it;
- zero-sum games: the same value;
- every equilibrium of pygambit's lcp, enumpoly and logit is one by zopa's exact check, and zopa's by pygambit's.

Prints a line for each difference, and the sums.
"""

import collections
import fractions
import json
import multiprocessing
import pathlib
import subprocess
import sys
import tempfile

import pygambit

ZOPA, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
SECONDS = float(sys.argv[3]) if len(sys.argv) > 3 else 10.0
NEAR = 1e-6
sums = collections.Counter()


def read(path):
    return pygambit.read_efg(path) if path.suffix == ".efg" else pygambit.read_nfg(path)


def number(value):
    return str(fractions.Fraction(str(value))) if not isinstance(value, float) else value


def profiles(found, game):
    """Of each equilibrium the payoffs and the chances, as pygambit lists them."""
    told = []
    for profile in found:
        payoffs = [number(profile.payoff(player)) for player in game.players]
        if isinstance(profile, pygambit.gambit.MixedBehaviorProfile):
            chances = [number(profile[action]) for action in game.actions]
        else:
            chances = [number(profile[strategy]) for strategy in game.strategies]
        told.append((payoffs, chances))
    return told


METHODS = {
    "facts": lambda game: (game.is_tree, len(game.players), game.is_const_sum, game.is_perfect_recall),
    "pure": lambda game: profiles(pygambit.nash.enumpure_solve(game).equilibria, game),
    "pure-agent": lambda game: profiles(pygambit.nash.enumpure_agent_solve(game).equilibria, game),
    "extreme": lambda game: profiles(pygambit.nash.enummixed_solve(game, rational=True).equilibria, game),
    "lcp": lambda game: profiles(
        pygambit.nash.lcp_solve(game, rational=True, **({} if game.is_tree else {"stop_after": 1})).equilibria, game
    ),
    "lp": lambda game: profiles(pygambit.nash.lp_solve(game, rational=True).equilibria, game),
    "enumpoly": lambda game: profiles(pygambit.nash.enumpoly_solve(game, use_strategic=not game.is_tree).equilibria, game),
    "logit": lambda game: profiles(pygambit.nash.logit_solve(game).equilibria, game),
}


def work(path, method, pipe):
    try:
        game = read(pathlib.Path(path))
        pipe.send(("found", METHODS[method](game)))
    except Exception as error:  # what pygambit says, whatever it is
        pipe.send(("refused", f"{type(error).__name__}: {error}"))


def gambit(path, method):
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.Process(target=work, args=(str(path), method, theirs))
    child.start()
    theirs.close()
    try:
        answer = ours.recv() if ours.poll(SECONDS) else ("late", None)
    except EOFError:
        answer = ("crashed", None)
    child.kill()
    child.join()
    return answer


def zopa(*arguments):
    try:
        run = subprocess.run([ZOPA, "game", *arguments, "--json"], capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None
    return json.loads(run.stdout) if run.returncode in (0, 1, 3) and run.stdout.startswith("{") else None


def gains(path, chances):
    """The largest gain from deviating, by zopa's exact check."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        file.write("NE," + ",".join(str(chance) for chance in chances) + "\n")
        file.flush()
        told = zopa("verify", str(path), file.name)
    if told is None:
        return None
    values = [gain for profile in told["profiles"] for gain in profile["gains"].values()]
    return max((float(fractions.Fraction(str(value))) for value in values), default=0.0)


def payoffs(told):
    return sorted(tuple(str(payoff) for payoff in found["payoffs"].values()) for found in told["equilibria"])


def near(one, other):
    return all(abs(float(fractions.Fraction(x)) - float(fractions.Fraction(y))) < NEAR * (1 + abs(float(fractions.Fraction(y)))) for x, y in zip(one, other))


def says(path, what, difference):
    sums[what, "differs" if difference else "agrees"] += 1
    if difference:
        print(f"{path.relative_to(FOLDER)}: {what}: {difference}", flush=True)


def without(what, kind, found):
    """Counts that pygambit has no answer, and why."""
    sums[what, f"{kind}: {found[:90]}" if kind == "refused" else kind] += 1


def lists(path, what, method):
    kind, found = gambit(path, what)
    if kind != "found":
        without(what, kind, found)
        return
    told = zopa("solve", str(path), "--method", method, "--all", "--most", "100000")
    if told is None:
        sums[what, "zopa does not"] += 1
        print(f"{path.relative_to(FOLDER)}: {what}: zopa refuses or is late", flush=True)
        return
    # pygambit lists extreme equilibria of degenerate tables several times.
    distinct = {tuple(chances): payoff for payoff, chances in found} if what == "extreme" else None
    found = distinct.values() if distinct is not None else [payoff for payoff, _ in found]
    own, other = payoffs(told), sorted(tuple(payoff) for payoff in found)
    if what == "enumpoly":
        lost = [theirs for theirs in other if not any(near(mine, theirs) for mine in own)]
        complete = "complete" if told["complete"] else "not complete"
        says(path, what, lost and f"pygambit has {len(other)}, zopa {len(own)} ({complete}); {len(lost)} of pygambit's not in zopa's")
        sums[what, "found by pygambit"] += len(other)
        sums[what, "found by zopa"] += len(own)
    elif own != other:
        says(path, what, f"pygambit has {len(other)}, zopa {len(own)}; complete: {told['complete']}")
    else:
        says(path, what, None)


def checked(path, method):
    kind, found = gambit(path, method)
    if kind != "found":
        without(method, kind, found)
        return
    worst = [gains(path, chances) for _, chances in found]
    if None in worst:
        sums[method, "not checked"] += 1
        return
    limit = 1e-4 if method == "logit" else 1e-6
    wrong = [gain for gain in worst if gain > limit]
    says(path, method, wrong and f"{len(wrong)} of {len(worst)} leave up to {max(wrong):.2g} to gain by zopa's check")


for path in sorted(path for path in FOLDER.rglob("*") if path.suffix in (".efg", ".nfg")):
    kind, facts = gambit(path, "facts")
    own = zopa("info", str(path))
    sums["read", "zopa" if own else "not zopa"] += 1
    if kind != "found":
        sums["read", f"pygambit {kind}"] += 1
        continue
    sums["read", "pygambit"] += 1
    tree, players, constant, recall = facts
    lists(path, "pure", "pure")
    if tree:
        lists(path, "pure-agent", "pure-agent")
    if players == 2 and not tree:
        lists(path, "extreme", "extreme")
    if recall:
        lists(path, "enumpoly", "support")
    if players == 2 and constant and recall:
        kind, found = gambit(path, "lp")
        told = zopa("solve", str(path), "--method", "minimax")
        if kind == "found" and told:
            same = payoffs(told)[0] == tuple(found[0][0])
            says(path, "lp", None if same else f"pygambit {found[0][0]}, zopa {payoffs(told)[0]}")
        else:
            without("lp", kind if kind != "found" else "zopa does not", found)
    if players == 2 and recall:
        checked(path, "lcp")
    checked(path, "logit")
    if recall:
        checked(path, "enumpoly")

for (what, how), count in sorted(sums.items()):
    print(f"{what:12} {how:20} {count}")
