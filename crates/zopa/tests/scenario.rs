//! Whole scenarios: what reads without a word, what comes back from printing, what never panics.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may stop at what it did not expect"
)]

use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use zopa::diag::{Diagnostic, Sink};
use zopa::scenario::ast::{Amount, IssueValue, Ladder, PremiseValue, Undo};
use zopa::scenario::keys::{Kind, SCENARIO, Section};
use zopa::scenario::{Scenario, print, read};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn every_key() -> String {
    fs::read_to_string(root().join("tests/scenarios/every-key.toml")).expect("the fixture")
}

/// Reads a text that must be without fault.
fn clean(text: &str) -> Scenario {
    let (scenario, found) = read(text);
    assert!(found.is_empty(), "{found:#?}");
    scenario.expect("a scenario without errors")
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|diagnostic| diagnostic.code).collect()
}

const SMALLEST: &str = r#"
title = "A used car"
[parties.buyer]
[issues.price]
by = "buyer"
options = ["low", "high"]
[values.buyer]
price.high = -4
"#;

#[test]
fn the_smallest_scenario_gets_the_defaults() {
    let scenario = clean(SMALLEST);
    let (_, party) = scenario.parties.first().expect("a party");
    assert!(party.signs && party.patience.is_none());
    let (_, issue) = scenario.issues.first().expect("an issue");
    assert_eq!(issue.undo, Undo::AtOnce);
    assert!(issue.binding && !issue.one_by_one && issue.now.is_none());
    assert_eq!(scenario.language, 1);
}

#[test]
fn dotted_keys_and_inline_tables_say_the_same() {
    let inline = SMALLEST.replace("price.high = -4", "price = { high = -4 }");
    assert_eq!(clean(SMALLEST), clean(&inline));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let windows = format!("\u{feff}{}", SMALLEST.replace('\n', "\r\n"));
    assert_eq!(clean(SMALLEST), clean(&windows));
}

#[test]
fn places_are_right_behind_a_byte_order_mark() {
    let text = format!("\u{feff}{SMALLEST}colour = 'x +'\n");
    let (_, found) = read(&text);
    let label = found.first().and_then(|found| found.labels.first()).expect("a label");
    assert_eq!(text.get(label.span.clone()), Some(""), "the expression ends too early");
    assert!(text.get(..label.span.start).expect("a character").ends_with("x +"));
}

#[test]
fn an_empty_file_lacks_what_every_scenario_has() {
    let (scenario, found) = read("");
    assert!(scenario.is_none());
    assert_eq!(codes(&found), ["missing-key"; 4], "title, parties, issues and values");
}

#[test]
fn the_fixture_with_every_key_reads_without_a_word() {
    let scenario = clean(&every_key());
    let (_, release) = scenario.issues.first().expect("an issue");
    assert!(
        matches!(&release.ladder, Ladder::Range { unit: Some(unit), .. } if unit.starts_with("million"))
    );
    assert_eq!(release.now.as_ref().map(|now| now.value.as_str()), Some("100"));
    let (_, downstream) = scenario.values.get(1).expect("values");
    let Some((_, IssueValue::Table(entries))) = downstream.issues.first() else {
        panic!("a table of values is expected");
    };
    let rungs: Vec<&str> = entries.iter().map(|(name, _)| name.value.as_str()).collect();
    assert_eq!(rungs, ["100", "200", "300"]);
    let learnt = scenario.premises.iter().find(|(name, _)| name.value == "kept");
    let Some((_, PremiseValue::Learnt { precedents, .. })) = learnt.map(|(n, p)| (n, &p.value))
    else {
        panic!("a belief learnt from precedents is expected");
    };
    let weights: Vec<f64> = precedents.iter().map(|(_, precedent)| precedent.weight).collect();
    assert_eq!(weights, [1.0, 1.0, 0.5]);
}

