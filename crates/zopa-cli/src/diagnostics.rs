//! Draws diagnostics: the place in the text, what is wrong there, what would mend it.

use crate::output::Output;
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;
use zopa::diag::{Diagnostic, Severity, Span};

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
    let renderer = renderer(out);
    let mut text = String::new();
    let (errors, warnings): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|d| d.is_error());
    for diagnostic in errors.iter().chain(&warnings) {
        text.push_str(renderer.render(&[group(source, diagnostic)]).trim_end());
        text.push_str("\n\n");
    }
    let mut counts = Vec::new();
    for (n, noun) in [(errors.len(), "error"), (warnings.len(), "warning")] {
        if n > 0 {
            counts.push(zopa_report::number::counted(n, noun));
        }
    }
    text.push_str(&format!("{}: {}\n", source.origin, counts.join(", ")));
    text
}

/// A complaint without a place in a text.
pub(crate) fn plain_error(message: &str, help: Option<&str>, out: &Output) -> String {
    let mut group = Group::with_title(Level::ERROR.primary_title(message));
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help));
    }
    format!("{}\n", renderer(out).render(&[group]).trim_end())
}

fn renderer(out: &Output) -> Renderer {
    let renderer = if out.colored_complaints() { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Unicode).term_width(out.width())
}

fn group<'a>(source: &'a Source, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group =
        Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code));
    if !diagnostic.labels.is_empty() {
        let annotations = diagnostic.labels.iter().map(|label| {
            let kind =
                if label.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(inside(&source.text, &label.span));
            let said = Some(label.text.as_str()).filter(|text| !text.is_empty());
            annotation.label(said)
        });
        group = group.element(
            Snippet::source(source.text.as_str())
                .path(source.origin.as_str())
                .annotations(annotations),
        );
    }
    group.elements(diagnostic.help.iter().map(|help| Level::HELP.message(help.as_str())))
}

/// The span cut to the text and moved to the borders of characters, so that drawing cannot fail.
fn inside(text: &str, span: &Span) -> Span {
    let start = text.floor_char_boundary(span.start);
    let end = text.ceil_char_boundary(span.end.max(start));
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{Color, Show};

    #[test]
    fn spans_are_cut_to_the_text() {
        assert_eq!(inside("é", &(1..9)), 0..2);
        assert_eq!(inside("ab", &Span { start: 7, end: 3 }), 2..2);
        assert_eq!(inside("", &(0..0)), 0..0);
    }

    #[test]
    fn every_diagnostic_is_drawn_with_its_place_and_advice_and_all_are_counted() {
        let text = "title = \"A\"\n[issues.rent]\nby = \"bakr\"\n";
        let source = Source::new("case.toml", text);
        let diagnostics = [
            Diagnostic::warning("no-question", "no question is asked"),
            Diagnostic::error("unknown-party", "`bakr` is not a party")
                .at(31..37, "no party has this name")
                .see(12..25, "the issue")
                .help("did you mean `baker`?"),
        ];
        let show = Show { color: Color::Never, width: Some(80) };
        let expected = "\
error[unknown-party]: `bakr` is not a party
  ╭▸ case.toml:3:6
  │
2 │ [issues.rent]
  │ ───────────── the issue
3 │ by = \"bakr\"
  │      ━━━━━━ no party has this name
  │
  ╰ help: did you mean `baker`?

warning[no-question]: no question is asked

case.toml: 1 error, 1 warning
";
        assert_eq!(draw(&source, &diagnostics, &Output::new(&show)), expected);
    }
}
