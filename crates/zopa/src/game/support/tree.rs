//! The information sets of a tree, each deciding for itself.
//!
//! Where nobody forgets, a move that is made gives no less than another exactly if it does so at its own set, for what its
//! player does later (H. Kuhn 1953). What a move gives is weighed by how the others let play come to each node of the set.
//! A factor that all nodes share is left out: else an equation would be solved wherever play does not come to the set.

use super::agents::{Agents, Settled, members};
use super::deterrence::{Deterrence, Way};
use super::profile::{ROUNDING, approximate, normalized};
use crate::game::answer::{Equilibrium, Figures};
use crate::game::form::{ExtensiveGame, Mover};
use crate::game::tree::regret;
use crate::num::multiaffine::System;
use crate::num::rational::Rational;
use crate::num::scalar::Scalar;

/// Payoffs, as shares of a player's range, that differ for sure.
const SURELY: f64 = 1e-12;
/// Nodes times corners of one system.
const MOST_STEPS: usize = 20_000_000;

pub(super) struct Tree<'a> {
    game: &'a ExtensiveGame,
    moves: Vec<usize>,
    /// Of each node and player, as shares of the player's range; 0 but at ends.
    shares: Vec<f64>,
    payoffs: Vec<Rational>,
    ranges: Vec<f64>,
    odds: Vec<&'a [Rational]>,
    odds_f64: Vec<&'a [f64]>,
}

/// How the others let play come to a node: the chance of chance, and the moves that must be made.
struct Came<T> {
    node: usize,
    odds: T,
    plays: Vec<usize>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(game: &'a ExtensiveGame) -> Self {
        let players = game.player_count();
        let payoffs = game.end_payoffs();
        let ends: Vec<usize> = (0..game.nodes.len()).filter(|&node| game.is_end(node)).collect();
        let mut shares = vec![0.0; payoffs.len()];
        let mut ranges = Vec::with_capacity(players);
        for player in 0..players {
            let own = || ends.iter().map(|node| &payoffs[node * players + player]);
            let least = own().min().cloned().unwrap_or_default();
            let range = own().max().map_or(Rational::ZERO, |most| most - &least);
            for node in &ends {
                let at = node * players + player;
                let share = (&payoffs[at] - &least).checked_div(&range);
                shares[at] = share.map_or(0.0, |share| share.to_f64());
            }
            ranges.push(if range.is_zero() { 1.0 } else { range.to_f64() });
        }
        Self {
            game,
            moves: game.infosets.iter().map(|set| set.moves.len()).collect(),
            shares,
            payoffs,
            ranges,
            odds: game.chances.iter().map(|draw| draw.odds.as_slice()).collect(),
            odds_f64: game.chances.iter().map(|draw| draw.odds_f64.as_slice()).collect(),
        }
    }

    /// Whether a move may be made, of a set that has been given none any.
    fn made(&self, given: &[u32], node: usize, k: usize) -> bool {
        match self.game.nodes[node].mover {
            Mover::Chance(draw) => self.odds_f64[draw][k] > 0.0,
            Mover::Player(set) => given[set] == 0 || given[set] >> k & 1 == 1,
            Mover::End => false,
        }
    }

    /// The nodes to which play may come.
    fn reached(&self, given: &[u32]) -> Vec<bool> {
        let mut reached = vec![true; self.game.nodes.len()];
        for (at, node) in self.game.nodes.iter().enumerate() {
            if let Some((parent, k)) = node.parent {
                reached[at] = reached[parent] && self.made(given, parent, k);
            }
        }
        reached
    }

    /// The least and the most that every node can be worth to every player that does its best.
    fn bounds(&self, given: &[u32]) -> (Vec<f64>, Vec<f64>) {
        let players = self.game.player_count();
        let (mut least, mut most) = (self.shares.clone(), self.shares.clone());
        for at in (0..self.game.nodes.len()).rev() {
            let children = self.game.children(at);
            let Some(_) = children.first() else { continue };
            let made = children.iter().enumerate().filter(|&(k, _)| self.made(given, at, k));
            for player in 0..players {
                let values = |bounds: &[f64]| -> Vec<f64> {
                    made.clone().map(|(_, child)| bounds[child * players + player]).collect()
                };
                let (low, high) = (values(&least), values(&most));
                let smallest =
                    |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
                let largest =
                    |values: &[f64]| values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let (low, high) = match self.game.nodes[at].mover {
                    Mover::Chance(draw) => {
                        let odds = made.clone().map(|(k, _)| self.odds_f64[draw][k]);
                        let mean = |values: &[f64]| -> f64 {
                            odds.clone().zip(values).map(|(odds, x)| odds * x).sum()
                        };
                        (mean(&low), mean(&high))
                    }
                    Mover::Player(set) => {
                        let set = &self.game.infosets[set];
                        let chooses = set.player == player && set.nodes.len() == 1;
                        (if chooses { largest(&low) } else { smallest(&low) }, largest(&high))
                    }
                    Mover::End => continue,
                };
                (least[at * players + player], most[at * players + player]) = (low, high);
            }
        }
        (least, most)
    }

