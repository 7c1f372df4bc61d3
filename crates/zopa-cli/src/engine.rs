//! The engine's functions as the commands call them.

use crate::diagnostics::Source;
use crate::exit::Stop;
use zopa::diag::Diagnostic;
use zopa::model::{Model, Target};
use zopa::verdict::{Verdict, Why};

const MISSING: &str = "this build has no engine yet";

/// What to solve for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// Judge and list every deal.
    pub(crate) all: bool,
    /// Use only the events up to this date.
    pub(crate) at: Option<String>,
}

/// A code of a diagnostic and its documentation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) explanation: &'static str,
}

/// The model of a text, and what is wrong or doubtful in it.
pub(crate) fn load(_text: &str) -> (Option<Model>, Vec<Diagnostic>) {
    (None, vec![Diagnostic::error("internal", MISSING)])
}

/// The verdict.
pub(crate) fn solve(_model: &Model, options: &Options) -> Result<Verdict, Diagnostic> {
    let _ = (options.all, &options.at);
    Err(Diagnostic::error("internal", MISSING))
}

/// The explanation of a target.
pub(crate) fn why(_model: &Model, _target: &Target) -> Result<Why, Diagnostic> {
    Err(Diagnostic::error("internal", MISSING))
}

/// The target that a text names.
pub(crate) fn target(_model: &Model, _text: &str) -> Result<Target, Vec<Diagnostic>> {
    Err(vec![Diagnostic::error("internal", MISSING)])
}

/// The JSON schema of the scenario format.
pub(crate) fn schema() -> serde_json::Value {
    serde_json::Value::Null
}

/// All codes.
pub(crate) fn codes() -> &'static [Code] {
    &[]
}

/// A model that can be answered, and the warnings on the way; else what is wrong.
pub(crate) fn model(source: &Source, json: bool) -> Result<(Model, Vec<Diagnostic>), Stop> {
    let (model, diagnostics) = load(&source.text);
    match model {
        Some(model) if !diagnostics.iter().any(Diagnostic::is_error) => Ok((model, diagnostics)),
        _ => Err(Stop::Diagnosed { source: source.clone(), diagnostics, json }),
    }
}
