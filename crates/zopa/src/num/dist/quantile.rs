//! The inverse of the cumulative distribution function.

use super::Dist;
use super::tails::{Border, Tails, pert_shapes};
use crate::num::{beta, beta::Share, normal};

/// A chance that falls short by this share of itself counts as reached: sums of weights round.
const ROUNDING: f64 = 1e-14;

impl Dist {
    /// The smallest value that is not exceeded with chance `p`; the ends of the support at 0 and 1, NaN
    /// outside of [0, 1].
    #[must_use]
    pub fn quantile(&self, p: f64) -> f64 {
        if !(0.0..=1.0).contains(&p) {
            return f64::NAN;
        }
        self.inverse(Tails { lower: p, upper: 1.0 - p })
    }

    /// The median; of single values, the smallest that is not exceeded with chance 1/2.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The value with these chances below and above it.
    fn inverse(&self, at: Tails) -> f64 {
        if at.lower <= 0.0 {
            return self.support().0;
        }
        if at.upper <= 0.0 {
            return self.support().1;
        }
        let z = || normal::quantile_of_tails(at.lower, at.upper);
        match self {
            Self::Normal { mean, sd } => mean + sd * z(),
            Self::LogNormal { mu, sigma } => libm::exp(mu + sigma * z()),
            Self::LogitNormal { mu, sigma } => Share::of_log_odds(mu + sigma * z()).x,
            Self::Beta { a, b } => beta::quantile(at.lower, at.upper, *a, *b).x,
            Self::Uniform { low, high } => from_nearer_end(*low, *high, at.lower, at.upper),
            Self::Triangular { low, mode, high } => {
                let range = high - low;
                if at.lower * range < mode - low {
                    low + (at.lower * range).sqrt() * (mode - low).sqrt()
                } else {
                    high - (at.upper * range).sqrt() * (high - mode).sqrt()
                }
            }
            Self::Pert { low, mode, high } => {
                let (a, b) = pert_shapes(*low, *mode, *high);
                let share = beta::quantile(at.lower, at.upper, a, b);
                from_nearer_end(*low, *high, share.x, share.rest)
            }
            Self::Bernoulli(_) => {
                if at.reached_by(self.tails(0.0, Border::Below)) {
                    0.0
                } else {
                    1.0
                }
            }
            Self::Mix(parts) => self.inverse_of_mix(parts, at),
            Self::OneOf(values) => values
                .iter()
                .map(|(value, _)| *value)
                .find(|&value| at.reached_by(self.tails(value, Border::Below)))
                .unwrap_or_else(|| self.support().1),
            Self::Truncate(base, low, high) => {
                let from = base.tails(*low, Border::Above);
                let to = base.tails(*high, Border::Below);
                let mass = from.between(to);
                let inside = base.inverse(Tails {
                    lower: from.lower + at.lower * mass,
                    upper: to.upper + at.upper * mass,
                });
                // The support's ends may lie within the cut where single values are truncated.
                let (least, most) = self.support();
                inside.max(least).min(most)
            }
            Self::Clamp(base, low, high) => base.inverse(at).max(*low).min(*high),
        }
    }

    /// Bisection over the doubles between the smallest and the largest quantile of the parts: exact at
    /// jumps, too.
    fn inverse_of_mix(&self, parts: &[(Self, f64)], at: Tails) -> f64 {
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for (part, _) in parts {
            let quantile = part.inverse(at);
            (least, most) = (least.min(quantile), most.max(quantile));
        }
        let (mut least, mut most) = (rank(least), rank(most));
        while least < most {
            let middle = least + (most - least) / 2;
            if at.reached_by(self.tails(of_rank(middle), Border::Below)) {
                most = middle;
            } else {
                least = middle + 1;
            }
        }
        of_rank(least)
    }
}

impl Tails {
    /// Whether the chances at some value are at least these, judged by the smaller of the two tails.
    fn reached_by(self, there: Self) -> bool {
        if self.lower <= self.upper {
            there.lower >= self.lower * (1.0 - ROUNDING)
        } else {
            there.upper <= self.upper * (1.0 + ROUNDING)
        }
    }
}

fn from_nearer_end(low: f64, high: f64, lower: f64, upper: f64) -> f64 {
    if lower <= upper { low + lower * (high - low) } else { high - upper * (high - low) }
}

