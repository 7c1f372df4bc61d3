//! What the end of talks is worth: W_i(y, j).
//!
//! When talks collapse while y stands, issues that can be undone at once go back to today's option, those
//! that take N periods follow after N periods, the others stay. The value is the discounted flow of the
//! standings passed through; in each the no-deal game is played with chance q (`breakdown`), else life
//! goes on with what is left.
//!
//! W depends on y only through the issues that are not undone at once, so it is tabulated over those:
//! O(parts x views x blames) solutions of the no-deal game, most of them found in its cache.

use crate::deal::{Space, Worth};
use crate::game::NoDealGame;
use crate::model::{Env, Fault, FaultKind, Model, NoDeal, Program, Undo, Views};
use crate::num::discount;

/// Values of a collapse, for every standing, view, blame and party.
#[derive(Clone, Debug)]
pub struct Collapse {
    parties: usize,
    /// The part of each standing that a collapse does not undo at once.
    parts: Vec<u32>,
    /// Which table holds the values of a blame (nobody first, then each party).
    blame_slot: Vec<usize>,
    slots: usize,
    /// Per view and slot: values by part, then party. Empty for views that no party holds.
    tables: Vec<Vec<f64>>,
    stopped_at: Option<f64>,
}

/// The issues that a collapse does not undo at once, and how long each takes.
struct Sticky {
    issues: Vec<usize>,
    inner: Space,
    /// Today's option of each.
    now: Vec<usize>,
    /// Periods until it is undone; infinite where never.
    undone_after: Vec<f64>,
    /// The different finite times, ascending.
    times: Vec<f64>,
}

impl Collapse {
    /// Values every collapse, with `game` to solve the no-deal games; `patience` is each party's discount factor.
    ///
    /// # Errors
    /// The first [`Fault`] of the game, a value or the breakdown chance.
    pub fn new(
        model: &Model,
        mut game: NoDealGame<'_>,
        parts: (&Views, &Space, &Worth),
        patience: &[f64],
    ) -> Result<Self, Fault> {
        let (views, space, worth) = parts;
        let parties = model.parties.len();
        let sticky = Sticky::new(model, space);
        let blame_slot = blame_slots(model);
        let slots = blame_slot.iter().max().map_or(1, |most| most + 1);
        let mut tables = vec![Vec::new(); views.distinct.len() * slots];
        let mut seen: Vec<usize> = (0..parties).map(|p| views.of_actor[p]).collect();
        seen.sort_unstable();
        seen.dedup();
        for &view in &seen {
            for slot in 0..slots {
                let blamed = blame_slot.iter().position(|&s| s == slot).unwrap_or(0).checked_sub(1);
                let flows = Flows { model, views, space, worth, view, blamed };
                let flows = flows.tabulate(&sticky, &mut game)?;
                tables[view * slots + slot] = sticky.discounted(&flows, patience);
            }
        }
        let parts = space.parts(&sticky.issues, &sticky.inner);
        let stopped_at = game.stopped_at();
        Ok(Self { parties, parts, blame_slot, slots, tables, stopped_at })
    }

    /// The least precision at which the quantal response of some no-deal game had to stop; `None` where
    /// every game was solved as asked.
    #[must_use]
    pub fn stopped_at(&self) -> Option<f64> {
        self.stopped_at
    }

    /// W of `party` when talks collapse at `standing` and `blamed` is to blame, as `view` sees it.
    #[must_use]
    pub fn value(&self, view: usize, blamed: Option<usize>, party: usize, standing: usize) -> f64 {
        let slot = self.blame_slot[blamed.map_or(0, |party| party + 1)];
        self.tables[view * self.slots + slot][self.parts[standing] as usize * self.parties + party]
    }
}

/// Parties whose blame nothing mentions share nobody's table.
fn blame_slots(model: &Model) -> Vec<usize> {
    let mut mentioned = vec![false; model.parties.len()];
    let mut mention = |program: &Program| {
        for &party in program.blames() {
            mentioned[party] = true;
        }
    };
    mention(&model.breakdown);
    match &model.nodeal {
        NoDeal::Standing => {}
        NoDeal::Values(values) => values.iter().for_each(mention),
        NoDeal::Game(game) => game.programs().for_each(mention),
    }
    let mut slots = vec![0];
    let mut next = 0;
    for mentioned in mentioned {
        next += usize::from(mentioned);
        slots.push(if mentioned { next } else { 0 });
    }
    slots
}