    /// How play comes to the nodes of a set, for what is given; nothing for those to which it does not.
    fn came(&self, set: usize, reached: &[bool]) -> Vec<Came<Rational>> {
        let owner = self.game.infosets[set].player;
        let nodes = self.game.infosets[set].nodes.iter().filter(|&&node| reached[node]);
        let mut came: Vec<Came<Rational>> = nodes
            .map(|&node| {
                let (mut odds, mut plays, mut at) = (Rational::ONE, Vec::new(), node);
                while let Some((parent, k)) = self.game.nodes[at].parent {
                    match self.game.nodes[parent].mover {
                        Mover::Chance(draw) => odds = &odds * &self.odds[draw][k],
                        Mover::Player(other) if self.game.infosets[other].player != owner => {
                            plays.push(self.game.infosets[other].first_play + k);
                        }
                        _ => {}
                    }
                    at = parent;
                }
                Came { node, odds, plays }
            })
            .collect();
        let shared: Vec<usize> = came.first().map_or_else(Vec::new, |first| {
            let all = |play: &&usize| came.iter().all(|other| other.plays.contains(*play));
            first.plays.iter().filter(all).copied().collect()
        });
        came.iter_mut().for_each(|came| came.plays.retain(|play| !shared.contains(play)));
        came
    }

    /// What every node is worth to every player.
    fn values<T: Scalar>(&self, play: &[T], odds: &[&[T]], payoffs: &[T]) -> Vec<T> {
        let players = self.game.player_count();
        let mut values = payoffs.to_vec();
        for at in (1..self.game.nodes.len()).rev() {
            let Some((parent, k)) = self.game.nodes[at].parent else { continue };
            let chance = match self.game.nodes[parent].mover {
                Mover::Chance(draw) => &odds[draw][k],
                Mover::Player(set) => &play[self.game.infosets[set].first_play + k],
                Mover::End => continue,
            };
            if chance.is_nothing() {
                continue;
            }
            for player in 0..players {
                let part = chance.times(&values[at * players + player]);
                let sum = &mut values[parent * players + player];
                *sum = sum.plus(&part);
            }
        }
        values
    }

    /// What each move of a set gives.
    fn of_moves<T: Scalar>(
        &self,
        set: usize,
        came: &[Came<T>],
        play: &[T],
        values: &[T],
    ) -> Vec<T> {
        let players = self.game.player_count();
        let owner = self.game.infosets[set].player;
        let mut sums = vec![T::zero(); self.moves[set]];
        for Came { node, odds, plays } in came {
            let weight = plays.iter().fold(odds.clone(), |weight, &at| weight.times(&play[at]));
            if weight.is_nothing() {
                continue;
            }
            for (sum, &child) in sums.iter_mut().zip(self.game.children(*node)) {
                *sum = sum.plus(&weight.times(&values[child * players + owner]));
            }
        }
        sums
    }

    /// Whether all that can follow a move of a set is given.
    fn is_settled(&self, given: &[u32], nodes: &[Came<f64>], k: usize) -> bool {
        let mut open: Vec<usize> =
            nodes.iter().map(|came| self.game.children(came.node)[k]).collect();
        while let Some(node) = open.pop() {
            if let Mover::Player(set) = self.game.nodes[node].mover
                && given[set] == 0
            {
                return false;
            }
            let children = self.game.children(node).iter().enumerate();
            open.extend(
                children.filter(|&(k, _)| self.made(given, node, k)).map(|(_, &child)| child),
            );
        }
        true
    }
}

