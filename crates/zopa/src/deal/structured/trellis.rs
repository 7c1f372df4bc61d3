//! The deals of a domain as paths: every decision is a layer, every memory a node, every option an arc.
//!
//! Which futures a partial deal has depends on its memory alone (see [`super::network`]), so what is best
//! by some score that adds up is found backwards over the arcs, layer by layer, without going through the
//! deals (Bellman, 1957). Cost: one addition and one comparison an arc. Where values are sums over issues
//! there is one node a layer, and an arc for every option.

use super::domain::Domain;
use super::network::{Memory, Network};
use super::scale::Units;
use crate::num::rational::Rational;
use num_bigint::BigInt;
use std::collections::BTreeMap;
use std::ops::Range;

/// Arcs beyond this are not laid: some hundred megabytes.
const MOST_ARCS: usize = 500_000;

/// The layered graph.
#[derive(Clone, Debug)]
pub(super) struct Trellis {
    /// The issues as they are decided.
    pub(super) order: Vec<usize>,
    /// All arcs, layer by layer; in each by the node that they leave, then by option.
    pub(super) arcs: Vec<Arc>,
    /// By layer, its arcs.
    pub(super) layers: Vec<Range<usize>>,
    /// By layer, how many nodes its arcs lead to.
    pub(super) nodes: Vec<usize>,
}

/// A decision.
#[derive(Clone, Debug)]
pub(super) struct Arc {
    /// The node before, within its layer.
    pub(super) from: usize,
    /// What is chosen of the layer's issue.
    pub(super) option: usize,
    /// The node after.
    pub(super) to: usize,
    /// What that is worth, by party.
    pub(super) gain: Vec<Rational>,
}

/// What adds up along a path and is to be as large as can be.
pub(super) trait Score: Clone {
    fn zero() -> Self;
    fn plus(&self, other: &Self) -> Self;
    fn exceeds(&self, other: &Self) -> bool;
}

impl Score for f64 {
    fn zero() -> Self {
        0.0
    }
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    fn exceeds(&self, other: &Self) -> bool {
        self > other
    }
}

impl Trellis {
    /// Lays out a domain; `None` where it is too entangled.
    pub(super) fn of(domain: &Domain) -> Option<Self> {
        let units = Units::of(domain);
        let network = Network::<BigInt>::of(domain, &units);
        let mut trellis =
            Self { order: network.order.clone(), arcs: vec![], layers: vec![], nodes: vec![] };
        let mut memories = vec![network.blank()];
        for time in 0..network.order.len() {
            let first = trellis.arcs.len();
            let mut known: BTreeMap<Memory, usize> = BTreeMap::new();
            let mut next = Vec::new();
            for (from, memory) in memories.iter().enumerate() {
                for option in 0..network.sizes[network.order[time]] {
                    let Some((after, gain)) = network.step(time, memory, option) else { continue };
                    let to = *known.entry(after).or_insert_with_key(|after| {
                        next.push(after.clone());
                        next.len() - 1
                    });
                    let gain = gain.iter().enumerate();
                    let gain = gain.map(|(p, gain)| units.rational(p, gain)).collect();
                    trellis.arcs.push(Arc { from, option, to, gain });
                }
                if trellis.arcs.len() > MOST_ARCS {
                    return None;
                }
            }
            trellis.layers.push(first..trellis.arcs.len());
            trellis.nodes.push(next.len());
            memories = next;
        }
        Some(trellis)
    }

    /// The arcs of the path with the largest sum of scores, each by the number of its arc: of equals that
    /// of the first options. `None` where no deal is allowed.
    pub(super) fn best<S: Score>(&self, score: impl Fn(usize) -> S) -> Option<Vec<usize>> {
        let mut after: Vec<Option<S>> =
            vec![Some(S::zero()); self.nodes.last().copied().unwrap_or(1)];
        let mut chosen = Vec::new();
        for (layer, arcs) in self.layers.iter().enumerate().rev() {
            let nodes = if layer == 0 { 1 } else { self.nodes[layer - 1] };
            let mut before: Vec<Option<S>> = vec![None; nodes];
            let mut best = vec![None; nodes];
            for arc in arcs.clone() {
                let Arc { from, to, .. } = self.arcs[arc];
                let Some(rest) = &after[to] else { continue };
                let sum = score(arc).plus(rest);
                if before[from].as_ref().is_none_or(|known| sum.exceeds(known)) {
                    before[from] = Some(sum);
                    best[from] = Some(arc);
                }
            }
            chosen.push(best);
            after = before;
        }
        let mut path = Vec::with_capacity(self.layers.len());
        let mut node = 0;
        for best in chosen.iter().rev() {
            let arc = best[node]?;
            node = self.arcs[arc].to;
            path.push(arc);
        }
        Some(path)
    }

    /// The deal of a path: one option for every issue, in the order of the domain.
    pub(super) fn deal(&self, path: &[usize]) -> Vec<usize> {
        let mut deal = vec![0; self.order.len()];
        for (&issue, &arc) in self.order.iter().zip(path) {
            deal[issue] = self.arcs[arc].option;
        }
        deal
    }
}
