//! The best that a participant can do instead of keeping to a plan: Dev_i(x -> x') and Free_i(x -> x').
//!
//! The plan is a joint move x -> x' (x' = x while holding). A participant can leave openly (W), or cheat
//! by another own choice that differs on a binding issue (module [`hidden`](super::hidden) values it).
//! Changing only non-binding issues is no breach; the planned choice must be at least as good per period.
//! One look at one plan costs O(own choices); [`Deviations::rows`] gives the best cheats from all own
//! standings at once, as the search of roads needs them.

use super::ground::Ground;
use super::hidden::Breaching;
use super::moves::{Own, Relation};
use crate::model::Model;
use std::sync::Arc;

/// Everything that deviations are computed from, for all participants.
#[derive(Clone, Debug)]
pub struct Deviations {
    /// The participants' own issues, in the order of the parties.
    pub owns: Vec<Own>,
    /// What they stand on.
    pub ground: Arc<Ground>,
    /// Per view and participant; empty for views that no participant holds.
    tables: Vec<Seen>,
}

/// A participant's prospects in one view.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// W, the participant to blame itself.
    leave: Vec<f64>,
    /// Value of a breach, per lag class.
    breach: Vec<Vec<f64>>,
}

/// The best that a participant can do instead of keeping to a plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deviation {
    /// Value of leaving openly.
    pub leave: f64,
    /// The best cheat, the first in deal order; none where the party can cheat on nothing.
    pub cheat: Option<Cheat>,
    /// The best free move: standing and value per period.
    pub free: Option<(usize, f64)>,
}

/// A breach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cheat {
    /// The standing it brings about.
    pub standing: usize,
    /// Its value.
    pub value: f64,
    /// Periods until it is seen.
    pub seen_after: f64,
}

impl Deviation {
    /// Dev: the better of leaving and the best cheat.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.cheat.map_or(self.leave, |cheat| self.leave.max(cheat.value))
    }
}

impl Deviations {
    /// Values every breach of every participant, in every participant's view.
    #[must_use]
    pub fn new(model: &Model, ground: Arc<Ground>) -> Self {
        let participants = model.participants().into_iter();
        let owns: Vec<Own> = participants.map(|p| Own::new(model, &ground.space, p)).collect();
        let views = ground.of_actor.iter().max().map_or(1, |most| most + 1);
        let mut tables = vec![Seen::default(); views * owns.len()];
        for viewer in &owns {
            let view = ground.of_actor[viewer.party];
            for (k, own) in owns.iter().enumerate() {
                let seen = &mut tables[view * owns.len() + k];
                if seen.leave.is_empty() {
                    let party = own.party;
                    let leave = |s| ground.collapse.value(view, Some(party), party, s);
                    seen.leave = (0..ground.space.count()).map(leave).collect();
                    seen.breach = breaching(own, &ground, view, &seen.leave).tables();
                }
            }
        }
        Self { owns, ground, tables }
    }

    /// The view that participant number `k` holds.
    #[must_use]
    pub fn own_view(&self, k: usize) -> usize {
        self.ground.of_actor[self.owns[k].party]
    }

    /// Value of leaving openly at a standing, for participant number `k`.
    #[must_use]
    pub fn leave(&self, view: usize, k: usize, standing: usize) -> f64 {
        self.seen(view, k).leave[standing]
    }

    /// The best that participant number `k` can do, as `view` sees it, when `from -> plan` is planned.
    #[must_use]
    pub fn best(&self, view: usize, k: usize, from: usize, plan: usize) -> Deviation {
        let own = &self.owns[k];
        let mut found = Deviation { leave: self.leave(view, k, from), cheat: None, free: None };
        for &choice in own.available(own.combination(from)) {
            match self.option(view, k, plan, choice as usize) {
                Chosen::Nothing => {}
                Chosen::Free(standing, value) => {
                    if found.free.is_none_or(|(_, best)| value > best) {
                        found.free = Some((standing, value));
                    }
                }
                Chosen::Breach(cheat) => {
                    if found.cheat.is_none_or(|best| cheat.value > best.value) {
                        found.cheat = Some(cheat);
                    }
                }
            }
        }
        found
    }

    /// Margin of participant number `k` at a deal that is to be kept: value minus the best deviation or
    /// free move, the least over all participants' views, and the participant in whose view that is
    /// (its own where that is among the least).
    #[must_use]
    pub fn holding(&self, k: usize, deal: usize) -> (f64, usize) {
        let mut decided = (self.holding_seen(self.own_view(k), k, deal), k);
        let mut looked_at = vec![self.own_view(k)];
        for viewer in 0..self.owns.len() {
            let view = self.own_view(viewer);
            if !looked_at.contains(&view) {
                looked_at.push(view);
                let margin = self.holding_seen(view, k, deal);
                if margin < decided.0 {
                    decided = (margin, viewer);
                }
            }
        }
        decided
    }

