//! Laws of `why`: what it says would help does help, when it is done.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod common;

use common::random::{self, SMALL};
use common::{cases, load, read};
use std::fmt::Write;
use std::sync::LazyLock;
use zopa::model::{Change, Changes, Model, Setting, Target};
use zopa::scenario::Scenario;
use zopa::scenario::ast::Undo;
use zopa::verdict::answer::{Flip, Pair, Why};
use zopa::verdict::{Assessment, Options, Survey, solve, why};

/// Changes are refined to this share of a premise's range.
const REFINED: f64 = 1e-4;

/// Scenarios, each with what `why` says of the first entry of its menu.
static ASKED: LazyLock<Vec<(String, Model, Why)>> = LazyLock::new(|| {
    let ask = |seed: u64| {
        let text = random::scenario(30_000 + seed, SMALL);
        let model = load(&text);
        let why = why(&model, &model.menu[0].target).unwrap_or_else(|f| panic!("{text}\n{f:?}"));
        (text, model, why)
    };
    (0..cases(400)).map(ask).collect()
});

/// Whether some deal of the target is attainable after changes.
fn attainable(model: &Model, target: &Target, changes: &Changes) -> bool {
    let assessment = Assessment::new(model, changes, &[]).unwrap();
    let survey = Survey::new(&assessment).unwrap();
    let rules = &assessment.ground.rules;
    let agreeing = rules.agreeing(target, &assessment.views, assessment.space()).unwrap();
    agreeing.into_iter().any(|deal| survey.is_attainable(deal))
}

/// Whether the first entry of the menu is attainable in a scenario.
fn first_entry(text: &str) -> bool {
    let model = load(text);
    let verdict = solve(&model, &Options::default());
    verdict.unwrap_or_else(|fault| panic!("{text}\n{fault:?}")).menu[0].attainable
}

/// The scenario with one more event, which sets premises (`premise` or `premise@party`).
fn after(text: &str, settings: &[(String, f64)]) -> String {
    let set: Vec<String> = settings.iter().map(|(knob, v)| format!("\"{knob}\" = {v:?}")).collect();
    let mut text = text.to_owned();
    let set = set.join(", ");
    writeln!(text, "[[events]]\ndate = 2099-01-01\nwhat = \"a change\"\nset = {{ {set} }}")
        .unwrap();
    text
}

/// All events, then a premise (in an actor's own view, where the name says so) at a value.
fn with(model: &Model, settings: &[(&str, f64)]) -> Changes {
    let mut changes = model.changes_until(None);
    for (knob, value) in settings {
        let (premise, actor) = knob.split_once('@').map_or((*knob, None), |(p, a)| (p, Some(a)));
        changes.settings.push(Change {
            premise: model.premise_index(premise).unwrap(),
            actor: actor.map(|actor| model.actor_index(actor).unwrap()),
            setting: Setting::Value(*value),
        });
    }
    changes
}

#[test]
fn what_why_says_of_the_target_is_what_the_verdict_says() {
    for (text, model, why) in ASKED.iter() {
        let verdict = solve(model, &Options::default()).unwrap();
        let menu = &verdict.menu[0];
        assert_eq!(
            (why.deals, why.attainable_deals),
            (menu.deals, menu.attainable_deals),
            "{text}"
        );
        let represented = [&why.represented_by, &menu.represented_by];
        let json = represented.map(|deal| serde_json::to_string(deal).unwrap());
        assert_eq!(json[0], json[1], "{text}");
        assert_eq!(
            why.attainable,
            why.fails.is_empty() && why.deals > 0,
            "{text}\n{:?}",
            why.fails
        );
        assert!(!why.attainable || why.remedies.is_empty(), "{text}");
    }
}

#[test]
fn a_premise_that_flips_does_so_inside_its_intervals_and_not_beside_them() {
    let mut flips = 0;
    for (text, model, why) in ASKED.iter() {
        for flip in &why.flips {
            flips += 1;
            flips_where_it_says(text, model, why, flip);
        }
    }
    assert!(flips > 50, "only {flips} flips were tried");
}

