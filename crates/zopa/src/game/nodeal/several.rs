//! All equilibria of the no-deal game that methods list, beside the one that the values rest on.
//!
//! Values rest on one equilibrium, chosen by the same rule for all numbers ([`super::Rule`]). Where players are rational
//! there may be others, and what a party gets in them says how much rests on that choice: all subgame-perfect ones where
//! parts of the game are games of their own, all where play comes to every set whatever anybody does, else the pure
//! sequential ones. Cost: that of the method, once for each view; the tree is limited to [`MOST_NODES`].

use super::unfold::NoTree;
use super::values::NoDealGame;
use crate::game::answer::Answer;
use crate::game::form::{ExtensiveGame, Form, Mover, Properties};
use crate::game::methods::{self, Ask};
use crate::game::tree::sequential::SEQUENTIAL;
use crate::game::tree::{backward, subgames};
use crate::model::{Fault, NoDeal, Solve};
use std::collections::BTreeSet;

/// Nodes of the tree of a game of which all equilibria are looked for.
const MOST_NODES: usize = 500;
/// Equilibria that are looked at.
const MOST: usize = 200;

/// All equilibria that were found.
#[derive(Clone, Debug, PartialEq)]
pub struct Equilibria {
    /// The method that listed them.
    pub method: &'static str,
    /// Whether it lists all of its kind.
    pub complete: bool,
    /// What each gives to every party.
    pub payoffs: Vec<Vec<f64>>,
}

impl NoDealGame<'_> {
    /// The equilibria of the game at this standing, with this party to blame, in this view; nothing where there is no
    /// game, where choice is imprecise (the branch is followed for one answer only), where the game is too large, or
    /// where no method lists them.
    ///
    /// # Errors
    /// Where an expression fails.
    ///
    /// # Panics
    /// As for [`values`](Self::values).
    pub fn equilibria(
        &mut self,
        standing: &[usize],
        blamed: Option<usize>,
        view: usize,
    ) -> Result<Option<Equilibria>, Fault> {
        match &self.model.nodeal {
            NoDeal::Game(game) if game.solve == Solve::Rational || game.precision.is_none() => {}
            _ => return Ok(None),
        }
        let tree = match self.tree(standing, blamed, view) {
            Ok(tree) if tree.nodes.len() <= MOST_NODES => tree,
            Ok(_) | Err(NoTree::NoGame | NoTree::TooLarge(_)) => return Ok(None),
            Err(NoTree::Fault(fault)) => return Err(*fault),
        };
        let Some(answer) = all_of(tree) else { return Ok(None) };
        let found = answer.equilibria.iter().map(|found| found.payoffs.to_f64());
        // Sequential equilibria in which somebody mixes are not listed.
        let complete = answer.complete && answer.method != SEQUENTIAL.name;
        Ok(Some(Equilibria { method: answer.method, complete, payoffs: found.collect() }))
    }
}

fn all_of(tree: ExtensiveGame) -> Option<Answer> {
    let ask = Ask { all: true, most: MOST, ..Ask::default() };
    let facts = Properties::of_tree(&tree);
    if facts.perfect_recall && come_always(&tree) {
        // There is no place that play does not reach, so that every equilibrium is a sequential one.
        return subgames::solve(&tree, &ask, backward::METHOD.name).ok();
    }
    let method = methods::choose(&facts, true, &[]).ok()?;
    (method.solve)(&Form::Extensive(tree), &ask).ok()
}

/// Whether no move decides at which sets somebody has to move.
fn come_always(game: &ExtensiveGame) -> bool {
    let mut below: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); game.nodes.len()];
    for at in (0..game.nodes.len()).rev() {
        let mut own = BTreeSet::new();
        if let Mover::Player(set) = game.nodes[at].mover {
            own.insert(set);
            if game.children(at).windows(2).any(|pair| below[pair[0]] != below[pair[1]]) {
                return false;
            }
        }
        own.extend(game.children(at).iter().flat_map(|&child| below[child].iter().copied()));
        below[at] = own;
    }
    true
}
