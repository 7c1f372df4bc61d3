//! The reports in a real browser: installs what that takes where it may, then runs `tests/browser`.

use crate::tools;
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// A program that the tests need, and Debian's package of it.
const NEEDED: [(&[&str], &str); 3] = [
    (&["node"], "nodejs"),
    (&["npm"], "npm"),
    (&["chromium", "chromium-browser", "google-chrome"], "chromium"),
];

/// Runs the tests, where what they need is there or can be installed.
pub(crate) fn run(root: &Path) -> Result<()> {
    let found = |name: &&str| tools::quiet(name, &["--version"]);
    let missing: Vec<&str> = NEEDED
        .iter()
        .filter(|(names, _)| !names.iter().any(found))
        .map(|(_, package)| *package)
        .collect();
    if !tools::provided("browser", &missing)? {
        return Ok(());
    }
    let folder = root.join("tests/browser");
    let step = |program, args: &[&str], folder: &Path| {
        tools::step("browser", Command::new(program).args(args).current_dir(folder), root)
    };
    step("cargo", &["build", "--quiet", "--package", "zopa-cli"], root)?;
    step("npm", &["install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"], &folder)?;
    step("node", &["--test", "--test-reporter=dot", "report.test.mjs"], &folder)
}
