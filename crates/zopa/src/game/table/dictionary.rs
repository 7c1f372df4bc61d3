//! The simplex tableau of a table for two players.
//!
//! Variables `s = 1 - M z`, all at least 0: a polytope `{z >= 0, M z <= 1}` with `M > 0`, hence bounded and
//! with the corner `z = 0` to start from. Some variables are *basic*: written as a constant less multiples
//! of the others, which are *cobasic*, that is 0 at the corner where the dictionary stands. A pivot walks
//! along an edge to the next corner.
//!
//! Corners at which more variables are 0 than must be (degenerate ones) would make walks cycle, and walks
//! over all corners lose some. So 1 is thought of as `1 + e, 1 + e^2, ...` for a tiny e: the
//! lexicographic rule (G. Dantzig, A. Orden and P. Wolfe 1955), under which every corner is simple and
//! every walk unique. In doubles the rule is of no use, since a tie may be rounding: there a pivot that
//! depends on a near tie is refused as [`Doubt`], and the caller begins again in fractions.
//!
//! A pivot costs rows times columns products.

use crate::num::rational::Rational;
use crate::num::scalar::Scalar;
use std::cmp::Ordering;

/// Doubles nearer than this are not told apart. Entries of a dictionary are of the order of 1.
const NEAR: f64 = 1e-9;
/// Ratios that are further apart than this share of them are told apart by doubles, of fractions too.
const CLOSE: f64 = 1e-6;

/// Doubles do not suffice to tell where to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt;

/// A number of a dictionary.
pub trait Figure: Scalar {
    /// How it compares with 0; unknown of a double that may be either.
    ///
    /// # Errors
    /// Where doubles do not tell.
    fn sign(&self) -> Result<Ordering, Doubt>;
}

impl Figure for f64 {
    fn sign(&self) -> Result<Ordering, Doubt> {
        match self {
            x if *x > NEAR => Ok(Ordering::Greater),
            x if *x < -NEAR => Ok(Ordering::Less),
            _ => Err(Doubt),
        }
    }
}

/// A double of which tiny differences are ties: for walks that may pass corners at which more variables are 0 than must be.
/// What is found so must be proved.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Tied(pub f64);

/// Doubles nearer than this tie. Entries of a dictionary are of the order of 1, and off by some 1e-15.
const TIED: f64 = 1e-12;

impl Scalar for Tied {
    fn zero() -> Self {
        Self(0.0)
    }
    fn one() -> Self {
        Self(1.0)
    }
    fn plus(&self, other: &Self) -> Self {
        Self(self.0 + other.0)
    }
    fn minus(&self, other: &Self) -> Self {
        Self(self.0 - other.0)
    }
    fn times(&self, other: &Self) -> Self {
        Self(self.0 * other.0)
    }
    fn over(&self, other: &Self) -> Option<Self> {
        self.0.over(&other.0).map(Self)
    }
    fn approximate(&self) -> f64 {
        self.0
    }
    fn is_nothing(&self) -> bool {
        self.0.is_nothing()
    }
}

impl Figure for Tied {
    fn sign(&self) -> Result<Ordering, Doubt> {
        match self.0 {
            x if x.abs() <= TIED => Ok(Ordering::Equal),
            x => x.sign(),
        }
    }
}

impl Figure for Rational {
    fn sign(&self) -> Result<Ordering, Doubt> {
        Ok(Self::sign(self).cmp(&0))
    }
}

/// A corner of the polytope, and what is needed to walk on.
#[derive(Debug)]
pub struct Dictionary<N> {
    /// Row after row; the last of each row is the value of its basic variable.
    cells: Vec<N>,
    /// The basic variable of each row.
    basic: Vec<usize>,
    /// The cobasic variable of each column.
    cobasic: Vec<usize>,
    /// The variables that begin as basic; the order of the perturbation.
    first_basic: Vec<usize>,
}

impl<N: Clone> Clone for Dictionary<N> {
    fn clone(&self) -> Self {
        Self {
            cells: self.cells.clone(),
            basic: self.basic.clone(),
            cobasic: self.cobasic.clone(),
            first_basic: self.first_basic.clone(),
        }
    }

    // Walks over all corners use the memory of those that are done with.
    fn clone_from(&mut self, other: &Self) {
        self.cells.clone_from(&other.cells);
        self.basic.clone_from(&other.basic);
        self.cobasic.clone_from(&other.cobasic);
        self.first_basic.clone_from(&other.first_basic);
    }
}

