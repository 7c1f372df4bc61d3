//! The engine against the definitions written down plainly, on a thousand random scenarios.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod common;

use common::cases;
use common::naive::Naive;
use common::random::{self, SMALL};
use zopa::verdict::{Options, solve};

fn near(found: f64, expected: f64, what: &str) {
    let scale = expected.abs().max(1.0);
    assert!((found - expected).abs() <= 1e-9 * scale, "{what}: {found} for {expected}");
}

/// Whether a margin is so close to the threshold that rounding may decide.
fn decided(margin: f64) -> bool {
    (margin + 1e-9).abs() > 1e-12
}

fn agrees(seed: u64) -> Option<()> {
    let text = random::scenario(seed, SMALL);
    let (model, diagnostics) = zopa::load(&text);
    let Some(model) = model else {
        // The generator's beliefs may make a patience 1.
        let expected = diagnostics.iter().all(|d| !d.is_error() || d.code == "patience-range");
        assert!(expected, "{text}\n{diagnostics:#?}");
        return None;
    };
    let naive = Naive::new(&model);
    let verdict = solve(&model, &Options { all: true, at: None }).ok()?;
    let parties = model.parties.len();
    assert_eq!(verdict.deals.len(), naive.deals.len(), "{text}");
    for (judged, deal) in verdict.deals.iter().zip(&naive.deals) {
        let at = format!("{text}\n{:?}", judged.deal);
        for (party, margin) in &judged.acceptable {
            let i = model.parties.iter().position(|p| p.key == *party).unwrap();
            near(*margin, naive.own(i, deal) - naive.no_deal(i), &format!("{at} acceptable"));
        }
        for (a, audience) in model.audiences.iter().enumerate() {
            let margin = judged.ratifiable[&audience.key];
            let view = naive.view(parties + a);
            let premises = &naive.views.distinct[view];
            let env = zopa::model::Env { premises, standing: &[], blamed: None };
            let needs = audience.needs.as_ref().map(|program| program.eval(env).unwrap());
            let needs = needs.unwrap_or_else(|| naive.own(parties + a, &naive.today));
            near(margin, naive.own(parties + a, deal) - needs, &format!("{at} ratifiable"));
        }
        let mut holds = true;
        for (party, margin) in &judged.holding {
            let i = model.parties.iter().position(|p| p.key == *party).unwrap();
            let expected = naive.holding(i, deal);
            near(*margin, expected, &format!("{at} holding {party}"));
            holds &= expected / naive.spread(i) >= -1e-9;
        }
        assert_eq!(judged.passes.holding, holds, "{at}");
        let reach = naive.reach(deal);
        match (judged.reachable, reach) {
            (Some(Some(found)), Some(expected)) => near(found, expected, &format!("{at} road")),
            (found, expected) => assert_eq!(found, Some(expected), "{at}"),
        }
        let reaches = reach.is_some_and(|margin| margin >= -1e-9);
        if reach.is_none_or(decided) {
            assert_eq!(judged.passes.reachable, Some(reaches), "{at}");
        }
    }
    Some(())
}

#[test]
fn every_margin_agrees_with_the_definitions() {
    let cases = cases(1000);
    let answered = (0..cases).filter(|&seed| agrees(seed).is_some()).count() as u64;
    assert!(answered * 10 >= cases * 9, "only {answered} of {cases} could be answered");
}
