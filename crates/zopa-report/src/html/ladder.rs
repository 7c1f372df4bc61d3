//! The menu against the four tests: each cell the weakest link and its margin.

use super::{Sheet, rich};
use crate::number;
use crate::text::ladder::{self, Row};
use crate::words::Test;
use maud::{Markup, html};
use zopa::verdict::answer::JudgedDeal;

pub(super) fn section(sheet: Sheet<'_>) -> Markup {
    let rows = ladder::rows(sheet.view);
    let tests = ladder::tests(sheet.verdict);
    let line = ladder::ceiling(&rows);
    let columns = 1 + tests.len() + usize::from(sheet.study.is_some());
    html! {
        div class="scroll" tabindex="0" role="group" aria-label="Wide table" {
            table class="ladder" {
                caption {
                    "Each cell: the weakest link and its margin, on that party's own scale (reachable: % of its \
                     range). ✓ passes ~ just on the edge ✗ fails"
                }
                thead {
                    tr {
                        th scope="col" { "Deal" }
                        @for test in &tests {
                            th scope="col" { (test.name()) br; span class="faint" { (gloss(sheet, *test)) } }
                        }
                        @if let Some(study) = sheet.study {
                            th scope="col" {
                                "passes all tests in" br; span class="faint" { ".. of " (study.draws)
                                    (if study.explored.is_empty() { " draws" } else { " cases" }) }
                            }
                        }
                    }
                }
                tbody {
                    @for (i, row) in rows.iter().enumerate() {
                        @if let Some((_, words)) = line.filter(|(at, _)| *at == i) {
                            tr class="rule" { td colspan=(columns) { (words) } }
                        }
                        (self::row(sheet, row, &tests))
                    }
                    (reference(sheet, tests.len()))
                }
            }
        }
        p class="note" {
            (rich(&ladder::funnel(sheet.verdict)))
            @if let Some(text) = ladder::untested(sheet.verdict) { ". " (text) }
        }
    }
}

fn row(sheet: Sheet<'_>, row: &Row<'_>, tests: &[Test]) -> Markup {
    html! {
        tr class=[row.star.then_some("star")] {
            th scope="row" {
                @if row.star { span class="mark" { "★ " } }
                bdi { (row.name) }
            }
            @for test in tests {
                td data-head=(test.name()) {
                    @if let Some(deal) = row.deal { (cell(sheet, *test, deal)) }
                    @else { span class="cell unknown" { "no such deal" } }
                }
            }
            @if let Some(study) = sheet.study {
                td data-head="passes all tests in" {
                    @if let Some(entry) = study.menu.iter().find(|entry| entry.name == row.name) {
                        (share(entry.attainable))
                    } @else if let Some(deal) = row.deal
                        && let Some(found) = study.deals.iter().find(|found| found.deal == deal.deal) {
                        (share(found.attainable))
                    }
                }
            }
        }
    }
}

/// A share of the draws: a bar that is no prize, and the count.
fn share(share: f64) -> Markup {
    let width = format!("width:{:.1}%", 100.0 * share.clamp(0.0, 1.0));
    html! {
        span class="of" {
            span class="share" aria-hidden="true" { i style=(width) {} }
            (number::of_hundred(share))
        }
    }
}

/// The weakest link of a test.
fn cell(sheet: Sheet<'_>, test: Test, deal: &JudgedDeal) -> Markup {
    let passes = test.passes(deal);
    let Some(link) = test.weakest(deal) else {
        let (class, text) = match (test, passes) {
            (_, None) => ("unknown", "? not tested"),
            (_, Some(true)) => ("pass", "✓"),
            (Test::Reachable, Some(false)) => ("fail", "✗ no road"),
            (_, Some(false)) => ("fail", "✗"),
        };
        return html! { span class=(format!("cell {class}")) { (text) } };
    };
    let (class, glyph) = match passes {
        _ if link.knife_edge => ("edge", "~"),
        Some(true) => ("pass", "✓"),
        Some(false) => ("fail", "✗"),
        None => ("unknown", "?"),
    };
    let margin = match test {
        Test::Reachable => number::relative(link.relative),
        _ => number::margin(link.margin),
    };
    html! {
        span class=(format!("cell {class}")) title=(link.because) {
            (glyph) " "
            @if !asked_alone(sheet, test) { bdi { (sheet.view.words.tag(&link.actor)) } " " }
            (margin)
        }
    }
}

/// Whether a test is put to one audience only, which then stands in the head of its column.
fn asked_alone(sheet: Sheet<'_>, test: Test) -> bool {
    test == Test::Ratifiable && sheet.verdict.audiences.len() == 1
}

fn gloss(sheet: Sheet<'_>, test: Test) -> String {
    match sheet.verdict.audiences.as_slice() {
        [audience] if asked_alone(sheet, test) => {
            format!("by {}", sheet.view.words.actor(audience))
        }
        _ => test.gloss().to_owned(),
    }
}

/// No deal: what every margin of the first column is measured from.
fn reference(sheet: Sheet<'_>, tests: usize) -> Markup {
    let no_deal = &sheet.verdict.no_deal;
    let signers = sheet.exhibits.signers.iter().filter_map(|key| Some((key, no_deal.get(key)?)));
    html! {
        tr class="none" {
            th scope="row" { "No deal" }
            td colspan=(tests) {
                "worth "
                @for (i, (key, value)) in signers.enumerate() {
                    @if i > 0 { ", " }
                    (number::value(value.value)) " to " bdi { (sheet.view.words.actor(key)) }
                }
                " by each one's own beliefs: “acceptable” starts here"
            }
            @if sheet.study.is_some() { td {} }
        }
    }
}
