//! A square sparse matrix as a product of a lower and an upper triangular one.
//!
//! Method: column after column (J. Gilbert and T. Peierls, SIAM Journal on Scientific and Statistical Computing 9,
//! 1988): each is solved for with the columns before it, at a cost that goes with the number of products that are not
//! 0. Columns in which a row is the only one left come first, then those with rows that no other column has, since they
//! make no new entries; the others by how many entries they have. Of the entries of a column that are not much smaller
//! than its largest, the one in the emptiest row becomes the pivot (after H. Markowitz 1957). For the bases of linear
//! programs, most of which fall apart into triangles, this keeps nearly all zeros.

use super::Columns;
use super::field::Field;

/// Pivots may be this much smaller than the largest entry of the column.
const THRESHOLD: f64 = 0.1;
/// Pivots smaller than this are taken for rounding.
const TINY: f64 = 1e-10;

/// The factors.
#[derive(Clone, Debug)]
pub(crate) struct Lu<T> {
    /// Of each step, the row and the column that it uses up.
    rows: Vec<usize>,
    columns: Vec<usize>,
    /// Below the diagonal, with the rows of the matrix; the diagonal itself is 1.
    lower: Columns<T>,
    /// Above the diagonal, with the numbers of the steps.
    upper: Columns<T>,
    diagonal: Vec<T>,
}

impl<T: Field> Lu<T> {
    /// The factors of a square matrix; `None` where it has none, or none that doubles find.
    pub(crate) fn of(matrix: &Columns<T>) -> Option<Self> {
        let n = matrix.rows();
        let mut by_row = vec![0_usize; n];
        for column in 0..n {
            matrix.column(column).iter().for_each(|&(row, _)| by_row[row] += 1);
        }
        let order = order(matrix);
        let mut factors = Self {
            rows: Vec::with_capacity(n),
            columns: Vec::with_capacity(n),
            lower: Columns::new(n),
            upper: Columns::new(n),
            diagonal: Vec::with_capacity(n),
        };
        let mut step_of = vec![usize::MAX; n];
        let mut work =
            Work { numbers: vec![T::ZERO; n], seen: vec![usize::MAX; n], found: Vec::new() };
        for (step, &column) in order.iter().enumerate() {
            factors.reach(matrix.column(column), step, &step_of, &mut work);
            for &(row, x) in matrix.column(column) {
                work.numbers[row] = x;
            }
            let mut upper = Vec::new();
            // Found in an order in which each row comes after those that it is used for.
            for &row in work.found.iter().rev() {
                let before = step_of[row];
                let x = work.numbers[row];
                if before == usize::MAX || x.is_nothing() {
                    continue;
                }
                upper.push((before, x));
                for &(below, factor) in factors.lower.column(before) {
                    work.numbers[below] = work.numbers[below].less(factor, x);
                }
            }
            let left = || work.found.iter().filter(|&&row| step_of[row] == usize::MAX);
            let largest = left().map(|&row| work.numbers[row].size()).fold(0.0, f64::max);
            let fit = |&&row: &&usize| work.numbers[row].size() >= largest * THRESHOLD;
            let pivot = left().filter(fit).min_by_key(|&&row| (by_row[row], row)).copied()?;
            if largest < TINY {
                return None;
            }
            let diagonal = work.numbers[pivot];
            let lower = left().filter(|&&row| row != pivot && !work.numbers[row].is_nothing());
            factors.lower.push(
                lower.map(|&row| (row, work.numbers[row].over(diagonal))).collect::<Vec<_>>(),
            );
            factors.upper.push(upper);
            factors.diagonal.push(diagonal);
            factors.rows.push(pivot);
            factors.columns.push(column);
            step_of[pivot] = step;
            for &row in &work.found {
                work.numbers[row] = T::ZERO;
            }
        }
        Some(factors)
    }

    /// The rows that a column comes to have entries in, depth first.
    fn reach(&self, column: &[(usize, T)], step: usize, step_of: &[usize], work: &mut Work<T>) {
        work.found.clear();
        let mut path: Vec<(usize, usize)> = Vec::new();
        for &(start, _) in column {
            if work.seen[start] == step {
                continue;
            }
            work.seen[start] = step;
            path.push((start, 0));
            while let Some((row, next)) = path.pop() {
                let below = match step_of[row] {
                    usize::MAX => &[][..],
                    before => self.lower.column(before),
                };
                let fresh = below[next..].iter().position(|&(row, _)| work.seen[row] != step);
                match fresh.map(|ahead| (next + ahead, below[next + ahead].0)) {
                    Some((at, deeper)) => {
                        work.seen[deeper] = step;
                        path.push((row, at + 1));
                        path.push((deeper, 0));
                    }
                    None => work.found.push(row),
                }
            }
        }
    }

