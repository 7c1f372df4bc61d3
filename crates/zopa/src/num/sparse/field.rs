//! Numbers in which a matrix can be factored.

use std::fmt::Debug;

/// What factoring needs of a number.
pub(crate) trait Field: Copy + Debug + PartialEq {
    const ZERO: Self;
    /// `self - a b`.
    #[must_use]
    fn less(self, a: Self, b: Self) -> Self;
    #[must_use]
    fn times(self, other: Self) -> Self;
    /// The quotient, by a number whose [`Field::size`] is not 0.
    #[must_use]
    fn over(self, other: Self) -> Self;
    /// How good a pivot it is: the larger the better, at 0 none at all.
    fn size(self) -> f64;
    fn is_nothing(self) -> bool;
}

impl Field for f64 {
    const ZERO: Self = 0.0;
    fn less(self, a: Self, b: Self) -> Self {
        self - a * b
    }
    fn times(self, other: Self) -> Self {
        self * other
    }
    fn over(self, other: Self) -> Self {
        self / other
    }
    fn size(self) -> f64 {
        self.abs()
    }
    fn is_nothing(self) -> bool {
        self.abs() < Self::MIN_POSITIVE
    }
}

/// A whole number modulo the prime `2^BITS - 1`; `BITS` is 61 or 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Residue<const BITS: u32>(u64);

impl<const BITS: u32> Residue<BITS> {
    pub(crate) const PRIME: u64 = (1 << BITS) - 1;

    /// What remains of a number.
    pub(crate) fn of(number: i128) -> Self {
        let prime = i128::from(Self::PRIME);
        Self(u64::try_from(number.rem_euclid(prime)).unwrap_or(0))
    }

    pub(crate) fn number(self) -> u64 {
        self.0
    }

    /// Of a number below `2^(2 BITS)`.
    fn reduced(number: u128) -> Self {
        let prime = u128::from(Self::PRIME);
        // 2^BITS leaves 1.
        let once = (number & prime) + (number >> BITS);
        let twice = (once & prime) + (once >> BITS);
        let least = if twice >= prime { twice - prime } else { twice };
        Self(u64::try_from(least).unwrap_or(0))
    }

    /// By Fermat's little theorem.
    fn inverse(self) -> Self {
        let (mut power, mut square, mut exponent) = (Self(1), self, Self::PRIME - 2);
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = power.times(square);
            }
            square = square.times(square);
            exponent >>= 1;
        }
        power
    }
}

impl<const BITS: u32> Field for Residue<BITS> {
    const ZERO: Self = Self(0);
    fn less(self, a: Self, b: Self) -> Self {
        let taken = Self::PRIME - a.times(b).0;
        Self::reduced(u128::from(self.0) + u128::from(taken))
    }
    fn times(self, other: Self) -> Self {
        Self::reduced(u128::from(self.0) * u128::from(other.0))
    }
    fn over(self, other: Self) -> Self {
        self.times(other.inverse())
    }
    fn size(self) -> f64 {
        if self.0 == 0 { 0.0 } else { 1.0 }
    }
    fn is_nothing(self) -> bool {
        self.0 == 0
    }
}
