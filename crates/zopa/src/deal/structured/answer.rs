//! The frontier and the solutions of a domain, with its names.

use super::amount::Amount;
use super::choice::{Solution, Table};
use super::cover;
use super::domain::{Domain, Term};
use super::lottery::{Lotteries, lotteries};
use super::many::{self, Many};
use super::maxima::Set;
use super::network::Network;
use super::scale::{Units, Width};
use super::sweep::{Sweep, Terms};
use super::trade::{Trade, trade};
use crate::num::rational::Rational;
use indexmap::IndexMap;
use num_bigint::BigInt;
use serde::Serialize;

/// From so many parties on, a few deals are told that stand for the frontier; so many of them.
const CROWD: usize = 5;
const COVER: usize = 12;
/// The finest grid that is tried where the exact frontier is too large: this power of one half.
const FINEST: i32 = 10;

/// How much may be spent, and how much is to be told.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Look only among deals that are worse than the reservation for nobody.
    pub above_reservations: bool,
    /// Whether the ideals of Kalai-Smorodinsky are the parties' best deals of all, as some programs have
    /// it, rather than their best deals among those that are worse than disagreement for nobody.
    pub ideals_of_all: bool,
    /// How many partial deals may be kept.
    pub sums: usize,
    /// How many points of the frontier are listed.
    pub points: usize,
    /// How many deals are listed behind each point.
    pub deals: usize,
    /// Whether lotteries over deals are to be looked at too.
    pub lotteries: bool,
}

impl Plan {
    /// What a minute and a gigabyte allow: with more parties, each sum costs more to compare.
    #[must_use]
    pub fn for_parties(parties: usize) -> Self {
        let sums = match parties {
            0..=3 => 20_000_000,
            4 => 2_000_000,
            _ => 50_000,
        };
        Self { sums, ..Self::default() }
    }
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            above_reservations: false,
            ideals_of_all: false,
            sums: 20_000_000,
            points: 0,
            deals: 100,
            lotteries: false,
        }
    }
}

/// A deal: issue and option.
pub type Named = IndexMap<String, String>;

/// What the domain's structure says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// Whether the frontier is exact, and with it the solutions.
    pub exact: bool,
    /// Whether the solutions are: where the frontier is not, they are searched for one by one.
    pub solutions_exact: bool,
    /// Else, by how much of its range a party may be worse off at the listed point nearest to any deal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epsilon: Option<f64>,
    /// Name of the domain.
    pub name: String,
    /// Names of the parties.
    pub parties: Vec<String>,
    /// How many issues.
    pub issues: usize,
    /// How many combinations of options; absent above 2^64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub combinations: Option<u64>,
    /// Its decimal logarithm.
    pub magnitude: f64,
    /// What each party has without a deal: its reservation, or its least value if that is more.
    pub disagreement: Vec<Rational>,
    /// From each party's worst deal to its best.
    #[serde(skip)]
    pub ranges: Vec<Rational>,
    /// The efficient points.
    pub frontier: Frontier,
    /// The bargaining solutions among the deals that are worse than disagreement for nobody.
    pub solutions: Solutions,
    /// Each party's best deals among those that are worse than disagreement for nobody.
    pub best: IndexMap<String, Vec<Point>>,
    /// A few deals that stand for the frontier, where five parties or more make it too large to read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<Cover>,
    /// What the parties have to trade with each other.
    pub trade: Trade,
    /// What can be had where lots are drawn, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lotteries: Option<Lotteries>,
    /// What was limited, in sentences.
    pub limits: Vec<String>,
}

/// The efficient points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Frontier {
    /// How many different ones.
    pub size: usize,
    /// How many of them are below no reservation.
    pub above_reservations: usize,
    /// Those that were asked for, the first party's best first.
    pub points: Vec<Point>,
}

/// A few deals that stand for all efficient ones that are worse than disagreement for nobody.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cover {
    /// The deals.
    pub points: Vec<Point>,
    /// For each efficient deal one of them is worse for nobody by more than this share of its range.
    pub within: f64,
}

