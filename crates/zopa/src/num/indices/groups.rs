//! The points of Sobol' indices for outputs that are costly and come together, and for groups of inputs.

use super::Evaluations;
use crate::num::sobol::Coordinate;
use rayon::prelude::*;
use std::ops::Range;

impl Evaluations {
    /// Appends the rows that follow.
    pub fn append(&mut self, next: Self) {
        self.a.extend(next.a);
        self.b.extend(next.b);
        self.mixed.resize(self.mixed.len().max(next.mixed.len()), Vec::new());
        self.mixed.iter_mut().zip(next.mixed).for_each(|(own, next)| own.extend(next));
    }
}

/// Evaluates `f` at a range of the points that [`evaluate`](super::evaluate) uses, inputs of a group taken from
/// the second sample together; `None` where there are more inputs than half the known dimensions. `f` is given a
/// number between 0 and 1 for each input and gives the value of each of `outputs` outputs; so many
/// evaluations come back, with a column for each group.
pub fn evaluate_groups(
    names: &[&str],
    groups: &[Vec<usize>],
    rows: Range<u64>,
    (seed, outputs): (u64, usize),
    f: impl Fn(&[f64]) -> Vec<f64> + Sync,
) -> Option<Vec<Evaluations>> {
    let axes = |copy: usize, mark: &str| -> Option<Vec<Coordinate>> {
        let axis = |(k, name): (usize, &&str)| {
            Coordinate::new(copy * names.len() + k, seed, &format!("{name}{mark}"))
        };
        names.iter().enumerate().map(axis).collect()
    };
    let (first, second) = (axes(0, "")?, axes(1, " again")?);
    let point = |axes: &[Coordinate], row| -> Vec<f64> { axes.iter().map(|a| a.at(row)).collect() };
    let row = |row: u64| -> Vec<Vec<f64>> {
        let (a, b) = (point(&first, row), point(&second, row));
        let mixed = groups.iter().map(|group| {
            let mut mixed = a.clone();
            group.iter().for_each(|&k| mixed[k] = b[k]);
            f(&mixed)
        });
        let mixed: Vec<Vec<f64>> = mixed.collect();
        [f(&a), f(&b)].into_iter().chain(mixed).collect()
    };
    let rows: Vec<Vec<Vec<f64>>> = rows.into_par_iter().map(row).collect();
    let of = |output: usize| {
        let column = |at: usize| -> Vec<f64> {
            rows.iter().map(|row| row[at].get(output).copied().unwrap_or(f64::NAN)).collect()
        };
        let mixed = (0..groups.len()).map(|group| column(group + 2)).collect();
        Evaluations { a: column(0), b: column(1), mixed }
    };
    Some((0..outputs).map(of).collect())
}
