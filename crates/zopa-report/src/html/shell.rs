//! The document around the sections: head, policy, style, script, and what is embedded.

use super::embed;
use crate::chart::palette::{Palette, Shape};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use zopa::verdict::answer::About;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// Nothing is loaded, sent or framed; style and script are those of the file.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
                      img-src data:; base-uri 'none'; form-action 'none'";
/// Elements before which a line begins, so that two reports can be compared line by line.
const LINES: [&str; 38] = [
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "circle",
    "dd",
    "defs",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "header",
    "li",
    "line",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "path",
    "rect",
    "script",
    "section",
    "style",
    "svg",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// End tags that a browser supplies by itself: the next cell, row or item begins, or the table ends.
const OPTIONAL: [&str; 6] = ["</td>", "</th>", "</tr>", "</li>", "</thead>", "</tbody>"];

/// The file: document, embedded data, and a digest over both.
pub(super) fn document(about: &About, version: &str, data: &str, body: &Markup) -> String {
    let title = format!("{}: {}", about.title, about.question.as_deref().unwrap_or("the verdict"));
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content=(format!("zopa {}", version));
                title { (title) }
                style { (PreEscaped(style())) }
            }
            body {
                a class="skip" href="#answer" { "Skip to the answer" }
                main { (body) }
                (PreEscaped(data))
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    embed::sealed(lines(&page.into_string()))
}

/// The style with the colours of light and dark paper.
pub(crate) fn style() -> String {
    let light = "--panel:#f5f6f6;--passbg:#dbe8f4;--failbg:#fae3d5;--edgebg:#fff4c2;";
    let dark = "--panel:#1c2126;--passbg:#16344c;--failbg:#43250f;--edgebg:#3d3613;";
    // A party is its glyph as well as its colour; a screen reader is told the name alone.
    let glyphs: String = (0..6)
        .map(|place| {
            let glyph = Shape::of(place).glyph();
            format!(
                ".p{place}::before{{content:\"{glyph}\\a0\";content:\"{glyph}\\a0\"/\"\";color:var(--p{place})}}"
            )
        })
        .collect();
    STYLE
        .replace("GLYPHS", &glyphs)
        .replace("LIGHT", &format!("{}{light}", Palette::Light.properties()))
        .replace("DARK", &format!("{}{dark}", Palette::Dark.properties()))
}

/// The same document, one element a line where that shows nowhere. Scripts and styles stay as they are.
pub(crate) fn lines(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    let mut verbatim = None;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let name: &str = tag
            .get(1..)
            .and_then(|tag| tag.split(|c: char| !c.is_ascii_alphanumeric()).next())
            .unwrap_or_default();
        if verbatim.is_none() && LINES.binary_search(&name).is_ok() {
            out.push('\n');
        }
        if verbatim.is_none()
            && let Some(end) = OPTIONAL.iter().find(|end| tag.starts_with(**end))
        {
            rest = tag.get(end.len()..).unwrap_or_default();
            continue;
        }
        let terse =
            verbatim.is_none() && !name.is_empty() && !matches!(name, "script" | "style" | "meta");
        if let Some(end) = tag.find('>').filter(|_| terse) {
            let (tag, after) = tag.split_at(end);
            out.push_str(&unquoted(tag));
            rest = after;
            continue;
        }
        verbatim = match verbatim {
            Some(open) if tag.starts_with(&format!("</{open}>")) => None,
            None if matches!(name, "script" | "style") => Some(name),
            other => other,
        };
        out.push('<');
        rest = tag.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
    out.push('\n');
    for empty in ["path", "line", "rect", "use"] {
        out = out.replace(&format!("></{empty}>"), "/>");
    }
    out
}

/// A tag without the quotes that HTML does not ask for: around one word that another attribute follows. Names
/// of elements, which people look for, keep theirs.
fn unquoted(tag: &str) -> String {
    let mut out = String::with_capacity(tag.len());
    let mut rest = tag;
    while let Some((before, (value, after))) =
        rest.split_once("=\"").and_then(|(before, quoted)| Some((before, quoted.split_once('"')?)))
    {
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
        let bare = !before.ends_with(" id")
            && !value.is_empty()
            && value.bytes().all(word)
            && after.starts_with(' ');
        let quote = if bare { "" } else { "\"" };
        out.push_str(&format!("{before}={quote}{value}{quote}"));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_elements_that_begin_a_line_are_in_order() {
        assert!(LINES.is_sorted());
    }

    #[test]
    fn a_line_begins_where_it_does_not_show() {
        let html = "<ul><li>a <b>b</b></li></ul><script>if (a<p) {}</script><p>c</p>";
        let expected = "\n<ul>\n<li>a <b>b</b></ul>\n<script>if (a<p) {}</script>\n<p>c</p>\n";
        assert_eq!(lines(html), expected);
    }

    #[test]
    fn quotes_stand_where_a_browser_needs_them() {
        let html = "<p class=\"a\" id=\"b c\" title=\"\" lang=\"en\">say=\"x\" y</p>";
        let expected = "\n<p class=a id=\"b c\" title=\"\" lang=\"en\">say=\"x\" y</p>\n";
        assert_eq!(lines(html), expected);
    }
}
