//! What is to be largest, and bounds on it that are sums.
//!
//! For any prices the following is at least the goal at every deal whose floors are at least 0:
//!
//! | goal | bound |
//! |---|---|
//! | a sum u | u + λ·floors |
//! | Σ w log g | Σ w (log (w / μ) - 1) + μ·g + λ·floors (a tangent plane of the logarithm) |
//! | min s | π·s + λ·floors, Σ π = 1 |
//!
//! with μ > 0, π ≥ 0, λ ≥ 0 (Lagrange; Held and Karp 1971). Each bound is a sum again, whose largest value
//! is found part by part. Prices are improved by subgradient steps of Polyak's length (1969); whatever they
//! are, the bound holds.

use super::sums::{Sums, dot};

/// What is to be largest.
#[derive(Clone, Debug)]
pub(crate) enum Goal {
    /// This sum.
    Sum(usize),
    /// The product of these sums, each to the power of its weight; they must be positive.
    Product { gains: Vec<usize>, weights: Vec<f64> },
    /// The least of these sums.
    Least(Vec<usize>),
}

/// A bound: a constant and a weight for each of the sums.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cover {
    pub(super) constant: f64,
    pub(super) weights: Vec<f64>,
}

impl Goal {
    /// The goal at a deal of these values; minus infinity where a gain is not positive.
    pub(crate) fn at(&self, values: &[f64]) -> f64 {
        match self {
            Self::Sum(sum) => values[*sum],
            Self::Product { gains, weights } => gains
                .iter()
                .zip(weights)
                .map(
                    |(&g, w)| {
                        if values[g] > 0.0 { w * libm::log(values[g]) } else { f64::NEG_INFINITY }
                    },
                )
                .sum(),
            Self::Least(sums) => sums.iter().map(|&s| values[s]).fold(f64::INFINITY, f64::min),
        }
    }

    /// How large a difference of the goal is none.
    pub(super) fn tolerance(&self, scales: &[f64]) -> f64 {
        1e-9 * match self {
            Self::Sum(sum) => scales[*sum],
            Self::Product { weights, .. } => weights.iter().sum(),
            Self::Least(sums) => sums.iter().map(|&s| scales[s]).fold(0.0, f64::max),
        }
    }
}

/// Prices on their way to the least bound.
pub(super) struct Dual<'a> {
    pub(super) sums: &'a Sums,
    pub(super) goal: &'a Goal,
    pub(super) floors: &'a [usize],
    /// How far each sum reaches.
    pub(super) scales: &'a [f64],
}

/// The prices in the form in which steps are made: of the goal's parts, and of the floors (times scale).
#[derive(Clone)]
struct Prices {
    parts: Vec<f64>,
    floors: Vec<f64>,
}

