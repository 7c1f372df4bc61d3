//! The first screen: the answer, the menu, what the fair deal stands on, and how sure all that is.

use super::known::known;
use super::{Sheet, changes};
use crate::chart::dumbbell;
use crate::chart::palette::Palette;
use crate::chart::svg::Caption;
use crate::html::rich;
use crate::number;
use crate::text::large::answer;
use maud::{Markup, html};
use zopa::verdict::large::LargeMenu;

pub(super) fn section(sheet: Sheet<'_>) -> Markup {
    let about = &sheet.verdict.scenario;
    html! {
        header id="brief" {
            div class="line" {
                h1 { bdi { (about.title) } @if let Some(question) = &about.question { ": " bdi { (question) } } }
                button type="button" id="theme" class="js-only" { "Light or dark" }
            }
            p class="note" { (provenance(sheet)) }
        }
        section id="answer" aria-label="The answer" {
            p class="answer" dir="auto" { (rich(&answer(sheet.verdict))) (told(sheet)) }
            (menu(sheet))
            div class="cards" {
                @if let Some(card) = stands_on(sheet) {
                    div class="card" id="stands-on" { h2 { "What does the fair deal stand on?" } (card) }
                }
                @if let Some(card) = gains(sheet) {
                    div class="card" id="why-okay" { h2 { "Why is that okay?" } (card) }
                }
                div class="card" id="how-sure" { h2 { "How sure is that?" } (sure(sheet)) }
            }
        }
    }
}

fn provenance(sheet: Sheet<'_>) -> String {
    let verdict = sheet.verdict;
    let mut parts = vec![
        format!("about {} deals", number::power_of_ten(verdict.magnitude)),
        number::counted(verdict.today.len(), "issue"),
    ];
    if let Some(date) = &verdict.as_of {
        parts.push(format!("events up to {date}"));
    }
    parts.push(format!("scenario {:.12}…", verdict.scenario.sha256));
    parts.push(format!("zopa {}", verdict.zopa));
    parts.join(" · ")
}

/// The fair deal in a sentence.
fn told(sheet: Sheet<'_>) -> Markup {
    let Some(fair) = &sheet.verdict.fair else { return html! {} };
    let steps = match fair.deal.road.len() {
        0 => String::new(),
        1 => ", in one step by all at once".to_owned(),
        steps => format!(", in {} steps", number::count(steps)),
    };
    html! {
        " The fair one changes " (number::counted(changes(sheet, &fair.deal), "issue")) " of "
        (sheet.verdict.today.len()) (steps) ", and "
        @if fair.deal.better_than_today { "nobody who signs has less than today." }
        @else { "somebody who signs has less than today, but no less than without a deal." }
    }
}

/// The menu: whether any attainable deal agrees with an entry, and what such a deal is worth.
fn menu(sheet: Sheet<'_>) -> Markup {
    let verdict = sheet.verdict;
    let signers = &sheet.exhibits.signers;
    let value = |x: Option<&f64>| x.map_or_else(String::new, |x| number::value(*x));
    html! {
        div class="scroll" tabindex="0" role="group" aria-label="Wide table" {
            table class="ladder" {
                caption {
                    "Whether any deal that passes all tests agrees with an entry of the menu. The values are those of \
                     the one that shares most evenly, per period, on each one's own scale."
                }
                thead { tr {
                    th scope="col" { "Deal" } th scope="col" { "can it be had?" }
                    @for key in signers { th scope="col" class="n" { (sheet.cast.party(key)) } }
                } }
                tbody {
                    @if let Some(fair) = &verdict.fair {
                        tr class="star" {
                            th scope="row" { span class="mark" { "★ " } "The fair deal" }
                            td data-head="can it be had" { span class="cell pass" { "✓ can be had" } }
                            @for key in signers {
                                td class="n" data-head=(sheet.cast.words.actor(key)) { (value(fair.deal.values.get(key))) }
                            }
                        }
                    }
                    @for entry in &verdict.menu {
                        tr {
                            th scope="row" { bdi { (entry.name) } }
                            td data-head="can it be had" { (had(entry)) }
                            @for key in signers {
                                td class="n" data-head=(sheet.cast.words.actor(key)) {
                                    (value(entry.deal.as_ref().and_then(|deal| deal.values.get(key))))
                                }
                            }
                        }
                    }
                    tr class="none" {
                        th scope="row" { "No deal" }
                        td { "what “acceptable” is measured from, by each one's own beliefs" }
                        @for key in signers {
                            td class="n" data-head=(sheet.cast.words.actor(key)) { (value(verdict.no_deal.get(key))) }
                        }
                    }
                }
            }
        }
    }
}

