//! Which names are there, and what does a name mean where it stands?
//!
//! Every lookup that fails becomes a diagnostic with the name that was probably meant, so that building
//! goes on and finds the next mistake. Nothing is said of a name that could not be read, nor of any name
//! that is not found where others of its kind could not be read: it may be one of them.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::build::Builder;
use super::game_build::CHANCE;
use crate::diag::codes::Code;
use crate::diag::codes::build as codes;
use crate::diag::{Diagnostic, Span};
use crate::scenario::ast::{Entries, Name, NoDeal, PremiseValue, Scenario};
use crate::scenario::{is_lower_snake, mended};

/// Names of one kind, each with its index.
pub(super) type Table<'a> = IndexMap<&'a str, usize>;

/// The names of a scenario.
#[derive(Debug)]
pub(super) struct Names<'a> {
    pub(super) parties: Table<'a>,
    /// Indices count audiences only.
    pub(super) audiences: Table<'a>,
    pub(super) issues: Table<'a>,
    pub(super) premises: Table<'a>,
    pub(super) terms: Table<'a>,
    pub(super) sources: Table<'a>,
    pub(super) menu: Table<'a>,
    /// Nodes as in the file, not yet in the model's order.
    pub(super) nodes: Table<'a>,
    pub(super) outcomes: Table<'a>,
    /// Precedents of all premises: premise and index of the precedent.
    pub(super) precedents: IndexMap<&'a str, Vec<(usize, usize)>>,
    /// What names that cannot be used should have been.
    mended: BTreeSet<String>,
}

fn table<'a>(names: impl IntoIterator<Item = &'a Name>) -> Table<'a> {
    let mut table = Table::new();
    for (index, name) in names.into_iter().enumerate() {
        table.entry(name.value.as_str()).or_insert(index);
    }
    table
}

fn keys<T>(entries: &Entries<T>) -> Table<'_> {
    table(entries.iter().map(|(name, _)| name))
}

/// The index of a name; none for one that could not be read, though the table may hold such.
fn find(table: &Table<'_>, name: &str) -> Option<usize> {
    table.get(name).copied().filter(|_| !name.is_empty())
}

impl<'a> Names<'a> {
    /// The names of `scenario`.
    pub(super) fn of(scenario: &'a Scenario) -> Self {
        let (nodes, outcomes) = match &scenario.nodeal {
            Some(NoDeal::Game(game)) => (keys(&game.nodes), keys(&game.outcomes)),
            _ => (Table::new(), Table::new()),
        };
        let mut precedents: IndexMap<&str, Vec<(usize, usize)>> = IndexMap::new();
        for (premise, (_, entry)) in scenario.premises.iter().enumerate() {
            if entry.is_lost() {
                // It may have been learnt from any.
                precedents.entry("").or_default();
            }
            if let PremiseValue::Learnt { precedents: learnt, .. } = &entry.value {
                for (at, (name, _)) in learnt.iter().enumerate() {
                    precedents.entry(name.value.as_str()).or_default().push((premise, at));
                }
            }
        }
        let declared = scenario.parties.iter().map(|(name, _)| name);
        let declared = declared.chain(scenario.audiences.iter().map(|(name, _)| name));
        let declared = declared.chain(scenario.issues.iter().map(|(name, _)| name));
        let declared = declared.chain(scenario.premises.iter().map(|(name, _)| name));
        let declared = declared.chain(scenario.terms.iter().map(|(name, _)| name));
        Self {
            mended: declared.filter_map(|name| mended(&name.value)).collect(),
            parties: keys(&scenario.parties),
            audiences: keys(&scenario.audiences),
            issues: keys(&scenario.issues),
            premises: keys(&scenario.premises),
            terms: keys(&scenario.terms),
            sources: keys(&scenario.sources),
            menu: table(scenario.menu.iter().map(|entry| &entry.name)),
            nodes,
            outcomes,
            precedents,
        }
    }

    /// Whether something may be said under another name of what is declared under this one, since it
    /// cannot keep it.
    pub(super) fn is_doubtful(name: &Name) -> bool {
        !is_lower_snake(&name.value)
    }

