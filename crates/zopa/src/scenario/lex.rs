//! The words of expressions, distributions and predicates.
//!
//! One lexer serves the three small languages that stand inside a scenario's strings. Every lexeme
//! knows its place; a [`Place`] turns it into a place of the file. Cost: one pass over the text.

use super::expr::BinaryOp;
use crate::diag::codes::read as codes;
use crate::diag::{Diagnostic, Span};
use crate::num::tolerance::LARGEST;

/// What parsing gives: the thing, or the first mistake.
pub(super) type Parsed<T> = Result<T, Diagnostic>;

/// So many lexemes at most in one expression: it bounds the depth of every tree made from one.
const MOST_LEXEMES: usize = 2000;

/// Where a string's text stands in the file.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// Its bytes are those of the file from this offset on.
    From(usize),
    /// It is written with escapes: only the place of the whole is known.
    Whole(Span),
}

impl Place {
    /// The place in the file of a stretch of the text.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        match self {
            Self::From(offset) => offset + start..offset + end,
            Self::Whole(span) => span.clone(),
        }
    }
}

/// Punctuation that is no operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Open,
    Close,
    Comma,
    Dot,
    DotDot,
    Colon,
    At,
}

/// The smallest part of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A number, and whether `%` followed it (the value is then the fraction).
    Number { value: f64, percent: bool },
    /// A name or keyword, other than `and` and `or`.
    Word(String),
    /// A name in quotes.
    Quoted(String),
    /// An operator between two operands; `-` may also stand before one.
    Operator(BinaryOp),
    /// Other punctuation.
    Mark(Mark),
    /// The end of the text.
    End,
}

/// A token and its place in the text, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Splits `text`; the last lexeme is [`Token::End`].
pub(super) fn lex(text: &str, place: &Place) -> Parsed<Vec<Lexeme>> {
    let mut lexer = Lexer { text, at: 0, place };
    let mut lexemes = Vec::new();
    loop {
        lexer.skip_space();
        let start = lexer.at;
        let token = lexer.token()?;
        let is_end = token == Token::End;
        lexemes.push(Lexeme { token, start, end: lexer.at });
        if is_end {
            return Ok(lexemes);
        }
        if lexemes.len() > MOST_LEXEMES {
            return Err(codes::EXPRESSION_TOO_LONG
                .error(format!("the expression has more than {MOST_LEXEMES} words and signs"))
                .at(place.span(start, lexer.at), "the first too many")
                .help("split it into named `[terms]`"));
        }
    }
}

