//! Discounting over any number of periods, accurate where the discount factor is close to 1.

/// delta^periods, for delta in (0, 1) and periods from 0 (infinite: 0).
#[must_use]
pub fn pow(delta: f64, periods: f64) -> f64 {
    libm::exp(periods * libm::log1p(delta - 1.0))
}

/// 1 - delta^periods, for delta in (0, 1) and periods from 0 (infinite: 1).
#[must_use]
pub fn one_minus_pow(delta: f64, periods: f64) -> f64 {
    -libm::expm1(periods * libm::log1p(delta - 1.0))
}
