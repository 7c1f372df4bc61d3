//! Every mistake that a scenario can hold, as a small file and what is said about it.
//!
//! `tests/errors/CODE.toml` at the root of the workspace shows the mistake, `CODE.txt` what comes
//! out. `UPDATE=1` writes the second anew; look at the difference before keeping it.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use zopa::diag::{Diagnostic, Severity, codes};

/// What is wrong with a scenario.
fn diagnose(text: &str) -> Vec<Diagnostic> {
    zopa::load(text).1
}

/// Codes of mistakes that are made on the command line.
const ON_THE_COMMAND_LINE: [&str; 1] = ["target-form"];

/// A file with more than one kind of mistake.
const SEVERAL: &str = "several";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/errors")
}

/// The fixtures by name, each with its text.
fn fixtures() -> Vec<(String, String)> {
    let mut fixtures: Vec<(String, String)> = fs::read_dir(folder())
        .expect("tests/errors can be listed")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a fixture can be read"))
        })
        .collect();
    fixtures.sort();
    assert!(!fixtures.is_empty(), "no fixtures in tests/errors");
    fixtures
}

/// Diagnostics without colours and pictures: line and column of each label count from 1.
fn render(text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(out, "{severity}[{}]: {}", diagnostic.code, diagnostic.message).unwrap();
        for label in &diagnostic.labels {
            let before = text.get(..label.span.start).expect("a label begins at a character");
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            let marked = text.get(label.span.clone()).expect("a label ends at a character");
            let marked = marked.replace('\n', "\\n");
            let mark = if label.primary { "-->" } else { "   " };
            let says = if label.text.is_empty() { "" } else { ": " };
            writeln!(out, "  {mark} {line}:{column} |{marked}|{says}{}", label.text).unwrap();
        }
        for help in &diagnostic.help {
            writeln!(out, "  help: {help}").unwrap();
        }
        out.push('\n');
    }
    out
}

#[test]
fn every_fixture_says_what_its_text_file_holds() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut differing = Vec::new();
    for (name, text) in fixtures() {
        let rendered = render(&text, &diagnose(&text));
        let path = folder().join(format!("{name}.txt"));
        if update {
            fs::write(&path, &rendered).expect("the expectation can be written");
        } else if fs::read_to_string(&path).unwrap_or_default() != rendered {
            differing.push(format!("--- {name}.txt, found:\n{rendered}"));
        }
    }
    assert!(differing.is_empty(), "{}\nUPDATE=1 writes them anew", differing.join("\n"));
}

#[test]
fn every_code_has_a_fixture_that_shows_it_alone() {
    let fixtures = fixtures();
    for code in codes::all().filter(|code| !ON_THE_COMMAND_LINE.contains(&code.name)) {
        let (_, text) = fixtures
            .iter()
            .find(|(name, _)| name == code.name)
            .unwrap_or_else(|| panic!("tests/errors/{}.toml is missing", code.name));
        let found: Vec<&str> = diagnose(text).iter().map(|diagnostic| diagnostic.code).collect();
        assert!(!found.is_empty(), "{}: nothing is reported", code.name);
        assert!(found.iter().all(|found| *found == code.name), "{}: {found:?}", code.name);
    }
}

#[test]
fn every_fixture_is_named_after_a_code_and_begins_with_what_is_wrong() {
    for (name, text) in fixtures() {
        assert!(name == SEVERAL || codes::find(&name).is_some(), "{name} is no code");
        assert!(text.starts_with("# "), "{name}.toml does not say what is wrong");
    }
}

#[test]
fn every_diagnostic_has_a_place_on_characters_of_the_text() {
    for (name, text) in fixtures() {
        for diagnostic in diagnose(&text) {
            let first = diagnostic.labels.first();
            assert!(first.is_some_and(|label| label.primary), "{name}: {diagnostic:?}");
            for label in &diagnostic.labels {
                assert!(text.get(label.span.clone()).is_some(), "{name}: {label:?}");
            }
        }
    }
}

#[test]
fn messages_start_small_end_without_a_period_and_never_address_the_reader() {
    for (name, text) in fixtures() {
        for diagnostic in diagnose(&text) {
            let message = &diagnostic.message;
            assert!(!message.starts_with(char::is_uppercase), "{name}: {message}");
            for line in diagnostic.help.iter().chain([message]) {
                assert!(!line.ends_with('.'), "{name}: {line}");
                assert!(!line.to_lowercase().split(' ').any(|w| w == "your"), "{name}: {line}");
            }
        }
    }
}

#[test]
fn mistakes_of_every_stage_are_reported_in_one_run() {
    let (_, text) = fixtures().into_iter().find(|(name, _)| name == SEVERAL).expect("several.toml");
    let mut found: Vec<&str> = diagnose(&text).iter().map(|diagnostic| diagnostic.code).collect();
    found.sort_unstable();
    found.dedup();
    assert!(found.len() > 20, "{found:?}");
    let of_reading = codes::read::READ.iter().filter(|code| found.contains(&code.name)).count();
    assert!(of_reading >= 10 && found.len() - of_reading >= 10, "{found:?}");
}

#[test]
fn there_are_at_least_sixty_kinds_of_mistakes() {
    assert!(codes::all().count() >= 60, "{}", codes::all().count());
}
