//! The reports in a real browser: installs what that takes where it may, then runs `tests/browser`.

use crate::machine::{self, Needed, step};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// What the tests need.
const NEEDED: [Needed<'_>; 3] = [
    (&["node"], "nodejs"),
    (&["npm"], "npm"),
    (&["chromium", "chromium-browser", "google-chrome"], "chromium"),
];

/// Runs the tests. Where a program is missing and cannot be installed they are left out, but never in
/// continuous integration.
pub(crate) fn run(root: &Path) -> Result<()> {
    const WHAT: &str = "browser";
    if !machine::has(WHAT, &NEEDED)? {
        return Ok(());
    }
    let zopa = machine::program_under_test(WHAT, root)?;
    let run = |program: &str, args: &[&str]| {
        let mut command = Command::new(program);
        command.args(args).current_dir(root.join("tests/browser")).env("ZOPA", &zopa);
        step(WHAT, &mut command)
    };
    run("npm", &["install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"])?;
    run("node", &["--test", "--test-reporter=dot", "report.test.mjs"])
}
