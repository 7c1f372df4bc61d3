//! Typed access to the parsed TOML: a value of the expected type, or a diagnostic that says what was
//! found and what was expected.
//!
//! Every accessor returns `None` after it has reported; callers put something [`Lost`] there and go on
//! with the other keys, so that one pass finds all mistakes. Values that TOML's own recovery had to
//! invent have no place in the text; they are lost too, and their mistake has been reported.

use super::ast::{Amount, Entries, Name, Spanned};
use super::broken::Tears;
use super::expect::Expect;
use super::expr::{Expr, ExprKind};
use super::keys::{Kind, Section};
use super::lex::{Parsed, Place};
use super::lost::{self, Lost};
use super::number::{DistForm, rung_name};
use super::{parse_expect, parse_expr, parse_number};
use crate::diag::codes::read as codes;
use crate::diag::{Diagnostic, Sink, Span};
use crate::num::tolerance::LARGEST;
use crate::suggest;
use toml::de::{DeTable, DeValue};

/// What reading carries along: the text and what was found wrong.
pub(super) struct Context<'t> {
    pub(super) text: &'t str,
    pub(super) sink: Sink,
    /// Whether it cannot be told of some party whether it signs.
    pub(super) doubtful_signer: bool,
    tears: Tears,
}

/// A key and its value, or an element of a list (then under the list's key).
#[derive(Clone, Debug)]
pub(super) struct Item<'t> {
    pub(super) key: &'t str,
    pub(super) key_span: Span,
    pub(super) value: &'t DeValue<'t>,
    pub(super) span: Span,
    /// Whether it is broken TOML, or invented for what could not be recovered.
    lost: bool,
}

impl Item<'_> {
    /// The key as a name.
    pub(super) fn name(&self) -> Name {
        let value = if self.is_nameless() { String::new() } else { self.key.to_owned() };
        Spanned { value, span: self.key_span.clone() }
    }

    /// Whether the key is empty.
    fn is_nameless(&self) -> bool {
        self.key.trim().is_empty()
    }
}

/// A table whose keys have been checked against its section.
pub(super) struct Table<'t> {
    section: &'static Section,
    /// Dotted name of the table, for messages; empty for the whole file.
    path: String,
    pub(super) span: Span,
    items: Vec<Item<'t>>,
    /// Whether some of its keys or values could not be read.
    pub(super) torn: bool,
    /// For each unknown key the key that it resembles.
    strays: Vec<Option<&'static str>>,
}

impl<'t> Table<'t> {
    /// The dotted name of a table inside this one.
    pub(super) fn path_to(&self, key: &str) -> String {
        format!("{}.{key}", self.path)
    }

    /// Whether a key that is not there may yet be meant: broken, misspelt or under another name.
    pub(super) fn may_mean(&self, key: &str) -> bool {
        let meant = |stray: &Option<&str>| stray.is_none_or(|stray| stray == key);
        self.get(key).is_none() && (self.torn || self.strays.iter().any(meant))
    }

    /// What stands under a key of the section.
    pub(super) fn get(&self, key: &str) -> Option<&Item<'t>> {
        debug_assert!(self.section.key(key).is_some(), "`{key}` is not in the table of keys");
        self.items.iter().find(|item| item.key == key && !item.lost)
    }

    /// What `read` makes of a key that must be there.
    pub(super) fn need<T: Lost>(
        &self,
        cx: &mut Context<'t>,
        key: &str,
        read: impl FnOnce(&mut Context<'t>, &Item<'t>) -> Option<T>,
    ) -> T {
        let found = match self.get(key) {
            Some(item) => read(cx, item),
            None => self.report_missing(cx, key, None),
        };
        found.unwrap_or_else(T::lost)
    }

    /// What `read` makes of the entries under a key that may be missing.
    pub(super) fn map<T: Lost>(
        &self,
        cx: &mut Context<'t>,
        key: &str,
        kind: Kind,
        read: impl FnMut(&mut Context<'t>, &Item<'t>) -> Option<T>,
    ) -> Entries<T> {
        match self.get(key) {
            Some(item) => cx.map(item, kind, read),
            None if self.may_mean(key) => vec![lost::entry()],
            None => Vec::new(),
        }
    }

    /// What `read` makes of the elements under a key that may be missing.
    pub(super) fn each<T: Lost>(
        &self,
        cx: &mut Context<'t>,
        key: &str,
        kind: Kind,
        read: impl FnMut(&mut Context<'t>, &Item<'t>) -> Option<T>,
    ) -> Vec<T> {
        let mut found = match self.get(key) {
            Some(item) => cx.each(item, kind, read),
            None if self.may_mean(key) => Lost::lost(),
            None => Vec::new(),
        };
        if cx.tears.everywhere() {
            found.push(T::lost());
        }
        found
    }

    /// Reports that a key is missing, with more advice; not where it is there with a broken value or
    /// misspelt.
    pub(super) fn report_missing<T>(
        &self,
        cx: &mut Context<'t>,
        key: &str,
        advice: Option<&str>,
    ) -> Option<T> {
        let broken = self.items.iter().any(|item| item.key == key);
        if !broken && !self.strays.contains(&Some(key)) {
            let missing = self.missing(key);
            cx.sink.push(match advice {
                Some(advice) => missing.help(advice),
                None => missing,
            });
        }
        None
    }

    /// The diagnostic of a missing key.
    fn missing(&self, key: &str) -> Diagnostic {
        let message = match self.path.as_str() {
            "" => format!("`{key}` is missing"),
            path => format!("`{key}` is missing in `{path}`"),
        };
        let error = codes::MISSING_KEY.error(message).at(self.span.clone(), "");
        let Some(known) = self.section.key(key) else {
            return error;
        };
        let doc = known.doc.trim_end_matches('.');
        let mut letters = doc.chars();
        let first = letters.next().map_or(String::new(), |c| c.to_lowercase().collect());
        error.help(format!("`{key}`: {first}{} ({})", letters.as_str(), known.kind.expected()))
    }

    /// The keys that the author chose, where the section has such.
    pub(super) fn others(&self) -> impl Iterator<Item = &Item<'t>> {
        let other = |item: &&Item<'t>| self.section.key(item.key).is_none() && !item.lost;
        self.items.iter().filter(other)
    }
}

