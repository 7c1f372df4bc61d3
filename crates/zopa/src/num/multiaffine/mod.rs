//! All roots of a multiaffine system on a product of simplices.
//!
//! A function of several points, each of a simplex, that is affine in each of them is fixed by its values where every point
//! is at a corner, and lies between the least and the largest of these everywhere else. When one simplex is cut in two at
//! the middle of an edge, the values at the new corner are the means of those at the ends of the edge. So the function is
//! never evaluated again: its values at the corners are all that is known and all that is needed.
//!
//! Method: branch and prune, with a test that there is exactly one root (Newton's, as an interval method: R. Krawczyk 1969;
//! E. Hansen and S. Sengupta 1981; here on simplices, with ranges read off the corners in place of interval arithmetic).
//!
//! 1. A piece in which some equation has one sign at all corners has no root. Neither has one in which a bound is
//!    positive at all corners: bounds are functions that a root must not make positive.
//! 2. The equations are multiplied by the inverse of the slopes in the middle; where these are singular, they are reduced,
//!    which leaves combinations of equations that hardly vary. Again, one sign at all corners: no root.
//! 3. If the slopes of these are near those of the identity everywhere in the piece made a little larger, the system takes
//!    no value twice there, and the simple iteration x - f(x) contracts. It leads to the one root, or out of the piece.
//! 4. Else Newton's operator may leave only a part of it (`shrink`): what depends on few points is told so at once.
//! 5. Else it is cut in two, at the middle of the edge along which the equations change most or of the longest.
//!
//! Cost: a piece costs its corners times the square of the number of equations. The number of pieces grows with that of the
//! roots and with how close the system is to a singular one. Where it is singular there is no end: a limit says so.
//!
//! Proof: arithmetic is in doubles, of values between -1 and 1. What is decided is decided by more than rounding can have
//! done, some 1e-12; what lies closer is left open and counted.

mod piece;
mod shrink;

use piece::{Judgement, Piece};

/// Roots closer than this to each other are one that two neighbours found.
const SAME: f64 = 1e-8;

/// A bound that is above this at a root is positive there.
const CLEARLY: f64 = 1e-9;

/// Work where the system has turned out to be singular.
const WORK_IF_SINGULAR: u64 = 300_000;

/// A system by its values at the corners.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct System {
    /// Corners of each simplex.
    pub(crate) sizes: Vec<usize>,
    /// How many equations: the sum of the sizes, less one for each simplex.
    pub(crate) equations: usize,
    /// For each combination of corners, that of the last simplex varying fastest: the equations, then the bounds; between
    /// -1 and 1.
    pub(crate) values: Vec<f64>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct Roots {
    /// Each as the weights of the corners of each simplex, one simplex after the other. Weights may be below 0 by rounding.
    pub(crate) found: Vec<Vec<f64>>,
    /// Pieces of which it is not known whether they hold a root.
    pub(crate) open: usize,
    /// Whether it is singular somewhere, so that more work would bring no more.
    pub(crate) singular: bool,
    /// Multiplications, more or less.
    pub(crate) work: u64,
}

impl System {
    /// Values for each corner: equations and bounds.
    fn width(&self) -> usize {
        let corners: usize = self.sizes.iter().product();
        self.values.len() / corners.max(1)
    }

    /// The values at a point, by weights of the corners: of the equations, then of the bounds.
    #[must_use]
    pub(crate) fn at(&self, point: &[f64]) -> Vec<f64> {
        piece::contract(&self.values, &self.sizes, point)
    }

    /// The slopes of the equations at a point: a row for each, a column for each weight but the first of each simplex, which
    /// makes up for the others.
    #[must_use]
    pub(crate) fn slopes(&self, point: &[f64]) -> Vec<f64> {
        let mut slopes = vec![0.0; self.equations * self.equations];
        let (mut at, mut column) = (0, 0);
        for &size in &self.sizes {
            let mut moved = point.to_vec();
            let corner = |moved: &mut [f64], k: usize| {
                moved[at..at + size].fill(0.0);
                moved[at + k] = 1.0;
                self.at(moved)
            };
            let base = corner(&mut moved, 0);
            for k in 1..size {
                let there = corner(&mut moved, k);
                for equation in 0..self.equations {
                    slopes[equation * self.equations + column] = there[equation] - base[equation];
                }
                column += 1;
            }
            at += size;
        }
        slopes
    }

    /// All roots; those in pieces that `most_work` does not suffice for are missing, and counted as open.
    ///
    /// Where a piece has become too small to be cut, the system is singular there, and as a rule along a whole line: then
    /// only little more work is done. So it is where the points are two, and the system is linear.
    #[must_use]
    pub(crate) fn roots(&self, mut most_work: u64) -> Roots {
        let mut roots = Roots::default();
        if self.sizes.len() <= 2 {
            // The system is linear: either one look suffices, or it is singular.
            most_work = most_work.min(WORK_IF_SINGULAR);
        }
        let mut open = vec![Piece::whole(self)];
        let (equations, width) = (self.equations, self.width());
        while let Some(piece) = open.pop() {
            if roots.work > most_work {
                roots.open += 1 + open.len();
                roots.singular |= self.sizes.len() <= 2;
                return roots;
            }
            let (judgement, work) = piece.judge(equations, width);
            roots.work += work;
            match judgement {
                Judgement::Empty => {}
                Judgement::Root(point) => {
                    if self.at(&point)[equations..].iter().all(|&bound| bound < CLEARLY) {
                        roots.add(point);
                    }
                }
                Judgement::Within(part) => {
                    roots.work += piece.size();
                    open.push(*part);
                }
                Judgement::Unclear => match piece.halves(equations, width) {
                    Some(halves) => open.extend(halves),
                    None => {
                        roots.open += 1;
                        roots.singular = true;
                        most_work = most_work.min(roots.work + WORK_IF_SINGULAR);
                    }
                },
            }
        }
        roots
    }
}

impl Roots {
    fn add(&mut self, point: Vec<f64>) {
        let same = |other: &Vec<f64>| other.iter().zip(&point).all(|(x, y)| (x - y).abs() < SAME);
        if !self.found.iter().any(same) {
            self.found.push(point);
        }
    }
}

#[cfg(test)]
mod tests;
