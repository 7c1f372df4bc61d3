//! Exact fractions: machine integers while they fit, big ones where they do not.
//!
//! A [`Rational`] is always in lowest terms with a positive denominator, so that equal numbers have equal
//! representations. Numerators and denominators below 2^63 are kept in two machine words; every operation
//! on such numbers is carried out in 128 bits, where it cannot overflow, and only a result that does not
//! fit is handed to big integers. Cost: some nanoseconds a machine operation, of which the greatest common
//! divisor is the largest part.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

/// Decimal exponents beyond this are no numbers that anyone means.
const LARGEST_EXPONENT: i64 = 400;
/// Digits beyond this are refused: reading them takes time that grows with their square.
const MOST_DIGITS: usize = 1000;

/// An exact fraction.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rational(Parts);

/// Numbers that fit into machine words are always kept there.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Parts {
    /// Numerator (above `i64::MIN`) and denominator (positive), in lowest terms.
    Small(i64, i64),
    Big(Box<BigRational>),
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// It is not written as one.
    Form,
    /// The denominator is 0.
    ZeroDenominator,
    /// It has more digits or a larger exponent than anyone means.
    TooLarge,
}

impl Rational {
    /// 0.
    pub const ZERO: Self = Self(Parts::Small(0, 1));
    /// 1.
    pub const ONE: Self = Self(Parts::Small(1, 1));

    /// The fraction `numerator / denominator`; `None` where the denominator is 0.
    #[must_use]
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Self::reduced(numerator.into(), denominator.into()))
    }

    /// In lowest terms; the denominator is not 0, both are below 2^127 in size.
    fn reduced(numerator: i128, denominator: i128) -> Self {
        let common = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        // A divisor of a number below 2^127 is itself below it.
        let common = i128::try_from(common).unwrap_or(1).max(1) * denominator.signum();
        let (n, d) = (numerator / common, denominator / common);
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) if n > i64::MIN => Self(Parts::Small(n, d)),
            _ => Self(Parts::Big(Box::new(BigRational::new_raw(n.into(), d.into())))),
        }
    }

    /// From a big fraction in lowest terms.
    pub(crate) fn narrowed(big: BigRational) -> Self {
        match (big.numer().to_i64(), big.denom().to_i64()) {
            (Some(n), Some(d)) if n > i64::MIN => Self(Parts::Small(n, d)),
            _ => Self(Parts::Big(Box::new(big))),
        }
    }

    /// The same fraction of big integers, in lowest terms.
    pub(crate) fn big(&self) -> BigRational {
        match &self.0 {
            Parts::Small(n, d) => BigRational::new_raw((*n).into(), (*d).into()),
            Parts::Big(big) => (**big).clone(),
        }
    }

    /// Numerator and denominator, where both are words.
    #[inline]
    pub(crate) fn words(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Parts::Small(n, d) => Some((*n, *d)),
            Parts::Big(_) => None,
        }
    }

    /// The nearest double; infinite where it is too large for one.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        const EXACT: i64 = 1 << 53;
        match &self.0 {
            Parts::Small(n, d) if n.abs() <= EXACT && *d <= EXACT => *n as f64 / *d as f64,
            _ => self.big().to_f64().unwrap_or(f64::NAN),
        }
    }

    /// The number that this double is, exactly; `None` where it is not finite.
    #[must_use]
    pub fn exactly(x: f64) -> Option<Self> {
        BigRational::from_float(x).map(Self::narrowed)
    }

    /// The fraction with the smallest denominator within `tolerance` of `x` (Stern-Brocot, by continued
    /// fractions); `None` where `x` is not finite.
    #[must_use]
    pub fn simplest_near(x: f64, tolerance: f64) -> Option<Self> {
        let low = Self::exactly(x - tolerance)?;
        let high = Self::exactly(x + tolerance)?;
        Some(Self::simplest_between(&low, &high))
    }

    /// The fraction with the smallest denominator from `low` to `high`.
    #[must_use]
    pub fn simplest_between(low: &Self, high: &Self) -> Self {
        simplest_between(low, high)
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Parts::Small(0, _))
    }

    /// -1, 0 or 1.
    #[must_use]
    pub fn sign(&self) -> i32 {
        match &self.0 {
            Parts::Small(n, _) if *n > 0 => 1,
            Parts::Small(0, _) => 0,
            Parts::Small(..) => -1,
            Parts::Big(big) if big.is_positive() => 1,
            Parts::Big(_) => -1,
        }
    }

    /// Whether it is below 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.sign() < 0
    }

    /// Whether it is above 0.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.sign() > 0
    }

    /// Its size.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// One over it; `None` of 0.
    #[must_use]
    pub fn recip(&self) -> Option<Self> {
        match &self.0 {
            Parts::Small(0, _) => None,
            Parts::Small(n, d) => Some(Self::reduced((*d).into(), (*n).into())),
            Parts::Big(big) => Some(Self::narrowed(big.recip())),
        }
    }

    /// The quotient; `None` where `other` is 0.
    #[must_use]
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        Some(self * &other.recip()?)
    }

    /// The largest whole number that is not above it.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.0 {
            Parts::Small(n, d) => Self(Parts::Small(n.div_euclid(*d), 1)),
            Parts::Big(big) => Self::narrowed(big.floor()),
        }
    }

    /// Its finite decimal expansion, where it has one of at most `digits` places.
    #[must_use]
    pub fn decimal(&self, digits: usize) -> Option<String> {
        let mut scaled = self.clone();
        for places in 0..=digits {
            if scaled.is_whole() {
                let text = scaled.abs().to_string();
                let text = format!("{text:0>width$}", width = places + 1);
                let (whole, part) = text.split_at_checked(text.len() - places)?;
                let sign = if self.is_negative() { "-" } else { "" };
                let point = if places > 0 { "." } else { "" };
                return Some(format!("{sign}{whole}{point}{part}"));
            }
            scaled = &scaled * &Self::from(10);
        }
        None
    }

    pub(crate) fn is_whole(&self) -> bool {
        match &self.0 {
            Parts::Small(_, d) => *d == 1,
            Parts::Big(big) => big.denom().is_one(),
        }
    }

    /// The operation in 128 bits, or in big integers.
    fn combine(
        &self,
        other: &Self,
        small: impl Fn((i128, i128), (i128, i128)) -> (i128, i128),
        big: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Self {
        match (&self.0, &other.0) {
            (Parts::Small(n, d), Parts::Small(m, e)) => {
                let (n, d) = small(((*n).into(), (*d).into()), ((*m).into(), (*e).into()));
                Self::reduced(n, d)
            }
            _ => Self::narrowed(big(self.big(), other.big())),
        }
    }
}

