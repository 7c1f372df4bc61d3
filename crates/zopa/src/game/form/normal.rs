//! A tree as a table, of its players' strategies or of agents who decide at one information set each.
//!
//! A strategy says what its player does at every set that its own earlier moves do not exclude (the reduced normal form,
//! J. von Neumann and O. Morgenstern 1944; H. Kuhn 1953). In the agent form (R. Selten 1975) everybody who decides at a
//! set is a player of its own, with the payoffs of whom it acts for.
//!
//! Cost: each cell of the table is one walk over the part of the tree that the strategies let play come to.

use super::extensive::{ExtensiveGame, Mover};
use super::strategic::{Cells, StrategicGame, StrategicPlayer};
use crate::num::rational::Rational;

/// A table made from a tree, and what its strategies do there.
#[derive(Clone, Debug)]
pub struct Normal {
    /// The table: one payoff a cell for each who decides.
    pub table: StrategicGame,
    /// Of each who decides and of each of its strategies, the plays that it makes.
    plans: Vec<Vec<Vec<usize>>>,
}

/// Why a tree is not made into a table: it would be too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge;

impl Normal {
    /// So many payoffs at most stand in the table.
    pub const MOST_PAYOFFS: usize = 4_000_000;
    /// Sets of a player, at most: making its plans goes one call deeper for each.
    pub const MOST_SETS: usize = 2_000;
    /// Cells times nodes, at most.
    pub const MOST_STEPS: usize = 200_000_000;

    /// Who decides are the players.
    ///
    /// # Errors
    /// Where the table would be too large.
    pub fn of_strategies(game: &ExtensiveGame) -> Result<Self, TooLarge> {
        let names = game.infoset_names();
        let mut deciders = Vec::new();
        for (player, label) in game.players.iter().enumerate() {
            let plans = Planning::of(game, player)?.plans()?;
            let sets = game.infosets.iter().filter(|set| set.player == player).count();
            let name = |plan: &Vec<usize>| {
                let told = plan.iter().map(|&play| {
                    let set = game.infosets.partition_point(|set| set.first_play <= play) - 1;
                    let chosen = &game.infosets[set].moves[play - game.infosets[set].first_play];
                    if sets > 1 { format!("{chosen} at {}", names[set]) } else { chosen.clone() }
                });
                let told: Vec<String> = told.collect();
                if told.is_empty() { "nothing".to_owned() } else { told.join(", ") }
            };
            let strategies = plans.iter().map(name).collect();
            deciders.push((player, StrategicPlayer { label: label.clone(), strategies }, plans));
        }
        Self::new(game, deciders)
    }

    /// The strategies of one player, each as the plays that it makes.
    ///
    /// # Errors
    /// Where there are too many.
    pub fn strategies_of(game: &ExtensiveGame, player: usize) -> Result<Vec<Vec<usize>>, TooLarge> {
        Planning::of(game, player)?.plans()
    }

    /// Who decides are agents, one at each information set.
    ///
    /// # Errors
    /// Where the table would be too large.
    pub fn of_agents(game: &ExtensiveGame) -> Result<Self, TooLarge> {
        let names = game.infoset_names();
        let agents = game.infosets.iter().zip(names).enumerate().map(|(at, (set, name))| {
            let label = format!("{} at {name}", game.players[set.player]);
            let plans = game.plays_of(at).map(|play| vec![play]).collect();
            (set.player, StrategicPlayer { label, strategies: set.moves.clone() }, plans)
        });
        Self::new(game, agents.collect())
    }

    /// The play of the tree in which everybody follows a strategy: a chance for each play. At sets that their player's
    /// own moves exclude the first move is made.
    #[must_use]
    pub fn play(&self, game: &ExtensiveGame, strategies: &[usize]) -> Vec<Rational> {
        let mut play = vec![Rational::ZERO; game.plays()];
        for set in 0..game.infosets.len() {
            let plays = game.plays_of(set);
            let made = self.made(strategies).find(|made| plays.contains(made));
            play[made.unwrap_or(plays.start)] = Rational::ONE;
        }
        play
    }

