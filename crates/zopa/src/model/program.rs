//! Expressions compiled for fast evaluation.
//!
//! An expression is evaluated millions of times in a study, so it is compiled once into postfix code for
//! a small stack machine: names are indices, named terms are expanded, constant parts are computed.
//! Evaluation allocates nothing and costs a few nanoseconds per operation.
//!
//! Meaning: `if`, `and` and `or` evaluate only what they need; a condition holds where it is not 0;
//! comparisons and logic give 1 or 0. Transcendental functions come from `libm`, the same on every
//! machine. Every operation must give a number within [`LARGEST`], else the evaluation ends in a
//! [`Fault`]: an infinity that a later division would hide is a mistake all the same.

use std::sync::Arc;

use crate::diag::codes::build as codes;
use crate::diag::{Diagnostic, Span};
use crate::num::tolerance::LARGEST;
use crate::scenario::expr::BinaryOp;

/// Values that an evaluation may hold at a time; deeper expressions are refused when compiled.
pub(super) const STACK: usize = 32;

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
///
/// Evaluating it expects an [`Env`] with a value for every premise and an option for every issue that it
/// depends on.
#[derive(Clone, Debug)]
pub struct Program {
    pub(super) ops: Box<[Op]>,
    /// Places of the operations that may fail, by ascending index into `ops`.
    pub(super) places: Box<[(u32, Span)]>,
    pub(super) issues: Box<[usize]>,
    pub(super) premises: Box<[usize]>,
    pub(super) blames: Box<[usize]>,
    pub(super) span: Span,
    pub(super) what: Arc<str>,
}

/// What a program is called that stands for an expression that could not be made out.
const LOST: &str = "(an expression that could not be made out)";

/// An instruction of the evaluator's stack machine.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Op {
    /// Pushes a number.
    Const(f64),
    /// Pushes a premise's value.
    Premise(u32),
    /// Pushes 1 where the issue stands at the option, else 0.
    Stands { issue: u32, option: u32 },
    /// Pushes the number of the issue's standing option.
    Rung { issue: u32, numbers: Arc<[f64]> },
    /// Pushes 1 where the party is to blame, else 0.
    Blamed(u32),
    /// Replaces the top.
    Unary(Unary),
    /// Replaces the two on top.
    Binary(Binary),
    /// Takes the top and jumps where it is 0.
    JumpIfZero(u32),
    /// Takes the top and jumps where it is not 0.
    JumpUnlessZero(u32),
    /// Jumps.
    Jump(u32),
}

/// Operations on one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unary {
    Neg,
    Not,
    /// 1 where it is not 0, else 0.
    Truth,
    Abs,
    Exp,
    Ln,
    Sqrt,
}

/// Operations on two numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Binary {
    Add,
    Sub,
    Mul,
    Div,
    Pow,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    Min,
    Max,
}

/// Why an evaluation failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What happened.
    pub kind: FaultKind,
    /// Place of the operation that failed in the scenario's text.
    pub span: Span,
    /// Which quantity, in the user's words.
    pub what: String,
}

/// Ways in which an evaluation fails.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FaultKind {
    /// A division by zero.
    DivisionByZero,
    /// A value that is no number or larger than [`LARGEST`].
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
    /// A question about very many deals that a search did not settle.
    Open,
}

impl Program {
    /// A number that depends on nothing.
    #[must_use]
    pub fn number(value: f64) -> Self {
        Self::named(value, "a number")
    }

    /// In the place of an expression that could not be made out. Nothing can be said of what uses it.
    pub(super) fn lost() -> Self {
        Self::named(0.0, LOST)
    }

    /// Whether it stands in the place of an expression that could not be made out.
    pub(super) fn is_lost(&self) -> bool {
        &*self.what == LOST
    }

    fn named(value: f64, what: &str) -> Self {
        Self {
            ops: Box::new([Op::Const(value)]),
            places: Box::default(),
            issues: Box::default(),
            premises: Box::default(),
            blames: Box::default(),
            span: 0..0,
            what: Arc::from(what),
        }
    }

