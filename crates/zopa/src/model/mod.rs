//! Stage 2, build: a [`Scenario`](crate::scenario::Scenario) becomes a [`Model`]: names resolved to
//! indices, expressions compiled, ladders indexed.
//!
//! Parties and audiences share one numbering, *actors*: parties first, then audiences. Everything is
//! held in file order.
//!
//! | question | file |
//! |---|---|
//! | what is wrong with this scenario? | `build`, and a file for each kind of section: `issue_build`, `premise_build`, `game_build`, `claim_build` |
//! | what does a name mean? | `names` |
//! | what does an expression mean, and what may it use? | `compile`, by way of `tree` and `emit` to [`program`] |
//! | what does everybody hold the premises to be? | [`views`] |
//! | can it all be computed at the central values, and is any deal meant? | `central`, with `combinations` of options |
//! | which deals does a text mean? | `target` |

mod build;
mod central;
mod claim_build;
mod combinations;
mod compile;
mod correlate;
mod emit;
pub mod expect;
mod game_build;
mod graph;
mod issue_build;
mod names;
pub mod premise;
mod premise_build;
pub mod program;
mod target;
#[cfg(test)]
#[allow(clippy::float_cmp, reason = "what is computed in the same way is equal to the last digit")]
mod tests;
mod tree;
pub mod views;

pub use build::{build, build_any_size, examine};
pub use central::check_central;
pub use expect::{Claim, DealRef, Expect, Quantity};
pub use premise::{Amount, Belief, Change, Changes, Premise, Setting};
pub use program::{Env, Fault, FaultKind, Program};
pub use target::parse_target;
pub use views::{Held, Holding, Source, Views};

use crate::diag::Span;
pub use crate::scenario::ast::{Solve, Undo};
pub use crate::scenario::expect::TestName;

/// A scenario made ready for computing.
#[derive(Clone, Debug)]
pub struct Model {
    /// The case's title.
    pub title: String,
    /// The question it asks.
    pub question: Option<String>,
    /// What one period is, in words.
    pub period: Option<String>,
    /// SHA-256 of the scenario's text, in lower-case hexadecimal.
    pub sha256: String,
    /// Whether a court enforces the deal.
    pub enforced: bool,
    /// At most so many rungs per party in one step of a road.
    pub rungs_per_step: Option<u32>,
    /// Weights of the fair deal.
    pub weights: Weights,
    /// Sources: key and wording.
    pub sources: Vec<(String, String)>,
    /// The parties.
    pub parties: Vec<Party>,
    /// The audiences.
    pub audiences: Vec<Audience>,
    /// The issues.
    pub issues: Vec<Issue>,
    /// Combinations that cannot be.
    pub rules: Vec<Rule>,
    /// The premises.
    pub premises: Vec<Premise>,
    /// Premises in an order in which each stands behind those that it uses.
    pub premise_order: Vec<usize>,
    /// Rank correlations: two premises and Spearman's rho.
    pub correlations: Vec<(usize, usize, f64)>,
    /// What a standing is worth per period to each actor.
    pub values: Vec<Vec<Term>>,
    /// Chance that no deal leads into the no-deal game.
    pub breakdown: Program,
    /// What happens without a deal.
    pub nodeal: NoDeal,
    /// Named targets.
    pub menu: Vec<MenuEntry>,
    /// Dated changes of premises, by date.
    pub events: Vec<Event>,
    /// The argument's claims.
    pub claims: Vec<Claim>,
}

/// Weights of the fair deal.
#[derive(Clone, Debug, PartialEq)]
pub enum Weights {
    /// The same for every signing party.
    Equal,
    /// Proportional to 1 / (-ln delta).
    Patience,
    /// As given, one per party; positive for those that sign.
    Given(Vec<f64>),
}

/// A party.
#[derive(Clone, Debug)]
pub struct Party {
    /// The key in the file.
    pub key: String,
    /// The name for reports; the key where none is given.
    pub name: String,
    /// Discount factor per period; taken in the party's own view.
    pub patience: Program,
    /// Place of the patience in the text.
    pub patience_span: Span,
    /// Place of the party's key in the text.
    pub span: Span,
    /// Whether it must agree.
    pub signs: bool,
    /// Its stated position.
    pub says: Option<Target>,
}

/// An audience at home.
#[derive(Clone, Debug)]
pub struct Audience {
    /// The key in the file.
    pub key: String,
    /// The name for reports.
    pub name: String,
    /// The party at whose home it sits.
    pub of: usize,
    /// Lowest value it swallows; where missing, its value of today's standing.
    pub needs: Option<Program>,
}

/// An issue.
#[derive(Clone, Debug)]
pub struct Issue {
    /// The key in the file.
    pub key: String,
    /// The name for reports.
    pub name: String,
    /// The owner.
    pub by: usize,
    /// The ladder, least to most; at least two.
    pub options: Vec<LadderOption>,
    /// What the numbers of a numeric ladder count.
    pub unit: Option<String>,
    /// The option that stands today.
    pub now: usize,
    /// Whether and how fast it can be undone.
    pub undo: Undo,
    /// Periods until a breach is seen: in (0, 1], or a whole number from 2.
    pub seen_after: f64,
    /// Whether a road climbs only one rung a step.
    pub one_by_one: bool,
    /// Whether changing it can break the deal.
    pub binding: bool,
}

/// One rung of a ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct LadderOption {
    /// The key in the file.
    pub key: String,
    /// The wording for reports.
    pub label: String,
    /// Its number on a numeric ladder.
    pub number: Option<f64>,
}

/// A combination that cannot be.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Not 0 where the standing is excluded; taken in nobody's view.
    pub never: Program,
    /// The reason, for reports.
    pub why: Option<String>,
    /// Whether breaches too are kept out.
    pub physical: bool,
}

