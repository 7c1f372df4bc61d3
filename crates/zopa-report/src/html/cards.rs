//! Three cards: why not better, why that is okay, what would change the answer.

use super::Sheet;
use crate::chart::palette::Palette;
use crate::chart::svg::Caption;
use crate::chart::{dumbbell, strip};
use crate::number;
use crate::words::{self, Test};
use maud::{Markup, html};
use zopa::verdict::{Tip, WITHHELD, answer::MenuVerdict};

pub(super) fn section(sheet: Sheet<'_>) -> Markup {
    html! {
        div class="cards" {
            @if let Some(card) = why_not(sheet) { div class="card" id="why-not" { h2 { "Why not better?" } (card) } }
            @if let Some(card) = why_okay(sheet) { div class="card" id="why-okay" { h2 { "Why is that okay?" } (card) } }
            @if let Some(card) = what_changes(sheet) {
                div class="card" id="what-changes" { h2 { "What would change the answer?" } (card) }
            }
        }
    }
}

/// What the most ambitious entry that cannot be had fails by.
fn why_not(sheet: Sheet<'_>) -> Option<Markup> {
    let out: Vec<&MenuVerdict> =
        sheet.verdict.menu.iter().filter(|entry| !entry.attainable).collect();
    let (name, deal) =
        out.iter().find_map(|e| Some((e.name.as_str(), e.represented_by.as_ref()?)))?;
    let mut told: Vec<(Test, String)> = Vec::new();
    for test in Test::ALL.into_iter().filter(|test| test.passes(deal) == Some(false)) {
        let because = test.weakest(deal).map_or("no road of steps leads there", |l| &l.because);
        // Two tests may fail by the same inequality.
        if because == WITHHELD || !told.iter().any(|(_, known)| known == because) {
            told.push((test, because.to_owned()));
        }
    }
    Some(html! {
        p { "“" bdi { (name) } "” fails, even in its nearest form:" }
        ul {
            @for (test, because) in &told {
                @let link = test.weakest(deal);
                li {
                    strong {
                        @match link {
                            Some(link) => { (test.denied()) " " bdi { (sheet.view.words.actor(&link.actor)) } }
                            None => { "not " (test.name()) }
                        }
                    }
                    ": " (words::period(because))
                }
            }
        }
        @if out.len() > 1 {
            p class="note" { "Out of reach too: "
                (words::list(&out.iter().filter(|e| e.name != name).map(|e| e.name.as_str()).collect::<Vec<_>>(), "and")) "." }
        }
    })
}

/// No deal, today and the fair deal for each party.
pub(crate) fn gains(sheet: Sheet<'_>) -> Option<(Caption, Vec<dumbbell::Row>)> {
    let nash = sheet.verdict.solutions.nash.as_ref()?;
    let rows: Vec<dumbbell::Row> = sheet
        .verdict
        .no_deal
        .iter()
        .filter_map(|(key, no_deal)| {
            Some(dumbbell::Row {
                name: match sheet.view.words.actor(key) {
                    name if dumbbell::has_room_for(name) => name.to_owned(),
                    _ => sheet.view.words.tag(key),
                },
                party: sheet.place(key),
                no_deal: no_deal.value,
                today: no_deal.today,
                deal: *nash.values.get(key)?,
            })
        })
        .collect();
    let caption = Caption {
        id: "gains".to_owned(),
        title: "No deal, today and the fair deal".to_owned(),
        finding: dumbbell::finding(&rows),
    };
    Some((caption, rows))
}

fn why_okay(sheet: Sheet<'_>) -> Option<Markup> {
    let (caption, rows) = gains(sheet)?;
    Some(html! {
        figure {
            (dumbbell::draw(&caption, &rows, Palette::Page))
            figcaption { "○ no deal, | today, filled: the fair deal; each on its own scale. " (caption.finding) }
            (dumbbell::table(&rows))
        }
    })
}

