//! The solutions without the frontier, where that is most of the space or too large to be held.
//!
//! Each solution, and each party's best deal, is one search by branch and bound ([`crate::deal::branch`])
//! among the deals that are worse than disagreement for nobody. The search counts in doubles; what ties
//! within 1e-9 is compared exactly, as everywhere.

use super::answer::{Named, Point, Solutions};
use super::choice::product;
use super::domain::{Domain, Term};
use crate::deal::branch::{Found, Goal, Search, Sums};
use crate::num::rational::Rational;

/// Branches of one search.
const BRANCHES: u64 = 1_000_000;
/// Deals that tie.
const TIES: usize = 1_000;

/// Groups of parties that are tried.
const GROUPS: usize = 100;

/// What was found, and what stayed open.
#[derive(Clone, Debug, Default)]
pub(super) struct Many {
    pub(super) solutions: Solutions,
    /// By party: its best deals among those that are worse than disagreement for nobody.
    pub(super) best: Vec<Vec<Point>>,
    pub(super) limits: Vec<String>,
}

struct Seeker<'a> {
    domain: &'a Domain,
    disagreement: &'a [Rational],
    gains: Sums,
    limits: Vec<String>,
}

/// Finds the solutions of a domain; `spreads` is how far each party's values reach, positive.
pub(super) fn solutions(domain: &Domain, disagreement: &[Rational], spreads: &[Rational]) -> Many {
    let parties: Vec<usize> = (0..domain.parties.len()).collect();
    let gains = sums(domain, disagreement);
    let mut seeker = Seeker { domain, disagreement, gains, limits: Vec::new() };
    let mut many = Many::default();
    let mut ideals = Vec::new();
    for &party in &parties {
        let what = format!("the best deal for {}", domain.parties[party].name);
        let deals = seeker.deals(&Goal::Sum(party), &what);
        let mut best = seeker.best(deals, |gains| vec![gains[party].clone()]);
        efficient(&mut best);
        ideals
            .push(best.first().map_or(Rational::ZERO, |p| &p.values[party] - &disagreement[party]));
        many.best.push(best);
    }
    if many.best.iter().all(Vec::is_empty) {
        many.limits = seeker.limits;
        return many;
    }
    let ascending = |mut gains: Vec<Rational>| {
        gains.sort();
        gains
    };
    let shares = |gains: &[Rational]| -> Vec<Rational> {
        gains.iter().zip(&ideals).filter_map(|(gain, ideal)| gain.checked_div(ideal)).collect()
    };
    let gaining: Vec<usize> =
        parties.iter().copied().filter(|&p| ideals[p].is_positive()).collect();
    let sum = seeker.weighted(&vec![1.0; parties.len()]);
    let deals = seeker.deals(&Goal::Sum(sum), "the utilitarian deal");
    many.solutions.utilitarian = seeker.best(deals, |gains| vec![gains.iter().sum()]);
    let deals = seeker.deals(&Goal::Least(parties), "the egalitarian deal");
    many.solutions.egalitarian = seeker.best(deals, |gains| ascending(gains.to_vec()));
    let relative: Vec<usize> = gaining
        .iter()
        .map(|&party| {
            let mut weights = vec![0.0; ideals.len()];
            weights[party] = 1.0 / ideals[party].to_f64();
            seeker.weighted(&weights)
        })
        .collect();
    if gaining.is_empty() {
        // Nobody gains anything anywhere: what is acceptable to all is all the same to all.
        many.solutions.kalai_smorodinsky = many.solutions.utilitarian.clone();
        many.solutions.nash = many.solutions.utilitarian.clone();
    } else {
        let deals = seeker.deals(&Goal::Least(relative), "the Kalai-Smorodinsky deal");
        many.solutions.kalai_smorodinsky = seeker.best(deals, |gains| ascending(shares(gains)));
        many.solutions.nash = seeker.nash(&gaining, spreads);
    }
    many.limits = seeker.limits;
    many
}

/// The groups of so many of some parties, in order.
fn groups(parties: &[usize], size: usize) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = vec![Vec::new()];
    for (i, &party) in parties.iter().enumerate() {
        let left = parties.len() - i - 1;
        let mut next = Vec::new();
        for group in groups {
            if group.len() < size {
                let mut with = group.clone();
                with.push(party);
                next.push(with);
            }
            if group.len() + left >= size {
                next.push(group);
            }
        }
        groups = next;
    }
    groups
}

/// Keeps the points that none of the others dominates.
fn efficient(points: &mut Vec<Point>) {
    let all: Vec<Vec<Rational>> = points.iter().map(|point| point.values.clone()).collect();
    points.retain(|point| {
        let dominates = |other: &Vec<Rational>| {
            *other != point.values && other.iter().zip(&point.values).all(|(a, b)| a >= b)
        };
        !all.iter().any(dominates)
    });
}

