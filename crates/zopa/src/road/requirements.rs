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
//! (the same monotonicity is the reason), but serves every deal in one pass.
//!
//! Two things keep the steps few. What a participant's own way into a standing asks is known without the
//! others' ways: where no standing further on can give so much, the way is dropped with all steps that
//! contain it. And what a step asks by itself does not depend on where an issue started that can be
//! lowered at will (the same deviations are open from every option). So each standing also keeps the
//! minimal vectors of all standings from which it differs in such issues only (*swept* ones): a running
//! minimum, in which one look replaces one for every combination of their options.
//!
//! Cost: steps, those that differ only in where swept issues start counted once, x vectors x participants.
//! On large graphs the standings of one distance are done in parallel; they are independent, so the answer
//! does not depend on threads.

use super::edges::{Edges, Rows};
use super::ways::{Way, Ways};
use rayon::prelude::*;

/// From so many standings of one distance on threads are used.
const PARALLEL_FROM: usize = 1 << 9;

/// What roads from today ask of the continuation at each standing: Pareto-minimal vectors, relative.
#[derive(Clone, Debug)]
pub struct Requirements {
    participants: usize,
    vectors: Vec<Vec<f64>>,
    today: usize,
    looked_at: usize,
}

impl Requirements {
    /// What roads ask on which every condition holds by `by` times the spread. `sign` holds the relative
    /// no-deal value of each participant that signs, minus infinity for the others. Where only the roads to
    /// one deal are asked about, `only` is that deal: what they need not stop at is left out.
    #[must_use]
    pub fn new(edges: &Edges, sign: &[f64], by: f64, only: Option<usize>) -> Self {
        let count = edges.space().count();
        let within = only.map(|deal| edges.between(deal));
        let most = most_ahead(edges, within.as_deref());
        let all = 0..count;
        let stops = within.unwrap_or_else(|| all.collect()).into_iter();
        let mut order: Vec<(u32, usize)> = stops
            .filter(|&standing| standing != edges.today)
            .map(|standing| (edges.distance(standing), standing))
            .collect();
        order.sort_unstable();
        let factor = |&(now, later): &(f64, f64)| (1.0 / later, now / later);
        let factors: Vec<Vec<(f64, f64)>> = (0..edges.durations.len())
            .map(|duration| edges.weights.iter().map(|w| factor(&w[duration])).collect())
            .collect();
        let mut found = Self {
            participants: sign.len(),
            vectors: vec![Vec::new(); count],
            today: edges.today,
            looked_at: 0,
        };
        let signed: Vec<f64> = sign.iter().map(|value| value + by).collect();
        let mut starts = vec![Vec::new(); count];
        starts[edges.today] =
            floored(sign.len(), &raised(&signed, edges.leaves_at(edges.today), by));
        found.vectors[edges.today] = signed;
        let gather = Gather { edges, most: &most, factors: &factors, by };
        let mut scratch = Scratch::default();
        for layer in order.chunk_by(|a, b| a.0 == b.0) {
            if layer.len() < PARALLEL_FROM {
                for &(_, to) in layer {
                    found.enter(to, gather.gather(to, &starts, &mut scratch), &mut starts);
                }
                continue;
            }
            let gathered: Vec<(usize, Gathered)> = layer
                .par_iter()
                .map_init(Scratch::default, |scratch, &(_, to)| {
                    (to, gather.gather(to, &starts, scratch))
                })
                .collect();
            for (to, gathered) in gathered {
                found.enter(to, gathered, &mut starts);
            }
        }
        found
    }

    fn enter(&mut self, standing: usize, gathered: Gathered, starts: &mut [Vec<f64>]) {
        self.looked_at += gathered.looked_at;
        self.vectors[standing] = gathered.vectors;
        starts[standing] = gathered.starts;
    }

