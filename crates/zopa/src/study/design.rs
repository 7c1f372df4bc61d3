//! What is drawn: which premises are uncertain, and how a draw gives each its value.
//!
//! 1. Every uncertain belief is a **coordinate** of its own: a premise that everybody holds, or one actor's
//!    own view of it (`premise@actor`). A belief that an event or a claim replaces keeps its coordinate, so
//!    that a draw that is high before is high after.
//! 2. Coordinate k of draw n is a number between 0 and 1 that depends on the seed, the coordinate's name and
//!    n alone (scrambled Sobol points: also on k, its place in the file).
//! 3. Rank correlations (Spearman's rho) are those of a Gaussian copula with r = 2 sin(pi rho / 6)
//!    (K. Pearson, 1907): the coordinates' normal scores are multiplied by the Cholesky factor, row by row.
//!    A correlation of two premises holds between the common beliefs, and between one actor's own views of
//!    both.
//! 4. The value is the distribution's quantile there; a range to explore is uniform; a belief learnt from
//!    precedents acts by its posterior mean unless it says `draw = true`.
//!
//! Cost: some 50 ns a coordinate, 2 microseconds for a beta.

use super::plan::{Plan, Sampling};
use crate::model::{Amount, Changes, Fault, Held, Model, Source, Views};
use crate::num::dist::Dist;
use crate::num::normal;
use crate::num::sobol;
use crate::num::stream::Stream;
use std::collections::BTreeSet;

/// The smallest number that is drawn, and the distance of the largest from 1.
const LEAST: f64 = 1.0 / (1_u64 << 53) as f64;

/// An uncertain belief.
#[derive(Clone, Debug, PartialEq)]
pub struct Coordinate {
    /// The premise's key, `premise@actor` for an actor's own view.
    pub name: String,
    /// The premise.
    pub premise: usize,
    /// Whose own view it is; `None` for the common belief.
    pub actor: Option<usize>,
    /// What kind of uncertainty it is, in the plain supposition.
    pub kind: Kind,
}

/// Kinds of uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A distribution that somebody holds.
    Belief,
    /// A range about which nobody holds a belief; explored evenly.
    Range,
    /// The posterior of precedents, sampled because the premise says `draw = true`.
    Learnt,
}

/// How premises are drawn.
#[derive(Clone, Debug)]
pub struct Design<'m> {
    model: &'m Model,
    /// The coordinates, in the order of premises; an actor's own views behind the common belief.
    pub coordinates: Vec<Coordinate>,
    /// The coordinate of each premise and origin; `premise * (actors + 1) + origin + 1`.
    index: Vec<Option<usize>>,
    numbers: Numbers,
    /// Rows of the copula's factor: per correlated coordinate the weights of the independent scores.
    factor: Vec<(usize, Vec<(usize, f64)>)>,
}

/// Where the numbers between 0 and 1 come from.
#[derive(Clone, Debug)]
enum Numbers {
    Random(Vec<Stream>),
    /// A dimension for each coordinate, streams for those beyond the known dimensions.
    Sobol(Vec<sobol::Coordinate>, Vec<Stream>),
}

impl<'m> Design<'m> {
    /// The design for a model under several suppositions, the plain one first.
    #[must_use]
    pub fn new(model: &'m Model, suppositions: &[Changes], plan: &Plan) -> Self {
        let mut drawn: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut plain = Vec::new();
        for (at, changes) in suppositions.iter().enumerate() {
            let held = model.held(changes);
            for (premise, origin, source) in sources(&held) {
                if let Some(kind) = kind(model, premise, source)
                    && drawn.insert((premise, origin.map_or(0, |actor| actor + 1)))
                    && at == 0
                {
                    plain.push((premise, origin, kind));
                }
            }
        }
        let kind_of = |premise: usize, actor: Option<usize>| {
            let same = plain.iter().find(|&&(p, a, _)| (p, a) == (premise, actor));
            same.map_or(Kind::Belief, |&(.., kind)| kind)
        };
        let coordinates: Vec<Coordinate> = drawn
            .into_iter()
            .map(|(premise, place)| {
                let actor = place.checked_sub(1);
                let name = name(model, premise, actor);
                Coordinate { name, premise, actor, kind: kind_of(premise, actor) }
            })
            .collect();
        let origins = model.actors() + 1;
        let mut index = vec![None; model.premises.len() * origins];
        for (k, coordinate) in coordinates.iter().enumerate() {
            let place = coordinate.actor.map_or(0, |actor| actor + 1);
            index[coordinate.premise * origins + place] = Some(k);
        }
        let numbers = match plan.sampling {
            Sampling::Random => Numbers::Random(
                coordinates.iter().map(|c| Stream::new(plan.seed, &c.name)).collect(),
            ),
            Sampling::Sobol => {
                let axes = coordinates.iter().enumerate();
                let axes: Vec<sobol::Coordinate> = axes
                    .map_while(|(k, c)| sobol::Coordinate::new(k, plan.seed, &c.name))
                    .collect();
                let beyond = coordinates.iter().skip(axes.len());
                let beyond = beyond.map(|c| Stream::new(plan.seed, &c.name)).collect();
                Numbers::Sobol(axes, beyond)
            }
        };
        let factor = factor(&correlated(model, &coordinates));
        Self { model, coordinates, index, numbers, factor }
    }

