//! The scenario as it is written: sections, names and expressions with their places in the text,
//! nothing resolved yet.
//!
//! Equality ignores places ([`Spanned`]), so that a scenario printed and read again equals itself.

use crate::diag::Span;
use crate::scenario::expect::Expect;
use crate::scenario::expr::Expr;
use crate::scenario::number::DistForm;

/// A value with its place in the text. Two are equal when their values are.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// What is written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// A name with its place.
pub type Name = Spanned<String>;
/// A name used as a key and what stands under it, in file order.
pub type Entries<T> = Vec<(Name, T)>;

/// One file: one case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// Version of the format; 1.
    pub language: u32,
    /// The case's title.
    pub title: String,
    /// The question it asks.
    pub question: Option<String>,
    /// What one period is, in words.
    pub period: Option<String>,
    /// Whether a court enforces the deal: reachable and holding are then not tested.
    pub enforced: bool,
    /// Chance that no deal leads into the no-deal game.
    pub breakdown: Option<Expr>,
    /// At most so many rungs per party in one step of a road.
    pub rungs_per_step: Option<u32>,
    /// Weights of the fair deal.
    pub weights: Weights,
    /// Sources cited by key.
    pub sources: Entries<String>,
    /// The parties.
    pub parties: Entries<Party>,
    /// The audiences at home.
    pub audiences: Entries<Audience>,
    /// The issues.
    pub issues: Entries<Issue>,
    /// Combinations that cannot be.
    pub rules: Vec<Rule>,
    /// The premises.
    pub premises: Entries<Premise>,
    /// Rank correlations between premises.
    pub correlations: Vec<Correlation>,
    /// Named expressions over the standing.
    pub terms: Entries<Expr>,
    /// What it is worth, per party or audience.
    pub values: Entries<Values>,
    /// What happens without a deal.
    pub nodeal: Option<NoDeal>,
    /// Named targets.
    pub menu: Vec<MenuEntry>,
    /// Dated changes of premises.
    pub events: Vec<Event>,
    /// The argument's claims.
    pub claims: Vec<Claim>,
}

/// Weights of the fair deal.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Weights {
    /// The same for every signing party.
    #[default]
    Equal,
    /// By patience: proportional to 1 / (-ln delta).
    Patience,
    /// As given, per party; positive.
    Given(Entries<f64>),
}

/// `[parties.NAME]`
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Full name, for reports.
    pub name: Option<String>,
    /// Discount factor per period, in (0, 1).
    pub patience: Option<Expr>,
    /// Stated position: options it says it insists on.
    pub says: Entries<Vec<Name>>,
    /// Whether it must agree; default true.
    pub signs: bool,
}

/// `[audiences.NAME]`
#[derive(Clone, Debug, PartialEq)]
pub struct Audience {
    /// Full name, for reports.
    pub name: Option<String>,
    /// The party at whose home it sits.
    pub of: Name,
    /// Lowest value it swallows.
    pub needs: Option<Expr>,
}

/// `[issues.NAME]`
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// Full name, for reports.
    pub name: Option<String>,
    /// Whose move it is.
    pub by: Name,
    /// The ladder, least to most.
    pub ladder: Ladder,
    /// The option that stands today; the first unless stated.
    pub now: Option<Name>,
    /// Whether and how fast it can be undone.
    pub undo: Undo,
    /// Periods until a breach is seen: in (0, 1], or a whole number from 2.
    pub seen_after: f64,
    /// Whether a road climbs only one rung a step.
    pub one_by_one: bool,
    /// Whether changing it can break the deal.
    pub binding: bool,
    /// Wording of options in reports.
    pub labels: Entries<String>,
}

/// The options of an issue. Equality ignores the place.
#[derive(Clone, Debug)]
pub enum Ladder {
    /// Named options.
    Options(Vec<Name>),
    /// A numeric ladder `from, from + step, .., to`; in expressions the bare name is the number.
    Range {
        /// First number.
        from: f64,
        /// Last number.
        to: f64,
        /// Distance of neighbours; positive.
        step: f64,
        /// What the number counts.
        unit: Option<String>,
        /// Place of the whole entry.
        span: Span,
    },
}

impl PartialEq for Ladder {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Options(mine), Self::Options(theirs)) => mine == theirs,
            (
                Self::Range { from, to, step, unit, span: _ },
                Self::Range { from: from2, to: to2, step: step2, unit: unit2, span: _ },
            ) => (from, to, step, unit) == (from2, to2, step2, unit2),
            _ => false,
        }
    }
}

/// How fast an issue goes back when talks collapse.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Undo {
    /// At once; the owner may also lower it at will.
    #[default]
    AtOnce,
    /// After so many periods; positive.
    Periods(f64),
    /// Never.
    Never,
}

/// `[[rules]]`
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Condition over the standing that cannot be.
    pub never: Expr,
    /// The reason, for reports.
    pub why: Option<String>,
    /// Whether nobody can bring it about, not even by a breach.
    pub physical: bool,
}

