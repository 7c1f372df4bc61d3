//! `[premises]`, `[[correlations]]` and the changes of premises in events and claims.

use super::names::{self, Role, is_lower_snake};
use crate::diag::codes::read as codes;
use crate::scenario::ast::{
    Amount, Correlation, Entries, Name, Precedent, Premise, PremiseValue, Spanned,
};
use crate::scenario::keys::{CORRELATION, Kind, PRECEDENT, PREMISE};
use crate::scenario::lost::Lost;
use crate::scenario::number::{DistForm, IntervalFamily};
use crate::scenario::table::{Item, Table};
use crate::scenario::toml_walk::Context;
use toml::de::DeValue;

pub(crate) fn premise<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Premise> {
    names::check(cx, item, Role::Premise);
    if !matches!(item.value, DeValue::Table(_)) {
        let value = PremiseValue::Amount(cx.amount(item)?);
        return Some(Premise { value, ..Premise::lost() });
    }
    let table = cx.table(item, &PREMISE, format!("premises.{}", item.key))?;
    let value = value(cx, &table);
    let about = table.get("about").and_then(|item| cx.text(item));
    let source = table.get("source").and_then(|item| cx.name(item));
    let quote = table.get("quote").and_then(|item| cx.text(item));
    let seen_by = table.map(cx, "seen_by", Kind::Map(&Kind::Amount), Context::amount);
    let draw = cx.flag_or(table.get("draw"), false);
    if draw
        && matches!(value, Some(PremiseValue::Amount(_)))
        && let Some(item) = table.get("draw")
    {
        cx.sink.push(
            codes::DRAW_WITHOUT_PRIOR
                .warning("`draw` changes nothing on a premise without a prior")
                .at(item.key_span.clone(), "")
                .help("a distribution is always sampled; `draw` is for beliefs learnt from precedents"),
        );
    }
    let value = value.unwrap_or_else(|| Premise::lost().value);
    Some(Premise { value, about, source, quote, seen_by, draw })
}

/// Either `value`, or `prior` with its precedents.
fn value<'t>(cx: &mut Context<'t>, table: &Table<'t>) -> Option<PremiseValue> {
    let learnt = table.get("prior").or(table.get("precedents"));
    match (table.get("value"), learnt) {
        (Some(value), Some(learnt)) => {
            cx.sink.push(
                codes::VALUE_AND_PRIOR
                    .error(format!("a premise has both `value` and `{}`", learnt.key))
                    .at(learnt.key_span.clone(), "learnt from precedents")
                    .see(value.key_span.clone(), "stated")
                    .help("leave one of them out"),
            );
            None
        }
        (Some(value), None) => cx.amount(value).map(PremiseValue::Amount),
        (None, Some(_)) => {
            let prior = table.need(cx, "prior", prior);
            let precedents = table.map(cx, "precedents", Kind::Map(&Kind::Flag), precedent);
            Some(PremiseValue::Learnt { prior, precedents })
        }
        (None, None) => {
            let learnt = "or a belief learnt from precedents: `prior = \"beta(1, 1)\"`";
            table.report_missing(cx, "value", Some(learnt))
        }
    }
}

fn prior<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Spanned<DistForm>> {
    let prior = cx.distribution(item)?;
    let beta = matches!(
        prior.value,
        DistForm::Beta { .. } | DistForm::Interval { family: IntervalFamily::Beta, .. }
    );
    if !beta {
        cx.sink.push(
            codes::PRIOR_NOT_BETA
                .error("a prior is a beta distribution")
                .at(prior.span.clone(), "expected `beta(..)`")
                .help("`beta(1, 1)` holds every chance for equally likely"),
        );
        return None;
    }
    Some(prior)
}

fn precedent<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Precedent> {
    match item.value {
        DeValue::Boolean(outcome) => Some(Precedent { outcome: *outcome, weight: 1.0 }),
        DeValue::Table(_) => {
            let table = cx.table(item, &PRECEDENT, format!("precedents.{}", item.key))?;
            let outcome = table.need(cx, "outcome", Context::flag);
            let weight = table.get("weight").and_then(|item| cx.number(item));
            if let Some(weight) = &weight
                && !(0.0..=1.0).contains(&weight.value)
            {
                cx.out_of_range("weight", &weight.span, "a number from 0 to 1");
            }
            Some(Precedent { outcome, weight: weight.map_or(1.0, |weight| weight.value) })
        }
        _ => {
            cx.sink.push(
                codes::PRECEDENT_FORM
                    .error(format!(
                        "the precedent `{}` neither went that way nor did not",
                        item.key
                    ))
                    .at(item.span.clone(), "expected true or false")
                    .help("or, to count for less than one: `{ outcome = true, weight = 0.5 }`"),
            );
            None
        }
    }
}

pub(crate) fn correlation<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Correlation> {
    let table = cx.table(item, &CORRELATION, "correlations".to_owned())?;
    let between = table.need(cx, "between", between);
    let rank = table.need(cx, "rank", |cx, item| {
        let rank = cx.number(item)?;
        let within = rank.value > -1.0 && rank.value < 1.0;
        if !within {
            cx.out_of_range("rank", &rank.span, "a number strictly between -1 and 1");
        }
        within.then_some(rank)
    });
    Some(Correlation { between, rank })
}

fn between<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<[Name; 2]> {
    let names = cx.names(item, Kind::List(&Kind::Name))?;
    match <[_; 2]>::try_from(names) {
        Ok([first, second]) if first != second || first.is_lost() => Some([first, second]),
        _ => {
            cx.sink.push(
                codes::CORRELATION_FORM
                    .error("`between` does not name two different premises")
                    .at(item.span.clone(), "")
                    .help("write it as `between = [\"a\", \"b\"]`"),
            );
            None
        }
    }
}

/// New amounts of premises, under `premise` or `premise@party`.
pub(crate) fn changes<'t>(cx: &mut Context<'t>, table: &Table<'t>, key: &str) -> Entries<Amount> {
    let mut changes = table.map(cx, key, Kind::Map(&Kind::Amount), Context::amount);
    check_changed(cx, &mut changes);
    changes
}

/// Whether each key is `premise` or `premise@party`; others are reported and lost.
pub(crate) fn check_changed<T>(cx: &mut Context<'_>, changes: &mut Entries<T>) {
    for (name, _) in changes.iter_mut().filter(|(name, _)| !name.is_lost()) {
        let mut parts = name.value.split('@');
        let (premise, view) = (parts.next().unwrap_or(""), parts.next());
        let well_formed = is_lower_snake(premise) && view.is_none_or(is_lower_snake);
        if !well_formed || parts.next().is_some() {
            cx.sink.push(
                codes::CHANGE_NAME
                    .error(format!("`{}` names no premise", name.value))
                    .at(name.span.clone(), "expected `premise` or `\"premise@party\"`"),
            );
            *name = Name::lost();
        }
    }
}
