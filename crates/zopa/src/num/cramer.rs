//! Small dense systems of linear equations in whole numbers, solved exactly.
//!
//! What is asked for are chances: a row of ones whose sum is 1, below rows whose sums are 0. By Cramer's rule the answer
//! is a quotient of determinants, and J. Hadamard's bound (1893) says how long these can be. Up to 62 bits, elimination
//! without divisors stays in words (E. Bareiss, Mathematics of Computation 22, 1968). Beyond, the determinants are found
//! modulo as many primes as their length needs, and put together by the Chinese remainder theorem (H. Garner 1959).
//!
//! Cost: k^3 products of words for a system of k unknowns in words, or for each prime; one prime for every 61 bits. In
//! whole numbers of any length, each of these products would cost some twenty times as much.

use num_bigint::{BigInt, Sign};
use std::sync::OnceLock;

/// What the largest primes below 2^61 lack of it; 2^61 less each is prime.
const LACKING: [u64; 24] = [
    1, 31, 45, 229, 259, 283, 339, 391, 403, 465, 531, 579, 675, 759, 799, 819, 829, 843, 859, 939,
    985, 1015, 1153, 1195,
];
const BITS: u32 = 61;
const MASK: u64 = (1 << BITS) - 1;

/// The determinants of Cramer's rule, in proportion to which the unknowns are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shares {
    Words(Vec<i64>),
    Long(Vec<BigInt>),
}

/// Unknowns that sum to 1 and for which each of these rows, one fewer than there are unknowns, sums to 0, as whole
/// numbers in proportion to them. `None` where there are none or many, or where the numbers would be too long.
pub(crate) fn shares(rows: &[Vec<i64>]) -> Option<Shares> {
    let size = rows.len() + 1;
    let bits = bits(rows);
    if bits < 62.0 {
        return in_words(rows, size).map(Shares::Words);
    }
    // One bit for the sign.
    let primes = (1..=LACKING.len()).find(|&count| bits + 2.0 < 60.99 * small(count))?;
    let residues: Option<Vec<Vec<u64>>> =
        LACKING[..primes].iter().map(|&lacking| Prime(lacking).shares(rows, size)).collect();
    let residues = residues?;
    let unknown = |k: usize| together(residues.iter().map(|of_prime| of_prime[k]));
    Some(Shares::Long((0..size).map(unknown).collect()))
}

fn small(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// How many bits a minor of the system may have: Hadamard's bound.
fn bits(rows: &[Vec<i64>]) -> f64 {
    let norm = |row: &Vec<i64>| {
        let square: f64 = row.iter().map(|&x| (x as f64) * (x as f64)).sum();
        0.5 * libm::log2(square.max(1.0))
    };
    rows.iter().map(norm).sum::<f64>() + 0.5 * libm::log2(small(rows.len() + 1)) + 1e-6
}

/// Elimination without divisors, every entry a minor.
fn in_words(rows: &[Vec<i64>], size: usize) -> Option<Vec<i64>> {
    let width = size + 1;
    let mut cells = Vec::with_capacity(size * width);
    for row in rows {
        cells.extend_from_slice(row);
        cells.push(0);
    }
    cells.resize(size * width, 1);
    let mut before = 1_i64;
    for column in 0..size {
        let pivot = (column..size).find(|&row| cells[row * width + column] != 0)?;
        for k in 0..width {
            cells.swap(column * width + k, pivot * width + k);
        }
        let own: Vec<i64> = cells[column * width..(column + 1) * width].to_vec();
        let divisor = Divisor::of(before);
        for row in (0..size).filter(|&row| row != column) {
            let cells = &mut cells[row * width..(row + 1) * width];
            let factor = i128::from(cells[column]);
            for (x, own_x) in cells.iter_mut().zip(&own) {
                let minor = i128::from(*x) * i128::from(own[column]) - factor * i128::from(*own_x);
                *x = divisor.divide(minor);
            }
        }
        before = own[column];
    }
    let sign = before.signum();
    Some((0..size).map(|row| sign * cells[row * width + size]).collect())
}

/// Divides numbers that it divides without rest.
struct Divisor {
    zeros: u32,
    /// The inverse of its odd part modulo 2^64.
    inverse: u64,
}

impl Divisor {
    fn of(number: i64) -> Self {
        let zeros = number.trailing_zeros();
        let odd = (number >> zeros).cast_unsigned();
        // Newton's method: right to 3 bits at first, to twice as many each time.
        let mut inverse = odd.wrapping_mul(3) ^ 2;
        for _ in 0..4 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse)));
        }
        Self { zeros, inverse }
    }

    /// The quotient, which fits into a word.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the quotient is known to fit, so its low word is all of it"
    )]
    fn divide(&self, number: i128) -> i64 {
        ((number >> self.zeros) as u64).wrapping_mul(self.inverse).cast_signed()
    }
}

