//! Linear systems known only by what they do to a vector: restarted nowhere, helped from the right.
//!
//! GMRES (Y. Saad and M. Schultz, SIAM Journal on Scientific and Statistical Computing 7, 1986): among all
//! combinations of the vectors that the system makes of the right side, the one that leaves the smallest
//! rest. Vectors are made orthogonal twice, since rounding once is felt at high precisions.

/// At most so many vectors.
pub(super) const MOST: usize = 250;

/// Room for the vectors, kept from one system to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Krylov {
    basis: Vec<Vec<f64>>,
    helped: Vec<f64>,
}

/// A system and its helper.
pub(super) trait System {
    /// `out` = the system applied to `x`.
    fn apply(&mut self, x: &[f64], out: &mut [f64]);
    /// `out` = about the solution for the right side `x`.
    fn help(&mut self, x: &[f64], out: &mut [f64]);
}

impl Krylov {
    /// Solves the system for `right`, leaving at most `rest` of its length; the solution replaces `right`.
    /// False where that takes too many vectors.
    pub(super) fn solve(&mut self, system: &mut impl System, right: &mut [f64], rest: f64) -> bool {
        let n = right.len();
        let length = norm(right);
        if length <= 0.0 || length.is_nan() {
            return !length.is_nan();
        }
        self.helped.resize(n, 0.0);
        let mut count = 0;
        // Columns of the triangle, the turns that made it, and the right side they turned.
        let mut triangle: Vec<Vec<f64>> = Vec::new();
        let mut turns: Vec<(f64, f64)> = Vec::new();
        let mut turned = vec![length];
        self.vector(0, n).iter_mut().zip(right.iter()).for_each(|(v, r)| *v = r / length);
        let mut done = false;
        while count < MOST.min(n) && !done {
            system.help(&self.basis[count], &mut self.helped);
            self.vector(count + 1, n);
            let (earlier, later) = self.basis.split_at_mut(count + 1);
            let next = &mut later[0];
            system.apply(&self.helped, next);
            let size = norm(next);
            let mut column = vec![0.0; count + 2];
            for _ in 0..2 {
                for (entry, vector) in column.iter_mut().zip(earlier.iter()) {
                    let along = dot(next, vector);
                    *entry += along;
                    next.iter_mut().zip(vector).for_each(|(x, v)| *x -= along * v);
                }
            }
            let left = norm(next);
            column[count + 1] = left;
            if left > 0.0 {
                next.iter_mut().for_each(|x| *x /= left);
            }
            for (k, &(c, s)) in turns.iter().enumerate() {
                let (a, b) = (column[k], column[k + 1]);
                (column[k], column[k + 1]) = (c * a + s * b, c * b - s * a);
            }
            let (a, b) = (column[count], column[count + 1]);
            let radius = libm::hypot(a, b);
            if radius <= 0.0 || !radius.is_finite() {
                return false;
            }
            let (c, s) = (a / radius, b / radius);
            column[count] = radius;
            let before = turned[count];
            turned[count] = c * before;
            turned.push(-s * before);
            turns.push((c, s));
            triangle.push(column);
            count += 1;
            done = turned[count].abs() <= rest * length || left <= 1e-15 * size;
        }
        if !done {
            return false;
        }
        let mut weights = vec![0.0; count];
        for row in (0..count).rev() {
            let known: f64 = (row + 1..count).map(|k| triangle[k][row] * weights[k]).sum();
            weights[row] = (turned[row] - known) / triangle[row][row];
        }
        let mut sum = vec![0.0; n];
        for (weight, vector) in weights.iter().zip(&self.basis) {
            sum.iter_mut().zip(vector).for_each(|(x, v)| *x += weight * v);
        }
        system.help(&sum, right);
        right.iter().all(|x| x.is_finite())
    }

    /// The vector at this place, of length `n`.
    fn vector(&mut self, at: usize, n: usize) -> &mut [f64] {
        while self.basis.len() <= at {
            self.basis.push(Vec::new());
        }
        self.basis[at].resize(n, 0.0);
        &mut self.basis[at]
    }
}

pub(super) fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

fn norm(x: &[f64]) -> f64 {
    dot(x, x).sqrt()
}