    /// The numbers between 0 and 1 of a draw, one per coordinate, before correlation.
    #[must_use]
    pub fn independent(&self, draw: u64) -> Vec<f64> {
        match &self.numbers {
            Numbers::Random(streams) => {
                streams.iter().map(|stream| stream.clone().at(draw).uniform()).collect()
            }
            Numbers::Sobol(axes, beyond) => {
                let even = axes.iter().map(|axis| axis.at(draw));
                even.chain(beyond.iter().map(|s| s.clone().at(draw).uniform())).collect()
            }
        }
    }

    /// Makes independent numbers correlated as the scenario says, in place.
    pub fn correlate(&self, numbers: &mut [f64]) {
        if self.factor.is_empty() {
            return;
        }
        let scores: Vec<f64> = numbers.iter().map(|&u| normal::quantile(u)).collect();
        for (row, weights) in &self.factor {
            let score: f64 = weights.iter().map(|&(k, weight)| weight * scores[k]).sum();
            // A score far out must not become a chance of 1, where no distribution has a value.
            numbers[*row] = normal::cdf(score).clamp(LEAST, 1.0 - LEAST);
        }
    }

    /// The numbers of a draw, correlated.
    #[must_use]
    pub fn numbers(&self, draw: u64) -> Vec<f64> {
        let mut numbers = self.independent(draw);
        self.correlate(&mut numbers);
        numbers
    }

    /// The normal scores that these independent ones make.
    #[must_use]
    pub fn correlated(&self, independent: &[f64]) -> Vec<f64> {
        let mut scores = independent.to_vec();
        for (row, weights) in &self.factor {
            scores[*row] = weights.iter().map(|&(k, weight)| weight * independent[k]).sum();
        }
        scores
    }

    /// The independent normal scores that make these.
    #[must_use]
    pub fn uncorrelated(&self, scores: &[f64]) -> Vec<f64> {
        let mut independent = scores.to_vec();
        for (row, weights) in &self.factor {
            let (mut rest, mut own) = (scores[*row], 1.0);
            for &(k, weight) in weights {
                if k == *row {
                    own = weight;
                } else {
                    rest -= weight * independent[k];
                }
            }
            independent[*row] = rest / own;
        }
        independent
    }

    /// How far normal scores are from their centre, in standard deviations (Mahalanobis).
    #[must_use]
    pub fn distance(&self, scores: &[f64]) -> f64 {
        self.uncorrelated(scores).iter().map(|score| score * score).sum::<f64>().sqrt()
    }

    /// Groups of coordinates that are correlated with each other; those that are not stand alone. Ascending.
    #[must_use]
    pub fn blocks(&self) -> Vec<Vec<usize>> {
        let mut block: Vec<usize> = (0..self.coordinates.len()).collect();
        for (row, weights) in &self.factor {
            for &(k, weight) in weights {
                if k != *row && weight.abs() > 0.0 {
                    let (from, to) = (block[*row].max(block[k]), block[*row].min(block[k]));
                    block.iter_mut().filter(|b| **b == from).for_each(|b| *b = to);
                }
            }
        }
        let heads = (0..block.len()).filter(|&k| block[k] == k);
        heads.map(|head| (0..block.len()).filter(|&k| block[k] == head).collect()).collect()
    }

    /// The premises as every view holds them, the coordinates being at these numbers, or where a number is NaN
    /// at their central values.
    ///
    /// # Errors
    /// A [`Fault`] where a premise's expression fails or evidence meets a value outside [0, 1].
    pub fn views(&self, held: &Held<'m>, numbers: &[f64]) -> Result<Views, Fault> {
        self.model.views_with(held, |premise, origin, source| {
            let coordinate = self.coordinate(premise, origin);
            match coordinate.and_then(|k| numbers.get(k)) {
                Some(&u) if !u.is_nan() => {
                    value(self.model, premise, source, u).or_else(|| source.central())
                }
                _ => source.central(),
            }
        })
    }