    /// The moves that mixes of strategies amount to where nobody forgets (H. Kuhn 1953): a chance for each play, from the
    /// chances of the strategies of one player after the other. At sets to which a player's own mix never comes the
    /// first move is made.
    #[must_use]
    pub fn behaviour(&self, game: &ExtensiveGame, mixes: &[Rational]) -> Vec<Rational> {
        let mut weights = vec![Rational::ZERO; game.plays()];
        let strategies =
            self.plans.iter().flatten().zip(mixes).filter(|(_, chance)| !chance.is_zero());
        for (plan, chance) in strategies {
            for &play in plan {
                weights[play] = &weights[play] + chance;
            }
        }
        for set in 0..game.infosets.len() {
            let plays = game.plays_of(set);
            let sum: Rational = weights[plays.clone()].iter().sum();
            match sum.is_zero() {
                true => weights[plays.start] = Rational::ONE,
                false => {
                    for weight in &mut weights[plays] {
                        *weight = weight.checked_div(&sum).unwrap_or(Rational::ZERO);
                    }
                }
            }
        }
        weights
    }

    fn made(&self, strategies: &[usize]) -> impl Iterator<Item = usize> {
        self.plans.iter().zip(strategies).flat_map(|(plans, &at)| plans[at].iter().copied())
    }

    /// From who decides: for which player, with which strategies, and what these do.
    fn new(
        game: &ExtensiveGame,
        deciders: Vec<(usize, StrategicPlayer, Vec<Vec<usize>>)>,
    ) -> Result<Self, TooLarge> {
        let (mut owners, mut players, mut plans) = (Vec::new(), Vec::new(), Vec::new());
        for (owner, player, own) in deciders {
            owners.push(owner);
            players.push(player);
            plans.push(own);
        }
        let cells = plans.iter().try_fold(1_usize, |cells, own| cells.checked_mul(own.len()));
        let fits = |cells: usize, each: usize, most: usize| {
            cells.checked_mul(each).is_some_and(|product| product <= most)
        };
        let cells = cells.filter(|&cells| {
            fits(cells, owners.len().max(1), Self::MOST_PAYOFFS)
                && fits(cells, game.nodes.len(), Self::MOST_STEPS)
        });
        let cells = cells.ok_or(TooLarge)?;
        let walk = Walk { game, payoffs: game.end_payoffs() };
        let mut made = vec![0; game.infosets.len()];
        let mut at = vec![0; plans.len()];
        let mut payoffs = Vec::with_capacity(cells * owners.len());
        for _ in 0..cells {
            for (own, &at) in plans.iter().zip(&at) {
                for &play in &own[at] {
                    let set = game.infosets.partition_point(|set| set.first_play <= play) - 1;
                    made[set] = play - game.infosets[set].first_play;
                }
            }
            let sums = walk.sums(&made);
            payoffs.extend(owners.iter().map(|&owner| sums[owner].clone()));
            // The first player's strategy varies fastest.
            for (at, own) in at.iter_mut().zip(&plans) {
                *at += 1;
                if *at < own.len() {
                    break;
                }
                *at = 0;
            }
        }
        let (title, comment) = (game.title.clone(), game.comment.clone());
        let table = StrategicGame { title, comment, players, cells: Cells::Payoffs(payoffs) };
        Ok(Self { table, plans })
    }
}

struct Walk<'a> {
    game: &'a ExtensiveGame,
    payoffs: Vec<Rational>,
}

