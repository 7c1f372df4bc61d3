//! A game's graph in flat arrays, without its numbers.

use crate::model::{Game, NodeKind, Successor};

/// The graph of a game: who moves where, what is known, where moves lead.
///
/// Nodes and outcomes share one numbering of *places*: nodes first, in an order in which parents stand
/// before children, then outcomes. Moves of all information sets share one numbering of *plays*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    pub(super) parties: usize,
    pub(super) outcomes: usize,
    pub(super) nodes: Vec<NodeShape>,
    /// The place each edge leads to; a node's edges are consecutive, in the order of its moves.
    pub(super) leads_to: Vec<usize>,
    pub(super) sets: Vec<SetShape>,
    pub(super) plays: usize,
    /// Chance nodes and whole information sets so that each comes after all that can follow it; `None`
    /// where information sets interlock and no such order exists.
    pub(super) bottom_up: Option<Vec<Block>>,
    pub(super) perfect_information: bool,
    /// Whether each place's values follow from payoffs and odds alone, whatever the parties do.
    pub(super) given: Vec<bool>,
}

/// A node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeShape {
    pub(super) mover: Mover,
    pub(super) first_edge: usize,
    pub(super) edges: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mover {
    Chance,
    /// The party of this information set.
    Set(usize),
}

/// An information set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SetShape {
    pub(super) party: usize,
    pub(super) moves: usize,
    pub(super) first_play: usize,
    pub(super) nodes: Vec<usize>,
    /// The last of its nodes in the order of all nodes.
    pub(super) last: usize,
}

/// What is settled at once in a pass from the end to the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Chance(usize),
    Set(usize),
}

impl Shape {
    /// The graph of `game`, played by `parties` parties.
    #[must_use]
    pub fn new(game: &Game, parties: usize) -> Self {
        let mut leads_to = Vec::new();
        let mut nodes = Vec::with_capacity(game.nodes.len());
        for node in &game.nodes {
            let mover = match node.kind {
                NodeKind::Chance(_) => Mover::Chance,
                NodeKind::Decision(set) => Mover::Set(set),
            };
            let (first_edge, edges) = (leads_to.len(), node.moves.len());
            nodes.push(NodeShape { mover, first_edge, edges });
            leads_to.extend(node.moves.iter().map(|r#move| match r#move.to {
                Successor::Node(node) => node,
                Successor::Outcome(outcome) => game.nodes.len() + outcome,
            }));
        }
        let mut plays = 0;
        let mut sets = Vec::with_capacity(game.infosets.len());
        for set in &game.infosets {
            let (party, moves, first_play) = (set.party, set.moves, plays);
            let last = set.nodes.iter().copied().max().unwrap_or(usize::MAX);
            sets.push(SetShape { party, moves, first_play, nodes: set.nodes.clone(), last });
            plays += set.moves;
        }
        let perfect_information = sets.iter().all(|set| set.nodes.len() <= 1);
        let outcomes = game.outcomes.len();
        let mut shape = Self {
            parties,
            outcomes,
            nodes,
            leads_to,
            sets,
            plays,
            bottom_up: None,
            perfect_information,
            given: Vec::new(),
        };
        shape.given = shape.given_places();
        shape.bottom_up = shape.order_blocks();
        shape
    }

    /// How many edges all nodes have together.
    #[must_use]
    pub fn edges(&self) -> usize {
        self.leads_to.len()
    }

    /// Where the edges of a node start in the numbering of all edges.
    #[must_use]
    pub fn first_edge(&self, node: usize) -> usize {
        self.nodes[node].first_edge
    }

    /// The places to which the moves of a node lead.
    pub(super) fn successors(&self, node: usize) -> &[usize] {
        let NodeShape { first_edge, edges, .. } = self.nodes[node];
        &self.leads_to[first_edge..first_edge + edges]
    }

    /// Where a place's values begin.
    pub(super) fn at(&self, place: usize) -> usize {
        place * self.parties
    }

    /// How many places there are.
    pub(super) fn places(&self) -> usize {
        self.nodes.len() + self.outcomes
    }

    /// Outcomes, and chance nodes after which only chance moves.
    fn given_places(&self) -> Vec<bool> {
        let mut given = vec![true; self.places()];
        for node in (0..self.nodes.len()).rev() {
            given[node] = self.nodes[node].mover == Mover::Chance
                && self.successors(node).iter().all(|&to| given[to]);
        }
        given
    }

    /// Peels off, again and again, the blocks all of whose successors are settled.
    fn order_blocks(&self) -> Option<Vec<Block>> {
        let block_of = |node: usize| match self.nodes[node].mover {
            Mover::Chance => Block::Chance(node),
            Mover::Set(set) => Block::Set(set),
        };
        let members = |block: Block| match block {
            Block::Chance(node) => vec![node],
            Block::Set(set) => self.sets[set].nodes.clone(),
        };
        let mut open: Vec<Block> = Vec::new();
        for block in (0..self.nodes.len()).rev().map(block_of) {
            if !open.contains(&block) {
                open.push(block);
            }
        }
        let mut settled = vec![false; self.nodes.len()];
        let mut order = Vec::with_capacity(open.len());
        while !open.is_empty() {
            let ready = |block: &Block| {
                members(*block).iter().all(|&node| {
                    self.successors(node).iter().all(|&to| settled.get(to).is_none_or(|&done| done))
                })
            };
            let next = open.iter().position(ready)?;
            let block = open.remove(next);
            members(block).iter().for_each(|&node| settled[node] = true);
            order.push(block);
        }
        Some(order)
    }
}
