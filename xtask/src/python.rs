//! The Python package beside the command, and studies on a cluster of Ray: builds and tests `python/` in an
//! environment of its own under the target directory, which is kept.

use crate::tools;
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// Debian's packages of what the tests need.
const NEEDED: [&str; 2] = ["python3", "python3-venv"];
/// Succeeds where Python is new enough and can make environments.
const PROBE: &str = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";

/// Runs the tests, where what they need is there or can be installed.
pub(crate) fn run(root: &Path) -> Result<()> {
    let missing: &[&str] = if tools::quiet("python3", &["-c", PROBE]) { &[] } else { &NEEDED };
    if !tools::provided("python", missing)? {
        return Ok(());
    }
    let (sources, made) = (root.join("python"), tools::target(root).join("python"));
    let (venv, wheels) = (made.join("venv"), made.join("wheels"));
    let step = |program: &Path, args: &[&str], folder: &Path| {
        let mut command = Command::new(program);
        command.args(args).current_dir(folder).env_remove("PYTHONPATH");
        // What both workspaces use is built once.
        command.env("CARGO_TARGET_DIR", tools::target(root));
        tools::step("python", command.env("VIRTUAL_ENV", &venv), root)
    };
    let cargo = |args: &[&str], folder: &Path| step(Path::new("cargo"), args, folder);
    let installed = |program: &str, args: &[&str], folder: &Path| {
        step(&venv.join("bin").join(program), args, folder)
    };
    cargo(&["fmt", "--check"], &sources)?;
    let (venv_text, wheels_text) = (venv.to_string_lossy(), wheels.to_string_lossy());
    if !venv.join("bin/pip").exists() {
        step(Path::new("python3"), &["-m", "venv", &venv_text], root)?;
    }
    cargo(&["clippy", "--quiet", "--locked", "--", "-D", "warnings"], &sources)?;
    cargo(&["build", "--quiet", "--package", "zopa-cli"], root)?;
    let pip = ["install", "--quiet", "--disable-pip-version-check"];
    installed("pip", &[&pip[..], &["--requirement", "tests/requirements.txt"]].concat(), &sources)?;
    let build = ["build", "--quiet", "--locked", "--profile", "dev", "--out", &wheels_text];
    installed("maturin", &build, &sources)?;
    let own =
        ["--no-deps", "--no-index", "--force-reinstall", "--find-links", &wheels_text, "zopa"];
    installed("pip", &[&pip[..], &own].concat(), &sources)?;
    installed(
        "mypy",
        &["--config-file", "pyproject.toml", "tests", "package/zopa/ray.py"],
        &sources,
    )?;
    // Away from the sources, so that what is installed is looked at.
    let (config, allowed) = (sources.join("pyproject.toml"), sources.join("tests/stubtest.txt"));
    let (config, allowed) = (config.to_string_lossy(), allowed.to_string_lossy());
    let stubs = ["--mypy-config-file", &config, "--allowlist", &allowed, "zopa"];
    installed("stubtest", &stubs, &made)?;
    installed("pytest", &[], &sources)
}
