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

use diag::{Diagnostic, Sink, codes};
use model::Model;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Mistakes that leave everything readable but for the expression in which they are, so that what else is
/// wrong at the central premises can be told with them.
const LOCAL: [&str; 12] = [
    codes::read::UNKNOWN_KEY.name,
    codes::build::UNKNOWN_NAME.name,
    codes::build::UNKNOWN_PARTY.name,
    codes::build::UNKNOWN_ACTOR.name,
    codes::build::UNKNOWN_PREMISE.name,
    codes::build::UNKNOWN_SOURCE.name,
    codes::build::UNKNOWN_PRECEDENT.name,
    codes::build::UNKNOWN_MENU_ENTRY.name,
    codes::build::MISSING_PAYOFF.name,
    codes::build::BAD_DISTRIBUTION.name,
    codes::build::CLAIM_WITHOUT_DEAL.name,
    codes::build::CLAIM_WITHOUT_GAME.name,
];

/// Reads a scenario and makes it ready for computing. Every mistake that can be told without solving is
/// among the diagnostics, in the order of the text; the model is there only where none is an error.
#[must_use]
pub fn load(text: &str) -> (Option<Model>, Vec<Diagnostic>) {
    load_with(text, false)
}

/// The same, for a scenario of any number of deals. Only [`verdict::large::solve`] answers a model that
/// [is large](Model::is_large); everything else lists the deals.
#[must_use]
pub fn load_any_size(text: &str) -> (Option<Model>, Vec<Diagnostic>) {
    load_with(text, true)
}

fn load_with(text: &str, any_size: bool) -> (Option<Model>, Vec<Diagnostic>) {
    let reading = scenario::recover(text);
    let whole = reading.is_whole();
    let mut sink = Sink::default();
    sink.extend(reading.diagnostics);
    let mut model = None;
    if whole {
        let build = if any_size { model::build_any_size } else { model::build };
        let (built, found) = build(&reading.scenario, sha256(text));
        sink.extend(found);
        match built {
            Some(built) => {
                sink.extend(model::check_central(&built));
                model = Some(built);
            }
            None if sink.all_errors_among(&LOCAL) => {
                sink.extend(model::check_central(&model::examine(&reading.scenario, any_size).0));
            }
            None => {}
        }
    } else {
        let (examined, found) = model::examine(&reading.scenario, any_size);
        sink.extend(found);
        if sink.all_errors_among(&LOCAL) {
            sink.extend(model::check_central(&examined));
        }
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
