//! What claims read off a verdict, on the smallest scenarios in which it matters.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use zopa::verdict::answer::ClaimVerdict;
use zopa::verdict::{Options, solve};

/// `a` owns a ladder that cannot be lowered, `b` may say yes.
const LADDER: &str = r#"
title = "A ladder"
[parties.a]
[parties.b]
[issues.x]
by      = "a"
options = ["low", "mid", "high"]
now     = "mid"
undo    = "never"
[issues.y]
by      = "b"
options = ["no", "yes"]
[values.a]
x = { low = 3, high = -1 }
y = { yes = 2 }
[values.b]
x = { low = -1, high = 3 }
y = { yes = -1 }
"#;

fn judged(scenario: &str, claim: &str) -> ClaimVerdict {
    let text = format!("{scenario}\n[[claims]]\nid = \"c\"\ntext = \"it is so\"\n{claim}\n");
    let (model, diagnostics) = zopa::load(&text);
    let model = model.unwrap_or_else(|| panic!("{text}\n{diagnostics:#?}"));
    solve(&model, &Options::default()).unwrap().claims.remove(0)
}

fn holds(deal: &str, expect: &str) -> bool {
    judged(LADDER, &format!("deal = {deal}\nexpect = \"{expect}\"")).holds
}

#[test]
fn todays_standing_has_the_empty_road_with_margin_1() {
    let today = r#"{ x = "mid", y = "no" }"#;
    assert!(holds(today, "margin(reachable) == 1"));
    assert!(!holds(today, "margin(reachable) == 2"));
    assert!(holds(today, "steps(deal) == 0"));
}

#[test]
fn a_deal_without_a_road_has_a_margin_below_every_number() {
    let lowered = r#"{ x = "low", y = "no" }"#;
    assert!(holds(lowered, "margin(reachable) < 0"));
    assert!(holds(lowered, "margin(reachable) <= -1000"));
    assert!(holds(lowered, "margin(reachable) != 1"));
    assert!(!holds(lowered, "margin(reachable) == 1"));
    assert!(!holds(lowered, "margin(reachable) >= -1000"));
    // Acceptable by -0.2 of the range at worst, but out of reach altogether.
    assert!(holds(lowered, "margin(attainable) < -1000"));
}

#[test]
fn a_test_that_nobody_takes_has_a_margin_above_every_number() {
    let deal = r#"{ x = "high", y = "yes" }"#;
    assert!(holds(deal, "margin(ratifiable) > 5"));
    assert!(!holds(deal, "margin(ratifiable) == 5"));
}

#[test]
fn every_number_of_a_claim_is_told_apart() {
    let claim = judged(
        LADDER,
        r#"deal = { x = "high", y = "yes" }
           expect = "value(deal, a) > 0 and value(deal, b) > 1 and acceptable to a""#,
    );
    let numbers: Vec<(&str, f64)> = claim.numbers.iter().map(|(k, x)| (k.as_str(), *x)).collect();
    let expected = [
        ("left", 1.0),
        ("right", 0.0),
        ("left 2", 2.0),
        ("right 2", 1.0),
        ("deals", 1.0),
        ("acceptable", 1.0),
    ];
    assert_eq!(numbers, expected);
}

#[test]
fn a_number_that_does_not_exist_compares_with_nothing_and_says_why() {
    let hopeless = format!("{LADDER}\n[nodeal.values]\na = 9\nb = 9\n");
    for op in ["<", "<=", ">", ">=", "==", "!="] {
        let claim = judged(&hopeless, &format!("expect = \"value(fair, a) {op} 0\""));
        assert!(!claim.holds, "{op}");
        assert_eq!(claim.because, "nothing is attainable, so there is no fair deal");
    }
    let claim = judged(&hopeless, r#"expect = "0 < 2 * value(best(b), a) - 1""#);
    assert_eq!(claim.because, "nothing is attainable, so there is no best deal");
}
