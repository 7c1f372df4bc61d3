"""A study on a cluster of Ray with two nodes, one of which is killed in mid-run."""

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import ray
from ray.cluster_utils import Cluster

import zopa
import zopa.ray

CASE = Path(__file__).parents[2] / "cases/korea-2018.toml"
SHARDS, SHARD_DRAWS = 32, 64
DRAWS = SHARDS * SHARD_DRAWS


def parts(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Of each finished shard: digest, when it was written, and which file on the disk it is."""
    found = {}
    for part in folder.glob("draws-*.parquet"):
        stat = part.stat()
        found[part.name] = (hashlib.sha256(part.read_bytes()).hexdigest(), stat.st_mtime_ns, stat.st_ino)
    return found


def said(*args: str) -> bytes:
    run = subprocess.run([os.environ["ZOPA"], *args], capture_output=True, env=os.environ | {"PYTHON": sys.executable})
    assert run.returncode in (0, 1, 3), run.stderr
    return run.stdout


def test_a_node_that_is_killed_loses_nothing_and_nothing_is_redone(tmp_path: Path) -> None:
    single, shared = tmp_path / "single", tmp_path / "shared"
    asked = ("--draws", str(DRAWS), "--claims", "64", "--points", "0", "--json")
    plain = said("study", str(CASE), *asked)
    for folder in (single, shared):
        assert zopa.plan(CASE, folder, draws=DRAWS, claims=64, shard_draws=SHARD_DRAWS) == SHARDS
    for shard in range(SHARDS):
        zopa.run_shard(single, shard)

    # A lost node is noticed after two seconds, not after half a minute.
    health = {"health_check_initial_delay_ms": 0, "health_check_period_ms": 500, "health_check_failure_threshold": 4}
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "_system_config": health})
    nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
    ray.init(address=cluster.address, log_to_driver=False)
    made: list[Any] = []
    try:
        runner = threading.Thread(target=lambda: made.append(zopa.ray.run(shared)))
        runner.start()
        end = time.monotonic() + 300
        while len(parts(shared)) < SHARDS // 4:
            assert time.monotonic() < end and runner.is_alive(), "the run did not begin"
            time.sleep(0.05)
        before = parts(shared)
        cluster.remove_node(nodes[1], allow_graceful=False)
        assert len(parts(shared)) < SHARDS, "the node was killed too late"
        runner.join(timeout=600)
        assert not runner.is_alive() and made
        # The command starts the same on a cluster that is there, here the node that is left.
        by_command = ("--out", str(tmp_path / "command"), "--ray", cluster.address)
        assert said("study", str(CASE), *asked, *by_command) == plain
    finally:
        ray.shutdown()
        cluster.shutdown()  # type: ignore[no-untyped-call]

    after = parts(shared)
    assert len(after) == SHARDS and zopa.missing(shared) == []
    assert all(after[name] == kept for name, kept in before.items()), "something finished was made again"
    assert {name: kept[0] for name, kept in after.items()} == {name: kept[0] for name, kept in parts(single).items()}
    assert said("study", "reduce", str(shared), "--points", "0", "--json") == plain
    assert json.loads(plain)["draws"] == DRAWS


def test_a_task_gives_back_less_than_a_kilobyte() -> None:
    import pickle

    assert len(pickle.dumps((2**40, True))) < 1000


def test_the_command_of_the_launcher_refuses_what_is_no_study(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-m", "zopa.ray", str(tmp_path)], capture_output=True, text=True)
    assert run.returncode == 2 and "no planned study" in run.stderr
