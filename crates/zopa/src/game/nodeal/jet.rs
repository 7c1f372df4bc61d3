//! Numbers that know how they change: what the equations of quantal response are evaluated in.
//!
//! The equations are written once ([`super::sheet`]) for any [`Number`]. In a [`Jet`] they give exact
//! derivatives for continuation and Newton's method; in a [`Span`](super::span::Span) they give bounds
//! over a whole interval, from which uniqueness is proved.

use std::array::from_fn;
use std::ops::{Add, Mul, Sub};

/// What the equations need of a number.
pub(super) trait Number:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Mul<f64, Output = Self>
{
    /// A number that does not change.
    fn constant(value: f64) -> Self;

    /// Turns logarithms of weights into logarithms of shares, and sets the shares. Weights that are all
    /// 0 are shared evenly. Both slices are equally long.
    fn share(logs: &mut [Self], shares: &mut [Self]);

    /// The logarithm of the sum of the weights with these logarithms; of no weights, that of 0.
    fn log_sum(logs: &[Self]) -> Self;
}

/// How many derivatives a [`Jet`] carries.
pub(super) const SLOPES: usize = 4;

/// A value and its derivatives in a few directions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Jet {
    pub(super) value: f64,
    pub(super) slopes: [f64; SLOPES],
}

impl Jet {
    /// A coordinate: it changes at rate 1 in the direction of this number, if there is one.
    pub(super) fn coordinate(value: f64, direction: Option<usize>) -> Self {
        Self { value, slopes: from_fn(|i| f64::from(u8::from(direction == Some(i)))) }
    }

    /// Exponentials over that of the largest, their sum, and the largest.
    fn weigh(logs: &[Self], mut each: impl FnMut(usize, f64)) -> (f64, f64) {
        let most = logs.iter().map(|log| log.value).fold(f64::NEG_INFINITY, f64::max);
        let mut sum = 0.0;
        for (k, log) in logs.iter().enumerate() {
            let weight = if log.value < most { libm::exp(log.value - most) } else { 1.0 };
            sum += weight;
            each(k, weight);
        }
        (sum, most)
    }
}

impl Number for Jet {
    fn constant(value: f64) -> Self {
        Self { value, slopes: [0.0; SLOPES] }
    }

    fn share(logs: &mut [Self], shares: &mut [Self]) {
        let (sum, most) = Self::weigh(logs, |k, weight| shares[k].value = weight);
        if most <= f64::NEG_INFINITY {
            return shares.fill(Self::constant(1.0 / sum));
        }
        let mut mean = [0.0; SLOPES];
        for (log, share) in logs.iter().zip(shares.iter_mut()) {
            share.value /= sum;
            mean = from_fn(|i| mean[i] + share.value * log.slopes[i]);
        }
        let total = most + libm::log(sum);
        for (log, share) in logs.iter_mut().zip(shares) {
            log.slopes = from_fn(|i| log.slopes[i] - mean[i]);
            share.slopes = from_fn(|i| share.value * log.slopes[i]);
            log.value -= total;
        }
    }

    fn log_sum(logs: &[Self]) -> Self {
        let mut slopes = [0.0; SLOPES];
        let (sum, most) = Self::weigh(logs, |k, weight| {
            slopes = from_fn(|i| slopes[i] + weight * logs[k].slopes[i]);
        });
        if most > f64::NEG_INFINITY {
            Self { value: most + libm::log(sum), slopes: slopes.map(|slope| slope / sum) }
        } else {
            Self::constant(most)
        }
    }
}

impl Add for Jet {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let slopes = from_fn(|i| self.slopes[i] + other.slopes[i]);
        Self { value: self.value + other.value, slopes }
    }
}

impl Sub for Jet {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        let slopes = from_fn(|i| self.slopes[i] - other.slopes[i]);
        Self { value: self.value - other.value, slopes }
    }
}

impl Mul for Jet {
    type Output = Self;

    #[expect(clippy::suspicious_arithmetic_impl, reason = "derivatives of products are sums")]
    fn mul(self, other: Self) -> Self {
        let slopes = from_fn(|i| self.slopes[i] * other.value + self.value * other.slopes[i]);
        Self { value: self.value * other.value, slopes }
    }
}

impl Mul<f64> for Jet {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self { value: self.value * factor, slopes: self.slopes.map(|slope| slope * factor) }
    }
}