fn flips_where_it_says(text: &str, model: &Model, why: &Why, flip: &Flip) {
    let target = &model.menu[0].target;
    let [low, high] = flip.range;
    let at = |value: f64| attainable(model, target, &with(model, &[(&flip.premise, value)]));
    let said = |value: f64| flip.intervals.iter().any(|[from, to]| (*from..=*to).contains(&value));
    assert_eq!(at(flip.now), why.attainable, "{text}\n{flip:?}");
    assert_eq!(said(flip.now), why.attainable, "{text}\n{flip:?}");
    for &[from, to] in &flip.intervals {
        for inside in [from, f64::midpoint(from, to), to] {
            assert!(at(inside), "{text}\n{flip:?} at {inside}");
        }
        let beside = REFINED * (high - low) * 1.000_001;
        for outside in [from - beside, to + beside] {
            if outside > low && outside < high && !said(outside) {
                assert!(!at(outside), "{text}\n{flip:?} at {outside}");
            }
        }
        // The same by way of the file.
        let middle = f64::midpoint(from, to);
        let written = after(text, &[(flip.premise.clone(), middle)]);
        assert!(first_entry(&written), "{written}\n{flip:?} at {middle}");
        assert_eq!(load(&written).events.len(), model.events.len() + 1);
    }
    let gap = [low, high].into_iter().find(|end| !said(*end));
    if let Some(end) = gap {
        let written = after(text, &[(flip.premise.clone(), end)]);
        assert!(!first_entry(&written), "{written}\n{flip:?} at {end}");
    }
}

#[test]
fn a_number_rewritten_in_its_place_flips_too() {
    let mut rewritten = 0;
    for (text, model, why) in ASKED.iter() {
        let line = |premise: &str| text.lines().find(|l| l.starts_with(&format!("{premise} = {{")));
        for flip in why.flips.iter().filter(|_| model.events.is_empty()) {
            let Some(line) = line(&flip.premise).filter(|_| !flip.premise.contains('@')) else {
                continue;
            };
            let Some(&[from, to]) = flip.intervals.first() else { continue };
            let middle = f64::midpoint(from, to);
            let (_, views) = line.split_once("seen_by").expect("every premise has views");
            let new = format!("{} = {{ value = {middle:?}, seen_by{views}", flip.premise);
            let written = text.replace(line, &new);
            assert!(first_entry(&written), "{written}\n{flip:?}");
            rewritten += 1;
        }
    }
    assert!(rewritten > 10, "only {rewritten} numbers were rewritten");
}

#[test]
fn a_pair_of_premises_attains_together_where_none_does_alone() {
    let mut pairs = 0;
    for (text, model, why) in ASKED.iter() {
        assert!(why.pairs.is_empty() || why.flips.is_empty(), "{text}");
        for Pair { premises, now, to } in &why.pairs {
            pairs += 1;
            let both: Vec<(String, f64)> = premises.iter().cloned().zip(*to).collect();
            let settings: Vec<(&str, f64)> = both.iter().map(|(p, v)| (p.as_str(), *v)).collect();
            let target = &model.menu[0].target;
            assert!(attainable(model, target, &with(model, &settings)), "{text}\n{both:?}");
            assert!(first_entry(&after(text, &both)), "{text}\n{both:?}");
            for (premise, was) in premises.iter().zip(now) {
                let nothing = with(model, &[(premise, *was)]);
                assert!(!attainable(model, target, &nothing), "{text}\n{premise}");
            }
        }
    }
    assert!(pairs > 0, "no pair was found");
}

#[test]
fn seeing_the_premises_as_another_does_attains_where_it_is_a_remedy() {
    let mut tried = 0;
    for (text, model, why) in ASKED.iter() {
        let views = model.views(&model.changes_until(None)).unwrap();
        for remedy in why.remedies.iter().filter(|remedy| remedy.kind == "information") {
            tried += 1;
            let party = remedy.party.as_ref().unwrap();
            let like = remedy.text.rsplit_once(" as ").unwrap().1;
            let view = model.actor_index(like).map_or(views.nobody, |other| views.of_actor[other]);
            let settings = ["s", "t"].map(|premise| {
                let index = model.premise_index(premise).unwrap();
                (format!("{premise}@{party}"), views.distinct[view][index])
            });
            let written = after(text, &settings);
            assert!(first_entry(&written), "{written}\n{}", remedy.text);
        }
    }
    assert!(tried > 5, "only {tried} remedies were tried");
}

