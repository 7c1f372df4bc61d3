//! Changes to a scenario as it is written, for laws that compare the answers before and after.

use zopa::scenario::Scenario;
use zopa::scenario::ast::{Entries, IssueValue, Name, NoDeal, Spanned, Values};
use zopa::scenario::expr::{BinaryOp, Expr, ExprKind};

/// A name that stands nowhere.
pub fn name(text: &str) -> Name {
    Spanned { value: text.to_owned(), span: 0..0 }
}

/// A number that stands nowhere.
pub fn number(value: f64) -> Expr {
    Expr { kind: ExprKind::Number(value), span: 0..0 }
}

fn binary(op: BinaryOp, left: Expr, right: Expr) -> Expr {
    Expr { kind: ExprKind::Binary(op, Box::new(left), Box::new(right)), span: 0..0 }
}

fn scale(expr: &mut Expr, by: f64) {
    *expr = binary(BinaryOp::Mul, number(by), expr.clone());
}

fn shift(expr: &mut Expr, by: f64) {
    *expr = binary(BinaryOp::Add, expr.clone(), number(by));
}

/// What stands under a key.
pub fn entry<'e, T>(entries: &'e mut Entries<T>, key: &str) -> Option<&'e mut T> {
    entries.iter_mut().find(|(name, _)| name.value == key).map(|(_, entry)| entry)
}

/// Gives a party or audience other units: `by * u + to` in place of u.
pub fn units(scenario: &mut Scenario, actor: &str, by: f64, to: f64) {
    if let Some(values) = entry(&mut scenario.values, actor) {
        for (_, value) in &mut values.issues {
            match value {
                IssueValue::Table(table) => table.iter_mut().for_each(|(_, e)| scale(e, by)),
                IssueValue::Expr(expr) => scale(expr, by),
            }
        }
        values.plus.iter_mut().for_each(|expr| scale(expr, by));
        values.plus.push(number(to));
    }
    if let Some(audience) = entry(&mut scenario.audiences, actor)
        && let Some(needs) = &mut audience.needs
    {
        scale(needs, by);
        shift(needs, to);
    }
    payoffs(scenario, actor, |payoff| {
        scale(payoff, by);
        shift(payoff, to);
    });
}

/// Adds a constant to everything that a party gets without a deal.
pub fn raise_no_deal(scenario: &mut Scenario, party: &str, by: f64) {
    payoffs(scenario, party, |payoff| shift(payoff, by));
}

fn payoffs(scenario: &mut Scenario, party: &str, mut change: impl FnMut(&mut Expr)) {
    match &mut scenario.nodeal {
        None => {}
        Some(NoDeal::Values(values)) => entry(values, party).into_iter().for_each(change),
        Some(NoDeal::Game(game)) => {
            for (_, outcome) in &mut game.outcomes {
                entry(&mut outcome.payoffs, party).into_iter().for_each(&mut change);
            }
        }
    }
}

/// Writes every table of a party's values as terms over the indicators of options.
pub fn tables_to_terms(values: &mut Values) {
    for (issue, value) in std::mem::take(&mut values.issues) {
        match value {
            IssueValue::Expr(expr) => values.plus.push(expr),
            IssueValue::Table(table) => {
                let terms = table.into_iter().map(|(option, worth)| {
                    let path = ExprKind::Path(issue.value.clone(), option.value);
                    binary(BinaryOp::Mul, Expr { kind: path, span: 0..0 }, worth)
                });
                values.plus.extend(terms);
            }
        }
    }
}
