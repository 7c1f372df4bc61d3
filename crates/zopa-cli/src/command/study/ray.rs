//! `zopa study FILE --out FOLDER --ray ADDRESS`: the shards are made by a cluster of Ray.
//!
//! The launcher is the Python package `zopa`, started as `python3 -m zopa.ray`; all that it leaves behind
//! is the shards in the folder, so the folder tells how far it is.

use super::pieces::stop;
use crate::exit::Stop;
use crate::interrupt;
use crate::progress::Progress;
use std::io;
use std::process::{Command, Stdio};
use std::time::Duration;
use zopa_runs::Run;

/// The variable of the environment that names the interpreter.
const PYTHON: &str = "PYTHON";
/// How often the folder is looked at.
const BETWEEN: Duration = Duration::from_millis(200);
/// Prints which of the packages that it takes are not there, without loading them.
const PROBE: &str = "import importlib.util as found\n\
                     print(*(name for name in ('zopa', 'ray') if not found.find_spec(name)))";

/// Has the missing shards of a run made, until all are there or it is told to stop.
pub(super) fn make(run: &Run, address: &str, progress: &Progress) -> Result<(), Stop> {
    let python = std::env::var(PYTHON).ok().filter(|python| !python.is_empty());
    let python = python.as_deref().unwrap_or("python3");
    packages(python)?;
    // Workers start in other folders.
    let folder = std::path::absolute(run.folder()).unwrap_or_else(|_| run.folder().to_owned());
    let mut launcher = interpreter(python)
        .args(["-m", "zopa.ray", "--quiet", "--no-answer", "--address", address])
        .arg(&folder)
        .stdout(Stdio::null())
        .spawn()
        .map_err(|error| cannot_run(python, &error))?;
    let status = loop {
        match launcher.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) => {}
            Err(error) => return Err(cannot_run(python, &error)),
        }
        if !progress.go_on(finished(run)?) {
            // What is finished is in the folder; that it ended by itself meanwhile changes nothing.
            let _ = launcher.kill();
            let _ = launcher.wait();
            return Ok(());
        }
        std::thread::sleep(BETWEEN);
    };
    if status.success() || interrupt::came() {
        return Ok(());
    }
    let help = "what is finished is kept: the same command goes on from there";
    Err(Stop::unusable("Ray did not make all shards").help(Some(help.to_owned())))
}

/// The interpreter, with nothing to read. It finds no packages in the folder where the user happens to be.
fn interpreter(python: &str) -> Command {
    let mut command = Command::new(python);
    command.env("PYTHONSAFEPATH", "1").stdin(Stdio::null());
    command
}

/// How many draws are in the folder.
fn finished(run: &Run) -> Result<u64, Stop> {
    let missing = run.missing().map_err(stop)?;
    let ranges = missing.into_iter().map(|shard| run.manifest.range(shard));
    let missing: u64 = ranges.map(|range| range.end - range.start).sum();
    Ok(run.manifest.plan.draws - missing)
}

/// Refuses an interpreter without the packages that this takes.
fn packages(python: &str) -> Result<(), Stop> {
    let asked = interpreter(python).args(["-c", PROBE]).output();
    let asked = asked.map_err(|error| cannot_run(python, &error))?;
    let missing = String::from_utf8_lossy(&asked.stdout);
    let missing: Vec<&str> = missing.split_whitespace().collect();
    if asked.status.success() && missing.is_empty() {
        return Ok(());
    }
    if !asked.status.success() {
        let said = String::from_utf8_lossy(&asked.stderr);
        let last = said.lines().last().unwrap_or("it says nothing");
        return Err(unusable(format!("`{python}` cannot run Python: {last}")));
    }
    let message = format!("`{python}` does not have the package `{}`", missing.join("` and `"));
    let help = format!(
        "`{python} -m pip install './python[ray]'` in the source of zopa installs it; the variable {PYTHON} \
         names another interpreter"
    );
    Err(Stop::unusable(message).help(Some(help)))
}

fn cannot_run(python: &str, error: &io::Error) -> Stop {
    unusable(format!("cannot run `{python}`: {error}"))
}

fn unusable(message: String) -> Stop {
    let help = format!(
        "--ray takes a Python with the packages zopa and ray; the variable {PYTHON} names it"
    );
    Stop::unusable(message).help(Some(help))
}
