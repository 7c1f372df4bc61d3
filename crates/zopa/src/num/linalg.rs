//! Small dense linear algebra.

/// Solves the square system with this matrix (row after row) for `rhs`, in place: the matrix is used up
/// and `rhs` becomes the solution. Gives the sign of the determinant, 1 or -1; nothing where the matrix is
/// singular.
///
/// Gaussian elimination with partial pivoting on rows scaled by their largest entry; cost n^3 / 3.
pub fn solve(matrix: &mut [f64], rhs: &mut [f64]) -> Option<f64> {
    let n = rhs.len();
    debug_assert_eq!(matrix.len(), n * n);
    for (row, right) in matrix.chunks_exact_mut(n.max(1)).zip(rhs.iter_mut()) {
        let largest = row.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
        if largest <= 0.0 || !largest.is_finite() {
            return None;
        }
        row.iter_mut().for_each(|x| *x /= largest);
        *right /= largest;
    }
    let mut sign = 1.0;
    for column in 0..n {
        let pivot = (column..n).max_by(|&i, &j| {
            matrix[i * n + column].abs().total_cmp(&matrix[j * n + column].abs())
        })?;
        if matrix[pivot * n + column].abs() <= f64::MIN_POSITIVE {
            return None;
        }
        if pivot != column {
            let (upper, lower) = matrix.split_at_mut(pivot * n);
            upper[column * n..(column + 1) * n].swap_with_slice(&mut lower[..n]);
            rhs.swap(pivot, column);
            sign = -sign;
        }
        sign *= matrix[column * n + column].signum();
        let (done, below) = matrix.split_at_mut((column + 1) * n);
        let pivot_row = &done[column * n..];
        let (solved, open) = rhs.split_at_mut(column + 1);
        for (row, right) in below.chunks_exact_mut(n).zip(open) {
            let factor = row[column] / pivot_row[column];
            if factor.abs() > 0.0 {
                let rest = row[column..].iter_mut().zip(&pivot_row[column..]);
                rest.for_each(|(x, p)| *x -= factor * p);
                *right -= factor * solved[column];
            }
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|k| matrix[row * n + k] * rhs[k]).sum();
        rhs[row] = (rhs[row] - known) / matrix[row * n + row];
    }
    Some(sign)
}

/// The inverse of a square matrix (row after row), used up; nothing where it is singular.
pub fn inverse(matrix: &mut [f64], n: usize) -> Option<Vec<f64>> {
    let (inverse, rank) = reduction(matrix, n);
    (rank == n).then_some(inverse)
}

/// What a square matrix (row after row), used up, has to be multiplied with from the left to be reduced to echelon form:
/// its inverse, where its rank is full; else the last rows are combinations of its own rows that vanish. And the rank.
///
/// Gauss-Jordan elimination with partial pivoting; what rounding leaves of a column counts as nothing. Cost n^3.
pub fn reduction(matrix: &mut [f64], n: usize) -> (Vec<f64>, usize) {
    debug_assert_eq!(matrix.len(), n * n);
    let mut product = vec![0.0; n * n];
    (0..n).for_each(|k| product[k * n + k] = 1.0);
    let largest = matrix.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    let mut rank = 0;
    for column in 0..n {
        let size = |row: usize| matrix[row * n + column].abs();
        let pivot = (rank..n).max_by(|&i, &j| size(i).total_cmp(&size(j)));
        let Some(pivot) = pivot.filter(|&row| size(row) > largest * 1e-13) else { continue };
        let scale = 1.0 / matrix[pivot * n + column];
        for rows in [&mut *matrix, product.as_mut_slice()] {
            if rank != pivot {
                let (upper, lower) = rows.split_at_mut(pivot * n);
                upper[rank * n..(rank + 1) * n].swap_with_slice(&mut lower[..n]);
            }
            rows[rank * n..(rank + 1) * n].iter_mut().for_each(|x| *x *= scale);
        }
        for row in (0..n).filter(|&row| row != rank) {
            let factor = matrix[row * n + column];
            if factor.abs() > 0.0 {
                for rows in [&mut *matrix, product.as_mut_slice()] {
                    subtract(rows, n, row, rank, factor);
                }
            }
        }
        rank += 1;
    }
    (product, rank)
}

