//! The labels of a search for roads, and the order in which they are taken.

use super::safest::Road;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Which label is taken first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// The one nearest to today, then the one with the largest margin.
    Nearest,
    /// The one with the largest margin.
    Safest,
    /// The one with the fewest steps.
    Shortest,
}

/// The stop behind the last one.
pub(super) const NO_LABEL: usize = usize::MAX;

/// A stop of a road that is being built backwards.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) standing: usize,
    pub(super) margin: f64,
    pub(super) steps: u32,
    pub(super) distance: u32,
    /// The label of the stop after this one; [`NO_LABEL`] at the deal.
    pub(super) next: usize,
}

/// All labels of a search; those at one standing are Pareto-maximal in V.
pub(super) struct Labels {
    participants: usize,
    pub(super) all: Vec<Label>,
    values: Vec<f64>,
    pub(super) superseded: Vec<bool>,
    /// Comparisons of two labels since last asked.
    pub(super) compared: usize,
    at: BTreeMap<usize, Vec<usize>>,
}

impl Labels {
    pub(super) fn new(participants: usize) -> Self {
        let (all, values, superseded) = (Vec::new(), Vec::new(), Vec::new());
        Self { participants, all, values, superseded, compared: 0, at: BTreeMap::new() }
    }

    pub(super) fn value(&self, label: usize) -> &[f64] {
        &self.values[label * self.participants..(label + 1) * self.participants]
    }

    pub(super) fn add(&mut self, label: Label, value: &[f64]) -> usize {
        self.all.push(label);
        self.values.extend_from_slice(value);
        self.superseded.push(false);
        self.all.len() - 1
    }

    /// Adds a label unless one at its standing has as much V; those that have no more are superseded.
    pub(super) fn add_unless_dominated(&mut self, label: Label, value: &[f64]) -> Option<usize> {
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

    pub(super) fn road(&self, first: usize) -> Road {
        let mut stops = Vec::new();
        let mut index = self.all[first].next;
        while let Some(label) = self.all.get(index) {
            stops.push(label.standing);
            index = label.next;
        }
        Road { stops, margin: self.all[first].margin }
    }

    pub(super) fn entry(&self, index: usize, first: First) -> Entry {
        let label = &self.all[index];
        let Label { margin, steps, distance, .. } = *label;
        Entry { margin, steps, distance, first, label: index }
    }
}

/// A label in the queue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    margin: f64,
    steps: u32,
    distance: u32,
    first: First,
    pub(super) label: usize,
}

impl Ord for Entry {
    /// The greatest is taken first: by margin and then steps, or by steps and then margin, then the
    /// earlier found.
    fn cmp(&self, other: &Self) -> Ordering {
        let safer = self.margin.total_cmp(&other.margin);
        let shorter = other.steps.cmp(&self.steps);
        let order = match self.first {
            First::Nearest => other.distance.cmp(&self.distance).then(safer).then(shorter),
            First::Safest => safer.then(other.distance.cmp(&self.distance)).then(shorter),
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