fn had(entry: &LargeMenu) -> Markup {
    let (class, words) = match entry.attainable {
        Some(true) => ("pass", "✓ can be had"),
        Some(false) => ("fail", "✗ cannot be had, whatever else is agreed"),
        None => ("unknown", "? stayed open"),
    };
    html! { span class=(format!("cell {class}")) { (words) } }
}

/// The fair deal's margins: who has how much to spare in which test.
fn stands_on(sheet: Sheet<'_>) -> Option<Markup> {
    let fair = &sheet.verdict.fair.as_ref()?.deal;
    let tests = [
        ("acceptable", &fair.acceptable),
        ("ratifiable", &fair.ratifiable),
        ("holding", &fair.holding),
    ];
    let tests: Vec<_> = tests.into_iter().filter(|(_, margins)| !margins.is_empty()).collect();
    let actors = sheet.verdict.parties.iter().chain(&sheet.verdict.audiences);
    let asked = actors.filter(|key| tests.iter().any(|(_, margins)| margins.contains_key(*key)));
    Some(html! {
        p { "What each has to spare in each test, on its own scale." }
        table {
            thead { tr { th scope="col" { "Who" } @for (test, _) in &tests { th scope="col" class="n" { (test) } } } }
            tbody {
                @for key in asked {
                    tr {
                        th scope="row" { (sheet.cast.party(key)) }
                        @for (_, margins) in &tests {
                            td class="n" { @if let Some(margin) = margins.get(key) { (number::margin(*margin)) } }
                        }
                    }
                }
            }
        }
        @for key in &fair.idle {
            p { strong { (sheet.cast.words.actor(key)) } " moves nothing: the deal stands on fear alone." }
        }
    })
}

fn gains(sheet: Sheet<'_>) -> Option<Markup> {
    let verdict = sheet.verdict;
    let fair = &verdict.fair.as_ref()?.deal;
    let rows = verdict.parties.iter().filter_map(|key| {
        Some(dumbbell::Row {
            name: sheet.cast.words.actor(key).to_owned(),
            party: sheet.cast.place(key),
            no_deal: *verdict.no_deal.get(key)?,
            today: *verdict.today_worth.get(key)?,
            deal: *fair.values.get(key)?,
        })
    });
    let rows: Vec<dumbbell::Row> = rows.collect();
    let caption = Caption {
        id: "gains".to_owned(),
        title: "No deal, today and the fair deal".to_owned(),
        finding: dumbbell::finding(&rows),
    };
    Some(html! {
        figure {
            (dumbbell::draw(&caption, &rows, Palette::Page))
            figcaption { "○ no deal   | today   filled: the fair deal; each on its own scale. " (caption.finding) }
            (dumbbell::table(&rows))
        }
    })
}

/// What was proved, and what may be better by how much.
fn sure(sheet: Sheet<'_>) -> Markup {
    let known = known(sheet);
    let (proved, open): (Vec<_>, Vec<_>) = known.iter().partition(|known| known.best.exact);
    html! {
        @if !proved.is_empty() {
            p { "The search went through all deals: that nothing passes the tests and is better is proved for" }
            ul { @for known in &proved { li { (known.name)
                @if !known.best.ties.is_empty() { span class="faint" { " (tie of " (known.best.ties.len() + 1) ")" } } } } }
        }
        @if !open.is_empty() {
            p { "Another deal might be better:" }
            ul { @for known in &open { li { (known.name) ": " (known.gap()) } } }
        }
        @if proved.is_empty() && open.is_empty() {
            p { @if sheet.verdict.attainable == Some(false) { "The search went through all deals: none passes the tests." }
                @else { "The search was ended before it found a deal, which is no proof that there is none." } }
        }
        p class="note" { "* depends on the parties' units. Which premise would change the answer is not searched for on so many deals." }
    }
}
