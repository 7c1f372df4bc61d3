//! Makes a tree, node after node in preorder, the way files write it.

use super::extensive::{ChanceSet, ExtensiveGame, Infoset, Mover, Node, Outcome};
use crate::num::rational::Rational;

/// A tree in the making.
#[derive(Clone, Debug)]
pub struct Draft {
    game: ExtensiveGame,
    /// Nodes whose children are not all there, with how many are missing, from the root down.
    open: Vec<(usize, usize)>,
}

/// Why a draft is no game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftError {
    /// It has no root.
    Empty,
    /// Moves lead nowhere: so many.
    Unfinished(usize),
    /// A node after the tree was complete.
    Superfluous,
}

impl Draft {
    /// An empty tree for these players.
    #[must_use]
    pub fn new(title: impl Into<String>, players: Vec<String>) -> Self {
        let game = ExtensiveGame {
            title: title.into(),
            comment: String::new(),
            players,
            nodes: Vec::new(),
            children: Vec::new(),
            ends: Vec::new(),
            infosets: Vec::new(),
            chances: Vec::new(),
            outcomes: Vec::new(),
        };
        Self { game, open: Vec::new() }
    }

    /// Says what its author says about it.
    pub fn comment(&mut self, comment: impl Into<String>) {
        self.game.comment = comment.into();
    }

    /// The players.
    #[must_use]
    pub fn players(&self) -> &[String] {
        &self.game.players
    }

    /// Adds an information set of `player`; gives its number.
    pub fn infoset(
        &mut self,
        player: usize,
        id: i64,
        label: impl Into<String>,
        moves: Vec<String>,
    ) -> usize {
        let first_play = self.game.plays();
        let (label, nodes) = (label.into(), Vec::new());
        self.game.infosets.push(Infoset { player, label, id, moves, first_play, nodes });
        self.game.infosets.len() - 1
    }

    /// The information sets so far.
    #[must_use]
    pub fn infosets(&self) -> &[Infoset] {
        &self.game.infosets
    }

    /// Adds a draw of chance; gives its number. The odds must be chances that sum to 1.
    pub fn chance(
        &mut self,
        id: i64,
        label: impl Into<String>,
        moves: Vec<String>,
        odds: Vec<Rational>,
    ) -> usize {
        let odds_f64 = odds.iter().map(Rational::to_f64).collect();
        let (label, nodes) = (label.into(), Vec::new());
        self.game.chances.push(ChanceSet { label, id, moves, odds, odds_f64, nodes });
        self.game.chances.len() - 1
    }

    /// The draws of chance so far.
    #[must_use]
    pub fn chances(&self) -> &[ChanceSet] {
        &self.game.chances
    }

    /// Adds an outcome with a payoff for each player; gives its number.
    pub fn outcome(&mut self, id: i64, label: impl Into<String>, payoffs: Vec<Rational>) -> usize {
        let payoffs_f64 = payoffs.iter().map(Rational::to_f64).collect();
        self.game.outcomes.push(Outcome { label: label.into(), id, payoffs, payoffs_f64 });
        self.game.outcomes.len() - 1
    }

    /// The outcomes so far.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.game.outcomes
    }

    /// Whether every move leads somewhere.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.open.is_empty() && !self.game.nodes.is_empty()
    }

    /// How many moves lead nowhere yet.
    #[must_use]
    pub fn missing(&self) -> usize {
        self.open.iter().map(|(_, missing)| missing).sum()
    }

    /// Adds the next node in preorder.
    ///
    /// # Errors
    /// Where the tree is complete already.
    pub fn node(
        &mut self,
        label: impl Into<String>,
        mover: Mover,
        outcome: Option<usize>,
    ) -> Result<usize, DraftError> {
        if self.is_complete() {
            return Err(DraftError::Superfluous);
        }
        let game = &mut self.game;
        let at = game.nodes.len();
        let edges = match mover {
            Mover::End => 0,
            Mover::Chance(set) => {
                game.chances[set].nodes.push(at);
                game.chances[set].moves.len()
            }
            Mover::Player(set) => {
                game.infosets[set].nodes.push(at);
                game.infosets[set].moves.len()
            }
        };
        let parent = self.open.last().map(|&(parent, missing)| {
            let Node { first_edge, edges, .. } = game.nodes[parent];
            game.children[first_edge + edges - missing] = at;
            (parent, edges - missing)
        });
        let first_edge = game.children.len();
        game.children.resize(first_edge + edges, usize::MAX);
        game.nodes.push(Node { label: label.into(), mover, outcome, parent, first_edge, edges });
        game.ends.push(at + 1);
        if let Some((_, missing)) = self.open.last_mut() {
            *missing -= 1;
        }
        if edges > 0 {
            self.open.push((at, edges));
        }
        while let Some((done, _)) = self.open.pop_if(|(_, missing)| *missing == 0) {
            game.ends[done] = game.nodes.len();
        }
        Ok(at)
    }

    /// The game.
    ///
    /// # Errors
    /// Where moves lead nowhere.
    pub fn finish(self) -> Result<ExtensiveGame, DraftError> {
        match (self.game.nodes.is_empty(), self.missing()) {
            (true, _) => Err(DraftError::Empty),
            (false, 0) => Ok(self.game),
            (false, missing) => Err(DraftError::Unfinished(missing)),
        }
    }
}
