//! A part of a tree that is a game of its own once what follows it is settled.

use crate::game::form::{Draft, ExtensiveGame, Mover};
use crate::num::rational::Rational;
use std::collections::BTreeMap;

/// The nodes from a root of a subgame down to the roots of the subgames within it.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) root: usize,
    /// The roots at which it ends, in preorder.
    pub(super) inner: Vec<usize>,
    /// Its information sets, in the order in which play meets them.
    pub(super) sets: Vec<usize>,
    /// The players that move in it.
    pub(super) movers: Vec<usize>,
}

impl Piece {
    /// The pieces of a tree, in the order of their roots.
    pub(super) fn all(game: &ExtensiveGame, roots: &[usize]) -> Vec<Self> {
        roots.iter().map(|&root| Self::of(game, root, roots)).collect()
    }

    fn of(game: &ExtensiveGame, root: usize, roots: &[usize]) -> Self {
        let (mut inner, mut sets, mut movers) = (Vec::new(), Vec::new(), Vec::new());
        let end = game.subtree(root).end;
        let mut at = root;
        while at < end {
            if at != root && roots.binary_search(&at).is_ok() {
                inner.push(at);
                at = game.subtree(at).end;
                continue;
            }
            if let Mover::Player(set) = game.nodes[at].mover
                && game.infosets[set].nodes[0] == at
            {
                sets.push(set);
                movers.push(game.infosets[set].player);
            }
            at += 1;
        }
        movers.sort_unstable();
        movers.dedup();
        Self { root, inner, sets, movers }
    }

    /// The plays of its sets, in the order of its own tree.
    pub(super) fn plays(&self, game: &ExtensiveGame) -> Vec<usize> {
        self.sets.iter().flat_map(|&set| game.plays_of(set)).collect()
    }
}

/// What nodes give where nothing more is to be decided: ends, and roots of subgames that are settled.
pub(super) struct Given<'a> {
    pub(super) game: &'a ExtensiveGame,
    pub(super) ends: &'a [Rational],
    pub(super) settled: BTreeMap<usize, &'a [Rational]>,
}

impl Given<'_> {
    fn payoffs(&self, node: usize) -> Option<&[Rational]> {
        let players = self.game.player_count();
        match self.settled.get(&node) {
            Some(payoffs) => Some(payoffs),
            None if self.game.is_end(node) => {
                Some(&self.ends[node * players..(node + 1) * players])
            }
            None => None,
        }
    }

    /// The piece as a tree of its own, for those who move in it.
    pub(super) fn tree(&self, piece: &Piece) -> Option<ExtensiveGame> {
        let game = self.game;
        let names = piece.movers.iter().map(|&player| game.players[player].clone()).collect();
        let mut draft = Draft::new(game.title.clone(), names);
        let mut known = BTreeMap::new();
        for &set in &piece.sets {
            let infoset = &game.infosets[set];
            let player = piece.movers.iter().position(|&mover| mover == infoset.player)?;
            let moves = infoset.moves.clone();
            known.insert(set, draft.infoset(player, infoset.id, infoset.label.clone(), moves));
        }
        let (mut at, end, mut id) = (piece.root, game.subtree(piece.root).end, 0);
        while at < end {
            let here = if at == piece.root && !game.is_end(at) { None } else { self.payoffs(at) };
            if let Some(payoffs) = here {
                id += 1;
                let of_movers = piece.movers.iter().map(|&player| payoffs[player].clone());
                let outcome = draft.outcome(id, "", of_movers.collect());
                draft.node("", Mover::End, Some(outcome)).ok()?;
                at = game.subtree(at).end;
                continue;
            }
            let mover = match game.nodes[at].mover {
                Mover::Player(set) => Mover::Player(*known.get(&set)?),
                Mover::Chance(draw) => {
                    let draw = &game.chances[draw];
                    id += 1;
                    Mover::Chance(draft.chance(id, "", draw.moves.clone(), draw.odds.clone()))
                }
                Mover::End => return None,
            };
            draft.node("", mover, None).ok()?;
            at += 1;
        }
        draft.finish().ok()
    }

    /// What a piece is worth to everybody, these being the chances of its plays, set after set.
    pub(super) fn worth(&self, piece: &Piece, own: &[Rational]) -> Vec<Rational> {
        let game = self.game;
        let mut first = 0;
        let firsts = piece.sets.iter().map(|&set| {
            first += game.infosets[set].moves.len();
            (set, first - game.infosets[set].moves.len())
        });
        let firsts: BTreeMap<usize, usize> = firsts.collect();
        let mut sum = vec![Rational::ZERO; game.player_count()];
        let mut open = vec![(piece.root, Rational::ONE)];
        while let Some((node, weight)) = open.pop() {
            let given =
                if node == piece.root && !game.is_end(node) { None } else { self.payoffs(node) };
            if let Some(payoffs) = given {
                for (sum, payoff) in sum.iter_mut().zip(payoffs) {
                    *sum = &*sum + &(&weight * payoff);
                }
                continue;
            }
            for (k, &to) in game.children(node).iter().enumerate() {
                let chance = match game.nodes[node].mover {
                    Mover::Chance(draw) => &game.chances[draw].odds[k],
                    Mover::Player(set) => &own[firsts[&set] + k],
                    Mover::End => continue,
                };
                if !chance.is_zero() {
                    open.push((to, &weight * chance));
                }
            }
        }
        sum
    }
}
