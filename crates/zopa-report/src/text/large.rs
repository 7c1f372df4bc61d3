//! The verdict where the deals are too many to list: what was searched for, and how sure it is.

use crate::layout::{Column, Page, Table, Text, Tone};
use crate::{Style, number, words};
use zopa::verdict::answer::{ByActor, Deal};
use zopa::verdict::large::{LargeBest, LargeDeal, LargeVerdict};

/// The verdict as a page of text.
#[must_use]
pub fn large(verdict: &LargeVerdict, style: Style) -> String {
    let mut page = Page::new(style);
    page.heading(&verdict.scenario.title, verdict.scenario.question.as_deref().unwrap_or_default());
    page.para(answer(verdict).plain(
        " What is best among them was searched for; where nothing else is said, nothing is better.",
    ));
    values(&mut page, verdict);
    if let Some(fair) = &verdict.fair {
        terms(&mut page, verdict, &fair.deal);
        margins(&mut page, verdict, &fair.deal);
        road(&mut page, verdict, &fair.deal);
    }
    menu(&mut page, verdict);
    limits(&mut page, verdict);
    page.finish()
}

fn actor<'v>(verdict: &'v LargeVerdict, key: &'v str) -> &'v str {
    verdict.names.actors.get(key).map_or(key, String::as_str)
}

fn issue<'v>(verdict: &'v LargeVerdict, key: &'v str) -> &'v str {
    verdict.names.issues.get(key).map_or(key, |issue| issue.name.as_str())
}

fn option<'v>(verdict: &'v LargeVerdict, key: &str, option: &'v str) -> &'v str {
    let wording = verdict.names.issues.get(key).and_then(|issue| issue.options.get(option));
    wording.map_or(option, String::as_str)
}

/// Whether any deal can be had.
pub(crate) fn answer(verdict: &LargeVerdict) -> Text {
    let tests = if verdict.scenario.enforced {
        "acceptable to all who sign and ratifiable at home (a court enforces it)"
    } else {
        "acceptable, ratifiable, reachable and holding"
    };
    let count = number::power_of_ten(verdict.magnitude);
    let text = Text::from(format!("About {count} deals are possible, too many to list. "));
    match verdict.attainable {
        Some(true) => {
            text.and(Tone::Strong, "Some of them can be had").plain(format!(": {tests}."))
        }
        Some(false) => {
            text.and(Tone::Strong, "None of them can be had").plain(format!(": none is {tests}."))
        }
        None => text.and(Tone::Strong, "Whether any can be had stayed open."),
    }
}

/// What each party gets.
fn values(page: &mut Page, verdict: &LargeVerdict) {
    page.heading("WHAT IS BEST", "what each gets per period, in its own units");
    let mut columns = vec![Column::left("", 16)];
    let names = verdict.parties.iter().map(|party| Column::right(actor(verdict, party)));
    columns.extend(names);
    let mut table = Table::new(columns);
    let row = |name: Text, values: &ByActor<f64>| {
        let cells = verdict.parties.iter().map(|party| {
            values.get(party).map_or_else(Text::new, |value| Text::from(number::value(*value)))
        });
        std::iter::once(name).chain(cells).collect()
    };
    table.row(row(Text::new().and(Tone::Faint, "no deal"), &verdict.no_deal));
    table.row(row(Text::new().and(Tone::Faint, "today"), &verdict.today_worth));
    let of = |name: &str, best: &LargeBest| {
        let name = if best.exact { name.to_owned() } else { format!("{name} ~") };
        row(Text::from(name), &best.deal.values)
    };
    for (name, best) in [
        ("fair (Nash)", &verdict.fair),
        ("Kalai-Smorodinsky", &verdict.kalai_smorodinsky),
        ("egalitarian*", &verdict.egalitarian),
        ("utilitarian*", &verdict.utilitarian),
    ] {
        if let Some(best) = best {
            table.row(of(name, best));
        }
    }
    for (party, best) in &verdict.best {
        table.row(of(&format!("best for {}", actor(verdict, party)), best));
    }
    page.table(&table);
    let mut legend = "* depends on the parties' units.".to_owned();
    let all =
        [&verdict.fair, &verdict.kalai_smorodinsky, &verdict.egalitarian, &verdict.utilitarian];
    let mut all = all.into_iter().flatten().chain(verdict.best.values());
    if all.any(|best| !best.exact) {
        legend.push_str(" ~ another might be better: see the limits.");
    }
    page.hanging(2, 2, &Text::new().and(Tone::Faint, legend));
}

