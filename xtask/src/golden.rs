//! Writes the expected answers of all cases anew: `tests/golden/CASE.txt`, `CASE.json` and `CASE.html`.

use anyhow::{Context as _, Result, ensure};
use std::path::Path;
use std::process::Command;

/// The test that compares the answers with their files writes them where it is asked to.
pub(crate) fn run(root: &Path) -> Result<()> {
    let done = Command::new("cargo")
        .args(["test", "--quiet", "--package", "zopa-cli", "--test", "golden"])
        .env("UPDATE", "1")
        .current_dir(root)
        .status()?;
    ensure!(done.success(), "not every case is answered");
    Ok(())
}

/// Names of the cases, in order.
pub(crate) fn cases(root: &Path) -> Result<Vec<String>> {
    let folder = root.join("cases");
    let mut names = Vec::new();
    if !folder.is_dir() {
        return Ok(names);
    }
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_stem().and_then(|stem| stem.to_str());
            names.push(name.context("the name of a case is not UTF-8")?.to_owned());
        }
    }
    names.sort();
    Ok(names)
}
