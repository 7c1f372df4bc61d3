//! Chances of falling below and above a value.

use super::Dist;
use crate::num::{beta, beta::Share, normal};

/// The chance below a value and the chance above it; they sum to 1, and neither is rounded against the
/// other where the family allows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tails {
    pub(super) lower: f64,
    pub(super) upper: f64,
}

impl Tails {
    pub(super) const ALL_ABOVE: Self = Self { lower: 0.0, upper: 1.0 };
    pub(super) const ALL_BELOW: Self = Self { lower: 1.0, upper: 0.0 };

    fn of_lower(lower: f64) -> Self {
        Self { lower, upper: 1.0 - lower }
    }

    fn of_normal(z: f64) -> Self {
        Self { lower: normal::cdf(z), upper: normal::cdf(-z) }
    }

    /// The chance between two values.
    pub(super) fn between(self, later: Self) -> f64 {
        let chance =
            if self.lower > 0.5 { self.upper - later.upper } else { later.lower - self.lower };
        chance.max(0.0)
    }
}

/// Whether a value that stands exactly at the border counts as below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Border {
    Below,
    Above,
}

impl Dist {
    /// The chance of a value of at most `x`.
    #[must_use]
    pub fn cdf(&self, x: f64) -> f64 {
        self.tails(x, Border::Below).lower
    }

    /// The chance of a value from `low` to `high`, both included.
    pub(super) fn mass(&self, low: f64, high: f64) -> f64 {
        self.tails(low, Border::Above).between(self.tails(high, Border::Below))
    }

    /// The chances on both sides of `x`; `border` says where `x` itself counts.
    pub(super) fn tails(&self, x: f64, border: Border) -> Tails {
        let counts = |value: f64| value < x || (value <= x && border == Border::Below);
        match self {
            Self::Normal { mean, sd } => Tails::of_normal((x - mean) / sd),
            Self::LogNormal { .. } if x <= 0.0 => Tails::ALL_ABOVE,
            Self::LogNormal { mu, sigma } => Tails::of_normal((libm::log(x) - mu) / sigma),
            Self::LogitNormal { .. } if x <= 0.0 => Tails::ALL_ABOVE,
            Self::LogitNormal { .. } if x >= 1.0 => Tails::ALL_BELOW,
            Self::LogitNormal { mu, sigma } => {
                Tails::of_normal((libm::log(x) - libm::log1p(-x) - mu) / sigma)
            }
            Self::Beta { a, b } => beta_tails(x, *a, *b),
            Self::Uniform { low, high } => {
                let share = |part: f64| (part / (high - low)).clamp(0.0, 1.0);
                Tails { lower: share(x - low), upper: share(high - x) }
            }
            Self::Triangular { low, mode, high } => triangular_tails(x, *low, *mode, *high),
            Self::Pert { low, mode, high } => {
                let (a, b) = pert_shapes(*low, *mode, *high);
                beta_tails((x - low) / (high - low), a, b)
            }
            Self::Bernoulli(chance) => match (counts(0.0), counts(1.0)) {
                (false, _) => Tails::ALL_ABOVE,
                (true, false) => Tails { lower: 1.0 - chance, upper: *chance },
                (true, true) => Tails::ALL_BELOW,
            },
            Self::Mix(parts) => {
                parts.iter().fold(Tails { lower: 0.0, upper: 0.0 }, |sum, (part, weight)| {
                    let tails = part.tails(x, border);
                    Tails {
                        lower: sum.lower + weight * tails.lower,
                        upper: sum.upper + weight * tails.upper,
                    }
                })
            }
            Self::OneOf(values) => {
                let chances = |below: bool| {
                    values.iter().filter(|(v, _)| counts(*v) == below).map(|(_, c)| c).sum()
                };
                Tails { lower: chances(true), upper: chances(false) }
            }
            Self::Truncate(_, low, _) if !counts(*low) => Tails::ALL_ABOVE,
            Self::Truncate(_, _, high) if counts(*high) => Tails::ALL_BELOW,
            Self::Truncate(base, low, high) => {
                let from = base.tails(*low, Border::Above);
                let to = base.tails(*high, Border::Below);
                let at = base.tails(x, border);
                let mass = from.between(to);
                Tails { lower: from.between(at) / mass, upper: at.between(to) / mass }
            }
            Self::Clamp(_, low, _) if !counts(*low) => Tails::ALL_ABOVE,
            Self::Clamp(_, _, high) if counts(*high) => Tails::ALL_BELOW,
            Self::Clamp(base, ..) => base.tails(x, border),
        }
    }
}

