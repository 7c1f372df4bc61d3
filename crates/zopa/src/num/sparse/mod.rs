//! Sparse matrices: factors, bases that change column by column, linear programs, exact solutions.
//!
//! | place | what it holds |
//! |---|---|
//! | [`Columns`] | a matrix, column after column |
//! | [`field`] | the numbers that a matrix can be factored in: doubles, and whole numbers modulo a prime |
//! | [`lu`] | a square matrix as a product of triangular ones |
//! | [`basis`] | the factors of a basis whose columns are exchanged one by one |
//! | [`simplex`] | linear programs, from a corner that is known |
//! | [`lift`] | linear equations in whole numbers, solved exactly |

pub(crate) mod basis;
pub(crate) mod field;
pub(crate) mod lift;
pub(crate) mod lu;
pub(crate) mod simplex;

#[cfg(test)]
mod tests;

/// A sparse matrix, column after column.
#[derive(Clone, Debug)]
pub(crate) struct Columns<T> {
    rows: usize,
    /// Where each column begins, and where the last ends.
    starts: Vec<usize>,
    /// Row and number.
    entries: Vec<(usize, T)>,
}

impl<T> Columns<T> {
    /// No columns yet, of so many rows.
    pub(crate) fn new(rows: usize) -> Self {
        Self { rows, starts: vec![0], entries: Vec::new() }
    }

    /// Adds a column at the end; no row twice.
    pub(crate) fn push(&mut self, column: impl IntoIterator<Item = (usize, T)>) {
        self.entries.extend(column);
        self.starts.push(self.entries.len());
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns there are.
    pub(crate) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    pub(crate) fn column(&self, at: usize) -> &[(usize, T)] {
        &self.entries[self.starts[at]..self.starts[at + 1]]
    }

    /// The same with other numbers.
    pub(crate) fn map<U>(&self, number: impl Fn(&T) -> U) -> Columns<U> {
        let entries = self.entries.iter().map(|(row, x)| (*row, number(x)));
        Columns { rows: self.rows, starts: self.starts.clone(), entries: entries.collect() }
    }

    /// Some of the columns, in this order.
    pub(crate) fn select(&self, columns: &[usize]) -> Self
    where
        T: Clone,
    {
        let mut chosen = Self::new(self.rows);
        columns.iter().for_each(|&at| chosen.push(self.column(at).iter().cloned()));
        chosen
    }

    /// Rows as columns.
    pub(crate) fn transposed(&self) -> Self
    where
        T: Clone,
    {
        let mut starts = vec![0; self.rows + 1];
        self.entries.iter().for_each(|(row, _)| starts[row + 1] += 1);
        (0..self.rows).for_each(|row| starts[row + 1] += starts[row]);
        let mut next = starts.clone();
        let mut places = vec![(0, 0); self.entries.len()];
        for column in 0..self.count() {
            for place in self.starts[column]..self.starts[column + 1] {
                let to = &mut next[self.entries[place].0];
                places[*to] = (column, place);
                *to += 1;
            }
        }
        let entries =
            places.into_iter().map(|(column, place)| (column, self.entries[place].1.clone()));
        Self { rows: self.count(), starts, entries: entries.collect() }
    }
}
