//! The Pareto frontier of a list of deals.
//!
//! A deal is dominated when another is at least as good for everyone and better for someone, by more than
//! the tolerance. Equal within the tolerance is no order (a little worse twice is worse), so the exact order does the
//! work and the tolerance is looked at where it can matter:
//!
//! 1. Deals that one of the few deals of the largest sums beats everywhere, somewhere by more than the tolerance,
//!    are set aside: whom they dominate, it dominates too.
//! 2. The exact maxima of the rest are found (`structured::maxima`; Kung, Luccio and Preparata 1975).
//! 3. A deal that is no maximum is dominated, unless a maximum stands within the tolerance of it: then all are asked.
//! 4. A maximum can only be dominated by one that is worse for somebody, by no more than the tolerance: those
//!    stand next to it in the order of that somebody's values.
//!
//! Cost: O(n log n) for two and three parties, O(n log^(d-2) n) for d; beyond that, for every deal, as many maxima as
//! share one of its values up to rounding.

use super::structured::maxima::{Set, maxima};
use crate::num::tolerance::REL;
use rayon::prelude::*;

/// Deals that all others are first compared with.
const CHAMPIONS: usize = 32;
/// They are asked where they beat one in so many.
const HELP: usize = 4;
/// Fewer points are not worth a thread of their own.
const FEW: usize = 1024;

/// Which of `deals` are not dominated among them, in the order given.
///
/// `values[i]` holds party i's values of all standings, `spreads[i]` its spread (positive).
#[must_use]
pub fn efficient(deals: &[usize], values: &[&[f64]], spreads: &[f64]) -> Vec<bool> {
    let dims = values.len();
    if dims == 0 {
        return vec![true; deals.len()];
    }
    let mut relative = Vec::with_capacity(deals.len() * dims);
    for &deal in deals {
        relative.extend(values.iter().zip(spreads).map(|(v, spread)| v[deal] / spread + 0.0));
    }
    let points = Points { values: &relative, dims };
    let left = points.unbeaten(deals.len());
    let keys: Vec<i64> = left.iter().flat_map(|&i| points.at(i)).map(|&value| key(value)).collect();
    let exact = maxima(keys.clone(), dims);
    let found = Maxima::new(&exact);
    let stays = |(&i, keys): (&usize, &[i64])| match exact.search(keys) {
        Ok(at) => !found.dominated[at],
        Err(at) => !found.dominate(points.at(i), at),
    };
    let keys = keys.par_chunks_exact(dims).with_min_len(FEW);
    let stay: Vec<bool> = left.par_iter().zip(keys).map(stays).collect();
    let mut efficient = vec![false; deals.len()];
    left.iter().zip(stay).for_each(|(&i, stays)| efficient[i] = stays);
    efficient
}

/// Vectors of relative values, one behind another.
struct Points<'a> {
    values: &'a [f64],
    dims: usize,
}

impl Points<'_> {
    fn at(&self, i: usize) -> &[f64] {
        &self.values[i * self.dims..(i + 1) * self.dims]
    }

    /// Those that no champion beats.
    fn unbeaten(&self, count: usize) -> Vec<usize> {
        let sums: Vec<f64> = self.values.chunks_exact(self.dims).map(|p| p.iter().sum()).collect();
        let mut champions: Vec<usize> = (0..count).collect();
        if count > CHAMPIONS {
            champions.select_nth_unstable_by(CHAMPIONS, |&a, &b| sums[b].total_cmp(&sums[a]));
            champions.truncate(CHAMPIONS);
        }
        champions.sort_by(|&a, &b| sums[b].total_cmp(&sums[a]).then(a.cmp(&b)));
        let beats = |champion: &usize, point: &[f64]| {
            let champion = self.at(*champion);
            let mut somewhere = false;
            for (c, p) in champion.iter().zip(point) {
                if c < p {
                    return false;
                }
                somewhere |= *c > p + REL;
            }
            somewhere
        };
        let unbeaten = |&i: &usize| !champions.iter().any(|c| beats(c, self.at(i)));
        // Where they beat few of a sample they are not worth asking.
        let sample = count.min(FEW);
        let stride = count.div_ceil(sample.max(1));
        let beaten = (0..count).step_by(stride.max(1)).filter(|i| !unbeaten(i)).count();
        if beaten * HELP < sample {
            return (0..count).collect();
        }
        (0..count).into_par_iter().with_min_len(FEW).filter(unbeaten).collect()
    }
}

/// A number whose order is that of the value.
fn key(value: f64) -> i64 {
    let bits = value.to_bits().cast_signed();
    if bits < 0 { bits ^ i64::MAX } else { bits }
}