impl<'t> Context<'t> {
    pub(super) fn new(text: &'t str, tears: Tears) -> Self {
        Self { text, sink: Sink::default(), doubtful_signer: false, tears }
    }

    /// The file itself as a table of `section`.
    pub(super) fn root(&mut self, table: &'t DeTable<'t>, section: &'static Section) -> Table<'t> {
        let items = self.items(table);
        self.checked(section, String::new(), 0..0, items)
    }

    /// A table with the keys of `section`; unknown keys are reported.
    pub(super) fn table(
        &mut self,
        item: &Item<'t>,
        section: &'static Section,
        path: String,
    ) -> Option<Table<'t>> {
        let items = self.entries(item, Kind::Section(section))?;
        Some(self.checked(section, path, item.key_span.clone(), items))
    }

    /// The entries of a table in file order, without those whose key has no place in the text.
    fn items(&self, table: &'t DeTable<'t>) -> Vec<Item<'t>> {
        let entries = table.iter().filter(|(key, _)| !key.span().is_empty());
        let mut items: Vec<Item<'t>> = entries
            .map(|(key, value)| Item {
                key: key.get_ref(),
                key_span: key.span(),
                value: value.get_ref(),
                span: value.span(),
                lost: self.is_broken(value),
            })
            .collect();
        items.sort_by_key(|item| item.key_span.start);
        items
    }

    /// Whether a value is broken TOML itself, rather than a part of it, or without a place in the text.
    fn is_broken(&self, value: &toml::Spanned<DeValue<'_>>) -> bool {
        let span = value.span();
        let has_parts = matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_));
        span.is_empty() || !has_parts && self.tears.break_up(&span)
    }

    /// A table of which unknown keys are reported.
    fn checked(
        &mut self,
        section: &'static Section,
        path: String,
        span: Span,
        items: Vec<Item<'t>>,
    ) -> Table<'t> {
        let torn = self.tears.within(self.text, &span) || items.iter().any(|item| item.lost);
        let mut table = Table { section, path, span, items, torn, strays: Vec::new() };
        if section.others.is_none() {
            let resembles = |unknown: &Item<'_>| suggest::closest(unknown.key, section.names());
            table.strays = table.others().map(resembles).collect();
            self.unknown_keys(&table);
        } else {
            self.nameless(&table.items);
        }
        table
    }

    /// Reports keys that are empty where keys are names.
    fn nameless(&mut self, items: &[Item<'_>]) {
        for item in items.iter().filter(|item| item.is_nameless()) {
            let error = codes::EMPTY_TEXT.error("a name is empty");
            self.sink.push(error.at(item.key_span.clone(), "expected a name"));
        }
    }

    fn unknown_keys(&mut self, table: &Table<'_>) {
        for unknown in table.others() {
            if table.path.is_empty() && self.tears.everywhere() {
                // It may have lost its heading.
                continue;
            }
            let place = match table.path.as_str() {
                "" => "at the top of a scenario".to_owned(),
                path => format!("in `{path}`"),
            };
            self.sink.push(
                codes::UNKNOWN_KEY
                    .error(format!("unknown key `{}` {place}", unknown.key))
                    .at(unknown.key_span.clone(), "")
                    .suggest(unknown.key, table.section.names()),
            );
        }
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
            self.sink.push(
                codes::EMPTY_TEXT
                    .error(format!("`{}` is empty", item.key))
                    .at(item.span.clone(), "expected text"),
            );
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
            DeValue::String(_) => self.text(item)?,
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
        self.sink.push(
            codes::WRONG_TYPE
                .error(format!("`{}` is {found}, expected {expected}", item.key))
                .at(item.span.clone(), ""),
        );
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
                .error(format!("`{}` is not a finite number", item.key))
                .at(item.span.clone(), "expected a number from -1e100 to 1e100"),
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
