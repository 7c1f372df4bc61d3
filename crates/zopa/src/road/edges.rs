//! The steps that roads from today may take.
//!
//! Every issue of a road moves only towards its option in the deal, so a road leads away from today on
//! each issue, up or (where the issue is undone at once) down. The steps into a standing therefore start
//! between today and it, at least one issue nearer to today, within `one_by_one` and `rungs_per_step`.
//! They are the same for every deal that lies further on.
//!
//! Each step carries what the participants need to take it: the best deviation and the slack of the free
//! moves, in shares of their spreads. Steps are found when asked for, as combinations of what each
//! participant can have done (`Ways`).

use super::deviation::Deviations;
use super::ways::{Way, Ways};
use crate::deal::Space;
use crate::model::{Issue, Model, Undo};
use crate::num::discount;
use std::cmp::Ordering;
use std::sync::Arc;

/// The steps between standings, for all participants.
#[derive(Clone, Debug)]
pub struct Edges {
    /// What the participants can do instead.
    pub deviations: Arc<Deviations>,
    /// Today's standing.
    pub today: usize,
    issues: Vec<Climb>,
    rungs_per_step: u32,
    /// The different lengths of a step, in periods, ascending; the first is 1.
    pub durations: Vec<f64>,
    /// Values of all standings as shares of the spread, by standing, then participant.
    pub values: Vec<f64>,
    /// Spread of each participant.
    pub spreads: Vec<f64>,
    /// Per participant and duration: (1 - delta^D, delta^D).
    pub weights: Vec<Vec<(f64, f64)>>,
    /// What leaving is worth at each standing, relative: by standing, then participant.
    leaves: Vec<f64>,
    /// How many rungs each standing is from today.
    distances: Vec<u32>,
}

/// How an issue moves along a road.
#[derive(Clone, Copy, Debug)]
struct Climb {
    now: usize,
    can_fall: bool,
    one_by_one: bool,
    /// Which duration a step that moves it lasts at least.
    duration: u8,
    /// Whether nothing that a step asks depends on where it started: it can be lowered at will, so the
    /// same deviations are open from every option, its steps are short, and any number of rungs may be
    /// climbed at once.
    swept: bool,
}

/// Memory for [`Edges::ways_into`].
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    cheat: Vec<f64>,
    free: Vec<f64>,
    axes: Vec<Axis>,
}

impl Edges {
    /// The steps of a model.
    #[must_use]
    pub fn new(model: &Model, deviations: Arc<Deviations>) -> Self {
        let ground = &deviations.ground;
        let worth = &ground.worth;
        let lasting = |issue: &Issue| {
            if issue.binding { issue.seen_after.max(1.0) } else { 1.0 }
        };
        let mut durations: Vec<f64> = model.issues.iter().map(lasting).chain([1.0]).collect();
        durations.sort_by(f64::total_cmp);
        durations.dedup();
        let class = |lasts: f64| {
            let class = durations.iter().position(|d| d.total_cmp(&lasts).is_eq());
            class.and_then(|class| u8::try_from(class).ok()).unwrap_or(0)
        };
        let issues = model.issues.iter().map(|issue| Climb {
            now: issue.now,
            can_fall: issue.undo == Undo::AtOnce,
            one_by_one: issue.one_by_one,
            duration: class(lasting(issue)),
            swept: issue.undo == Undo::AtOnce
                && !issue.one_by_one
                && class(lasting(issue)) == 0
                && model.rungs_per_step.is_none(),
        });
        let issues: Vec<Climb> = issues.collect();
        let owners: Vec<usize> = deviations.owns.iter().map(|own| own.party).collect();
        let spreads: Vec<f64> = owners.iter().map(|&party| worth.spread(party)).collect();
        let mut values = Vec::with_capacity(ground.space.count() * owners.len());
        let mut leaves = Vec::with_capacity(values.capacity());
        for standing in 0..ground.space.count() {
            for (k, (&party, spread)) in owners.iter().zip(&spreads).enumerate() {
                values.push(worth.own(party)[standing] / spread);
                leaves.push(deviations.leave(deviations.own_view(k), k, standing) / spread);
            }
        }
        let weights = owners.iter().map(|&party| {
            let delta = ground.patience[party];
            let weight = |d: &f64| (discount::one_minus_pow(delta, *d), discount::pow(delta, *d));
            durations.iter().map(weight).collect()
        });
        let mut distances = vec![0];
        for (issue, climb) in issues.iter().enumerate() {
            let rungs = (0..ground.space.size(issue)).map(|option| option.abs_diff(climb.now));
            let rungs: Vec<u32> = rungs.map(|r| u32::try_from(r).unwrap_or(u32::MAX)).collect();
            distances = distances.iter().flat_map(|d| rungs.iter().map(move |r| d + r)).collect();
        }
        let weights = weights.collect();
        Self {
            today: ground.today,
            weights,
            rungs_per_step: model.rungs_per_step.unwrap_or(u32::MAX),
            deviations,
            issues,
            durations,
            values,
            spreads,
            leaves,
            distances,
        }
    }

    /// How many participants.
    #[must_use]
    pub fn participants(&self) -> usize {
        self.spreads.len()
    }

    /// The space of standings.
    #[must_use]
    pub fn space(&self) -> &Space {
        &self.deviations.ground.space
    }

    /// Values of a standing to the participants, relative.
    #[must_use]
    pub fn values_at(&self, standing: usize) -> &[f64] {
        let n = self.participants();
        &self.values[standing * n..(standing + 1) * n]
    }

    /// Whether a road may stop at the standing.
    #[must_use]
    pub fn can_stop(&self, standing: usize) -> bool {
        self.deviations.ground.rules.allowed[standing]
    }

