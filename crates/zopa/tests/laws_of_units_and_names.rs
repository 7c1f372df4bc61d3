//! Laws: what a party's units, the order of the file, names and threads must not change.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod common;

use common::change::{self, entry};
use common::random::{self, Random, SMALL};
use common::{cases, load, read, verdict, verdict_of};
use std::collections::BTreeSet;
use zopa::scenario::ast::{Issue, Ladder, Name, NoDeal, Scenario, Undo};
use zopa::verdict::answer::{Deal, JudgedDeal, Mark, Solution, Verdict};
use zopa::verdict::{Options, solve, why};

fn near(found: f64, expected: f64, what: &str) {
    let scale = expected.abs().max(1.0);
    assert!((found - expected).abs() <= 1e-7 * scale, "{what}: {found} for {expected}");
}

/// Scenarios by seed, as text.
fn scenarios(count: u64) -> impl Iterator<Item = (u64, String)> {
    (0..cases(count)).map(|seed| (seed, random::scenario(seed + 10_000, SMALL)))
}

/// A deal whatever the order of the issues.
fn key(deal: &Deal) -> BTreeSet<(String, String)> {
    deal.iter().map(|(issue, option)| (issue.clone(), option.clone())).collect()
}

fn deals<'d>(of: impl IntoIterator<Item = &'d Deal>) -> BTreeSet<BTreeSet<(String, String)>> {
    of.into_iter().map(key).collect()
}

fn maximisers(solution: &Option<Solution>) -> BTreeSet<BTreeSet<(String, String)>> {
    deals(solution.iter().flat_map(|solution| &solution.maximisers))
}

fn judged<'v>(verdict: &'v Verdict, deal: &Deal) -> &'v JudgedDeal {
    verdict.deals.iter().find(|judged| judged.deal == *deal).expect("the same deals")
}

/// How a party's numbers in the second verdict follow from those in the first.
struct Units<'a> {
    actor: &'a str,
    by: f64,
}

impl Units<'_> {
    fn factor(&self, actor: &str) -> f64 {
        if actor == self.actor { self.by } else { 1.0 }
    }
}

/// Everything that does not depend on units or order is the same in both verdicts.
fn same(before: &Verdict, after: &Verdict, units: &Units<'_>, at: &str) {
    assert_eq!(before.funnel, after.funnel, "{at}");
    assert_eq!(before.better_than_today, after.better_than_today, "{at}");
    assert_eq!(before.deals.len(), after.deals.len(), "{at}");
    for deal in &before.deals {
        same_deal(deal, judged(after, &deal.deal), units, &format!("{at}\n{:?}", deal.deal));
    }
    let (s, t) = (&before.solutions, &after.solutions);
    assert_eq!(maximisers(&s.nash), maximisers(&t.nash), "{at}\nNash");
    let today = [&s.nash_from_today, &t.nash_from_today].map(maximisers);
    assert_eq!(today[0], today[1], "{at}\nNash from today");
    let ks = [&s.kalai_smorodinsky, &t.kalai_smorodinsky].map(maximisers);
    assert_eq!(ks[0], ks[1], "{at}\nKalai-Smorodinsky");
    for (party, best) in &before.best {
        let other = &after.best[party];
        let all = [best, other].map(|b| deals(b.ties.iter().chain([&b.deal])));
        assert_eq!(all[0], all[1], "{at}\nbest for {party}");
        assert_eq!(best.one_sided.is_some(), other.one_sided.is_some(), "{at}\nbest for {party}");
    }
    for (a, b) in before.menu.iter().zip(&after.menu) {
        assert_eq!(
            (a.deals, a.attainable_deals),
            (b.deals, b.attainable_deals),
            "{at}\n{}",
            a.name
        );
    }
    for says in &before.says {
        let other = after.says.iter().find(|other| other.party == says.party).expect("the same");
        assert_eq!(says.credible, other.credible, "{at}\nsays {}", says.party);
        if let (Some(a), Some(b)) = (says.margin, other.margin) {
            near(b, a, &format!("{at}\nsays {}", says.party));
        }
    }
    for (a, b) in before.events.iter().zip(&after.events) {
        assert_eq!((a.attainable, &a.menu), (b.attainable, &b.menu), "{at}\n{:?}", a.date);
    }
    for (a, b) in before.claims.iter().zip(&after.claims) {
        assert_eq!(a.holds, b.holds, "{at}\nclaim {} {:?} {:?}", a.id, a.numbers, b.numbers);
    }
}

