"""The package beside the command: the same numbers, and mistakes as exceptions."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

import zopa

ROOT = Path(__file__).parents[2]
ZOPA = os.environ["ZOPA"]
CAR = ROOT / "cases/used-car.toml"
COALITION = ROOT / "cases/large/coalition.toml"
DRAWS = 600


def told(*args: str) -> Any:
    run = subprocess.run([ZOPA, *args], capture_output=True, text=True)
    assert run.returncode in (0, 1, 3), run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize("case", [CAR, ROOT / "cases/korea-2018.toml", COALITION])
def test_a_verdict_is_that_of_the_command(case: Path) -> None:
    assert zopa.solve(case) == told("solve", str(case), "--json")


def test_options_are_those_of_the_command() -> None:
    case = ROOT / "cases/korea-2018.toml"
    before = zopa.solve(case, all=True, at="2018-03-09")
    assert before == told("solve", str(case), "--all", "--at", "2018-03-09", "--json")
    assert before != zopa.solve(case, all=True)


def test_a_table_is_what_the_command_keeps(tmp_path: Path) -> None:
    told("study", str(CAR), "--draws", str(DRAWS), "--out", str(tmp_path), "--json")
    kept = pyarrow.concat_tables([pyarrow.parquet.read_table(part) for part in sorted(tmp_path.glob("*.parquet"))])
    table = zopa.study(CAR, draws=DRAWS)
    assert table.num_rows == DRAWS
    assert table.replace_schema_metadata() == kept.replace_schema_metadata()
    without = zopa.study(CAR, draws=DRAWS, inputs=False)
    assert without.column_names == [name for name in table.column_names if not name.startswith("premise.")]


def test_conclusions_are_those_of_the_command() -> None:
    said = zopa.conclusions(CAR, draws=DRAWS, seed=7, sampling="sobol")
    assert said == told("study", str(CAR), "--draws", str(DRAWS), "--seed", "7", "--sampling", "sobol", "--json")


def test_pieces_in_any_order_say_what_the_whole_says(tmp_path: Path) -> None:
    shards = zopa.plan(CAR, tmp_path, draws=DRAWS, shard_draws=128)
    assert zopa.missing(tmp_path) == list(range(shards))
    with pytest.raises(zopa.RunFailed, match="5 of 5 shards are not finished"):
        zopa.reduce(tmp_path)
    for shard in reversed(range(shards)):
        assert zopa.run_shard(tmp_path, shard)
        assert not zopa.run_shard(tmp_path, shard)
    assert zopa.reduce(tmp_path) == zopa.conclusions(CAR, draws=DRAWS)
    with pytest.raises(zopa.RunFailed, match="numbered from 0"):
        zopa.run_shard(tmp_path, shards)
    with pytest.raises(zopa.RunFailed, match="holds another study"):
        zopa.plan(CAR, tmp_path, draws=DRAWS + 1, shard_draws=128)


def test_mistakes_are_raised_all_at_once_with_their_places(tmp_path: Path) -> None:
    case = tmp_path / "é.toml"
    case.write_text('title = "Ä"\n[parties.a]\n[issues.x]\nby = "b"\noptions = []\n', encoding="utf-8")
    with pytest.raises(zopa.ScenarioError) as caught:
        zopa.solve(case)
    codes = {one["code"] for one in caught.value.diagnostics}
    assert codes == {one["code"] for one in zopa.check(case)} and len(codes) > 1
    assert f"{case}:4:6: " in str(caught.value)
    again = __import__("pickle").loads(__import__("pickle").dumps(caught.value))
    assert str(again) == str(caught.value) and again.diagnostics == caught.value.diagnostics
    for broken in (zopa.study, zopa.conclusions, lambda path: zopa.plan(path, tmp_path / "run")):
        with pytest.raises(zopa.ScenarioError):
            broken(case)
    assert zopa.check(CAR) == []


def test_what_cannot_be_asked_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        zopa.solve(tmp_path / "none.toml")
    with pytest.raises(ValueError, match="at least one draw"):
        zopa.study(CAR, draws=0)
    with pytest.raises(ValueError, match="random"):
        zopa.study(CAR, sampling="lots")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="there are: "):
        zopa.conclusions(CAR, draws=8, output="nothing")
    with pytest.raises(ValueError, match="power of two"):
        zopa.plan(CAR, tmp_path, shard_draws=100)
    with pytest.raises(zopa.RunFailed, match="no planned study"):
        zopa.missing(tmp_path)


def test_draws_are_read_alike_by_duckdb_pandas_and_polars(tmp_path: Path) -> None:
    import duckdb
    import pandas
    import polars

    told("study", str(CAR), "--draws", str(DRAWS), "--out", str(tmp_path), "--json")
    parts = str(tmp_path / "*.parquet")
    query = 'SELECT avg("value.fair.buyer"), sum(attainable), count(DISTINCT fair), count(*) FROM read_parquet(?)'
    by_duckdb = duckdb.execute(query, [parts]).fetchone()
    lazy = polars.read_parquet(parts)
    by_polars = (lazy["value.fair.buyer"].mean(), lazy["attainable"].sum(), lazy["fair"].n_unique(), lazy.height)
    frame = pandas.concat([pandas.read_parquet(part) for part in sorted(tmp_path.glob("*.parquet"))])
    by_pandas = (frame["value.fair.buyer"].mean(), frame["attainable"].sum(), frame["fair"].nunique(), len(frame))
    assert by_duckdb is not None
    for other in (by_polars, by_pandas):
        assert other[0] == pytest.approx(by_duckdb[0], rel=1e-12)
        assert tuple(map(int, other[1:])) == tuple(map(int, by_duckdb[1:]))
