//! The road to the fair deal: lanes on the first screen, then step by step.

use super::Sheet;
use crate::chart::lanes;
use crate::chart::palette::Palette;
use crate::chart::svg::Caption;
use crate::number;
use crate::text::road as told;
use crate::words;
use maud::{Markup, html};
use zopa::verdict::answer::Step;

/// Width of the lanes on a page.
const WIDTH: f64 = 1160.0;
/// More steps than this are wider than the page, and scroll.
const STEPS: usize = 7;
/// Width of a step beyond that.
const STEP: f64 = 150.0;

/// The lanes, and how wide they are.
pub(crate) fn lanes(sheet: Sheet<'_>) -> Option<(Caption, lanes::Road, f64)> {
    let steps = &sheet.verdict.road;
    let (step, party, margin) = told::weakest(steps)?;
    let name = sheet.view.words.actor(party);
    let least = match sheet.verdict.redacted {
        None => "least to spare",
        Some(_) => "of those told, least to spare",
    };
    let finding = format!(
        "Nobody gains by leaving; {least}: {name} in step {step}, {} of its range.",
        number::relative(margin)
    );
    let keys = movers(sheet);
    let names = keys.iter();
    let lanes = names.map(|key| {
        let (name, tag) = (sheet.view.words.actor(key), sheet.view.words.tag(key));
        let name = if lanes::has_room_for(name) { name.to_owned() } else { tag };
        (name, sheet.place(key))
    });
    let steps: Vec<lanes::Step> = steps.iter().map(|step| drawn(sheet, step, &keys)).collect();
    let width = if steps.len() > STEPS { 160.0 + STEP * steps.len() as f64 } else { WIDTH };
    let caption = Caption { id: "lanes".to_owned(), title: "The road".to_owned(), finding };
    Some((caption, lanes::Road { lanes: lanes.collect(), steps }, width))
}

/// The lanes, and on a phone a list in their place.
pub(super) fn picture(sheet: Sheet<'_>) -> Markup {
    let steps = &sheet.verdict.road;
    let Some((caption, road, width)) = lanes(sheet) else { return html! {} };
    let pace = told::pace(sheet.view, steps).map(|pace| pace.trim_start_matches("; ").to_owned());
    html! {
        div class="card lanes" id="lanes-card" {
            h2 { "The road: " (caption.finding)
                @if let Some(pace) = &pace { " " (words::period(&words::capital(pace))) } }
            div class="desk wide" tabindex="0" role="group" aria-label="The road as a picture" {
                (lanes::draw(&caption, &road, width, Palette::Page))
            }
            ol class="phone" {
                @for step in steps {
                    li { (self::told(sheet, step)) }
                }
            }
        }
    }
}

/// The parties that move anything on the road.
fn movers(sheet: Sheet<'_>) -> Vec<String> {
    let moves = |key: &&String| sheet.verdict.road.iter().any(|step| step.moves.contains_key(*key));
    sheet.verdict.parties.iter().filter(moves).cloned().collect()
}

fn drawn(sheet: Sheet<'_>, step: &Step, keys: &[String]) -> lanes::Step {
    let moves = step.moves.iter().filter_map(|(party, moved)| {
        let lane = keys.iter().position(|key| key == party)?;
        let label = |(issue, option): (&String, &String)| {
            format!("{}: {}", sheet.view.words.issue(issue), sheet.view.words.option(issue, option))
        };
        Some((lane, moved.iter().map(label).collect()))
    });
    let tightest = told::weakest(std::slice::from_ref(step));
    lanes::Step {
        moves: moves.collect(),
        tightest: tightest.map_or_else(String::new, |(_, party, margin)| {
            format!("{} {}", sheet.view.words.tag(party), number::relative(margin))
        }),
    }
}

/// A step in a line: who moves what, and who has least to spare.
pub(super) fn told(sheet: Sheet<'_>, step: &Step) -> Markup {
    html! {
        (moves(sheet, step))
        @if let Some((_, party, margin)) = told::weakest(std::slice::from_ref(step)) {
            span class="note" { " (tightest: " bdi { (sheet.view.words.tag(party)) } " " (number::relative(margin)) ")" }
        }
    }
}

/// Who moves what in a step.
fn moves(sheet: Sheet<'_>, step: &Step) -> Markup {
    html! {
        @for (i, (party, moved)) in step.moves.iter().enumerate() {
            @if i > 0 { "; " }
            (sheet.party(party)) ": "
            @for (k, (issue, option)) in moved.iter().enumerate() {
                @if k > 0 { ", " }
                bdi { (sheet.view.words.issue(issue)) } " → " bdi { (sheet.view.words.option(issue, option)) }
            }
        }
    }
}

pub(super) fn section(sheet: Sheet<'_>) -> Option<Markup> {
    let steps = &sheet.verdict.road;
    if steps.is_empty() {
        return None;
    }
    Some(html! {
        p {
            "What each gets by going on, and the best it could do by leaving or cheating instead, at every step, \
             per period on its own scale. "
            em { "Temptation" } " is what the best cheat gains until it is seen, "
            em { "bond" } " what is lost once it is seen. The margin is in % of the party's range."
        }
        ol class="steps" {
            @for step in steps {
                li {
                    (moves(sheet, step))
                    @if (step.periods - 1.0).abs() > number::NOTHING {
                        span class="note" { " (lasts " (number::value(step.periods)) " periods)" }
                    }
                    @if let Some(order) = told::order(step) { span class="note" { " It " (order) "." } }
                    (table(sheet, step))
                }
            }
        }
    })
}

fn table(sheet: Sheet<'_>, step: &Step) -> Markup {
    let mut parties: Vec<(&String, f64)> = step.margin.iter().map(|(key, &m)| (key, m)).collect();
    parties.sort_by(|one, other| one.1.total_cmp(&other.1));
    html! {
        div class="scroll" tabindex="0" role="group" aria-label="Wide table" {
            table {
                thead {
                    tr {
                        th scope="col" { "Party" } th scope="col" class="n" { "margin" }
                        th scope="col" class="n" { "going on" } th scope="col" class="n" { "best way out" }
                        th scope="col" { "best cheat" }
                        th scope="col" class="n" { "temptation" } th scope="col" class="n" { "bond" }
                    }
                }
                tbody {
                    @for (party, margin) in parties {
                        @let get = |of: &zopa::verdict::answer::ByActor<f64>| of.get(party).copied();
                        @let (stay, leave) = (get(&step.continuation), get(&step.deviation));
                        tr {
                            th scope="row" { (sheet.party(party)) }
                            td class="n" { (number::relative(margin)) }
                            td class="n" { @if let Some(x) = stay { (number::apart(x, leave.unwrap_or(f64::NAN))) } }
                            td class="n" { @if let Some(x) = leave { (number::apart(x, stay.unwrap_or(f64::NAN))) } }
                            td { (step.cheat.get(party).map_or("nothing to cheat on", String::as_str)) }
                            td class="n" { @if let Some(x) = get(&step.temptation) { (number::margin(x)) } }
                            td class="n" { @if let Some(x) = get(&step.bond) { (number::value(x)) } }
                        }
                    }
                }
            }
        }
    }
}
