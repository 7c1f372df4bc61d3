//! `[issues]` and `[[rules]]`: what can be agreed.

use super::names::{self, Role};
use crate::diag::Span;
use crate::diag::codes::read as codes;
use crate::scenario::ast::{Issue, Ladder, Name, Rule, Spanned, Target, Undo};
use crate::scenario::keys::{ISSUE, Kind, RANGE, RULE};
use crate::scenario::lost::Lost;
use crate::scenario::number::rung_name;
use crate::scenario::table::{Item, Table};
use crate::scenario::toml_walk::Context;
use toml::de::DeValue;

/// A numeric ladder has so many rungs at most.
const MOST_RUNGS: f64 = 1000.0;
/// A breach is unseen for so many periods at most; each of them is looked at.
const MOST_PERIODS_UNSEEN: f64 = 1000.0;
/// So far may (to - from) / step be from a whole number.
const WHOLE_WITHIN: f64 = 1e-9;

pub(crate) fn issue<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Issue> {
    names::check(cx, item, Role::Issue);
    let table = cx.table(item, &ISSUE, format!("issues.{}", item.key))?;
    let by = table.need(cx, "by", Context::name);
    let ladder = ladder(cx, &table).unwrap_or_else(Lost::lost);
    let name = table.get("name").and_then(|item| cx.text(item));
    let now = table.get("now").and_then(|item| cx.name(item));
    let undo = table.get("undo").and_then(|item| undo(cx, item)).unwrap_or_default();
    let seen_after = table.get("seen_after").and_then(|item| seen_after(cx, item)).unwrap_or(1.0);
    let one_by_one = cx.flag_or(table.get("one_by_one"), false);
    let binding = cx.flag_or(table.get("binding"), true);
    let labels = table.map(cx, "labels", Kind::Map(&Kind::Text), Context::text);
    Some(Issue { name, by, ladder, now, undo, seen_after, one_by_one, binding, labels })
}

fn ladder<'t>(cx: &mut Context<'t>, table: &Table<'t>) -> Option<Ladder> {
    match (table.get("options"), table.get("range")) {
        (Some(options), Some(range)) => {
            cx.sink.push(
                codes::OPTIONS_AND_RANGE
                    .error("an issue has both `options` and `range`")
                    .at(range.key_span.clone(), "a numeric ladder")
                    .see(options.key_span.clone(), "named options")
                    .help("leave one of them out"),
            );
            None
        }
        (Some(options), None) => named_options(cx, options),
        (None, Some(range)) => numeric(cx, range, table.path_to("range")),
        (None, None) => {
            let range = "or a numeric ladder: `range = { from = 0, to = 10, step = 1 }`";
            table.report_missing(cx, "options", Some(range))
        }
    }
}

fn named_options<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Ladder> {
    let mut options = cx.each(item, Kind::List(&Kind::Name), Context::name);
    let mut mistaken = false;
    for (at, option) in options.iter().enumerate() {
        let first = options.iter().take(at).find(|first| first.value == option.value);
        if let Some(first) = first.filter(|first| !first.is_lost()) {
            mistaken = true;
            cx.sink.push(
                codes::DUPLICATE_OPTION
                    .error(format!("the option `{}` stands twice on the ladder", option.value))
                    .at(option.span.clone(), "second time")
                    .see(first.span.clone(), "first time"),
            );
        }
    }
    if options.len() < 2 && !options.iter().any(Name::is_lost) {
        mistaken = true;
        too_few(cx, &item.span, options.len());
    }
    if mistaken {
        // Another option is meant; nobody knows its name.
        options.push(Name::lost());
    }
    Some(Ladder::Options(options))
}

fn too_few(cx: &mut Context<'_>, span: &Span, found: usize) {
    let found = if found == 0 { "no option" } else { "one option" };
    cx.sink.push(
        codes::TOO_FEW_OPTIONS
            .error(format!("a ladder with {found} leaves nothing to agree"))
            .at(span.clone(), "expected at least two options"),
    );
}