/// The solutions, each with all points that tie.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Solutions {
    /// Largest product of gains.
    pub nash: Vec<Point>,
    /// Largest least share of the ideal gains, then leximin.
    pub kalai_smorodinsky: Vec<Point>,
    /// Leximin of gains; depends on the units.
    pub egalitarian: Vec<Point>,
    /// Largest sum; depends on the units.
    pub utilitarian: Vec<Point>,
}

/// A point and the deals behind it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// Value to each party.
    pub values: Vec<Rational>,
    /// The deals that give exactly this.
    pub deals: Vec<Named>,
    /// Whether these are all of them.
    pub all_deals: bool,
}

/// The frontier and the solutions of a domain with at least one party and one issue.
#[must_use]
pub fn solve(domain: &Domain, plan: &Plan) -> Answer {
    let units = Units::of(domain);
    match units.width() {
        Width::Word => Search::<i64>::of(domain, &units, plan).answer(),
        Width::Double => Search::<i128>::of(domain, &units, plan).answer(),
        Width::Any => Search::<BigInt>::of(domain, &units, plan).answer(),
    }
}

struct Search<'a, T> {
    domain: &'a Domain,
    units: &'a Units,
    plan: &'a Plan,
    /// Without the constants, as everything in the sweep.
    disagreement: Vec<T>,
    constant: Vec<T>,
    spreads: Vec<T>,
    /// The most that each party gets from any deal.
    most: Vec<T>,
    sweep: Option<Sweep<T>>,
    epsilon: Option<f64>,
}

impl<'a, T: Amount> Search<'a, T> {
    fn of(domain: &'a Domain, units: &'a Units, plan: &'a Plan) -> Self {
        let network = Network::<T>::of(domain, units);
        let constant = network.constant.clone();
        let parties = 0..domain.parties.len();
        let extremes: Vec<(T, T)> =
            parties.map(|p| extremes(domain, units, p, plan.sums)).collect();
        let spreads = extremes.iter().map(|(least, most)| most.minus(least));
        // Whoever gets the same from every deal has no gain that a spread could measure: any will do.
        let spreads = spreads.map(|s| if s > T::zero() { s } else { T::of(&1.into()) }).collect();
        let least = |p: usize| extremes[p].0.minus(&constant[p]);
        let disagreement: Vec<T> = (0..domain.parties.len())
            .map(|p| {
                let reservation = domain.parties[p].reservation.as_ref();
                let stated = reservation.map(|r| units.whole::<T>(p, r).minus(&constant[p]));
                stated.map_or(least(p), |stated| stated.max(least(p)))
            })
            .collect();
        let most = extremes.iter().zip(&constant).map(|((_, most), c)| most.minus(c)).collect();
        // The network counts the constants in what is still to come.
        let floor = || {
            let sums = disagreement.iter().zip(&constant);
            plan.above_reservations.then(|| sums.map(|(d, c)| d.plus(c)).collect::<Vec<T>>())
        };
        let mut terms = Terms { floor: floor(), budget: plan.sums, cells: Vec::new() };
        let mut sweep = Sweep::run(network.clone(), &terms).ok();
        let mut epsilon = None;
        // The finest grid that fits, by halving the range of powers.
        let (mut coarse, mut fine) = (0, if sweep.is_none() { FINEST + 1 } else { 0 });
        while coarse < fine {
            let power = (coarse + fine) / 2;
            terms.cells = cells(&network, power);
            if let Ok(found) = Sweep::run(network.clone(), &terms) {
                (sweep, epsilon) = (Some(found), Some(libm::ldexp(1.0, -power)));
                coarse = power + 1;
            } else {
                fine = power;
            }
        }
        Self { domain, units, plan, disagreement, constant, spreads, most, sweep, epsilon }
    }

