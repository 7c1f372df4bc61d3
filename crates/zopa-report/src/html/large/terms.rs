//! The best deals beside each other, option by option, today's beside them.

use super::Sheet;
use super::known::{Known, known};
use crate::number;
use maud::{Markup, html};

pub(super) fn section(sheet: Sheet<'_>) -> Option<Markup> {
    let known = distinct(known(sheet));
    if known.is_empty() {
        return None;
    }
    let verdict = sheet.verdict;
    let words = sheet.cast.words;
    Some(html! {
        p { "In bold what differs from today." }
        div class="wide" tabindex="0" role="group" aria-label="The best deals compared" {
            table {
                thead { tr {
                    th scope="col" { "Issue" } th scope="col" { "Whose move" } th scope="col" { "Today" }
                    @for (known, _) in &known { th scope="col" {
                        @if known.fair { span class="mark" { "★ " } } (known.name) } }
                } }
                tbody {
                    @for (issue, now) in &verdict.today {
                        tr {
                            th scope="row" { bdi { (words.issue(issue)) } }
                            td { @if let Some(named) = verdict.names.issues.get(issue) { (sheet.cast.party(&named.by)) } }
                            td { bdi { (words.option(issue, now)) } }
                            @for (known, _) in &known {
                                @let option = known.best.deal.deal.get(issue).unwrap_or(now);
                                td class=[(option != now).then_some("changed")] { bdi { (words.option(issue, option)) } }
                            }
                        }
                    }
                    @for key in verdict.parties.iter().chain(&verdict.audiences) {
                        tr {
                            th scope="row" colspan="2" { "worth to " (sheet.cast.party(key)) }
                            td class="n" { @if let Some(x) = verdict.today_worth.get(key) { (number::value(*x)) } }
                            @for (known, _) in &known {
                                td class="n" { @if let Some(x) = known.best.deal.values.get(key) { (number::value(*x)) } }
                            }
                        }
                    }
                }
            }
        }
        @if known.iter().any(|(_, names)| !names.is_empty()) {
            ul { @for (known, names) in known.iter().filter(|(_, names)| !names.is_empty()) {
                li { (known.name) " is also: " (names.join(", ")) "." } } }
        }
    })
}

/// The deals that differ, each with the further measures by which it is best.
fn distinct(known: Vec<Known<'_>>) -> Vec<(Known<'_>, Vec<String>)> {
    let mut distinct: Vec<(Known<'_>, Vec<String>)> = Vec::new();
    for next in known {
        match distinct.iter_mut().find(|(same, _)| same.best.deal.deal == next.best.deal.deal) {
            Some((_, names)) => names.push(next.name),
            None => distinct.push((next, Vec::new())),
        }
    }
    distinct
}
