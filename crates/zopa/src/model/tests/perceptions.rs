//! Views against a second reading of the rules: every view replays its own history.

use crate::num::product::Product;
use proptest::prelude::*;

use super::{found, model};
use crate::model::{Amount, Change, Changes, Model, Program, Setting};

const TEXT: &str = r#"
title = "Views"
[parties.us]
[parties.them]
[audiences.opinion]
of = "us"
[audiences.press]
of = "them"
[issues.arms]
by = "us"
options = ["keep", "cut"]
[premises]
risk = { value = "20%", seen_by = { them = "40%", opinion = "10%" } }
trust = { value = "risk / 2", seen_by = { us = "1 - risk" } }
[premises.survival]
prior = "beta(1, 1)"
precedents = { "first" = false, "second" = { outcome = true, weight = 0.5 }, "third" = false }
[values.us]
plus = ["risk + trust + survival"]
[values.them]
plus = [0]
[values.opinion]
plus = [0]
[values.press]
plus = [0]
"#;

/// Who is asked for a view: nobody, us, them, opinion (of us), press (of them).
const ACTORS: [Option<usize>; 5] = [None, Some(0), Some(1), Some(2), Some(3)];
const HOME: [Option<usize>; 4] = [None, None, Some(0), Some(1)];

/// What a holder starts from: a number, a way to compute it from `risk`, or nothing of its own.
fn stated(
    premise: usize,
    holder: Option<usize>,
    risk: f64,
    without: &[(usize, usize)],
) -> Option<f64> {
    match (premise, holder) {
        (0, None) => Some(0.2),
        (0, Some(1)) => Some(0.4),
        (0, Some(2)) => Some(0.1),
        (1, None) => Some(risk / 2.0),
        (1, Some(0)) => Some(1.0 - risk),
        (2, None) => {
            let kept =
                |at: usize, weight: f64| if without.contains(&(2, at)) { 0.0 } else { weight };
            let (for_it, against) = (kept(1, 0.5), kept(0, 1.0) + kept(2, 1.0));
            Some((1.0 + for_it) / (2.0 + for_it + against))
        }
        _ => None,
    }
}

/// The value of `premise` in the view of `actor`, by replaying all changes from the start.
fn replay(premise: usize, actor: Option<usize>, changes: &Changes) -> f64 {
    let risk = if premise == 1 { replay(0, actor, changes) } else { 0.0 };
    // Whose holding counts, closest first; a holding is a number and its evidence.
    let line = [actor, actor.and_then(|actor| HOME[actor]), None];
    let mut holdings = line.map(|holder| {
        stated(premise, holder, risk, &changes.without).map(|number| (number, Vec::new()))
    });
    for change in changes.settings.iter().filter(|change| change.premise == premise) {
        let at = line.iter().position(|&holder| holder == change.actor);
        match (&change.setting, change.actor) {
            (Setting::Value(number), _) => {
                if let Some(at) = at {
                    holdings[at] = Some((*number, Vec::new()));
                }
            }
            (Setting::Evidence(ratio), None) => {
                holdings.iter_mut().flatten().for_each(|(_, evidence)| evidence.push(*ratio));
            }
            (Setting::Evidence(ratio), Some(_)) => {
                let Some(at) = at else { continue };
                if holdings[at].is_none() {
                    holdings[at] = holdings.iter().skip(at).flatten().next().cloned();
                }
                holdings[at].iter_mut().for_each(|(_, evidence)| evidence.push(*ratio));
            }
            (Setting::Amount(_), _) => unreachable!("not generated"),
        }
    }
    let (number, evidence) =
        holdings.into_iter().flatten().next().expect("everybody holds something");
    evidence.iter().fold(number, |p, ratio| ratio * p / (1.0 - p + ratio * p))
}

fn change() -> impl Strategy<Value = Change> {
    let setting = prop_oneof![
        (0.01..0.99).prop_map(Setting::Value),
        (0.1..10.0).prop_map(Setting::Evidence),
    ];
    (0..3_usize, prop::option::of(0..4_usize), setting)
        .prop_map(|(premise, actor, setting)| Change { premise, actor, setting })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_view_is_what_its_own_history_makes_it(
        settings in prop::collection::vec(change(), 0..8),
        without in prop::collection::vec((Just(2_usize), 0..3_usize), 0..3),
    ) {
        let model = model(TEXT);
        let changes = Changes { settings, without };
        let views = model.views(&changes).expect("views");
        for actor in ACTORS {
            let view = actor.map_or(views.nobody, |actor| views.of_actor[actor]);
            for premise in 0..3 {
                let (mine, theirs) = (views.distinct[view][premise], replay(premise, actor, &changes));
                prop_assert!((mine - theirs).abs() < 1e-12, "{actor:?} {premise}: {mine} {theirs}");
            }
        }
    }
}

fn value(model: &Model, changes: &Changes, premise: &str, actor: Option<&str>) -> f64 {
    let views = model.views(changes).expect("views");
    let actor = actor.map(|actor| model.actor_index(actor).expect("an actor"));
    let view = actor.map_or(views.nobody, |actor| views.of_actor[actor]);
    views.distinct[view][model.premise_index(premise).expect("a premise")]
}

#[test]
fn equal_views_are_held_once() {
    let views = model(TEXT).views(&Changes::default()).expect("views");
    assert_eq!(views.of_actor, [1, 2, 3, 2], "us, them, opinion; the press sees with them");
    assert_eq!(views.distinct.len(), 4);
}