    fn answer(&self) -> Answer {
        let dims = self.domain.parties.len();
        let none = Set { dims, values: Vec::new() };
        let found = self.sweep.as_ref().map_or(&none, |sweep| &sweep.found);
        let mut rational = found.clone();
        rational.retain(|point| point.iter().zip(&self.disagreement).all(|(x, d)| x >= d));
        let exact = self.epsilon.is_none() && self.sweep.is_some();
        let disagreement = self.disagreement.iter().enumerate();
        let disagreement: Vec<Rational> = disagreement.map(|(p, d)| self.own(p, d)).collect();
        let ranges = self.spreads.iter().enumerate();
        let ranges: Vec<Rational> = ranges.map(|(p, s)| self.units.rational(p, s)).collect();
        let solved = if exact {
            self.among(&rational)
        } else {
            many::solutions(self.domain, &disagreement, &ranges)
        };
        let parties: Vec<String> = self.domain.parties.iter().map(|p| p.name.clone()).collect();
        let mut limits = self.limits(found.len());
        let solutions_exact = solved.limits.is_empty();
        limits.extend(solved.limits);
        let listed = found.points().take(self.plan.points);
        let lotteries =
            if self.plan.lotteries { self.lotteries(&disagreement, &mut limits) } else { None };
        Answer {
            exact,
            solutions_exact,
            epsilon: self.epsilon,
            name: self.domain.name.clone(),
            issues: self.domain.issues.len(),
            combinations: self.domain.combinations(),
            magnitude: self.domain.magnitude(),
            frontier: Frontier {
                size: found.len(),
                above_reservations: rational.len(),
                points: listed.map(|point| self.point(point)).collect(),
            },
            best: parties.iter().cloned().zip(solved.best).collect(),
            parties,
            solutions: solved.solutions,
            cover: if dims >= CROWD { self.cover(&rational) } else { None },
            trade: trade(self.domain),
            lotteries,
            disagreement,
            ranges,
            limits,
        }
    }

    /// The solutions and everybody's best among the points of an exact frontier.
    fn among(&self, rational: &Set<T>) -> Many {
        let dims = rational.dims;
        let table = Table {
            points: rational,
            disagreement: self.disagreement.clone(),
            units: (0..dims).map(|p| self.units.unit(p)).collect(),
            spreads: self.spreads.clone(),
            weights: self.domain.weights(),
            ideals: self.plan.ideals_of_all.then(|| self.most.clone()),
        };
        let best = |solution| {
            let best = table.best(solution).into_iter();
            best.map(|i| self.point(rational.point(i))).collect()
        };
        let most = |party: usize| {
            let most = rational.points().map(|point| &point[party]).max();
            let points = rational.points().filter(|point| Some(&point[party]) == most);
            points.take(self.plan.deals).map(|point| self.point(point)).collect()
        };
        Many {
            solutions: Solutions {
                nash: best(Solution::Nash),
                kalai_smorodinsky: best(Solution::KalaiSmorodinsky),
                egalitarian: best(Solution::Egalitarian),
                utilitarian: best(Solution::Utilitarian),
            },
            best: (0..dims).map(most).collect(),
            limits: Vec::new(),
        }
    }

    fn lotteries(&self, disagreement: &[Rational], limits: &mut Vec<String>) -> Option<Lotteries> {
        let found = lotteries(self.domain, disagreement);
        match &found {
            None => limits.push(
                "lotteries are not looked at: too many issues hang together in the values"
                    .to_owned(),
            ),
            Some(Lotteries { corners: None, .. }) => {
                limits.push(
                    "the frontier with lotteries has too many corners to be found".to_owned(),
                );
            }
            Some(_) => {}
        }
        found
    }

