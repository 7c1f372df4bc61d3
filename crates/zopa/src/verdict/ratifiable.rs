//! The second test: each audience at home swallows the deal, as it is labelled.

use super::assessment::Assessment;

impl Assessment<'_> {
    /// u_a(d) - needs_a, in the audience's units.
    #[must_use]
    pub fn ratifiable_margin(&self, deal: usize, audience: usize) -> f64 {
        self.value(deal, self.model.parties.len() + audience) - self.needs[audience]
    }

    /// Whether every audience gets at least what it needs.
    #[must_use]
    pub fn ratifiable(&self, deal: usize) -> bool {
        (0..self.needs.len())
            .all(|a| self.passes(self.model.parties.len() + a, self.ratifiable_margin(deal, a)))
    }
}
