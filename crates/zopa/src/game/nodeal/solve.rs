//! One game, solved for one set of numbers, and what is said about the answer.

use super::backward::{Board, Choice, Pass};
use super::branch::Goal;
use super::compiled::{Mover, Shape};
use super::hidden::Hidden;
use std::fmt;

/// The numbers of a game.
#[derive(Clone, Copy, Debug)]
pub struct Numbers<'a> {
    /// Payoff of each outcome to each party, outcome after outcome.
    pub payoffs: &'a [f64],
    /// Chance of each edge, node after node; only those of chance nodes are read. In [0, 1], summing to
    /// 1 at each chance node.
    pub odds: &'a [f64],
}

/// How a game is to be solved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// Backward induction; where moves are hidden, the limit of quantal response.
    Rational,
    /// Agent quantal response with this precision.
    Quantal(f64),
    /// The limit of agent quantal response, perfect information or not.
    QuantalLimit,
}

/// How a no-deal value came about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// Backward induction.
    BackwardInduction,
    /// Agent quantal response.
    Quantal {
        /// Lambda times the player's payoff range.
        precision: f64,
    },
    /// The limit of the principal branch of agent quantal response.
    QuantalLimit,
    /// The principal branch could be followed only so far.
    QuantalStopped {
        /// Where it was left.
        precision: f64,
    },
    /// A plain expression for each party, without a game.
    PlainValues,
    /// Each party's value of the standing: no deal is how things stand.
    StandingValues,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BackwardInduction => f.write_str("backward induction"),
            Self::Quantal { precision } => write!(f, "quantal response, precision {precision}"),
            Self::QuantalLimit => f.write_str("limit of quantal response"),
            Self::QuantalStopped { precision } => {
                write!(f, "quantal response, stopped at precision {precision:.3}")
            }
            Self::PlainValues => f.write_str("plain values"),
            Self::StandingValues => f.write_str("today's values"),
        }
    }
}

/// Moves among which the mover is indifferent. Backward induction takes the first of them, the limit of
/// quantal response mixes them evenly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The information set.
    pub infoset: usize,
    /// Its first node.
    pub node: usize,
    /// The moves, in file order; at least two.
    pub moves: Vec<usize>,
}

/// A solved game.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    /// Value of the game to each party.
    pub values: Vec<f64>,
    /// Chance of each outcome.
    pub outcomes: Vec<f64>,
    /// Chance of each move at each information set; those off the path included.
    pub plays: Vec<Vec<f64>>,
    /// How it was solved.
    pub method: Method,
    /// The largest gain that a mover could make by changing its play at a single information set that
    /// is reached with positive chance, as a share of its payoff range.
    pub regret: f64,
    /// Ties that were met in one backward pass, last nodes first. Where a branch was followed there are
    /// none: indifference is then what equilibrium mixing rests on.
    pub ties: Vec<Tie>,
}

impl Solved {
    /// Values that need no solving.
    #[must_use]
    pub fn plain(values: Vec<f64>, method: Method) -> Self {
        let (outcomes, plays, ties) = (Vec::new(), Vec::new(), Vec::new());
        Self { values, outcomes, plays, method, regret: 0.0, ties }
    }
}

/// Solves one game for many sets of numbers, in memory that is allocated once.
#[derive(Clone, Debug)]
pub struct Solver {
    shape: Shape,
    rule: Rule,
    ranges: Vec<f64>,
    values: Vec<f64>,
    plays: Vec<f64>,
    ties: Vec<Tie>,
    hidden: Hidden,
}

impl Solver {
    /// A solver for games of this shape.
    #[must_use]
    pub fn new(shape: Shape, rule: Rule) -> Self {
        let ranges = vec![0.0; shape.parties];
        let values = vec![0.0; shape.places() * shape.parties];
        let plays = vec![0.0; shape.plays];
        let (ties, hidden) = (Vec::new(), Hidden::default());
        Self { shape, rule, ranges, values, plays, ties, hidden }
    }

    /// The value of the game to each party, and how it was found.
    pub fn values(&mut self, numbers: Numbers<'_>) -> (&[f64], Method) {
        let method = self.settle(numbers);
        (&self.values[..self.shape.parties], method)
    }

