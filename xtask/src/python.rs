//! The Python package: built into an environment of its own beside the other builds, then linted, typed and tested, a
//! study on a cluster of Ray included.

use crate::machine::{self, Needed, step};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

const NEEDED: [Needed<'_>; 1] = [(&["python3"], "python3")];

/// What the tests import.
const PACKAGES: [&str; 8] =
    ["maturin>=1.9,<2", "pytest", "mypy", "pyarrow", "duckdb", "pandas", "polars", "ray>=2.40"];

/// Runs the tests. Where there is no Python with environments and none can be installed they are left out, but never
/// in continuous integration.
pub(crate) fn run(root: &Path) -> Result<()> {
    const WHAT: &str = "python";
    if !machine::has(WHAT, &NEEDED)? {
        return Ok(());
    }
    let environment = machine::target(root).join("python-environment");
    let python = environment.join("bin/python");
    if !python.exists() {
        let path = environment.to_string_lossy().into_owned();
        let made = || machine::quiet("python3", &["-m", "venv", "--clear", &path]);
        // Debian keeps the module apart.
        if !(made() || machine::install(WHAT, &["python3-venv"]) && made()) {
            return machine::left_out(WHAT, "python3 makes no virtual environment here");
        }
    }
    let zopa = machine::program_under_test(WHAT, root)?;
    let folder = root.join("python");
    let run = |program: &Path, args: &[&str]| {
        let mut command = Command::new(program);
        command.args(args).current_dir(&folder).env("ZOPA", &zopa);
        command
            .env("VIRTUAL_ENV", &environment)
            .env("CARGO_TARGET_DIR", machine::target(root).join("python"));
        step(WHAT, &mut command)
    };
    let packages = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    run(&python, &[packages.as_slice(), &PACKAGES].concat())?;
    let cargo = Path::new("cargo");
    run(cargo, &["fmt", "--check"])?;
    run(cargo, &["clippy", "--quiet", "--", "-D", "warnings"])?;
    run(&environment.join("bin/maturin"), &["develop", "--quiet"])?;
    run(&python, &["-m", "mypy", "zopa", "tests"])?;
    run(&python, &["-m", "mypy.stubtest", "zopa._native"])?;
    run(&python, &["-m", "pytest", "--quiet", "tests"])
}
