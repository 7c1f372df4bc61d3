//! Issues and targets: ladders are indexed, and the number of deals is kept within reach.

use super::build::Builder;
use super::compile::Place;
use super::{Issue, LadderOption, MenuEntry, Target};
use crate::diag::codes::build as codes;
use crate::scenario::ast::{self, Entries, Ladder, Name};
use crate::scenario::number::rung_name;

/// Standings that a scenario may have where every one of them is valued and tested.
pub(super) const MOST_STANDINGS: f64 = 16_777_216.0;
/// Issues that a scenario may have.
const MOST_ISSUES: usize = 64;
/// A ladder with more options than this could take larger steps.
const LONG_LADDER: usize = 8;

impl Builder<'_> {
    /// Indexes the issues; from then on options can be looked up.
    pub(super) fn build_issues(&mut self) {
        for (key, entry) in &self.scenario.issues {
            let by = self.party(&entry.by);
            self.owners_known &= by.is_some();
            let (options, unit) = ladder(&entry.ladder);
            self.issues.push(Issue {
                key: key.value.clone(),
                name: entry.name.clone().unwrap_or_else(|| key.value.clone()),
                by: by.unwrap_or(0),
                options,
                unit,
                now: 0,
                undo: entry.undo,
                seen_after: entry.seen_after,
                one_by_one: entry.one_by_one,
                binding: entry.binding,
            });
            let index = self.issues.len() - 1;
            let now = entry.now.as_ref().and_then(|now| self.option(index, &now.value, &now.span));
            self.labels(index, &entry.labels);
            if let Some(issue) = self.issues.get_mut(index) {
                issue.now = now.unwrap_or(0);
            }
        }
        self.check_size();
    }

    fn labels(&mut self, issue: usize, labels: &Entries<String>) {
        for (name, label) in labels {
            let Some(option) = self.option(issue, &name.value, &name.span) else { continue };
            let options = self.issues.get_mut(issue).map(|issue| &mut issue.options);
            if let Some(option) = options.and_then(|options| options.get_mut(option)) {
                option.label.clone_from(label);
            }
        }
    }

    fn check_size(&mut self) {
        let standings: f64 = self.issues.iter().map(|issue| issue.options.len() as f64).product();
        let Some((first, _)) = self.scenario.issues.first() else { return };
        if self.issues.len() > MOST_ISSUES {
            let error = codes::TOO_MANY_ISSUES.error(format!(
                "{} issues, at most {MOST_ISSUES} can be treated",
                self.issues.len()
            ));
            self.sink.push(error.at(first.span.clone(), "the first of them"));
        } else if standings > MOST_STANDINGS && !self.any_size {
            let largest = self.issues.iter().max_by_key(|issue| issue.options.len());
            let error = codes::TOO_MANY_DEALS
                .error(format!(
                    "{standings} combinations of options, at most {MOST_STANDINGS} can be treated"
                ))
                .at(first.span.clone(), "the first issue");
            self.sink.push(match largest {
                Some(issue) if issue.options.len() > LONG_LADDER => error.help(format!(
                    "the longest ladder is that of `{}`, with {} options: take larger steps",
                    issue.key,
                    issue.options.len()
                )),
                _ => error.help(
                    "`zopa solve`, `report` and `study` search among more; other commands list \
                     the deals",
                ),
            });
        }
    }

    /// Resolves a target; `what` names it in diagnostics.
    pub(super) fn target(&mut self, target: &ast::Target, what: &str) -> Target {
        let mut options = vec![None; self.issues.len()];
        for (name, allowed) in &target.options {
            let Some(issue) = self.issue(&name.value, &name.span) else { continue };
            let allowed = self.options(issue, allowed);
            if let Some(slot) = options.get_mut(issue) {
                *slot = Some(allowed);
            }
        }
        let condition = target.condition.as_ref();
        let condition = condition
            .map(|expr| self.program(expr, Place::Condition, &format!("the condition of {what}")));
        Target { options, condition }
    }

    fn options(&mut self, issue: usize, names: &[Name]) -> Vec<usize> {
        let mut options: Vec<usize> =
            names.iter().filter_map(|name| self.option(issue, &name.value, &name.span)).collect();
        options.sort_unstable();
        options.dedup();
        options
    }

    /// The menu.
    pub(super) fn menu(&mut self) -> Vec<MenuEntry> {
        let mut menu: Vec<MenuEntry> = Vec::new();
        for entry in &self.scenario.menu {
            let name = &entry.name.value;
            let target = self.target(&entry.deal, &format!("the menu's `{name}`"));
            menu.push(MenuEntry { name: name.clone(), span: entry.name.span.clone(), target });
        }
        menu
    }
}

/// The options of a ladder and what their numbers count.
fn ladder(ladder: &Ladder) -> (Vec<LadderOption>, Option<String>) {
    let (from, to, step, unit) = match ladder {
        Ladder::Options(names) => {
            let option = |name: &Name| LadderOption {
                key: name.value.clone(),
                label: name.value.clone(),
                number: None,
            };
            return (names.iter().map(option).collect(), None);
        }
        Ladder::Range { from, to, step, unit, .. } => (*from, *to, *step, unit.clone()),
    };
    let mut options = Vec::new();
    // The reader has seen to it that the last rung meets `to`, but for rounding.
    let above = to + step / 2.0;
    let mut rung = 0.0_f64;
    while rung.mul_add(step, from) < above && (options.len() as f64) < MOST_STANDINGS {
        let exact = rung.mul_add(step, from);
        let name = rung_name(exact);
        // 0.1 * 3 is not 0.3: the number is the one that the name says, unless steps are too small for it.
        let named: Option<f64> = name.parse().ok();
        let named = named.filter(|number| (number - exact).abs() < step / 4.0);
        let key = if named.is_some() { name } else { exact.to_string() };
        let label = unit.as_ref().map_or_else(|| key.clone(), |unit| format!("{key} {unit}"));
        options.push(LadderOption { key, label, number: Some(named.unwrap_or(exact)) });
        rung += 1.0;
    }
    (options, unit)
}

impl Issue {
    /// Whether some of its options could not be read.
    pub(super) fn is_torn(&self) -> bool {
        self.options.iter().any(|option| option.key.is_empty())
    }

    /// The option of that name; on a numeric ladder any writing of its number.
    #[must_use]
    pub fn option_index(&self, name: &str) -> Option<usize> {
        let by_key = self.options.iter().position(|option| option.key == name);
        by_key.or_else(|| {
            let number: f64 = name.trim().parse().ok()?;
            let same = |option: &LadderOption| {
                option.number.is_some_and(|rung| rung.total_cmp(&number).is_eq())
            };
            self.options.iter().position(same)
        })
    }
}
