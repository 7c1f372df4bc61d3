//! Two answers beside each other.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::path::Path;
use zopa::scenario::{Parts, Scenario, read};
use zopa::verdict::compare::{Comparison, Conclusions, Finding, Side, Subject, compare};
use zopa::verdict::{Options, solve};

fn scenario(text: &str) -> Scenario {
    read(text).0.unwrap()
}

fn conclusions(text: &str) -> Conclusions {
    let (model, diagnostics) = zopa::load(text);
    let model = model.unwrap_or_else(|| panic!("{diagnostics:?}"));
    Conclusions::of(&solve(&model, &Options::default()).unwrap()).unwrap()
}

fn compared(before: &str, after: &str) -> Comparison {
    let (earlier, later) = (scenario(before), scenario(after));
    let side = |text, scenario| Side { conclusions: conclusions(text), scenario: Some(scenario) };
    compare(&side(before, &earlier), &side(after, &later))
}

fn cases() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let toml = files.iter().filter(|path| path.extension().is_some_and(|e| e == "toml"));
    toml.map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())).collect()
}

/// The price is the buyer's; only it and the repairs are at stake.
const SALE: &str = r#"
title = "A sale"
enforced = true
[parties.buyer]
[parties.seller]
[issues.price]
by = "buyer"
options = ["1", "2", "3"]
[issues.repairs]
by = "seller"
options = ["none", "all"]
[premises]
need = 4
cost = 1
[values.buyer]
price = { "2" = -1, "3" = -2 }
repairs = { all = "need" }
[values.seller]
price = { "2" = 1, "3" = 2 }
repairs = { all = "-cost" }
[nodeal.values]
buyer = -1
seller = 0
[[menu]]
name = "Repaired"
deal = { repairs = "all" }
"#;

#[test]
fn no_case_differs_from_itself_printed_again() {
    for (name, text) in cases() {
        let printed = Parts::of(&scenario(&text)).text();
        let compared = compared(&text, &printed);
        assert_eq!(compared.changes, Some(Vec::new()), "{name}");
        assert!(compared.answer.is_empty(), "{name}: {:?}", compared.answer);
    }
}

#[test]
fn the_change_that_alone_turns_a_finding_is_named() {
    // Repairs that cost more than the highest price brings are not to be had.
    let after =
        SALE.replace("cost = 1", "cost = 3").replace("title = \"A sale\"", "title = \"Dear\"");
    let compared = compared(SALE, &after);
    let menu = Subject::Menu("Repaired".to_owned());
    let difference = compared.answer.iter().find(|found| found.about == menu).unwrap();
    assert_eq!(difference.before, Some(Finding::Holds(true)));
    assert_eq!(difference.after, Some(Finding::Holds(false)));
    let because = difference.because.as_ref().unwrap();
    assert_eq!(because.alone, ["premises.cost"]);
    assert_eq!(because.needed, ["premises.cost"]);
    assert_eq!(compared.changes.unwrap().len(), 2);
}

#[test]
fn changes_that_only_together_turn_a_finding_are_both_needed() {
    // Either is bearable alone: the buyer pays up to 5 - 4 + 1 and the seller takes 2.
    let after = SALE.replace("cost = 1", "cost = 2").replace("need = 4", "need = 0.5");
    let compared = compared(SALE, &after);
    let menu = Subject::Menu("Repaired".to_owned());
    let difference = compared.answer.iter().find(|found| found.about == menu).unwrap();
    let because = difference.because.as_ref().unwrap();
    assert_eq!(because.alone, Vec::<String>::new());
    assert_eq!(because.needed, ["premises.need", "premises.cost"]);
}

#[test]
fn a_number_is_told_by_how_much_each_change_moves_it() {
    let after = SALE.replace("buyer = -1", "buyer = -3").replace("cost = 1", "cost = 0.5");
    let compared = compared(SALE, &after);
    let no_deal = Subject::NoDeal("buyer".to_owned());
    let difference = compared.answer.iter().find(|found| found.about == no_deal).unwrap();
    let because = difference.because.as_ref().unwrap();
    assert_eq!(because.moves, [("nodeal.values.buyer".to_owned(), -2.0)].into());
}

#[test]
fn an_answer_alone_is_compared_without_its_scenario() {
    let (model, _) = zopa::load(SALE);
    let verdict = solve(&model.unwrap(), &Options::default()).unwrap();
    let text = serde_json::to_string(&verdict).unwrap();
    let from_json = Conclusions::from_json(&text).unwrap();
    let after = SALE.replace("cost = 1", "cost = 3");
    let later = scenario(&after);
    let compared = compare(
        &Side { conclusions: from_json, scenario: None },
        &Side { conclusions: conclusions(&after), scenario: Some(&later) },
    );
    assert_eq!(compared.changes, None);
    assert!(!compared.answer.is_empty());
    assert!(compared.answer.iter().all(|difference| difference.because.is_none()));
    assert!(Conclusions::from_json("{\"no_deal\": 1}").is_err());
}

#[test]
fn what_one_party_has_more_is_new_and_what_it_has_less_is_gone() {
    let after = SALE.replace("name = \"Repaired\"", "name = \"As new\"");
    let compared = compared(SALE, &after);
    let changes: Vec<(String, bool, bool)> = compared
        .changes
        .unwrap()
        .into_iter()
        .map(|change| (change.place, change.before.is_some(), change.after.is_some()))
        .collect();
    let expected =
        [("menu “Repaired”".to_owned(), true, false), ("menu “As new”".to_owned(), false, true)];
    assert_eq!(changes, expected);
    assert_eq!(compared.answer.len(), 2);
}
