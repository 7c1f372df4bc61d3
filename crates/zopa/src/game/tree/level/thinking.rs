//! Level after level, each a best answer to a mixture of those below.
//!
//! A player's own moves do not tell the nodes of its sets apart, since it recalls them. So what a move is worth is a sum
//! over the ends after it, weighed by what chance and the others do, and the moves made last before them are settled
//! first. Another player is of one level in all its moves: a mixture of levels mixes the chances of its whole way to an
//! end, not those of single moves.

use crate::game::form::{ExtensiveGame, Mover};
use crate::num::rational::Rational;

/// The levels that have been thought through so far.
#[derive(Debug)]
pub(super) struct Thinking<'a> {
    game: &'a ExtensiveGame,
    payoffs: Vec<Rational>,
    /// Chance's part in reaching each node.
    chance: Vec<Rational>,
    /// Of each player, what its plan is made of.
    plans: Vec<Plan>,
    levels: Vec<Level>,
    /// A set at which somebody had to believe as in even play.
    unreached: Option<usize>,
}

/// What a player decides, the sets after most own moves first.
#[derive(Debug)]
struct Plan {
    sets: Vec<usize>,
    /// The player's last move before each node.
    last: Vec<Option<usize>>,
}

#[derive(Debug)]
struct Level {
    /// Chance of each play.
    play: Vec<Rational>,
    /// Of each player, its part in reaching each node.
    reach: Vec<Vec<Rational>>,
}

impl<'a> Thinking<'a> {
    /// Level 0.
    pub(super) fn new(game: &'a ExtensiveGame) -> Self {
        let mut even = Vec::with_capacity(game.plays());
        for set in &game.infosets {
            let count = set.moves.len();
            even.extend(std::iter::repeat_n(part(count), count));
        }
        let mut chance = vec![Rational::ONE; game.nodes.len()];
        for (at, node) in game.nodes.iter().enumerate() {
            let Some((parent, k)) = node.parent else { continue };
            chance[at] = match game.nodes[parent].mover {
                Mover::Chance(draw) => &chance[parent] * &game.chances[draw].odds[k],
                _ => chance[parent].clone(),
            };
        }
        let plans = (0..game.player_count()).map(|player| Plan::new(game, player)).collect();
        let payoffs = game.end_payoffs();
        let mut thinking =
            Self { game, payoffs, chance, plans, levels: Vec::new(), unreached: None };
        thinking.push(even);
        thinking
    }

    /// How players of a level play.
    pub(super) fn play(&self, level: usize) -> &[Rational] {
        &self.levels[level].play
    }

    /// Adds a level of players who take others to be of the lower ones as often as `believed` says, but for a factor.
    pub(super) fn rise(&mut self, believed: &[Rational]) {
        let mut play = vec![Rational::ZERO; self.game.plays()];
        for player in 0..self.game.player_count() {
            self.answer_best(player, believed, &mut play);
        }
        self.push(play);
    }

    /// What people of all levels do together, who occur as often as `shares` says, but for a factor.
    pub(super) fn mixed(&self, shares: &[Rational]) -> Vec<Rational> {
        let mut play = Vec::with_capacity(self.game.plays());
        for (set, infoset) in self.game.infosets.iter().enumerate() {
            // The player's own way to a set is the same to all its nodes.
            let (player, node) = (infoset.player, infoset.nodes[0]);
            let parts = self.levels.iter().zip(shares);
            let parts = parts.map(|(level, share)| share * &level.reach[player][node]);
            let parts: Vec<Rational> = parts.collect();
            let sum: Rational = parts.iter().sum();
            for place in self.game.plays_of(set) {
                let of =
                    self.levels.iter().zip(&parts).map(|(level, part)| part * &level.play[place]);
                let chance: Rational = of.sum();
                play.push(chance.checked_div(&sum).unwrap_or(Rational::ZERO));
            }
        }
        play
    }

    /// That beliefs had to be made up somewhere.
    pub(super) fn beyond_belief(&self) -> Option<String> {
        self.unreached.map(|set| {
            let (name, who) =
                (self.game.infoset_name(set), &self.game.players[self.game.infosets[set].player]);
            format!(
                "Of the levels that {who} believes in none lets play come to `{name}`; there, and at other such \
                 sets, it believes what even play would have it believe."
            )
        })
    }

