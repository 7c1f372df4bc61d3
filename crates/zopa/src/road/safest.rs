//! The safest road to a deal: the one whose tightest condition has the largest relative margin.
//!
//! *Is there a road on which every condition holds by at least r?* is answered by a search backwards from
//! the deal. A label at a standing holds what the participants get by going on from there (V). A step
//! back is taken where its conditions hold by r. V is increasing in the continuation and each condition is
//! a lower bound, so a label with no more V than another at its standing can do nothing that the other
//! cannot: only Pareto-maximal labels are kept, and the search is exact. Labels are taken by falling
//! margin, which finds good roads first.
//!
//! *The safest road* follows by repetition: each road found has a margin of its own, at least r. The gap to
//! what is known to be out of reach (at first the best last step) is halved while it is wide; then asking
//! for more than the last road has (Dinkelbach 1967) ends with the proof that there is no more.
//! The fewest steps among the equally safe are found by taking labels by rising number of steps.
//!
//! Where a road is known to have some margin, labels that no road from today with that margin can use
//! (their V does not meet what such roads ask, see [`requirements`](super::requirements)) are dropped
//! too. Cost of a round:
//! labels x steps into a standing x participants. A search ends with a status where it has looked at
//! `limit` steps.

use super::edges::{Edges, Steps, StepsInto};
use super::requirements::Requirements;
use crate::num::tolerance::REL;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// A road and its margin.
#[derive(Clone, Debug, PartialEq)]
pub struct Road {
    /// The standings after each step; the last is the deal. Empty where the deal is today's standing.
    pub stops: Vec<usize>,
    /// The largest margin by which every condition holds, relative; 1 for the empty road.
    pub margin: f64,
}

/// How a search ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A road; it is safe where its margin is at least 0 (within the tolerance).
    Road(Road),
    /// There is no such road.
    None,
    /// The limit was reached first; the best road found until then.
    Limited(Option<Road>),
}

/// A search for roads to one deal.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// The steps.
    pub edges: &'a Edges,
    /// Relative no-deal value of each participant that signs, minus infinity for the others.
    pub sign: &'a [f64],
    /// What roads from today ask on which every condition holds by [`least`](Self::least).
    pub required: Option<&'a Requirements>,
    /// A margin that some road is known to have; minus infinity where none is known.
    pub least: f64,
    /// A margin that no road has; infinity where none is known.
    pub beyond: f64,
    /// Most steps to look at; comparisons of labels count towards it.
    pub limit: usize,
}

/// How one round ended.
enum Round {
    Road(Road),
    None,
    Limited,
}

/// The steps that a search has looked at, and those it may still look at.
struct Budget {
    left: usize,
    seen: BTreeMap<usize, Steps>,
    kept: usize,
}

/// Which label is taken first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum First {
    /// The one nearest to today, then the one with the largest margin.
    Nearest,
    /// The one with the fewest steps.
    Shortest,
}

