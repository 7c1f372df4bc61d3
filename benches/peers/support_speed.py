"""All equilibria of random tables of three players and more: zopa's support enumeration beside pygambit's enumpoly.

    python -m venv venv && venv/bin/pip install pygambit numpy
    cargo build --release
    venv/bin/python benches/peers/support_speed.py target/release/zopa [SECONDS]

Payoffs are whole numbers from 0 to 1000. zopa's time is that of its whole process, the reading of the file and the proof
that there are no more equilibria included; pygambit's is that of the function alone, given up after SECONDS (60) a game.
"""

import json
import multiprocessing
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy
import pygambit

ZOPA = sys.argv[1]
SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
GAMES = 5


def work(path, pipe):
    game = pygambit.read_nfg(path)
    begin = time.perf_counter()
    found = pygambit.nash.enumpoly_solve(game, use_strategic=True).equilibria
    pipe.send((time.perf_counter() - begin, len(found)))


def gambit(path):
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.Process(target=work, args=(path, theirs))
    child.start()
    theirs.close()
    try:
        told = ours.recv() if ours.poll(SECONDS) else None
    except EOFError:
        told = None
    child.kill()
    child.join()
    return told


def zopa(path):
    begin = time.perf_counter()
    run = subprocess.run([ZOPA, "game", "solve", path, "--method", "support", "--all", "--json"], capture_output=True, text=True)
    seconds = time.perf_counter() - begin
    told = json.loads(run.stdout)
    return seconds, len(told["equilibria"]), told["complete"]


draw = numpy.random.default_rng(1)
with tempfile.TemporaryDirectory() as folder:
    for shape in [(2, 2, 2), (3, 3, 3), (2, 2, 2, 2), (3, 3, 3, 3), (4, 4, 4), (2,) * 5, (5, 5, 5)]:
        own, other, complete, late, fewer, more = 0.0, 0.0, 0, 0, 0, 0
        for game in range(GAMES):
            payoffs = draw.integers(0, 1001, size=len(shape) * numpy.prod(shape))
            names = " ".join(f'"P{k}"' for k in range(len(shape)))
            text = f'NFG 1 R "random" {{ {names} }} {{ {" ".join(map(str, shape))} }}\n\n{" ".join(map(str, payoffs))}\n'
            path = pathlib.Path(folder) / f"{'x'.join(map(str, shape))}-{game}.nfg"
            path.write_text(text)
            seconds, found, whole = zopa(str(path))
            own += seconds
            complete += whole
            theirs = gambit(str(path))
            if theirs is None:
                late += 1
                other += SECONDS
            else:
                other += theirs[0]
                fewer += theirs[1] < found
                more += theirs[1] > found
        told = f"{'x'.join(map(str, shape))}: zopa {own / GAMES * 1e3:.0f} ms, {complete} of {GAMES} complete; pygambit "
        told += f"{'more than ' if late else ''}{other / GAMES * 1e3:.0f} ms, {late} not done after {SECONDS:.0f} s, "
        print(told + f"fewer in {fewer} games, more in {more}; {other / own:.0f} times", flush=True)
