//! How often: the menu, the deals, the values, the claims.

use super::View;
use crate::layout::{Column, Page, Table, Text, Tone};
use crate::number;
use crate::text::claims::tally;
use crate::words;
use zopa::study::answer::{ClaimShare, MenuShare, Spread};

/// Deals shown on one screen.
const DEALS: usize = 6;

/// The answer in a sentence or two.
pub(super) fn headline(view: View<'_>) -> Text {
    let study = view.study;
    if study.draws == study.failed {
        return Text::new().and(Tone::Strong, "No draw could be solved.");
    }
    let mut text = Text::new().plain("Some deal passes every test in ");
    text.push(Tone::Strong, &view.of_hundred(study.attainable));
    let most_fair = study.menu.iter().reduce(|a, b| if b.fair > a.fair { b } else { a });
    match most_fair.filter(|entry| entry.fair > 0.0) {
        Some(entry) => {
            text = text
                .plain("; the fairest is most often ")
                .and(Tone::Strong, format!("“{}”", entry.name))
                .plain(format!(" ({}).", number::of_hundred(entry.fair)));
        }
        None => text = text.plain("."),
    }
    if let Some(boldest) = study.menu.first() {
        let text_of = match boldest.attainable {
            share if share <= 0.0 => "in no draw".to_owned(),
            share => format!("in {}", view.of_hundred(share)),
        };
        text = text.plain(format!(" “{}” can be had {text_of}.", boldest.name));
    }
    text
}

pub(super) fn menu(page: &mut Page, view: View<'_>) {
    let study = view.study;
    if study.menu.is_empty() {
        return;
    }
    page.heading("HOW OFTEN", &format!("of 100 {}", view.cases()));
    let mut columns =
        vec![Column::left("deal", 20), Column::right("attainable"), Column::right("fair")];
    let signers = signers(&study.menu);
    for signer in &signers {
        columns.push(Column::right(format!("best for {}", view.words.tag(signer))));
    }
    columns.push(Column::right("margin, middle 90%"));
    let mut table = Table::new(columns);
    for entry in &study.menu {
        let mut cells =
            vec![entry.name.as_str().into(), view.cell(entry.attainable), view.cell(entry.fair)];
        cells.extend(
            signers.iter().map(|signer| view.cell(entry.best.get(*signer).copied().unwrap_or(0.0))),
        );
        cells.push(span(&entry.margin, number::relative));
        table.row(cells);
    }
    page.table(&table);
}

fn signers(menu: &[MenuShare]) -> Vec<&String> {
    menu.first().map(|entry| entry.best.keys().collect()).unwrap_or_default()
}

/// `5 % to 95 %` of a quantity.
fn span(of: &zopa::study::answer::Quantiles, write: impl Fn(f64) -> String) -> Text {
    match (of.p05, of.p95) {
        (Some(low), Some(high)) => format!("{} to {}", write(low), write(high)).into(),
        _ => "".into(),
    }
}

pub(super) fn deals(page: &mut Page, view: View<'_>) {
    let study = view.study;
    if study.deals.is_empty() {
        return;
    }
    let shown = if view.full { study.deals.len() } else { DEALS.min(study.deals.len()) };
    let left = study.deals.len() - shown;
    let remark = if left > 0 {
        format!("the most often fair; {} more with --all", number::count(left))
    } else {
        "fair or best for somebody".to_owned()
    };
    page.heading("WHICH DEALS", &remark);
    let signers: Vec<&String> =
        study.deals.first().map(|deal| deal.best.keys().collect()).unwrap_or_default();
    let mut columns = vec![
        Column::left("of today's standing it changes", 24),
        Column::right("attainable"),
        Column::right("fair"),
    ];
    for signer in &signers {
        columns.push(Column::right(format!("best for {}", view.words.tag(signer))));
    }
    let mut table = Table::new(columns);
    for deal in study.deals.iter().take(shown) {
        let mut cells = vec![
            view.words.deal(&deal.deal).into(),
            view.cell(deal.attainable),
            view.cell(deal.fair),
        ];
        let best = signers.iter().map(|signer| deal.best.get(*signer).copied().unwrap_or(0.0));
        cells.extend(best.map(|share| view.cell(share)));
        table.row(cells);
    }
    page.table(&table);
}

pub(super) fn values(page: &mut Page, view: View<'_>) {
    let shown: Vec<&Spread> =
        view.study.values.iter().filter(|spread| spread.quantiles.draws > 0).collect();
    if shown.is_empty() {
        return;
    }
    page.heading("HOW VALUES SPREAD", "in the party's own units; 5 of 100 lie beyond each end");
    let mut table = Table::new(vec![
        Column::left("", 16),
        Column::right("at the centre"),
        Column::right("5%"),
        Column::right("25%"),
        Column::right("median"),
        Column::right("75%"),
        Column::right("95%"),
    ]);
    for spread in shown {
        let cell = |x: Option<f64>| x.map(number::value).unwrap_or_default().into();
        let q = &spread.quantiles;
        table.row(vec![
            spread.output.as_str().into(),
            cell(spread.central),
            cell(q.p05),
            cell(q.p25),
            cell(q.p50),
            cell(q.p75),
            cell(q.p95),
        ]);
    }
    page.table(&table);
}

pub(super) fn claims(page: &mut Page, view: View<'_>) {
    let claims = &view.study.claims;
    if claims.is_empty() {
        return;
    }
    let remark = tally(claims.iter().map(|claim| claim.verdict.as_str()));
    page.heading("THE CLAIMS", &remark);
    let (told, silent): (Vec<&ClaimShare>, Vec<&ClaimShare>) =
        claims.iter().partition(|claim| view.full || claim.verdict != "follows");
    for claim in told {
        let (tone, mark) = match claim.verdict.as_str() {
            "follows" => (Tone::Pass, "✓"),
            "fails" => (Tone::Fail, "✗"),
            _ => (Tone::Edge, "~"),
        };
        let mut text = Text::new()
            .and(Tone::Strong, &claim.id)
            .plain(format!("\u{a0} {}: ", claim.text.trim_end_matches('.')))
            .and(tone, &claim.verdict);
        if let Some(share) = claim.share {
            text = text.plain(format!(", true in {}", view.of_hundred(share)));
        }
        if let Some(premise) = &claim.moved_by {
            text = text.plain(format!("; {premise} moves it most"));
        }
        page.item(tone, mark, &text.plain("."));
    }
    if !silent.is_empty() {
        let ids: Vec<&str> = silent.iter().map(|claim| claim.id.as_str()).collect();
        let text = Text::new()
            .plain(format!("true in at least 95 of 100 {}: ", view.cases()))
            .plain(words::list(&ids, "and"));
        page.item(Tone::Pass, "✓", &text.plain("."));
    }
}