impl Search<'_> {
    /// A road with the largest margin of all.
    #[must_use]
    pub fn safest(&self, deal: usize) -> Found {
        self.search_safest(deal, false)
    }

    /// The safest road with, among those equally safe (within 1e-9), the fewest steps.
    #[must_use]
    pub fn safest_and_shortest(&self, deal: usize) -> Found {
        self.search_safest(deal, true)
    }

    /// A road with at least this margin and the fewest steps.
    #[must_use]
    pub fn shortest(&self, deal: usize, margin: f64) -> Found {
        self.single(deal, margin, First::Shortest)
    }

    /// Any road with at least this margin.
    #[must_use]
    pub fn any(&self, deal: usize, margin: f64) -> Found {
        self.single(deal, margin, First::Nearest)
    }

    fn single(&self, deal: usize, margin: f64, first: First) -> Found {
        match self.round(deal, margin, first, &mut self.budget()) {
            Round::Road(road) => Found::Road(road),
            Round::None => Found::None,
            Round::Limited => Found::Limited(None),
        }
    }

    fn budget(&self) -> Budget {
        Budget { left: self.limit, seen: BTreeMap::new(), kept: 0 }
    }

    fn search_safest(&self, deal: usize, shortest: bool) -> Found {
        if deal == self.edges.today {
            return Found::Road(Road { stops: Vec::new(), margin: 1.0 });
        }
        let mut budget = self.budget();
        let mut tightened = None;
        let best = match self.best(deal, &mut budget, &mut tightened) {
            Found::Road(best) => best,
            other => return other,
        };
        let search = Search { required: tightened.as_ref().or(self.required), ..*self };
        if !shortest {
            return Found::Road(best);
        }
        match search.round(deal, best.margin - REL, First::Shortest, &mut budget) {
            Round::Road(road) => Found::Road(road),
            Round::None | Round::Limited => Found::Road(best),
        }
    }

    /// A road with the largest margin. Where that takes long, what better roads than the best so far ask
    /// of all standings is computed in between, and left in `tightened`.
    fn best(
        &self,
        deal: usize,
        budget: &mut Budget,
        tightened: &mut Option<Requirements>,
    ) -> Found {
        // Often the last step is the tightest: no road can do better than the best of those.
        let last_step = self.last_step(deal);
        if last_step < self.beyond {
            match self.round(deal, last_step, First::Nearest, budget) {
                Round::None => {}
                Round::Road(road) => return Found::Road(road),
                Round::Limited => return Found::Limited(None),
            }
        }
        let mut most = last_step.min(self.beyond);
        let mut best = match self.round(deal, self.least, First::Nearest, budget) {
            Round::Road(road) => road,
            Round::None => return Found::None,
            Round::Limited => return Found::Limited(None),
        };
        loop {
            let far = most - best.margin > NEAR;
            let ask = if far { f64::midpoint(best.margin, most) } else { best.margin.next_up() };
            let before = budget.left;
            let search = Search { required: tightened.as_ref().or(self.required), ..*self };
            match search.round(deal, ask, First::Nearest, budget) {
                Round::Road(road) => best = road,
                Round::None if far => most = ask,
                Round::None => return Found::Road(best),
                Round::Limited => return Found::Limited(Some(best)),
            }
            if before - budget.left > LONG && self.edges.are_kept() {
                *tightened = Some(Requirements::new(self.edges, self.sign, best.margin - REL));
            }
        }
    }

    /// The largest margin of any single step into the deal.
    fn last_step(&self, deal: usize) -> f64 {
        let start = self.label(deal, f64::INFINITY, 0, NO_LABEL);
        let mut scratch = Steps::default();
        let steps = self.edges.into(deal, &|_| true, &mut scratch);
        let mut most = f64::NEG_INFINITY;
        let value = self.edges.values_at(deal);
        self.step_back(&start, value, steps, f64::NEG_INFINITY, |_, margin, _| {
            most = most.max(margin);
        });
        most
    }

    /// A road on which every condition holds by `least`.
    fn round(&self, deal: usize, least: f64, first: First, budget: &mut Budget) -> Round {
        if deal == self.edges.today {
            return Round::Road(Road { stops: Vec::new(), margin: 1.0 });
        }
        let mut labels = Labels::new(self.edges.participants());
        let start = self.label(deal, f64::INFINITY, 0, NO_LABEL);
        labels.add(start, self.edges.values_at(deal));
        let mut queue = BinaryHeap::from([labels.entry(0, first)]);
        let mut scratch = Steps::default();
        while let Some(entry) = queue.pop() {
            let label = labels.all[entry.label];
            if label.standing == self.edges.today {
                return Round::Road(labels.road(entry.label));
            }
            if labels.superseded[entry.label] {
                continue;
            }
            let value = labels.value(entry.label).to_vec();
            let steps = budget.steps_into(self.edges, label.standing, &mut scratch);
            let looked_at = steps.from.len();
            self.step_back(&label, &value, steps, least, |from, margin, back| {
                let new = self.label(from, margin, label.steps + 1, entry.label);
                let added = if from == self.edges.today {
                    Some(labels.add(new, back))
                } else {
                    labels.add_unless_dominated(new, back)
                };
                queue.extend(added.map(|index| labels.entry(index, first)));
            });
            let compared = std::mem::take(&mut labels.compared);
            match budget.left.checked_sub(looked_at + compared / COMPARED_A_STEP) {
                Some(left) => budget.left = left,
                None => return Round::Limited,
            }
        }
        Round::None
    }

    fn label(&self, standing: usize, margin: f64, steps: u32, next: usize) -> Label {
        Label { standing, margin, steps, distance: self.edges.distance(standing), next }
    }

    /// Calls `found` with every way to arrive at `label` by one more step on which all conditions hold
    /// by `least`: where it starts, the road's margin, and what the participants get from there.
    fn step_back(
        &self,
        label: &Label,
        value: &[f64],
        steps: StepsInto<'_>,
        least: f64,
        mut found: impl FnMut(usize, f64, &[f64]),
    ) {
        let n = value.len();
        let values = self.edges.values_at(label.standing);
        let mut back = vec![0.0; n];
        for (step, &(from, duration)) in steps.from.iter().enumerate() {
            let from = from as usize;
            let deviation = &steps.deviation[step * n..(step + 1) * n];
            let mut margin = label.margin.min(steps.free[step]);
            for k in 0..n {
                let (now, later) = self.edges.weights[k][usize::from(duration)];
                back[k] = now * values[k] + later * value[k];
                margin = margin.min(back[k] - deviation[k]);
            }
            if from == self.edges.today {
                let slack = back.iter().zip(self.sign).map(|(v, sign)| v - sign);
                margin = slack.fold(margin, f64::min);
            }
            if margin < least {
                continue;
            }
            let usable = |required: &Requirements| required.met(from, &back);
            if from == self.edges.today || self.required.is_none_or(usable) {
                found(from, margin, &back);
            }
        }
    }
}