/// The value per period of the standings of a collapse.
struct Flows<'a> {
    model: &'a Model,
    views: &'a Views,
    space: &'a Space,
    worth: &'a Worth,
    view: usize,
    blamed: Option<usize>,
}

impl Flows<'_> {
    /// q G + (1 - q) u by sticky part, then party.
    fn tabulate(&self, sticky: &Sticky, game: &mut NoDealGame<'_>) -> Result<Vec<f64>, Fault> {
        let parties = self.model.parties.len();
        let mut flows = Vec::with_capacity(sticky.inner.count() * parties);
        let mut standing = self.model.today();
        for part in 0..sticky.inner.count() {
            for (k, &issue) in sticky.issues.iter().enumerate() {
                standing[issue] = sticky.inner.option(part, k);
            }
            let q = self.breakdown(&standing)?;
            let values = game.values(&standing, self.blamed, self.view)?;
            let index = self.space.index(&standing);
            for (party, value) in values.iter().enumerate() {
                let stays = self.worth.seen(self.view, party)[index];
                flows.push(q * value + (1.0 - q) * stays);
            }
        }
        Ok(flows)
    }

    fn breakdown(&self, standing: &[usize]) -> Result<f64, Fault> {
        let premises = &self.views.distinct[self.view];
        let program = &self.model.breakdown;
        let q = program.eval(Env { premises, standing, blamed: self.blamed })?;
        if (0.0..=1.0).contains(&q) {
            return Ok(q);
        }
        Err(Fault {
            kind: FaultKind::BreakdownRange(q),
            span: program.span(),
            what: "breakdown".to_owned(),
        })
    }
}

impl Sticky {
    fn new(model: &Model, space: &Space) -> Self {
        let issues: Vec<usize> = (0..model.issues.len())
            .filter(|&issue| model.issues[issue].undo != Undo::AtOnce)
            .collect();
        let undone_after: Vec<f64> = issues
            .iter()
            .map(|&issue| match model.issues[issue].undo {
                Undo::AtOnce => 0.0,
                Undo::Periods(periods) => periods,
                Undo::Never => f64::INFINITY,
            })
            .collect();
        let mut times: Vec<f64> = undone_after.iter().copied().filter(|t| t.is_finite()).collect();
        times.sort_by(f64::total_cmp);
        times.dedup();
        let now = issues.iter().map(|&issue| model.issues[issue].now).collect();
        Self { inner: space.project(&issues), issues, now, undone_after, times }
    }

    /// The part that stands after `time` periods.
    fn after(&self, part: usize, time: f64) -> usize {
        (0..self.issues.len())
            .map(|k| {
                let undone = self.undone_after[k] <= time;
                let option = if undone { self.now[k] } else { self.inner.option(part, k) };
                option * self.inner.stride(k)
            })
            .sum()
    }

    /// The discounted flow of each part's collapse, by part, then party.
    fn discounted(&self, flows: &[f64], patience: &[f64]) -> Vec<f64> {
        let parties = patience.len();
        let mut values = flows.to_vec();
        if self.times.is_empty() {
            return values;
        }
        let weights: Vec<Vec<f64>> = patience.iter().map(|&delta| self.weights(delta)).collect();
        let mut passed = Vec::with_capacity(self.times.len() + 1);
        for part in 0..self.inner.count() {
            passed.clear();
            passed.push(part);
            passed.extend(self.times.iter().map(|&time| self.after(part, time)));
            if passed.iter().all(|&p| p == part) {
                continue;
            }
            for (party, weights) in weights.iter().enumerate() {
                values[part * parties + party] =
                    passed.iter().zip(weights).map(|(&p, w)| w * flows[p * parties + party]).sum();
            }
        }
        values
    }

    /// Weight of each stretch between two times, the last for ever: delta^t_k - delta^t_(k+1).
    fn weights(&self, delta: f64) -> Vec<f64> {
        let mut starts = vec![1.0];
        starts.extend(self.times.iter().map(|&time| discount::pow(delta, time)));
        starts.push(0.0);
        starts.windows(2).map(|pair| pair[0] - pair[1]).collect()
    }
}
