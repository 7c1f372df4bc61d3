//! Scrambled Sobol points: numbers that fill the unit cube more evenly than random ones.
//!
//! What mean does a function have over the cube? With 2^m points of a Sobol sequence every box of a large
//! family, cut at binary fractions, holds exactly its share of the points, so the error falls almost as
//! 1 / n where it falls as 1 / sqrt(n) for random points (I. Sobol, 1967).
//!
//! 1. The direction numbers of dimension d follow from a primitive polynomial by recurrence (S. Joe and
//!    F. Kuo, SIAM Journal on Scientific Computing 30, 2008; [licence](./LICENSE.txt)).
//! 2. Point n is the exclusive or of the direction numbers at the set bits of the Gray code of n. Any
//!    aligned range of 2^m points is a net of its own, so a study may be cut into such ranges.
//! 3. Nested uniform scrambling (A. Owen, 1995) makes the points random without breaking the nets: a bit
//!    is flipped by a hash of all bits above it. The hash is a chain of multiplications, each of which
//!    carries lower bits into higher ones only, on the reversed number (S. Laine and T. Karras, 2011).
//! 4. The scrambled 64 bits become the middle of one of 2^52 equal cells, so no point is 0 or 1.
//!
//! **What depends on what.** The scrambling is keyed by seed and name, so no two names share theirs. The
//! dimension is the caller's: the place of a premise among those of its file, so that the first premises
//! get the best dimensions and one that is added at the end disturbs none. A dimension hashed from the
//! name instead would be a function of the name alone, but two names in one dimension would be tied to
//! each other (scrambling does not part them), and to be safe from that the names would have to go to
//! dimensions so high that small samples fill pairs of them badly. Giving every name its own random order
//! of a single dimension would be pure as well, yet keep no more than each premise's own evenness. Who
//! wants draws that depend on seed, name and index alone takes a [`Stream`](super::stream::Stream).
//!
//! Cost: 64 words a dimension to set up; a coordinate takes about 30 ns anywhere and 5 ns in sequence.
//! Limits: [`DIMENSIONS`] dimensions, 2^64 points, of which the first 2^52 are distinct.

use super::stream::{Key, open_unit};

/// Dimensions for which direction numbers are known.
pub const DIMENSIONS: usize = 1024;

/// Polynomials and initial direction numbers; line d is dimension d + 1.
const JOE_KUO: &str = include_str!("joe-kuo.txt");

/// One dimension of the sequence with its scrambling.
#[derive(Clone, Debug)]
pub struct Coordinate {
    directions: [u64; 64],
    scramble: Scramble,
}

impl Coordinate {
    /// Dimension `dimension`, from 0, scrambled for this name under this seed; `None` beyond
    /// [`DIMENSIONS`].
    #[must_use]
    pub fn new(dimension: usize, seed: u64, name: &str) -> Option<Self> {
        let directions = directions(dimension)?;
        Some(Self { directions, scramble: Scramble::new(Key::new(seed, name)) })
    }

    /// The coordinate of point `index`, between 0 and 1, both excluded.
    #[must_use]
    pub fn at(&self, index: u64) -> f64 {
        open_unit(self.scramble.of(self.unscrambled(index)))
    }

    /// The coordinates of the points from `first` on, as many as there is room for.
    pub fn fill(&self, first: u64, out: &mut [f64]) {
        let mut plain = self.unscrambled(first);
        let mut index = first;
        for coordinate in out {
            *coordinate = open_unit(self.scramble.of(plain));
            index = index.wrapping_add(1);
            // Neighbours in the Gray code differ in one bit.
            plain ^= self.directions[index.trailing_zeros().min(63) as usize];
        }
    }

    fn unscrambled(&self, index: u64) -> u64 {
        let mut gray = index ^ (index >> 1);
        let mut point = 0;
        while gray != 0 {
            point ^= self.directions[gray.trailing_zeros() as usize];
            gray &= gray - 1;
        }
        point
    }
}

/// Flips each bit by a hash of those above it.
#[derive(Clone, Copy, Debug)]
struct Scramble {
    add: [u64; 3],
    times: [u64; 3],
}

/// Even multipliers with no pattern: digits of pi, the golden ratio and e.
const EVEN: [u64; 3] = [0x243f_6a88_85a3_08d2, 0x9e37_79b9_7f4a_7c16, 0xadf8_5458_a2bb_4a9a];

impl Scramble {
    fn new(key: Key) -> Self {
        let [a, b, c, d] = key.words();
        // Every word is used in full: additions take them as they are, factors must be odd.
        Self {
            add: [a, b, c],
            times: [d | 1, (a ^ c.rotate_left(17)) | 1, (b ^ d.rotate_left(41)) | 1],
        }
    }

    fn of(self, bits: u64) -> u64 {
        let mut x = bits.reverse_bits();
        for ((add, times), even) in self.add.iter().zip(&self.times).zip(&EVEN) {
            x = x.wrapping_add(*add);
            x ^= x.wrapping_mul(*even);
            x = x.wrapping_mul(*times);
            x ^= x.wrapping_mul(x << 1);
        }
        x.reverse_bits()
    }
}

/// The direction numbers of a dimension, the first in the highest bit.
fn directions(dimension: usize) -> Option<[u64; 64]> {
    let mut v = [0_u64; 64];
    if dimension == 0 {
        for (k, v) in v.iter_mut().enumerate() {
            *v = 1 << (63 - k);
        }
        return Some(v);
    }
    let line = JOE_KUO.lines().nth(dimension - 1)?;
    let mut numbers = line.split(' ').map_while(|number| number.parse::<u64>().ok());
    let polynomial = numbers.next()?;
    let mut degree = 0;
    for m in numbers {
        v[degree] = m << (63 - degree);
        degree += 1;
    }
    for k in degree..64 {
        v[k] = v[k - degree] ^ (v[k - degree] >> degree);
        for i in 1..degree {
            if polynomial >> (degree - 1 - i) & 1 == 1 {
                v[k] ^= v[k - i];
            }
        }
    }
    Some(v)
}

#[cfg(test)]
#[expect(
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    reason = "binary fractions are exact"
)]
mod tests;
