//! Fractions as whole numbers over a common denominator, for proofs in which divisors would only cost time.

use super::rational::Rational;
use num_bigint::BigInt;
use num_rational::BigRational;

/// The least common multiple of the denominators.
pub(crate) fn common_denominator<'a>(fractions: impl IntoIterator<Item = &'a Rational>) -> BigInt {
    let mut common = BigInt::from(1);
    for fraction in fractions {
        if !fraction.is_whole() {
            // By what the quotient of the two has left.
            let quotient = BigRational::new(common.clone(), fraction.big().denom().clone());
            common *= quotient.denom();
        }
    }
    common
}

/// A fraction times a multiple of its denominator.
pub(crate) fn whole(fraction: &Rational, multiple: &BigInt) -> BigInt {
    let fraction = fraction.big();
    fraction.numer() * (multiple / fraction.denom())
}

/// The fraction of two whole numbers, the second not 0.
pub(crate) fn fraction(numerator: BigInt, denominator: &BigInt) -> Rational {
    Rational::narrowed(BigRational::new(numerator, denominator.clone()))
}
