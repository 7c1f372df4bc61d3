//! Which premise alone would change the answer: another fair deal, or none, or a better entry of the menu
//! within reach.
//!
//! 1. Every premise (and every view of it that an actor holds for itself) is set to [`TRIED`] evenly spaced
//!    values of its range, the others left at their central values, and all deals are judged anew.
//! 2. The change nearest to the central value on either side is narrowed by halving to 1/[`NARROWED`] of the
//!    range: enough for the two digits that a report shows.
//!
//! A change that begins and ends between two of the values is missed; how many were tried travels with the
//! answer. Cost: premises x [`TRIED`] judgements of all deals, and six for each change; premises in parallel.

use super::super::answer::Deal;
use super::super::assessment::Assessment;
use super::super::survey::Survey;
use crate::game::Memory;
use crate::model::{Change, Changes, Fault, Model, Setting};
use rayon::prelude::*;
use serde::Serialize;
use std::sync::Arc;

/// Values at which each premise is tried.
const TRIED: usize = 5;
/// Thresholds are narrowed to this part of the range.
const NARROWED: f64 = 256.0;

/// Premises that alone change the answer.
#[derive(Clone, Debug, Serialize)]
pub struct Tipping {
    /// At how many values of its range each premise was tried.
    pub tried: usize,
    /// How many premises were tried.
    pub premises: usize,
    /// Premises with an expression that fails at some value; these values count as no change.
    pub failed: Vec<String>,
    /// The menu's entry that is nearest to being within reach, where some entry is not.
    pub above: Option<String>,
    /// The thresholds, the nearest first (by their distance in shares of the premise's range).
    pub tips: Vec<Tip>,
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

/// A premise or one actor's view of it, its central value and its range.
#[derive(Clone, Copy)]
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
    let scans: Vec<(Vec<(f64, Found)>, bool)> =
        knobs.par_iter().map(|&knob| search.scan(knob, &now)).collect();
    let mut tips: Vec<(f64, Tip)> = Vec::new();
    let mut failed = Vec::new();
    for (knob, (found, fails)) in knobs.iter().zip(scans) {
        let premise = &model.premises[knob.premise];
        let name = match knob.actor {
            None => premise.key.clone(),
            Some(actor) => format!("{}@{}", premise.key, model.actor_key(actor)),
        };
        if fails {
            failed.push(name.clone());
        }
        for (at, found) in found {
            let tip = Tip {
                premise: name.clone(),
                about: premise.about.clone(),
                probability: premise.probability,
                now: knob.now,
                range: [knob.low, knob.high],
                at,
                fair: found.fair.map(|deal| assessment.deal(deal)),
                still_attainable: found.still,
                above: found.above,
            };
            tips.push(((at - knob.now).abs() / (knob.high - knob.low), tip));
        }
    }
    tips.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(Tipping {
        tried: TRIED,
        premises: knobs.len(),
        failed,
        above: search.above.map(|entry| model.menu[entry].name.clone()),
        tips: tips.into_iter().map(|(_, tip)| tip).collect(),
    })
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
    /// The nearest change below the central value and above it, and whether some value fails.
    fn scan(self, knob: Knob, now: &Found) -> (Vec<(f64, Found)>, bool) {
        let Knob { low, high, .. } = knob;
        let grid = (0..TRIED).map(|k| low + (high - low) * k as f64 / (TRIED - 1) as f64);
        let (below, above): (Vec<f64>, Vec<f64>) = grid.partition(|value| *value < knob.now);
        let mut fails = false;
        let mut found = Vec::new();
        let upwards = above.into_iter().filter(|value| *value > knob.now);
        for side in [below.into_iter().rev().collect::<Vec<f64>>(), upwards.collect()] {
            let mut last = knob.now;
            for value in side {
                match self.at(knob, value) {
                    Err(_) => fails = true,
                    Ok(here) if here != *now => {
                        found.push(self.narrow(knob, now, last, (value, here)));
                        break;
                    }
                    Ok(_) => last = value,
                }
            }
        }
        (found, fails)
    }

    /// The change between `same`, where the answer is as now, and a value where it is not.
    fn narrow(self, knob: Knob, now: &Found, same: f64, other: (f64, Found)) -> (f64, Found) {
        let (mut same, mut other) = (same, other);
        while (other.0 - same).abs() > (knob.high - knob.low) / NARROWED {
            let middle = f64::midpoint(same, other.0);
            match self.at(knob, middle) {
                Ok(here) if here != *now => other = (middle, here),
                _ => same = middle,
            }
        }
        other
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
        let survey = Survey::new(&assessment)?;
        let above = match self.above {
            None => false,
            Some(entry) => {
                let rules = &assessment.ground.rules;
                let target = &self.model.menu[entry].target;
                let agreeing = rules.agreeing(target, &assessment.views, assessment.space())?;
                agreeing.iter().any(|&deal| survey.is_attainable(deal))
            }
        };
        let fair = assessment.bargain().nash(&survey.attainable).map(|chosen| chosen.deal);
        let still = self.fair.is_some_and(|deal| survey.is_attainable(deal));
        Ok(Found { fair, still, above })
    }
}
