//! Distributions as written.

/// A distribution, or a range to explore, in the form in which it was written.
#[derive(Clone, Debug, PartialEq)]
pub enum DistForm {
    /// `low to high @level` alone or inside a family's name. Ends written with `%` are held as
    /// fractions: `10%` is 0.1.
    Interval {
        /// Lower quantile.
        low: f64,
        /// Upper quantile.
        high: f64,
        /// Whether both ends were written with `%`.
        percent: bool,
        /// Share of the distribution between the two, in (0, 1); 0.9 unless written.
        level: f64,
        /// The family.
        family: IntervalFamily,
    },
    /// `normal(mean m, sd s)`
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation; positive.
        sd: f64,
    },
    /// `beta(a, b)`
    Beta {
        /// First shape; positive.
        a: f64,
        /// Second shape; positive.
        b: f64,
    },
    /// `uniform(low, high)`
    Uniform {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// `triangular(low l, mode m, high h)`
    Triangular {
        /// Lower end.
        low: f64,
        /// Most likely.
        mode: f64,
        /// Upper end.
        high: f64,
    },
    /// `pert(low l, mode m, high h)`
    Pert {
        /// Lower end.
        low: f64,
        /// Most likely.
        mode: f64,
        /// Upper end.
        high: f64,
    },
    /// `bernoulli(p)`
    Bernoulli(f64),
    /// `mix(D: w, ..)`
    Mix(Vec<(DistForm, f64)>),
    /// `one_of(v: w, ..)`
    OneOf(Vec<(f64, f64)>),
    /// `truncate(D, low, high)`: the distribution given that it lies between.
    Truncate(Box<DistForm>, f64, f64),
    /// `clamp(D, low, high)`: values beyond an end are moved to it.
    Clamp(Box<DistForm>, f64, f64),
    /// `low .. high`: nobody holds a belief; explored evenly.
    Explore {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
}

/// The family of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalFamily {
    /// `5 to 10`
    LogNormal,
    /// `10% to 40%`
    LogitNormal,
    /// `normal(-5 to 10)`
    Normal,
    /// `beta(10% to 40%)`
    Beta,
}

/// The name of a rung of a numeric ladder: its number in plain decimals, rounded to nine places.
#[must_use]
pub fn rung_name(number: f64) -> String {
    let decimals = format!("{number:.9}");
    let trimmed = decimals.trim_end_matches('0').trim_end_matches('.');
    if trimmed == "-0" { "0".to_owned() } else { trimmed.to_owned() }
}
