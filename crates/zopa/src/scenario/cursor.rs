//! A reading position among lexemes, shared by the parsers of expressions, distributions and
//! predicates.

use super::lex::{Lexeme, Mark, Parsed, Place, Token, lex};
use crate::diag::codes::read as codes;
use crate::diag::{Diagnostic, Span};

/// So deep may parentheses, functions and powers nest; beyond it lies a diagnostic, not the stack.
const DEEPEST: usize = 64;

pub(super) struct Cursor<'t> {
    text: &'t str,
    place: Place,
    lexemes: Vec<Lexeme>,
    at: usize,
    depth: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, place: Place) -> Parsed<Self> {
        let lexemes = lex(text, &place)?;
        if lexemes.len() == 1 {
            return Err(codes::EMPTY_EXPRESSION
                .error("the text is empty where an expression is expected")
                .at(place.span(0, text.len()), ""));
        }
        Ok(Self { text, place, lexemes, at: 0, depth: 0 })
    }

    /// The token that comes next.
    pub(super) fn peek(&self) -> &Token {
        self.peek_at(0)
    }

    /// The token so many behind the next one.
    pub(super) fn peek_at(&self, ahead: usize) -> &Token {
        self.lexemes.get(self.at + ahead).map_or(&Token::End, |lexeme| &lexeme.token)
    }

    /// Takes the next token; the end can be taken any number of times.
    pub(super) fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at = (self.at + 1).min(self.lexemes.len());
        token
    }

    /// Takes the next token if it is that mark.
    pub(super) fn eat(&mut self, mark: Mark) -> bool {
        let found = *self.peek() == Token::Mark(mark);
        if found {
            self.next();
        }
        found
    }

    /// Whether the next token is that word.
    pub(super) fn sees_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Word(found) if found == word)
    }

    /// Takes the next token if it is that word.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let found = self.sees_word(word);
        if found {
            self.next();
        }
        found
    }

    /// Place of the next token.
    pub(super) fn here(&self) -> Span {
        match self.lexemes.get(self.at) {
            Some(lexeme) => self.place.span(lexeme.start, lexeme.end),
            None => self.place.span(self.text.len(), self.text.len()),
        }
    }

    /// Place of all that was taken since `start`, which an earlier [`Self::here`] gave.
    pub(super) fn since(&self, start: &Span) -> Span {
        let last = self.at.checked_sub(1).and_then(|last| self.lexemes.get(last));
        let end = last.map_or(start.end, |lexeme| self.place.span(lexeme.start, lexeme.end).end);
        start.start..end.max(start.end)
    }

    /// Goes one level down; pair with [`Self::leave`].
    pub(super) fn enter(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(codes::EXPRESSION_TOO_DEEP
                .error(format!("the expression nests more than {DEEPEST} levels deep"))
                .at(self.here(), "level too many")
                .help("split it into named `[terms]`"));
        }
        Ok(())
    }

    /// Comes one level up.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// The next token as a reader would name it.
    pub(super) fn found(&self) -> String {
        let written = self
            .lexemes
            .get(self.at)
            .and_then(|lexeme| self.text.get(lexeme.start..lexeme.end))
            .unwrap_or("");
        if written.is_empty() { "the end".to_owned() } else { format!("`{written}`") }
    }

    /// The mistake of the next token not being what was expected.
    pub(super) fn unexpected(&self, expected: &str) -> Diagnostic {
        let message = format!("expected {expected}, found {}", self.found());
        if *self.peek() == Token::End {
            return codes::UNEXPECTED_END.error(message).at(self.here(), "the text ends here");
        }
        let error = codes::UNEXPECTED_TOKEN.error(message).at(self.here(), "");
        let number_before = self.at.checked_sub(1).and_then(|before| self.lexemes.get(before));
        match number_before.map(|lexeme| &lexeme.token) {
            Some(Token::Number { .. }) if *self.peek() == Token::Mark(Mark::Comma) => {
                error.help("decimals are written with a point: `0.5`")
            }
            _ => error,
        }
    }

    /// Takes the parenthesis that closes the one at `open`.
    pub(super) fn close(&mut self, open: &Span) -> Parsed<()> {
        if self.eat(Mark::Close) {
            return Ok(());
        }
        if *self.peek() == Token::End {
            return Err(codes::UNCLOSED_PARENTHESIS
                .error("a parenthesis is not closed")
                .at(open.clone(), "opened here"));
        }
        Err(self.unexpected("`,` or `)`"))
    }

    /// Takes `(`; its place.
    pub(super) fn open(&mut self) -> Parsed<Span> {
        let open = self.here();
        if self.eat(Mark::Open) { Ok(open) } else { Err(self.unexpected("`(`")) }
    }

    /// Takes `,`.
    pub(super) fn comma(&mut self) -> Parsed<()> {
        if self.eat(Mark::Comma) { Ok(()) } else { Err(self.unexpected("`,`")) }
    }
}
