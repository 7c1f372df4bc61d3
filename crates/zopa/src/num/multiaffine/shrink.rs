//! What Newton's operator leaves of a piece.
//!
//! Of equations g that were multiplied by the inverse of their slopes in the middle, the roots are the fixed points of
//! x - g(x). That is affine in each point too, so that its range is read off the corners, and no root lies outside of it
//! (R. Krawczyk 1969). Where every weight of a simplex is bounded from below, what is left is a smaller simplex.
//!
//! Cost: corners times equations, and as much again times the size of the simplices that become smaller.

/// The least that each corner's weight can be at a root, by the values of g at all corners and what rounding may have done
/// to each of its functions.
pub(super) fn least_weights(values: &[f64], sizes: &[usize], rounding: &[f64]) -> Vec<f64> {
    let mut least = vec![f64::INFINITY; sizes.iter().sum()];
    let mut digits = vec![0; sizes.len()];
    for corner in values.chunks_exact(rounding.len().max(1)) {
        let (mut at, mut equation) = (0, 0);
        for (&size, &digit) in sizes.iter().zip(&digits) {
            let own = &corner[equation..equation + size - 1];
            let shares = std::iter::once(-own.iter().sum::<f64>()).chain(own.iter().copied());
            for (k, (least, g)) in least[at..at + size].iter_mut().zip(shares).enumerate() {
                let here = if k == digit { 1.0 } else { 0.0 };
                *least = least.min(here - g);
            }
            (at, equation) = (at + size, equation + size - 1);
        }
        // The last simplex varies fastest.
        for (digit, &size) in digits.iter_mut().zip(sizes).rev() {
            *digit += 1;
            if *digit < size {
                break;
            }
            *digit = 0;
        }
    }
    let (mut at, mut equation) = (0, 0);
    for &size in sizes {
        let own = &rounding[equation..equation + size - 1];
        least[at] -= own.iter().sum::<f64>();
        least[at + 1..at + size].iter_mut().zip(own).for_each(|(least, off)| *least -= off);
        (at, equation) = (at + size, equation + size - 1);
    }
    least
}

/// In place of the corners of one simplex, those of the smaller one whose weights are at least `least`: of rows of so many
/// numbers, block after block.
pub(super) fn smaller(rows: &mut [f64], least: &[f64], step: usize) {
    let left = 1.0 - least.iter().sum::<f64>();
    let mut shared = vec![0.0; step];
    for block in rows.chunks_exact_mut((step * least.len()).max(1)) {
        shared.fill(0.0);
        for (weight, row) in least.iter().zip(block.chunks_exact(step)) {
            shared.iter_mut().zip(row).for_each(|(sum, x)| *sum += weight * x);
        }
        for row in block.chunks_exact_mut(step) {
            row.iter_mut().zip(&shared).for_each(|(x, sum)| *x = sum + left * *x);
        }
    }
}
