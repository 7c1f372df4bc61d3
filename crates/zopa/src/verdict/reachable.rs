//! The third test: a road of steps leads from today to the deal that nobody gains by leaving.
//!
//! What roads ask of every deal is computed once for all deals ([`Requirements`]). Where the graph of steps
//! is too large for that, single deals are tested by searches with a limit, and the answer says so.
//!
//! Each search has a limit, and so has the sum of all searches for one purpose (the deals of a list, those
//! of a claim): what the sum leaves is shared evenly among those that are not done, so the answer does not
//! depend on the order in which threads take them.

use super::assessment::Assessment;
use crate::num::tolerance::REL;
use crate::road::safest::{Found, Road, Search, Searched};
use crate::road::{Edges, Requirements};
use rayon::prelude::*;
use std::sync::{Arc, OnceLock};

/// Up to so many steps the requirements of all deals are computed.
const ALL_STEPS: f64 = 2e8;
/// Most steps that one search may look at.
pub(super) const SEARCHED_STEPS: usize = 10_000_000;
/// Most steps that the searches for one purpose may look at together.
pub(super) const TOGETHER: usize = 1_000_000_000;
/// Searches that are limited together begin with so many steps each, and those that are not done are
/// repeated with so many times more.
const FIRST_STEPS: usize = 20_000;
const LONGER: usize = 4;

/// The steps that roads take and what they ask.
#[derive(Debug)]
pub(super) struct Roads {
    edges: Edges,
    /// Of all deals, once somebody asks; `None` where the graph is too large.
    required: OnceLock<Option<Requirements>>,
    /// Relative no-deal value of each participant that signs, minus infinity for the others.
    sign: Vec<f64>,
}

impl Assessment<'_> {
    /// Whether a safe road leads to the deal, supposing it is then kept; always so where it is enforced.
    /// `None` where a limit was reached before that was clear.
    #[must_use]
    pub fn reachable(&self, deal: usize) -> Option<bool> {
        self.reachable_within(deal, &mut { SEARCHED_STEPS })
    }

    /// The same where only `left` more steps may be looked at; those that were are taken off it.
    pub(super) fn reachable_within(&self, deal: usize, left: &mut usize) -> Option<bool> {
        if self.model.enforced || deal == self.ground.today {
            return Some(true);
        }
        let roads = self.roads();
        if let Some(required) = roads.required() {
            return Some(required.reaches(&roads.edges, deal));
        }
        let limit = SEARCHED_STEPS.min(*left);
        let Searched { found, looked_at } = Search { limit, ..self.search() }.any(deal, -REL);
        *left -= looked_at.min(*left);
        match found {
            Found::Road(_) => Some(true),
            Found::None => Some(false),
            Found::Limited(_) => None,
        }
    }

    /// The same for one of few deals: by a search for its road, and only where that takes long by what
    /// roads to all deals ask.
    pub(super) fn reachable_alone(&self, deal: usize) -> Option<bool> {
        if self.model.enforced || deal == self.ground.today {
            return Some(true);
        }
        let search = Search { limit: FIRST_STEPS, ..self.search() };
        match search.any(deal, -REL).found {
            Found::Road(_) => Some(true),
            Found::None => Some(false),
            Found::Limited(_) => self.reachable(deal),
        }
    }

    /// Whether every deal can be tested, rather than single ones with a limit.
    #[must_use]
    pub fn tests_all_roads(&self) -> bool {
        self.model.enforced || self.roads().required().is_some()
    }

    /// The safest road to a deal, with the fewest steps among the equally safe; its margin may be
    /// negative.
    #[must_use]
    pub fn safest_road(&self, deal: usize) -> Found {
        self.find(deal, SEARCHED_STEPS, |search| search.safest_and_shortest(deal)).found
    }

    /// The largest margin by which every condition of some road to the deal holds.
    #[must_use]
    pub fn road_margin(&self, deal: usize) -> Found {
        self.find(deal, SEARCHED_STEPS, |search| search.safest(deal)).found
    }

    /// The same for many deals, by searches that look at `left` steps together at most.
    pub(super) fn road_margins(&self, deals: &[usize], mut left: usize) -> Vec<Found> {
        let mut margins = vec![Found::Limited(None); deals.len()];
        let mut open: Vec<usize> = (0..deals.len()).collect();
        let mut tried = 0;
        while !open.is_empty() {
            let more = FIRST_STEPS.max(tried * LONGER);
            let limit = more.min(SEARCHED_STEPS).min(left / open.len());
            if limit <= tried {
                break;
            }
            let search = |&k: &usize| {
                let deal = deals[k];
                self.find(deal, limit, |search| search.safest(deal))
            };
            let searched: Vec<Searched> = open.par_iter().map(search).collect();
            let mut unfinished = Vec::new();
            for (k, Searched { found, looked_at }) in open.into_iter().zip(searched) {
                left -= looked_at.min(left);
                if matches!(found, Found::Limited(_)) {
                    unfinished.push(k);
                }
                margins[k] = found;
            }
            (open, tried) = (unfinished, limit);
        }
        margins
    }

    fn find(&self, deal: usize, limit: usize, run: impl Fn(Search<'_>) -> Searched) -> Searched {
        if deal == self.ground.today {
            let found = Found::Road(Road { stops: Vec::new(), margin: 1.0 });
            return Searched { found, looked_at: 0 };
        }
        let roads = self.roads();
        let search = Search { limit, ..self.search() };
        let safe = roads.required().filter(|safe| safe.reaches(&roads.edges, deal));
        if safe.is_some() {
            let searched = run(Search { required: safe, least: -REL, ..search });
            // A road that has the margin by the tolerance alone may be lost to rounding.
            if searched.found != Found::None {
                return searched;
            }
        }
        run(search)
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
            Roads { edges, required: OnceLock::new(), sign: sign.collect() }
        })
    }
}

impl Roads {
    fn required(&self) -> Option<&Requirements> {
        let required = self.required.get_or_init(|| {
            (self.edges.most_steps() <= ALL_STEPS)
                .then(|| Requirements::new(&self.edges, &self.sign, -REL, None))
        });
        required.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Changes;

    #[test]
    fn searches_that_are_limited_together_find_the_same_or_say_that_they_were_ended() {
        let text = "title = \"t\"\nbreakdown = 0\n[parties.a]\n[parties.b]\n\
                    [issues.x]\nby = \"a\"\nrange = { from = 0, to = 5, step = 1 }\nundo = \"9 periods\"\n\
                    [issues.y]\nby = \"b\"\nrange = { from = 0, to = 5, step = 1 }\nundo = \"9 periods\"\n\
                    [values.a]\nx = \"-x\"\ny = \"3 * y\"\n[values.b]\nx = \"3 * x\"\ny = \"-y\"\n";
        let model = crate::load(text).0.unwrap();
        let assessment = Assessment::new(&model, &Changes::default(), &[]).unwrap();
        let deals: Vec<usize> = (0..assessment.space().count()).collect();
        let single: Vec<Found> = deals.iter().map(|&deal| assessment.road_margin(deal)).collect();
        assert_eq!(assessment.road_margins(&deals, TOGETHER), single);
        let ended = |found: &&Found| matches!(found, Found::Limited(_));
        let mut before = deals.len();
        for together in [36 * 5, 36 * 50, 36 * 500] {
            let found = assessment.road_margins(&deals, together);
            for (found, single) in found.iter().zip(&single) {
                assert!(ended(&found) || found == single, "{found:?} {single:?}");
            }
            let left = found.iter().filter(ended).count();
            assert!(left < before, "{left} of {before} with {together} steps");
            before = left;
        }
    }
}
