//! A report from which a party's numbers were left out does not depend on them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use zopa::verdict::{Options, exhibits, redact, solve};
use zopa_report::html::{self, Report, embed};

fn korea() -> String {
    let path = format!("{}/../../cases/korea-2018.toml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn page(scenario: &str, without: Option<&str>) -> String {
    let model = zopa::load(scenario).0.unwrap();
    let mut verdict = solve(&model, &Options { all: true, ..Options::default() }).unwrap();
    let mut exhibits = exhibits(&model, None).unwrap();
    if let Some(party) = without {
        assert!(redact(&mut verdict, &mut exhibits, party));
    }
    html::report(&Report { scenario, verdict: &verdict, exhibits: &exhibits, study: None })
}

/// The scenario with some numbers moved by so little that every conclusion stays.
fn moved(scenario: &str, numbers: &[(&str, &str)]) -> String {
    numbers.iter().fold(scenario.to_owned(), |text, (was, is)| {
        assert_eq!(text.matches(was).count(), 1, "{was}");
        text.replace(was, is)
    })
}

#[test]
fn what_is_left_out_has_no_influence_on_what_is_left() {
    let scenario = korea();
    let north = [
        (
            "patience_dprk = { value = \"96% to 99%\"",
            "patience_dprk = { value = \"96% to 99.0001%\"",
        ),
        ("drills_gain.value  = \"2 to 6\"", "drills_gain.value  = \"2 to 6.0001\""),
        (
            "us_willing.seen_by = { dprk = \"20% to 50%\" }",
            "us_willing.seen_by = { dprk = \"20% to 50.0001%\" }",
        ),
        ("prize.seen_by = { dprk = \"20 to 50\" }", "prize.seen_by = { dprk = \"20 to 50.001\" }"),
        ("seen_by = { dprk = \"10 to 30\" }", "seen_by = { dprk = \"10 to 30.001\" }"),
    ];
    let america = [
        (
            "patience_us   = { value = \"88% to 97%\"",
            "patience_us   = { value = \"88% to 97.0001%\"",
        ),
        (
            "absorb_fall.seen_by = { us = \"35% to 70%\" }",
            "absorb_fall.seen_by = { us = \"35% to 70.0001%\" }",
        ),
    ];
    for (party, numbers) in [("dprk", &north[..]), ("us", &america[..])] {
        for number in numbers {
            let changed = moved(&scenario, std::slice::from_ref(number));
            let differs = |without| page(&scenario, without) != page(&changed, without);
            assert!(differs(None), "{number:?} shows nowhere");
            assert!(!differs(Some(party)), "{number:?} shows without {party}");
        }
    }
}

#[test]
fn a_redacted_report_says_so_and_does_not_hold_the_scenario() {
    let page = page(&korea(), Some("dprk"));
    let embedded = embed::read(&page).unwrap();
    assert_eq!(embedded.redacted.as_deref(), Some("dprk"));
    assert_eq!(embedded.scenario, None);
    assert!(page.contains("id=\"redacted\""));
    for party in ["no_deal", "best"] {
        let values = embedded.verdict[party].as_object().unwrap();
        assert!(values.contains_key("us") && !values.contains_key("dprk"), "{party}");
    }
    assert_eq!(embedded.verdict["scenario"]["sha256"], "");
    assert!(!page.contains("patience_dprk"));
}

#[test]
fn an_unknown_party_leaves_everything_as_it_is() {
    let scenario = korea();
    let model = zopa::load(&scenario).0.unwrap();
    let mut verdict = solve(&model, &Options::default()).unwrap();
    let mut exhibits = exhibits(&model, None).unwrap();
    assert!(!redact(&mut verdict, &mut exhibits, "us_opinion"));
    assert!(verdict.redacted.is_none() && verdict.no_deal.len() == 4);
}
