//! Pure profiles in which every move can be a best one: all combinations of moves, as far as some belief at every
//! set makes the move of that set best.

use crate::game::form::{ExtensiveGame, Infoset, Mover};
use crate::num::inside::inside;
use crate::num::rational::Rational;
use std::collections::{BTreeMap, BTreeSet};

/// Ways of playing on from a set that are compared.
const MOST_WAYS: usize = 10_000;

/// A game with what the search looks up again and again.
pub(super) struct Tree<'a> {
    pub(super) game: &'a ExtensiveGame,
    payoffs: Vec<Rational>,
    /// Of every node, the chance that chance does its part to lead there.
    pub(super) odds: Vec<Rational>,
    /// The sets as they are decided: the deepest first.
    order: Vec<usize>,
    /// By decision, the nodes whose worth is known after it, from below.
    known: Vec<Vec<usize>>,
    /// By decision, the sets whose moves can be compared after it.
    ready: Vec<Vec<usize>>,
}

/// A move at every set, and what each node is then worth to each player.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub(super) moves: Vec<usize>,
    pub(super) values: Vec<Rational>,
}

/// A place that can be reached from a node of a set, by its number there, with the chance that chance does its part.
#[derive(Clone, Debug)]
struct Way {
    origin: usize,
    node: usize,
    odds: Rational,
}

impl<'a> Tree<'a> {
    pub(super) fn of(game: &'a ExtensiveGame) -> Self {
        let nodes = game.nodes.len();
        let mut depth = vec![0_usize; nodes];
        let mut odds = vec![Rational::ONE; nodes];
        for (at, node) in game.nodes.iter().enumerate() {
            let Some((parent, k)) = node.parent else { continue };
            depth[at] = depth[parent] + 1;
            odds[at] = odds[parent].clone();
            if let Mover::Chance(draw) = game.nodes[parent].mover {
                odds[at] = &odds[at] * &game.chances[draw].odds[k];
            }
        }
        let mut order: Vec<usize> = (0..game.infosets.len()).collect();
        let deepest = |set: usize| game.infosets[set].nodes.iter().map(|&node| depth[node]).max();
        order.sort_by_key(|&set| (std::cmp::Reverse(deepest(set)), set));
        let mut decided = vec![0; order.len()];
        order.iter().enumerate().for_each(|(time, &set)| decided[set] = time);
        // After which decision everything from a node on is decided; `None` where nothing is to be.
        let mut after: Vec<Option<usize>> = vec![None; nodes];
        let mut below: Vec<Option<usize>> = vec![None; game.infosets.len()];
        for at in (0..nodes).rev() {
            let rest = game.children(at).iter().filter_map(|&child| after[child]).max();
            after[at] = rest;
            if let Mover::Player(set) = game.nodes[at].mover {
                after[at] = rest.max(Some(decided[set]));
                below[set] = below[set].max(after[at]);
            }
        }
        let mut known = vec![Vec::new(); order.len()];
        for at in (0..nodes).rev() {
            if let Some(time) = after[at] {
                known[time].push(at);
            }
        }
        let mut ready = vec![Vec::new(); order.len()];
        for (set, time) in below.iter().enumerate() {
            ready[time.unwrap_or(0)].push(set);
        }
        Self { game, payoffs: game.end_payoffs(), odds, order, known, ready }
    }

    /// Calls `found` with every such profile until it says no or `steps` decisions are made; whether all were seen.
    pub(super) fn profiles(&self, steps: usize, found: &mut dyn FnMut(&Profile) -> bool) -> bool {
        let game = self.game;
        let mut values = self.payoffs.clone();
        let decided: Vec<bool> = {
            let mut decided = vec![false; game.nodes.len()];
            self.known.iter().flatten().for_each(|&node| decided[node] = true);
            decided
        };
        for at in (0..game.nodes.len()).rev().filter(|&at| !decided[at]) {
            self.evaluate(at, &[], &mut values);
        }
        let profile = Profile { moves: vec![0; game.infosets.len()], values };
        if self.order.is_empty() {
            return found(&profile);
        }
        let mut search = Search { tree: self, profile, left: steps, found };
        search.decide(0)
    }

    /// What a node is worth to each player, everything from it on being decided.
    fn evaluate(&self, at: usize, moves: &[usize], values: &mut [Rational]) {
        let players = self.game.player_count();
        let children = self.game.children(at);
        match self.game.nodes[at].mover {
            Mover::End => {}
            Mover::Chance(draw) => {
                let odds = &self.game.chances[draw].odds;
                for player in 0..players {
                    let part = |(odds, child): (&Rational, &usize)| {
                        odds * &values[child * players + player]
                    };
                    values[at * players + player] = odds.iter().zip(children).map(part).sum();
                }
            }
            Mover::Player(set) => {
                let to = children[moves[set]];
                for player in 0..players {
                    values[at * players + player] = values[to * players + player].clone();
                }
            }
        }
    }

    /// By how much what is played at a set is better than each move: move by move, at every node. Moves that make no
    /// difference anywhere, such as the only one that is played, are left out.
    pub(super) fn gains(&self, values: &[Rational], set: usize) -> Vec<Vec<Rational>> {
        let (game, players) = (self.game, self.game.player_count());
        let infoset = &game.infosets[set];
        let worth = |node: usize| &values[node * players + infoset.player];
        let gain = |k: usize| -> Vec<Rational> {
            let nodes = infoset.nodes.iter();
            nodes.map(|&node| worth(node) - worth(game.children(node)[k])).collect()
        };
        let gains = (0..infoset.moves.len()).map(gain);
        gains.filter(|gain| gain.iter().any(|gain| !gain.is_zero())).collect()
    }

