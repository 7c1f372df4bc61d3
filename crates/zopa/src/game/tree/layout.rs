//! A tree as the arrays that solvers run over.
//!
//! Every edge has a *play*: the moves of information sets first, in the numbering of
//! [`ExtensiveGame::plays`], then the outcomes of chance, draw after draw. The edges of a node have
//! consecutive plays, so that a pass needs no case for who moves: chance is a player whose odds never
//! change.

use crate::game::form::{ExtensiveGame, Mover};

/// A tree in flat arrays, in preorder.
#[derive(Clone, Debug)]
pub struct Layout {
    /// How many players there are.
    pub players: usize,
    /// How many plays belong to information sets; those of chance come after them.
    pub moves: usize,
    /// Chances of the plays of chance.
    pub(super) odds: Vec<f64>,
    pub(super) nodes: Vec<Place>,
    /// Where edges lead, node after node.
    pub(super) children: Vec<usize>,
    pub(super) sets: Vec<Set>,
    /// Nodes of the sets, set after set.
    pub(super) members: Vec<usize>,
    /// Blocks of nodes, each after all that can follow it; where sets are entangled, one of them comes
    /// too early.
    pub(super) bottom_up: Vec<Block>,
    /// Payoffs of the nodes, node after node; those of ends only.
    pub payoffs: Vec<f64>,
}

/// A node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) first_edge: usize,
    pub(super) edges: usize,
    /// The play of its first edge.
    pub(super) first_play: usize,
    /// Who moves; `NOBODY` for chance and at ends.
    pub(super) player: usize,
}

/// In place of a player: chance moves, or play has ended.
pub(super) const NOBODY: usize = usize::MAX;

/// An information set.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) player: usize,
    pub(super) plays: std::ops::Range<usize>,
    pub(super) members: std::ops::Range<usize>,
}

/// Nodes that are settled together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A node at which chance moves.
    Chance(usize),
    /// An information set.
    Set(usize),
}

impl Layout {
    /// The arrays of a tree.
    #[must_use]
    pub fn new(game: &ExtensiveGame) -> Self {
        let moves = game.plays();
        let mut first_of_draw = Vec::with_capacity(game.chances.len());
        let mut odds = Vec::new();
        for draw in &game.chances {
            first_of_draw.push(moves + odds.len());
            odds.extend_from_slice(&draw.odds_f64);
        }
        let mut children = Vec::with_capacity(game.nodes.len());
        let mut nodes = Vec::with_capacity(game.nodes.len());
        for (at, node) in game.nodes.iter().enumerate() {
            let (first_play, player) = match node.mover {
                Mover::End => (0, NOBODY),
                Mover::Chance(draw) => (first_of_draw[draw], NOBODY),
                Mover::Player(set) => (game.infosets[set].first_play, game.infosets[set].player),
            };
            let first_edge = children.len();
            children.extend_from_slice(game.children(at));
            nodes.push(Place {
                first_edge,
                edges: children.len() - first_edge,
                first_play,
                player,
            });
        }
        let mut members = Vec::new();
        let sets = game.infosets.iter().enumerate().map(|(at, set)| {
            let first = members.len();
            members.extend_from_slice(&set.nodes);
            Set { player: set.player, plays: game.plays_of(at), members: first..members.len() }
        });
        let sets = sets.collect();
        Self {
            players: game.player_count(),
            moves,
            odds,
            nodes,
            children,
            sets,
            members,
            bottom_up: bottom_up(game),
            payoffs: game.end_payoffs_f64(),
        }
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Where the edges of a node lead.
    pub(super) fn children(&self, place: Place) -> &[usize] {
        &self.children[place.first_edge..place.first_edge + place.edges]
    }

    /// The nodes of a set.
    pub(super) fn members(&self, set: &Set) -> &[usize] {
        &self.members[set.members.clone()]
    }

    /// Largest minus smallest payoff of any player; 1 where nothing is at stake.
    #[must_use]
    pub fn range(&self) -> f64 {
        let ends = || self.nodes.iter().enumerate().filter(|(_, place)| place.edges == 0);
        let of = |player: usize| {
            let payoffs = ends().map(|(at, _)| self.payoffs[at * self.players + player]);
            let (low, high) =
                payoffs.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
            high - low
        };
        let range = (0..self.players).map(of).fold(0.0, f64::max);
        if range > 0.0 && range.is_finite() { range } else { 1.0 }
    }
}

/// Blocks in an order in which each comes after everything that can follow it, as far as there is one.
fn bottom_up(game: &ExtensiveGame) -> Vec<Block> {
    // A block waits for the decisions and draws right below its nodes. Blocks are numbered: sets, then
    // nodes of chance.
    let sets = game.infosets.len();
    let mut block_of = vec![usize::MAX; game.nodes.len()];
    let mut blocks = Vec::new();
    for set in 0..sets {
        blocks.push(Block::Set(set));
        game.infosets[set].nodes.iter().for_each(|&node| block_of[node] = set);
    }
    for (at, node) in game.nodes.iter().enumerate() {
        if matches!(node.mover, Mover::Chance(_)) {
            block_of[at] = blocks.len();
            blocks.push(Block::Chance(at));
        }
    }
    let mut waits = vec![0_usize; blocks.len()];
    for at in (0..game.nodes.len()).filter(|&at| !game.is_end(at)) {
        if let Some((parent, _)) = game.nodes[at].parent {
            waits[block_of[parent]] += 1;
        }
    }
    let mut placed = vec![false; blocks.len()];
    let mut order = Vec::with_capacity(blocks.len());
    let mut ready: Vec<usize> = (0..blocks.len()).filter(|&block| waits[block] == 0).collect();
    // Where sets are entangled, the one whose first node lies last in the file goes first.
    let mut rest: Vec<usize> = (0..blocks.len()).collect();
    let first = |block: usize| match blocks[block] {
        Block::Chance(node) => node,
        Block::Set(set) => game.infosets[set].nodes.first().copied().unwrap_or(0),
    };
    rest.sort_by_key(|&block| first(block));
    while order.len() < blocks.len() {
        let block = match ready.pop() {
            Some(block) => block,
            None => match rest.pop() {
                Some(block) => block,
                None => break,
            },
        };
        if std::mem::replace(&mut placed[block], true) {
            continue;
        }
        order.push(blocks[block]);
        let release = |node: usize, waits: &mut Vec<usize>, ready: &mut Vec<usize>| {
            if let Some((parent, _)) = game.nodes[node].parent {
                let above = block_of[parent];
                waits[above] = waits[above].saturating_sub(1);
                if waits[above] == 0 && !placed[above] {
                    ready.push(above);
                }
            }
        };
        match blocks[block] {
            Block::Chance(node) => release(node, &mut waits, &mut ready),
            Block::Set(set) => {
                game.infosets[set].nodes.iter().for_each(|&n| release(n, &mut waits, &mut ready));
            }
        }
    }
    order
}
