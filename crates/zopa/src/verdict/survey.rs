//! The four tests over all deals: the funnel, the attainable deals and the efficient ones among them.
//!
//! Where roads to all deals cannot be tested, they are tested for the deals that pass the other three in
//! the order best for each, solutions, menu, further targets (those of claims and questions), frontier.
//! Each list is done when one deal of it is reachable (the frontier's is taken to its end), or its part of
//! the searches is used up. The counts are then lower bounds, and which deals were left untested is known.

use super::answer::{Funnel, Limit};
use super::assessment::Assessment;
use super::reachable::TOGETHER;
use crate::deal::efficient;
use crate::model::{Fault, Target};
use crate::num::show;
use rayon::prelude::*;
use std::collections::BTreeMap;

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
    /// Deals that pass the other tests, but whose road was not tested to the end, ascending; none where
    /// every road is tested.
    pub untested: Vec<usize>,
    /// Limits that were reached.
    pub limits: Vec<Limit>,
}

impl Survey {
    /// Tests every deal.
    ///
    /// # Errors
    /// A [`Fault`] of a menu entry's condition.
    pub fn new(assessment: &Assessment<'_>) -> Result<Self, Fault> {
        Self::with_targets(assessment, &[])
    }

    /// Tests every deal; where not all roads can be tested, `targets` are among those looked at.
    ///
    /// # Errors
    /// A [`Fault`] of a target's condition.
    pub fn with_targets(assessment: &Assessment<'_>, targets: &[&Target]) -> Result<Self, Fault> {
        let allowed = &assessment.ground.rules.allowed;
        let deals: Vec<usize> = (0..allowed.len()).filter(|&d| allowed[d]).collect();
        let acceptable = passing(&deals, |d| assessment.acceptable(d));
        let ratifiable = passing(&acceptable, |d| assessment.ratifiable(d));
        let (mut limits, mut untested) = (Vec::new(), Vec::new());
        let (reachable, attainable) = if assessment.tests_all_roads() {
            let reachable = passing(&ratifiable, |d| assessment.reachable(d) == Some(true));
            let attainable = passing(&reachable, |d| assessment.holding(d));
            (reachable.len(), attainable)
        } else {
            let holding = passing(&ratifiable, |d| assessment.holding(d));
            let tested = promising(assessment, &holding, targets)?;
            untested = holding;
            untested
                .retain(|deal| tested.binary_search_by_key(deal, |(tested, _)| *tested).is_err());
            let attainable: Vec<usize> =
                tested.iter().filter(|(_, reaches)| *reaches).map(|(deal, _)| *deal).collect();
            limits.push(Limit {
                limit: "reachable".to_owned(),
                text: format!(
                    "of {} deals that pass the other tests roads were tested for {}, the most \
                     promising, in the order best for each, solutions, menu, claims, frontier",
                    show::count(untested.len() + tested.len()),
                    show::count(tested.len()),
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
        Ok(Self { funnel, attainable, untested, limits })
    }

    /// Whether the deal is attainable.
    #[must_use]
    pub fn is_attainable(&self, deal: usize) -> bool {
        self.attainable.binary_search(&deal).is_ok()
    }

    /// How many of these deals pass the other tests, but were not tested for a road to the end.
    #[must_use]
    pub fn untested_among(&self, deals: &[usize]) -> usize {
        deals.iter().filter(|deal| self.untested.binary_search(deal).is_ok()).count()
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

/// The roads to the deals that are most likely to matter: which deals were tested, ascending, and whether
/// a road leads there; `holding` passes the other tests.
fn promising(
    assessment: &Assessment<'_>,
    holding: &[usize],
    targets: &[&Target],
) -> Result<Vec<(usize, bool)>, Fault> {
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
    let menu = assessment.model.menu.iter().map(|entry| &entry.target);
    for target in menu.chain(targets.iter().copied()) {
        let rules = &assessment.ground.rules;
        let agreeing = rules.agreeing(target, &assessment.views, assessment.space())?;
        let agreeing: Vec<usize> =
            agreeing.into_iter().filter(|deal| holding.binary_search(deal).is_ok()).collect();
        lists.push(best_first(&agreeing, &fairness));
    }
    lists.push(best_first(&frontier(assessment, holding), &fairness));
    let frontier_list = lists.len() - 1;
    let mut tested: BTreeMap<usize, Option<bool>> = BTreeMap::new();
    for (index, list) in lists.iter().enumerate() {
        let mut left = TOGETHER / lists.len();
        for &deal in list {
            let known = tested.get(&deal).copied();
            let reaches = known.unwrap_or_else(|| assessment.reachable_within(deal, &mut left));
            tested.insert(deal, reaches);
            // One is enough, except on the frontier.
            if reaches == Some(true) && index != frontier_list {
                break;
            }
        }
    }
    Ok(tested.into_iter().filter_map(|(deal, reaches)| Some((deal, reaches?))).collect())
}
