//! What tests need besides Rust: found on the machine, or installed where that needs nobody's password.

use crate::say;
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Makes Debian's packages be there. Where they cannot be, the tests are left out, but never in continuous
/// integration.
pub(crate) fn provided(tests: &str, packages: &[&str]) -> Result<bool> {
    if packages.is_empty() || install(tests, packages) {
        return Ok(true);
    }
    let told = format!("{} cannot be installed here", packages.join(", "));
    if std::env::var_os("CI").is_some_and(|ci| ci == "true") {
        bail!("the {tests} tests must run, but {told}");
    }
    say(&format!("── {tests}: left out, {told}"));
    Ok(false)
}

/// Where cargo puts what it builds.
pub(crate) fn target(root: &Path) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    root.join(target)
}

/// Runs a program of these tests in a folder; the variable `ZOPA` tells it where the command is.
pub(crate) fn step(tests: &str, command: &mut Command, root: &Path) -> Result<()> {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    let told = words.join(" ");
    say(&format!("── {tests}: {told}"));
    let zopa = target(root).join("debug/zopa");
    let status = command.env("ZOPA", zopa).status();
    let status = status.with_context(|| format!("cannot run {told}"))?;
    if !status.success() {
        bail!("{told} failed");
    }
    Ok(())
}

/// Whether a program runs and is content with its arguments.
pub(crate) fn quiet(program: &str, args: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Debian's packages, where that needs nobody's password.
fn install(tests: &str, packages: &[&str]) -> bool {
    say(&format!("── {tests}: installing {}", packages.join(", ")));
    let mut args = vec!["install", "--yes", "--no-install-recommends"];
    args.extend(packages);
    // The list of packages may be as old as the machine's image.
    quiet("apt-get", &["update"]) && quiet("apt-get", &args)
}
