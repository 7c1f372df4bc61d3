//! A few deals that stand for a frontier: for every efficient deal there is one among them that is worse
//! for nobody by much.
//!
//! How much worse deal c is than d is the largest share of its range that a party loses from d to c. The
//! first deal is the one that loses least against the worst of all others; then, again and again, the
//! deal that is served worst joins (Gonzalez 1985, with a one-sided distance). What is left as the largest
//! loss is the guarantee. Cost: O(deals x points x parties).

/// The numbers of the points that stand for all, and the largest share that a party may lose.
///
/// `points` holds every party's value as a share of its range.
pub(super) fn cover(points: &[Vec<f64>], most: usize) -> (Vec<usize>, f64) {
    let loss = |from: &[f64], to: &[f64]| {
        from.iter().zip(to).map(|(from, to)| from - to).fold(0.0, f64::max)
    };
    let parties = points.first().map_or(0, Vec::len);
    let best: Vec<f64> = (0..parties)
        .map(|p| points.iter().map(|point| point[p]).fold(f64::NEG_INFINITY, f64::max))
        .collect();
    let Some(first) = (0..points.len())
        .min_by(|&a, &b| loss(&best, &points[a]).total_cmp(&loss(&best, &points[b])))
    else {
        return (Vec::new(), 0.0);
    };
    let mut chosen = vec![first];
    let mut losses: Vec<f64> = points.iter().map(|point| loss(point, &points[first])).collect();
    loop {
        let worst = (0..losses.len()).rev().max_by(|&a, &b| losses[a].total_cmp(&losses[b]));
        let Some(worst) = worst.filter(|&worst| losses[worst] > 0.0) else { return (chosen, 0.0) };
        if chosen.len() >= most {
            return (chosen, losses[worst]);
        }
        chosen.push(worst);
        for (known, point) in losses.iter_mut().zip(points) {
            *known = known.min(loss(point, &points[worst]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::cover;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_point_is_served_as_promised(
            numbers in prop::collection::vec(0.0..1.0_f64, 5..400),
            most in 1_usize..12,
        ) {
            let points: Vec<Vec<f64>> = numbers.chunks_exact(5).map(<[f64]>::to_vec).collect();
            let (chosen, within) = cover(&points, most);
            prop_assert!(chosen.len() <= most);
            let serves = |point: &Vec<f64>| chosen.iter().any(|&c| {
                point.iter().zip(&points[c]).all(|(want, have)| want - have <= within + 1e-12)
            });
            prop_assert!(points.iter().all(serves));
            let (all, nothing) = cover(&points, points.len());
            prop_assert!(nothing <= 0.0 && all.len() <= points.len());
        }
    }
}
