//! What moves an output, read off points that are there already.
//!
//! Any sample of inputs and output will do, dependent inputs included; nothing is evaluated again.
//!
//! 1. The rows are cut into slices with as many rows each, by the ranks of an input.
//! 2. **Share explained**: how much of the output's variance goes when the input is known, the variance of the
//!    slices' means over the variance of all. Means of small slices vary by chance too, which is taken off
//!    (T. Kelley, PNAS 21, 1935: epsilon squared). For independent inputs this is Sobol' first-order index.
//!    Within a slice the input still varies: with s slices about 1 / s^2 of the share of a straight line is
//!    lost.
//! 3. **Shift** (PAWN, F. Pianosi and T. Wagener, Environmental Modelling & Software 108, 2018): the largest
//!    Kolmogorov-Smirnov distance between the output's distribution in a slice and in all rows. It sees what moves
//!    the distribution without moving its mean.
//! 4. Intervals are normal, with the standard deviation of resamples (how often each row counts). A largest
//!    distance is never 0, so a shift is told from 0 by comparison: it must be larger than those of [`DUMMIES`]
//!    inputs that cut the rows at random.
//!
//! Cost: a sort of the output and of each input, then rows x inputs x resamples, shared among the cores.

use super::{Estimate, Resampling, spread};
use crate::num::normal;
use crate::num::stream::Stream;
use rayon::prelude::*;

/// Inputs without effect with which a shift is compared: it is told from 0 by chance in 1 of 201 cases.
pub const DUMMIES: usize = 200;
/// Slices for distributions; fewer where they would have less than [`LEAST_ROWS`] rows.
const SLICES: usize = 10;
const LEAST_ROWS: usize = 20;
/// Most slices for means.
const FINE_SLICES: usize = 64;

/// What an input does to an output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Given {
    /// Share of the output's variance that goes when the input is known.
    pub first: Estimate,
    /// How far knowing the input moves the output's distribution, from 0 to 1.
    pub shift: Estimate,
    /// Whether the shift is larger than that of any dummy.
    pub shift_told: bool,
}

/// What each input does to the output. `inputs[k][row]`, as many rows each as the output; rows whose output is no
/// finite number are left out. `None` where fewer than two slices can be made or the output never varies.
#[must_use]
pub fn given(inputs: &[Vec<f64>], output: &[f64], resampling: Resampling) -> Option<Vec<Given>> {
    let rows: Vec<usize> = (0..output.len()).filter(|&row| output[row].is_finite()).collect();
    let ordered = Ordered::new(&rows, output)?;
    let (coarse, fine) = slices(rows.len())?;
    let resamples: Vec<Vec<u32>> =
        (0..resampling.times).into_par_iter().map(|k| counts(rows.len(), k, resampling)).collect();
    let all = vec![1; rows.len()];
    let bound = dummies(&ordered, coarse, resampling.seed);
    let z = normal::quantile(0.5 + 0.5 * resampling.level);
    let estimate = |index: &dyn Fn(&[u32]) -> f64| {
        let value = index(&all);
        let half = z * spread(&resamples.iter().map(|counts| index(counts)).collect::<Vec<f64>>());
        Estimate { value, low: value - half, high: value + half }
    };
    let one = |input: &Vec<f64>| {
        let ranks = ordered.ranks(&rows, input);
        let (coarsely, finely) = (cut(&ranks, coarse), cut(&ranks, fine));
        let first = estimate(&|counts| ordered.explained(&finely, fine, counts));
        let shift = estimate(&|counts| ordered.shift(&coarsely, coarse, counts));
        Given { first, shift, shift_told: shift.value > bound }
    };
    Some(inputs.par_iter().map(one).collect())
}

/// Which input shifts the output most, and how far; `None` where none can be told to. Without intervals.
#[must_use]
pub fn strongest(inputs: &[Vec<f64>], output: &[f64], seed: u64) -> Option<(usize, f64)> {
    let resampling = Resampling { times: 0, level: 0.95, seed };
    let told = given(inputs, output, resampling)?;
    let told = told.iter().enumerate().filter(|(_, given)| given.shift_told);
    let told = told.map(|(k, given)| (k, given.shift.value));
    told.reduce(|most, next| if next.1 > most.1 { next } else { most })
}

/// How many slices for distributions and for means.
fn slices(rows: usize) -> Option<(usize, usize)> {
    let coarse = SLICES.min(rows / LEAST_ROWS);
    let cube_root = (1..=FINE_SLICES).rev().find(|s| s * s * s <= rows).unwrap_or(1);
    (coarse >= 2).then_some((coarse, cube_root.max(2)))
}

/// How often each row counts in a resample.
fn counts(rows: usize, resample: usize, resampling: Resampling) -> Vec<u32> {
    let mut stream = Stream::new(resampling.seed, &format!("given resample {resample}"));
    let mut counts = vec![0; rows];
    for _ in 0..rows {
        counts[usize::try_from(stream.below(rows as u64)).unwrap_or_default()] += 1;
    }
    counts
}

