//! No file makes reading a domain panic, and what is read can be solved where it is small.
//!
//! `cargo fuzz run domains`; the files below `cases/domains` are good seeds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa::deal::structured::{Plan, solve};
use zopa_formats::{domains, genius::Semantics};

fuzz_target!(|text: &str| {
    for (name, semantics) in [("a.xml", Semantics::Genius), ("a.csv", Semantics::Negmas)] {
        let read = domains::read(&[(name, text)], semantics);
        if let Some(domain) = read.domain {
            if domain.combinations().is_some_and(|count| count < 100_000) && domain.issues.len() < 20 {
                let answer = solve(&domain, &Plan { sums: 200_000, points: 50, ..Plan::default() });
                assert!(!answer.exact || answer.frontier.size > 0);
            }
        }
    }
});
