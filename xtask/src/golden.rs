//! Writes the expected answers of all cases anew: `tests/golden/CASE.txt` and `CASE.json`.

use crate::say;
use anyhow::{Context as _, Result, bail, ensure};
use std::path::Path;
use std::process::Command;

/// Arguments of the two answers that a golden file holds, and the extension of the file.
const ANSWERS: [(&str, &[&str]); 2] =
    [("txt", &["--width", "100", "--color", "never"]), ("json", &["--json"])];

/// Solves every case with the program as it is now.
pub(crate) fn run(root: &Path) -> Result<()> {
    let cases = cases(root)?;
    let built = Command::new("cargo")
        .args(["build", "--quiet", "--package", "zopa-cli"])
        .current_dir(root)
        .status()?;
    ensure!(built.success(), "the program does not build");
    let folder = root.join("tests/golden");
    std::fs::create_dir_all(&folder)?;
    for case in &cases {
        for (extension, args) in ANSWERS {
            let answer = solve(root, case, args)?;
            let file = folder.join(format!("{case}.{extension}"));
            std::fs::write(&file, answer).with_context(|| file.display().to_string())?;
        }
        say(&format!("{case}: written"));
    }
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

fn solve(root: &Path, case: &str, args: &[&str]) -> Result<Vec<u8>> {
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--package", "zopa-cli", "--", "solve"])
        .arg(format!("cases/{case}.toml"))
        .args(args)
        .current_dir(root)
        .output()?;
    // 1: nothing is attainable; 3: a limit was reached. Both are answers.
    match output.status.code() {
        Some(0 | 1 | 3) => Ok(output.stdout),
        _ => bail!("{case} is not answered:\n{}", String::from_utf8_lossy(&output.stderr)),
    }
}
