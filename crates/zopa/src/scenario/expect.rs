//! What a claim expects, as written.

use crate::diag::Span;
use crate::scenario::ast::Name;
use crate::scenario::expr::BinaryOp;

/// A predicate on the verdict with its place; equality ignores the place.
#[derive(Clone, Debug)]
pub struct Expect {
    /// What it asks.
    pub kind: ExpectKind,
    /// Where.
    pub span: Span,
}

impl PartialEq for Expect {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// The forms of a predicate.
#[allow(clippy::large_enum_variant, reason = "a claim holds one; a box would only get in the way")]
#[derive(Clone, Debug, PartialEq)]
pub enum ExpectKind {
    /// `[not] TEST [to PARTY]`
    Test {
        /// Whether it is denied: then it must fail for all deals of the claim, else pass for some.
        not: bool,
        /// Which.
        test: TestName,
        /// For whom alone; party or audience.
        to: Option<Name>,
    },
    /// `[not] best for PARTY`: some deal of the claim is among the party's best.
    BestFor {
        /// Whether it is denied.
        not: bool,
        /// The party.
        party: Name,
    },
    /// `[not] fair`: some deal of the claim is among the fair ones.
    Fair {
        /// Whether it is denied.
        not: bool,
    },
    /// `quantity op quantity`
    Compare(BinaryOp, Quantity, Quantity),
    /// `predicate and predicate`
    And(Box<Expect>, Box<Expect>),
    /// `predicate or predicate`
    Or(Box<Expect>, Box<Expect>),
}

/// The tests by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestName {
    /// All four.
    Attainable,
    /// Every signing party gets at least its no-deal value.
    Acceptable,
    /// Every audience swallows it.
    Ratifiable,
    /// A safe road leads to it.
    Reachable,
    /// Nobody gains by breaking it.
    Holding,
}

/// A number read off the verdict.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// What it is.
    pub kind: QuantityKind,
    /// Where.
    pub span: Span,
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// The forms of a quantity.
#[derive(Clone, Debug, PartialEq)]
pub enum QuantityKind {
    /// A number.
    Number(f64),
    /// `baseline`: the quantity on the other side, without the claim's changes.
    Baseline,
    /// `value(DEAL, WHO)`
    Value(DealRef, Name),
    /// `no_deal(PARTY)` or `no_deal(PARTY, blamed OTHER)`
    NoDeal {
        /// Whose.
        party: Name,
        /// Who is to blame.
        blamed: Option<Name>,
    },
    /// `odds(OUTCOME)`, with `seen by PARTY` and `blamed PARTY`
    Odds {
        /// Which outcome.
        outcome: Name,
        /// In whose view; nobody's unless said.
        seen_by: Option<Name>,
        /// Who is to blame.
        blamed: Option<Name>,
    },
    /// `outcome(OUTCOME, WHO)`: the payoff.
    Outcome(Name, Name),
    /// `plays(NODE, MOVE)`: chance of the move at the node, in its owner's view.
    Plays(Name, Name),
    /// `margin(TEST)`: least margin of the claim's representative.
    Margin(TestName),
    /// `count(TEST)`: how many deals.
    Count(TestName),
    /// `steps(DEAL)`: steps of its safest road.
    Steps(DealRef),
    /// `-x`
    Neg(Box<Quantity>),
    /// `x op y` with `+ - * /`
    Binary(BinaryOp, Box<Quantity>, Box<Quantity>),
}

/// A deal named in a quantity.
#[derive(Clone, Debug, PartialEq)]
pub enum DealRef {
    /// `deal`: the representative of the claim's own.
    Own,
    /// `fair`
    Fair,
    /// `today`: the standing as it is.
    Today,
    /// `best(PARTY)`
    Best(Name),
    /// A menu entry by its name.
    Menu(Name),
}

impl Quantity {
    /// Whether `baseline` occurs in it.
    #[must_use]
    pub fn mentions_baseline(&self) -> bool {
        match &self.kind {
            QuantityKind::Baseline => true,
            QuantityKind::Neg(inner) => inner.mentions_baseline(),
            QuantityKind::Binary(_, left, right) => {
                left.mentions_baseline() || right.mentions_baseline()
            }
            _ => false,
        }
    }
}

impl TestName {
    /// Every test.
    pub const ALL: [Self; 5] =
        [Self::Attainable, Self::Acceptable, Self::Ratifiable, Self::Reachable, Self::Holding];

    /// The word in the file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Attainable => "attainable",
            Self::Acceptable => "acceptable",
            Self::Ratifiable => "ratifiable",
            Self::Reachable => "reachable",
            Self::Holding => "holding",
        }
    }

    /// The test of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|test| test.name() == name)
    }
}
