//! Which changes of a scenario bring a difference about.

use super::Because;
use super::conclusions::{Conclusions, Finding, Subject};
use crate::model;
use crate::scenario::{Parts, Place, read};
use crate::verdict::{Options, solve};
use indexmap::IndexMap;
use rayon::prelude::*;

type Findings = IndexMap<Subject, Finding>;

/// What comes out with each change made alone, and with each taken back alone.
pub(super) struct Mixtures {
    before: Findings,
    tried: Vec<Tried>,
}

struct Tried {
    place: String,
    /// `None` where the mixture is no sound scenario: an issue without its values, say.
    alone: Option<Findings>,
    without: Option<Findings>,
}

impl Mixtures {
    pub(super) fn of(earlier: &Parts, later: &Parts, places: &[Place], before: Findings) -> Self {
        let tried = places.par_iter().map(|place| Tried {
            place: place.to_string(),
            alone: findings(&earlier.with(place, later)),
            without: findings(&later.with(place, earlier)),
        });
        Self { before, tried: tried.collect() }
    }

    pub(super) fn because(
        &self,
        about: &Subject,
        was: Option<&Finding>,
        is: Option<&Finding>,
    ) -> Because {
        let same = |found: &Option<Findings>, wanted: Option<&Finding>| {
            found.as_ref().is_some_and(|found| match (found.get(about), wanted) {
                (Some(found), Some(wanted)) => found.is(wanted),
                (found, wanted) => found.is_none() && wanted.is_none(),
            })
        };
        let places = |those: &dyn Fn(&Tried) -> bool| -> Vec<String> {
            let tried = self.tried.iter().filter(|tried| those(tried));
            tried.map(|tried| tried.place.clone()).collect()
        };
        Because {
            alone: places(&|tried| same(&tried.alone, is)),
            needed: places(&|tried| same(&tried.without, was)),
            moves: self.moves(about),
        }
    }

    /// By how much each change alone moves a number, the largest first.
    fn moves(&self, about: &Subject) -> IndexMap<String, f64> {
        let Some(Finding::Number(was)) = self.before.get(about) else { return IndexMap::new() };
        let moved = |tried: &Tried| {
            let is = tried.alone.as_ref()?.get(about)?;
            match is {
                Finding::Number(x) if !is.is(&Finding::Number(*was)) => {
                    Some((tried.place.clone(), x - was))
                }
                _ => None,
            }
        };
        let mut moves: Vec<(String, f64)> = self.tried.iter().filter_map(moved).collect();
        moves.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
        moves.into_iter().collect()
    }
}

/// What a mixture concludes; `None` where it cannot be solved.
fn findings(parts: &Parts) -> Option<Findings> {
    let text = parts.text();
    let (scenario, _) = read(&text);
    let (model, diagnostics) = model::build(&scenario?, String::new());
    let model = model.filter(|_| !diagnostics.iter().any(crate::diag::Diagnostic::is_error))?;
    let verdict = solve(&model, &Options::default()).ok()?;
    Conclusions::of(&verdict).ok().map(|conclusions| conclusions.findings())
}