/// The fair deal issue by issue, today's beside it.
fn terms(page: &mut Page, verdict: &LargeVerdict, fair: &LargeDeal) {
    page.heading("THE FAIR DEAL", "by Nash");
    let columns = vec![
        Column::left("", 16),
        Column::left("whose move", 8),
        Column::left("today", 10),
        Column::left("the deal", 10),
    ];
    let mut table = Table::new(columns);
    for (key, chosen) in &fair.deal {
        let by = verdict.names.issues.get(key).map_or("", |issue| issue.by.as_str());
        let now = verdict.today.get(key).map_or("", String::as_str);
        let deal = if now == chosen {
            Text::new().and(Tone::Faint, "as today")
        } else {
            Text::new().and(Tone::Strong, option(verdict, key, chosen))
        };
        table.row(vec![
            Text::from(issue(verdict, key)),
            Text::new().and(Tone::Faint, actor(verdict, by)),
            Text::from(option(verdict, key, now)),
            deal,
        ]);
    }
    page.table(&table);
}

/// Who comes closest to failing each test.
fn margins(page: &mut Page, verdict: &LargeVerdict, fair: &LargeDeal) {
    page.heading("WHAT IT STANDS ON", "margins, in each one's own units");
    for (name, margins) in [
        ("Acceptable", &fair.acceptable),
        ("Ratifiable", &fair.ratifiable),
        ("Holding", &fair.holding),
    ] {
        if margins.is_empty() {
            continue;
        }
        let told: Vec<String> = margins
            .iter()
            .map(|(who, margin)| format!("{} {}", actor(verdict, who), number::margin(*margin)))
            .collect();
        page.item(Tone::Pass, "✓", &Text::from(format!("{name}: {}", told.join(", "))));
    }
    for party in &fair.idle {
        let said = format!("{} moves nothing: it stands on fear alone", actor(verdict, party));
        page.item(Tone::Edge, "!", &Text::from(said));
    }
}

fn road(page: &mut Page, verdict: &LargeVerdict, fair: &LargeDeal) {
    match fair.road.as_slice() {
        [] => {}
        [_] => {
            page.item(Tone::Pass, "✓", &Text::from("Reachable: in one step, by all at once"));
        }
        stops => {
            let count = number::count(stops.len());
            page.item(Tone::Pass, "✓", &Text::from(format!("Reachable: in {count} steps")));
            let mut before: &Deal = &verdict.today;
            for (i, stop) in stops.iter().enumerate() {
                let moved = stop.iter().filter(|(key, to)| before.get(*key) != Some(*to));
                let told: Vec<String> = moved
                    .map(|(key, to)| {
                        format!("{}: {}", issue(verdict, key), option(verdict, key, to))
                    })
                    .collect();
                page.item(Tone::Plain, &number::count(i + 1), &Text::from(told.join("; ")));
                before = stop;
            }
        }
    }
}

fn menu(page: &mut Page, verdict: &LargeVerdict) {
    if verdict.menu.is_empty() {
        return;
    }
    page.heading("THE MENU", "whether any attainable deal agrees with it");
    for entry in &verdict.menu {
        let (tone, glyph, said) = match entry.attainable {
            Some(true) => (Tone::Pass, "✓", "can be had"),
            Some(false) => (Tone::Fail, "✗", "cannot be had, whatever else is agreed"),
            None => (Tone::Edge, "?", "stayed open"),
        };
        let mut text = Text::from(format!("{}: ", entry.name)).and(Tone::Strong, said);
        if let Some(deal) = &entry.deal {
            let got: Vec<String> = verdict
                .best
                .keys()
                .filter_map(|party| {
                    let value = number::value(*deal.values.get(party)?);
                    Some(format!("{} {value}", actor(verdict, party)))
                })
                .collect();
            text = text.plain(format!("; shared most evenly: {}", got.join(", ")));
        }
        page.item(tone, glyph, &text);
    }
}

fn limits(page: &mut Page, verdict: &LargeVerdict) {
    if verdict.limits.is_empty() {
        return;
    }
    page.heading("LIMITS", "");
    for limit in &verdict.limits {
        let said = words::period(&words::capital(&limit.text));
        page.item(Tone::Fail, "!", &Text::from(said));
    }
}