/// Greatest common divisor.
fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return gcd_words(x, y).into();
        }
        (a, b) = (b, a % b);
    }
    a
}

fn gcd_words(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The fraction with the smallest denominator in `low ..= high`, and of those the one nearest 0.
fn simplest_between(low: &Rational, high: &Rational) -> Rational {
    if low.sign() * high.sign() <= 0 {
        return Rational::ZERO;
    }
    if low.is_negative() {
        return -simplest_between(&-high, &-low);
    }
    let whole = low.floor();
    if *low == whole {
        return whole;
    }
    let next = &whole + &Rational::ONE;
    if next <= *high {
        return next;
    }
    // Both lie strictly between `whole` and `next`, so neither remainder is 0.
    let rest = |x: &Rational| (x - &whole).recip().unwrap_or(Rational::ONE);
    let deeper = simplest_between(&rest(high), &rest(low));
    whole + deeper.recip().unwrap_or(Rational::ZERO)
}

impl From<i64> for Rational {
    fn from(whole: i64) -> Self {
        if whole > i64::MIN {
            Self(Parts::Small(whole, 1))
        } else {
            Self::narrowed(BigRational::from_integer(whole.into()))
        }
    }
}

impl Default for Rational {
    fn default() -> Self {
        Self::ZERO
    }
}

macro_rules! operation {
    ($trait:ident, $method:ident, $assign:ident, $assign_method:ident, $small:expr, $big:expr) => {
        impl $trait<&Rational> for &Rational {
            type Output = Rational;
            fn $method(self, other: &Rational) -> Rational {
                self.combine(other, $small, $big)
            }
        }
        impl $trait for Rational {
            type Output = Rational;
            fn $method(self, other: Rational) -> Rational {
                (&self).$method(&other)
            }
        }
        impl $trait<&Rational> for Rational {
            type Output = Rational;
            fn $method(self, other: &Rational) -> Rational {
                (&self).$method(other)
            }
        }
        impl $assign<&Rational> for Rational {
            fn $assign_method(&mut self, other: &Rational) {
                *self = (&*self).$method(other);
            }
        }
        impl $assign for Rational {
            fn $assign_method(&mut self, other: Rational) {
                *self = (&*self).$method(&other);
            }
        }
    };
}

operation!(Add, add, AddAssign, add_assign, |(n, d), (m, e)| (n * e + m * d, d * e), |a, b| a + b);
operation!(Sub, sub, SubAssign, sub_assign, |(n, d), (m, e)| (n * e - m * d, d * e), |a, b| a - b);
operation!(Mul, mul, MulAssign, mul_assign, |(n, d), (m, e)| (n * m, d * e), |a, b| a * b);

impl Neg for &Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        match &self.0 {
            Parts::Small(n, d) => Rational(Parts::Small(-n, *d)),
            Parts::Big(big) => Rational::narrowed(-(**big).clone()),
        }
    }
}

