//! The verdict on spaces that cannot be listed, against the verdict by listing, on small ones.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod common;

use common::random::{self, Size};
use common::{cases, load};
use zopa::study::{Plan, Reading, Sampler, Sampling, study};
use zopa::verdict::answer::{Deal, JudgedDeal, Verdict};
use zopa::verdict::drawn::Suppositions;
use zopa::verdict::large::{self, LargeBest, LargeDeal, LargeVerdict, Trouble};
use zopa::verdict::{Options, solve};

const SIZE: Size = Size { parties: 3, issues: 5, standings: 72 };

fn listed<'v>(verdict: &'v Verdict, deal: &Deal) -> &'v JudgedDeal {
    verdict.deals.iter().find(|judged| judged.deal == *deal).expect("a deal of the scenario")
}

fn near(found: f64, expected: f64, what: &str) {
    let scale = expected.abs().max(1.0);
    assert!((found - expected).abs() <= 1e-7 * scale, "{what}: {found} for {expected}");
}

fn the_same(deal: &LargeDeal, verdict: &Verdict, at: &str) {
    let known = listed(verdict, &deal.deal);
    assert!(known.attainable, "{at}: {:?} is not attainable", deal.deal);
    for (mine, theirs) in [
        (&deal.values, &known.values),
        (&deal.acceptable, &known.acceptable),
        (&deal.ratifiable, &known.ratifiable),
        (&deal.holding, &known.holding),
    ] {
        if !verdict.scenario.enforced || !mine.is_empty() {
            assert_eq!(mine.len(), theirs.len(), "{at}");
        }
        for (who, value) in mine {
            near(*value, theirs[who], &format!("{at}: {who}"));
        }
    }
}

/// The product of the gains of those who can gain, as a logarithm.
fn product(deal: &Deal, verdict: &Verdict) -> Vec<f64> {
    listed(verdict, deal).acceptable.values().copied().collect()
}

fn agrees(large: &LargeVerdict, verdict: &Verdict, at: &str) {
    for (party, value) in &large.no_deal {
        near(*value, verdict.no_deal[party].value, at);
    }
    if let Some(attainable) = large.attainable {
        assert_eq!(attainable, verdict.funnel.attainable > 0, "{at}");
    }
    for (party, best) in &large.best {
        the_same(&best.deal, verdict, at);
        let (mine, theirs) = (best.deal.values[party], verdict.best[party].values[party]);
        if best.exact {
            near(mine, theirs, &format!("{at}: best for {party}"));
        } else {
            assert!(mine + best.within >= theirs - 1e-7, "{at}: {mine} {theirs}");
        }
    }
    let shown = [&large.fair, &large.kalai_smorodinsky, &large.egalitarian, &large.utilitarian];
    for best in shown.into_iter().flatten() {
        the_same(&best.deal, verdict, at);
    }
    let exact = |best: &Option<LargeBest>| best.clone().filter(|best| best.exact);
    if let Some(fair) = exact(&large.fair)
        && let Some(known) = &verdict.solutions.nash
        && large.best.values().all(|best| best.exact)
    {
        let same = known.maximisers.contains(&fair.deal.deal);
        let (mine, theirs) = (product(&fair.deal.deal, verdict), product(&known.deal, verdict));
        assert!(same || mine == theirs, "{at}: fair {mine:?} for {theirs:?}");
    }
    if let Some(sum) = exact(&large.utilitarian)
        && let Some(known) = &verdict.solutions.utilitarian
    {
        assert!(known.maximisers.contains(&sum.deal.deal), "{at}: utilitarian");
    }
    if let Some(least) = exact(&large.egalitarian)
        && let Some(known) = &verdict.solutions.egalitarian
    {
        let least_of =
            |deal: &Deal| product(deal, verdict).into_iter().fold(f64::INFINITY, f64::min);
        near(least_of(&least.deal.deal), least_of(&known.deal), at);
    }
    for (mine, theirs) in large.menu.iter().zip(&verdict.menu) {
        if let Some(attainable) = mine.attainable {
            assert_eq!(attainable, theirs.attainable, "{at}: {}", mine.name);
        }
        if let Some(deal) = &mine.deal {
            the_same(deal, verdict, at);
        }
    }
}

#[test]
fn searching_agrees_with_listing() {
    let (mut treated, mut exact, mut open) = (0, 0, 0);
    for seed in 0..cases(3000) {
        let text = random::scenario(seed + 70_000, SIZE);
        let model = load(&text);
        let options = Options::default();
        let found = match large::solve(&model, &options) {
            Ok(found) => found,
            Err(Trouble::TooEntangled(_)) => continue,
            Err(Trouble::Fault(_)) => {
                assert!(solve(&model, &options).is_err(), "{text}");
                continue;
            }
        };
        let Ok(verdict) = solve(&model, &Options { all: true, ..options }) else { continue };
        treated += 1;
        agrees(&found, &verdict, &format!("seed {seed}\n{text}"));
        exact += found.best.values().filter(|best| best.exact).count();
        open += found.best.values().filter(|best| !best.exact).count();
    }
    assert!(treated * 5 > cases(3000), "only {treated} scenarios were treated");
    assert!(exact > 3 * open, "{exact} exact, {open} open");
}

#[test]
fn the_loaded_cases_agree_with_listing() {
    for name in ["used-car", "prisoners"] {
        let path = format!("{}/../../cases/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let model = load(&std::fs::read_to_string(path).unwrap());
        let Ok(found) = large::solve(&model, &Options::default()) else { continue };
        let verdict = solve(&model, &Options { all: true, at: None }).unwrap();
        agrees(&found, &verdict, name);
    }
}

#[test]
fn a_study_of_a_large_space_finds_in_its_draws_what_the_search_finds() {
    let text = include_str!("../../../cases/large/coalition.toml");
    let (model, diagnostics) = zopa::load_any_size(text);
    let model = model.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let verdict = large::solve(&model, &Options::default()).unwrap();
    let suppositions = Suppositions::of(&model);
    let plan = Plan { draws: 2, seed: 1, sampling: Sampling::Random, claims: 0 };
    let sampler = Sampler::new(&model, &suppositions, plan);
    let drawn = sampler.central().unwrap();
    assert_eq!(verdict.attainable, Some(drawn.count > 0));
    let fair = verdict.fair.as_ref().unwrap();
    for ((actor, value), mine) in fair.deal.values.iter().zip(&drawn.fair_values) {
        near(*mine, *value, actor);
    }
    for ((party, best), mine) in verdict.best.iter().zip(&drawn.best_values) {
        near(*mine, best.deal.values[party], party);
    }
    for (entry, mine) in verdict.menu.iter().zip(&drawn.menu) {
        assert_eq!(entry.attainable, Some(mine.attainable), "{}", entry.name);
        assert_eq!(mine.margin.is_finite(), mine.attainable, "{}", entry.name);
    }
    let reading = Reading { shares_only: true, ..Reading::default() };
    let table = sampler.table(0..2, &|_| true);
    let study = study(&sampler, &table, &reading, &|| true).unwrap();
    assert!((study.attainable - 1.0).abs() < 1e-12 && study.deals.is_empty());
    assert!(study.limits.iter().any(|limit| limit.limit == "left-out"));
}