    /// Its value.
    ///
    /// # Errors
    /// A [`Fault`] on division by zero and on values that are no numbers or too large.
    #[inline]
    pub fn eval(&self, env: Env<'_>) -> Result<f64, Fault> {
        if let [Op::Const(value)] = *self.ops {
            return Ok(value);
        }
        self.run(env).map_err(|(at, kind)| self.fault_at(at, kind))
    }

    /// The machine. The compiler keeps the stack within [`STACK`] and every jump forward.
    fn run(&self, env: Env<'_>) -> Result<f64, (usize, FaultKind)> {
        let mut stack = [0.0; STACK];
        let mut height = 0;
        let mut at = 0;
        while let Some(op) = self.ops.get(at) {
            let value = match *op {
                Op::Const(value) => value,
                Op::Premise(p) => env.premises[p as usize],
                Op::Stands { issue, option } => {
                    truth(env.standing[issue as usize] == option as usize)
                }
                Op::Rung { issue, ref numbers } => numbers[env.standing[issue as usize]],
                Op::Blamed(party) => truth(env.blamed == Some(party as usize)),
                Op::Unary(op) => {
                    height -= 1;
                    unary(op, stack[height]).map_err(|kind| (at, kind))?
                }
                Op::Binary(op) => {
                    height -= 2;
                    binary(op, stack[height], stack[height + 1]).map_err(|kind| (at, kind))?
                }
                Op::Jump(to) => {
                    at = to as usize;
                    continue;
                }
                Op::JumpIfZero(to) | Op::JumpUnlessZero(to) => {
                    height -= 1;
                    let jumps = matches!(op, Op::JumpIfZero(_)) == is_zero(stack[height]);
                    at = if jumps { to as usize } else { at + 1 };
                    continue;
                }
            };
            stack[height] = value;
            height += 1;
            at += 1;
        }
        // A premise that stands alone has passed no operation.
        finite(stack[0]).map_err(|kind| (self.ops.len(), kind))
    }

    fn fault_at(&self, at: usize, kind: FaultKind) -> Fault {
        let place = self.places.binary_search_by_key(&at, |&(op, _)| op as usize);
        let span = place.map_or_else(|_| self.span.clone(), |i| self.places[i].1.clone());
        Fault { kind, span, what: self.what.to_string() }
    }

    /// A fault of the whole expression, for values that are finite but not allowed where it stands.
    #[must_use]
    pub fn fault(&self, kind: FaultKind) -> Fault {
        Fault { kind, span: self.span.clone(), what: self.what.to_string() }
    }

    /// Its value where that depends on nothing.
    #[must_use]
    pub fn constant(&self) -> Option<f64> {
        match *self.ops {
            [Op::Const(value)] => Some(value),
            _ => None,
        }
    }

    /// Whether it is 0 whatever happens.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.constant().is_some_and(is_zero)
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

    /// Which quantity it is, in the user's words.
    #[must_use]
    pub fn what(&self) -> &str {
        &self.what
    }
}

