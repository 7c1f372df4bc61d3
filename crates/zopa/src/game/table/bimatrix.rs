//! Tables for two players as a pair of polytopes whose corners carry labels.
//!
//! With all payoffs shifted to be positive, the first player's mixes are the rays of P = {x >= 0, B'x <= 1} and the
//! second's those of Q = {y >= 0, A y <= 1}. A corner of P has the labels of the first player's strategies that it does
//! not use and of the second's that are best replies to it, and the other way round in Q. Two corners that have all
//! labels between them, the origins apart, are an equilibrium (C. Lemke and J. Howson 1964; B. von Stengel, Handbook of
//! Game Theory 3, 2002). Variables are numbered like labels: the first player's strategies, then the second's.
//!
//! What was found in doubles is proved in whole numbers, see `super::proof`.

use super::super::form::{Cells, StrategicGame};
use super::dictionary::{Dictionary, Figure};
use super::regret::Profile;
use crate::num::rational::Rational;

/// A table for two players.
pub(super) struct Bimatrix<'a> {
    pub(super) game: &'a StrategicGame,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// The payoffs of each player in words, if they fit.
    pub(super) words: Option<[Words; 2]>,
}

impl<'a> Bimatrix<'a> {
    pub(super) fn of(game: &'a StrategicGame) -> Self {
        let sizes = game.sizes();
        let (rows, columns) = (sizes[0], sizes[1]);
        let words =
            Words::of(game, 0).zip(Words::of(game, 1)).map(|(first, second)| [first, second]);
        Self { game, rows, columns, words }
    }

    /// All labels.
    pub(super) fn labels(&self) -> usize {
        self.rows + self.columns
    }

    /// A player's payoff.
    pub(super) fn payoff(&self, row: usize, column: usize, player: usize) -> &Rational {
        self.game.payoff(column * self.rows + row, player)
    }

    /// A cell in which neither gains by deviating, if there is one and payoffs are words.
    pub(super) fn pure(&self) -> Option<(usize, usize)> {
        let [first, second] = self.words.as_ref()?;
        let columns = || {
            let second = second.cells.chunks_exact(self.rows);
            first.cells.chunks_exact(self.rows).zip(second)
        };
        let mut best = vec![i64::MIN; self.rows];
        for (_, others) in columns() {
            best.iter_mut().zip(others).for_each(|(best, payoff)| *best = *payoff.max(best));
        }
        let mut found: Option<(usize, usize)> = None;
        for (column, (own, others)) in columns().enumerate() {
            let most = *own.iter().max()?;
            let stable = |&row: &usize| own[row] == most && others[row] == best[row];
            // The first row, and of these the first column.
            let rows = 0..found.map_or(self.rows, |(row, _)| row);
            found = rows.into_iter().find(stable).map(|row| (row, column)).or(found);
        }
        found
    }

    /// The origins of P and Q in doubles of some kind, all payoffs between 1 and 2.
    pub(super) fn origins_in_doubles<N: Figure>(
        &self,
        of: impl Fn(f64) -> N,
    ) -> [Dictionary<N>; 2] {
        if let Some(words) = &self.words {
            return self.origins(|row, column, player| {
                let words = &words[player];
                of(words.cells[column * self.rows + row] as f64 / words.reach as f64 + 1.0)
            });
        }
        let scale = self.scale().map(|(least, range)| (least.to_f64(), range.to_f64()));
        self.origins(|row, column, player| {
            let (least, range) = scale[player];
            of((self.payoff(row, column, player).to_f64() - least) / range + 1.0)
        })
    }

    /// The same in fractions.
    pub(super) fn origins_in_fractions(&self) -> [Dictionary<Rational>; 2] {
        let scale = self.scale();
        self.origins(|row, column, player| {
            let (least, range) = &scale[player];
            let above = self.payoff(row, column, player) - least;
            above.checked_div(range).unwrap_or_default() + Rational::ONE
        })
    }

    /// The least payoff of each player, and how far the payoffs reach, above 0.
    fn scale(&self) -> [(Rational, Rational); 2] {
        let cells = self.rows * self.columns;
        [0, 1].map(|player| {
            let payoffs = || (0..cells).map(|cell| self.game.payoff(cell, player));
            let (least, most) = (payoffs().min(), payoffs().max());
            let least = least.cloned().unwrap_or_default();
            let range = most.map_or(Rational::ZERO, |most| most - &least);
            (least, if range.is_zero() { Rational::ONE } else { range })
        })
    }

    fn origins<N: Figure>(&self, payoff: impl Fn(usize, usize, usize) -> N) -> [Dictionary<N>; 2] {
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
}

/// A player's payoffs as words, column after column: times a common denominator, less the least.
pub(super) struct Words {
    pub(super) cells: Vec<i64>,
    /// What they are multiples of: 1 over this.
    pub(super) denominator: i64,
    /// What was taken away.
    pub(super) least: i64,
    /// The largest, or 1.
    pub(super) reach: i64,
}

impl Words {
    /// Payoffs reach at most so far, so that products of some with a determinant fit into two words.
    const LARGEST: i64 = 1 << 40;

    fn of(game: &StrategicGame, player: usize) -> Option<Self> {
        let cells = 0..game.cell_count()?;
        match &game.cells {
            Cells::Payoffs(payoffs) => {
                Self::of_payoffs(payoffs.get(player..)?.iter().step_by(game.player_count()))
            }
            Cells::Outcomes { .. } => Self::of_payoffs(cells.map(|cell| game.payoff(cell, player))),
        }
    }

    fn of_payoffs<'a>(payoffs: impl Iterator<Item = &'a Rational> + Clone) -> Option<Self> {
        let mut denominator = 1_i64;
        let mut cells = Vec::with_capacity(payoffs.size_hint().0);
        for payoff in payoffs.clone() {
            let (number, own) = payoff.words()?;
            cells.push(number);
            // Most payoffs are whole, or of the same kind.
            if own != 1 && own != denominator && denominator % own != 0 {
                denominator = Rational::new(denominator, own)?.words()?.0.checked_mul(own)?;
            }
        }
        if denominator > Self::LARGEST {
            return None;
        }
        if denominator > 1 {
            for (cell, payoff) in cells.iter_mut().zip(payoffs) {
                *cell = cell.checked_mul(denominator / payoff.words()?.1)?;
            }
        }
        let (least, most) = (*cells.iter().min()?, *cells.iter().max()?);
        let reach = most.checked_sub(least).filter(|&reach| reach < Self::LARGEST)?;
        cells.iter_mut().for_each(|payoff| *payoff -= least);
        Some(Self { cells, denominator, least, reach: reach.max(1) })
    }
}
