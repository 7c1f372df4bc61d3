"""What a user with a type checker writes; checked, not run."""

import pathlib

import zopa
import zopa.ray


def least_of(path: pathlib.Path) -> float:
    verdict: zopa.Answer = zopa.solve(path, all=True)
    return min(float(deal["margin"]) for deal in verdict["deals"])


def in_pieces(path: str, folder: pathlib.Path, sampling: zopa.Sampling) -> zopa.Answer:
    shards: int = zopa.plan(path, folder, draws=1 << 20, sampling=sampling)
    done: list[zopa.Shard] = [zopa.run_shard(folder, shard) for shard in range(shards)]
    draws: int = sum(one["draws"] for one in done)
    assert draws == 1 << 20 and not zopa.missing(folder)
    return zopa.reduce(folder)


def on_ray(folder: str) -> int:
    try:
        return zopa.ray.run(folder, "auto", told=lambda finished, shards: None)
    except zopa.ScenarioError as error:
        return len(error.diagnostics)
