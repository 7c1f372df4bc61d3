//! Which premise alone would change the answer: another fair deal, or none, or a better entry of the menu
//! within reach.
//!
//! 1. Every premise (and every view of it that an actor holds for itself) is set to the ends of its range, the
//!    others left at their central values, and the fair deal is found anew.
//! 2. Where it differs at an end, the change lies between there and the central value. The premises whose
//!    changes may be among the nearest [`SHOWN`] are narrowed by halving, all at once, until these are known to
//!    1/[`NARROWED`] of their ranges: enough for the two digits that a report shows. The rest are counted.
//!
//! A change that begins and ends on one side of the central value is missed; a study tries more. Cost: two judgements of a premise, in parallel, and about thirty more.

use super::super::answer::Deal;
use super::super::assessment::Assessment;
use super::super::promising::Promising;
use super::super::survey::Survey;
use crate::game::Memory;
use crate::model::{Change, Changes, Fault, Model, Setting};
use rayon::prelude::*;
use serde::Serialize;
use std::sync::Arc;

/// So many premises are told, the nearest.
const SHOWN: usize = 3;
/// Thresholds are narrowed to this part of the range.
const NARROWED: f64 = 256.0;

/// Premises that alone change the answer.
#[derive(Clone, Debug, Serialize)]
pub struct Tipping {
    /// How many premises were tried.
    pub premises: usize,
    /// Premises with an expression that fails at some value; these values count as no change.
    pub failed: Vec<String>,
    /// The menu's entry that is nearest to being within reach, where some entry is not.
    pub above: Option<String>,
    /// The thresholds of the nearest premises, the nearest first (by their distance in shares of the
    /// premise's range).
    pub tips: Vec<Tip>,
    /// How many more premises change the answer, further away.
    pub further: usize,
}

/// A threshold: on its far side the answer is another one.
#[derive(Clone, Debug, Serialize)]
pub struct Tip {
    /// The premise, `premise@actor` for an actor's own view.
    pub premise: String,
    /// What it is.
    pub about: Option<String>,
    /// Whether it is a probability.
    pub probability: bool,
    /// Its central value.
    pub now: f64,
    /// The range that was looked at.
    pub range: [f64; 2],
    /// The first value, seen from the central one, at which the answer was found to differ.
    pub at: f64,
    /// The fair deal there; `None` where nothing is attainable.
    pub fair: Option<Deal>,
    /// Whether the fair deal of the plain answer is still attainable there.
    pub still_attainable: bool,
    /// Whether the menu's entry above the line is within reach there.
    pub above: bool,
}

/// What is asked of one set of premises.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    fair: Option<usize>,
    still: bool,
    above: bool,
}

#[derive(Clone, Copy)]
struct Search<'a> {
    model: &'a Model,
    changes: &'a Changes,
    memory: &'a Arc<Memory>,
    fair: Option<usize>,
    /// The menu's entry above the line.
    above: Option<usize>,
}

/// Between a value with the answer as it is now, and one with another.
#[derive(Clone, Debug)]
struct Bracket {
    knob: Knob,
    same: f64,
    other: (f64, Found),
}

impl Bracket {
    /// How far away the change may be at least, as a share of the range.
    fn nearest(&self) -> f64 {
        self.knob.share(self.same)
    }

    /// And at most.
    fn furthest(&self) -> f64 {
        self.knob.share(self.other.0)
    }
}

/// A premise or one actor's view of it, its central value and its range.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Knob {
    premise: usize,
    actor: Option<usize>,
    now: f64,
    low: f64,
    high: f64,
}

pub(super) fn tipping(
    assessment: &Assessment<'_>,
    survey: &Survey,
    changes: &Changes,
    memory: &Arc<Memory>,
) -> Result<Tipping, Fault> {
    let model = assessment.model;
    let mut within = Vec::new();
    for entry in &model.menu {
        let rules = &assessment.ground.rules;
        let agreeing = rules.agreeing(&entry.target, &assessment.views, assessment.space())?;
        within.push(agreeing.iter().any(|&deal| survey.is_attainable(deal)));
    }
    let first = within.iter().position(|&within| within).unwrap_or(within.len());
    let search = Search {
        model,
        changes,
        memory,
        fair: assessment.bargain().nash(&survey.attainable).map(|chosen| chosen.deal),
        above: first.checked_sub(1),
    };
    let now = Found { fair: search.fair, still: search.fair.is_some(), above: false };
    let knobs = knobs(assessment);
    let scans: Vec<(Vec<Bracket>, bool)> =
        knobs.par_iter().map(|&knob| search.scan(knob, &now)).collect();
    let name = |knob: Knob| {
        let key = &model.premises[knob.premise].key;
        knob.actor.map_or_else(|| key.clone(), |actor| format!("{key}@{}", model.actor_key(actor)))
    };
    let fails = knobs.iter().zip(&scans).filter(|(_, (_, fails))| *fails);
    let failed = fails.map(|(&knob, _)| name(knob)).collect();
    let changing = scans.iter().filter(|(brackets, _)| !brackets.is_empty()).count();
    let nearest = search.nearest(&now, scans.into_iter().flat_map(|(found, _)| found).collect());
    let tips = nearest.into_iter().map(|Bracket { knob, other: (at, found), .. }| {
        let premise = &model.premises[knob.premise];
        Tip {
            premise: name(knob),
            about: premise.about.clone(),
            probability: premise.probability,
            now: knob.now,
            range: [knob.low, knob.high],
            at,
            fair: found.fair.map(|deal| assessment.deal(deal)),
            still_attainable: found.still,
            above: found.above,
        }
    });
    Ok(Tipping {
        premises: knobs.len(),
        failed,
        above: search.above.map(|entry| model.menu[entry].name.clone()),
        tips: tips.collect(),
        further: changing.saturating_sub(SHOWN),
    })
}

