//! One sequential equilibrium in which somebody mixes moves.
//!
//! The limit of agent quantal response is one (T. Turocy, Economic Theory 42, 2010), and the responses on the way are the
//! play with small mistakes that makes it so. The limit is read as the simplest fractions near it; whether these, with
//! beliefs that follow from some orders of mistakes, make every move that is played best, is then decided in fractions
//! (see `super::beliefs`). For two players the end of Lemke's walk is tried next. Where fractions prove neither, the
//! response itself is told, with what anybody could gain at any set given the beliefs at that precision.

use super::beliefs::{Beliefs, Played, beliefs, rareness};
use super::profiles::Tree;
use crate::game::answer::{Equilibrium, Figures};
use crate::game::form::{ExtensiveGame, Infoset, Mover, Properties};
use crate::game::tree::layout::Layout;
use crate::game::tree::quantal::{Branch, Ended, Goal, in_fractions};
use crate::game::tree::sequence;
use crate::num::rational::Rational;

/// One sequential equilibrium, proved if that can be.
pub(super) fn one(tree: &Tree<'_>, facts: &Properties, steps: usize) -> Equilibrium {
    let game = tree.game;
    let layout = Layout::new(game);
    let mut branch = Branch::new(&layout);
    let reached = branch.follow(Goal::Limit, steps) == Ended::Reached;
    let limit = in_fractions(game, branch.plays()).and_then(|play| assessed(tree, play));
    let walk = || sequence::one(game, facts).and_then(|play| assessed(tree, play));
    limit.or_else(walk).unwrap_or_else(|| {
        let towards = if reached { "whose limit is" } else { "not followed to its limit, which is" };
        Equilibrium {
            play: Figures::Approximate(branch.plays().to_vec()),
            payoffs: Figures::Approximate(branch.payoffs()),
            regret: branch.temptation(),
            beliefs: Some(Figures::Approximate(branch.beliefs().to_vec())),
            allowed: Vec::new(),
            notes: vec![format!(
                "This is the quantal response at a precision of {:.4}, with the beliefs that it makes, {towards} a \
                 sequential equilibrium; what can be gained is that at one set, given these beliefs.",
                branch.precision()
            )],
        }
    })
}

/// The equilibrium in which this is played, with its beliefs, if it is proved to be sequential.
fn assessed(tree: &Tree<'_>, play: Vec<Rational>) -> Option<Equilibrium> {
    let game = tree.game;
    let players = game.player_count();
    let values = values(game, &play);
    let weights = weights(tree, &play);
    let played = Played { values: &values, weights: &weights, deviations: tree.deviations(&play) };
    let Beliefs::Some { beliefs, allowed, .. } = beliefs(tree, &played, None) else { return None };
    let notes = told(game, &rareness(tree, &played, &beliefs)?);
    Some(Equilibrium {
        play: Figures::Exact(play),
        payoffs: Figures::Exact(values[..players].to_vec()),
        regret: 0.0,
        beliefs: Some(Figures::Exact(beliefs)),
        allowed,
        notes,
    })
}

/// How rare mistakes must be.
fn told(game: &ExtensiveGame, rareness: &[(usize, Rational)]) -> Vec<String> {
    let name = |play: usize| {
        let set = game.infosets.partition_point(|set| set.first_play <= play).saturating_sub(1);
        let Infoset { first_play, moves, .. } = &game.infosets[set];
        format!("{} at {}", moves[play - first_play], game.infoset_name(set))
    };
    if rareness.is_empty() {
        return Vec::new();
    }
    let first = |(_, order): &&(usize, Rational)| *order != Rational::ONE;
    let rarer: Vec<String> = rareness
        .iter()
        .filter(first)
        .map(|(play, order)| format!("{} to the power {order}", name(*play)))
        .collect();
    let others = match rarer.as_slice() {
        [] => String::new(),
        rarer => format!(", but {}", rarer.join(", ")),
    };
    vec![format!(
        "The beliefs follow from mistakes whose chances fall to 0 like a small number{others}."
    )]
}

/// What each node is worth to each player.
fn values(game: &ExtensiveGame, play: &[Rational]) -> Vec<Rational> {
    let players = game.player_count();
    let mut values = game.end_payoffs();
    for (at, node) in game.nodes.iter().enumerate().skip(1).rev() {
        let Some((parent, k)) = node.parent else { continue };
        let chance = match game.nodes[parent].mover {
            Mover::Chance(draw) => &game.chances[draw].odds[k],
            Mover::Player(set) => &play[game.infosets[set].first_play + k],
            Mover::End => continue,
        };
        let (before, own) = values.split_at_mut(at * players);
        for (sum, value) in before[parent * players..].iter_mut().zip(&own[..players]) {
            *sum += &(chance * value);
        }
    }
    values
}

/// Of each node, the chance of its draws and of the moves on its way that are played now and then.
fn weights(tree: &Tree<'_>, play: &[Rational]) -> Vec<Rational> {
    let game = tree.game;
    let mut mixed = vec![Rational::ONE; game.nodes.len()];
    for (at, node) in game.nodes.iter().enumerate() {
        let Some((parent, k)) = node.parent else { continue };
        mixed[at] = mixed[parent].clone();
        if let Mover::Player(set) = game.nodes[parent].mover {
            let chance = &play[game.infosets[set].first_play + k];
            if !chance.is_zero() {
                mixed[at] = &mixed[at] * chance;
            }
        }
    }
    mixed.iter().zip(&tree.odds).map(|(moves, draws)| moves * draws).collect()
}
