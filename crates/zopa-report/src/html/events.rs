//! How the verdict changed from event to event.

use super::Sheet;
use crate::number;
use crate::words;
use maud::{Markup, html};
use zopa::verdict::answer::EventVerdict;

pub(super) fn section(sheet: Sheet<'_>) -> Option<Markup> {
    let events = &sheet.verdict.events;
    if events.is_empty() {
        return None;
    }
    Some(html! {
        ol class="timeline" {
            @for (i, event) in events.iter().enumerate() {
                li {
                    strong { @match &event.date { Some(date) => (date), None => "Before" } } " " bdi { (event.what) }
                    br;
                    (then(sheet, event, i.checked_sub(1).and_then(|before| events.get(before))))
                }
            }
        }
    })
}

/// What could be had then, and what changed.
fn then(sheet: Sheet<'_>, event: &EventVerdict, before: Option<&EventVerdict>) -> Markup {
    let gained: Vec<String> = event
        .menu
        .iter()
        .filter(|name| before.is_some_and(|before| !before.menu.contains(name)))
        .map(|name| format!("“{name}”"))
        .collect();
    let lost: Vec<String> = before
        .iter()
        .flat_map(|before| &before.menu)
        .filter(|name| !event.menu.contains(name))
        .map(|name| format!("“{name}”"))
        .collect();
    let fair = match (&event.fair, before.map(|before| &before.fair)) {
        (None, _) => "no deal passes every test".to_owned(),
        (Some(now), Some(Some(then))) if now == then => "the fair deal is the same".to_owned(),
        (Some(now), Some(Some(then))) => {
            format!("the fair deal has {}", sheet.view.words.differences(now, then).join("; "))
        }
        (Some(now), _) => format!("the fair deal: {}", sheet.view.words.deal(now)),
    };
    html! {
        (number::counted(event.attainable, "deal")) " could be had; " (fair) "."
        @if !gained.is_empty() { " Now within reach: " (words::list(&gained, "and")) "." }
        @if !lost.is_empty() { " No longer: " (words::list(&lost, "and")) "." }
    }
}
