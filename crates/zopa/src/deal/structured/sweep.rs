//! The Pareto frontier by dynamic programming over the issues.
//!
//! 1. Decide the issues one by one (see [`super::network`]); keep, for every memory, the sums of the
//!    partial deals that nobody dominates: what is dominated by a partial deal with the same memory stays
//!    dominated whatever follows (Nemhauser and Ullmann, Management Science 1969; with memory: bucket
//!    elimination, Dechter 1999).
//! 2. Options whose gain another one dominates, after the same memory to the same memory, are left out.
//! 3. With a floor, drop sums that cannot reach it with the most that is still to come.
//! 4. At the end all memories are blank: the sums are the frontier, exactly. The deals behind a point are
//!    found by going back: an option may precede it if the rest is kept one layer before. This finds them
//!    all, since every part of an undominated deal is undominated among the parts with its memory.
//!
//! Cost: the sizes of the layers times the options, times the log that keeping the maxima takes. The
//! frontier's size is the true cost: in the worst case it is the whole space (values 2^i, opposed), on
//! random values about n^1.9 for two parties and n^3.6 for three.
//!
//! Where the layers outgrow the budget, sums are thinned: of those in one cell of a grid, whose width is
//! epsilon times a party's range over the number of issues, one stays. Every deal then has one on the
//! list that is worse for nobody by more than epsilon of its range.

use super::amount::Amount;
use super::maxima::{Set, union};
use super::network::{Memory, Network};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What is kept after a decision.
pub(super) type Layer<T> = BTreeMap<Memory, Set<T>>;

/// The layers, the first before anything is decided.
#[derive(Clone, Debug)]
pub(super) struct Sweep<T> {
    pub(super) network: Network<T>,
    layers: Vec<Layer<T>>,
    /// The undominated sums, without the constants.
    pub(super) found: Set<T>,
}

/// More sums than the budget allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Overrun;

/// What is asked of a sweep.
#[derive(Clone, Debug)]
pub(super) struct Terms<T> {
    /// The least that each party must get, where that is asked.
    pub(super) floor: Option<Vec<T>>,
    /// How many sums may be kept in all layers.
    pub(super) budget: usize,
    /// Width of the cells of the thinning grid, by party; empty for none.
    pub(super) cells: Vec<T>,
}

impl<T: Amount> Sweep<T> {
    pub(super) fn run(network: Network<T>, terms: &Terms<T>) -> Result<Self, Overrun> {
        let dims = network.parties;
        let rest = network.rest();
        let mut layers = vec![Layer::from([(network.blank(), Set::origin(dims))])];
        let mut kept = 1;
        for time in 0..network.order.len() {
            let mut next = Layer::new();
            let before = layers.last().into_iter().flatten();
            for (memory, parts) in sources(&network, time, before) {
                // What is merged is held too, for a moment.
                let merged: usize = parts.iter().map(|(set, _)| set.len()).sum();
                if kept + merged / 4 > terms.budget {
                    return Err(Overrun);
                }
                let mut set = union(&parts, dims);
                if let Some(floor) = &terms.floor {
                    let most = &rest[time + 1];
                    set.retain(|sum| {
                        sum.iter().zip(most).zip(floor).all(|((s, m), f)| s.plus(m) >= *f)
                    });
                }
                if !terms.cells.is_empty() {
                    set = thinned(set, &terms.cells);
                }
                kept += set.len();
                if kept > terms.budget {
                    return Err(Overrun);
                }
                if set.len() > 0 {
                    next.insert(memory, set);
                }
            }
            layers.push(next);
        }
        let none = Set { dims, values: Vec::new() };
        let found = layers.last().and_then(|layer| layer.values().next()).unwrap_or(&none).clone();
        Ok(Self { network, layers, found })
    }

    /// The deals behind a point, in their order, but no more than `limit`; and whether that is all.
    pub(super) fn deals(&self, point: &[T], limit: usize) -> (Vec<Vec<usize>>, bool) {
        let mut walk = Walk { sweep: self, limit, deals: Vec::new(), complete: true };
        let mut deal = vec![0; self.network.sizes.len()];
        walk.back(self.layers.len() - 1, &self.network.blank(), point, &mut deal);
        walk.deals.sort_unstable();
        (walk.deals, walk.complete)
    }
}

type Parts<'a, T> = Vec<(&'a Set<T>, Vec<T>)>;

/// For every memory after the decision, the sets that lead to it and what they gain.
fn sources<'a, T: Amount>(
    network: &Network<T>,
    time: usize,
    before: impl Iterator<Item = (&'a Memory, &'a Set<T>)>,
) -> BTreeMap<Memory, Parts<'a, T>> {
    let mut sources: BTreeMap<Memory, Parts<'a, T>> = BTreeMap::new();
    for (memory, set) in before {
        let mut gains: BTreeMap<Memory, Vec<Vec<T>>> = BTreeMap::new();
        for option in 0..network.sizes[network.order[time]] {
            if let Some((after, gain)) = network.step(time, memory, option) {
                match gains.entry(after) {
                    Entry::Vacant(none) => {
                        none.insert(vec![gain]);
                    }
                    Entry::Occupied(mut some) => some.get_mut().push(gain),
                }
            }
        }
        for (after, gains) in gains {
            let best = super::maxima::maxima(gains.concat(), network.parties);
            let parts = sources.entry(after).or_default();
            parts.extend(best.points().map(|gain| (set, gain.to_vec())));
        }
    }
    sources
}

/// One sum of every cell: the first in order.
fn thinned<T: Amount>(set: Set<T>, cells: &[T]) -> Set<T> {
    let key = |point: &[T]| -> Vec<num_bigint::BigInt> {
        let cell = |(x, width): (&T, &T)| {
            let (x, width) = (x.to_big(), width.to_big());
            let quotient = &x / &width;
            if x < &quotient * &width { quotient - 1 } else { quotient }
        };
        point.iter().zip(cells).map(cell).collect()
    };
    let mut seen = std::collections::BTreeSet::new();
    let mut values = Vec::new();
    for point in set.points() {
        if seen.insert(key(point)) {
            values.extend_from_slice(point);
        }
    }
    Set { dims: set.dims, values }
}

struct Walk<'a, T> {
    sweep: &'a Sweep<T>,
    limit: usize,
    deals: Vec<Vec<usize>>,
    complete: bool,
}

impl<T: Amount> Walk<'_, T> {
    fn back(&mut self, layer: usize, memory: &Memory, sum: &[T], deal: &mut [usize]) {
        if layer == 0 {
            if self.deals.len() < self.limit {
                self.deals.push(deal.to_vec());
            } else {
                self.complete = false;
            }
            return;
        }
        let network = &self.sweep.network;
        let time = layer - 1;
        let issue = network.order[time];
        for option in 0..network.sizes[issue] {
            for (before, set) in &self.sweep.layers[time] {
                let Some((after, gain)) = network.step(time, before, option) else { continue };
                if after != *memory {
                    continue;
                }
                let rest: Vec<T> = sum.iter().zip(&gain).map(|(s, g)| s.minus(g)).collect();
                if set.contains(&rest) {
                    deal[issue] = option;
                    self.back(time, before, &rest, deal);
                    if !self.complete {
                        return;
                    }
                }
            }
        }
    }
}
