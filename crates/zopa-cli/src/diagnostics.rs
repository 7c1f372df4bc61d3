//! What is wrong with an input, and how that is told.

use crate::output::Output;
use serde::Serialize;
use zopa::diag::Diagnostic;
use zopa_report::text;

/// A text and what it is called in messages.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The file's name as given, `<stdin>`, or an option's name.
    pub(crate) origin: String,
    /// Its text.
    pub(crate) text: String,
    /// Where it was taken out of a report: the date up to which that used the events.
    pub(crate) at: Option<String>,
    /// Where it was taken out of a report with a study: how many draws, and the seed.
    pub(crate) drawn: Option<(u64, u64)>,
}

impl Source {
    pub(crate) fn new(origin: impl Into<String>, text: impl Into<String>) -> Self {
        Self { origin: origin.into(), text: text.into(), at: None, drawn: None }
    }

    /// The date up to which events are used: that asked for, else that of the report.
    pub(crate) fn date(&self, asked: Option<&str>) -> Option<String> {
        asked.map(str::to_owned).or_else(|| self.at.clone())
    }
}

/// Diagnostics as JSON.
#[derive(Debug, Serialize)]
pub(crate) struct Report<'a> {
    pub(crate) diagnostics: &'a [Diagnostic],
}

/// All diagnostics, errors first, and their count.
pub(crate) fn draw(source: &Source, diagnostics: &[Diagnostic], out: &Output) -> String {
    text::diagnostics(&source.origin, &source.text, diagnostics, out.complaint_style())
}

/// A complaint without a place in a text.
pub(crate) fn plain_error(message: &str, help: Option<&str>, out: &Output) -> String {
    text::complaint(message, help, out.complaint_style())
}
