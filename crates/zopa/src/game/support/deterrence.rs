//! Play where nobody comes, that keeps everybody from coming.
//!
//! What is done at information sets that play does not reach is no matter of payoffs, but of what it would do to whoever
//! deviates. Only sets that one player alone could bring about matter, and of these only those of others.
//!
//! 1. Each set does the worst it can to whoever could come to it, from the ends up. Where it sees exactly where it is, and
//!    only one could come, nothing does worse.
//! 2. All combinations of moves of these sets, where they are not too many.
//! 3. Mixing, by a linear program: chances of the combinations such that no strategy of anybody gains. Where even
//!    combinations drawn jointly keep somebody from nothing, no mixing does. Where they do, the chances of the single moves
//!    are tried.
//!
//! Cost: of step 2, a pass over the tree for each combination; of step 3 for each combination and each player's strategy.

use super::agents::members;
use super::profile::NEARLY;
use crate::game::form::{ExtensiveGame, Mover, Normal};
use crate::game::table::matrix;
use crate::game::told;
use crate::game::tree::regret;
use crate::num::rational::Rational;

/// Combinations of moves that are tried.
const MOST_TRIED: usize = 4096;
/// Combinations times strategies in the linear program.
const MOST_ENTRIES: usize = 20_000;

/// What was found.
pub(super) enum Deterrence {
    /// Chances of all plays, with which nobody gains by deviating.
    Found(Vec<Rational>),
    /// Whatever is done, somebody gains.
    Impossible,
    /// Neither was found out.
    Unknown,
}

/// A way of playing where play comes.
pub(super) struct Way<'a> {
    pub(super) game: &'a ExtensiveGame,
    /// Of each set that play reaches, the moves that are made.
    pub(super) given: &'a [u32],
    /// Chances of all plays; none at sets that play does not reach.
    pub(super) play: &'a [Rational],
    /// Of each player's payoffs.
    pub(super) ranges: &'a [f64],
    /// Whether the chances are exact.
    pub(super) exact: bool,
}

/// Sets that play does not reach, and that somebody could bring about who does not decide there.
struct Woken {
    sets: Vec<usize>,
    /// By whom first.
    by: Vec<usize>,
    /// Whether each is brought about by one player only, and everybody sees where it is after that.
    seen: bool,
}

