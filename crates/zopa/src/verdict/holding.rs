//! The fourth test: once there, nobody gains by breaking the deal, in anybody's eyes.

use super::assessment::Assessment;

impl Assessment<'_> {
    /// Margin of participant number `k`: its value minus the best it can do by leaving, cheating or a
    /// free move, the least over all participants' views; and the participant in whose view that is.
    #[must_use]
    pub fn holding_margin(&self, deal: usize, k: usize) -> (f64, usize) {
        self.deviations.holding(k, deal)
    }

    /// Whether no participant gains by breaking the deal; always so where it is enforced.
    #[must_use]
    pub fn holding(&self, deal: usize) -> bool {
        self.model.enforced
            || (0..self.deviations.owns.len())
                .all(|k| self.passes(self.deviations.owns[k].party, self.holding_margin(deal, k).0))
    }
}
