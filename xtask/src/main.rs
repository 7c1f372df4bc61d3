//! The chores of the repository: `cargo xtask test`, `tidy`, `golden`, `python`.

mod browser;
mod golden;
mod python;
mod test;
mod tidy;
mod tools;

use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <chore>

  test      everything that must hold before a change is merged
  python    the tests of the Python package alone, which `test` runs too
  tidy      the invariants of the source tree
  golden    write the expected answers of all cases anew";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let root = root()?;
    let asked: Vec<String> = std::env::args().skip(1).collect();
    match asked.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["test"] => test::run(&root),
        ["python"] => python::run(&root),
        ["tidy"] => tidy::run(&root),
        ["golden"] => golden::run(&root),
        _ => bail!("{USAGE}"),
    }
}

/// The folder of the workspace.
fn root() -> Result<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(Path::to_owned).context("xtask lies in the workspace")
}

/// Says how a chore goes on.
#[allow(clippy::print_stdout, reason = "the chores talk to whoever runs them")]
fn say(line: &str) {
    println!("{line}");
}
