//! GENIUS domains that other people published, against answers computed with exact fractions, and files
//! with mistakes.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop at what it did not expect, and say what it left out"
)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use zopa::deal::structured::{Answer, Plan, answer::Point, solve};
use zopa_formats::genius::{Semantics, read};

fn published() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/genius");
    if !folder.is_dir() {
        println!("skipped: no ../shared/data");
        return None;
    }
    Some(folder)
}

fn files(folder: &Path, parties: &Value) -> Vec<(String, String)> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let listed = |name: &String| parties.as_array().unwrap().iter().any(|p| p == name.as_str());
    let text = |name: &String| std::fs::read_to_string(folder.join(name)).unwrap();
    let domain =
        names.iter().find(|name| !listed(name) && text(name).contains("<negotiation_template"));
    let of_parties = parties.as_array().unwrap().iter().map(|p| p.as_str().unwrap().to_owned());
    domain.cloned().into_iter().chain(of_parties).map(|name| (name.clone(), text(&name))).collect()
}

/// Whether the points are those expected, which are told with one of their deals each. Of the points with
/// the largest least gain, all are expected where the first by leximin are told.
fn agree(expected: &[(Vec<String>, Vec<String>)], told: &[Point], solution: &str) -> bool {
    let values = |p: &Point| p.values.iter().map(ToString::to_string).collect::<Vec<_>>();
    let is_told = |(want, deal): &&(Vec<String>, Vec<String>)| {
        let has = |point: &Point| point.deals.iter().any(|d| d.values().eq(deal.iter()));
        told.iter().any(|point| point.all_deals && values(point) == *want && has(point))
    };
    let found = expected.iter().filter(is_told).count();
    let refined = solution == "egalitarian" && told.len() == 1 && !expected.is_empty();
    found == told.len() && (found == expected.len() || refined)
}

fn expected(solutions: &Value) -> Vec<(Vec<String>, Vec<String>)> {
    let texts = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|x| x.as_str().unwrap().to_owned()).collect()
    };
    let all = solutions.as_array().unwrap().iter();
    let mut all: Vec<_> = all.map(|s| (texts(&s["utilities"]), texts(&s["deal"]))).collect();
    all.sort();
    all
}

