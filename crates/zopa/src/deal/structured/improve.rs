//! What would be better for everyone than a package: how far it is from the frontier, the efficient
//! outcomes that are worse than it for nobody, and the exchanges that lead there.
//!
//! A settlement that has been reached may leave something on the table; looking for it afterwards, with
//! the settlement as everybody's fallback, is Raiffa's post-settlement settlement (Negotiation Journal,
//! 1985). So the package takes the place of the reservations, and the search is the same as ever.

use super::answer::{Answer, Named, Plan, solve};
use super::domain::Domain;
use super::trade::{Exchanges, exchanges};
use crate::num::rational::Rational;
use serde::Serialize;

/// What is better than a package.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Improvement {
    /// The package.
    pub package: Named,
    /// What it is worth to each party.
    pub worth: Vec<Rational>,
    /// Whether nobody can get more without somebody getting less.
    pub efficient: bool,
    /// How far it is from the frontier: the largest share of its range that every party could gain at
    /// once. 0 also where somebody cannot gain anything, though others can.
    pub distance: f64,
    /// The most that each party could gain alone, the others losing nothing.
    pub most: Vec<Rational>,
    /// Two changes that together are better for somebody and worse for nobody.
    pub exchanges: Exchanges,
    /// The frontier and the solutions, with the package in place of the reservations.
    #[serde(flatten)]
    pub answer: Answer,
}

/// What is better than a package: one option for every issue.
#[must_use]
pub fn improve(domain: &Domain, package: &[usize], plan: &Plan) -> Improvement {
    let worth = domain.values(package);
    let mut from = domain.clone();
    for (party, value) in from.parties.iter_mut().zip(&worth) {
        party.reservation = Some(value.clone());
    }
    let plan = Plan { above_reservations: true, points: usize::MAX, ..*plan };
    let answer = solve(&from, &plan);
    let gains = answer.frontier.points.iter().map(|point| {
        let gains = point.values.iter().zip(&worth).map(|(value, from)| value - from);
        gains.collect::<Vec<Rational>>()
    });
    let shares = gains.clone().map(|gains| {
        let shares = gains.iter().zip(&answer.ranges).map(|(g, range)| share(g, range));
        shares.fold(f64::INFINITY, f64::min)
    });
    let distance = shares.fold(0.0, f64::max);
    let most = (0..worth.len())
        .map(|party| gains.clone().map(|gains| gains[party].clone()).max().unwrap_or_default())
        .collect();
    let named = domain.issues.iter().zip(package);
    Improvement {
        package: named.map(|(i, &o)| (i.name.clone(), i.options[o].clone())).collect(),
        efficient: answer.exact && answer.frontier.points.iter().any(|p| p.values == worth),
        worth,
        distance,
        most,
        exchanges: exchanges(domain, package),
        answer,
    }
}

fn share(gain: &Rational, range: &Rational) -> f64 {
    gain.checked_div(range).map_or(0.0, |share| share.to_f64())
}
