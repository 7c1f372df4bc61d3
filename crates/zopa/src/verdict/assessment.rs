//! Everything a verdict is read from, for one set of premises: the ground, the deviations, the no-deal
//! values and, where somebody asks, the roads.

use crate::deal::Space;
use crate::game::Memory;
use crate::model::{Changes, Env, Fault, Model, Views};
use crate::num::tolerance::REL;
use crate::road::{Deviations, Ground};
use std::sync::{Arc, OnceLock};

use super::reachable::Roads;

/// A model at one set of premises, ready to be asked about deals.
#[derive(Debug)]
pub struct Assessment<'m> {
    /// The model.
    pub model: &'m Model,
    /// The premises as everybody holds them.
    pub views: Views,
    /// Values, rules and collapses of all standings.
    pub ground: Arc<Ground>,
    /// What participants can do instead of keeping to a plan.
    pub deviations: Arc<Deviations>,
    /// No-deal value of each party.
    pub no_deal: Vec<f64>,
    /// Lowest value that each audience swallows.
    pub needs: Vec<f64>,
    /// The parties that sign.
    pub signers: Vec<usize>,
    pub(super) roads: OnceLock<Roads>,
    /// Issues that move audiences only, once somebody asks.
    pub(super) labels: OnceLock<Vec<usize>>,
}

impl<'m> Assessment<'m> {
    /// The model at its central premises after `changes`; options in `ban` are not on offer.
    ///
    /// # Errors
    /// The first [`Fault`] met.
    pub fn new(model: &'m Model, changes: &Changes, ban: &[(usize, usize)]) -> Result<Self, Fault> {
        Self::with_views(model, model.views(changes)?, ban, &Arc::default())
    }

    /// The model at given premises; assessments that share a `memory` solve equal no-deal games once.
    ///
    /// # Errors
    /// The first [`Fault`] met.
    pub fn with_views(
        model: &'m Model,
        views: Views,
        ban: &[(usize, usize)],
        memory: &Arc<Memory>,
    ) -> Result<Self, Fault> {
        let ground = Arc::new(Ground::new(model, &views, ban, memory)?);
        let deviations = Arc::new(Deviations::new(model, Arc::clone(&ground)));
        let no_deal = (0..model.parties.len()).map(|party| ground.no_deal(party)).collect();
        let needs = (0..model.audiences.len())
            .map(|audience| needs(model, &views, &ground, audience))
            .collect::<Result<Vec<f64>, Fault>>()?;
        let signers = model.signers().collect();
        Ok(Self {
            model,
            views,
            ground,
            deviations,
            no_deal,
            needs,
            signers,
            roads: OnceLock::new(),
            labels: OnceLock::new(),
        })
    }

    /// The space of standings.
    #[must_use]
    pub fn space(&self) -> &Space {
        &self.ground.space
    }

    /// Value of a standing to an actor in its own view.
    #[must_use]
    pub fn value(&self, standing: usize, actor: usize) -> f64 {
        self.ground.worth.own(actor)[standing]
    }

    /// The actor's spread: largest minus smallest value over all deals, 1 where that is 0.
    #[must_use]
    pub fn spread(&self, actor: usize) -> f64 {
        self.ground.worth.spread(actor)
    }

    /// Whether a margin of the actor's passes: at least 0 within the tolerance.
    #[must_use]
    pub fn passes(&self, actor: usize, margin: f64) -> bool {
        margin >= -REL * self.spread(actor)
    }

    /// Whether a margin of the actor's is 0 within the tolerance.
    #[must_use]
    pub fn knife_edge(&self, actor: usize, margin: f64) -> bool {
        margin.abs() <= REL * self.spread(actor)
    }

    /// The number among the participants of a party that is one.
    #[must_use]
    pub fn participant(&self, party: usize) -> Option<usize> {
        self.deviations.owns.iter().position(|own| own.party == party)
    }
}

fn needs(model: &Model, views: &Views, ground: &Ground, audience: usize) -> Result<f64, Fault> {
    let actor = model.parties.len() + audience;
    match &model.audiences[audience].needs {
        None => Ok(ground.worth.own(actor)[ground.today]),
        Some(program) => {
            let premises = &views.distinct[views.of_actor[actor]];
            program.eval(Env { premises, standing: &[], blamed: None })
        }
    }
}
