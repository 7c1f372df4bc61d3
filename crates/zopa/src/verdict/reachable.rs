//! The third test: a road of steps leads from today to the deal that nobody gains by leaving.
//!
//! What roads ask of every deal is computed once for all deals ([`Requirements`]). Where the graph of steps
//! is too large for that, single deals are tested by searches with a limit, and the answer says so.

use super::assessment::Assessment;
use crate::num::tolerance::REL;
use crate::road::safest::{Found, Road, Search};
use crate::road::{Edges, Requirements};
use std::sync::{Arc, OnceLock};

/// Up to so many steps the requirements of all deals are computed.
const ALL_STEPS: f64 = 2e8;
/// Most steps that one search may look at.
const SEARCHED_STEPS: usize = 3_000_000;
/// Margins at which small graphs are looked at as a whole, to know about where each deal's own lies.
const LEVELS: [f64; 12] = [-1.6, -0.8, -0.4, -0.2, -0.1, -0.05, -REL, 0.05, 0.1, 0.2, 0.4, 0.8];
/// The level of safe roads.
const SAFE: usize = 6;

/// The steps that roads take and what they ask, computed when the first deal is tested.
#[derive(Debug)]
pub(super) struct Roads {
    edges: Edges,
    /// `None` where the graph is too large.
    required: Option<Requirements>,
    /// Relative no-deal value of each participant that signs, minus infinity for the others.
    sign: Vec<f64>,
    /// What roads with each of [`LEVELS`] ask.
    levels: [OnceLock<Requirements>; LEVELS.len()],
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
        let search = self.search();
        if let Some((level, required)) = self.known(deal) {
            let beyond = LEVELS.get(level + 1).copied().filter(|_| self.levelled());
            let found = run(Search {
                required: Some(required),
                least: LEVELS[level],
                beyond: beyond.unwrap_or(f64::INFINITY),
                ..search
            });
            // A road that has the margin by the tolerance alone may be lost to rounding.
            if found != Found::None {
                return found;
            }
        }
        run(search)
    }

    /// The highest level of margin that some road to the deal is known to have, and what such roads ask.
    fn known(&self, deal: usize) -> Option<(usize, &Requirements)> {
        let roads = self.roads();
        let reaches = |level: usize| {
            let required = if level == SAFE { roads.required.as_ref() } else { self.level(level) };
            required.filter(|required| required.reaches(&roads.edges, deal))
        };
        match reaches(SAFE) {
            Some(safe) => {
                let higher = (SAFE + 1..LEVELS.len()).map_while(|k| Some((k, reaches(k)?)));
                Some(higher.last().unwrap_or((SAFE, safe)))
            }
            None => (0..SAFE).rev().find_map(|k| Some((k, reaches(k)?))),
        }
    }

    /// Whether the graph is small enough to look at all levels.
    fn levelled(&self) -> bool {
        self.roads().edges.are_kept()
    }

    /// What roads ask on which every condition holds by a level; computed when first asked for.
    fn level(&self, level: usize) -> Option<&Requirements> {
        let roads = self.roads();
        let ask = || Requirements::new(&roads.edges, &roads.sign, LEVELS[level]);
        self.levelled().then(|| roads.levels[level].get_or_init(ask))
    }

    /// A search that knows nothing yet.
    fn search(&self) -> Search<'_> {
        let roads = self.roads();
        Search {
            edges: &roads.edges,
            sign: &roads.sign,
            required: None,
            least: f64::NEG_INFINITY,
            beyond: f64::INFINITY,
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
            let required =
                (edges.most_steps() <= ALL_STEPS).then(|| Requirements::new(&edges, &sign, -REL));
            let levels = LEVELS.map(|_| OnceLock::new());
            Roads { edges, required, sign, levels }
        })
    }
}
