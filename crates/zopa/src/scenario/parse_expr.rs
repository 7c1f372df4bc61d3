//! Expressions: what does a string such as `"-100 * (0.97 - survive_disarmed)"` say?
//!
//! A Pratt parser (V. R. Pratt, 1973): each operator has a binding strength
//! ([`BinaryOp::binding`]); an operand is followed by operators for as long as they bind at least as
//! strongly as the place demands. `^` groups to the right, comparisons do not chain. The first
//! mistake ends an expression: what follows it is seldom meant. Cost: linear in the text; nesting
//! and length are limited, so that no input can exhaust the stack.

use super::cursor::Cursor;
use super::expr::{BINDING_OF_MINUS, BINDING_OF_NOT, BinaryOp, Expr, ExprKind, Function};
use super::lex::{Mark, Parsed, Place, Token};
use super::parse_number;
use crate::diag::codes::read as codes;
use crate::diag::{Diagnostic, Sink, Span};

/// Parses `text`, which stands in the file from byte `offset` on; mistakes go into `sink`.
#[must_use]
pub fn parse_expr(text: &str, offset: usize, sink: &mut Sink) -> Option<Expr> {
    whole(text, Place::From(offset)).map_err(|mistake| sink.push(mistake)).ok()
}

/// A whole text as one expression outside the premises.
pub(super) fn whole(text: &str, place: Place) -> Parsed<Expr> {
    let mut cursor = Cursor::new(text, place)?;
    if parse_number::starts_distribution(&cursor) {
        let start = cursor.here();
        while *cursor.peek() != Token::End {
            cursor.next();
        }
        return Err(codes::DISTRIBUTION_OUTSIDE_PREMISES
            .error(format!("the distribution `{text}` stands outside the premises"))
            .at(cursor.since(&start), "a number is expected here")
            .help("make it a premise, `name = \"..\"` in `[premises]`, and use its name here"));
    }
    to_the_end(&mut cursor)
}

/// All that is left of `cursor` as one expression.
pub(super) fn to_the_end(cursor: &mut Cursor<'_>) -> Parsed<Expr> {
    let expr = operation(cursor, 0)?;
    match cursor.peek() {
        Token::End => Ok(expr),
        Token::Mark(Mark::DotDot | Mark::At) => Err(loose_interval(cursor)),
        Token::Word(word) if word == "to" => Err(loose_interval(cursor)),
        _ => Err(cursor.unexpected("an operator or the end")),
    }
}

/// `to`, `..` or `@` behind something that is no plain number.
fn loose_interval(cursor: &Cursor<'_>) -> Diagnostic {
    codes::DISTRIBUTION_IN_EXPRESSION
        .error(format!("{} stands behind an expression", cursor.found()))
        .at(cursor.here(), "")
        .help("the ends of an interval are plain numbers: `5 to 10`")
}

/// An operand and the operators behind it that bind at least as strongly as `least`.
fn operation(cursor: &mut Cursor<'_>, least: u8) -> Parsed<Expr> {
    cursor.enter()?;
    let mut left = operand(cursor, least)?;
    let mut compared: Option<Span> = None;
    while let Token::Operator(op) = *cursor.peek() {
        let binding = op.binding();
        if binding < least {
            break;
        }
        let place = cursor.here();
        if op.is_comparison()
            && let Some(first) = compared.replace(place.clone())
        {
            return Err(codes::CHAINED_COMPARISON
                .error("comparisons do not chain")
                .at(place, "second comparison")
                .see(first, "first comparison")
                .help("join two comparisons: `a < b and b < c`"));
        }
        cursor.next();
        let right = operation(cursor, if op == BinaryOp::Pow { binding } else { binding + 1 })?;
        let span = left.span.start..right.span.end;
        left = Expr { kind: ExprKind::Binary(op, Box::new(left), Box::new(right)), span };
    }
    cursor.leave();
    Ok(left)
}

