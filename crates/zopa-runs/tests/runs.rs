//! Runs: planned, made in pieces, broken in every way, put together.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use zopa::model::Model;
use zopa::study::{Plan, Reading, Sampler, Sampling, Table, study};
use zopa::verdict::drawn::Suppositions;
use zopa_formats::columns;
use zopa_runs::{Made, Run, RunError, Shape};

/// A little of everything: failing draws, views, claims that suppose something, options with commas.
const SCENARIO: &str = r#"
title = "A sale"
[parties.buyer]
patience = "delta"
[parties.seller]
[issues.price]
by = "buyer"
options = ["1", "2", "3", "4"]
[issues.extras]
by = "seller"
options = ["none", "radio, new", "radio, new, price=2"]
[premises]
need = { value = "1 to 5", seen_by = { seller = "2 to 4" } }
cost = "0.5 to 3"
odd  = "normal(-2 to 9)"
delta = "80% to 95%"
[values.buyer]
price = { "2" = -1, "3" = -2, "4" = -3 }
extras = { "radio, new" = "need", "radio, new, price=2" = "need + ln(odd + 2)" }
[values.seller]
price = { "2" = 1, "3" = 2, "4" = 3 }
extras = { "radio, new" = "-cost", "radio, new, price=2" = "-2 * cost" }
[nodeal.values]
buyer = -0.5
seller = "cost / 4"
[[menu]]
name = "With radio"
deal = { extras = ["radio, new", "radio, new, price=2"] }
[[claims]]
id = "C1"
text = "The radio is worth it"
deal = { extras = "radio, new" }
expect = "acceptable"
[[claims]]
id = "C2"
text = "Even if it is dear"
deal = { extras = "radio, new" }
when = { cost = 2.5 }
expect = "acceptable and not attainable"
"#;

const DRAWS: u64 = 1000;

fn often() -> Reading {
    Reading { all: true, shares_only: true, ..Reading::default() }
}

fn plan() -> Plan {
    Plan { draws: DRAWS, seed: 3, sampling: Sampling::Random, claims: 300 }
}

