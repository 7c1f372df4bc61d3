//! What each player could gain by deviating from a given play.
//!
//! Method. Where a player recalls all it did, its best response is found set by set, the ones after most
//! own moves first (B. von Stengel, "Efficient computation of behavior strategies", Games and Economic
//! Behavior 14, 1996): the ends, weighted by what chance and the others do, are added up at the last own
//! move before each; the best move of a set passes its sum on to the own move before the set. One pass
//! over the tree and one over the sets, for each player.
//!
//! Where somebody forgets, best responses are hard to find, and the gain told is that of deviating at one
//! information set only.
//!
//! Everything is computed in the numbers it is given: in fractions, the result is a proof.

use crate::game::form::{ExtensiveGame, Mover, Properties};
use crate::num::rational::Rational;
use crate::num::scalar::Scalar;

/// What play is worth, and what deviating from it would be.
#[derive(Clone, Debug, PartialEq)]
pub struct Regret<T> {
    /// What each player gets.
    pub payoffs: Vec<T>,
    /// The most that each could gain on its own; never negative.
    pub gains: Vec<T>,
    /// Whether whole strategies were compared; else deviations at one set only.
    pub whole: bool,
}

impl<T: Scalar> Regret<T> {
    /// The largest gain.
    #[must_use]
    pub fn largest(&self) -> f64 {
        self.gains.iter().map(Scalar::approximate).fold(0.0, f64::max)
    }

    /// Whether nobody gains anything.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.gains.iter().all(Scalar::is_nothing)
    }
}

/// Why a profile cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It has so many entries, and the game so many plays.
    Length(usize, usize),
    /// Chances at this set are negative or do not sum to 1.
    NoChances(usize),
    /// At this set somebody forgets having been there before.
    AbsentMinded(usize),
}

/// The exact regret of an exact profile: a chance for each play.
///
/// # Errors
/// Where the profile is none of this game, or some player is absent-minded.
pub fn exact(game: &ExtensiveGame, play: &[Rational]) -> Result<Regret<Rational>, Unfit> {
    of_fractions(game, play, |facts| facts.perfect_recall)
}

/// The same, of deviating at one information set only, whether players recall all they did or not.
///
/// # Errors
/// As [`exact`].
pub fn exact_single(game: &ExtensiveGame, play: &[Rational]) -> Result<Regret<Rational>, Unfit> {
    of_fractions(game, play, |_| false)
}

fn of_fractions(
    game: &ExtensiveGame,
    play: &[Rational],
    whole: impl Fn(&Properties) -> bool,
) -> Result<Regret<Rational>, Unfit> {
    if play.len() != game.plays() {
        return Err(Unfit::Length(play.len(), game.plays()));
    }
    for set in 0..game.infosets.len() {
        let chances = &play[game.plays_of(set)];
        let sum: Rational = chances.iter().sum();
        if chances.iter().any(Rational::is_negative) || sum != Rational::ONE {
            return Err(Unfit::NoChances(set));
        }
    }
    let facts = Properties::of_tree(game);
    if facts.absent_minded {
        return Err(Unfit::AbsentMinded(twice(game)));
    }
    let odds: Vec<&[Rational]> = game.chances.iter().map(|draw| draw.odds.as_slice()).collect();
    let recall = whole(&facts);
    Ok(Judge { game, payoffs: &game.end_payoffs(), odds: &odds, play, recall }.judge())
}

/// The regret of a profile in doubles, the players recalling all they did or not.
#[must_use]
pub fn approximate(game: &ExtensiveGame, play: &[f64], recall: bool) -> Regret<f64> {
    let odds: Vec<&[f64]> = game.chances.iter().map(|draw| draw.odds_f64.as_slice()).collect();
    Judge { game, payoffs: &game.end_payoffs_f64(), odds: &odds, play, recall }.judge()
}

/// A set through which some play passes twice.
fn twice(game: &ExtensiveGame) -> usize {
    let passes = |set: &&usize| {
        let nodes = &game.infosets[**set].nodes;
        nodes.windows(2).any(|pair| game.subtree(pair[0]).contains(&pair[1]))
    };
    let sets: Vec<usize> = (0..game.infosets.len()).collect();
    sets.iter().find(passes).copied().unwrap_or(0)
}

struct Judge<'a, T> {
    game: &'a ExtensiveGame,
    payoffs: &'a [T],
    odds: &'a [&'a [T]],
    play: &'a [T],
    recall: bool,
}