/// A part of what a standing is worth.
#[derive(Clone, Debug)]
pub enum Term {
    /// One expression per option of an issue; only the standing option's is evaluated.
    Table {
        /// The issue.
        issue: usize,
        /// One per option.
        entries: Vec<Program>,
    },
    /// An expression.
    Expr(Program),
}

/// What happens without a deal.
#[derive(Clone, Debug)]
pub enum NoDeal {
    /// Things stay as they stand: each party's value of the standing.
    Standing,
    /// An expression per party.
    Values(Vec<Program>),
    /// A game.
    Game(Game),
}

/// The no-deal game. A node may have several parents (the continuation is then the same).
#[derive(Clone, Debug)]
pub struct Game {
    /// Nodes, parents before children; the first is the start.
    pub nodes: Vec<Node>,
    /// Information sets of the parties.
    pub infosets: Vec<Infoset>,
    /// The outcomes.
    pub outcomes: Vec<Outcome>,
    /// How it is solved.
    pub solve: Solve,
    /// Precision of the quantal response; the limit where missing.
    pub precision: Option<f64>,
    /// Whether every information set holds a single node.
    pub perfect_information: bool,
}

/// A node of the no-deal game.
#[derive(Clone, Debug)]
pub struct Node {
    /// The key in the file.
    pub key: String,
    /// Who moves.
    pub kind: NodeKind,
    /// The moves, in file order.
    pub moves: Vec<Move>,
}

/// Who moves at a node.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// Chance, with the odds of each move.
    Chance(Vec<Odds>),
    /// A party, in this information set.
    Decision(usize),
}

/// The chance of a move.
#[derive(Clone, Debug)]
pub enum Odds {
    /// An expression; taken in the view of the party that solves the game.
    Expr(Program),
    /// What the others leave.
    Rest,
}

/// A move and where it leads.
#[derive(Clone, Debug)]
pub struct Move {
    /// The key in the file.
    pub key: String,
    /// Where it leads.
    pub to: Successor,
}

/// Where a move leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Successor {
    /// Another node.
    Node(usize),
    /// The end.
    Outcome(usize),
}

/// Nodes that the party cannot tell apart; all have the same moves.
#[derive(Clone, Debug)]
pub struct Infoset {
    /// The name: `knows`, or the node's key.
    pub key: String,
    /// Who moves.
    pub party: usize,
    /// The nodes, in file order.
    pub nodes: Vec<usize>,
    /// How many moves.
    pub moves: usize,
}

/// An outcome of the no-deal game.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The key in the file.
    pub key: String,
    /// The name for reports.
    pub name: String,
    /// Payoff per period, one per party.
    pub payoffs: Vec<Program>,
}

/// Options for some issues, with an optional condition.
#[derive(Clone, Debug)]
pub struct Target {
    /// Per issue the options allowed; `None` where it is free.
    pub options: Vec<Option<Vec<usize>>>,
    /// Condition over the standing, in nobody's view; holds where not 0.
    pub condition: Option<Program>,
}

/// An entry of the menu.
#[derive(Clone, Debug)]
pub struct MenuEntry {
    /// Its name.
    pub name: String,
    /// Place of the name in the text.
    pub span: Span,
    /// The deals it means.
    pub target: Target,
}

/// A dated change of premises.
#[derive(Clone, Debug)]
pub struct Event {
    /// `YYYY-MM-DD`
    pub date: String,
    /// What happened.
    pub what: String,
    /// What it changes.
    pub changes: Vec<Change>,
}

impl Model {
    /// How many actors: parties and audiences.
    #[must_use]
    pub fn actors(&self) -> usize {
        self.parties.len() + self.audiences.len()
    }

    /// The actor's key in the file.
    #[must_use]
    pub fn actor_key(&self, actor: usize) -> &str {
        match actor.checked_sub(self.parties.len()) {
            None => &self.parties[actor].key,
            Some(audience) => &self.audiences[audience].key,
        }
    }

    /// The parties that sign, in file order.
    pub fn signers(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.parties.len()).filter(|&p| self.parties[p].signs)
    }

    /// The participants: parties that sign or own an issue, in file order.
    #[must_use]
    pub fn participants(&self) -> Vec<usize> {
        (0..self.parties.len())
            .filter(|&p| self.parties[p].signs || self.issues.iter().any(|issue| issue.by == p))
            .collect()
    }

    /// Whether there are too many combinations of options to value and test each.
    #[must_use]
    pub fn is_large(&self) -> bool {
        let sizes = self.issues.iter().map(|issue| issue.options.len() as f64);
        sizes.product::<f64>() > issue_build::MOST_STANDINGS
    }

    /// How many standings there are to list; none where they [are too many](Self::is_large).
    #[must_use]
    pub fn listed(&self) -> usize {
        if self.is_large() {
            0
        } else {
            self.issues.iter().map(|issue| issue.options.len()).product()
        }
    }

    /// The options of today's standing.
    #[must_use]
    pub fn today(&self) -> Vec<usize> {
        self.issues.iter().map(|issue| issue.now).collect()
    }
}

impl Game {
    /// Every program of the game: odds and payoffs.
    pub fn programs(&self) -> impl Iterator<Item = &Program> {
        let odds = self.nodes.iter().flat_map(|node| match &node.kind {
            NodeKind::Chance(odds) => odds.as_slice(),
            NodeKind::Decision(_) => &[],
        });
        let odds = odds.filter_map(|odds| match odds {
            Odds::Expr(program) => Some(program),
            Odds::Rest => None,
        });
        odds.chain(self.outcomes.iter().flat_map(|outcome| &outcome.payoffs))
    }
}
