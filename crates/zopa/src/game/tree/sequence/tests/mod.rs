//! The sequence form against exact regret, on trees drawn by lot and on poker.

pub(in crate::game::tree) mod random;

use super::fractions;
use crate::game::answer::{Answer, Figures};
use crate::game::form::{ExtensiveGame, Form, Properties};
use crate::game::methods::{Ask, find};
use crate::game::tree::regret;
use crate::game::tree::tests::random::Draw;
use crate::num::rational::Rational;

fn solved(game: &ExtensiveGame, method: &str) -> Answer {
    (find(method).unwrap().solve)(&Form::Extensive(game.clone()), &Ask::default()).unwrap()
}

/// The one equilibrium of the answer, proved again by the definition.
fn proved(game: &ExtensiveGame, answer: &Answer) -> Vec<Rational> {
    let [found] = answer.equilibria.as_slice() else { panic!("{answer:?}") };
    let Figures::Exact(play) = &found.play else { panic!("{answer:?}") };
    let judged = regret::exact(game, play).unwrap();
    assert!(answer.exact && judged.whole && judged.is_none(), "{:?}", judged.gains);
    assert_eq!(found.payoffs, Figures::Exact(judged.payoffs.clone()));
    judged.payoffs
}

#[test]
fn nobody_can_do_better_in_zero_sum_trees() {
    let mut draw = Draw(1);
    for nodes in (0..1500).map(|round| 5 + round % 60) {
        let game = random::tree(&mut draw, nodes, |draw| {
            let gain = draw.payoff(6);
            [gain.clone(), Rational::from(7) - gain]
        });
        let facts = Properties::of_tree(&game);
        assert!(facts.perfect_recall && facts.is_zero_sum());
        proved(&game, &solved(&game, "minimax"));
    }
}

#[test]
fn kuhn_poker_is_lost_by_the_first_by_a_little() {
    // H. Kuhn, A simplified two-person poker, 1950.
    let game = random::kuhn(3);
    let payoffs = proved(&game, &solved(&game, "minimax"));
    assert_eq!(payoffs[0], Rational::new(-1, 18).unwrap());
    for cards in [2, 5, 8] {
        let game = random::kuhn(cards);
        proved(&game, &solved(&game, "minimax"));
    }
}

#[test]
fn the_walk_ends_in_an_equilibrium() {
    let mut draw = Draw(2);
    let mut mixed = 0;
    for nodes in (0..1500).map(|round| 5 + round % 60) {
        let game = random::tree(&mut draw, nodes, |draw| [draw.payoff(8), draw.payoff(8)]);
        let answer = solved(&game, "lemke");
        proved(&game, &answer);
        let Figures::Exact(play) = &answer.equilibria[0].play else { panic!() };
        mixed += usize::from(play.iter().any(|chance| !chance.is_whole()));
    }
    assert!(mixed > 100, "{mixed}");
    proved(&random::kuhn(4), &solved(&random::kuhn(4), "lemke"));
}

#[test]
fn payoffs_too_far_apart_for_doubles_are_solved_in_fractions() {
    let mut draw = Draw(9);
    let mut in_fractions = 0;
    for _ in 0..40 {
        let game = random::tree(&mut draw, 24, |draw| {
            let gain = draw.payoff(9);
            let far = draw.below(3) == 0;
            let gain = if far { &gain * &Rational::from(10_i64.pow(18)) } else { gain };
            [gain.clone(), -gain]
        });
        for method in ["minimax", "lemke"] {
            let answer = solved(&game, method);
            in_fractions += usize::from(answer.notes.iter().any(|note| note == fractions::NOTE));
            proved(&game, &answer);
        }
    }
    assert!(in_fractions > 0);
}
