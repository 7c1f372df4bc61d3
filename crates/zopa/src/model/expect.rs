//! Claims and what they expect, with names resolved.

use super::{Change, Target};
use crate::diag::Span;
use crate::scenario::expect::TestName;
pub use crate::scenario::expr::BinaryOp;

/// A claim of the argument.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its identifier.
    pub id: String,
    /// Place of the identifier in the text.
    pub span: Span,
    /// What it says.
    pub text: String,
    /// Key of its source.
    pub source: Option<String>,
    /// Words of the source.
    pub quote: Option<String>,
    /// The deals it speaks of; `None`: all.
    pub target: Option<Target>,
    /// Premises changed for it.
    pub changes: Vec<Change>,
    /// Precedents left out for it: premise and index of the precedent.
    pub without: Vec<(usize, usize)>,
    /// Options not on offer for it: issue and option.
    pub ban: Vec<(usize, usize)>,
    /// Only events up to this date count.
    pub as_of: Option<String>,
    /// What it speaks of and supposes, as written, one key each.
    pub supposed_text: Vec<String>,
    /// What must come out.
    pub expect: Expect,
    /// `expect` as written.
    pub expect_text: String,
}

/// A predicate on the verdict.
#[derive(Clone, Debug)]
pub enum Expect {
    /// `[not] TEST [to ACTOR]`
    Test {
        /// Whether it is denied.
        not: bool,
        /// Which.
        test: TestName,
        /// For which actor alone.
        to: Option<usize>,
    },
    /// `[not] best for PARTY`
    BestFor {
        /// Whether it is denied.
        not: bool,
        /// The party.
        party: usize,
    },
    /// `[not] fair`
    Fair {
        /// Whether it is denied.
        not: bool,
    },
    /// `quantity op quantity`
    Compare(BinaryOp, Quantity, Quantity),
    /// Both.
    And(Box<Expect>, Box<Expect>),
    /// At least one.
    Or(Box<Expect>, Box<Expect>),
}

/// A number read off the verdict.
#[derive(Clone, Debug)]
pub enum Quantity {
    /// A number.
    Number(f64),
    /// The quantity on the other side, without the claim's changes.
    Baseline,
    /// Value of a deal to an actor.
    Value(DealRef, usize),
    /// No-deal value of a party.
    NoDeal {
        /// Whose.
        party: usize,
        /// Who is to blame.
        blamed: Option<usize>,
    },
    /// Chance of an outcome of the no-deal game at today's standing.
    Odds {
        /// Which outcome.
        outcome: usize,
        /// In whose view; nobody's where missing.
        seen_by: Option<usize>,
        /// Who is to blame.
        blamed: Option<usize>,
    },
    /// Payoff of an outcome to a party at today's standing, in its own view.
    Outcome {
        /// Which outcome.
        outcome: usize,
        /// Whose.
        party: usize,
    },
    /// Chance of a move at a node, in its owner's view.
    Plays {
        /// Which node.
        node: usize,
        /// Which of its moves.
        r#move: usize,
    },
    /// Least margin of the claim's representative in a test.
    Margin(TestName),
    /// How many deals (of the claim's) pass a test.
    Count(TestName),
    /// Steps of a deal's safest road.
    Steps(DealRef),
    /// `-x`
    Neg(Box<Quantity>),
    /// `x op y`
    Binary(BinaryOp, Box<Quantity>, Box<Quantity>),
}

/// A deal named in a quantity.
#[derive(Clone, Debug, PartialEq)]
pub enum DealRef {
    /// The representative of the claim's own.
    Own,
    /// The fair deal.
    Fair,
    /// Today's standing.
    Today,
    /// A party's best.
    Best(usize),
    /// The representative of a menu entry.
    Menu(usize),
}