/// The prime that lacks this of 2^61.
#[derive(Clone, Copy, Debug)]
struct Prime(u64);

impl Prime {
    fn number(self) -> u64 {
        (1 << BITS) - self.0
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "what is cut off was masked or shifted away"
    )]
    fn reduced(self, number: u128) -> u64 {
        // 2^61 leaves what the prime lacks.
        let once = (number >> BITS) * u128::from(self.0) + u128::from(number as u64 & MASK);
        let twice = (once >> BITS) as u64 * self.0 + (once as u64 & MASK);
        if twice >= self.number() { twice - self.number() } else { twice }
    }

    fn times(self, a: u64, b: u64) -> u64 {
        self.reduced(u128::from(a) * u128::from(b))
    }

    fn less(self, a: u64, b: u64) -> u64 {
        if a >= b { a - b } else { a + self.number() - b }
    }

    fn of(self, number: i64) -> u64 {
        let size = self.reduced(u128::from(number.unsigned_abs()));
        if number < 0 { self.less(0, size) } else { size }
    }

    fn inverse(self, number: u64) -> u64 {
        // P. de Fermat.
        let (mut power, mut square, mut exponent) = (1, number, self.number() - 2);
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = self.times(power, square);
            }
            square = self.times(square, square);
            exponent >>= 1;
        }
        power
    }

    /// The determinants of Cramer's rule modulo the prime; `None` where that of the system is 0.
    fn shares(self, rows: &[Vec<i64>], size: usize) -> Option<Vec<u64>> {
        let width = size + 1;
        let mut cells = Vec::with_capacity(size * width);
        for row in rows {
            cells.extend(row.iter().map(|&x| self.of(x)));
            cells.push(0);
        }
        cells.resize(size * width, 1);
        let mut even = true;
        for column in 0..size {
            let pivot = (column..size).find(|&row| cells[row * width + column] != 0)?;
            if pivot != column {
                even = !even;
                for k in column..width {
                    cells.swap(column * width + k, pivot * width + k);
                }
            }
            let (above, below) = cells.split_at_mut((column + 1) * width);
            let own = &above[column * width..];
            for row in below.chunks_exact_mut(width) {
                let factor = row[column];
                for k in column + 1..width {
                    let scaled = u128::from(row[k]) * u128::from(own[column]);
                    let off = u128::from(self.number() - factor) * u128::from(own[k]);
                    row[k] = self.reduced(scaled + off);
                }
            }
        }
        // Every step multiplied the rows below by its pivot.
        let pivots: Vec<u64> = (0..size).map(|row| cells[row * width + row]).collect();
        let (mut product, mut scale) = (1, 1);
        let mut products = Vec::with_capacity(size);
        for &pivot in &pivots {
            scale = self.times(scale, product);
            products.push(product);
            product = self.times(product, pivot);
        }
        // `scale` has each pivot as often as there are rows below it, but for the last product.
        let both = self.inverse(self.times(product, scale));
        let (mut rest, unscaled) = (self.times(both, scale), self.times(both, product));
        let determinant = self.times(product, unscaled);
        let determinant = if even { determinant } else { self.less(0, determinant) };
        let mut found = vec![0; size];
        for row in (0..size).rev() {
            let own = &cells[row * width..(row + 1) * width];
            let known = (row + 1..size)
                .fold(own[size], |sum, k| self.less(sum, self.times(own[k], found[k])));
            let inverse = self.times(rest, products[row]);
            rest = self.times(rest, pivots[row]);
            found[row] = self.times(known, inverse);
        }
        Some(found.into_iter().map(|unknown| self.times(unknown, determinant)).collect())
    }
}

