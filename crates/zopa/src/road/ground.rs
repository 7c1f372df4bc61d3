//! What roads and tests stand on: the deal space, its rules, all values and all collapses, for one set of
//! premises.

use super::collapse::Collapse;
use crate::deal::{Rules, Space, Worth};
use crate::game::{Memory, NoDealGame};
use crate::model::{Env, Fault, FaultKind, Model, Views};
use std::sync::Arc;

/// Everything about the standings that does not look at plans yet.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The standings.
    pub space: Space,
    /// Which are deals, which are possible.
    pub rules: Rules,
    /// What they are worth.
    pub worth: Worth,
    /// What the end of talks is worth at each.
    pub collapse: Collapse,
    /// Each party's discount factor per period, in its own view.
    pub patience: Vec<f64>,
    /// The view of each actor, an index into [`Views::distinct`].
    pub of_actor: Vec<usize>,
    /// Today's standing.
    pub today: usize,
}

impl Ground {
    /// Computes it all for the premises as `views` holds them; options in `ban` (issue, option) are not
    /// on offer.
    ///
    /// # Errors
    /// The first [`Fault`] met.
    pub fn new(
        model: &Model,
        views: &Views,
        ban: &[(usize, usize)],
        memory: &Arc<Memory>,
    ) -> Result<Self, Fault> {
        let space = Space::new(model.issues.iter().map(|issue| issue.options.len()).collect());
        let rules = Rules::new(model, views, &space, ban)?;
        let worth = Worth::new(model, views, &space, &rules.allowed)?;
        let patience = (0..model.parties.len())
            .map(|party| patience(model, views, party))
            .collect::<Result<Vec<f64>, Fault>>()?;
        let collapse = {
            let game = NoDealGame::with_memory(model, views, Arc::clone(memory));
            Collapse::new(model, game, (views, &space, &worth), &patience)?
        };
        let today = space.index(&model.today());
        let of_actor = views.of_actor.clone();
        Ok(Self { space, rules, worth, collapse, patience, of_actor, today })
    }

    /// The party's no-deal value: what it expects when talks end at today's standing, nobody to blame.
    #[must_use]
    pub fn no_deal(&self, party: usize) -> f64 {
        self.collapse.value(self.of_actor[party], None, party, self.today)
    }
}

fn patience(model: &Model, views: &Views, party: usize) -> Result<f64, Fault> {
    let program = &model.parties[party].patience;
    let premises = &views.distinct[views.of_actor[party]];
    let delta = program.eval(Env { premises, standing: &[], blamed: None })?;
    if delta > 0.0 && delta < 1.0 {
        return Ok(delta);
    }
    Err(Fault {
        kind: FaultKind::PatienceRange(delta),
        span: model.parties[party].patience_span.clone(),
        what: format!("patience of `{}`", model.parties[party].key),
    })
}
