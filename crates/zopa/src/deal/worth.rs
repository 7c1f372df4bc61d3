//! What every standing is worth to every actor, in every view that asks.
//!
//! Terms over one issue are merged into one table per issue and summed by growing the space issue by
//! issue (little more than one addition per standing in all); terms over several issues are spread over
//! the standings one by one. Cost: O(standings x (1 + joint terms)) per actor and view.

use super::space::Space;
use super::tabulated::Tabulated;
use crate::model::{Env, Fault, Model, Term, Views};

/// Values of all standings, per view and actor.
#[derive(Clone, Debug)]
pub struct Worth {
    actors: usize,
    of_actor: Vec<usize>,
    tables: Vec<Option<Vec<f64>>>,
    spreads: Vec<f64>,
}

impl Worth {
    /// Values each actor in its own view, and each party in the view of every party.
    ///
    /// `allowed` marks the deals, over which the spreads are taken.
    ///
    /// # Errors
    /// The first [`Fault`] of a value's expression.
    pub fn new(
        model: &Model,
        views: &Views,
        space: &Space,
        allowed: &[bool],
    ) -> Result<Self, Fault> {
        let actors = model.actors();
        let mut tables = vec![None; views.distinct.len() * actors];
        for actor in 0..actors {
            let own = views.of_actor[actor];
            tables[own * actors + actor] =
                Some(tabulate(&model.values[actor], space, &views.distinct[own])?);
        }
        for viewer in 0..model.parties.len() {
            let view = views.of_actor[viewer];
            for party in 0..model.parties.len() {
                if tables[view * actors + party].is_none() {
                    tables[view * actors + party] =
                        Some(tabulate(&model.values[party], space, &views.distinct[view])?);
                }
            }
        }
        let mut worth =
            Self { actors, of_actor: views.of_actor.clone(), tables, spreads: Vec::new() };
        worth.spreads = (0..actors).map(|actor| spread(worth.own(actor), allowed)).collect();
        Ok(worth)
    }

    /// Values of all standings to `actor` as `view` sees them; empty where nobody asks for that pair.
    #[must_use]
    pub fn seen(&self, view: usize, actor: usize) -> &[f64] {
        self.tables[view * self.actors + actor].as_deref().unwrap_or(&[])
    }

    /// Values of all standings to `actor` in its own view.
    #[must_use]
    pub fn own(&self, actor: usize) -> &[f64] {
        self.seen(self.of_actor[actor], actor)
    }

    /// Largest minus smallest value over all deals in the actor's own view; 1 where that is 0.
    #[must_use]
    pub fn spread(&self, actor: usize) -> f64 {
        self.spreads[actor]
    }
}

fn spread(values: &[f64], allowed: &[bool]) -> f64 {
    let mut low = f64::INFINITY;
    let mut high = f64::NEG_INFINITY;
    for (&value, _) in values.iter().zip(allowed).filter(|(_, allowed)| **allowed) {
        low = low.min(value);
        high = high.max(value);
    }
    if high > low { high - low } else { 1.0 }
}

fn tabulate(terms: &[Term], space: &Space, premises: &[f64]) -> Result<Vec<f64>, Fault> {
    let mut single: Vec<Vec<f64>> =
        (0..space.issues()).map(|issue| vec![0.0; space.size(issue)]).collect();
    let mut constant = 0.0;
    let mut joint = Vec::new();
    for term in terms {
        match term {
            Term::Table { issue, entries } => {
                let mut standing = vec![0; space.issues()];
                for (option, entry) in entries.iter().enumerate() {
                    standing[*issue] = option;
                    if entry.issues().is_empty() || entry.issues() == [*issue] {
                        let env = Env { premises, standing: &standing, blamed: None };
                        single[*issue][option] += entry.eval(env)?;
                    } else {
                        joint.push((Some((*issue, option)), entry));
                    }
                }
            }
            Term::Expr(program) => match program.issues() {
                [] | [_] => {
                    let table = Tabulated::new(program, space, premises, None)?;
                    match table.issues() {
                        [issue] => {
                            for (sum, value) in single[*issue].iter_mut().zip(table.values()) {
                                *sum += value;
                            }
                        }
                        _ => constant += table.values().iter().sum::<f64>(),
                    }
                }
                _ => joint.push((None, program)),
            },
        }
    }
    let mut values = grow(constant, &single);
    for (only, program) in joint {
        let table = Tabulated::only_at(only, program, space, premises, None)?;
        table.for_each(space, |standing, value| values[standing] += value);
    }
    Ok(values)
}

/// The sums of one entry per issue, for all combinations.
fn grow(constant: f64, single: &[Vec<f64>]) -> Vec<f64> {
    let mut sums = vec![constant];
    for table in single {
        let mut next = Vec::with_capacity(sums.len() * table.len());
        for sum in &sums {
            next.extend(table.iter().map(|value| sum + value));
        }
        sums = next;
    }
    sums
}
