//! A product of positive factors that neither overflows nor vanishes on the way.
//!
//! It is held as a mantissa and a power of two. As long as no factor leaves the range of floating-point
//! numbers, the result is the same to the last bit as by plain multiplication.

/// A product of factors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Product {
    /// In [0.5, 1); 0 or infinite where a factor is.
    mantissa: f64,
    exponent: i32,
}

impl Product {
    /// The product of one factor, which is not negative.
    #[must_use]
    pub fn of(factor: f64) -> Self {
        let (mantissa, exponent) = libm::frexp(factor);
        Self { mantissa, exponent }
    }

    /// The product with one more factor.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        let (factor, power) = libm::frexp(factor);
        let (mantissa, exponent) = libm::frexp(self.mantissa * factor);
        let exponent = exponent.saturating_add(power).saturating_add(self.exponent);
        Self { mantissa, exponent }
    }

    /// The product times `x`, as a floating-point number: infinite where it is too large for one.
    #[must_use]
    pub fn scale(self, x: f64) -> f64 {
        libm::ldexp(self.mantissa * x, self.exponent)
    }

    /// Whether it is exactly 1.
    #[must_use]
    pub fn is_one(self) -> bool {
        self == Self::of(1.0)
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these values are exact")]
mod tests {
    use super::Product;

    #[test]
    fn a_product_that_leaves_the_numbers_on_the_way_comes_back() {
        let factors = [1e100, 1e100, 1e100, 1e100, 1e-300, 1e-100];
        let product = factors.iter().fold(Product::of(1.0), |product, &x| product.times(x));
        assert!((product.scale(1.0) - 1.0).abs() < 1e-14);
        let small = Product::of(1e-300).times(1e-300).times(1e300).times(3e300);
        assert!((small.scale(1.0) - 3.0).abs() < 1e-14);
    }

    #[test]
    fn an_ordinary_product_is_the_plain_one_to_the_last_bit() {
        let factors = [3.0, 0.1, 7.3, 1e-5, 12345.678, 0.3];
        let product = factors.iter().fold(Product::of(1.0), |product, &x| product.times(x));
        assert_eq!(product.scale(1.0), factors.iter().product::<f64>());
        assert_eq!(Product::of(3.0).scale(0.2), 3.0 * 0.2);
    }

    #[test]
    fn opposite_factors_make_exactly_one() {
        assert!(Product::of(4.0).times(0.25).is_one());
        assert!(!Product::of(4.0).is_one());
        assert_eq!(Product::of(f64::INFINITY).scale(0.5), f64::INFINITY);
        assert_eq!(Product::of(0.0).scale(0.5), 0.0);
    }
}
