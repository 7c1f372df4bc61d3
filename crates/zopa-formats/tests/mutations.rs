//! Files with something wrong anywhere never stop the program: thousands of small changes to good ones.

#![allow(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::path::Path;
use zopa::deal::structured::{Plan, solve};
use zopa_formats::{domains, genius::Semantics};

const PIECES: [&str; 16] = [
    "<",
    ">",
    "/>",
    "\"",
    "'",
    "&",
    "&x;",
    "-",
    "1e999",
    "0",
    ",",
    ";",
    "\n",
    "\u{feff}",
    "é",
    "</objective>",
];

struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n as u64).unwrap()
    }
}

/// Cuts a stretch out, doubles it, or puts a piece in its place.
fn changed(text: &str, draw: &mut Draw) -> String {
    let mut text = text.to_owned();
    for _ in 0..1 + draw.below(3) {
        let start = text.floor_char_boundary(draw.below(text.len() + 1));
        let end = text.ceil_char_boundary((start + draw.below(12)).min(text.len()));
        let found = text.get(start..end).unwrap().to_owned();
        let with = match draw.below(4) {
            0 => String::new(),
            1 => found.repeat(2),
            _ => PIECES[draw.below(PIECES.len())].to_owned(),
        };
        text.replace_range(start..end, &with);
    }
    text
}

#[test]
fn no_small_change_to_a_file_makes_reading_or_solving_panic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/domains");
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let nonlinear = r#"<utility_space type="nonlinear"><objective>
        <issue index="1" name="n" type="integer" lowerbound="0" upperbound="3"/>
        <issue index="2" name="m" type="real"><range lowerbound="0" upperbound="3"/></issue>
        <utility maxutility="10"><ufun weight="1">
          <hyperRectangle utility="5"><EXCLUDES index="1" min="0" max="1"/></hyperRectangle>
          <hyperRectangle utility="2"><INCLUDES index="2" min="1" max="3"/></hyperRectangle>
        </ufun></utility></objective></utility_space>"#;
    let web = r#"{"LinearAdditiveUtilitySpace": {"issueUtilities": {"a": {"discreteutils": {"valueUtilities":
        {"x": 0.6, "y": 1}}}, "b": {"numberutils": {"lowValue": 0, "lowUtility": 1, "highValue": 10, "highUtility": 0}}},
        "issueWeights": {"a": 0.25, "b": 0.75}, "domain": {"name": "d", "issuesValues": {"a": {"values": ["x", "y"]},
        "b": {"range": ["0", "10", "5"]}}}, "reservationBid": {"issuevalues": {"a": "x"}}}}"#;
    let seeds = [
        ("a.xml", text("flat/tenant.xml")),
        ("b.xml", nonlinear.to_owned()),
        ("c.csv", text("wages.csv")),
        ("d.json", web.to_owned()),
    ];
    let mut draw = Draw(5);
    let mut read = 0;
    for i in 0..20_000 {
        let (name, seed) = &seeds[i % seeds.len()];
        let text = changed(seed, &mut draw);
        let done = domains::read(&[(name, &text)], Semantics::Genius);
        for (_, diagnostic) in &done.diagnostics {
            for label in &diagnostic.labels {
                assert!(
                    text.get(label.span.clone()).is_some(),
                    "{:?} is no place in {text:?}",
                    label.span
                );
            }
        }
        assert!(done.domain.is_some() || !done.diagnostics.is_empty(), "no word on {text}");
        let small = |count| count < 5_000;
        if let Some(domain) = done.domain.filter(|d| d.combinations().is_some_and(small)) {
            read += 1;
            assert!(solve(&domain, &Plan::default()).frontier.size > 0);
        }
    }
    assert!(read > 1_000, "only {read} of the changed files could be read");
}