/// The value of a key.
fn value(key: i64) -> f64 {
    let bits = if key < 0 { key ^ i64::MAX } else { key };
    f64::from_bits(bits.cast_unsigned())
}

/// The exact maxima, in falling lexicographic order.
struct Maxima {
    points: Vec<f64>,
    dims: usize,
    /// Which of them another dominates, the tolerance counted.
    dominated: Vec<bool>,
}

impl Maxima {
    fn new(exact: &Set<i64>) -> Self {
        let points: Vec<f64> = exact.points().flatten().map(|&key| value(key)).collect();
        let dims = exact.dims;
        let mut maxima = Self { points, dims, dominated: Vec::new() };
        let mut dominated = vec![false; exact.len()];
        let struck: Vec<Vec<usize>> = (0..dims).into_par_iter().map(|c| maxima.struck(c)).collect();
        struck.into_iter().flatten().for_each(|i| dominated[i] = true);
        maxima.dominated = dominated;
        maxima
    }

    fn at(&self, i: usize) -> &[f64] {
        &self.points[i * self.dims..(i + 1) * self.dims]
    }

    /// What is dominated by one that is worse for party `c`, by no more than the tolerance.
    fn struck(&self, c: usize) -> Vec<usize> {
        let mut struck = Vec::new();
        let column = self.points.iter().skip(c).step_by(self.dims);
        let mut rising: Vec<(f64, usize)> = column.copied().zip(0..).collect();
        rising.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        // Those from `first` up to `same` are worse than the one at `k`, by no more than the tolerance.
        let (mut first, mut same) = (0, 0);
        for k in 0..rising.len() {
            let (worth, i) = rising[k];
            while rising[first].0 < worth - REL {
                first += 1;
            }
            while rising[same].0 < worth {
                same += 1;
            }
            let worse = &rising[first.min(same)..same];
            if worse.iter().any(|&(_, m)| dominates(self.at(m), self.at(i))) {
                struck.push(i);
            }
        }
        struck
    }

    /// Whether one of them dominates a point that is none and would stand at this place.
    fn dominate(&self, point: &[f64], place: usize) -> bool {
        let near = |m: &[f64]| m.iter().zip(point).all(|(m, p)| (m - p).abs() <= REL);
        let before = (0..place).rev().map(|i| self.at(i));
        let mut tied = before.take_while(|m| m[0] <= point[0] + REL);
        let mut all = self.points.chunks_exact(self.dims);
        !tied.any(near) || all.any(|m| dominates(m, point))
    }
}

fn dominates(better: &[f64], worse: &[f64]) -> bool {
    let mut strictly = false;
    for (b, w) in better.iter().zip(worse) {
        if *b < w - REL {
            return false;
        }
        strictly |= *b > w + REL;
    }
    strictly
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// With differences above, at and below the tolerance, and equal ones.
        #[test]
        fn the_tolerance_is_that_of_the_definition(
            points in prop::collection::vec(
                prop::array::uniform4((0_u8..4, prop::sample::select(
                    vec![0.0, 0.0, 1e-16, -1e-16, 4e-10, -7e-10, 0.99e-9, 1.01e-9, -1.01e-9]
                ))),
                1..60
            ),
            dims in 1_usize..5
        ) {
            let column = |c: usize| -> Vec<f64> {
                points.iter().map(|p| f64::from(p[c].0) + p[c].1).collect()
            };
            let columns: Vec<Vec<f64>> = (0..dims).map(column).collect();
            let values: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
            let deals: Vec<usize> = (0..points.len()).collect();
            let found = efficient(&deals, &values, &vec![1.0; dims]);
            let at = |i: usize| -> Vec<f64> { columns.iter().map(|c| c[i]).collect() };
            for (i, found) in found.iter().enumerate() {
                let dominated = deals.iter().any(|&j| dominates(&at(j), &at(i)));
                prop_assert_eq!(*found, !dominated);
            }
        }

        #[test]
        fn the_frontier_is_what_nobody_dominates(
            points in prop::collection::vec((0u8..6, 0u8..6, 0u8..6), 1..60)
        ) {
            let column = |f: fn(&(u8, u8, u8)) -> u8| -> Vec<f64> {
                points.iter().map(|p| f64::from(f(p))).collect()
            };
            let columns = [column(|p| p.0), column(|p| p.1), column(|p| p.2)];
            let values: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
            let deals: Vec<usize> = (0..points.len()).collect();
            let found = efficient(&deals, &values, &[5.0, 5.0, 5.0]);
            for (i, p) in points.iter().enumerate() {
                let dominated = points.iter().any(|q| {
                    q.0 >= p.0 && q.1 >= p.1 && q.2 >= p.2 && q != p
                });
                prop_assert_eq!(found[i], !dominated);
            }
        }
    }
}