fn model() -> Model {
    let (model, diagnostics) = zopa::load(SCENARIO);
    model.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

fn shape(shard_draws: u64) -> Shape {
    Shape { shard_draws, inputs: true }
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn planned(name: &str, shard_draws: u64) -> Run {
    Run::plan(&folder(name), ("A sale", SCENARIO), plan(), shape(shard_draws)).unwrap()
}

fn on(_: u64) -> bool {
    true
}

/// Makes these parts in this order.
fn make(run: &Run, sampler: &Sampler<'_>, order: impl Iterator<Item = u64>) {
    for shard in order {
        run.make(shard, sampler, &on).unwrap();
    }
}

fn with_sampler(test: impl FnOnce(&Sampler<'_>)) {
    let model = model();
    let suppositions = Suppositions::of(&model);
    test(&Sampler::new(&model, &suppositions, plan()));
}

fn parts(run: &Run) -> Vec<PathBuf> {
    let entries = fs::read_dir(run.folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut parts: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "parquet")).collect();
    parts.sort();
    parts
}

fn json(sampler: &Sampler<'_>, table: &Table) -> String {
    serde_json::to_string(&study(sampler, table, &often(), &|| true).unwrap()).unwrap()
}

#[test]
fn any_number_of_shards_in_any_order_answers_as_a_single_run_does() {
    with_sampler(|sampler| {
        let whole = sampler.table(0..DRAWS, &on);
        assert!(whole.failed.iter().any(|&failed| failed > 0), "no draw fails");
        for shard_draws in [1024, 256, 16] {
            let run = planned(&format!("order-{shard_draws}"), shard_draws);
            // Backwards is as bad as any order.
            make(&run, sampler, (0..run.manifest.shards()).rev());
            let table = run.reduce(sampler).unwrap();
            assert_eq!(json(sampler, &table), json(sampler, &whole), "{shard_draws}");
            assert_eq!((table.first, table.len()), (0, 1000));
        }
    });
}

#[test]
fn a_shards_bytes_depend_neither_on_threads_nor_on_who_made_it() {
    with_sampler(|sampler| {
        let bytes = |name: &str, threads: usize| {
            let run = planned(name, 256);
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| make(&run, sampler, 0..run.manifest.shards()));
            let parts = parts(&run);
            let named = parts
                .iter()
                .map(|path| (path.file_name().unwrap().to_owned(), fs::read(path).unwrap()));
            named.collect::<Vec<_>>()
        };
        assert_eq!(bytes("one-thread", 1), bytes("two-threads", 2));
    });
}

#[test]
fn a_run_goes_on_where_it_was_stopped_and_redoes_nothing() {
    with_sampler(|sampler| {
        let run = planned("stopped", 256);
        assert_eq!(run.make(0, sampler, &on).unwrap(), Made::Now);
        assert_eq!(run.make(1, sampler, &on).unwrap(), Made::Now);
        assert_eq!(run.make(2, sampler, &|_| false).unwrap(), Made::Stopped);
        // Killed while it wrote.
        let torn = run.folder().join(".draws-000003-0123456789abcdef.parquet.1-1.part");
        fs::write(torn, "PAR1").unwrap();
        let again = Run::plan(run.folder(), ("A sale", SCENARIO), plan(), shape(256)).unwrap();
        assert_eq!(again.missing().unwrap(), [2, 3]);
        let Err(RunError::Missing { missing, .. }) = again.reduce(sampler) else { panic!() };
        assert_eq!(missing, [2, 3]);
        assert_eq!(again.finished(sampler).unwrap().len(), 512);
        let written = |run: &Run| -> Vec<_> {
            let parts = parts(run);
            parts.iter().map(|path| fs::metadata(path).unwrap().modified().unwrap()).collect()
        };
        let before = written(&run);
        let made: Vec<Made> =
            (0..4).map(|shard| again.make(shard, sampler, &on).unwrap()).collect();
        assert_eq!(made, [Made::Before, Made::Before, Made::Now, Made::Now]);
        assert_eq!(before[..2], written(&run)[..2]);
        let whole = sampler.table(0..DRAWS, &on);
        assert_eq!(json(sampler, &again.reduce(sampler).unwrap()), json(sampler, &whole));
        assert!(matches!(again.make(4, sampler, &on), Err(RunError::NoShard { .. })));
    });
}

#[test]
fn a_shard_that_was_altered_or_cut_short_anywhere_is_refused() {
    with_sampler(|sampler| {
        let run = planned("damaged", 1024);
        make(&run, sampler, 0..1);
        let path = parts(&run).remove(0);
        let bytes = fs::read(&path).unwrap();
        for at in (0..bytes.len()).step_by(bytes.len() / 97) {
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            fs::write(&path, altered).unwrap();
            assert!(matches!(run.reduce(sampler), Err(RunError::Damaged { .. })), "at {at}");
            fs::write(&path, &bytes[..at]).unwrap();
            assert!(matches!(run.reduce(sampler), Err(RunError::Damaged { .. })), "cut at {at}");
        }
        fs::write(&path, &bytes).unwrap();
        assert!(run.reduce(sampler).is_ok());
        // A second file for the same shard: one of them must be wrong.
        fs::write(run.folder().join("draws-000000-0000000000000000.parquet"), &bytes).unwrap();
        let error = run.reduce(sampler).unwrap_err().to_string();
        assert!(error.contains("2 files"), "{error}");
    });
}

#[test]
fn a_file_that_a_process_of_the_same_number_is_writing_is_left_alone() {
    with_sampler(|sampler| {
        let run = planned("same-number", 1024);
        make(&run, sampler, 0..1);
        let name = run.file(0).unwrap().unwrap();
        fs::remove_file(run.folder().join(&name)).unwrap();
        // Of another machine, say, at whatever it is.
        let theirs = (0..1000).map(|n| format!(".{name}.{}-{n}.part", std::process::id()));
        let theirs: Vec<PathBuf> = theirs.map(|own| run.folder().join(own)).collect();
        theirs.iter().for_each(|path| fs::write(path, "half").unwrap());
        assert_eq!(run.make(0, sampler, &on).unwrap(), Made::Now);
        assert!(theirs.iter().all(|path| fs::read(path).unwrap() == b"half"));
        assert_eq!(run.reduce(sampler).unwrap().len(), 1000);
    });
}

#[test]
fn a_shard_of_another_run_is_refused() {
    with_sampler(|sampler| {
        let run = planned("own", 512);
        make(&run, sampler, 0..2);
        let plan = Plan { seed: 4, ..plan() };
        let foreign =
            Run::plan(&folder("foreign"), ("A sale", SCENARIO), plan, shape(512)).unwrap();
        let model = model();
        let suppositions = Suppositions::of(&model);
        make(&foreign, &Sampler::new(&model, &suppositions, plan), 0..2);
        fs::remove_file(&parts(&run)[1]).unwrap();
        let stray = parts(&foreign).remove(1);
        fs::copy(&stray, run.folder().join(stray.file_name().unwrap())).unwrap();
        let error = run.reduce(sampler).unwrap_err().to_string();
        assert!(error.contains("belongs to another run"), "{error}");
    });
}

#[test]
fn a_folder_with_another_study_or_a_damaged_one_is_refused() {
    let run = planned("taken", 256);
    let again = |scenario: &str, plan: Plan, shard_draws: u64| {
        let run = Run::plan(run.folder(), ("A sale", scenario), plan, shape(shard_draws));
        run.map(|_| ()).unwrap_err().to_string()
    };
    let error = again(&SCENARIO.replace("0.5 to 3", "0.5 to 4"), plan(), 256);
    assert!(error.contains("the scenario there is another"), "{error}");
    let error = again(SCENARIO, Plan { seed: 9, ..plan() }, 256);
    assert!(error.contains("the seed is 3 there and 9 here"), "{error}");
    let error = again(SCENARIO, Plan { draws: 10, ..plan() }, 256);
    assert!(error.contains("the number of draws is 1000 there and 10 here"), "{error}");
    let error = again(SCENARIO, plan(), 128);
    assert!(error.contains("the length of a part"), "{error}");

    let manifest = run.folder().join("manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("\"shard_draws\": 256", "\"shard_draws\": 0")).unwrap();
    assert!(matches!(Run::open(run.folder()), Err(RunError::Broken { .. })));
    fs::write(&manifest, text.replace(env!("CARGO_PKG_VERSION"), "99.0.0")).unwrap();
    let error = Run::open(run.folder()).unwrap_err().to_string();
    assert!(error.contains("the version of zopa is 99.0.0 there"), "{error}");
    fs::write(&manifest, &text.as_bytes()[..text.len() / 2]).unwrap();
    assert!(matches!(Run::open(run.folder()), Err(RunError::Broken { .. })));
    fs::write(&manifest, &text).unwrap();
    fs::write(run.folder().join("scenario.toml"), SCENARIO.replace('4', "5")).unwrap();
    assert!(matches!(Run::open(run.folder()), Err(RunError::Broken { .. })));
    assert!(matches!(Run::open(&folder("nowhere")), Err(RunError::NotARun(_))));
}