    /// Whether a name that none of `tables` knows is unknown: it could be read, all of the tables too,
    /// and it is not what a name that cannot be used should have been.
    pub(super) fn is_unknown(&self, name: &str, tables: &[&Table<'_>]) -> bool {
        let torn = tables.iter().any(|table| table.contains_key(""));
        !name.is_empty() && !torn && !self.mended.contains(name)
    }

    /// The actor of that name: parties first, then audiences.
    pub(super) fn actor(&self, name: &str) -> Option<usize> {
        let audience = || find(&self.audiences, name).map(|index| self.parties.len() + index);
        find(&self.parties, name).or_else(audience)
    }
}

/// A diagnostic of a name that means nothing, with what was probably meant.
fn unknown<'n>(
    code: &Code,
    kind: &str,
    name: &str,
    span: &Span,
    valid: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    code.error(format!("there is no {kind} `{name}`")).at(span.clone(), "").suggest(name, valid)
}

impl Builder<'_> {
    /// The party of that name.
    pub(super) fn party(&mut self, name: &Name) -> Option<usize> {
        let found = find(&self.names.parties, &name.value);
        if found.is_none() && self.names.is_unknown(&name.value, &[&self.names.parties]) {
            let valid = self.names.parties.keys().copied();
            let error = unknown(&codes::UNKNOWN_PARTY, "party", &name.value, &name.span, valid);
            let is_audience = self.names.audiences.contains_key(name.value.as_str());
            self.sink.push(match is_audience {
                true => error.help(format!("`{}` is an audience", name.value)),
                false => error,
            });
        }
        found
    }

    /// The party of that name, which moves at a node where chance may move too.
    pub(super) fn mover(&mut self, name: &Name) -> Option<usize> {
        let found = find(&self.names.parties, &name.value);
        if found.is_none() && self.names.is_unknown(&name.value, &[&self.names.parties]) {
            let valid = self.names.parties.keys().copied().chain([CHANCE]);
            let code = &codes::UNKNOWN_PARTY;
            self.sink.push(unknown(code, "party", &name.value, &name.span, valid));
        }
        found
    }

    /// The party or audience of that name.
    pub(super) fn actor(&mut self, name: &Name) -> Option<usize> {
        let found = self.names.actor(&name.value);
        let tables = [&self.names.parties, &self.names.audiences];
        if found.is_none() && self.names.is_unknown(&name.value, &tables) {
            let valid = self.names.parties.keys().chain(self.names.audiences.keys()).copied();
            let kind = "party or audience";
            self.sink.push(unknown(&codes::UNKNOWN_ACTOR, kind, &name.value, &name.span, valid));
        }
        found
    }

    /// The issue of that name.
    pub(super) fn issue(&mut self, name: &str, span: &Span) -> Option<usize> {
        let found = find(&self.names.issues, name);
        if found.is_none() && self.names.is_unknown(name, &[&self.names.issues]) {
            let valid = self.names.issues.keys().copied();
            self.sink.push(unknown(&codes::UNKNOWN_ISSUE, "issue", name, span, valid));
        }
        found
    }

    /// The option of `issue` of that name; on a numeric ladder any writing of the number.
    pub(super) fn option(&mut self, issue: usize, name: &str, span: &Span) -> Option<usize> {
        let issue = self.issues.get(issue)?;
        let found = issue.option_index(name).filter(|_| !name.is_empty());
        if found.is_none() && !name.is_empty() && !issue.is_torn() {
            let valid = issue.options.iter().map(|option| option.key.as_str());
            let kind = format!("option of `{}` called", issue.key);
            let error = unknown(&codes::UNKNOWN_OPTION, &kind, name, span, valid);
            let last = issue.options.len().saturating_sub(1);
            self.sink.push(match (issue.options.first(), issue.options.get(last)) {
                (Some(first), Some(last)) if first.number.is_some() => {
                    let (first, last) = (&first.key, &last.key);
                    error.help(format!("the ladder of `{}` runs from {first} to {last}", issue.key))
                }
                _ => error,
            });
        }
        found
    }

    /// The premise of that name.
    pub(super) fn premise(&mut self, name: &str, span: &Span) -> Option<usize> {
        let found = find(&self.names.premises, name);
        if found.is_none() && self.names.is_unknown(name, &[&self.names.premises]) {
            let valid = self.names.premises.keys().copied();
            self.sink.push(unknown(&codes::UNKNOWN_PREMISE, "premise", name, span, valid));
        }
        found
    }

    /// `premise` or `premise@actor`.
    pub(super) fn premise_at(&mut self, name: &Name) -> Option<(usize, Option<usize>)> {
        let Some((premise, actor)) = name.value.split_once('@') else {
            return self.premise(&name.value, &name.span).map(|premise| (premise, None));
        };
        let premise = self.premise(premise.trim(), &name.span);
        let actor = Name { value: actor.trim().to_owned(), span: name.span.clone() };
        let actor = self.actor(&actor);
        Some((premise?, Some(actor?)))
    }

    /// The key of a source that is listed.
    pub(super) fn source(&mut self, name: Option<&Name>) -> Option<String> {
        let name = name?;
        let tables = [&self.names.sources];
        let known = self.names.sources.contains_key(name.value.as_str());
        if !known && self.names.is_unknown(&name.value, &tables) {
            let valid = self.names.sources.keys().copied();
            let error = unknown(&codes::UNKNOWN_SOURCE, "source", &name.value, &name.span, valid);
            self.sink.push(error.help("sources are listed in `[sources]`"));
        }
        Some(name.value.clone())
    }

    /// All precedents of that name: premise and index of the precedent.
    pub(super) fn precedent(&mut self, name: &Name) -> Vec<(usize, usize)> {
        let found = self.names.precedents.get(name.value.as_str()).cloned();
        let torn = self.names.precedents.contains_key("");
        if found.is_none() && !name.is_lost() && !torn {
            let valid = self.names.precedents.keys().copied();
            let code = &codes::UNKNOWN_PRECEDENT;
            self.sink.push(unknown(code, "precedent", &name.value, &name.span, valid));
        }
        found.unwrap_or_default()
    }

    /// The menu entry of that name.
    pub(super) fn menu_entry(&mut self, name: &Name) -> Option<usize> {
        let found = find(&self.names.menu, &name.value);
        if found.is_none() && self.names.is_unknown(&name.value, &[&self.names.menu]) {
            let valid = self.names.menu.keys().copied();
            let code = &codes::UNKNOWN_MENU_ENTRY;
            self.sink.push(unknown(code, "menu entry", &name.value, &name.span, valid));
        }
        found
    }

    /// The outcome of that name.
    pub(super) fn outcome(&mut self, name: &Name) -> Option<usize> {
        let found = find(&self.names.outcomes, &name.value);
        if found.is_none() && self.names.is_unknown(&name.value, &[&self.names.outcomes]) {
            let valid = self.names.outcomes.keys().copied();
            let code = &codes::UNKNOWN_OUTCOME;
            self.sink.push(unknown(code, "outcome", &name.value, &name.span, valid));
        }
        found
    }

    /// The node of that name, by its place in the file.
    pub(super) fn node(&mut self, name: &Name) -> Option<usize> {
        let found = find(&self.names.nodes, &name.value);
        if found.is_none() && self.names.is_unknown(&name.value, &[&self.names.nodes]) {
            let valid = self.names.nodes.keys().copied();
            let error = unknown(&codes::UNKNOWN_NODE, "node", &name.value, &name.span, valid);
            self.sink.push(match self.names.outcomes.contains_key(name.value.as_str()) {
                true => error.help(format!("`{}` is an outcome", name.value)),
                false => error,
            });
        }
        found
    }

    /// Where a move leads, by place in the file: a node or an outcome.
    pub(super) fn successor(&mut self, name: &Name) -> Option<super::Successor> {
        let node = find(&self.names.nodes, &name.value).map(super::Successor::Node);
        let outcome = || find(&self.names.outcomes, &name.value);
        let found = node.or_else(|| outcome().map(super::Successor::Outcome));
        let tables = [&self.names.nodes, &self.names.outcomes];
        if found.is_none() && self.names.is_unknown(&name.value, &tables) {
            let valid = self.names.nodes.keys().chain(self.names.outcomes.keys()).copied();
            let code = &codes::UNKNOWN_NODE;
            self.sink.push(unknown(code, "node or outcome", &name.value, &name.span, valid));
        }
        found
    }
}
