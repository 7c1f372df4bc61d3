//! The standard normal distribution: density, both tails, quantile.
//!
//! The tails come from the complementary error function, so that neither loses digits far out. The
//! quantile is algorithm AS 241, PPND16 (M. Wichura, Applied Statistics 37, 1988), accurate to about
//! one part in 10^16.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// Density at `z`.
#[must_use]
pub fn density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / (2.0 * PI).sqrt()
}

/// Chance of a value up to `z`.
#[must_use]
pub fn cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// The value below which a standard normal falls with chance `p`; infinite at 0 and 1, NaN outside.
#[must_use]
pub fn quantile(p: f64) -> f64 {
    quantile_of_tails(p, 1.0 - p)
}

/// The value with chance `lower` below it and `upper` = 1 - `lower` above it.
///
/// Taking both keeps the digits of whichever tail is small.
#[must_use]
pub fn quantile_of_tails(lower: f64, upper: f64) -> f64 {
    let tail = lower.min(upper);
    if tail.is_nan() || tail < 0.0 {
        return f64::NAN;
    }
    let from_centre = if lower < upper { lower - 0.5 } else { 0.5 - upper };
    if from_centre.abs() <= 0.425 {
        let r = 0.180_625 - from_centre * from_centre;
        return from_centre * horner(&CENTRE.0, r) / horner(&CENTRE.1, r);
    }
    if tail <= 0.0 {
        return if lower < upper { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let r = (-libm::log(tail)).sqrt();
    let size = if r <= 5.0 {
        horner(&MIDDLE.0, r - 1.6) / horner(&MIDDLE.1, r - 1.6)
    } else {
        horner(&FAR.0, r - 5.0) / horner(&FAR.1, r - 5.0)
    };
    if lower < upper { -size } else { size }
}

/// The polynomial with these coefficients, constant first.
fn horner(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

/// Numerator and denominator of one of the three rational approximations.
type Ratio = ([f64; 8], [f64; 8]);

#[expect(clippy::excessive_precision, reason = "as published")]
const CENTRE: Ratio = (
    [
        3.387_132_872_796_366_608,
        1.331_416_678_917_843_774_5e2,
        1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4,
        4.592_195_393_154_987_145_7e4,
        6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4,
        2.509_080_928_730_122_672_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091_125_2e1,
        6.871_870_074_920_579_083e2,
        5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4,
        3.930_789_580_009_271_061e4,
        2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561e3,
    ],
);

#[expect(clippy::excessive_precision, reason = "as published")]
const MIDDLE: Ratio = (
    [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_9,
        5.769_497_221_460_691_405_5,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        2.417_807_251_774_506_117_7e-1,
        2.272_384_498_926_918_458_33e-2,
        7.745_450_142_783_414_076_4e-4,
    ],
    [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_4,
        6.897_673_349_851_000_045_5e-1,
        1.481_039_764_274_800_745_9e-1,
        1.519_866_656_361_645_719_66e-2,
        5.475_938_084_995_344_946e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
);

#[expect(clippy::excessive_precision, reason = "as published")]
const FAR: Ratio = (
    [
        6.657_904_643_501_103_777_2,
        5.463_784_911_164_114_369_9,
        1.784_826_539_917_291_335_8,
        2.965_605_718_285_048_912_3e-1,
        2.653_218_952_657_612_309_3e-2,
        1.242_660_947_388_078_438_6e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    [
        1.0,
        5.998_322_065_558_879_376_9e-1,
        1.369_298_809_227_358_053_1e-1,
        1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591e-4,
        1.846_318_317_510_054_681_8e-5,
        1.421_511_758_316_445_888_7e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
);

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these values are exact")]
mod tests {
    use super::{cdf, quantile};

    #[expect(clippy::excessive_precision, reason = "twenty digits, as computed")]
    /// Values to twenty digits, from the series of the error function and its continued fraction.
    #[test]
    fn quantiles_have_published_values() {
        for (p, z) in [
            (0.5, 0.0),
            (0.75, 0.674_489_750_196_081_743_2),
            (0.95, 1.644_853_626_951_472_714_86),
            (0.975, 1.959_963_984_540_054_235_5),
            (0.995, 2.575_829_303_548_900_760_98),
            (1e-10, -6.361_340_902_404_056_204_7),
            (1e-100, -21.273_453_560_965_324_295),
        ] {
            assert!((quantile(p) - z).abs() <= 1e-14 * z.abs(), "{p}: {}", quantile(p));
        }
        assert_eq!(quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(quantile(1.0), f64::INFINITY);
        assert!(quantile(1.1).is_nan());
    }

    #[test]
    fn the_cdf_undoes_the_quantile_in_both_tails() {
        for step in 1..3000 {
            let p = libm::exp(-0.2 * f64::from(step));
            let back = cdf(quantile(p));
            let lost = 4e-15 * (1.0 + quantile(p) * quantile(p));
            assert!((back / p - 1.0).abs() <= lost, "{p}: {back}");
        }
    }
}