impl Way<'_> {
    pub(super) fn deter(&self) -> Deterrence {
        let woken = self.woken();
        let first = self.with(&woken, |_| 0);
        if self.holds(&first) {
            return Deterrence::Found(first);
        }
        if woken.sets.is_empty() {
            return Deterrence::Impossible;
        }
        let worst = self.worst(&woken);
        let worst = self.with(&woken, |at| worst[at]);
        if self.holds(&worst) {
            return Deterrence::Found(worst);
        }
        if woken.seen {
            return Deterrence::Impossible;
        }
        let moves = woken.sets.iter().map(|&set| self.game.infosets[set].moves.len());
        let count = moves.clone().try_fold(1_usize, usize::checked_mul);
        let Some(count) = count.filter(|&count| count <= MOST_TRIED) else {
            return Deterrence::Unknown;
        };
        let moves: Vec<usize> = moves.collect();
        let combination = |mut rest: usize| {
            let own = moves.iter().map(|&size| {
                let own = rest % size;
                rest /= size;
                own
            });
            let own: Vec<usize> = own.collect();
            self.with(&woken, |at| own[at])
        };
        let all: Vec<Vec<Rational>> = (0..count).map(combination).collect();
        match all.iter().find(|play| self.holds(play)) {
            Some(play) => Deterrence::Found(play.clone()),
            None => self.mixed(&all),
        }
    }

    fn woken(&self) -> Woken {
        let game = self.game;
        let mut by: Vec<Option<usize>> = vec![None; game.infosets.len()];
        let mut seen = true;
        for player in 0..game.player_count() {
            let mut open = vec![0];
            while let Some(node) = open.pop() {
                let children = game.children(node);
                match game.nodes[node].mover {
                    Mover::End => {}
                    Mover::Chance(draw) => {
                        let odds = children.iter().zip(&game.chances[draw].odds_f64);
                        open.extend(odds.filter(|(_, odds)| **odds > 0.0).map(|(&child, _)| child));
                    }
                    Mover::Player(set) if game.infosets[set].player == player => {
                        seen &= self.given[set] > 0 || game.infosets[set].nodes.len() == 1;
                        open.extend(children);
                    }
                    Mover::Player(set) if self.given[set] > 0 => {
                        open.extend(members(self.given[set]).map(|k| children[k]));
                    }
                    Mover::Player(set) => {
                        let first = *by[set].get_or_insert(player);
                        seen &= first == player && game.infosets[set].nodes.len() == 1;
                        open.extend(children);
                    }
                }
            }
        }
        let sets: Vec<usize> = (0..by.len()).filter(|&set| by[set].is_some()).collect();
        Woken { by: by.into_iter().flatten().collect(), sets, seen }
    }

    /// The play with these moves at the woken sets, and first moves where nobody could come alone.
    fn with(&self, woken: &Woken, made: impl Fn(usize) -> usize) -> Vec<Rational> {
        let mut play = self.play.to_vec();
        for (set, given) in self.given.iter().enumerate() {
            if *given == 0 {
                let k = woken.sets.binary_search(&set).map_or(0, &made);
                play[self.game.infosets[set].first_play + k] = Rational::ONE;
            }
        }
        play
    }

    /// At each woken set the move that does the worst to whoever brings it about.
    fn worst(&self, woken: &Woken) -> Vec<usize> {
        let game = self.game;
        let players = game.player_count();
        let mut values = game.end_payoffs_f64();
        let mut worst = vec![None; woken.sets.len()];
        for at in (0..game.nodes.len()).rev() {
            let children = game.children(at);
            if children.is_empty() {
                continue;
            }
            for player in 0..players {
                let value = |child: usize| values[child * players + player];
                let mean = |chances: &mut dyn Iterator<Item = f64>| -> f64 {
                    children.iter().zip(chances).map(|(&child, chance)| chance * value(child)).sum()
                };
                let of = |k: usize| value(children[k]);
                values[at * players + player] = match game.nodes[at].mover {
                    Mover::End => continue,
                    Mover::Chance(draw) => mean(&mut game.chances[draw].odds_f64.iter().copied()),
                    Mover::Player(set)
                        if self.given[set] > 0 && game.infosets[set].player != player =>
                    {
                        mean(&mut self.play[game.plays_of(set)].iter().map(Rational::to_f64))
                    }
                    Mover::Player(set) => {
                        let own = game.infosets[set].player == player;
                        let order = |&a: &usize, &b: &usize| of(a).total_cmp(&of(b));
                        let all = 0..children.len();
                        let k =
                            if own { all.max_by(order) } else { all.min_by(order) }.unwrap_or(0);
                        if let Ok(place) = woken.sets.binary_search(&set)
                            && woken.by[place] == player
                        {
                            worst[place] = worst[place].or(Some(k));
                        }
                        of(k)
                    }
                };
            }
        }
        worst.into_iter().map(|k| k.unwrap_or(0)).collect()
    }

    /// Whether nobody gains by deviating.
    fn holds(&self, play: &[Rational]) -> bool {
        let doubles: Vec<f64> = play.iter().map(Rational::to_f64).collect();
        let nearly = regret::approximate(self.game, &doubles, true);
        if nearly.gains.iter().zip(self.ranges).any(|(gain, range)| gain / range > NEARLY) {
            return false;
        }
        !self.exact || regret::exact(self.game, play).is_ok_and(|judged| judged.is_none())
    }

    fn mixed(&self, all: &[Vec<Rational>]) -> Deterrence {
        let players = self.game.player_count();
        let mut strategies = Vec::new();
        for player in 0..players {
            match Normal::strategies_of(self.game, player) {
                Ok(own) => strategies.extend(own.into_iter().map(|plan| (player, plan))),
                Err(_) => return Deterrence::Unknown,
            }
        }
        if strategies.len() * all.len() > MOST_ENTRIES {
            return Deterrence::Unknown;
        }
        let doubles = |play: &[Rational]| play.iter().map(Rational::to_f64).collect::<Vec<_>>();
        let worth = told::values(self.game, &doubles(&all[0]));
        let mut gains = Vec::with_capacity(strategies.len() * all.len());
        for (player, plan) in &strategies {
            for play in all {
                let mut play = doubles(play);
                for &made in plan {
                    let set = self.game.infosets.partition_point(|set| set.first_play <= made) - 1;
                    play[self.game.plays_of(set)].fill(0.0);
                    play[made] = 1.0;
                }
                let gain = told::values(self.game, &play)[*player] - worth[*player];
                gains.push(Rational::simplest_near(gain / self.ranges[*player], 1e-12));
            }
        }
        let Some(gains) = gains.into_iter().collect::<Option<Vec<_>>>() else {
            return Deterrence::Unknown;
        };
        let gain = |row: usize, column: usize| gains[row * all.len() + column].clone();
        let Some(game) = matrix::value((strategies.len(), all.len()), gain) else {
            return Deterrence::Unknown;
        };
        if game.value.to_f64() > NEARLY {
            return Deterrence::Impossible;
        }
        let mut play = vec![Rational::ZERO; self.play.len()];
        for (chance, combination) in game.columns.iter().zip(all).filter(|(x, _)| !x.is_zero()) {
            for (sum, made) in play.iter_mut().zip(combination) {
                *sum += &(chance * made);
            }
        }
        if self.holds(&play) { Deterrence::Found(play) } else { Deterrence::Unknown }
    }
}
