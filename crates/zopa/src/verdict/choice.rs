//! What is best among the attainable deals: each party's best, the bargaining solutions, and the deal that
//! represents a target.

use super::assessment::Assessment;
use crate::deal::solutions::{Bargain, Chosen};
use crate::model::Weights;

impl<'m> Assessment<'m> {
    /// The signing parties' bargain with their no-deal values as disagreement.
    #[must_use]
    pub fn bargain(&self) -> Bargain<'_> {
        self.bargain_from(self.signers.iter().map(|&party| self.no_deal[party]).collect())
    }

    /// The same with today as the point of disagreement.
    #[must_use]
    pub fn bargain_from_today(&self) -> Bargain<'_> {
        let today = self.ground.today;
        self.bargain_from(self.signers.iter().map(|&party| self.value(today, party)).collect())
    }

    fn bargain_from(&self, disagreement: Vec<f64>) -> Bargain<'_> {
        Bargain {
            values: self.signers.iter().map(|&party| self.ground.worth.own(party)).collect(),
            spreads: self.signers.iter().map(|&party| self.spread(party)).collect(),
            weights: self.weights(),
            disagreement,
        }
    }

    /// Weight of each signing party in the fair deal, with mean 1.
    fn weights(&self) -> Vec<f64> {
        let raw: Vec<f64> = self
            .signers
            .iter()
            .map(|&party| match &self.model.weights {
                Weights::Equal => 1.0,
                Weights::Patience => -1.0 / libm::log(self.ground.patience[party]),
                Weights::Given(given) => given[party],
            })
            .collect();
        let sum: f64 = raw.iter().sum();
        let count = raw.len();
        raw.into_iter().map(|weight| weight * count as f64 / sum).collect()
    }

    /// Deals at least as good as today for every signing party.
    #[must_use]
    pub fn better_than_today(&self, deal: usize) -> bool {
        self.signers.iter().all(|&party| {
            let gain = self.value(deal, party) - self.value(self.ground.today, party);
            self.passes(party, gain)
        })
    }

    /// The signing parties that own issues and move none in the deal; none for today's standing.
    #[must_use]
    pub fn idle(&self, deal: usize) -> Vec<usize> {
        if deal == self.ground.today {
            return Vec::new();
        }
        let (space, today) = (self.space(), self.ground.today);
        let moves = |issue: usize| space.option(deal, issue) != space.option(today, issue);
        self.deviations
            .owns
            .iter()
            .filter(|own| self.model.parties[own.party].signs && !own.issues.is_empty())
            .filter(|own| !own.issues.iter().any(|&issue| moves(issue)))
            .map(|own| own.party)
            .collect()
    }

    /// The best of `attainable` for signing party number `k` among those that are not one-sided, where
    /// there are any; and a better one-sided one, where there is one.
    #[must_use]
    pub fn best_for(&self, k: usize, attainable: &[usize]) -> Option<(Chosen, Option<usize>)> {
        let bargain = self.bargain();
        let mutual: Vec<usize> =
            attainable.iter().copied().filter(|&deal| self.idle(deal).is_empty()).collect();
        let over_all = bargain.best_for(k, attainable)?;
        let Some(best) = bargain.best_for(k, &mutual) else {
            return Some((over_all, None));
        };
        let party = self.signers[k];
        let gain = self.value(over_all.deal, party) - self.value(best.deal, party);
        let better = gain > 0.0 && !self.knife_edge(party, gain);
        Some((best, better.then_some(over_all.deal)))
    }

    /// The deal that represents `agreeing` (deals that agree with a target): the fair one among the
    /// attainable, else the one with the least total shortfall in acceptable, ratifiable and holding,
    /// then the largest sum of relative gains, then the lowest index.
    #[must_use]
    pub fn representative(&self, agreeing: &[usize], attainable: &[usize]) -> Option<usize> {
        if let Some(chosen) = self.bargain().nash(attainable) {
            return Some(chosen.deal);
        }
        let bargain = self.bargain();
        let gains = |deal: usize| bargain.relative_gains(deal).iter().sum::<f64>();
        let mut best: Option<(usize, f64, f64)> = None;
        for &deal in agreeing {
            let short = self.shortfall(deal);
            let better = |&(_, s, g): &(usize, f64, f64)| {
                short < s - TIE || (short <= s + TIE && gains(deal) > g + TIE)
            };
            if best.as_ref().is_none_or(better) {
                best = Some((deal, short, gains(deal)));
            }
        }
        best.map(|(deal, ..)| deal)
    }

    /// Sum of the negative relative margins in acceptable, ratifiable and holding, as a positive number.
    #[must_use]
    pub fn shortfall(&self, deal: usize) -> f64 {
        let short = |actor: usize, margin: f64| {
            if self.passes(actor, margin) { 0.0 } else { -margin / self.spread(actor) }
        };
        let accepted: f64 =
            self.signers.iter().map(|&p| short(p, self.acceptable_margin(deal, p))).sum();
        let parties = self.model.parties.len();
        let ratified: f64 = (0..self.needs.len())
            .map(|a| short(parties + a, self.ratifiable_margin(deal, a)))
            .sum();
        let held: f64 = if self.model.enforced {
            0.0
        } else {
            let owns = self.deviations.owns.iter().enumerate();
            owns.map(|(k, own)| short(own.party, self.holding_margin(deal, k).0)).sum()
        };
        accepted + ratified + held
    }
}

/// Shortfalls and sums of gains within this of one another tie.
const TIE: f64 = 1e-9;
