//! The fair deal, and whether single deals are attainable, without a road to every deal.
//!
//! 1. The tests that need no road are made for all deals.
//! 2. Roads are looked for in the order of the Nash product, and end with the first that is there: the fair
//!    deal of the attainable ones is the best of those that pass the other tests and can be reached.
//!
//! Cost: deals x parties, and as many searches as deals are fairer than the fair one and out of reach, where a
//! [`Survey`](super::survey::Survey) computes what roads to all deals ask.

use super::assessment::Assessment;

/// The deals that pass the tests which need no road.
pub(super) struct Promising<'a> {
    assessment: &'a Assessment<'a>,
    /// Ascending.
    deals: Vec<usize>,
}

impl<'a> Promising<'a> {
    pub(super) fn new(assessment: &'a Assessment<'a>) -> Self {
        let allowed = &assessment.ground.rules.allowed;
        let deals = (0..allowed.len()).filter(|&deal| {
            allowed[deal]
                && assessment.acceptable(deal)
                && assessment.ratifiable(deal)
                && assessment.holding(deal)
        });
        Self { assessment, deals: deals.collect() }
    }

    /// Whether the deal passes all four tests.
    pub(super) fn is_attainable(&self, deal: usize) -> bool {
        self.deals.binary_search(&deal).is_ok() && self.reachable(deal)
    }

    /// The Nash deal of those that pass all four tests.
    pub(super) fn fair(&self) -> Option<usize> {
        let bargain = self.assessment.bargain();
        let mut left = self.deals.clone();
        let mut reached: Vec<usize> = Vec::new();
        while let Some(best) = bargain.nash(&left) {
            // What comes next matters only where it ties, by the tolerance, with what was reached.
            if !reached.is_empty() {
                let both = [reached.as_slice(), &best.maximisers].concat();
                let ties = bargain.nash(&both)?.maximisers;
                if ties.iter().all(|deal| reached.contains(deal)) {
                    break;
                }
            }
            reached.extend(best.maximisers.iter().filter(|&&deal| self.reachable(deal)));
            left.retain(|deal| best.maximisers.binary_search(deal).is_err());
        }
        reached.sort_unstable();
        bargain.nash(&reached).map(|chosen| chosen.deal)
    }

    fn reachable(&self, deal: usize) -> bool {
        self.assessment.reachable_alone(deal) == Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::super::survey::Survey;
    use super::*;
    use crate::model::Changes;

    #[test]
    fn what_is_found_without_all_roads_is_what_all_roads_say() {
        for case in ["korea-2018", "freeze-for-relief", "commitment-problem", "prisoners"] {
            let path = format!("{}/../../cases/{case}.toml", env!("CARGO_MANIFEST_DIR"));
            let model = crate::load(&std::fs::read_to_string(path).unwrap()).0.unwrap();
            for (premise, actor) in model.knobs() {
                let (low, high) = model.premise_range(premise, actor);
                for value in [low, f64::midpoint(low, high), high] {
                    let setting = crate::model::Setting::Value(value);
                    let change = crate::model::Change { premise, actor, setting };
                    let changes = Changes { settings: vec![change], ..Changes::default() };
                    let Ok(assessment) = Assessment::new(&model, &changes, &[]) else { continue };
                    let promising = Promising::new(&assessment);
                    // Asked first, so that what roads to all deals ask is not there yet.
                    let fair = promising.fair();
                    let survey = Survey::new(&assessment).unwrap();
                    let expected = assessment.bargain().nash(&survey.attainable);
                    assert_eq!(fair, expected.map(|chosen| chosen.deal), "{case}");
                    for deal in 0..assessment.space().count() {
                        let attainable = promising.is_attainable(deal);
                        assert_eq!(attainable, survey.is_attainable(deal), "{case}: {deal}");
                    }
                }
            }
        }
    }
}
