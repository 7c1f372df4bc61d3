//! What `zopa schema` prints, held against scenarios by a validator of JSON Schema that is not ours.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use jsonschema::Validator;
use serde_json::Value;
use std::collections::BTreeSet;
use support::{command, files, root, with_input};

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(&printed(&["schema"])).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn printed(args: &[&str]) -> String {
    let run = with_input(command().args(args), "");
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

/// A TOML text as editors hand it to a schema; `None` where it is no TOML.
fn as_json(text: &str) -> Option<Value> {
    Some(json(toml::Value::Table(text.parse().ok()?)))
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(all) => all.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, json(value))).collect()
        }
    }
}

#[test]
fn every_case_and_the_scenario_to_start_from_agree_with_the_schema() {
    let validator = validator();
    let mut texts = vec![("zopa new".to_owned(), printed(&["new"]))];
    for case in files(&root().join("cases"), "toml") {
        texts.push((case.display().to_string(), std::fs::read_to_string(&case).unwrap()));
    }
    assert!(texts.len() > 5, "only {} scenarios", texts.len());
    for (name, text) in texts {
        let scenario = as_json(&text).unwrap();
        let mistakes: Vec<String> = validator
            .iter_errors(&scenario)
            .map(|e| format!("{}: {e}", e.instance_path()))
            .collect();
        assert!(mistakes.is_empty(), "{name}: {}", mistakes.join("\n"));
    }
}

/// The fixtures that have a mistake of shape: a key, a type, a form. (That a name is not known or that
/// numbers do not sum is more than a schema can say.)
const SHAPES: [&str; 10] = [
    "date-form",
    "missing-key",
    "not-finite",
    "out-of-range",
    "precedent-form",
    "several",
    "undo-form",
    "unknown-choice",
    "unknown-key",
    "wrong-type",
];

#[test]
fn fixtures_with_mistakes_of_shape_disagree_with_the_schema() {
    let validator = validator();
    let accepts = |name: &str| {
        let file = root().join(format!("tests/errors/{name}.toml"));
        let text = std::fs::read_to_string(&file).unwrap();
        validator.is_valid(&as_json(&text).unwrap())
    };
    let accepted: Vec<&str> = SHAPES.into_iter().filter(|name| accepts(name)).collect();
    assert!(accepted.is_empty(), "the schema takes {}", accepted.join(", "));
}

#[test]
fn a_value_of_another_type_is_refused_by_the_schema_and_by_the_reader() {
    let validator = validator();
    let (mut tried, mut accepted) = (BTreeSet::new(), Vec::new());
    for case in files(&root().join("cases"), "toml") {
        let text = std::fs::read_to_string(&case).unwrap();
        let scenario = toml::Value::Table(text.parse().unwrap());
        for path in leaves(&scenario) {
            // Once for each kind of key: names of parties, issues and the like are the case's own.
            if !tried
                .insert(path.iter().filter(|key| KEYS.contains(&key.as_str())).cloned().collect())
            {
                continue;
            }
            let mut wrong = scenario.clone();
            let leaf = path.iter().fold(&mut wrong, |value, key| match value {
                toml::Value::Array(all) => &mut all[key.parse::<usize>().unwrap()],
                other => &mut other[key.as_str()],
            });
            *leaf = match leaf {
                toml::Value::Boolean(_) => toml::Value::Array(vec![toml::Value::Boolean(true)]),
                _ => toml::Value::Boolean(true),
            };
            let text = toml::to_string(&wrong).unwrap();
            let refused = zopa::load(&text).1.iter().any(zopa::diag::Diagnostic::is_error);
            assert!(refused, "the reader takes another type at {}", path.join("."));
            if validator.is_valid(&json(wrong)) {
                accepted.push(path.join("."));
            }
        }
    }
    let tried: &BTreeSet<Vec<String>> = &tried;
    assert!(tried.len() >= 40, "only {} kinds of key", tried.len());
    assert!(accepted.is_empty(), "the schema takes another type at {}", accepted.join(", "));
}

/// The keys that tell kinds of values apart.
const KEYS: [&str; 46] = [
    "title",
    "question",
    "period",
    "enforced",
    "breakdown",
    "weights",
    "sources",
    "parties",
    "name",
    "patience",
    "signs",
    "says",
    "audiences",
    "of",
    "needs",
    "issues",
    "by",
    "options",
    "range",
    "from",
    "unit",
    "now",
    "undo",
    "seen_after",
    "one_by_one",
    "binding",
    "labels",
    "rules",
    "never",
    "why",
    "premises",
    "value",
    "about",
    "source",
    "quote",
    "seen_by",
    "prior",
    "precedents",
    "values",
    "plus",
    "nodeal",
    "menu",
    "deal",
    "claims",
    "expect",
    "when",
];

/// The ways to all values that are no tables; of a list only the first element counts.
fn leaves(value: &toml::Value) -> Vec<Vec<String>> {
    let inner: Vec<(String, &toml::Value)> = match value {
        toml::Value::Table(table) => {
            table.iter().map(|(key, value)| (key.clone(), value)).collect()
        }
        toml::Value::Array(all) => {
            all.iter().take(1).map(|first| ("0".to_owned(), first)).collect()
        }
        _ => return vec![Vec::new()],
    };
    let below = inner.into_iter().flat_map(|(key, value)| {
        leaves(value)
            .into_iter()
            .map(move |rest| std::iter::once(key.clone()).chain(rest).collect())
    });
    below.collect()
}