impl Neg for Rational {
    type Output = Self;
    fn neg(self) -> Self {
        -&self
    }
}

impl std::iter::Sum for Rational {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::ZERO, |sum, term| sum + term)
    }
}

impl<'a> std::iter::Sum<&'a Self> for Rational {
    fn sum<I: Iterator<Item = &'a Self>>(terms: I) -> Self {
        terms.fold(Self::ZERO, |sum, term| sum + term)
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Parts::Small(n, d), Parts::Small(m, e)) => {
                (i128::from(*n) * i128::from(*e)).cmp(&(i128::from(*m) * i128::from(*d)))
            }
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `3`, `-2/7`.
impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Parts::Small(n, 1) => write!(f, "{n}"),
            Parts::Small(n, d) => write!(f, "{n}/{d}"),
            Parts::Big(big) => write!(f, "{big}"),
        }
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl serde::Serialize for Rational {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads `12`, `-3/4`, `.5`, `5.`, `1.5e-3`, with an optional sign.
impl FromStr for Rational {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let (negative, unsigned) = match text.as_bytes().first() {
            Some(b'-') => (true, text.get(1..).unwrap_or_default()),
            Some(b'+') => (false, text.get(1..).unwrap_or_default()),
            _ => (false, text),
        };
        // What a decimal of so many digits comes to is printed with more, and must be read again.
        let is_decimal = unsigned.contains(['.', 'e', 'E']);
        let most = if is_decimal { MOST_DIGITS } else { 2 * MOST_DIGITS };
        if unsigned.split('/').any(|part| part.len() > most) {
            return Err(NumberError::TooLarge);
        }
        let size = match unsigned.split_once('/') {
            Some((above, below)) => {
                let (above, below) = (whole(above)?, whole(below)?);
                if below.is_zero() {
                    return Err(NumberError::ZeroDenominator);
                }
                Self::narrowed(BigRational::new(above, below))
            }
            None => decimal(unsigned)?,
        };
        Ok(if negative { -size } else { size })
    }
}

fn whole(digits: &str) -> Result<BigInt, NumberError> {
    let sound = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !sound {
        return Err(NumberError::Form);
    }
    if let Ok(small) = digits.parse::<u64>() {
        return Ok(small.into());
    }
    digits.parse().map_err(|_| NumberError::Form)
}