fn same_deal(before: &JudgedDeal, after: &JudgedDeal, units: &Units<'_>, at: &str) {
    assert_eq!(before.passes, after.passes, "{at}\n{before:?}\n{after:?}");
    assert_eq!((before.attainable, before.efficient), (after.attainable, after.efficient), "{at}");
    let tests = [
        (&before.acceptable, &after.acceptable, "acceptable"),
        (&before.ratifiable, &after.ratifiable, "ratifiable"),
        (&before.holding, &after.holding, "holding"),
    ];
    for (margins, others, test) in tests {
        for (actor, margin) in margins {
            near(others[actor], margin * units.factor(actor), &format!("{at}\n{test} {actor}"));
        }
    }
    match (before.reachable, after.reachable) {
        (Some(Some(a)), Some(Some(b))) => near(b, a, &format!("{at}\nroad")),
        (a, b) => assert_eq!(a, b, "{at}\nroad"),
    }
    // Of several on a knife's edge the first in the file is named.
    let marks = |deal: &JudgedDeal| -> BTreeSet<String> {
        let named = deal.marks.iter().map(|mark| match mark {
            Mark::KnifeEdge { test, .. } => test.clone(),
            mark => format!("{mark:?}"),
        });
        named.collect()
    };
    assert_eq!(marks(before), marks(after), "{at}");
}

/// Whether some party or audience values all deals alike; its spread is then 1 whatever its units.
fn flat(verdict: &Verdict, actor: &str) -> bool {
    let values: Vec<f64> = verdict.deals.iter().map(|deal| deal.values[actor]).collect();
    let first = values.first().copied().unwrap_or(0.0);
    values.iter().all(|value| (value - first).abs() < 1e-9)
}

#[test]
fn other_units_change_only_the_numbers_of_their_party() {
    for (seed, text) in scenarios(200) {
        let r = &mut Random::new(seed);
        let before = verdict(&text);
        let actors: Vec<String> = before.parties.iter().chain(&before.audiences).cloned().collect();
        let actor = r.pick(&actors).clone();
        if flat(&before, &actor) {
            continue;
        }
        let (by, to) = (*r.pick(&[0.01, 0.25, 3.0, 1000.0]), r.between(-50.0, 50.0));
        let mut scenario = read(&text);
        change::units(&mut scenario, &actor, by, to);
        let after = verdict_of(&scenario);
        let at = format!("{text}\n{actor}: {by} u + {to}");
        same(&before, &after, &Units { actor: &actor, by }, &at);
        for deal in &before.deals {
            let other = judged(&after, &deal.deal);
            assert_eq!(deal.marks, other.marks, "{at}");
            for (who, value) in &deal.values {
                let expected = if *who == actor { by * value + to } else { *value };
                near(other.values[who], expected, &format!("{at}\n{who}"));
            }
        }
    }
}

#[test]
fn solutions_that_depend_on_units_are_marked_and_no_others() {
    let verdict = verdict(&random::scenario(10_001, SMALL));
    let solutions = &verdict.solutions;
    for (solution, depends) in [
        (&solutions.nash, false),
        (&solutions.nash_from_today, false),
        (&solutions.kalai_smorodinsky, false),
        (&solutions.egalitarian, true),
        (&solutions.utilitarian, true),
    ] {
        assert!(solution.as_ref().is_none_or(|solution| solution.depends_on_units == depends));
    }
}

