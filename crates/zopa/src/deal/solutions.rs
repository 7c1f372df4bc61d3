//! The bargaining solutions over a finite set of deals.
//!
//! With gains g_i = u_i(d) - D_i of the signing parties: Nash (1950; weights: Kalai 1977) maximises the
//! product of g_i^w_i, Kalai-Smorodinsky (1975) the least g_i / (ideal_i - D_i), then leximin, the
//! egalitarian solution (Kalai 1977) is leximin in g, the utilitarian one maximises the weighted sum.
//! The last two depend on the parties' units.
//!
//! Every maximiser is returned (equal within 1e-9 relative); the one shown is the leximin of relative
//! gains, then the lowest index. Cost: O(deals x parties log parties).

use crate::num::tolerance::REL;
use std::cmp::Ordering;

/// The signing parties and their values, over which solutions are taken.
#[derive(Clone, Debug)]
pub struct Bargain<'a> {
    /// Values of all standings, per signing party.
    pub values: Vec<&'a [f64]>,
    /// Value of disagreement, per signing party.
    pub disagreement: Vec<f64>,
    /// Spread, per signing party; positive.
    pub spreads: Vec<f64>,
    /// Weight, per signing party; positive, with mean 1.
    pub weights: Vec<f64>,
}

/// A solution: the deal shown and all that are as good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The deal shown.
    pub deal: usize,
    /// All maximisers, ascending, the one shown included.
    pub maximisers: Vec<usize>,
}

impl Bargain<'_> {
    /// Gains over disagreement, in own units.
    #[must_use]
    pub fn gains(&self, deal: usize) -> Vec<f64> {
        self.values.iter().zip(&self.disagreement).map(|(values, d)| values[deal] - d).collect()
    }

    /// Gains as shares of the spreads.
    #[must_use]
    pub fn relative_gains(&self, deal: usize) -> Vec<f64> {
        self.gains(deal).iter().zip(&self.spreads).map(|(gain, spread)| gain / spread).collect()
    }

    /// Nash: first the number of positive gains, then their weighted product.
    #[must_use]
    pub fn nash(&self, deals: &[usize]) -> Option<Chosen> {
        self.choose(deals, |bargain, deal| {
            let mut positive = 0.0;
            let mut log_product = 0.0;
            for (k, gain) in bargain.gains(deal).into_iter().enumerate() {
                if gain > REL * bargain.spreads[k] {
                    positive += 1.0;
                    log_product += bargain.weights[k] * libm::log(gain / bargain.spreads[k]);
                }
            }
            vec![Score::absolute(positive), Score::absolute(log_product)]
        })
    }

    /// Kalai-Smorodinsky, with ideals over `deals`; parties without an ideal gain are left out.
    #[must_use]
    pub fn kalai_smorodinsky(&self, deals: &[usize]) -> Option<Chosen> {
        let ideals: Vec<f64> = (0..self.values.len())
            .map(|k| {
                let best = deals.iter().map(|&d| self.values[k][d]).fold(f64::MIN, f64::max);
                best - self.disagreement[k]
            })
            .collect();
        self.choose(deals, |bargain, deal| {
            let shares = bargain
                .gains(deal)
                .into_iter()
                .enumerate()
                .filter(|&(k, _)| ideals[k] > REL * bargain.spreads[k])
                .map(|(k, gain)| gain / ideals[k]);
            ascending(shares.collect()).into_iter().map(Score::absolute).collect()
        })
    }

    /// Egalitarian: leximin in gains. Depends on the parties' units.
    #[must_use]
    pub fn egalitarian(&self, deals: &[usize]) -> Option<Chosen> {
        self.choose(deals, |bargain, deal| {
            ascending(bargain.gains(deal)).into_iter().map(Score::relative).collect()
        })
    }

    /// Utilitarian: largest weighted sum of values. Depends on the parties' units.
    #[must_use]
    pub fn utilitarian(&self, deals: &[usize]) -> Option<Chosen> {
        self.choose(deals, |bargain, deal| {
            let sum = bargain.values.iter().zip(&bargain.weights).map(|(v, w)| w * v[deal]).sum();
            vec![Score::relative(sum)]
        })
    }

    /// Largest value to the signing party number `k`.
    #[must_use]
    pub fn best_for(&self, k: usize, deals: &[usize]) -> Option<Chosen> {
        self.choose(deals, |bargain, deal| {
            vec![Score::absolute(bargain.values[k][deal] / bargain.spreads[k])]
        })
    }

    /// All deals whose score equals the best, and the one of them that is shown.
    fn choose(
        &self,
        deals: &[usize],
        score: impl Fn(&Self, usize) -> Vec<Score>,
    ) -> Option<Chosen> {
        let scores: Vec<Vec<Score>> = deals.iter().map(|&deal| score(self, deal)).collect();
        let best = scores.iter().max_by(|a, b| compare(a, b))?;
        let maximisers: Vec<usize> = deals
            .iter()
            .zip(&scores)
            .filter(|(_, score)| compare(score, best) == Ordering::Equal)
            .map(|(&deal, _)| deal)
            .collect();
        let rank = |deal: usize| -> Vec<Score> {
            ascending(self.relative_gains(deal)).into_iter().map(Score::absolute).collect()
        };
        let mut shown = *maximisers.first()?;
        let mut shown_rank = rank(shown);
        for &deal in maximisers.iter().skip(1) {
            let other = rank(deal);
            if compare(&other, &shown_rank) == Ordering::Greater {
                shown = deal;
                shown_rank = other;
            }
        }
        Some(Chosen { deal: shown, maximisers })
    }
}

