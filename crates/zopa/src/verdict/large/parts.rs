//! Values and collapses as sums of small tables, for spaces whose standings cannot be listed.
//!
//! Every expression touches few issues, so it is a table over those. The worth of a standing is the sum of
//! the tables' entries; so is W_i(y, j), since a collapse resets the issues one by one: each table becomes
//! one over those of its issues that are not undone at once, discounted entry by entry.

use crate::diag::Diagnostic;
use crate::diag::codes::build as codes;
use crate::game::NoDealGame;
use crate::model::{Env, Fault, FaultKind, Model, NoDeal, Program, Term, Undo, Views};
use crate::num::discount;
use std::collections::BTreeMap;

/// Combinations that one expression may depend on.
const MOST_ENTRIES: usize = 200_000;

/// A table over some issues, ascending; the last is fastest.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) issues: Vec<usize>,
    pub(super) worth: Vec<f64>,
}

/// Why a scenario cannot be answered on a space that cannot be listed.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// An expression fails.
    Fault(Box<Fault>),
    /// Something is too entangled; the sentence says what.
    TooEntangled(String),
}

impl Trouble {
    /// As it is told to a user.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            Self::Fault(fault) => fault.diagnostic(),
            Self::TooEntangled(why) => codes::TOO_MANY_DEALS
                .error("too many combinations of options to list, and too entangled to search")
                .help(why.clone()),
        }
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(Box::new(fault))
    }
}

/// The ladders of a model.
#[derive(Clone, Debug)]
pub(super) struct Ladders {
    pub(super) sizes: Vec<usize>,
    pub(super) today: Vec<usize>,
}

impl Ladders {
    pub(super) fn of(model: &Model) -> Self {
        Self {
            sizes: model.issues.iter().map(|issue| issue.options.len()).collect(),
            today: model.today(),
        }
    }

    /// A part out of what each combination of some issues, ascending, gives; the other issues stand as
    /// today.
    pub(super) fn part<E>(
        &self,
        issues: Vec<usize>,
        mut entry: impl FnMut(&[usize]) -> Result<f64, E>,
    ) -> Result<Part, Trouble>
    where
        Trouble: From<E>,
    {
        let count = issues.iter().try_fold(1_usize, |n, &issue| n.checked_mul(self.sizes[issue]));
        let Some(count) = count.filter(|count| *count <= MOST_ENTRIES) else {
            return Err(Trouble::TooEntangled(format!(
                "an expression depends on more than {MOST_ENTRIES} combinations of options"
            )));
        };
        let mut standing = self.today.clone();
        let mut worth = Vec::with_capacity(count);
        for index in 0..count {
            let mut rest = index;
            for &issue in issues.iter().rev() {
                standing[issue] = rest % self.sizes[issue];
                rest /= self.sizes[issue];
            }
            worth.push(entry(&standing)?);
        }
        Ok(Part { issues, worth })
    }

    pub(super) fn entry(&self, part: &Part, standing: &[usize]) -> f64 {
        let index =
            part.issues.iter().fold(0, |index, &issue| index * self.sizes[issue] + standing[issue]);
        part.worth[index]
    }

    pub(super) fn value(&self, parts: &[Part], standing: &[usize]) -> f64 {
        parts.iter().map(|part| self.entry(part, standing)).sum()
    }

    /// One part for all over the same issues.
    pub(super) fn merged(&self, parts: Vec<Part>) -> Vec<Part> {
        let mut merged: BTreeMap<Vec<usize>, Vec<f64>> = BTreeMap::new();
        for part in parts {
            match merged.entry(part.issues) {
                std::collections::btree_map::Entry::Vacant(none) => {
                    none.insert(part.worth);
                }
                std::collections::btree_map::Entry::Occupied(mut some) => {
                    some.get_mut().iter_mut().zip(part.worth).for_each(|(sum, x)| *sum += x);
                }
            }
        }
        merged.into_iter().map(|(issues, worth)| Part { issues, worth }).collect()
    }
}

/// What standings are worth to an actor at some premises.
pub(super) fn worth(
    model: &Model,
    ladders: &Ladders,
    actor: usize,
    premises: &[f64],
) -> Result<Vec<Part>, Trouble> {
    let mut parts = Vec::new();
    for term in &model.values[actor] {
        match term {
            Term::Expr(program) => parts.push(tabulated(ladders, program, None, premises)?),
            Term::Table { issue, entries } => {
                for (option, program) in entries.iter().enumerate() {
                    parts.push(tabulated(ladders, program, Some((*issue, option)), premises)?);
                }
            }
        }
    }
    Ok(ladders.merged(parts))
}

