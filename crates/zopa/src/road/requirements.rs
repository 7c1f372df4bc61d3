//! Which deals a safe road leads to, for all deals at once.
//!
//! A road is safe when at each step every participant's continuation V is at least what it can get
//! instead. V at a standing is an increasing function of V at the next one, so what a road asks of V at
//! its *start* of the remaining way can be carried forward as what it asks of V at its end: a step
//! x -> x' of length D that must satisfy V(x) >= need turns it into
//!   V(x') >= (max(need, Dev(x -> x')) - (1 - d^D) u(x')) / d^D.
//! A road to d is safe exactly when u(d) is at least what the road asks there. So:
//!
//! 1. today asks the signing parties' no-deal values of V;
//! 2. standings are taken by rising distance from today; each gathers what the steps into it ask, keeping
//!    only the Pareto-minimal vectors (one that asks less of everybody is as good for every deal);
//! 3. a deal is reachable when its values meet one of its vectors.
//!
//! This is the mirror image of the backward search of Pareto-maximal continuations, and exact like it
//! (the same monotonicity is the reason), but serves every deal in one pass over the steps:
//! O(steps x vectors x participants). A vector that asks more than any standing further on can give is
//! dropped at once. On large graphs the standings of one distance are done in parallel; they are
//! independent, so the answer does not depend on threads.

use super::edges::{Edges, Steps};
use rayon::prelude::*;

/// From so many standings on threads are used.
const PARALLEL_FROM: usize = 1 << 13;

/// What roads from today ask of the continuation at each standing: Pareto-minimal vectors, relative.
#[derive(Clone, Debug)]
pub struct Requirements {
    participants: usize,
    vectors: Vec<Vec<f64>>,
    today: usize,
}

impl Requirements {
    /// What roads ask on which every condition holds by `by` times the spread. `sign` holds the relative
    /// no-deal value of each participant that signs, minus infinity for the others.
    #[must_use]
    pub fn new(edges: &Edges, sign: &[f64], by: f64) -> Self {
        let count = edges.space().count();
        let most = most_ahead(edges);
        let mut vectors = vec![Vec::new(); count];
        vectors[edges.today] = sign.iter().map(|value| value + by).collect();
        let mut order: Vec<(u32, usize)> = (0..count)
            .filter(|&standing| standing != edges.today && edges.can_stop(standing))
            .map(|standing| (edges.distance(standing), standing))
            .collect();
        order.sort_unstable();
        let factor = |&(now, later): &(f64, f64)| (1.0 / later, now / later);
        let factors: Vec<Vec<(f64, f64)>> = (0..edges.durations.len())
            .map(|duration| edges.weights.iter().map(|w| factor(&w[duration])).collect())
            .collect();
        let gather = Gather { edges, most: &most, factors: &factors, by };
        if count < PARALLEL_FROM {
            let mut scratch = Steps::default();
            for (_, to) in order {
                vectors[to] = gather.gather(to, &vectors, &mut scratch);
            }
        } else {
            for layer in order.chunk_by(|a, b| a.0 == b.0) {
                let found: Vec<(usize, Vec<f64>)> = layer
                    .par_iter()
                    .map_init(Steps::default, |scratch, &(_, to)| {
                        (to, gather.gather(to, &vectors, scratch))
                    })
                    .collect();
                for (to, found) in found {
                    vectors[to] = found;
                }
            }
        }
        Self { participants: sign.len(), vectors, today: edges.today }
    }

    /// Whether a safe road leads to the deal, if it is then kept.
    #[must_use]
    pub fn reaches(&self, edges: &Edges, deal: usize) -> bool {
        deal == self.today || self.met(deal, edges.values_at(deal))
    }

    /// Whether the continuation `value` at `standing` is enough for some road from today to it.
    #[must_use]
    pub fn met(&self, standing: usize, value: &[f64]) -> bool {
        let mut vectors = self.vectors[standing].chunks_exact(self.participants.max(1));
        vectors.any(|need| need.iter().zip(value).all(|(need, value)| value >= need))
    }
}

struct Gather<'a> {
    edges: &'a Edges,
    most: &'a [f64],
    /// Per duration and participant: 1 / d^D and (1 - d^D) / d^D.
    factors: &'a [Vec<(f64, f64)>],
    by: f64,
}

impl Gather<'_> {
    fn gather(&self, to: usize, vectors: &[Vec<f64>], scratch: &mut Steps) -> Vec<f64> {
        let n = self.edges.participants();
        let values = self.edges.values_at(to);
        let most = &self.most[to * n..(to + 1) * n];
        let mut found = Vec::new();
        let (mut own, mut need) = (vec![0.0; n], vec![0.0; n]);
        let steps = self.edges.into(to, &|from| !vectors[from].is_empty(), scratch);
        for (step, &(from, duration)) in steps.from.iter().enumerate() {
            if steps.free[step] < self.by {
                continue;
            }
            // What the step asks by itself; what came before can only ask more.
            let deviation = &steps.deviation[step * n..(step + 1) * n];
            let factors = &self.factors[usize::from(duration)];
            let carry = |k: usize, asked: f64| factors[k].0 * asked - factors[k].1 * values[k];
            let mut possible = true;
            for k in 0..n {
                own[k] = carry(k, deviation[k] + self.by);
                possible &= own[k] <= most[k];
            }
            if !possible || asks_no_less(&mut found, &own) {
                continue;
            }
            for before in vectors[from as usize].chunks_exact(n) {
                let mut possible = true;
                for k in 0..n {
                    need[k] = own[k].max(carry(k, before[k]));
                    possible &= need[k] <= most[k];
                }
                if possible {
                    keep_minimal(&mut found, &need);
                }
            }
        }
        found
    }
}

/// Whether a vector asks at least as much as one of `vectors`. That one is moved to the front: it is
/// likely to show the same of the next.
fn asks_no_less(vectors: &mut [f64], new: &[f64]) -> bool {
    let n = new.len();
    let no_more = |old: &[f64]| old.iter().zip(new).all(|(old, new)| old <= new);
    let Some(found) = vectors.chunks_exact(n).position(no_more) else { return false };
    for k in 0..n {
        vectors.swap(k, found * n + k);
    }
    true
}

/// Adds a vector unless it asks at least as much as one that is there; removes those that ask no less.
fn keep_minimal(vectors: &mut Vec<f64>, new: &[f64]) {
    if asks_no_less(vectors, new) {
        return;
    }
    let n = new.len();
    let mut at = 0;
    while at < vectors.len() {
        if vectors[at..at + n].iter().zip(new).all(|(old, new)| new <= old) {
            let last = vectors.len() - n;
            vectors.copy_within(last.., at);
            vectors.truncate(last);
        } else {
            at += n;
        }
    }
    vectors.extend_from_slice(new);
}

/// The largest value that any standing at or beyond each one (away from today) gives each participant:
/// no continuation can be worth more.
fn most_ahead(edges: &Edges) -> Vec<f64> {
    let n = edges.participants();
    let space = edges.space();
    let mut most = edges.values.clone();
    let mut raise = |to: usize, from: usize| {
        for k in 0..n {
            most[to * n + k] = most[to * n + k].max(most[from * n + k]);
        }
    };
    for issue in 0..space.issues() {
        let (stride, size) = (space.stride(issue), space.size(issue));
        let now = space.option(edges.today, issue);
        for start in (0..space.count()).filter(|&s| space.option(s, issue) == 0) {
            for option in (now..size - 1).rev() {
                raise(start + option * stride, start + (option + 1) * stride);
            }
            for option in 1..=now {
                raise(start + option * stride, start + (option - 1) * stride);
            }
        }
    }
    most
}