/// One component of a lexicographic score, and what "equal" means for it.
#[derive(Clone, Copy, Debug)]
struct Score {
    value: f64,
    relative: bool,
}

impl Score {
    /// Equal within 1e-9: for shares, counts and logarithms.
    fn absolute(value: f64) -> Self {
        Self { value, relative: false }
    }

    /// Equal within 1e-9 of the larger: for values in a party's units.
    fn relative(value: f64) -> Self {
        Self { value, relative: true }
    }

    fn compare(self, other: Self) -> Ordering {
        let scale = if self.relative { self.value.abs().max(other.value.abs()) } else { 1.0 };
        if (self.value - other.value).abs() <= REL * scale {
            Ordering::Equal
        } else {
            self.value.total_cmp(&other.value)
        }
    }
}

fn compare(a: &[Score], b: &[Score]) -> Ordering {
    a.iter().zip(b).map(|(a, b)| a.compare(*b)).find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
}

fn ascending(mut numbers: Vec<f64>) -> Vec<f64> {
    numbers.sort_by(f64::total_cmp);
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solutions(points: &[[f64; 2]]) -> [Chosen; 4] {
        let columns: Vec<Vec<f64>> =
            (0..2).map(|k| points.iter().map(|p| p[k]).collect()).collect();
        let bargain = Bargain {
            values: columns.iter().map(Vec::as_slice).collect(),
            disagreement: vec![0.0, 0.0],
            spreads: vec![10.0, 10.0],
            weights: vec![1.0, 1.0],
        };
        let deals: Vec<usize> = (0..points.len()).collect();
        [
            bargain.nash(&deals).unwrap(),
            bargain.kalai_smorodinsky(&deals).unwrap(),
            bargain.egalitarian(&deals).unwrap(),
            bargain.utilitarian(&deals).unwrap(),
        ]
    }

    #[test]
    fn nash_ks_egalitarian_and_utilitarian_differ() {
        let points = [[0.0, 10.0], [3.0, 8.0], [4.0, 6.5], [5.0, 5.0], [9.0, 1.5]];
        let shown = solutions(&points).map(|chosen| chosen.deal);
        assert_eq!(shown, [2, 3, 3, 1]);
    }

    #[test]
    fn ties_are_all_returned_and_the_shown_one_is_leximin() {
        let [nash, ..] = solutions(&[[1.0, 4.0], [2.0, 2.0], [4.0, 1.0]]);
        assert_eq!(nash, Chosen { deal: 1, maximisers: vec![0, 1, 2] });
    }

    #[test]
    fn more_positive_gains_beat_a_larger_product() {
        let [nash, ..] = solutions(&[[0.0, 100.0], [0.1, 0.1]]);
        assert_eq!(nash.deal, 1);
    }
}
