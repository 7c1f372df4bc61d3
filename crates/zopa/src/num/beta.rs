//! The beta distribution: both tails, quantile, and the shapes that match an interval.
//!
//! 1. The kernel x^a (1-x)^b / B(a, b) is computed by the saddle-point expansion (C. Loader, "Fast and
//!    accurate computation of binomial probabilities", 2000), which keeps its digits for large shapes.
//! 2. The tails are the kernel over a continued fraction (A. DiDonato and A. Morris, ACM Transactions on
//!    Mathematical Software 18, 1992, equation 9; its terms do not cancel where x is near 1), evaluated
//!    by Lentz's method on the side where it converges in about sqrt(max(a, b)) steps.
//! 3. Quantiles are found in log odds y: there the density is log-concave, hence so is each tail, and
//!    Newton's method on the logarithm of a tail cannot overshoot from outside; a bracket guards
//!    against underflow.
//!
//! Tails hold to about 1e-13 and quantiles to 1e-12, relative, for shapes up to 1e8.

use super::root::zero_between;
use std::f64::consts::PI;

/// Largest log odds at which a double still tells x from 0.
const LARGEST_LOG_ODDS: f64 = 700.0;
/// Intervals are matched by shapes whose sum lies between these two.
const SHAPE_SUMS: (f64, f64) = (1e-4, 1e8);
/// Terms of the continued fraction, far more than shapes of 1e8 take.
const MOST_TERMS: f64 = 1e6;

/// A number between 0 and 1 with its complement, neither rounded against the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share {
    pub(crate) x: f64,
    pub(crate) rest: f64,
}

impl Share {
    pub(crate) fn new(x: f64) -> Self {
        Self { x, rest: 1.0 - x }
    }

    /// The share with these log odds.
    pub(crate) fn of_log_odds(y: f64) -> Self {
        let small = libm::exp(-y.abs());
        let (large, small) = (1.0 / (1.0 + small), small / (1.0 + small));
        if y < 0.0 { Self { x: small, rest: large } } else { Self { x: large, rest: small } }
    }

    fn swapped(self) -> Self {
        Self { x: self.rest, rest: self.x }
    }
}

/// The chances of at most x and of more than x.
pub(crate) fn tails(at: Share, a: f64, b: f64) -> (f64, f64) {
    if at.x <= 0.0 {
        return (0.0, 1.0);
    }
    if at.rest <= 0.0 {
        return (1.0, 0.0);
    }
    if at.x * (a + b + 2.0) <= a + 1.0 {
        let lower = lower_tail(at, a, b);
        (lower, 1.0 - lower)
    } else {
        let upper = lower_tail(at.swapped(), b, a);
        (1.0 - upper, upper)
    }
}

/// The value with chance `lower` below it and `upper` = 1 - `lower` above it.
pub(crate) fn quantile(lower: f64, upper: f64, a: f64, b: f64) -> Share {
    if lower <= upper {
        Share::of_log_odds(log_odds_quantile(lower, a, b))
    } else {
        Share::of_log_odds(-log_odds_quantile(upper, b, a))
    }
}

/// The shapes of the beta with this chance below `low` and the same chance above `high`; `None` where
/// they are too large or too small to compute with.
///
/// For a given sum of the shapes the chance below `low` falls in the mean, which pins the mean; then
/// the chance above `high` falls from above its target (all mass at the ends) to below it (all mass at
/// `low`) as the sum grows.
pub(crate) fn shapes_for(low: f64, high: f64, tail: f64) -> Option<(f64, f64)> {
    let (low, high) = (Share::new(low), Share::new(high));
    let miss = |log_sum: f64| {
        let (a, b) = shapes_with_lower_tail(low, tail, libm::exp(log_sum))?;
        Some(libm::log(tails(high, a, b).1.max(f64::MIN_POSITIVE) / tail))
    };
    let (least, most) = (libm::log(SHAPE_SUMS.0), libm::log(SHAPE_SUMS.1));
    let log_sum = zero_between(|s| miss(s).unwrap_or(f64::NAN), least, most)?;
    shapes_with_lower_tail(low, tail, libm::exp(log_sum))
}

/// The shapes with this sum that leave chance `tail` below `low`.
fn shapes_with_lower_tail(low: Share, tail: f64, sum: f64) -> Option<(f64, f64)> {
    let shapes = |mean: Share| (sum * mean.x, sum * mean.rest);
    let miss = |log_odds: f64| {
        let (a, b) = shapes(Share::of_log_odds(log_odds));
        libm::log(tails(low, a, b).0.max(f64::MIN_POSITIVE) / tail)
    };
    // Markov's inequality on x and on 1 - x gives a bracket.
    let lowest = libm::log(0.5 * low.x);
    let highest = -libm::log(0.5 * tail * low.rest);
    zero_between(miss, lowest, highest).map(|y| shapes(Share::of_log_odds(y)))
}

/// Log odds of the quantile of a chance of at most 1/2.
fn log_odds_quantile(p: f64, a: f64, b: f64) -> f64 {
    let far = Share::of_log_odds(-LARGEST_LOG_ODDS);
    let there = lower_tail(far, a, b);
    if there >= p {
        // This far out the tail is a power of x.
        return -LARGEST_LOG_ODDS + libm::log(p / there) / a;
    }
    let spread = (1.0 / a + 1.0 / b).sqrt();
    let mut y = libm::log(a / b) + spread * super::normal::quantile(p);
    let (mut below, mut above) = (-LARGEST_LOG_ODDS, LARGEST_LOG_ODDS);
    y = y.clamp(below, above);
    for _ in 0..200 {
        let at = Share::of_log_odds(y);
        let tail = tails(at, a, b).0;
        if tail < p {
            below = y;
        } else {
            above = y;
        }
        let step = libm::log(p / tail) * tail / kernel(at, a, b);
        let next =
            if y + step >= below && y + step <= above { y + step } else { 0.5 * (below + above) };
        let done = (next - y).abs() <= 2.0 * f64::EPSILON * y.abs().max(1e-2 * spread);
        y = next;
        if done {
            break;
        }
    }
    y
}

