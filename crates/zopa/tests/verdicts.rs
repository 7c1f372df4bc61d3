//! Sixteen small cases whose every margin and pass an independent implementation has computed.
//!
//! They live beside the repository, not in it; where they are absent the test says so and passes.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod common;

use serde_json::Value;
use std::path::PathBuf;
use zopa::verdict::{Options, Verdict, solve};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracles/verdicts")
}

fn near(found: f64, expected: f64, tolerance: f64, what: &str) {
    let scale = expected.abs().max(1.0);
    assert!((found - expected).abs() <= tolerance * scale, "{what}: {found} for {expected}");
}

fn each<'v>(of: &'v Value, key: &str) -> impl Iterator<Item = (&'v String, f64)> {
    let object = of.get(key).and_then(Value::as_object);
    object.into_iter().flatten().map(|(key, value)| (key, value.as_f64().unwrap()))
}

/// Margins are given with ten decimals.
const MARGIN: f64 = 1e-9;
/// Road margins are given with seven decimals.
const ROAD: f64 = 1e-6;

fn agrees(verdict: &Verdict, expected: &Value) {
    for (party, no_deal) in expected["no_deal"].as_object().unwrap() {
        let found = &verdict.no_deal[party];
        near(found.value, no_deal["value"].as_f64().unwrap(), MARGIN, party);
        for (outcome, chance) in each(no_deal, "outcomes") {
            near(found.outcomes[outcome], chance, MARGIN, outcome);
        }
    }
    let funnel = serde_json::to_value(&verdict.funnel).unwrap();
    for (count, expected) in expected["funnel"].as_object().unwrap() {
        assert_eq!(&funnel[count], expected, "{count}");
    }
    let deals = expected["deals"].as_array().unwrap();
    assert_eq!(verdict.deals.len(), deals.len());
    for (found, expected) in verdict.deals.iter().zip(deals) {
        let name = serde_json::to_string(&found.deal).unwrap();
        assert_eq!(serde_json::to_value(&found.deal).unwrap(), expected["deal"]);
        let of = [&found.values, &found.acceptable, &found.ratifiable, &found.holding];
        for (key, found) in ["values", "acceptable", "ratifiable", "holding"].iter().zip(of) {
            for (actor, value) in each(expected, key) {
                near(found[actor], value, MARGIN, &format!("{name} {key} {actor}"));
            }
        }
        assert_eq!(
            serde_json::to_value(found.passes).unwrap(),
            expected["passes"],
            "{name}: {found:?}"
        );
    }
    for reach in expected["reach_of_attainable"].as_array().unwrap() {
        let found = verdict
            .deals
            .iter()
            .find(|deal| serde_json::to_value(&deal.deal).unwrap() == reach["deal"])
            .unwrap();
        near(found.reachable.flatten().unwrap(), reach["r"].as_f64().unwrap(), ROAD, "road");
    }
    let solutions = serde_json::to_value(&verdict.solutions).unwrap();
    for (solution, expected) in expected["solutions"].as_object().unwrap() {
        let none = Vec::new();
        let found = solutions[solution]["maximisers"].as_array().unwrap_or(&none);
        assert_eq!(found, expected.as_array().unwrap(), "{solution}");
    }
}

#[test]
fn sixteen_independent_verdicts_agree() {
    let Ok(files) = std::fs::read_dir(folder()) else {
        println!("skipped: no ../shared/oracles");
        return;
    };
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    assert_eq!(files.len(), 16);
    for file in files {
        println!("{}", file.display());
        let (model, diagnostics) = zopa::load(&std::fs::read_to_string(&file).unwrap());
        let model = model.unwrap_or_else(|| panic!("{}: {diagnostics:?}", file.display()));
        let verdict = solve(&model, &Options { all: true, at: None }).unwrap();
        let expected = std::fs::read_to_string(file.with_extension("json")).unwrap();
        agrees(&verdict, &serde_json::from_str(&expected).unwrap());
    }
}
