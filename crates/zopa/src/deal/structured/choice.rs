//! The bargaining solutions among the points of a frontier, exactly, with all ties.
//!
//! Every solution is strictly monotone among the deals that no party would rather do without, so its
//! maximisers lie on the frontier. Each is a list of numbers, compared from the first on: for Nash how
//! many gains are positive and the product of those, each over its party's spread (else the product
//! would depend on units where it is not the same parties that gain nothing); for Kalai-Smorodinsky the shares of the ideal gains,
//! ascending; for the egalitarian solution the gains, ascending; for the utilitarian one their sum. The
//! first of these numbers is compared in doubles, and what is within 1e-9 of the best exactly.

use super::amount::Amount;
use super::maxima::Set;
use crate::num::rational::Rational;
use num_rational::BigRational;
use std::cmp::Ordering;

const CLOSE: f64 = 1e-9;

/// The points, and what the parties have without a deal.
pub(super) struct Table<'a, T> {
    /// Points that are worse than disagreement for nobody.
    pub(super) points: &'a Set<T>,
    /// In units.
    pub(super) disagreement: Vec<T>,
    /// The units of the parties.
    pub(super) units: Vec<Rational>,
    /// The most that a party gets from any deal less the least, in units; positive.
    pub(super) spreads: Vec<T>,
    /// How much each party's gain counts in the product of Nash: it is raised to this power.
    pub(super) weights: Vec<u32>,
    /// The most that each party could get from any deal, where ideals are not to be taken among `points`.
    pub(super) ideals: Option<Vec<T>>,
}

/// A rule that ranks points.
#[derive(Clone, Copy, Debug)]
pub(super) enum Solution {
    Nash,
    KalaiSmorodinsky,
    Egalitarian,
    Utilitarian,
}

impl<T: Amount> Table<'_, T> {
    /// The numbers of all points that are best.
    pub(super) fn best(&self, solution: Solution) -> Vec<usize> {
        let ideals = self.ideals();
        let units: Vec<f64> = self.units.iter().map(Rational::to_f64).collect();
        let spreads: Vec<f64> = self.spreads.iter().map(Amount::to_f64).collect();
        let rough: Vec<f64> = self
            .points
            .points()
            .map(|point| {
                let gains = point.iter().zip(&self.disagreement).map(|(x, d)| x.minus(d).to_f64());
                match solution {
                    Solution::Nash => rough_product(gains.zip(&spreads), &self.weights),
                    _ => rough(solution, gains.zip(&units), &ideals),
                }
            })
            .collect();
        let highest = rough.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let close =
            |x: f64| highest - x <= CLOSE * highest.abs().max(f64::MIN_POSITIVE) || x >= highest;
        let mut best: Vec<usize> = Vec::new();
        let mut score: Vec<Rational> = Vec::new();
        for i in (0..rough.len()).filter(|&i| close(rough[i])) {
            let other = self.score(solution, i, &ideals);
            let order = if best.is_empty() { Ordering::Greater } else { other.cmp(&score) };
            if order.is_gt() {
                best.clear();
                score = other;
            }
            if order.is_ge() {
                best.push(i);
            }
        }
        best
    }

    fn gains(&self, i: usize) -> Vec<Rational> {
        let point = self.points.point(i).iter().zip(&self.disagreement).zip(&self.units);
        point.map(|((x, d), unit)| own(&x.minus(d), unit)).collect()
    }

    /// The spreads in the parties' own numbers.
    fn wholes(&self) -> Vec<Rational> {
        self.spreads.iter().zip(&self.units).map(|(spread, unit)| own(spread, unit)).collect()
    }

    /// The largest gain of each party.
    fn ideals(&self) -> Vec<Rational> {
        (0..self.units.len())
            .map(|party| {
                let most = match &self.ideals {
                    Some(ideals) => ideals.get(party),
                    None => self.points.points().map(|point| &point[party]).max(),
                };
                most.map_or(Rational::ZERO, |most| {
                    own(&most.minus(&self.disagreement[party]), &self.units[party])
                })
            })
            .collect()
    }

    fn score(&self, solution: Solution, i: usize, ideals: &[Rational]) -> Vec<Rational> {
        let gains = self.gains(i);
        let ascending = |mut gains: Vec<Rational>| {
            gains.sort();
            gains
        };
        match solution {
            Solution::Nash => {
                let positive = gains.iter().filter(|gain| gain.is_positive());
                let count = i64::try_from(positive.count()).unwrap_or(i64::MAX);
                let wholes = self.wholes();
                let shares = gains.iter().zip(&wholes).map(|(gain, whole)| gain.checked_div(whole));
                vec![Rational::from(count), product(shares.zip(&self.weights))]
            }
            Solution::KalaiSmorodinsky => {
                ascending(gains.iter().zip(ideals).filter_map(|(g, i)| g.checked_div(i)).collect())
            }
            Solution::Egalitarian => ascending(gains),
            Solution::Utilitarian => vec![gains.into_iter().sum()],
        }
    }
}

/// The product of the positive shares, each to the power of its weight.
pub(super) fn product<'a>(shares: impl Iterator<Item = (Option<Rational>, &'a u32)>) -> Rational {
    let mut product = Rational::ONE;
    for (share, &weight) in shares {
        if let Some(share) = share.filter(Rational::is_positive) {
            (0..weight).for_each(|_| product = &product * &share);
        }
    }
    product
}

fn own(amount: &impl Amount, unit: &Rational) -> Rational {
    &Rational::narrowed(BigRational::from_integer(amount.to_big())) * unit
}

/// How many gains are positive, and the logarithm of the product of their shares: one number, since the
/// logarithms are far below the weight of one more positive gain.
fn rough_product<'a>(gains: impl Iterator<Item = (f64, &'a f64)>, weights: &[u32]) -> f64 {
    const ONE_MORE: f64 = 1e5;
    let positive = gains.zip(weights).filter(|((gain, _), _)| *gain > 0.0);
    let log = |((gain, spread), weight): ((f64, &f64), &u32)| {
        ONE_MORE + f64::from(*weight) * (libm::log(gain) - libm::log(*spread))
    };
    positive.map(log).sum()
}

/// A number that ranks points as the solution does, to within rounding.
fn rough<'a>(
    solution: Solution,
    gains: impl Iterator<Item = (f64, &'a f64)>,
    ideals: &[Rational],
) -> f64 {
    match solution {
        Solution::KalaiSmorodinsky => {
            let shares = gains.zip(ideals).filter(|(_, ideal)| ideal.is_positive());
            let least = shares.map(|((gain, unit), ideal)| gain * unit / ideal.to_f64());
            let least = least.fold(f64::INFINITY, f64::min);
            if least.is_finite() { least } else { 0.0 }
        }
        Solution::Egalitarian => gains.map(|(g, unit)| g * unit).fold(f64::INFINITY, f64::min),
        Solution::Nash | Solution::Utilitarian => gains.map(|(g, unit)| g * unit).sum(),
    }
}
