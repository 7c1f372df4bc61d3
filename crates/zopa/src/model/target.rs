//! Targets: which deals does "arsenal=surrender, facilities=some|all" mean?
//!
//! The text form is that of the command line: `issue=option` for each issue that is not free, joined by
//! commas, with `|` between options that will do as well. An option that contains one of `,=|` stands in
//! double quotes. Places in diagnostics are bytes of the given text.

use super::combinations::{MOST_COMBINATIONS, combinations, count};
use super::{Env, Issue, Model, Program, Target};
use crate::diag::codes::build as codes;
use crate::diag::{Diagnostic, Sink, Span};

impl Target {
    /// Whether the options of `standing` are among those allowed; the condition is not looked at.
    #[must_use]
    pub fn allows(&self, standing: &[usize]) -> bool {
        let mut issues = self.options.iter().zip(standing);
        issues.all(|(allowed, option)| allowed.as_ref().is_none_or(|list| list.contains(option)))
    }
}

/// What is supposed where it is asked which deals a target means.
pub(super) struct Supposed<'s> {
    /// The premises in nobody's view.
    pub(super) premises: &'s [f64],
    /// Options that are not on offer: issue and option.
    pub(super) ban: &'s [(usize, usize)],
}

impl<'s> Supposed<'s> {
    /// Nothing but the premises.
    pub(super) fn plain(premises: &'s [f64]) -> Self {
        Self { premises, ban: &[] }
    }
}

impl Target {
    /// Whether rules, bans and the condition leave no deal at all. Where that takes more
    /// [`combinations`] than are looked at, or an expression has no value, it is not said to be empty.
    pub(super) fn is_empty(&self, model: &Model, supposed: &Supposed<'_>) -> bool {
        let rules = model.rules.iter().map(|rule| &rule.never);
        let expressions: Vec<&Program> = rules.chain(&self.condition).collect();
        let mut issues: Vec<usize> = expressions.iter().flat_map(|p| p.issues()).copied().collect();
        issues.extend(supposed.ban.iter().map(|&(issue, _)| issue));
        issues.sort_unstable();
        issues.dedup();
        let on_offer = |issue: usize| -> Vec<usize> {
            let all = 0..model.issues.get(issue).map_or(0, |issue| issue.options.len());
            let asked = self.options.get(issue).and_then(Option::as_ref);
            let asked = |option: &usize| asked.is_none_or(|asked| asked.contains(option));
            let banned = |option: &usize| supposed.ban.contains(&(issue, *option));
            all.filter(asked).filter(|option| !banned(option)).collect()
        };
        let offers: Vec<Vec<usize>> = issues.iter().map(|&issue| on_offer(issue)).collect();
        let ladders: Vec<usize> = offers.iter().map(Vec::len).collect();
        let mut standing = model.today();
        let meets = |combination: Vec<usize>| {
            for ((&issue, offer), at) in issues.iter().zip(&offers).zip(combination) {
                standing[issue] = offer[at];
            }
            let env = Env { premises: supposed.premises, standing: &standing, blamed: None };
            let holds =
                |program: &Program| program.eval(env).map_or(true, |value| value.abs() > 0.0);
            let fails = |program: &Program| program.eval(env).is_ok_and(|value| value.abs() > 0.0);
            !model.rules.iter().any(|rule| fails(&rule.never)) && self.condition.iter().all(holds)
        };
        count(&ladders) <= MOST_COMBINATIONS && !combinations(&ladders).any(meets)
    }
}

impl Model {
    /// The issue of that key.
    #[must_use]
    pub fn issue_index(&self, key: &str) -> Option<usize> {
        self.issues.iter().position(|issue| issue.key == key)
    }

    /// The party or audience of that key.
    #[must_use]
    pub fn actor_index(&self, key: &str) -> Option<usize> {
        (0..self.actors()).find(|&actor| self.actor_key(actor) == key)
    }

    /// The premise of that key.
    #[must_use]
    pub fn premise_index(&self, key: &str) -> Option<usize> {
        self.premises.iter().position(|premise| premise.key == key)
    }
}