impl Dictionary<f64> {
    /// For every column, the row whose variable is the first to fall to 0 when that of the column grows; where doubles
    /// tell all of them. The rows are gone through once, with one division each.
    ///
    /// # Errors
    /// Where doubles do not tell, or nothing falls.
    pub fn leaving_all(&self, found: &mut Vec<usize>) -> Result<(), Doubt> {
        let width = self.width();
        let columns = width - 1;
        // How fast variables fall, as shares of what they have: the fastest of each column, and the next.
        let (mut fastest, mut next) = (vec![0.0_f64; columns], vec![0.0_f64; columns]);
        found.clear();
        found.resize(columns, usize::MAX);
        let mut least = f64::INFINITY;
        for (row, cells) in self.cells.chunks_exact(width).enumerate() {
            let value = cells[columns];
            if value <= NEAR {
                return Err(Doubt);
            }
            least = least.min(value);
            let inverse = 1.0 / value;
            for (k, cell) in cells[..columns].iter().enumerate() {
                let speed = cell * inverse;
                next[k] = next[k].max(fastest[k].min(speed));
                if speed > fastest[k] {
                    (fastest[k], found[k]) = (speed, row);
                }
            }
        }
        // An entry near 0 may be above it, and counts where the fastest is slow too.
        let doubtful = 2.0 * NEAR / least;
        let told =
            |(fastest, next): (&f64, &f64)| *fastest > doubtful && *next < fastest * (1.0 - CLOSE);
        if fastest.iter().zip(&next).all(told) { Ok(()) } else { Err(Doubt) }
    }
}

impl<N: Figure> Dictionary<N> {
    /// The corner at which all of `cobasic` are 0, of `basic = 1 - entry * cobasic`.
    pub fn new(basic: Vec<usize>, cobasic: Vec<usize>, entry: impl Fn(usize, usize) -> N) -> Self {
        let mut cells = Vec::with_capacity(basic.len() * (cobasic.len() + 1));
        for row in 0..basic.len() {
            cells.extend((0..cobasic.len()).map(|column| entry(row, column)));
            cells.push(N::one());
        }
        Self { cells, first_basic: basic.clone(), basic, cobasic }
    }

    fn width(&self) -> usize {
        self.cobasic.len() + 1
    }

    fn cell(&self, row: usize, column: usize) -> &N {
        &self.cells[row * self.width() + column]
    }

    /// The variables that are 0 because they are cobasic, column after column.
    #[must_use]
    pub fn cobasic(&self) -> &[usize] {
        &self.cobasic
    }

    /// The basic variable of a row.
    #[must_use]
    pub fn basic(&self, row: usize) -> usize {
        self.basic[row]
    }

    /// The basic variables with their values, row after row.
    pub fn values(&self) -> impl Iterator<Item = (usize, &N)> {
        let value = |row| self.cell(row, self.cobasic.len());
        self.basic.iter().copied().enumerate().map(move |(row, variable)| (variable, value(row)))
    }

    /// The entries of a row, column after column, and the value of its basic variable.
    #[must_use]
    pub fn row(&self, row: usize) -> (&[N], &N) {
        let cells = &self.cells[row * self.width()..(row + 1) * self.width()];
        (&cells[..self.cobasic.len()], &cells[self.cobasic.len()])
    }

    /// The column of a cobasic variable.
    #[must_use]
    pub fn column(&self, variable: usize) -> Option<usize> {
        self.cobasic.iter().position(|&at| at == variable)
    }

