//! The no-deal game of a scenario as a tree by itself, with the numbers that it has at a standing.
//!
//! A node that several moves lead to is copied for each way to it. At a set of a single node its party knows the way;
//! at a set of several it knows the set and what it did itself, so that nobody forgets anything.
//!
//! Cost: the nodes of the tree, which may be exponentially more than those of the scenario; their number is limited.

use super::compiled::{Mover as Moves, Shape};
use super::values::{NoDealGame, Source};
use crate::game::form::{Draft, ExtensiveGame, Mover};
use crate::model::{Env, Fault, Game, NoDeal};
use crate::num::rational::Rational;
use std::collections::BTreeMap;

/// Nodes of a tree.
const MOST_NODES: usize = 1_000_000;

/// Why there is no tree.
#[derive(Clone, Debug, PartialEq)]
pub enum NoTree {
    /// The scenario has no game without a deal: only values.
    NoGame,
    /// It would have more nodes than this.
    TooLarge(usize),
    /// An expression fails.
    Fault(Box<Fault>),
}

impl NoDealGame<'_> {
    /// The game at this standing, with this party to blame, with the premises of this view.
    ///
    /// # Errors
    /// Where there is no game, the tree is too large, or an expression fails.
    ///
    /// # Panics
    /// As for [`values`](Self::values).
    pub fn tree(
        &mut self,
        standing: &[usize],
        blamed: Option<usize>,
        view: usize,
    ) -> Result<ExtensiveGame, NoTree> {
        let env = Env { premises: &self.views.distinct[view], standing, blamed };
        let (NoDeal::Game(game), Source::Game(played)) = (&self.model.nodeal, &mut self.source)
        else {
            return Err(NoTree::NoGame);
        };
        let numbers =
            played.inputs.at(env, view).map_err(|fault| NoTree::Fault(Box::new(fault)))?;
        let players = self.model.parties.iter().map(|party| party.name.clone()).collect();
        let shape = Shape::new(game, self.model.parties.len());
        let mut draft = Draft::new(self.model.title.as_str(), players);
        let parties = self.model.parties.len();
        let outcomes =
            game.outcomes.iter().zip(numbers.payoffs.chunks_exact(parties.max(1))).zip(1..);
        let outcomes = outcomes.map(|((outcome, payoffs), id)| {
            draft.outcome(id, outcome.name.as_str(), payoffs.iter().map(|&x| decimal(x)).collect())
        });
        let outcomes: Vec<usize> = outcomes.collect();
        let odds = numbers.odds.to_vec();
        Unfolding {
            game,
            shape: &shape,
            odds: &odds,
            outcomes: &outcomes,
            draft,
            chances: vec![None; game.nodes.len()],
            sets: BTreeMap::new(),
        }
        .run()
    }
}

struct Unfolding<'a> {
    game: &'a Game,
    shape: &'a Shape,
    odds: &'a [f64],
    outcomes: &'a [usize],
    draft: Draft,
    chances: Vec<Option<usize>>,
    /// Information sets, by set and by what its party did before.
    sets: BTreeMap<(usize, Vec<usize>), usize>,
}

impl Unfolding<'_> {
    fn run(mut self) -> Result<ExtensiveGame, NoTree> {
        // What stands open: a place and, by party, the plays that lead to it.
        let mut open: Vec<(usize, Vec<Vec<usize>>)> =
            vec![(0, vec![Vec::new(); self.shape.parties])];
        let mut nodes = 0;
        while let Some((place, before)) = open.pop() {
            nodes += 1;
            if nodes > MOST_NODES {
                return Err(NoTree::TooLarge(MOST_NODES));
            }
            if place >= self.game.nodes.len() {
                let outcome = self.outcomes[place - self.game.nodes.len()];
                self.node("", Mover::End, Some(outcome));
                continue;
            }
            let mut next: Vec<(usize, Vec<Vec<usize>>)> =
                self.shape.successors(place).iter().map(|&to| (to, before.clone())).collect();
            let mover = match self.shape.nodes[place].mover {
                Moves::Chance => Mover::Chance(self.chance(place)),
                Moves::Set(set) => {
                    let shape = &self.shape.sets[set];
                    for (k, (_, plays)) in next.iter_mut().enumerate() {
                        plays[shape.party].push(shape.first_play + k);
                    }
                    Mover::Player(self.infoset(place, set, &before[shape.party]))
                }
            };
            let label = self.game.nodes[place].key.clone();
            self.node(&label, mover, None);
            open.extend(next.into_iter().rev());
        }
        // All that is open was closed in preorder, so the draft is whole.
        self.draft.finish().map_err(|_| NoTree::NoGame)
    }

    fn node(&mut self, label: &str, mover: Mover, outcome: Option<usize>) {
        // A node in preorder always has its place.
        let placed = self.draft.node(label, mover, outcome);
        debug_assert!(placed.is_ok());
    }

    fn moves(&self, node: usize) -> Vec<String> {
        self.game.nodes[node].moves.iter().map(|r#move| r#move.key.clone()).collect()
    }

    fn chance(&mut self, node: usize) -> usize {
        if let Some(known) = self.chances[node] {
            return known;
        }
        let first = self.shape.first_edge(node);
        let moves = self.moves(node);
        let mut odds: Vec<Rational> =
            self.odds[first..first + moves.len()].iter().map(|&x| decimal(x)).collect();
        // Decimals that are near 1 together are made to be 1 by the last that can be.
        let rest = Rational::ONE - &odds.iter().sum();
        let fits = |x: &Rational| !(x + &rest).is_negative() && !x.is_zero();
        if let Some(last) = odds.iter().rposition(fits) {
            odds[last] += &rest;
        }
        let id = 1 + self.chances.iter().flatten().count();
        let key = self.game.nodes[node].key.clone();
        let chance = self.draft.chance(i64::try_from(id).unwrap_or(i64::MAX), key, moves, odds);
        self.chances[node] = Some(chance);
        chance
    }

    fn infoset(&mut self, node: usize, set: usize, before: &[usize]) -> usize {
        let shape = &self.shape.sets[set];
        let (party, alone) = (shape.party, shape.nodes.len() == 1);
        let key = (set, before.to_vec());
        if let Some(&known) = self.sets.get(&key).filter(|_| !alone) {
            return known;
        }
        let own = self.draft.infosets().iter().filter(|set| set.player == party).count();
        let id = i64::try_from(own + 1).unwrap_or(i64::MAX);
        let label = self.game.nodes[node].key.clone();
        let moves = self.moves(node);
        let made = self.draft.infoset(party, id, label, moves);
        self.sets.insert(key, made);
        made
    }
}

/// The shortest decimal that is this double.
fn decimal(x: f64) -> Rational {
    x.to_string().parse().unwrap_or_default()
}
