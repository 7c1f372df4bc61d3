//! From a resolved expression to a [`Program`]: postfix code with forward jumps.
//!
//! The code of a part leaves its value on the stack. `a and b` becomes
//! `a, jump-if-zero F, b, truth, jump E, F: 0, E:`, and `or` and `if` likewise. The height of the stack is
//! followed while emitting, so that evaluation need not check it.

use std::sync::Arc;

use super::program::{Op, Program, STACK, Unary};
use super::tree::{Kind, Tree};
use crate::diag::Span;

/// Operations that a compiled expression may have, terms written out.
pub(super) const LARGEST: usize = 20_000;
/// Levels of nesting that an expression may have, terms written out.
pub(super) const DEEPEST: usize = 1200;

/// Why an expression cannot be compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// More than [`LARGEST`] operations.
    TooLarge,
    /// More than [`DEEPEST`] levels, or more than [`STACK`] values at a time.
    TooDeep,
}

/// Compiles `tree`, which stands at `span` and is the quantity `what`.
pub(super) fn emit(tree: &Tree, span: Span, what: &str) -> Result<Program, Refused> {
    check_size(tree)?;
    let mut code = Code::default();
    code.tree(tree);
    if code.highest > STACK {
        return Err(Refused::TooDeep);
    }
    let mut program = Program {
        ops: code.ops.into_boxed_slice(),
        places: code.places.into_boxed_slice(),
        issues: Box::default(),
        premises: Box::default(),
        blames: Box::default(),
        span,
        what: Arc::from(what),
    };
    program.issues = mentioned(&program.ops, |op| match *op {
        Op::Stands { issue, .. } | Op::Rung { issue, .. } => Some(issue),
        _ => None,
    });
    program.premises = mentioned(&program.ops, |op| match *op {
        Op::Premise(premise) => Some(premise),
        _ => None,
    });
    program.blames = mentioned(&program.ops, |op| match *op {
        Op::Blamed(party) => Some(party),
        _ => None,
    });
    Ok(program)
}

/// Whether the tree is small enough to be written out.
pub(super) fn check_size(tree: &Tree) -> Result<(), Refused> {
    if tree.size > LARGEST {
        Err(Refused::TooLarge)
    } else if tree.depth > DEEPEST {
        Err(Refused::TooDeep)
    } else {
        Ok(())
    }
}

/// What the operations mention, ascending, each once.
fn mentioned(ops: &[Op], pick: impl Fn(&Op) -> Option<u32>) -> Box<[usize]> {
    let mut found: Vec<usize> = ops.iter().filter_map(pick).map(|index| index as usize).collect();
    found.sort_unstable();
    found.dedup();
    found.into_boxed_slice()
}

#[derive(Debug, Default)]
struct Code {
    ops: Vec<Op>,
    places: Vec<(u32, Span)>,
    height: usize,
    highest: usize,
}

impl Code {
    fn tree(&mut self, tree: &Tree) {
        match &tree.kind {
            Kind::Const(number) => self.push(Op::Const(*number)),
            Kind::Premise(premise) => self.push(Op::Premise(index(*premise))),
            Kind::Stands { issue, option } => {
                self.push(Op::Stands { issue: index(*issue), option: index(*option) });
            }
            Kind::Rung { issue, numbers } => {
                self.push(Op::Rung { issue: index(*issue), numbers: Arc::clone(numbers) });
            }
            Kind::Blamed(party) => self.push(Op::Blamed(index(*party))),
            Kind::Unary(op, part) => {
                self.tree(part);
                self.operation(Op::Unary(*op), 1, &tree.span);
            }
            Kind::Binary(op, left, right) => {
                self.tree(left);
                self.tree(right);
                self.operation(Op::Binary(*op), 2, &tree.span);
            }
            Kind::And(left, right) => {
                self.branch(left, Op::JumpIfZero, |code| code.truth_of(right), 0.0);
            }
            Kind::Or(left, right) => {
                self.branch(left, Op::JumpUnlessZero, |code| code.truth_of(right), 1.0);
            }
            Kind::If(test, then, other) => self.choice(test, then, other),
        }
    }

    fn push(&mut self, op: Op) {
        self.ops.push(op);
        self.height += 1;
        self.highest = self.highest.max(self.height);
    }

    fn operation(&mut self, op: Op, takes: usize, span: &Span) {
        self.places.push((index(self.ops.len()), span.clone()));
        self.height -= takes;
        self.push(op);
    }

    fn truth_of(&mut self, tree: &Tree) {
        self.tree(tree);
        self.operation(Op::Unary(Unary::Truth), 1, &tree.span);
    }

    /// `test`; where `jump` takes it, `otherwise`, else what `go_on` emits.
    fn branch(
        &mut self,
        test: &Tree,
        jump: fn(u32) -> Op,
        go_on: impl FnOnce(&mut Self),
        otherwise: f64,
    ) {
        self.tree(test);
        let away = self.jump(jump);
        self.height -= 1;
        go_on(self);
        let end = self.jump(Op::Jump);
        self.land(away, jump);
        self.height -= 1;
        self.push(Op::Const(otherwise));
        self.land(end, Op::Jump);
    }

    fn choice(&mut self, test: &Tree, then: &Tree, other: &Tree) {
        self.tree(test);
        let away = self.jump(Op::JumpIfZero);
        self.height -= 1;
        self.tree(then);
        let end = self.jump(Op::Jump);
        self.land(away, Op::JumpIfZero);
        self.height -= 1;
        self.tree(other);
        self.land(end, Op::Jump);
    }

    /// A jump whose end is not known yet; its place.
    fn jump(&mut self, jump: fn(u32) -> Op) -> usize {
        self.ops.push(jump(0));
        self.ops.len() - 1
    }

    /// Lets the jump at `place` end here.
    fn land(&mut self, place: usize, jump: fn(u32) -> Op) {
        let here = index(self.ops.len());
        if let Some(op) = self.ops.get_mut(place) {
            *op = jump(here);
        }
    }
}

/// Programs have at most [`LARGEST`] operations and models far fewer than 2^32 names.
fn index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
