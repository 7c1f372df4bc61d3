//! Diagnostics drawn: the place in the text, what is wrong there, what would mend it.

use crate::{Style, number};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use zopa::diag::{Diagnostic, Severity, Span};

/// All diagnostics of a text, errors first, and their count. `origin` is what the text is called.
#[must_use]
pub fn diagnostics(origin: &str, text: &str, diagnostics: &[Diagnostic], style: Style) -> String {
    let renderer = renderer(style);
    let mut out = String::new();
    let (errors, warnings): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|d| d.is_error());
    for diagnostic in errors.iter().chain(&warnings) {
        out.push_str(renderer.render(&[group(origin, text, diagnostic)]).trim_end());
        out.push_str("\n\n");
    }
    let mut counts = Vec::new();
    for (n, noun) in [(errors.len(), "error"), (warnings.len(), "warning")] {
        if n > 0 {
            counts.push(number::counted(n, noun));
        }
    }
    out.push_str(&format!("{origin}: {}\n", counts.join(", ")));
    out
}

/// A complaint without a place in a text, and advice.
#[must_use]
pub fn complaint(message: &str, help: Option<&str>, style: Style) -> String {
    let mut group = Group::with_title(Level::ERROR.primary_title(message));
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help));
    }
    format!("{}\n", renderer(style).render(&[group]).trim_end())
}

fn renderer(style: Style) -> Renderer {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Unicode).term_width(style.width)
}

fn group<'a>(origin: &'a str, text: &'a str, diagnostic: &'a Diagnostic) -> Group<'a> {
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
            let annotation = kind.span(inside(text, &label.span));
            let said = Some(label.text.as_str()).filter(|text| !text.is_empty());
            annotation.label(said)
        });
        group = group.element(Snippet::source(text).path(origin).annotations(annotations));
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

    #[test]
    fn spans_are_cut_to_the_text() {
        assert_eq!(inside("é", &(1..9)), 0..2);
        assert_eq!(inside("ab", &Span { start: 7, end: 3 }), 2..2);
        assert_eq!(inside("", &(0..0)), 0..0);
    }

    #[test]
    fn every_diagnostic_is_drawn_with_its_place_and_advice_and_all_are_counted() {
        let text = "title = \"A\"\n[issues.rent]\nby = \"bakr\"\n";
        let found = [
            Diagnostic::warning("no-question", "no question is asked"),
            Diagnostic::error("unknown-party", "`bakr` is not a party")
                .at(31..37, "no party has this name")
                .see(12..25, "the issue")
                .help("did you mean `baker`?"),
        ];
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
        let style = Style { width: 80, color: false };
        assert_eq!(diagnostics("case.toml", text, &found, style), expected);
    }
}
