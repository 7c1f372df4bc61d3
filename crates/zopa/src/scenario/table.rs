//! Tables of the parsed TOML: which keys are there, which are unknown, which are missing.
//!
//! A table that lacks a key may still mean it, where a value is broken or a key misspelt; what follows
//! from that is not reported (see [`lost`](super::lost)). Values that TOML's own recovery had to invent
//! have no place in the text; they are lost too.

use super::ast::{Entries, Name, Spanned};
use super::keys::{HEADINGS, Kind, SCENARIO, Section};
use super::lost::{self, Lost};
use super::toml_walk::Context;
use crate::diag::codes::read as codes;
use crate::diag::{Diagnostic, Span};
use crate::suggest;
use toml::de::{DeTable, DeValue};

/// A key and its value, or an element of a list (then under the list's key).
#[derive(Clone, Debug)]
pub(super) struct Item<'t> {
    pub(super) key: &'t str,
    pub(super) key_span: Span,
    pub(super) value: &'t DeValue<'t>,
    pub(super) span: Span,
    /// Whether it is broken TOML, or invented for what could not be recovered.
    pub(super) lost: bool,
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

/// The headings under which a key belongs, in words; `None` where it belongs nowhere or under many.
fn headings_of(key: &str) -> Option<String> {
    let fits = HEADINGS.iter().filter(|(_, section)| section.key(key).is_some());
    let fits: Vec<String> = fits.map(|(heading, _)| format!("`{heading}`")).collect();
    (1..=2).contains(&fits.len()).then(|| fits.join(" or "))
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

    /// Whether some unknown key resembles this one.
    fn is_misspelt(&self, key: &str) -> bool {
        self.strays.contains(&Some(key))
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

    /// What `read` makes of the entries under a key that must be there.
    pub(super) fn need_map<T: Lost>(
        &self,
        cx: &mut Context<'t>,
        key: &str,
        read: impl FnMut(&mut Context<'t>, &Item<'t>) -> Option<T>,
    ) -> Entries<T> {
        let kind = self.section.kind(key);
        let mut found = self.need(cx, key, |cx, item| Some(cx.map(item, kind, read)));
        if self.is_misspelt(key) {
            found.push(lost::entry());
        }
        found
    }

    /// What `read` makes of the entries under a key that may be missing.
    pub(super) fn map<T: Lost>(
        &self,
        cx: &mut Context<'t>,
        key: &str,
        kind: Kind,
        read: impl FnMut(&mut Context<'t>, &Item<'t>) -> Option<T>,
    ) -> Entries<T> {
        let mut found = match self.get(key) {
            Some(item) => cx.map(item, kind, read),
            None if self.may_mean(key) => return vec![lost::entry()],
            None => Vec::new(),
        };
        if self.is_misspelt(key) {
            found.push(lost::entry());
        }
        found
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
        if cx.tears.everywhere() || self.is_misspelt(key) {
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
        let elsewhere = self.path.is_empty() && cx.misplaced.contains(key);
        if !broken && !elsewhere && !self.is_misspelt(key) {
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
    pub(super) fn items(&self, table: &'t DeTable<'t>) -> Vec<Item<'t>> {
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
    pub(super) fn is_broken(&self, value: &toml::Spanned<DeValue<'_>>) -> bool {
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
    pub(super) fn nameless(&mut self, items: &[Item<'_>]) {
        for item in items.iter().filter(|item| item.is_nameless()) {
            self.empty_name(&item.key_span);
        }
    }

    fn unknown_keys(&mut self, table: &Table<'t>) {
        for unknown in table.others() {
            if table.path.is_empty() && self.tears.everywhere() {
                // It may have lost its heading.
                continue;
            }
            let place = match table.path.as_str() {
                "" => "at the top of a scenario".to_owned(),
                path => format!("in `{path}`"),
            };
            let error = codes::UNKNOWN_KEY
                .error(format!("unknown key `{}` {place}", unknown.key))
                .at(unknown.key_span.clone(), "");
            if SCENARIO.key(unknown.key).is_some_and(|key| key.kind.stands_above()) {
                self.misplaced.insert(unknown.key);
                let place = "belongs at the top of the file, above the first heading";
                self.sink.push(error.help(format!("`{}` {place}", unknown.key)));
                continue;
            }
            let elsewhere = headings_of(unknown.key);
            let resembles = suggest::closest(unknown.key, table.section.names()).is_some();
            self.sink.push(match elsewhere {
                Some(headings) if !resembles => {
                    error.help(format!("`{}` belongs under {headings}", unknown.key))
                }
                _ => error.suggest(unknown.key, table.section.names()),
            });
        }
    }
}
