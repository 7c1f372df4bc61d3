//! Facts about small trees, written out by hand.

use super::{Draft, DraftError, ExtensiveGame, Mover, Properties};
use crate::num::rational::Rational;

fn words(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn whole(numbers: &[i64]) -> Vec<Rational> {
    numbers.iter().map(|&n| Rational::from(n)).collect()
}

/// One player at a crossroads that looks the same twice: exit now, exit then, or drive on.
fn driver() -> ExtensiveGame {
    let mut draft = Draft::new("Driver", words(&["driver"]));
    let road = draft.infoset(0, 1, "road", words(&["exit", "on"]));
    let ends: Vec<usize> =
        [0, 4, 1].iter().map(|&x| draft.outcome(x + 1, "", whole(&[x]))).collect();
    draft.node("", Mover::Player(road), None).unwrap();
    draft.node("", Mover::End, Some(ends[0])).unwrap();
    draft.node("", Mover::Player(road), None).unwrap();
    draft.node("", Mover::End, Some(ends[1])).unwrap();
    draft.node("", Mover::End, Some(ends[2])).unwrap();
    draft.finish().unwrap()
}

/// Chance shows one player a card, which moves; the other answers without having seen the card.
fn card(names: [&str; 2]) -> ExtensiveGame {
    let mut draft = Draft::new("Card", words(&names));
    let half = Rational::new(1, 2).unwrap();
    let deal = draft.chance(1, "deal", words(&["high", "low"]), vec![half.clone(), half]);
    let high = draft.infoset(0, 1, "high", words(&["bet", "fold"]));
    let low = draft.infoset(0, 2, "low", words(&["bet", "fold"]));
    let reply = draft.infoset(1, 1, "reply", words(&["call", "pass"]));
    let stake = draft.outcome(1, "stake", whole(&[1, -1]));
    let loss = draft.outcome(2, "loss", whole(&[-2, 2]));
    draft.node("", Mover::Chance(deal), None).unwrap();
    for own in [high, low] {
        draft.node("", Mover::Player(own), None).unwrap();
        // Won already at the inner node: what follows adds to it.
        draft.node("", Mover::Player(reply), Some(stake)).unwrap();
        draft.node("", Mover::End, Some(if own == high { stake } else { loss })).unwrap();
        draft.node("", Mover::End, None).unwrap();
        draft.node("", Mover::End, Some(loss)).unwrap();
    }
    draft.finish().unwrap()
}

#[test]
fn the_tree_stands_in_preorder() {
    let game = card(["a", "b"]);
    assert_eq!((game.nodes.len(), game.plays()), (11, 6));
    assert_eq!(game.children(0), [1, 6]);
    assert_eq!(game.children(1), [2, 5]);
    assert_eq!((game.subtree(1), game.subtree(2), game.subtree(10)), (1..6, 2..5, 10..11));
    assert_eq!(game.nodes[7].parent, Some((6, 0)));
    assert_eq!(game.infosets[2].nodes, [2, 7]);
    assert_eq!(game.plays_of(2), 4..6);
}

#[test]
fn payoffs_add_up_along_the_way() {
    let game = card(["a", "b"]);
    let payoffs = game.end_payoffs();
    let of = |node: usize| payoffs[node * 2].to_string();
    assert_eq!([of(3), of(4), of(5), of(8), of(2)], ["2", "1", "-2", "-1", "0"]);
}

#[test]
fn properties_are_told_from_the_tree() {
    let facts = Properties::of_tree(&card(["a", "b"]));
    assert!(!facts.perfect_information && facts.perfect_recall && !facts.absent_minded);
    assert_eq!(facts.constant_sum, Some(Rational::ZERO));
    assert!(facts.is_zero_sum());
    assert_eq!((facts.subgames, facts.ends, facts.chance_nodes), (1, 6, 1));
    assert_eq!(facts.pure_strategies, [Some(4), Some(2)]);

    let facts = Properties::of_tree(&driver());
    assert!(facts.absent_minded && !facts.perfect_recall && !facts.perfect_information);
    assert_eq!((facts.constant_sum.as_ref(), facts.subgames), (None, 1));
}

#[test]
fn who_forgets_an_own_move_has_no_perfect_recall() {
    let mut draft = Draft::new("Forgetful", words(&["a"]));
    let first = draft.infoset(0, 1, "", words(&["l", "r"]));
    let second = draft.infoset(0, 2, "", words(&["l", "r"]));
    draft.node("", Mover::Player(first), None).unwrap();
    for _ in 0..2 {
        draft.node("", Mover::Player(second), None).unwrap();
        draft.node("", Mover::End, None).unwrap();
        draft.node("", Mover::End, None).unwrap();
    }
    let facts = Properties::of_tree(&draft.finish().unwrap());
    assert!(!facts.perfect_recall && !facts.absent_minded);
}

#[test]
fn a_draft_must_be_complete_and_no_more() {
    let mut draft = Draft::new("", words(&["a"]));
    assert_eq!(draft.clone().finish().unwrap_err(), DraftError::Empty);
    let set = draft.infoset(0, 1, "", words(&["l", "r"]));
    draft.node("", Mover::Player(set), None).unwrap();
    draft.node("", Mover::End, None).unwrap();
    assert_eq!(draft.clone().finish().unwrap_err(), DraftError::Unfinished(1));
    draft.node("", Mover::End, None).unwrap();
    assert_eq!(draft.node("", Mover::End, None).unwrap_err(), DraftError::Superfluous);
}
