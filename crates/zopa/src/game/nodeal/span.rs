//! Bounds of a function and of its derivative over an interval of its argument.
//!
//! Plain interval arithmetic. Results are not rounded outwards; whoever draws conclusions from them
//! leaves room for rounding.

use super::jet::Number;
use std::ops::{Add, Mul, Neg, Sub};

/// All numbers from one to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Interval {
    pub(super) low: f64,
    pub(super) high: f64,
}

/// What a function and its derivative lie in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) value: Interval,
    pub(super) slope: Interval,
}

impl Interval {
    const ONE: Self = Self { low: 1.0, high: 1.0 };
    const ZERO: Self = Self { low: 0.0, high: 0.0 };

    /// The numbers that lie in both; empty where `low` exceeds `high`.
    pub(super) fn and(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }

    /// The least interval that holds both.
    pub(super) fn to(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    pub(super) fn is_finite(self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }

    pub(super) fn width(self) -> f64 {
        self.high - self.low
    }

    pub(super) fn middle(self) -> f64 {
        0.5 * (self.low + self.high)
    }

    /// The image under a function that grows.
    fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Self { low: f(self.low), high: f(self.high) }
    }
}

impl Span {
    /// The argument itself.
    pub(super) fn argument(value: Interval) -> Self {
        Self { value, slope: Interval::ONE }
    }

    /// Whether this is the logarithm of 0.
    fn is_nothing(&self) -> bool {
        self.value.high <= f64::NEG_INFINITY
    }

    /// Any weights of which some are more than nothing.
    fn share_several(logs: &mut [Self], shares: &mut [Self]) {
        // A share is largest where its own weight is largest and all others are smallest.
        for k in 0..logs.len() {
            let over = |own: f64, end: fn(Interval) -> f64| {
                let others = logs.iter().enumerate().filter(|(j, _)| *j != k);
                -log_sum(others.map(|(_, log)| end(log.value) - own).chain([0.0]))
            };
            let own = logs[k].value;
            shares[k].value = match logs[k].is_nothing() {
                true => own,
                false => {
                    Interval { low: over(own.low, |i| i.high), high: over(own.high, |i| i.low) }
                }
            };
        }
        for (log, share) in logs.iter_mut().zip(shares.iter_mut()) {
            log.value = share.value;
            share.value = log.value.map(libm::exp);
        }
        for k in 0..logs.len() {
            let others = (0..logs.len()).filter(|&j| j != k && !logs[j].is_nothing());
            let slopes = others.map(|j| shares[j].value * (logs[k].slope - logs[j].slope));
            shares[k].slope = slopes.fold(Interval::ZERO, Interval::add);
        }
        for (log, share) in logs.iter_mut().zip(shares) {
            log.slope = share.slope;
            share.slope = share.value * log.slope;
        }
    }

    /// Two weights: both shares are functions of the difference of the logarithms.
    fn share_two(first: &mut Self, second: &mut Self, shares: &mut [Self]) {
        let ahead = *second - *first;
        let (low, high) = (Split::new(ahead.value.low), Split::new(ahead.value.high));
        let gains = Interval { low: low.second, high: high.second };
        let yields = Interval { low: high.first, high: low.first };
        // The product of both is largest where the weights are equal.
        let ends = (low.first * low.second, high.first * high.second);
        let even_inside = ahead.value.low <= 0.0 && ahead.value.high >= 0.0;
        let most = if even_inside { 0.25 } else { ends.0.max(ends.1) };
        let change = Interval { low: ends.0.min(ends.1), high: most } * ahead.slope;
        shares[0] = Self { value: yields, slope: -change };
        shares[1] = Self { value: gains, slope: change };
        *first = Self {
            value: Interval { low: high.log_first, high: low.log_first },
            slope: -(gains * ahead.slope),
        };
        *second = Self {
            value: Interval { low: low.log_second, high: high.log_second },
            slope: yields * ahead.slope,
        };
    }
}

/// Shares of two weights, the second of which is e^ahead times the first.
struct Split {
    first: f64,
    second: f64,
    log_first: f64,
    log_second: f64,
}

impl Split {
    fn new(ahead: f64) -> Self {
        let ratio = libm::exp(-ahead.abs());
        let (more, log_more) = (1.0 / (1.0 + ratio), -libm::log1p(ratio));
        let (less, log_less) = (ratio * more, log_more - ahead.abs());
        if ahead > 0.0 {
            Self { first: less, second: more, log_first: log_less, log_second: log_more }
        } else {
            Self { first: more, second: less, log_first: log_more, log_second: log_less }
        }
    }
}

impl Number for Span {
    fn constant(value: f64) -> Self {
        Self { value: Interval { low: value, high: value }, slope: Interval::ZERO }
    }

    fn share(logs: &mut [Self], shares: &mut [Self]) {
        if let [first, second] = logs
            && !first.is_nothing()
            && !second.is_nothing()
        {
            return Self::share_two(first, second, shares);
        }
        if logs.iter().all(Self::is_nothing) {
            let count = u32::try_from(logs.len()).map_or(f64::INFINITY, f64::from);
            return shares.fill(Self::constant(1.0 / count));
        }
        Self::share_several(logs, shares);
    }

    fn log_sum(logs: &[Self]) -> Self {
        let value = Interval {
            low: log_sum(logs.iter().map(|log| log.value.low)),
            high: log_sum(logs.iter().map(|log| log.value.high)),
        };
        // A weighted mean of the slopes.
        let slopes = logs.iter().filter(|log| !log.is_nothing()).map(|log| log.slope);
        Self { value, slope: slopes.reduce(Interval::to).unwrap_or(Interval::ZERO) }
    }
}

/// The smaller; one instruction where `f64::min`, which minds NaN, takes four.
fn less(x: f64, y: f64) -> f64 {
    if x < y { x } else { y }
}

/// The larger.
fn more(x: f64, y: f64) -> f64 {
    if x > y { x } else { y }
}

/// ln of the sum of exponentials.
fn log_sum(logs: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = logs.clone().fold(f64::NEG_INFINITY, f64::max);
    if most.is_finite() {
        most + libm::log(logs.map(|log| libm::exp(log - most)).sum())
    } else {
        most
    }
}

impl Add for Interval {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }
}

impl Sub for Interval {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { low: self.low - other.high, high: self.high - other.low }
    }
}

impl Neg for Interval {
    type Output = Self;

    fn neg(self) -> Self {
        Self { low: -self.high, high: -self.low }
    }
}

impl Mul for Interval {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let (a, b) = (self.low * other.low, self.low * other.high);
        let (c, d) = (self.high * other.low, self.high * other.high);
        Self { low: less(less(a, b), less(c, d)), high: more(more(a, b), more(c, d)) }
    }
}

impl Mul<f64> for Interval {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        let (a, b) = (self.low * factor, self.high * factor);
        Self { low: less(a, b), high: more(a, b) }
    }
}

impl Add for Span {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { value: self.value + other.value, slope: self.slope + other.slope }
    }
}

impl Sub for Span {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { value: self.value - other.value, slope: self.slope - other.slope }
    }
}

impl Mul for Span {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let slope = self.slope * other.value + self.value * other.slope;
        Self { value: self.value * other.value, slope }
    }
}

impl Mul<f64> for Span {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self { value: self.value * factor, slope: self.slope * factor }
    }
}
