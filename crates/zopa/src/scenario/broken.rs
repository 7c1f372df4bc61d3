//! Broken TOML: its mistakes as diagnostics, and how reading goes on behind them.
//!
//! The TOML parser recovers from most mistakes by itself, but gives up at a key without a value. Such
//! lines are blanked and the text is parsed again; blanks keep every place where it was. Mistakes
//! that only follow from broken TOML are dropped: those on a broken line or inside something without an
//! end, keys found missing in a section with a broken line, and what a lost heading leaves behind.

use super::toml_words::worded;
use crate::diag::codes::read as codes;
use crate::diag::{Diagnostic, Sink, Span};
use std::collections::BTreeSet;
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
    places: BTreeSet<usize>,
    /// What something without an end has swallowed.
    swallowed: Span,
    /// The lines that were blanked, by their beginnings.
    blanked: BTreeSet<usize>,
}

/// Where keys may have been lost with broken TOML.
#[derive(Debug, Default)]
pub(super) struct Tears {
    /// Lines that could not be read.
    lines: BTreeSet<usize>,
    /// Other places where TOML is broken.
    places: BTreeSet<usize>,
    /// Whether a heading is among them, or something without an end has swallowed what followed: then
    /// any table may lack keys.
    everywhere: bool,
}

impl Tears {
    /// Whether TOML is broken within `span`.
    pub(super) fn break_up(&self, span: &Span) -> bool {
        self.places.range(span.clone()).next().is_some()
    }

    /// Whether any table may lack keys.
    pub(super) fn everywhere(&self) -> bool {
        self.everywhere
    }

    /// Whether the table that begins at `span` may lack keys.
    pub(super) fn within(&self, text: &str, span: &Span) -> bool {
        self.everywhere || self.lines.range(section_around(text, span.start)).next().is_some()
    }
}

impl Broken {
    /// The text with the lines blanked that the TOML parser could not get past, where there are
    /// such; these lines are reported.
    pub(super) fn blank(&mut self, text: &str, errors: &[Error]) -> Option<String> {
        let stops = |error: &&Error| error.message().starts_with(KEY_WITHOUT_VALUE);
        let mut starts = BTreeSet::new();
        for error in errors.iter().filter(stops) {
            starts.insert(line_around(text, error.span().map_or(0, |span| span.start)).start);
            self.report(error, text);
        }
        if starts.is_empty() {
            return None;
        }
        self.blanked.clone_from(&starts);
        let mut blanked = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            if starts.contains(&blanked.len()) {
                let end = if line.ends_with('\n') { "\n" } else { "" };
                blanked.push_str(&" ".repeat(line.len() - end.len()));
                blanked.push_str(end);
            } else {
                blanked.push_str(line);
            }
        }
        Some(blanked)
    }

    /// Reports the mistakes that the TOML parser found: the first of each line; of those that follow
    /// from something without an end, where that opens.
    pub(super) fn report_all(&mut self, text: &str, errors: &[Error]) {
        if let Some((swallowed, error)) = ENDLESS.iter().find_map(|it| it.find(text, errors)) {
            self.places.insert(swallowed.start);
            self.swallowed = swallowed;
            self.found.push(error);
        }
        // Behind a lost heading nothing is where it belongs.
        let lost = |error: &Error| {
            error.span().is_some_and(|span| is_heading(text, line_around(text, span.start)))
                && !error.message().starts_with(DUPLICATE_KEY)
        };
        let heading_lost = errors.iter().any(lost);
        // What a table given twice holds is given twice with it.
        let doubled: Vec<Span> = errors
            .iter()
            .filter(|error| error.message().starts_with(DUPLICATE_KEY))
            .filter_map(|error| Some(line_around(text, error.span()?.start)))
            .filter(|line| is_heading(text, line.clone()))
            .map(|line| line.end..section_around(text, line.start).end)
            .collect();
        let mut lines = BTreeSet::new();
        for error in errors {
            let start = error.span().map_or(0, |span| span.start);
            let duplicate = error.message().starts_with(DUPLICATE_KEY);
            let doubled = || doubled.iter().any(|section| section.contains(&start));
            let follows =
                self.swallowed.contains(&start) || duplicate && (heading_lost || doubled());
            if !follows && (duplicate || lines.insert(line_around(text, start).start)) {
                self.report(error, text);
            }
        }
    }

    /// Where keys may have been lost.
    pub(super) fn tears(&self, text: &str) -> Tears {
        let everywhere = self.heading_lost(text);
        Tears { lines: self.blanked.clone(), places: self.places.clone(), everywhere }
    }

    fn heading_lost(&self, text: &str) -> bool {
        !self.swallowed.is_empty()
            || self.places.iter().any(|place| is_heading(text, line_around(text, *place)))
    }

    fn report(&mut self, error: &Error, text: &str) {
        let span = error.span().unwrap_or(0..0);
        let span = span.start.min(text.len())..span.end.min(text.len());
        if error.message().starts_with(DUPLICATE_KEY) {
            let key = text.get(span.clone()).unwrap_or("");
            let kind =
                if is_heading(text, line_around(text, span.start)) { "table" } else { "key" };
            let message = format!("the {kind} `{key}` is given twice");
            let help = "a table stands in one place, a key once in its table";
            self.found.push(codes::DUPLICATE_KEY.error(message).at(span, "second time").help(help));
            return;
        }
        self.places.insert(span.start);
        self.found.push(worded(error.message(), text, span));
    }

    /// The mistakes of TOML with those found in what was recovered, but for those that only follow.
    pub(super) fn merge(mut self, text: &str, found: Vec<Diagnostic>) -> Sink {
        let mut sink = Sink::default();
        for diagnostic in std::mem::take(&mut self.found) {
            sink.push(diagnostic);
        }
        for diagnostic in found {
            let start = diagnostic.labels.first().map_or(0, |label| label.span.start);
            let missing = diagnostic.code == codes::MISSING_KEY.name;
            let broken = |range: Span| self.places.range(range).next().is_some();
            let follows = broken(line_around(text, start))
                || self.swallowed.contains(&start)
                || missing && (broken(section_around(text, start)) || self.heading_lost(text));
            if !follows {
                sink.push(diagnostic);
            }
        }
        sink
    }
}

