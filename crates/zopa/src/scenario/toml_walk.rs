//! Typed access to the parsed TOML: a value of the expected type, or a diagnostic that says what was
//! found and what was expected.
//!
//! Every accessor returns `None` after it has reported; callers put something [`Lost`] there and go on
//! with the other keys, so that one pass finds all mistakes. Which keys a table has is told in
//! [`table`](super::table).

use super::ast::{Amount, Entries, Name, Spanned};
use super::broken::Tears;
use super::expect::Expect;
use super::expr::{Expr, ExprKind};
use super::keys::Kind;
use super::lex::{Parsed, Place};
use super::lost::{self, Lost};
use super::number::{DistForm, rung_name};
use super::table::Item;
use super::{parse_expect, parse_expr, parse_number};
use crate::diag::codes::read as codes;
use crate::diag::{Sink, Span};
use crate::num::tolerance::LARGEST;
use std::collections::BTreeSet;
use toml::de::DeValue;

/// What reading carries along: the text and what was found wrong.
pub(super) struct Context<'t> {
    pub(super) text: &'t str,
    pub(super) sink: Sink,
    /// Parties of which it cannot be told whether they sign.
    pub(super) doubtful_signers: Vec<Name>,
    /// Keys of the top of the file that were found in a section.
    pub(super) misplaced: BTreeSet<&'t str>,
    pub(super) tears: Tears,
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str, tears: Tears) -> Self {
        let (sink, misplaced) = (Sink::default(), BTreeSet::new());
        Self { text, sink, doubtful_signers: Vec::new(), misplaced, tears }
    }

    /// Reports a name that is empty.
    pub(super) fn empty_name(&mut self, span: &Span) {
        let error = codes::EMPTY_TEXT.error("a name is empty");
        self.sink.push(error.at(span.clone(), "expected a name"));
    }

    /// The entries of a table with any keys, in file order.
    pub(super) fn entries(&mut self, item: &Item<'t>, kind: Kind) -> Option<Vec<Item<'t>>> {
        match item.value {
            DeValue::Table(table) => Some(self.items(table)),
            _ => self.wrong_type(item, kind),
        }
    }

    /// The entries under `item`, each read by `read`; those that fail are lost.
    pub(super) fn map<T: Lost>(
        &mut self,
        item: &Item<'t>,
        kind: Kind,
        mut read: impl FnMut(&mut Self, &Item<'t>) -> Option<T>,
    ) -> Entries<T> {
        let Some(entries) = self.entries(item, kind) else {
            return vec![lost::entry()];
        };
        let mut found = Vec::new();
        self.nameless(&entries);
        for entry in &entries {
            let value = if entry.lost { None } else { read(self, entry) };
            found.push((entry.name(), value.unwrap_or_else(T::lost)));
        }
        if self.tears.within(self.text, &item.key_span) {
            found.push(lost::entry());
        }
        found
    }

    /// The elements of a list.
    pub(super) fn list(&mut self, item: &Item<'t>, kind: Kind) -> Option<Vec<Item<'t>>> {
        let DeValue::Array(array) = item.value else {
            return self.wrong_type(item, kind);
        };
        let element = |value: &'t toml::Spanned<DeValue<'t>>| Item {
            key: item.key,
            key_span: value.span(),
            value: value.get_ref(),
            span: value.span(),
            lost: self.is_broken(value),
        };
        Some(array.iter().map(element).collect())
    }

    /// The elements under `item`, each read by `read`; those that fail are lost.
    pub(super) fn each<T: Lost>(
        &mut self,
        item: &Item<'t>,
        kind: Kind,
        mut read: impl FnMut(&mut Self, &Item<'t>) -> Option<T>,
    ) -> Vec<T> {
        let Some(elements) = self.list(item, kind) else {
            return Lost::lost();
        };
        let value = |element: &Item<'t>| {
            let value = if element.lost { None } else { read(self, element) };
            value.unwrap_or_else(T::lost)
        };
        elements.iter().map(value).collect()
    }

    /// Text that says something.
    pub(super) fn text(&mut self, item: &Item<'t>) -> Option<String> {
        let DeValue::String(text) = item.value else {
            return self.wrong_type(item, Kind::Text);
        };
        if text.trim().is_empty() {
            let error = codes::EMPTY_TEXT.error(format!("`{}` is empty", item.key));
            self.sink.push(error.at(item.span.clone(), "expected text"));
            return None;
        }
        Some(text.to_string())
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, item: &Item<'t>) -> Option<bool> {
        match item.value {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.wrong_type(item, Kind::Flag),
        }
    }

    /// A flag that has a default.
    pub(super) fn flag_or(&mut self, item: Option<&Item<'t>>, default: bool) -> bool {
        item.and_then(|item| self.flag(item)).unwrap_or(default)
    }

    /// A plain number: written as one, or as one in quotes.
    pub(super) fn number(&mut self, item: &Item<'t>) -> Option<Spanned<f64>> {
        let value = match item.value {
            DeValue::Integer(_) | DeValue::Float(_) => self.toml_number(item)?,
            DeValue::String(text) => match parse_expr::whole(text, self.place(item)) {
                Ok(Expr { kind: ExprKind::Number(value), .. }) => value,
                _ => return self.wrong_type(item, Kind::Number),
            },
            _ => return self.wrong_type(item, Kind::Number),
        };
        Some(Spanned { value, span: item.span.clone() })
    }

    /// A whole number from 1.
    pub(super) fn count(&mut self, item: &Item<'t>) -> Option<u32> {
        let DeValue::Integer(integer) = item.value else {
            return self.wrong_type(item, Kind::Count);
        };
        match u32::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(count) if count > 0 => Some(count),
            _ => {
                self.out_of_range(item.key, &item.span, "a whole number from 1 to 4294967295");
                None
            }
        }
    }

    /// A name: text, or a number that names a rung of a numeric ladder.
    pub(super) fn name(&mut self, item: &Item<'t>) -> Option<Name> {
        let value = match item.value {
            DeValue::Integer(_) | DeValue::Float(_) => rung_name(self.toml_number(item)?),
            DeValue::String(text) if text.trim().is_empty() => {
                self.empty_name(&item.span);
                return None;
            }
            DeValue::String(text) => text.to_string(),
            _ => return self.wrong_type(item, Kind::Name),
        };
        Some(Spanned { value, span: item.span.clone() })
    }

    /// One name or a list of them; at least one.
    pub(super) fn names(&mut self, item: &Item<'t>, kind: Kind) -> Option<Vec<Name>> {
        match item.value {
            DeValue::Array(_) => {
                let names = self.each(item, kind, Self::name);
                if names.is_empty() {
                    let error = codes::EMPTY_LIST.error(format!("`{}` is empty", item.key));
                    self.sink.push(error.at(item.span.clone(), "expected at least one name"));
                }
                Some(names)
            }
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) => {
                self.name(item).map(|name| vec![name])
            }
            _ => self.wrong_type(item, kind),
        }
    }

    /// A number or an expression.
    pub(super) fn expr(&mut self, item: &Item<'t>) -> Option<Expr> {
        match item.value {
            DeValue::Integer(_) | DeValue::Float(_) => self.plain(item),
            DeValue::String(text) => {
                let place = self.place(item);
                self.kept(parse_expr::whole(text, place))
            }
            _ => self.wrong_type(item, Kind::Expr),
        }
    }

    /// A number, an expression or a distribution.
    pub(super) fn amount(&mut self, item: &Item<'t>) -> Option<Amount> {
        match item.value {
            DeValue::Integer(_) | DeValue::Float(_) => self.plain(item).map(Amount::Expr),
            DeValue::String(text) => {
                let place = self.place(item);
                self.kept(parse_number::amount(text, place))
            }
            _ => self.wrong_type(item, Kind::Amount),
        }
    }

    /// A distribution.
    pub(super) fn distribution(&mut self, item: &Item<'t>) -> Option<Spanned<DistForm>> {
        let DeValue::String(text) = item.value else {
            return self.wrong_type(item, Kind::Distribution);
        };
        let place = self.place(item);
        self.kept(parse_number::distribution_text(text, place))
    }

    /// A predicate.
    pub(super) fn predicate(&mut self, item: &Item<'t>) -> Option<Expect> {
        let DeValue::String(text) = item.value else {
            return self.wrong_type(item, Kind::Predicate);
        };
        let place = self.place(item);
        self.kept(parse_expect::whole(text, place))
    }

    /// Reports that a value has another type than `kind`.
    pub(super) fn wrong_type<T>(&mut self, item: &Item<'_>, kind: Kind) -> Option<T> {
        let found = match item.value {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(true) => "`true`",
            DeValue::Boolean(false) => "`false`",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let expected = kind.expected();
        let error = codes::WRONG_TYPE
            .error(format!("`{}` is {found}, expected {expected}", item.key))
            .at(item.span.clone(), "");
        self.sink.push(match meant(item, kind) {
            Some(advice) => error.help(advice),
            None => error,
        });
        None
    }

    /// Reports a number that is not what `rule` says.
    pub(super) fn out_of_range(&mut self, key: &str, span: &Span, rule: &str) {
        self.sink.push(
            codes::OUT_OF_RANGE
                .error(format!("`{key}` is out of range, expected {rule}"))
                .at(span.clone(), ""),
        );
    }

    /// Reports an expression that is a plain number for which `holds` is false.
    pub(super) fn check_plain(
        &mut self,
        key: &str,
        expr: Option<&Expr>,
        rule: &str,
        holds: impl Fn(f64) -> bool,
    ) {
        if let Some(Expr { kind: ExprKind::Number(value), span }) = expr
            && !holds(*value)
        {
            self.out_of_range(key, span, rule);
        }
    }

    fn plain(&mut self, item: &Item<'_>) -> Option<Expr> {
        let value = self.toml_number(item)?;
        Some(Expr { kind: ExprKind::Number(value), span: item.span.clone() })
    }

    fn toml_number(&mut self, item: &Item<'_>) -> Option<f64> {
        let value = match item.value {
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok(),
            DeValue::Integer(integer) => {
                u32::from_str_radix(integer.as_str(), integer.radix()).ok().map(f64::from)
            }
            _ => None,
        };
        if let Some(value) = value.filter(|value| value.abs() <= LARGEST) {
            return Some(value);
        }
        self.sink.push(
            codes::NOT_FINITE
                .error(format!("`{}` is not a number from -1e100 to 1e100", item.key))
                .at(item.span.clone(), "infinite, not a number or too large"),
        );
        None
    }

    fn kept<T>(&mut self, parsed: Parsed<T>) -> Option<T> {
        parsed.map_err(|mistake| self.sink.push(mistake)).ok()
    }

    /// Where the text of a string stands: behind its quotes, unless it is written with escapes.
    fn place(&self, item: &Item<'_>) -> Place {
        let raw = self.text.get(item.span.clone()).unwrap_or("");
        let DeValue::String(decoded) = item.value else {
            return Place::Whole(item.span.clone());
        };
        let quotes = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
        let inside = raw.get(quotes..raw.len().saturating_sub(quotes));
        match inside {
            Some(inside) if inside == decoded.as_ref() => Place::From(item.span.start + quotes),
            _ => Place::Whole(item.span.clone()),
        }
    }
}

/// How a value of another type than `kind` may be meant.
fn meant(item: &Item<'_>, kind: Kind) -> Option<String> {
    let key = item.key;
    match (item.value, kind) {
        (DeValue::String(text), Kind::Flag | Kind::Count) => {
            let plain = text.parse::<bool>().is_ok() || text.parse::<u32>().is_ok();
            plain.then(|| format!("write it without quotes: `{key} = {text}`"))
        }
        (DeValue::String(text), Kind::Number) => {
            let number = text.split_whitespace().next()?;
            let plain = number.parse::<f64>().is_ok_and(f64::is_finite);
            plain.then(|| format!("write the number alone: `{key} = {number}`"))
        }
        (DeValue::String(_), Kind::List(Kind::Name)) => {
            Some(format!("a list stands in brackets: `{key} = [\"..\", \"..\"]`"))
        }
        (DeValue::Integer(count), Kind::Undo) => {
            Some(format!("write what is counted: `{key} = \"{} periods\"`", count.as_str()))
        }
        (DeValue::Table(_), Kind::Sections(_)) => {
            Some(format!("each has a heading of its own, in double brackets: `[[{key}]]`"))
        }
        (_, Kind::Map(Kind::Section(section))) => {
            Some(format!("each has a heading of its own: `{}`", section.heading))
        }
        (DeValue::Array(_), Kind::Section(section)) => {
            Some(format!("it has one heading, in single brackets: `{}`", section.heading))
        }
        _ => None,
    }
}
