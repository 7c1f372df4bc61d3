//! Distributions: what does a premise such as `"5 to 10 @80%"` or `"beta(2, 8)"` say?
//!
//! A recursive descent over the forms of [`DistForm`]. Whatever can be told from the written numbers
//! alone is checked here: ends in order, levels in (0, 1), positive spreads and weights. Whether a
//! premise is a distribution or an expression is told from how it starts, see
//! [`starts_distribution`].

use super::ast::{Amount, Spanned};
use super::cursor::Cursor;
use super::expr::BinaryOp;
use super::lex::{Mark, Parsed, Place, Token};
use super::number::{DistForm, IntervalFamily};
use super::parse_expr;
use crate::diag::codes::{Code, read as codes};
use crate::diag::{Diagnostic, Sink, Span};

/// The names of distributions; `clamp` is also a function and not among them.
pub(super) const FAMILIES: [&str; 9] =
    ["normal", "beta", "uniform", "triangular", "pert", "bernoulli", "mix", "one_of", "truncate"];

/// Share of the distribution between the ends of an interval, unless written.
const DEFAULT_LEVEL: f64 = 0.9;

/// Parses a premise's number: an expression, a distribution or a range to explore. `text` stands in
/// the file from byte `offset` on; mistakes go into `sink`.
#[must_use]
pub fn parse_amount(text: &str, offset: usize, sink: &mut Sink) -> Option<Amount> {
    amount(text, Place::From(offset)).map_err(|mistake| sink.push(mistake)).ok()
}

pub(super) fn amount(text: &str, place: Place) -> Parsed<Amount> {
    let mut cursor = Cursor::new(text, place)?;
    if starts_distribution(&cursor) {
        return whole(&mut cursor).map(Amount::Dist);
    }
    if let Token::Number { value, percent: true } = *cursor.peek()
        && *cursor.peek_at(1) == Token::End
    {
        return Ok(Amount::Percent(Spanned { value, span: cursor.here() }));
    }
    parse_expr::to_the_end(&mut cursor).map(Amount::Expr)
}

/// A whole text as one distribution.
pub(super) fn distribution_text(text: &str, place: Place) -> Parsed<Spanned<DistForm>> {
    whole(&mut Cursor::new(text, place)?)
}

fn whole(cursor: &mut Cursor<'_>) -> Parsed<Spanned<DistForm>> {
    let start = cursor.here();
    let value = distribution(cursor, true)?;
    if *cursor.peek() != Token::End {
        let error = cursor.unexpected("the end of the distribution");
        return Err(error.help("to compute with it, give it a premise of its own and use its name"));
    }
    Ok(Spanned { value, span: cursor.since(&start) })
}

/// Whether a distribution comes next: a family's name with its parenthesis, a number followed by
/// `to` or `..`, or `clamp(` followed by one of these.
pub(super) fn starts_distribution(cursor: &Cursor<'_>) -> bool {
    let mut at = 0;
    let calls = |at: usize| *cursor.peek_at(at + 1) == Token::Mark(Mark::Open);
    loop {
        match cursor.peek_at(at) {
            Token::Word(word) if word == "clamp" && calls(at) => at += 2,
            Token::Word(word) => return FAMILIES.contains(&word.as_str()) && calls(at),
            Token::Operator(BinaryOp::Sub | BinaryOp::Add) => at += 1,
            Token::Number { .. } => {
                return match cursor.peek_at(at + 1) {
                    Token::Word(word) => word == "to",
                    token => *token == Token::Mark(Mark::DotDot),
                };
            }
            _ => return false,
        }
    }
}

/// A number as written, with its sign and whether `%` followed it.
#[derive(Clone, Debug)]
struct Written {
    value: f64,
    percent: bool,
    span: Span,
}

