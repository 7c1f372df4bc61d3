//! Studies as a user runs them: kept in a folder, stopped, killed, cut into pieces.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime};
use support::{command, files, folder, zopa};

const CASE: &str = "cases/freeze-for-relief.toml";
const DRAWS: &str = "20000";

/// The answer in one go, kept nowhere.
fn single() -> String {
    let run = zopa(&["study", CASE, "--draws", DRAWS, "--json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    run.out
}

fn written(path: &Path) -> SystemTime {
    path.metadata().unwrap().modified().unwrap()
}

#[test]
fn a_study_that_was_killed_goes_on_and_redoes_nothing() {
    let kept = folder("killed");
    let kept = kept.to_str().unwrap();
    let mut child = command()
        .args(["study", CASE, "--draws", DRAWS, "--out", kept])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while files(Path::new(kept), "parquet").len() < 2 {
        assert!(begun.elapsed() < Duration::from_secs(300), "no shard is finished");
        std::thread::sleep(Duration::from_millis(2));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let before: Vec<_> =
        files(Path::new(kept), "parquet").into_iter().map(|path| (written(&path), path)).collect();
    let run = zopa(&["study", CASE, "--draws", DRAWS, "--out", kept, "--json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(run.out, single());
    for (time, path) in before {
        assert_eq!(written(&path), time, "{} was made again", path.display());
    }
}

#[test]
fn pieces_made_one_by_one_answer_as_one_study_does() {
    let kept = folder("pieces");
    let kept = kept.to_str().unwrap();
    let plan = ["study", "plan", CASE, "--out", kept, "--draws", DRAWS];
    let run = zopa(&[plan.as_slice(), &["--shard-draws", "4096", "--slurm"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("20,000 draws in 5 shards"), "{}", run.out);
    let script = std::fs::read_to_string(Path::new(kept).join("slurm.sh")).unwrap();
    assert!(script.contains("#SBATCH --array=0-4\n"), "{script}");
    let early = zopa(&["study", "reduce", kept]);
    assert_eq!(early.code, 2);
    assert!(early.err.contains("5 of 5 shards are not finished"), "{}", early.err);
    let some = zopa(&["study", "run", kept, "--shard", "4", "--shard", "0"]);
    assert_eq!(some.code, 0, "{}", some.err);
    assert!(some.out.contains("2 of 5 shards finished"), "{}", some.out);
    let rest = zopa(&["study", "run", kept]);
    assert!(rest.out.contains("made 3; 5 of 5 shards finished"), "{}", rest.out);
    let all = zopa(&["study", "reduce", kept, "--json"]);
    assert_eq!((all.code, all.err.as_str()), (0, ""));
    assert_eq!(all.out, single());
}

#[test]
fn a_folder_of_another_study_is_refused_with_the_difference() {
    let kept = folder("other");
    let kept = kept.to_str().unwrap();
    assert_eq!(zopa(&["study", "plan", CASE, "--out", kept, "--draws", "512"]).code, 0);
    let run = zopa(&["study", CASE, "--out", kept, "--draws", "512", "--seed", "2"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("the seed is 1 there and 2 here"), "{}", run.err);
    let run = zopa(&["study", "cases/used-car.toml", "--out", kept, "--draws", "512"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("the scenario there is another"), "{}", run.err);
    let run = zopa(&["study", "plan", CASE, "--out", kept, "--shard-draws", "100"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no power of two"), "{}", run.err);
    let run = zopa(&["study", "run", "cases"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("holds no planned study"), "{}", run.err);
}

#[test]
fn draws_of_a_scenario_of_more_deals_than_can_be_listed_are_kept() {
    let kept = folder("large");
    let asked = ["study", "cases/large/coalition.toml", "--draws", "2", "--points", "0", "--json"];
    let once = zopa(&asked);
    let run = zopa(&[asked.as_slice(), &["--out", kept.to_str().unwrap()]].concat());
    assert_eq!(run.err, once.err);
    assert_eq!((run.code, run.out), (once.code, once.out));
}

/// Runs a study on Ray with this interpreter.
fn on_ray(name: &str, python: &str) -> support::Run {
    let kept = folder(name);
    let asked = ["study", CASE, "--draws", "300", "--ray", "auto", "--out", kept.to_str().unwrap()];
    support::with_input(command().args(asked).env("PYTHON", python), "")
}

#[test]
fn ray_without_python_is_refused_with_what_it_takes() {
    let run = on_ray("no-python", "/nowhere/python");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("cannot run `/nowhere/python`"), "{}", run.err);
    assert!(
        run.err.contains("help: --ray takes a Python with the packages zopa and ray"),
        "{}",
        run.err
    );
}

#[cfg(unix)]
#[test]
fn packages_that_python_lacks_are_named_and_a_launcher_that_fails_is_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = folder("no-packages");
    let python = |name: &str, script: &str| {
        let path = place.join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let run = on_ray("bare", &python("bare", "echo zopa ray"));
    assert_eq!(run.code, 2);
    assert!(run.err.contains("does not have the package `zopa` and `ray`"), "{}", run.err);
    assert!(run.err.contains("-m pip install './python[ray]'"), "{}", run.err);
    let fails = python("fails", "[ \"$1\" = -c ] || exit 1");
    let run = on_ray("fails", &fails);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("Ray did not make all shards"), "{}", run.err);
    assert!(run.err.contains("the same command goes on from there"), "{}", run.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_shard_that_does_not_fit_on_the_disk_leaves_nothing_behind() {
    let kept = folder("full-disk");
    let manifest = kept.join("manifest.json");
    assert_eq!(
        zopa(&["study", "plan", CASE, "--out", kept.to_str().unwrap(), "--draws", "300"]).code,
        0
    );
    assert!(manifest.exists());
    // A limit on the size of files is the nearest thing to a full disk that needs no rights.
    let limited = format!(
        "ulimit -f 1; trap '' XFSZ; exec '{}' study run '{}'",
        env!("CARGO_BIN_EXE_zopa"),
        kept.display()
    );
    let run = support::with_input(std::process::Command::new("bash").args(["-c", &limited]), "");
    assert_eq!(run.code, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains("cannot write"), "{}", run.err);
    assert!(files(&kept, "parquet").is_empty());
    assert!(files(&kept, "part").is_empty(), "something unfinished is left");
    let run = zopa(&["study", "run", kept.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
}
