//! What tests need of the machine beside Rust: found, installed where that may be, or left out.

use crate::say;
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program by the names that it may have, and Debian's package of it.
pub(crate) type Needed<'a> = (&'a [&'a str], &'a str);

/// Whether these programs are there, or are now. Where one is missing and cannot be installed, `what` is left out, but
/// never in continuous integration.
pub(crate) fn has(what: &str, needed: &[Needed<'_>]) -> Result<bool> {
    let missing = needed.iter().filter(|(names, _)| !names.iter().any(|name| found(name)));
    let missing: Vec<&str> = missing.map(|(_, package)| *package).collect();
    if missing.is_empty() || install(what, &missing) {
        return Ok(true);
    }
    left_out(what, &format!("{} cannot be installed here", missing.join(", ")))?;
    Ok(false)
}

/// Says that something is left out; in continuous integration nothing may be.
pub(crate) fn left_out(what: &str, told: &str) -> Result<()> {
    if std::env::var_os("CI").is_some_and(|ci| ci == "true") {
        bail!("the {what} tests must run, but {told}");
    }
    say(&format!("── {what}: left out, {told}"));
    Ok(())
}

/// Runs a program; its failure is an error.
pub(crate) fn step(what: &str, command: &mut Command) -> Result<()> {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy();
    let args: Vec<_> = command.get_args().map(|arg| arg.to_string_lossy()).collect();
    let told = format!("{name} {}", args.join(" "));
    say(&format!("── {what}: {told}"));
    let status = command.status().with_context(|| format!("cannot run {told}"))?;
    if !status.success() {
        bail!("{told} failed");
    }
    Ok(())
}

/// Where cargo puts what it builds.
pub(crate) fn target(root: &Path) -> PathBuf {
    root.join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// Builds the program `zopa` and says where it is.
pub(crate) fn program_under_test(what: &str, root: &Path) -> Result<PathBuf> {
    let mut build = Command::new("cargo");
    step(what, build.args(["build", "--quiet", "--package", "zopa-cli"]).current_dir(root))?;
    Ok(target(root).join("debug/zopa"))
}

fn found(program: &str) -> bool {
    quiet(program, &["--version"])
}

/// Whether a program runs and ends well; what it says is not shown.
pub(crate) fn quiet(program: &str, args: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Debian's packages, where that needs nobody's password.
pub(crate) fn install(what: &str, packages: &[&str]) -> bool {
    say(&format!("── {what}: installing {}", packages.join(", ")));
    let mut args = vec!["install", "--yes", "--no-install-recommends"];
    args.extend(packages);
    // The list of packages may be as old as the machine's image.
    quiet("apt-get", &["update"]) && quiet("apt-get", &args)
}
