//! Diagnostics as data: what is wrong with an input, where, and what would mend it.
//!
//! A [`Diagnostic`] says what was found and what was expected, in the user's own words; drawing it is
//! the business of whoever shows it. Reading never stops at the first mistake, so functions return
//! `Vec<Diagnostic>` and the [`Sink`] collects them on the way.
//!
//! Wording: lower-case start, no final period, the user's words in backticks, no "you", no names of
//! Rust items; advice goes into [`Diagnostic::help`].

pub mod codes;

use serde::Serialize;

/// A stretch of the scenario's text, in bytes from its beginning; the end is exclusive.
pub type Span = std::ops::Range<usize>;

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The scenario cannot be answered.
    Error,
    /// The scenario can be answered, but a careful author would look here.
    Warning,
}

/// A place in the text and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there; may be empty.
    pub text: String,
    /// Whether this is the place of the mistake, rather than one that explains it.
    pub primary: bool,
}

/// One mistake, with its place and the way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The stable kebab-case code, one of [`codes::all`].
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What was found and what was expected, on one line.
    pub message: String,
    /// The places; the first is primary where there is any.
    pub labels: Vec<Label>,
    /// Advice, a line each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error with its code and message, without a place yet.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, severity: Severity::Error, message, labels: Vec::new(), help: Vec::new() }
    }

    /// A warning with its code and message, without a place yet.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same diagnostic with the place of the mistake; `text` says what is to be seen there.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.insert(0, Label { span, text: text.into(), primary: true });
        self
    }

    /// The same diagnostic with a further place that explains the first.
    #[must_use]
    pub fn see(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into(), primary: false });
        self
    }

    /// The same diagnostic with a line of advice.
    #[must_use]
    pub fn help(mut self, advice: impl Into<String>) -> Self {
        self.help.push(advice.into());
        self
    }

    /// The same diagnostic with "did you mean .." where one of `valid` resembles `found`, or the list
    /// of the valid names where there are few.
    #[must_use]
    pub fn suggest<'a>(self, found: &str, valid: impl IntoIterator<Item = &'a str>) -> Self {
        match crate::suggest::advice(found, valid) {
            Some(advice) => self.help(advice),
            None => self,
        }
    }

    /// Whether it is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Collects diagnostics while reading goes on.
#[derive(Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    /// Keeps a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Keeps diagnostics.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(diagnostics);
    }

    /// Whether an error is among what was found so far.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(Diagnostic::is_error)
    }

    /// Whether every error that was found so far has one of these codes.
    #[must_use]
    pub fn all_errors_among(&self, codes: &[&str]) -> bool {
        self.found.iter().filter(|d| d.is_error()).all(|d| codes.contains(&d.code))
    }

    /// What was found, in the order of the text (then in the order found).
    #[must_use]
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|d| d.labels.first().map_or(0, |label| label.span.start));
        self.found
    }
}