fn operand(cursor: &mut Cursor<'_>, least: u8) -> Parsed<Expr> {
    let start = cursor.here();
    let kind = match cursor.peek().clone() {
        Token::Number { value, .. } => {
            cursor.next();
            ExprKind::Number(value)
        }
        Token::Operator(BinaryOp::Sub) => negated(cursor)?,
        Token::Mark(Mark::Open) => {
            cursor.next();
            let inner = operation(cursor, 0)?;
            cursor.close(&start)?;
            inner.kind
        }
        Token::Word(word) if word == "not" => denied(cursor, least)?,
        Token::Word(word) => {
            cursor.next();
            match cursor.peek() {
                Token::Mark(Mark::Open) => call(cursor, &word, &start)?,
                Token::Mark(Mark::Dot) => path(cursor, word, &start)?,
                _ => ExprKind::Name(word),
            }
        }
        Token::Quoted(name) => {
            return Err(cursor
                .unexpected("a number, a name, `-`, `not` or `(`")
                .help(format!("a quoted option stands behind its issue: `issue.\"{name}\"`")));
        }
        _ => return Err(cursor.unexpected("a number, a name, `-`, `not` or `(`")),
    };
    Ok(Expr { kind, span: cursor.since(&start) })
}

/// `-x`. A minus directly before a number belongs to it, unless a power comes first: `-2^2`.
fn negated(cursor: &mut Cursor<'_>) -> Parsed<ExprKind> {
    cursor.next();
    if let Token::Number { value, .. } = *cursor.peek()
        && *cursor.peek_at(1) != Token::Operator(BinaryOp::Pow)
    {
        cursor.next();
        return Ok(ExprKind::Number(-value));
    }
    Ok(ExprKind::Neg(Box::new(operation(cursor, BINDING_OF_MINUS)?)))
}

/// `not x`; behind an operator that binds more strongly it would be read in two ways.
fn denied(cursor: &mut Cursor<'_>, least: u8) -> Parsed<ExprKind> {
    if least > BINDING_OF_NOT {
        return Err(cursor
            .unexpected("a number, a name, `-` or `(`")
            .help("put parentheses around it: `(not ..)`"));
    }
    cursor.next();
    Ok(ExprKind::Not(Box::new(operation(cursor, BINDING_OF_NOT)?)))
}

/// `head.tail`, the head being taken.
fn path(cursor: &mut Cursor<'_>, head: String, start: &Span) -> Parsed<ExprKind> {
    cursor.next();
    match cursor.peek().clone() {
        Token::Word(tail) | Token::Quoted(tail) => {
            cursor.next();
            Ok(ExprKind::Path(head, tail))
        }
        // `and` and `or` are options as good as any behind a point.
        Token::Operator(op @ (BinaryOp::And | BinaryOp::Or)) => {
            cursor.next();
            Ok(ExprKind::Path(head, op.symbol().to_owned()))
        }
        Token::Number { .. } => {
            let number = cursor.found();
            let number = number.trim_matches('`');
            cursor.next();
            Err(codes::UNQUOTED_OPTION
                .error(format!("the option `{number}` is not a plain name"))
                .at(cursor.since(start), "")
                .help(format!("quote it: `{head}.\"{number}\"`")))
        }
        _ => Err(cursor.unexpected(&format!("an option behind `{head}.`"))),
    }
}

/// `function(x, ..)`, the name being taken.
fn call(cursor: &mut Cursor<'_>, name: &str, start: &Span) -> Parsed<ExprKind> {
    let Some(function) = Function::named(name) else {
        return Err(unknown_function(name, start));
    };
    let open = cursor.open()?;
    let mut arguments = Vec::new();
    if !cursor.eat(Mark::Close) {
        arguments.push(operation(cursor, 0)?);
        while cursor.eat(Mark::Comma) {
            arguments.push(operation(cursor, 0)?);
        }
        cursor.close(&open)?;
    }
    if !function.takes(arguments.len()) {
        let count = arguments.len();
        let plural = if count == 1 { "" } else { "s" };
        return Err(codes::ARGUMENT_COUNT
            .error(format!("`{name}` does not take {count} argument{plural}"))
            .at(cursor.since(start), "")
            .help(format!("it is called as `{}`", function.usage())));
    }
    Ok(ExprKind::Call(function, arguments))
}