/// A program as a part; 0 where `only` (an issue and its option) does not stand.
pub(super) fn tabulated(
    ladders: &Ladders,
    program: &Program,
    only: Option<(usize, usize)>,
    premises: &[f64],
) -> Result<Part, Trouble> {
    let issues = union(program.issues(), only.map(|(issue, _)| issue).as_slice());
    ladders.part(issues, |standing| {
        if only.is_some_and(|(issue, option)| standing[issue] != option) {
            return Ok(0.0);
        }
        program.eval(Env { premises, standing, blamed: None })
    })
}

pub(super) fn union(a: &[usize], b: &[usize]) -> Vec<usize> {
    let mut union = [a, b].concat();
    union.sort_unstable();
    union.dedup();
    union
}

/// What the end of talks is worth to a party, as a view sees it.
pub(super) struct Collapse<'a> {
    pub(super) model: &'a Model,
    pub(super) ladders: &'a Ladders,
    pub(super) views: &'a Views,
    pub(super) view: usize,
    pub(super) party: usize,
    pub(super) blamed: Option<usize>,
    /// The party's discount factor per period.
    pub(super) patience: f64,
}

impl Collapse<'_> {
    /// W over the standing that stands when talks collapse; `worth` is the party's in this view.
    pub(super) fn parts(
        &self,
        worth: &[Part],
        game: &mut NoDealGame<'_>,
    ) -> Result<Vec<Part>, Trouble> {
        let mut flows = Vec::new();
        if matches!(self.model.nodeal, NoDeal::Standing) {
            // The game is how things stand: the chance that it is played does not matter.
            flows.extend(worth.iter().cloned());
        } else {
            let q = &self.model.breakdown;
            for part in worth {
                let issues = union(&part.issues, q.issues());
                flows.push(self.ladders.part(issues, |standing| {
                    Ok::<f64, Trouble>(
                        (1.0 - self.breakdown(standing)?) * self.ladders.entry(part, standing),
                    )
                })?);
            }
            let mut issues = q.issues().to_vec();
            let programs: Vec<&Program> = match &self.model.nodeal {
                NoDeal::Standing => Vec::new(),
                NoDeal::Values(values) => values.iter().collect(),
                NoDeal::Game(rules) => rules.programs().collect(),
            };
            for program in programs {
                issues = union(&issues, program.issues());
            }
            // What is undone at once never stands while the game is played.
            issues.retain(|&issue| self.model.issues[issue].undo != Undo::AtOnce);
            flows.push(self.ladders.part(issues, |standing| {
                let q = self.breakdown(standing)?;
                let values = game.values(standing, self.blamed, self.view)?;
                Ok::<f64, Trouble>(q * values[self.party])
            })?);
        }
        let parts: Result<Vec<Part>, Trouble> =
            flows.iter().map(|flow| self.discounted(flow)).collect();
        Ok(self.ladders.merged(parts?))
    }

    fn breakdown(&self, standing: &[usize]) -> Result<f64, Fault> {
        let program = &self.model.breakdown;
        let premises = &self.views.distinct[self.view];
        let q = program.eval(Env { premises, standing, blamed: self.blamed })?;
        if (0.0..=1.0).contains(&q) {
            return Ok(q);
        }
        Err(Fault {
            kind: FaultKind::BreakdownRange(q),
            span: program.span(),
            what: "breakdown".to_owned(),
        })
    }

    /// The discounted flow of a collapse from each combination of the issues that are not undone at once.
    fn discounted(&self, flow: &Part) -> Result<Part, Trouble> {
        let undo = |issue: usize| match self.model.issues[issue].undo {
            Undo::AtOnce => 0.0,
            Undo::Periods(periods) => periods,
            Undo::Never => f64::INFINITY,
        };
        let sticky: Vec<usize> =
            flow.issues.iter().copied().filter(|&issue| undo(issue) > 0.0).collect();
        let mut times: Vec<f64> =
            sticky.iter().map(|&issue| undo(issue)).filter(|time| time.is_finite()).collect();
        times.sort_by(f64::total_cmp);
        times.dedup();
        let mut starts = vec![1.0];
        starts.extend(times.iter().map(|&time| discount::pow(self.patience, time)));
        starts.push(0.0);
        self.ladders.part(sticky.clone(), |standing| {
            let mut left = standing.to_vec();
            let mut sum = 0.0;
            for (k, pair) in starts.windows(2).enumerate() {
                if let Some(time) = k.checked_sub(1).map(|k| times[k]) {
                    for &issue in sticky.iter().filter(|&&issue| undo(issue) <= time) {
                        left[issue] = self.ladders.today[issue];
                    }
                }
                sum += (pair[0] - pair[1]) * self.ladders.entry(flow, &left);
            }
            Ok::<f64, Trouble>(sum)
        })
    }
}