    /// Solves `matrix * x = right`; `right` is by row and is used up, `x` by column.
    pub(crate) fn solve(&self, right: &mut [T], x: &mut [T]) {
        for (step, &row) in self.rows.iter().enumerate() {
            let own = right[row];
            if !own.is_nothing() {
                for &(below, factor) in self.lower.column(step) {
                    right[below] = right[below].less(factor, own);
                }
            }
        }
        // From here on `right` is thought of by step.
        for (step, &row) in self.rows.iter().enumerate().rev() {
            let own = right[row];
            x[self.columns[step]] = if own.is_nothing() {
                T::ZERO
            } else {
                let own = own.over(self.diagonal[step]);
                for &(above, factor) in self.upper.column(step) {
                    let above = self.rows[above];
                    right[above] = right[above].less(factor, own);
                }
                own
            };
        }
    }

    /// Solves `y * matrix = right`; `right` is by column, `y` by row.
    pub(crate) fn solve_transposed(&self, right: &[T], y: &mut [T]) {
        for (step, &column) in self.columns.iter().enumerate() {
            let upper = self.upper.column(step).iter();
            let own =
                upper.fold(right[column], |sum, &(above, x)| sum.less(x, y[self.rows[above]]));
            y[self.rows[step]] =
                if own.is_nothing() { T::ZERO } else { own.over(self.diagonal[step]) };
        }
        for (step, &row) in self.rows.iter().enumerate().rev() {
            let lower = self.lower.column(step).iter();
            y[row] = lower.fold(y[row], |sum, &(below, x)| sum.less(x, y[below]));
        }
    }
}

/// What the columns are worked out in.
struct Work<T> {
    numbers: Vec<T>,
    /// The step at which a row was last seen.
    seen: Vec<usize>,
    found: Vec<usize>,
}

/// The order in which the columns are taken: those first that have one row left when their turn comes, those last that
/// have a row of their own when all after them are gone; the others between them, the shorter ones first.
fn order<T: Field>(matrix: &Columns<T>) -> Vec<usize> {
    let n = matrix.rows();
    let rows = matrix.transposed();
    let mut left_in_column: Vec<usize> = (0..n).map(|column| matrix.column(column).len()).collect();
    let mut row_gone = vec![false; n];
    let mut column_gone = vec![false; n];
    let mut order = Vec::with_capacity(n);
    let mut ready: Vec<usize> =
        (0..n).rev().filter(|&column| left_in_column[column] == 1).collect();
    while let Some(column) = ready.pop() {
        if column_gone[column] {
            continue;
        }
        let Some(&(row, _)) = matrix.column(column).iter().find(|&&(row, _)| !row_gone[row]) else {
            continue;
        };
        (column_gone[column], row_gone[row]) = (true, true);
        order.push(column);
        for &(other, _) in rows.column(row) {
            left_in_column[other] -= 1;
            if left_in_column[other] == 1 && !column_gone[other] {
                ready.push(other);
            }
        }
    }
    // Of the rows that are left, those with one column.
    let gone = |column: &usize| column_gone[*column];
    let in_row = |row: usize| rows.column(row).iter().filter(|(column, _)| !gone(column)).count();
    let mut left_in_row: Vec<usize> = (0..n).map(in_row).collect();
    let mut last = Vec::new();
    let mut ready: Vec<usize> =
        (0..n).filter(|&row| !row_gone[row] && left_in_row[row] == 1).collect();
    while let Some(row) = ready.pop() {
        let left = rows.column(row).iter().find(|&&(column, _)| !column_gone[column]);
        let Some(&(column, _)) = left.filter(|_| !row_gone[row]) else { continue };
        (column_gone[column], row_gone[row]) = (true, true);
        last.push(column);
        for &(other, _) in matrix.column(column) {
            left_in_row[other] -= 1;
            if left_in_row[other] == 1 && !row_gone[other] {
                ready.push(other);
            }
        }
    }
    let mut rest: Vec<usize> = (0..n).filter(|&column| !column_gone[column]).collect();
    let entries =
        |column: usize| matrix.column(column).iter().filter(|&&(row, _)| !row_gone[row]).count();
    rest.sort_by_cached_key(|&column| (entries(column), column));
    order.extend(rest);
    order.extend(last.into_iter().rev());
    order
}
