//! Predicates: what does a claim expect of the verdict?
//!
//! ```text
//! predicate  = both ("or" both)*            both     = single ("and" single)*
//! single     = "(" predicate ")" | ["not"] TEST ["to" WHO] | ["not"] "best" "for" PARTY
//!            | ["not"] "fair" | quantity COMPARISON quantity
//! quantity   = product (("+" | "-") product)*    product = factor (("*" | "/") factor)*
//! ```
//!
//! A parenthesis opens a quantity where an arithmetic sign or a comparison follows its end, else a
//! predicate. Cost: linear, but for nested parentheses, whose depth is limited.

use super::ast::{Name, Spanned};
use super::cursor::Cursor;
use super::expect::{DealRef, Expect, ExpectKind, Quantity, QuantityKind, TestName};
use super::expr::BinaryOp;
use super::lex::{Mark, Parsed, Place, Token};
use crate::diag::codes::read as codes;
use crate::diag::{Diagnostic, Sink, Span};

/// The functions that read a number off the verdict, with how they are called.
const QUANTITIES: [(&str, &str); 8] = [
    ("value", "value(DEAL, WHO)"),
    ("no_deal", "no_deal(PARTY)"),
    ("odds", "odds(OUTCOME)"),
    ("outcome", "outcome(OUTCOME, WHO)"),
    ("plays", "plays(NODE, MOVE)"),
    ("margin", "margin(TEST)"),
    ("count", "count(TEST)"),
    ("steps", "steps(DEAL)"),
];

/// Parses `text`, which stands in the file from byte `offset` on; mistakes go into `sink`.
#[must_use]
pub fn parse_expect(text: &str, offset: usize, sink: &mut Sink) -> Option<Expect> {
    whole(text, Place::From(offset)).map_err(|mistake| sink.push(mistake)).ok()
}

pub(super) fn whole(text: &str, place: Place) -> Parsed<Expect> {
    let mut cursor = Cursor::new(text, place)?;
    let expect = predicate(&mut cursor, BinaryOp::Or)?;
    match cursor.peek() {
        Token::End => Ok(expect),
        _ => Err(cursor.unexpected("`and`, `or` or the end")),
    }
}

/// Parts joined by `or`, each of them parts joined by `and`.
fn predicate(cursor: &mut Cursor<'_>, joint: BinaryOp) -> Parsed<Expect> {
    let part = |cursor: &mut Cursor<'_>| match joint {
        BinaryOp::Or => predicate(cursor, BinaryOp::And),
        _ => single(cursor),
    };
    let mut left = part(cursor)?;
    while *cursor.peek() == Token::Operator(joint) {
        cursor.next();
        let right = part(cursor)?;
        let span = left.span.start..right.span.end;
        let (left_box, right_box) = (Box::new(left), Box::new(right));
        let kind = match joint {
            BinaryOp::Or => ExpectKind::Or(left_box, right_box),
            _ => ExpectKind::And(left_box, right_box),
        };
        left = Expect { kind, span };
    }
    Ok(left)
}

fn single(cursor: &mut Cursor<'_>) -> Parsed<Expect> {
    let start = cursor.here();
    if *cursor.peek() == Token::Mark(Mark::Open) && !opens_quantity(cursor) {
        cursor.enter()?;
        cursor.next();
        let inner = predicate(cursor, BinaryOp::Or)?;
        cursor.close(&start)?;
        cursor.leave();
        return Ok(Expect { kind: inner.kind, span: cursor.since(&start) });
    }
    let not = cursor.eat_word("not");
    let Token::Word(word) = cursor.peek().clone() else {
        return if not { Err(denied(cursor)) } else { comparison(cursor) };
    };
    let kind = if let Some(test) = TestName::named(&word) {
        cursor.next();
        ExpectKind::Test { not, test, to: addressee(cursor, test)? }
    } else if word == "best" {
        cursor.next();
        if !cursor.eat_word("for") {
            return Err(cursor.unexpected("`for` and a party behind `best`"));
        }
        ExpectKind::BestFor { not, party: who(cursor)? }
    } else if word == "fair" {
        cursor.next();
        ExpectKind::Fair { not }
    } else if is_quantity(&word) {
        return if not { Err(denied(cursor)) } else { comparison(cursor) };
    } else {
        return Err(unknown_test(cursor, &word));
    };
    Ok(Expect { kind, span: cursor.since(&start) })
}

/// `to WHO` behind a test.
fn addressee(cursor: &mut Cursor<'_>, test: TestName) -> Parsed<Option<Name>> {
    let place = cursor.here();
    if cursor.sees_word("for") {
        let error = cursor.unexpected("`to`, `and`, `or` or the end");
        return Err(error.help(format!("one is asked by `to`: `{} to WHO`", test.name())));
    }
    if !cursor.eat_word("to") {
        return Ok(None);
    }
    if test == TestName::Reachable {
        return Err(codes::EXPECT_TO
            .error("`reachable` is not asked for one party alone")
            .at(place, "")
            .help("a road is safe for everyone or not at all"));
    }
    who(cursor).map(Some)
}