fn number(cursor: &mut Cursor<'_>) -> Parsed<Written> {
    let start = cursor.here();
    let sign = match cursor.peek() {
        Token::Operator(BinaryOp::Sub) => -1.0,
        _ => 1.0,
    };
    if matches!(cursor.peek(), Token::Operator(BinaryOp::Sub | BinaryOp::Add)) {
        cursor.next();
    }
    let Token::Number { value, percent } = *cursor.peek() else {
        let error = cursor.unexpected("a plain number");
        return Err(error.help("the parameters of a distribution are plain numbers, not names"));
    };
    cursor.next();
    Ok(Written { value: sign * value, percent, span: cursor.since(&start) })
}

/// A distribution; a range to explore only where it is the `outermost`.
fn distribution(cursor: &mut Cursor<'_>, outermost: bool) -> Parsed<DistForm> {
    cursor.enter()?;
    let start = cursor.here();
    let form = match cursor.peek().clone() {
        Token::Word(name) => {
            cursor.next();
            family(cursor, &name, &start)?
        }
        _ => bare(cursor, &start, outermost)?,
    };
    cursor.leave();
    Ok(form)
}

/// `low to high` or `low .. high`, without a name.
fn bare(cursor: &mut Cursor<'_>, start: &Span, outermost: bool) -> Parsed<DistForm> {
    let low = number(cursor)?;
    if !cursor.eat(Mark::DotDot) {
        return interval(cursor, low, None);
    }
    let high = number(cursor)?;
    same_percent(&low, &high)?;
    if !outermost {
        return Err(codes::EXPLORE_INSIDE
            .error("a range to explore stands inside a distribution")
            .at(cursor.since(start), "nobody holds a belief about it")
            .help("an interval that is believed is written with `to`: `5 to 10`"));
    }
    ascending(&low, &high)?;
    Ok(DistForm::Explore { low: low.value, high: high.value })
}

/// A named distribution, its name being taken.
fn family(cursor: &mut Cursor<'_>, name: &str, start: &Span) -> Parsed<DistForm> {
    if !FAMILIES.contains(&name) && name != "clamp" {
        return Err(codes::UNKNOWN_DISTRIBUTION
            .error(format!("there is no distribution `{name}`"))
            .at(start.clone(), "")
            .suggest(name, FAMILIES)
            .help(format!("the distributions are `{}` and `clamp`", FAMILIES.join("`, `"))));
    }
    let open = cursor.open()?;
    let form = match name {
        "normal" => normal(cursor)?,
        "beta" => beta(cursor)?,
        "uniform" => {
            let [low, high] = pair(cursor)?;
            ascending(&low, &high)?;
            DistForm::Uniform { low: low.value, high: high.value }
        }
        "bernoulli" => {
            let p = number(cursor)?;
            let in_unit = (0.0..=1.0).contains(&p.value);
            demand(in_unit, &p, "a chance lies between 0 and 1")?;
            DistForm::Bernoulli(p.value)
        }
        "triangular" | "pert" => {
            let [low, mode, high] = named(cursor, ["low", "mode", "high"])?;
            ascending(&low, &high)?;
            let between = low.value <= mode.value && mode.value <= high.value;
            demand(between, &mode, "the mode lies between `low` and `high`")?;
            let (low, mode, high) = (low.value, mode.value, high.value);
            match name {
                "pert" => DistForm::Pert { low, mode, high },
                _ => DistForm::Triangular { low, mode, high },
            }
        }
        "mix" => DistForm::Mix(weighted(cursor, |cursor| distribution(cursor, false))?),
        "one_of" => DistForm::OneOf(weighted(cursor, |cursor| Ok(number(cursor)?.value))?),
        _ => {
            let inner = Box::new(distribution(cursor, false)?);
            cursor.comma()?;
            let [low, high] = pair(cursor)?;
            ascending(&low, &high)?;
            match name {
                "truncate" => DistForm::Truncate(inner, low.value, high.value),
                _ => DistForm::Clamp(inner, low.value, high.value),
            }
        }
    };
    cursor.close(&open)?;
    Ok(form)
}