/// Something that has swallowed the text behind it, since it does not end.
struct Endless {
    /// What the TOML parser says where it gives up.
    found: &'static str,
    /// What it says on the way there.
    on_the_way: &'static [&'static str],
    opens: &'static str,
    closes: &'static str,
    what: &'static str,
}

const ENDLESS: [Endless; 4] = [
    Endless {
        found: "unclosed array,",
        on_the_way: &["array"],
        opens: "[",
        closes: "]",
        what: "a list",
    },
    Endless {
        found: "unclosed inline table",
        on_the_way: &["inline table", "key-value pairs"],
        opens: "{",
        closes: "}",
        what: "a table",
    },
    Endless {
        found: "invalid multi-line basic string",
        on_the_way: &[],
        opens: "\"\"\"",
        closes: "\"\"\"",
        what: "text",
    },
    Endless {
        found: "invalid multi-line literal string",
        on_the_way: &[],
        opens: "'''",
        closes: "'''",
        what: "text",
    },
];

impl Endless {
    /// What it has swallowed, from where it opens, and the diagnostic; where there is such a thing.
    fn find(&self, text: &str, errors: &[Error]) -> Option<(Span, Diagnostic)> {
        let start = |error: &Error| error.span().map_or(0, |span| span.start);
        let end = start(errors.iter().find(|error| error.message().starts_with(self.found))?);
        let on_the_way =
            |error: &&Error| self.on_the_way.iter().any(|words| error.message().contains(words));
        let first = errors.iter().filter(on_the_way).map(start).min().unwrap_or(end);
        let open = text.get(..first)?.rfind(self.opens)?;
        let error = codes::TOML_SYNTAX
            .error(format!("{} that does not end", self.what))
            .at(open..open + self.opens.len(), "opened here");
        Some((open..end + 1, error.help(format!("`{}` closes it", self.closes))))
    }
}

/// The line that holds byte `at`, up to and including its end.
pub(super) fn line_around(text: &str, at: usize) -> Span {
    let (before, behind) = (text.get(..at).unwrap_or(text), text.get(at..).unwrap_or(""));
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = behind.find('\n').map_or(text.len(), |newline| at + newline);
    start..end + 1
}

/// From the line that opens the table around byte `at` to the next that opens one.
fn section_around(text: &str, at: usize) -> Span {
    let Span { mut start, mut end } = line_around(text, at);
    while start > 0 && !is_heading(text, line_around(text, start)) {
        start = line_around(text, start - 1).start;
    }
    while end < text.len() && !is_heading(text, line_around(text, end)) {
        end = line_around(text, end).end;
    }
    start..end
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
