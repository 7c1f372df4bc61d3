//! The best deals of a space of any size, without its frontier: branch and bound.
//!
//! Which deals have the largest goal (a sum, a product of sums, the least of several sums) among those
//! whose floors, sums too, are not negative, and which a judge accepts?
//!
//! 1. Bounds: prices on floors and on the goal's parts make the goal a sum that is never too small
//!    ([`goal`]); its largest value is found part by part.
//! 2. First deals: those met on the way to the bounds, improved by changing one issue or two.
//! 3. Depth first: issues in order of what the bound loses on them, options in order of the bound that is
//!    left. A branch is left when a bound is below the best deal known, or a floor can no longer be met.
//! 4. The judge is asked only about deals that would be among the best: what is dear to test is tested on
//!    few deals, in the order of promise.
//! 5. When the budget of branches is spent, the largest bound among those left open says how much better a
//!    deal might be.
//!
//! Exact to 1e-9 of the goal's reach; deals that tie within that are all found, up to a limit. The number
//! of branches is exponential at worst, and small where the goal is nearly additive.

mod descent;
mod first;
mod goal;
mod sums;
#[cfg(test)]
mod tests;

use descent::Descent;
use first::First;
pub(crate) use goal::Goal;
use goal::{Cover, Dual};
pub(crate) use sums::Sums;

/// Steps towards good prices.
const STEPS: usize = 600;

/// A search.
#[derive(Clone, Debug)]
pub(crate) struct Search<'a> {
    pub(crate) sums: &'a Sums,
    /// The sums that must not be negative.
    pub(crate) floors: &'a [usize],
    /// What is to be largest.
    pub(crate) goal: &'a Goal,
    /// How many branches may be looked at.
    pub(crate) branches: u64,
    /// How many deals that tie are listed.
    pub(crate) ties: usize,
}

/// What was found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The largest goal, and all deals that have it, in order.
    pub(crate) best: Option<(f64, Vec<Vec<usize>>)>,
    /// Whether those are all deals that tie.
    pub(crate) all: bool,
    /// No deal has a larger goal than this: the best itself where the search came to its end.
    pub(crate) bound: f64,
    /// Whether it came to its end.
    pub(crate) complete: bool,
}

impl Search<'_> {
    /// Finds the deals of the largest goal that `judge` accepts.
    pub(crate) fn run(&self, mut judge: impl FnMut(&[usize]) -> bool) -> Found {
        let scales = self.scales();
        let dual = Dual { sums: self.sums, goal: self.goal, floors: self.floors, scales: &scales };
        let mut first = First::new(self, &scales);
        let cover = dual.cover(STEPS, |deal| first.offer(deal, &mut judge));
        first.climb(&mut judge);
        let plain = dual.plain(&cover);
        let covers = if plain == cover { vec![cover] } else { vec![cover, plain] };
        Descent::new(self, &scales, &covers, first.best).run(judge)
    }

    /// How far each sum reaches from its least to its most; positive.
    fn scales(&self) -> Vec<f64> {
        (0..self.sums.count())
            .map(|sum| {
                let mut weights = vec![0.0; self.sums.count()];
                weights[sum] = 1.0;
                let most = self.sums.relaxed(&weights).values[sum];
                weights[sum] = -1.0;
                let reach = most - self.sums.relaxed(&weights).values[sum];
                // Of what may cancel, rounding leaves a trace.
                let size = reach.max(1e-6 * self.sums.magnitude(sum));
                if size > 0.0 { size } else { 1.0 }
            })
            .collect()
    }

    /// The goal of a deal whose floors are met.
    fn worth(&self, scales: &[f64], deal: &[usize]) -> Option<f64> {
        let values = self.sums.values(deal);
        let met = self.floors.iter().all(|&floor| values[floor] >= -1e-9 * scales[floor]);
        let met = met
            && match self.goal {
                // What is 0 but for rounding is no gain.
                Goal::Product { gains, .. } => gains.iter().all(|&g| values[g] > 1e-9 * scales[g]),
                Goal::Sum(_) | Goal::Least(_) => true,
            };
        Some(self.goal.at(&values)).filter(|goal| met && goal.is_finite())
    }
}