#[test]
fn a_shard_that_cannot_be_written_leaves_what_was_finished() {
    with_sampler(|sampler| {
        let run = planned("full", 256);
        make(&run, sampler, 0..2);
        // No file can be made in what is no folder: as on a full disk, but for everybody.
        let aside = folder("full-aside");
        fs::rename(run.folder(), &aside).unwrap();
        fs::write(run.folder(), "no folder").unwrap();
        assert!(matches!(run.make(2, sampler, &on), Err(RunError::File { .. })));
        fs::remove_file(run.folder()).unwrap();
        fs::rename(&aside, run.folder()).unwrap();
        assert_eq!(run.missing().unwrap(), [2, 3]);
        make(&run, sampler, 0..4);
        assert!(run.reduce(sampler).is_ok());
    });
}

#[test]
fn rows_say_what_was_drawn_and_what_came_of_it() {
    with_sampler(|sampler| {
        let run = planned("rows", 1024);
        make(&run, sampler, 0..1);
        let (columns, _) = columns::read(fs::read(&parts(&run)[0]).unwrap()).unwrap();
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        for name in [
            "draw",
            "failed",
            "premise.need",
            "premise.need@seller",
            "fair",
            "best.buyer",
            "no_deal.seller",
            "value.fair.buyer",
            "menu.With radio.attainable",
            "menu.With radio.margin",
            "claim.C2",
        ] {
            assert!(names.contains(&name), "{name} is not among {names:?}");
        }
        let premise = columns.iter().find(|column| column.name == "premise.cost").unwrap();
        let columns::Cells::Number(cells) = &premise.cells else { panic!() };
        let within = cells.iter().flatten().filter(|&&cost| (0.5..=3.0).contains(&cost)).count();
        let drawn = cells.iter().flatten().count();
        // `0.5 to 3` holds nine of ten.
        assert!((0.87..0.93).contains(&(within as f64 / drawn as f64)), "{within} of {drawn}");
    });
}
