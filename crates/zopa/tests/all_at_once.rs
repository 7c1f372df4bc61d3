//! All mistakes of a file in one run, and nothing that merely follows from one of them.

#![allow(clippy::expect_used, reason = "a test may stop at what it did not expect")]

use std::fs;
use std::path::{Path, PathBuf};
use zopa::diag::codes;

/// A scenario without a mistake, with something of everything.
const SOUND: &str = r#"title = "A used car"
period = "1 week"
weights = { buyer = 2, seller = 1 }
[sources]
ledger = "The dealer's books"
[parties.buyer]
patience = 0.9
[parties.seller]
[parties.dealer]
signs = false
[audiences.family]
of = "buyer"
[issues.price]
by = "buyer"
range = { from = 4000, to = 6000, step = 500 }
now = 4000
[issues.repairs]
by = "seller"
options = ["as is", "brakes", "tyres"]
now = "as is"
undo = "never"
[[rules]]
never = "price == 4000 and repairs.tyres"
[premises]
need = "5 to 10"
haste = "need / 2"
rust = { value = "10% to 40%", source = "ledger" }
fear = "1 to 3"
[[correlations]]
between = ["need", "rust"]
rank = 0.4
[terms]
dear = "price / 1000"
[values.buyer]
price = "-dear * need"
repairs.brakes = "max(4, haste)"
plus = ["fear * repairs.tyres"]
[values.seller]
price = "dear"
repairs = { brakes = -3, tyres = -2 }
[values.dealer]
price = "dear / 10"
[values.family]
price = "-dear"
[nodeal]
start = "look"
[nodeal.nodes.look]
by = "chance"
moves = { rust = "haggle", shine = "walk" }
odds = { rust = "rust", shine = "rest" }
[nodeal.nodes.haggle]
by = "buyer"
moves = { pay = "sale", leave = "walk" }
[nodeal.outcomes.walk]
buyer = -9
seller = 0
dealer = 0
[nodeal.outcomes.sale]
buyer = 1
seller = 1
dealer = 1
[[menu]]
name = "Cheap"
deal = { price = 4000 }
[[events]]
date = 2024-05-01
what = "Rain"
set = { rust = "30% to 50%" }
[[claims]]
id = "C1"
text = "Cheap is out"
deal = { price = 4000 }
expect = "not attainable"
[[claims]]
id = "C2"
text = "The cheap deal is worth more to the family"
when = { fear = 2 }
expect = "value('Cheap', family) > value(fair, family) and odds(walk) < 0.9"
"#;

/// Mistakes as edits of [`SOUND`], each with its code.
const MISTAKES: [(&str, &str, &str); 30] = [
    ("unknown-key", "period =", "perod ="),
    ("missing-weight", ", seller = 1 }", " }"),
    ("toml-syntax", "\"The dealer's books\"", "The books"),
    ("out-of-range", "patience = 0.9", "patience = 1.5"),
    ("wrong-type", "signs = false", "signs = 0"),
    ("missing-key", "of = \"buyer\"\n", ""),
    ("range-uneven", "step = 500", "step = 300"),
    ("unknown-party", "by = \"seller\"", "by = \"seler\""),
    ("duplicate-option", "\"tyres\"]", "\"brakes\"]"),
    ("unknown-option", "now = \"as is\"", "now = \"asis\""),
    ("undo-form", "undo = \"never\"", "undo = \"6 months\""),
    ("single-equals", "price == 4000", "price = 4000"),
    ("interval-not-positive", "\"5 to 10\"", "\"0 to 10\""),
    ("unknown-source", "source = \"ledger\"", "source = \"leger\""),
    ("correlation-of-number", "[\"need\"", "[\"haste\""),
    ("issue-without-number", "\"price / 1000\"", "\"price / 1000 + repairs\""),
    ("unknown-function", "max(4, haste)", "most(4, haste)"),
    ("unknown-name", "fear * repairs.tyres", "feer * repairs.tyres"),
    ("unknown-issue", "[values.seller]\nprice", "[values.seller]\nprize"),
    ("unknown-actor", "[values.family]", "[values.family]\n[values.famly]"),
    ("missing-values", "[values.dealer]\nprice = \"dear / 10\"\n", ""),
    ("unknown-node", "shine = \"walk\"", "shine = \"wlak\""),
    ("missing-odds", ", shine = \"rest\"", ""),
    ("unknown-move", "odds = {", "odds = { snow = 0,"),
    ("missing-payoff", "seller = 1\ndealer = 1", "dealer = 1"),
    ("empty-list", "deal = { price = 4000 }\n[[events]]", "deal = { price = [] }\n[[events]]"),
    ("date-form", "2024-05-01", "2024-05-01 10:00:00"),
    ("unknown-premise", "set = { rust", "set = { rst"),
    ("unknown-test", "not attainable", "not atainable"),
    ("unknown-outcome", "odds(walk)", "odds(wlk)"),
];

