from os import PathLike
from typing import Final, TypedDict, type_check_only

__all__ = ["__version__", "answer", "check", "missing", "plan", "reduce", "run_shard", "solve", "study"]

__version__: Final[str]

@type_check_only
class Draws(TypedDict):
    draws: int
    seed: int
    sampling: str
    claims: int

@type_check_only
class Look(TypedDict):
    all: bool
    output: str | None
    points: int | None

def solve(file: tuple[str, str], all: bool, at: str | None) -> str: ...
def check(file: tuple[str, str], draws: int | None, seed: int) -> str: ...
def study(file: tuple[str, str], asked: Draws, inputs: bool, threads: int | None) -> bytes: ...
def answer(file: tuple[str, str], asked: Draws, look: Look, threads: int | None) -> str: ...
def plan(
    file: tuple[str, str],
    folder: str | PathLike[str],
    asked: Draws,
    inputs: bool,
    shard_draws: int | None,
) -> int: ...
def missing(folder: str | PathLike[str]) -> list[int]: ...
def run_shard(folder: str | PathLike[str], shard: int, threads: int | None) -> tuple[bool, int, str]: ...
def reduce(folder: str | PathLike[str], look: Look, threads: int | None) -> str: ...
