//! The steps that roads from today may take.
//!
//! Every issue of a road moves only towards its option in the deal, so a road leads away from today on
//! each issue, up or (where the issue is undone at once) down. The steps into a standing are therefore
//! its *predecessors*: standings between today and it, at least one issue nearer to today, within
//! `one_by_one` and `rungs_per_step`. They are the same for every deal that lies further on.
//!
//! Each step carries what the participants need to take it: the best deviation and the slack of the free
//! moves, in shares of their spreads. A small graph is computed once and kept; in a large one the steps
//! into a standing are computed when asked for.

use super::deviation::Deviations;
use crate::deal::Space;
use crate::model::{Issue, Model, Undo};
use crate::num::discount;
use std::sync::Arc;

/// Up to so many steps the graph is kept.
const KEPT_STEPS: usize = 1 << 20;

/// The steps between standings, for all participants.
#[derive(Clone, Debug)]
pub struct Edges {
    /// What the participants can do instead.
    pub deviations: Arc<Deviations>,
    /// Today's standing.
    pub today: usize,
    issues: Vec<Climb>,
    rungs_per_step: u32,
    parties: usize,
    /// The different lengths of a step, in periods, ascending; the first is 1.
    pub durations: Vec<f64>,
    /// Values of all standings as shares of the spread, by standing, then participant.
    pub values: Vec<f64>,
    /// Spread of each participant.
    pub spreads: Vec<f64>,
    /// Per participant and duration: (1 - delta^D, delta^D).
    pub weights: Vec<Vec<(f64, f64)>>,
    /// What leaving is worth at each standing, relative, and each participant's own combination there:
    /// by standing, then participant.
    outlook: Vec<(f64, u32)>,
    /// How many rungs each standing is from today.
    distances: Vec<u32>,
    kept: Option<Kept>,
}

/// How an issue moves along a road.
#[derive(Clone, Copy, Debug)]
struct Climb {
    party: usize,
    now: usize,
    can_fall: bool,
    one_by_one: bool,
    /// Which duration a step that moves it lasts at least.
    duration: u8,
}

/// Steps into one standing.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// Where each comes from, and its duration (index into [`Edges::durations`]).
    pub from: Vec<(u32, u8)>,
    /// Least slack of the free moves, relative; infinite where nobody has one.
    pub free: Vec<f64>,
    /// Best deviation of each participant, relative: by step, then participant.
    pub deviation: Vec<f64>,
    cheat_row: Vec<Vec<f64>>,
    free_row: Vec<Vec<f64>>,
}

#[derive(Clone, Debug)]
struct Kept {
    starts: Vec<usize>,
    all: Steps,
}

/// The steps into a standing, borrowed.
#[derive(Clone, Copy, Debug)]
pub struct StepsInto<'s> {
    /// As [`Steps::from`].
    pub from: &'s [(u32, u8)],
    /// As [`Steps::free`].
    pub free: &'s [f64],
    /// As [`Steps::deviation`].
    pub deviation: &'s [f64],
}