#[test]
fn every_key_of_the_format_occurs_in_the_fixture() {
    fn walk(section: &Section, text: &str, missing: &mut Vec<&'static str>) {
        for key in section.keys {
            let written = |c: char| c == ' ' || c == '.' || c == ']' || c == '=';
            let found = text.match_indices(key.name).any(|(at, name)| {
                text.get(at + name.len()..).is_some_and(|behind| behind.starts_with(written))
            });
            if !found {
                missing.push(key.name);
            }
            inner(key.kind, text, missing);
        }
    }
    fn inner(kind: Kind, text: &str, missing: &mut Vec<&'static str>) {
        match kind {
            Kind::Section(section) | Kind::Sections(section) => walk(section, text, missing),
            Kind::Map(kind) | Kind::List(kind) => inner(*kind, text, missing),
            Kind::Either(kinds) => kinds.iter().for_each(|kind| inner(*kind, text, missing)),
            _ => {}
        }
    }
    let mut missing = Vec::new();
    walk(&SCENARIO, &every_key(), &mut missing);
    // The two forms of the no-deal exclude one another.
    missing.retain(|key| *key != "values");
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn what_is_printed_reads_as_what_was_printed() {
    for text in [SMALLEST, &every_key()] {
        let scenario = clean(text);
        let printed = print(&scenario);
        assert_eq!(clean(&printed), scenario, "{printed}");
        assert_eq!(print(&clean(&printed)), printed, "printing twice differs");
    }
}

#[test]
fn every_key_of_the_fixture_is_kept_by_printing() {
    let printed = print(&clean(&every_key()));
    for kept in ["trust@farmers", "knows", "rank = -0.6", "as_of", "physical = true", "@80%"] {
        assert!(printed.contains(kept), "{kept} is lost in\n{printed}");
    }
}

#[test]
fn the_cases_beside_the_workspace_read_without_a_word() {
    let folder = root().join("../shared/oracles/verdicts");
    let Ok(entries) = fs::read_dir(folder) else {
        println!("skipped: no ../shared");
        return;
    };
    let mut read_so_far = 0;
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.extension().is_some_and(|extension| extension == "toml") {
            let scenario = clean(&fs::read_to_string(&path).expect("a case"));
            assert_eq!(clean(&print(&scenario)), scenario, "{}", path.display());
            read_so_far += 1;
        }
    }
    assert_eq!(read_so_far, 16);
}

#[test]
fn the_examples_of_the_format_read_without_a_word() {
    let Ok(text) = fs::read_to_string(root().join("../shared/design/scenario-format.md")) else {
        println!("skipped: no ../shared");
        return;
    };
    let examples: Vec<&str> = text
        .split("```toml\n")
        .skip(1)
        .map(|behind| behind.split("\n```").next().unwrap_or(""))
        .collect();
    assert_eq!(examples.len(), 2);
    for example in examples {
        let scenario = clean(example);
        assert_eq!(clean(&print(&scenario)), scenario);
    }
}

#[test]
fn a_broken_line_hides_neither_what_follows_nor_is_blamed_twice() {
    let text = SMALLEST
        .replace("by = \"buyer\"", "by = \nstray\nnwo = \"low\"")
        .replace("-4", "\"2 ** 3\"");
    let (_, found) = read(&text);
    let mut codes = codes(&found);
    codes.dedup();
    assert_eq!(codes, ["toml-syntax", "unknown-key", "foreign-operator"], "{found:#?}");
}

#[test]
fn a_list_without_an_end_is_reported_without_all_that_follows_from_it() {
    let (_, found) = read(&SMALLEST.replace("\"high\"]", "\"high\"\nnow = low"));
    assert_eq!(codes(&found), ["toml-syntax"], "{found:#?}");
    let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(messages, ["a list that does not end"]);
}

#[test]
fn spans_inside_strings_point_at_the_mistake_unless_there_are_escapes() {
    let at = |value: &str| {
        let text = SMALLEST.replace("-4", value);
        let (_, found) = read(&text);
        let label = found.first().and_then(|found| found.labels.first()).expect("a label");
        text.get(label.span.clone()).expect("characters").to_owned()
    };
    assert_eq!(at("\"2 * sqr(3)\""), "sqr");
    assert_eq!(at("'''2 * sqr(3)'''"), "sqr");
    assert_eq!(at("\"2 * \\u0073qr(3)\""), "\"2 * \\u0073qr(3)\"");
}

#[test]
fn the_schema_knows_every_section_and_refuses_other_keys() {
    let schema = zopa::scenario::json_schema();
    let properties = schema.pointer("/properties").and_then(|p| p.as_object()).expect("properties");
    let names: Vec<&str> = SCENARIO.names().collect();
    assert_eq!(properties.keys().map(String::as_str).collect::<Vec<_>>(), names);
    let undo = "/properties/issues/additionalProperties/properties/undo/type";
    assert_eq!(schema.pointer(undo).and_then(|kind| kind.as_str()), Some("string"));
    assert_eq!(schema.pointer("/additionalProperties"), Some(&serde_json::Value::Bool(false)));
    let required = schema.pointer("/required").and_then(|r| r.as_array()).expect("required");
    assert_eq!(required.len(), 4);
}

#[test]
fn tables_nested_beyond_reason_do_not_exhaust_the_stack() {
    let key = vec!["a"; 79].join(".");
    let nested = (0..79).fold("1".to_owned(), |inner, _| format!("{{ {key} = {inner} }}"));
    let (scenario, found) = read(&format!("[{key}]\n{key} = {nested}\n"));
    assert!(scenario.is_none() && !found.is_empty());
    let (_, found) = read(&format!("x = {}", "[".repeat(100_000)));
    assert!(!found.is_empty());
}