    /// How many rungs the standing is from today, over all issues.
    #[must_use]
    pub fn distance(&self, standing: usize) -> u32 {
        self.distances[standing]
    }

    /// How long the step between two standings lasts, as an index into [`Edges::durations`].
    #[must_use]
    pub fn duration(&self, from: usize, to: usize) -> usize {
        let space = self.space();
        let moved = |issue: &usize| space.option(from, *issue) != space.option(to, *issue);
        let issues = (0..self.issues.len()).filter(moved);
        issues.map(|issue| usize::from(self.issues[issue].duration)).max().unwrap_or(0)
    }

    /// What leaving is worth to each participant at a standing, relative.
    #[must_use]
    pub fn leaves_at(&self, standing: usize) -> &[f64] {
        let n = self.participants();
        &self.leaves[standing * n..(standing + 1) * n]
    }

    /// An upper bound of the number of steps, those that differ only in where swept issues start counted
    /// once: pairs of options per issue, multiplied.
    #[must_use]
    pub fn most_steps(&self) -> f64 {
        let combinations = |(issue, climb): (usize, &Climb)| {
            let (up, down) = (self.space().size(issue) - climb.now, climb.now + 1);
            climb.starts(up) + climb.starts(down) - 1.0
        };
        self.issues.iter().enumerate().map(combinations).product()
    }

    /// The same for the steps between today and a deal.
    #[must_use]
    pub fn most_steps_to(&self, deal: usize) -> f64 {
        let issues = self.issues.iter().enumerate();
        let rungs = |(k, climb): (usize, &Climb)| self.space().option(deal, k).abs_diff(climb.now);
        issues.map(|issue| issue.1.starts(rungs(issue) + 1)).product()
    }

    /// Calls `found` with the standings that are one rung of a swept issue nearer to today.
    pub(super) fn swept_neighbours(&self, standing: usize, mut found: impl FnMut(usize)) {
        for (issue, climb) in self.issues.iter().enumerate().filter(|(_, climb)| climb.swept) {
            let (option, stride) =
                (self.space().option(standing, issue), self.space().stride(issue));
            match option.cmp(&climb.now) {
                Ordering::Greater => found(standing - stride),
                Ordering::Less => found(standing + stride),
                Ordering::Equal => {}
            }
        }
    }

    /// The standings between today and a deal, both included, ascending.
    pub(super) fn between(&self, deal: usize) -> Vec<usize> {
        let space = self.space();
        let mut between = vec![0];
        for (issue, climb) in self.issues.iter().enumerate() {
            let option = space.option(deal, issue);
            let options = option.min(climb.now)..=option.max(climb.now);
            let stride = space.stride(issue);
            between = between
                .iter()
                .flat_map(|&standing| options.clone().map(move |o| standing + o * stride))
                .collect();
        }
        between
    }

    /// What each participant can have done in a step into `to`; no ways at all where no step leads there.
    /// One combination is no step: all standing still. Where `still` is set, swept issues stand still.
    pub(super) fn ways_into(&self, to: usize, still: bool, ways: &mut Ways, rows: &mut Rows) {
        ways.clear();
        if !self.can_stop(to) || to == self.today {
            return;
        }
        for (k, own) in self.deviations.owns.iter().enumerate() {
            rows.axes.clear();
            for &issue in &own.issues {
                let (climb, option) = (&self.issues[issue], self.space().option(to, issue));
                if option < climb.now && !climb.can_fall {
                    ways.clear();
                    return;
                }
                if option != climb.now && !(still && climb.swept) {
                    rows.axes.push(self.axis(issue, option));
                }
            }
            self.deviations.rows(k, to, &mut rows.cheat, &mut rows.free);
            let (value, spread) = (self.values_at(to)[k], self.spreads[k]);
            let (cheat, free) = (&rows.cheat, &rows.free);
            step_back(&rows.axes, to, 0, self.rungs_per_step as usize, &mut |from, duration| {
                let c = own.combination(from);
                let offset = u32::try_from(own.offset(c)).unwrap_or(u32::MAX);
                let (cheat, free) = (cheat[c] / spread, value - free[c] / spread);
                ways.push(Way { offset, duration, cheat, free });
            });
            ways.close();
        }
    }

    fn axis(&self, issue: usize, option: usize) -> Axis {
        let climb = &self.issues[issue];
        let most = if climb.one_by_one { 1 } else { self.rungs_per_step as usize };
        Axis {
            duration: climb.duration,
            rungs: option.abs_diff(climb.now).min(most),
            stride: self.space().stride(issue),
            back_is_up: option < climb.now,
        }
    }
}

impl Climb {
    /// How many steps there are between `n` options, staying included.
    fn starts(&self, n: usize) -> f64 {
        if self.swept { n as f64 } else { n as f64 * (n + 1) as f64 / 2.0 }
    }
}

/// An issue on which a step into a standing may have moved.
#[derive(Clone, Copy, Debug)]
struct Axis {
    duration: u8,
    /// By how many rungs at most.
    rungs: usize,
    stride: usize,
    /// Whether the way back to today climbs.
    back_is_up: bool,
}

/// Calls `found` with every combination of at most `left` rungs back on the axes, none included.
fn step_back(
    axes: &[Axis],
    from: usize,
    duration: u8,
    left: usize,
    found: &mut impl FnMut(usize, u8),
) {
    let Some((axis, rest)) = axes.split_first() else {
        found(from, duration);
        return;
    };
    step_back(rest, from, duration, left, found);
    let longer = duration.max(axis.duration);
    for rungs in 1..=axis.rungs.min(left) {
        let by = rungs * axis.stride;
        let from = if axis.back_is_up { from + by } else { from - by };
        step_back(rest, from, longer, left - rungs, found);
    }
}
