//! One pass from the end of the game to its start.
//!
//! Information sets are settled in an order in which each comes after everything that can follow it.
//! At a set of a single node the mover compares the values of its moves. At a set of several nodes it
//! would weigh them by what it believes; but where each move's advantage over the first is the same at
//! every node, so is every weighted mean of it, and the choice needs no belief. If that holds at every
//! set of several nodes, induction along the order shows that the pass gives the only agent quantal
//! response equilibrium: logit choice depends on the advantages alone, and they are functions of play
//! that is already determined.
//!
//! In the limit of precision the same holds where one and the same move is strictly best at every node
//! of the set. Moves that tie there are played with equal chance: all other differences between values
//! at a finite precision vanish exponentially, faster than lambda grows.

use super::compiled::{Block, Shape};
use super::solve::Tie;
use crate::num::tolerance::REL;

/// Advantages that differ by less than this share of the mover's payoff range are the same.
pub(super) const SAME: f64 = 1e-12;

/// How a mover chooses among its moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Choice {
    /// The first of the best.
    First,
    /// Any of the best, with equal chance.
    Even,
    /// Logit, with this precision.
    Logit(f64),
}

/// Whether a pass settled the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// The values of all nodes and the chances of all plays are set.
    Settled,
    /// Some choice depends on beliefs about hidden moves.
    NeedsBeliefs,
}

/// The arrays that a pass reads and fills.
pub(super) struct Board<'a> {
    pub(super) shape: &'a Shape,
    /// Chance of each edge of the chance nodes.
    pub(super) odds: &'a [f64],
    /// Largest minus smallest payoff of each party.
    pub(super) ranges: &'a [f64],
    /// Values of every place for every party; those of the outcomes are given.
    pub(super) values: &'a mut [f64],
    /// Chance of each play.
    pub(super) plays: &'a mut [f64],
    /// Ties met, for reports.
    pub(super) ties: &'a mut Vec<Tie>,
}

impl Board<'_> {
    /// Settles the game from its end, if no choice depends on beliefs.
    pub(super) fn pass(&mut self, choice: Choice) -> Pass {
        let shape = self.shape;
        let Some(blocks) = &shape.bottom_up else { return Pass::NeedsBeliefs };
        for &block in blocks {
            match block {
                Block::Chance(node) => {
                    let shape = shape.nodes[node];
                    let odds = shape.first_edge..shape.first_edge + shape.edges;
                    weigh(self.shape, self.values, node, &self.odds[odds]);
                }
                Block::Set(set) => {
                    if !self.settle(set, choice) {
                        return Pass::NeedsBeliefs;
                    }
                }
            }
        }
        Pass::Settled
    }

    /// Settles one information set; false where the choice depends on beliefs.
    fn settle(&mut self, set: usize, choice: Choice) -> bool {
        let shape = self.shape;
        let this = &shape.sets[set];
        let Some(&first) = this.nodes.first() else { return true };
        let range = self.ranges[this.party];
        let plays = this.first_play..this.first_play + this.moves;
        self.move_values(first, this.party, plays.start);
        if this.nodes.len() > 1 && !self.needs_no_belief(set, choice) {
            return false;
        }
        let chances = &mut self.plays[plays];
        match choice {
            Choice::Logit(precision) => {
                // Without anything at stake every move is as good.
                let lambda = if range > 0.0 { precision / range } else { 0.0 };
                logit(chances, lambda);
            }
            Choice::First | Choice::Even => {
                let tied = best(chances, range, choice == Choice::First);
                if tied > 1 {
                    self.note_tie(set, first, range);
                }
            }
        }
        let chances = this.first_play..this.first_play + this.moves;
        for &node in &this.nodes {
            weigh(shape, self.values, node, &self.plays[chances.clone()]);
        }
        true
    }

    /// Writes what the moves at `node` are worth to `party` where the chances of its plays will stand.
    fn move_values(&mut self, node: usize, party: usize, first_play: usize) {
        for (k, &to) in self.shape.successors(node).iter().enumerate() {
            self.plays[first_play + k] = self.values[self.shape.at(to) + party];
        }
    }

    /// Whether the choice is the same whatever the mover believes; move values at the first node are
    /// written already.
    fn needs_no_belief(&self, set: usize, choice: Choice) -> bool {
        let shape = self.shape;
        let this = &shape.sets[set];
        let range = self.ranges[this.party];
        let at_first = &self.plays[this.first_play..this.first_play + this.moves];
        let value = |node: usize, k: usize| {
            shape
                .successors(node)
                .get(k)
                .map_or(f64::NAN, |&to| self.values[shape.at(to) + this.party])
        };
        let same_advantages = this.nodes.iter().skip(1).all(|&node| {
            (1..this.moves).all(|k| {
                let here = value(node, k) - value(node, 0);
                (here - (at_first[k] - at_first[0])).abs() <= SAME * range
            })
        });
        if same_advantages || matches!(choice, Choice::Logit(_)) {
            return same_advantages;
        }
        let best =
            (1..this.moves).fold(0, |best, k| if at_first[k] > at_first[best] { k } else { best });
        this.nodes.iter().all(|&node| {
            let others = (0..this.moves).filter(|&k| k != best);
            others.into_iter().all(|k| value(node, best) - value(node, k) > REL * range)
        })
    }

    fn note_tie(&mut self, set: usize, node: usize, range: f64) {
        let party = self.shape.sets[set].party;
        let values =
            self.shape.successors(node).iter().map(|&to| self.values[self.shape.at(to) + party]);
        let most = values.clone().fold(f64::NEG_INFINITY, f64::max);
        let tied = values.enumerate().filter(|(_, v)| *v >= most - REL * range);
        let moves = tied.map(|(k, _)| k).collect();
        self.ties.push(Tie { infoset: set, node, moves });
    }
}

/// Sets the values of `node` to the mean of its successors'.
pub(super) fn weigh(shape: &Shape, values: &mut [f64], node: usize, chances: &[f64]) {
    let own = shape.at(node);
    for party in 0..shape.parties {
        let moves = shape.successors(node).iter().zip(chances);
        // A move that is never made adds nothing, however bad it is.
        let mean = moves.filter(|(_, chance)| **chance > 0.0);
        values[own + party] = mean.map(|(&to, chance)| chance * values[shape.at(to) + party]).sum();
    }
}

/// Turns values of moves into logit chances.
pub(super) fn logit(moves: &mut [f64], lambda: f64) {
    let most = moves.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for x in moves.iter_mut() {
        *x = libm::exp(lambda * (*x - most));
        sum += *x;
    }
    moves.iter_mut().for_each(|x| *x /= sum);
}

/// Turns values of moves into chances of the best: all on the first of them or evenly spread. Gives how
/// many tie.
fn best(moves: &mut [f64], range: f64, first_only: bool) -> usize {
    let most = moves.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let least = most - REL * range;
    let tied = moves.iter().filter(|x| **x >= least).count();
    let takers = if first_only { 1 } else { tied };
    let mut left = takers;
    for x in moves.iter_mut() {
        let taken = left > 0 && *x >= least;
        left -= usize::from(taken);
        *x = if taken { share_of(takers) } else { 0.0 };
    }
    tied
}

/// 1 / n.
fn share_of(n: usize) -> f64 {
    1.0 / u32::try_from(n).map_or(f64::INFINITY, f64::from)
}
