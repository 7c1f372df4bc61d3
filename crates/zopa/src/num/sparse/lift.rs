//! Linear equations in whole numbers, solved exactly.
//!
//! Method: digits of the solution to the base of a prime, from the last one on, each by the factors of the matrix modulo
//! that prime (J. Dixon, "Exact solution of linear equations using p-adic expansions", Numerische Mathematik 40, 1982).
//! From enough digits the fractions are found by Euclid's algorithm; components mostly share their denominator, so that
//! one is found and the others are read off. What is found is put back into the equations in whole numbers: a solution
//! that is returned is one.
//!
//! Cost: a factorisation, as sparse as that in doubles, and for each digit (18 decimal places) a solution with the
//! factors and a product with the matrix, in machine words as long as its numbers are below 2^40. Elimination in
//! fractions would handle numbers of the length of the result at every step.

use super::Columns;
use super::field::{Field, Residue};
use super::lu::Lu;
use num_bigint::BigInt;
use num_traits::{Signed as _, ToPrimitive as _, Zero as _};

/// A residue that takes a digit.
type Digit = Residue<61>;

/// Numbers that leave room for a sum of so many products with digits in 127 bits.
const ROOM: i64 = 1 << 40;
const MOST_SUMMED: usize = 1 << 20;

/// A square matrix of whole numbers, ready to be solved with.
#[derive(Clone, Debug)]
pub(crate) struct Equations<'a> {
    matrix: &'a Columns<BigInt>,
    /// The same in machine words, where they are small enough.
    small: Option<Columns<i64>>,
    factors: Lu<Digit>,
    /// No solution needs more digits.
    most_digits: usize,
}

/// The solution: whole numbers over one denominator above 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Solution {
    pub(crate) numbers: Vec<BigInt>,
    pub(crate) denominator: BigInt,
}

impl<'a> Equations<'a> {
    /// `None` where the matrix has no inverse, or none modulo the prime.
    pub(crate) fn of(matrix: &'a Columns<BigInt>) -> Option<Self> {
        let prime = BigInt::from(Digit::PRIME);
        let residue = |x: &BigInt| Digit::of((x % &prime).to_i128().unwrap_or(0));
        let factors = Lu::of(&matrix.map(residue))?;
        let columns = || (0..matrix.count()).map(|column| matrix.column(column));
        let fits = |(_, x): &(usize, BigInt)| x.to_i64().is_some_and(|x| x.abs() < ROOM);
        let small = matrix.rows() < MOST_SUMMED && columns().all(|column| column.iter().all(fits));
        let small = small.then(|| matrix.map(|x| x.to_i64().unwrap_or(0)));
        // Determinants are at most the product of the lengths of columns (J. Hadamard 1893), and so are numerators, with
        // a right side in place of one of them.
        let bits = |column: &[(usize, BigInt)]| {
            let longest = column.iter().map(|(_, x)| x.bits()).max().unwrap_or(0);
            longest + u64::from((column.len() + 1).ilog2()) + 1
        };
        let all: u64 = columns().map(bits).sum();
        let most_digits = usize::try_from(2 * all / 61 + 8).unwrap_or(usize::MAX);
        Some(Self { matrix, small, factors, most_digits })
    }

    /// Solves `matrix * x = right`.
    pub(crate) fn solve(&self, right: &[BigInt]) -> Option<Solution> {
        self.lifted(right, false)
    }

    /// Solves `y * matrix = right`.
    pub(crate) fn solve_transposed(&self, right: &[BigInt]) -> Option<Solution> {
        self.lifted(right, true)
    }

    fn lifted(&self, right: &[BigInt], transposed: bool) -> Option<Solution> {
        let prime = BigInt::from(Digit::PRIME);
        let last = |number: &BigInt| Digit::of((number % &prime).to_i128().unwrap_or(0));
        let words = right.iter().map(BigInt::to_i64).collect::<Option<Vec<i64>>>();
        let (Some(small), Some(words)) = (&self.small, words) else {
            let next = |left: &mut [BigInt], digits: &[u64]| {
                subtract(self.matrix, digits, transposed, |row, x, &digit| left[row] -= x * digit);
                left.iter_mut().for_each(|number| *number /= &prime);
            };
            return self.digits(right, transposed, (right.to_vec(), last, next));
        };
        let next = |left: &mut [i128], digits: &[u64]| {
            subtract(small, digits, transposed, |row, &x, &digit| {
                left[row] -= i128::from(x) * i128::from(digit);
            });
            left.iter_mut().for_each(|number| *number /= i128::from(Digit::PRIME));
        };
        let words = words.into_iter().map(i128::from).collect();
        self.digits(right, transposed, (words, |number: &i128| Digit::of(*number), next))
    }