    /// The margin of [`holding`](Self::holding) in one view.
    #[must_use]
    pub fn holding_seen(&self, view: usize, k: usize, deal: usize) -> f64 {
        let own = &self.owns[k];
        let mut best = self.leave(view, k, deal);
        for &choice in own.available(own.combination(deal)) {
            best = best.max(match self.option(view, k, deal, choice as usize) {
                Chosen::Nothing => f64::NEG_INFINITY,
                Chosen::Free(_, value) => value,
                Chosen::Breach(cheat) => cheat.value,
            });
        }
        self.ground.worth.seen(view, own.party)[deal] - best
    }

    /// For every own combination of participant number `k` to start from: the best cheat and the best
    /// free move when `plan` is planned, in its own view (minus infinity where there is none).
    pub fn rows(&self, k: usize, plan: usize, cheat: &mut Vec<f64>, free: &mut Vec<f64>) {
        let own = &self.owns[k];
        for row in [&mut *cheat, &mut *free] {
            row.clear();
            row.resize(own.combinations(), f64::NEG_INFINITY);
        }
        let (mut can_cheat, mut can_move) = (false, false);
        for choice in 0..own.combinations() {
            match self.option(self.own_view(k), k, plan, choice) {
                Chosen::Nothing => {}
                Chosen::Free(_, value) => {
                    can_move = true;
                    free[choice] = value;
                }
                Chosen::Breach(breach) => {
                    can_cheat = true;
                    cheat[choice] = breach.value;
                }
            }
        }
        if can_cheat {
            own.best_available(cheat);
        }
        if can_move {
            own.best_available(free);
        }
    }

    /// Breaches of participant number `k` from a deal that is to be kept: the standings they bring
    /// about, ascending.
    #[must_use]
    pub fn breaches(&self, k: usize, deal: usize) -> Vec<usize> {
        let own = &self.owns[k];
        let choices = own.available(own.combination(deal)).iter();
        choices
            .filter_map(|&c| match self.option(self.own_view(k), k, deal, c as usize) {
                Chosen::Breach(cheat) => Some(cheat.standing),
                Chosen::Nothing | Chosen::Free(..) => None,
            })
            .collect()
    }

    /// What participant number `k` gains per period while its cheat is unseen (on average, where that is
    /// several periods), and what it loses against `continuation` once it is seen, in its own view:
    /// temptation and bond.
    #[must_use]
    pub fn stakes(&self, k: usize, continuation: f64, cheat: &Cheat, plan: usize) -> (f64, f64) {
        let (own, view) = (&self.owns[k], self.own_view(k));
        let leave = &self.seen(view, k).leave;
        let unseen = breaching(own, &self.ground, view, leave)
            .average_unseen(cheat.standing, cheat.seen_after);
        let planned = self.ground.worth.seen(view, own.party)[plan];
        (unseen - planned, continuation - leave[cheat.standing])
    }

    fn seen(&self, view: usize, k: usize) -> &Seen {
        &self.tables[view * self.owns.len() + k]
    }

    fn option(&self, view: usize, k: usize, plan: usize, choice: usize) -> Chosen {
        let own = &self.owns[k];
        let relation = own.relation(choice, own.combination(plan));
        if relation == Relation::Planned {
            return Chosen::Nothing;
        }
        let standing = own.choosing(plan, choice);
        if !self.ground.rules.possible(standing) {
            return Chosen::Nothing;
        }
        match relation {
            Relation::Breach(class) => Chosen::Breach(Cheat {
                standing,
                value: self.seen(view, k).breach[usize::from(class)][standing],
                seen_after: own.lags[usize::from(class)],
            }),
            _ => Chosen::Free(standing, self.ground.worth.seen(view, own.party)[standing]),
        }
    }
}

fn breaching<'a>(
    own: &'a Own,
    ground: &'a Ground,
    view: usize,
    collapse: &'a [f64],
) -> Breaching<'a> {
    Breaching {
        own,
        rules: &ground.rules,
        values: ground.worth.seen(view, own.party),
        collapse,
        patience: ground.patience[own.party],
    }
}

/// What a choice other than the plan is.
enum Chosen {
    /// The plan itself, or impossible.
    Nothing,
    /// A free move to this standing, and its value per period.
    Free(usize, f64),
    Breach(Cheat),
}