/// `normal(-5 to 10)` or `normal(mean 2, sd 3)`, inside the parentheses.
fn normal(cursor: &mut Cursor<'_>) -> Parsed<DistForm> {
    if matches!(cursor.peek(), Token::Word(_)) {
        let [mean, sd] = named(cursor, ["mean", "sd"])?;
        demand(sd.value > 0.0, &sd, "a standard deviation is positive")?;
        return Ok(DistForm::Normal { mean: mean.value, sd: sd.value });
    }
    let low = number(cursor)?;
    if *cursor.peek() == Token::Mark(Mark::Comma) {
        return Err(unnamed(&low, "`normal(mean 2, sd 3)` or `normal(-5 to 10)`"));
    }
    interval(cursor, low, Some(IntervalFamily::Normal))
}

/// `beta(10% to 40%)` or `beta(2, 8)`, inside the parentheses.
fn beta(cursor: &mut Cursor<'_>) -> Parsed<DistForm> {
    let a = number(cursor)?;
    if cursor.sees_word("to") {
        return interval(cursor, a, Some(IntervalFamily::Beta));
    }
    cursor.comma()?;
    let b = number(cursor)?;
    for shape in [&a, &b] {
        demand(shape.value > 0.0, shape, "the shapes of a beta are positive")?;
    }
    Ok(DistForm::Beta { a: a.value, b: b.value })
}

/// `to high @level` behind `low`; a family is taken from the percent signs where none is named.
fn interval(
    cursor: &mut Cursor<'_>,
    low: Written,
    family: Option<IntervalFamily>,
) -> Parsed<DistForm> {
    if !cursor.eat_word("to") {
        return Err(cursor.unexpected("`to`"));
    }
    let high = number(cursor)?;
    same_percent(&low, &high)?;
    let span = low.span.start..high.span.end;
    let level = if cursor.eat(Mark::At) { level(cursor)? } else { DEFAULT_LEVEL };
    let family = family.unwrap_or(match low.percent {
        true => IntervalFamily::LogitNormal,
        false => IntervalFamily::LogNormal,
    });
    if low.value >= high.value {
        return Err(codes::INTERVAL_REVERSED
            .error("the interval's lower end is not below its upper end")
            .at(span, "")
            .help("the smaller number comes first; a number known exactly is written alone"));
    }
    let unit = matches!(family, IntervalFamily::LogitNormal | IntervalFamily::Beta);
    if unit && !(low.value > 0.0 && high.value < 1.0) {
        return Err(codes::INTERVAL_OUTSIDE_UNIT
            .error("an interval of a probability lies strictly between 0% and 100%")
            .at(span, "")
            .help("for a quantity that is no probability, write it without `%`"));
    }
    if family == IntervalFamily::LogNormal && low.value <= 0.0 {
        let (low, high) = (low.value, high.value);
        return Err(codes::INTERVAL_NOT_POSITIVE
            .error("an interval without a family is log-normal, and its lower end is not above 0")
            .at(span, "")
            .help(format!("`normal({low} to {high})` takes any numbers")));
    }
    let percent = low.percent;
    Ok(DistForm::Interval { low: low.value, high: high.value, percent, level, family })
}

fn level(cursor: &mut Cursor<'_>) -> Parsed<f64> {
    let level = number(cursor)?;
    if level.value > 0.0 && level.value < 1.0 {
        return Ok(level.value);
    }
    Err(codes::INTERVAL_LEVEL
        .error("the level of an interval lies strictly between 0% and 100%")
        .at(level.span, "")
        .help("write it with a percent sign: `5 to 10 @80%`"))
}

fn same_percent(low: &Written, high: &Written) -> Parsed<()> {
    if low.percent == high.percent {
        return Ok(());
    }
    Err(codes::INTERVAL_MIXED_PERCENT
        .error("one end is written with `%` and the other without")
        .at(low.span.start..high.span.end, "")
        .help("write both ends alike: `10% to 40%`"))
}

