"""The package beside the command: the same answers, and mistakes as exceptions with the same text."""

import json
import pickle
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from conftest import CAR, COALITION, COMMITMENT, KOREA, ROOT, command, printed

import zopa

DRAWS = 600


def kept(folder: Path) -> pyarrow.Table:
    """The table that a study keeps in a folder."""
    parts = sorted(folder.glob("*.parquet"))
    return pyarrow.concat_tables(pyarrow.parquet.read_table(part) for part in parts)


@pytest.mark.parametrize("case", [CAR, KOREA, COALITION], ids=lambda case: case.stem)
def test_a_verdict_is_that_of_the_command(case: Path) -> None:
    assert zopa.solve(case) == json.loads(printed("solve", case, "--json"))


def test_everything_and_earlier_dates_are_as_in_the_command() -> None:
    assert zopa.solve(CAR, all=True) == json.loads(printed("solve", CAR, "--all", "--json"))
    at = "2018-03-31"
    assert zopa.solve(KOREA, at=at) == json.loads(printed("solve", KOREA, "--at", at, "--json"))


def test_a_report_stands_for_its_scenario(tmp_path: Path) -> None:
    page = tmp_path / "car.html"
    printed("report", CAR, "-o", page)
    assert zopa.solve(page) == zopa.solve(CAR)


def test_claims_are_judged_as_by_the_command() -> None:
    assert zopa.check(KOREA) == json.loads(printed("check", KOREA, "--json"))
    drawn = zopa.check(COMMITMENT, draws=200, seed=3)
    assert drawn == json.loads(printed("check", COMMITMENT, "--draws", 200, "--seed", 3, "--json"))


@pytest.mark.parametrize("sampling", ["random", "sobol"])
def test_the_draws_are_those_that_the_command_keeps(tmp_path: Path, sampling: zopa.Sampling) -> None:
    asked = ("--draws", DRAWS, "--seed", 5, "--sampling", sampling)
    printed("study", COMMITMENT, *asked, "--out", tmp_path)
    table = zopa.study(COMMITMENT, draws=DRAWS, seed=5, sampling=sampling)
    assert table.num_rows == DRAWS
    assert table.equals(kept(tmp_path))
    # The footer says which run, so that tables of different ones are not mixed up.
    first = pyarrow.parquet.read_schema(min(tmp_path.glob("*.parquet")))
    assert table.schema.metadata[b"zopa.plan"] == first.metadata[b"zopa.plan"]


def test_premises_may_be_left_out_and_threads_change_nothing() -> None:
    table = zopa.study(KOREA, draws=64)
    assert zopa.study(KOREA, draws=64, threads=1).equals(table)
    without = zopa.study(KOREA, draws=64, inputs=False)
    premises = [name for name in table.column_names if name.startswith("premise.")]
    assert premises and table.drop_columns(premises).equals(without)


def test_what_the_draws_say_is_what_the_command_says(tmp_path: Path) -> None:
    asked: dict[str, Any] = {"draws": DRAWS, "seed": 2, "claims": 100}
    told = printed("study", COMMITMENT, "--draws", DRAWS, "--seed", 2, "--claims", 100, "--points", 4, "--json")
    assert zopa.answer(COMMITMENT, points=4, **asked) == json.loads(told)
    shards = zopa.plan(COMMITMENT, tmp_path, shard_draws=256, **asked)
    assert shards == 3 and zopa.missing(tmp_path) == [0, 1, 2]
    last = zopa.run_shard(tmp_path, 2)
    assert last["made"] and last["draws"] == DRAWS - 512 and (tmp_path / last["file"]).is_file()
    assert zopa.run_shard(tmp_path, 2) == {**last, "made": False}
    with pytest.raises(zopa.RunError, match="2 of 3 shards are not finished: 0, 1\nhelp: "):
        zopa.reduce(tmp_path)
    for shard in zopa.missing(tmp_path):
        zopa.run_shard(tmp_path, shard, threads=1)
    assert zopa.reduce(tmp_path, points=4) == json.loads(told)
    assert printed("study", "reduce", tmp_path, "--points", 4, "--json") == told


def test_mistakes_are_told_as_the_command_tells_them_and_listed(tmp_path: Path) -> None:
    wrong = ROOT / "tests/errors/unknown-party.toml"
    with pytest.raises(zopa.ScenarioError) as caught:
        zopa.solve(wrong)
    assert str(caught.value) == command("check", wrong).stderr.strip()
    listed = json.loads(command("check", wrong, "--json").stdout)["diagnostics"]
    assert caught.value.diagnostics == listed
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.diagnostics) == (str(caught.value), listed)
    for asked in (zopa.check, zopa.study, zopa.answer):
        with pytest.raises(zopa.ScenarioError, match="unknown-party"):
            asked(wrong)
    with pytest.raises(zopa.ScenarioError, match="unknown-party"):
        zopa.plan(wrong, tmp_path / "never")
    assert not (tmp_path / "never").exists()