#[test]
fn the_order_of_parties_audiences_issues_and_premises_changes_nothing() {
    for (seed, text) in scenarios(200) {
        let r = &mut Random::new(seed);
        let before = verdict(&text);
        let mut scenario = read(&text);
        let turns = 1 + r.below(3);
        let turn = |length: usize| turns % length.max(1);
        let length = turn(scenario.parties.len());
        scenario.parties.rotate_left(length);
        let length = turn(scenario.issues.len());
        scenario.issues.rotate_left(length);
        scenario.audiences.reverse();
        scenario.premises.reverse();
        scenario.values.reverse();
        if let Some(NoDeal::Game(game)) = &mut scenario.nodeal {
            game.outcomes.reverse();
        }
        let at = format!("{text}\nturned by {turns}");
        same(&before, &verdict_of(&scenario), &Units { actor: "", by: 1.0 }, &at);
    }
}

/// Every named ladder in another order, with today's option stated.
fn reordered(scenario: &mut Scenario, turn: impl Fn(&mut Vec<Name>)) {
    for (_, issue) in &mut scenario.issues {
        if let Ladder::Options(options) = &mut issue.ladder {
            issue.now = issue.now.clone().or_else(|| options.first().cloned());
            turn(options);
        }
    }
}

#[test]
fn where_all_can_be_undone_a_ladder_may_stand_upside_down() {
    for (_, text) in scenarios(200) {
        let mut scenario = read(&text);
        for (_, issue) in &mut scenario.issues {
            issue.undo = Undo::AtOnce;
        }
        let before = verdict_of(&scenario);
        reordered(&mut scenario, |options| options.reverse());
        let at = format!("{text}\nupside down");
        same(&before, &verdict_of(&scenario), &Units { actor: "", by: 1.0 }, &at);
    }
}

#[test]
fn where_a_contract_is_enforced_options_may_stand_in_any_order() {
    for (seed, text) in scenarios(200) {
        let turns = Random::new(seed).below(3);
        let mut scenario = read(&text);
        scenario.enforced = true;
        let before = verdict_of(&scenario);
        reordered(&mut scenario, |options| {
            let turns = turns % options.len();
            options.rotate_left(turns);
        });
        let at = format!("{text}\nturned by {turns}");
        same(&before, &verdict_of(&scenario), &Units { actor: "", by: 1.0 }, &at);
    }
}

#[test]
fn other_names_of_options_change_only_the_names() {
    let names = [("low", "zilch"), ("mid", "some of it"), ("top", "all, or nearly")];
    for (_, text) in scenarios(100) {
        let mut renamed = text.clone();
        for (old, new) in names {
            renamed = renamed
                .replace(&format!(".{old}"), &format!(".\"{new}\""))
                .replace(&format!("\"{old}\""), &format!("\"{new}\""));
        }
        let (mut before, after) = (verdict(&text), verdict(&renamed));
        before.scenario.sha256.clone_from(&after.scenario.sha256);
        let mut before = serde_json::to_string(&before).unwrap();
        for (old, new) in names {
            before = before
                .replace(&format!("\"{old}\""), &format!("\"{new}\""))
                .replace(&format!("\\\"{old}\\\""), &format!("\\\"{new}\\\""))
                .replace(&format!(": {old}"), &format!(": {new}"));
        }
        assert_eq!(before, serde_json::to_string(&after).unwrap(), "{text}");
    }
}

