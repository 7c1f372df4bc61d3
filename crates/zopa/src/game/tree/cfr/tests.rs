//! Poker against what others measured, and trees drawn by lot against the exact value.

use super::{DISCOUNTED, PLUS, Rule, Sequences, Walk};
use crate::game::answer::{Answer, Figures};
use crate::game::form::{ExtensiveGame, Form};
use crate::game::methods::{Ask, MethodOf};
use crate::game::minimax;
use crate::game::tree::regret;
use crate::game::tree::sequence::tests::random;
use crate::game::tree::tests::random::Draw;
use crate::num::rational::Rational;

#[path = "../../../../benches/support/poker.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the benchmarks")]
mod poker;

fn solved(method: MethodOf, game: &ExtensiveGame, steps: usize) -> Answer {
    let ask = Ask { steps, ..Ask::default() };
    (method.solve)(&Form::Extensive(game.clone()), &ask).unwrap()
}

/// Half of what both could gain, after these numbers of steps.
fn exploitabilities(game: &ExtensiveGame, rule: Rule, steps: &[usize]) -> Vec<f64> {
    let sequences = Sequences::new(game).unwrap();
    let mut walk = Walk::new(&sequences, rule);
    let mut after = |steps: usize| {
        while walk.steps() < steps {
            walk.step();
        }
        0.5 * walk.standing().gains.iter().sum::<f64>()
    };
    steps.iter().map(|&steps| after(steps)).collect()
}

fn near(found: &[f64], expected: &[f64], share: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() <= share * expected, "{found} for {expected}");
    }
}

#[test]
fn kuhn_poker_comes_as_near_as_elsewhere() {
    // Measured with OpenSpiel 2.0.
    let steps = [10, 100, 1000, 10_000];
    let plus = exploitabilities(&poker::kuhn(3), Rule::Plus, &steps);
    near(&plus, &[3.27e-2, 1.19e-3, 8.7e-5, 9.6e-6], 0.01);
    let discounted = exploitabilities(&poker::kuhn(3), Rule::Discounted, &steps[..3]);
    near(&discounted, &[2.28e-2, 1.67e-3, 1.47e-4], 0.01);
}

#[test]
fn leduc_poker_comes_as_near_as_elsewhere() {
    let game = poker::leduc();
    assert_eq!(game.nodes.len(), 9457);
    let plus = exploitabilities(&game, Rule::Plus, &[10, 100, 1000]);
    // In the last of these OpenSpiel's average is another one by a few percent.
    near(&plus, &[0.610, 1.34e-2, 2.5e-4], 0.04);
    near(&exploitabilities(&game, Rule::Discounted, &[10]), &[0.779], 0.01);
}

#[test]
fn what_is_told_is_so() {
    let mut draw = Draw(4);
    for round in 0..200 {
        let game = random::tree(&mut draw, 8 + round % 50, |draw| {
            let gain = draw.payoff(7);
            [gain.clone(), Rational::from(5) - gain]
        });
        let form = Form::Extensive(game.clone());
        let exact = (minimax::METHOD.solve)(&form, &Ask::default()).unwrap();
        let value = exact.equilibria[0].payoffs.to_f64()[0];
        for method in [PLUS, DISCOUNTED] {
            let answer = solved(method, &game, 2000);
            let found = &answer.equilibria[0];
            assert!(!answer.exact && answer.limits.is_empty(), "{answer:?}");
            let Figures::Approximate(play) = &found.play else { panic!("{found:?}") };
            let judged = regret::approximate(&game, play, true);
            assert!((judged.largest() - found.regret).abs() < 1e-9, "{judged:?} {found:?}");
            for (told, is) in found.payoffs.to_f64().iter().zip(&judged.payoffs) {
                assert!((told - is).abs() < 1e-9, "{judged:?} {found:?}");
            }
            // Nobody can be kept further from the value than what can be gained.
            assert!((judged.payoffs[0] - value).abs() <= found.regret + 1e-9);
        }
    }
}

#[test]
fn few_steps_are_a_limit() {
    let answer = solved(PLUS, &poker::leduc(), 3);
    assert_eq!(answer.limits.len(), 1, "{answer:?}");
    assert_eq!(answer.parameters[0].1, "3");
}
