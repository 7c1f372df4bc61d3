//! A product of simplices within the whole one, and what the values at its corners say.

use super::System;
use super::shrink::{least_weights, smaller};
use crate::num::linalg::reduction;

/// By how much a piece is made larger for the test of uniqueness, so that roots on its border are inside.
const MARGIN: f64 = 1.0 / 64.0;
/// The largest departure from the identity with which the iteration is trusted to contract.
const NEAR: f64 = 0.9;
/// What rounding may have done to values between -1 and 1, times what they were multiplied with.
const ROUNDING: f64 = 1e-12;
/// Edges that are not cut any more.
const SHORTEST: f64 = 1e-6;
/// Of so many cuts, one goes through the longest edge.
const LONGEST_EVERY: u32 = 3;
/// Steps of the iteration.
const MOST_STEPS: usize = 400;
/// How far outside a piece a root may seem to lie that is on its border.
const BORDER: f64 = 1e-9;
/// A piece is made smaller where some simplex keeps at most this share of its length; else it is cut.
const SMALLER: f64 = 0.7;
/// The least share that it keeps, so that what is left does not drown in rounding.
const SMALLEST: f64 = 1.0 / 256.0;

/// What is known of a piece.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Judgement {
    /// There is no root.
    Empty,
    /// There is one, here, as weights of the corners of the whole.
    Root(Vec<f64>),
    /// All roots are in this part of it.
    Within(Box<Piece>),
    /// It has to be cut.
    Unclear,
}

/// A simplex and two of its corners.
type Edge = (usize, usize, usize);

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// Corners of each simplex.
    sizes: Vec<usize>,
    /// As in [`System`].
    values: Vec<f64>,
    /// Of each simplex and each of its corners, the weights of the corners of the whole.
    corners: Vec<Vec<f64>>,
    /// How often the whole was cut to come here.
    cuts: u32,
}

impl Piece {
    pub(super) fn whole(system: &System) -> Self {
        let unit = |&size: &usize| {
            let weight = |at: usize| if at.is_multiple_of(size + 1) { 1.0 } else { 0.0 };
            (0..size * size).map(weight).collect()
        };
        Self {
            sizes: system.sizes.clone(),
            values: system.values.clone(),
            corners: system.sizes.iter().map(unit).collect(),
            cuts: 1,
        }
    }

    /// What is known, and what it cost to find out.
    pub(super) fn judge(&self, equations: usize, width: usize) -> (Judgement, u64) {
        let mut work = self.values.len() as u64;
        let above = |at: usize| self.column(at, width).all(|x| x > ROUNDING);
        let below = |at: usize| self.column(at, width).all(|x| x < -ROUNDING);
        if (0..equations).any(|at| above(at) || below(at)) || (equations..width).any(above) {
            return (Judgement::Empty, work);
        }
        work += (self.values.len() * (equations + 2)) as u64;
        (self.newton(equations, width), work)
    }

    /// How many values it holds.
    pub(super) fn size(&self) -> u64 {
        self.values.len() as u64
    }

    /// Values of one equation or bound at all corners.
    fn column(&self, at: usize, width: usize) -> impl Iterator<Item = f64> {
        self.values[at..].iter().step_by(width).copied()
    }

    /// Judged by the slopes.
    fn newton(&self, equations: usize, width: usize) -> Judgement {
        let mut values: Vec<f64> = self
            .values
            .chunks_exact(width.max(1))
            .flat_map(|corner| corner[..equations].iter().copied())
            .collect();
        enlarge(&mut values, &self.sizes, equations);
        let mut slopes = middle_slopes(&values, &self.sizes, equations);
        let (reduction, rank) = reduction(&mut slopes, equations);
        let values = multiplied(&reduction, &values, equations);
        let rows = reduction.chunks_exact(equations.max(1));
        let rounding: Vec<f64> =
            rows.map(|row| ROUNDING * row.iter().map(|x| x.abs()).sum::<f64>()).collect();
        for (at, &rounding) in rounding.iter().enumerate() {
            let mut column = values[at..].iter().step_by(equations);
            if column.clone().all(|&x| x > rounding) || column.all(|&x| x < -rounding) {
                return Judgement::Empty;
            }
        }
        if rank < equations {
            return Judgement::Unclear;
        }
        let departure = departure(&values, &self.sizes, equations);
        if departure <= NEAR {
            let judgement = self.iterated(&values, equations, departure);
            if judgement != Judgement::Unclear {
                return judgement;
            }
        }
        self.within(least_weights(&values, &self.sizes, &rounding), width)
    }

