//! Laws of the four tests, of roads and of the solutions, and which way each answer may move.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod common;

use common::change::{self, entry};
use common::naive::{Naive, Standing};
use common::random::{self, Random, SMALL};
use common::{cases, load, read, verdict, verdict_of};
use std::fmt::Write;
use zopa::model::Model;
use zopa::verdict::answer::{Deal, JudgedDeal, Solution, Step, Verdict};
use zopa::verdict::{Options, solve};

/// Relative slack within which conditions hold.
const REL: f64 = 1e-9;

/// Scenarios by seed, as text.
fn scenarios(count: u64) -> impl Iterator<Item = (u64, String)> {
    (0..cases(count)).map(|seed| (seed, random::scenario(seed + 20_000, SMALL)))
}

fn near(found: f64, expected: f64, what: &str) {
    let scale = expected.abs().max(1.0);
    assert!((found - expected).abs() <= 1e-8 * scale, "{what}: {found} for {expected}");
}

fn judged<'v>(verdict: &'v Verdict, deal: &Deal) -> &'v JudgedDeal {
    verdict.deals.iter().find(|judged| judged.deal == *deal).expect("a deal of both scenarios")
}

fn standing(model: &Model, deal: &Deal) -> Standing {
    model.issues.iter().map(|issue| issue.option_index(&deal[&issue.key]).unwrap()).collect()
}

/// Every deal that passes after the change passed before.
fn never_gains(before: &Verdict, after: &Verdict, passes: fn(&JudgedDeal) -> bool, at: &str) {
    for deal in after.deals.iter().filter(|deal| passes(deal)) {
        assert!(passes(judged(before, &deal.deal)), "{at}\n{:?}", deal.deal);
    }
}

// ---- counts and solutions ------------------------------------------------------------------------------

#[test]
fn the_funnel_counts_the_deals_that_are_shown() {
    for (_, text) in scenarios(300) {
        let verdict = verdict(&text);
        let count = |passes: &dyn Fn(&JudgedDeal) -> bool| {
            verdict.deals.iter().filter(|deal| passes(deal)).count()
        };
        let funnel = &verdict.funnel;
        let ratifiable = |d: &JudgedDeal| d.passes.acceptable && d.passes.ratifiable;
        let reachable = |d: &JudgedDeal| ratifiable(d) && d.passes.reachable == Some(true);
        assert_eq!(funnel.deals, verdict.deals.len(), "{text}");
        assert_eq!(funnel.acceptable, count(&|d| d.passes.acceptable), "{text}");
        assert_eq!(funnel.ratifiable, count(&ratifiable), "{text}");
        assert_eq!(funnel.reachable, count(&reachable), "{text}");
        assert_eq!(funnel.holding, count(&|d| reachable(d) && d.passes.holding), "{text}");
        assert_eq!(funnel.attainable, funnel.holding, "{text}");
        assert_eq!(funnel.attainable, count(&|d| d.attainable), "{text}");
        let better = verdict.better_than_today;
        assert!(better <= funnel.attainable, "{text}");
        for menu in &verdict.menu {
            assert_eq!(menu.attainable, menu.attainable_deals > 0, "{text}");
            let represents = menu.represented_by.as_ref().is_some_and(|deal| deal.attainable);
            assert_eq!(menu.attainable, represents, "{text}");
        }
    }
}

#[test]
fn solutions_are_attainable_efficient_and_worth_signing() {
    let mut solved = 0;
    for (_, text) in scenarios(400) {
        let verdict = verdict(&text);
        let s = &verdict.solutions;
        let all = [&s.nash, &s.kalai_smorodinsky, &s.egalitarian, &s.utilitarian];
        for solution in all.into_iter().chain([&s.nash_from_today]).flatten() {
            solved += 1;
            attainable_and_worth_signing(&verdict, solution, &text);
            assert!(solution.maximisers.contains(&solution.deal), "{text}");
        }
        for solution in all.into_iter().flatten() {
            for deal in &solution.maximisers {
                assert!(judged(&verdict, deal).efficient, "{text}\n{deal:?}");
            }
        }
        assert_eq!(s.nash.is_some(), verdict.funnel.attainable > 0, "{text}");
        for (party, best) in &verdict.best {
            let mutual = |deal: &&JudgedDeal| deal.attainable && !one_sided(deal);
            let most = verdict.deals.iter().filter(mutual).map(|deal| deal.values[party]);
            let most = most.fold(f64::NEG_INFINITY, f64::max);
            if most.is_finite() {
                near(best.values[party], most, &format!("{text}\nbest for {party}"));
            }
        }
    }
    assert!(solved > 200, "only {solved} solutions were looked at");
}