/// The shapes of the beta that a PERT is on its range.
pub(super) fn pert_shapes(low: f64, mode: f64, high: f64) -> (f64, f64) {
    (1.0 + 4.0 * (mode - low) / (high - low), 1.0 + 4.0 * (high - mode) / (high - low))
}

fn beta_tails(x: f64, a: f64, b: f64) -> Tails {
    let (lower, upper) = beta::tails(Share::new(x), a, b);
    Tails { lower, upper }
}

fn triangular_tails(x: f64, low: f64, mode: f64, high: f64) -> Tails {
    if x <= low {
        return Tails::ALL_ABOVE;
    }
    if x >= high {
        return Tails::ALL_BELOW;
    }
    if x < mode {
        return Tails::of_lower((x - low) / (high - low) * ((x - low) / (mode - low)));
    }
    let upper = (high - x) / (high - low) * ((high - x) / (high - mode));
    Tails { lower: 1.0 - upper, upper }
}

#[cfg(test)]
mod tests {
    use super::Dist;

    #[test]
    fn a_far_tail_keeps_its_digits() {
        let dist = Dist::Truncate(Box::new(Dist::Normal { mean: 0.0, sd: 1.0 }), 10.0, 11.0);
        // (erfc(10/sqrt 2) - erfc(10.5/sqrt 2)) / (erfc(10/sqrt 2) - erfc(11/sqrt 2))
        let part = |z: f64| libm::erfc(z / 2.0_f64.sqrt());
        let expected = (part(10.0) - part(10.5)) / (part(10.0) - part(11.0));
        assert!((dist.cdf(10.5) - expected).abs() < 1e-13);
        assert!((dist.cdf(dist.quantile(0.25)) - 0.25).abs() < 1e-13);
    }

    #[test]
    fn single_values_count_at_their_own_place() {
        let dist = Dist::OneOf(vec![(1.0, 0.25), (2.0, 0.75)]);
        assert_eq!((dist.cdf(0.9), dist.cdf(1.0), dist.cdf(2.0)), (0.0, 0.25, 1.0));
        let truncated = Dist::Truncate(Box::new(dist.clone()), 2.0, 3.0);
        assert_eq!((truncated.cdf(1.9), truncated.cdf(2.0)), (0.0, 1.0));
        let clamped = Dist::Clamp(Box::new(dist), 0.0, 1.5);
        assert_eq!((clamped.cdf(1.0), clamped.cdf(1.4), clamped.cdf(1.5)), (0.25, 0.25, 1.0));
    }

    #[test]
    fn chances_agree_with_an_independent_library() {
        use statrs::distribution::{Beta, ContinuousCDF, LogNormal, Normal, Triangular};
        let compare = |dist: &Dist, oracle: &dyn Fn(f64) -> f64| {
            // The library's error function is good to 1e-10 only.
            for p in [0.001, 0.03, 0.2, 0.5, 0.9, 0.995] {
                let x = dist.quantile(p);
                assert!((oracle(x) - p).abs() < 1e-10, "{dist:?} at {p}: {}", oracle(x));
                assert!((dist.cdf(x) - oracle(x)).abs() < 1e-10, "{dist:?} at {p}");
            }
        };
        let normal = Normal::new(3.0, 2.0).unwrap();
        compare(&Dist::Normal { mean: 3.0, sd: 2.0 }, &|x| normal.cdf(x));
        let log_normal = LogNormal::new(-1.0, 0.7).unwrap();
        compare(&Dist::LogNormal { mu: -1.0, sigma: 0.7 }, &|x| log_normal.cdf(x));
        let triangular = Triangular::new(0.0, 5.0, 2.0).unwrap();
        compare(&Dist::Triangular { low: 0.0, mode: 2.0, high: 5.0 }, &|x| triangular.cdf(x));
        for (a, b) in [(0.3, 0.4), (2.0, 8.0), (1.0, 60.0), (700.0, 350.0)] {
            let beta = Beta::new(a, b).unwrap();
            compare(&Dist::Beta { a, b }, &|x| beta.cdf(x));
        }
    }
}