#[test]
fn every_published_domain_has_its_frontier_and_solutions_under_both_readings() {
    let Some(root) = published() else { return };
    let text = std::fs::read_to_string(root.join("expected.json")).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    let scenarios = all["scenarios"].as_array().unwrap();
    assert_eq!(scenarios.len(), 27);
    let mut wrong = Vec::new();
    for scenario in scenarios {
        let folder = scenario["folder"].as_str().unwrap();
        let files = files(&root.join(folder), &scenario["parties"]);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        for (name, semantics) in [("genius", Semantics::Genius), ("negmas", Semantics::Negmas)] {
            let done = read(&files, semantics);
            let domain = done.domain.unwrap_or_else(|| panic!("{folder}: {:?}", done.diagnostics));
            let answer: Answer = solve(&domain, &Plan { ideals_of_all: true, ..Plan::default() });
            assert!(answer.exact);
            let expect = &scenario[name];
            let mut same = vec![
                (answer.combinations == scenario["deals"].as_u64(), "deals"),
                (expect["frontier_size"] == answer.frontier.size, "size"),
                (
                    expect["frontier_size_rational"] == answer.frontier.above_reservations,
                    "rational",
                ),
            ];
            let s = &answer.solutions;
            for (key, points) in [
                ("nash", &s.nash),
                ("kalai_smorodinsky", &s.kalai_smorodinsky),
                ("egalitarian", &s.egalitarian),
                ("utilitarian", &s.utilitarian),
            ] {
                same.push((agree(&expected(&expect[key]), points, key), key));
            }
            for (_, what) in same.iter().filter(|(same, _)| !same) {
                wrong.push(format!("{folder}, {name}: {what}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Diagnostics as `file: message`.
fn said(files: &[(&str, &str)]) -> Vec<String> {
    let done = read(files, Semantics::Genius);
    assert!(done.domain.is_none());
    done.diagnostics.iter().map(|(i, d)| format!("{}: {}", files[*i].0, d.message)).collect()
}

const DOMAIN: &str = r#"<negotiation_template><utility_space><objective name="car">
  <issue index="1" name="price" type="discrete"><item value="low"/><item value="high"/></issue>
</objective></utility_space></negotiation_template>"#;

fn profile(issue: &str, rest: &str) -> String {
    format!(
        r#"<utility_space><objective name="car">{issue}<weight index="1" value="0.5"/></objective>{rest}</utility_space>"#
    )
}

#[test]
fn a_byte_order_mark_and_text_before_the_root_are_passed_over() {
    let good = profile(
        r#"<issue index="1" name="price" type="discrete"><item value="low" evaluation="2"/><item value="high" evaluation="4"/></issue>"#,
        r#"<reservation value="0.3"/>"#,
    );
    let odd = format!("\u{feff}\n\n hello {good}");
    let done = read(&[("d.xml", DOMAIN), ("a.xml", &odd)], Semantics::Genius);
    let domain = done.domain.unwrap();
    assert_eq!(
        domain.parties[0].values[0].iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["1/4", "1/2"]
    );
    assert_eq!(domain.parties[0].reservation, Some("0.3".parse().unwrap()));
}

#[test]
fn all_mistakes_of_all_files_are_told_at_once() {
    let other = profile(r#"<issue index="1" name="prize" type="discrete"/>"#, "");
    let missing = profile(
        r#"<issue index="1" name="price" type="discrete"><item value="low" evaluation="x"/></issue>"#,
        "",
    );
    let said = said(&[
        ("d.xml", DOMAIN),
        ("a.xml", &other),
        ("b.xml", &missing),
        ("c.xml", "<utility_space>"),
    ]);
    assert_eq!(
        said,
        [
            "c.xml: the file ends inside the element `utility_space`",
            "a.xml: `prize` is no issue of the domain",
            "a.xml: the profile does not value the issue `price`",
            "b.xml: `x` is not a number",
            "b.xml: the option `low` has no evaluation",
            "b.xml: the option `low` is not valued",
            "b.xml: the option `high` is not valued",
        ]
    );
}

#[test]
fn an_xml_bomb_stays_small() {
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
        <utility_space><objective name="&b;"></objective></utility_space>"#;
    let said = said(&[("bomb.xml", bomb)]);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("`name`"), "{said:?}");
    let deep = "<a>".repeat(100_000);
    assert!(self::said(&[("deep.xml", &deep)])[0].contains("nested more than"));
}

#[test]
fn a_million_options_are_the_most() {
    let domain = |upper: u64| {
        format!(
            r#"<negotiation_template><utility_space><objective name="x"><issue index="1" name="n" type="integer" lowerbound="0" upperbound="{upper}"/></objective></utility_space></negotiation_template>"#
        )
    };
    let valued = |upper: u64| {
        profile(
            &format!(
                r#"<issue index="1" name="n" type="integer" lowerbound="0" upperbound="{upper}"><evaluator ftype="linear" offset="0" slope="0.5"/></issue>"#
            ),
            "",
        )
    };
    let [at_most, beyond] = [999_999, 1_000_000].map(|upper| (domain(upper), valued(upper)));
    let done = read(&[("d.xml", &at_most.0), ("a.xml", &at_most.1)], Semantics::Genius);
    assert_eq!(done.domain.expect("it is read").issues[0].options.len(), 1_000_000);
    // Nothing follows from what is said already.
    let told = said(&[("d.xml", &beyond.0), ("a.xml", &beyond.1)]);
    assert_eq!(told, ["d.xml: `n` has 1000001 options; the most is 1000000"]);
}

#[test]
fn ranges_must_be_finite_and_hold_something() {
    let with = |range: &str| {
        format!(
            r#"<utility_space><objective><issue index="1" name="n" type="integer" {range}/></objective></utility_space>"#
        )
    };
    let first = |range: &str| said(&[("a.xml", &with(range))])[0].clone();
    assert!(first(r#"lowerbound="5" upperbound="1""#).contains("is empty: 5 to 1"));
    assert!(first(r#"lowerbound="0" upperbound="inf""#).contains("`inf` is not a number"));
    assert!(first(r#"lowerbound="0""#).contains("needs a finite"));
    assert!(first(r#"lowerbound="0" upperbound="9999999""#).contains("the most is 1000000"));
}

#[test]
fn integer_evaluators_begin_at_the_lower_bound_or_at_zero() {
    let text = r#"<utility_space><objective>
        <issue index="1" name="n" type="integer" lowerbound="10" upperbound="12"><evaluator ftype="linear" slope="2" offset="1"/></issue>
        <weight index="1" value="1"/></objective></utility_space>"#;
    let values = |semantics| {
        let domain = read(&[("a.xml", text)], semantics).domain.unwrap();
        domain.parties[0].values[0].iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(values(Semantics::Genius), ["1", "3", "5"]);
    assert_eq!(values(Semantics::Negmas), ["21", "23", "25"]);
}

#[test]
fn a_rectangle_that_excludes_pays_wherever_a_bound_fails() {
    let text = r#"<utility_space type="nonlinear"><objective>
        <issue index="1" name="n" type="integer" lowerbound="0" upperbound="3"/>
        <issue index="2" name="m" type="integer" lowerbound="0" upperbound="3"/>
        <utility maxutility="10"><ufun weight="1">
          <hyperRectangle utility="5"><EXCLUDES index="1" min="0" max="1"/><EXCLUDES index="2" min="0" max="2"/></hyperRectangle>
          <hyperRectangle utility="2"><INCLUDES index="1" min="1" max="3"/></hyperRectangle>
        </ufun></utility></objective></utility_space>"#;
    let domain = read(&[("a.xml", text)], Semantics::Genius).domain.unwrap();
    let value = |deal: &[usize]| domain.value(0, deal).to_string();
    assert_eq!(
        [value(&[0, 0]), value(&[1, 1]), value(&[0, 3]), value(&[3, 0])],
        ["0", "1/5", "1/2", "7/10"]
    );
}
