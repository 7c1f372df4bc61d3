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
//! A cone is held by its extreme rays; a half-space cuts it by the double description method (Motzkin and
//! others, 1953), adjacent rays found by the half-spaces that they touch (Fukuda and Prodon, 1996). Only
//! cones with an inside are kept, so no two pieces overlap and ties need no rule. All of it is in fractions;
//! on which side of a border a ray lies is asked of doubles first, and of the fractions where those cannot
//! tell.
//!
//! Cost: pieces times options times rays, layer by layer. There may be n^(m-1) corners for n options that
//! can be best and m parties, and where nodes merge every two pieces are compared: both are limited.
//! The best methods known list corners with a linear program each (Fukuda, Journal of Symbolic Computation
//! 2004, by reverse search, for sums only); cutting cones takes no linear program, knows combinations of
//! issues, and leaves behind the weights for which each corner is best.

use super::trellis::{Arc, Trellis};
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

/// Weights, none negative, that add up to 1 on every ray.
#[derive(Clone, Debug, PartialEq)]
struct Cone {
    rays: Vec<Ray>,
    /// How many half-spaces have been numbered.
    known: u32,
}

#[derive(Clone, Debug, PartialEq)]
struct Ray {
    weights: Vec<Rational>,
    /// The nearest doubles to them.
    rough: Vec<f64>,
    /// The half-spaces on whose border it lies, ascending.
    touches: Vec<u32>,
}

/// What is worth more than what, by how much to whom: the border of a half-space.
#[derive(Clone, Debug, PartialEq)]
struct Normal {
    exact: Vec<Rational>,
    rough: Vec<f64>,
}

/// The corners, the first party's best first; `None` where there are too many.
pub(super) fn corners(trellis: &Trellis, parties: usize) -> Option<Vec<Piece>> {
    let start = Piece {
        sum: vec![Rational::ZERO; parties],
        path: Vec::new(),
        cone: Cone::of_all_weights(parties),
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
        let rays = &self.cone.rays;
        let share = Rational::new(1, i64::try_from(rays.len()).unwrap_or(1)).unwrap_or_default();
        let mean = |p: usize| &rays.iter().map(|r| r.weights[p].clone()).sum::<Rational>() * &share;
        (0..self.sum.len()).map(mean).collect()
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
        (arc, others.map(|&other| Normal::of(gain(arc), gain(other))).collect())
    };
    let arcs: Vec<(usize, Vec<Normal>)> = arcs.iter().map(normals).collect();
    let of = |piece: &Piece| -> Vec<Piece> {
        let mut parts = Vec::new();
        for (arc, normals) in &arcs {
            let whole = piece.cone.clone();
            let Some(cone) = normals.iter().try_fold(whole, Cone::cut) else { continue };
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
            cone = cone.cut(&Normal::of(&piece.sum, &rival.sum))?;
        }
        Some(piece.within(cone))
    };
    let kept = one.par_iter().filter_map(|piece| above(piece, other));
    let new = other.par_iter().filter(|piece| !sums.contains(&piece.sum));
    kept.chain(new.filter_map(|piece| above(piece, one))).collect()
}

impl Normal {
    fn of(higher: &[Rational], lower: &[Rational]) -> Self {
        let exact: Vec<Rational> = higher.iter().zip(lower).map(|(a, b)| a - b).collect();
        Self { rough: exact.iter().map(Rational::to_f64).collect(), exact }
    }

    /// By how much more the one is worth than the other, at these weights.
    fn height(&self, ray: &Ray) -> Rational {
        ray.weights.iter().zip(&self.exact).map(|(weight, n)| weight * n).sum()
    }

    /// The sign of that.
    fn side(&self, ray: &Ray) -> i32 {
        let terms = || ray.rough.iter().zip(&self.rough).map(|(weight, n)| weight * n);
        let (sum, sizes) = terms().fold((0.0, 0.0), |(sum, sizes), x| (sum + x, sizes + x.abs()));
        // Each term errs by two roundings and a product, each addition by one more.
        let error = sizes * f64::EPSILON * (self.rough.len() + 4) as f64;
        match () {
            () if sum > error && sum > f64::MIN_POSITIVE => 1,
            () if sum < -error && sum < -f64::MIN_POSITIVE => -1,
            () => self.height(ray).sign(),
        }
    }
}

impl Cone {
    fn of_all_weights(parties: usize) -> Self {
        let count = u32::try_from(parties).unwrap_or(u32::MAX);
        let ray = |party: u32| {
            let weights = (0..count).map(|p| Rational::from(i64::from(p == party))).collect();
            Ray::of(weights, (0..count).filter(|p| *p != party).collect())
        };
        Self { rays: (0..count).map(ray).collect(), known: count }
    }

    /// The part where what the normal favours is worth no less; `None` where that has no inside.
    fn cut(self, normal: &Normal) -> Option<Self> {
        let sides: Vec<i32> = self.rays.iter().map(|ray| normal.side(ray)).collect();
        if !sides.contains(&1) {
            return None;
        }
        if !sides.contains(&-1) {
            return Some(self);
        }
        let mut rays = Vec::new();
        for (ray, side) in self.rays.iter().zip(&sides).filter(|(_, side)| **side >= 0) {
            let mut ray = ray.clone();
            ray.touches.extend((*side == 0).then_some(self.known));
            rays.push(ray);
        }
        let on =
            |which: i32| (0..sides.len()).filter(|&ray| sides[ray] == which).collect::<Vec<_>>();
        for above in on(1) {
            for below in on(-1) {
                let Some(mut touches) = self.edge(above, below) else { continue };
                touches.push(self.known);
                let (above, below) = (&self.rays[above], &self.rays[below]);
                let (up, down) = (normal.height(above), normal.height(below));
                let Some(share) = up.checked_div(&(&up - &down)) else { continue };
                // From the upper ray by that share of the way to the lower one.
                let way = above.weights.iter().zip(&below.weights);
                let weights = way.map(|(a, b)| a + &(&(b - a) * &share)).collect();
                rays.push(Ray::of(weights, touches));
            }
        }
        Some(Self { rays, known: self.known + 1 })
    }

    /// What two rays touch together, where they span an edge of the cone.
    fn edge(&self, a: usize, b: usize) -> Option<Vec<u32>> {
        let touches = |ray: usize, one: &u32| self.rays[ray].touches.binary_search(one).is_ok();
        let both: Vec<u32> =
            self.rays[a].touches.iter().copied().filter(|one| touches(b, one)).collect();
        let dims = self.rays[a].weights.len();
        let mut others = (0..self.rays.len()).filter(|&ray| ray != a && ray != b);
        let adjacent =
            both.len() + 2 >= dims && !others.any(|ray| both.iter().all(|one| touches(ray, one)));
        adjacent.then_some(both)
    }
}

impl Ray {
    fn of(weights: Vec<Rational>, touches: Vec<u32>) -> Self {
        Self { rough: weights.iter().map(Rational::to_f64).collect(), weights, touches }
    }
}
