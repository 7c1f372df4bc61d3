//! Which premise, alone or with another, decides whether a target is attainable.
//!
//! Attainability is not monotone in a premise (not in one that patience uses, not in the no-deal payoffs,
//! which jump where an equilibrium switches), so each premise's range is scanned at evenly spaced values,
//! every change between neighbours is bracketed and refined to 1e-4 of the range by the engine itself.
//! An interval of attainability narrower than the scan's spacing can be missed; the answer says so.
//!
//! Cost: one assessment (all tests but the roads, which only the deals that pass the others need) for
//! each scanned value: premises x (33 + 9 per change). Premises are scanned in parallel.

use super::answer::{Flip, Pair};
use super::assessment::Assessment;
use super::reachable::SEARCHED_STEPS;
use crate::game::Memory;
use crate::model::{Change, Changes, Fault, Model, Setting, Target};
use rayon::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Values at which a range is scanned, its ends included.
const SCANNED: usize = 33;
/// Changes are refined to this share of the range.
const REFINED: f64 = 1e-4;
/// Pairs are looked for among so many of the settings that help most.
const HELPFUL: usize = 12;
/// Most pairs reported.
const PAIRS: usize = 5;

/// Whether some deal that agrees with a target is attainable, as premises change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'a> {
    /// The model.
    pub model: &'a Model,
    /// The target.
    pub target: &'a Target,
    /// The changes that count already.
    pub changes: &'a Changes,
    /// No-deal games solved so far.
    pub memory: &'a Arc<Memory>,
    /// Set where roads were not tested to the end.
    pub untested: &'a AtomicBool,
}

/// A premise, or one actor's own view of it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Knob {
    premise: usize,
    actor: Option<usize>,
    now: f64,
    range: (f64, f64),
}

/// What the scans of all premises found.
#[derive(Clone, Debug, Default)]
pub(super) struct Scanned {
    /// How many premises were varied.
    pub(super) varied: usize,
    /// The premises that decide.
    pub(super) flips: Vec<Flip>,
    /// How closely was looked.
    pub(super) remarks: Vec<String>,
}

/// What the search for pairs found.
#[derive(Clone, Debug, Default)]
pub(super) struct Searched {
    /// The pairs, the smallest change first.
    pub(super) pairs: Vec<Pair>,
    /// How closely was looked.
    pub(super) remark: Option<String>,
}

