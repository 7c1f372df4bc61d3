//! Loading never panics, whatever is wrong with a scenario.
//!
//! Fixtures and cases are mutilated: lines go missing, stand twice or in another place, and
//! words are exchanged for one another, so that names mean the wrong things.

#![allow(clippy::expect_used, reason = "a test may stop at what it did not expect")]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use zopa::load;

/// The fixtures of mistakes, and the cases without any.
fn scenarios() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths: Vec<PathBuf> = ["tests/errors", "cases"]
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).expect("a folder can be listed"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read_to_string(path).expect("a file can be read")).collect()
}

/// Pieces of a text: words and whatever stands between them.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut in_word = false;
    for c in text.chars() {
        let is_word = c.is_alphanumeric() || c == '_' || c == '.';
        match pieces.last_mut() {
            Some(last) if is_word == in_word => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        in_word = is_word;
    }
    pieces
}

#[derive(Clone, Debug)]
enum Harm {
    DropLine(usize),
    RepeatLine(usize),
    MoveLine(usize, usize),
    ReplaceWord(usize, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    let any = 0..10_000_usize;
    prop_oneof![
        1 => any.clone().prop_map(Harm::DropLine),
        1 => any.clone().prop_map(Harm::RepeatLine),
        1 => (any.clone(), any.clone()).prop_map(|(from, to)| Harm::MoveLine(from, to)),
        4 => (any.clone(), any).prop_map(|(at, from)| Harm::ReplaceWord(at, from)),
    ]
}

fn harmed(text: &str, harm: &Harm) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let count = lines.len().max(1);
    match *harm {
        _ if lines.is_empty() => {}
        Harm::DropLine(at) => {
            lines.remove(at % count);
        }
        Harm::RepeatLine(at) => lines.insert(at % count, lines[at % count]),
        Harm::MoveLine(from, to) => {
            let line = lines.remove(from % count);
            lines.insert(to % count, line);
        }
        Harm::ReplaceWord(at, from) => {
            let mut pieces = pieces(text);
            let words: Vec<usize> = (0..pieces.len())
                .filter(|&at| pieces[at].chars().any(char::is_alphanumeric))
                .collect();
            if !words.is_empty() {
                pieces[words[at % words.len()]] = pieces[words[from % words.len()]].clone();
            }
            return pieces.concat();
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(5000) })]

    #[test]
    fn a_mutilated_scenario_gives_a_model_or_errors(
        which in 0..10_000_usize,
        harms in prop::collection::vec(harm(), 1..4),
    ) {
        thread_local!(static SCENARIOS: Vec<String> = scenarios());
        let text = SCENARIOS.with(|all| all[which % all.len()].clone());
        let text = harms.iter().fold(text, |text, harm| harmed(&text, harm));
        let (model, found) = load(&text);
        let errors = found.iter().any(zopa::diag::Diagnostic::is_error);
        prop_assert_eq!(model.is_none(), errors, "{:?}", found);
        for label in found.iter().flat_map(|diagnostic| &diagnostic.labels) {
            prop_assert!(text.get(label.span.clone()).is_some(), "{:?}", label);
        }
    }
}