/// The largest shift of inputs without effect.
fn dummies(ordered: &Ordered, slices: usize, seed: u64) -> f64 {
    let all = vec![1; ordered.values.len()];
    let dummy = |k: usize| {
        let mut stream = Stream::new(seed, &format!("dummy {k}"));
        let input: Vec<f64> = all.iter().map(|_| stream.uniform()).collect();
        let rows: Vec<usize> = (0..input.len()).collect();
        ordered.shift(&cut(&ranked(&rows, &input), slices), slices, &all)
    };
    (0..DUMMIES).into_par_iter().map(dummy).reduce(|| 0.0, f64::max)
}

/// The slice of each row, by its rank.
fn cut(ranks: &[usize], slices: usize) -> Vec<usize> {
    ranks.iter().map(|rank| rank * slices / ranks.len()).collect()
}

/// The rank of each row's value, ties in the order of rows; in the order of `rows`.
fn ranked(rows: &[usize], values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|&a, &b| values[rows[a]].total_cmp(&values[rows[b]]));
    let mut ranks = vec![0; rows.len()];
    order.into_iter().enumerate().for_each(|(rank, at)| ranks[at] = rank);
    ranks
}

/// An output in ascending order. Rows are numbered in this order from here on.
struct Ordered {
    /// Where each row of the order comes from.
    from: Vec<usize>,
    /// The values, taken from their mean.
    values: Vec<f64>,
    /// Where each run of equal values ends.
    ends: Vec<usize>,
}

impl Ordered {
    fn new(rows: &[usize], output: &[f64]) -> Option<Self> {
        let mut from: Vec<usize> = (0..rows.len()).collect();
        from.sort_by(|&a, &b| output[rows[a]].total_cmp(&output[rows[b]]));
        let sorted: Vec<f64> = from.iter().map(|&at| output[rows[at]]).collect();
        let differs = |pair: &[f64]| pair[1] - pair[0] > 0.0;
        let mut ends: Vec<usize> =
            (1..sorted.len()).filter(|&at| differs(&sorted[at - 1..=at])).collect();
        if ends.is_empty() {
            return None;
        }
        ends.push(sorted.len());
        let mean = sorted.iter().sum::<f64>() / sorted.len() as f64;
        let values = sorted.into_iter().map(|value| value - mean).collect();
        Some(Self { from, values, ends })
    }

    /// The ranks of an input, in this order of rows.
    fn ranks(&self, rows: &[usize], input: &[f64]) -> Vec<usize> {
        let ranks = ranked(rows, input);
        self.from.iter().map(|&at| ranks[at]).collect()
    }

    /// Epsilon squared.
    fn explained(&self, slice: &[usize], slices: usize, counts: &[u32]) -> f64 {
        let mut sums = vec![(0.0, 0.0); slices];
        let (mut total, mut squares, mut rows) = (0.0, 0.0, 0.0);
        for ((&value, &slice), &count) in self.values.iter().zip(slice).zip(counts) {
            let count = f64::from(count);
            sums[slice].0 += count;
            sums[slice].1 += count * value;
            rows += count;
            total += count * value;
            squares += count * value * value;
        }
        let all = squares - total * total / rows;
        let filled = sums.iter().filter(|(count, _)| *count > 0.0);
        let between: f64 = filled.clone().map(|(count, sum)| sum * sum / count).sum::<f64>()
            - total * total / rows;
        let filled = filled.count() as f64;
        let within = (all - between) / (rows - filled);
        (between - (filled - 1.0) * within) / all
    }

    /// The largest distance of a slice's distribution from that of all.
    fn shift(&self, slice: &[usize], slices: usize, counts: &[u32]) -> f64 {
        let mut sizes = vec![0.0; slices];
        let rows: f64 = counts.iter().map(|&count| f64::from(count)).sum();
        for (&slice, &count) in slice.iter().zip(counts) {
            sizes[slice] += f64::from(count);
        }
        let (mut below, mut seen, mut furthest) = (vec![0.0; slices], 0.0, 0.0_f64);
        let mut start = 0;
        for &end in &self.ends {
            // A distance is largest just before or just after a value of the slice's own.
            let mut look = |below: &[f64], seen: f64| {
                let mut at = |s: usize| {
                    if sizes[s] > 0.0 {
                        furthest = furthest.max((below[s] / sizes[s] - seen / rows).abs());
                    }
                };
                if end - start < slices {
                    slice[start..end].iter().for_each(|&s| at(s));
                } else {
                    (0..slices).for_each(&mut at);
                }
            };
            look(&below, seen);
            for (&s, &count) in slice[start..end].iter().zip(&counts[start..end]) {
                below[s] += f64::from(count);
                seen += f64::from(count);
            }
            look(&below, seen);
            start = end;
        }
        furthest
    }
}
