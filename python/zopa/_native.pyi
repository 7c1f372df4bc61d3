from os import PathLike
from typing import TypedDict

__all__ = [
    "RunFailed",
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

__version__: str

class RunFailed(ValueError): ...

class _Asked(TypedDict):
    draws: int
    seed: int
    sampling: str
    claims: int

def solve(text: str, all: bool, at: str | None) -> str: ...
def check(text: str) -> str: ...
def study(text: str, asked: _Asked, inputs: bool) -> tuple[bytes | None, str]: ...
def conclusions(text: str, asked: _Asked, all: bool, output: str | None, points: int | None) -> str: ...
def plan(text: str, folder: str | PathLike[str], asked: _Asked, inputs: bool, shard_draws: int | None) -> str: ...
def missing(folder: str | PathLike[str]) -> list[int]: ...
def run_shard(folder: str | PathLike[str], shard: int) -> bool: ...
def reduce(folder: str | PathLike[str], all: bool, output: str | None, points: int | None) -> str: ...
