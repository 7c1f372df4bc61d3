//! Whole screens against golden files (`UPDATE=1` rewrites them), and what every screen must keep.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::path::Path;
use unicode_width::UnicodeWidthStr;
use zopa::verdict::answer::{Deal, Verdict};
use zopa_report::text::Detail;
use zopa_report::{Case, Style, text};

fn plain(width: usize) -> Style {
    Style { width, color: false }
}

fn case() -> Case {
    Case {
        title: "Korea, April 2018".into(),
        names: support::names(),
        today: support::today(),
        sources: vec![("lankov".into(), "A. Lankov, The Washington Post, April 2018".into())],
    }
}

#[track_caller]
fn matches_golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, text).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert!(golden == text, "{name} differs from its golden file (UPDATE=1 rewrites it):\n{text}");
}

#[track_caller]
fn fits(text: &str, width: usize) {
    for line in text.lines() {
        assert!(line.width() <= width, "wider than {width}: {line}");
        assert_eq!(line, line.trim_end(), "a line ends in spaces");
        assert!(!line.contains('\u{a0}'), "a no-break space is left: {line}");
    }
}

/// A verdict in which nothing is attainable.
fn hopeless() -> Verdict {
    let mut verdict = support::verdict();
    verdict.funnel = zopa::verdict::answer::Funnel {
        deals: 432,
        acceptable: 284,
        ratifiable: 166,
        reachable: 0,
        holding: 0,
        attainable: 0,
        at_least: true,
    };
    let solutions = &mut verdict.solutions;
    solutions.nash = None;
    solutions.nash_from_today = None;
    solutions.kalai_smorodinsky = None;
    solutions.egalitarian = None;
    solutions.utilitarian = None;
    verdict.menu.truncate(2);
    verdict.best.clear();
    verdict.road.clear();
    verdict.better_than_today = 0;
    verdict.nearest = verdict.menu.first().and_then(|entry| entry.represented_by.clone());
    verdict
}

/// A contract between two parties: no menu, no audiences, no game, a court.
fn contract() -> Verdict {
    let mut verdict = support::verdict();
    verdict.scenario.enforced = true;
    verdict.menu.clear();
    verdict.audiences.clear();
    verdict.says.clear();
    verdict.events.clear();
    verdict.views.clear();
    verdict.claims.clear();
    verdict.road.clear();
    for value in verdict.no_deal.values_mut() {
        value.outcomes.clear();
        value.breakdown = 1.0;
    }
    let mut judged = support::judged(
        support::fair(),
        [("us", 6.13, ""), ("us_opinion", 3.1, ""), ("dprk", 0.03, ""), ("us", 1.0, "")],
    );
    judged.weakest.ratifiable = None;
    judged.weakest.reachable = None;
    judged.weakest.holding = None;
    verdict.deals = vec![judged];
    verdict
}

#[test]
fn a_verdict_at_80_columns() {
    matches_golden("verdict-80.txt", &text::verdict(&support::verdict(), Detail::Full, plain(80)));
}

#[test]
fn a_screen_at_80_columns() {
    let screen = text::verdict(&support::verdict(), Detail::Screen, plain(80));
    matches_golden("screen-80.txt", &screen);
    assert!(screen.lines().count() <= 55, "{}", screen.lines().count());
}

#[test]
fn a_verdict_at_120_columns() {
    matches_golden(
        "verdict-120.txt",
        &text::verdict(&support::verdict(), Detail::Full, plain(120)),
    );
}

#[test]
fn a_verdict_without_any_attainable_deal() {
    matches_golden("hopeless-80.txt", &text::verdict(&hopeless(), Detail::Full, plain(80)));
}

#[test]
fn where_a_search_was_ended_nothing_is_said_to_be_impossible() {
    let mut verdict = hopeless();
    verdict.funnel.at_least = true;
    let page = text::verdict(&verdict, Detail::Screen, plain(80));
    assert!(page.contains("Whether any deal passes every test stayed open."), "{page}");
    assert!(!page.contains("No deal passes"), "{page}");
}

