//! The intuitive criterion for signalling games (J. Cho and D. Kreps, Quarterly Journal of Economics 102, 1987).
//!
//! Chance draws a type, which only the sender learns; the sender sends a message, and the receiver answers it. At a
//! message that nobody sends in the equilibrium, types that could get no more by it than they have, whatever the
//! receiver might believe, are struck out. If of the others some type would get more than it has, whatever the
//! receiver might believe of these others, the equilibrium fails.
//!
//! The receiver's best answers to beliefs over some types are those that some belief makes best: a linear program
//! each. Mixed answers to one belief are worth a mixture to the sender, so pure ones suffice for least and most.

use super::profiles::{Profile, Tree};
use crate::game::form::{ExtensiveGame, Mover};
use crate::num::inside::inside;
use crate::num::rational::Rational;

/// A message of a signalling game: the receiver's set and, by its nodes, what the sender's node of that type is.
struct Message {
    set: usize,
    senders: Vec<usize>,
}

/// What the criterion says of an equilibrium; nothing where the game is no signalling game or every message is sent.
pub(super) fn judge(tree: &Tree<'_>, profile: &Profile) -> Vec<String> {
    let game = tree.game;
    let Some((sender, messages)) = messages(game) else { return Vec::new() };
    let deviations = tree.deviations(&tree.chances(profile));
    let unsent = |message: &&Message| {
        game.infosets[message.set].nodes.iter().all(|&node| !deviations[node].is_empty())
    };
    let unsent: Vec<&Message> = messages.iter().filter(unsent).collect();
    if unsent.is_empty() {
        return Vec::new();
    }
    let failed: Vec<String> = unsent
        .iter()
        .filter_map(|message| {
            let gaining = gaining(tree, profile, sender, message)?;
            let set = game.infoset_name(message.set);
            Some(format!("fails the intuitive criterion: at {set}, {gaining}"))
        })
        .collect();
    if failed.is_empty() { vec!["passes the intuitive criterion".to_owned()] } else { failed }
}

/// Who sends, and what can be sent, if this is a signalling game.
fn messages(game: &ExtensiveGame) -> Option<(usize, Vec<Message>)> {
    let Mover::Chance(_) = game.nodes[0].mover else { return None };
    let types = game.children(0);
    let set_of = |node: usize| match game.nodes[node].mover {
        Mover::Player(set) => Some(set),
        _ => None,
    };
    let sender = game.infosets[set_of(*types.first()?)?].player;
    let alone = |&node: &usize| {
        set_of(node)
            .map(|set| &game.infosets[set])
            .is_some_and(|set| set.player == sender && set.nodes.len() == 1)
    };
    let answered = game.infosets.iter().enumerate().filter(|(_, set)| set.player != sender);
    let fits = |set: &crate::game::form::Infoset| {
        set.nodes.iter().all(|&node| {
            let parent = game.nodes[node].parent.map(|(parent, _)| parent);
            parent.is_some_and(|parent| types.contains(&parent))
                && game.children(node).iter().all(|&child| game.is_end(child))
        })
    };
    let mut messages = Vec::new();
    for (set, infoset) in answered {
        if !fits(infoset) {
            return None;
        }
        let parents = infoset.nodes.iter().filter_map(|&node| Some(game.nodes[node].parent?.0));
        messages.push(Message { set, senders: parents.collect() });
    }
    let receivers = messages.iter().map(|message| game.infosets[message.set].player);
    let receivers: std::collections::BTreeSet<usize> = receivers.collect();
    (types.iter().all(alone) && receivers.len() == 1).then_some((sender, messages))
}

/// Which type would gain by a message that only it and others who could would send, in words.
fn gaining(tree: &Tree<'_>, profile: &Profile, sender: usize, message: &Message) -> Option<String> {
    let game = tree.game;
    let nodes = &game.infosets[message.set].nodes;
    let all: Vec<usize> = (0..nodes.len()).collect();
    let get =
        |k: usize, answer: usize| tree.worth(profile, game.children(nodes[k])[answer], sender);
    let has = |k: usize| tree.worth(profile, message.senders[k], sender);
    let answers = best_answers(tree, profile, message.set, &all);
    let could = |&k: &usize| answers.iter().any(|&answer| get(k, answer) >= has(k));
    let left: Vec<usize> = all.into_iter().filter(could).collect();
    if left.is_empty() || left.len() == nodes.len() {
        return None;
    }
    let answers = best_answers(tree, profile, message.set, &left);
    let would = |&k: &usize| answers.iter().all(|&answer| get(k, answer) > has(k));
    let winner = left.iter().copied().find(would)?;
    let name = |k: usize| {
        let Mover::Chance(draw) = game.nodes[0].mover else { return String::new() };
        let types = game.children(0).iter().position(|&node| node == message.senders[k]);
        types.map_or_else(String::new, |at| game.chances[draw].moves[at].clone())
    };
    let others: Vec<String> = (0..nodes.len()).filter(|k| !left.contains(k)).map(name).collect();
    Some(format!("{} could gain nothing, and {} would gain", others.join(", "), name(winner)))
}

/// The receiver's answers at a set that some belief over these of its nodes makes best.
fn best_answers(tree: &Tree<'_>, profile: &Profile, set: usize, nodes: &[usize]) -> Vec<usize> {
    let infoset = &tree.game.infosets[set];
    let best = |&answer: &usize| {
        let worth = |k: usize, answer: usize| {
            tree.worth(profile, tree.game.children(infoset.nodes[k])[answer], infoset.player)
        };
        let others = (0..infoset.moves.len()).filter(|&other| other != answer);
        let rows: Vec<Vec<Rational>> = others
            .map(|other| nodes.iter().map(|&k| worth(k, answer) - worth(k, other)).collect())
            .collect();
        inside(nodes.len(), &rows, &[vec![Rational::ONE; nodes.len()]]).is_some()
    };
    (0..infoset.moves.len()).filter(best).collect()
}