#[test]
fn a_party_that_sees_as_another_takes_its_audience_along() {
    // Seen as b sees it, a would sign; but a's own public would then no longer swallow it.
    let scenario = |of: &str| {
        format!(
            "title = \"views\"\nenforced = true\n[parties.a]\n[parties.b]\n\
             [audiences.public]\nof = \"{of}\"\nneeds = 0\n\
             [issues.pact]\nby = \"b\"\noptions = [\"no\", \"yes\"]\n\
             [premises]\nt = {{ value = \"50%\", seen_by = {{ a = \"0%\", b = \"100%\" }} }}\n\
             [values.a]\npact.yes = \"10 * (t - 0.7)\"\n[values.b]\npact.yes = 1\n\
             [values.public]\npact.yes = \"10 * (0.7 - t)\"\n\
             [[menu]]\nname = \"the pact\"\ndeal = {{ pact = \"yes\" }}\n"
        )
    };
    let information = |text: &str| {
        let model = load(text);
        let why = why(&model, &model.menu[0].target).unwrap();
        why.remedies.iter().filter(|remedy| remedy.kind == "information").count()
    };
    assert_eq!(information(&scenario("a")), 0);
    let own = scenario("a").replace("b = \"100%\"", "b = \"100%\", public = \"0%\"");
    assert_eq!(information(&own), 1, "a public with a view of its own keeps it");
}

#[test]
fn another_undo_or_a_closer_watch_attains_where_it_is_a_remedy() {
    let mut tried = 0;
    for (text, _, why) in ASKED.iter() {
        let commitments = why.remedies.iter().filter(|remedy| remedy.kind == "commitment");
        for remedy in commitments.filter(|remedy| remedy.amount.is_none()) {
            tried += 1;
            let mut scenario = read(text);
            commit(&mut scenario, &remedy.text);
            let written = zopa::scenario::print(&scenario);
            assert!(first_entry(&written), "{written}\n{}", remedy.text);
        }
    }
    assert!(tried > 30, "only {tried} remedies were tried");
}

/// Does what the remedy says to the issue that it names.
fn commit(scenario: &mut Scenario, text: &str) {
    let named = text.split('`').nth(1).unwrap();
    let issue = scenario.issues.iter_mut().find(|(name, _)| name.value == named);
    let issue = &mut issue.unwrap().1;
    match text.rsplit_once('`').unwrap().1 {
        " could be undone at once" => issue.undo = Undo::AtOnce,
        " could not be undone" => issue.undo = Undo::Never,
        " were watched so that a breach is seen after one period" => issue.seen_after = 1.0,
        " were watched so that a breach is seen within a tenth of a period" => {
            issue.seen_after = 0.1;
        }
        other => panic!("an unknown remedy: {other}"),
    }
}

#[test]
fn a_price_is_what_the_party_lacks() {
    for (text, _, why) in ASKED.iter() {
        let Some(deal) = &why.represented_by else { continue };
        for remedy in &why.remedies {
            let party = remedy.party.as_deref().unwrap_or_default();
            let margin = match remedy.kind.as_str() {
                "price" => deal.acceptable[party],
                "ratification" => deal.ratifiable[party],
                "commitment" if remedy.amount.is_some() => deal.holding[party],
                _ => continue,
            };
            let amount = remedy.amount.unwrap();
            assert!(margin < 0.0 && (margin + amount).abs() < 1e-12, "{text}\n{remedy:?}");
        }
    }
}

#[test]
fn what_fails_two_tests_by_the_same_inequality_is_named_once() {
    // No issue outlasts a collapse: to a, leaving the deal and not signing it are both worth 5 against 1.
    let text = "title = \"t\"\n[parties.a]\n[parties.b]\n\
                [issues.x]\nby = \"a\"\noptions = [\"low\", \"high\"]\n\
                [issues.y]\nby = \"b\"\noptions = [\"no\", \"yes\"]\n\
                [values.a]\nx.high = -1\ny.yes = 2\n[values.b]\nx.high = 3\ny.yes = -1\n\
                [nodeal.values]\na = 5\nb = -5\n";
    let (model, _) = zopa::load(text);
    let model = model.unwrap();
    let target = zopa::model::parse_target(&model, "x=high,y=yes").unwrap();
    let fails = zopa::verdict::why(&model, &target).unwrap().fails;
    let tests: Vec<&str> = fails.iter().map(|failure| failure.test.as_str()).collect();
    assert_eq!(tests, ["acceptable"], "{fails:#?}");
    assert_eq!(fails[0].also, ["holding", "reachable"]);
    assert!((fails[0].margin + 4.0).abs() < 1e-12);
}