fn one_sided(deal: &JudgedDeal) -> bool {
    deal.marks.iter().any(|mark| format!("{mark:?}").starts_with("OneSided"))
}

fn attainable_and_worth_signing(verdict: &Verdict, solution: &Solution, text: &str) {
    for deal in &solution.maximisers {
        let deal = judged(verdict, deal);
        assert!(deal.attainable, "{text}\n{:?}", deal.deal);
        for (party, margin) in &deal.acceptable {
            let gain = deal.values[party] - verdict.no_deal[party].value;
            near(*margin, gain, text);
            let most = verdict.deals.iter().map(|d| d.values[party].abs()).fold(1.0, f64::max);
            assert!(gain >= -2.0 * REL * most, "{text}\n{party} {gain}");
        }
    }
}

// ---- roads -----------------------------------------------------------------------------------------------

#[test]
fn every_road_that_is_shown_is_safe_climbs_and_keeps_the_rules() {
    let mut roads = 0;
    for (_, text) in scenarios(400) {
        let model = load(&text);
        let verdict = solve(&model, &Options::default()).unwrap();
        let naive = Naive::new(&model);
        let menu = verdict.menu.iter().filter_map(|entry| entry.represented_by.as_ref());
        for deal in verdict.deals.iter().chain(menu) {
            if let Some(road) = deal.road.as_ref().filter(|road| !road.is_empty()) {
                roads += 1;
                safe_road(&naive, deal, road, &format!("{text}\n{:?}", deal.deal));
            }
            let today = standing(&model, &deal.deal) == model.today();
            let shown = deal.road.is_some();
            assert_eq!(shown, deal.passes.reachable == Some(true), "{text}\n{:?}", deal.deal);
            assert!(!today || deal.reachable == Some(Some(1.0)), "{text}");
        }
        let fair = verdict.solutions.nash.as_ref().map(|fair| standing(&model, &fair.deal));
        let end = verdict.road.last().map(|step| standing(&model, &step.standing));
        assert_eq!(fair.filter(|fair| *fair != model.today()), end, "{text}");
    }
    assert!(roads > 200, "only {roads} roads were looked at");
}

fn safe_road(naive: &Naive<'_>, deal: &JudgedDeal, road: &[Step], at: &str) {
    let model = naive.model;
    let end = standing(model, &deal.deal);
    let mut stops = vec![model.today()];
    stops.extend(road.iter().map(|step| standing(model, &step.standing)));
    assert_eq!(stops.last(), Some(&end), "{at}");
    for pair in stops.windows(2) {
        assert_ne!(pair[0], pair[1], "{at}");
        assert!(naive.allowed(&pair[1]), "{at}");
        assert!(naive.is_step(&pair[0], &pair[1], &end), "{at}\n{pair:?}");
    }
    let margin = deal.reachable.flatten().expect("the margin of a road that is shown");
    assert!(margin >= -REL, "{at}");
    near(naive.margin(&stops), margin, at);
    let steps = road.iter().flat_map(|step| step.margin.values().copied());
    near(steps.fold(f64::INFINITY, f64::min), margin, at);
    for step in road {
        for (party, continuation) in &step.continuation {
            let i = model.actor_index(party).unwrap();
            let slack = continuation - step.deviation[party];
            assert!(slack / naive.spread(i) >= margin - 1e-8, "{at}\n{party} {slack}");
        }
    }
    for (party, moved) in road.iter().flat_map(|step| &step.moves) {
        let by = model.actor_index(party).unwrap();
        let own = |issue: &String| model.issues[model.issue_index(issue).unwrap()].by == by;
        assert!(moved.keys().all(own), "{at}");
    }
}

