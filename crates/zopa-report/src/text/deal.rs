//! The fair deal, option by option beside today's, and what it is worth to each.

use super::View;
use crate::layout::{Column, Page, Table, Text, Tone};
use crate::number;
use crate::words;
use zopa::verdict::answer::{Best, Deal};

pub(super) fn show(page: &mut Page, view: View<'_>) {
    let Some(nash) = &view.verdict.solutions.nash else { return };
    page.heading("THE FAIR DEAL", "the largest product of gains over no deal; → changes today's");
    ladders(page, view, &nash.deal);
    for (party, best) in &view.verdict.best {
        beside(page, view, &nash.deal, (party, best));
    }
    others(page, view, &nash.deal);
    if !view.is_full() {
        return;
    }
    page.heading("WHAT IT IS WORTH", "per period, in own units; margin: over no deal or need");
    page.table(&worth(view));
}

/// The options of the fair deal, with those of each party's best beside them where there is room.
fn ladders(page: &mut Page, view: View<'_>, fair: &Deal) {
    let bests = differing(view, fair);
    let with_bests = options(view, fair, &bests);
    if page.has_room_for(&with_bests) {
        page.table(&with_bests);
        return;
    }
    page.table(&options(view, fair, &[]));
    for (party, best) in bests {
        let text = Text::new()
            .and(Tone::Strong, format!("Best for {}, instead: ", view.words.actor(party)))
            .plain(view.words.differences(&best.deal, fair).join("; "));
        page.hanging(2, 4, &text);
    }
}

/// What else is as good for a party as its best deal, or better with a catch.
fn beside(page: &mut Page, view: View<'_>, fair: &Deal, (party, best): (&str, &Best)) {
    let name = view.words.actor(party);
    if !best.ties.is_empty() {
        let others = number::counted(best.ties.len(), "other deal");
        page.hanging(2, 4, &format!("As good for {name} as its best: {others}.").into());
    }
    if let Some(deal) = &best.one_sided {
        let differences = view.words.differences(deal, fair).join("; ");
        let catch = "one-sided (it moves nothing itself)";
        let text = format!("Better still for {name}, but {catch}: {differences}");
        page.hanging(2, 4, &text.into());
    }
}

/// Parties whose best deal is not the fair one.
fn differing<'a>(view: View<'a>, fair: &Deal) -> Vec<(&'a String, &'a Best)> {
    view.verdict.best.iter().filter(|(_, best)| best.deal != *fair).collect()
}

fn options(view: View<'_>, fair: &Deal, bests: &[(&String, &Best)]) -> Table {
    let mut columns = vec![
        Column::left("", 16),
        Column::left("by", 6),
        Column::left("today", 12),
        Column::left("the fair deal", 14),
    ];
    for (party, _) in bests {
        columns.push(Column::left(format!("best for {}", view.words.short(party)), 10));
    }
    let mut table = Table::new(columns);
    for (issue, option) in fair {
        let now = view.verdict.today.get(issue);
        let changes = now != Some(option);
        let owner = view.verdict.names.issues.get(issue).map_or("", |names| names.by.as_str());
        let here = view.words.option(issue, option);
        let mut cells = vec![
            view.words.issue(issue).into(),
            Text::new().and(Tone::Faint, view.words.short(owner)),
            now.map_or_else(Text::new, |now| view.words.option(issue, now).into()),
            if changes {
                Text::new().and(Tone::Strong, format!("→ {here}"))
            } else {
                Text::new().and(Tone::Faint, "as today")
            },
        ];
        for (_, best) in bests {
            cells.push(match best.deal.get(issue) {
                Some(other) if other != option => view.words.option(issue, other).into(),
                _ => Text::new().and(Tone::Faint, "the same"),
            });
        }
        table.row(cells);
    }
    table
}

/// Which other standards of fairness choose the same deal.
fn others(page: &mut Page, view: View<'_>, fair: &Deal) {
    let solutions = &view.verdict.solutions;
    let standards = [
        ("Kalai-Smorodinsky", &solutions.kalai_smorodinsky),
        ("egalitarian*", &solutions.egalitarian),
        ("utilitarian*", &solutions.utilitarian),
        ("Nash from today", &solutions.nash_from_today),
    ];
    let mut agree = Vec::new();
    let mut differ = Vec::new();
    for (name, solution) in standards {
        let Some(solution) = solution else { continue };
        if solution.maximisers.contains(fair) {
            agree.push(name);
        } else {
            differ.push(name);
        }
    }
    let mut told = Vec::new();
    if !agree.is_empty() {
        told.push(format!("chosen by {} too", words::list(&agree, "and")));
    }
    if !differ.is_empty() {
        told.push(format!("not by {}", words::list(&differ, "or")));
    }
    if told.is_empty() {
        return;
    }
    let mut text = words::period(&words::capital(&told.join(", but ")));
    if text.contains('*') {
        text.push_str(" (* depends on the parties' units)");
    }
    page.hanging(2, 4, &Text::new().and(Tone::Faint, text));
}

fn worth(view: View<'_>) -> Table {
    let verdict = view.verdict;
    let mut table = Table::new(vec![
        Column::left("", 16),
        Column::right("no deal"),
        Column::right("today"),
        Column::right("fair deal"),
        Column::right("own best"),
        Column::right("margin"),
    ]);
    let Some(nash) = &verdict.solutions.nash else { return table };
    let judged = view.judged(&nash.deal);
    for actor in verdict.parties.iter().chain(&verdict.audiences) {
        let Some(&fair) = nash.values.get(actor) else { continue };
        let value = |x: Option<f64>| x.map_or_else(|| "–".into(), |x| Text::from(number::value(x)));
        let no_deal = verdict.no_deal.get(actor);
        let best = verdict.best.get(actor).and_then(|best| best.values.get(actor).copied());
        let home = judged.and_then(|deal| deal.ratifiable.get(actor).copied());
        // An audience has no no-deal value: what it needs stands in its place.
        let (reference, margin) = match (no_deal, home) {
            (Some(no_deal), _) => (value(Some(no_deal.value)), Some(fair - no_deal.value)),
            (None, Some(margin)) => {
                (format!("needs {}", number::value(fair - margin)).into(), Some(margin))
            }
            (None, None) => (value(None), None),
        };
        table.row(vec![
            called(view, actor),
            reference,
            value(no_deal.map(|no_deal| no_deal.today)),
            Text::new().and(Tone::Strong, number::value(fair)),
            value(best),
            margin.map_or_else(Text::new, |margin| number::margin(margin).into()),
        ]);
    }
    table
}

/// The name, with the key that stands for it in tables.
fn called(view: View<'_>, actor: &str) -> Text {
    let (name, short) = (view.words.actor(actor), view.words.short(actor));
    let text = Text::new().plain(name);
    if short == name { text } else { text.and(Tone::Faint, format!(" ({short})")) }
}