    /// Digit after digit of what is left: `last` tells the last one of a number, `next` takes a digit of the solution
    /// away from all and moves them on.
    fn digits<W>(
        &self,
        right: &[BigInt],
        transposed: bool,
        (mut left, last, next): (Vec<W>, impl Fn(&W) -> Digit, impl Fn(&mut [W], &[u64])),
    ) -> Option<Solution> {
        let mut found: Vec<Vec<u64>> = Vec::new();
        let mut enough = 2;
        loop {
            let mut rest: Vec<Digit> = left.iter().map(&last).collect();
            let mut x = vec![Digit::ZERO; left.len()];
            if transposed {
                self.factors.solve_transposed(&rest, &mut x);
            } else {
                self.factors.solve(&mut rest, &mut x);
            }
            let digits: Vec<u64> = x.into_iter().map(Digit::number).collect();
            next(&mut left, &digits);
            found.push(digits);
            if found.len() >= enough {
                enough = found.len() * 3 / 2 + 1;
                let solution = fractions(&found)
                    .filter(|solution| self.is_solution(solution, right, transposed));
                if solution.is_some() || found.len() > self.most_digits {
                    return solution;
                }
            }
        }
    }

    fn is_solution(&self, solution: &Solution, right: &[BigInt], transposed: bool) -> bool {
        let mut left: Vec<BigInt> = right.iter().map(|x| x * &solution.denominator).collect();
        subtract(self.matrix, &solution.numbers, transposed, |row, x, number| {
            left[row] -= x * number
        });
        left.iter().all(BigInt::is_zero)
    }
}

/// Calls `less` with each entry, the place that it counts for, and the number that it is multiplied by.
fn subtract<T, N>(
    matrix: &Columns<T>,
    numbers: &[N],
    transposed: bool,
    mut less: impl FnMut(usize, &T, &N),
) {
    for column in 0..matrix.count() {
        for (row, x) in matrix.column(column) {
            if transposed {
                less(column, x, &numbers[*row]);
            } else {
                less(*row, x, &numbers[column]);
            }
        }
    }
}

/// The fractions that end on these digits, the last digits first; `None` where there are none that short.
fn fractions(digits: &[Vec<u64>]) -> Option<Solution> {
    let modulus = BigInt::from(Digit::PRIME).pow(u32::try_from(digits.len()).ok()?);
    let bound = (&modulus / 2_u32).sqrt();
    let mut denominator = BigInt::from(1);
    let mut parts: Vec<(BigInt, BigInt)> = Vec::with_capacity(digits[0].len());
    for at in 0..digits[0].len() {
        let mut number = BigInt::ZERO;
        for digit in digits.iter().rev() {
            number = number * Digit::PRIME + digit[at];
        }
        let number = symmetric(number * &denominator % &modulus, &modulus);
        if number.abs() <= bound {
            parts.push((number, denominator.clone()));
            continue;
        }
        let (numerator, own) = fraction(number, &modulus, &bound)?;
        denominator *= own;
        if denominator > bound {
            return None;
        }
        parts.push((numerator, denominator.clone()));
    }
    let numbers = parts.into_iter().map(|(number, own)| number * (&denominator / own));
    Some(Solution { numbers: numbers.collect(), denominator })
}

fn symmetric(number: BigInt, modulus: &BigInt) -> BigInt {
    if &number * 2 > *modulus { number - modulus } else { number }
}

/// The fraction `n / d` with `n = d * number` modulo `modulus`, both at most `bound` (P. Wang 1981).
fn fraction(number: BigInt, modulus: &BigInt, bound: &BigInt) -> Option<(BigInt, BigInt)> {
    let positive = if number.is_negative() { number + modulus } else { number };
    let (mut before, mut now) = (modulus.clone(), positive);
    let (mut factor_before, mut factor) = (BigInt::ZERO, BigInt::from(1));
    while now > *bound {
        let quotient = &before / &now;
        let rest = &before - &quotient * &now;
        (before, now) = (now, rest);
        let next = &factor_before - &quotient * &factor;
        (factor_before, factor) = (factor, next);
    }
    if factor.is_negative() {
        (now, factor) = (-now, -factor);
    }
    (factor <= *bound && !factor.is_zero()).then_some((now, factor))
}
