//! Which inputs move an output: Sobol' first-order and total indices, with intervals.
//!
//! The first-order index of an input is the share of the output's variance that would go if the input were
//! known. The total index is the share that would remain if every other input were known. They differ by
//! what the input does only together with others. Both need independent inputs (or groups of inputs that
//! are independent of each other).
//!
//! 1. Two independent samples A and B of n points are evaluated, and for each input k the points of A with
//!    input k from B: n (inputs + 2) evaluations.
//! 2. First order: mean of f(B) (f(AB_k) - f(A)) over the variance (A. Saltelli and others, Computer Physics
//!    Communications 181, 2010); total: half the mean of (f(A) - f(AB_k))^2 over the variance (M. Jansen,
//!    1999). The variance is that of A and B together; the mean is taken off first, which removes most of
//!    the error of the first-order estimate.
//! 3. The rows are drawn again, n of n with replacement, many times: a resample is no copy of the data but
//!    how often each row counts, and eight resamples share one pass. Intervals are normal, with the standard
//!    deviation of the resamples. Points of a Sobol sequence err less than random ones, so for them the
//!    intervals are wider than they need to be.
//!
//! An estimate whose interval holds 0 cannot be told from 0 and is [shown](Estimate::shown) as nothing; a
//! first-order estimate may be negative by chance, what is shown never is.
//!
//! Cost: evaluations, then n (inputs) (resamples + 1) multiplications, shared among the cores; the same
//! numbers on any number of them. Memory: the evaluations, and 64 bytes a row for each core.

pub mod given;
mod groups;
mod saltelli;

pub use groups::evaluate_groups;
pub use saltelli::{Evaluations, evaluate};

use super::normal;
use super::stream::Stream;
use rayon::prelude::*;

/// Resamples that share a pass.
const LANES: usize = 8;
/// Rows of which all inputs are summed before the next rows are looked at: their weights stay in the cache.
const BLOCK: usize = 512;

/// How intervals are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Resampling {
    /// Resamples; with fewer than 2 there are no intervals.
    pub times: usize,
    /// The chance with which an interval should hold the true index, within (0, 1).
    pub level: f64,
    /// Makes these resamples different from others.
    pub seed: u64,
}

/// A share of the variance with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate, as computed: it may lie a little outside of [0, 1].
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Estimate {
    /// Whether the interval leaves out 0.
    #[must_use]
    pub fn told_from_zero(&self) -> bool {
        self.low > 0.0
    }

    /// The share to show, from 0 to 1; `None` where it cannot be told from 0.
    #[must_use]
    pub fn shown(&self) -> Option<f64> {
        self.told_from_zero().then(|| self.value.clamp(0.0, 1.0))
    }
}

/// The indices of all inputs on one output.
#[derive(Clone, Debug, PartialEq)]
pub struct Indices {
    /// First-order index of each input.
    pub first: Vec<Estimate>,
    /// Total index of each input.
    pub total: Vec<Estimate>,
    /// The output's mean.
    pub mean: f64,
    /// The output's variance.
    pub variance: f64,
    /// Rows that counted.
    pub rows: usize,
    /// Rows left out because some evaluation of theirs was no finite number.
    pub left_out: usize,
}

/// The indices from evaluations; `None` where the output is the same everywhere or no row is whole.
#[must_use]
pub fn indices(evaluations: &Evaluations, resampling: Resampling) -> Option<Indices> {
    let (whole, left_out) = evaluations.whole();
    let rows = whole.a.len();
    let varies = whole.a.iter().chain(&whole.b).any(|y| (y - whole.a[0]).abs() > 0.0);
    if !varies {
        return None;
    }
    let inputs = whole.mixed.len();
    let mean = whole.a.iter().chain(&whole.b).sum::<f64>() / (2 * rows) as f64;
    let batches = (resampling.times + 1).div_ceil(LANES);
    let sums: Vec<Vec<Sums>> =
        (0..batches).into_par_iter().map(|batch| pass(&whole, mean, batch, resampling)).collect();
    let sums: Vec<Sums> = sums.into_iter().flatten().take(resampling.times + 1).collect();
    let (sample, resamples) = sums.split_first()?;
    let z = normal::quantile(0.5 + 0.5 * resampling.level);
    let estimate = |index: &dyn Fn(&Sums) -> f64| {
        let value = index(sample);
        let half = z * spread(&resamples.iter().map(index).collect::<Vec<f64>>());
        Estimate { value, low: value - half, high: value + half }
    };
    Some(Indices {
        first: (0..inputs).map(|k| estimate(&|sums| sums.first(k))).collect(),
        total: (0..inputs).map(|k| estimate(&|sums| sums.total(k))).collect(),
        mean,
        variance: sample.variance(),
        rows,
        left_out,
    })
}