/// Takes a multiple of one row from another.
fn subtract(rows: &mut [f64], n: usize, from: usize, row: usize, factor: f64) {
    let (first, second) = rows.split_at_mut(from.max(row) * n);
    let (to, by) = if from < row {
        (&mut first[from * n..(from + 1) * n], &second[..n])
    } else {
        (&mut second[..n], &first[row * n..(row + 1) * n])
    };
    to.iter_mut().zip(by).for_each(|(x, y)| *x -= factor * y);
}

#[cfg(test)]
mod tests {
    use super::{inverse, reduction, solve};

    #[test]
    fn a_matrix_times_its_inverse_is_one() {
        for n in 1..6_u32 {
            let entry = |i: u32, j: u32| f64::from((i + 2 * j) % 5) + 1.0 / f64::from(i + j + 1);
            let matrix: Vec<f64> = (0..n).flat_map(|i| (0..n).map(move |j| entry(i, j))).collect();
            let size = usize::try_from(n).unwrap();
            let inverse = inverse(&mut matrix.clone(), size).unwrap();
            for i in 0..size {
                for j in 0..size {
                    let sum: f64 =
                        (0..size).map(|k| matrix[i * size + k] * inverse[k * size + j]).sum();
                    let one = if i == j { 1.0 } else { 0.0 };
                    assert!((sum - one).abs() < 1e-9, "{n}: {sum}");
                }
            }
        }
        assert_eq!(inverse(&mut [1.0, 2.0, 2.0, 4.0], 2), None);
        assert_eq!(inverse(&mut [0.0, 1.0, 1.0, 0.0], 2), Some(vec![0.0, 1.0, 1.0, 0.0]));
        assert_eq!(inverse(&mut [f64::NAN], 1), None);
        assert_eq!(reduction(&mut [1.0, 2.0, 2.0, 4.0], 2), (vec![0.0, 0.5, 1.0, -0.5], 1));
    }

    #[test]
    fn hilbert_systems_are_solved_as_well_as_their_condition_allows() {
        for n in 1..7_u32 {
            let entry = |i: u32, j: u32| 1.0 / f64::from(i + j + 1);
            let mut matrix: Vec<f64> =
                (0..n).flat_map(|i| (0..n).map(move |j| entry(i, j))).collect();
            let mut rhs: Vec<f64> =
                (0..n).map(|i| (0..n).map(|j| entry(i, j) * f64::from(j + 1)).sum()).collect();
            assert!(solve(&mut matrix, &mut rhs).is_some());
            for (j, x) in (1..).zip(&rhs) {
                assert!((x - f64::from(j)).abs() < 1e-8, "{n}: {rhs:?}");
            }
        }
    }

    #[test]
    fn rows_are_swapped_and_badly_scaled_ones_evened_out() {
        let mut matrix = vec![0.0, 1e-12, 2.0, 1e300, 0.0, 0.0, 0.0, 0.0, 4.0];
        let mut rhs = vec![1e-12 * 3.0 + 4.0, 5e300, 8.0];
        assert_eq!(solve(&mut matrix, &mut rhs), Some(-1.0));
        assert!((rhs[0] - 5.0).abs() < 1e-15 && (rhs[1] - 3.0).abs() < 1e-3);
        assert!((rhs[2] - 2.0).abs() < 1e-15);
    }

    #[test]
    fn singular_systems_are_refused() {
        assert_eq!(solve(&mut [1.0, 2.0, 2.0, 4.0], &mut [1.0, 2.0]), None);
        assert_eq!(solve(&mut [f64::NAN, 1.0, 1.0, 0.0], &mut [1.0, 1.0]), None);
        assert_eq!(solve(&mut [], &mut []), Some(1.0));
    }
}
