//! What stands where something could not be read.
//!
//! Reading does not stop at a mistake: it reports it, puts something *lost* in the place, and goes on,
//! so that the next stage finds the other mistakes of the same file. Whoever meets something lost
//! judges nothing by it, since the mistake has been reported where it was made:
//!
//! | what could not be read | what stands for it |
//! |---|---|
//! | a name | the empty name, which no scenario can hold otherwise |
//! | an expression | [`ExprKind::Lost`] |
//! | elements of a list, keys of a table | one more element, or an entry under the empty name |
//! | a section, or all of a table | one entry under the empty name |
//! | anything else | its default, where that cannot bring about another mistake |
//!
//! So a party whose patience is wrong is still a party, an issue without options is still an issue,
//! and where a table may have held more names than could be read, no name is unknown.

use super::ast::{
    Amount, Audience, Claim, Correlation, Entries, Event, Game, Issue, IssueValue, Ladder,
    MenuEntry, Name, Node, Odds, Outcome, Party, Precedent, Premise, PremiseValue, Rule, Solve,
    Spanned, Target, Undo, Values,
};
use super::expect::{Expect, ExpectKind, TestName};
use super::expr::{Expr, ExprKind};
use super::number::DistForm;

/// A thing for which something can stand that says nothing.
pub(super) trait Lost {
    /// What stands for it.
    fn lost() -> Self;
}

impl Name {
    /// Whether it stands for a name that could not be read.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.value.is_empty()
    }
}

impl Expr {
    /// Whether it stands for an expression that could not be read.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.kind == ExprKind::Lost
    }
}

impl Premise {
    /// Whether what it rests on could not be read.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        let lost = |amount: &Amount| matches!(amount, Amount::Expr(expr) if expr.is_lost());
        matches!(&self.value, PremiseValue::Amount(amount) if lost(amount))
            || self.seen_by.iter().any(|(_, amount)| lost(amount))
    }
}

/// Whether some entries of a table could not be read.
pub(crate) fn is_torn<T>(entries: &Entries<T>) -> bool {
    entries.iter().any(|(name, _)| name.is_lost())
}

/// One entry that stands for any number of others.
pub(super) fn entry<T: Lost>() -> (Name, T) {
    (Name::lost(), T::lost())
}

impl Lost for String {
    fn lost() -> Self {
        Self::new()
    }
}

impl<T: Lost> Lost for Spanned<T> {
    fn lost() -> Self {
        Self { value: T::lost(), span: 0..0 }
    }
}

impl<T: Lost> Lost for Vec<T> {
    fn lost() -> Self {
        vec![T::lost()]
    }
}

impl<A: Lost, B: Lost> Lost for (A, B) {
    fn lost() -> Self {
        (A::lost(), B::lost())
    }
}

impl<T: Lost> Lost for [T; 2] {
    fn lost() -> Self {
        [T::lost(), T::lost()]
    }
}

impl Lost for bool {
    fn lost() -> Self {
        false
    }
}

impl Lost for DistForm {
    /// The prior that holds every chance for equally likely.
    fn lost() -> Self {
        Self::Beta { a: 1.0, b: 1.0 }
    }
}

impl Lost for f64 {
    fn lost() -> Self {
        1.0
    }
}

impl Lost for Expr {
    fn lost() -> Self {
        Self { kind: ExprKind::Lost, span: 0..0 }
    }
}

impl Lost for Amount {
    fn lost() -> Self {
        Self::Expr(Expr::lost())
    }
}

impl Lost for Expect {
    /// A test that can be asked of every claim.
    fn lost() -> Self {
        let kind = ExpectKind::Test { not: false, test: TestName::Attainable, to: None };
        Self { kind, span: 0..0 }
    }
}

impl Lost for Party {
    fn lost() -> Self {
        Self { name: None, patience: None, says: Vec::new(), signs: true }
    }
}

impl Lost for Audience {
    fn lost() -> Self {
        Self { name: None, of: Name::lost(), needs: None }
    }
}

impl Lost for Ladder {
    fn lost() -> Self {
        Self::Options(Lost::lost())
    }
}

impl Lost for Issue {
    fn lost() -> Self {
        Self {
            name: None,
            by: Name::lost(),
            ladder: Ladder::lost(),
            now: None,
            undo: Undo::AtOnce,
            seen_after: 1.0,
            one_by_one: false,
            binding: true,
            labels: Vec::new(),
        }
    }
}

impl Lost for Rule {
    fn lost() -> Self {
        Self { never: Expr::lost(), why: None, physical: false }
    }
}

impl Lost for Premise {
    fn lost() -> Self {
        let value = PremiseValue::Amount(Amount::lost());
        Self { value, about: None, source: None, quote: None, seen_by: Vec::new(), draw: false }
    }
}

impl Lost for Precedent {
    fn lost() -> Self {
        Self { outcome: false, weight: 1.0 }
    }
}

impl Lost for Correlation {
    fn lost() -> Self {
        Self { between: Lost::lost(), rank: Lost::lost() }
    }
}

impl Lost for IssueValue {
    fn lost() -> Self {
        Self::Expr(Expr::lost())
    }
}

impl Lost for Values {
    fn lost() -> Self {
        Self::default()
    }
}

impl Lost for Game {
    fn lost() -> Self {
        let (nodes, outcomes) = (vec![entry()], vec![entry()]);
        Self { start: Name::lost(), solve: Solve::Rational, precision: None, nodes, outcomes }
    }
}

impl Lost for Node {
    fn lost() -> Self {
        Self { by: Name::lost(), moves: vec![entry()], odds: vec![entry()], knows: None }
    }
}

impl Lost for Odds {
    fn lost() -> Self {
        Self::Expr(Expr::lost())
    }
}

impl Lost for Outcome {
    fn lost() -> Self {
        Self { name: None, payoffs: vec![entry()] }
    }
}

impl Lost for Target {
    fn lost() -> Self {
        Self::default()
    }
}

impl Lost for MenuEntry {
    fn lost() -> Self {
        Self { name: Name::lost(), deal: Target::lost() }
    }
}

impl Lost for Event {
    fn lost() -> Self {
        let (set, evidence) = (vec![entry()], Vec::new());
        Self { date: Lost::lost(), what: String::new(), set, evidence }
    }
}

impl Lost for Claim {
    fn lost() -> Self {
        Self {
            id: Name::lost(),
            text: String::new(),
            source: None,
            quote: None,
            deal: Some(Target::lost()),
            when: Vec::new(),
            without: Vec::new(),
            ban: Vec::new(),
            as_of: None,
            expect: Expect::lost(),
        }
    }
}
