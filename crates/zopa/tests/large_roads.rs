//! Where the graph of steps is too large to test every road, what is asked about is tested all the same.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use zopa::verdict::{Options, solve, why};

/// Two ladders of 201 rungs that a collapse undoes slowly: 20,301 moves each, 4 x 10^8 steps together.
const WIDE: &str = r#"
title     = "Two long ladders"
breakdown = 0
[parties.a]
[parties.b]
[issues.x]
by    = "a"
range = { from = 0, to = 200, step = 1 }
undo  = "12 periods"
[issues.y]
by    = "b"
range = { from = 0, to = 200, step = 1 }
undo  = "12 periods"
[values.a]
x = "-x"
y = "3 * y"
[values.b]
x = "3 * x"
y = "-y"
[[claims]]
id     = "small"
text   = "A small exchange can be had, though nobody's favourite"
deal   = { x = 10, y = 12 }
expect = "attainable"
[[claims]]
id     = "not-small"
text   = "It cannot"
deal   = { x = 10, y = 12 }
expect = "not attainable"
"#;

#[test]
fn a_deal_that_a_claim_speaks_of_is_tested_for_a_road() {
    let (model, diagnostics) = zopa::load(WIDE);
    let model = model.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let verdict = solve(&model, &Options::default()).unwrap();
    assert!(verdict.funnel.at_least);
    assert!(verdict.limits.iter().any(|limit| limit.limit == "reachable"), "{:?}", verdict.limits);
    let holds: Vec<bool> = verdict.claims.iter().map(|claim| claim.holds).collect();
    assert_eq!(holds, [true, false], "{:?}", verdict.claims);
}

#[test]
fn a_deal_that_is_asked_about_is_tested_for_a_road() {
    let (model, _) = zopa::load(WIDE);
    let model = model.unwrap();
    let target = zopa::model::parse_target(&model, "x=10,y=12").unwrap();
    let why = why(&model, &target).unwrap();
    assert!(why.attainable, "{:?}", why.limits);
    assert_eq!((why.deals, why.attainable_deals, why.untested_deals), (1, 1, 0));
}
