//! Whether the parameters of a distribution make one.

use super::{Dist, DistError};

/// A truncation must leave at least this chance.
const LEAST_MASS: f64 = 1e-300;

impl Dist {
    /// The same distribution, once its parameters are seen to make one: weights are scaled to sum to 1
    /// and single values sorted, equal ones joined.
    ///
    /// # Errors
    /// Parameters that are not finite, spreads, shapes and weights that are not positive, ends out of
    /// order, chances outside [0, 1], an empty list, and a truncation that leaves nothing.
    pub fn checked(self) -> Result<Self, DistError> {
        match &self {
            Self::Normal { mean: centre, sd: spread }
            | Self::LogNormal { mu: centre, sigma: spread }
            | Self::LogitNormal { mu: centre, sigma: spread } => {
                finite(&[*centre])?;
                positive(*spread, "the standard deviation")?;
                Ok(self)
            }
            Self::Beta { a, b } => {
                positive(*a, "the first shape of a beta distribution")?;
                positive(*b, "the second shape of a beta distribution")?;
                Ok(self)
            }
            Self::Uniform { low, high } => {
                finite(&[*low, *high])?;
                ascending(*low, *high)?;
                Ok(self)
            }
            Self::Triangular { low, mode, high } | Self::Pert { low, mode, high } => {
                finite(&[*low, *mode, *high])?;
                ascending(*low, *high)?;
                if mode < low || mode > high {
                    let message = format!("the mode `{mode}` is outside of {low} to {high}");
                    return Err(DistError::new(message));
                }
                Ok(self)
            }
            Self::Bernoulli(chance) => {
                if (0.0..=1.0).contains(chance) {
                    return Ok(self);
                }
                Err(DistError::new(format!("a chance must lie between 0 and 1, found `{chance}`")))
            }
            Self::Mix(_) | Self::OneOf(_) | Self::Truncate(..) | Self::Clamp(..) => {
                self.checked_compound()
            }
        }
    }

    fn checked_compound(self) -> Result<Self, DistError> {
        match self {
            Self::Mix(parts) => {
                let scale = scale_of(parts.iter().map(|(_, weight)| *weight))?;
                let check = |(part, weight): (Self, f64)| Ok((part.checked()?, weight / scale));
                Ok(Self::Mix(parts.into_iter().map(check).collect::<Result<_, _>>()?))
            }
            Self::OneOf(values) => Ok(Self::OneOf(one_of(values)?)),
            Self::Truncate(base, low, high) => {
                let base = base.checked()?;
                ascending(low, high)?;
                if base.mass(low, high) < LEAST_MASS {
                    let message = format!("nothing is left between {low} and {high}");
                    return Err(DistError::new(message)
                        .help("`clamp` moves values beyond an end to it instead"));
                }
                Ok(Self::Truncate(Box::new(base), low, high))
            }
            Self::Clamp(base, low, high) => {
                ascending(low, high)?;
                Ok(Self::Clamp(Box::new(base.checked()?), low, high))
            }
            simple => Ok(simple),
        }
    }
}

/// Values ascending, equal ones joined, chances scaled to sum to 1.
fn one_of(mut values: Vec<(f64, f64)>) -> Result<Vec<(f64, f64)>, DistError> {
    let scale = scale_of(values.iter().map(|(_, weight)| *weight))?;
    for (value, _) in &values {
        finite(&[*value])?;
    }
    values.sort_by(|x, y| x.0.total_cmp(&y.0));
    values.dedup_by(|later, earlier| {
        let same = later.0 <= earlier.0;
        if same {
            earlier.1 += later.1;
        }
        same
    });
    Ok(values.into_iter().map(|(value, weight)| (value, weight / scale)).collect())
}

/// The sum of the weights; 1 where it is that but for rounding, so that written chances stay as they
/// are.
fn scale_of(weights: impl Iterator<Item = f64>) -> Result<f64, DistError> {
    let mut sum = 0.0;
    for weight in weights {
        positive(weight, "a weight")?;
        sum += weight;
    }
    if sum <= 0.0 {
        return Err(DistError::new("a mixture needs at least one part"));
    }
    finite(&[sum])?;
    Ok(if (sum - 1.0_f64).abs() < 1e-15 { 1.0 } else { sum })
}

fn finite(parameters: &[f64]) -> Result<(), DistError> {
    match parameters.iter().find(|x| !x.is_finite()) {
        None => Ok(()),
        Some(x) => Err(DistError::new(format!("a parameter must be a finite number, found `{x}`"))),
    }
}

fn positive(x: f64, what: &str) -> Result<(), DistError> {
    if x > 0.0 && x.is_finite() {
        return Ok(());
    }
    Err(DistError::new(format!("{what} must be positive, found `{x}`")))
}

/// Ends of a truncation may be infinite, so only NaN and disorder are refused here.
fn ascending(low: f64, high: f64) -> Result<(), DistError> {
    if low < high {
        return Ok(());
    }
    Err(DistError::new(format!("the lower end `{low}` is not below the upper end `{high}`")))
}

#[cfg(test)]
mod tests {
    use super::Dist;

    #[test]
    fn weights_are_scaled_and_single_values_sorted_and_joined() {
        let dist = Dist::OneOf(vec![(3.0, 1.0), (1.0, 2.0), (3.0, 1.0)]).checked().unwrap();
        assert_eq!(dist, Dist::OneOf(vec![(1.0, 0.5), (3.0, 0.5)]));
        let parts = vec![(Dist::Bernoulli(0.5), 3.0), (Dist::Uniform { low: 0.0, high: 1.0 }, 1.0)];
        let Dist::Mix(parts) = Dist::Mix(parts).checked().unwrap() else { panic!("a mixture") };
        assert_eq!((parts[0].1, parts[1].1), (0.75, 0.25));
    }

    #[test]
    fn a_fault_deep_inside_is_found() {
        let bad = Dist::Normal { mean: 0.0, sd: 0.0 };
        let nested = Dist::Mix(vec![(Dist::Clamp(Box::new(bad), 0.0, 1.0), 1.0)]);
        assert!(nested.checked().unwrap_err().message.contains("standard deviation"));
    }

    #[test]
    fn parameters_that_make_no_distribution_are_refused() {
        let uniform = || Box::new(Dist::Uniform { low: 0.0, high: 1.0 });
        for bad in [
            Dist::Normal { mean: f64::NAN, sd: 1.0 },
            Dist::LogNormal { mu: 0.0, sigma: f64::INFINITY },
            Dist::Beta { a: 0.0, b: 1.0 },
            Dist::Uniform { low: 1.0, high: 1.0 },
            Dist::Triangular { low: 0.0, mode: 2.0, high: 1.0 },
            Dist::Pert { low: 0.0, mode: -1.0, high: 1.0 },
            Dist::Bernoulli(1.5),
            Dist::Mix(Vec::new()),
            Dist::OneOf(vec![(1.0, 0.0)]),
            Dist::OneOf(vec![(1.0, -1.0), (2.0, 2.0)]),
            Dist::OneOf(vec![(f64::INFINITY, 1.0)]),
            Dist::Truncate(uniform(), 2.0, 3.0),
            Dist::Truncate(uniform(), 0.5, 0.25),
            Dist::Clamp(uniform(), f64::NAN, 1.0),
        ] {
            assert!(bad.clone().checked().is_err(), "{bad:?}");
        }
    }
}
