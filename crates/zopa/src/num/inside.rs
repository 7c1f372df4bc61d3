//! A vector strictly inside a cone that inequalities describe, in fractions.
//!
//! Asked is a vector y without negative entries such that no row of `weak` times y is negative and every row of
//! `strict` times y is positive. As all of this is homogeneous, it is the linear program: the largest t such that
//! every row of `strict` times y is t at least and the entries of y sum to 1 at most. The zero vector meets all of
//! its rows, so the simplex method starts there; of the variables that may enter or leave the first does, so that it
//! ends (R. Bland, Mathematics of Operations Research 2, 1977).
//!
//! Cost: rows times entries products for each pivot, and in practice about as many pivots as rows.

use super::rational::Rational;

/// Such a vector, its entries summing to 1; `None` where there is none.
pub(crate) fn inside(
    entries: usize,
    weak: &[Vec<Rational>],
    strict: &[Vec<Rational>],
) -> Option<Vec<Rational>> {
    // Columns: y, then t; each row a variable of its own that is not negative: 0 + row y >= 0 (- t), 1 - sum y >= 0.
    let negated = |row: &Vec<Rational>| row.iter().map(|x| -x).collect::<Vec<_>>();
    let with = |mut row: Vec<Rational>, t: i64, bound: i64| {
        row.extend([Rational::from(t), Rational::from(bound)]);
        row
    };
    let mut rows: Vec<Vec<Rational>> = weak.iter().map(|row| with(negated(row), 0, 0)).collect();
    rows.extend(strict.iter().map(|row| with(negated(row), 1, 0)));
    rows.push(with(vec![Rational::ONE; entries], 0, 1));
    // The objective, as what is still to be gained from each column.
    let mut gain = vec![Rational::ZERO; entries + 2];
    gain[entries] = Rational::ONE;
    let mut cobasic: Vec<usize> = (0..=entries).collect();
    let mut basic: Vec<usize> = (entries + 1..entries + 1 + rows.len()).collect();
    while let Some(column) = (0..=entries)
        .filter(|&column| gain[column].is_positive())
        .min_by_key(|&column| cobasic[column])
    {
        let leaving =
            (0..rows.len()).filter(|&row| rows[row][column].is_positive()).min_by(|&a, &b| {
                let ratio =
                    |row: usize, other: usize| &rows[row][entries + 1] * &rows[other][column];
                ratio(a, b).cmp(&ratio(b, a)).then(basic[a].cmp(&basic[b]))
            })?;
        pivot(&mut rows, &mut gain, leaving, column);
        std::mem::swap(&mut basic[leaving], &mut cobasic[column]);
    }
    let value = |variable: usize| {
        let row = basic.iter().position(|&at| at == variable);
        row.map_or(Rational::ZERO, |row| rows[row][entries + 1].clone())
    };
    if !value(entries).is_positive() {
        return None;
    }
    let found: Vec<Rational> = (0..entries).map(value).collect();
    let whole: Rational = found.iter().sum();
    found.iter().map(|x| x.checked_div(&whole)).collect()
}

/// Exchanges the variable of a row for that of a column.
fn pivot(rows: &mut [Vec<Rational>], gain: &mut Vec<Rational>, row: usize, column: usize) {
    let mut own = std::mem::take(&mut rows[row]);
    let inverse = own[column].recip().unwrap_or_default();
    own[column] = Rational::ONE;
    own.iter_mut().for_each(|x| *x = &*x * &inverse);
    for other in rows.iter_mut().filter(|other| !other.is_empty()).chain([gain]) {
        let factor = std::mem::take(&mut other[column]);
        if !factor.is_zero() {
            other.iter_mut().zip(&own).for_each(|(x, own)| *x = &*x - &(&factor * own));
        }
    }
    rows[row] = own;
}

#[cfg(test)]
mod tests {
    use super::inside;
    use crate::num::cone::{Cone, Normal};
    use crate::num::rational::Rational;
    use proptest::prelude::*;

    fn rows(numbers: &[i64], width: usize) -> Vec<Vec<Rational>> {
        numbers
            .chunks_exact(width)
            .map(|row| row.iter().map(|&x| Rational::from(x)).collect())
            .collect()
    }

    fn times(row: &[Rational], y: &[Rational]) -> Rational {
        row.iter().zip(y).map(|(a, b)| a * b).sum()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn a_vector_is_found_exactly_where_the_rays_say_that_there_is_one(
            entries in 1_usize..5,
            weak in prop::collection::vec(-3_i64..4, 0..12),
            strict in prop::collection::vec(-3_i64..4, 4..12),
        ) {
            let (weak, strict) = (rows(&weak, entries), rows(&strict, entries));
            let found = inside(entries, &weak, &strict);
            let mut cone = Cone::orthant(entries);
            for row in weak.iter().chain(&strict) {
                cone = cone.cut(&Normal::of(row.clone()));
            }
            let middle = cone.middle();
            let there = !middle.is_empty() && strict.iter().all(|row| times(row, &middle).is_positive());
            prop_assert_eq!(found.is_some(), there);
            if let Some(y) = found {
                prop_assert!(y.iter().all(|x| !x.is_negative()));
                prop_assert_eq!(y.iter().sum::<Rational>(), Rational::ONE);
                prop_assert!(weak.iter().all(|row| !times(row, &y).is_negative()));
                prop_assert!(strict.iter().all(|row| times(row, &y).is_positive()));
            }
        }
    }
}
