//! What the moves at the unknown sets are worth, in any kind of [`Number`]: one pass back from the end of
//! the game and one forth from its start, along a [`Plan`].
//!
//! With U_k the value of move k, given that the set is reached, over the mover's payoff range, agent
//! quantal response at a precision asks of every unknown log odds x_k = ln p_k - ln p_0 that
//! x_k = precision (U_k - U_0). The right sides are precision times *advantage*.
//!
//! Beliefs are shares in the chance of being reached; chances are kept as logarithms, since at high
//! precision they are far below what a double can hold. A set that chance keeps from being reached
//! weighs its nodes evenly.

use super::backward::{logit, weigh};
use super::compiled::{Mover, Shape};
use super::jet::Number;
use super::plan::{Answer, Plan, Step};

/// A game with its numbers.
#[derive(Clone, Copy)]
pub(super) struct Stakes<'a> {
    pub(super) shape: &'a Shape,
    pub(super) odds: &'a [f64],
    /// Logarithm of each of the odds that a way reads.
    pub(super) log_odds: &'a [f64],
    pub(super) ranges: &'a [f64],
}

impl Stakes<'_> {
    /// 1 / payoff range of the party that moves at a set; 0 where nothing is at stake.
    fn scale(&self, set: usize) -> f64 {
        per_range(self.ranges[self.shape.sets[set].party])
    }
}

/// Factor that turns payoffs into shares of their range.
pub(super) fn per_range(range: f64) -> f64 {
    if range > 0.0 { 1.0 / range } else { 0.0 }
}

/// Sets the values of the nodes at which and after which only chance moves.
pub(super) fn give(shape: &Shape, odds: &[f64], values: &mut [f64]) {
    for (node, this) in shape.nodes.iter().enumerate().rev() {
        if shape.given[node] {
            weigh(shape, values, node, &odds[this.first_edge..]);
        }
    }
}

/// Logarithms of the odds that `plan` reads; the rest is left as it is.
pub(super) fn take_logs(shape: &Shape, plan: &Plan, odds: &[f64], logs: &mut Vec<f64>) {
    logs.resize(odds.len(), 0.0);
    for link in plan.ways.iter().flat_map(|way| plan.links(way)) {
        if shape.nodes[link.from].mover == Mover::Chance {
            let edge = shape.first_edge(link.from) + link.k;
            logs[edge] = libm::log(odds[edge]);
        }
    }
}

/// The arrays of a pass, kept between passes.
#[derive(Clone, Debug)]
pub(super) struct Sheet<N> {
    /// Value of each slot of the plan.
    values: Vec<N>,
    plays: Vec<N>,
    log_plays: Vec<N>,
    log_reach: Vec<N>,
    /// Scratch for one way or one set.
    logs: Vec<N>,
    shares: Vec<N>,
    /// Advantage of each unknown's move over its set's first move, over the payoff range.
    pub(super) advantages: Vec<N>,
}

impl<N> Default for Sheet<N> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            plays: Vec::new(),
            log_plays: Vec::new(),
            log_reach: Vec::new(),
            logs: Vec::new(),
            shares: Vec::new(),
            advantages: Vec::new(),
        }
    }
}

impl<N: Number> Sheet<N> {
    /// Makes room for `plan` and takes the values that do not depend on play.
    pub(super) fn start(&mut self, plan: &Plan, shape: &Shape, values: &[f64]) {
        let zero = N::constant(0.0);
        self.values.clear();
        self.values.extend(plan.given.iter().map(|&at| N::constant(values[at])));
        self.values.resize(plan.slots, zero);
        self.plays.resize(shape.plays, zero);
        self.log_plays.resize(shape.plays, zero);
        self.log_reach.resize(shape.nodes.len(), zero);
    }

    /// Computes what depends on the precision alone.
    pub(super) fn set_precision(&mut self, plan: &Plan, stakes: Stakes<'_>, precision: N) {
        self.step(plan, stakes, &plan.closed, precision);
    }

    /// Computes what depends on the unknown log odds; the precision is the one set last.
    pub(super) fn set_unknowns(
        &mut self,
        plan: &Plan,
        stakes: Stakes<'_>,
        log_odds: impl IntoIterator<Item = N>,
        precision: N,
    ) {
        let mut log_odds = log_odds.into_iter();
        for Answer { set, .. } in &plan.answers {
            let set = &stakes.shape.sets[*set];
            let own = set.first_play..set.first_play + set.moves;
            let logs = &mut self.log_plays[own.clone()];
            logs.iter_mut().take(1).for_each(|log| *log = N::constant(0.0));
            logs.iter_mut().skip(1).zip(&mut log_odds).for_each(|(log, x)| *log = x);
            N::share(logs, &mut self.plays[own]);
        }
        self.step(plan, stakes, &plan.open, precision);
        self.reach(plan, stakes);
        self.advantages.clear();
        for answer in &plan.answers {
            self.answer(plan, stakes, answer);
        }
    }

