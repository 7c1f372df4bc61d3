//! The entry of stage 1: what does this file say, and what is wrong with it?
//!
//! 1. TOML's own mistakes are collected, and reading goes on with what could be recovered; see
//!    [`broken`](super::broken).
//! 2. Each section is read by its own file in [`sections`](super::sections); every mistake is kept.
//! 3. Mistakes that merely follow from broken TOML nearby are dropped, and the rest is put into the
//!    order of the text.
//!
//! Cost: linear in the text, but for lookups in short tables. Limits: 80 levels of TOML, see
//! [`cursor`](super::cursor) for expressions.

use super::ast::{Entries, Name, Scenario};
use super::broken::{Broken, dismantle};
use super::keys::{self, Kind, SCENARIO};
use super::lost::{self, Lost};
use super::sections::{claims, events, issues, menu, names, nodeal, parties, premises, values};
use super::table::{Item, Table};
use super::toml_walk::Context;
use crate::diag::Diagnostic;
use crate::diag::codes::read as codes;
use toml::de::DeTable;

/// The version of the format that is read.
const LANGUAGE: u32 = 1;

/// What could be read of a file, and what is wrong with its form.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The scenario. Where an error is among the diagnostics, something lost may stand in it: see the
    /// table in `lost`.
    pub scenario: Scenario,
    /// Every mistake of form, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// Whether all could be read: no error was found, though there may be warnings.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Reads a scenario and finds everything that is wrong with its form. The scenario is there only
/// where no error is; warnings may come with it. Names are not resolved: whether a party exists is
/// the next stage's question.
#[must_use]
pub fn read(text: &str) -> (Option<Scenario>, Vec<Diagnostic>) {
    let reading = recover(text);
    let whole = reading.is_whole();
    (Some(reading.scenario).filter(|_| whole), reading.diagnostics)
}

/// Reads what can be read of a scenario, whatever is wrong with it.
#[must_use]
pub fn recover(text: &str) -> Reading {
    let mut found = Broken::default();
    let (document, errors) = DeTable::parse_recoverable(text);
    let blanked = found.blank(text, &errors);
    let (document, errors) = match &blanked {
        None => (document, errors),
        Some(blanked) => {
            dismantle(document.into_inner());
            DeTable::parse_recoverable(blanked)
        }
    };
    found.report_all(text, &errors);
    let mut cx = Context::new(blanked.as_deref().unwrap_or(text), found.tears(text));
    let root = cx.root(document.get_ref(), &SCENARIO);
    let scenario = scenario(&mut cx, &root);
    let diagnostics = found.merge(text, cx.sink.finish()).finish();
    dismantle(document.into_inner());
    Reading { scenario, diagnostics }
}

fn scenario<'t>(cx: &mut Context<'t>, root: &Table<'t>) -> Scenario {
    let breakdown = root.get("breakdown").and_then(|item| cx.expr(item));
    let unit = |p: f64| (0.0..=1.0).contains(&p);
    cx.check_plain("breakdown", breakdown.as_ref(), "a chance from 0 to 1", unit);
    let scenario = Scenario {
        language: root.get("language").and_then(|item| language(cx, item)).unwrap_or(LANGUAGE),
        question: root.get("question").and_then(|item| cx.text(item)),
        period: root.get("period").and_then(|item| cx.text(item)),
        enforced: cx.flag_or(root.get("enforced"), false),
        breakdown,
        rungs_per_step: root.get("rungs_per_step").and_then(|item| cx.count(item)),
        sources: root.map(cx, "sources", Kind::Map(&Kind::Text), Context::text),
        parties: some(cx, root, "parties", parties::party),
        weights: parties::weights(cx, root),
        audiences: tables(cx, root, "audiences", parties::audience),
        issues: some(cx, root, "issues", issues::issue),
        rules: root.each(cx, "rules", Kind::Sections(&keys::RULE), issues::rule),
        premises: tables(cx, root, "premises", premises::premise),
        correlations: {
            let kind = Kind::Sections(&keys::CORRELATION);
            root.each(cx, "correlations", kind, premises::correlation)
        },
        terms: tables(cx, root, "terms", values::term),
        values: some(cx, root, "values", values::values),
        nodeal: nodeal::nodeal(cx, root),
        menu: root.each(cx, "menu", Kind::Sections(&keys::MENU), menu::entry),
        events: root.each(cx, "events", Kind::Sections(&keys::EVENT), events::event),
        claims: root.each(cx, "claims", Kind::Sections(&keys::CLAIM), claims::claim),
        title: root.need(cx, "title", Context::text),
    };
    shared_names(cx, &scenario);
    scenario
}

/// The entries under a key whose own keys are names.
fn tables<'t, T: Lost>(
    cx: &mut Context<'t>,
    root: &Table<'t>,
    key: &str,
    read: impl FnMut(&mut Context<'t>, &Item<'t>) -> Option<T>,
) -> Entries<T> {
    root.map(cx, key, SCENARIO.kind(key), read)
}

/// The entries under a key that must be there and must not be empty.
fn some<'t, T: Lost>(
    cx: &mut Context<'t>,
    root: &Table<'t>,
    key: &str,
    read: impl FnMut(&mut Context<'t>, &Item<'t>) -> Option<T>,
) -> Entries<T> {
    let mut found = root.need_map(cx, key, read);
    if let (true, Some(item)) = (found.is_empty(), root.get(key)) {
        let error = codes::EMPTY_SECTION.error(format!("`{key}` holds nothing"));
        cx.sink.push(error.at(item.key_span.clone(), "expected at least one"));
        found.push(lost::entry());
    }
    found
}

fn language<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<u32> {
    let language = cx.count(item)?;
    if language != LANGUAGE {
        cx.sink.push(
            codes::UNKNOWN_LANGUAGE
                .error(format!("version {language} of the format is not known"))
                .at(item.span.clone(), format!("expected {LANGUAGE}"))
                .help("a newer zopa may read it"),
        );
    }
    Some(language)
}

/// Names that share a namespace: parties and audiences; issues, premises and terms; the menu; claims.
fn shared_names(cx: &mut Context<'_>, scenario: &Scenario) {
    fn each<'s, T>(
        what: &'static str,
        entries: &'s Entries<T>,
    ) -> impl Iterator<Item = (&'static str, &'s Name)> {
        entries.iter().map(move |(name, _)| (what, name))
    }
    let parties = each("party", &scenario.parties);
    names::unique(cx, parties.chain(each("audience", &scenario.audiences)));
    let issues = each("issue", &scenario.issues);
    let premises = each("premise", &scenario.premises);
    names::unique(cx, issues.chain(premises).chain(each("term", &scenario.terms)));
    names::unique(cx, scenario.menu.iter().map(|entry| ("menu entry", &entry.name)));
    names::unique(cx, scenario.claims.iter().map(|claim| ("claim", &claim.id)));
}