impl Dual<'_> {
    /// The best cover met in so many steps. `met` is told each relaxed deal and answers the largest goal
    /// known.
    pub(super) fn cover(&self, steps: usize, mut met: impl FnMut(&[usize]) -> f64) -> Cover {
        let mut prices = self.start();
        let mut best = (f64::INFINITY, self.cover_at(&prices));
        let mut lambda = 1.0;
        let mut since = 0;
        for _ in 0..steps {
            let cover = self.cover_at(&prices);
            let relaxed = self.sums.relaxed(&cover.weights);
            let bound = cover.constant + dot(&cover.weights, &relaxed.values);
            let known = met(&relaxed.deal);
            since += 1;
            if bound < best.0 {
                best = (bound, cover.clone());
                since = 0;
            } else if since > 20 {
                (lambda, since) = (lambda / 2.0, 0);
            }
            let slope = self.slope(&prices, &relaxed.values);
            let size: f64 = slope.parts.iter().chain(&slope.floors).map(|x| x * x).sum();
            let target =
                if known.is_finite() { known } else { best.0 - best.0.abs().max(1.0) * 0.1 };
            if size <= 0.0 || bound - target <= self.goal.tolerance(self.scales) {
                break;
            }
            let step = lambda * (bound - target) / size;
            if !step.is_finite() {
                break;
            }
            // These are logarithms: a long step would end where nothing moves any more.
            let longest = slope.parts.iter().fold(0.0, |most: f64, slope| most.max(slope.abs()));
            let short = step.min(lambda / longest.max(f64::MIN_POSITIVE));
            for (price, slope) in prices.parts.iter_mut().zip(&slope.parts) {
                *price = (*price - short * slope).clamp(-40.0, 40.0);
            }
            for (price, slope) in prices.floors.iter_mut().zip(&slope.floors) {
                *price = (*price - step * slope).max(0.0);
            }
        }
        best.1
    }

    /// The cover without a word on the floors.
    pub(super) fn plain(&self, cover: &Cover) -> Cover {
        let mut plain = cover.clone();
        let of_goal = self.goal_sums();
        for sum in (0..plain.weights.len()).filter(|sum| !of_goal.contains(sum)) {
            plain.weights[sum] = 0.0;
        }
        plain
    }

    fn goal_sums(&self) -> Vec<usize> {
        match self.goal {
            Goal::Sum(sum) => vec![*sum],
            Goal::Product { gains: sums, .. } | Goal::Least(sums) => sums.clone(),
        }
    }

    fn start(&self) -> Prices {
        let parts = match self.goal {
            Goal::Sum(_) => Vec::new(),
            // As if everyone had half of what its sum reaches.
            Goal::Product { weights, .. } => weights.iter().map(|w| libm::log(2.0 * w)).collect(),
            Goal::Least(sums) => vec![0.0; sums.len()],
        };
        Prices { parts, floors: vec![0.0; self.floors.len()] }
    }

    fn shares(parts: &[f64]) -> Vec<f64> {
        let powers: Vec<f64> = parts.iter().map(|part| libm::exp(*part)).collect();
        let sum: f64 = powers.iter().sum();
        powers.iter().map(|power| power / sum).collect()
    }

    fn cover_at(&self, prices: &Prices) -> Cover {
        let mut cover = Cover { constant: 0.0, weights: vec![0.0; self.sums.count()] };
        match self.goal {
            Goal::Sum(sum) => cover.weights[*sum] = 1.0,
            Goal::Product { gains, weights } => {
                for ((&sum, weight), part) in gains.iter().zip(weights).zip(&prices.parts) {
                    // The price of the gain over its scale is e^part.
                    cover.weights[sum] += libm::exp(*part) / self.scales[sum];
                    let log = libm::log(weight * self.scales[sum]) - part;
                    cover.constant += weight * (log - 1.0);
                }
            }
            Goal::Least(sums) => {
                for (&sum, share) in sums.iter().zip(Self::shares(&prices.parts)) {
                    cover.weights[sum] += share;
                }
            }
        }
        for (&floor, price) in self.floors.iter().zip(&prices.floors) {
            cover.weights[floor] += price / self.scales[floor];
        }
        cover
    }

    fn slope(&self, prices: &Prices, values: &[f64]) -> Prices {
        let parts = match self.goal {
            Goal::Sum(_) => Vec::new(),
            Goal::Product { gains, weights } => gains
                .iter()
                .zip(weights)
                .zip(&prices.parts)
                .map(|((&sum, w), part)| libm::exp(*part) * values[sum] / self.scales[sum] - w)
                .collect(),
            Goal::Least(sums) => {
                let shares = Self::shares(&prices.parts);
                let mean: f64 = sums.iter().zip(&shares).map(|(&s, share)| share * values[s]).sum();
                let slope = |(&s, share): (&usize, &f64)| share * (values[s] - mean);
                sums.iter().zip(&shares).map(slope).collect()
            }
        };
        let floors = self.floors.iter().map(|&f| values[f] / self.scales[f]).collect();
        Prices { parts, floors }
    }
}