/// The chance of at most x, by the continued fraction that converges for x below about the mean.
fn lower_tail(at: Share, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |x: f64| if x.abs() < TINY { TINY } else { x };
    let x = at.x;
    let surplus = a * at.rest - b * x + 1.0;
    let mut fraction = away_from_zero(a * surplus / (a + 1.0));
    let mut c = fraction;
    let mut d = 0.0;
    let mut m = 1.0;
    while m < MOST_TERMS {
        let odd = a + 2.0 * m - 1.0;
        let w = m * (b - m) * x / odd;
        let over = (a + m - 1.0) * (a + b + m - 1.0) * x / odd * w;
        let under = m + w + (a + m) / (a + 2.0 * m + 1.0) * (surplus + m * (1.0 + at.rest));
        d = 1.0 / away_from_zero(under + over * d);
        c = away_from_zero(under + over / c);
        fraction *= c * d;
        if (c * d - 1.0).abs() <= f64::EPSILON {
            break;
        }
        m += 1.0;
    }
    (kernel(at, a, b) / fraction).clamp(0.0, 1.0)
}

/// x^a (1-x)^b / B(a, b): the density in log odds.
fn kernel(at: Share, a: f64, b: f64) -> f64 {
    let n = a + b;
    let exponent = stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - deviance(a, n * at.x)
        - deviance(b, n * at.rest);
    libm::exp(exponent) * (a * b / (2.0 * PI * n)).sqrt()
}

/// ln gamma(x + 1) less Stirling's formula for it.
fn stirling_error(x: f64) -> f64 {
    if x < 16.0 {
        return libm::lgamma(x + 1.0) - (x + 0.5) * libm::log(x) + x - 0.5 * libm::log(2.0 * PI);
    }
    let r = 1.0 / (x * x);
    let series = 1.0 / 1680.0 - r * (1.0 / 1188.0 - r * (691.0 / 360_360.0 - r / 156.0));
    (1.0 / 12.0 - r * (1.0 / 360.0 - r * (1.0 / 1260.0 - r * series))) / x
}

/// x ln(x / m) + m - x, without cancellation where x is near m.
fn deviance(x: f64, m: f64) -> f64 {
    let v = (x - m) / (x + m);
    if v.abs() >= 0.1 {
        return x * libm::log(x / m) + m - x;
    }
    let mut sum = (x - m) * v;
    let mut power = 2.0 * x * v;
    let mut k = 1.0;
    loop {
        power *= v * v;
        k += 2.0;
        let next = sum + power / k;
        if next.to_bits() == sum.to_bits() || k > 100.0 {
            return next;
        }
        sum = next;
    }
}

#[cfg(test)]
mod tests {
    use super::{Share, quantile, shapes_for, tails};

    #[test]
    fn tails_have_closed_forms_for_whole_shapes() {
        for step in 1..100 {
            let x = f64::from(step) / 100.0;
            let power = libm::pow(x, 3.5);
            assert!((tails(Share::new(x), 3.5, 1.0).0 / power - 1.0).abs() < 1e-13);
            let smooth = x * x * (3.0 - 2.0 * x);
            assert!((tails(Share::new(x), 2.0, 2.0).0 / smooth - 1.0).abs() < 1e-13);
            let arcsine = 2.0 / std::f64::consts::PI * libm::asin(x.sqrt());
            assert!((tails(Share::new(x), 0.5, 0.5).0 / arcsine - 1.0).abs() < 1e-13);
        }
    }

    #[test]
    fn quantiles_undo_tails_over_many_orders_of_magnitude() {
        for a in [0.02, 0.5, 1.0, 3.0, 40.0, 1e3, 1e6] {
            for b in [0.02, 0.7, 1.0, 9.0, 250.0, 1e5] {
                for p in [1e-12, 1e-3, 0.05, 0.3, 0.5, 0.8, 0.95, 0.999] {
                    let at = quantile(p, 1.0 - p, a, b);
                    if at.x < 1e-290 || at.rest < 1e-290 {
                        continue;
                    }
                    let (lower, upper) = tails(at, a, b);
                    let miss = if p <= 0.5 { lower / p - 1.0 } else { upper / (1.0 - p) - 1.0 };
                    assert!(miss.abs() < 1e-11, "{a} {b} {p}: {miss:e}");
                }
            }
        }
    }

    #[test]
    fn intervals_are_matched_to_ten_digits() {
        for (low, high) in [(0.1, 0.4), (0.85, 0.95), (1e-6, 0.5), (0.001, 0.999), (0.3, 0.3003)] {
            for tail in [0.05, 0.1, 0.005] {
                let (a, b) = shapes_for(low, high, tail).unwrap();
                assert!((quantile(tail, 1.0 - tail, a, b).x / low - 1.0).abs() < 1e-10);
                assert!((quantile(1.0 - tail, tail, a, b).x / high - 1.0).abs() < 1e-10);
            }
        }
        assert_eq!(shapes_for(0.5, 0.5 + 1e-7, 0.05), None, "shapes beyond 1e8");
    }
}