    /// The value of a coordinate at a number between 0 and 1, before evidence, in the plain supposition.
    #[must_use]
    pub fn value(&self, held: &Held<'m>, coordinate: usize, u: f64) -> f64 {
        let Coordinate { premise, actor, .. } = self.coordinates[coordinate];
        let own = actor.and_then(|actor| held.own.get(&(actor, premise)));
        let source = own.unwrap_or(&held.base[premise]).source;
        value(self.model, premise, source, u).or_else(|| source.central()).unwrap_or(f64::NAN)
    }

    fn coordinate(&self, premise: usize, origin: Option<usize>) -> Option<usize> {
        let place = origin.map_or(0, |actor| actor + 1);
        self.index.get(premise * (self.model.actors() + 1) + place).copied().flatten()
    }
}

/// Everything that is held, with whose belief it is.
fn sources<'h, 'm>(
    held: &'h Held<'m>,
) -> impl Iterator<Item = (usize, Option<usize>, Source<'m>)> + 'h {
    let base = held.base.iter().enumerate().map(|(premise, h)| (premise, h.origin, h.source));
    base.chain(held.own.iter().map(|((_, premise), h)| (*premise, h.origin, h.source)))
}

/// What kind of uncertainty a source has; `None` for a number.
fn kind(model: &Model, premise: usize, source: Source<'_>) -> Option<Kind> {
    match source {
        Source::Amount(Amount::Dist(_)) => Some(Kind::Belief),
        Source::Amount(Amount::Explore { .. }) => Some(Kind::Range),
        Source::Learnt { .. } if model.premises[premise].draw => Some(Kind::Learnt),
        _ => None,
    }
}

/// What a source is at a number between 0 and 1; `None` where it is no distribution.
fn value(model: &Model, premise: usize, source: Source<'_>, u: f64) -> Option<f64> {
    match source {
        Source::Amount(Amount::Dist(dist)) => Some(dist.quantile(u)),
        Source::Amount(&Amount::Explore { low, high }) => Some(low + (high - low) * u),
        Source::Learnt { a, b } if model.premises[premise].draw => {
            Some(Dist::Beta { a, b }.quantile(u))
        }
        _ => None,
    }
}

/// What a premise, or an actor's own view of it, is called.
fn name(model: &Model, premise: usize, actor: Option<usize>) -> String {
    let key = &model.premises[premise].key;
    actor.map_or_else(|| key.clone(), |actor| format!("{key}@{}", model.actor_key(actor)))
}

/// Correlation r of normal scores, per pair of coordinates.
fn correlated(model: &Model, coordinates: &[Coordinate]) -> Vec<(usize, usize, f64)> {
    let mut pairs = Vec::new();
    for &(one, other, rho) in &model.correlations {
        let r = 2.0 * libm::sin(std::f64::consts::PI * rho / 6.0);
        for (a, first) in coordinates.iter().enumerate().filter(|(_, c)| c.premise == one) {
            let partner = |c: &Coordinate| c.premise == other && c.actor == first.actor;
            pairs.extend(coordinates.iter().position(partner).map(|b| (a, b, r)));
        }
    }
    pairs
}

/// The rows of the Cholesky factor of these correlations, without the zeros. The matrix is positive
/// definite: the scenario was refused otherwise, and the part of it that one actor holds is a principal
/// minor.
fn factor(pairs: &[(usize, usize, f64)]) -> Vec<(usize, Vec<(usize, f64)>)> {
    let mut rows: Vec<usize> = pairs.iter().flat_map(|&(a, b, _)| [a, b]).collect();
    rows.sort_unstable();
    rows.dedup();
    let place = |k: usize| rows.binary_search(&k).unwrap_or(0);
    let size = rows.len();
    let mut matrix = vec![vec![0.0; size]; size];
    for &(a, b, r) in pairs {
        let (a, b) = (place(a).max(place(b)), place(a).min(place(b)));
        matrix[a][b] = r;
    }
    for row in 0..size {
        for column in 0..row {
            let known: f64 = (0..column).map(|k| matrix[row][k] * matrix[column][k]).sum();
            matrix[row][column] = (matrix[row][column] - known) / matrix[column][column];
        }
        let known: f64 = (0..row).map(|k| matrix[row][k] * matrix[row][k]).sum();
        matrix[row][row] = libm::sqrt((1.0_f64 - known).max(0.0));
    }
    let weights = |row: usize| -> Vec<(usize, f64)> {
        let all = (0..=row).map(|k| (rows[k], matrix[row][k]));
        all.filter(|&(_, weight)| weight.abs() > 0.0).collect()
    };
    (0..size).map(|row| (rows[row], weights(row))).collect()
}
