//! From an expression as written to a [`Program`]: names become indices, terms are expanded, and what
//! may not be used in a place is reported there.
//!
//! 1. Terms are ordered so that each stands behind those it uses; circles are reported.
//! 2. Each term is resolved once; terms share the trees of those they use.
//! 3. Each expression is resolved for its [`Place`] and compiled.
//!
//! Writing out shared trees can double with every term, so size and depth are checked before.

use std::rc::Rc;

use super::build::Builder;
use super::emit::{self, LARGEST, Refused};
use super::graph;
use super::program::{Binary, Program, Unary};
use super::tree::{Kind, Tree};
use crate::diag::Span;
use crate::diag::codes::build as codes;
use crate::scenario::ast::Name;
use crate::scenario::expr::{BinaryOp, Expr, ExprKind, Function};

/// Where an expression stands, which decides what it may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Premise,
    Patience,
    Needs,
    Values,
    Term,
    Rule,
    Condition,
    Outcome,
    NoDealValue,
    Odds,
    Breakdown,
}

impl Place {
    /// In the user's words.
    fn words(self) -> &'static str {
        match self {
            Self::Premise => "a premise",
            Self::Patience => "`patience`",
            Self::Needs => "`needs`",
            Self::Values => "a value",
            Self::Term => "a term",
            Self::Rule => "a rule",
            Self::Condition => "a condition on deals",
            Self::Outcome => "the payoff of an outcome",
            Self::NoDealValue => "a value without a deal",
            Self::Odds => "odds",
            Self::Breakdown => "`breakdown`",
        }
    }

    /// Whether options of issues may be asked for.
    fn has_standing(self) -> bool {
        !matches!(self, Self::Premise | Self::Patience | Self::Needs)
    }

    /// Whether it may be asked who is to blame.
    fn has_blame(self) -> bool {
        matches!(self, Self::Outcome | Self::NoDealValue | Self::Odds | Self::Breakdown)
    }

    fn allowed(self) -> String {
        let allowed = match (self.has_standing(), self.has_blame()) {
            (false, _) => "numbers and premises",
            (true, false) => "numbers, premises, terms and options of issues",
            (true, true) => "numbers, premises, terms, options of issues and `blamed`",
        };
        format!("{} may use {allowed}", self.words())
    }
}

