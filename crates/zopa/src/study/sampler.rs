//! Draws, and the verdict on each.

use super::design::{Coordinate, Design};
use super::plan::Plan;
use super::table::Table;
use crate::model::{Changes, Fault, Held, Model, Views};
use crate::verdict::drawn::{self, Drawn, Suppositions};
use rayon::prelude::*;
use std::ops::Range;

/// Draws judged between two looks at the clock.
const BLOCK: u64 = 256;

/// A model with its draws.
#[derive(Clone, Debug)]
pub struct Sampler<'a> {
    /// The model.
    pub model: &'a Model,
    /// What is drawn.
    pub design: Design<'a>,
    /// How many draws, and which.
    pub plan: Plan,
    suppositions: &'a Suppositions,
    held: Vec<Held<'a>>,
}

impl<'a> Sampler<'a> {
    /// The draws of a plan; `suppositions` are those of the model.
    #[must_use]
    pub fn new(model: &'a Model, suppositions: &'a Suppositions, plan: Plan) -> Self {
        let changes = suppositions.changes();
        let held = changes.iter().map(|changes| model.held(changes)).collect();
        let design = Design::new(model, changes, &plan);
        Self { model, design, plan, suppositions, held }
    }

    /// What is held under the plain supposition.
    #[must_use]
    pub fn held(&self) -> &Held<'a> {
        &self.held[0]
    }

    /// The changes of premises under the plain supposition.
    #[must_use]
    pub fn changes(&self) -> &'a Changes {
        &self.suppositions.changes()[0]
    }

    /// What a coordinate's holder holds in these views.
    #[must_use]
    pub fn held_by(&self, views: &Views, coordinate: &Coordinate) -> f64 {
        let view = coordinate.actor.map_or(views.nobody, |actor| views.of_actor[actor]);
        views.distinct[view][coordinate.premise]
    }

    /// The verdict on a draw; claims are judged in the first [`Plan::claims`].
    ///
    /// # Errors
    /// The first [`Fault`] at the draw's premises.
    pub fn judge(&self, draw: u64) -> Result<Drawn, Fault> {
        self.judge_at(&self.design.numbers(draw), draw < self.plan.claims)
    }

    /// The verdict where the coordinates are at these numbers between 0 and 1, correlated already; NaN stands for
    /// a coordinate's central value.
    ///
    /// # Errors
    /// The first [`Fault`] there.
    pub fn judge_at(&self, numbers: &[f64], with_claims: bool) -> Result<Drawn, Fault> {
        let views = |held| self.design.views(held, numbers);
        let plain = views(self.held())?;
        let others: Option<Vec<Result<Views, Fault>>> =
            with_claims.then(|| self.held.iter().skip(1).map(views).collect());
        drawn::judge(self.model, self.suppositions, plain, others)
    }

    /// The verdict at the central premises, claims included.
    ///
    /// # Errors
    /// The first [`Fault`] there.
    pub fn central(&self) -> Result<Drawn, Fault> {
        self.central_without(&[])
    }

    /// The verdict at the central premises without some precedents (premise and place), claims included.
    ///
    /// # Errors
    /// The first [`Fault`] there.
    pub fn central_without(&self, precedents: &[(usize, usize)]) -> Result<Drawn, Fault> {
        let mut views = self.suppositions.changes().iter().map(|changes| {
            let mut changes = changes.clone();
            changes.without.extend_from_slice(precedents);
            self.model.views(&changes)
        });
        let plain = views.next().unwrap_or_else(|| self.model.views(&Changes::default()))?;
        drawn::judge(self.model, self.suppositions, plain, Some(views.collect()))
    }

    /// The verdicts on a range of draws, in parallel. `go_on` is told how many are done and may end it.
    ///
    /// Where nothing is uncertain all draws are one, and it is judged once.
    pub fn table(&self, draws: Range<u64>, go_on: &(dyn Fn(u64) -> bool + Sync)) -> Table {
        let mut table = Table::new(self.model, self.model.listed(), draws.start);
        let mut next = draws.start;
        while next < draws.end && go_on(next - draws.start) {
            let end = draws.end.min(next + BLOCK);
            let judged: Vec<Result<Drawn, Fault>> = if self.design.coordinates.is_empty() {
                let with_claims = next < self.plan.claims;
                let one = self.judge_at(&[], with_claims);
                (next..end).map(|_| one.clone()).collect()
            } else {
                (next..end).into_par_iter().map(|draw| self.judge(draw)).collect()
            };
            judged.iter().for_each(|drawn| table.push(drawn));
            next = end;
        }
        table
    }
}
