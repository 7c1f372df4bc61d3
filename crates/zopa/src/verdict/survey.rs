//! The four tests over all deals: the funnel, the attainable deals and the efficient ones among them.

use super::answer::{Funnel, Limit};
use super::assessment::Assessment;
use crate::deal::efficient;
use rayon::prelude::*;

/// From so many deals on threads are used.
const PARALLEL_FROM: usize = 1 << 12;

/// What the tests say of all deals.
#[derive(Clone, Debug)]
pub struct Survey {
    /// How many deals pass.
    pub funnel: Funnel,
    /// The attainable deals, ascending.
    pub attainable: Vec<usize>,
    /// Limits that were reached.
    pub limits: Vec<Limit>,
}

impl Survey {
    /// Tests every deal.
    #[must_use]
    pub fn new(assessment: &Assessment<'_>) -> Self {
        let allowed = &assessment.ground.rules.allowed;
        let deals: Vec<usize> = (0..allowed.len()).filter(|&d| allowed[d]).collect();
        let acceptable = passing(&deals, |d| assessment.acceptable(d));
        let ratifiable = passing(&acceptable, |d| assessment.ratifiable(d));
        let reachable = passing(&ratifiable, |d| assessment.reachable(d));
        let attainable = passing(&reachable, |d| assessment.holding(d));
        let funnel = Funnel {
            deals: deals.len(),
            acceptable: acceptable.len(),
            ratifiable: ratifiable.len(),
            reachable: reachable.len(),
            holding: attainable.len(),
            attainable: attainable.len(),
            at_least: false,
        };
        Self { funnel, attainable, limits: Vec::new() }
    }

    /// Whether the deal is attainable.
    #[must_use]
    pub fn is_attainable(&self, deal: usize) -> bool {
        self.attainable.binary_search(&deal).is_ok()
    }

    /// The attainable deals that no attainable deal dominates, ascending.
    #[must_use]
    pub fn efficient(&self, assessment: &Assessment<'_>) -> Vec<usize> {
        let values: Vec<&[f64]> =
            assessment.signers.iter().map(|&party| assessment.ground.worth.own(party)).collect();
        let spreads: Vec<f64> = assessment.signers.iter().map(|&p| assessment.spread(p)).collect();
        let efficient = efficient(&self.attainable, &values, &spreads);
        self.attainable.iter().zip(efficient).filter(|(_, yes)| *yes).map(|(&d, _)| d).collect()
    }
}

/// The deals that pass, in order.
fn passing(deals: &[usize], passes: impl Fn(usize) -> bool + Sync) -> Vec<usize> {
    if deals.len() < PARALLEL_FROM {
        deals.iter().copied().filter(|&deal| passes(deal)).collect()
    } else {
        deals.par_iter().copied().filter(|&deal| passes(deal)).collect()
    }
}