    fn push(&mut self, play: Vec<Rational>) {
        let players = self.game.player_count();
        let mut reach = vec![vec![Rational::ONE; self.game.nodes.len()]; players];
        for (at, node) in self.game.nodes.iter().enumerate() {
            let Some((parent, k)) = node.parent else { continue };
            for own in &mut reach {
                own[at] = own[parent].clone();
            }
            if let Mover::Player(set) = self.game.nodes[parent].mover {
                let set = &self.game.infosets[set];
                let own = &mut reach[set.player];
                own[at] = &own[at] * &play[set.first_play + k];
            }
        }
        self.levels.push(Level { play, reach });
    }

    /// What chance and the others do to reach a node, others being of each level so often.
    fn weight(&self, player: usize, believed: &[Rational], node: usize) -> Rational {
        let others = (0..self.game.player_count()).filter(|&other| other != player);
        others.fold(self.chance[node].clone(), |weight, other| {
            if weight.is_zero() {
                return weight;
            }
            let parts = self.levels.iter().zip(believed).filter(|(_, share)| !share.is_zero());
            let of: Rational = parts.map(|(level, share)| share * &level.reach[other][node]).sum();
            &weight * &of
        })
    }

    fn answer_best(&mut self, player: usize, believed: &[Rational], play: &mut [Rational]) {
        let game = self.game;
        let plan = &self.plans[player];
        // What each move is worth as others are believed to play, and as they would play evenly.
        let mut sums = [vec![Rational::ZERO; game.plays()], vec![Rational::ZERO; game.plays()]];
        let even = [Rational::ONE];
        for (at, node) in game.nodes.iter().enumerate() {
            let (Mover::End, Some(own)) = (node.mover, plan.last[at]) else { continue };
            let payoff = &self.payoffs[at * game.player_count() + player];
            for (sums, believed) in sums.iter_mut().zip([believed, &even]) {
                sums[own] = &sums[own] + &(&self.weight(player, believed, at) * payoff);
            }
        }
        let mut unreached = None;
        for &set in &plan.sets {
            let nodes = &game.infosets[set].nodes;
            let reached = nodes.iter().any(|&node| !self.weight(player, believed, node).is_zero());
            if !reached && unreached.is_none() {
                unreached = Some(set);
            }
            let worth = &sums[usize::from(!reached)][game.plays_of(set)];
            let best = worth.iter().max();
            let ties: Vec<usize> = game
                .plays_of(set)
                .zip(worth)
                .filter(|(_, sum)| Some(*sum) == best)
                .map(|(k, _)| k)
                .collect();
            let share = part(ties.len());
            for &k in &ties {
                play[k] = share.clone();
            }
            // Moves that tie as they are believed to, may differ in even play, and must be mixed there too.
            if let Some(own) = plan.last[nodes[0]] {
                for sums in &mut sums {
                    let mean: Rational = ties.iter().map(|&k| &sums[k] * &share).sum();
                    sums[own] = &sums[own] + &mean;
                }
            }
        }
        self.unreached = self.unreached.or(unreached);
    }
}

impl Plan {
    fn new(game: &ExtensiveGame, player: usize) -> Self {
        let mut last = vec![None; game.nodes.len()];
        let mut before = vec![0_usize; game.nodes.len()];
        for (at, node) in game.nodes.iter().enumerate() {
            let Some((parent, k)) = node.parent else { continue };
            (last[at], before[at]) = (last[parent], before[parent]);
            if let Mover::Player(set) = game.nodes[parent].mover
                && game.infosets[set].player == player
            {
                last[at] = Some(game.infosets[set].first_play + k);
                before[at] += 1;
            }
        }
        let own = game.infosets.iter().enumerate().filter(|(_, set)| set.player == player);
        let own = own.filter(|(_, set)| !set.nodes.is_empty());
        let mut sets: Vec<(usize, usize)> =
            own.map(|(at, set)| (before[set.nodes[0]], at)).collect();
        sets.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        Self { sets: sets.into_iter().map(|(_, set)| set).collect(), last }
    }
}

fn part(count: usize) -> Rational {
    let count = i64::try_from(count).unwrap_or(1);
    Rational::new(1, count).unwrap_or(Rational::ONE)
}
