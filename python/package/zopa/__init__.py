"""The best deal that can actually hold, and why no better one can.

>>> import zopa
>>> verdict = zopa.solve("case.toml")  # what `zopa solve --json` prints
>>> table = zopa.study("case.toml", draws=100_000)  # an Arrow table, a row a draw
>>> said = zopa.answer("case.toml", draws=100_000)  # what `zopa study --json` prints

``plan``, ``run_shard`` and ``reduce`` do a study in pieces, on as many machines as there are; ``zopa.ray`` does that on
a cluster of Ray. Numbers are the engine's own, to the last digit: a scenario, a seed and a version fix them, on any
machine and any number of threads. Every function lets other threads go on while it computes, and Ctrl-C ends those that
draw. A scenario that cannot be answered raises ``ScenarioError``; what is merely odd with one is a ``ScenarioWarning``.
"""

from __future__ import annotations

import json
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from . import _native
from ._native import __version__
from .errors import RunError, ScenarioError, ScenarioWarning

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "Answer",
    "File",
    "RunError",
    "Sampling",
    "ScenarioError",
    "ScenarioWarning",
    "Shard",
    "__version__",
    "answer",
    "check",
    "missing",
    "plan",
    "reduce",
    "run_shard",
    "solve",
    "study",
]

Answer = dict[str, Any]
"""An answer as JSON has it; ``docs/json.md`` names every key with its type and unit."""
Sampling = Literal["random", "sobol"]
"""Where draws come from: independent random numbers, or the points of a scrambled Sobol sequence, which settle sooner."""
File = str | PathLike[str]
"""The path of a file or folder."""


class Shard(TypedDict):
    """What became of a shard."""

    shard: int
    """Its number, from 0."""
    made: bool
    """Whether it was made now rather than found finished."""
    draws: int
    """How many draws, so many rows, it has."""
    file: str
    """Name of its file in the folder, with a digest of its bytes."""


def solve(path: File, *, all: bool = False, at: str | None = None) -> Answer:
    """The verdict on a scenario: what ``zopa solve --json`` prints.

    :param path: the scenario, or a report that holds one.
    :param all: every deal with its margins, rather than those that matter.
    :param at: use the events up to this date only, ``"2018-04-27"`` for instance.
    :raises ScenarioError: where the scenario cannot be answered.
    :raises OSError: where the file cannot be read.
    """
    return _answer(_native.solve(_read(path), all, at))


def check(path: File, *, draws: int | None = None, seed: int = 1) -> Answer:
    """What is odd with a scenario and what becomes of its claims: what ``zopa check --json`` prints.

    :param draws: tell whether each claim follows, depends or fails over so many draws; by default claims are judged at
        the central values alone.
    :param seed: makes these draws different from another study's, from 0.
    :raises ScenarioError: where the scenario cannot be answered, or has more deals than can be listed.
    :raises OSError: where the file cannot be read.
    """
    _from("draws", 1, draws)
    _from("seed", 0, seed)
    return _answer(_native.check(_read(path), draws, seed))


def study(
    path: File,
    *,
    draws: int = 10_000,
    seed: int = 1,
    sampling: Sampling = "random",
    claims: int = 1000,
    inputs: bool = True,
    threads: int | None = None,
) -> pyarrow.Table:
    """The draws of a study: an Arrow table of one row a draw, in the order of their numbers, from 0.

    The columns are those of the files that ``zopa study --out`` keeps (``docs/study.md``): the draw's number, what was
    drawn of each premise, how many deals are attainable, the fair deal and each party's best, what they and no deal are
    worth to each in its own units, whether each entry of the menu is attainable and by how much of a range, whether each
    claim is true. Empty cells are null.

    :param draws: how many, from 1.
    :param seed: makes these draws different from another study's, from 0.
    :param claims: judge the claims in the first so many draws.
    :param inputs: whether the premises have columns.
    :param threads: how many, by default one a core.
    :raises ScenarioError: where the scenario cannot be answered.
    :raises OSError: where the file cannot be read.
    :raises ImportError: where pyarrow is not installed.
    """
    try:
        from pyarrow import BufferReader
        from pyarrow.parquet import read_table
    except ImportError as error:
        raise ImportError("zopa.study gives a table of pyarrow: pip install 'zopa[arrow]'") from error
    asked = _draws(draws, seed, sampling, claims)
    return read_table(BufferReader(_native.study(_read(path), asked, inputs, _threads(threads))))