/// Whether a name needs no quotes in an expression.
pub(super) fn is_word(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_') && bytes.all(is_word_byte)
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    place: &'t Place,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn slice(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or("")
    }

    fn skip_while(&mut self, keep: impl Fn(u8) -> bool) {
        while self.byte(0).is_some_and(&keep) {
            self.at += 1;
        }
    }

    fn skip_space(&mut self) {
        self.skip_while(|b| b.is_ascii_whitespace());
    }

    fn token(&mut self) -> Parsed<Token> {
        match self.byte(0) {
            None => Ok(Token::End),
            Some(b) if b.is_ascii_digit() => self.number(),
            Some(b) if b.is_ascii_alphabetic() || b == b'_' => Ok(self.word()),
            Some(quote @ (b'"' | b'\'')) => self.quoted(quote),
            Some(_) => self.sign(),
        }
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        self.skip_while(is_word_byte);
        match self.slice(start) {
            "and" => Token::Operator(BinaryOp::And),
            "or" => Token::Operator(BinaryOp::Or),
            word => Token::Word(word.to_owned()),
        }
    }

    /// `12`, `1.5`, `1.2e3`, `35%`. The point needs a digit behind it, so that `5..10` is a range.
    fn number(&mut self) -> Parsed<Token> {
        let start = self.at;
        let digit = |b: u8| b.is_ascii_digit();
        self.skip_while(digit);
        if self.byte(0) == Some(b'.') && self.byte(1).is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
            self.skip_while(digit);
        }
        let mantissa = self.at;
        if matches!(self.byte(0), Some(b'e' | b'E')) {
            let signed = usize::from(matches!(self.byte(1), Some(b'+' | b'-')));
            if self.byte(1 + signed).is_some_and(|b| b.is_ascii_digit()) {
                self.at += 1 + signed;
                self.skip_while(digit);
            }
        }
        let written = self.slice(start);
        let has_exponent = self.at > mantissa;
        let percent = self.byte(0) == Some(b'%');
        // Shifting the written exponent is exact; dividing by 100 would round twice.
        let value = match (percent, has_exponent) {
            (true, false) => format!("{written}e-2").parse::<f64>(),
            (true, true) => written.parse::<f64>().map(|value| value / 100.0),
            (false, _) => written.parse::<f64>(),
        };
        let digits_end = self.at;
        self.at += usize::from(percent);
        match value {
            Ok(value) if value <= LARGEST => Ok(Token::Number { value, percent }),
            _ => Err(codes::NOT_FINITE
                .error(format!("the number `{written}` is too large"))
                .at(self.place.span(start, digits_end), "larger than 1e100")),
        }
    }

    /// A name in quotes; `\` before a quote or another `\` makes it an ordinary character.
    fn quoted(&mut self, quote: u8) -> Parsed<Token> {
        let start = self.at;
        let mut name = String::new();
        let mut chars = self.rest().char_indices().skip(1).peekable();
        while let Some((offset, char)) = chars.next() {
            match char {
                '\\' if chars.peek().is_some_and(|(_, next)| matches!(next, '"' | '\'' | '\\')) => {
                    name.extend(chars.next().map(|(_, next)| next));
                }
                _ if char == char::from(quote) => {
                    self.at = start + offset + 1;
                    if name.trim().is_empty() {
                        let place = self.place.span(start, self.at);
                        let error = codes::EMPTY_TEXT.error("a name is empty");
                        return Err(error.at(place, "expected a name"));
                    }
                    return Ok(Token::Quoted(name));
                }
                _ => name.push(char),
            }
        }
        Err(codes::UNCLOSED_QUOTE
            .error("a quoted name is not closed")
            .at(self.place.span(start, self.text.len()), "the quote opens here"))
    }

    fn sign(&mut self) -> Parsed<Token> {
        const SIGNS: [(&str, Token); 21] = [
            ("<=", Token::Operator(BinaryOp::LessEqual)),
            (">=", Token::Operator(BinaryOp::GreaterEqual)),
            ("==", Token::Operator(BinaryOp::Equal)),
            ("!=", Token::Operator(BinaryOp::NotEqual)),
            ("..", Token::Mark(Mark::DotDot)),
            ("+", Token::Operator(BinaryOp::Add)),
            ("-", Token::Operator(BinaryOp::Sub)),
            ("\u{2212}", Token::Operator(BinaryOp::Sub)),
            ("*", Token::Operator(BinaryOp::Mul)),
            ("/", Token::Operator(BinaryOp::Div)),
            ("^", Token::Operator(BinaryOp::Pow)),
            ("<", Token::Operator(BinaryOp::Less)),
            (">", Token::Operator(BinaryOp::Greater)),
            ("\u{2264}", Token::Operator(BinaryOp::LessEqual)),
            ("\u{2265}", Token::Operator(BinaryOp::GreaterEqual)),
            ("(", Token::Mark(Mark::Open)),
            (")", Token::Mark(Mark::Close)),
            (",", Token::Mark(Mark::Comma)),
            (".", Token::Mark(Mark::Dot)),
            (":", Token::Mark(Mark::Colon)),
            ("@", Token::Mark(Mark::At)),
        ];
        let rest = self.rest();
        if let Some(error) = self.foreign(rest) {
            return Err(error);
        }
        if let Some((sign, token)) = SIGNS.into_iter().find(|(sign, _)| rest.starts_with(sign)) {
            self.at += sign.len();
            return Ok(token);
        }
        let char = rest.chars().next().unwrap_or(' ');
        let span = self.place.span(self.at, self.at + char.len_utf8());
        let error = codes::UNKNOWN_CHARACTER
            .error(format!("`{}` has no meaning in an expression", char.escape_debug()))
            .at(span, "");
        Err(if char == '%' {
            error.help("a percent sign follows its number directly: `35%`")
        } else {
            error
        })
    }

    /// Signs of other languages, with what stands for them here.
    fn foreign(&self, rest: &str) -> Option<Diagnostic> {
        const FOREIGN: [(&str, &str); 6] =
            [("&&", "and"), ("||", "or"), ("**", "^"), ("&", "and"), ("|", "or"), ("!", "not")];
        if rest.starts_with("!=") || rest.starts_with("==") {
            return None;
        }
        if rest.starts_with('=') {
            let error = codes::SINGLE_EQUALS.error("`=` compares nothing in an expression");
            let span = self.place.span(self.at, self.at + 1);
            return Some(error.at(span, "").help("two numbers are compared with `==`"));
        }
        let (sign, here) = FOREIGN.into_iter().find(|(sign, _)| rest.starts_with(sign))?;
        let span = self.place.span(self.at, self.at + sign.len());
        let error = codes::FOREIGN_OPERATOR.error(format!("`{sign}` is no operator here"));
        Some(error.at(span, "").help(format!("write `{here}`")))
    }
}
