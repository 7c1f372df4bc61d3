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
    let mut errors = reading.diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    let readable = errors.all(|error| error.code == diag::codes::read::UNKNOWN_KEY.name);
    let mut sink = Sink::default();
    sink.extend(reading.diagnostics);
    let mut model = None;
    if whole {
        let build = if any_size { model::build_any_size } else { model::build };
        let (built, found) = build(&reading.scenario, sha256(text));
        sink.extend(found);
        if let Some(built) = built {
            sink.extend(model::check_central(&built));
            model = Some(built);
        }
    } else {
        // A key that nobody knows leaves everything else readable: what is wrong at the central premises
        // can be told with it.
        let (model, found) = model::examine(&reading.scenario, any_size);
        let sound = !found.iter().any(Diagnostic::is_error);
        sink.extend(found);
        if readable && sound {
            sink.extend(model::check_central(&model));
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
