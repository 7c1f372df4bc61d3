//! `[[events]]`: dated changes of premises.

use super::premises::{changes, check_changed};
use crate::diag::codes::read as codes;
use crate::scenario::ast::{Event, Spanned};
use crate::scenario::keys::{EVENT, Kind};
use crate::scenario::table::Item;
use crate::scenario::toml_walk::Context;
use toml::de::DeValue;

pub(crate) fn event<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Event> {
    let table = cx.table(item, &EVENT, "events".to_owned())?;
    let date = table.need(cx, "date", date);
    let what = table.need(cx, "what", Context::text);
    let set = changes(cx, &table, "set");
    let mut evidence = table.map(cx, "evidence", Kind::Map(&Kind::Number), |cx, ratio| {
        let number = cx.number(ratio)?;
        if number.value <= 0.0 {
            cx.out_of_range(ratio.key, &number.span, "a positive likelihood ratio");
        }
        Some(number)
    });
    check_changed(cx, &mut evidence);
    Some(Event { date, what, set, evidence })
}

/// A date: TOML's own, or text of the same form.
pub(crate) fn date(cx: &mut Context<'_>, item: &Item<'_>) -> Option<Spanned<String>> {
    let in_quotes;
    let value = match item.value {
        DeValue::String(text) => {
            in_quotes = DeValue::parse(text).ok();
            in_quotes.as_ref().map(toml::Spanned::get_ref)
        }
        value @ DeValue::Datetime(_) => Some(value),
        _ => return cx.wrong_type(item, Kind::Date),
    };
    let datetime = value.and_then(DeValue::as_datetime);
    match datetime.map(|datetime| (datetime.date, datetime.time, datetime.offset)) {
        Some((Some(date), None, None)) => {
            Some(Spanned { value: date.to_string(), span: item.span.clone() })
        }
        _ => {
            let what = match datetime {
                Some(datetime) if datetime.date.is_some() => "a date with a time of day",
                Some(_) => "a time of day",
                None => "no date",
            };
            cx.sink.push(
                codes::DATE_FORM
                    .error(format!("`{}` is {what}", item.key))
                    .at(item.span.clone(), "expected year, month and day: `2018-04-27`"),
            );
            None
        }
    }
}