/// A premise: a number the case rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Premise {
    /// Its value or its prior.
    pub value: PremiseValue,
    /// What it is, in words.
    pub about: Option<String>,
    /// Key of its source.
    pub source: Option<Name>,
    /// Words of the source.
    pub quote: Option<String>,
    /// What a party or audience holds instead.
    pub seen_by: Entries<Amount>,
    /// Whether a belief learnt from precedents is sampled in a study.
    pub draw: bool,
}

/// Where a premise's number comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum PremiseValue {
    /// A number, expression or distribution.
    Amount(Amount),
    /// A belief learnt from precedents.
    Learnt {
        /// The prior; a beta distribution.
        prior: Spanned<DistForm>,
        /// The precedents, in file order.
        precedents: Entries<Precedent>,
    },
}

/// One precedent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Precedent {
    /// Whether it went the way the premise speaks of.
    pub outcome: bool,
    /// Its relevance, in [0, 1]; default 1.
    pub weight: f64,
}

/// A number of a premise.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// A plain number or an expression in premises.
    Expr(Expr),
    /// A plain number written with `%`, held as a fraction: a probability.
    Percent(Spanned<f64>),
    /// A distribution, or a range to explore.
    Dist(Spanned<DistForm>),
}

/// `[[correlations]]`
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    /// The two premises.
    pub between: [Name; 2],
    /// Spearman's rank correlation, in (-1, 1).
    pub rank: Spanned<f64>,
}

/// `[values.NAME]`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    /// Per issue: a table over its options, or an expression.
    pub issues: Entries<IssueValue>,
    /// Terms over several issues.
    pub plus: Vec<Expr>,
}

/// What an issue is worth.
#[derive(Clone, Debug, PartialEq)]
pub enum IssueValue {
    /// Per option; options that are not named are worth 0.
    Table(Entries<Expr>),
    /// One expression.
    Expr(Expr),
}

/// `[nodeal]`
#[derive(Clone, Debug, PartialEq)]
pub enum NoDeal {
    /// A plain expression per party.
    Values(Entries<Expr>),
    /// A game.
    Game(Game),
}

/// The no-deal game as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Game {
    /// Node where it starts.
    pub start: Name,
    /// How it is solved.
    pub solve: Solve,
    /// Precision of the quantal response; where it is missing, the limit is taken.
    pub precision: Option<Spanned<f64>>,
    /// The nodes.
    pub nodes: Entries<Node>,
    /// The outcomes.
    pub outcomes: Entries<Outcome>,
}

/// How the no-deal game is solved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Solve {
    /// Backward induction, or the limit of quantal response where moves are hidden.
    #[default]
    Rational,
    /// Agent quantal response with a stated precision.
    Quantal,
}

/// `[nodeal.nodes.NAME]`
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// A party, or `chance`.
    pub by: Name,
    /// Move and the node or outcome it leads to.
    pub moves: Entries<Name>,
    /// Chance of each move, at nodes by chance.
    pub odds: Entries<Odds>,
    /// Nodes of one party with the same name here are one information set.
    pub knows: Option<Name>,
}

/// The chance of a move. Equality ignores the place.
#[derive(Clone, Debug)]
pub enum Odds {
    /// An expression in premises.
    Expr(Expr),
    /// What the others leave; the place.
    Rest(Span),
}

impl PartialEq for Odds {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Expr(mine), Self::Expr(theirs)) => mine == theirs,
            (Self::Rest(_), Self::Rest(_)) => true,
            _ => false,
        }
    }
}

/// `[nodeal.outcomes.NAME]`
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Full name, for reports.
    pub name: Option<String>,
    /// Payoff per period, per party.
    pub payoffs: Entries<Expr>,
}

/// Options for some issues, with an optional condition over the standing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Per issue the options allowed; issues that are not named are free.
    pub options: Entries<Vec<Name>>,
    /// Condition over the standing.
    pub condition: Option<Expr>,
}

/// `[[menu]]`
#[derive(Clone, Debug, PartialEq)]
pub struct MenuEntry {
    /// Its name.
    pub name: Name,
    /// The deals it means.
    pub deal: Target,
}

/// `[[events]]`
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Date, `YYYY-MM-DD`.
    pub date: Spanned<String>,
    /// What happened.
    pub what: String,
    /// New values of premises (`premise` or `premise@party`).
    pub set: Entries<Amount>,
    /// Likelihood ratios for premises that are probabilities; positive.
    pub evidence: Entries<Spanned<f64>>,
}

/// `[[claims]]`
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its identifier.
    pub id: Name,
    /// What it says.
    pub text: String,
    /// Key of its source.
    pub source: Option<Name>,
    /// Words of the source.
    pub quote: Option<String>,
    /// The deals it speaks of.
    pub deal: Option<Target>,
    /// Premises changed for this claim (`premise` or `premise@party`).
    pub when: Entries<Amount>,
    /// Precedents left out for this claim.
    pub without: Vec<Name>,
    /// Options (`issue.option`) that are not on offer for this claim.
    pub ban: Vec<Name>,
    /// Only events up to this date count, `YYYY-MM-DD`.
    pub as_of: Option<Spanned<String>>,
    /// What must come out.
    pub expect: Expect,
}