/// The inverses of the earlier primes modulo each.
fn inverses() -> &'static Vec<Vec<u64>> {
    static INVERSES: OnceLock<Vec<Vec<u64>>> = OnceLock::new();
    INVERSES.get_or_init(|| {
        let of = |at: usize| {
            let prime = Prime(LACKING[at]);
            let earlier = LACKING[..at].iter();
            earlier
                .map(|&lacking| prime.inverse(prime.reduced(Prime(lacking).number().into())))
                .collect()
        };
        (0..LACKING.len()).map(of).collect()
    })
}

/// The number nearest 0 that leaves these modulo the primes.
fn together(residues: impl Iterator<Item = u64>) -> BigInt {
    let mut digits: Vec<u64> = Vec::new();
    for (at, residue) in residues.enumerate() {
        let prime = Prime(LACKING[at]);
        let mut digit = residue;
        for (&known, &inverse) in digits.iter().zip(&inverses()[at]) {
            digit = prime.times(prime.less(digit, prime.reduced(known.into())), inverse);
        }
        digits.push(digit);
    }
    let (mut number, mut all) = (BigInt::ZERO, BigInt::from(1));
    for (&lacking, digit) in LACKING.iter().zip(digits) {
        number += &all * digit;
        all *= Prime(lacking).number();
    }
    if &number + &number > all { number - all } else { number }
}

/// The absolute values where all have one sign; `None` else.
pub(crate) fn of_one_sign(numbers: Vec<BigInt>) -> Option<Vec<BigInt>> {
    let is = |sign: Sign| numbers.iter().any(|number| number.sign() == sign);
    match (is(Sign::Plus), is(Sign::Minus)) {
        (true, true) => None,
        (_, false) => Some(numbers),
        (false, true) => Some(numbers.into_iter().map(|number| -number).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::rational::Rational;

    /// By elimination in fractions.
    fn slowly(rows: &[Vec<i64>]) -> Option<Vec<Rational>> {
        let size = rows.len() + 1;
        let mut cells: Vec<Vec<Rational>> = rows
            .iter()
            .map(|row| row.iter().copied().chain([0]).map(Rational::from).collect())
            .collect();
        cells.push(vec![Rational::ONE; size + 1]);
        for column in 0..size {
            let pivot = (column..size).find(|&row| !cells[row][column].is_zero())?;
            cells.swap(column, pivot);
            let own = cells[column].clone();
            for row in (0..size).filter(|&row| row != column) {
                let factor = cells[row][column].checked_div(&own[column]).unwrap();
                for (x, own) in cells[row].iter_mut().zip(&own) {
                    *x = &*x - &(&factor * own);
                }
            }
        }
        Some((0..size).map(|row| cells[row][size].checked_div(&cells[row][row]).unwrap()).collect())
    }

    #[test]
    fn shares_are_those_of_elimination_in_fractions() {
        let mut state = 7_u64;
        let mut below = |n: i64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            i64::try_from(state >> 33).unwrap() % n
        };
        let (mut words, mut long, mut none) = (0, 0, 0);
        for round in 0..2000 {
            let size = 1 + usize::try_from(below(9)).unwrap();
            let most = [3, 30, 1000, 1 << 30][round % 4];
            let mut rows = Vec::new();
            for _ in 1..size {
                rows.push((0..size).map(|_| below(2 * most) - most).collect::<Vec<i64>>());
            }
            let expected = slowly(&rows);
            let found = shares(&rows);
            assert_eq!(found.is_some(), expected.is_some(), "{rows:?}");
            let (Some(found), Some(expected)) = (found, expected) else {
                none += 1;
                continue;
            };
            let found: Vec<BigInt> = match found {
                Shares::Words(found) => {
                    words += 1;
                    found.into_iter().map(BigInt::from).collect()
                }
                Shares::Long(found) => {
                    long += 1;
                    found
                }
            };
            let sum: BigInt = found.iter().sum();
            let found: Vec<Rational> = found
                .into_iter()
                .map(|share| Rational::narrowed(num_rational::BigRational::new(share, sum.clone())))
                .collect();
            assert_eq!(found, expected, "{rows:?}");
        }
        assert!(words > 500 && long > 200 && none > 10, "{words} {long} {none}");
    }
}
