//! What a game is declared to be: facts from which a method can tell whether it takes the game.
//!
//! All in one pass over the tree each. *Perfect recall*: at all nodes of a set its player has made the
//! same moves before (H. Kuhn 1953). *Absent-minded*: one play passes twice through one set (M. Piccione
//! and A. Rubinstein 1997). A *proper subgame* starts at a node such that every set that has a node in the
//! subtree has all of them there.

use super::extensive::{ExtensiveGame, Mover};
use super::strategic::StrategicGame;
use crate::num::rational::Rational;
use serde::Serialize;

/// Facts about a game.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Properties {
    /// Whether it is a tree; else a table.
    pub tree: bool,
    /// How many players.
    pub players: usize,
    /// How many nodes, ends included; 0 for a table.
    pub nodes: usize,
    /// How many ends of the tree, or cells of the table.
    pub ends: usize,
    /// How many information sets of players; of a table, one a player.
    pub infosets: usize,
    /// How many moves of players, set by set, or strategies.
    pub moves: usize,
    /// How many nodes at which chance moves.
    pub chance_nodes: usize,
    /// Whether everybody who moves knows what has happened.
    pub perfect_information: bool,
    /// Whether nobody forgets what it knew or did.
    pub perfect_recall: bool,
    /// Whether somebody forgets having been in the same place: no usual strategy describes that.
    pub absent_minded: bool,
    /// What the payoffs of an end always sum to, where they do.
    pub constant_sum: Option<Rational>,
    /// How many proper subgames, the whole included; of a table, 1.
    pub subgames: usize,
    /// How many pure strategies each player has; missing where there are more than 2^64.
    pub pure_strategies: Vec<Option<u64>>,
}

impl Properties {
    /// Facts about a tree.
    #[must_use]
    pub fn of_tree(game: &ExtensiveGame) -> Self {
        let (perfect_recall, absent_minded) = memory(game);
        let ends = (0..game.nodes.len()).filter(|&node| game.is_end(node));
        let payoffs = game.end_payoffs();
        let players = game.player_count();
        let sums = ends.clone().map(|at| payoffs[at * players..(at + 1) * players].iter().sum());
        Self {
            tree: true,
            players,
            nodes: game.nodes.len(),
            ends: ends.clone().count(),
            infosets: game.infosets.len(),
            moves: game.plays(),
            chance_nodes: game
                .nodes
                .iter()
                .filter(|node| matches!(node.mover, Mover::Chance(_)))
                .count(),
            perfect_information: game.infosets.iter().all(|set| set.nodes.len() <= 1),
            perfect_recall,
            absent_minded,
            constant_sum: constant(sums),
            subgames: subgames(game).len(),
            pure_strategies: (0..players).map(|player| pure_strategies(game, player)).collect(),
        }
    }

    /// Facts about a table.
    #[must_use]
    pub fn of_table(game: &StrategicGame) -> Self {
        let players = game.player_count();
        let cells = game.cell_count().unwrap_or(0);
        let sum = |cell: usize| (0..players).map(|player| game.payoff(cell, player)).sum();
        let sizes = game.sizes();
        Self {
            tree: false,
            players,
            nodes: 0,
            ends: cells,
            infosets: players,
            moves: sizes.iter().sum(),
            chance_nodes: 0,
            perfect_information: players <= 1,
            perfect_recall: true,
            absent_minded: false,
            constant_sum: constant((0..cells).map(sum)),
            subgames: 1,
            pure_strategies: sizes.iter().map(|&size| u64::try_from(size).ok()).collect(),
        }
    }

    /// Whether what one wins the others lose: payoffs that always sum to the same, between two players.
    #[must_use]
    pub fn is_zero_sum(&self) -> bool {
        self.players == 2 && self.constant_sum.is_some()
    }
}

/// The one value of all these, if they are all the same.
fn constant(mut sums: impl Iterator<Item = Rational>) -> Option<Rational> {
    let first = sums.next()?;
    sums.all(|sum| sum == first).then_some(first)
}

/// Whether the players remember all they did, and whether some play passes twice through a set.
fn memory(game: &ExtensiveGame) -> (bool, bool) {
    let players = game.player_count();
    // The last own move of each player before each node; what came before that one is the same for all
    // nodes of its set if recall is perfect there.
    let mut last: Vec<Option<usize>> = vec![None; game.nodes.len() * players];
    let mut recalled: Vec<Option<Option<usize>>> = vec![None; game.infosets.len()];
    let (mut perfect, mut absent) = (true, false);
    for (at, node) in game.nodes.iter().enumerate() {
        if let Some((parent, k)) = node.parent {
            let (before, own) = last.split_at_mut(at * players);
            own[..players].copy_from_slice(&before[parent * players..(parent + 1) * players]);
            if let Mover::Player(set) = game.nodes[parent].mover {
                let set = &game.infosets[set];
                own[set.player] = Some(set.first_play + k);
            }
        }
        if let Mover::Player(set) = node.mover {
            let own = last[at * players + game.infosets[set].player];
            match recalled[set] {
                None => recalled[set] = Some(own),
                Some(known) => perfect &= known == own,
            }
        }
    }
    for set in &game.infosets {
        // In preorder, a node of the set lies under another exactly if it lies under the one before it
        // that has not ended yet.
        let mut end = 0;
        for &node in &set.nodes {
            absent |= node < end;
            end = end.max(game.subtree(node).end);
        }
    }
    (perfect && !absent, absent)
}

/// The nodes at which proper subgames start, in preorder: the root always, ends never.
pub(crate) fn subgames(game: &ExtensiveGame) -> Vec<usize> {
    let span = |set: usize| {
        let nodes = &game.infosets[set].nodes;
        (nodes.first().copied().unwrap_or(0), nodes.last().copied().unwrap_or(0))
    };
    let mut first: Vec<usize> = (0..game.nodes.len()).collect();
    let mut last = first.clone();
    let mut roots = Vec::new();
    for at in (0..game.nodes.len()).rev() {
        let mut alone = true;
        if let Mover::Player(set) = game.nodes[at].mover {
            let (from, to) = span(set);
            (first[at], last[at]) = (first[at].min(from), last[at].max(to));
            alone = game.infosets[set].nodes.len() == 1;
        }
        for &child in game.children(at) {
            first[at] = first[at].min(first[child]);
            last[at] = last[at].max(last[child]);
        }
        let closed = first[at] >= at && last[at] < game.subtree(at).end;
        if at == 0 || (alone && closed && !game.is_end(at)) {
            roots.push(at);
        }
    }
    roots.reverse();
    roots
}

/// How many ways a player has of choosing a move at each of its sets.
fn pure_strategies(game: &ExtensiveGame, player: usize) -> Option<u64> {
    let own = game.infosets.iter().filter(|set| set.player == player);
    own.map(|set| u64::try_from(set.moves.len()).ok())
        .try_fold(1_u64, |product, moves| product.checked_mul(moves?))
}
