//! What each player gets from a profile of a table, and could gain by deviating from it, exactly.
//!
//! One pass over the cells that the profile can reach when one player deviates: for each player, the
//! payoff of each of its strategies against what the others play. The regret is the best of these less
//! what the profile gives; a profile is an equilibrium exactly if no player's regret is above 0.

use super::super::answer::{Equilibrium, Figures};
use super::super::form::StrategicGame;
use crate::num::rational::Rational;

/// A chance for each strategy of each player.
pub type Profile = Vec<Vec<Rational>>;

/// What a profile gives, and what deviating from it could.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// What each player gets.
    pub payoffs: Vec<Rational>,
    /// What each strategy of each player would give against the others' play.
    pub replies: Vec<Vec<Rational>>,
    /// The largest gain of each player from deviating; never negative.
    pub regrets: Vec<Rational>,
}

impl Standing {
    /// Of this profile.
    #[must_use]
    pub fn of(game: &StrategicGame, profile: &[Vec<Rational>]) -> Self {
        let replies: Vec<Vec<Rational>> =
            (0..game.player_count()).map(|player| replies(game, profile, player)).collect();
        let payoffs: Vec<Rational> =
            replies.iter().zip(profile).map(|(replies, mix)| product(replies, mix)).collect();
        let best = |replies: &Vec<Rational>| replies.iter().max().cloned().unwrap_or_default();
        let regrets =
            replies.iter().zip(&payoffs).map(|(replies, payoff)| &best(replies) - payoff).collect();
        Self { payoffs, replies, regrets }
    }

    /// Whether nobody gains by deviating.
    #[must_use]
    pub fn is_equilibrium(&self) -> bool {
        self.regrets.iter().all(Rational::is_zero)
    }
}

/// What each strategy of `player` gives against what the others play.
fn replies(game: &StrategicGame, profile: &[Vec<Rational>], player: usize) -> Vec<Rational> {
    // The others' combinations that can happen, with their chances, as the cells of strategy 0.
    let mut reached = vec![(0, Rational::ONE)];
    let (mut step, mut own) = (1, 1);
    for (at, mix) in profile.iter().enumerate() {
        if at == player {
            own = step;
        } else {
            let played = || mix.iter().enumerate().filter(|(_, chance)| !chance.is_zero());
            reached = reached
                .iter()
                .flat_map(|(cell, odds)| {
                    played().map(move |(strategy, chance)| (cell + step * strategy, odds * chance))
                })
                .collect();
        }
        step *= mix.len();
    }
    (0..profile[player].len())
        .map(|strategy| {
            let cells = reached.iter();
            cells.map(|(cell, odds)| odds * game.payoff(cell + own * strategy, player)).sum()
        })
        .collect()
}

fn product(left: &[Rational], right: &[Rational]) -> Rational {
    left.iter().zip(right).map(|(x, y)| x * y).sum()
}

/// The profile in which each player plays one strategy.
#[must_use]
pub fn pure_profile(game: &StrategicGame, strategies: &[usize]) -> Profile {
    let chance = |played: bool| if played { Rational::ONE } else { Rational::ZERO };
    let mix =
        |(&size, &strategy): (&usize, &usize)| (0..size).map(|at| chance(at == strategy)).collect();
    game.sizes().iter().zip(strategies).map(mix).collect()
}

/// The profile as an answer lists it, with the regret that it has.
#[must_use]
pub fn listed(game: &StrategicGame, profile: &[Vec<Rational>]) -> Equilibrium {
    let standing = Standing::of(game, profile);
    let regret = standing.regrets.iter().max().map_or(0.0, Rational::to_f64);
    Equilibrium {
        play: Figures::Exact(profile.concat()),
        payoffs: Figures::Exact(standing.payoffs),
        regret,
        beliefs: None,
        allowed: Vec::new(),
        notes: Vec::new(),
    }
}