    /// The same for every way in which the player of a set can play on from it, at that set and at its later ones;
    /// `None` where there are too many.
    pub(super) fn gains_on(&self, profile: &Profile, set: usize) -> Option<Vec<Vec<Rational>>> {
        let Infoset { player, nodes, .. } = &self.game.infosets[set];
        let start: Vec<Way> = nodes
            .iter()
            .enumerate()
            .map(|(origin, &node)| Way { origin, node, odds: Rational::ONE })
            .collect();
        let worth: Vec<Rational> =
            nodes.iter().map(|&node| self.worth(profile, node, *player)).collect();
        let ways = self.ways(profile, *player, &start, nodes.len())?;
        Some(
            ways.into_iter()
                .map(|way| worth.iter().zip(&way).map(|(own, other)| own - other).collect())
                .collect(),
        )
    }

    /// All that a player can make of these places, by origin, the others keeping to the profile.
    fn ways(
        &self,
        profile: &Profile,
        player: usize,
        start: &[Way],
        origins: usize,
    ) -> Option<BTreeSet<Vec<Rational>>> {
        let (game, players) = (self.game, self.game.player_count());
        let mut sum = vec![Rational::ZERO; origins];
        let mut own: BTreeMap<usize, Vec<Way>> = BTreeMap::new();
        let mut open = start.to_vec();
        while let Some(Way { origin, node, odds }) = open.pop() {
            let children = game.children(node);
            match game.nodes[node].mover {
                Mover::End => sum[origin] += &(&odds * &self.payoffs[node * players + player]),
                Mover::Chance(draw) => {
                    let parts = children.iter().zip(&game.chances[draw].odds);
                    open.extend(parts.map(|(&node, part)| Way {
                        origin,
                        node,
                        odds: &odds * part,
                    }));
                }
                Mover::Player(set) if game.infosets[set].player == player => {
                    own.entry(set).or_default().push(Way { origin, node, odds });
                }
                Mover::Player(set) => {
                    open.push(Way { origin, node: children[profile.moves[set]], odds })
                }
            }
        }
        let mut ways = BTreeSet::from([sum]);
        for (set, places) in own {
            let mut answers = BTreeSet::new();
            for k in 0..game.infosets[set].moves.len() {
                let to = |way: &Way| Way { node: game.children(way.node)[k], ..way.clone() };
                let next: Vec<Way> = places.iter().map(to).collect();
                answers.extend(self.ways(profile, player, &next, origins)?);
            }
            if ways.len() * answers.len() > MOST_WAYS {
                return None;
            }
            let plus = |a: &Vec<Rational>, b: &Vec<Rational>| {
                a.iter().zip(b).map(|(a, b)| a + b).collect()
            };
            ways = ways
                .iter()
                .flat_map(|way| answers.iter().map(move |answer| plus(way, answer)))
                .collect();
        }
        Some(ways)
    }

    /// What a node is worth to a player under the profile.
    pub(super) fn worth(&self, profile: &Profile, node: usize, player: usize) -> Rational {
        profile.values[node * self.game.player_count() + player].clone()
    }

    /// The profile as chances of plays.
    pub(super) fn chances(&self, profile: &Profile) -> Vec<Rational> {
        let mut chances = vec![Rational::ZERO; self.game.plays()];
        for (set, k) in self.game.infosets.iter().zip(&profile.moves) {
            chances[set.first_play + k] = Rational::ONE;
        }
        chances
    }

    /// Of each node, the plays on its way that are never taken.
    pub(super) fn deviations(&self, chances: &[Rational]) -> Vec<Vec<usize>> {
        let game = self.game;
        let mut deviations: Vec<Vec<usize>> = vec![Vec::new(); game.nodes.len()];
        for (at, node) in game.nodes.iter().enumerate() {
            let Some((parent, k)) = node.parent else { continue };
            deviations[at] = deviations[parent].clone();
            if let Mover::Player(set) = game.nodes[parent].mover {
                let play = game.infosets[set].first_play + k;
                if chances[play].is_zero() {
                    deviations[at].push(play);
                }
            }
        }
        deviations.iter_mut().for_each(|plays| plays.sort_unstable());
        deviations
    }
}

struct Search<'t, 'a> {
    tree: &'t Tree<'a>,
    profile: Profile,
    left: usize,
    found: &'t mut dyn FnMut(&Profile) -> bool,
}

impl Search<'_, '_> {
    fn decide(&mut self, time: usize) -> bool {
        let tree = self.tree;
        let Some(&set) = tree.order.get(time) else { return (self.found)(&self.profile) };
        for k in 0..tree.game.infosets[set].moves.len() {
            if self.left == 0 {
                return false;
            }
            self.left -= 1;
            self.profile.moves[set] = k;
            for &at in &tree.known[time] {
                tree.evaluate(at, &self.profile.moves, &mut self.profile.values);
            }
            let can_be_best = |&set: &usize| can_be_best(&tree.gains(&self.profile.values, set));
            if tree.ready[time].iter().all(can_be_best) && !self.decide(time + 1) {
                return false;
            }
        }
        true
    }
}

/// Whether some belief makes a move best.
fn can_be_best(gains: &[Vec<Rational>]) -> bool {
    let Some(nodes) = gains.first().map(Vec::len) else { return true };
    let always = |node: usize| gains.iter().all(|gain| !gain[node].is_negative());
    (0..nodes).any(always)
        || (nodes > 1 && inside(nodes, gains, &[vec![Rational::ONE; nodes]]).is_some())
}