impl Question<'_> {
    /// The premises of which some value changes whether the target is attainable; `now` says whether it
    /// is at the central values.
    #[must_use]
    pub(super) fn flips(&self, now: bool) -> Scanned {
        let knobs = self.knobs();
        let scans: Vec<Scan> = knobs.par_iter().map(|knob| self.scan(*knob, now)).collect();
        let mut scanned = Scanned { varied: knobs.len(), ..Scanned::default() };
        if knobs.is_empty() {
            return scanned;
        }
        let mut failed = Vec::new();
        for (knob, scan) in knobs.iter().zip(scans) {
            if scan.failed > 0 {
                failed.push(self.name(*knob));
            }
            if scan.changes {
                scanned.flips.push(Flip {
                    premise: self.name(*knob),
                    about: self.model.premises[knob.premise].about.clone(),
                    now: knob.now,
                    range: [knob.range.0, knob.range.1],
                    intervals: scan.intervals,
                });
            }
        }
        if !failed.is_empty() {
            scanned.remarks.push(format!(
                "some values of {} make an expression fail; they count as not attainable",
                failed.join(", ")
            ));
        }
        scanned.remarks.push(format!(
            "each premise was tried at {SCANNED} values of its range; a change that begins and ends \
             between two of them is missed"
        ));
        scanned
    }

    /// Pairs of premises that together make the target attainable.
    #[must_use]
    pub(super) fn pairs(&self) -> Searched {
        let knobs = self.knobs();
        let ends = knobs.iter().flat_map(|&knob| [(knob, knob.range.0), (knob, knob.range.1)]);
        let ends: Vec<(Knob, f64)> = ends.collect();
        let Some(far) = self.distance(&[]) else { return Searched::default() };
        let mut helpful: Vec<(f64, usize)> = ends
            .par_iter()
            .enumerate()
            .filter_map(|(index, &end)| Some((self.distance(&[end])?, index)))
            .filter(|&(distance, _)| distance < far - f64::EPSILON)
            .collect();
        helpful.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let cut = helpful.len() > HELPFUL;
        helpful.truncate(HELPFUL);
        let mut tried = Vec::new();
        for (i, &(_, a)) in helpful.iter().enumerate() {
            for &(_, b) in &helpful[i + 1..] {
                if ends[a].0 != ends[b].0 {
                    tried.push([ends[a], ends[b]]);
                }
            }
        }
        let mut found: Vec<(f64, Pair)> =
            tried.par_iter().filter_map(|&both| self.nearest(both)).collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let remark = cut
            .then(|| format!("pairs were looked for among the {HELPFUL} settings that help most"));
        Searched { pairs: found.into_iter().take(PAIRS).map(|(_, pair)| pair).collect(), remark }
    }

    /// Whether some deal that agrees is attainable with these premises moved.
    ///
    /// # Errors
    /// The first [`Fault`] met.
    fn attainable(&self, moved: &[(Knob, f64)]) -> Result<bool, Fault> {
        let views = self.model.views(&self.moved(moved))?;
        let assessment = Assessment::with_views(self.model, views, &[], self.memory)?;
        attains(&assessment, self.target, self.untested)
    }

    fn moved(&self, moved: &[(Knob, f64)]) -> Changes {
        let mut changes = self.changes.clone();
        changes.settings.extend(moved.iter().map(|&(knob, value)| Change {
            premise: knob.premise,
            actor: knob.actor,
            setting: Setting::Value(value),
        }));
        changes
    }

    fn knobs(&self) -> Vec<Knob> {
        let Ok(views) = self.model.views(self.changes) else { return Vec::new() };
        let knobs = self.model.knobs().into_iter().map(|(premise, actor)| {
            let view = actor.map_or(views.nobody, |actor| views.of_actor[actor]);
            let now = views.distinct[view][premise];
            Knob { premise, actor, now, range: self.model.premise_range(premise, actor) }
        });
        knobs.filter(|knob| knob.range.1 > knob.range.0).collect()
    }

    fn name(&self, knob: Knob) -> String {
        let premise = &self.model.premises[knob.premise].key;
        match knob.actor {
            None => premise.clone(),
            Some(actor) => format!("{premise}@{}", self.model.actor_key(actor)),
        }
    }

    fn scan(&self, knob: Knob, now: bool) -> Scan {
        let (low, high) = knob.range;
        let mut values: Vec<f64> =
            (0..SCANNED).map(|k| low + (high - low) * k as f64 / (SCANNED - 1) as f64).collect();
        if knob.now > low && knob.now < high {
            values.push(knob.now);
            values.sort_by(f64::total_cmp);
        }
        let mut failed = 0;
        let mut ask = |value: f64| {
            self.attainable(&[(knob, value)]).unwrap_or_else(|_| {
                failed += 1;
                false
            })
        };
        let answers: Vec<bool> = values.iter().map(|&value| ask(value)).collect();
        let mut intervals: Vec<[f64; 2]> = Vec::new();
        let mut open = answers[0].then_some(low);
        for k in 1..values.len() {
            if answers[k] == answers[k - 1] {
                continue;
            }
            let (mut before, mut after) = (values[k - 1], values[k]);
            while after - before > REFINED * (high - low) {
                let middle = f64::midpoint(before, after);
                if ask(middle) == answers[k] { after = middle } else { before = middle }
            }
            match open.take() {
                Some(start) => intervals.push([start, before]),
                None => open = Some(after),
            }
        }
        intervals.extend(open.map(|start| [start, high]));
        let changes = answers.iter().any(|&answer| answer != now);
        Scan { intervals, changes, failed }
    }

    /// How far the target is from being attainable: the least shortfall of a deal that agrees, or where
    /// only the road fails, how far the road does. `None` where an expression fails.
    fn distance(&self, moved: &[(Knob, f64)]) -> Option<f64> {
        let views = self.model.views(&self.moved(moved)).ok()?;
        let assessment = Assessment::with_views(self.model, views, &[], self.memory).ok()?;
        let rules = &assessment.ground.rules;
        let agreeing = rules.agreeing(self.target, &assessment.views, assessment.space()).ok()?;
        let representative = assessment.representative(&agreeing, &[])?;
        let shortfall = assessment.shortfall(representative);
        if shortfall > 0.0 {
            return Some(shortfall);
        }
        match assessment.road_margin(representative) {
            crate::road::safest::Found::Road(road) => Some((-road.margin).max(0.0)),
            _ => Some(f64::INFINITY),
        }
    }

    /// The smallest change along the way from the central values to both ends at once that makes the
    /// target attainable, as a share of that way.
    fn nearest(&self, both: [(Knob, f64); 2]) -> Option<(f64, Pair)> {
        let at = |share: f64| both.map(|(knob, end)| (knob, knob.now + share * (end - knob.now)));
        let attains = |share: f64| self.attainable(&at(share)).unwrap_or(false);
        let steps = 8;
        let first = (1..=steps).map(|k| f64::from(k) / f64::from(steps)).find(|&s| attains(s))?;
        let (mut before, mut after) = (first - 1.0 / f64::from(steps), first);
        while after - before > REFINED {
            let middle = f64::midpoint(before, after);
            if attains(middle) { after = middle } else { before = middle }
        }
        let pair = Pair {
            premises: both.map(|(knob, _)| self.name(knob)),
            now: both.map(|(knob, _)| knob.now),
            to: at(after).map(|(_, value)| value),
        };
        Some((after, pair))
    }
}

/// What one premise's scan found.
struct Scan {
    intervals: Vec<[f64; 2]>,
    changes: bool,
    failed: usize,
}

/// Whether some deal that agrees with the target is attainable. Roads are looked at last, and so many
/// steps only; `untested` is set where that may have decided.
///
/// # Errors
/// The first [`Fault`] of the target's condition.
pub(super) fn attains(
    assessment: &Assessment<'_>,
    target: &Target,
    untested: &AtomicBool,
) -> Result<bool, Fault> {
    let rules = &assessment.ground.rules;
    let agreeing = rules.agreeing(target, &assessment.views, assessment.space())?;
    let (mut left, mut all_tested) = (SEARCHED_STEPS, true);
    for deal in agreeing {
        let rest =
            assessment.acceptable(deal) && assessment.ratifiable(deal) && assessment.holding(deal);
        if rest {
            match assessment.reachable_within(deal, &mut left) {
                Some(true) => return Ok(true),
                Some(false) => {}
                None => all_tested = false,
            }
        }
    }
    if !all_tested {
        untested.store(true, Ordering::Relaxed);
    }
    Ok(false)
}
