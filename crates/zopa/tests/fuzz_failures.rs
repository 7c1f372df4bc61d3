//! Texts that once made the engine panic or run for ever, and others made to try it.
//!
//! `tests/fuzz-failures/NAME.toml` begins with a comment that says what it tries. Each is read, solved,
//! asked about and shown; it may be refused with a diagnostic, but must come to an end.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop at what it did not expect")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use zopa::verdict::{Options, solve, why};

/// Far more than any of them needs, far less than for ever.
const LONG: Duration = Duration::from_secs(60);

/// Up to so many deals the safest road to every one of them is looked for.
const MARGINS_OF_ALL: usize = 1000;

/// What a text comes to, in a word.
fn outcome(text: &str) -> String {
    let (model, diagnostics) = zopa::load(text);
    let Some(model) = model else {
        return diagnostics.first().map_or("nothing", |first| first.code).to_owned();
    };
    let deals: usize = model.issues.iter().map(|issue| issue.options.len()).product();
    let mut outcome = match solve(&model, &Options { all: deals <= MARGINS_OF_ALL, at: None }) {
        Ok(verdict) => {
            serde_json::to_string(&verdict).expect("a verdict can be shown");
            let numbers = verdict.deals.iter().flat_map(|deal| deal.values.values());
            assert!(numbers.copied().all(f64::is_finite), "a value that is no number");
            format!("{} of {} attainable", verdict.funnel.attainable, verdict.funnel.deals)
        }
        Err(fault) => fault.diagnostic().code.to_owned(),
    };
    for entry in &model.menu {
        match why(&model, &entry.target) {
            Ok(why) => {
                serde_json::to_string(&why).expect("a reason can be shown");
                outcome.push_str(if why.attainable { ", yes" } else { ", no" });
            }
            Err(fault) => outcome.push_str(&format!(", {}", fault.diagnostic().code)),
        }
    }
    outcome
}

#[test]
fn every_text_that_once_hurt_comes_to_an_end() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz-failures");
    let files = fs::read_dir(folder).expect("tests/fuzz-failures can be listed");
    let mut files: Vec<_> = files.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no fixtures");
    let mut differing = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a fixture can be read");
        let name = file.file_stem().expect("a name").to_string_lossy();
        let (says, expected) = text
            .strip_prefix("# ")
            .and_then(|text| text.lines().next())
            .and_then(|line| line.rsplit_once(": "))
            .unwrap_or_else(|| {
                panic!("{name}: the first line says what it tries and what comes out")
            });
        println!("{name}: {says}");
        let start = Instant::now();
        let found = outcome(&text);
        println!("  {found}, {:?}", start.elapsed());
        if found != expected {
            differing.push(format!("{name}: {found} instead of {expected}"));
        }
        assert!(start.elapsed() < LONG, "{name} took {:?}", start.elapsed());
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
