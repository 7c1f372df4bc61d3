//! The tolerances of the model and the largest number it treats, in one place.

/// Comparisons of values hold within this share of the party's spread (largest minus smallest value).
pub const REL: f64 = 1e-9;

/// The largest magnitude of a number in a scenario and of every value computed from it: far enough below
/// the largest number there is that sums, spreads, shares and products of powers stay finite.
pub const LARGEST: f64 = 1e100;

/// Whether `x` is at least `y`, or below it by no more than the tolerance for this spread.
#[must_use]
pub fn at_least(x: f64, y: f64, spread: f64) -> bool {
    x >= y - REL * spread
}

/// Whether `x` and `y` are the same within the tolerance for this spread.
#[must_use]
pub fn near(x: f64, y: f64, spread: f64) -> bool {
    at_least(x, y, spread) && at_least(y, x, spread)
}

#[cfg(test)]
mod tests {
    use super::{at_least, near};

    #[test]
    fn the_tolerance_grows_with_the_spread_and_nan_passes_nothing() {
        assert!(at_least(1.0 - 1e-10, 1.0, 1.0) && !at_least(1.0 - 1e-8, 1.0, 1.0));
        assert!(at_least(1.0 - 1e-8, 1.0, 100.0) && at_least(2.0, 1.0, 0.0));
        assert!(near(1.0, 1.0 + 1e-10, 1.0) && !near(1.0, 1.0 + 1e-8, 1.0) && near(3.0, 3.0, 0.0));
        assert!(!at_least(f64::NAN, 1.0, 1.0) && !near(f64::NAN, f64::NAN, 1.0));
        assert!(at_least(f64::NEG_INFINITY, f64::NEG_INFINITY, 1.0));
    }
}