impl Builder<'_> {
    /// Resolves all terms.
    pub(super) fn build_terms(&mut self) {
        let scenario = self.scenario;
        let uses: Vec<Vec<usize>> = scenario
            .terms
            .iter()
            .map(|(_, expr)| {
                let mut found = Vec::new();
                each_name(expr, &mut |name| found.extend(self.names.terms.get(name).copied()));
                found
            })
            .collect();
        let sorted = graph::order(0..uses.len(), &uses);
        let keys: Vec<&Name> = scenario.terms.iter().map(|(name, _)| name).collect();
        for circle in &sorted.circles {
            self.circle(&codes::CIRCULAR_TERMS, "terms", circle, &keys);
        }
        self.terms = vec![None; scenario.terms.len()];
        self.used_terms = vec![false; scenario.terms.len()];
        for index in sorted.order {
            let Some((name, expr)) = scenario.terms.get(index) else { continue };
            let Some(tree) = self.resolve(expr, Place::Term) else { continue };
            match emit::check_size(&tree) {
                Ok(()) => self.terms[index] = Some(tree),
                Err(refused) => self.refuse(refused, &name.span, &format!("term `{}`", name.value)),
            }
        }
    }

    /// Compiles `expr`, which stands in `place` and is the quantity `what`. Where it is mistaken that is
    /// reported, and some program takes its place.
    pub(super) fn program(&mut self, expr: &Expr, place: Place, what: &str) -> Program {
        self.resolved(expr, place, what).unwrap_or_else(Program::lost)
    }

    /// The same; nothing where the expression is mistaken.
    pub(super) fn resolved(&mut self, expr: &Expr, place: Place, what: &str) -> Option<Program> {
        let tree = self.resolve(expr, place)?;
        emit::emit(&tree, expr.span.clone(), what)
            .map_err(|refused| self.refuse(refused, &expr.span, what))
            .ok()
    }

    fn refuse(&mut self, refused: Refused, span: &Span, what: &str) {
        self.sink.push(match refused {
            Refused::TooLarge => codes::EXPANSION_TOO_LARGE
                .error(format!("{what} takes more than {LARGEST} operations, terms written out"))
                .at(span.clone(), "")
                .help("terms that use a term several times double with every level"),
            Refused::TooDeep => codes::EXPANSION_TOO_DEEP
                .error(format!("{what} is nested too deeply, terms written out"))
                .at(span.clone(), "")
                .help("sums and products in a row need no parentheses"),
        });
    }

    /// Reports a circle among `keys`.
    pub(super) fn circle(
        &mut self,
        code: &crate::diag::codes::Code,
        kind: &str,
        circle: &[usize],
        keys: &[&Name],
    ) {
        let around: Vec<&Name> = circle.iter().filter_map(|&at| keys.get(at).copied()).collect();
        let Some(first) = around.first() else { return };
        let mut path: Vec<String> = around.iter().map(|name| format!("`{}`", name.value)).collect();
        path.push(format!("`{}`", first.value));
        let error = code.error(format!("{kind} go in a circle: {}", path.join(" -> ")));
        let error = error.at(first.span.clone(), "goes around from here");
        let rest = around.iter().skip(1);
        self.sink.push(rest.fold(error, |error, name| error.see(name.span.clone(), "on the way")));
    }

    fn resolve(&mut self, expr: &Expr, place: Place) -> Option<Rc<Tree>> {
        let span = expr.span.clone();
        match &expr.kind {
            ExprKind::Lost => None,
            ExprKind::Number(number) => Some(Tree::leaf(Kind::Const(*number), span)),
            ExprKind::Name(name) => self.resolve_name(name, span, place),
            ExprKind::Path(head, tail) => self.resolve_path(head, tail, span, place),
            ExprKind::Neg(part) => Some(Tree::unary(Unary::Neg, self.resolve(part, place)?, span)),
            ExprKind::Not(part) => Some(Tree::unary(Unary::Not, self.resolve(part, place)?, span)),
            ExprKind::Binary(op, left, right) => {
                let (left, right) = (self.resolve(left, place), self.resolve(right, place));
                let (left, right) = (left?, right?);
                Some(match (op, Binary::of(*op)) {
                    (_, Some(op)) => Tree::binary(op, left, right, span),
                    (BinaryOp::And, None) => Tree::and(left, right, span),
                    (_, None) => Tree::or(left, right, span),
                })
            }
            ExprKind::Call(function, arguments) => {
                let arguments: Vec<Option<Rc<Tree>>> =
                    arguments.iter().map(|argument| self.resolve(argument, place)).collect();
                call(*function, &arguments.into_iter().collect::<Option<Vec<_>>>()?, &span)
            }
        }
    }

    /// A premise, a term, or an issue with a numeric ladder.
    fn resolve_name(&mut self, name: &str, span: Span, place: Place) -> Option<Rc<Tree>> {
        if let Some(&premise) = self.names.premises.get(name) {
            return Some(Tree::leaf(Kind::Premise(premise), span));
        }
        if let Some(&index) = self.names.terms.get(name) {
            if let Some(used) = self.used_terms.get_mut(index) {
                *used = true;
            }
            let tree = Rc::clone(self.terms.get(index)?.as_ref()?);
            if tree.standing && !place.has_standing() {
                let found = format!("the term `{name}`, which depends on the standing,");
                self.misplaced_standing(&found, span, place);
                return None;
            }
            return Some(tree);
        }
        let Some(&issue) = self.names.issues.get(name) else {
            self.unknown_name(name, span);
            return None;
        };
        if !place.has_standing() {
            self.misplaced_standing(&format!("the issue `{name}`"), span, place);
            return None;
        }
        let entry = self.issues.get(issue)?;
        let option = entry.options.iter().find(|option| !option.key.is_empty())?;
        let Some(numbers) = entry.options.iter().map(|option| option.number).collect() else {
            let option = &option.key;
            self.sink.push(
                codes::ISSUE_WITHOUT_NUMBER
                    .error(format!("the issue `{name}` has no number"))
                    .at(span, "its options are names")
                    .help(format!(
                        "ask for an option: `{name}.{option}` is 1 where it stands, else 0"
                    )),
            );
            return None;
        };
        Some(Tree::leaf(Kind::Rung { issue, numbers }, span))
    }

    fn unknown_name(&mut self, name: &str, span: Span) {
        let names = &self.names;
        if !names.is_unknown(name, &[&names.premises, &names.terms, &names.issues]) {
            return;
        }
        let numeric = names.issues.iter().filter(|&(_, &at)| {
            let options = self.issues.get(at).map(|issue| issue.options.as_slice());
            options.is_some_and(|options| options.iter().any(|option| option.number.is_some()))
        });
        let valid = names.premises.keys().chain(names.terms.keys()).copied();
        let error = codes::UNKNOWN_NAME
            .error(format!("there is no premise or term `{name}`"))
            .at(span, "")
            .suggest(name, valid.chain(numeric.map(|(&name, _)| name)));
        let of = self.issues.iter().find(|issue| issue.option_index(name).is_some());
        self.sink.push(match (names.actor(name), of) {
            (Some(_), _) => error.help(format!("`{name}` is a party or audience, not a number")),
            (None, Some(issue)) => {
                error.help(format!("an option stands behind its issue: `{}.{name}`", issue.key))
            }
            (None, None) => error,
        });
    }

    /// `issue.option` or `blamed.party`.
    fn resolve_path(
        &mut self,
        head: &str,
        tail: &str,
        span: Span,
        place: Place,
    ) -> Option<Rc<Tree>> {
        if head == "blamed" {
            let party = self.party(&Name { value: tail.to_owned(), span: span.clone() });
            if !place.has_blame() {
                self.sink.push(
                    codes::BLAME_NOT_ALLOWED
                        .error(format!("{} cannot depend on who is to blame", place.words()))
                        .at(span, "")
                        .help(place.allowed()),
                );
                return None;
            }
            return Some(Tree::leaf(Kind::Blamed(party?), span));
        }
        let names = &self.names;
        let is_number = names.premises.contains_key(head) || names.terms.contains_key(head);
        if is_number && !names.issues.contains_key(head) {
            self.sink.push(
                codes::NO_OPTIONS
                    .error(format!("`{head}` has no options, so there is no `{head}.{tail}`"))
                    .at(span, "")
                    .help(format!("only issues have options; `{head}` alone is a number")),
            );
            return None;
        }
        let issue = self.issue(head, &span)?;
        let option = self.option(issue, tail, &span);
        if !place.has_standing() {
            self.misplaced_standing(&format!("the option `{head}.{tail}`"), span, place);
            return None;
        }
        Some(Tree::leaf(Kind::Stands { issue, option: option? }, span))
    }

    fn misplaced_standing(&mut self, found: &str, span: Span, place: Place) {
        self.sink.push(
            codes::STANDING_NOT_ALLOWED
                .error(format!("{found} stands in {}", place.words()))
                .at(span, "depends on the standing")
                .help(place.allowed()),
        );
    }
}

