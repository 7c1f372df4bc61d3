//! A point of the quantal response correspondence: how far every choice is from the logit of what it is
//! worth, and how that changes with play.
//!
//! Play is held in log odds: x_k = ln p_k - ln p_0 for each move k >= 1 of each information set. With
//! U_k the value of move k, given that the set is reached, over the mover's payoff range, agent quantal
//! response at a precision is x_k = precision (U_k - U_0).
//!
//! Beliefs are ratios of chances of being reached; these are kept as logarithms, since near the limit
//! they are far below what a double can hold. A set that chance keeps from being reached weighs its
//! nodes evenly. Derivatives are exact: one pass over the graph for each log odds.

use crate::game::nodeal::backward::weigh;
use crate::game::nodeal::compiled::{Mover, Shape};

/// A profile of play and what it implies. All arrays are kept between calls.
#[derive(Clone, Debug)]
pub(super) struct Point<'a> {
    pub(super) shape: &'a Shape,
    pub(super) odds: &'a [f64],
    /// 1 / payoff range of each party; 0 where nothing is at stake.
    scale: Vec<f64>,
    /// The information set and the move of each log odds.
    pub(super) variables: Vec<(usize, usize)>,
    log_plays: Vec<f64>,
    pub(super) plays: Vec<f64>,
    log_reach: Vec<f64>,
    /// Weight of each node within its information set.
    beliefs: Vec<f64>,
    /// Chance that the game came to a place over this edge, given that it came there.
    arrivals: Vec<f64>,
    change_of_reach: Vec<f64>,
    change_of_values: Vec<f64>,
}

impl<'a> Point<'a> {
    pub(in crate::game) fn new(shape: &'a Shape, odds: &'a [f64], ranges: &[f64]) -> Self {
        let scale =
            ranges.iter().map(|&range| if range > 0.0 { 1.0 / range } else { 0.0 }).collect();
        let moves = |(set, this): (usize, &crate::game::nodeal::compiled::SetShape)| {
            (1..this.moves).map(move |k| (set, k)).collect::<Vec<_>>()
        };
        let variables = shape.sets.iter().enumerate().flat_map(moves).collect();
        Self {
            shape,
            odds,
            scale,
            variables,
            log_plays: vec![0.0; shape.plays],
            plays: vec![0.0; shape.plays],
            log_reach: vec![0.0; shape.places()],
            beliefs: vec![0.0; shape.nodes.len()],
            arrivals: vec![0.0; shape.edges()],
            change_of_reach: vec![0.0; shape.places()],
            change_of_values: vec![0.0; shape.places() * shape.parties],
        }
    }

    /// Takes play from log odds and sets reach, beliefs and the values of all nodes.
    pub(super) fn set(&mut self, log_odds: &[f64], values: &mut [f64]) {
        self.set_plays(log_odds);
        self.set_reach();
        self.set_values(values);
    }

    /// Advantage of each variable's move over its set's first move, over the payoff range.
    pub(super) fn advantages(&self, values: &[f64], advantages: &mut [f64]) {
        for (&(set, k), advantage) in self.variables.iter().zip(advantages) {
            let set = &self.shape.sets[set];
            let party = set.party;
            let at = |&node: &usize| {
                let to = self.shape.successors(node);
                let gain =
                    values[self.shape.at(to[k]) + party] - values[self.shape.at(to[0]) + party];
                self.beliefs[node] * gain
            };
            *advantage = self.scale[party] * set.nodes.iter().map(at).sum::<f64>();
        }
    }

    /// How each advantage changes with the log odds of `variable`, given the values of all nodes.
    pub(super) fn slopes(&mut self, variable: usize, values: &[f64], slopes: &mut [f64]) {
        self.differentiate(variable, values);
        let (shape, party_count) = (self.shape, self.shape.parties);
        debug_assert_eq!(self.change_of_values.len(), shape.places() * party_count);
        for (&(set, k), slope) in self.variables.iter().zip(slopes) {
            let set = &shape.sets[set];
            let party = set.party;
            let mean: f64 =
                set.nodes.iter().map(|&n| self.beliefs[n] * self.change_of_reach[n]).sum();
            let at = |&node: &usize| {
                let to = shape.successors(node);
                let (up, down) = (shape.at(to[k]) + party, shape.at(to[0]) + party);
                let gain = values[up] - values[down];
                let change = self.change_of_values[up] - self.change_of_values[down];
                self.beliefs[node] * ((self.change_of_reach[node] - mean) * gain + change)
            };
            *slope = self.scale[party] * set.nodes.iter().map(at).sum::<f64>();
        }
    }