/// The gains of the parties over disagreement, in doubles, and last a sum that no forbidden deal meets.
fn sums(domain: &Domain, disagreement: &[Rational]) -> Sums {
    let mut sums = Sums::new(domain.issues.iter().map(|issue| issue.options.len()).collect());
    let sizes = sums.sizes.clone();
    let bounds = |region: &super::domain::Region| -> Vec<(usize, Vec<bool>)> {
        let inside = |(issue, options): &(usize, Vec<usize>)| {
            let inside = (0..sizes[*issue]).map(|option| options.binary_search(&option).is_ok());
            (*issue, inside.collect())
        };
        region.bounds.iter().map(inside).collect()
    };
    for (party, from) in domain.parties.iter().zip(disagreement) {
        let sum = sums.push((&party.constant - from).to_f64());
        let floats =
            |values: &[Rational]| values.iter().map(Rational::to_f64).collect::<Vec<f64>>();
        for (issue, values) in party.values.iter().enumerate() {
            sums.add_table(sum, &[issue], &floats(values));
        }
        for term in &party.terms {
            match term {
                Term::Rectangle { region, worth } => {
                    sums.add_region(sum, &bounds(region), worth.to_f64());
                }
                Term::Table { issues, worth } => {
                    let (issues, worth) = ascending(issues, &floats(worth), &sizes);
                    sums.add_table(sum, &issues, &worth);
                }
            }
        }
    }
    let allowed = sums.push(0.0);
    for region in &domain.forbidden {
        sums.add_region(allowed, &bounds(region), -1.0);
    }
    sums
}

/// A table with its issues in ascending order.
fn ascending(issues: &[usize], worth: &[f64], sizes: &[usize]) -> (Vec<usize>, Vec<f64>) {
    let mut sorted = issues.to_vec();
    sorted.sort_unstable();
    let mut options = vec![0; sizes.len()];
    let entry = |mut rest: usize| {
        for &issue in sorted.iter().rev() {
            options[issue] = rest % sizes[issue];
            rest /= sizes[issue];
        }
        worth[issues.iter().fold(0, |at, &issue| at * sizes[issue] + options[issue])]
    };
    let worth = (0..worth.len()).map(entry).collect();
    (sorted, worth)
}

impl Seeker<'_> {
    /// One more sum: so much of each party's gain.
    fn weighted(&mut self, weights: &[f64]) -> usize {
        let sum = self.gains.push(0.0);
        for (party, weight) in weights.iter().enumerate() {
            self.gains.add_multiple(sum, party, *weight);
        }
        sum
    }

    /// First as many gains as possible, then their product: where not all can gain at once, those of the
    /// largest groups that can.
    fn nash(&mut self, gaining: &[usize], spreads: &[Rational]) -> Vec<Point> {
        for size in (1..=gaining.len()).rev() {
            let mut together =
                Found { best: None, all: true, bound: f64::NEG_INFINITY, complete: true };
            for (tried, gains) in groups(gaining, size).into_iter().enumerate() {
                if tried == GROUPS {
                    self.limits.push(format!(
                        "of the groups of {size} parties that may gain at once, {GROUPS} were tried \
                         for the Nash deal"
                    ));
                    break;
                }
                let weights = gains.iter().map(|&p| f64::from(self.domain.parties[p].weight));
                let goal = Goal::Product { weights: weights.collect(), gains };
                let found = self.deals(&goal, "the Nash deal");
                together.all &= found.all;
                if let Some((goal, deals)) = found.best {
                    together.best.get_or_insert((goal, Vec::new())).1.extend(deals);
                }
            }
            if together.best.is_some() {
                let weights = self.domain.weights();
                return self.best(together, |gains| {
                    let shares = gains.iter().zip(spreads);
                    let shares = shares.map(|(gain, spread)| gain.checked_div(spread));
                    vec![product(shares.zip(&weights))]
                });
            }
        }
        Vec::new()
    }

    fn deals(&mut self, goal: &Goal, what: &str) -> Found {
        let floors: Vec<usize> = (0..=self.domain.parties.len()).collect();
        let (sums, branches) = (&self.gains, BRANCHES);
        let search = Search { sums, floors: &floors, goal, branches, ties: TIES };
        let (domain, disagreement) = (self.domain, self.disagreement);
        let found = search.run(|deal| {
            let acceptable = || domain.values(deal).iter().zip(disagreement).all(|(v, d)| v >= d);
            domain.allows(deal) && acceptable()
        });
        if !found.complete {
            let how = match (&found.best, goal) {
                (None, _) => "none was found".to_owned(),
                (Some((best, _)), Goal::Product { .. }) => format!(
                    "another may have a product larger by {}",
                    crate::num::show::percent(libm::expm1(found.bound - best))
                ),
                (Some((best, _)), Goal::Sum(_) | Goal::Least(_)) => format!(
                    "another may be better by {}",
                    crate::num::show::value(found.bound - best)
                ),
            };
            self.limits.push(format!("the search for {what} was ended early: {how}"));
        } else if !found.all {
            self.limits.push(format!("more than {TIES} deals tie for {what}"));
        }
        found
    }

    /// The points with the largest score, compared exactly.
    fn best(&self, found: Found, score: impl Fn(&[Rational]) -> Vec<Rational>) -> Vec<Point> {
        let (all_deals, deals) = (found.all, found.best.map_or_else(Vec::new, |(_, deals)| deals));
        let mut most: Option<Vec<Rational>> = None;
        let mut points: Vec<Point> = Vec::new();
        for deal in deals {
            let values = self.domain.values(&deal);
            let gains: Vec<Rational> =
                values.iter().zip(self.disagreement).map(|(value, d)| value - d).collect();
            let score = score(&gains);
            if most.as_ref().is_none_or(|most| score > *most) {
                points.clear();
                most = Some(score);
            } else if most.as_ref() != Some(&score) {
                continue;
            }
            let issues = self.domain.issues.iter().zip(&deal);
            let named: Named =
                issues.map(|(i, &option)| (i.name.clone(), i.options[option].clone())).collect();
            match points.iter_mut().find(|point| point.values == values) {
                Some(point) => point.deals.push(named),
                None => points.push(Point { values, deals: vec![named], all_deals }),
            }
        }
        points.sort_by(|a, b| b.values.cmp(&a.values));
        points
    }
}
