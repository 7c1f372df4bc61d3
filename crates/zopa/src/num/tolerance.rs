//! The tolerances of the model, in one place.

/// Comparisons of values hold within this share of the party's spread (largest minus smallest value).
pub const REL: f64 = 1e-9;