// ---- which way answers may move ------------------------------------------------------------------------------

#[test]
fn a_better_no_deal_for_one_party_never_lets_more_deals_pass() {
    let mut raised = 0;
    for (seed, text) in scenarios(300) {
        let r = &mut Random::new(seed);
        let mut scenario = read(&text);
        if scenario.nodeal.is_none() {
            continue;
        }
        let party = r.pick(&scenario.parties).0.value.clone();
        change::raise_no_deal(&mut scenario, &party, r.between(0.0, 3.0));
        let (before, after) = (verdict(&text), verdict_of(&scenario));
        let at = format!("{text}\nraised for {party}");
        raised += usize::from(after.no_deal[&party].value > before.no_deal[&party].value);
        never_gains(&before, &after, |deal| deal.passes.acceptable, &at);
        never_gains(&before, &after, |deal| deal.passes.reachable == Some(true), &at);
        never_gains(&before, &after, |deal| deal.passes.holding, &at);
        never_gains(&before, &after, |deal| deal.attainable, &at);
        for deal in &before.deals {
            assert_eq!(deal.passes.ratifiable, judged(&after, &deal.deal).passes.ratifiable);
        }
    }
    assert!(raised > 100, "only {raised} no-deal values rose");
}

#[test]
fn an_audience_that_needs_more_never_lets_more_deals_pass() {
    for (seed, text) in scenarios(300) {
        let r = &mut Random::new(seed);
        let mut scenario = read(&text);
        let Some((name, _)) = scenario.audiences.first().cloned() else { continue };
        let needs = r.between(-3.0, 3.0);
        let mut ask = |needs| {
            entry(&mut scenario.audiences, &name.value).unwrap().needs =
                Some(change::number(needs));
            verdict_of(&scenario)
        };
        let (before, after) = (ask(needs), ask(needs + r.between(0.0, 2.0)));
        never_gains(&before, &after, |deal| deal.passes.ratifiable, &text);
        never_gains(&before, &after, |deal| deal.attainable, &text);
        for deal in &before.deals {
            let other = judged(&after, &deal.deal);
            assert_eq!(deal.passes.holding, other.passes.holding, "{text}");
            assert_eq!(deal.reachable, other.reachable, "{text}");
        }
    }
}

#[test]
fn dropping_a_rule_keeps_every_deal() {
    for (_, text) in scenarios(300) {
        let mut scenario = read(&text);
        if scenario.rules.pop().is_some() {
            let (before, after) = (verdict(&text), verdict_of(&scenario));
            before
                .deals
                .iter()
                .for_each(|deal| assert_eq!(judged(&after, &deal.deal).deal, deal.deal));
        }
    }
}

#[test]
fn a_rule_that_is_not_physical_only_closes_deals_and_stops() {
    for (_, text) in scenarios(300) {
        let mut scenario = read(&text);
        if scenario.rules.is_empty() || scenario.rules[0].physical {
            continue;
        }
        let before = verdict(&text);
        scenario.rules.clear();
        let after = verdict_of(&scenario);
        for deal in &before.deals {
            let other = judged(&after, &deal.deal);
            assert_eq!(deal.passes.holding, other.passes.holding, "{text}\n{:?}", deal.deal);
            let reached = deal.passes.reachable == Some(true);
            assert!(!reached || other.passes.reachable == Some(true), "{text}\n{:?}", deal.deal);
        }
    }
}

#[test]
fn a_court_that_enforces_never_costs_a_deal() {
    for (_, text) in scenarios(300) {
        let mut scenario = read(&text);
        scenario.enforced = true;
        let (before, after) = (verdict(&text), verdict_of(&scenario));
        never_gains(&after, &before, |deal| deal.attainable, &text);
        assert_eq!(after.funnel.attainable, before.funnel.ratifiable, "{text}");
        assert!(after.deals.iter().all(|d| d.holding.is_empty() && d.reachable == Some(None)));
    }
}

