//! One equilibrium of a table for two players, by walking from corner to corner (C. Lemke and J. Howson, Journal of the
//! Society for Industrial and Applied Mathematics 12, 1964).
//!
//! From the origins of the two polytopes (see `super::bimatrix`) one label is dropped; the label that is then there
//! twice is dropped in the other polytope, and so on in turn until the first one comes back. The lexicographic rule of
//! [`super::dictionary`] makes every path end. Paths may be exponentially long, but hardly ever are; finding an
//! equilibrium is hard in general (X. Chen, X. Deng and S.-H. Teng 2009), and no other method is faster in practice.
//!
//! The walk is made in doubles, and its end proved in fractions. Where doubles do not tell where to go, other labels are
//! dropped first, and at last the walk is made in fractions.
//!
//! Cost: rows times columns products a step, some tens to hundreds of steps; and a system of linear equations of the
//! size of the support in fractions.

use super::super::answer::{Answer, Equilibrium};
use super::super::form::{Form, Properties};
use super::super::methods::{Ask, MethodOf, Refusal};
use super::bimatrix::Bimatrix;
use super::dictionary::{Dictionary, Doubt, Figure};
use super::regret::listed;
use super::{only_two_players, table_of};
use crate::num::rational::Rational;

/// Steps of a walk.
const MOST_STEPS: usize = 1_000_000;
/// Labels that are dropped first before the walk is made in fractions.
const TRIES: usize = 16;

/// One equilibrium of a table for two players.
pub const METHOD: MethodOf = MethodOf {
    name: "lemke-howson",
    finds: "one equilibrium of a table for two players, mixed ones too; exact",
    equilibria: true,
    lists: false,
    refuses,
    solve,
};

fn refuses(facts: &Properties) -> Option<Refusal> {
    only_two_players(facts)
}

fn solve(form: &Form, _: &Ask) -> Result<Answer, Refusal> {
    let game = table_of(form)?;
    if let Some(refusal) = refuses(&form.properties()) {
        return Err(refusal);
    }
    let table = Bimatrix::of(game);
    let mut steps = 0;
    let found = in_doubles(&table, &mut steps).or_else(|| in_fractions(&table, &mut steps));
    let equilibrium = found
        .ok_or_else(|| Refusal::because(format!("the walk was ended after {MOST_STEPS} steps")))?;
    Ok(Answer {
        method: METHOD.name,
        parameters: vec![("steps", steps.to_string())],
        exact: true,
        complete: false,
        equilibria: vec![equilibrium],
        limits: Vec::new(),
        notes: Vec::new(),
    })
}

/// An equilibrium found in doubles and proved in fractions.
fn in_doubles(table: &Bimatrix<'_>, steps: &mut usize) -> Option<Equilibrium> {
    for label in 0..table.labels().min(TRIES) {
        let origins = table.origins_in_doubles();
        let Ok(Some([p, q])) = walk(table, origins, label, steps) else { continue };
        let used = |corner: &Dictionary<f64>, from: usize, to: usize| -> Vec<usize> {
            let own =
                corner.values().filter(|(at, value)| (from..to).contains(at) && **value > 0.0);
            let mut used: Vec<usize> = own.map(|(at, _)| at - from).collect();
            used.sort_unstable();
            used
        };
        let supports = [used(&p, 0, table.rows), used(&q, table.rows, table.labels())];
        if let Some(proved) = table.proved(&supports) {
            return Some(proved.listed());
        }
    }
    None
}

fn in_fractions(table: &Bimatrix<'_>, steps: &mut usize) -> Option<Equilibrium> {
    let [p, q] = walk(table, table.origins_in_fractions(), 0, steps).ok()??;
    let values = |corner: &Dictionary<Rational>| -> Vec<(usize, Rational)> {
        corner.values().map(|(at, value)| (at, value.clone())).collect()
    };
    table.profile([&values(&p), &values(&q)]).map(|profile| listed(table.game, &profile))
}

/// The end of the path on which `label` is missing; `None` where it is too long.
fn walk<N: Figure>(
    table: &Bimatrix<'_>,
    mut corners: [Dictionary<N>; 2],
    label: usize,
    steps: &mut usize,
) -> Result<Option<[Dictionary<N>; 2]>, Doubt> {
    let mut side = usize::from(label >= table.rows);
    let mut entering = label;
    for _ in 0..MOST_STEPS {
        *steps += 1;
        entering = corners[side].enter(entering)?;
        if entering == label {
            return Ok(Some(corners));
        }
        side = 1 - side;
    }
    Ok(None)
}