fn numeric<'t>(cx: &mut Context<'t>, item: &Item<'t>, path: String) -> Option<Ladder> {
    let table = cx.table(item, &RANGE, path)?;
    let mut number = |key| {
        let found: Option<Spanned<f64>> = match table.get(key) {
            Some(item) => cx.number(item),
            None => table.report_missing(cx, key, None),
        };
        found
    };
    let (from, to, step) = (number("from"), number("to"), number("step"));
    let unit = table.get("unit").and_then(|item| cx.text(item));
    let (from, to, step) = (from?, to?, step?);
    if step.value <= 0.0 {
        cx.out_of_range("step", &step.span, "a positive number");
        return None;
    }
    let span = item.span.clone();
    let ladder = Ladder::Range { from: from.value, to: to.value, step: step.value, unit, span };
    is_even(cx, from.value, to, step).then_some(ladder)
}

/// Whether the ladder ascends in steps that meet its end, and few enough of them.
fn is_even(cx: &mut Context<'_>, from: f64, to: Spanned<f64>, step: Spanned<f64>) -> bool {
    let (to_value, step_value) = (to.value, step.value);
    let steps = (to_value - from) / step_value;
    if steps <= 0.0 {
        let error = codes::RANGE_REVERSED.error("`to` is not above `from`");
        cx.sink.push(error.at(to.span, "").help("a numeric ladder ascends; `by` says who moves"));
    } else if steps + 1.0 > MOST_RUNGS {
        let error = codes::RANGE_TOO_LONG
            .error(format!("the ladder has more than {MOST_RUNGS} rungs"))
            .at(step.span, "");
        cx.sink.push(error.help("take a larger step"));
    } else if (steps - steps.round()).abs() > WHOLE_WITHIN {
        let error = codes::RANGE_UNEVEN.error(format!("no rung of the ladder meets {to_value}"));
        let rung = |steps: f64| rung_name(from + steps * step_value);
        let (below, above) = (rung(steps.floor()), rung(steps.ceil()));
        let help = format!("`to = {below}` and `to = {above}` would be met");
        cx.sink.push(error.at(to.span, "").help(help));
    } else {
        return true;
    }
    false
}

fn undo(cx: &mut Context<'_>, item: &Item<'_>) -> Option<Undo> {
    let DeValue::String(text) = item.value else {
        return cx.wrong_type(item, Kind::Undo);
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let periods = match words.as_slice() {
        ["at", "once"] => return Some(Undo::AtOnce),
        ["never"] => return Some(Undo::Never),
        [count, "period" | "periods"] => count.parse::<f64>().ok(),
        _ => None,
    };
    match periods {
        Some(periods) if periods.is_finite() && periods > 0.0 => Some(Undo::Periods(periods)),
        _ => {
            cx.sink.push(
                codes::UNDO_FORM
                    .error(format!("`undo` cannot be `{text}`"))
                    .at(item.span.clone(), format!("expected {}", Kind::Undo.expected()))
                    .help("periods are what `period` at the top of the file says"),
            );
            None
        }
    }
}

fn seen_after<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<f64> {
    let periods = cx.number(item)?.value;
    let whole = periods.fract() == 0.0 && (2.0..=MOST_PERIODS_UNSEEN).contains(&periods);
    if whole || (periods > 0.0 && periods <= 1.0) {
        return Some(periods);
    }
    let expected =
        format!("expected a number in (0, 1] or a whole number from 2 to {MOST_PERIODS_UNSEEN}");
    let error = codes::SEEN_AFTER
        .error(format!("`seen_after` cannot be {periods}"))
        .at(item.span.clone(), expected);
    let late = periods > MOST_PERIODS_UNSEEN;
    let help = "a breach that is seen so late is as good as never seen";
    cx.sink.push(if late { error.help(help) } else { error });
    None
}

pub(crate) fn rule<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Rule> {
    let table = cx.table(item, &RULE, "rules".to_owned())?;
    let never = table.need(cx, "never", Context::expr);
    let why = table.get("why").and_then(|item| cx.text(item));
    let physical = cx.flag_or(table.get("physical"), false);
    Some(Rule { never, why, physical })
}

/// A deal as a target: `deal = { .. }` and `where = ".."`; nothing where neither is there.
pub(crate) fn target<'t>(cx: &mut Context<'t>, table: &Table<'t>) -> Option<Target> {
    let options = super::parties::deal(cx, table, "deal");
    let condition = table.get("where");
    let meant = ["deal", "where"].iter().any(|key| table.may_mean(key));
    if table.get("deal").is_none() && condition.is_none() && !meant {
        return None;
    }
    Some(Target { options, condition: condition.and_then(|item| cx.expr(item)) })
}
