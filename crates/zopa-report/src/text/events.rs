//! How the answer changed from event to event.

use super::View;
use crate::layout::{Column, Page, Table, Text, Tone};
use crate::number;

pub(super) fn show(page: &mut Page, view: View<'_>) {
    let events = &view.verdict.events;
    if events.is_empty() {
        return;
    }
    page.heading("HOW IT CHANGED", "after each event; the fair deal beside the one above");
    let mut table = Table::new(vec![
        Column::left("", 10),
        Column::left("", 20),
        Column::right("attainable"),
        Column::left("fair deal", 18),
    ]);
    for event in events {
        let told = match (&event.fair, view.fair) {
            (None, _) => Text::new().and(Tone::Fail, "none"),
            (Some(then), Some(now)) if then == now => Text::new().and(Tone::Faint, "the same"),
            (Some(then), Some(now)) => view.words.differences(then, now).join("; ").into(),
            (Some(then), None) => view.words.deal(then).into(),
        };
        table.row(vec![
            event.date.as_deref().unwrap_or("before").into(),
            event.what.as_str().into(),
            number::count(event.attainable).into(),
            told,
        ]);
    }
    page.table(&table);
}
