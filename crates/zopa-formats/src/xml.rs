//! XML as far as negotiation files use it: elements and attributes, with their places.
//!
//! Lenient at the edges, since such files are often written by hand: a byte-order mark and text before the
//! first `<` are passed over. Entities that a file defines for itself are not expanded, so a small file
//! stays small; nesting is limited.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zopa::diag::{Diagnostic, Span};

/// Nobody nests issues deeper.
const DEEPEST: usize = 64;
/// More elements than this are no negotiation.
const MOST_ELEMENTS: usize = 4_000_000;

/// An element.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Element>,
    /// Where its opening tag stands.
    pub(crate) span: Span,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name.eq_ignore_ascii_case(name))
    }
}

/// The root of a text.
pub(crate) fn parse(text: &str) -> Result<Element, Diagnostic> {
    let wrong = |message: String, at: usize| {
        let end = text.ceil_char_boundary((at + 1).min(text.len()));
        let start = text.floor_char_boundary(at.min(text.len()));
        Diagnostic::error("xml-syntax", message).at(start..end, "reading stopped here")
    };
    let Some(begin) = text.find('<') else {
        return Err(wrong("the file holds no XML element".to_owned(), 0));
    };
    let mut reader = Reader::from_str(text.get(begin..).unwrap_or_default());
    reader.config_mut().check_end_names = true;
    let place = |position: u64| begin + usize::try_from(position).unwrap_or(usize::MAX - begin);
    let mut open: Vec<Element> = Vec::new();
    let mut count = 0;
    loop {
        let from = place(reader.buffer_position());
        let event = reader.read_event();
        let to = place(reader.buffer_position());
        match event {
            Ok(Event::Start(tag)) => {
                if open.len() == DEEPEST {
                    return Err(wrong(
                        format!("elements are nested more than {DEEPEST} deep"),
                        from,
                    ));
                }
                open.push(element(&tag, from..to).map_err(|what| wrong(what, from))?);
                count += 1;
            }
            Ok(Event::Empty(tag)) => {
                let empty = element(&tag, from..to).map_err(|what| wrong(what, from))?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(empty),
                    None => return Ok(empty),
                }
                count += 1;
            }
            Ok(Event::End(_)) => {
                let Some(done) = open.pop() else { continue };
                match open.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None => return Ok(done),
                }
            }
            Ok(Event::Eof) => {
                let name = open.last().map_or("root", |element| element.name.as_str());
                return Err(wrong(
                    format!("the file ends inside the element `{name}`"),
                    text.len(),
                ));
            }
            Ok(_) => {}
            Err(error) => {
                return Err(wrong(format!("not XML: {error}"), place(reader.error_position())));
            }
        }
        if count > MOST_ELEMENTS {
            return Err(wrong(
                format!("more than {MOST_ELEMENTS} elements: not a negotiation"),
                from,
            ));
        }
    }
}

fn element(tag: &BytesStart<'_>, span: Span) -> Result<Element, String> {
    let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| format!("not XML: {error}"))?;
        let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        let value = attribute.unescape_value().map_err(|error| format!("`{key}`: {error}"))?;
        attributes.push((key, value.into_owned()));
    }
    Ok(Element { name, attributes, children: Vec::new(), span })
}
