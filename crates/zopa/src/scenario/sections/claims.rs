//! `[[claims]]`: the argument.

use super::events::date;
use super::issues::target;
use super::names::is_lower_snake;
use super::premises::changes;
use crate::diag::codes::read as codes;
use crate::scenario::ast::{Claim, Name};
use crate::scenario::expect::{Expect, ExpectKind};
use crate::scenario::keys::{CLAIM, Kind};
use crate::scenario::toml_walk::{Context, Item};

pub(crate) fn claim<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Claim> {
    let table = cx.table(item, &CLAIM, "claims".to_owned())?;
    let id = table.require(cx, "id").cloned().and_then(|item| cx.name(&item));
    let text = table.require(cx, "text").cloned().and_then(|item| cx.text(&item));
    let source = table.get("source").and_then(|item| cx.name(item));
    let quote = table.get("quote").and_then(|item| cx.text(item));
    let deal = target(cx, &table);
    let when = changes(cx, table.get("when"));
    let names = Kind::List(&Kind::Name);
    let without = cx.each(table.get("without"), names, |cx, precedent| cx.name(precedent));
    let ban = cx.each(table.get("ban"), names, ban);
    let as_of = table.get("as_of").and_then(|item| date(cx, item));
    let expect = table.require(cx, "expect").cloned().and_then(|item| cx.predicate(&item));
    let claim = Claim {
        id: id?,
        text: text?,
        source,
        quote,
        deal,
        when,
        without,
        ban,
        as_of,
        expect: expect?,
    };
    idle_baseline(cx, &claim);
    Some(claim)
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
fn idle_baseline(cx: &mut Context<'_>, claim: &Claim) {
    let changed = !claim.when.is_empty()
        || !claim.without.is_empty()
        || !claim.ban.is_empty()
        || claim.as_of.is_some();
    if changed || !has_baseline(&claim.expect) {
        return;
    }
    cx.sink.push(
        codes::IDLE_BASELINE
            .warning("`baseline` equals the other side, since the claim changes nothing")
            .at(claim.expect.span.clone(), "")
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