    fn step(&mut self, plan: &Plan, stakes: Stakes<'_>, steps: &[Step], precision: N) {
        for step in steps {
            match step {
                Step::Choose { set, values } => {
                    let lambda = precision * stakes.scale(*set);
                    let set = &stakes.shape.sets[*set];
                    let own = set.first_play..set.first_play + set.moves;
                    let logs = &mut self.log_plays[own.clone()];
                    let slots = plan.list(values);
                    let Some(&first) = slots.first() else { continue };
                    let first = self.values[first];
                    for (log, &slot) in logs.iter_mut().zip(slots) {
                        *log = lambda * (self.values[slot] - first);
                    }
                    N::share(logs, &mut self.plays[own]);
                }
                Step::Mean { node, into, values } => {
                    let slots = plan.list(values);
                    let Some(&first) = slots.first() else { continue };
                    let first = self.values[first];
                    let mut mean = first;
                    for (k, &slot) in slots.iter().enumerate().skip(1) {
                        let gain = self.values[slot] - first;
                        let this = stakes.shape.nodes[*node];
                        mean = mean
                            + match this.mover {
                                Mover::Chance => gain * stakes.odds[this.first_edge + k],
                                Mover::Set(set) => {
                                    gain * self.plays[stakes.shape.sets[set].first_play + k]
                                }
                            };
                    }
                    self.values[*into] = mean;
                }
            }
        }
    }

    fn reach(&mut self, plan: &Plan, stakes: Stakes<'_>) {
        for way in &plan.ways {
            if way.node == 0 {
                self.log_reach[0] = N::constant(0.0);
                continue;
            }
            self.logs.clear();
            for link in plan.links(way) {
                let this = stakes.shape.nodes[link.from];
                let log_chance = match this.mover {
                    Mover::Chance => N::constant(stakes.log_odds[this.first_edge + link.k]),
                    Mover::Set(set) => self.log_plays[stakes.shape.sets[set].first_play + link.k],
                };
                self.logs.push(self.log_reach[link.from] + log_chance);
            }
            self.log_reach[way.node] = match self.logs.as_slice() {
                [only] => *only,
                several => N::log_sum(several),
            };
        }
    }

    fn answer(&mut self, plan: &Plan, stakes: Stakes<'_>, answer: &Answer) {
        let (scale, set) = (stakes.scale(answer.set), &stakes.shape.sets[answer.set]);
        if set.nodes.len() > 1 {
            self.logs.clear();
            self.logs.extend(set.nodes.iter().map(|&node| self.log_reach[node]));
            self.shares.resize(set.nodes.len(), N::constant(0.0));
            N::share(&mut self.logs, &mut self.shares);
        }
        let slots = plan.list(&answer.values);
        for k in 1..set.moves {
            let gain = |node: usize| {
                let moves = &slots[node * set.moves..(node + 1) * set.moves];
                self.values[moves[k]] - self.values[moves[0]]
            };
            let at_first = gain(0);
            let others = 1..set.nodes.len();
            let change = |mean, node| mean + self.shares[node] * (gain(node) - at_first);
            self.advantages.push(others.fold(at_first, change) * scale);
        }
    }
}

/// Takes chances of moves below `least` to be 0 and sets the values of all nodes anew.
pub(super) fn drop_below(least: f64, stakes: Stakes<'_>, values: &mut [f64], plays: &mut [f64]) {
    let shape = stakes.shape;
    for set in &shape.sets {
        let plays = &mut plays[set.first_play..set.first_play + set.moves];
        let kept: f64 = plays.iter().filter(|play| **play >= least).sum();
        for play in plays {
            *play = if *play >= least { *play / kept } else { 0.0 };
        }
    }
    for (node, this) in shape.nodes.iter().enumerate().rev() {
        let chances = match this.mover {
            Mover::Chance => &stakes.odds[this.first_edge..],
            Mover::Set(set) => &plays[shape.sets[set].first_play..],
        };
        weigh(shape, values, node, chances);
    }
}

/// Sets the chances of all plays and the values of all nodes from the unknown log odds, at a precision.
pub(super) fn fill(
    plan: &Plan,
    stakes: Stakes<'_>,
    (log_odds, precision): (&[f64], f64),
    values: &mut [f64],
    plays: &mut [f64],
) {
    let shape = stakes.shape;
    let mut log_odds = log_odds.iter();
    for Answer { set, .. } in &plan.answers {
        let set = &shape.sets[*set];
        let own = &mut plays[set.first_play..set.first_play + set.moves];
        own.iter_mut().take(1).for_each(|play| *play = 0.0);
        own.iter_mut().skip(1).zip(&mut log_odds).for_each(|(play, x)| *play = *x);
        logit(own, 1.0);
    }
    for (node, this) in shape.nodes.iter().enumerate().rev() {
        match this.mover {
            Mover::Chance => weigh(shape, values, node, &stakes.odds[this.first_edge..]),
            Mover::Set(index) => {
                let set = &shape.sets[index];
                let own = &mut plays[set.first_play..set.first_play + set.moves];
                if set.last == node && !plan.unknown[index] {
                    for (play, &to) in own.iter_mut().zip(shape.successors(node)) {
                        *play = values[shape.at(to) + set.party];
                    }
                    logit(own, precision * stakes.scale(index));
                }
                weigh(shape, values, node, own);
            }
        }
    }
}