impl Budget {
    /// The steps into a standing; remembered from round to round while there is room.
    fn steps_into<'s>(
        &'s mut self,
        edges: &'s Edges,
        standing: usize,
        scratch: &'s mut Steps,
    ) -> StepsInto<'s> {
        if edges.are_kept() || (self.kept > REMEMBERED && !self.seen.contains_key(&standing)) {
            return edges.into(standing, &|_| true, scratch);
        }
        let steps = self.seen.entry(standing).or_insert_with(|| {
            let mut steps = Steps::default();
            let _ = edges.into(standing, &|_| true, &mut steps);
            self.kept += steps.from.len();
            steps
        });
        steps.borrow()
    }
}

/// A round that looks at more steps than this is worth computing what better roads ask.
const LONG: usize = 4_000;
/// Up to so many steps are remembered from round to round.
const REMEMBERED: usize = 1_000_000;
/// Within this of what is known to be out of reach, the search asks for more than it has, and no longer
/// for the middle.
const NEAR: f64 = 1e-3;
/// So many comparisons of labels weigh as much as looking at one step.
const COMPARED_A_STEP: usize = 16;
const NO_LABEL: usize = usize::MAX;

/// A stop of a road that is being built backwards.
#[derive(Clone, Copy, Debug)]
struct Label {
    standing: usize,
    margin: f64,
    steps: u32,
    distance: u32,
    next: usize,
}

/// All labels of a search; those at one standing are Pareto-maximal in V.
struct Labels {
    participants: usize,
    all: Vec<Label>,
    values: Vec<f64>,
    superseded: Vec<bool>,
    /// Comparisons of two labels since last asked.
    compared: usize,
    at: BTreeMap<usize, Vec<usize>>,
}

impl Labels {
    fn new(participants: usize) -> Self {
        let (all, values, superseded) = (Vec::new(), Vec::new(), Vec::new());
        Self { participants, all, values, superseded, compared: 0, at: BTreeMap::new() }
    }

    fn value(&self, label: usize) -> &[f64] {
        &self.values[label * self.participants..(label + 1) * self.participants]
    }

    fn add(&mut self, label: Label, value: &[f64]) -> usize {
        self.all.push(label);
        self.values.extend_from_slice(value);
        self.superseded.push(false);
        self.all.len() - 1
    }

    /// Adds a label unless one at its standing has as much V; those that have no more are superseded.
    fn add_unless_dominated(&mut self, label: Label, value: &[f64]) -> Option<usize> {
        let n = self.participants;
        let here = self.at.entry(label.standing).or_default();
        self.compared += here.len();
        let values = &self.values;
        let at = |old: usize| &values[old * n..(old + 1) * n];
        if here.iter().any(|&old| at(old).iter().zip(value).all(|(old, new)| old >= new)) {
            return None;
        }
        let superseded = &mut self.superseded;
        here.retain(|&old| {
            let no_more = at(old).iter().zip(value).all(|(old, new)| new >= old);
            superseded[old] |= no_more;
            !no_more
        });
        here.push(self.all.len());
        Some(self.add(label, value))
    }

    fn road(&self, first: usize) -> Road {
        let mut stops = Vec::new();
        let mut index = self.all[first].next;
        while let Some(label) = self.all.get(index) {
            stops.push(label.standing);
            index = label.next;
        }
        Road { stops, margin: self.all[first].margin }
    }

    fn entry(&self, index: usize, first: First) -> Entry {
        let label = &self.all[index];
        let Label { margin, steps, distance, .. } = *label;
        Entry { margin, steps, distance, first, label: index }
    }
}

/// A label in the queue.
#[derive(Clone, Copy, Debug)]
struct Entry {
    margin: f64,
    steps: u32,
    distance: u32,
    first: First,
    label: usize,
}

impl Ord for Entry {
    /// The greatest is taken first: by margin and then steps, or by steps and then margin, then the
    /// earlier found.
    fn cmp(&self, other: &Self) -> Ordering {
        let safer = self.margin.total_cmp(&other.margin);
        let shorter = other.steps.cmp(&self.steps);
        let order = match self.first {
            First::Nearest => other.distance.cmp(&self.distance).then(safer).then(shorter),
            First::Shortest => shorter.then(safer),
        };
        order.then(other.label.cmp(&self.label))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Entry {}
