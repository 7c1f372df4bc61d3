//! Compiled expressions against a walk over the tree as written.

use proptest::prelude::*;

use super::model;
use crate::model::{Env, FaultKind, Model, build};
use crate::scenario::Scenario;
use crate::scenario::expr::{BinaryOp, Expr, ExprKind, Function};

const BASE: &str = r#"
title = "Expressions"
[parties.us]
[parties.them]
[premises]
p = 0.5
q = "2 to 3"
[issues.arms]
by = "us"
options = ["keep", "cut", "give up"]
[issues.oil]
by = "them"
range = { from = -1, to = 1, step = 0.5 }
[terms]
strain = "p * oil - arms.cut"
double = "strain + strain / q"
[values.us]
plus = [0]
[values.them]
plus = [0]
"#;

const NUMBERS: [f64; 5] = [-1.0, -0.5, 0.0, 0.5, 1.0];

/// The value by walking the tree; `None` where an operation has no finite result.
fn walk(expr: &Expr, env: Env<'_>, terms: &[(String, Expr)]) -> Option<f64> {
    let go = |part: &Expr| walk(part, env, terms);
    let truth = |holds: bool| f64::from(u8::from(holds));
    let number = match &expr.kind {
        ExprKind::Number(x) => *x,
        ExprKind::Lost => return None,
        ExprKind::Name(name) => match name.as_str() {
            "p" => env.premises[0],
            "q" => env.premises[1],
            "oil" => NUMBERS[env.standing[1]],
            name => go(&terms.iter().find(|(key, _)| key == name)?.1)?,
        },
        ExprKind::Path(head, tail) if head == "blamed" => {
            truth(env.blamed == Some(usize::from(tail == "them")))
        }
        ExprKind::Path(_, tail) => {
            let option = ["keep", "cut", "give up"].iter().position(|key| key == tail)?;
            truth(env.standing[0] == option)
        }
        ExprKind::Neg(x) => -go(x)?,
        ExprKind::Not(x) => truth(go(x)? == 0.0),
        ExprKind::Binary(BinaryOp::And, x, y) => truth(go(x)? != 0.0 && go(y)? != 0.0),
        ExprKind::Binary(BinaryOp::Or, x, y) => truth(go(x)? != 0.0 || go(y)? != 0.0),
        ExprKind::Binary(op, x, y) => {
            let (x, y) = (go(x)?, go(y)?);
            match op {
                BinaryOp::Add => x + y,
                BinaryOp::Sub => x - y,
                BinaryOp::Mul => x * y,
                BinaryOp::Div => x / y,
                BinaryOp::Pow => libm::pow(x, y),
                BinaryOp::Less => truth(x < y),
                BinaryOp::LessEqual => truth(x <= y),
                BinaryOp::Greater => truth(x > y),
                BinaryOp::GreaterEqual => truth(x >= y),
                BinaryOp::Equal => truth(x == y),
                _ => truth(x != y),
            }
        }
        ExprKind::Call(Function::If, parts) => {
            if go(&parts[0])? == 0.0 {
                go(&parts[2])?
            } else {
                go(&parts[1])?
            }
        }
        ExprKind::Call(function, parts) => {
            let parts = parts.iter().map(go).collect::<Option<Vec<f64>>>()?;
            match function {
                Function::Min => parts.iter().copied().reduce(f64::min)?,
                Function::Max => parts.iter().copied().reduce(f64::max)?,
                Function::Abs => parts[0].abs(),
                Function::Exp => libm::exp(parts[0]),
                Function::Ln => libm::log(parts[0]),
                Function::Sqrt => parts[0].sqrt(),
                _ => parts[0].max(parts[1]).min(parts[2]),
            }
        }
    };
    (number.abs() <= 1e100).then_some(number)
}

fn bare(kind: ExprKind) -> Expr {
    Expr { kind, span: 0..0 }
}

fn leaf() -> impl Strategy<Value = Expr> {
    let name = |name: &str| bare(ExprKind::Name(name.to_owned()));
    let path = |head: &str, tail: &str| bare(ExprKind::Path(head.to_owned(), tail.to_owned()));
    let number = prop::sample::select(vec![0.0, 1.0, -1.0, 2.0, 0.5, 3.25, 1e3, 1e70]);
    prop_oneof![
        number.prop_map(|x| bare(ExprKind::Number(x))),
        prop::sample::select(vec!["p", "q", "oil", "strain", "double"]).prop_map(name),
        prop::sample::select(vec!["keep", "cut", "give up"]).prop_map(move |o| path("arms", o)),
        prop::sample::select(vec!["us", "them"]).prop_map(move |party| path("blamed", party)),
    ]
}

fn binary_op() -> impl Strategy<Value = BinaryOp> {
    prop::sample::select(vec![
        BinaryOp::Add,
        BinaryOp::Sub,
        BinaryOp::Mul,
        BinaryOp::Div,
        BinaryOp::Pow,
        BinaryOp::Less,
        BinaryOp::LessEqual,
        BinaryOp::Greater,
        BinaryOp::GreaterEqual,
        BinaryOp::Equal,
        BinaryOp::NotEqual,
        BinaryOp::And,
        BinaryOp::Or,
    ])
}