    /// A few deals that stand for these points.
    fn cover(&self, rational: &Set<T>) -> Option<Cover> {
        let spreads: Vec<f64> = self.spreads.iter().map(Amount::to_f64).collect();
        let share = |point: &[T]| point.iter().zip(&spreads).map(|(x, s)| x.to_f64() / s).collect();
        let shares: Vec<Vec<f64>> = rational.points().map(share).collect();
        let (chosen, within) = cover::cover(&shares, COVER);
        let points: Vec<Point> =
            chosen.into_iter().map(|i| self.point(rational.point(i))).collect();
        (!points.is_empty())
            .then(|| Cover { points, within: within + self.epsilon.unwrap_or_default() })
    }

    fn limits(&self, size: usize) -> Vec<String> {
        let mut limits = Vec::new();
        if self.sweep.is_none() {
            limits.push("the frontier is too large for the memory allowed".to_owned());
        } else if let Some(epsilon) = self.epsilon {
            limits.push(format!(
                "the frontier is too large for the memory allowed: every deal has a listed one that \
                 is worse for nobody by more than {epsilon} of that party's range"
            ));
        }
        if self.plan.points > 0 && size > self.plan.points {
            limits.push(format!("{} of {size} efficient points are listed", self.plan.points));
        }
        limits
    }

    fn own(&self, party: usize, sum: &T) -> Rational {
        self.units.rational(party, &sum.plus(&self.constant[party]))
    }

    fn point(&self, sums: &[T]) -> Point {
        let (deals, all_deals) = match &self.sweep {
            Some(sweep) => sweep.deals(sums, self.plan.deals),
            None => (Vec::new(), false),
        };
        let named = |deal: Vec<usize>| {
            let issues = self.domain.issues.iter().zip(deal);
            issues.map(|(i, option)| (i.name.clone(), i.options[option].clone())).collect()
        };
        Point {
            values: sums.iter().enumerate().map(|(p, sum)| self.own(p, sum)).collect(),
            deals: deals.into_iter().map(named).collect(),
            all_deals: all_deals && self.epsilon.is_none(),
        }
    }
}

/// The least and the largest value of a party over all deals, or bounds around them where the space is
/// too entangled.
fn extremes<T: Amount>(domain: &Domain, units: &Units, party: usize, budget: usize) -> (T, T) {
    let alone = units.only(party);
    let mut only = Domain { parties: vec![domain.parties[party].clone()], ..domain.clone() };
    let most = most(&only, &alone, budget);
    let party = &mut only.parties[0];
    let negate = |x: &mut Rational| *x = -&*x;
    party.values.iter_mut().flatten().for_each(negate);
    negate(&mut party.constant);
    for term in &mut party.terms {
        match term {
            Term::Rectangle { worth, .. } => negate(worth),
            Term::Table { worth, .. } => worth.iter_mut().for_each(negate),
        }
    }
    let least: T = self::most(&only, &alone, budget);
    (T::zero().minus(&least), most)
}

/// The largest value of a domain's only party.
fn most<T: Amount>(only: &Domain, units: &Units, budget: usize) -> T {
    let network = Network::<T>::of(only, units);
    let bound = network.rest().into_iter().flatten().next().unwrap_or_else(T::zero);
    let constant = network.constant.first().cloned().unwrap_or_else(T::zero);
    let terms = Terms { floor: None, budget, cells: Vec::new() };
    let found = Sweep::run(network, &terms).ok().map(|sweep| sweep.found);
    found.and_then(|set| set.values.first().map(|most| most.plus(&constant))).unwrap_or(bound)
}

/// Cells of a grid that is so fine that all issues together err by 2^-power of a party's range.
fn cells<T: Amount>(network: &Network<T>, power: i32) -> Vec<T> {
    let issues = network.order.len().max(1);
    let scale = BigInt::from(issues) << power.unsigned_abs();
    (0..network.parties)
        .map(|party| {
            let range: BigInt = network
                .worth
                .iter()
                .map(|options| {
                    let of = || options.iter().map(|worth| worth[party].to_big());
                    of().max().unwrap_or_default() - of().min().unwrap_or_default()
                })
                .sum();
            T::of(&(range / &scale).max(BigInt::from(1)))
        })
        .collect()
}
