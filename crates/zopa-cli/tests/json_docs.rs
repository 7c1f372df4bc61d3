//! `docs/json.md` against what is printed: every key that is printed is documented with its type, and every
//! documented key of solve, why and check is printed for some scenario.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use support::{command, files, folder, root, with_input};

/// A section's keys and their types as written.
type Section = BTreeMap<String, String>;

/// The document's sections by anchor.
struct Document {
    sections: BTreeMap<String, Section>,
}

impl Document {
    fn read() -> Self {
        let text = std::fs::read_to_string(root().join("docs/json.md")).unwrap();
        let mut sections: BTreeMap<String, Section> = BTreeMap::new();
        let mut here = String::new();
        for line in text.lines() {
            if let Some(title) = line.strip_prefix("### ") {
                here = title.to_lowercase().replace(' ', "-");
                sections.insert(here.clone(), Section::new());
            } else if let Some(row) = line.strip_prefix("| `")
                && let Some(section) = sections.get_mut(&here)
            {
                let (key, rest) = row.split_once("` | ").unwrap();
                let (kind, rest) = rest.split_once(" |").unwrap();
                let (unit, meaning) = rest.split_once('|').unwrap();
                let is_number = kind.contains("number");
                assert!(!is_number || !unit.trim().is_empty(), "{here}: `{key}` has no unit");
                assert!(
                    meaning.trim_matches([' ', '|']).len() > 3,
                    "{here}: `{key}` has no meaning"
                );
                let known = section.insert(key.to_owned(), kind.to_owned());
                assert_eq!(known, None, "{here}: `{key}` stands twice");
            }
        }
        Self { sections }
    }

    /// Holds a value against its type as written; tells the keys that it has.
    fn check(&self, kind: &str, value: &Value, at: &str, seen: &mut BTreeSet<(String, String)>) {
        if let Some(kind) = kind.strip_suffix(" or null") {
            if !value.is_null() {
                self.check(kind, value, at, seen);
            }
        } else if let Some(element) = kind.strip_prefix("list of ") {
            let all = value.as_array().unwrap_or_else(|| panic!("{at} is no list: {value}"));
            all.iter().for_each(|value| self.check(element, value, &format!("{at}[]"), seen));
        } else if let Some(entry) = kind.strip_prefix("by name: ") {
            let all = value.as_object().unwrap_or_else(|| panic!("{at} is no object: {value}"));
            all.values().for_each(|value| self.check(entry, value, &format!("{at}.*"), seen));
        } else if let Some((_, anchor)) = kind.split_once("](#") {
            self.check_section(anchor.trim_end_matches(')'), value, at, seen);
        } else {
            let fits = match kind {
                "text" => value.is_string(),
                "fraction" => value.is_string() || value.is_number(),
                // JSON has no infinite numbers.
                "number" => value.is_number() || value.is_null(),
                "yes or no" => value.is_boolean(),
                "finding" => value.is_object() || value.is_boolean() || value.is_number(),
                _ => panic!("{at}: there is no type `{kind}`"),
            };
            assert!(fits, "{at} is documented as {kind}, but is {value}");
        }
    }

    fn check_section(
        &self,
        anchor: &str,
        value: &Value,
        at: &str,
        seen: &mut BTreeSet<(String, String)>,
    ) {
        let section = self.sections.get(anchor).unwrap_or_else(|| panic!("no section #{anchor}"));
        let object = value.as_object().unwrap_or_else(|| panic!("{at} is no object: {value}"));
        for (key, value) in object {
            let kind = section.get(key);
            let kind =
                kind.unwrap_or_else(|| panic!("{at}: `{key}` is not documented in #{anchor}"));
            seen.insert((anchor.to_owned(), key.clone()));
            self.check(kind, value, &format!("{at}.{key}"), seen);
        }
    }

    /// That every key of these sections was printed.
    fn all_seen(&self, documented: &BTreeSet<String>, seen: &BTreeSet<(String, String)>) {
        let keys = documented.iter().flat_map(|anchor| {
            self.sections[anchor].keys().map(|key| (anchor.clone(), key.clone()))
        });
        let never: Vec<String> = keys
            .filter(|key| !seen.contains(key))
            .map(|(anchor, key)| format!("`{key}` of #{anchor}"))
            .collect();
        assert!(never.is_empty(), "documented, but printed nowhere: {}", never.join(", "));
    }

    /// The sections that a section leads to, itself included.
    fn reached(&self, anchor: &str, into: &mut BTreeSet<String>) {
        if into.insert(anchor.to_owned()) {
            for kind in self.sections[anchor].values() {
                if let Some((_, inner)) = kind.split_once("](#") {
                    self.reached(inner.split(')').next().unwrap(), into);
                }
            }
        }
    }
}

/// A scenario in which nothing is attainable unless two premises change together.
const HOPELESS: &str = r#"
title = "Out of reach"
[parties.a]
says = { x = "much" }
[parties.b]
[audiences.home]
of = "a"
needs = "least"
[issues.x]
by = "a"
options = ["none", "much"]
[issues.y]
by = "b"
options = ["none", "much"]
[premises]
fall = { value = "4 to 6", about = "what a gets elsewhere" }
rise = { value = "4 to 6" }
least = "1 to 2"
[values.a]
x.much = -1
y.much = 5
[values.b]
x.much = 5
y.much = -1
[values.home]
y.much = 9
[nodeal.values]
a = "fall"
b = "rise"
[[claims]]
id = "c"
text = "there is a deal"
source = "s"
quote = "a deal"
expect = "attainable"
[sources]
s = "Somebody"
"#;

