//! `[parties]`, `[audiences]` and the weights of the fair deal.

use super::names::{self, Role};
use crate::diag::codes::read as codes;
use crate::scenario::ast::{Audience, Entries, Name, Party, Weights};
use crate::scenario::keys::{self, AUDIENCE, PARTY, WEIGHTS};
use crate::scenario::table::{Item, Table};
use crate::scenario::toml_walk::Context;
use toml::de::DeValue;

pub(crate) fn party<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Party> {
    names::check(cx, item, Role::Party);
    let table = cx.table(item, &PARTY, format!("parties.{}", item.key));
    let doubtful = table.as_ref().is_none_or(|table| match table.get("signs") {
        Some(signs) => signs.value.as_bool().is_none(),
        None => table.may_mean("signs"),
    });
    cx.doubtful_signers.extend(doubtful.then(|| item.name()));
    let table = table?;
    let patience = table.get("patience").and_then(|item| cx.expr(item));
    let rule = "a number strictly between 0 and 1";
    cx.check_plain("patience", patience.as_ref(), rule, |p| p > 0.0 && p < 1.0);
    Some(Party {
        name: table.get("name").and_then(|item| cx.text(item)),
        patience,
        says: deal(cx, &table, "says"),
        signs: cx.flag_or(table.get("signs"), true),
    })
}

pub(crate) fn audience<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Audience> {
    names::check(cx, item, Role::Audience);
    let table = cx.table(item, &AUDIENCE, format!("audiences.{}", item.key))?;
    let name = table.get("name").and_then(|item| cx.text(item));
    let needs = table.get("needs").and_then(|item| cx.expr(item));
    Some(Audience { name, of: table.need(cx, "of", Context::name), needs })
}

/// Options for some issues, under a key.
pub(crate) fn deal<'t>(cx: &mut Context<'t>, table: &Table<'t>, key: &str) -> Entries<Vec<Name>> {
    table.map(cx, key, keys::DEAL, |cx, issue| cx.names(issue, keys::OPTIONS))
}

/// The weights of the fair deal; the parties have been read.
pub(crate) fn weights<'t>(cx: &mut Context<'t>, root: &Table<'t>) -> Weights {
    let Some(item) = root.get("weights") else {
        return Weights::Equal;
    };
    let weights = weights_as_written(cx, item);
    match weights {
        Some(Weights::Given(mut given)) => {
            // Whoever does not sign needs no weight.
            let listed: Vec<&Name> = given.iter().map(|(name, _)| name).collect();
            let doubtful = cx.doubtful_signers.iter().filter(|name| !listed.contains(name));
            let doubtful: Vec<(Name, f64)> = doubtful.map(|name| (name.clone(), 1.0)).collect();
            given.extend(doubtful);
            Weights::Given(given)
        }
        _ => weights.unwrap_or_default(),
    }
}

fn weights_as_written<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Weights> {
    match item.value {
        DeValue::String(word) => match word.as_ref() {
            "equal" => Some(Weights::Equal),
            "patience" => Some(Weights::Patience),
            other => {
                cx.sink.push(
                    codes::UNKNOWN_CHOICE
                        .error(format!("`weights` cannot be `{other}`"))
                        .at(item.span.clone(), "")
                        .suggest(other, ["equal", "patience"]),
                );
                None
            }
        },
        DeValue::Table(_) => Some(Weights::Given(cx.map(item, WEIGHTS, |cx, weight| {
            let number = cx.number(weight)?;
            if number.value <= 0.0 {
                cx.out_of_range(weight.key, &number.span, "a positive weight");
            }
            Some(number.value)
        }))),
        _ => cx.wrong_type(item, WEIGHTS),
    }
}
