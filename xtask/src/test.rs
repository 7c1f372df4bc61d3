//! Everything that must hold before a change is merged, the quick checks first.

use crate::say;
use anyhow::{Context as _, Result, bail};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// A step: its name, the program and its arguments, further environment.
struct Step {
    name: &'static str,
    program: &'static str,
    args: &'static [&'static str],
    env: &'static [(&'static str, &'static str)],
}

const fn cargo(name: &'static str, args: &'static [&'static str]) -> Step {
    Step { name, program: "cargo", args, env: &[] }
}

const STEPS: [Step; 8] = [
    cargo("format", &["fmt", "--all", "--check"]),
    cargo("tidy", &["xtask", "tidy"]),
    cargo("lints", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    cargo(
        "lints, all features",
        &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
    ),
    Step {
        name: "documentation",
        program: "cargo",
        args: &["doc", "--workspace", "--no-deps", "--quiet"],
        env: &[("RUSTDOCFLAGS", "-D warnings")],
    },
    cargo("tests", &["test", "--workspace", "--lib", "--bins", "--tests", "--quiet"]),
    cargo("tests in the documentation", &["test", "--workspace", "--doc", "--quiet"]),
    cargo("licences and advisories", &["deny", "--log-level", "error", "check"]),
];

/// Runs every step; the first that fails ends the run.
pub(crate) fn run(root: &Path) -> Result<()> {
    let begin = Instant::now();
    for step in &STEPS {
        if step.args.first() == Some(&"deny") && !installed("cargo-deny") {
            say(&format!("── {}: left out, cargo-deny is not installed", step.name));
            continue;
        }
        say(&format!("── {}: {} {}", step.name, step.program, step.args.join(" ")));
        let started = Instant::now();
        let status = Command::new(step.program)
            .args(step.args)
            .envs(step.env.iter().copied())
            .current_dir(root)
            .status()
            .with_context(|| format!("cannot run {}", step.program))?;
        let seconds = started.elapsed().as_secs_f64();
        if !status.success() {
            bail!("{} failed after {seconds:.1} s", step.name);
        }
        say(&format!("   {} passed in {seconds:.1} s", step.name));
    }
    crate::browser::run(root)?;
    crate::python::run(root)?;
    say(&format!("── all passed in {:.0} s", begin.elapsed().as_secs_f64()));
    Ok(())
}

fn installed(program: &str) -> bool {
    let mut asked = Command::new(program);
    asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    asked.status().is_ok_and(|status| status.success())
}
