//! Tables for two players as a pair of polytopes whose corners carry labels.
//!
//! With all payoffs shifted to be positive, the first player's mixes are the rays of P = {x >= 0, B'x <= 1} and the
//! second's those of Q = {y >= 0, A y <= 1}. A corner of P has the labels of the first player's strategies that it does
//! not use and of the second's that are best replies to it, and the other way round in Q. Two corners that have all
//! labels between them, the origins apart, are an equilibrium (C. Lemke and J. Howson 1964; B. von Stengel, Handbook of
//! Game Theory 3, 2002). Variables are numbered like labels: the first player's strategies, then the second's.
//!
//! What was found in doubles is proved here: the supports of a pair of corners fix the mixes by linear equations, which
//! are solved in whole numbers, and that nobody gains by deviating is compared in whole numbers.

use super::super::answer::{Equilibrium, Figures};
use super::super::form::StrategicGame;
use super::dictionary::{Dictionary, Figure};
use super::regret::Profile;
use crate::num::rational::Rational;
use crate::num::whole::{common_denominator, fraction, whole};
use num_bigint::BigInt;
use std::ops::Range;

/// A table for two players.
pub(super) struct Bimatrix<'a> {
    pub(super) game: &'a StrategicGame,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// The least payoff of each player, and how far the payoffs reach, at least 0.
    scale: [(Rational, Rational); 2],
    /// A common denominator of each player's payoffs.
    denominators: [BigInt; 2],
}

impl<'a> Bimatrix<'a> {
    pub(super) fn of(game: &'a StrategicGame) -> Self {
        let sizes = game.sizes();
        let cells = game.cell_count().unwrap_or(0);
        let reach = |player: usize| {
            let payoffs = || (0..cells).map(|cell| game.payoff(cell, player));
            let (least, most) = (payoffs().min(), payoffs().max());
            let least = least.cloned().unwrap_or_default();
            let range = most.map_or(Rational::ZERO, |most| most - &least);
            (least, if range.is_zero() { Rational::ONE } else { range })
        };
        let denominator =
            |player: usize| common_denominator((0..cells).map(|cell| game.payoff(cell, player)));
        Self {
            game,
            rows: sizes[0],
            columns: sizes[1],
            scale: [reach(0), reach(1)],
            denominators: [denominator(0), denominator(1)],
        }
    }

    /// All labels.
    pub(super) fn labels(&self) -> usize {
        self.rows + self.columns
    }

    /// The origins of P and Q in doubles, all payoffs between 1 and 2.
    pub(super) fn origins_in_doubles(&self) -> [Dictionary<f64>; 2] {
        let scale = self.scale.each_ref().map(|(least, range)| (least.to_f64(), range.to_f64()));
        self.origins(|payoff, player| {
            let (least, range) = scale[player];
            (payoff.to_f64() - least) / range + 1.0
        })
    }

    /// The same in fractions.
    pub(super) fn origins_in_fractions(&self) -> [Dictionary<Rational>; 2] {
        self.origins(|payoff, player| {
            let (least, range) = &self.scale[player];
            (payoff - least).checked_div(range).unwrap_or_default() + Rational::ONE
        })
    }

    fn origins<N: Figure>(&self, figure: impl Fn(&Rational, usize) -> N) -> [Dictionary<N>; 2] {
        let payoff = |row: usize, column: usize, player: usize| {
            figure(self.game.payoff(self.game.cell(&[row, column]), player), player)
        };
        let first: Vec<usize> = (0..self.rows).collect();
        let second: Vec<usize> = (self.rows..self.labels()).collect();
        let p =
            Dictionary::new(second.clone(), first.clone(), |column, row| payoff(row, column, 1));
        let q = Dictionary::new(first, second, |row, column| payoff(row, column, 0));
        [p, q]
    }

    /// The mixes of two corners in fractions, given by the values of their variables.
    pub(super) fn profile(&self, corners: [&[(usize, Rational)]; 2]) -> Option<Profile> {
        let ranges = [0..self.rows, self.rows..self.labels()];
        let mixes = corners.iter().zip(ranges).map(|(corner, own)| {
            let mut mix = vec![Rational::ZERO; own.len()];
            for (variable, value) in corner.iter().filter(|(variable, _)| own.contains(variable)) {
                mix[variable - own.start] = value.clone();
            }
            let sum: Rational = mix.iter().sum();
            mix.iter().map(|weight| weight.checked_div(&sum)).collect::<Option<Vec<_>>>()
        });
        mixes.collect()
    }

    /// The equilibrium in which these strategies are used, solved for and proved in whole numbers; `None` where the
    /// supports do not fix one.
    pub(super) fn proved(&self, supports: &[Vec<usize>; 2]) -> Option<Proved> {
        let [rows, columns] = supports;
        // Each mixes so that the other gets the same from all that it uses.
        let first = equalising(columns, rows, |column, row| self.whole(row, column, 1))?;
        let second = equalising(rows, columns, |row, column| self.whole(row, column, 0))?;
        let got = [
            best((0..self.rows, rows), (columns, &second), |row, column| {
                self.whole(row, column, 0)
            })?,
            best((0..self.columns, columns), (rows, &first), |column, row| {
                self.whole(row, column, 1)
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
        let payoff = |got: BigInt, mix: &Mix, player: usize| {
            fraction(got, &(&mix.sum * &self.denominators[player]))
        };
        Some(Proved {
            payoffs: vec![payoff(own, &second, 0), payoff(other, &first, 1)],
            profile: vec![spread(self.rows, rows, &first), spread(self.columns, columns, &second)],
        })
    }

    /// A payoff in whole numbers.
    fn whole(&self, row: usize, column: usize, player: usize) -> BigInt {
        whole(self.game.payoff(self.game.cell(&[row, column]), player), &self.denominators[player])
    }
}

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
