//! The four tests over all deals: the funnel, the attainable deals and the efficient ones among them.
//!
//! Where roads to all deals cannot be tested, they are tested for the deals that pass the other three in
//! the order best for each, solutions, menu, frontier; the counts are then lower bounds and the answer
//! says so.

use super::answer::{Funnel, Limit};
use super::assessment::Assessment;
use crate::deal::efficient;
use crate::model::Fault;
use rayon::prelude::*;

/// From so many deals on threads are used.
const PARALLEL_FROM: usize = 1 << 12;
/// Most deals whose road is tested singly, for each party, solution and menu entry, and for the frontier.
const TESTED: usize = 64;

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
    ///
    /// # Errors
    /// A [`Fault`] of a menu entry's condition.
    pub fn new(assessment: &Assessment<'_>) -> Result<Self, Fault> {
        let allowed = &assessment.ground.rules.allowed;
        let deals: Vec<usize> = (0..allowed.len()).filter(|&d| allowed[d]).collect();
        let acceptable = passing(&deals, |d| assessment.acceptable(d));
        let ratifiable = passing(&acceptable, |d| assessment.ratifiable(d));
        let mut limits = Vec::new();
        let (reachable, attainable) = if assessment.tests_all_roads() {
            let reachable = passing(&ratifiable, |d| assessment.reachable(d) == Some(true));
            let attainable = passing(&reachable, |d| assessment.holding(d));
            (reachable.len(), attainable)
        } else {
            let holding = passing(&ratifiable, |d| assessment.holding(d));
            let attainable = promising(assessment, &holding)?;
            limits.push(Limit {
                limit: "reachable".to_owned(),
                text: format!(
                    "roads were tested for the most promising of {} deals that pass the other \
                     tests, in the order best for each, solutions, menu, frontier",
                    holding.len()
                ),
            });
            (attainable.len(), attainable)
        };
        let funnel = Funnel {
            deals: deals.len(),
            acceptable: acceptable.len(),
            ratifiable: ratifiable.len(),
            reachable,
            holding: attainable.len(),
            attainable: attainable.len(),
            at_least: !limits.is_empty(),
        };
        Ok(Self { funnel, attainable, limits })
    }

    /// Whether the deal is attainable.
    #[must_use]
    pub fn is_attainable(&self, deal: usize) -> bool {
        self.attainable.binary_search(&deal).is_ok()
    }

    /// The attainable deals that no attainable deal dominates, ascending.
    #[must_use]
    pub fn efficient(&self, assessment: &Assessment<'_>) -> Vec<usize> {
        frontier(assessment, &self.attainable)
    }
}

/// The deals that no other of them dominates, in order.
fn frontier(assessment: &Assessment<'_>, deals: &[usize]) -> Vec<usize> {
    let values: Vec<&[f64]> =
        assessment.signers.iter().map(|&party| assessment.ground.worth.own(party)).collect();
    let spreads: Vec<f64> = assessment.signers.iter().map(|&p| assessment.spread(p)).collect();
    let efficient = efficient(deals, &values, &spreads);
    deals.iter().zip(efficient).filter(|(_, yes)| *yes).map(|(&deal, _)| deal).collect()
}

/// The deals that pass, in order.
fn passing(deals: &[usize], passes: impl Fn(usize) -> bool + Sync) -> Vec<usize> {
    if deals.len() < PARALLEL_FROM {
        deals.iter().copied().filter(|&deal| passes(deal)).collect()
    } else {
        deals.par_iter().copied().filter(|&deal| passes(deal)).collect()
    }
}

/// The attainable ones among the deals that are most likely to matter; `holding` passes the other tests.
fn promising(assessment: &Assessment<'_>, holding: &[usize]) -> Result<Vec<usize>, Fault> {
    let mut found: Vec<usize> = Vec::new();
    let best_first = |deals: &[usize], score: &dyn Fn(usize) -> f64| -> Vec<usize> {
        let mut scored: Vec<(f64, usize)> = deals.iter().map(|&d| (score(d), d)).collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scored.into_iter().take(TESTED).map(|(_, deal)| deal).collect()
    };
    let bargain = assessment.bargain();
    let fairness = |deal: usize| -> f64 {
        let gains = bargain.relative_gains(deal);
        gains.iter().zip(&bargain.weights).map(|(g, w)| w * libm::log(g.max(1e-12))).sum()
    };
    let least = |deal: usize| bargain.relative_gains(deal).into_iter().fold(f64::MAX, f64::min);
    let sum = |deal: usize| bargain.relative_gains(deal).into_iter().sum::<f64>();
    let mut lists = Vec::new();
    for &party in &assessment.signers {
        lists.push(best_first(holding, &|deal| assessment.value(deal, party)));
    }
    lists.extend([
        best_first(holding, &fairness),
        best_first(holding, &least),
        best_first(holding, &sum),
    ]);
    for entry in &assessment.model.menu {
        let rules = &assessment.ground.rules;
        let agreeing = rules.agreeing(&entry.target, &assessment.views, assessment.space())?;
        let agreeing: Vec<usize> =
            agreeing.into_iter().filter(|deal| holding.binary_search(deal).is_ok()).collect();
        lists.push(best_first(&agreeing, &fairness));
    }
    lists.push(best_first(&frontier(assessment, holding), &fairness));
    let frontier_list = lists.len() - 1;
    for (index, list) in lists.into_iter().enumerate() {
        for deal in list {
            let known = found.contains(&deal);
            if !known && assessment.reachable(deal) == Some(true) {
                found.push(deal);
            }
            // One is enough, except on the frontier.
            if found.contains(&deal) && index != frontier_list {
                break;
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}
