//! That supports found in doubles are those of an equilibrium, proved in whole numbers.
//!
//! The strategies in use fix both mixes by linear equations: each mixes so that the other gets the same from all that it
//! uses. These are solved exactly ([`crate::num::cramer`]). Then nobody may get more from what it does not use. There,
//! doubles decide as long as their errors cannot matter, which is nearly always.
//!
//! Cost: that of the equations, and a product for each strategy of one and each in use of the other.

use super::super::answer::{Equilibrium, Figures};
use super::bimatrix::{Bimatrix, Words};
use super::regret::Profile;
use crate::num::cramer::{Shares, of_one_sign, shares};
use crate::num::rational::Rational;
use crate::num::whole::{common_denominator, fraction, whole};
use num_bigint::BigInt;
use std::ops::Range;

/// Payoffs below the best by more than this share of the range are worse, whatever rounding has done: a sum of some
/// hundred products is off by less than 1e-13 of it.
const SURELY: f64 = 1e-9;

/// An equilibrium, proved in whole numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Proved {
    pub(super) profile: Profile,
    pub(super) payoffs: Vec<Rational>,
}

impl Proved {
    /// As an answer lists it.
    pub(super) fn listed(&self) -> Equilibrium {
        Equilibrium {
            play: Figures::Exact(self.profile.concat()),
            payoffs: Figures::Exact(self.payoffs.clone()),
            regret: 0.0,
            beliefs: None,
            allowed: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// The equations that fix a mix: among these strategies, so that the other gets the same from these of its own.
#[derive(Clone, Debug)]
pub(super) struct Basis {
    pub(super) mixed: Vec<usize>,
    pub(super) indifferent: Vec<usize>,
}

/// The equilibrium in which these strategies are used; `None` where the supports do not fix one.
pub(super) fn proved(table: &Bimatrix<'_>, [rows, columns]: &[Vec<usize>; 2]) -> Option<Proved> {
    let basis = |mixed: &[usize], indifferent: &[usize]| Basis {
        mixed: mixed.to_vec(),
        indifferent: indifferent.to_vec(),
    };
    proved_at(table, &[basis(rows, columns), basis(columns, rows)])
}

/// The equilibrium whose mixes these equations fix, in which some of the mixed strategies may have no weight; `None` where
/// they do not fix one.
pub(super) fn proved_at(table: &Bimatrix<'_>, bases: &[Basis; 2]) -> Option<Proved> {
    match &table.words {
        Some(words) => with_words(table, words, bases),
        None => with_long_numbers(table, bases),
    }
}

fn with_words(
    table: &Bimatrix<'_>,
    words: &[Words; 2],
    [rows, columns]: &[Basis; 2],
) -> Option<Proved> {
    let payoff =
        |row: usize, column: usize, player: usize| words[player].cells[column * table.rows + row];
    let first = Weights::of(rows, |column, row| payoff(row, column, 1))?;
    let second = Weights::of(columns, |row, column| payoff(row, column, 0))?;
    let own =
        second.best(columns, (0..table.rows, &first.used(rows)), &words[0], |row, column| {
            payoff(row, column, 0)
        })?;
    let other =
        first.best(rows, (0..table.columns, &second.used(columns)), &words[1], |column, row| {
            payoff(row, column, 1)
        })?;
    let spread = |size: usize, basis: &Basis, weights: Weights| {
        let mut chances = vec![Rational::ZERO; size];
        for (&at, chance) in basis.mixed.iter().zip(weights.chances) {
            chances[at] = chance;
        }
        chances
    };
    Some(Proved {
        payoffs: vec![own, other],
        profile: vec![spread(table.rows, rows, first), spread(table.columns, columns, second)],
    })
}

/// A mix, as whole numbers in proportion to the chances, and as chances.
struct Weights {
    shares: Shares,
    chances: Vec<Rational>,
}

impl Weights {
    /// The mix; `None` where there are none or many.
    fn of(
        Basis { mixed, indifferent }: &Basis,
        payoff: impl Fn(usize, usize) -> i64,
    ) -> Option<Self> {
        let [first, others @ ..] = indifferent.as_slice() else { return None };
        if indifferent.len() != mixed.len() {
            return None;
        }
        let row = |&at: &usize| mixed.iter().map(|&k| payoff(at, k) - payoff(*first, k)).collect();
        let rows: Vec<Vec<i64>> = others.iter().map(row).collect();
        match shares(&rows)? {
            Shares::Words(shares) => {
                if shares.iter().any(|&share| share < 0) {
                    return None;
                }
                let sum = shares.iter().sum();
                let chances = shares.iter().map(|&share| Rational::new(share, sum));
                Some(Self {
                    chances: chances.collect::<Option<_>>()?,
                    shares: Shares::Words(shares),
                })
            }
            Shares::Long(shares) => {
                let shares = of_one_sign(shares)?;
                let sum: BigInt = shares.iter().sum();
                let chances = shares.iter().map(|share| fraction(share.clone(), &sum));
                Some(Self { chances: chances.collect(), shares: Shares::Long(shares) })
            }
        }
    }

    /// What has weight.
    fn used(&self, basis: &Basis) -> Vec<usize> {
        let weighed = basis.mixed.iter().zip(&self.chances).filter(|(_, chance)| !chance.is_zero());
        weighed.map(|(&at, _)| at).collect()
    }

    /// What the other gets from all that it uses; `None` where something else gives it more, or less.
    fn best(
        &self,
        Basis { mixed, .. }: &Basis,
        (all, used): (Range<usize>, &[usize]),
        words: &Words,
        payoff: impl Fn(usize, usize) -> i64,
    ) -> Option<Rational> {
        let first = *used.first()?;
        let above = match &self.shares {
            Shares::Words(shares) => {
                let gets = |own: usize| -> i128 {
                    let parts = mixed.iter().zip(shares);
                    parts.map(|(&k, &share)| i128::from(payoff(own, k)) * i128::from(share)).sum()
                };
                let most = gets(first);
                if all.into_iter().any(|own| gets(own) > most)
                    || used.iter().any(|&own| gets(own) != most)
                {
                    return None;
                }
                let sum = i128::from(shares.iter().sum::<i64>()) * i128::from(words.denominator);
                match (i64::try_from(most), i64::try_from(sum)) {
                    (Ok(most), Ok(sum)) => Rational::new(most, sum)?,
                    _ => fraction(most.into(), &sum.into()),
                }
            }
            Shares::Long(shares) => {
                let gets = |own: usize| -> BigInt {
                    mixed.iter().zip(shares).map(|(&k, share)| share * payoff(own, k)).sum()
                };
                let chances: Vec<f64> = self.chances.iter().map(Rational::to_f64).collect();
                let about = |own: usize| -> f64 {
                    mixed
                        .iter()
                        .zip(&chances)
                        .map(|(&k, chance)| chance * payoff(own, k) as f64)
                        .sum()
                };
                let (most, enough) = (gets(first), about(first) - SURELY * words.reach as f64);
                let better =
                    |own: usize| about(own) >= enough && !used.contains(&own) && gets(own) > most;
                if all.into_iter().any(better) {
                    return None;
                }
                let sum: BigInt = shares.iter().sum();
                fraction(most, &(sum * words.denominator))
            }
        };
        Some(above + Rational::new(words.least, words.denominator)?)
    }
}

/// The same for payoffs that are no words.
fn with_long_numbers(table: &Bimatrix<'_>, [rows, columns]: &[Basis; 2]) -> Option<Proved> {
    let cells = table.rows * table.columns;
    let denominators = [0, 1]
        .map(|player| common_denominator((0..cells).map(|cell| table.game.payoff(cell, player))));
    let whole_payoff = |row: usize, column: usize, player: usize| {
        whole(table.payoff(row, column, player), &denominators[player])
    };
    // Each mixes so that the other gets the same from all that it uses.
    let first =
        equalising(&rows.indifferent, &rows.mixed, |column, row| whole_payoff(row, column, 1))?;
    let second = equalising(&columns.indifferent, &columns.mixed, |row, column| {
        whole_payoff(row, column, 0)
    })?;
    let used = |basis: &Basis, mix: &Mix| -> Vec<usize> {
        let weighed =
            basis.mixed.iter().zip(&mix.weights).filter(|(_, weight)| **weight != BigInt::ZERO);
        weighed.map(|(&at, _)| at).collect()
    };
    let got = [
        best((0..table.rows, &used(rows, &first)), (&columns.mixed, &second), |row, column| {
            whole_payoff(row, column, 0)
        })?,
        best((0..table.columns, &used(columns, &second)), (&rows.mixed, &first), |column, row| {
            whole_payoff(row, column, 1)
        })?,
    ];
    let spread = |size: usize, support: &[usize], mix: &Mix| {
        let mut chances = vec![Rational::ZERO; size];
        for (&at, weight) in support.iter().zip(&mix.weights) {
            chances[at] = fraction(weight.clone(), &mix.sum);
        }
        chances
    };
    let [own, other] = got;
    let payoff =
        |got: BigInt, mix: &Mix, player: usize| fraction(got, &(&mix.sum * &denominators[player]));
    Some(Proved {
        payoffs: vec![payoff(own, &second, 0), payoff(other, &first, 1)],
        profile: vec![
            spread(table.rows, &rows.mixed, &first),
            spread(table.columns, &columns.mixed, &second),
        ],
    })
}

/// Chances as whole numbers, none negative, and their sum.
struct Mix {
    weights: Vec<BigInt>,
    sum: BigInt,
}

/// A mix of `mixed` from which all of `indifferent` get the same; `None` where there are none or many.
///
/// Elimination in whole numbers without common divisors (E. Bareiss, Mathematics of Computation 22, 1968).
fn equalising(
    indifferent: &[usize],
    mixed: &[usize],
    payoff: impl Fn(usize, usize) -> BigInt,
) -> Option<Mix> {
    if indifferent.len() != mixed.len() {
        return None;
    }
    // Unknowns: the weights, then what is got. A row for each of `indifferent`, and one for the sum.
    let (zero, one) = (BigInt::ZERO, BigInt::from(1));
    let row = |&at: &usize| -> Vec<BigInt> {
        mixed.iter().map(|&other| payoff(at, other)).chain([-one.clone(), zero.clone()]).collect()
    };
    let mut rows: Vec<Vec<BigInt>> = indifferent.iter().map(row).collect();
    rows.push(mixed.iter().map(|_| one.clone()).chain([zero.clone(), one.clone()]).collect());
    let size = rows.len();
    let mut before = one.clone();
    for column in 0..size {
        let pivot = (column..size).find(|&row| rows[row][column] != zero)?;
        rows.swap(column, pivot);
        let own = std::mem::take(&mut rows[column]);
        for row in rows.iter_mut().filter(|row| !row.is_empty()) {
            let factor = row[column].clone();
            for (x, own_x) in row.iter_mut().zip(&own) {
                *x = (&*x * &own[column] - &factor * own_x) / &before;
            }
        }
        before.clone_from(&own[column]);
        rows[column] = own;
    }
    // All entries on the diagonal are the determinant now.
    let sum = if before < zero { -&before } else { before.clone() };
    let sign = if before < zero { BigInt::from(-1) } else { one };
    let weights: Vec<BigInt> = rows[..mixed.len()].iter().map(|row| &row[size] * &sign).collect();
    weights.iter().all(|weight| *weight >= zero).then_some(Mix { weights, sum })
}

/// What the strategies in use get against a mix, times its sum; `None` where they do not all get the most.
fn best(
    (all, used): (Range<usize>, &[usize]),
    (support, mix): (&[usize], &Mix),
    payoff: impl Fn(usize, usize) -> BigInt,
) -> Option<BigInt> {
    let gets = |own: usize| -> BigInt {
        support.iter().zip(&mix.weights).map(|(&other, weight)| payoff(own, other) * weight).sum()
    };
    let most = gets(*used.first()?);
    all.map(|own| (own, gets(own)))
        .all(|(own, got)| if used.contains(&own) { got == most } else { got <= most })
        .then_some(most)
}
