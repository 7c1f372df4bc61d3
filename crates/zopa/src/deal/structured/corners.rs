//! The corners of the frontier with lotteries: the deals that some weights of the parties rank alone above
//! all others.
//!
//! The largest weighted value of a deal is a convex function of the weights, linear in pieces; every piece
//! belongs to one corner. It is found decision by decision over the [`Trellis`]:
//!
//! 1. a node holds the pieces of what has been decided so far: a sum, and the cone of the weights for which
//!    nothing with the same memory is worth more;
//! 2. an option shifts all pieces alike, so among the options that lead from the same node to the same node
//!    only their own gains are compared: a piece goes on with every option that is best somewhere in its
//!    cone, and in that part of it (this is Minkowski's sum of the issues' hulls);
//! 3. where several nodes lead to one, each piece keeps the part in which no piece of the others is worth
//!    more.
//!
//! Only cones with an inside are kept (see [`crate::num::cone`]), so no two pieces overlap and ties need no
//! rule; all of it is in fractions.
//!
//! Cost: pieces times options times rays, layer by layer. There may be n^(m-1) corners for n options that
//! can be best and m parties, and where nodes merge every two pieces are compared: both are limited.
//! The best methods known list corners with a linear program each (Fukuda, Journal of Symbolic Computation
//! 2004, by reverse search, for sums only); cutting cones takes no linear program, knows combinations of
//! issues, and leaves behind the weights for which each corner is best.

use super::trellis::{Arc, Trellis};
use crate::num::cone::{Cone, Normal};
use crate::num::rational::Rational;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Pieces that a layer may have.
const MOST_PIECES: usize = 20_000;
/// Pairs of pieces that are compared where nodes merge.
const MOST_PAIRS: usize = 20_000_000;

/// A deal that some weights rank alone above all others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// What it is worth to each party, without constants.
    pub(super) sum: Vec<Rational>,
    /// The arcs that lead to it.
    pub(super) path: Vec<usize>,
    cone: Cone,
}

/// The corners, the first party's best first; `None` where there are too many.
pub(super) fn corners(trellis: &Trellis, parties: usize) -> Option<Vec<Piece>> {
    let start = Piece {
        sum: vec![Rational::ZERO; parties],
        path: Vec::new(),
        cone: Cone::orthant(parties),
    };
    let mut nodes = vec![vec![start]];
    for (layer, arcs) in trellis.layers.iter().enumerate() {
        // By node after, by node before: the arcs.
        let mut leads: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for arc in arcs.clone() {
            let Arc { from, to, .. } = trellis.arcs[arc];
            leads.entry((to, from)).or_default().push(arc);
        }
        let mut next: Vec<Vec<Piece>> = vec![Vec::new(); trellis.nodes[layer]];
        for ((to, from), arcs) in leads {
            let shifted = shifted(&nodes[from], &arcs, trellis);
            let known = std::mem::take(&mut next[to]);
            if known.len() * shifted.len() > MOST_PAIRS {
                return None;
            }
            next[to] = if known.is_empty() { shifted } else { higher(&known, &shifted) };
        }
        if next.iter().map(Vec::len).sum::<usize>() > MOST_PIECES {
            return None;
        }
        nodes = next;
    }
    let mut corners = nodes.into_iter().next().unwrap_or_default();
    corners.sort_by(|a, b| b.sum.cmp(&a.sum));
    Some(corners)
}

impl Piece {
    /// Weights inside its cone: at these no other value is as high.
    pub(super) fn weights(&self) -> Vec<Rational> {
        self.cone.middle()
    }

    fn within(&self, cone: Cone) -> Self {
        Self { sum: self.sum.clone(), path: self.path.clone(), cone }
    }
}

/// The pieces of one node after the arcs that lead from it to one other.
fn shifted(pieces: &[Piece], arcs: &[usize], trellis: &Trellis) -> Vec<Piece> {
    let gain = |arc: usize| &trellis.arcs[arc].gain;
    // Of options that are worth the same to everyone the first stands for all.
    let mut seen = BTreeSet::new();
    let arcs: Vec<usize> = arcs.iter().copied().filter(|&arc| seen.insert(gain(arc))).collect();
    let normals = |&arc: &usize| -> (usize, Vec<Normal>) {
        let others = arcs.iter().filter(|other| **other != arc);
        (arc, others.map(|&other| Normal::between(gain(arc), gain(other))).collect())
    };
    let arcs: Vec<(usize, Vec<Normal>)> = arcs.iter().map(normals).collect();
    let of = |piece: &Piece| -> Vec<Piece> {
        let mut parts = Vec::new();
        for (arc, normals) in &arcs {
            let whole = piece.cone.clone();
            let Some(cone) = normals.iter().try_fold(whole, Cone::cut_inside) else { continue };
            let mut part = piece.within(cone);
            part.sum.iter_mut().zip(gain(*arc)).for_each(|(sum, gain)| *sum += gain);
            part.path.push(*arc);
            parts.push(part);
        }
        parts
    };
    pieces.par_iter().flat_map_iter(of).collect()
}

/// The higher of two functions.
fn higher(one: &[Piece], other: &[Piece]) -> Vec<Piece> {
    let sums: BTreeSet<&Vec<Rational>> = one.iter().map(|piece| &piece.sum).collect();
    let above = |piece: &Piece, others: &[Piece]| -> Option<Piece> {
        let mut cone = piece.cone.clone();
        for rival in others.iter().filter(|rival| rival.sum != piece.sum) {
            cone = cone.cut_inside(&Normal::between(&piece.sum, &rival.sum))?;
        }
        Some(piece.within(cone))
    };
    let kept = one.par_iter().filter_map(|piece| above(piece, other));
    let new = other.par_iter().filter(|piece| !sums.contains(&piece.sum));
    kept.chain(new.filter_map(|piece| above(piece, one))).collect()
}