/// Makes one edit at a character: takes out, doubles, or puts in another.
fn edited(text: &str, at: usize, what: usize, put: char) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let at = at % chars.len().max(1);
    match what % 4 {
        0 => drop(chars.drain(at..(at + 1 + what % 7).min(chars.len()))),
        1 => chars.insert(at, put),
        2 => chars[at] = put,
        _ => {
            let end = (at + 1 + what % 40).min(chars.len());
            let copy: Vec<char> = chars[at..end].to_vec();
            chars.splice(at..at, copy);
        }
    }
    chars.into_iter().collect()
}

/// Whatever comes out must have its places on characters of the text, and be complete.
fn check(text: &str) {
    let (scenario, found) = read(text);
    assert_eq!(scenario.is_some(), !found.iter().any(Diagnostic::is_error));
    for diagnostic in &found {
        for label in &diagnostic.labels {
            assert!(text.get(label.span.clone()).is_some(), "{diagnostic:?} in {text:?}");
        }
    }
    if let Some(scenario) = scenario {
        let printed = print(&scenario);
        let (again, found) = read(&printed);
        assert_eq!(again.as_ref(), Some(&scenario), "{found:?}\n{printed}");
    }
}

const SIGNS: &str = "\"'.=[]{}#,\\\n\r\t -+*/^()<>!@%:0123456789eabtox_é\u{feff}\u{0}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_edit_of_a_scenario_panics(
        edits in prop::collection::vec((any::<usize>(), any::<usize>(), 0..SIGNS.chars().count()), 1..6),
    ) {
        let mut text = every_key();
        for (at, what, put) in edits {
            text = edited(&text, at, what, SIGNS.chars().nth(put).unwrap_or(' '));
        }
        check(&text);
    }

    #[test]
    fn no_text_panics(text in "\\PC*") {
        check(&text);
    }

    #[test]
    fn no_value_panics(value in "[-+*/^()<>=!@%:., 0-9a-z_\"'\\[\\]{}\\\\]{0,40}") {
        check(&SMALLEST.replace("-4", &value));
    }

    #[test]
    fn no_expression_panics(text in "[-+*/^()<>=!@%:., 0-9aeotnf_\"'\\\\é]{0,60}") {
        let mut sink = Sink::default();
        let expr = zopa::scenario::parse_expr(&text, 7, &mut sink);
        prop_assert_eq!(expr.is_none(), sink.has_errors());
        let amount = zopa::scenario::parse_amount(&text, 7, &mut sink);
        if let Some(amount @ Amount::Dist(_)) = amount {
            let printed = zopa::scenario::print_amount(&amount);
            let again = zopa::scenario::parse_amount(&printed, 0, &mut Sink::default());
            prop_assert_eq!(again, Some(amount));
        }
        let _ = zopa::scenario::parse_expect(&text, 7, &mut sink);
        for found in sink.finish() {
            for label in found.labels {
                prop_assert!(label.span.start >= 7 && label.span.end <= 7 + text.len());
            }
        }
    }
}

#[test]
fn a_key_under_the_wrong_heading_is_told_where_it_belongs() {
    let text = "title = \"t\"\n[parties.a]\nneeds = 1\n[parties.b]\n[issues.x]\nby = \"a\"\n\
                options = [\"l\", \"h\"]\npatience = 0.9\n[values.a]\nx.h = -1\n[values.b]\nx.h = 1\n\
                [[says]]\nparty = \"a\"\n";
    let (_, diagnostics) = zopa::load(text);
    let unknown = diagnostics.iter().filter(|d| d.code == "unknown-key");
    let mut help: Vec<&str> = unknown.flat_map(|d| d.help.iter().map(String::as_str)).collect();
    help.sort_unstable();
    let expected = [
        "`needs` belongs under `[audiences.NAME]`",
        "`patience` belongs under `[parties.NAME]`",
        "`says` belongs under `[parties.NAME]`",
    ];
    assert_eq!(help, expected);
}

#[test]
fn what_fails_in_computing_is_told_beside_what_cannot_be_read() {
    let text = "\
title = \"t\"
enforcd = true
[parties.a]
patience = \"1 + p\"
[parties.b]
[issues.x]
by = \"c\"
options = [\"no\", \"yes\"]
[premises]
p = 0.5
q = \"nobody / 2\"
[[rules]]
never = \"x.no\"
[values.a]
x = { yes = \"1 / 0\" }
[values.b]
x = { yes = \"1 / q\" }
";
    let mut codes: Vec<&str> = zopa::load(text).1.iter().map(|d| d.code).collect();
    codes.sort_unstable();
    let expected = [
        "division-by-zero",
        "patience-range",
        "today-excluded",
        "unknown-key",
        "unknown-name",
        "unknown-party",
    ];
    // Of `1 / q` nothing is said: `q` could not be made out.
    assert_eq!(codes, expected);
}