/// Weighted sums over the rows, outputs taken from their mean.
#[derive(Clone, Debug)]
struct Sums {
    rows: f64,
    /// Of outputs and of their squares, A and B together.
    outputs: f64,
    squares: f64,
    /// Per input, of B (AB - A) and of (A - AB)^2.
    products: Vec<f64>,
    differences: Vec<f64>,
}

impl Sums {
    fn variance(&self) -> f64 {
        let mean = self.outputs / (2.0 * self.rows);
        self.squares / (2.0 * self.rows) - mean * mean
    }

    fn first(&self, input: usize) -> f64 {
        self.products[input] / self.rows / self.variance()
    }

    fn total(&self, input: usize) -> f64 {
        0.5 * self.differences[input] / self.rows / self.variance()
    }
}

/// The sums of one batch of resamples; the first of the first batch is the sample itself.
fn pass(evaluations: &Evaluations, mean: f64, batch: usize, resampling: Resampling) -> Vec<Sums> {
    let Evaluations { a, b, mixed } = evaluations;
    let weights = weights(a.len(), batch, resampling);
    let mut outputs = [[0.0; LANES]; 2];
    let mut inputs = vec![[[0.0; LANES]; 2]; mixed.len()];
    for (block, weights) in weights.chunks(BLOCK).enumerate() {
        let rows = block * BLOCK..block * BLOCK + weights.len();
        let (a, b) = (&a[rows.clone()], &b[rows.clone()]);
        let both = a.iter().zip(b).map(|(a, b)| (a - mean, b - mean));
        add(&mut outputs, weights, both.map(|(a, b)| (a + b, a * a + b * b)));
        for (sums, mixed) in inputs.iter_mut().zip(mixed) {
            let terms = a.iter().zip(b).zip(&mixed[rows.clone()]).map(|((a, b), ab)| {
                let step = ab - a;
                ((b - mean) * step, step * step)
            });
            add(sums, weights, terms);
        }
    }
    let lane = |lane: usize| Sums {
        rows: a.len() as f64,
        outputs: outputs[0][lane],
        squares: outputs[1][lane],
        products: inputs.iter().map(|sums| sums[0][lane]).collect(),
        differences: inputs.iter().map(|sums| sums[1][lane]).collect(),
    };
    (0..LANES).map(lane).collect()
}

/// Adds two terms of each row to the sums of every lane, as often as the lane counts the row.
#[inline]
fn add(
    sums: &mut [[f64; LANES]; 2],
    weights: &[[f64; LANES]],
    terms: impl Iterator<Item = (f64, f64)>,
) {
    let [mut first, mut second] = *sums;
    for (weight, (one, other)) in weights.iter().zip(terms) {
        for lane in 0..LANES {
            first[lane] += weight[lane] * one;
            second[lane] += weight[lane] * other;
        }
    }
    *sums = [first, second];
}

/// How often each row counts in each resample of a batch.
fn weights(rows: usize, batch: usize, resampling: Resampling) -> Vec<[f64; LANES]> {
    let mut weights = vec![[0.0; LANES]; rows];
    for lane in 0..LANES {
        let resample = batch * LANES + lane;
        if resample == 0 {
            weights.iter_mut().for_each(|row| row[lane] = 1.0);
        } else if resample <= resampling.times {
            let mut stream = Stream::new(resampling.seed, &format!("resample {resample}"));
            // Counted apart first: a count takes an eighth of the cache that a weight's row takes.
            let mut counts = vec![0_u32; rows];
            for _ in 0..rows {
                let row = usize::try_from(stream.below(rows as u64)).unwrap_or_default();
                counts[row] += 1;
            }
            weights.iter_mut().zip(counts).for_each(|(row, n)| row[lane] = f64::from(n));
        }
    }
    weights
}

/// Standard deviation; 0 for fewer than two values.
fn spread(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    if n < 2.0 {
        return 0.0;
    }
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (squares / (n - 1.0)).sqrt()
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_given;
