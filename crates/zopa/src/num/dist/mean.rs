//! Means, through the part of an expectation that falls between two values.
//!
//! Closed forms throughout; the logit-normal has none and is integrated by Gauss-Legendre panels that
//! shrink with the distance of the logistic function's poles, to about 1e-14.

use super::Dist;
use super::tails::{Border, pert_shapes};
use crate::num::{beta::Share, normal};

/// Standard deviations beyond which a normal's density is below 1e-19 of its peak.
const REACH: f64 = 9.5;

impl Dist {
    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        let all = self.part(f64::NEG_INFINITY, f64::INFINITY);
        let (low, high) = self.support();
        all.max(low).min(high)
    }

    /// E[X; `low` <= X <= `high`]: the mean of what lies between, times its chance.
    fn part(&self, low: f64, high: f64) -> f64 {
        match self {
            Self::Normal { mean, sd } => {
                let (from, to) = ((low - mean) / sd, (high - mean) / sd);
                mean * self.mass(low, high) + sd * (normal::density(from) - normal::density(to))
            }
            Self::LogNormal { mu, sigma } => {
                // Weighing by the value shifts the logarithm by sigma^2.
                let shifted = Self::LogNormal { mu: mu + sigma * sigma, sigma: *sigma };
                libm::exp(mu + 0.5 * sigma * sigma) * shifted.mass(low, high)
            }
            Self::LogitNormal { mu, sigma } => logit_normal_part(*mu, *sigma, low, high),
            Self::Beta { a, b } => {
                let weighted = Self::Beta { a: a + 1.0, b: *b };
                a / (a + b) * weighted.mass(low, high)
            }
            Self::Uniform { low: from, high: to } => {
                let (low, high) = (low.max(*from), high.min(*to));
                0.5 * (low + high) * self.mass(low, high)
            }
            Self::Triangular { low: from, mode, high: to } => {
                let half = |a: f64, b: f64, zero: f64, height: f64| {
                    let (a, b) = (low.max(a), high.min(b));
                    if a < b { sloping_part(a, b, zero, height) } else { 0.0 }
                };
                let height = 2.0 / (to - from);
                half(*from, *mode, *from, height / (mode - from))
                    + half(*mode, *to, *to, -height / (to - mode))
            }
            Self::Pert { low: from, mode, high: to } => {
                let (a, b) = pert_shapes(*from, *mode, *to);
                let scaled = |x: f64| (x - from) / (to - from);
                let share = Self::Beta { a, b }.part(scaled(low), scaled(high));
                from * self.mass(low, high) + (to - from) * share
            }
            Self::Bernoulli(chance) => {
                if low <= 1.0 && 1.0 <= high {
                    *chance
                } else {
                    0.0
                }
            }
            Self::Mix(parts) => parts.iter().map(|(part, w)| w * part.part(low, high)).sum(),
            Self::OneOf(values) => values
                .iter()
                .filter(|(value, _)| low <= *value && *value <= high)
                .map(|(value, chance)| value * chance)
                .sum(),
            Self::Truncate(base, from, to) => {
                let (low, high) = (low.max(*from), high.min(*to));
                if low > high { 0.0 } else { base.part(low, high) / base.mass(*from, *to) }
            }
            Self::Clamp(base, from, to) => {
                let at_end = |end: f64, chance: f64| {
                    if low <= end && end <= high && chance > 0.0 { end * chance } else { 0.0 }
                };
                let inside = (low.max(from.next_up()), high.min(to.next_down()));
                let inner = if inside.0 <= inside.1 { base.part(inside.0, inside.1) } else { 0.0 };
                at_end(*from, base.tails(*from, Border::Below).lower)
                    + at_end(*to, base.tails(*to, Border::Above).upper)
                    + inner
            }
        }
    }
}

/// The integral of x `slope` (x - `zero`) from `a` to `b`.
fn sloping_part(a: f64, b: f64, zero: f64, slope: f64) -> f64 {
    // Simpson's rule is exact for a quadratic.
    let f = |x: f64| x * slope * (x - zero);
    (b - a) / 6.0 * (f(a) + 4.0 * f(0.5 * (a + b)) + f(b))
}

