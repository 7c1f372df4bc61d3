use super::games::{Draws, fraction};
use crate::game::table::matrix::value;
use crate::num::rational::Rational;

#[test]
fn colonel_blotto_with_four_regiments_against_three_gets_14_ninths() {
    // Two posts; a post won counts 1 and the regiments beaten there.
    let gains = [[4, 2, 1, 0], [1, 3, 0, -1], [-2, 2, 2, -2], [-1, 0, 3, 1], [0, 1, 2, 4]];
    let found = value((5, 4), |row, column| Rational::from(gains[row][column])).unwrap();
    assert_eq!(found.value, fraction(14, 9));
}

#[test]
fn nobody_can_do_better_than_the_value() {
    let mut draws = Draws::new(2);
    for case in 0..3000 {
        let (rows, columns) = (1 + draws.below(6), 1 + draws.below(6));
        let spread = if case % 2 == 0 { 3 } else { 2000 };
        let gains: Vec<Vec<Rational>> = (0..rows)
            .map(|_| {
                let gain = |draw: usize| Rational::from(i64::try_from(draw).unwrap() - 1);
                (0..columns).map(|_| gain(draws.below(spread))).collect()
            })
            .collect();
        let found = value((rows, columns), |row, column| gains[row][column].clone()).unwrap();
        for mix in [&found.rows, &found.columns] {
            assert!(mix.iter().all(|chance| !chance.is_negative()));
            assert_eq!(mix.iter().sum::<Rational>(), Rational::ONE);
        }
        // A mix that guarantees the value to each proves that it is the value.
        for column in 0..columns {
            let got = found.rows.iter().zip(&gains).map(|(chance, row)| chance * &row[column]);
            let sum: Rational = got.sum();
            assert!(sum >= found.value, "case {case}");
        }
        for row in &gains {
            let sum: Rational = row.iter().zip(&found.columns).map(|(x, y)| x * y).sum();
            assert!(sum <= found.value, "case {case}");
        }
    }
}
