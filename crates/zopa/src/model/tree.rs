//! Expressions with their names resolved: what the compiler works on.
//!
//! A [`Tree`] computes its constant parts as it is put together, and knows how large and how deep it is,
//! so that terms that use terms can share their trees and still be refused before they blow up.

use std::rc::Rc;
use std::sync::Arc;

use super::program::{Binary, Unary, binary, unary};
use crate::diag::Span;

/// A resolved expression.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub(super) kind: Kind,
    /// Place of the operation.
    pub(super) span: Span,
    /// Operations it takes when written out, terms included.
    pub(super) size: usize,
    /// Levels of nesting when written out.
    pub(super) depth: usize,
    /// Whether it depends on the standing.
    pub(super) standing: bool,
}

/// The forms of a resolved expression.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Const(f64),
    Premise(usize),
    Stands { issue: usize, option: usize },
    Rung { issue: usize, numbers: Arc<[f64]> },
    Blamed(usize),
    Unary(Unary, Rc<Tree>),
    Binary(Binary, Rc<Tree>, Rc<Tree>),
    And(Rc<Tree>, Rc<Tree>),
    Or(Rc<Tree>, Rc<Tree>),
    If(Rc<Tree>, Rc<Tree>, Rc<Tree>),
}

impl Tree {
    /// A leaf: a number, a name or an indicator.
    pub(super) fn leaf(kind: Kind, span: Span) -> Rc<Self> {
        let standing = matches!(kind, Kind::Stands { .. } | Kind::Rung { .. });
        Rc::new(Self { kind, span, size: 1, depth: 1, standing })
    }

    fn node(kind: Kind, span: Span, parts: &[&Rc<Self>]) -> Rc<Self> {
        // Jumps count like operations; an `if` takes the most: two.
        let size = parts.iter().fold(2, |sum: usize, part| sum.saturating_add(part.size));
        let depth = parts.iter().map(|part| part.depth).max().unwrap_or(0).saturating_add(1);
        let standing = parts.iter().any(|part| part.standing);
        Rc::new(Self { kind, span, size, depth, standing })
    }

    /// Its number where it is one.
    pub(super) fn constant(&self) -> Option<f64> {
        match self.kind {
            Kind::Const(number) => Some(number),
            _ => None,
        }
    }

    /// One operation on one part. What fails on a constant is left to fail when evaluated: it may stand
    /// in a branch that is never taken.
    pub(super) fn unary(op: Unary, part: Rc<Self>, span: Span) -> Rc<Self> {
        match part.constant().map(|x| unary(op, x)) {
            Some(Ok(number)) => Self::leaf(Kind::Const(number), span),
            _ => Self::node(Kind::Unary(op, Rc::clone(&part)), span, &[&part]),
        }
    }

    /// One operation on two parts.
    pub(super) fn binary(op: Binary, left: Rc<Self>, right: Rc<Self>, span: Span) -> Rc<Self> {
        if let (Some(x), Some(y)) = (left.constant(), right.constant())
            && let Ok(number) = binary(op, x, y)
        {
            return Self::leaf(Kind::Const(number), span);
        }
        let parts = [&left, &right];
        Self::node(Kind::Binary(op, Rc::clone(&left), Rc::clone(&right)), span, &parts)
    }

    /// Both; the second is evaluated only where the first holds.
    pub(super) fn and(left: Rc<Self>, right: Rc<Self>, span: Span) -> Rc<Self> {
        match left.holds() {
            Some(false) => Self::leaf(Kind::Const(0.0), span),
            Some(true) => Self::unary(Unary::Truth, right, span),
            None => {
                let parts = [&left, &right];
                Self::node(Kind::And(Rc::clone(&left), Rc::clone(&right)), span, &parts)
            }
        }
    }

    /// At least one; the second is evaluated only where the first does not hold.
    pub(super) fn or(left: Rc<Self>, right: Rc<Self>, span: Span) -> Rc<Self> {
        match left.holds() {
            Some(true) => Self::leaf(Kind::Const(1.0), span),
            Some(false) => Self::unary(Unary::Truth, right, span),
            None => {
                let parts = [&left, &right];
                Self::node(Kind::Or(Rc::clone(&left), Rc::clone(&right)), span, &parts)
            }
        }
    }

    /// The second part where the first holds, else the third.
    pub(super) fn choice(test: Rc<Self>, then: Rc<Self>, other: Rc<Self>, span: Span) -> Rc<Self> {
        match test.holds() {
            Some(true) => then,
            Some(false) => other,
            None => {
                let parts = [&test, &then, &other];
                let kind = Kind::If(Rc::clone(&test), Rc::clone(&then), Rc::clone(&other));
                Self::node(kind, span, &parts)
            }
        }
    }

    /// Whether it holds as a condition, where that depends on nothing.
    fn holds(&self) -> Option<bool> {
        self.constant().map(|x| unary(Unary::Truth, x) == Ok(1.0))
    }
}
