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

/// A cell in which neither gains by deviating, the first by its row and then by its column; nothing where there is none,
/// or where payoffs are not whole numbers of some 18 digits.
///
/// Cost: a pass over each row, and over each column in which the row's best replies stand: often only some of the table.
pub(super) fn pure(game: &StrategicGame) -> Option<(usize, usize)> {
    let Cells::Payoffs(payoffs) = &game.cells else { return None };
    let [rows, columns] = [0, 1].map(|player| game.players[player].strategies.len());
    if payoffs.len() != 2 * rows * columns {
        return None;
    }
    let whole = |payoff: &Rational| match payoff.words() {
        Some((number, 1)) => Some(number),
        _ => None,
    };
    for row in 0..rows {
        let own = || payoffs[2 * row + 1..].iter().step_by(2 * rows);
        let mut best = i64::MIN;
        for payoff in own() {
            best = best.max(whole(payoff)?);
        }
        for (column, _) in own().enumerate().filter(|(_, payoff)| whole(payoff) == Some(best)) {
            let others = &payoffs[2 * rows * column..2 * rows * (column + 1)];
            let here = whole(&others[2 * row])?;
            let mut stable = true;
            for payoff in others.iter().step_by(2) {
                stable &= whole(payoff)? <= here;
            }
            if stable {
                return Some((row, column));
            }
        }
    }
    None
}

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

    /// The origins of P and Q in doubles of some kind, all payoffs between 1 and 2.
    pub(super) fn origins_in_doubles<N: Figure>(
        &self,
        of: impl Fn(f64) -> N,
    ) -> [Dictionary<N>; 2] {
        if let Some(words) = &self.words {
            let shares = [0, 1].map(|player| 1.0 / words[player].reach as f64);
            return self.origins(|row, column, player| {
                let above = words[player].cells[column * self.rows + row];
                of(above as f64 * shares[player] + 1.0)
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
                let cells = payoffs.chunks_exact(game.player_count());
                Self::of_payoffs(cells.map(|cell| &cell[player]))
            }
            Cells::Outcomes { .. } => Self::of_payoffs(cells.map(|cell| game.payoff(cell, player))),
        }
    }

    fn of_payoffs<'a>(
        payoffs: impl ExactSizeIterator<Item = &'a Rational> + Clone,
    ) -> Option<Self> {
        let mut denominator = 1_i64;
        let mut cells = Vec::with_capacity(payoffs.len());
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
        let (mut least, mut most) = (i64::MAX, i64::MIN);
        for &cell in &cells {
            (least, most) = (least.min(cell), most.max(cell));
        }
        let reach = most.checked_sub(least).filter(|&reach| reach < Self::LARGEST)?;
        cells.iter_mut().for_each(|payoff| *payoff -= least);
        Some(Self { cells, denominator, least, reach: reach.max(1) })
    }
}