fn expr() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(5, 40, 3, |part| {
        let parts = prop::collection::vec(part.clone(), 3);
        let call = (prop::sample::select(Function::ALL.to_vec()), parts).prop_map(|(f, parts)| {
            let count = if f.takes(1) { 1 } else { 3 };
            bare(ExprKind::Call(f, parts.into_iter().take(count).collect()))
        });
        let binary = (binary_op(), part.clone(), part.clone())
            .prop_map(|(op, x, y)| bare(ExprKind::Binary(op, Box::new(x), Box::new(y))));
        prop_oneof![
            5 => binary,
            3 => call,
            1 => part.clone().prop_map(|x| bare(ExprKind::Neg(Box::new(x)))),
            1 => part.prop_map(|x| bare(ExprKind::Not(Box::new(x)))),
        ]
    })
}

fn base() -> Scenario {
    crate::scenario::read(BASE).0.expect("the base has no mistakes")
}

fn with_breakdown(expr: &Expr) -> Model {
    let scenario = Scenario { breakdown: Some(expr.clone()), ..base() };
    let (model, found) = build(&scenario, String::new());
    model.unwrap_or_else(|| panic!("{found:#?}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn compiled_expressions_mean_what_the_tree_means(
        expr in expr(),
        premises in prop::collection::vec(prop::sample::select(vec![-2.0, 0.0, 0.3, 1.0, 7.0]), 2),
        arms in 0..3_usize,
        oil in 0..5_usize,
        blamed in prop::option::of(0..2_usize),
    ) {
        let model = with_breakdown(&expr);
        let terms: Vec<_> = base().terms.into_iter().map(|(key, t)| (key.value, t)).collect();
        let standing = [arms, oil];
        let env = Env { premises: &premises, standing: &standing, blamed };
        let compiled = model.breakdown.eval(env).ok();
        prop_assert_eq!(compiled, walk(&expr, env, &terms));
    }

    #[test]
    fn what_an_expression_does_not_mention_does_not_move_it(
        expr in expr(),
        p in -2.0..2.0_f64,
        other in -2.0..2.0_f64,
        arms in 0..3_usize,
    ) {
        let program = with_breakdown(&expr).breakdown;
        let at = |premises: &[f64], standing: &[usize], blamed| {
            program.eval(Env { premises, standing, blamed }).ok()
        };
        let before = at(&[p, p], &[0, 0], None);
        let depends = |list: &[usize], index| list.contains(&index);
        if !depends(program.premises(), 0) {
            prop_assert_eq!(before, at(&[other, p], &[0, 0], None));
        }
        if !depends(program.issues(), 0) {
            prop_assert_eq!(before, at(&[p, p], &[arms, 0], None));
        }
        if program.blames().is_empty() {
            prop_assert_eq!(before, at(&[p, p], &[0, 0], Some(1)));
        }
    }
}

/// The value of `text` as `breakdown` at today's standing.
fn value(text: &str) -> Result<f64, FaultKind> {
    let mut sink = crate::diag::Sink::default();
    let expr = crate::scenario::parse_expr(text, 0, &mut sink).expect("an expression");
    let env = Env { premises: &[0.5, 2.5], standing: &[0, 0], blamed: None };
    with_breakdown(&expr).breakdown.eval(env).map_err(|fault| fault.kind)
}

#[test]
fn a_power_binds_tighter_than_the_minus_before_it() {
    assert_eq!(value("-2^2"), Ok(-4.0));
}

#[test]
fn a_branch_that_is_not_taken_cannot_fail() {
    assert_eq!(value("if(arms.keep, 3, 1 / 0)"), Ok(3.0));
    assert_eq!(value("arms.cut and 1 / 0"), Ok(0.0));
    assert_eq!(value("arms.keep or 1 / 0"), Ok(1.0));
}

#[test]
fn an_infinity_that_a_division_would_hide_is_a_fault() {
    assert_eq!(value("1 / exp(1000 * p * 2)"), Err(FaultKind::NotFinite));
}

#[test]
fn a_division_by_zero_is_found_where_it_stands() {
    let model = with_breakdown(
        &crate::scenario::parse_expr("1 + p / (p - 0.5)", 0, &mut crate::diag::Sink::default())
            .expect("an expression"),
    );
    let env = Env { premises: &[0.5, 2.5], standing: &[0, 0], blamed: None };
    let fault = model.breakdown.eval(env).expect_err("a fault");
    assert_eq!((fault.kind, fault.span), (FaultKind::DivisionByZero, 4..17));
}

#[test]
fn numbers_alone_are_computed_when_compiling() {
    let (model, _) = build(&base(), String::new());
    assert_eq!(model.expect("a model").breakdown.constant(), Some(1.0));
    let mut sink = crate::diag::Sink::default();
    let expr = crate::scenario::parse_expr("2 * (3 + 4) - max(1, 5)", 0, &mut sink);
    assert_eq!(with_breakdown(&expr.expect("an expression")).breakdown.constant(), Some(9.0));
}

#[test]
fn a_numeric_ladder_holds_the_numbers_that_its_names_say() {
    let text = BASE.replace("from = -1, to = 1, step = 0.5", "from = 0, to = 1, step = 0.1");
    let options = &model(&text).issues[1].options;
    assert_eq!(options[3].key, "0.3");
    assert_eq!(options[3].number, Some(0.3));
    assert_eq!(options.len(), 11);
}
