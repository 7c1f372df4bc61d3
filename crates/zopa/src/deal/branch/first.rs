//! First deals: those met on the way to the bounds, and what changing one issue or two makes of them.
//!
//! A deal ranks by how far its floors are from being met, then by the goal; the least of several sums is
//! smoothed for that, so that raising the second lowest counts for something. Climbing takes the best
//! change of one issue, and of two where there is none; it ends at a deal that neither improves.

use super::{Goal, Search};

/// Steps of a climb.
const ROUNDS: usize = 300;
/// Up to so many options pairs of changes are tried.
const PAIRED: usize = 400;

pub(super) struct First<'a> {
    search: &'a Search<'a>,
    scales: &'a [f64],
    pub(super) best: Option<(f64, Vec<usize>)>,
    /// The deal of the highest rank that was met.
    start: Option<(Rank, Vec<usize>)>,
}

/// How far floors are from being met (not positive), then the goal.
type Rank = (f64, f64);

impl<'a> First<'a> {
    pub(super) fn new(search: &'a Search<'a>, scales: &'a [f64]) -> Self {
        Self { search, scales, best: None, start: None }
    }

    /// Takes the deal if it is better; answers the largest goal known.
    pub(super) fn offer(
        &mut self,
        deal: &[usize],
        judge: &mut impl FnMut(&[usize]) -> bool,
    ) -> f64 {
        let rank = self.rank(&self.search.sums.values(deal));
        if self.start.as_ref().is_none_or(|(known, _)| above(rank, *known)) {
            self.start = Some((rank, deal.to_vec()));
        }
        let known = self.best.as_ref().map_or(f64::NEG_INFINITY, |(goal, _)| *goal);
        match self.search.worth(self.scales, deal) {
            Some(goal) if goal > known && judge(deal) => {
                self.best = Some((goal, deal.to_vec()));
                goal
            }
            _ => known,
        }
    }

    fn rank(&self, values: &[f64]) -> Rank {
        let positive = match self.search.goal {
            Goal::Product { gains, .. } => gains.as_slice(),
            Goal::Sum(_) | Goal::Least(_) => &[],
        };
        let short = self.search.floors.iter().chain(positive);
        let short = short.map(|&floor| (values[floor] / self.scales[floor]).min(0.0)).sum();
        let goal = match self.search.goal {
            Goal::Least(sums) => {
                let heat = 0.03 * sums.iter().map(|&s| self.scales[s]).fold(0.0, f64::max);
                let least = self.search.goal.at(values);
                let sum = sums.iter().map(|&s| libm::exp((least - values[s]) / heat)).sum::<f64>();
                least - heat * libm::log(sum)
            }
            Goal::Sum(_) | Goal::Product { .. } => self.search.goal.at(values),
        };
        (short, goal)
    }

    /// Climbs from the best deal that was met, and from the one of the highest rank.
    pub(super) fn climb(&mut self, judge: &mut impl FnMut(&[usize]) -> bool) {
        let starts = [
            self.best.as_ref().map(|(_, deal)| deal.clone()),
            self.start.as_ref().map(|(_, deal)| deal.clone()),
        ];
        for start in starts.into_iter().flatten() {
            let mut at = start;
            for _ in 0..ROUNDS {
                let Some(next) = self.next(&at) else { break };
                self.offer(&next, judge);
                at = next;
            }
        }
    }

    /// The best neighbour that ranks above the deal.
    fn next(&self, deal: &[usize]) -> Option<Vec<usize>> {
        let sums = self.search.sums;
        let mut best = (self.rank(&sums.values(deal)), None);
        let mut look = |other: &[usize]| {
            let rank = self.rank(&sums.values(other));
            if above(rank, best.0) {
                best = (rank, Some(other.to_vec()));
            }
        };
        let mut other = deal.to_vec();
        for (issue, &size) in sums.sizes.iter().enumerate() {
            for option in 0..size {
                other[issue] = option;
                look(&other);
            }
            other[issue] = deal[issue];
        }
        if best.1.is_none() && sums.sizes.iter().sum::<usize>() <= PAIRED {
            let mut look = |other: &[usize]| {
                let rank = self.rank(&sums.values(other));
                if above(rank, best.0) {
                    best = (rank, Some(other.to_vec()));
                }
            };
            for first in 0..sums.sizes.len() {
                for second in first + 1..sums.sizes.len() {
                    for pair in 0..sums.sizes[first] * sums.sizes[second] {
                        other[first] = pair / sums.sizes[second];
                        other[second] = pair % sums.sizes[second];
                        look(&other);
                    }
                    (other[first], other[second]) = (deal[first], deal[second]);
                }
            }
        }
        best.1
    }
}

fn above(a: Rank, b: Rank) -> bool {
    a.0 > b.0 + 1e-12 || (a.0 >= b.0 - 1e-12 && a.1 > b.1 + 1e-12 * b.1.abs())
}
