//! Distributions named by an interval that holds with a stated chance, the rest split evenly between
//! the two sides.

use super::{Dist, DistError};
use crate::num::{beta, normal};

impl Dist {
    /// The log-normal with chance `level` between `low` and `high`, both positive.
    ///
    /// # Errors
    /// Where the ends are not positive, not in order or not finite, or the level is not within (0, 1).
    pub fn log_normal_interval(low: f64, high: f64, level: f64) -> Result<Self, DistError> {
        ordered(low, high, level)?;
        if low <= 0.0 {
            return Err(DistError::new(format!(
                "an interval without a named family is log-normal and needs positive ends, found `{low}`"
            ))
            .help(format!("a normal distribution is written `normal({low} to {high})`")));
        }
        let (mu, sigma) = centre_and_sd(libm::log(low), libm::log(high), level);
        Self::LogNormal { mu, sigma }.checked()
    }

    /// The logit-normal with chance `level` between `low` and `high`, both within (0, 1).
    ///
    /// # Errors
    /// Where the ends are not within (0, 1) or not in order, or the level is not within (0, 1).
    pub fn logit_normal_interval(low: f64, high: f64, level: f64) -> Result<Self, DistError> {
        ordered(low, high, level)?;
        within_unit(low, high)?;
        let log_odds = |x: f64| libm::log(x) - libm::log1p(-x);
        let (mu, sigma) = centre_and_sd(log_odds(low), log_odds(high), level);
        Self::LogitNormal { mu, sigma }.checked()
    }

    /// The normal with chance `level` between `low` and `high`.
    ///
    /// # Errors
    /// Where the ends are not in order or not finite, or the level is not within (0, 1).
    pub fn normal_interval(low: f64, high: f64, level: f64) -> Result<Self, DistError> {
        ordered(low, high, level)?;
        let (mean, sd) = centre_and_sd(low, high, level);
        Self::Normal { mean, sd }.checked()
    }

    /// The beta with chance `level` between `low` and `high`, both within (0, 1).
    ///
    /// # Errors
    /// Where the ends are not within (0, 1) or not in order, the level is not within (0, 1), or the
    /// interval asks for shapes that sum to more than 1e8.
    pub fn beta_interval(low: f64, high: f64, level: f64) -> Result<Self, DistError> {
        ordered(low, high, level)?;
        within_unit(low, high)?;
        let (a, b) = beta::shapes_for(low, high, 0.5 * (1.0 - level)).ok_or_else(|| {
            DistError::new(format!("no beta distribution fits the interval {low} to {high}"))
                .help("the interval is too narrow or too wide for its level")
        })?;
        Self::Beta { a, b }.checked()
    }
}

/// Mean and standard deviation of the normal with chance `level` between the two.
fn centre_and_sd(low: f64, high: f64, level: f64) -> (f64, f64) {
    let z = normal::quantile(0.5 + 0.5 * level);
    (0.5 * low + 0.5 * high, (0.5 * high - 0.5 * low) / z)
}

fn ordered(low: f64, high: f64, level: f64) -> Result<(), DistError> {
    if !(low.is_finite() && high.is_finite()) {
        return Err(DistError::new("the ends of an interval must be finite"));
    }
    if low >= high {
        return Err(DistError::new(format!(
            "the lower end `{low}` of the interval is not below the upper end `{high}`"
        )));
    }
    if level > 0.0 && level < 1.0 {
        return Ok(());
    }
    Err(DistError::new(format!(
        "the level of an interval must lie between 0 and 1, found `{level}`"
    )))
}

fn within_unit(low: f64, high: f64) -> Result<(), DistError> {
    if low > 0.0 && high < 1.0 {
        return Ok(());
    }
    Err(DistError::new(format!(
        "an interval of a probability must lie strictly between 0 and 1, found {low} to {high}"
    )))
}

#[cfg(test)]
mod tests {
    use super::Dist;

    #[test]
    fn intervals_are_the_quantiles_of_their_distributions() {
        type Family = fn(f64, f64, f64) -> Result<Dist, super::DistError>;
        let families: [(Family, f64, f64); 4] = [
            (Dist::log_normal_interval, 5.0, 10.0),
            (Dist::logit_normal_interval, 0.1, 0.4),
            (Dist::normal_interval, -5.0, 10.0),
            (Dist::beta_interval, 0.1, 0.4),
        ];
        for (family, low, high) in families {
            for level in [0.5, 0.8, 0.9, 0.98] {
                let dist = family(low, high, level).unwrap();
                assert!((dist.quantile(0.5 - 0.5 * level) - low).abs() < 1e-10, "{dist:?}");
                assert!((dist.quantile(0.5 + 0.5 * level) - high).abs() < 1e-10, "{dist:?}");
            }
        }
    }

    #[test]
    fn five_to_ten_has_the_median_between_them_in_ratio() {
        let median = Dist::log_normal_interval(5.0, 10.0, 0.9).unwrap().median();
        assert!((median - 50.0_f64.sqrt()).abs() < 1e-14);
    }

    #[test]
    fn a_log_normal_below_zero_points_to_the_normal() {
        let error = Dist::log_normal_interval(-5.0, 10.0, 0.9).unwrap_err();
        assert!(error.help.unwrap().contains("`normal(-5 to 10)`"));
    }

    #[test]
    fn impossible_intervals_are_refused() {
        assert!(Dist::normal_interval(2.0, 2.0, 0.9).is_err());
        assert!(Dist::normal_interval(1.0, 2.0, 1.0).is_err());
        assert!(Dist::normal_interval(f64::NAN, 2.0, 0.9).is_err());
        assert!(Dist::logit_normal_interval(0.0, 0.5, 0.9).is_err());
        assert!(Dist::beta_interval(0.5, 1.0, 0.9).is_err());
        assert!(Dist::beta_interval(0.5, 0.500_000_1, 0.9).is_err());
    }
}
