//! Expressions, distributions and predicates as text again.
//!
//! Reading what is printed gives back what was printed; parentheses stand only where they are needed.
//! A part is printed for a place that demands at least a binding strength
//! ([`BinaryOp::binding`]); what binds less strongly gets parentheses.

use super::ast::{Amount, Name};
use super::expect::{DealRef, Expect, ExpectKind, Quantity, QuantityKind};
use super::expr::{BINDING_OF_MINUS, BINDING_OF_NOT, BinaryOp, Expr, ExprKind};
use super::lex::is_word;
use super::number::{DistForm, IntervalFamily};

/// Binding strength demanded from the base of a power: only what needs no operator has it.
const STRONGEST: u8 = 9;
/// Level of an interval that is not written.
const DEFAULT_LEVEL: f64 = 0.9;

/// An expression as text.
#[must_use]
pub fn print_expr(expr: &Expr) -> String {
    demanding(expr, 0)
}

/// A premise's number as text.
#[must_use]
pub fn print_amount(amount: &Amount) -> String {
    match amount {
        Amount::Expr(expr) => print_expr(expr),
        Amount::Percent(fraction) => percent(fraction.value),
        Amount::Dist(dist) => print_distribution(&dist.value),
    }
}

fn demanding(expr: &Expr, least: u8) -> String {
    let (text, binding) = match &expr.kind {
        ExprKind::Number(number) if number.is_sign_negative() => (plain(*number), BINDING_OF_MINUS),
        ExprKind::Number(number) => (plain(*number), STRONGEST),
        ExprKind::Name(name) => (name.clone(), STRONGEST),
        ExprKind::Lost => (String::new(), STRONGEST),
        ExprKind::Path(head, tail) => (format!("{head}.{}", quoted_unless_word(tail)), STRONGEST),
        ExprKind::Neg(inner) => {
            // A minus directly before a number would become a part of it.
            let least = match inner.kind {
                ExprKind::Number(_) => STRONGEST + 1,
                _ => BINDING_OF_MINUS,
            };
            (format!("-{}", demanding(inner, least)), BINDING_OF_MINUS)
        }
        ExprKind::Not(inner) => {
            (format!("not {}", demanding(inner, BINDING_OF_NOT)), BINDING_OF_NOT)
        }
        ExprKind::Binary(op, left, right) => (binary(*op, left, right), op.binding()),
        ExprKind::Call(function, arguments) => {
            let arguments: Vec<String> = arguments.iter().map(print_expr).collect();
            (format!("{}({})", function.name(), arguments.join(", ")), STRONGEST)
        }
    };
    if binding < least { format!("({text})") } else { text }
}

fn binary(op: BinaryOp, left: &Expr, right: &Expr) -> String {
    let binding = op.binding();
    let least_left = match op {
        BinaryOp::Pow => STRONGEST,
        _ if op.is_comparison() => binding + 1,
        _ => binding,
    };
    let least_right = match op {
        BinaryOp::Pow => binding,
        _ => binding + 1,
    };
    let left = demanding(left, least_left);
    // A minus may open a right operand whatever stands before it.
    let opens_with_minus = match &right.kind {
        ExprKind::Neg(_) => true,
        ExprKind::Number(number) => number.is_sign_negative(),
        _ => false,
    };
    let right = demanding(right, if opens_with_minus { 0 } else { least_right });
    match op {
        BinaryOp::Pow => format!("{left}^{right}"),
        _ => format!("{left} {} {right}", op.symbol()),
    }
}

/// A number as short as reading it back allows.
pub(super) fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        format!("{number:?}")
    }
}