fn denied(cursor: &Cursor<'_>) -> Diagnostic {
    codes::EXPECT_NOT
        .error("`not` stands before something that is no test")
        .at(cursor.here(), "expected a test, `best for` or `fair`")
        .help("a comparison is denied by turning its sign around: `>=` for `<`")
}

fn unknown_test(cursor: &Cursor<'_>, word: &str) -> Diagnostic {
    let others = ["fair", "best", "baseline"];
    let names = TestName::ALL.map(TestName::name).into_iter();
    codes::UNKNOWN_TEST
        .error(format!("`{word}` is neither a test nor a quantity"))
        .at(cursor.here(), "")
        .suggest(word, names.chain(others).chain(QUANTITIES.map(|(name, _)| name)))
        .help("a predicate is a test, `best for PARTY`, `fair` or a comparison of quantities")
}

fn is_quantity(word: &str) -> bool {
    word == "baseline" || QUANTITIES.iter().any(|(name, _)| *name == word)
}

/// Whether the parenthesis that comes next encloses a quantity.
fn opens_quantity(cursor: &Cursor<'_>) -> bool {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        match cursor.peek_at(at) {
            Token::Mark(Mark::Open) => depth += 1,
            Token::Mark(Mark::Close) => depth -= 1,
            Token::End => return false,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            let behind = cursor.peek_at(at);
            return matches!(behind, Token::Operator(op) if op.binding() > BinaryOp::And.binding());
        }
    }
}

fn comparison(cursor: &mut Cursor<'_>) -> Parsed<Expect> {
    let start = cursor.here();
    let left = quantity(cursor, BinaryOp::Add)?;
    let Some(op) = comparing(cursor) else {
        return Err(codes::MISSING_COMPARISON
            .error("a quantity stands alone where a predicate is expected")
            .at(left.span, "compared with what?")
            .help("compare it: `value(fair, us) < baseline`"));
    };
    let first = cursor.here();
    cursor.next();
    let right = quantity(cursor, BinaryOp::Add)?;
    if comparing(cursor).is_some() {
        return Err(codes::CHAINED_COMPARISON
            .error("comparisons do not chain")
            .at(cursor.here(), "second comparison")
            .see(first, "first comparison")
            .help("join two comparisons: `a < b and b < c`"));
    }
    let span = cursor.since(&start);
    if left.mentions_baseline() && right.mentions_baseline() {
        return Err(codes::BASELINE_TWICE
            .error("`baseline` stands on both sides of a comparison")
            .at(span, "")
            .help("`baseline` is the other side's quantity without the claim's changes"));
    }
    Ok(Expect { kind: ExpectKind::Compare(op, left, right), span })
}

fn comparing(cursor: &Cursor<'_>) -> Option<BinaryOp> {
    match *cursor.peek() {
        Token::Operator(op) if op.is_comparison() => Some(op),
        _ => None,
    }
}

/// Summands where `sign` is `+`, factors where it is `*`.
fn quantity(cursor: &mut Cursor<'_>, sign: BinaryOp) -> Parsed<Quantity> {
    let part = |cursor: &mut Cursor<'_>| match sign {
        BinaryOp::Add => quantity(cursor, BinaryOp::Mul),
        _ => factor(cursor),
    };
    let mut left = part(cursor)?;
    while let Token::Operator(op) = *cursor.peek() {
        if op.binding() != sign.binding() {
            break;
        }
        cursor.next();
        let right = part(cursor)?;
        let span = left.span.start..right.span.end;
        left = Quantity { kind: QuantityKind::Binary(op, Box::new(left), Box::new(right)), span };
    }
    Ok(left)
}

fn factor(cursor: &mut Cursor<'_>) -> Parsed<Quantity> {
    cursor.enter()?;
    let start = cursor.here();
    let kind = match cursor.peek().clone() {
        Token::Number { value, .. } => {
            cursor.next();
            QuantityKind::Number(value)
        }
        Token::Operator(BinaryOp::Sub) => {
            cursor.next();
            match *cursor.peek() {
                Token::Number { value, .. } => {
                    cursor.next();
                    QuantityKind::Number(-value)
                }
                _ => QuantityKind::Neg(Box::new(factor(cursor)?)),
            }
        }
        Token::Mark(Mark::Open) => {
            cursor.next();
            let inner = quantity(cursor, BinaryOp::Add)?;
            cursor.close(&start)?;
            inner.kind
        }
        Token::Word(word) => {
            cursor.next();
            reading(cursor, &word, &start)?
        }
        _ => return Err(cursor.unexpected("a test or a quantity")),
    };
    cursor.leave();
    Ok(Quantity { kind, span: cursor.since(&start) })
}