/// The place of a double among all doubles in their order, from 0.
fn rank(x: f64) -> u64 {
    let bits = x.to_bits();
    if x.is_sign_negative() { !bits } else { bits | (1 << 63) }
}

fn of_rank(rank: u64) -> f64 {
    f64::from_bits(if rank >> 63 == 1 { rank & !(1 << 63) } else { !rank })
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these values are exact")]
mod tests {
    use super::{Dist, of_rank, rank};

    fn continuous() -> Vec<Dist> {
        let normal = || Box::new(Dist::Normal { mean: 3.0, sd: 2.0 });
        vec![
            *normal(),
            Dist::LogNormal { mu: -1.0, sigma: 0.7 },
            Dist::LogitNormal { mu: 0.4, sigma: 1.5 },
            Dist::Beta { a: 2.0, b: 8.0 },
            Dist::Uniform { low: -1.0, high: 5.0 },
            Dist::Triangular { low: 0.0, mode: 2.0, high: 5.0 },
            Dist::Triangular { low: 0.0, mode: 0.0, high: 5.0 },
            Dist::Pert { low: 0.0, mode: 2.0, high: 5.0 },
            Dist::Mix(vec![(*normal(), 0.4), (Dist::Uniform { low: 2.0, high: 4.0 }, 0.6)]),
            Dist::Truncate(normal(), -1.0, f64::INFINITY),
        ]
    }

    #[test]
    fn the_cdf_undoes_the_quantile() {
        for dist in continuous() {
            for p in [1e-3, 0.05, 0.3, 0.5, 0.77, 0.95, 0.999] {
                let back = dist.cdf(dist.quantile(p));
                assert!((back / p - 1.0).abs() < 1e-12, "{dist:?} at {p}: {back}");
            }
        }
    }

    #[test]
    fn ends_of_the_support_are_the_extreme_quantiles() {
        for dist in continuous() {
            assert_eq!((dist.quantile(0.0), dist.quantile(1.0)), dist.support());
            assert!(dist.quantile(-0.1).is_nan() && dist.quantile(f64::NAN).is_nan());
        }
    }

    #[test]
    fn the_median_of_single_values_is_one_of_them() {
        let thirds = Dist::OneOf(vec![(1.0, 1.0), (2.0, 1.0), (3.0, 1.0)]).checked().unwrap();
        assert_eq!(thirds.median(), 2.0);
        let even = Dist::OneOf(vec![(1.0, 0.5), (2.0, 0.5)]);
        assert_eq!(even.median(), 1.0);
        let tenths = (0..10).map(|value| (f64::from(value), 0.1)).collect();
        let tenths = Dist::OneOf(tenths).checked().unwrap();
        for value in 1..10 {
            let p = f64::from(value) / 10.0;
            assert_eq!(tenths.quantile(p), f64::from(value - 1), "rounded sums still reach {p}");
        }
        assert_eq!((Dist::Bernoulli(0.5).median(), Dist::Bernoulli(0.6).median()), (0.0, 1.0));
    }

    #[test]
    fn a_mixture_with_a_spike_hits_it_exactly() {
        let spike = Dist::OneOf(vec![(0.1, 1.0)]);
        let slab = Dist::Uniform { low: 0.0, high: 1.0 };
        let dist = Dist::Mix(vec![(spike, 0.5), (slab, 0.5)]);
        assert_eq!(dist.quantile(0.3), 0.1);
        assert!((dist.quantile(0.05 * 0.5) - 0.05).abs() < 1e-15);
        assert!((dist.quantile(0.75) - 0.5).abs() < 1e-14);
    }

    #[test]
    fn truncated_single_values_skip_what_was_cut_off() {
        let dist = Dist::OneOf(vec![(1.0, 0.5), (5.0, 0.25), (7.0, 0.25)]);
        let dist = Dist::Truncate(Box::new(dist), 2.0, 6.0).checked().unwrap();
        for p in [0.0, 1e-18, 0.5, 1.0] {
            assert_eq!(dist.quantile(p), 5.0);
        }
    }

    #[test]
    fn doubles_are_ranked_in_their_order() {
        let ordered = [f64::NEG_INFINITY, -2.0, -1e-310, -0.0, 0.0, 1e-310, 2.0, f64::INFINITY];
        assert!(ordered.windows(2).all(|pair| rank(pair[0]) < rank(pair[1])));
        assert!(ordered.iter().all(|&x| of_rank(rank(x)).to_bits() == x.to_bits()));
    }
}
