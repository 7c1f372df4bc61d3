//! The frontier: what one who signs can still gain only at another's cost.

use super::View;
use crate::layout::{Column, Page, Table, Text, Tone};
use crate::number;
use crate::words;
use zopa::verdict::answer::JudgedDeal;

/// So many are listed; the others are counted.
const MOST: usize = 30;

pub(super) fn show(page: &mut Page, view: View<'_>) {
    let signers: Vec<&String> = view.verdict.best.keys().collect();
    let efficient = |deal: &&JudgedDeal| deal.attainable && deal.efficient;
    let mut all: Vec<&JudgedDeal> = view.verdict.deals.iter().filter(efficient).collect();
    let (Some(first), true) = (signers.first(), all.len() > 1) else { return };
    let worth = |deal: &JudgedDeal, party: &String| deal.values.get(party).copied();
    let to_first = |deal: &JudgedDeal| worth(deal, first).unwrap_or(f64::NEG_INFINITY);
    all.sort_by(|a, b| to_first(b).total_cmp(&to_first(a)));
    page.heading("THE FRONTIER", "deals that pass every test; more for one is less for another");
    let mut columns: Vec<Column> =
        signers.iter().map(|party| Column::right(view.words.tag(party))).collect();
    columns.push(Column::left("", 1));
    columns.push(Column::left("beside\u{a0}the\u{a0}fair\u{a0}deal", 24));
    let mut table = Table::new(columns);
    for deal in all.iter().take(MOST) {
        let mut cells: Vec<Text> = signers
            .iter()
            .map(|party| worth(deal, party).map_or_else(Text::new, |x| number::value(x).into()))
            .collect();
        let fair = view.fair.is_some_and(|fair| *fair == deal.deal);
        cells.push(Text::new().and(Tone::Strong, if fair { "★" } else { "" }));
        cells.push(match view.fair {
            _ if fair => Text::new().and(Tone::Strong, "the fair deal"),
            Some(fair) => view.words.differences(&deal.deal, fair).join("; ").into(),
            None => view.words.deal(&deal.deal).into(),
        });
        table.row(cells);
    }
    page.table(&table);
    if all.len() > MOST {
        let further = number::counted(all.len() - MOST, "further deal");
        page.hanging(2, 4, &words::period(&format!("{further}: --all --json lists them")).into());
    }
}
