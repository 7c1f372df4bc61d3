//! Numbers that a computation can be carried out in: doubles to be fast, fractions to be exact.
//!
//! What is written once for a [`Scalar`] finds an answer in doubles and proves it in fractions.

use super::rational::Rational;
use std::fmt::Debug;

/// What computations on games need of a number.
pub trait Scalar: Clone + Debug + PartialEq + PartialOrd {
    /// 0.
    fn zero() -> Self;
    /// 1.
    fn one() -> Self;
    /// The sum.
    #[must_use]
    fn plus(&self, other: &Self) -> Self;
    /// The difference.
    #[must_use]
    fn minus(&self, other: &Self) -> Self;
    /// The product.
    #[must_use]
    fn times(&self, other: &Self) -> Self;
    /// The quotient; `None` where `other` is 0.
    fn over(&self, other: &Self) -> Option<Self>;
    /// Whether it is 0.
    fn is_nothing(&self) -> bool;
    /// The nearest double.
    fn approximate(&self) -> f64;
}

impl Scalar for f64 {
    fn zero() -> Self {
        0.0
    }
    fn one() -> Self {
        1.0
    }
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    fn minus(&self, other: &Self) -> Self {
        self - other
    }
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    fn over(&self, other: &Self) -> Option<Self> {
        (!other.is_nothing()).then(|| self / other)
    }
    fn is_nothing(&self) -> bool {
        matches!(self.classify(), std::num::FpCategory::Zero)
    }
    fn approximate(&self) -> f64 {
        *self
    }
}

impl Scalar for Rational {
    fn zero() -> Self {
        Self::ZERO
    }
    fn one() -> Self {
        Self::ONE
    }
    fn plus(&self, other: &Self) -> Self {
        self + other
    }
    fn minus(&self, other: &Self) -> Self {
        self - other
    }
    fn times(&self, other: &Self) -> Self {
        self * other
    }
    fn over(&self, other: &Self) -> Option<Self> {
        self.checked_div(other)
    }
    fn is_nothing(&self) -> bool {
        self.is_zero()
    }
    fn approximate(&self) -> f64 {
        self.to_f64()
    }
}
