//! `zopa study --ray`: the shards of a planned study made on a cluster of Ray, by the Python package `zopa`.
//!
//! The package does all of it; this starts it and waits. An interrupt reaches both: what is finished is in the folder.

use super::pieces::stop;
use crate::exit::Stop;
use std::ffi::OsString;
use std::process::Command;
use zopa_runs::Run;

/// Makes the shards that are missing.
pub(super) fn make(run: &Run, address: &str) -> Result<(), Stop> {
    if run.missing().map_err(stop)?.is_empty() {
        return Ok(());
    }
    let python = std::env::var_os("PYTHON").unwrap_or_else(|| OsString::from("python3"));
    let named = python.to_string_lossy().into_owned();
    // Where its workers start is not where this was started.
    let folder = std::path::absolute(run.folder()).unwrap_or_else(|_| run.folder().to_owned());
    let mut launcher = Command::new(python);
    launcher.args(["-m", "zopa.ray"]).arg(folder).args(["--address", address]);
    let help = |text: &str| Some(text.to_owned());
    let status = launcher.status().map_err(|error| {
        Stop::unusable(format!("cannot run `{named}`: {error}"))
            .help(help("the environment variable PYTHON names another interpreter"))
    })?;
    match status.code() {
        Some(0) => Ok(()),
        // What a Python without the package ends with.
        Some(1) => Err(Stop::unusable(format!("`{named} -m zopa.ray` could not begin or failed"))
            .help(help("`pip install zopa[ray]` installs the package and Ray; PYTHON names another interpreter"))),
        _ => Err(Stop::unusable("the cluster did not make all shards")
            .help(help("what is finished is kept: the same command goes on from there"))),
    }
}
