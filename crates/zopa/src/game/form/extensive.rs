//! A game in extensive form: a tree in flat arrays, in preorder.
//!
//! The root is node 0 and every parent stands before its children; the children of a node stand in the
//! order of its moves. So a loop over the nodes walks down the tree, the same loop reversed walks up, and
//! the subtree of a node is the stretch up to [`ExtensiveGame::end`].
//!
//! Moves of all information sets share one numbering of *plays*, set after set: a behaviour profile is a
//! chance for each play ([`Infoset::first_play`]).

use crate::num::rational::Rational;

/// A finite game in extensive form.
#[derive(Clone, Debug, PartialEq)]
pub struct ExtensiveGame {
    /// What it is called.
    pub title: String,
    /// What its author says about it.
    pub comment: String,
    /// Names of the players.
    pub players: Vec<String>,
    /// In preorder; the first is the root.
    pub nodes: Vec<Node>,
    /// Where each edge leads; a node's edges are consecutive, in the order of its moves.
    pub(super) children: Vec<usize>,
    /// The node after the last of each node's subtree.
    pub(super) ends: Vec<usize>,
    /// What players can tell apart, in the order in which sets first stand in the file.
    pub infosets: Vec<Infoset>,
    /// The draws of chance; nodes with the same draw may share one.
    pub chances: Vec<ChanceSet>,
    /// What can be gained; an outcome may stand at several nodes, inner ones included.
    pub outcomes: Vec<Outcome>,
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its name; often empty.
    pub label: String,
    /// Who moves.
    pub mover: Mover,
    /// What passing through it adds to the payoffs; nothing where missing.
    pub outcome: Option<usize>,
    /// The node before it and which of that one's moves leads here; missing at the root.
    pub parent: Option<(usize, usize)>,
    /// Where its edges begin in the numbering of all edges.
    pub(super) first_edge: usize,
    /// How many moves it has.
    pub(super) edges: usize,
}

/// Who moves at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mover {
    /// Nobody: the end.
    End,
    /// Chance, by this draw.
    Chance(usize),
    /// The player of this information set.
    Player(usize),
}

/// Nodes that their player cannot tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Infoset {
    /// Who moves.
    pub player: usize,
    /// Its name; may be empty, and two may have the same.
    pub label: String,
    /// The number it has in the file; unique among the player's sets.
    pub id: i64,
    /// Names of the moves.
    pub moves: Vec<String>,
    /// Where its moves begin in the numbering of all plays.
    pub first_play: usize,
    /// Its nodes, in preorder.
    pub nodes: Vec<usize>,
}

/// A draw of chance.
#[derive(Clone, Debug, PartialEq)]
pub struct ChanceSet {
    /// Its name; may be empty.
    pub label: String,
    /// The number it has in the file.
    pub id: i64,
    /// Names of what may happen.
    pub moves: Vec<String>,
    /// Chance of each, exactly; not negative, summing to 1.
    pub odds: Vec<Rational>,
    /// The same as doubles.
    pub odds_f64: Vec<f64>,
    /// Its nodes, in preorder.
    pub nodes: Vec<usize>,
}

/// What can be gained.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its name; may be empty.
    pub label: String,
    /// The number it has in the file; positive.
    pub id: i64,
    /// What each player gets, exactly.
    pub payoffs: Vec<Rational>,
    /// The same as doubles.
    pub payoffs_f64: Vec<f64>,
}

impl ExtensiveGame {
    /// How many players there are.
    #[must_use]
    pub fn player_count(&self) -> usize {
        self.players.len()
    }

    /// The nodes to which the moves of `node` lead, in the order of the moves; none at the end.
    #[must_use]
    pub fn children(&self, node: usize) -> &[usize] {
        let Node { first_edge, edges, .. } = self.nodes[node];
        &self.children[first_edge..first_edge + edges]
    }

    /// The subtree of `node`: itself and all that can follow, in preorder.
    #[must_use]
    pub fn subtree(&self, node: usize) -> std::ops::Range<usize> {
        node..self.ends[node]
    }

    /// How many moves all information sets have together.
    #[must_use]
    pub fn plays(&self) -> usize {
        self.infosets.last().map_or(0, |set| set.first_play + set.moves.len())
    }

    /// The plays of an information set.
    #[must_use]
    pub fn plays_of(&self, infoset: usize) -> std::ops::Range<usize> {
        let Infoset { first_play, moves, .. } = &self.infosets[infoset];
        *first_play..first_play + moves.len()
    }

    /// Whether play ends at `node`.
    #[must_use]
    pub fn is_end(&self, node: usize) -> bool {
        self.nodes[node].mover == Mover::End
    }

    /// Payoff of every node to every player, node after node: at an end, what the whole way there adds up
    /// to; elsewhere 0.
    #[must_use]
    pub fn end_payoffs_f64(&self) -> Vec<f64> {
        // Sums are formed exactly first: 0.1 + 0.2 must be 0.3 wherever it is collected.
        self.end_payoffs().iter().map(Rational::to_f64).collect()
    }

    /// The same, exactly.
    #[must_use]
    pub fn end_payoffs(&self) -> Vec<Rational> {
        let players = self.player_count();
        let mut sums = vec![Rational::ZERO; self.nodes.len() * players];
        for (at, node) in self.nodes.iter().enumerate() {
            if let Some((parent, _)) = node.parent {
                let (before, own) = sums.split_at_mut(at * players);
                own[..players].clone_from_slice(&before[parent * players..(parent + 1) * players]);
            }
            if let Some(outcome) = node.outcome {
                let own = &mut sums[at * players..(at + 1) * players];
                for (sum, payoff) in own.iter_mut().zip(&self.outcomes[outcome].payoffs) {
                    *sum += payoff;
                }
            }
        }
        for at in (0..self.nodes.len()).filter(|&at| !self.is_end(at)) {
            sums[at * players..(at + 1) * players].fill(Rational::ZERO);
        }
        sums
    }

    /// A name for an information set that tells it from the player's others: its label where that is
    /// unique and not empty, else its number.
    #[must_use]
    pub fn infoset_name(&self, infoset: usize) -> String {
        let this = &self.infosets[infoset];
        let mut others = self.infosets.iter().enumerate();
        let twin = others
            .any(|(at, set)| at != infoset && set.player == this.player && set.label == this.label);
        name(this, twin)
    }

    /// The names of all information sets.
    #[must_use]
    pub fn infoset_names(&self) -> Vec<String> {
        let mut labels: Vec<(usize, &str)> =
            self.infosets.iter().map(|set| (set.player, set.label.as_str())).collect();
        labels.sort_unstable();
        let twin = |set: &Infoset| {
            let label = (set.player, set.label.as_str());
            labels.partition_point(|other| *other <= label)
                - labels.partition_point(|other| *other < label)
                > 1
        };
        self.infosets.iter().map(|set| name(set, twin(set))).collect()
    }
}

fn name(set: &Infoset, twin: bool) -> String {
    match (set.label.is_empty(), twin) {
        (false, false) => set.label.clone(),
        (false, true) => format!("{} ({})", set.label, set.id),
        (true, _) => set.id.to_string(),
    }
}
