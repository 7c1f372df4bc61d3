//! The sequence form: a tree for two as each player's sequences of own moves, and what pairs of them are worth.
//!
//! A sequence of a player is a move at one of its sets, after the own moves that led there; sequence 0 is having moved
//! nowhere. With perfect recall each set comes after one sequence, so that a way to play is a chance for each sequence,
//! its *plan*: what a sequence has, the moves of each set after it have together. Payoffs are sums over pairs of
//! sequences that some end completes, at most as many as ends (D. Koller, N. Megiddo and B. von Stengel, Games and
//! Economic Behavior 14, 1996), while the table of all strategies may have exponentially many cells.

use crate::game::form::{ExtensiveGame, Mover};
use crate::num::rational::Rational;
use crate::num::whole::{common_denominator, whole};
use num_bigint::BigInt;
use num_traits::Zero as _;
use std::ops::Range;

/// A tree of two players with perfect recall.
#[derive(Clone, Debug)]
pub(super) struct SequenceForm {
    pub(super) sides: [Side; 2],
    /// By the first player's sequence, then the second's; no pair twice.
    pub(super) pairs: Vec<Pair>,
    /// What the whole numbers of each player's payoffs are to be divided by.
    pub(super) scales: [BigInt; 2],
}

/// One player.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// The player's sets, each after those before it.
    pub(super) choices: Vec<Choice>,
    /// The play of each sequence; none of the first.
    pub(super) plays: Vec<Option<usize>>,
}

/// A set.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The own sequence that leads here.
    pub(super) after: usize,
    /// The sequences of its moves.
    pub(super) moves: Range<usize>,
}

/// Ends to which these sequences lead.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) of: [usize; 2],
    /// What they are worth to each, times the odds of chance, as whole numbers.
    pub(super) worth: [BigInt; 2],
}

impl SequenceForm {
    pub(super) fn of(game: &ExtensiveGame) -> Self {
        let mut sides = [Side::empty(), Side::empty()];
        // The sequence of each play; sets are met in an order in which each comes after those before it.
        let mut sequence_of = vec![0; game.plays()];
        let mut met = vec![false; game.infosets.len()];
        // The odds of each node by chance, and the sequences that lead there.
        let mut ways = vec![(Rational::ONE, [0, 0]); game.nodes.len()];
        let payoffs = game.end_payoffs();
        let mut ends: Vec<([usize; 2], [Rational; 2])> = Vec::new();
        for (at, node) in game.nodes.iter().enumerate() {
            if let Some((parent, k)) = node.parent {
                let (odds, mut own) = ways[parent].clone();
                ways[at] = match game.nodes[parent].mover {
                    Mover::Chance(draw) => (&odds * &game.chances[draw].odds[k], own),
                    Mover::Player(set) => {
                        let set = &game.infosets[set];
                        own[set.player] = sequence_of[set.first_play + k];
                        (odds, own)
                    }
                    Mover::End => (odds, own),
                };
            }
            let (odds, own) = &ways[at];
            match node.mover {
                Mover::Player(set) if !met[set] => {
                    met[set] = true;
                    let player = game.infosets[set].player;
                    sides[player].add(own[player], game.plays_of(set), &mut sequence_of);
                }
                Mover::End if !odds.is_zero() => {
                    ends.push((*own, [0, 1].map(|player| odds * &payoffs[2 * at + player])));
                }
                _ => {}
            }
        }
        let (pairs, scales) = merged(ends);
        Self { sides, pairs, scales }
    }

    /// Of each player, the largest whole number of its payoffs, at least 1.
    pub(super) fn largest(&self) -> [f64; 2] {
        [0, 1].map(|player| {
            let sizes = self.pairs.iter().map(|pair| double(&pair.worth[player]).abs());
            sizes.fold(1.0, f64::max)
        })
    }
}

impl Side {
    fn empty() -> Self {
        Self { choices: Vec::new(), plays: vec![None] }
    }

    fn add(&mut self, after: usize, plays: Range<usize>, sequence_of: &mut [usize]) {
        let first = self.plays.len();
        self.choices.push(Choice { after, moves: first..first + plays.len() });
        for play in plays {
            sequence_of[play] = self.plays.len();
            self.plays.push(Some(play));
        }
    }

    /// How many sequences there are.
    pub(super) fn count(&self) -> usize {
        self.plays.len()
    }

    /// The row of each sequence's choice in the constraints of plans, 0 of the first sequence: choice k has row k + 1.
    pub(super) fn rows(&self) -> Vec<usize> {
        let mut rows = vec![0; self.count()];
        for (at, choice) in self.choices.iter().enumerate() {
            rows[choice.moves.clone()].fill(at + 1);
        }
        rows
    }

    /// Of each sequence, the choices that come right after it.
    pub(super) fn following(&self) -> Vec<Vec<usize>> {
        let mut following = vec![Vec::new(); self.count()];
        self.choices.iter().enumerate().for_each(|(at, choice)| following[choice.after].push(at));
        following
    }

    /// The choice of least or greatest sum of what its sequences are worth, set by set from the last; leaves the sums
    /// of all sequences, and tells the sequence chosen at each set.
    pub(super) fn best(&self, worth: &mut [f64], sign: f64) -> Vec<usize> {
        let mut chosen = vec![0; self.choices.len()];
        for (at, choice) in self.choices.iter().enumerate().rev() {
            let moves = choice.moves.clone();
            let best = moves.max_by(|&a, &b| (sign * worth[a]).total_cmp(&(sign * worth[b])));
            if let Some(best) = best {
                chosen[at] = best;
                worth[choice.after] += worth[best];
            }
        }
        chosen
    }

    /// The plan in which all moves of a set are equally likely.
    pub(super) fn even(&self) -> Vec<f64> {
        let mut plan = vec![1.0; self.count()];
        for choice in &self.choices {
            let share = plan[choice.after] / choice.moves.len() as f64;
            plan[choice.moves.clone()].fill(share);
        }
        plan
    }
}

/// As a double, infinite where it is too large for one.
pub(super) fn double(number: &BigInt) -> f64 {
    num_traits::ToPrimitive::to_f64(number).unwrap_or(f64::INFINITY)
}

/// Ends of the same sequences as one, in whole numbers, and what these are to be divided by.
fn merged(mut ends: Vec<([usize; 2], [Rational; 2])>) -> (Vec<Pair>, [BigInt; 2]) {
    ends.sort_by_key(|&(of, _)| of);
    let mut sums: Vec<([usize; 2], [Rational; 2])> = Vec::with_capacity(ends.len());
    for (of, worth) in ends {
        match sums.last_mut().filter(|(last, _)| *last == of) {
            Some((_, sum)) => sum.iter_mut().zip(&worth).for_each(|(sum, part)| *sum += part),
            None => sums.push((of, worth)),
        }
    }
    let scales = [0, 1].map(|player| {
        let all = sums.iter().map(|(_, worth)| &worth[player]);
        common_denominator(all)
    });
    let pair = |(of, worth): ([usize; 2], [Rational; 2])| {
        let whole = [0, 1].map(|player| whole(&worth[player], &scales[player]));
        Pair { of, worth: whole }
    };
    let pairs =
        sums.into_iter().map(pair).filter(|pair| pair.worth.iter().any(|worth| !worth.is_zero()));
    (pairs.collect(), scales)
}
