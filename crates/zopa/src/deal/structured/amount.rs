//! The integers in which the search counts: the narrowest in which nothing can overflow.

use num_bigint::BigInt;
use num_traits::ToPrimitive as _;
use std::fmt::Debug;

/// A whole number of a party's smallest unit.
pub(in crate::deal) trait Amount: Clone + Ord + Debug + Send + Sync {
    fn zero() -> Self;
    fn plus(&self, other: &Self) -> Self;
    fn minus(&self, other: &Self) -> Self;
    fn to_big(&self) -> BigInt;
    fn to_f64(&self) -> f64;
    /// From a number that is known to fit; 0 where it does not.
    fn of(big: &BigInt) -> Self;
}

macro_rules! machine {
    ($kind:ty, $narrow:ident) => {
        impl Amount for $kind {
            fn zero() -> Self {
                0
            }
            #[inline]
            fn plus(&self, other: &Self) -> Self {
                self + other
            }
            #[inline]
            fn minus(&self, other: &Self) -> Self {
                self - other
            }
            fn to_big(&self) -> BigInt {
                BigInt::from(*self)
            }
            #[inline]
            fn to_f64(&self) -> f64 {
                *self as f64
            }
            fn of(big: &BigInt) -> Self {
                big.$narrow().unwrap_or(0)
            }
        }
    };
}
machine!(i64, to_i64);
machine!(i128, to_i128);

impl Amount for BigInt {
    fn zero() -> Self {
        BigInt::ZERO
    }
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    fn minus(&self, other: &Self) -> Self {
        self - other
    }
    fn to_big(&self) -> BigInt {
        self.clone()
    }
    fn to_f64(&self) -> f64 {
        num_traits::ToPrimitive::to_f64(self).unwrap_or(f64::NAN)
    }
    fn of(big: &BigInt) -> Self {
        big.clone()
    }
}