    /// Takes chances of moves below `least` to be 0 and sets the values of all nodes anew; beliefs stay.
    pub(super) fn drop_plays_below(&mut self, least: f64, values: &mut [f64]) {
        for set in &self.shape.sets {
            let plays = &mut self.plays[set.first_play..set.first_play + set.moves];
            let kept: f64 = plays.iter().filter(|play| **play >= least).sum();
            for play in plays {
                *play = if *play >= least { *play / kept } else { 0.0 };
            }
        }
        self.set_values(values);
    }

    fn set_plays(&mut self, log_odds: &[f64]) {
        let mut log_odds = log_odds.iter();
        for set in &self.shape.sets {
            let own = set.first_play..set.first_play + set.moves;
            let logs = &mut self.log_plays[own.clone()];
            for (k, log) in logs.iter_mut().enumerate() {
                *log = if k == 0 { 0.0 } else { log_odds.next().copied().unwrap_or(0.0) };
            }
            let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = logs.iter().map(|log| libm::exp(log - most)).sum();
            let total = most + libm::log(sum);
            for (log, play) in logs.iter_mut().zip(&mut self.plays[own]) {
                *log -= total;
                *play = libm::exp(*log);
            }
        }
    }

    fn set_reach(&mut self) {
        let shape = self.shape;
        self.log_reach.fill(f64::NEG_INFINITY);
        self.log_reach[..1].fill(0.0);
        for node in 0..shape.nodes.len() {
            for (k, &to) in shape.successors(node).iter().enumerate() {
                let log = self.log_reach[node] + self.log_chance(node, k);
                self.log_reach[to] = log_sum(self.log_reach[to], log);
            }
        }
        for (node, this) in shape.nodes.iter().enumerate() {
            for (k, &to) in shape.successors(node).iter().enumerate() {
                let log = self.log_reach[node] + self.log_chance(node, k);
                let share = if log.is_finite() { libm::exp(log - self.log_reach[to]) } else { 0.0 };
                self.arrivals[this.first_edge + k] = share;
            }
        }
        for set in &shape.sets {
            let logs = set.nodes.iter().map(|&node| self.log_reach[node]);
            let total = logs.fold(f64::NEG_INFINITY, log_sum);
            let even = 1.0 / u32::try_from(set.nodes.len()).map_or(f64::INFINITY, f64::from);
            for &node in &set.nodes {
                let share = libm::exp(self.log_reach[node] - total);
                self.beliefs[node] = if total.is_finite() { share } else { even };
            }
        }
    }

    fn set_values(&self, values: &mut [f64]) {
        for (node, this) in self.shape.nodes.iter().enumerate().rev() {
            let chances = match this.mover {
                Mover::Chance => &self.odds[this.first_edge..],
                Mover::Set(set) => &self.plays[self.shape.sets[set].first_play..],
            };
            weigh(self.shape, values, node, chances);
        }
    }

    fn log_chance(&self, node: usize, k: usize) -> f64 {
        let this = self.shape.nodes[node];
        match this.mover {
            Mover::Chance => libm::log(self.odds[this.first_edge + k]),
            Mover::Set(set) => self.log_plays[self.shape.sets[set].first_play + k],
        }
    }

    /// Changes of the logarithms of reach, forwards, and of the values, backwards, with one log odds.
    fn differentiate(&mut self, variable: usize, values: &[f64]) {
        let shape = self.shape;
        let (moved, l) = self.variables[variable];
        let chance = self.plays[shape.sets[moved].first_play + l];
        let of_log = |mover: Mover, k: usize| match mover {
            Mover::Set(set) if set == moved => f64::from(u8::from(k == l)) - chance,
            Mover::Set(_) | Mover::Chance => 0.0,
        };
        self.change_of_reach.fill(0.0);
        for (node, this) in shape.nodes.iter().enumerate() {
            for (k, &to) in shape.successors(node).iter().enumerate() {
                let change = self.change_of_reach[node] + of_log(this.mover, k);
                self.change_of_reach[to] += self.arrivals[this.first_edge + k] * change;
            }
        }
        for (node, this) in shape.nodes.iter().enumerate().rev() {
            let chances = match this.mover {
                Mover::Chance => &self.odds[this.first_edge..],
                Mover::Set(set) => &self.plays[shape.sets[set].first_play..],
            };
            for party in 0..shape.parties {
                let mut sum = 0.0;
                for (k, (&to, chance)) in shape.successors(node).iter().zip(chances).enumerate() {
                    let at = shape.at(to) + party;
                    sum +=
                        chance * (of_log(this.mover, k) * values[at] + self.change_of_values[at]);
                }
                self.change_of_values[shape.at(node) + party] = sum;
            }
        }
    }
}

/// ln(e^x + e^y).
fn log_sum(x: f64, y: f64) -> f64 {
    let (most, least) = (x.max(y), x.min(y));
    if least > f64::NEG_INFINITY { most + libm::log1p(libm::exp(least - most)) } else { most }
}
