//! The third test: a road of steps leads from today to the deal that nobody gains by leaving.

use super::assessment::Assessment;
use crate::num::tolerance::REL;
use crate::road::safest::{Found, Road, Search};
use crate::road::{Edges, Requirements};
use std::sync::Arc;

/// Most labels that one search for the safest road may take.
const LABELS: usize = 200_000;

/// The steps that roads take and what they ask, computed when the first deal is tested.
#[derive(Debug)]
pub struct Roads {
    edges: Edges,
    required: Requirements,
    /// Relative no-deal value of each participant that signs, minus infinity for the others.
    sign: Vec<f64>,
}

impl Assessment<'_> {
    /// Whether a safe road leads to the deal, supposing it is then kept; always so where it is enforced.
    #[must_use]
    pub fn reachable(&self, deal: usize) -> bool {
        self.model.enforced || {
            let roads = self.roads();
            roads.required.reaches(&roads.edges, deal)
        }
    }

    /// The safest road to a deal, with the fewest steps among the equally safe; its margin may be
    /// negative.
    #[must_use]
    pub fn safest_road(&self, deal: usize) -> Found {
        self.search(deal, |search, deal| search.safest_and_shortest(deal))
    }

    /// The largest margin by which every condition of some road to the deal holds.
    #[must_use]
    pub fn road_margin(&self, deal: usize) -> Found {
        self.search(deal, |search, deal| search.safest(deal))
    }

    fn search(&self, deal: usize, run: impl Fn(&Search<'_>, usize) -> Found) -> Found {
        if deal == self.ground.today {
            return Found::Road(Road { stops: Vec::new(), margin: 1.0 });
        }
        let roads = self.roads();
        let search =
            Search { edges: &roads.edges, sign: &roads.sign, required: None, limit: LABELS };
        if roads.required.reaches(&roads.edges, deal) {
            let found = run(&Search { required: Some(&roads.required), ..search }, deal);
            // A road that is safe by the tolerance alone may be lost to rounding in what is required.
            if found != Found::None {
                return found;
            }
        }
        run(&search, deal)
    }

    pub(super) fn edges(&self) -> &Edges {
        &self.roads().edges
    }

    fn roads(&self) -> &Roads {
        self.roads.get_or_init(|| {
            let edges = Edges::new(self.model, Arc::clone(&self.deviations));
            let sign: Vec<f64> = self
                .deviations
                .owns
                .iter()
                .map(|own| match self.model.parties[own.party].signs {
                    true => self.no_deal[own.party] / self.spread(own.party),
                    false => f64::NEG_INFINITY,
                })
                .collect();
            let required = Requirements::new(&edges, &sign, -REL);
            Roads { edges, required, sign }
        })
    }
}