fn truth(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

#[allow(clippy::float_cmp, reason = "a condition fails at 0 exactly, as the language defines it")]
fn is_zero(x: f64) -> bool {
    x == 0.0
}

fn finite(x: f64) -> Result<f64, FaultKind> {
    if x.abs() <= LARGEST { Ok(x) } else { Err(FaultKind::NotFinite) }
}

/// One operation on one number.
#[inline]
pub(super) fn unary(op: Unary, x: f64) -> Result<f64, FaultKind> {
    match op {
        Unary::Neg => Ok(-x),
        Unary::Not => Ok(truth(is_zero(x))),
        Unary::Truth => Ok(truth(!is_zero(x))),
        Unary::Abs => Ok(x.abs()),
        Unary::Exp => finite(libm::exp(x)),
        Unary::Ln => finite(libm::log(x)),
        Unary::Sqrt => finite(libm::sqrt(x)),
    }
}

/// One operation on two numbers.
#[inline]
#[allow(clippy::float_cmp, reason = "`==` of the language compares numbers as they are")]
pub(super) fn binary(op: Binary, x: f64, y: f64) -> Result<f64, FaultKind> {
    match op {
        Binary::Add => finite(x + y),
        Binary::Sub => finite(x - y),
        Binary::Mul => finite(x * y),
        Binary::Div if is_zero(y) => Err(FaultKind::DivisionByZero),
        Binary::Div => finite(x / y),
        Binary::Pow => finite(libm::pow(x, y)),
        Binary::Less => Ok(truth(x < y)),
        Binary::LessEqual => Ok(truth(x <= y)),
        Binary::Greater => Ok(truth(x > y)),
        Binary::GreaterEqual => Ok(truth(x >= y)),
        Binary::Equal => Ok(truth(x == y)),
        Binary::NotEqual => Ok(truth(x != y)),
        Binary::Min => Ok(x.min(y)),
        Binary::Max => Ok(x.max(y)),
    }
}

impl Binary {
    /// The operation of an operator; `None` for `and` and `or`, which are jumps.
    pub(super) fn of(op: BinaryOp) -> Option<Self> {
        Some(match op {
            BinaryOp::Add => Self::Add,
            BinaryOp::Sub => Self::Sub,
            BinaryOp::Mul => Self::Mul,
            BinaryOp::Div => Self::Div,
            BinaryOp::Pow => Self::Pow,
            BinaryOp::Less => Self::Less,
            BinaryOp::LessEqual => Self::LessEqual,
            BinaryOp::Greater => Self::Greater,
            BinaryOp::GreaterEqual => Self::GreaterEqual,
            BinaryOp::Equal => Self::Equal,
            BinaryOp::NotEqual => Self::NotEqual,
            BinaryOp::And | BinaryOp::Or => return None,
        })
    }
}

impl Fault {
    /// What failed and how, without the numbers: faults of one kind read the same.
    #[must_use]
    pub fn in_words(&self) -> String {
        let how = match self.kind {
            FaultKind::DivisionByZero => "divides by zero",
            FaultKind::NotFinite => "is too large or not a number",
            FaultKind::OddsSum(_) => "do not sum to 1",
            FaultKind::OddsRange(_) => "lie outside 0 to 1",
            FaultKind::BreakdownRange(_) => "lies outside 0 to 1",
            FaultKind::PatienceRange(_) => "is not between 0 and 1",
            FaultKind::EvidenceRange(_) => "is no probability, of which evidence speaks",
            // The sentence says how.
            FaultKind::Open => return self.what.clone(),
        };
        format!("{} {how}", self.what)
    }

    /// The fault as a diagnostic, with the value in words.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let what = &self.what;
        let (code, message) = match self.kind {
            FaultKind::DivisionByZero => {
                (codes::DIVISION_BY_ZERO, format!("{what} divides by zero"))
            }
            FaultKind::NotFinite => {
                (codes::UNDEFINED_VALUE, format!("{what} is too large or not a number"))
            }
            FaultKind::OddsSum(sum) => {
                (codes::ODDS_SUM, format!("{what} sum to {}, expected 1", plain(sum)))
            }
            FaultKind::OddsRange(x) => {
                (codes::ODDS_RANGE, format!("{what} are {}, expected 0 to 1", plain(x)))
            }
            FaultKind::BreakdownRange(x) => {
                (codes::BREAKDOWN_RANGE, format!("{what} is {}, expected 0 to 1", plain(x)))
            }
            FaultKind::PatienceRange(x) => {
                let expected = "expected more than 0 and less than 1";
                (codes::PATIENCE_RANGE, format!("{what} is {}, {expected}", plain(x)))
            }
            FaultKind::EvidenceRange(x) => {
                let expected = "but evidence speaks of a probability, from 0 to 1";
                (codes::EVIDENCE_RANGE, format!("{what} is {}, {expected}", plain(x)))
            }
            FaultKind::Open => (codes::TOO_MANY_DEALS, what.clone()),
        };
        code.error(message).at(self.span.clone(), "")
    }
}

/// A number without the digits that rounding left behind.
pub(super) fn plain(x: f64) -> String {
    let rounded: f64 = format!("{x:.11e}").parse().unwrap_or(x);
    rounded.to_string()
}