    /// The part of the piece in which the weights, of the corners of the enlarged one, are at least these.
    fn within(&self, mut least: Vec<f64>, width: usize) -> Judgement {
        let (mut at, mut kept) = (0, 1.0_f64);
        for &size in &self.sizes {
            let own = &mut least[at..at + size];
            own.iter_mut().for_each(|x| *x = ((1.0 + MARGIN) * *x - MARGIN / size as f64).max(0.0));
            let left = 1.0 - own.iter().sum::<f64>();
            if left < -BORDER {
                return Judgement::Empty;
            }
            let more = (SMALLEST - left).max(0.0) / size as f64;
            own.iter_mut().for_each(|x| *x = (*x - more).max(0.0));
            kept = kept.min(1.0 - own.iter().sum::<f64>());
            at += size;
        }
        if kept > SMALLER {
            return Judgement::Unclear;
        }
        let mut part = self.clone();
        let mut at = 0;
        for (axis, &size) in self.sizes.iter().enumerate() {
            let own = &least[at..at + size];
            smaller(&mut part.corners[axis], own, size);
            smaller(
                &mut part.values,
                own,
                width * self.sizes[axis + 1..].iter().product::<usize>(),
            );
            at += size;
        }
        Judgement::Within(Box::new(part))
    }

    /// Follows the iteration in the enlarged piece, in which it contracts.
    fn iterated(&self, values: &[f64], equations: usize, departure: f64) -> Judgement {
        let mut point: Vec<f64> = self
            .sizes
            .iter()
            .flat_map(|&size| std::iter::repeat_n(1.0 / size as f64, size))
            .collect();
        for _ in 0..MOST_STEPS {
            let step = contract(values, &self.sizes, &point);
            let length = step.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
            if length < 1e-14 {
                // The root is no farther than this from the point, in each coordinate but the first of a simplex.
                let radius = length / (1.0 - departure) + 1e-13;
                let inside = |&size: &usize| radius * size as f64;
                let mut at = 0;
                let sure = self.sizes.iter().all(|size| {
                    at += size;
                    point[at - size..at].iter().all(|&x| x > inside(size))
                });
                return if sure { self.root(&point) } else { Judgement::Unclear };
            }
            let (mut at, mut equation) = (0, 0);
            for &size in &self.sizes {
                let free = &mut point[at..at + size];
                for (x, dx) in free[1..].iter_mut().zip(&step[equation..]) {
                    *x -= dx;
                }
                free[0] = 1.0 - free[1..].iter().sum::<f64>();
                if free.iter().any(|&x| x < 0.0) {
                    return Judgement::Unclear;
                }
                (at, equation) = (at + size, equation + size - 1);
            }
            debug_assert_eq!(equation, equations);
        }
        Judgement::Unclear
    }

    /// The only root of the enlarged piece, at these weights of its corners.
    fn root(&self, point: &[f64]) -> Judgement {
        let mut at = 0;
        let mut found = Vec::with_capacity(point.len());
        for (&size, corners) in self.sizes.iter().zip(&self.corners) {
            let own: Vec<f64> = point[at..at + size]
                .iter()
                .map(|x| (1.0 + MARGIN) * x - MARGIN / size as f64)
                .collect();
            if own.iter().any(|&x| x < -BORDER) {
                return Judgement::Empty;
            }
            let weight = |k: usize| -> f64 {
                own.iter()
                    .zip(corners[k..].iter().step_by(size))
                    .map(|(x, corner)| x * corner)
                    .sum()
            };
            found.extend((0..size).map(weight));
            at += size;
        }
        Judgement::Root(found)
    }

    /// Two halves; nothing where the piece is too small to be cut. Cut is the edge along which the equations change most;
    /// every so often the longest, so that every piece becomes small.
    pub(super) fn halves(&self, equations: usize, width: usize) -> Option<[Self; 2]> {
        let length = |&(axis, i, j): &Edge| self.length(axis, i, j);
        let longest = self.edges().max_by(|a, b| length(a).total_cmp(&length(b)))?;
        if length(&longest) <= SHORTEST {
            return None;
        }
        let (axis, i, j) = if self.cuts.is_multiple_of(LONGEST_EVERY) {
            longest
        } else {
            let change = |&(axis, i, j): &Edge| self.change(axis, i, j, equations, width);
            let long = self.edges().filter(|edge| length(edge) > SHORTEST);
            long.map(|edge| (change(&edge), edge)).max_by(|a, b| a.0.total_cmp(&b.0))?.1
        };
        Some([self.half(axis, i, j, width), self.half(axis, j, i, width)])
    }

    /// Each simplex and two of its corners.
    fn edges(&self) -> impl Iterator<Item = Edge> {
        let sizes = self.sizes.iter().enumerate();
        sizes.flat_map(|(axis, &size)| {
            (0..size).flat_map(move |i| (i + 1..size).map(move |j| (axis, i, j)))
        })
    }

    /// The most by which each equation changes along an edge, summed over the equations.
    fn change(&self, axis: usize, i: usize, j: usize, equations: usize, width: usize) -> f64 {
        let step = width * self.sizes[axis + 1..].iter().product::<usize>();
        let mut changes = vec![0.0_f64; equations];
        for block in self.values.chunks_exact(step * self.sizes[axis]) {
            let corner = |k: usize| block[k * step..(k + 1) * step].chunks_exact(width);
            for (x, y) in corner(i).zip(corner(j)) {
                for ((change, x), y) in changes.iter_mut().zip(x).zip(y) {
                    *change = change.max((x - y).abs());
                }
            }
        }
        changes.iter().sum()
    }