#[test]
fn without_a_menu_the_nearest_deal_shows_what_fails() {
    let mut verdict = hopeless();
    verdict.menu.clear();
    let text = text::verdict(&verdict, Detail::Screen, plain(80));
    let row = text.lines().find(|line| line.contains("The nearest deal")).unwrap();
    assert!(row.contains('✗') && row.contains('−'), "{text}");
    assert!(text.contains("The nearest is this: "), "{text}");
}

#[test]
fn the_weights_of_the_fair_deal_are_said() {
    let mut verdict = support::verdict();
    let head = |verdict: &Verdict| text::verdict(verdict, Detail::Screen, plain(80));
    assert!(head(&verdict).contains("fair: largest product of gains"));
    verdict.scenario.weights = zopa::verdict::answer::FairWeights::Patience;
    assert!(head(&verdict).contains("fair: gains weighed by patience"));
}

#[test]
fn a_contract_that_a_court_enforces() {
    matches_golden("contract-80.txt", &text::verdict(&contract(), Detail::Full, plain(80)));
}

#[test]
fn an_explanation_at_80_columns() {
    matches_golden("why-80.txt", &text::why(&support::why(), &case(), plain(80)));
}

#[test]
fn claims_at_80_columns() {
    let claims = [support::claim("S6", true), support::claim("S5", false)];
    matches_golden("claims-80.txt", &text::claims(&claims, &[], &case(), plain(80)));
}

#[test]
fn nothing_is_wider_than_the_page() {
    let claims = [support::claim("S6", true)];
    for width in 60..=120 {
        for verdict in [support::verdict(), hopeless(), contract()] {
            for detail in [Detail::Screen, Detail::Full] {
                fits(&text::verdict(&verdict, detail, plain(width)), width);
            }
        }
        fits(&text::why(&support::why(), &case(), plain(width)), width);
        fits(&text::claims(&claims, &[], &case(), plain(width)), width);
    }
}

#[test]
fn a_contract_is_one_screen_and_the_largest_of_cases_two() {
    let lines = |verdict| text::verdict(&verdict, Detail::Full, plain(80)).lines().count();
    assert!(lines(contract()) <= 55, "{}", lines(contract()));
    assert!(lines(support::verdict()) <= 120, "{}", lines(support::verdict()));
}

#[test]
fn colour_changes_nothing_but_colour() {
    let style = Style { width: 80, color: true };
    let colored = text::verdict(&support::verdict(), Detail::Full, style);
    assert!(colored.contains("\u{1b}["));
    let mut bare = String::new();
    let mut escaped = false;
    for c in colored.chars() {
        match c {
            '\u{1b}' => escaped = true,
            'm' if escaped => escaped = false,
            _ if escaped => {}
            _ => bare.push(c),
        }
    }
    assert_eq!(bare, text::verdict(&support::verdict(), Detail::Full, plain(80)));
}

#[test]
fn keys_without_wording_stand_for_themselves() {
    let mut verdict = support::verdict();
    verdict.names.actors.clear();
    verdict.names.issues.clear();
    verdict.names.outcomes.clear();
    assert!(text::verdict(&verdict, Detail::Full, plain(80)).contains("arsenal"));
}

#[test]
fn a_fair_deal_that_is_today_says_so() {
    let mut verdict = support::verdict();
    let today: Deal = support::today();
    if let Some(nash) = &mut verdict.solutions.nash {
        nash.deal = today;
    }
    verdict.road.clear();
    let text = text::verdict(&verdict, Detail::Full, plain(80));
    assert!(text.contains("leave everything as it is"), "{text}");
    assert!(text.contains("everything stays as it is"), "{text}");
}

#[test]
fn prose_is_broken_but_examples_keep_their_columns() {
    let long = "word ".repeat(20);
    let text = text::prose(&format!("{long}\n\nBad:    x = 1\n        y = 2\n"), plain(60));
    fits(&text, 60);
    assert!(text.ends_with("\n\nBad:    x = 1\n        y = 2\n"), "{text}");
}
