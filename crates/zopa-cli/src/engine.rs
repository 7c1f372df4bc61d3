//! The engine's functions as the commands call them.

use crate::diagnostics::Source;
use crate::exit::Stop;
use zopa::diag::Diagnostic;
pub(crate) use zopa::diag::codes::Code;
use zopa::model::{Fault, Model, Target};
pub(crate) use zopa::verdict::Options;
use zopa::verdict::large::{self, LargeExhibits, LargeVerdict};
use zopa::verdict::{Verdict, Why};

/// The verdict.
pub(crate) fn solve(model: &Model, options: &Options) -> Result<Verdict, Diagnostic> {
    zopa::verdict::solve(model, options).map_err(|fault: Fault| fault.diagnostic())
}

/// The explanation of a target.
pub(crate) fn why(model: &Model, target: &Target) -> Result<Why, Diagnostic> {
    zopa::verdict::why(model, target).map_err(|fault: Fault| fault.diagnostic())
}

/// The target that a text names.
pub(crate) fn target(model: &Model, text: &str) -> Result<Target, Vec<Diagnostic>> {
    zopa::model::parse_target(model, text)
}

/// The JSON schema of the scenario format.
pub(crate) fn schema() -> serde_json::Value {
    zopa::scenario::json_schema()
}

/// All codes of diagnostics.
pub(crate) fn codes() -> Vec<&'static Code> {
    zopa::diag::codes::all().chain(zopa_formats::gambit::codes::ALL).collect()
}

/// The verdict on a model whose deals cannot be listed.
pub(crate) fn solve_large(model: &Model, options: &Options) -> Result<LargeVerdict, Diagnostic> {
    large::solve(model, options).map_err(|trouble| trouble.diagnostic())
}

/// What a report shows beside it.
pub(crate) fn exhibits_large(
    model: &Model,
    verdict: &LargeVerdict,
) -> Result<LargeExhibits, Diagnostic> {
    large::exhibits(model, verdict).map_err(|trouble| trouble.diagnostic())
}

/// A model of any size, and the warnings on the way; else what is wrong.
pub(crate) fn model_any_size(
    source: &Source,
    json: bool,
) -> Result<(Model, Vec<Diagnostic>), Stop> {
    checked(zopa::load_any_size(&source.text), source, json)
}

/// A model that can be answered, and the warnings on the way; else what is wrong.
pub(crate) fn model(source: &Source, json: bool) -> Result<(Model, Vec<Diagnostic>), Stop> {
    checked(zopa::load(&source.text), source, json)
}

fn checked(
    (model, diagnostics): (Option<Model>, Vec<Diagnostic>),
    source: &Source,
    json: bool,
) -> Result<(Model, Vec<Diagnostic>), Stop> {
    match model {
        Some(model) if !diagnostics.iter().any(Diagnostic::is_error) => Ok((model, diagnostics)),
        _ => Err(Stop::Diagnosed { source: source.clone(), diagnostics, json }),
    }
}