/// A number read off the verdict, its name being taken.
fn reading(cursor: &mut Cursor<'_>, word: &str, start: &Span) -> Parsed<QuantityKind> {
    if word == "baseline" {
        return Ok(QuantityKind::Baseline);
    }
    let Some((_, usage)) = QUANTITIES.into_iter().find(|(name, _)| *name == word) else {
        return Err(codes::UNKNOWN_QUANTITY
            .error(format!("there is no quantity `{word}`"))
            .at(start.clone(), "")
            .suggest(word, QUANTITIES.map(|(name, _)| name))
            .help("`zopa explain unknown-quantity` lists the quantities"));
    };
    if *cursor.peek() != Token::Mark(Mark::Open) {
        let error = cursor.unexpected(&format!("`(` behind `{word}`"));
        return Err(error.help(format!("it is written `{usage}`")));
    }
    let open = cursor.open()?;
    let kind = match word {
        "value" => {
            let deal = deal(cursor)?;
            cursor.comma()?;
            QuantityKind::Value(deal, who(cursor)?)
        }
        "no_deal" => {
            let party = who(cursor)?;
            let [_, blamed] = views(cursor, false)?;
            QuantityKind::NoDeal { party, blamed }
        }
        "odds" => {
            let outcome = any_name(cursor, "an outcome")?;
            let [seen_by, blamed] = views(cursor, true)?;
            QuantityKind::Odds { outcome, seen_by, blamed }
        }
        "outcome" => {
            let outcome = any_name(cursor, "an outcome")?;
            cursor.comma()?;
            QuantityKind::Outcome(outcome, who(cursor)?)
        }
        "plays" => {
            let node = any_name(cursor, "a node")?;
            cursor.comma()?;
            QuantityKind::Plays(node, any_name(cursor, "a move")?)
        }
        "margin" => QuantityKind::Margin(test(cursor)?),
        "count" => QuantityKind::Count(test(cursor)?),
        _ => QuantityKind::Steps(deal(cursor)?),
    };
    cursor.close(&open)?;
    Ok(kind)
}

/// `, seen by PARTY` (where it `may_be_seen`) and `, blamed PARTY`, in any order.
fn views(cursor: &mut Cursor<'_>, may_be_seen: bool) -> Parsed<[Option<Name>; 2]> {
    let (mut seen_by, mut blamed) = (None, None);
    while cursor.eat(Mark::Comma) {
        if blamed.is_none() && cursor.eat_word("blamed") {
            blamed = Some(who(cursor)?);
        } else if may_be_seen && seen_by.is_none() && cursor.eat_word("seen") {
            if !cursor.eat_word("by") {
                return Err(cursor.unexpected("`by` behind `seen`"));
            }
            seen_by = Some(who(cursor)?);
        } else if may_be_seen {
            return Err(cursor.unexpected("`seen by PARTY` or `blamed PARTY`"));
        } else {
            return Err(cursor.unexpected("`blamed PARTY`"));
        }
    }
    Ok([seen_by, blamed])
}

fn deal(cursor: &mut Cursor<'_>) -> Parsed<DealRef> {
    let span = cursor.here();
    match cursor.peek().clone() {
        Token::Quoted(value) => {
            cursor.next();
            Ok(DealRef::Menu(Spanned { value, span }))
        }
        Token::Word(word) => {
            let plain = match word.as_str() {
                "deal" => DealRef::Own,
                "fair" => DealRef::Fair,
                "today" => DealRef::Today,
                "best" => {
                    cursor.next();
                    let open = cursor.open()?;
                    let party = who(cursor)?;
                    cursor.close(&open)?;
                    return Ok(DealRef::Best(party));
                }
                _ => return Err(unknown_deal(cursor, &word)),
            };
            cursor.next();
            Ok(plain)
        }
        _ => Err(cursor.unexpected("a deal")),
    }
}

fn unknown_deal(cursor: &Cursor<'_>, word: &str) -> Diagnostic {
    codes::UNKNOWN_DEAL
        .error(format!("`{word}` is no deal"))
        .at(cursor.here(), "")
        .help("a deal is `deal`, `fair`, `today`, `best(PARTY)` or a name of the menu in quotes")
}

fn test(cursor: &mut Cursor<'_>) -> Parsed<TestName> {
    let Token::Word(word) = cursor.peek().clone() else {
        return Err(cursor.unexpected("a test"));
    };
    let Some(test) = TestName::named(&word) else {
        return Err(codes::UNKNOWN_TEST
            .error(format!("there is no test `{word}`"))
            .at(cursor.here(), "")
            .suggest(&word, TestName::ALL.map(TestName::name)));
    };
    cursor.next();
    Ok(test)
}

/// The name of a party or audience.
fn who(cursor: &mut Cursor<'_>) -> Parsed<Name> {
    any_name(cursor, "a party or audience")
}

/// A name, in quotes where it is not a plain one.
fn any_name(cursor: &mut Cursor<'_>, what: &str) -> Parsed<Name> {
    let span = cursor.here();
    match cursor.peek().clone() {
        Token::Word(value) | Token::Quoted(value) => {
            cursor.next();
            Ok(Spanned { value, span })
        }
        _ => Err(cursor.unexpected(what)),
    }
}
