//! The Pareto frontier of a list of deals.
//!
//! A deal is dominated when another is at least as good for everyone and better for someone, by more than
//! the tolerance. Deals are taken by falling sum of relative values, so that a dominating one comes first,
//! and compared with the frontier found so far: O(n log n + n F) for n deals and a frontier of F.

use crate::num::tolerance::REL;

/// Which of `deals` are not dominated among them, in the order given.
///
/// `values[i]` holds party i's values of all standings, `spreads[i]` its spread (positive).
#[must_use]
pub fn efficient(deals: &[usize], values: &[&[f64]], spreads: &[f64]) -> Vec<bool> {
    let relative: Vec<Vec<f64>> = deals
        .iter()
        .map(|&deal| values.iter().zip(spreads).map(|(v, spread)| v[deal] / spread).collect())
        .collect();
    let sums: Vec<f64> = relative.iter().map(|vector| vector.iter().sum()).collect();
    let mut order: Vec<usize> = (0..deals.len()).collect();
    order.sort_by(|&a, &b| sums[b].total_cmp(&sums[a]).then(a.cmp(&b)));

    let mut frontier: Vec<usize> = Vec::new();
    for candidate in order {
        if !frontier.iter().any(|&kept| dominates(&relative[kept], &relative[candidate])) {
            frontier.push(candidate);
        }
    }
    // Within the tolerance a dominating deal may have the smaller sum: look once more among the few.
    let mut efficient = vec![false; deals.len()];
    for &kept in &frontier {
        efficient[kept] =
            !frontier.iter().any(|&other| dominates(&relative[other], &relative[kept]));
    }
    efficient
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
