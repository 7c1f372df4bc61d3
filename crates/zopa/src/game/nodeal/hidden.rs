//! A game in which beliefs about hidden moves matter, solved: which way and with what unknowns.
//!
//! 1. Sets at which no belief matters are no unknowns ([`super::plan`]).
//! 2. One unknown, at a precision: the only equilibrium at once, where it is the only one
//!    ([`super::unique`]).
//! 3. Otherwise the principal branch is followed ([`super::branch`]).
//!
//! What is found depends on the game alone, not on what was solved before.

use super::branch::{Branch, Goal, Walk};
use super::compiled::Shape;
use super::plan::{self, Plan};
use super::sheet::{self, Stakes};
use super::unique::Search;

/// Above this precision choices before an unknown set are unknowns too: rounding in play, times the
/// precision, is no longer negligible in the log odds computed from it.
const LARGEST_REDUCED: f64 = 1e4;
/// Plans kept; a game seldom needs more than one.
const MOST_PLANS: usize = 16;

/// Plans and arrays, kept from one game to the next of the same shape.
#[derive(Clone, Debug, Default)]
pub(super) struct Hidden {
    plans: Vec<Plan>,
    hinges: Vec<bool>,
    log_odds: Vec<f64>,
    search: Search,
    walk: Walk,
}

impl Hidden {
    /// Sets the values of all nodes and the chances of all plays as they are at the goal; where it
    /// cannot be reached, gives the precision of the last point of the branch that could. `values` holds
    /// those of the outcomes.
    pub(super) fn settle(
        &mut self,
        shape: &Shape,
        (odds, ranges): (&[f64], &[f64]),
        goal: Goal,
        values: &mut [f64],
        plays: &mut [f64],
    ) -> Option<f64> {
        let near_limit = match goal {
            Goal::Precision(precision) => precision > LARGEST_REDUCED,
            Goal::Limit => true,
        };
        sheet::give(shape, odds, values);
        plan::hinges(shape, ranges, values, &mut self.hinges);
        let at = self.plan(shape, near_limit);
        let plan = &self.plans[at];
        sheet::take_logs(shape, plan, odds, &mut self.log_odds);
        let stakes = Stakes { shape, odds, log_odds: &self.log_odds, ranges };
        if let Goal::Precision(precision) = goal
            && plan.variables.len() == 1
            && let Some(x) = self.search.only_root(plan, stakes, values, precision)
        {
            sheet::fill(plan, stakes, (&[x], precision), values, plays);
            return None;
        }
        Branch::new(plan, stakes, &mut self.walk, values, plays).follow(goal)
    }

    /// The number of the plan for these hinges.
    fn plan(&mut self, shape: &Shape, near_limit: bool) -> usize {
        let fits = |plan: &Plan| plan.near_limit == near_limit && plan.hinges == self.hinges;
        if let Some(at) = self.plans.iter().position(fits) {
            return at;
        }
        if self.plans.len() >= MOST_PLANS {
            self.plans.clear();
        }
        self.plans.push(Plan::new(shape, &self.hinges, near_limit));
        self.plans.len() - 1
    }
}
