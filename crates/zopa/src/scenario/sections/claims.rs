//! `[[claims]]`: the argument.

use super::events::date;
use super::issues::target;
use super::names::is_lower_snake;
use super::premises::changes;
use crate::diag::codes::read as codes;
use crate::scenario::ast::{Claim, Name};
use crate::scenario::expect::{Expect, ExpectKind};
use crate::scenario::keys::{CLAIM, Kind};
use crate::scenario::table::Item;
use crate::scenario::toml_walk::Context;

pub(crate) fn claim<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Claim> {
    let table = cx.table(item, &CLAIM, "claims".to_owned())?;
    let id = table.need(cx, "id", Context::name);
    let text = table.need(cx, "text", Context::text);
    let source = table.get("source").and_then(|item| cx.name(item));
    let quote = table.get("quote").and_then(|item| cx.text(item));
    let deal = target(cx, &table);
    let when = changes(cx, &table, "when");
    let names = Kind::List(&Kind::Name);
    let without = table.each(cx, "without", names, Context::name);
    let ban = table.each(cx, "ban", names, ban);
    let as_of = table.get("as_of").and_then(|item| date(cx, item));
    let expect = table.need(cx, "expect", Context::predicate);
    let changing = |key: &&str| table.get(key).is_some() || table.may_mean(key);
    if !["when", "without", "ban", "as_of"].iter().any(changing) {
        idle_baseline(cx, &expect);
    }
    Some(Claim { id, text, source, quote, deal, when, without, ban, as_of, expect })
}

/// An option that is not on offer: `issue.option`.
fn ban<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Name> {
    let name = cx.name(item)?;
    let well_formed = name
        .value
        .split_once('.')
        .is_some_and(|(issue, option)| is_lower_snake(issue) && !option.is_empty());
    if !well_formed {
        cx.sink.push(
            codes::BAN_FORM
                .error(format!("`{}` names no option of an issue", name.value))
                .at(name.span.clone(), "expected `issue.option`"),
        );
        return None;
    }
    Some(name)
}

/// Warns of a `baseline` in a claim that changes nothing.
fn idle_baseline(cx: &mut Context<'_>, expect: &Expect) {
    if !has_baseline(expect) {
        return;
    }
    cx.sink.push(
        codes::IDLE_BASELINE
            .warning("`baseline` equals the other side, since the claim changes nothing")
            .at(expect.span.clone(), "")
            .help("say what is changed: `when`, `without`, `ban` or `as_of`"),
    );
}

fn has_baseline(expect: &Expect) -> bool {
    match &expect.kind {
        ExpectKind::Compare(_, left, right) => {
            left.mentions_baseline() || right.mentions_baseline()
        }
        ExpectKind::And(left, right) | ExpectKind::Or(left, right) => {
            has_baseline(left) || has_baseline(right)
        }
        _ => false,
    }
}