impl<T: Scalar> Judge<'_, T> {
    fn judge(&self) -> Regret<T> {
        let players = self.game.player_count();
        let values = self.values();
        let payoffs = values[..players].to_vec();
        let gain = |player: usize| {
            if self.recall {
                self.best_response(player).minus(&payoffs[player])
            } else {
                self.best_single(player, &values)
            }
        };
        // Rounding may put the best response a hair below the play itself.
        let gains = (0..players).map(gain).map(|g| if g < T::zero() { T::zero() } else { g });
        Regret { gains: gains.collect(), payoffs, whole: self.recall }
    }

    /// The chance of a move at a node, and whose it is.
    fn chance(&self, node: usize, k: usize) -> (&T, Option<usize>) {
        match self.game.nodes[node].mover {
            Mover::Chance(draw) => (&self.odds[draw][k], None),
            Mover::Player(set) => {
                let set = &self.game.infosets[set];
                (&self.play[set.first_play + k], Some(set.player))
            }
            // Ends have no moves.
            Mover::End => (&self.payoffs[0], None),
        }
    }

    /// What every node is worth to every player.
    fn values(&self) -> Vec<T> {
        let players = self.game.player_count();
        let mut values = self.payoffs.to_vec();
        for at in (1..self.game.nodes.len()).rev() {
            let Some((parent, k)) = self.game.nodes[at].parent else { continue };
            let (chance, _) = self.chance(parent, k);
            if chance.is_nothing() {
                continue;
            }
            for player in 0..players {
                let part = chance.times(&values[at * players + player]);
                let sum = values[parent * players + player].plus(&part);
                values[parent * players + player] = sum;
            }
        }
        values
    }

    /// What `player` gets at most against the others' play.
    fn best_response(&self, player: usize) -> T {
        let game = self.game;
        let players = game.player_count();
        // For each node: what chance and the others do to reach it, and the last own move before it.
        let mut weights = vec![T::one(); game.nodes.len()];
        let mut last: Vec<Option<usize>> = vec![None; game.nodes.len()];
        let mut before: Vec<Option<Option<usize>>> = vec![None; game.infosets.len()];
        let mut own_moves: Vec<usize> = vec![0; game.nodes.len()];
        let mut sets: Vec<(usize, usize)> = Vec::new();
        let mut sums = vec![T::zero(); game.plays()];
        let mut total = T::zero();
        for (at, node) in game.nodes.iter().enumerate() {
            if let Some((parent, k)) = node.parent {
                let (chance, mover) = self.chance(parent, k);
                if mover == Some(player) {
                    weights[at] = weights[parent].clone();
                    own_moves[at] = own_moves[parent] + 1;
                    if let Mover::Player(set) = game.nodes[parent].mover {
                        last[at] = Some(game.infosets[set].first_play + k);
                    }
                } else {
                    weights[at] = weights[parent].times(chance);
                    (last[at], own_moves[at]) = (last[parent], own_moves[parent]);
                }
            }
            match node.mover {
                Mover::End if !weights[at].is_nothing() => {
                    let part = weights[at].times(&self.payoffs[at * players + player]);
                    match last[at] {
                        Some(own) => sums[own] = sums[own].plus(&part),
                        None => total = total.plus(&part),
                    }
                }
                Mover::Player(set)
                    if game.infosets[set].player == player && before[set].is_none() =>
                {
                    before[set] = Some(last[at]);
                    sets.push((own_moves[at], set));
                }
                _ => {}
            }
        }
        sets.sort_unstable_by(|a, b| b.cmp(a));
        for (_, set) in sets {
            let moves = &sums[game.plays_of(set)];
            let best = moves.iter().fold(None, |best: Option<&T>, sum| match best {
                Some(most) if most >= sum => Some(most),
                _ => Some(sum),
            });
            let Some(best) = best.cloned() else { continue };
            match before[set].flatten() {
                Some(own) => sums[own] = sums[own].plus(&best),
                None => total = total.plus(&best),
            }
        }
        total
    }

    /// The most that `player` gains by another move at one of its sets.
    fn best_single(&self, player: usize, values: &[T]) -> T {
        let game = self.game;
        let players = game.player_count();
        let mut reach = vec![T::one(); game.nodes.len()];
        for (at, node) in game.nodes.iter().enumerate() {
            if let Some((parent, k)) = node.parent {
                reach[at] = reach[parent].times(self.chance(parent, k).0);
            }
        }
        let mut most = T::zero();
        for set in game.infosets.iter().filter(|set| set.player == player) {
            for k in 0..set.moves.len() {
                let gain = set.nodes.iter().fold(T::zero(), |sum, &node| {
                    let to = game.children(node)[k];
                    let here = &values[node * players + player];
                    let gain = values[to * players + player].minus(here);
                    sum.plus(&reach[node].times(&gain))
                });
                if gain > most {
                    most = gain;
                }
            }
        }
        most
    }
}