    /// The row whose variable is the first to fall to 0 when that of `column` grows; `None` where none
    /// does.
    ///
    /// # Errors
    /// Where doubles do not tell.
    pub fn leaving(&self, column: usize) -> Result<Option<usize>, Doubt> {
        if let Some(row) = self.surely_leaving(column) {
            return Ok(Some(row));
        }
        let width = self.width();
        let value = |row: usize| self.cell(row, width - 1).approximate();
        // What is not the first to fall need not be told apart.
        let (mut best, mut least, mut next) = (None, f64::INFINITY, f64::INFINITY);
        let mut doubtful = Vec::new();
        for (row, cells) in self.cells.chunks_exact(width).enumerate() {
            match cells[column].sign() {
                Ok(Ordering::Greater) => {
                    let ratio = cells[width - 1].approximate() / cells[column].approximate();
                    if best.is_none() || ratio < least {
                        (best, next, least) = (Some(row), least, ratio);
                    } else if ratio < next {
                        next = ratio;
                    }
                }
                Ok(_) => {}
                Err(Doubt) => doubtful.push(row),
            }
        }
        let Some(mut best) = best else {
            return if doubtful.is_empty() { Ok(None) } else { Err(Doubt) };
        };
        // An entry that may be a little above 0 lets its variable fall late, if that is not small itself.
        if doubtful.into_iter().any(|row| value(row) <= 2.0 * NEAR * least) {
            return Err(Doubt);
        }
        let close = least + least.abs() * CLOSE + f64::MIN_POSITIVE;
        if next > close {
            return Ok(Some(best));
        }
        for row in 0..self.basic.len() {
            let cell = self.cell(row, column);
            let falls = matches!(cell.sign(), Ok(Ordering::Greater));
            let near = falls && value(row) / cell.approximate() <= close;
            if row != best && near && self.falls_before(row, best, column)? {
                best = row;
            }
        }
        Ok(Some(best))
    }

    /// The same where doubles tell, without a branch that depends on signs: these are as good as random.
    fn surely_leaving(&self, column: usize) -> Option<usize> {
        let width = self.width();
        let (mut best, mut fastest, mut next, mut sure) = (0, 0.0_f64, 0.0_f64, true);
        for (row, cells) in self.cells.chunks_exact(width).enumerate() {
            let (cell, value) = (cells[column].approximate(), cells[width - 1].approximate());
            sure &= (cell.abs() > NEAR) & (value > NEAR);
            let speed = cell / value;
            next = next.max(speed.min(fastest));
            if speed > fastest {
                (best, fastest) = (row, speed);
            }
        }
        (sure && next < fastest * (1.0 - CLOSE)).then_some(best)
    }

    /// Whether the variable of `row` falls to 0 before that of `other`, by the lexicographic rule.
    fn falls_before(&self, row: usize, other: usize, column: usize) -> Result<bool, Doubt> {
        let (own, others) = (self.cell(row, column), self.cell(other, column));
        let compare = |x: &N, y: &N| x.times(others).minus(&y.times(own)).sign();
        let value = self.cobasic.len();
        let mut order = compare(self.cell(row, value), self.cell(other, value))?;
        for &variable in &self.first_basic {
            if order != Ordering::Equal {
                break;
            }
            order = match self.column(variable) {
                Some(at) => compare(self.cell(row, at), self.cell(other, at))?,
                // A basic variable's own column would be 1 in its row and 0 elsewhere.
                None if self.basic[row] == variable => Ordering::Greater,
                None if self.basic[other] == variable => Ordering::Less,
                None => Ordering::Equal,
            };
        }
        Ok(order == Ordering::Less)
    }

    /// Exchanges the basic variable of `row` for the cobasic one of `column`; gives the one that left.
    ///
    /// # Errors
    /// Where the entry is 0.
    pub fn pivot(&mut self, row: usize, column: usize) -> Result<usize, Doubt> {
        let width = self.width();
        let inverse = N::one().over(self.cell(row, column)).ok_or(Doubt)?;
        let (above, rest) = self.cells.split_at_mut(row * width);
        let (pivot, below) = rest.split_at_mut(width);
        pivot[column] = N::one();
        for cell in pivot.iter_mut() {
            *cell = cell.times(&inverse);
        }
        for other in above.chunks_exact_mut(width).chain(below.chunks_exact_mut(width)) {
            let factor = other[column].clone();
            if factor.is_nothing() {
                continue;
            }
            for (cell, own) in other.iter_mut().zip(pivot.iter()) {
                *cell = cell.minus(&factor.times(own));
            }
            // Not set to 0 before: a processor waits where it reads at once what was just written.
            other[column] = N::zero().minus(&factor.times(&pivot[column]));
        }
        std::mem::swap(&mut self.basic[row], &mut self.cobasic[column]);
        Ok(self.cobasic[column])
    }

    /// Lets `variable` grow until another falls to 0, and gives that one.
    ///
    /// # Errors
    /// Where doubles do not tell, or `variable` is not 0.
    pub fn enter(&mut self, variable: usize) -> Result<usize, Doubt> {
        let column = self.column(variable).ok_or(Doubt)?;
        let row = self.leaving(column)?.ok_or(Doubt)?;
        self.pivot(row, column)
    }
}
