//! The TOML parser's mistakes in the words of a person who writes a scenario.
//!
//! The parser says what it expected next; a writer wants to know what is wrong with the line. Messages
//! that are not known here are passed on as they are.

use super::broken::line_around;
use crate::diag::codes::read::TOML_SYNTAX;
use crate::diag::{Diagnostic, Span};

/// What the TOML parser said at `span` of `text`.
pub(super) fn worded(message: &str, text: &str, span: Span) -> Diagnostic {
    let says = |beginning: &str| message.starts_with(beginning);
    let found = text.get(span.clone()).unwrap_or("");
    let line = line_without_comment(text, span.start);
    let line_text = text.get(line.clone()).unwrap_or("");
    if says("string values must be quoted") {
        let bare = found.trim_matches(|c| matches!(c, '“' | '”' | '„' | '‘' | '’' | '«' | '»'));
        let what = if bare == found { "" } else { "straight " };
        let error = TOML_SYNTAX.error(format!("text without {what}quotes"));
        return error.at(span, "").help(format!("write `\"{bare}\"`"));
    }
    if says("key with no value") {
        let error = TOML_SYNTAX.error("a line without a key and a value");
        return error.at(line, "").help("a key and its value are joined by `=`: `key = value`");
    }
    if says("unclosed table") || says("unclosed array table") {
        let brackets = if line_text.starts_with("[[") { "]]" } else { "]" };
        let error = TOML_SYNTAX.error("a heading that cannot be read");
        return match line_text.ends_with(brackets) {
            true => error.at(line, "").help(
                "names are joined by points, and one with spaces stands in quotes: `[a.\"b c\"]`",
            ),
            false => error.at(line, format!("expected `{brackets}` at its end")),
        };
    }
    if (says("invalid basic string") || says("invalid literal string")) && found.is_empty() {
        let quote = if says("invalid basic") { '"' } else { '\'' };
        let open = text.get(line.start..span.start).and_then(|before| before.rfind(quote));
        let open = open.map_or(span.start, |open| line.start + open);
        let error = TOML_SYNTAX.error("text that does not end");
        return error.at(open..span.end, "").help(format!("`{quote}` closes it on the same line"));
    }
    if says("extra `=`") {
        let error = TOML_SYNTAX.error("one `=` too many");
        return error.at(span, "").help("a key and its value are joined by one `=`");
    }
    if says("unexpected key or value") {
        let behind = span.start..line.end.max(span.end);
        let error = TOML_SYNTAX.error("something stands behind the value");
        return error.at(behind, "").help("one key a line; a comment begins with `#`");
    }
    TOML_SYNTAX.error(message).at(span, "")
}

/// The line that holds byte `at`, without what surrounds it and without a comment.
fn line_without_comment(text: &str, at: usize) -> Span {
    let line = line_around(text, at);
    let written = text.get(line.start..line.end.min(text.len())).unwrap_or("");
    let written = written.split('#').next().unwrap_or("").trim_end();
    let start = line.start + (written.len() - written.trim_start().len());
    start..(line.start + written.len()).max(start)
}
