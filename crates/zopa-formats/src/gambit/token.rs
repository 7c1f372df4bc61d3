//! The words of a game's file: texts in quotes, braces, commas, and everything else.

use super::codes;
use std::borrow::Cow;
use zopa::diag::{Diagnostic, Span};
use zopa::num::rational::{NumberError, Rational};

/// Mistakes that are listed; a file full of them needs no more.
const MOST_MISTAKES: usize = 50;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `,`
    Comma,
    /// A text; the span includes its quotes.
    Text,
    /// A text without its closing quote.
    Torn,
    /// A number or a keyword.
    Word,
    /// After the last word.
    End,
}

/// A word and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    start: usize,
    end: usize,
}

impl Token {
    pub(super) fn span(self) -> Span {
        self.start..self.end
    }
}

/// The text is left where it is: reading it further makes no sense. What is wrong has been noted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lost;

/// Reads a text word by word, with one word of foresight.
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
    next: Token,
    /// What is wrong so far.
    pub(super) found: Vec<Diagnostic>,
    mistakes: usize,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let next = Token { kind: Kind::End, start: at, end: at };
        let mut words = Self { text, at, next, found: Vec::new(), mistakes: 0 };
        words.next = words.scan();
        words
    }

    /// How long the text is, in bytes.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The word that comes next.
    pub(super) fn peek(&self) -> Token {
        self.next
    }

    /// Takes the next word.
    pub(super) fn take(&mut self) -> Token {
        let token = self.next;
        self.next = self.scan();
        token
    }

    fn scan(&mut self) -> Token {
        let bytes = self.text.as_bytes();
        let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x0b;
        let mut at = self.at;
        while bytes.get(at).is_some_and(blank) {
            at += 1;
        }
        let start = at;
        let kind = match bytes.get(at) {
            None => Kind::End,
            Some(b'"') => {
                at += 1;
                // A backslash escapes a quote and nothing else.
                loop {
                    match bytes.get(at) {
                        None => break Kind::Torn,
                        Some(b'\\') if bytes.get(at + 1) == Some(&b'"') => at += 2,
                        Some(b'"') => {
                            at += 1;
                            break Kind::Text;
                        }
                        Some(_) => at += 1,
                    }
                }
            }
            Some(sign @ (b'{' | b'}' | b',')) => {
                at += 1;
                match sign {
                    b'{' => Kind::Open,
                    b'}' => Kind::Close,
                    _ => Kind::Comma,
                }
            }
            Some(_) => {
                let stops = |byte: &u8| blank(byte) || matches!(byte, b'"' | b'{' | b'}' | b',');
                while bytes.get(at).is_some_and(|byte| !stops(byte)) {
                    at += 1;
                }
                Kind::Word
            }
        };
        self.at = at;
        Token { kind, start, end: at }
    }

    /// The text of a word as it stands.
    pub(super) fn raw(&self, token: Token) -> &'t str {
        self.text.get(token.span()).unwrap_or_default()
    }

    /// What a text in quotes says.
    pub(super) fn said(&self, token: Token) -> Cow<'t, str> {
        let inside = self.text.get(token.start + 1..token.end - 1).unwrap_or_default();
        if inside.contains("\\\"") {
            Cow::Owned(inside.replace("\\\"", "\""))
        } else {
            Cow::Borrowed(inside)
        }
    }

    /// Keeps a diagnostic, unless there are very many.
    pub(super) fn note(&mut self, diagnostic: Diagnostic) {
        self.mistakes += usize::from(diagnostic.is_error());
        if self.mistakes < MOST_MISTAKES || !diagnostic.is_error() {
            self.found.push(diagnostic);
        } else if self.mistakes == MOST_MISTAKES {
            let last = diagnostic.help("there are more mistakes, which are not listed");
            self.found.push(last);
        }
    }

    /// Whether an error was found.
    pub(super) fn has_errors(&self) -> bool {
        self.mistakes > 0
    }

    /// What to call a word in a message.
    fn described(&self, token: Token) -> String {
        match token.kind {
            Kind::End => "the end of the file".to_owned(),
            Kind::Torn => "a text without its closing quote".to_owned(),
            _ => {
                let raw = self.raw(token);
                match raw.char_indices().nth(40) {
                    None => format!("`{raw}`"),
                    Some((cut, _)) => format!("`{}…`", raw.get(..cut).unwrap_or_default()),
                }
            }
        }
    }

    /// Notes that something else stands where `wanted` was expected.
    pub(super) fn lost(&mut self, token: Token, wanted: &str) -> Lost {
        let found = self.described(token);
        let span =
            if token.kind == Kind::Torn { token.start..token.start + 1 } else { token.span() };
        self.note(codes::GAME_FORM.error(format!("expected {wanted}, found {found}")).at(span, ""));
        Lost
    }

    /// Takes a word of this kind.
    pub(super) fn expect(&mut self, kind: Kind, wanted: &str) -> Result<Token, Lost> {
        if self.next.kind == kind { Ok(self.take()) } else { Err(self.lost(self.next, wanted)) }
    }

    /// Takes a text in quotes.
    pub(super) fn text(&mut self, wanted: &str) -> Result<String, Lost> {
        let token = self.expect(Kind::Text, wanted)?;
        Ok(self.said(token).into_owned())
    }

    /// Takes a whole number.
    pub(super) fn whole(&mut self, wanted: &str) -> Result<(i64, Span), Lost> {
        let token = self.peek();
        let number = if token.kind == Kind::Word { self.raw(token).parse().ok() } else { None };
        match number {
            Some(number) => {
                self.take();
                Ok((number, token.span()))
            }
            None => Err(self.lost(token, wanted)),
        }
    }

    /// Takes a number; one that is plainly meant as such but cannot be used counts as 0.
    pub(super) fn number(&mut self, wanted: &str) -> Result<(Rational, Span), Lost> {
        let token = self.peek();
        if token.kind != Kind::Word {
            return Err(self.lost(token, wanted));
        }
        let raw = self.raw(token);
        let reason = match raw.parse::<Rational>() {
            Ok(number) if number.to_f64().is_finite() => {
                self.take();
                return Ok((number, token.span()));
            }
            Err(NumberError::Form) => return Err(self.lost(token, wanted)),
            Err(NumberError::ZeroDenominator) => "divides by 0",
            Ok(_) | Err(NumberError::TooLarge) => "is too large or has too many digits",
        };
        let shown = self.described(token);
        self.take();
        self.note(codes::GAME_NUMBER.error(format!("{shown} {reason}")).at(token.span(), ""));
        Ok((Rational::ZERO, token.span()))
    }

    /// Passes over a comma, if there is one.
    pub(super) fn pass_comma(&mut self) {
        if self.next.kind == Kind::Comma {
            self.take();
        }
    }
}
