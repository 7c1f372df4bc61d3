//! Deals and roads in the user's names, as the answer shows them.

use super::answer::{ByActor, Deal, JudgedDeal, Link, Mark, Passes, Step, Weakest};
use super::assessment::Assessment;
use super::reachable::TOGETHER;
use super::steps::StepNumbers;
use super::survey::Survey;
use crate::num::tolerance::REL;
use crate::road::safest::Found;
use indexmap::IndexMap;
use rayon::prelude::*;

/// How a deal stands among the others.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// All attainable deals.
    pub survey: &'a Survey,
    /// The efficient ones, ascending.
    pub efficient: &'a [usize],
}

/// A road's part of a judged deal.
struct Way {
    reachable: Option<Option<f64>>,
    weakest: Option<Link>,
    road: Option<Vec<Step>>,
}

impl Assessment<'_> {
    /// The options of a standing by name.
    #[must_use]
    pub fn deal(&self, standing: usize) -> Deal {
        let named = self.model.issues.iter().enumerate();
        named
            .map(|(issue, named)| {
                let option = self.space().option(standing, issue);
                (named.key.clone(), named.options[option].key.clone())
            })
            .collect()
    }

    /// Something per actor, by key.
    pub(super) fn by_actor<T>(
        &self,
        actors: impl IntoIterator<Item = usize>,
        of: impl Fn(usize) -> T,
    ) -> ByActor<T> {
        let key = |actor: usize| self.model.actor_key(actor).to_owned();
        actors.into_iter().map(|actor| (key(actor), of(actor))).collect()
    }

    /// Value of a standing to every actor.
    #[must_use]
    pub fn values(&self, standing: usize) -> ByActor<f64> {
        self.by_actor(0..self.model.actors(), |actor| self.value(standing, actor))
    }

    /// The deal with its tests; with its safest road where `with_road`.
    #[must_use]
    pub fn judged(&self, deal: usize, among: Standing<'_>, with_road: bool) -> JudgedDeal {
        if self.model.enforced {
            return self.judged_by(deal, among, Found::None, false);
        }
        if with_road && self.reachable(deal) == Some(true) {
            return self.judged_by(deal, among, self.safest_road(deal), true);
        }
        self.judged_by(deal, among, self.road_margin(deal), false)
    }

    /// The deals with their tests, without their roads.
    #[must_use]
    pub fn judged_all(&self, deals: &[usize], among: Standing<'_>) -> Vec<JudgedDeal> {
        let found = match self.model.enforced {
            true => vec![Found::None; deals.len()],
            false => self.road_margins(deals, TOGETHER),
        };
        let judged = deals.par_iter().zip(found);
        judged.map(|(&deal, found)| self.judged_by(deal, among, found, false)).collect()
    }

    /// The deal with its tests, given the safest road that was found.
    fn judged_by(
        &self,
        deal: usize,
        among: Standing<'_>,
        found: Found,
        with_road: bool,
    ) -> JudgedDeal {
        let parties = self.model.parties.len();
        let acceptable =
            self.by_actor(self.signers.iter().copied(), |p| self.acceptable_margin(deal, p));
        let ratifiable = self.by_actor(parties..self.model.actors(), |actor| {
            self.ratifiable_margin(deal, actor - parties)
        });
        let mut holding = IndexMap::new();
        let mut holding_seen_by = IndexMap::new();
        let owns = if self.model.enforced { &[][..] } else { &self.deviations.owns };
        for (k, own) in owns.iter().enumerate() {
            let (margin, viewer) = self.holding_margin(deal, k);
            let key = &self.model.parties[own.party].key;
            holding.insert(key.clone(), margin);
            if viewer != k {
                let viewer = self.deviations.owns[viewer].party;
                holding_seen_by.insert(key.clone(), self.model.parties[viewer].key.clone());
            }
        }
        let passes = Passes {
            acceptable: self.acceptable(deal),
            ratifiable: self.ratifiable(deal),
            reachable: self.reaches(deal, &found),
            holding: self.holding(deal),
        };
        let way = self.way(found, with_road);
        let weakest = Weakest {
            acceptable: self.weakest_acceptable(deal),
            ratifiable: self.weakest_ratifiable(deal),
            reachable: way.weakest,
            holding: self.weakest_holding(deal),
        };
        JudgedDeal {
            deal: self.deal(deal),
            values: self.values(deal),
            acceptable,
            ratifiable,
            reachable: way.reachable,
            holding,
            holding_seen_by,
            passes,
            attainable: among.survey.is_attainable(deal) || passes.all(),
            efficient: among.efficient.binary_search(&deal).is_ok(),
            marks: self.marks(deal, &weakest),
            weakest,
            road: way.road,
        }
    }

    /// Whether a safe road leads to the deal, given the safest one that was found.
    fn reaches(&self, deal: usize, found: &Found) -> Option<bool> {
        if self.tests_all_roads() {
            return self.reachable(deal);
        }
        match found {
            Found::Road(road) => Some(road.margin >= -REL),
            Found::None => Some(false),
            Found::Limited(road) => {
                road.as_ref().is_some_and(|road| road.margin >= -REL).then_some(true)
            }
        }
    }

    fn way(&self, found: Found, with_road: bool) -> Way {
        let nothing = Way { reachable: Some(None), weakest: None, road: None };
        let (road, exact) = match found {
            Found::Road(road) => (road, true),
            Found::None => return nothing,
            Found::Limited(Some(road)) => (road, false),
            Found::Limited(None) => return Way { reachable: None, ..nothing },
        };
        let steps = self.steps(&road.stops);
        let weakest = Self::tightest(&steps).map(|(t, k, incentive)| {
            let party = self.deviations.owns[k].party;
            let relative = incentive.tightest.1;
            let because = self.step_words(k, &incentive, steps[t].to);
            Link {
                actor: self.model.parties[party].key.clone(),
                margin: relative * self.spread(party),
                relative,
                knife_edge: self.knife_edge(party, relative * self.spread(party)),
                because: format!("step {} of {}: {because}", t + 1, steps.len()),
            }
        });
        let named = with_road.then(|| {
            let exchangeable = self.exchangeable(&road.stops).into_iter();
            let steps = self.named_steps(&steps).into_iter().zip(exchangeable);
            steps.map(|(step, exchangeable)| Step { exchangeable, ..step }).collect()
        });
        Way { reachable: exact.then_some(Some(road.margin)), weakest, road: named }
    }

    /// The steps of a road in names.
    pub(super) fn named_steps(&self, steps: &[StepNumbers]) -> Vec<Step> {
        steps.iter().map(|step| self.named_step(step)).collect()
    }

    fn named_step(&self, step: &StepNumbers) -> Step {
        let space = self.space();
        let mut moves: ByActor<Deal> = IndexMap::new();
        for (issue, named) in self.model.issues.iter().enumerate() {
            let option = space.option(step.to, issue);
            if option != space.option(step.from, issue) {
                let owner = self.model.parties[named.by].key.clone();
                let option = named.options[option].key.clone();
                moves.entry(owner).or_default().insert(named.key.clone(), option);
            }
        }
        let owns = self.deviations.owns.iter().zip(&step.participants);
        let participants = owns.enumerate().map(|(k, (own, incentive))| (k, own.party, incentive));
        let mut named = Step {
            standing: self.deal(step.to),
            moves,
            exchangeable: None,
            periods: step.periods,
            continuation: IndexMap::new(),
            deviation: IndexMap::new(),
            cheat: IndexMap::new(),
            temptation: IndexMap::new(),
            bond: IndexMap::new(),
            margin: IndexMap::new(),
        };
        for (k, party, incentive) in participants {
            let key = self.model.parties[party].key.clone();
            named.continuation.insert(key.clone(), incentive.continuation);
            named.deviation.insert(key.clone(), incentive.deviation.value());
            named.margin.insert(key.clone(), incentive.tightest.1);
            if let Some(cheat) = incentive.deviation.cheat {
                let (temptation, bond) =
                    self.deviations.stakes(k, incentive.continuation, &cheat, step.to);
                named.cheat.insert(key.clone(), self.cheat_words(&cheat, step.to));
                named.temptation.insert(key.clone(), temptation);
                named.bond.insert(key, bond);
            }
        }
        named
    }

    /// What is said of a deal that a reader must know.
    fn marks(&self, deal: usize, weakest: &Weakest) -> Vec<Mark> {
        let mut marks = Vec::new();
        let links = [
            ("acceptable", &weakest.acceptable),
            ("ratifiable", &weakest.ratifiable),
            ("reachable", &weakest.reachable),
            ("holding", &weakest.holding),
        ];
        for (test, link) in links {
            if let Some(link) = link.as_ref().filter(|link| link.knife_edge) {
                marks.push(Mark::KnifeEdge { test: test.to_owned(), actor: link.actor.clone() });
            }
        }
        let key = |party: usize| self.model.parties[party].key.clone();
        marks.extend(self.idle(deal).into_iter().map(|p| Mark::OneSided { party: key(p) }));
        marks.extend(self.needed_labels(deal).into_iter().map(|issue| {
            let named = &self.model.issues[issue];
            let option = self.space().option(deal, issue);
            let (issue, option) = (named.key.clone(), named.options[option].key.clone());
            Mark::OnlyLabelled { issue, option }
        }));
        if !self.model.enforced {
            let kept_honest = (0..self.deviations.owns.len()).filter(|&k| self.bluffed(k, deal));
            marks
                .extend(kept_honest.map(|k| Mark::ThreatNotCredible {
                    party: key(self.deviations.owns[k].party),
                }));
        }
        if deal != self.ground.today && self.better_than_today(deal) {
            marks.push(Mark::BetterThanToday);
        }
        marks
    }

    /// Whether some breach of participant number `k` would pay if it were tolerated, and every other
    /// participant would rather tolerate it than carry out the collapse.
    fn bluffed(&self, k: usize, deal: usize) -> bool {
        let party = self.deviations.owns[k].party;
        let pays = |y: usize| {
            let gain = self.value(y, party) - self.value(deal, party);
            gain > 0.0 && !self.knife_edge(party, gain)
        };
        let tolerated = |y: usize| {
            self.deviations.owns.iter().enumerate().filter(|(j, _)| *j != k).all(|(j, other)| {
                let view = self.deviations.own_view(j);
                let collapse = self.ground.collapse.value(view, Some(party), other.party, y);
                self.passes(other.party, self.value(y, other.party) - collapse)
            })
        };
        self.deviations.breaches(k, deal).into_iter().any(|y| pays(y) && tolerated(y))
    }

    fn weakest_acceptable(&self, deal: usize) -> Option<Link> {
        let margins = self.signers.iter().map(|&p| (p, self.acceptable_margin(deal, p)));
        let (party, margin) = self.least(margins)?;
        Some(self.link(party, margin, self.acceptable_words(deal, party)))
    }

    fn weakest_ratifiable(&self, deal: usize) -> Option<Link> {
        let parties = self.model.parties.len();
        let margins = (0..self.needs.len()).map(|a| (parties + a, self.ratifiable_margin(deal, a)));
        let (actor, margin) = self.least(margins)?;
        Some(self.link(actor, margin, self.ratifiable_words(deal, actor - parties)))
    }

    fn weakest_holding(&self, deal: usize) -> Option<Link> {
        if self.model.enforced {
            return None;
        }
        let owns = self.deviations.owns.iter().enumerate();
        let margins = owns.map(|(k, own)| (own.party, self.holding_margin(deal, k).0));
        let (party, margin) = self.least(margins)?;
        let k = self.participant(party)?;
        let viewer = self.holding_margin(deal, k).1;
        Some(self.link(party, margin, self.holding_words(deal, k, viewer)))
    }

    /// The actor with the least relative margin, the first of those equal within the tolerance (rounding,
    /// and with it the units of the values, must not decide who is named).
    fn least(&self, margins: impl Iterator<Item = (usize, f64)>) -> Option<(usize, f64)> {
        margins.reduce(|least, next| {
            let [a, b] = [least, next].map(|(actor, margin)| margin / self.spread(actor));
            if b < a - REL { next } else { least }
        })
    }

    fn link(&self, actor: usize, margin: f64, because: String) -> Link {
        Link {
            actor: self.model.actor_key(actor).to_owned(),
            margin,
            relative: margin / self.spread(actor),
            knife_edge: self.knife_edge(actor, margin),
            because,
        }
    }
}
