use super::games::{Draws, bimatrix, random, table};
use crate::game::table::pure::equilibria;
use crate::game::table::regret::{Standing, pure_profile};

#[test]
fn battle_of_the_sexes_of_luce_and_raiffa_5_3_has_two() {
    let game = bimatrix([[(2, 1), (0, 0)], [(0, 0), (1, 2)]]);
    assert_eq!(equilibria(&game), [[0, 0], [1, 1]]);
}

#[test]
fn matching_pennies_has_none() {
    assert!(equilibria(&bimatrix([[(1, -1), (-1, 1)], [(-1, 1), (1, -1)]])).is_empty());
}

#[test]
fn three_who_each_want_to_be_the_odd_one_out_leave_everybody_splitting_two_to_one() {
    let odd = table(&[2, 2, 2], |cell, player| {
        let side = |player: usize| cell >> player & 1;
        i64::from((0..3).filter(|&other| side(other) == side(player)).count() == 1)
    });
    assert_eq!(equilibria(&odd).len(), 6);
}

#[test]
fn exactly_the_cells_without_regret_are_found() {
    let mut draws = Draws::new(1);
    for case in 0..2000 {
        let sizes: Vec<usize> = (0..1 + case % 4).map(|_| 1 + draws.below(4)).collect();
        let game = random(&sizes, 4, &mut draws);
        let mut expected = Vec::new();
        for cell in 0..game.cell_count().unwrap() {
            let mut rest = cell;
            let strategies: Vec<usize> = sizes
                .iter()
                .map(|size| {
                    let own = rest % size;
                    rest /= size;
                    own
                })
                .collect();
            if Standing::of(&game, &pure_profile(&game, &strategies)).is_equilibrium() {
                expected.push(strategies);
            }
        }
        assert_eq!(equilibria(&game), expected, "case {case}");
    }
}