fn logit_normal_part(mu: f64, sigma: f64, low: f64, high: f64) -> f64 {
    let score = |x: f64| {
        if x <= 0.0 {
            -REACH
        } else if x >= 1.0 {
            REACH
        } else {
            ((libm::log(x) - libm::log1p(-x) - mu) / sigma).clamp(-REACH, REACH)
        }
    };
    let (mut z, end) = (score(low), score(high));
    let panel = f64::min(1.0, 4.0 / sigma);
    let mut sum = 0.0;
    while z < end {
        let (half, centre) = (0.5 * panel.min(end - z), z + 0.5 * panel.min(end - z));
        let f = |z: f64| Share::of_log_odds(mu + sigma * z).x * normal::density(z);
        let nodes = GAUSS_LEGENDRE_16.iter();
        sum += half
            * nodes.map(|(x, w)| w * (f(centre - half * x) + f(centre + half * x))).sum::<f64>();
        z = centre + half;
    }
    sum
}

/// The positive nodes and their weights (Abramowitz and Stegun, table 25.4).
const GAUSS_LEGENDRE_16: [(f64, f64); 8] = [
    (0.095_012_509_837_637_44, 0.189_450_610_455_068_5),
    (0.281_603_550_779_258_9, 0.182_603_415_044_923_6),
    (0.458_016_777_657_227_4, 0.169_156_519_395_002_54),
    (0.617_876_244_402_643_7, 0.149_595_988_816_576_73),
    (0.755_404_408_355_003, 0.124_628_971_255_533_87),
    (0.865_631_202_387_831_7, 0.095_158_511_682_492_78),
    (0.944_575_023_073_232_6, 0.062_253_523_938_647_89),
    (0.989_400_934_991_649_9, 0.027_152_459_411_754_095),
];

#[cfg(test)]
mod tests {
    use super::Dist;

    /// The mean as the integral of the quantile function, by the midpoint rule.
    fn by_quantiles(dist: &Dist) -> f64 {
        let n = 20_000;
        (0..n).map(|k| dist.quantile((f64::from(k) + 0.5) / f64::from(n))).sum::<f64>()
            / f64::from(n)
    }

    #[test]
    fn means_have_their_closed_forms() {
        let pert = Dist::Pert { low: 0.0, mode: 2.0, high: 5.0 };
        assert!((pert.mean() - 13.0 / 6.0).abs() < 1e-13);
        let triangular = Dist::Triangular { low: 0.0, mode: 2.0, high: 5.0 };
        assert!((triangular.mean() - 7.0 / 3.0).abs() < 1e-14);
        assert!((Dist::LogitNormal { mu: 0.0, sigma: 40.0 }.mean() - 0.5).abs() < 1e-14);
        let truncated = Dist::Truncate(Box::new(Dist::Normal { mean: 0.0, sd: 1.0 }), 0.0, 2.0);
        // (phi(0) - phi(2)) / (Phi(2) - Phi(0))
        assert!((truncated.mean() - 0.722_789_752_245_230_8).abs() < 1e-15);
        let half = Dist::Clamp(Box::new(Dist::Normal { mean: 0.0, sd: 1.0 }), 0.0, f64::INFINITY);
        assert!((half.mean() - 0.398_942_280_401_432_7).abs() < 1e-15);
    }

    #[test]
    fn means_agree_with_the_quantile_function() {
        let base = || Box::new(Dist::LogitNormal { mu: -1.2, sigma: 0.9 });
        let triangular = || Box::new(Dist::Triangular { low: -1.0, mode: 2.0, high: 5.0 });
        let log_normal = || Box::new(Dist::LogNormal { mu: 0.3, sigma: 0.5 });
        let values = Dist::OneOf(vec![(0.0, 0.3), (2.0, 0.5), (3.0, 0.2)]);
        for dist in [
            *base(),
            Dist::Truncate(base(), 0.1, 0.4),
            Dist::Clamp(base(), 0.1, 0.4),
            Dist::Truncate(triangular(), 0.0, 4.0),
            Dist::Clamp(triangular(), 2.5, 4.0),
            Dist::Truncate(log_normal(), 1.0, 2.0),
            Dist::Truncate(Box::new(Dist::Beta { a: 2.0, b: 3.0 }), 0.3, 1.0),
            Dist::Truncate(Box::new(Dist::Pert { low: 0.0, mode: 2.0, high: 5.0 }), 1.0, 2.0),
            Dist::Truncate(Box::new(values.clone()), 0.5, 9.0),
            Dist::Mix(vec![(values, 0.25), (*triangular(), 0.75)]),
        ] {
            let expected = by_quantiles(&dist);
            assert!((dist.mean() - expected).abs() < 2e-4, "{dist:?}: {} {expected}", dist.mean());
        }
    }
}