/// Two numbers with a comma between them.
fn pair(cursor: &mut Cursor<'_>) -> Parsed<[Written; 2]> {
    let low = number(cursor)?;
    cursor.comma()?;
    Ok([low, number(cursor)?])
}

/// `name number, ..` for each of `names`, in any order.
fn named<const N: usize>(cursor: &mut Cursor<'_>, names: [&str; N]) -> Parsed<[Written; N]> {
    let mut found: [Option<Written>; N] = std::array::from_fn(|_| None);
    let form = names.map(|name| format!("{name} ..")).join(", ");
    loop {
        let Token::Word(name) = cursor.peek().clone() else {
            let written = number(cursor)?;
            return Err(unnamed(&written, &format!("`({form})`")));
        };
        let slot = names.iter().position(|known| *known == name);
        let Some(slot) = slot.and_then(|slot| found.get_mut(slot)) else {
            return Err(codes::DISTRIBUTION_PARAMETER
                .error(format!("there is no parameter `{name}` here"))
                .at(cursor.here(), "")
                .suggest(&name, names));
        };
        let place = cursor.here();
        cursor.next();
        let written = number(cursor)?;
        if slot.replace(written).is_some() {
            let error = codes::DISTRIBUTION_PARAMETER.error(format!("`{name}` is given twice"));
            return Err(error.at(place, "second time"));
        }
        if !cursor.eat(Mark::Comma) {
            break;
        }
    }
    let missing = names.iter().zip(&found).find(|(_, slot)| slot.is_none());
    if let Some((name, _)) = missing {
        return Err(codes::DISTRIBUTION_PARAMETER
            .error(format!("the parameter `{name}` is missing"))
            .at(cursor.here(), "before this")
            .help(format!("it is written `({form})`")));
    }
    let nothing = Written { value: 0.0, percent: false, span: 0..0 };
    Ok(found.map(|slot| slot.unwrap_or_else(|| nothing.clone())))
}

