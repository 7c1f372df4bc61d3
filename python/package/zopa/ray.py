"""A planned study on a cluster of Ray: a task for each shard that is missing, which writes it into the folder.

    python -m zopa.ray FOLDER --address ADDRESS

The folder is on storage that every node reaches under the same path, and what is in it is all that counts: a task gives
back where it wrote, under 1 kB, so a node that dies takes nothing finished with it, and the same command goes on from
what is there. Every node has this package, of the same version.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

import zopa
from zopa import _native

# Tasks that are handed out, for each core of the cluster: enough that none waits, few enough for the scheduler.
WAITING = 2
# How often Ray itself starts a task again whose worker or node died. After that, a shard waits for the next round.
RETRIES = 3
# Seconds after which what another machine wrote must be seen here: the longest that NFS remembers a folder.
SETTLED = 60.0
# Seconds in which a cluster answers.
REACHED = 20.0
# Seconds between two lines that tell how far it is.
BETWEEN = 10.0

Told = Callable[[int, int], None]


def run(folder: zopa.File, address: str | None = None, *, told: Told | None = None) -> int:
    """Makes the shards of a planned study that are missing; gives how many were made.

    :param folder: of the study, where every node finds it.
    :param address: of the cluster: ``"auto"``, ``"HOST:PORT"`` or ``"ray://HOST:PORT"``; by default that of the variable
        ``RAY_ADDRESS``, or else a cluster on this machine alone. A connection that there is already is used and kept.
    :param told: is told now and then how many shards are finished, of how many.
    :raises zopa.RunError: where the folder holds no study, another version planned it, or shards are lost again and
        again.
    :raises OSError: where a shard cannot be written, or the cluster not be reached.
    :raises ImportError: where ray is not installed.
    """
    try:
        import ray
    except ImportError as error:
        raise ImportError("zopa.ray takes the package ray: pip install 'zopa[ray]'") from error
    place = os.path.abspath(folder)
    left = asked = zopa.missing(place)
    connected = ray.is_initialized()
    if left and not connected:
        _reached(address)
        ray.init(address=address, log_to_driver=False, logging_level="ERROR")
    try:
        while left:
            before = len(left)
            lost = _round(ray, place, left, told)
            left = _settled(place, {shard for shard in left if shard not in lost})
            if len(left) == before:
                raise zopa.RunError(_stuck(place, left, lost))
    finally:
        if not connected:
            ray.shutdown()
    return len(asked)


def make(folder: str, shard: int) -> zopa.Shard:
    """The task: makes a shard on one core; see ``zopa.run_shard``."""
    return zopa.run_shard(folder, shard, threads=1)


def _reached(address: str | None) -> None:
    """Refuses an address at which nobody answers; Ray itself would ask there for minutes."""
    host, colon, port = (address or "").rpartition("://")[2].rpartition(":")
    if colon and port.isdecimal():
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=REACHED).close()
        except (OSError, OverflowError) as error:
            raise ConnectionError(f"no cluster of Ray answers at {address}: {error}") from None


def _round(ray: Any, folder: str, shards: list[int], told: Told | None) -> dict[int, str]:
    """Makes each shard once; gives those whose workers were lost, and how."""
    task = ray.remote(num_cpus=1, max_retries=RETRIES)(make)
    waiting, running = shards[::-1], dict[Any, int]()
    lost = dict[int, str]()
    while waiting or running:
        while waiting and len(running) < WAITING * _cores(ray):
            shard = waiting.pop()
            running[task.remote(folder, shard)] = shard
        ready, _ = ray.wait(list(running), num_returns=1, timeout=BETWEEN)
        for one in ready:
            shard = running.pop(one)
            try:
                ray.get(one)
            except ray.exceptions.RayTaskError as error:
                # The task's own: another node would fare no better.
                raise error.cause from None
            except ray.exceptions.RayError as error:
                lost[shard] = str(error)
        if told is not None:
            told(len(shards) - len(waiting) - len(running) - len(lost), len(shards))
    return lost


def _cores(ray: Any) -> int:
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


def _settled(folder: str, finished: set[int]) -> list[int]:
    """The shards that are missing, as soon as none of the finished ones is."""
    end = time.monotonic() + SETTLED
    while not finished.isdisjoint(left := zopa.missing(folder)) and time.monotonic() < end:
        time.sleep(1.0)
    return left


def _stuck(folder: str, left: list[int], lost: dict[int, str]) -> str:
    listed = ", ".join(map(str, left[:12])) + (", .." if len(left) > 12 else "")
    if lost:
        return f"shards {listed} were lost {RETRIES + 1} times: {next(iter(lost.values()))}"
    return f"shards {listed} were made, but not in `{folder}`\nhelp: it must be storage that every node reaches"


def main() -> int:
    """The command line: makes the missing shards, then prints what ``zopa study reduce --json`` would."""
    parser = argparse.ArgumentParser(
        prog="python -m zopa.ray",
        description="Makes the missing shards of a planned study on a cluster of Ray, and prints the answer as JSON.",
    )
    parser.add_argument("folder", help="the planned study, where every node finds it")
    parser.add_argument("--address", help="of the cluster: auto, HOST:PORT or ray://HOST:PORT")
    parser.add_argument("--no-answer", action="store_true", help="make the shards and no more")
    parser.add_argument("--quiet", action="store_true", help="do not tell how far it is")
    args = parser.parse_args()
    try:
        run(args.folder, args.address, told=None if args.quiet else _Teller())
        if not args.no_answer:
            print(_native.reduce(args.folder, {"all": False, "output": None, "points": None}, None))
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


class _Teller:
    """Tells how far it is, now and then, on standard error."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def __call__(self, finished: int, shards: int) -> None:
        now = time.monotonic()
        if finished == shards or now - self.last >= BETWEEN:
            self.last = now
            print(f"shards: {finished} of {shards}", file=sys.stderr)


if __name__ == "__main__":
    # Workers import the task by its module's name, and `__main__` is another one there.
    import zopa.ray

    sys.exit(zopa.ray.main())
