//! Which standings are deals, and which nobody can bring about.

use super::space::Space;
use super::tabulated::Tabulated;
use crate::model::{Fault, Model, Program, Target, Views};

/// What the rules of a scenario exclude.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Whether each standing may be signed or stopped at.
    pub allowed: Vec<bool>,
    /// Whether a breach can bring each standing about; `None` where no rule is physical.
    possible: Option<Vec<bool>>,
    /// How many standings are allowed.
    pub deals: usize,
}

impl Rules {
    /// Applies the rules in nobody's view; options in `ban` (issue, option) are not on offer either.
    ///
    /// # Errors
    /// The first [`Fault`] of a rule's expression.
    pub fn new(
        model: &Model,
        views: &Views,
        space: &Space,
        ban: &[(usize, usize)],
    ) -> Result<Self, Fault> {
        let mut allowed = vec![true; space.count()];
        let mut possible = None;
        for rule in &model.rules {
            exclude(&rule.never, views, space, &mut allowed)?;
            if rule.physical {
                let possible = possible.get_or_insert_with(|| vec![true; space.count()]);
                exclude(&rule.never, views, space, possible)?;
            }
        }
        for &(issue, option) in ban {
            for (standing, allowed) in allowed.iter_mut().enumerate() {
                *allowed &= space.option(standing, issue) != option;
            }
        }
        let deals = allowed.iter().filter(|allowed| **allowed).count();
        Ok(Self { allowed, possible, deals })
    }

    /// Whether a breach can bring the standing about.
    #[must_use]
    pub fn possible(&self, standing: usize) -> bool {
        self.possible.as_ref().is_none_or(|possible| possible[standing])
    }

    /// The deals that agree with a target, ascending.
    ///
    /// # Errors
    /// The first [`Fault`] of the target's condition.
    pub fn agreeing(
        &self,
        target: &Target,
        views: &Views,
        space: &Space,
    ) -> Result<Vec<usize>, Fault> {
        let condition = match &target.condition {
            Some(program) => {
                Some(Tabulated::new(program, space, &views.distinct[views.nobody], None)?)
            }
            None => None,
        };
        let agrees = |standing: usize| {
            let options = target.options.iter().enumerate().all(|(issue, options)| {
                options.as_ref().is_none_or(|o| o.contains(&space.option(standing, issue)))
            });
            options && condition.as_ref().is_none_or(|c| is_true(c.at(space, standing)))
        };
        Ok((0..space.count()).filter(|&s| self.allowed[s] && agrees(s)).collect())
    }
}

/// Whether a condition's value says yes: every number but 0.
#[must_use]
pub fn is_true(value: f64) -> bool {
    value.abs() > 0.0
}

fn exclude(never: &Program, views: &Views, space: &Space, kept: &mut [bool]) -> Result<(), Fault> {
    let table = Tabulated::new(never, space, &views.distinct[views.nobody], None)?;
    table.for_each(space, |standing, value| {
        if is_true(value) {
            kept[standing] = false;
        }
    });
    Ok(())
}