def test_what_is_odd_is_a_warning_at_the_line_that_asked(tmp_path: Path) -> None:
    odd = tmp_path / "odd.toml"
    odd.write_text(CAR.read_text() + '\n[premises.idle]\nvalue = "1 to 2"\n')
    shown = command("solve", odd).stderr.strip()
    assert "warning" in shown
    with pytest.warns(zopa.ScenarioWarning) as caught:
        zopa.solve(odd)
    assert [(str(one.message), one.filename) for one in caught] == [(shown, __file__)]


def test_files_that_cannot_be_used_raise_what_python_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        zopa.solve(tmp_path / "none.toml")
    assert missing.value.filename == str(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b'title = "a"\n\xff\n')
    with pytest.raises(zopa.ScenarioError, match="is not UTF-8 text: line 2 holds a byte that is none"):
        zopa.solve(tmp_path / "bytes.toml")
    with pytest.raises(zopa.RunError, match="holds no planned study"):
        zopa.missing(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(NotADirectoryError):
        zopa.plan(CAR, tmp_path / "file" / "folder", draws=10)


def test_arguments_that_make_no_sense_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="draws must be a whole number from 1, not 0"):
        zopa.study(CAR, draws=0)
    with pytest.raises(ValueError, match="there is no sampling `even`: expected `random` or `sobol`"):
        zopa.answer(CAR, sampling="even")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="there is no output `x`; there are: "):
        zopa.answer(CAR, draws=10, output="x")
    with pytest.raises(ValueError, match="the draws of a shard are 100, expected a power of two"):
        zopa.plan(CAR, tmp_path, shard_draws=100)
    zopa.plan(CAR, tmp_path, draws=10)
    with pytest.raises(zopa.RunError, match="there is no shard 1: the run has 1, numbered from 0"):
        zopa.run_shard(tmp_path, 1)
    with pytest.raises(zopa.RunError, match="the seed is 1 there and 2 here\nhelp: name another folder"):
        zopa.plan(CAR, tmp_path, draws=10, seed=2)


def test_a_damaged_shard_is_refused(tmp_path: Path) -> None:
    zopa.plan(CAR, tmp_path, draws=10)
    file = tmp_path / zopa.run_shard(tmp_path, 0)["file"]
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(zopa.RunError, match="it was altered or cut short after it was written"):
        zopa.reduce(tmp_path)


def test_other_threads_go_on_while_it_computes() -> None:
    ticks = 0
    done = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not done.wait(0.01):
            ticks += 1

    other = threading.Thread(target=tick)
    other.start()
    begun = time.monotonic()
    zopa.study(KOREA, draws=256, threads=1)
    passed = time.monotonic() - begun
    done.set()
    other.join()
    assert ticks > passed / 0.01 / 10


def test_an_interrupt_ends_a_study() -> None:
    # A job in the background is started with interrupts ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        threading.Timer(0.5, signal.raise_signal, [signal.SIGINT]).start()
        with pytest.raises(KeyboardInterrupt):
            zopa.study(KOREA, draws=100_000)
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_kept_draws_are_read_alike_by_duckdb_pandas_and_polars(tmp_path: Path) -> None:
    import duckdb
    import pandas
    import polars

    folder = tmp_path / "kept"
    zopa.plan(KOREA, folder, draws=DRAWS, claims=32)
    printed("study", "run", folder)
    parts = sorted(folder.glob("*.parquet"))
    assert len(parts) > 1
    # Cell by cell as Python has them, the empty ones too.
    arrow = kept(folder).to_pydict()
    many = polars.read_parquet(folder / "*.parquet").to_dict(as_series=False)
    query = f"SELECT * FROM '{folder}/*.parquet' ORDER BY draw"
    found = duckdb.sql(query).to_arrow_table().to_pydict()
    frame = pandas.concat(pandas.read_parquet(part, dtype_backend="pyarrow") for part in parts)
    framed = {name: frame[name].array.__arrow_array__().to_pylist() for name in frame.columns}
    assert list(arrow) == list(many) == list(found) == list(framed)
    for name, cells in arrow.items():
        assert cells == many[name] == found[name] == framed[name], name
    kinds = {type(cell) for cells in arrow.values() for cell in cells}
    assert kinds == {int, float, bool, str, type(None)}
    attainable = "menu.Full denuclearization.attainable"
    share = duckdb.sql(f"""SELECT avg("{attainable}"::int) FROM '{folder}/*.parquet'""").fetchall()
    assert share == [(sum(arrow[attainable]) / DRAWS,)]