/// The target that `text` means.
///
/// # Errors
/// A diagnostic for each place that is not `issue=option`, each unknown issue and option, and each issue
/// that is named twice.
pub fn parse_target(model: &Model, text: &str) -> Result<Target, Vec<Diagnostic>> {
    let mut sink = Sink::default();
    let mut target = Target { options: vec![None; model.issues.len()], condition: None };
    for part in split(text, 0..text.len(), ',') {
        one_issue(model, text, part, &mut target, &mut sink);
    }
    if sink.has_errors() { Err(sink.finish()) } else { Ok(target) }
}

/// Reads `issue=option|option` into `target`.
fn one_issue(model: &Model, text: &str, part: Span, target: &mut Target, sink: &mut Sink) {
    let sides = split(text, part.clone(), '=');
    let [issue, options] = sides.as_slice() else {
        sink.push(malformed(text, &part));
        return;
    };
    let (key, place) = name(text, issue.clone());
    let by_wording = || only(model.issues.iter().map(|issue| issue.name.as_str()), key);
    let Some(index) = model.issue_index(key).or_else(by_wording) else {
        let valid = model.issues.iter().map(|issue| issue.key.as_str());
        let error = codes::UNKNOWN_ISSUE.error(format!("there is no issue `{key}`"));
        sink.push(error.at(place, "").suggest(key, valid));
        return;
    };
    let found = split(text, options.clone(), '|')
        .into_iter()
        .filter_map(|option| one_option(&model.issues[index], text, option, sink));
    let mut found: Vec<usize> = found.collect();
    found.sort_unstable();
    found.dedup();
    if target.options[index].replace(found).is_some() {
        let error = codes::TARGET_FORM.error(format!("the issue `{key}` is named twice"));
        sink.push(error.at(place, "second time").help("join options by `|`: `issue=one|other`"));
    }
}

/// The one of these that is worded so, whatever the case of its letters: people type what they read.
fn only<'a>(wordings: impl Iterator<Item = &'a str>, typed: &str) -> Option<usize> {
    let alike = |wording: &str| wording.to_lowercase() == typed.to_lowercase();
    let mut found = wordings.enumerate().filter(|(_, wording)| alike(wording));
    let (first, _) = found.next()?;
    found.next().is_none().then_some(first)
}

fn one_option(issue: &Issue, text: &str, part: Span, sink: &mut Sink) -> Option<usize> {
    let (key, place) = name(text, part.clone());
    if key.is_empty() {
        sink.push(malformed(text, &part));
        return None;
    }
    let by_wording = || only(issue.options.iter().map(|option| option.label.as_str()), key);
    let found = issue.option_index(key).or_else(by_wording);
    if found.is_none() {
        let valid = issue.options.iter().map(|option| option.key.as_str());
        let error = codes::UNKNOWN_OPTION
            .error(format!("there is no option of `{}` called `{key}`", issue.key));
        sink.push(error.at(place, "").suggest(key, valid));
    }
    found
}

fn malformed(text: &str, part: &Span) -> Diagnostic {
    let (found, place) = name(text, part.clone());
    codes::TARGET_FORM
        .error(format!("`{found}` is not of the form `issue=option`"))
        .at(place, "")
        .help("a deal is written as `issue=option,issue=option|option`")
}

/// The parts of `text` within `span` between separators that stand outside of double quotes.
fn split(text: &str, span: Span, separator: char) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = span.start;
    let mut quoted = false;
    for (at, c) in text.get(span.clone()).unwrap_or("").char_indices() {
        let at = span.start + at;
        if c == '"' {
            quoted = !quoted;
        } else if c == separator && !quoted {
            parts.push(start..at);
            start = at + c.len_utf8();
        }
    }
    parts.push(start..span.end);
    parts
}

/// The name in `span`, without spaces around it and its quotes, and where it stands.
fn name(text: &str, span: Span) -> (&str, Span) {
    let whole = text.get(span.clone()).unwrap_or("");
    let trimmed = whole.trim();
    let start = span.start + (whole.len() - whole.trim_start().len());
    let place = start..start + trimmed.len();
    let bare = trimmed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    (bare.unwrap_or(trimmed), place)
}