    /// The game in full.
    pub fn solve(&mut self, numbers: Numbers<'_>) -> Solved {
        let method = self.settle(numbers);
        let reach = reach(&self.shape, numbers.odds, &self.plays);
        let plays = |set: &super::compiled::SetShape| {
            self.plays[set.first_play..set.first_play + set.moves].to_vec()
        };
        Solved {
            values: self.values[..self.shape.parties].to_vec(),
            outcomes: reach[self.shape.nodes.len()..].to_vec(),
            plays: self.shape.sets.iter().map(plays).collect(),
            method,
            regret: regret(&self.shape, &self.ranges, &self.values, &self.plays, &reach),
            ties: self.ties.clone(),
        }
    }

    /// Sets the values of all places and the chances of all plays.
    fn settle(&mut self, numbers: Numbers<'_>) -> Method {
        let Self { shape, rule, ranges, values, plays, ties, hidden } = self;
        payoff_ranges(numbers.payoffs, ranges);
        let first_outcome = shape.at(shape.nodes.len());
        values[first_outcome..].copy_from_slice(numbers.payoffs);
        ties.clear();
        let rational = *rule == Rule::Rational && shape.perfect_information;
        let (choice, method, goal) = match *rule {
            Rule::Rational if rational => (Choice::First, Method::BackwardInduction, Goal::Limit),
            Rule::Rational | Rule::QuantalLimit => {
                (Choice::Even, Method::QuantalLimit, Goal::Limit)
            }
            Rule::Quantal(precision) => (
                Choice::Logit(precision),
                Method::Quantal { precision },
                Goal::Precision(precision),
            ),
        };
        let odds = numbers.odds;
        if (Board { shape, odds, ranges, values, plays, ties }).pass(choice) == Pass::Settled {
            return method;
        }
        ties.clear();
        let stopped = hidden.settle(shape, (odds, ranges), goal, values, plays);
        stopped.map_or(method, |precision| Method::QuantalStopped { precision })
    }
}

/// Largest minus smallest payoff of each party over all outcomes.
pub(super) fn payoff_ranges(payoffs: &[f64], ranges: &mut [f64]) {
    let parties = ranges.len();
    for (party, range) in ranges.iter_mut().enumerate() {
        let own = payoffs.iter().skip(party).step_by(parties.max(1));
        let (least, most) = own.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), x| {
            (least.min(*x), most.max(*x))
        });
        *range = (most - least).max(0.0);
    }
}

/// The chance with which each place is reached.
pub(super) fn reach(shape: &Shape, odds: &[f64], plays: &[f64]) -> Vec<f64> {
    let mut reach = vec![0.0; shape.places()];
    reach[..1].fill(1.0);
    for (node, this) in shape.nodes.iter().enumerate() {
        let chances = match this.mover {
            Mover::Chance => &odds[this.first_edge..],
            Mover::Set(set) => &plays[shape.sets[set].first_play..],
        };
        for (&to, chance) in shape.successors(node).iter().zip(chances) {
            reach[to] += reach[node] * chance;
        }
    }
    reach
}

/// The largest gain from changing play at one reached information set, relative to the payoff range.
pub(super) fn regret(
    shape: &Shape,
    ranges: &[f64],
    values: &[f64],
    plays: &[f64],
    reach: &[f64],
) -> f64 {
    let mut largest: f64 = 0.0;
    for set in &shape.sets {
        let weight: f64 = set.nodes.iter().map(|&node| reach[node]).sum();
        let range = ranges[set.party];
        if weight <= 0.0 || range <= 0.0 {
            continue;
        }
        let worth = |k: usize| -> f64 {
            let at = |&node: &usize| {
                let to = shape.successors(node)[k];
                reach[node] / weight * values[shape.at(to) + set.party]
            };
            set.nodes.iter().map(at).sum()
        };
        let played: f64 = (0..set.moves).map(|k| plays[set.first_play + k] * worth(k)).sum();
        let best = (0..set.moves).map(worth).fold(f64::NEG_INFINITY, f64::max);
        largest = largest.max((best - played) / range);
    }
    largest
}
