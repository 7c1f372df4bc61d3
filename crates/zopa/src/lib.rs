//! zopa finds the best deal that can actually hold, and says why no better one can.

/// What tests share with benchmarks calls the engine by its name.
#[cfg(test)]
extern crate self as zopa;

pub mod deal;
pub mod diag;
pub mod game;
pub mod model;
pub mod num;
pub mod road;
pub mod scenario;
pub mod study;
mod suggest;
pub mod verdict;

use diag::{Diagnostic, Sink};
use model::Model;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Reads a scenario and makes it ready for computing. Every mistake that can be told without solving is
/// among the diagnostics, in the order of the text; the model is there only where none is an error.
#[must_use]
pub fn load(text: &str) -> (Option<Model>, Vec<Diagnostic>) {
    load_with(text, model::build)
}

/// The same, for a scenario of any number of deals. Only [`verdict::large::solve`] answers a model that
/// [is large](Model::is_large); everything else lists the deals.
#[must_use]
pub fn load_any_size(text: &str) -> (Option<Model>, Vec<Diagnostic>) {
    load_with(text, model::build_any_size)
}

fn load_with(
    text: &str,
    build: impl Fn(&scenario::Scenario, String) -> (Option<Model>, Vec<Diagnostic>),
) -> (Option<Model>, Vec<Diagnostic>) {
    let reading = scenario::recover(text);
    let whole = reading.is_whole();
    let mut sink = Sink::default();
    sink.extend(reading.diagnostics);
    let mut model = None;
    if whole {
        let (built, found) = build(&reading.scenario, sha256(text));
        sink.extend(found);
        if let Some(built) = built {
            sink.extend(model::check_central(&built));
            model = Some(built);
        }
    } else {
        sink.extend(model::examine(&reading.scenario));
    }
    (model.filter(|_| !sink.has_errors()), sink.finish())
}

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn sha256(text: &str) -> String {
    let mut hexadecimal = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    hexadecimal
}
