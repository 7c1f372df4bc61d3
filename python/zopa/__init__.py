"""The best deal that can actually hold, and why no better one can.

A scenario is a text file (TOML) that says who the parties are, what could be agreed, what it is worth to each, and what
happens otherwise. This package answers it from Python, with the same numbers as the command ``zopa``:

>>> import zopa
>>> verdict = zopa.solve("cases/korea-2018.toml")
>>> verdict["funnel"]["attainable"]
60

``study`` draws the uncertain premises and gives an Arrow table, a row a draw; ``conclusions`` says what the draws say;
``plan``, ``run_shard`` and ``reduce`` do the same in pieces, on as many machines as there are (``zopa.ray`` for a
cluster of Ray).
"""

from __future__ import annotations

import json
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from . import _native
from ._native import RunFailed, __version__

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "RunFailed",
    "ScenarioError",
    "__version__",
    "check",
    "conclusions",
    "missing",
    "plan",
    "reduce",
    "run_shard",
    "solve",
    "study",
]

Answer = dict[str, Any]
Sampling = Literal["random", "sobol"]
File = str | PathLike[str]


class ScenarioError(ValueError):
    """A scenario that cannot be answered, with everything that is wrong with it.

    ``diagnostics`` is what ``zopa check --json`` lists: for each mistake its ``code``, ``severity``, ``message``,
    ``labels`` with places in the text (``span``: bytes from ``start`` up to ``end``) and ``help``.
    """

    def __init__(self, path: File, text: str, diagnostics: list[Answer]) -> None:
        self.path = str(path)
        self.diagnostics = diagnostics
        told = [_told(self.path, text.encode(), one) for one in diagnostics if one["severity"] == "error"]
        super().__init__("\n".join(told))

    def __reduce__(self) -> tuple[Any, ...]:
        # As pickle makes it again, on another machine for instance: with its message as it is.
        return (_again, (self.path, self.diagnostics, str(self)))


def _again(path: str, diagnostics: list[Answer], message: str) -> ScenarioError:
    error = ScenarioError(path, "", diagnostics)
    error.args = (message,)
    return error


def _told(path: str, text: bytes, one: Answer) -> str:
    place = next((label["span"]["start"] for label in one["labels"] if label["primary"]), None)
    if place is not None:
        before = text[:place].decode(errors="replace")
        path = f"{path}:{before.count(chr(10)) + 1}:{len(before) - (before.rfind(chr(10)) + 1) + 1}"
    return "\n".join([f"{path}: {one['message']} [{one['code']}]", *(f"  help: {help}" for help in one["help"])])


def _read(path: File) -> str:
    return Path(path).read_text(encoding="utf-8")


def _answer(path: File, text: str, said: str) -> Answer:
    answer: Answer = json.loads(said)
    if set(answer) == {"diagnostics"}:
        raise ScenarioError(path, text, answer["diagnostics"])
    return answer


def _asked(draws: int, seed: int, sampling: Sampling, claims: int) -> _native._Asked:
    return {"draws": draws, "seed": seed, "sampling": sampling, "claims": claims}


def solve(path: File, *, all: bool = False, at: str | None = None) -> Answer:
    """The verdict on a scenario: what ``zopa solve --json`` prints.

    :param path: the scenario.
    :param all: every deal with every margin, rather than the ones that matter.
    :param at: use the events up to this date only (``"2018-04-27"``).
    :raises ScenarioError: where the scenario cannot be answered.
    :raises OSError: where the file cannot be read.
    """
    text = _read(path)
    return _answer(path, text, _native.solve(text, all, at))


def check(path: File) -> list[Answer]:
    """Everything that is wrong or odd with a scenario, as ``zopa check --json`` lists it; empty where nothing is.

    :raises OSError: where the file cannot be read.
    """
    diagnostics: list[Answer] = json.loads(_native.check(_read(path)))["diagnostics"]
    return diagnostics


def study(
    path: File,
    *,
    draws: int = 10_000,
    seed: int = 1,
    sampling: Sampling = "random",
    claims: int = 1000,
    inputs: bool = True,
) -> pyarrow.Table:
    """The uncertain premises drawn, and every draw solved: an Arrow table, one row a draw.

    The columns are those of the files that ``zopa study --out`` writes (``docs/study.md``): the number of the draw, what
    was drawn of each premise, the fair deal and each party's best, what they are worth in the party's own units, and
    whether each entry of the menu is attainable. The same scenario, seed and number give the same row everywhere.

    :param draws: how many, at least 1.
    :param seed: makes these draws different from another study's.
    :param sampling: ``"random"`` for independent numbers, ``"sobol"`` for points of a scrambled Sobol sequence.
    :param claims: judge the claims in so many of the draws.
    :param inputs: whether the premises stand in the table.
    :raises ScenarioError: where the scenario cannot be answered.
    :raises ImportError: where pyarrow is not installed.
    """
    import pyarrow
    import pyarrow.parquet

    text = _read(path)
    made, said = _native.study(text, _asked(draws, seed, sampling, claims), inputs)
    if made is None:
        _answer(path, text, said)
    return pyarrow.parquet.read_table(pyarrow.BufferReader(made))


def conclusions(
    path: File,
    *,
    draws: int = 10_000,
    seed: int = 1,
    sampling: Sampling = "random",
    claims: int = 1000,
    all: bool = False,
    output: str | None = None,
    points: int | None = None,
) -> Answer:
    """What the draws of a study say: what ``zopa study --json`` prints.

    :param all: every deal, rather than those that are often fair.
    :param output: the number whose movement is looked at first, ``"value(fair, PARTY)"`` for instance.
    :param points: points of the design for total indices; 0 for none.
    :raises ScenarioError: where the scenario cannot be answered.
    :raises ValueError: where there is no such output; the message lists those that there are.
    """
    text = _read(path)
    said = _native.conclusions(text, _asked(draws, seed, sampling, claims), all, output, points)
    return _answer(path, text, said)


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
    """Plans a study in a folder that every machine can reach, and gives how many shards it has.

    A folder that holds the same study already is taken as it is.

    :param shard_draws: draws of a shard, a power of two; by default so many that there are about 64 shards.
    :raises ScenarioError: where the scenario cannot be answered.
    :raises RunFailed: where the folder holds another study.
    :raises OSError: where it cannot be written.
    """
    text = _read(path)
    asked = _asked(draws, seed, sampling, claims)
    shards: int = _answer(path, text, _native.plan(text, folder, asked, inputs, shard_draws))["shards"]
    return shards


def missing(folder: File) -> list[int]:
    """The shards of a planned study that are not finished, ascending.

    :raises RunFailed: where the folder holds no study, or another version planned it.
    """
    return _native.missing(folder)


def run_shard(folder: File, shard: int) -> bool:
    """Makes a shard of a planned study unless it is there; whether it was made now.

    Its bytes depend on the scenario, the plan and the version alone. It is written beside its place and renamed, so it
    is there whole or not at all.

    :raises RunFailed: where there is no such shard, or no such study.
    :raises OSError: where the file cannot be written.
    """
    return _native.run_shard(folder, shard)


def reduce(folder: File, *, all: bool = False, output: str | None = None, points: int | None = None) -> Answer:
    """Puts the shards of a planned study together: what ``conclusions`` says of the same draws, to the last digit.

    :raises RunFailed: where shards are missing, or one was altered or cut short.
    """
    return _answer(folder, "", _native.reduce(folder, all, output, points))