/// `item: weight, ..`; every weight positive.
fn weighted<T>(
    cursor: &mut Cursor<'_>,
    item: impl Fn(&mut Cursor<'_>) -> Parsed<T>,
) -> Parsed<Vec<(T, f64)>> {
    let mut parts = Vec::new();
    loop {
        let part = item(cursor)?;
        if !cursor.eat(Mark::Colon) {
            return Err(cursor.unexpected("`:` and a weight"));
        }
        let weight = number(cursor)?;
        if weight.value <= 0.0 {
            let error = codes::DISTRIBUTION_WEIGHT.error("a weight is not positive");
            return Err(error.at(weight.span, "").help("leave the part out to give it none"));
        }
        parts.push((part, weight.value));
        if !cursor.eat(Mark::Comma) {
            return Ok(parts);
        }
    }
}

fn ascending(low: &Written, high: &Written) -> Parsed<()> {
    if low.value < high.value {
        return Ok(());
    }
    Err(codes::DISTRIBUTION_RANGE
        .error("the lower end is not below the upper end")
        .at(low.span.start..high.span.end, ""))
}

fn demand(holds: bool, written: &Written, rule: &str) -> Parsed<()> {
    let out_of_range: Code = codes::DISTRIBUTION_RANGE;
    if holds { Ok(()) } else { Err(out_of_range.error(rule).at(written.span.clone(), "")) }
}

fn unnamed(written: &Written, forms: &str) -> Diagnostic {
    codes::DISTRIBUTION_PARAMETER
        .error("a parameter that could be misread is not named")
        .at(written.span.clone(), "which parameter is this?")
        .help(format!("write {forms}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::print_expr::print_amount;

    fn dist(text: &str) -> DistForm {
        let mut sink = Sink::default();
        match parse_amount(text, 0, &mut sink) {
            Some(Amount::Dist(dist)) => dist.value,
            other => panic!("{text}: {other:?}, {:?}", sink.finish()),
        }
    }

    fn first(text: &str) -> Diagnostic {
        let mut sink = Sink::default();
        assert!(parse_amount(text, 0, &mut sink).is_none(), "{text} should not parse");
        sink.finish().swap_remove(0)
    }

    fn interval(
        low: f64,
        high: f64,
        percent: bool,
        level: f64,
        family: IntervalFamily,
    ) -> DistForm {
        DistForm::Interval { low, high, percent, level, family }
    }

    #[test]
    fn every_form_of_the_table_reads_as_it_says() {
        use IntervalFamily::{Beta, LogNormal, LogitNormal, Normal};
        for (text, form) in [
            ("5 to 10", interval(5.0, 10.0, false, 0.9, LogNormal)),
            ("10% to 40%", interval(0.1, 0.4, true, 0.9, LogitNormal)),
            ("5 to 10 @80%", interval(5.0, 10.0, false, 0.8, LogNormal)),
            ("normal(-5 to 10)", interval(-5.0, 10.0, false, 0.9, Normal)),
            ("beta(10% to 40% @50%)", interval(0.1, 0.4, true, 0.5, Beta)),
            ("normal(mean 2, sd 3)", DistForm::Normal { mean: 2.0, sd: 3.0 }),
            ("normal(sd 3, mean 2)", DistForm::Normal { mean: 2.0, sd: 3.0 }),
            ("beta(2, 8)", DistForm::Beta { a: 2.0, b: 8.0 }),
            ("uniform(0, 5)", DistForm::Uniform { low: 0.0, high: 5.0 }),
            ("pert(low 0, mode 2, high 5)", DistForm::Pert { low: 0.0, mode: 2.0, high: 5.0 }),
            ("bernoulli(30%)", DistForm::Bernoulli(0.3)),
            ("one_of(-1: 1, 2: 3)", DistForm::OneOf(vec![(-1.0, 1.0), (2.0, 3.0)])),
            ("5 .. 10", DistForm::Explore { low: 5.0, high: 10.0 }),
            ("5..10", DistForm::Explore { low: 5.0, high: 10.0 }),
        ] {
            assert_eq!(dist(text), form, "{text}");
        }
        let inner = Box::new(interval(1.0, 2.0, false, 0.9, LogNormal));
        assert_eq!(dist("clamp(1 to 2, 0, 3)"), DistForm::Clamp(inner.clone(), 0.0, 3.0));
        let clamped = DistForm::Clamp(inner, 0.0, 3.0);
        assert_eq!(dist("mix(clamp(1 to 2, 0, 3): 2)"), DistForm::Mix(vec![(clamped, 2.0)]));
    }

    #[test]
    fn clamp_of_a_number_is_an_expression() {
        let mut sink = Sink::default();
        let amount = parse_amount("clamp(x, 0, 1)", 0, &mut sink);
        assert!(matches!(amount, Some(Amount::Expr(_))), "{amount:?}");
    }

    #[test]
    fn an_interval_that_reaches_zero_is_offered_the_normal_family() {
        let found = first("0 to 5");
        assert_eq!(found.code, "interval-not-positive");
        assert!(found.help.iter().any(|help| help.contains("normal(0 to 5)")), "{found:?}");
    }

    #[test]
    fn percentages_come_back_digit_by_digit() {
        for percent in ["7%", "0.07%", "12.5%", "99.999%", "0.00001%", "33.333333333333337%"] {
            let text = format!("normal(0% to {percent})");
            let amount = parse_amount(&text, 0, &mut Sink::default()).expect("an interval");
            assert_eq!(print_amount(&amount), text);
        }
        let text = "normal(-250% to 1000%)";
        let amount = parse_amount(text, 0, &mut Sink::default()).expect("an interval");
        assert_eq!(print_amount(&amount), text);
    }
}
