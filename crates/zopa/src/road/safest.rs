//! The safest road to a deal: the one whose tightest condition has the largest relative margin.
//!
//! The search runs backwards from the deal. A label at a standing holds what the participants get by
//! going on from there (V), the least margin r of the conditions so far, and the number of steps. Each
//! step back can only lower r, so labels are taken by falling r (then by rising number of steps): the
//! first that arrives at today is a safest road (Dijkstra's argument for bottlenecks). A label is dropped
//! when another at its standing has no less V, no less r and no more steps; since V is increasing in the
//! continuation and each condition is a lower bound, a dropped label can do nothing that the other cannot,
//! and the search is exact.
//!
//! Where the deal is known to be reachable, labels that no road from today can use (their V does not
//! meet what such roads ask, see [`requirements`](super::requirements)) are dropped too. Cost: labels x steps into a
//! standing x participants; the labels taken are those with margin at least that of the answer. The
//! search ends with a status where it has looked at `limit` steps.

use super::edges::{Edges, Steps};
use super::requirements::Requirements;
use crate::num::tolerance::REL;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

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
    /// The safest road; it is safe where its margin is at least 0 (within the tolerance).
    Road(Road),
    /// No road climbs from today to the deal, safe or not.
    None,
    /// The limit was reached first.
    Limited,
}

/// A search for roads to one deal.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// The steps.
    pub edges: &'a Edges,
    /// Relative no-deal value of each participant that signs, minus infinity for the others.
    pub sign: &'a [f64],
    /// What roads from today ask, where the deal is known to be reachable.
    pub required: Option<&'a Requirements>,
    /// Most steps to look at.
    pub limit: usize,
}

/// A stop of a road that is being built backwards.
#[derive(Clone, Debug)]
struct Label {
    standing: usize,
    value: Vec<f64>,
    margin: f64,
    steps: u32,
    next: usize,
}

const NO_LABEL: usize = usize::MAX;

/// What a search prefers.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Goal {
    /// The largest margin, then the fewest steps.
    Safest,
    /// The fewest steps among roads with at least this margin.
    Shortest(f64),
}

impl Search<'_> {
    /// The margin of the safest road and a road that has it.
    #[must_use]
    pub fn safest(&self, deal: usize) -> Found {
        self.run(deal, Goal::Safest)
    }

    /// The safest road with, among those equally safe (within 1e-9), the fewest steps.
    #[must_use]
    pub fn safest_and_shortest(&self, deal: usize) -> Found {
        match self.run(deal, Goal::Safest) {
            Found::Road(road) => match self.run(deal, Goal::Shortest(road.margin - REL)) {
                Found::Road(shortest) => Found::Road(shortest),
                _ => Found::Road(road),
            },
            other => other,
        }
    }

    /// A road with at least this margin, with the fewest steps.
    #[must_use]
    pub fn shortest(&self, deal: usize, margin: f64) -> Found {
        self.run(deal, Goal::Shortest(margin))
    }

    fn run(&self, deal: usize, goal: Goal) -> Found {
        if deal == self.edges.today {
            return Found::Road(Road { stops: Vec::new(), margin: 1.0 });
        }
        let mut labels = vec![Label {
            standing: deal,
            value: self.edges.values_at(deal).to_vec(),
            margin: f64::INFINITY,
            steps: 0,
            next: NO_LABEL,
        }];
        let mut at: Vec<Vec<usize>> = vec![Vec::new(); self.edges.space().count()];
        let mut queue = BinaryHeap::from([Entry::new(&labels[0], 0, goal)]);
        let mut scratch = Steps::default();
        let mut looked_at = 0;
        while let Some(entry) = queue.pop() {
            let label = labels[entry.label].clone();
            if label.standing == self.edges.today {
                return Found::Road(road(&labels, entry.label));
            }
            if dropped(&at[label.standing], &labels, &label, entry.label) {
                continue;
            }
            if looked_at > self.limit {
                return Found::Limited;
            }
            looked_at += self.step_back(&label, entry.label, goal, &mut scratch, |new| {
                let standing = new.standing;
                if !dropped(&at[standing], &labels, &new, NO_LABEL) {
                    at[standing].push(labels.len());
                    queue.push(Entry::new(&new, labels.len(), goal));
                    labels.push(new);
                }
            });
        }
        Found::None
    }

    /// Calls `found` with every label one step before `label`; gives the number of steps looked at.
    fn step_back(
        &self,
        label: &Label,
        index: usize,
        goal: Goal,
        scratch: &mut Steps,
        mut found: impl FnMut(Label),
    ) -> usize {
        let n = self.edges.participants();
        let values = self.edges.values_at(label.standing);
        let steps = self.edges.into(label.standing, &|_| true, scratch);
        let mut value = vec![0.0; n];
        for (step, &(from, duration)) in steps.from.iter().enumerate() {
            let from = from as usize;
            let mut margin = label.margin.min(steps.free[step]);
            for k in 0..n {
                let (now, later) = self.edges.weights[k][usize::from(duration)];
                value[k] = now * values[k] + later * label.value[k];
                margin = margin.min(value[k] - steps.deviation[step * n + k]);
                if from == self.edges.today {
                    margin = margin.min(value[k] - self.sign[k]);
                }
            }
            let too_low = matches!(goal, Goal::Shortest(least) if margin < least);
            let useless = || {
                from != self.edges.today
                    && self.required.is_some_and(|required| !required.met(from, &value))
            };
            if !too_low && !useless() {
                let (value, steps) = (value.clone(), label.steps + 1);
                found(Label { standing: from, value, margin, steps, next: index });
            }
        }
        steps.from.len()
    }
}

/// Whether another label at the standing does all that `new` can.
fn dropped(at: &[usize], labels: &[Label], new: &Label, own: usize) -> bool {
    at.iter().filter(|&&index| index != own).any(|&index| {
        let old = &labels[index];
        let no_worse = old.margin >= new.margin
            && old.steps <= new.steps
            && old.value.iter().zip(&new.value).all(|(old, new)| old >= new);
        // Of two equal ones the earlier stays.
        let equal = || {
            new.margin >= old.margin
                && new.steps <= old.steps
                && old.value.iter().zip(&new.value).all(|(old, new)| new >= old)
        };
        no_worse && (index < own || !equal())
    })
}

fn road(labels: &[Label], first: usize) -> Road {
    let mut stops = Vec::new();
    let mut index = labels[first].next;
    while let Some(label) = labels.get(index) {
        stops.push(label.standing);
        index = label.next;
    }
    Road { stops, margin: labels[first].margin }
}

/// A label in the queue.
#[derive(Clone, Copy, Debug)]
struct Entry {
    margin: f64,
    steps: u32,
    shortest: bool,
    label: usize,
}

impl Entry {
    fn new(label: &Label, index: usize, goal: Goal) -> Self {
        let shortest = goal != Goal::Safest;
        Self { margin: label.margin, steps: label.steps, shortest, label: index }
    }
}

impl Ord for Entry {
    /// The greatest is taken first: the larger margin, then fewer steps, then the earlier found; for the
    /// shortest road, steps before margin.
    fn cmp(&self, other: &Self) -> Ordering {
        let safer = self.margin.total_cmp(&other.margin);
        let shorter = other.steps.cmp(&self.steps);
        let order = if self.shortest { shorter.then(safer) } else { safer.then(shorter) };
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
