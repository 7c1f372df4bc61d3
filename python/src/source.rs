//! A scenario's text, and the model that it describes.

use crate::trouble::{Answered, Trouble};
use pyo3::prelude::*;
use zopa::diag::Diagnostic;
use zopa::model::Model;
use zopa_report::html::embed;
use zopa_report::{Style, text};

/// How wide diagnostics are drawn.
const STYLE: Style = Style { width: 80, color: false };

/// A file as Python hands it over: its name as given, and the text in it.
#[derive(Debug, FromPyObject)]
pub(crate) struct File(pub(crate) String, pub(crate) String);

/// A text and what it is called in messages.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The file's name as given.
    pub(crate) origin: String,
    /// The scenario.
    pub(crate) text: String,
    /// Where it was taken out of a report: the date up to which that used the events.
    pub(crate) at: Option<String>,
}

impl Source {
    /// The scenario in a file, or in a report that holds one.
    pub(crate) fn new(File(origin, text): File) -> Answered<Self> {
        if !embed::is_html(&text) {
            return Ok(Self { origin, text, at: None });
        }
        let unusable = |why: &str| Trouble::Words(format!("`{origin}` {why}"));
        let embedded = embed::read(&text).map_err(|why| unusable(why.in_words()))?;
        let at = embedded.verdict.get("as_of").and_then(|date| date.as_str()).map(str::to_owned);
        let redacted = "is a report that was made for others: it does not hold the scenario";
        let text = embedded.scenario.ok_or_else(|| unusable(redacted))?;
        Ok(Self { origin: format!("{origin} (its scenario)"), text, at })
    }

    /// A model whose deals can be listed, and the warnings on the way.
    pub(crate) fn model(&self) -> Answered<(Model, Vec<Diagnostic>)> {
        self.checked(zopa::load(&self.text))
    }

    /// A model of any size, and the warnings on the way.
    pub(crate) fn model_any_size(&self) -> Answered<(Model, Vec<Diagnostic>)> {
        self.checked(zopa::load_any_size(&self.text))
    }

    fn checked(
        &self,
        (model, diagnostics): (Option<Model>, Vec<Diagnostic>),
    ) -> Answered<(Model, Vec<Diagnostic>)> {
        match model {
            Some(model) if !diagnostics.iter().any(Diagnostic::is_error) => {
                Ok((model, diagnostics))
            }
            _ => Err(Trouble::Scenario { drawn: self.draw(&diagnostics), diagnostics }),
        }
    }

    /// What a mistake that shows only when computing becomes.
    pub(crate) fn refused(&self, diagnostic: Diagnostic) -> Trouble {
        let diagnostics = vec![diagnostic];
        Trouble::Scenario { drawn: self.draw(&diagnostics), diagnostics }
    }

    /// Warnings as the command shows them; `None` where there are none.
    pub(crate) fn drawn(&self, warnings: &[Diagnostic]) -> Option<String> {
        (!warnings.is_empty()).then(|| self.draw(warnings))
    }

    fn draw(&self, diagnostics: &[Diagnostic]) -> String {
        text::diagnostics(&self.origin, &self.text, diagnostics, STYLE)
    }
}
