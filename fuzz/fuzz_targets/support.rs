//! What the targets that read domains share.

use zopa::deal::structured::{Domain, Plan, solve};
use zopa_formats::domains;

/// Between the files that a target is given in one text.
const NEXT_FILE: &str = "\n-----\n";

/// Reads the files, all of the kind that this extension has, and solves what is small.
pub fn read(text: &str, extension: &str) {
    let names: Vec<String> = (0..8).map(|k| format!("{k}.{extension}")).collect();
    let files: Vec<(&str, &str)> =
        names.iter().map(String::as_str).zip(text.split(NEXT_FILE)).collect();
    for semantics in [zopa_formats::genius::Semantics::Genius, zopa_formats::genius::Semantics::Negmas] {
        let read = domains::read(&files, semantics);
        assert!(read.domain.is_some() || !read.diagnostics.is_empty(), "nothing is said");
        if let Some(domain) = read.domain {
            solved(&domain);
        }
    }
}

/// Solves a small domain.
pub fn solved(domain: &Domain) {
    if domain.combinations().is_some_and(|count| count < 100_000) && domain.issues.len() < 20 {
        let answer = solve(domain, &Plan { sums: 200_000, points: 50, ..Plan::default() });
        assert!(!answer.exact || answer.frontier.size > 0);
    }
}
