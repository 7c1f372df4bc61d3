"""Studies on a real cluster of Ray on this machine: a head that does no work, and two nodes of one core each."""

import hashlib
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import ray
from conftest import CAR, KOREA, command, printed
from ray.cluster_utils import Cluster

import zopa
import zopa.ray

SHARDS, SHARD_DRAWS = 40, 64
DRAWS = SHARDS * SHARD_DRAWS
ASKED = ("--draws", DRAWS, "--claims", 64)
LOOK = ("--points", 0, "--json")
# By default a node counts as dead after half a minute without a sign.
SOON = {"health_check_initial_delay_ms": 0, "health_check_period_ms": 500, "health_check_failure_threshold": 4}
LAUNCHER = [sys.executable, "-m", "zopa.ray"]


def launched(folder: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    """Runs the launcher on a study."""
    return subprocess.run([*LAUNCHER, str(folder), *args], capture_output=True, text=True, timeout=300)


class Part(NamedTuple):
    """A finished shard as it lies on the disk."""

    inode: int
    written: int
    digest: str


def parts(folder: Path) -> dict[str, Part]:
    """The finished shards of a folder, by name."""

    def part(path: Path) -> Part:
        stat = path.stat()
        return Part(stat.st_ino, stat.st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())

    return {path.name: part(path) for path in sorted(folder.glob("*.parquet"))}


class Watch(threading.Thread):
    """Looks at a folder again and again, and remembers each shard as it was when it was first seen."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.first: dict[str, Part] = {}
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.05):
            for name, part in parts(self.folder).items():
                self.first.setdefault(name, part)

    def until(self, count: int, launcher: "subprocess.Popen[str]") -> None:
        """Waits for so many shards."""
        end = time.monotonic() + 120
        while len(self.first) < count:
            assert launcher.poll() is None and time.monotonic() < end, "too few shards are made"
            time.sleep(0.02)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """The cluster, without its two nodes; every connection to it is given up at the end."""
    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "_system_config": SOON})
    try:
        yield made
    finally:
        ray.shutdown()
        made.shutdown()


def test_a_node_that_is_killed_loses_nothing_and_nothing_finished_is_redone(cluster: Cluster, tmp_path: Path) -> None:
    single, shared = tmp_path / "single", tmp_path / "shared"
    for folder in (single, shared):
        assert zopa.plan(KOREA, folder, draws=DRAWS, claims=64, shard_draws=SHARD_DRAWS) == SHARDS
    printed("study", "run", single)
    nodes: list[Any] = [cluster.add_node(num_cpus=1) for _ in range(2)]
    cluster.wait_for_nodes()
    watch = Watch(shared)
    watch.start()
    launch = [*LAUNCHER, str(shared), "--address", cluster.address, "--no-answer"]
    launcher = subprocess.Popen(launch, stderr=subprocess.PIPE, text=True)
    try:
        watch.until(SHARDS // 4, launcher)
        cluster.remove_node(nodes[1], allow_graceful=False)
        before = dict(watch.first)
        assert len(parts(shared)) < SHARDS, "the node was killed too late to be missed"
        _, told = launcher.communicate(timeout=300)
    finally:
        launcher.kill()
        watch.ended.set()
        watch.join()
    assert launcher.returncode == 0, told
    assert f"shards: {SHARDS} of {SHARDS}" in told
    after = parts(shared)
    assert zopa.missing(shared) == [] and len(after) == SHARDS
    assert len(before) >= SHARDS // 4
    for name, part in {**watch.first, **before}.items():
        assert after[name] == part, f"{name} was made again"
    digests = [{name: part.digest for name, part in found.items()} for found in (after, parts(single))]
    assert digests[0] == digests[1]
    assert printed("study", "reduce", shared, *LOOK) == printed("study", "reduce", single, *LOOK)


def test_the_command_on_ray_answers_as_it_does_alone(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    monkeypatch.setenv("PYTHON", sys.executable)
    asked = ("study", CAR, "--draws", 2000, "--json")
    on_ray = command(*asked, "--out", tmp_path, "--ray", cluster.address)
    assert on_ray.returncode == 0 and not on_ray.stderr, on_ray.stderr
    assert on_ray.stdout == printed(*asked)
    # Whatever is there is kept, and nothing is left to be done: no cluster is asked.
    again = command(*asked, "--out", tmp_path, "--ray", "nowhere:1")
    assert again.stdout == on_ray.stdout
    # The launcher alone answers the same.
    alone = launched(tmp_path)
    assert (alone.returncode, alone.stdout) == (0, on_ray.stdout), alone.stderr


def test_a_task_gives_back_less_than_a_kilobyte(tmp_path: Path) -> None:
    zopa.plan(CAR, tmp_path, draws=1 << 12)
    assert len(pickle.dumps(zopa.ray.make(os.fspath(tmp_path), 15))) < 1000


def test_what_a_task_cannot_do_is_told_in_its_own_words(cluster: Cluster, tmp_path: Path) -> None:
    cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    zopa.plan(CAR, tmp_path, draws=10)
    # A folder where the file's place is taken by something else.
    file = zopa.run_shard(tmp_path, 0)["file"]
    (tmp_path / file).unlink()
    manifest = tmp_path / "manifest.json"
    whole = manifest.read_text()
    ray.init(address=cluster.address, log_to_driver=False)
    left = zopa.missing(tmp_path)
    manifest.write_text(whole.replace('"seed": 1', '"seed": "one"'))
    with pytest.raises(zopa.RunError, match="is damaged: manifest.json: invalid type"):
        zopa.ray._round(ray, os.fspath(tmp_path), left, None)
    manifest.write_text(whole)
    assert zopa.ray.run(tmp_path) == 1
    assert zopa.ray.run(tmp_path) == 0


def test_the_launcher_refuses_what_is_no_study_and_clusters_that_are_not_there(tmp_path: Path) -> None:
    none = launched(tmp_path, "--address", "auto")
    assert none.returncode == 2
    assert none.stderr.startswith(f"error: `{tmp_path}` holds no planned study"), none.stderr
    zopa.plan(CAR, tmp_path, draws=10)
    away = launched(tmp_path, "--address", "127.0.0.1:9")
    assert away.returncode == 2
    assert away.stderr.startswith("error: no cluster of Ray answers at 127.0.0.1:9: "), away.stderr