#[test]
fn a_learnt_premise_is_at_its_posterior_mean() {
    let survival = value(&model(TEXT), &Changes::default(), "survival", None);
    assert!((survival - 1.5 / 4.5).abs() < 1e-15);
}

#[test]
fn leaving_out_all_precedents_gives_the_prior() {
    let changes = Changes { settings: Vec::new(), without: vec![(2, 0), (2, 1), (2, 2)] };
    assert_eq!(value(&model(TEXT), &changes, "survival", None), 0.5);
}

#[test]
fn opposite_evidence_cancels_exactly() {
    let change = |ratio| Change { premise: 0, actor: None, setting: Setting::Evidence(ratio) };
    let changes = Changes { settings: vec![change(4.0), change(0.25)], without: Vec::new() };
    assert_eq!(value(&model(TEXT), &changes, "risk", None), 0.2);
}

#[test]
fn evidence_that_is_overwhelming_for_a_while_can_be_outweighed() {
    let change = |ratio| Change { premise: 0, actor: None, setting: Setting::Evidence(ratio) };
    let ratios = [1e100, 1e100, 1e100, 1e100, 1e-300, 1e-100];
    let changes = Changes { settings: ratios.map(change).to_vec(), without: Vec::new() };
    assert!((value(&model(TEXT), &changes, "risk", None) - 0.2).abs() < 1e-14);
}

#[test]
fn certainty_is_not_moved_by_evidence_however_strong() {
    let update = |p, ratio| crate::model::views::update(p, Product::of(ratio));
    for (p, ratio) in [(0.0, f64::MAX), (1.0, 1e-300), (0.0, f64::INFINITY), (1.0, 0.0)] {
        assert_eq!(update(p, ratio), p);
    }
    assert_eq!(update(0.5, f64::INFINITY), 1.0);
    assert_eq!(update(0.5, 0.0), 0.0);
}

#[test]
fn an_amount_set_by_an_event_is_evaluated_in_every_view() {
    let text = format!(
        "{TEXT}\n[[events]]\ndate = 2018-03-28\nwhat = \"a summit\"\nset = {{ trust = \"risk * 2\" }}\n"
    );
    let model = model(&text);
    let changes = model.changes_until(None);
    assert_eq!(value(&model, &changes, "trust", Some("them")), 0.8);
    assert_eq!(value(&model, &changes, "trust", Some("us")), 0.8, "us holds its own");
    assert_eq!(value(&model, &changes, "trust", None), 0.4);
}

#[test]
fn events_are_put_in_the_order_of_their_dates() {
    let event = |date: &str, risk: f64| {
        format!("[[events]]\ndate = {date}\nwhat = \"something\"\nset = {{ risk = {risk} }}\n")
    };
    let model = model(&format!("{TEXT}{}{}", event("2019-01-01", 0.6), event("2018-01-01", 0.3)));
    let at = |date| value(&model, &model.changes_until(date), "risk", None);
    assert_eq!((at(Some("2017-01-01")), at(Some("2018-06-01")), at(None)), (0.2, 0.3, 0.6));
}

#[test]
fn what_is_derived_from_other_premises_is_no_knob() {
    let model = model(TEXT);
    let named = |(premise, actor): (usize, Option<usize>)| {
        let actor = actor.map_or(String::new(), |actor| format!("@{}", model.actor_key(actor)));
        format!("{}{actor}", model.premises[premise].key)
    };
    let knobs: Vec<String> = model.knobs().into_iter().map(named).collect();
    assert_eq!(knobs, ["risk", "risk@them", "risk@opinion", "survival"]);
}

#[test]
fn ranges_are_those_that_the_premise_suggests() {
    let text = TEXT.replace(
        "[premises]\n",
        "[premises]\nspin = -4\nnil = 0\nshare = \"10% to 40%\"\ncost = \"uniform(0, 200)\"\nspan = \"3 .. 9\"\n",
    );
    let text = text.replace("\"risk + trust", "\"spin + nil + share + cost + span + risk + trust");
    let model = model(&text);
    let range = |key| model.premise_range(model.premise_index(key).expect("a premise"), None);
    assert_eq!(range("spin"), (-8.0, 0.0));
    assert_eq!(range("nil"), (-1.0, 1.0));
    assert_eq!(range("span"), (3.0, 9.0));
    assert_eq!(range("risk"), (0.0, 1.0));
    assert_eq!(range("survival"), (0.0, 1.0));
    assert_eq!(range("cost"), (2.0, 198.0));
    let (low, high) = range("share");
    assert!(0.0 < low && low < 0.1 && 0.4 < high && high < 1.0, "{low} {high}");
}

#[test]
fn evidence_on_something_else_than_a_probability_is_an_error() {
    let text = TEXT.replace("value = \"20%\"", "value = 3");
    let text = format!(
        "{text}\n[[events]]\ndate = 2018-03-28\nwhat = \"a summit\"\nevidence = {{ risk = 3 }}\n"
    );
    assert!(found(&text).iter().any(|diagnostic| diagnostic.code == "evidence-range"));
}

#[test]
fn a_set_amount_forgets_the_evidence_before_it_but_not_behind_it() {
    let change = |setting| Change { premise: 0, actor: None, setting };
    let half = Setting::Amount(Amount::Expr(Program::number(0.5)));
    let settings =
        vec![change(Setting::Evidence(9.0)), change(half), change(Setting::Evidence(3.0))];
    let changes = Changes { settings, without: Vec::new() };
    assert_eq!(value(&model(TEXT), &changes, "risk", None), 0.75);
}
