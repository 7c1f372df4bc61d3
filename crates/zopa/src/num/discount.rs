//! Powers of a discount factor, without losing digits where patience is near 1.

/// delta^`periods`, for delta in (0, 1); `periods` may be a fraction or infinite.
#[must_use]
pub fn pow(delta: f64, periods: f64) -> f64 {
    libm::exp(periods * libm::log(delta))
}

/// 1 - delta^`periods`: the share of a constant stream that falls into the first periods.
#[must_use]
pub fn one_minus_pow(delta: f64, periods: f64) -> f64 {
    -libm::expm1(periods * libm::log(delta))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these values are exact")]
mod tests {
    use super::{one_minus_pow, pow};

    #[test]
    fn both_parts_of_a_stream_sum_to_all_of_it() {
        for delta in [1e-9, 0.3, 0.5, 0.93, 0.999_999, 1.0 - 1e-13] {
            for periods in [0.01, 0.5, 1.0, 2.0, 37.0] {
                assert!((pow(delta, periods) + one_minus_pow(delta, periods) - 1.0).abs() < 1e-15);
            }
            assert!((one_minus_pow(delta, 1.0) / (1.0 - delta) - 1.0).abs() < 1e-15);
            assert!((pow(delta, 2.0) / (delta * delta) - 1.0).abs() < 1e-14);
            assert_eq!(pow(delta, 0.0), 1.0);
            assert_eq!(pow(delta, f64::INFINITY), 0.0);
            assert_eq!(one_minus_pow(delta, f64::INFINITY), 1.0);
        }
    }

    #[test]
    fn a_share_of_a_period_of_great_patience_keeps_its_digits() {
        // To first order in 1 - delta = 2^-40; the next term is 2^-43 of it.
        let impatience = 1.0 / f64::from(1_u32 << 20) / f64::from(1_u32 << 20);
        let exact = 0.25 * impatience * (1.0 + 0.375 * impatience);
        assert!((one_minus_pow(1.0 - impatience, 0.25) / exact - 1.0).abs() < 1e-15);
    }
}
