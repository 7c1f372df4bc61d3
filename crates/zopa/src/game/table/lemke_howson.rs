//! One equilibrium of a table for two players, by walking from corner to corner (C. Lemke and J. Howson, Journal of the
//! Society for Industrial and Applied Mathematics 12, 1964).
//!
//! First a pure equilibrium is looked for, in one pass over the table; of random tables two in three have one. (That is the
//! first step of searching by small supports: R. Porter, E. Nudelman and Y. Shoham, Games and Economic Behavior 63, 2008.)
//! Else, from the origins of the two polytopes (see `super::bimatrix`) one label is dropped; the label that is then there
//! twice is dropped in the other polytope, and so on in turn until the first one comes back. The lexicographic rule of
//! [`super::dictionary`] makes every path end. Paths may be exponentially long, but hardly ever are; finding an
//! equilibrium is hard in general (X. Chen, X. Deng and S.-H. Teng 2009), and no other method is faster in practice.
//!
//! How long a path is depends much on the label that is dropped: in random tables of 100 x 100 a path has 1,800 steps on
//! average, and the shortest of twenty has 10. So every walk is given up soon and another label dropped; only when all
//! have been tried may walks be longer. Short paths end in small supports too, which are quickly proved. (B. Codenotti,
//! S. De Rossi and M. Pagan, "An experimental analysis of Lemke-Howson algorithm", 2008.)
//!
//! Walks are made in doubles, and their ends proved in whole numbers. Where doubles do not tell where to go from any of
//! the labels, the walk is made in fractions.
//!
//! Cost: rows times columns products a step, some tens to hundreds of steps; and a system of linear equations of the
//! size of the support in fractions.

use super::super::answer::{Answer, Equilibrium};
use super::super::form::{Form, Properties, StrategicGame};
use super::super::methods::{Ask, Kind, MethodOf, Refusal};
use super::bimatrix::{self, Bimatrix};
use super::dictionary::{Dictionary, Doubt, Figure};
use super::proof::{Proved, proved};
use super::regret::{Profile, Standing, listed, pure_profile};
use super::{only_two_players, table_of};
use crate::num::rational::Rational;

/// Steps of a walk.
const MOST_STEPS: usize = 1_000_000;
/// Labels that are dropped first, spread over all.
const LABELS: usize = 20;
/// Steps of the first walk from each, twice as many in each round.
const FIRST_STEPS: usize = 16;

/// One equilibrium of a table for two players.
pub const METHOD: MethodOf = MethodOf {
    name: "lemke-howson",
    finds: "one equilibrium of a table for two players, a pure one where there is one; exact",
    kind: Kind::Equilibria,
    lists: false,
    reads: &[],
    refuses,
    solve,
};

fn refuses(facts: &Properties) -> Option<Refusal> {
    only_two_players(facts)
}

fn solve(form: &Form, _: &Ask) -> Result<Answer, Refusal> {
    let game = table_of(form)?;
    // Facts about all cells are not needed where it fits.
    if game.player_count() != 2
        && let Some(refusal) = refuses(&form.properties())
    {
        return Err(refusal);
    }
    let mut steps = 0;
    let found = pure(game).or_else(|| {
        let table = Bimatrix::of(game);
        in_doubles(&table, &mut steps).or_else(|| in_fractions(&table, &mut steps))
    });
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

/// A pure equilibrium, if there is one.
fn pure(game: &StrategicGame) -> Option<Equilibrium> {
    let (row, column) = bimatrix::pure(game)?;
    let profile = pure_profile(game, &[row, column]);
    let cell = game.cell(&[row, column]);
    let payoffs = [0, 1].map(|player| game.payoff(cell, player).clone());
    Some(Proved { profile, payoffs: payoffs.into() }.listed())
}

/// An equilibrium found in doubles and proved in whole numbers.
fn in_doubles(table: &Bimatrix<'_>, steps: &mut usize) -> Option<Equilibrium> {
    let origins = table.origins_in_doubles(|payoff| payoff);
    let labels = table.labels();
    let mut labels: Vec<usize> =
        (0..labels.min(LABELS)).map(|k| k * labels / LABELS.min(labels)).collect();
    let mut most = FIRST_STEPS;
    while !labels.is_empty() && most <= MOST_STEPS {
        let mut found = None;
        labels.retain(|&label| {
            if found.is_some() {
                return true;
            }
            match walk(table, origins.clone(), label, most, steps) {
                Ok(None) => true,
                Ok(Some(corners)) => {
                    found = ended(table, &corners);
                    false
                }
                Err(Doubt) => false,
            }
        });
        if found.is_some() {
            return found;
        }
        most *= 2;
    }
    None
}

/// The equilibrium at the end of a walk, proved.
fn ended(table: &Bimatrix<'_>, [p, q]: &[Dictionary<f64>; 2]) -> Option<Equilibrium> {
    let used = |corner: &Dictionary<f64>, from: usize, to: usize| -> Vec<usize> {
        let own = corner.values().filter(|(at, value)| (from..to).contains(at) && **value > 0.0);
        let mut used: Vec<usize> = own.map(|(at, _)| at - from).collect();
        used.sort_unstable();
        used
    };
    let supports = [used(p, 0, table.rows), used(q, table.rows, table.labels())];
    proved(table, &supports).map(|proved| proved.listed())
}

/// One equilibrium of a table for two players, and what it gives them: in fractions throughout, for payoffs that are too
/// far apart for doubles.
pub(in crate::game) fn one_in_fractions(game: &StrategicGame) -> Option<(Profile, [Rational; 2])> {
    let profile = end_in_fractions(&Bimatrix::of(game), &mut 0)?;
    let payoffs = Standing::of(game, &profile).payoffs;
    Some((profile, payoffs.try_into().ok()?))
}

fn in_fractions(table: &Bimatrix<'_>, steps: &mut usize) -> Option<Equilibrium> {
    end_in_fractions(table, steps).map(|profile| listed(table.game, &profile))
}

fn end_in_fractions(table: &Bimatrix<'_>, steps: &mut usize) -> Option<Profile> {
    let [p, q] = walk(table, table.origins_in_fractions(), 0, MOST_STEPS, steps).ok()??;
    let values = |corner: &Dictionary<Rational>| -> Vec<(usize, Rational)> {
        corner.values().map(|(at, value)| (at, value.clone())).collect()
    };
    table.profile([&values(&p), &values(&q)])
}

/// The end of the path on which `label` is missing; `None` where it is too long.
fn walk<N: Figure>(
    table: &Bimatrix<'_>,
    mut corners: [Dictionary<N>; 2],
    label: usize,
    most: usize,
    steps: &mut usize,
) -> Result<Option<[Dictionary<N>; 2]>, Doubt> {
    let mut side = usize::from(label >= table.rows);
    let mut entering = label;
    for _ in 0..most {
        *steps += 1;
        entering = corners[side].enter(entering)?;
        if entering == label {
            return Ok(Some(corners));
        }
        side = 1 - side;
    }
    Ok(None)
}
