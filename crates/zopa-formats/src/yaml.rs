//! YAML as far as negotiation files use it: mappings, sequences and scalars, with their places.
//!
//! Aliases are refused, so that a small file stays small; nesting is limited.

use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::scanner::Marker;
use zopa::diag::{Diagnostic, Span};

const DEEPEST: usize = 64;

/// A value and where it begins.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Scalar(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Node {
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, node)| node),
            Kind::Scalar(_) | Kind::List(_) => None,
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar(text) => Some(text),
            Kind::List(_) | Kind::Map(_) => None,
        }
    }

    pub(crate) fn list(&self) -> &[Self] {
        match &self.kind {
            Kind::List(nodes) => nodes,
            Kind::Scalar(_) | Kind::Map(_) => &[],
        }
    }
}

/// The first document of a text.
pub(crate) fn parse(text: &str) -> Result<Node, Diagnostic> {
    let mut tree = Tree { text, open: Vec::new(), root: None, wrong: None };
    let mut parser = Parser::new_from_str(text);
    // Event by event, so that deep nesting is no deep recursion.
    loop {
        match parser.next_token() {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, mark)) => tree.on_event(event, mark),
            Err(error) => {
                let at = place(text, error.marker().index());
                let message = format!("not YAML: {}", error.info());
                return Err(
                    Diagnostic::error("yaml-syntax", message).at(at, "reading stopped here")
                );
            }
        }
        if let Some((message, at)) = tree.wrong.take() {
            return Err(Diagnostic::error("yaml-form", message).at(at, ""));
        }
        if tree.root.is_some() {
            break;
        }
    }
    tree.root.ok_or_else(|| Diagnostic::error("yaml-syntax", "the file holds nothing").at(0..0, ""))
}

/// The place of a character by its number.
fn place(text: &str, index: usize) -> Span {
    let at = text.char_indices().nth(index).map_or(text.len(), |(at, _)| at);
    at..text.ceil_char_boundary((at + 1).min(text.len()))
}

/// A collection that is still open; of a mapping, the key whose value comes next.
struct Open {
    node: Node,
    key: Option<String>,
}

struct Tree<'a> {
    text: &'a str,
    open: Vec<Open>,
    root: Option<Node>,
    wrong: Option<(String, Span)>,
}

impl Tree<'_> {
    fn on_event(&mut self, event: Event, mark: Marker) {
        match event {
            Event::Scalar(text, ..) => self.done(Kind::Scalar(text), &mark),
            Event::SequenceStart(..) => self.begin(Kind::List(Vec::new()), &mark),
            Event::MappingStart(..) => self.begin(Kind::Map(Vec::new()), &mark),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    self.put(open.node);
                }
            }
            Event::Alias(_) => {
                let at = place(self.text, mark.index());
                self.wrong = Some(("aliases are not read".to_owned(), at));
            }
            _ => {}
        }
    }
}

impl Tree<'_> {
    fn begin(&mut self, kind: Kind, mark: &Marker) {
        let span = place(self.text, mark.index());
        if self.open.len() == DEEPEST {
            self.wrong = Some((format!("nested more than {DEEPEST} deep"), span));
            return;
        }
        self.open.push(Open { node: Node { kind, span }, key: None });
    }

    fn done(&mut self, kind: Kind, mark: &Marker) {
        let span = place(self.text, mark.index());
        self.put(Node { kind, span });
    }

    fn put(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match (&mut open.node.kind, open.key.take()) {
            (Kind::List(nodes), _) => nodes.push(node),
            (Kind::Map(entries), Some(key)) => entries.push((key, node)),
            (Kind::Map(_), None) => match node.kind {
                Kind::Scalar(text) => open.key = Some(text),
                Kind::List(_) | Kind::Map(_) => {
                    self.wrong = Some(("a key must be a plain value".to_owned(), node.span));
                }
            },
            (Kind::Scalar(_), _) => {}
        }
    }
}