impl Steps {
    /// The steps, borrowed.
    #[must_use]
    pub fn borrow(&self) -> StepsInto<'_> {
        StepsInto { from: &self.from, free: &self.free, deviation: &self.deviation }
    }
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
            party: issue.by,
            now: issue.now,
            can_fall: issue.undo == Undo::AtOnce,
            one_by_one: issue.one_by_one,
            duration: class(lasting(issue)),
        });
        let issues: Vec<Climb> = issues.collect();
        let owners: Vec<usize> = deviations.owns.iter().map(|own| own.party).collect();
        let spreads: Vec<f64> = owners.iter().map(|&party| worth.spread(party)).collect();
        let values = (0..ground.space.count())
            .flat_map(|s| {
                owners.iter().map(move |&party| worth.own(party)[s] / worth.spread(party))
            })
            .collect();
        let outlook = (0..ground.space.count()).flat_map(|s| {
            let deviations = &deviations;
            let owns = deviations.owns.iter().zip(&spreads).enumerate();
            owns.map(move |(k, (own, spread))| {
                let leave = deviations.leave(deviations.own_view(k), k, s);
                (leave / spread, u32::try_from(own.combination(s)).unwrap_or(u32::MAX))
            })
        });
        let outlook = outlook.collect();
        let weights = owners.iter().map(|&party| {
            let delta = ground.patience[party];
            let weight = |d: &f64| (discount::one_minus_pow(delta, *d), discount::pow(delta, *d));
            durations.iter().map(weight).collect()
        });
        let distance = |standing: usize| -> usize {
            let rungs = |(issue, climb): (usize, &Climb)| {
                ground.space.option(standing, issue).abs_diff(climb.now)
            };
            issues.iter().enumerate().map(rungs).sum()
        };
        let distances = (0..ground.space.count())
            .map(|standing| u32::try_from(distance(standing)).unwrap_or(u32::MAX))
            .collect();
        let mut edges = Self {
            today: ground.today,
            weights: weights.collect(),
            rungs_per_step: model.rungs_per_step.unwrap_or(u32::MAX),
            parties: model.parties.len(),
            kept: None,
            deviations,
            issues,
            durations,
            values,
            spreads,
            outlook,
            distances,
        };
        edges.keep();
        edges
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

    /// The steps into a standing; `scratch` holds them where the graph is not kept. Steps from standings
    /// that are not `wanted` may be left out.
    #[must_use]
    pub fn into<'s>(
        &'s self,
        to: usize,
        wanted: &dyn Fn(usize) -> bool,
        scratch: &'s mut Steps,
    ) -> StepsInto<'s> {
        let n = self.participants();
        if let Some(kept) = &self.kept {
            let range = kept.starts[to]..kept.starts[to + 1];
            return StepsInto {
                from: &kept.all.from[range.clone()],
                free: &kept.all.free[range.clone()],
                deviation: &kept.all.deviation[range.start * n..range.end * n],
            };
        }
        scratch.from.clear();
        scratch.free.clear();
        scratch.deviation.clear();
        self.compute(to, wanted, scratch);
        scratch.borrow()
    }

    /// Whether the graph was small enough to be computed once and kept.
    #[must_use]
    pub fn are_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// Computes the whole graph where it is small enough.
    fn keep(&mut self) {
        let mut all = Steps::default();
        let mut starts = Vec::with_capacity(self.space().count() + 1);
        starts.push(0);
        if self.most_steps() > KEPT_STEPS as f64 {
            return;
        }
        for to in 0..self.space().count() {
            self.compute(to, &|_| true, &mut all);
            starts.push(all.from.len());
        }
        self.kept = Some(Kept { starts, all });
    }

    /// An upper bound of the number of steps: pairs of options per issue, multiplied.
    #[must_use]
    pub fn most_steps(&self) -> f64 {
        let pairs = |(issue, climb): (usize, &Climb)| {
            let (up, down) = (self.space().size(issue) - climb.now, climb.now + 1);
            let pairs = |n: usize| n as f64 * (n + 1) as f64 / 2.0;
            pairs(up) + pairs(down) - 1.0
        };
        self.issues.iter().enumerate().map(pairs).product()
    }

    /// Appends the steps into `to`.
    fn compute(&self, to: usize, wanted: &dyn Fn(usize) -> bool, steps: &mut Steps) {
        let first = steps.from.len();
        if self.can_stop(to) && to != self.today {
            self.predecessors(to, &mut |from, duration| {
                if wanted(from) {
                    steps.from.push((u32::try_from(from).unwrap_or(u32::MAX), duration));
                }
            });
        }
        if steps.from.len() == first {
            return;
        }
        let n = self.participants();
        let (cheat_rows, free_rows) = (&mut steps.cheat_row, &mut steps.free_row);
        cheat_rows.resize_with(n, Vec::new);
        free_rows.resize_with(n, Vec::new);
        let mut free_moves = false;
        for k in 0..n {
            self.deviations.rows(k, to, &mut cheat_rows[k], &mut free_rows[k]);
            cheat_rows[k].iter_mut().for_each(|value| *value /= self.spreads[k]);
            free_rows[k].iter_mut().for_each(|value| *value /= self.spreads[k]);
            free_moves |= free_rows[k].iter().any(|value| value.is_finite());
        }
        let values = self.values_at(to);
        for &(from, _) in &steps.from[first..] {
            let outlook = &self.outlook[from as usize * n..(from as usize + 1) * n];
            for (&(leave, c), row) in outlook.iter().zip(&*cheat_rows) {
                steps.deviation.push(leave.max(row[c as usize]));
            }
            let slack = |k: usize| values[k] - free_rows[k][outlook[k].1 as usize];
            let free = if free_moves {
                (0..n).map(slack).fold(f64::INFINITY, f64::min)
            } else {
                f64::INFINITY
            };
            steps.free.push(free);
        }
    }

    /// Calls `found` with every standing from which one step leads to `to`, and its duration.
    fn predecessors(&self, to: usize, found: &mut impl FnMut(usize, u8)) {
        let space = self.space();
        let mut axes = Vec::with_capacity(self.issues.len());
        for (issue, climb) in self.issues.iter().enumerate() {
            let option = space.option(to, issue);
            if option < climb.now && !climb.can_fall {
                return;
            }
            let most = if climb.one_by_one { 1 } else { self.rungs_per_step as usize };
            if option != climb.now {
                axes.push(Axis {
                    party: climb.party,
                    duration: climb.duration,
                    rungs: option.abs_diff(climb.now).min(most),
                    stride: space.stride(issue),
                    back_is_up: option < climb.now,
                });
            }
        }
        let mut left = vec![self.rungs_per_step as usize; self.parties];
        let allowed = &self.deviations.ground.rules.allowed;
        step_back(&axes, to, 0, &mut left, &mut |from, duration| {
            if from != to && allowed[from] {
                found(from, duration);
            }
        });
    }
}

/// An issue on which a step into a standing may have moved.
#[derive(Clone, Copy, Debug)]
struct Axis {
    party: usize,
    duration: u8,
    /// By how many rungs at most.
    rungs: usize,
    stride: usize,
    /// Whether the way back to today climbs.
    back_is_up: bool,
}

/// Calls `found` with every combination of rungs back on the axes, the standing itself included.
fn step_back(
    axes: &[Axis],
    from: usize,
    duration: u8,
    left: &mut [usize],
    found: &mut impl FnMut(usize, u8),
) {
    let Some((axis, rest)) = axes.split_first() else {
        found(from, duration);
        return;
    };
    step_back(rest, from, duration, left, found);
    let longer = duration.max(axis.duration);
    let most = axis.rungs.min(left[axis.party]);
    for rungs in 1..=most {
        left[axis.party] -= 1;
        let by = rungs * axis.stride;
        let from = if axis.back_is_up { from + by } else { from - by };
        step_back(rest, from, longer, left, found);
    }
    left[axis.party] += most;
}