    /// The length of an edge.
    fn length(&self, axis: usize, i: usize, j: usize) -> f64 {
        let size = self.sizes[axis];
        let corner = |k: usize| &self.corners[axis][k * size..(k + 1) * size];
        let pairs = corner(i).iter().zip(corner(j));
        pairs.fold(0.0, |most: f64, (x, y)| most.max((x - y).abs()))
    }

    /// The half in which the middle of an edge replaces the corner `gone`.
    fn half(&self, axis: usize, kept: usize, gone: usize, width: usize) -> Self {
        let mut half = self.clone();
        half.cuts += 1;
        let size = self.sizes[axis];
        let mean = |to: &mut [f64], from: usize, at: usize, length: usize| {
            for k in 0..length {
                to[at + k] = 0.5 * (to[at + k] + to[from + k]);
            }
        };
        mean(&mut half.corners[axis], kept * size, gone * size, size);
        let step = width * self.sizes[axis + 1..].iter().product::<usize>();
        for block in half.values.chunks_exact_mut(step * size) {
            mean(block, kept * step, gone * step, step);
        }
        half
    }
}

/// Moves every corner away from the middle of its simplex.
fn enlarge(values: &mut [f64], sizes: &[usize], width: usize) {
    let mut step = width;
    let mut middle = Vec::new();
    for &size in sizes.iter().rev() {
        if step > 0 {
            for block in values.chunks_exact_mut(step * size) {
                middle.clear();
                middle.resize(step, 0.0);
                for row in block.chunks_exact(step) {
                    middle.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
                }
                for row in block.chunks_exact_mut(step) {
                    for (x, sum) in row.iter_mut().zip(&middle) {
                        *x += MARGIN * (*x - sum / size as f64);
                    }
                }
            }
        }
        step *= size;
    }
}

/// The mean over all corners of what each function gains from the first corner of a simplex to each other: a row for each
/// function, a column for each simplex and each of its corners but the first.
fn middle_slopes(values: &[f64], sizes: &[usize], equations: usize) -> Vec<f64> {
    let mut slopes = vec![0.0; equations * equations];
    each_slope(values, sizes, equations, |column, share, slope| {
        for (equation, slope) in slope.enumerate() {
            slopes[equation * equations + column] += share * slope;
        }
    });
    slopes
}

/// The largest sum over a row of how far slopes are from those of the identity anywhere.
fn departure(values: &[f64], sizes: &[usize], equations: usize) -> f64 {
    let mut farthest = vec![0.0_f64; equations * equations];
    each_slope(values, sizes, equations, |column, _, slope| {
        for (equation, slope) in slope.enumerate() {
            let one = if equation == column { 1.0 } else { 0.0 };
            let far = &mut farthest[equation * equations + column];
            *far = far.max((slope - one).abs());
        }
    });
    let sums = farthest.chunks_exact(equations.max(1)).map(|row| row.iter().sum());
    sums.fold(0.0, f64::max)
}

/// Calls `see` with the column, the share of the combinations of the others' corners that one is, and the slopes of all
/// functions there.
fn each_slope(
    values: &[f64],
    sizes: &[usize],
    equations: usize,
    mut see: impl FnMut(usize, f64, &mut dyn ExactSizeIterator<Item = f64>),
) {
    let mut step = equations;
    let mut columns = equations;
    for &size in sizes.iter().rev() {
        columns -= size - 1;
        let share = (equations * size) as f64 / values.len() as f64;
        for block in values.chunks_exact((step * size).max(1)) {
            let (first, others) = block.split_at(step);
            for (k, other) in others.chunks_exact(step.max(1)).enumerate() {
                let corners = first.chunks_exact(equations).zip(other.chunks_exact(equations));
                for (first, other) in corners {
                    let mut slope = first.iter().zip(other).map(|(x, y)| y - x);
                    see(columns + k, share, &mut slope);
                }
            }
        }
        step *= size;
    }
}

/// Every corner's values multiplied by a matrix.
fn multiplied(matrix: &[f64], values: &[f64], n: usize) -> Vec<f64> {
    let mut product = Vec::with_capacity(values.len());
    for corner in values.chunks_exact(n.max(1)) {
        for row in matrix.chunks_exact(n) {
            product.push(row.iter().zip(corner).map(|(x, y)| x * y).sum());
        }
    }
    product
}

/// The values at a point.
pub(super) fn contract(values: &[f64], sizes: &[usize], point: &[f64]) -> Vec<f64> {
    let mut left = values.to_vec();
    let mut at = 0;
    for &size in sizes {
        let step = left.len() / size;
        let mut sums = vec![0.0; step];
        for (weight, row) in point[at..at + size].iter().zip(left.chunks_exact(step.max(1))) {
            sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += weight * x);
        }
        left = sums;
        at += size;
    }
    left
}