/// A decimal without a sign.
fn decimal(text: &str) -> Result<Rational, NumberError> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default()),
        None => (text, "0"),
    };
    let digits = exponent.trim_start_matches(['+', '-']);
    let sound = exponent.len() <= digits.len() + 1
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !sound {
        return Err(NumberError::Form);
    }
    let exponent: i64 = exponent.parse().map_err(|_| NumberError::TooLarge)?;
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let sound = (before.len() + after.len() > 0)
        && before.bytes().chain(after.bytes()).all(|byte| byte.is_ascii_digit());
    if !sound {
        return Err(NumberError::Form);
    }
    let places = i64::try_from(after.len()).map_err(|_| NumberError::TooLarge)?;
    let power = exponent - places;
    if exponent.abs() > LARGEST_EXPONENT {
        return Err(NumberError::TooLarge);
    }
    // The common case: at most 18 digits, a power of ten of at most 18.
    if before.len() + after.len() <= 18 && (-18..=0).contains(&power) {
        let digits = before.bytes().chain(after.bytes());
        let number = digits.fold(0_i64, |n, digit| n * 10 + i64::from(digit - b'0'));
        let ten = 10_i64.pow(u32::try_from(-power).unwrap_or(0));
        return Ok(Rational::reduced(number.into(), ten.into()));
    }
    let number = whole(&format!("{before}{after}"))?;
    let ten = BigInt::from(10).pow(u32::try_from(power.abs()).unwrap_or(0));
    Ok(Rational::narrowed(if power >= 0 {
        BigRational::from_integer(number * ten)
    } else {
        BigRational::new(number, ten)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Rational {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error:?}"))
    }

    #[test]
    fn every_way_of_writing_a_number_is_read() {
        for (text, shown) in [
            ("12", "12"),
            ("-6/4", "-3/2"),
            (".5", "1/2"),
            ("-.5", "-1/2"),
            ("5.", "5"),
            ("+5", "5"),
            ("1e3", "1000"),
            ("1E-3", "1/1000"),
            ("1.5e+3", "1500"),
            (".5e3", "500"),
            ("0/7", "0"),
            ("-0", "0"),
            (
                "1234567890123456789012345678901234567890",
                "1234567890123456789012345678901234567890",
            ),
            ("0.00000000000000000001", "1/100000000000000000000"),
            ("9223372036854775808/3", "9223372036854775808/3"),
        ] {
            assert_eq!(number(text).to_string(), shown, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let reason = |text: &str| text.parse::<Rational>().unwrap_err();
        for text in
            ["", "-", ".", "e3", "1e", "1/", "/2", "1/2/3", "1.5/2", "nan", "inf", "--1", "1e+-3"]
        {
            assert_eq!(reason(text), NumberError::Form, "{text}");
        }
        assert_eq!(reason("1/0"), NumberError::ZeroDenominator);
        assert_eq!(reason("1e999999999999999999999"), NumberError::TooLarge);
        assert_eq!(reason("1e401"), NumberError::TooLarge);
        assert_eq!(reason(&"9".repeat(2001)), NumberError::TooLarge);
        assert_eq!(reason(&format!("0.{}", "9".repeat(999))), NumberError::TooLarge);
    }

    #[test]
    fn the_longest_decimals_are_read_again_as_they_are_written() {
        for text in [
            format!("{}.{}", "2".repeat(500), "3".repeat(499)),
            format!("0.{}1e-400", "0".repeat(990)),
            format!("{}e400", "7".repeat(990)),
        ] {
            let read = number(&text);
            assert_eq!(number(&read.to_string()), read, "{text}");
        }
    }

    #[test]
    fn finite_decimals_are_written_as_such() {
        let shown = |text: &str| number(text).decimal(6);
        assert_eq!(shown("-1/8").as_deref(), Some("-0.125"));
        assert_eq!(shown("12").as_deref(), Some("12"));
        assert_eq!(shown("1/100").as_deref(), Some("0.01"));
        assert_eq!(shown("1/3"), None);
    }

    #[test]
    fn the_simplest_fraction_near_a_double_is_found() {
        let near = |x: f64| Rational::simplest_near(x, 1e-9).unwrap().to_string();
        assert_eq!(near(1.0 / 3.0), "1/3");
        assert_eq!(near(-2.0 / 7.0), "-2/7");
        assert_eq!(near(0.1), "1/10");
        assert_eq!(near(3.0), "3");
        assert_eq!(near(1e-12), "0");
        assert_eq!(Rational::simplest_near(f64::NAN, 1e-9), None);
    }

    fn any_rational() -> impl Strategy<Value = Rational> {
        let small = -40_i64..40;
        let wide = any::<i64>();
        let part = prop_oneof![small, wide];
        (part.clone(), part).prop_filter_map("a denominator of 0", |(n, d)| Rational::new(n, d))
    }

    proptest! {
        #[test]
        fn operations_are_those_of_big_fractions(a in any_rational(), b in any_rational()) {
            let (x, y) = (a.big(), b.big());
            prop_assert_eq!((&a + &b).big(), &x + &y);
            prop_assert_eq!((&a - &b).big(), &x - &y);
            prop_assert_eq!((&a * &b).big(), &x * &y);
            prop_assert_eq!(a.cmp(&b), x.cmp(&y));
            prop_assert_eq!(a.floor().big(), x.floor());
            if let Some(quotient) = a.checked_div(&b) {
                prop_assert_eq!(&quotient * &b, a.clone());
            }
            // Equal numbers have equal representations, whichever way they were reached.
            prop_assert_eq!(&(&a + &b) - &b, a.clone());
            prop_assert_eq!(number(&a.to_string()), a);
        }

        #[test]
        fn doubles_survive_the_way_there_and_back(x in any::<f64>()) {
            prop_assume!(x.is_finite());
            prop_assert!((Rational::exactly(x).unwrap().to_f64() - x).abs() <= 0.0);
        }
    }
}