/// Mistakes of which one does away with the other, or with the place where it is made.
const NOT_TOGETHER: [(&str, &str); 2] =
    [("duplicate-option", "unknown-option"), ("missing-odds", "unknown-move")];

fn found(text: &str) -> Vec<&'static str> {
    let mut found: Vec<&str> =
        zopa::load(text).1.iter().map(|diagnostic| diagnostic.code).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn with(text: &str, (code, from, to): (&str, &str, &str)) -> String {
    assert!(text.contains(from), "{code}: `{from}` is not there");
    text.replacen(from, to, 1)
}

#[test]
fn the_scenario_to_spoil_is_sound() {
    assert_eq!(found(SOUND), Vec::<&str>::new());
}

#[test]
fn each_mistake_alone_is_reported_alone() {
    for mistake in MISTAKES {
        assert!(codes::find(mistake.0).is_some(), "{} is no code", mistake.0);
        assert_eq!(found(&with(SOUND, mistake)), [mistake.0]);
    }
}

#[test]
fn any_two_mistakes_are_both_reported_and_nothing_else() {
    for (at, one) in MISTAKES.iter().enumerate() {
        for other in MISTAKES.iter().skip(at + 1) {
            if NOT_TOGETHER.contains(&(one.0, other.0)) {
                continue;
            }
            let mut expected = [one.0, other.0];
            expected.sort_unstable();
            let text = with(&with(SOUND, *one), *other);
            assert_eq!(found(&text), expected, "{one:?} and {other:?}");
        }
    }
}

#[test]
fn all_mistakes_together_are_all_reported_and_nothing_else() {
    let left_out = |code: &str| NOT_TOGETHER.iter().any(|(_, out)| *out == code);
    let made = MISTAKES.iter().filter(|mistake| !left_out(mistake.0));
    let text = made.clone().fold(SOUND.to_owned(), |text, mistake| with(&text, *mistake));
    let mut expected: Vec<&str> = made.map(|mistake| mistake.0).collect();
    expected.sort_unstable();
    assert_eq!(found(&text), expected);
}

/// The cases, by file.
fn cases() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let entries = fs::read_dir(folder).expect("the cases can be listed");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<(PathBuf, String)> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| (path.clone(), fs::read_to_string(path).expect("a case can be read")))
        .collect();
    cases.sort();
    cases
}

/// How a line is spoilt: nothing that can be told from the rest of the file is left of it.
fn spoilt(line: &str) -> Vec<String> {
    let balanced = |open, close| line.matches(open).count() == line.matches(close).count();
    if let Some(heading) = line.strip_suffix(']').filter(|_| line.starts_with('[')) {
        return vec![heading.to_owned()];
    }
    let Some((key, value)) = line.split_once(" =") else { return Vec::new() };
    let whole = balanced('[', ']') && balanced('{', '}') && !value.contains("\"\"\"");
    if line.starts_with('#') || key.contains(['{', '"']) || !whole {
        return Vec::new();
    }
    vec![key.to_owned(), format!("{key} ="), format!("{key} = 10:00:00"), format!("{key} = a b")]
}

#[test]
fn a_spoilt_line_of_a_case_is_one_mistake_at_its_place() {
    for (path, text) in cases() {
        let lines: Vec<&str> = text.lines().collect();
        // Every line of short cases, some of long ones.
        for at in (0..lines.len()).step_by(1 + lines.len() / 150) {
            for spoilt in spoilt(lines[at]) {
                let mut spoilt_lines = lines.clone();
                spoilt_lines[at] = &spoilt;
                let text = spoilt_lines.join("\n");
                let (_, diagnostics) = zopa::load(&text);
                let places = diagnostics.iter().filter_map(|diagnostic| diagnostic.labels.first());
                let found: Vec<usize> = places
                    .map(|label| {
                        text.as_bytes()[..label.span.start].iter().filter(|b| **b == b'\n')
                    })
                    .map(|line_ends| line_ends.count() + 1)
                    .collect();
                let path = path.display();
                assert_eq!(found, [at + 1], "{path}: `{spoilt}`: {diagnostics:#?}");
            }
        }
    }
}
