//! Tables for two players as a pair of polytopes whose corners carry labels.
//!
//! With all payoffs shifted to be positive, the first player's mixes are the rays of P = {x >= 0, B'x <= 1} and the
//! second's those of Q = {y >= 0, A y <= 1}. A corner of P has the labels of the first player's strategies that it does
//! not use and of the second's that are best replies to it, and the other way round in Q. Two corners that have all
//! labels between them, the origins apart, are an equilibrium (C. Lemke and J. Howson 1964; B. von Stengel, Handbook of
//! Game Theory 3, 2002). Variables are numbered like labels: the first player's strategies, then the second's.
//!
//! What was found in doubles is proved here: the supports of a pair of corners fix the mixes by linear equations, which
//! are solved in fractions.

use super::super::form::StrategicGame;
use super::dictionary::{Dictionary, Figure};
use super::regret::{Profile, Standing};
use crate::num::rational::Rational;

/// A table for two players.
pub(super) struct Bimatrix<'a> {
    pub(super) game: &'a StrategicGame,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// The least payoff of each player, and how far the payoffs reach, at least 0.
    scale: [(Rational, Rational); 2],
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
        Self { game, rows: sizes[0], columns: sizes[1], scale: [reach(0), reach(1)] }
    }

    /// All labels.
    pub(super) fn labels(&self) -> usize {
        self.rows + self.columns
    }

    /// A payoff between 1 and 2.
    fn positive(&self, row: usize, column: usize, player: usize) -> Rational {
        let (least, range) = &self.scale[player];
        let above = self.game.payoff(self.game.cell(&[row, column]), player) - least;
        above.checked_div(range).unwrap_or_default() + Rational::ONE
    }

    /// The origins of P and Q.
    pub(super) fn origins<N: Figure>(&self, figure: impl Fn(Rational) -> N) -> [Dictionary<N>; 2] {
        let (first, second): (Vec<usize>, Vec<usize>) =
            ((0..self.rows).collect(), (self.rows..self.labels()).collect());
        let p = Dictionary::new(second.clone(), first.clone(), |column, row| {
            figure(self.positive(row, column, 1))
        });
        let q = Dictionary::new(first, second, |row, column| figure(self.positive(row, column, 0)));
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

    /// The equilibrium in which these strategies are used, solved for and proved in fractions; `None` where the supports
    /// do not fix one.
    pub(super) fn proved(&self, supports: &[Vec<usize>; 2]) -> Option<Profile> {
        let [rows, columns] = supports;
        let payoff = |row: usize, column: usize, player: usize| {
            self.game.payoff(self.game.cell(&[row, column]), player).clone()
        };
        // Each mixes so that the other gets the same from all that it uses.
        let first = equalising(columns, rows, |column, row| payoff(row, column, 1))?;
        let second = equalising(rows, columns, |row, column| payoff(row, column, 0))?;
        let spread = |size: usize, support: &[usize], weights: Vec<Rational>| {
            let mut mix = vec![Rational::ZERO; size];
            support.iter().zip(weights).for_each(|(&at, weight)| mix[at] = weight);
            mix
        };
        let profile = vec![spread(self.rows, rows, first), spread(self.columns, columns, second)];
        let chances = profile.iter().flatten().all(|chance| !chance.is_negative());
        (chances && Standing::of(self.game, &profile).is_equilibrium()).then_some(profile)
    }
}

/// Weights of `mixed`, in all 1, from which all of `indifferent` get the same; `None` where there are none or many.
fn equalising(
    indifferent: &[usize],
    mixed: &[usize],
    payoff: impl Fn(usize, usize) -> Rational,
) -> Option<Vec<Rational>> {
    if indifferent.len() != mixed.len() {
        return None;
    }
    // Unknowns: the weights, then what is got. A row for each of `indifferent`, and one for the sum.
    let mut rows: Vec<Vec<Rational>> = indifferent
        .iter()
        .map(|&at| {
            let own = mixed.iter().map(|&other| payoff(at, other));
            own.chain([-Rational::ONE, Rational::ZERO]).collect()
        })
        .collect();
    rows.push(mixed.iter().map(|_| Rational::ONE).chain([Rational::ZERO, Rational::ONE]).collect());
    let size = rows.len();
    for column in 0..size {
        let pivot = (column..size).find(|&row| !rows[row][column].is_zero())?;
        rows.swap(column, pivot);
        let inverse = rows[column][column].recip()?;
        rows[column].iter_mut().for_each(|x| *x = &*x * &inverse);
        let own = std::mem::take(&mut rows[column]);
        for row in rows.iter_mut().filter(|row| !row.is_empty() && !row[column].is_zero()) {
            let factor = row[column].clone();
            row.iter_mut().zip(&own).for_each(|(x, own)| *x -= &(&factor * own));
        }
        rows[column] = own;
    }
    Some(rows.iter().take(mixed.len()).map(|row| row[size].clone()).collect())
}
