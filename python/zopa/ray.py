"""A planned study on a cluster of Ray: one task a shard, each of which writes its file to the folder of the study.

    python -m zopa.ray FOLDER --address ADDRESS

The folder must be one that every node reaches. A task gives back a number and a flag, nothing else: what was finished
is in the folder, so a node that is lost loses only the shards that it was at, and whoever starts the same command
again redoes nothing that was finished.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import zopa

# So many tasks are handed out for every core of the cluster: enough that none waits, few enough to be counted.
WAITING = 2
# How often a shard is tried where its node is lost or its task fails.
TRIES = 5


def run(
    folder: zopa.File,
    address: str | None = None,
    *,
    told: Callable[[int, int], None] | None = None,
) -> int:
    """Makes the shards of a planned study that are missing; gives how many were made.

    :param folder: the folder of the study, as every node of the cluster finds it.
    :param address: of the cluster: ``"auto"``, ``"HOST:PORT"`` or ``"ray://HOST:PORT"``; one on this machine where it is
        left out. A connection that is there already is used.
    :param told: is told, after each shard, how many are finished and how many there were to make.
    :raises zopa.RunFailed: where the folder holds no study, or a shard was lost more than four times.
    :raises ImportError: where ray is not installed.
    """
    import ray

    if not ray.is_initialized():
        ray.init(address=address, log_to_driver=False, configure_logging=False)

    @ray.remote(num_cpus=1, max_retries=TRIES - 1)
    def make(shard: int) -> tuple[int, bool]:
        # A task has one core; a worker takes up the number with its first shard.
        os.environ.setdefault("RAYON_NUM_THREADS", "1")
        return shard, zopa.run_shard(os.fspath(folder), shard)

    asked = zopa.missing(folder)
    shards, whole = iter(asked), len(asked)
    done = made = 0
    tasks = set(_start(make, shards, WAITING * _cores(ray)))
    while tasks:
        ready, rest = ray.wait(list(tasks), num_returns=1)
        tasks = set(rest)
        for task in ready:
            try:
                _, now = ray.get(task)
            except ray.exceptions.RayError as error:
                if isinstance(error, ray.exceptions.RayTaskError):
                    raise
                raise zopa.RunFailed(f"a shard was lost {TRIES} times: {error}") from error
            made += now
            done += 1
            if told is not None:
                told(done, whole)
        tasks |= set(_start(make, shards, len(ready)))
    return made


def _start(make: Any, shards: Iterator[int], count: int) -> list[Any]:
    return [make.remote(shard) for shard in islice(shards, count)]


def _cores(ray: Any) -> int:
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m zopa.ray", description="Make the missing shards of a planned study.")
    parser.add_argument("folder", help="of the study, where every node of the cluster finds it")
    parser.add_argument("--address", help="of the cluster; without it, one on this machine")
    args = parser.parse_args()
    try:
        made = run(args.folder, args.address, told=_tell)
    except (zopa.RunFailed, OSError, ImportError, ConnectionError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"made {made}", file=sys.stderr)
    return 0


def _tell(done: int, whole: int) -> None:
    print(f"shards: {done} of {whole}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
