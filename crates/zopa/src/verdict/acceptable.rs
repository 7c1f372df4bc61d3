//! The first test: each party that signs gets at least what it expects without a deal.

use super::assessment::Assessment;

impl Assessment<'_> {
    /// u_i(d) - D_i, in the party's units.
    #[must_use]
    pub fn acceptable_margin(&self, deal: usize, party: usize) -> f64 {
        self.value(deal, party) - self.no_deal[party]
    }

    /// Whether every signing party gets at least its no-deal value.
    #[must_use]
    pub fn acceptable(&self, deal: usize) -> bool {
        self.signers.iter().all(|&p| self.passes(p, self.acceptable_margin(deal, p)))
    }
}