    /// How many steps were looked at.
    #[must_use]
    pub fn looked_at(&self) -> usize {
        self.looked_at
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

/// What was found out about a standing.
struct Gathered {
    /// What roads ask of V there.
    vectors: Vec<f64>,
    /// What roads that go on ask of V: leaving must not be better. Those of all standings from which it
    /// differs in swept issues only are included.
    starts: Vec<f64>,
    looked_at: usize,
}

/// Memory for one standing at a time.
#[derive(Default)]
struct Scratch {
    rows: Rows,
    ways: Ways,
    usable: Ways,
    cheats: Vec<f64>,
    own: Vec<f64>,
    need: Vec<f64>,
}

impl Gather<'_> {
    /// What roads ask at `to`; `starts` holds what they ask of standings nearer to today.
    fn gather(&self, to: usize, starts: &[Vec<f64>], scratch: &mut Scratch) -> Gathered {
        let n = self.edges.participants();
        let mut swept = Vec::new();
        self.edges.swept_neighbours(to, |nearer| {
            starts[nearer]
                .chunks_exact(n)
                .skip(1)
                .for_each(|start| keep_minimal(&mut swept, start));
        });
        if !self.edges.can_stop(to) {
            // No stop, but a step from a standing nearer to today may pass over it.
            return Gathered { vectors: Vec::new(), starts: floored(n, &swept), looked_at: 0 };
        }
        let before = floored(n, &swept);
        let (vectors, looked_at) = self.vectors(to, &before, starts, scratch);
        let most = &self.most[to * n..(to + 1) * n];
        for vector in vectors.chunks_exact(n) {
            let start = raised(vector, self.edges.leaves_at(to), self.by);
            if start.iter().zip(most).all(|(asked, most)| asked <= most) {
                keep_minimal(&mut swept, &start);
            }
        }
        Gathered { vectors, starts: floored(n, &swept), looked_at }
    }

    /// The minimal vectors of the steps into `to`, and how many steps were looked at.
    fn vectors(
        &self,
        to: usize,
        swept: &[f64],
        starts: &[Vec<f64>],
        scratch: &mut Scratch,
    ) -> (Vec<f64>, usize) {
        let n = self.edges.participants();
        let values = self.edges.values_at(to);
        let most = &self.most[to * n..(to + 1) * n];
        let Scratch { rows, ways, usable, cheats, own, need } = scratch;
        self.edges.ways_into(to, true, ways, rows);
        // What V at the standing before must be, in terms of V at this one.
        let carry = |duration: usize, k: usize, asked: f64| {
            let (of_asked, of_value) = self.factors[duration][k];
            of_asked * asked - of_value * values[k]
        };
        // A longer step asks for more where it asks for more than the standing itself is worth, and
        // `most` is at least that.
        let usable_way = |k: usize, way: &Way| {
            let asks = carry(usize::from(way.duration), k, way.cheat + self.by);
            way.free >= self.by && asks <= most[k]
        };
        let (mut found, mut looked_at) = (Vec::new(), 0);
        if !usable.take(ways, usable_way) {
            return (found, looked_at);
        }
        own.resize(n, 0.0);
        need.resize(n, 0.0);
        usable.for_each(cheats, &mut |step| {
            let before = if step.from == to { swept } else { starts[step.from].as_slice() };
            if before.is_empty() {
                return;
            }
            // What any road over this step asks at least.
            looked_at += before.len() / n;
            let (floor, before) = before.split_at(n);
            for k in 0..n {
                own[k] = carry(step.duration, k, (step.cheats[k] + self.by).max(floor[k]));
                if own[k] > most[k] {
                    return;
                }
            }
            if asks_no_less(&mut found, own) {
                return;
            }
            for before in before.chunks_exact(n) {
                let (mut possible, mut more) = (true, false);
                for k in 0..n {
                    let carried = carry(step.duration, k, before[k]);
                    more |= carried > own[k];
                    need[k] = own[k].max(carried);
                    possible &= need[k] <= most[k];
                }
                if possible {
                    keep_minimal(&mut found, need);
                    if !more {
                        return;
                    }
                }
            }
        });
        (found, looked_at)
    }
}

/// Vectors behind the least that any of them asks of each participant; nothing where there are none.
fn floored(n: usize, vectors: &[f64]) -> Vec<f64> {
    let mut floored = Vec::with_capacity(if vectors.is_empty() { 0 } else { vectors.len() + n });
    if vectors.is_empty() {
        return floored;
    }
    floored.extend(
        (0..n).map(|k| vectors.iter().skip(k).step_by(n).copied().fold(f64::INFINITY, f64::min)),
    );
    floored.extend_from_slice(vectors);
    floored
}

/// What a road asks of V at a standing from which it goes on: leaving must not be better by then.
fn raised(vector: &[f64], leaves: &[f64], by: f64) -> Vec<f64> {
    vector.iter().zip(leaves).map(|(asked, leave)| asked.max(leave + by)).collect()
}

/// Whether the first asks no more of anybody than the second.
fn asks_no_more(one: &[f64], other: &[f64]) -> bool {
    // Most conflicts have three participants or fewer: without branches, that is fastest.
    match (one, other) {
        ([a, b], [x, y]) => (a <= x) & (b <= y),
        ([a, b, c], [x, y, z]) => (a <= x) & (b <= y) & (c <= z),
        _ => one.iter().zip(other).all(|(one, other)| one <= other),
    }
}

/// Whether a vector asks at least as much as one of `vectors`. That one is moved to the front: it is
/// likely to show the same of the next.
fn asks_no_less(vectors: &mut [f64], new: &[f64]) -> bool {
    let n = new.len();
    let found = vectors.chunks_exact(n).position(|old| asks_no_more(old, new));
    let Some(found) = found else { return false };
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
        if asks_no_more(new, &vectors[at..at + n]) {
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
/// no continuation can be worth more. Only standings in `within` count, where given.
fn most_ahead(edges: &Edges, within: Option<&[usize]>) -> Vec<f64> {
    let n = edges.participants();
    let space = edges.space();
    let mut most = match within {
        None => edges.values.clone(),
        Some(within) => {
            let mut most = vec![f64::NEG_INFINITY; edges.values.len()];
            for &standing in within {
                most[standing * n..(standing + 1) * n].copy_from_slice(edges.values_at(standing));
            }
            most
        }
    };
    for issue in 0..space.issues() {
        let (rung, size) = (space.stride(issue) * n, space.size(issue));
        let now = space.option(edges.today, issue);
        for ladder in most.chunks_exact_mut(rung * size) {
            // Each rung takes over from the next one away from today.
            for option in (now..size - 1).rev() {
                let (here, further) = ladder.split_at_mut((option + 1) * rung);
                raise(&mut here[option * rung..], &further[..rung]);
            }
            for option in 1..=now {
                let (further, here) = ladder.split_at_mut(option * rung);
                raise(&mut here[..rung], &further[(option - 1) * rung..]);
            }
        }
    }
    most
}

fn raise(here: &mut [f64], further: &[f64]) {
    for (here, further) in here.iter_mut().zip(further) {
        if further > here {
            *here = *further;
        }
    }
}