fn unknown_function(name: &str, start: &Span) -> Diagnostic {
    if parse_number::FAMILIES.contains(&name) {
        return codes::DISTRIBUTION_IN_EXPRESSION
            .error(format!("the distribution `{name}(..)` stands inside an expression"))
            .at(start.clone(), "a number is expected here")
            .help("give it a premise of its own and use that name here");
    }
    let error = codes::UNKNOWN_FUNCTION
        .error(format!("there is no function `{name}`"))
        .at(start.clone(), "");
    match name {
        "log" => error.help("`ln` is the natural logarithm"),
        "pow" => error.help("powers are written with `^`"),
        _ => error.suggest(name, Function::ALL.map(Function::name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::print_expr::print_expr;

    /// The expression with every operation in parentheses.
    fn grouped(text: &str) -> String {
        fn show(expr: &Expr) -> String {
            match &expr.kind {
                ExprKind::Binary(op, left, right) => {
                    format!("({} {} {})", show(left), op.symbol(), show(right))
                }
                ExprKind::Neg(inner) => format!("(-{})", show(inner)),
                ExprKind::Not(inner) => format!("(not {})", show(inner)),
                _ => print_expr(expr),
            }
        }
        show(&parsed(text))
    }

    fn parsed(text: &str) -> Expr {
        let mut sink = Sink::default();
        let expr = parse_expr(text, 0, &mut sink);
        expr.unwrap_or_else(|| panic!("{text}: {:?}", sink.finish()))
    }

    fn code(text: &str) -> &'static str {
        let mut sink = Sink::default();
        assert!(parse_expr(text, 0, &mut sink).is_none(), "{text} should not parse");
        sink.finish().first().map_or("", |found| found.code)
    }

    #[test]
    fn operators_bind_as_in_the_books() {
        for (text, groups) in [
            ("1 + 2 * 3", "(1 + (2 * 3))"),
            ("1 - 2 - 3", "((1 - 2) - 3)"),
            ("8 / 4 / 2", "((8 / 4) / 2)"),
            ("2 ^ 3 ^ 2", "(2 ^ (3 ^ 2))"),
            ("-2^2", "(-(2 ^ 2))"),
            ("(-2)^2", "(-2 ^ 2)"),
            ("2^-x^2", "(2 ^ (-(x ^ 2)))"),
            ("-x * y", "((-x) * y)"),
            ("a or b and not c", "(a or (b and (not c)))"),
            ("not a < 1 + b", "(not (a < (1 + b)))"),
            ("not not a", "(not (not a))"),
            ("a < b == (c < d)", "chained"),
        ] {
            if groups == "chained" {
                assert_eq!(code(text), "chained-comparison");
            } else {
                assert_eq!(grouped(text), groups, "{text}");
            }
        }
    }

    #[test]
    fn a_minus_before_a_number_belongs_to_it() {
        assert_eq!(parsed("-4").kind, ExprKind::Number(-4.0));
        assert_eq!(grouped("1 - -4"), "(1 - -4)");
        assert!(matches!(parsed("-(4)").kind, ExprKind::Neg(_)));
    }

    #[test]
    fn percent_signs_divide_by_a_hundred_exactly() {
        assert_eq!(parsed("35%").kind, ExprKind::Number(0.35));
        assert_eq!(parsed("0.1%").kind, ExprKind::Number(0.001));
        assert_eq!(parsed("1.2e3").kind, ExprKind::Number(1200.0));
    }

    #[test]
    fn options_of_any_name_can_be_quoted() {
        let path = |tail: &str| ExprKind::Path("price".to_owned(), tail.to_owned());
        assert_eq!(parsed("price.\"5000\"").kind, path("5000"));
        assert_eq!(parsed("price.'as is'").kind, path("as is"));
        assert_eq!(parsed("price.\"a \\\"b\\\" \\\\\"").kind, path("a \"b\" \\"));
        assert_eq!(parsed("price.and").kind, path("and"));
        assert_eq!(parsed("price.not").kind, path("not"));
        assert_eq!(code("price.5000"), "unquoted-option");
    }

    #[test]
    fn places_count_from_the_beginning_of_the_file() {
        let mut sink = Sink::default();
        let expr = parse_expr("2 * (a + b)", 100, &mut sink).expect("an expression");
        let ExprKind::Binary(_, two, sum) = expr.kind else { panic!("a product") };
        assert_eq!((two.span, sum.span, expr.span), (100..101, 104..111, 100..111));
    }

    #[test]
    fn long_and_deep_expressions_are_refused_and_the_limit_itself_is_not() {
        let nested = |n: usize| format!("{}1{}", "(".repeat(n), ")".repeat(n));
        assert_eq!(parsed(&nested(63)).kind, ExprKind::Number(1.0));
        assert_eq!(code(&nested(64)), "expression-too-deep");
        assert_eq!(code(&"-".repeat(5000)), "expression-too-long");
        assert_eq!(code(&"-".repeat(1000)), "expression-too-deep");
        let sum = |n: usize| vec!["x"; n].join("+");
        assert_eq!(print_expr(&parsed(&sum(1000))).len(), 1000 + 999 * 3);
        assert_eq!(code(&sum(1001)), "expression-too-long");
    }
}