/// A fraction in percent: the same decimal digits with the point moved, so that nothing is rounded.
fn percent(fraction: f64) -> String {
    if fraction == 0.0 {
        return "0%".to_owned();
    }
    let scientific = format!("{fraction:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent = exponent.parse::<i32>().unwrap_or(0) + 2;
    let negative = if mantissa.starts_with('-') { "-" } else { "" };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let whole = usize::try_from(exponent + 1).unwrap_or(0);
    let leading_zeros = usize::try_from(-(exponent + 1)).unwrap_or(0);
    let trailing_zeros = whole.saturating_sub(digits.len());
    let digits = format!("{}{digits}{}", "0".repeat(leading_zeros), "0".repeat(trailing_zeros));
    let (before, behind) = digits.split_at_checked(whole).unwrap_or((&digits, ""));
    let before = if before.is_empty() { "0" } else { before };
    let point = if behind.is_empty() { "" } else { "." };
    format!("{negative}{before}{point}{behind}%")
}

/// A distribution as text.
#[must_use]
pub fn print_distribution(dist: &DistForm) -> String {
    let two = |low: f64, high: f64| format!("{}, {}", plain(low), plain(high));
    let three = |low: f64, mode: f64, high: f64| {
        format!("low {}, mode {}, high {}", plain(low), plain(mode), plain(high))
    };
    match dist {
        DistForm::Interval { low, high, percent: in_percent, level, family } => {
            let end = |x: f64| if *in_percent { percent(x) } else { plain(x) };
            let mut interval = format!("{} to {}", end(*low), end(*high));
            if (level - DEFAULT_LEVEL).abs() > 0.0 {
                interval = format!("{interval} @{}", percent(*level));
            }
            match family {
                IntervalFamily::LogNormal | IntervalFamily::LogitNormal => interval,
                IntervalFamily::Normal => format!("normal({interval})"),
                IntervalFamily::Beta => format!("beta({interval})"),
            }
        }
        DistForm::Normal { mean, sd } => {
            format!("normal(mean {}, sd {})", plain(*mean), plain(*sd))
        }
        DistForm::Beta { a, b } => format!("beta({})", two(*a, *b)),
        DistForm::Uniform { low, high } => format!("uniform({})", two(*low, *high)),
        DistForm::Triangular { low, mode, high } => {
            format!("triangular({})", three(*low, *mode, *high))
        }
        DistForm::Pert { low, mode, high } => format!("pert({})", three(*low, *mode, *high)),
        DistForm::Bernoulli(p) => format!("bernoulli({})", plain(*p)),
        DistForm::Mix(parts) => {
            let part = |(dist, weight): &(DistForm, f64)| {
                format!("{}: {}", print_distribution(dist), plain(*weight))
            };
            format!("mix({})", parts.iter().map(part).collect::<Vec<_>>().join(", "))
        }
        DistForm::OneOf(values) => {
            let value =
                |(value, weight): &(f64, f64)| format!("{}: {}", plain(*value), plain(*weight));
            format!("one_of({})", values.iter().map(value).collect::<Vec<_>>().join(", "))
        }
        DistForm::Truncate(dist, low, high) => {
            format!("truncate({}, {})", print_distribution(dist), two(*low, *high))
        }
        DistForm::Clamp(dist, low, high) => {
            format!("clamp({}, {})", print_distribution(dist), two(*low, *high))
        }
        DistForm::Explore { low, high } => format!("{} .. {}", plain(*low), plain(*high)),
    }
}

/// A predicate as text.
#[must_use]
pub fn print_expect(expect: &Expect) -> String {
    let denial = |not: &bool| if *not { "not " } else { "" };
    match &expect.kind {
        ExpectKind::Test { not, test, to } => {
            let to = to.as_ref().map_or(String::new(), |who| format!(" to {}", name(who)));
            format!("{}{}{to}", denial(not), test.name())
        }
        ExpectKind::BestFor { not, party } => format!("{}best for {}", denial(not), name(party)),
        ExpectKind::Fair { not } => format!("{}fair", denial(not)),
        ExpectKind::Compare(op, left, right) => {
            let (left, right) = (print_quantity(left, 0), print_quantity(right, 0));
            format!("{left} {} {right}", op.symbol())
        }
        ExpectKind::And(left, right) => {
            let left = match left.kind {
                ExpectKind::Or(..) => format!("({})", print_expect(left)),
                _ => print_expect(left),
            };
            let right = match right.kind {
                ExpectKind::Or(..) | ExpectKind::And(..) => format!("({})", print_expect(right)),
                _ => print_expect(right),
            };
            format!("{left} and {right}")
        }
        ExpectKind::Or(left, right) => {
            let right = match right.kind {
                ExpectKind::Or(..) => format!("({})", print_expect(right)),
                _ => print_expect(right),
            };
            format!("{} or {right}", print_expect(left))
        }
    }
}

fn print_quantity(quantity: &Quantity, least: u8) -> String {
    let (text, binding) = match &quantity.kind {
        QuantityKind::Number(number) => (plain(*number), STRONGEST),
        QuantityKind::Baseline => ("baseline".to_owned(), STRONGEST),
        QuantityKind::Neg(inner) => {
            let least = match inner.kind {
                QuantityKind::Number(_) => STRONGEST + 1,
                _ => STRONGEST,
            };
            (format!("-{}", print_quantity(inner, least)), STRONGEST)
        }
        QuantityKind::Binary(op, left, right) => {
            let binding = op.binding();
            let (left, right) = (print_quantity(left, binding), print_quantity(right, binding + 1));
            (format!("{left} {} {right}", op.symbol()), binding)
        }
        reading => (print_reading(reading), STRONGEST),
    };
    if binding < least { format!("({text})") } else { text }
}

fn print_reading(reading: &QuantityKind) -> String {
    match reading {
        QuantityKind::Value(deal, who) => format!("value({}, {})", print_deal(deal), name(who)),
        QuantityKind::NoDeal { party, blamed } => {
            format!("no_deal({}{})", name(party), views(None, blamed.as_ref()))
        }
        QuantityKind::Odds { outcome, seen_by, blamed } => {
            format!("odds({}{})", name(outcome), views(seen_by.as_ref(), blamed.as_ref()))
        }
        QuantityKind::Outcome(outcome, who) => format!("outcome({}, {})", name(outcome), name(who)),
        QuantityKind::Plays(node, r#move) => format!("plays({}, {})", name(node), name(r#move)),
        QuantityKind::Margin(test) => format!("margin({})", test.name()),
        QuantityKind::Count(test) => format!("count({})", test.name()),
        QuantityKind::Steps(deal) => format!("steps({})", print_deal(deal)),
        // The others are no readings; `print_quantity` has printed them.
        QuantityKind::Number(_)
        | QuantityKind::Baseline
        | QuantityKind::Neg(_)
        | QuantityKind::Binary(..) => String::new(),
    }
}

fn views(seen_by: Option<&Name>, blamed: Option<&Name>) -> String {
    let seen_by = seen_by.map_or(String::new(), |who| format!(", seen by {}", name(who)));
    let blamed = blamed.map_or(String::new(), |who| format!(", blamed {}", name(who)));
    seen_by + &blamed
}

fn print_deal(deal: &DealRef) -> String {
    match deal {
        DealRef::Own => "deal".to_owned(),
        DealRef::Fair => "fair".to_owned(),
        DealRef::Today => "today".to_owned(),
        DealRef::Best(party) => format!("best({})", name(party)),
        DealRef::Menu(entry) => quoted(&entry.value),
    }
}

fn name(name: &Name) -> String {
    match name.value.as_str() {
        keyword @ ("and" | "or") => quoted(keyword),
        other => quoted_unless_word(other),
    }
}

fn quoted_unless_word(name: &str) -> String {
    if is_word(name) { name.to_owned() } else { quoted(name) }
}

/// A name in quotes; in those that it does not hold, where there are such.
fn quoted(name: &str) -> String {
    let escaped = name.replace('\\', "\\\\");
    match (name.contains('"'), name.contains('\'')) {
        (true, false) => format!("'{escaped}'"),
        _ => format!("\"{}\"", escaped.replace('"', "\\\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Sink;
    use crate::scenario::expr::Function;
    use crate::scenario::{parse_expect, parse_expr};
    use proptest::prelude::*;

    fn node(kind: ExprKind) -> Expr {
        Expr { kind, span: 0..0 }
    }

    fn any_operator() -> impl Strategy<Value = BinaryOp> {
        use BinaryOp::{
            Add, And, Div, Equal, Greater, GreaterEqual, Less, LessEqual, Mul, NotEqual, Or, Pow,
            Sub,
        };
        prop::sample::select(vec![
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
            And,
            Or,
        ])
    }

    fn any_expr() -> impl Strategy<Value = Expr> {
        let leaf = prop_oneof![
            (-1e6..1e6_f64).prop_map(|x| node(ExprKind::Number(x))),
            any::<i8>().prop_map(|x| node(ExprKind::Number(f64::from(x)))),
            any::<f64>()
                .prop_filter("readable", |x| x.abs() <= 1e100)
                .prop_map(|x| node(ExprKind::Number(x))),
            "[a-z]_[a-z0-9]{0,3}".prop_map(|name| node(ExprKind::Name(name))),
            ("[a-z]_[a-z]", "\\PC{1,5}")
                .prop_filter("a name says something", |(_, t)| !t.trim().is_empty())
                .prop_map(|(h, t)| node(ExprKind::Path(h, t))),
        ];
        leaf.prop_recursive(5, 40, 3, |inner| {
            let boxed = inner.clone().prop_map(Box::new);
            prop_oneof![
                boxed.clone().prop_map(|x| node(ExprKind::Neg(x))),
                boxed.clone().prop_map(|x| node(ExprKind::Not(x))),
                (any_operator(), boxed.clone(), boxed)
                    .prop_map(|(op, x, y)| node(ExprKind::Binary(op, x, y))),
                (inner.clone(), inner.clone(), inner.clone())
                    .prop_map(|(c, x, y)| node(ExprKind::Call(Function::If, vec![c, x, y]))),
                prop::collection::vec(inner, 2..4)
                    .prop_map(|xs| node(ExprKind::Call(Function::Max, xs))),
            ]
        })
    }

    proptest! {
        #[test]
        fn printed_expressions_read_as_what_was_printed(expr in any_expr()) {
            let printed = print_expr(&expr);
            let mut sink = Sink::default();
            let again = parse_expr(&printed, 0, &mut sink);
            prop_assert_eq!(again, Some(expr), "{}: {:?}", printed, sink.finish());
        }
    }

    #[test]
    fn parentheses_stand_only_where_they_are_needed() {
        for text in [
            "1 + 2 * 3",
            "(1 + 2) * 3",
            "1 - (2 - 3)",
            "-2^2",
            "(-2)^2",
            "2^-3^2",
            "not (a or b) and c < 1 + 2",
            "(not a) + 1",
            "(a < b) == (c < d)",
            "-(a * b)",
            "-a * b",
            "price.\"5000\" - repairs.'a \"b\"'",
        ] {
            let expr = parse_expr(text, 0, &mut Sink::default()).expect("an expression");
            assert_eq!(print_expr(&expr), text);
        }
    }

    #[test]
    fn printed_predicates_read_as_what_was_printed() {
        for text in [
            "attainable",
            "not holding to us_opinion",
            "(attainable or fair) and best for us",
            "attainable or fair and not best for us or reachable",
            "fair and (fair and fair)",
            "value(deal, us) - (1 - 2) < 2 * (baseline + 1)",
            "(value(\"Half & half\", us) + 1) * 2 >= -baseline",
            "value(best(us), us) != -(4) - -4 / -no_deal(us)",
            "no_deal(us, blamed dprk) == odds(war, seen by us, blamed dprk)",
            "outcome(\"long war\", us) > plays(\"a node\", 'it\"s')",
            "margin(holding) <= count(attainable) + steps(today)",
        ] {
            let mut sink = Sink::default();
            let expect = parse_expect(text, 0, &mut sink);
            let expect = expect.unwrap_or_else(|| panic!("{text}: {:?}", sink.finish()));
            assert_eq!(print_expect(&expect), text);
        }
    }
}