/// A function of resolved arguments. The reader has counted them.
fn call(function: Function, arguments: &[Rc<Tree>], span: &Span) -> Option<Rc<Tree>> {
    let part = |at: usize| arguments.get(at).cloned();
    let one = |op| Some(Tree::unary(op, part(0)?, span.clone()));
    let least_or_most = |op| {
        let parts = arguments.iter().cloned();
        parts.reduce(|left, right| Tree::binary(op, left, right, span.clone()))
    };
    match function {
        Function::Min => least_or_most(Binary::Min),
        Function::Max => least_or_most(Binary::Max),
        Function::Abs => one(Unary::Abs),
        Function::Exp => one(Unary::Exp),
        Function::Ln => one(Unary::Ln),
        Function::Sqrt => one(Unary::Sqrt),
        Function::If => Some(Tree::choice(part(0)?, part(1)?, part(2)?, span.clone())),
        Function::Clamp => {
            let raised = Tree::binary(Binary::Max, part(0)?, part(1)?, span.clone());
            Some(Tree::binary(Binary::Min, raised, part(2)?, span.clone()))
        }
    }
}

/// Calls `found` with every bare name in `expr`.
pub(super) fn each_name<'e>(expr: &'e Expr, found: &mut impl FnMut(&'e str)) {
    match &expr.kind {
        ExprKind::Number(_) | ExprKind::Path(..) | ExprKind::Lost => {}
        ExprKind::Name(name) => found(name),
        ExprKind::Neg(part) | ExprKind::Not(part) => each_name(part, found),
        ExprKind::Binary(_, left, right) => {
            each_name(left, found);
            each_name(right, found);
        }
        ExprKind::Call(_, arguments) => {
            for argument in arguments {
                each_name(argument, found);
            }
        }
    }
}