def answer(
    path: File,
    *,
    draws: int = 10_000,
    seed: int = 1,
    sampling: Sampling = "random",
    claims: int = 1000,
    all: bool = False,
    output: str | None = None,
    points: int | None = None,
    threads: int | None = None,
) -> Answer:
    """What the draws of a study say: what ``zopa study --json`` prints.

    It makes the same draws as ``study``; for both from the same draws, plan the study in a folder.

    :param draws: how many, from 1; ``seed``, ``sampling``, ``claims`` and ``threads`` as for ``study``.
    :param all: every deal, rather than those that are fair or best in some draw.
    :param output: the number whose movement is looked at first, ``"value(fair, PARTY)"`` for instance.
    :param points: of the design for total indices, (premises + 2) verdicts each; 0 for none. By default it takes no more
        verdicts than there are draws.
    :raises ScenarioError: where the scenario cannot be answered.
    :raises ValueError: where there is no such output; its text lists those that there are.
    :raises OSError: where the file cannot be read.
    """
    asked = _draws(draws, seed, sampling, claims)
    return _answer(_native.answer(_read(path), asked, _look(all, output, points), _threads(threads)))


def plan(
    path: File,
    folder: File,
    *,
    draws: int = 10_000,
    seed: int = 1,
    sampling: Sampling = "random",
    claims: int = 1000,
    inputs: bool = True,
    shard_draws: int | None = None,
) -> int:
    """Plans a study in a folder that every machine can reach; gives how many shards it has, numbered from 0.

    A folder that holds the same study already is taken as it is.

    :param folder: is made where it is not there.
    :param shard_draws: draws of a shard, a power of two; by default so many that there are about 64 shards.
    :raises ScenarioError: where the scenario cannot be answered.
    :raises RunError: where the folder holds another study.
    :raises ValueError: where ``shard_draws`` is no power of two.
    :raises OSError: where the file cannot be read or the folder written.
    """
    _from("shard_draws", 1, shard_draws)
    asked = _draws(draws, seed, sampling, claims)
    return _native.plan(_read(path), folder, asked, inputs, shard_draws)


def missing(folder: File) -> list[int]:
    """The shards of a planned study that are not finished, ascending.

    :raises RunError: where the folder holds no study, or another version planned it.
    :raises OSError: where it cannot be read.
    """
    return _native.missing(folder)


def run_shard(folder: File, shard: int, *, threads: int | None = None) -> Shard:
    """Makes a shard of a planned study, unless it is there, as a Parquet file of one row a draw.

    Its bytes depend on the scenario, the plan and the version alone. It is written beside its place and renamed, so it
    is there whole or not at all, whoever else makes it at the same time.

    :param shard: its number, from 0.
    :param threads: how many, by default one a core.
    :raises RunError: where the folder holds no study, another version planned it, or there is no such shard.
    :raises OSError: where the file cannot be written.
    """
    _from("shard", 0, shard)
    made, draws, file = _native.run_shard(folder, shard, _threads(threads))
    return {"shard": shard, "made": made, "draws": draws, "file": file}


def reduce(
    folder: File,
    *,
    all: bool = False,
    output: str | None = None,
    points: int | None = None,
    threads: int | None = None,
) -> Answer:
    """Puts the shards of a planned study together and says what they say, to the last digit as ``answer`` does.

    :param all: ``output``, ``points`` and ``threads`` too, as for ``answer``.
    :raises RunError: where shards are missing, or one was altered, cut short or belongs to another study.
    :raises ValueError: where there is no such output; its text lists those that there are.
    :raises OSError: where a file cannot be read.
    """
    return _answer(_native.reduce(folder, _look(all, output, points), _threads(threads)))


def _read(path: File) -> tuple[str, str]:
    """The file's name as given, and its text, line breaks as they are."""
    name = fspath(path)
    try:
        return name, Path(name).read_bytes().decode()
    except UnicodeDecodeError as error:
        line = 1 + error.object[: error.start].count(b"\n")
        said = f"`{name}` is not UTF-8 text: line {line} holds a byte that is none"
        raise ScenarioError(said, []) from None


def _answer(text: str) -> Answer:
    answer: Answer = json.loads(text)
    return answer


def _draws(draws: int, seed: int, sampling: Sampling, claims: int) -> _native.Draws:
    _from("draws", 1, draws)
    _from("seed", 0, seed)
    _from("claims", 0, claims)
    return {"draws": draws, "seed": seed, "sampling": sampling, "claims": claims}


def _look(all: bool, output: str | None, points: int | None) -> _native.Look:
    _from("points", 0, points)
    return {"all": all, "output": output, "points": points}


def _threads(threads: int | None) -> int | None:
    _from("threads", 1, threads)
    return threads


def _from(name: str, least: int, number: int | None) -> None:
    if number is not None and not least <= number < 1 << 63:
        raise ValueError(f"{name} must be a whole number from {least}, not {number}")
