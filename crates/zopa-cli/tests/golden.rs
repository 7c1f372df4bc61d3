//! Every case of `cases/` against its golden files; `UPDATE=1` (or `cargo xtask golden`) rewrites them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use support::{command, files, root, with_input};

/// Cases whose reports and full texts (`all`) have golden files: with roads and a game, without either, and with nothing attainable.
const REPORTED: [&str; 3] = ["korea-2018", "used-car", "commitment-problem"];

#[test]
fn every_case_is_answered_as_before() {
    let cases = files(&root().join("cases"), "toml");
    assert!(!cases.is_empty(), "there are no cases");
    let mut changed = Vec::new();
    for case in &cases {
        let name = case.file_stem().unwrap().to_str().unwrap();
        let file = format!("cases/{name}.toml");
        let answers: [(&str, &[&str]); 4] = [
            ("txt", &["solve", &file, "--width", "100", "--color", "never"]),
            ("all", &["solve", &file, "--all", "--width", "80", "--color", "never"]),
            ("json", &["solve", &file, "--json"]),
            ("html", &["report", &file]),
        ];
        for (extension, args) in answers {
            if ["html", "all"].contains(&extension) && !REPORTED.contains(&name) {
                continue;
            }
            let run = with_input(command().args(args), "");
            assert!([0, 1, 3].contains(&run.code), "{file} is not answered:\n{}", run.err);
            // What a report embeds is the scenario and the JSON above.
            let shown = run.out.split("<script type=\"application/json\"").next().unwrap();
            let golden = root().join(format!("tests/golden/{name}.{extension}"));
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&golden, shown).unwrap();
            }
            if std::fs::read_to_string(&golden).unwrap_or_default() != shown {
                changed.push(format!("tests/golden/{name}.{extension}"));
            }
        }
    }
    assert!(
        changed.is_empty(),
        "answers differ from their golden files: {}\n\
         look at the difference after `cargo xtask golden`, and commit it if it is meant",
        changed.join(", ")
    );
}

#[test]
fn every_golden_file_has_its_case() {
    for extension in ["txt", "all", "json", "html"] {
        for golden in files(&root().join("tests/golden"), extension) {
            let name = golden.file_stem().unwrap().to_str().unwrap();
            let case = root().join(format!("cases/{name}.toml"));
            assert!(case.is_file(), "{} belongs to no case", golden.display());
        }
    }
}