impl Agents for Tree<'_> {
    fn moves(&self) -> &[usize] {
        &self.moves
    }

    fn next(&self, given: &[u32]) -> Option<usize> {
        let mut open = vec![0];
        while let Some(node) = open.pop() {
            if let Mover::Player(set) = self.game.nodes[node].mover
                && given[set] == 0
            {
                return Some(set);
            }
            let children = self.game.children(node).iter().enumerate().rev();
            open.extend(
                children.filter(|&(k, _)| self.made(given, node, k)).map(|(_, &child)| child),
            );
        }
        None
    }

    fn dominated(&self, given: &[u32]) -> bool {
        let players = self.game.player_count();
        let reached = self.reached(given);
        let (least, most) = self.bounds(given);
        let worse = |set: usize, at: usize, than: usize| {
            let owner = self.game.infosets[set].player;
            let nodes = &self.game.infosets[set].nodes;
            nodes.iter().filter(|&&node| reached[node]).all(|&node| {
                let children = self.game.children(node);
                most[children[at] * players + owner]
                    < least[children[than] * players + owner] - SURELY
            })
        };
        (0..given.len()).filter(|&set| given[set] > 0).any(|set| {
            members(given[set]).any(|at| (0..self.moves[set]).any(|than| worse(set, at, than)))
        })
    }

    fn system(&self, given: &[u32], most: usize) -> Option<System> {
        let mixing: Vec<usize> =
            (0..given.len()).filter(|&set| given[set].count_ones() > 1).collect();
        let sizes: Vec<usize> =
            mixing.iter().map(|&set| given[set].count_ones() as usize).collect();
        let equations = sizes.iter().map(|size| size - 1).sum();
        let corners = sizes.iter().try_fold(1_usize, |product, &size| product.checked_mul(size))?;
        corners.checked_mul(self.game.nodes.len()).filter(|&steps| steps <= MOST_STEPS)?;
        let reached = self.reached(given);
        let decided = (0..given.len()).filter(|&set| given[set] > 0);
        let came: Vec<(usize, Vec<Came<f64>>)> = decided
            .map(|set| {
                let came = self.came(set, &reached).into_iter();
                let doubles = came.map(|Came { node, odds, plays }| Came {
                    node,
                    odds: odds.to_f64(),
                    plays,
                });
                (set, doubles.collect())
            })
            .collect();
        // Moves whose gain over the first one is a function of the chances: those that are made, then others.
        let (mut rows, mut bounds) = (Vec::new(), Vec::new());
        for (at, (set, came)) in came.iter().enumerate() {
            let others =
                (0..self.moves[*set]).filter(|&k| k != given[*set].trailing_zeros() as usize);
            for k in others {
                if given[*set] >> k & 1 == 1 {
                    rows.push((at, k));
                } else if self.is_settled(given, came, k) {
                    bounds.push((at, k));
                }
            }
        }
        rows.extend(bounds);
        corners.checked_mul(rows.len().max(1)).filter(|&entries| entries <= most)?;
        let mut play = vec![0.0; self.game.plays()];
        for (set, _) in &came {
            play[self.game.infosets[*set].first_play + given[*set].trailing_zeros() as usize] = 1.0;
        }
        let mut values = Vec::with_capacity(corners * rows.len());
        for corner in 0..corners {
            let mut rest = corner;
            for (&set, &size) in mixing.iter().zip(&sizes).rev() {
                let own = &mut play[self.game.plays_of(set)];
                own.fill(0.0);
                if let Some(k) = members(given[set]).nth(rest % size) {
                    own[k] = 1.0;
                }
                rest /= size;
            }
            let worth = self.values(&play, &self.odds_f64, &self.shares);
            let gives: Vec<Vec<f64>> =
                came.iter().map(|(set, came)| self.of_moves(*set, came, &play, &worth)).collect();
            values.extend(rows.iter().map(|&(at, k)| {
                gives[at][k] - gives[at][given[came[at].0].trailing_zeros() as usize]
            }));
        }
        Some(System { sizes, equations, values })
    }

    fn replies(&self, given: &[u32], play: &[Rational]) -> Vec<Rational> {
        let reached = self.reached(given);
        let worth = self.values(play, &self.odds, &self.payoffs);
        let replies = (0..given.len()).flat_map(|set| {
            let came = if given[set] > 0 { self.came(set, &reached) } else { Vec::new() };
            self.of_moves(set, &came, play, &worth)
        });
        replies.collect()
    }

    fn range(&self, agent: usize) -> f64 {
        self.ranges[self.game.infosets[agent].player]
    }

    fn settle(&self, given: &[u32], play: &[Rational], exact: bool) -> Settled {
        let play = if exact { play.to_vec() } else { normalized(&self.moves, play) };
        let way = Way { game: self.game, given, play: &play, ranges: &self.ranges, exact };
        let play = match way.deter() {
            Deterrence::Found(play) => play,
            Deterrence::Impossible => return Settled::Not,
            Deterrence::Unknown => return Settled::Unknown,
        };
        let Ok(judged) = regret::exact(self.game, &play) else { return Settled::Unknown };
        let shares = judged.gains.iter().zip(&self.ranges);
        if shares.map(|(gain, range)| gain.to_f64() / range).any(|share| share > ROUNDING) {
            return Settled::Unknown;
        }
        let figures = |figures: Vec<Rational>| {
            if exact { Figures::Exact(figures) } else { approximate(&figures) }
        };
        Settled::Equilibrium(Box::new(Equilibrium {
            regret: judged.largest(),
            payoffs: figures(judged.payoffs),
            play: figures(play),
            beliefs: None,
            allowed: Vec::new(),
            notes: Vec::new(),
        }))
    }
}
