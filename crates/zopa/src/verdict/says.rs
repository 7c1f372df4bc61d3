//! Stated positions: whether what a party says it insists on is credible, given its own values.
//!
//! A statement is credible if some deal that agrees with it is acceptable to the party and holding for it.
//! Otherwise the answer is the deal that comes closest: the largest, over such deals, of the smaller of
//! the two relative margins.

use super::answer::Says;
use super::assessment::Assessment;
use crate::model::{Fault, Target};
use indexmap::IndexMap;

/// A deal that agrees with a statement, and the test in which it does worse.
struct Closest {
    deal: usize,
    margin: f64,
    test: &'static str,
}

impl Assessment<'_> {
    /// The verdict on the party's stated position, where it has one.
    ///
    /// # Errors
    /// The first [`Fault`] of the statement's condition.
    pub fn says(&self, party: usize) -> Result<Option<Says>, Fault> {
        let Some(target) = &self.model.parties[party].says else { return Ok(None) };
        let agreeing = self.ground.rules.agreeing(target, &self.views, self.space())?;
        let mut closest: Option<Closest> = None;
        for deal in agreeing {
            let candidate = self.worse_of_two(deal, party);
            if closest.as_ref().is_none_or(|best| candidate.margin > best.margin) {
                closest = Some(candidate);
            }
        }
        let mut says = Says {
            party: self.model.parties[party].key.clone(),
            says: self.named_target(target),
            credible: false,
            margin: None,
            fails: None,
            seen_by: None,
            because: "the rules leave no deal that agrees with it".to_owned(),
        };
        if let Some(Closest { deal, margin, test }) = closest {
            says.credible = self.passes(party, margin * self.spread(party));
            says.margin = Some(margin);
            says.fails = (!says.credible).then(|| test.to_owned());
            says.because = match (test, self.participant(party)) {
                ("holding", Some(k)) => {
                    let viewer = self.holding_margin(deal, k).1;
                    let other = self.deviations.owns[viewer].party;
                    let key = &self.model.parties[other].key;
                    says.seen_by = (other != party).then(|| key.clone());
                    self.holding_words(deal, k, viewer)
                }
                _ => self.acceptable_words(deal, party),
            };
        }
        Ok(Some(says))
    }

    fn worse_of_two(&self, deal: usize, party: usize) -> Closest {
        let spread = self.spread(party);
        let acceptable = self.acceptable_margin(deal, party) / spread;
        let holding = match self.participant(party) {
            Some(k) if !self.model.enforced => self.holding_margin(deal, k).0 / spread,
            _ => f64::INFINITY,
        };
        if holding < acceptable {
            Closest { deal, margin: holding, test: "holding" }
        } else {
            Closest { deal, margin: acceptable, test: "acceptable" }
        }
    }

    /// The options that a target names, by key.
    pub(super) fn named_target(&self, target: &Target) -> IndexMap<String, Vec<String>> {
        let named = self.model.issues.iter().zip(&target.options);
        named
            .filter_map(|(issue, options)| {
                let options = options.as_ref()?.iter();
                let keys = options.map(|&option| issue.options[option].key.clone()).collect();
                Some((issue.key.clone(), keys))
            })
            .collect()
    }
}
