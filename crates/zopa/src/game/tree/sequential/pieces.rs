//! Sets of beliefs by their corners, in fractions.

use crate::num::inside::inside;
use crate::num::rational::Rational;

/// Corners of a set of beliefs at the nodes of an information set.
pub(super) type Piece = Vec<Vec<Rational>>;

/// Pieces that do not lie within another.
pub(super) fn largest(pieces: Vec<Piece>) -> Vec<Piece> {
    let lies = |piece: &Piece, other: &Piece| piece.iter().all(|point| is_between(point, other));
    let mut kept: Vec<Piece> = Vec::new();
    for piece in pieces {
        if !kept.iter().any(|other| lies(&piece, other)) {
            kept.retain(|other| !lies(other, &piece));
            kept.push(piece);
        }
    }
    kept
}

/// The points that lie between no others.
pub(super) fn extreme(points: Vec<Vec<Rational>>) -> Piece {
    let others = |at: usize| -> Vec<Vec<Rational>> {
        points
            .iter()
            .enumerate()
            .filter(|(k, _)| *k != at)
            .map(|(_, point)| point.clone())
            .collect()
    };
    (0..points.len())
        .filter(|&at| !is_between(&points[at], &others(at)))
        .map(|at| points[at].clone())
        .collect()
}

/// Whether a point is a mixture of others.
fn is_between(point: &[Rational], others: &[Vec<Rational>]) -> bool {
    // Weights of the others, and one for the point itself: the same sum in every entry.
    let mut weak = Vec::new();
    for (k, own) in point.iter().enumerate() {
        let row: Vec<Rational> =
            others.iter().map(|other| other[k].clone()).chain([-own]).collect();
        weak.push(row.iter().map(|x| -x).collect());
        weak.push(row);
    }
    let mut own = vec![Rational::ZERO; others.len() + 1];
    own[others.len()] = Rational::ONE;
    inside(own.len(), &weak, &[own]).is_some()
}

/// Whether rows are linearly independent, by elimination.
pub(super) fn independent(mut rows: Vec<Vec<Rational>>) -> bool {
    let width = rows.first().map_or(0, Vec::len);
    let mut done = 0;
    for column in 0..width {
        let Some(pivot) = (done..rows.len()).find(|&row| !rows[row][column].is_zero()) else {
            continue;
        };
        rows.swap(done, pivot);
        let (above, below) = rows.split_at_mut(done + 1);
        for row in below.iter_mut() {
            let Some(factor) = row[column].checked_div(&above[done][column]) else { continue };
            row.iter_mut().zip(&above[done]).for_each(|(x, own)| *x = &*x - &(&factor * own));
        }
        done += 1;
    }
    done == rows.len()
}
