//! Inequalities in words and numbers.

use super::assessment::Assessment;
use super::steps::{Condition, Incentive};
use crate::num::show::value as short;
use crate::road::{Cheat, Deviation};

impl Assessment<'_> {
    /// The name of an actor for reports.
    #[must_use]
    pub fn actor_name(&self, actor: usize) -> &str {
        match actor.checked_sub(self.model.parties.len()) {
            None => &self.model.parties[actor].name,
            Some(audience) => &self.model.audiences[audience].name,
        }
    }

    pub(super) fn acceptable_words(&self, deal: usize, party: usize) -> String {
        let (gets, expects) = (short(self.value(deal, party)), short(self.no_deal[party]));
        format!("gets {gets} from the deal, expects {expects} without one")
    }

    pub(super) fn ratifiable_words(&self, deal: usize, audience: usize) -> String {
        let gets = short(self.value(deal, self.model.parties.len() + audience));
        format!("the deal is worth {gets} to it, it needs {}", short(self.needs[audience]))
    }

    /// Why participant number `k` would or would not keep the deal, as participant `viewer` sees it.
    pub(super) fn holding_words(&self, deal: usize, k: usize, viewer: usize) -> String {
        let view = self.deviations.own_view(viewer);
        let party = self.deviations.owns[k].party;
        let keeps = self.ground.worth.seen(view, party)[deal];
        let deviation = self.deviations.best(view, k, deal, deal);
        let eyes = if view == self.deviations.own_view(k) {
            String::new()
        } else {
            format!(" in the eyes of {}", self.actor_name(self.deviations.owns[viewer].party))
        };
        let instead = match deviation.free {
            Some((standing, value)) if value > deviation.value() => {
                let other = self.difference(deal, standing);
                format!("setting {other} freely is worth {}", short(value))
            }
            _ => self.instead_words(&deviation, deal),
        };
        format!("keeping the deal is worth {}{eyes}, {instead}", short(keeps))
    }

    /// A step's tightest condition for participant number `k`.
    pub(super) fn step_words(&self, k: usize, incentive: &Incentive, to: usize) -> String {
        let party = self.deviations.owns[k].party;
        let going_on = format!("going on is worth {}", short(incentive.continuation));
        match incentive.tightest.0 {
            Condition::Sign => {
                format!("{going_on}, no deal {}", short(self.no_deal[party]))
            }
            Condition::Free => match incentive.deviation.free {
                Some((standing, value)) => format!(
                    "the step is worth {}, setting {} freely {}",
                    short(self.value(to, party)),
                    self.difference(to, standing),
                    short(value)
                ),
                None => going_on,
            },
            Condition::Leave => {
                format!("{going_on}, leaving the talks {}", short(incentive.deviation.leave))
            }
            Condition::Cheat => match incentive.deviation.cheat {
                Some(cheat) => format!("{going_on}, {}", self.cheating_words(&cheat, to)),
                None => going_on,
            },
        }
    }

    fn instead_words(&self, deviation: &Deviation, plan: usize) -> String {
        match deviation.cheat {
            Some(cheat) if cheat.value > deviation.leave => self.cheating_words(&cheat, plan),
            _ => format!("leaving it {}", short(deviation.leave)),
        }
    }

    fn cheating_words(&self, cheat: &Cheat, plan: usize) -> String {
        let other = self.difference(plan, cheat.standing);
        format!("cheating ({other}) {}", short(cheat.value))
    }

    /// A cheat in words: what is done instead and when it is seen.
    pub(super) fn cheat_words(&self, cheat: &Cheat, plan: usize) -> String {
        let after = short(cheat.seen_after);
        let plural = if after == "1" { "" } else { "s" };
        format!("{}, seen after {after} period{plural}", self.difference(plan, cheat.standing))
    }

    /// The options of `other` where it differs from `standing`: "tests: as now, border: relaxed".
    pub(super) fn difference(&self, standing: usize, other: usize) -> String {
        let space = self.space();
        let changed = self.model.issues.iter().enumerate().filter_map(|(issue, named)| {
            let option = space.option(other, issue);
            let differs = option != space.option(standing, issue);
            differs.then(|| format!("{}: {}", named.name, named.options[option].label))
        });
        changed.collect::<Vec<String>>().join(", ")
    }
}
