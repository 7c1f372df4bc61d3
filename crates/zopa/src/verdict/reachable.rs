//! The third test: a road of steps leads from today to the deal that nobody gains by leaving.
//!
//! What roads ask of every deal is computed once for all deals ([`Requirements`]). Where the graph of steps
//! is too large for that, single deals are tested by searches with a limit, and the answer says so.

use super::assessment::Assessment;
use crate::num::tolerance::REL;
use crate::road::safest::{Found, Road, Search};
use crate::road::{Edges, Requirements};
use std::sync::Arc;

/// Up to so many steps the requirements of all deals are computed.
const ALL_STEPS: f64 = 2e8;
/// Most steps that one search may look at.
const SEARCHED_STEPS: usize = 10_000_000;
/// The steps that roads take and what they ask, computed when the first deal is tested.
#[derive(Debug)]
pub(super) struct Roads {
    edges: Edges,
    /// `None` where the graph is too large.
    required: Option<Requirements>,
    /// Relative no-deal value of each participant that signs, minus infinity for the others.
    sign: Vec<f64>,
}

impl Assessment<'_> {
    /// Whether a safe road leads to the deal, supposing it is then kept; always so where it is enforced.
    /// `None` where a limit was reached before that was clear.
    #[must_use]
    pub fn reachable(&self, deal: usize) -> Option<bool> {
        if self.model.enforced || deal == self.ground.today {
            return Some(true);
        }
        let roads = self.roads();
        match &roads.required {
            Some(required) => Some(required.reaches(&roads.edges, deal)),
            None => match self.search().any(deal, -REL) {
                Found::Road(_) => Some(true),
                Found::None => Some(false),
                Found::Limited(_) => None,
            },
        }
    }

    /// Whether every deal can be tested, rather than single ones with a limit.
    #[must_use]
    pub fn tests_all_roads(&self) -> bool {
        self.model.enforced || self.roads().required.is_some()
    }

    /// The safest road to a deal, with the fewest steps among the equally safe; its margin may be
    /// negative.
    #[must_use]
    pub fn safest_road(&self, deal: usize) -> Found {
        self.find(deal, |search| search.safest_and_shortest(deal))
    }

    /// The largest margin by which every condition of some road to the deal holds.
    #[must_use]
    pub fn road_margin(&self, deal: usize) -> Found {
        self.find(deal, |search| search.safest(deal))
    }

    fn find(&self, deal: usize, run: impl Fn(Search<'_>) -> Found) -> Found {
        if deal == self.ground.today {
            return Found::Road(Road { stops: Vec::new(), margin: 1.0 });
        }
        let roads = self.roads();
        let safe = roads.required.as_ref().filter(|safe| safe.reaches(&roads.edges, deal));
        if safe.is_some() {
            let found = run(Search { required: safe, least: -REL, ..self.search() });
            // A road that has the margin by the tolerance alone may be lost to rounding.
            if found != Found::None {
                return found;
            }
        }
        run(self.search())
    }

    /// A search that knows nothing yet.
    fn search(&self) -> Search<'_> {
        let roads = self.roads();
        Search {
            edges: &roads.edges,
            sign: &roads.sign,
            required: None,
            least: f64::NEG_INFINITY,
            limit: SEARCHED_STEPS,
        }
    }

    pub(super) fn edges(&self) -> &Edges {
        &self.roads().edges
    }

    fn roads(&self) -> &Roads {
        self.roads.get_or_init(|| {
            let edges = Edges::new(self.model, Arc::clone(&self.deviations));
            let owns = self.deviations.owns.iter();
            let sign = owns.map(|own| match self.model.parties[own.party].signs {
                true => self.no_deal[own.party] / self.spread(own.party),
                false => f64::NEG_INFINITY,
            });
            let sign: Vec<f64> = sign.collect();
            let required = (edges.most_steps() <= ALL_STEPS)
                .then(|| Requirements::new(&edges, &sign, -REL, None));
            Roads { edges, required, sign }
        })
    }
}