impl Walk<'_> {
    /// What strategies give to each player.
    fn sums(&self, made: &[usize]) -> Vec<Rational> {
        let players = self.game.player_count();
        let mut sums = vec![Rational::ZERO; players];
        let mut open = vec![(0, Rational::ONE)];
        while let Some((node, weight)) = open.pop() {
            let children = self.game.children(node);
            match self.game.nodes[node].mover {
                Mover::End => {
                    let own = &self.payoffs[node * players..(node + 1) * players];
                    for (sum, payoff) in sums.iter_mut().zip(own) {
                        *sum = &*sum + &(&weight * payoff);
                    }
                }
                Mover::Player(set) => open.push((children[made[set]], weight)),
                Mover::Chance(draw) => {
                    let odds = children.iter().zip(&self.game.chances[draw].odds);
                    let odds = odds.filter(|(_, odds)| !odds.is_zero());
                    open.extend(odds.map(|(&to, odds)| (to, &weight * odds)));
                }
            }
        }
        sums
    }
}

/// A player's sets in the order of the tree, and what its own moves must have been for play to come to their nodes.
struct Planning<'a> {
    game: &'a ExtensiveGame,
    sets: Vec<usize>,
    /// Of each set and each of its nodes, the own plays before it, with their sets.
    before: Vec<Vec<Vec<(usize, usize)>>>,
    plans: Vec<Vec<usize>>,
    /// Plans and their plays together.
    kept: usize,
}

/// What is known of a set while a plan is made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// It has not been its turn.
    Open,
    /// Own moves exclude it.
    Excluded,
    /// The play that is made.
    Made(usize),
}

impl<'a> Planning<'a> {
    fn of(game: &'a ExtensiveGame, player: usize) -> Result<Self, TooLarge> {
        let own = |set: &usize| game.infosets[*set].player == player;
        let mut sets: Vec<usize> = (0..game.infosets.len()).filter(own).collect();
        if sets.len() > Normal::MOST_SETS {
            return Err(TooLarge);
        }
        sets.sort_by_key(|&set| game.infosets[set].nodes.first().copied());
        let mut kept = 0;
        let mut before = Vec::with_capacity(sets.len());
        for &set in &sets {
            let mut of_set = Vec::new();
            for &node in &game.infosets[set].nodes {
                let mut found = Vec::new();
                let mut at = node;
                while let Some((parent, k)) = game.nodes[at].parent {
                    if let Mover::Player(set) = game.nodes[parent].mover
                        && own(&set)
                    {
                        found.push((set, game.infosets[set].first_play + k));
                    }
                    at = parent;
                }
                kept += found.len();
                if kept > Normal::MOST_PAYOFFS {
                    return Err(TooLarge);
                }
                of_set.push(found);
            }
            before.push(of_set);
        }
        Ok(Self { game, sets, before, plans: Vec::new(), kept: 0 })
    }

    fn plans(mut self) -> Result<Vec<Vec<usize>>, TooLarge> {
        let mut choices = vec![Choice::Open; self.game.infosets.len()];
        self.choose(0, &mut choices)?;
        Ok(self.plans)
    }

    fn choose(&mut self, at: usize, choices: &mut [Choice]) -> Result<(), TooLarge> {
        let Some(&set) = self.sets.get(at) else {
            let made = self.sets.iter().filter_map(|&set| match choices[set] {
                Choice::Made(play) => Some(play),
                _ => None,
            });
            let plan: Vec<usize> = made.collect();
            self.kept += 1 + plan.len();
            self.plans.push(plan);
            return if self.kept > Normal::MOST_PAYOFFS { Err(TooLarge) } else { Ok(()) };
        };
        let possible = self.before[at].iter().any(|own| {
            let fits = |&(set, play): &(usize, usize)| {
                matches!(choices[set], Choice::Open) || choices[set] == Choice::Made(play)
            };
            own.iter().all(fits)
        });
        if possible {
            for play in self.game.plays_of(set) {
                choices[set] = Choice::Made(play);
                self.choose(at + 1, choices)?;
            }
        } else {
            choices[set] = Choice::Excluded;
            self.choose(at + 1, choices)?;
        }
        choices[set] = Choice::Open;
        Ok(())
    }
}