/// The premises that alone change the answer, the nearest first.
fn what_changes(sheet: Sheet<'_>) -> Option<Markup> {
    let tipping = &sheet.exhibits.tipping;
    if tipping.premises == 0 {
        return None;
    }
    let mut seen: Vec<&str> = Vec::new();
    for tip in &tipping.tips {
        if !seen.contains(&tip.premise.as_str()) {
            seen.push(&tip.premise);
        }
    }
    Some(html! {
        @if seen.is_empty() {
            p { "No premise alone, anywhere in its range, gives another fair deal or brings a better entry of the \
                 menu within reach." }
        }
        @for (i, premise) in seen.iter().enumerate() {
            @let tips: Vec<&Tip> = tipping.tips.iter().filter(|tip| tip.premise == *premise).collect();
            (one(sheet, i, &tips))
        }
        @if !seen.is_empty() {
            p class="note" {
                "▲ now; hatched: another answer. One premise at a time, over its range"
                @if tipping.further > 0 { "; " (number::count(tipping.further)) " more further away" }
                "."
            }
            (table(sheet, &tipping.tips))
        }
    })
}

/// The same as a table, folded away.
fn table(sheet: Sheet<'_>, tips: &[Tip]) -> Markup {
    html! {
        details {
            summary { "As a table" }
            table {
                thead { tr { th scope="col" { "Premise" } th scope="col" class="n" { "now" }
                    th scope="col" class="n" { "changes at" } th scope="col" { "to" } } }
                tbody { @for tip in tips {
                    tr {
                        th scope="row" { code { (tip.premise) } }
                        td class="n" { (apart(tip, tip.now, tip.at)) }
                        td class="n" { (apart(tip, tip.at, tip.now)) }
                        td { (becomes(sheet, tip)) }
                    }
                } }
            }
        }
    }
}

fn one(sheet: Sheet<'_>, number_of: usize, tips: &[&Tip]) -> Markup {
    let Some(first) = tips.first() else { return html! {} };
    let below = tips.iter().find(|tip| tip.at < tip.now);
    let above = tips.iter().find(|tip| tip.at >= tip.now);
    let strip = strip::Strip {
        range: first.range,
        now: first.now,
        below: below.map(|tip| tip.at),
        above: above.map(|tip| tip.at),
    };
    let told: Vec<String> = below
        .into_iter()
        .map(|tip| ("below", tip))
        .chain(above.into_iter().map(|tip| ("above", tip)))
        .map(|(side, tip)| {
            format!("{side} {}: {}", apart(tip, tip.at, tip.now), becomes(sheet, tip))
        })
        .collect();
    let name = sheet.view.words.premise(&first.premise, first.about.as_deref());
    let caption = Caption {
        id: format!("tip-{number_of}"),
        title: format!("Where “{name}” changes the answer"),
        finding: format!("Now {}; {}.", write(first, first.now), told.join("; ")),
    };
    // Now and the nearest threshold with as many digits as tell them apart.
    let nearest = tips.iter().min_by(|a, b| (a.at - a.now).abs().total_cmp(&(b.at - b.now).abs()));
    let now = apart(first, first.now, nearest.map_or(first.now, |tip| tip.at));
    html! {
        div class="tip" {
            b { bdi { (words::capital(&name)) } ": " (now) " now" }
            (strip::draw(&caption, &strip, Palette::Page))
            span { @for (i, line) in told.iter().enumerate() { @if i > 0 { br; } (line) } }
        }
    }
}

/// A threshold, with enough digits to tell it from the value now.
fn apart(tip: &Tip, x: f64, now: f64) -> String {
    if !tip.probability || write(tip, x) == write(tip, now) {
        let percent = if tip.probability { 100.0 } else { 1.0 };
        let unit = if tip.probability { "%" } else { "" };
        return format!("{}{unit}", number::apart(percent * x, percent * now));
    }
    write(tip, x)
}

fn write(tip: &Tip, x: f64) -> String {
    if tip.probability { number::percent(x) } else { number::value(x) }
}

/// What the answer is beyond a threshold.
fn becomes(sheet: Sheet<'_>, tip: &Tip) -> String {
    if let (true, Some(above)) = (tip.above, &sheet.exhibits.tipping.above) {
        return format!("“{above}” comes within reach");
    }
    match (&tip.fair, sheet.view.fair) {
        (None, _) => "no deal passes every test".to_owned(),
        (Some(then), Some(now)) if then != now => {
            let changes = sheet.view.words.differences(then, now).join("; ");
            format!("the fair deal has {changes}")
        }
        (Some(_), None) => "some deal passes every test".to_owned(),
        (Some(_), Some(_)) => "another answer".to_owned(),
    }
}
