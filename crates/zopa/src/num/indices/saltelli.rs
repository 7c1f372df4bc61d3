//! The points at which an output is evaluated for its Sobol' indices.

use crate::num::sobol::Coordinate;
use rayon::prelude::*;

/// Rows that are made and evaluated together.
const BLOCK: usize = 256;

/// An output at the points of two samples and of their mixtures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluations {
    /// At the points of the first sample.
    pub a: Vec<f64>,
    /// At those of the second, as many.
    pub b: Vec<f64>,
    /// Per input, at the points of the first sample with this input from the second; as many each.
    pub mixed: Vec<Vec<f64>>,
}

impl Evaluations {
    /// The rows of which every evaluation is finite, and how many are not.
    pub(super) fn whole(&self) -> (Self, usize) {
        let columns = || [&self.a, &self.b].into_iter().chain(&self.mixed);
        let rows = columns().map(Vec::len).min().unwrap_or(0);
        let kept: Vec<usize> =
            (0..rows).filter(|&row| columns().all(|column| column[row].is_finite())).collect();
        let pick = |column: &Vec<f64>| kept.iter().map(|&row| column[row]).collect();
        let mixed = self.mixed.iter().map(pick).collect();
        (Self { a: pick(&self.a), b: pick(&self.b), mixed }, rows - kept.len())
    }
}

/// Evaluates `f` at the first `rows` points, best a power of 2, of a scrambled Sobol sequence over two copies
/// of the inputs with these names; `None` where there are more of them than half the known dimensions. `f`
/// gets a number between 0 and 1 for each input.
pub fn evaluate(
    names: &[&str],
    rows: usize,
    seed: u64,
    f: impl Fn(&[f64]) -> f64 + Sync,
) -> Option<Evaluations> {
    let inputs = names.len();
    let axes = |copy: usize, mark: &str| -> Option<Vec<Coordinate>> {
        let named = names.iter().enumerate();
        named
            .map(|(k, n)| Coordinate::new(copy * inputs + k, seed, &format!("{n}{mark}")))
            .collect()
    };
    let (first, second) = (axes(0, "")?, axes(1, " again")?);
    let blocks = (0..rows.div_ceil(BLOCK)).into_par_iter();
    let blocks: Vec<Evaluations> = blocks
        .map(|block| {
            let from = block * BLOCK;
            let fill = |axes: &[Coordinate]| -> Vec<Vec<f64>> {
                let mut columns = vec![vec![0.0; BLOCK.min(rows - from)]; inputs];
                for (axis, column) in axes.iter().zip(&mut columns) {
                    axis.fill(from as u64, column);
                }
                columns
            };
            evaluate_rows(&fill(&first), &fill(&second), BLOCK.min(rows - from), &f)
        })
        .collect();
    let mut all =
        Evaluations { mixed: vec![Vec::with_capacity(rows); inputs], ..Default::default() };
    for block in blocks {
        all.a.extend(block.a);
        all.b.extend(block.b);
        all.mixed.iter_mut().zip(block.mixed).for_each(|(all, some)| all.extend(some));
    }
    Some(all)
}

fn evaluate_rows(
    first: &[Vec<f64>],
    second: &[Vec<f64>],
    rows: usize,
    f: &(impl Fn(&[f64]) -> f64 + Sync),
) -> Evaluations {
    let mut found = Evaluations { mixed: vec![Vec::new(); first.len()], ..Default::default() };
    let mut point = vec![0.0; first.len()];
    for row in 0..rows {
        let set = |point: &mut [f64], columns: &[Vec<f64>]| {
            point.iter_mut().zip(columns).for_each(|(x, column)| *x = column[row]);
        };
        set(&mut point, second);
        found.b.push(f(&point));
        set(&mut point, first);
        found.a.push(f(&point));
        for (k, mixed) in found.mixed.iter_mut().enumerate() {
            point[k] = second[k][row];
            mixed.push(f(&point));
            point[k] = first[k][row];
        }
    }
    found
}
