//! From fractions to whole numbers: each party's values as multiples of its own smallest unit.
//!
//! A party's unit is one over the common denominator of all its numbers (its reservation included), times
//! what they have in common. Nothing that is asked within one party depends on the unit, so the search
//! compares whole numbers only, and equal means equal.

use super::amount::Amount;
use super::domain::{Domain, Term};
use crate::num::rational::Rational;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One as _, Signed as _, Zero as _};

/// The units of the parties.
#[derive(Clone, Debug)]
pub(super) struct Units {
    units: Vec<BigRational>,
    /// The largest sum that the search can meet, in units.
    largest: BigInt,
}

/// Which integers are wide enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// 64 bits.
    Word,
    /// 128 bits.
    Double,
    /// As many as it takes.
    Any,
}

impl Units {
    pub(super) fn of(domain: &Domain) -> Self {
        let mut units = Vec::new();
        let mut largest = BigInt::ZERO;
        for party in &domain.parties {
            let mut unit = Unit { denominator: BigInt::one(), common: BigInt::ZERO };
            let numbers = || {
                let of_terms = party.terms.iter().flat_map(|term| match term {
                    Term::Rectangle { worth, .. } => std::slice::from_ref(worth),
                    Term::Table { worth, .. } => worth.as_slice(),
                });
                let constant = std::iter::once(&party.constant);
                party.values.iter().flatten().chain(of_terms).chain(constant)
            };
            numbers().chain(&party.reservation).for_each(|number| unit.widen(number));
            numbers().chain(&party.reservation).for_each(|number| unit.share(number));
            if unit.common.is_zero() {
                unit.common = BigInt::one();
            }
            let unit = BigRational::new(unit.common, unit.denominator);
            let sum: BigRational = numbers().map(|number| number.big().abs()).sum();
            largest = largest.max((sum / &unit).ceil().to_integer());
            units.push(unit);
        }
        Self { units, largest }
    }

    /// Where nothing can overflow: twice the largest sum fits, since differences are taken too.
    pub(super) fn width(&self) -> Width {
        match self.largest.bits() {
            0..=61 => Width::Word,
            62..=125 => Width::Double,
            _ => Width::Any,
        }
    }

    /// The unit of a party.
    pub(super) fn unit(&self, party: usize) -> Rational {
        Rational::narrowed(self.units[party].clone())
    }

    /// The units of one party alone.
    pub(super) fn only(&self, party: usize) -> Self {
        Self { units: vec![self.units[party].clone()], largest: self.largest.clone() }
    }

    /// A number of a party in its units, which it is a multiple of.
    pub(super) fn whole<T: Amount>(&self, party: usize, number: &Rational) -> T {
        T::of(&(number.big() / &self.units[party]).to_integer())
    }

    /// Back to the party's own numbers.
    pub(super) fn rational(&self, party: usize, amount: &impl Amount) -> Rational {
        Rational::narrowed(BigRational::from_integer(amount.to_big()) * &self.units[party])
    }
}

struct Unit {
    denominator: BigInt,
    common: BigInt,
}

impl Unit {
    fn widen(&mut self, number: &Rational) {
        let denominator = number.big().denom().clone();
        let common = gcd(self.denominator.clone(), denominator.clone());
        self.denominator = &self.denominator / common * denominator;
    }

    fn share(&mut self, number: &Rational) {
        let number = number.big();
        let whole = number.numer() * (&self.denominator / number.denom());
        self.common = gcd(std::mem::take(&mut self.common), whole.abs());
    }
}

fn gcd(mut a: BigInt, mut b: BigInt) -> BigInt {
    while !b.is_zero() {
        (a, b) = (b.clone(), a % b);
    }
    a
}