impl Knob {
    /// How far a value is from the central one, as a share of the range.
    fn share(self, value: f64) -> f64 {
        (value - self.now).abs() / (self.high - self.low)
    }
}

fn knobs(assessment: &Assessment<'_>) -> Vec<Knob> {
    let (model, views) = (assessment.model, &assessment.views);
    let knobs = model.knobs().into_iter().map(|(premise, actor)| {
        let view = actor.map_or(views.nobody, |actor| views.of_actor[actor]);
        let (low, high) = model.premise_range(premise, actor);
        Knob { premise, actor, now: views.distinct[view][premise], low, high }
    });
    knobs.filter(|knob| knob.high > knob.low).collect()
}

impl Search<'_> {
    /// Whether the answer is another one at either end of the range, and whether some value fails.
    fn scan(self, knob: Knob, now: &Found) -> (Vec<Bracket>, bool) {
        let mut fails = false;
        let mut found = Vec::new();
        for end in [knob.low, knob.high] {
            // Nothing lies between the central value and an end that is the same.
            if knob.share(end) <= 0.0 {
                continue;
            }
            match self.at(knob, end) {
                Err(_) => fails = true,
                Ok(here) if here != *now => {
                    found.push(Bracket { knob, same: knob.now, other: (end, here) });
                }
                Ok(_) => {}
            }
        }
        (found, fails)
    }

    /// The changes of the nearest premises, narrowed, the nearest first.
    fn nearest(self, now: &Found, mut brackets: Vec<Bracket>) -> Vec<Bracket> {
        loop {
            brackets.sort_by(|a, b| a.furthest().total_cmp(&b.furthest()));
            let mut shown: Vec<Knob> = Vec::new();
            let mut reach = f64::INFINITY;
            for bracket in &brackets {
                if !shown.contains(&bracket.knob) && shown.len() < SHOWN {
                    shown.push(bracket.knob);
                    reach = bracket.furthest();
                }
            }
            let open = |bracket: &Bracket| {
                let may_be_shown = shown.contains(&bracket.knob) || bracket.nearest() < reach;
                may_be_shown && bracket.furthest() - bracket.nearest() > 1.0 / NARROWED
            };
            if !brackets.iter().any(open) {
                brackets.retain(|bracket| shown.contains(&bracket.knob));
                return brackets;
            }
            brackets.par_iter_mut().filter(|bracket| open(bracket)).for_each(|bracket| {
                let middle = f64::midpoint(bracket.same, bracket.other.0);
                match self.at(bracket.knob, middle) {
                    Ok(here) if here != *now => bracket.other = (middle, here),
                    _ => bracket.same = middle,
                }
            });
        }
    }

    fn at(self, knob: Knob, value: f64) -> Result<Found, Fault> {
        let mut changes = self.changes.clone();
        changes.settings.push(Change {
            premise: knob.premise,
            actor: knob.actor,
            setting: Setting::Value(value),
        });
        let views = self.model.views(&changes)?;
        let assessment = Assessment::with_views(self.model, views, &[], self.memory)?;
        let promising = Promising::new(&assessment);
        let above = match self.above {
            None => false,
            Some(entry) => {
                let rules = &assessment.ground.rules;
                let target = &self.model.menu[entry].target;
                let agreeing = rules.agreeing(target, &assessment.views, assessment.space())?;
                agreeing.iter().any(|&deal| promising.is_attainable(deal))
            }
        };
        let still = self.fair.is_some_and(|deal| promising.is_attainable(deal));
        Ok(Found { fair: promising.fair(), still, above })
    }
}
