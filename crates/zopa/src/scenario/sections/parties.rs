//! `[parties]`, `[audiences]` and the weights of the fair deal.

use super::names::{self, Role};
use crate::diag::codes::read as codes;
use crate::scenario::ast::{Audience, Entries, Name, Party, Weights};
use crate::scenario::keys::{self, AUDIENCE, PARTY, WEIGHTS};
use crate::scenario::toml_walk::{Context, Item};
use toml::de::DeValue;

pub(crate) fn party<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Party> {
    names::check(cx, item, Role::Party);
    let table = cx.table(item, &PARTY, format!("parties.{}", item.key))?;
    let patience = table.get("patience").and_then(|item| cx.expr(item));
    let rule = "a number strictly between 0 and 1";
    cx.check_plain("patience", patience.as_ref(), rule, |p| p > 0.0 && p < 1.0);
    Some(Party {
        name: table.get("name").and_then(|item| cx.text(item)),
        patience,
        says: deal(cx, table.get("says")),
        signs: cx.flag_or(table.get("signs"), true),
    })
}

pub(crate) fn audience<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Audience> {
    names::check(cx, item, Role::Audience);
    let table = cx.table(item, &AUDIENCE, format!("audiences.{}", item.key))?;
    let name = table.get("name").and_then(|item| cx.text(item));
    let needs = table.get("needs").and_then(|item| cx.expr(item));
    let of = table.require(cx, "of").cloned().and_then(|item| cx.name(&item));
    Some(Audience { name, of: of?, needs })
}

/// Options for some issues.
pub(crate) fn deal<'t>(cx: &mut Context<'t>, item: Option<&Item<'t>>) -> Entries<Vec<Name>> {
    cx.map(item, keys::DEAL, |cx, issue| cx.names(issue, keys::OPTIONS))
}

pub(crate) fn weights<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Weights> {
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
        DeValue::Table(_) => Some(Weights::Given(cx.map(Some(item), WEIGHTS, |cx, weight| {
            let number = cx.number(weight)?;
            if number.value <= 0.0 {
                cx.out_of_range(weight.key, &number.span, "a positive weight");
            }
            Some(number.value)
        }))),
        _ => cx.wrong_type(item, WEIGHTS),
    }
}