/// A scenario in which each would rather have the other move alone, and the other would bear it.
const ONE_SIDED: &str = r#"
title = "Fear"
enforced = true
[parties.a]
[parties.b]
[issues.x]
by = "a"
options = ["none", "much"]
[issues.y]
by = "b"
options = ["none", "much"]
[values.a]
x.much = -1
y.much = 3
[values.b]
x.much = 3
y.much = -1
[nodeal.values]
a = -5
b = -5
"#;

/// A scenario with more steps than can all be tested.
const LARGE: &str = r#"
title = "Two long ladders"
breakdown = 0
[parties.a]
[parties.b]
[issues.x]
by = "a"
range = { from = 0, to = 200, step = 1 }
undo = "12 periods"
[issues.y]
by = "b"
range = { from = 0, to = 200, step = 1 }
undo = "12 periods"
[values.a]
x = "-x"
y = "3 * y"
[values.b]
x = "3 * x"
y = "-y"
"#;

fn answer(args: &[&str], input: &str) -> Value {
    let run = with_input(command().args(args).arg("--json"), input);
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{args:?}: {e}\n{}", run.err))
}

#[test]
fn every_key_that_is_printed_is_documented_and_the_other_way_round() {
    let document = Document::read();
    let mut seen = BTreeSet::new();
    let mut look = |command: &str, anchor: &str, more: &[&str], file: &str, input: &str| {
        let args: Vec<&str> = [command, file].into_iter().chain(more.iter().copied()).collect();
        let at = args.join(" ");
        document.check_section(anchor, &answer(&args, input), &at, &mut seen);
    };
    for case in files(&root().join("cases"), "toml") {
        let case = case.to_str().unwrap();
        look("solve", "a-verdict", &[], case, "");
        look("solve", "a-verdict", &["--all"], case, "");
        look("check", "a-check", &[], case, "");
    }
    look("solve", "a-verdict", &["--at", "2018-03-28"], "cases/korea-2018.toml", "");
    for scenario in [HOPELESS, ONE_SIDED, LARGE] {
        look("solve", "a-verdict", &[], "-", scenario);
    }
    for (deal, file, input) in [
        ("x=much,y=much", "-", HOPELESS),
        ("arsenal=surrender", "cases/korea-2018.toml", ""),
        ("arsenal=keep", "cases/korea-2018.toml", ""),
    ] {
        look("why", "an-explanation", &["--deal", deal], file, input);
    }
    for fixture in ["several", "unknown-key", "wrong-type", "circular-premises", "toml-syntax"] {
        look("check", "a-check", &[], &format!("tests/errors/{fixture}.toml"), "");
    }

    for (before, after) in [("used-car", "prisoners"), ("two-audiences", "commitment-problem")] {
        let after = format!("cases/{after}.toml");
        look("diff", "a-comparison", &[&after], &format!("cases/{before}.toml"), "");
    }

    let mut documented = BTreeSet::new();
    for anchor in ["a-comparison", "a-verdict", "an-explanation", "a-check"] {
        document.reached(anchor, &mut documented);
    }
    document.all_seen(&documented, &seen);
}

/// Job-market signalling with two types: whoever is not seen to move may be believed to be either.
const SIGNALS: &str = r#"EFG 2 R "Signals" { "S" "R" }
c "" 1 "" { "able" 1/2 "other" 1/2 } 0
p "" 1 1 "able" { "learn" "rest" } 0
p "" 2 1 "learned" { "hire" "not" } 0
t "" 1 "" { 2 3 }
t "" 2 "" { -1 0 }
p "" 2 2 "rested" { "hire" "not" } 0
t "" 3 "" { 3 3 }
t "" 4 "" { 0 0 }
p "" 1 2 "other" { "learn" "rest" } 0
p "" 2 1 "learned" { "hire" "not" } 0
t "" 5 "" { 1 -2 }
t "" 6 "" { -2 0 }
p "" 2 2 "rested" { "hire" "not" } 0
t "" 7 "" { 3 -2 }
t "" 8 "" { 0 0 }
"#;

#[test]
fn every_key_of_a_game_is_documented_and_the_other_way_round() {
    let document = Document::read();
    let folder = folder("json-games");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (tree, table, solved) = (path("s.efg"), path("t.nfg"), path("s.json"));
    std::fs::write(&tree, SIGNALS).unwrap();
    std::fs::write(&table, "NFG 1 R \"T\" { \"A\" \"B\" } { 2 2 }\n\n1 1 0 0 0 0 1 1\n").unwrap();
    let mut seen = BTreeSet::new();
    let mut look = |anchor: &str, args: &[&str]| {
        let answer = answer(&[&["game"], args].concat(), "");
        document.check_section(anchor, &answer, &args.join(" "), &mut seen);
        answer
    };
    for game in [&tree, &table] {
        look("a-game", &["info", game]);
        look("an-answer-to-a-game", &["solve", game, "--all"]);
        look("an-answer-to-a-game", &["solve", game, "--lambda", "1"]);
    }
    let answer = look("an-answer-to-a-game", &["solve", &tree, "--method", "sequential", "--all"]);
    std::fs::write(&solved, answer.to_string()).unwrap();
    look("a-verified-game", &["verify", &tree, &solved]);
    let mut documented = BTreeSet::new();
    for anchor in ["a-game", "an-answer-to-a-game", "a-verified-game"] {
        document.reached(anchor, &mut documented);
    }
    document.all_seen(&documented, &seen);
}

#[test]
fn every_key_of_a_study_is_documented() {
    let document = Document::read();
    for case in ["cases/freeze-for-relief.toml", "cases/war-from-optimism.toml"] {
        let study = answer(&["study", case, "--draws", "64"], "");
        document.check_section("a-study", &study, case, &mut BTreeSet::new());
    }
}