#[test]
fn printing_and_reading_again_is_the_same_scenario_with_the_same_verdict() {
    for (_, text) in scenarios(200) {
        let scenario = read(&text);
        let printed = zopa::scenario::print(&scenario);
        assert_eq!(scenario, read(&printed), "{text}\n{printed}");
        let (before, mut after) = (verdict(&text), verdict(&printed));
        after.scenario.sha256.clone_from(&before.scenario.sha256);
        let json = [before, after].map(|verdict| serde_json::to_value(&verdict).unwrap());
        assert_eq!(json[0], json[1], "{text}\n{printed}");
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let answer = |text: &str, all: bool| {
        let model = load(text);
        let solved = solve(&model, &Options { all, at: None }).unwrap();
        let asked = model.menu.iter().map(|entry| why(&model, &entry.target).unwrap());
        let asked: Vec<_> = asked.collect();
        serde_json::to_string(&(solved, asked)).unwrap()
    };
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let pools = [1, 2, 7].map(pool);
    let small = scenarios(12).map(|(_, text)| (text, true));
    for (text, all) in small.chain([(many_deals(), false)]) {
        let answers = [0, 1, 2].map(|k: usize| pools[k].install(|| answer(&text, all)));
        assert!(answers[0] == answers[1] && answers[0] == answers[2], "{text}");
    }
}

/// Enough deals for the tests to be shared among threads, few of them attainable.
fn many_deals() -> String {
    let party = |own: &str, other: &str| {
        format!(
            "[parties.{own}]\n[issues.of_{own}]\nby = \"{own}\"\none_by_one = true\n\
             undo = \"3 periods\"\nrange = {{ from = 0, to = 94, step = 1 }}\n\
             [values.{own}]\nof_{other} = \"2 * min(of_{other}, 4)\"\nof_{own} = \"-of_{own} / 2\"\n"
        )
    };
    format!("title = \"many\"\n{}{}", party("a", "b"), party("b", "a"))
}

#[test]
fn an_option_that_nobody_can_bring_about_changes_nothing() {
    for (seed, text) in scenarios(150) {
        let before = verdict(&text);
        let mut scenario = read(&text);
        let named = |(_, issue): &(_, Issue)| matches!(issue.ladder, Ladder::Options(_));
        let Some(at) = scenario.issues.iter().position(named) else { continue };
        let issue = scenario.issues[at].0.value.clone();
        if let Ladder::Options(options) = &mut scenario.issues[at].1.ladder {
            options.push(change::name("impossible"));
        }
        let rule = format!("[[rules]]\nnever = \"{issue}.impossible\"\nphysical = true\n");
        let changed = zopa::scenario::print(&scenario) + &rule;
        let at = format!("{seed}\n{changed}");
        same(&before, &verdict(&changed), &Units { actor: "", by: 1.0 }, &at);
    }
}

#[test]
fn a_bystander_changes_nothing() {
    for (_, text) in scenarios(150) {
        let before = verdict(&text);
        let mut scenario = read(&text);
        let mut bystander = scenario.parties[0].1.clone();
        bystander.signs = false;
        bystander.patience = None;
        bystander.says.clear();
        scenario.parties.push((change::name("onlooker"), bystander));
        let values = scenario.values[0].1.clone();
        scenario.values.push((change::name("onlooker"), values));
        for (_, premise) in &mut scenario.premises {
            if let Some(amount) = premise.seen_by.first().map(|(_, amount)| amount.clone()) {
                premise.seen_by.push((change::name("onlooker"), amount));
            }
        }
        match &mut scenario.nodeal {
            None => {}
            Some(NoDeal::Values(values)) => {
                values.push((change::name("onlooker"), change::number(3.0)));
            }
            Some(NoDeal::Game(game)) => {
                for (_, outcome) in &mut game.outcomes {
                    outcome.payoffs.push((change::name("onlooker"), change::number(3.0)));
                }
            }
        }
        let after = verdict_of(&scenario);
        same(&before, &after, &Units { actor: "", by: 1.0 }, &text);
    }
}

#[test]
fn an_audience_of_the_same_mind_as_another_changes_nothing() {
    for (_, text) in scenarios(150) {
        let mut scenario = read(&text);
        // Claims may ask for margins of the deal that falls least short, and two fall short twice.
        scenario.claims.clear();
        let before = verdict_of(&scenario);
        let Some((name, audience)) = scenario.audiences.first().cloned() else { continue };
        scenario.audiences.push((change::name("double"), audience));
        let values = entry(&mut scenario.values, &name.value).unwrap().clone();
        scenario.values.push((change::name("double"), values));
        for (_, premise) in &mut scenario.premises {
            if let Some(amount) = entry(&mut premise.seen_by, &name.value).cloned() {
                premise.seen_by.push((change::name("double"), amount));
            }
        }
        let after = verdict_of(&scenario);
        same(&before, &after, &Units { actor: "", by: 1.0 }, &text);
    }
}
