//! A basis whose columns are exchanged one by one: the factors of one that was, and what has changed since.
//!
//! Method: product form (G. Dantzig and W. Orchard-Hays 1954): an exchange multiplies the basis by a matrix that differs
//! from the identity in one column. After a number of exchanges the basis is factored anew, which also clears away what
//! rounding has done.

use super::Columns;
use super::lu::Lu;

/// Exchanges after which the basis is factored anew.
const EXCHANGES: usize = 60;

/// A basis, in doubles.
#[derive(Clone, Debug)]
pub(crate) struct Basis {
    /// The column of the program at each place.
    at: Vec<usize>,
    factors: Lu<f64>,
    exchanges: Vec<Exchange>,
    work: Vec<f64>,
}

/// A column took this place; this is what it was in terms of the columns before.
#[derive(Clone, Debug)]
struct Exchange {
    place: usize,
    pivot: f64,
    /// Without the place itself.
    others: Vec<(usize, f64)>,
}

impl Basis {
    /// The basis of these columns; `None` where they are none.
    pub(crate) fn of(matrix: &Columns<f64>, at: Vec<usize>) -> Option<Self> {
        let factors = Lu::of(&matrix.select(&at))?;
        let work = vec![0.0; at.len()];
        Some(Self { at, factors, exchanges: Vec::new(), work })
    }

    /// The columns, place after place.
    pub(crate) fn columns(&self) -> &[usize] {
        &self.at
    }

    /// Solves `basis * x = right`: `right` by row, `x` by place.
    pub(crate) fn solve(&mut self, right: &[f64], x: &mut [f64]) {
        self.work.copy_from_slice(right);
        self.factors.solve(&mut self.work, x);
        for exchange in &self.exchanges {
            let own = x[exchange.place] / exchange.pivot;
            x[exchange.place] = own;
            if own != 0.0 {
                for &(other, factor) in &exchange.others {
                    x[other] -= factor * own;
                }
            }
        }
    }

    /// Solves `y * basis = right`: `right` by place, and used up; `y` by row.
    pub(crate) fn solve_transposed(&self, right: &mut [f64], y: &mut [f64]) {
        for exchange in self.exchanges.iter().rev() {
            let others = exchange.others.iter();
            let sum = others
                .fold(right[exchange.place], |sum, &(other, factor)| sum - factor * right[other]);
            right[exchange.place] = sum / exchange.pivot;
        }
        self.factors.solve_transposed(right, y);
    }

    /// `column`, which is `direction` in terms of the basis, takes the place; whether the basis was factored anew,
    /// `None` where it is none any more.
    pub(crate) fn exchange(
        &mut self,
        matrix: &Columns<f64>,
        (column, direction): (usize, &[f64]),
        place: usize,
    ) -> Option<bool> {
        self.at[place] = column;
        if self.exchanges.len() >= EXCHANGES {
            self.factors = Lu::of(&matrix.select(&self.at))?;
            self.exchanges.clear();
            return Some(true);
        }
        let others = direction.iter().copied().enumerate();
        let others = others.filter(|&(other, factor)| other != place && factor != 0.0);
        self.exchanges.push(Exchange { place, pivot: direction[place], others: others.collect() });
        Some(false)
    }
}