#[test]
fn tighter_limits_on_steps_never_open_a_road() {
    for (_, text) in scenarios(300) {
        let mut scenario = read(&text);
        scenario.rungs_per_step = None;
        let before = verdict_of(&scenario);
        scenario.rungs_per_step = Some(1);
        let after = verdict_of(&scenario);
        never_gains(&before, &after, |deal| deal.passes.reachable == Some(true), &text);
        scenario.issues.iter_mut().for_each(|(_, issue)| issue.one_by_one = true);
        let tightest = verdict_of(&scenario);
        for deal in &after.deals {
            assert_eq!(judged(&tightest, &deal.deal).passes, deal.passes, "{text}");
        }
    }
}

#[test]
fn a_no_deal_game_that_is_never_entered_changes_nothing() {
    for (_, text) in scenarios(200) {
        let mut scenario = read(&text);
        scenario.breakdown = Some(change::number(0.0));
        let before = verdict_of(&scenario);
        scenario.nodeal = None;
        scenario.claims.clear();
        let after = verdict_of(&scenario);
        let json = [&before.deals, &after.deals].map(|deals| serde_json::to_string(deals).unwrap());
        assert_eq!(json[0], json[1], "{text}");
    }
}

#[test]
fn a_matter_of_no_value_that_binds_nobody_changes_no_pass_where_it_stays() {
    for (seed, text) in scenarios(300) {
        let before = verdict(&text);
        let by = &before.parties[Random::new(seed).below(before.parties.len())];
        // A party that owned nothing and did not sign would become a participant.
        if !before.deals[0].holding.contains_key(by) {
            continue;
        }
        let mut changed = text.clone();
        let options = "options = [\"low\", \"mid\"]\nbinding = false";
        writeln!(changed, "[issues.tone]\nby = \"{by}\"\n{options}").unwrap();
        let after = verdict(&changed);
        for deal in &before.deals {
            for tone in ["low", "mid"] {
                let mut with = deal.deal.clone();
                with.insert("tone".to_owned(), tone.to_owned());
                let other = judged(&after, &with);
                let at = format!("{changed}\n{with:?}");
                assert_eq!(deal.passes.acceptable, other.passes.acceptable, "{at}");
                assert_eq!(deal.passes.ratifiable, other.passes.ratifiable, "{at}");
                assert_eq!(deal.passes.holding, other.passes.holding, "{at}");
                // Setting it otherwise is worth the same, so no margin of its owner's is above 0.
                for (party, margin) in &deal.holding {
                    let capped = if party == by { margin.min(0.0) } else { *margin };
                    near(other.holding[party], capped, &at);
                }
                if tone == "low" {
                    assert_eq!(deal.passes.reachable, other.passes.reachable, "{at}");
                }
            }
        }
    }
}

#[test]
fn the_verdict_at_a_date_is_that_without_later_events() {
    for (_, text) in scenarios(200) {
        let mut scenario = read(&text);
        scenario.claims.clear();
        let Some(first) = scenario.events.first().map(|event| event.date.value.clone()) else {
            continue;
        };
        let options = Options { all: true, at: Some(first.clone()) };
        let model = load(&zopa::scenario::print(&scenario));
        let at_date = solve(&model, &options).unwrap();
        scenario.events.retain(|event| event.date.value <= first);
        let without = verdict_of(&scenario);
        let json = [&at_date.deals, &without.deals].map(|d| serde_json::to_string(d).unwrap());
        assert_eq!(json[0], json[1], "{text}");
        let last = without.events.last().unwrap();
        assert_eq!(last.attainable, without.funnel.attainable, "{text}");
        scenario.events.clear();
        let never = verdict_of(&scenario);
        assert_eq!(at_date.events[0].attainable, never.funnel.attainable, "{text}");
    }
}

#[test]
fn a_table_and_the_same_numbers_as_terms_are_worth_the_same() {
    for (_, text) in scenarios(150) {
        let mut scenario = read(&text);
        let before = verdict_of(&scenario);
        for (_, values) in &mut scenario.values {
            change::tables_to_terms(values);
        }
        let after = verdict_of(&scenario);
        for deal in &before.deals {
            let other = judged(&after, &deal.deal);
            assert_eq!(deal.passes, other.passes, "{text}\n{:?}", deal.deal);
            for (actor, value) in &deal.values {
                near(other.values[actor], *value, &text);
            }
        }
    }
}
