//! Broken TOML: its mistakes as diagnostics, and how reading goes on behind them.
//!
//! The TOML parser recovers from most mistakes by itself, but gives up at a key without a value. Such
//! lines are blanked and the text is parsed again; blanks keep every place where it was. Mistakes
//! that only follow from broken TOML are dropped: those on a broken line, and keys found missing in a
//! section with a broken line.

use crate::diag::codes::read as codes;
use crate::diag::{Diagnostic, Sink, Span};
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

/// How the TOML parser begins its message for a line that it cannot get past.
const KEY_WITHOUT_VALUE: &str = "key with no value";
/// How it begins its message for a key given twice.
const DUPLICATE_KEY: &str = "duplicate key";

/// The mistakes of TOML itself.
#[derive(Debug, Default)]
pub(super) struct Broken {
    found: Vec<Diagnostic>,
    /// Where the text is broken, other than by a key given twice.
    places: Vec<usize>,
}

impl Broken {
    /// The text without the lines that the TOML parser cannot get past; these are reported.
    pub(super) fn mend<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let (table, errors) = DeTable::parse_recoverable(text);
        dismantle(table.into_inner());
        let stops = |error: &&Error| error.message().starts_with(KEY_WITHOUT_VALUE);
        let mut lines = Vec::new();
        for error in errors.iter().filter(stops) {
            lines.push(line_around(text, error.span().map_or(0, |span| span.start)));
            self.report(error, text);
        }
        if lines.is_empty() {
            return Cow::Borrowed(text);
        }
        let blank = |at: usize| lines.iter().any(|line| line.contains(&at));
        let mended = text.char_indices().map(|(at, char)| match blank(at) {
            true => " ".repeat(char.len_utf8()),
            false => char.to_string(),
        });
        Cow::Owned(mended.collect())
    }

    /// The text as TOML, with what could be recovered; mistakes are reported.
    pub(super) fn parse<'t>(&mut self, text: &'t str) -> Spanned<DeTable<'t>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            self.report(error, text);
        }
        table
    }

    fn report(&mut self, error: &Error, text: &str) {
        let span = error.span().unwrap_or(0..0);
        let span = span.start.min(text.len())..span.end.min(text.len());
        if error.message().starts_with(DUPLICATE_KEY) {
            let key = text.get(span.clone()).unwrap_or("");
            let message = format!("the key `{key}` is given twice");
            let help = "a table stands in one place, a key once in its table";
            self.found.push(codes::DUPLICATE_KEY.error(message).at(span, "second time").help(help));
            return;
        }
        self.places.push(span.start);
        self.found.push(codes::TOML_SYNTAX.error(error.message()).at(span, ""));
    }

    /// The mistakes of TOML with those found in what was recovered, but for those that only follow.
    pub(super) fn merge(self, text: &str, found: Vec<Diagnostic>) -> Sink {
        let mut sink = Sink::default();
        for diagnostic in self.found {
            sink.push(diagnostic);
        }
        for diagnostic in found {
            let start = diagnostic.labels.first().map_or(0, |label| label.span.start);
            let missing = diagnostic.code == codes::MISSING_KEY.name;
            let suspect = |place: &usize| {
                line_around(text, start).contains(place)
                    || missing && section_around(text, start).contains(place)
                    || missing && start == 0 && is_heading(text, line_around(text, *place))
            };
            if !self.places.iter().any(suspect) {
                sink.push(diagnostic);
            }
        }
        sink
    }
}

/// The line that holds byte `at`, up to and including its end.
fn line_around(text: &str, at: usize) -> Span {
    let (before, behind) = (text.get(..at).unwrap_or(text), text.get(at..).unwrap_or(""));
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = behind.find('\n').map_or(text.len(), |newline| at + newline);
    start..end + 1
}

/// From byte `at` to the next line that opens a table.
fn section_around(text: &str, at: usize) -> Span {
    let mut end = line_around(text, at).end;
    while end < text.len() && !is_heading(text, line_around(text, end)) {
        end = line_around(text, end).end;
    }
    at..end
}

fn is_heading(text: &str, line: Span) -> bool {
    let line = text.get(line.start..line.end.min(text.len())).unwrap_or("");
    line.trim_start().starts_with('[')
}

/// Takes a table apart level by level: dropping a table of great depth at once would exhaust the
/// stack.
pub(super) fn dismantle(table: DeTable<'_>) {
    let mut rest = vec![DeValue::Table(table)];
    while let Some(value) = rest.pop() {
        match value {
            DeValue::Table(table) => rest.extend(table.into_iter().map(|(_, v)| v.into_inner())),
            DeValue::Array(array) => rest.extend(array.into_iter().map(Spanned::into_inner)),
            _ => {}
        }
    }
}
