use super::games::{Draws, bimatrix, fraction, random, table};
use crate::game::form::{Form, StrategicGame};
use crate::game::methods::Ask;
use crate::game::table::dominance::{METHOD, dominated, rationalizable};
use crate::game::table::pure;
use crate::num::rational::Rational;

#[test]
fn the_prisoners_of_luce_and_raiffa_5_4_both_confess() {
    let game = bimatrix([[(9, 9), (0, 10)], [(10, 0), (1, 1)]]);
    let found = rationalizable(&game);
    assert_eq!(found.left, [[1], [1]]);
    let answer = (METHOD.solve)(&Form::Strategic(game), &Ask::default()).unwrap();
    assert!(answer.complete && answer.exact);
    assert_eq!(answer.equilibria[0].payoffs.to_f64(), [1.0, 1.0]);
    assert_eq!(answer.notes[0], "round 1: P1 never plays 1: 2 is always better");
    assert_eq!(answer.notes[3], "P2 may sensibly play 2");
}

#[test]
fn a_mix_dominates_where_no_strategy_does_fudenberg_tirole_1991_figure_1_2() {
    let game = bimatrix([[(2, 0), (-1, 0)], [(0, 0), (0, 0)], [(-1, 0), (2, 0)]]);
    let found = rationalizable(&game);
    assert_eq!(found.left, [vec![0, 2], vec![0, 1]]);
    assert_eq!(found.eliminated[0].by, [(0, fraction(1, 2)), (2, fraction(1, 2))]);
}

#[test]
fn three_rounds_solve_fudenberg_tirole_1991_figure_1_1() {
    let game =
        bimatrix([[(4, 3), (5, 1), (6, 2)], [(2, 1), (8, 4), (3, 6)], [(3, 0), (9, 6), (2, 8)]]);
    let found = rationalizable(&game);
    assert_eq!(found.left, [[0], [0]]);
    assert_eq!(found.eliminated.last().unwrap().round, 3);
}

#[test]
fn guessing_two_thirds_of_the_average_leaves_the_least_number() {
    // Three guess 1 to 4; the payoff falls with the distance from two thirds of the average.
    let game = table(&[4, 4, 4], |cell, player| {
        let guesses = [cell % 4 + 1, cell / 4 % 4 + 1, cell / 16 + 1];
        let distance = 9 * guesses[player] as i64 - 2 * guesses.iter().sum::<usize>() as i64;
        -distance * distance
    });
    assert_eq!(rationalizable(&game).left, [[0], [0], [0]]);
}

/// Whether some mix on a grid of sixteenths dominates.
fn dominated_on_a_grid(game: &StrategicGame, strategy: usize) -> bool {
    let sizes = game.sizes();
    let payoff = |row, column| game.payoff(game.cell(&[row, column]), 0).clone();
    (0..=16).flat_map(|x| (0..=16 - x).map(move |y| [x, y, 16 - x - y])).any(|weights| {
        (0..sizes[1]).all(|column| {
            let mixed: Rational =
                (0..3).map(|row| Rational::from(weights[row]) * payoff(row, column)).sum();
            mixed > Rational::from(16) * payoff(strategy, column)
        })
    })
}

#[test]
fn what_a_grid_of_mixes_dominates_is_found_and_what_is_found_dominates() {
    let mut draws = Draws::new(3);
    let mut mixed = 0;
    for case in 0..2000 {
        let game = random(&[3, 2 + case % 2], 12, &mut draws);
        let left: Vec<Vec<usize>> = game.sizes().iter().map(|&size| (0..size).collect()).collect();
        let found = dominated(&game, &left, 0);
        for strategy in 0..3 {
            let mine = found.iter().find(|(at, _)| *at == strategy);
            assert!(mine.is_some() || !dominated_on_a_grid(&game, strategy), "case {case}");
        }
        for (strategy, mix) in found {
            assert_eq!(mix.iter().map(|(_, chance)| chance).sum::<Rational>(), Rational::ONE);
            mixed += usize::from(mix.len() > 1);
            for column in 0..left[1].len() {
                let payoff = |row| game.payoff(game.cell(&[row, column]), 0);
                let sum: Rational = mix.iter().map(|(row, chance)| chance * payoff(*row)).sum();
                assert!(sum > *payoff(strategy), "case {case}");
            }
        }
    }
    assert!(mixed > 50, "only {mixed} needed a mix");
}

#[test]
fn pure_equilibria_survive_elimination() {
    let mut draws = Draws::new(4);
    for case in 0..2000 {
        let sizes: Vec<usize> = (0..2 + case % 2).map(|_| 1 + draws.below(4)).collect();
        let game = random(&sizes, 6, &mut draws);
        let left = rationalizable(&game).left;
        for equilibrium in pure::equilibria(&game) {
            let survive = equilibrium.iter().zip(&left).all(|(own, left)| left.contains(own));
            assert!(survive, "case {case}");
        }
    }
}
