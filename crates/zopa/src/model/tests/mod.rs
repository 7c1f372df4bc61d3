//! Building as a whole: text in, model or diagnostics out.

mod building;
mod expressions;
mod perceptions;

use super::Model;
use crate::diag::Diagnostic;

/// The model of a text without mistakes.
fn model(text: &str) -> Model {
    let (model, found) = crate::load(text);
    model.unwrap_or_else(|| panic!("{found:#?}"))
}

/// What is wrong with a text.
fn found(text: &str) -> Vec<Diagnostic> {
    crate::load(text).1
}

/// The codes of what is wrong with a text.
fn codes(text: &str) -> Vec<&'static str> {
    found(text).iter().map(|diagnostic| diagnostic.code).collect()
}
