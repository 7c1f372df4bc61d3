//! The reports in a real browser: installs what that takes where it may, then runs `tests/browser`.

use crate::say;
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program that the tests need, and Debian's package of it.
const NEEDED: [(&[&str], &str); 3] = [
    (&["node"], "nodejs"),
    (&["npm"], "npm"),
    (&["chromium", "chromium-browser", "google-chrome"], "chromium"),
];

/// Runs the tests. Where a program is missing and cannot be installed they are left out, but never in
/// continuous integration.
pub(crate) fn run(root: &Path) -> Result<()> {
    let missing: Vec<&str> = NEEDED
        .iter()
        .filter(|(names, _)| !names.iter().any(|name| found(name)))
        .map(|(_, package)| *package)
        .collect();
    if !missing.is_empty() && !install(&missing) {
        let told = format!("{} cannot be installed here", missing.join(", "));
        if std::env::var_os("CI").is_some_and(|ci| ci == "true") {
            bail!("the browser tests must run, but {told}");
        }
        say(&format!("── browser: left out, {told}"));
        return Ok(());
    }
    let folder = root.join("tests/browser");
    let step = |program, args: &[&str], folder| step(program, args, folder, root);
    step("cargo", &["build", "--quiet", "--package", "zopa-cli"], root)?;
    step("npm", &["install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"], &folder)?;
    step("node", &["--test", "--test-reporter=dot", "report.test.mjs"], &folder)
}

/// Where cargo puts the program whose reports are looked at.
fn program_under_test(root: &Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    root.join(target).join("debug/zopa")
}

fn step(program: &str, args: &[&str], folder: &Path, root: &Path) -> Result<()> {
    let told = format!("{program} {}", args.join(" "));
    say(&format!("── browser: {told}"));
    let status = Command::new(program)
        .args(args)
        .current_dir(folder)
        .env("ZOPA", program_under_test(root))
        .status()
        .with_context(|| format!("cannot run {program}"))?;
    if !status.success() {
        bail!("{told} failed");
    }
    Ok(())
}

fn found(program: &str) -> bool {
    quiet(program, &["--version"])
}

/// Debian's packages, where that needs nobody's password.
fn install(packages: &[&str]) -> bool {
    say(&format!("── browser: installing {}", packages.join(", ")));
    let mut args = vec!["install", "--yes", "--no-install-recommends"];
    args.extend(packages);
    // The list of packages may be as old as the machine's image.
    quiet("apt-get", &["update"]) && quiet("apt-get", &args)
}

fn quiet(program: &str, args: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
