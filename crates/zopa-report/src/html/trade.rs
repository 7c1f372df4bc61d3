//! What each issue is worth to whom, and which issues to trade for each other.

use super::Sheet;
use crate::number;
use maud::{Markup, html};
use zopa::verdict::IssueWeight;

/// A trade must be worth this many times more to the one than to the other.
const TELLING: f64 = 1.5;
/// So many trades are told.
const TRADES: usize = 6;

/// Two parties, each with the issue that weighs more for it.
struct Trade<'a> {
    one: &'a str,
    gives: &'a str,
    other: &'a str,
    gets: &'a str,
    ratio: f64,
}

pub(super) fn section(sheet: Sheet<'_>) -> Option<Markup> {
    let weights = &sheet.exhibits.trade;
    let actors: Vec<&String> = sheet
        .verdict
        .parties
        .iter()
        .chain(&sheet.verdict.audiences)
        .filter(|key| weights.iter().any(|w| w.actor == **key && w.swing > number::NOTHING))
        .collect();
    if actors.is_empty() || sheet.verdict.today.len() < 2 {
        return None;
    }
    let around = if sheet.view.fair.is_some() { "the fair deal" } else { "today" };
    Some(html! {
        p {
            "How much each issue weighs for each: between its worst and its best option around " (around)
            ", as a share of all that is at stake for that party there. Beside it the option it would like best. \
             What weighs little for one and much for another is what to trade."
        }
        div class="scroll" tabindex="0" role="group" aria-label="A table, to be scrolled where it is wide" {
            table {
                thead { tr { th scope="col" { "Issue" }
                    @for key in &actors { th scope="col" { (sheet.party(key)) } } } }
                tbody {
                    @for issue in sheet.verdict.today.keys() {
                        tr {
                            th scope="row" { bdi { (sheet.view.words.issue(issue)) } }
                            @for key in &actors { td { (cell(sheet, find(weights, issue, key))) } }
                        }
                    }
                }
            }
        }
        (trades(sheet))
    })
}

fn find<'a>(weights: &'a [IssueWeight], issue: &str, actor: &str) -> Option<&'a IssueWeight> {
    weights.iter().find(|weight| weight.issue == issue && weight.actor == actor)
}

fn cell(sheet: Sheet<'_>, weight: Option<&IssueWeight>) -> Markup {
    html! {
        @if let Some(weight) = weight.filter(|weight| weight.swing > number::NOTHING) {
            (number::percent(weight.weight)) " "
            span class="faint" { bdi { (sheet.view.words.option(&weight.issue, &weight.best)) } }
            span class="bar" aria-hidden="true" style=(format!("width:{:.1}%", 100.0 * weight.weight)) {}
        } @else { span class="faint" { "nothing" } }
    }
}

/// The pairs of issues on which two signing parties want opposite things and weigh them most differently.
fn trades(sheet: Sheet<'_>) -> Markup {
    let told = told(sheet);
    html! {
        @if !told.is_empty() {
            h3 { "Trades that create value (logrolling)" }
            ul { @for trade in told.iter().take(TRADES) { li { (trade) } } }
        }
    }
}

/// The same, a sentence each, the best first.
pub(super) fn told(sheet: Sheet<'_>) -> Vec<Markup> {
    let told = found(sheet).into_iter().map(|trade| {
        html! {
            (sheet.party(trade.one)) " gives way on " strong { bdi { (sheet.view.words.issue(trade.gives)) } }
            ", " (sheet.party(trade.other)) " on " strong { bdi { (sheet.view.words.issue(trade.gets)) } }
            ": each gets what weighs " (number::value(trade.ratio)) " times more for it, or more, than what it gives."
        }
    });
    told.collect()
}

fn found(sheet: Sheet<'_>) -> Vec<Trade<'_>> {
    let weights = &sheet.exhibits.trade;
    let signers = &sheet.exhibits.signers;
    let mut found = Vec::new();
    for (i, one) in signers.iter().enumerate() {
        for other in signers.iter().skip(i + 1) {
            let opposed: Vec<(&IssueWeight, &IssueWeight)> = weights
                .iter()
                .filter(|weight| weight.actor == *one && weight.swing > number::NOTHING)
                .filter_map(|weight| Some((weight, find(weights, &weight.issue, other)?)))
                .filter(|(mine, theirs)| theirs.swing > number::NOTHING && mine.best != theirs.best)
                .collect();
            for &(mine, theirs) in &opposed {
                for &(own, foreign) in &opposed {
                    // One gives what weighs less for it, and gets what weighs more.
                    let for_one = own.weight / mine.weight;
                    let for_other = theirs.weight / foreign.weight;
                    let ratio = for_one.min(for_other);
                    if mine.issue != own.issue && ratio >= TELLING {
                        let (gives, gets) = (mine.issue.as_str(), own.issue.as_str());
                        found.push(Trade { one, gives, other, gets, ratio });
                    }
                }
            }
        }
    }
    found.sort_by(|a, b| b.ratio.total_cmp(&a.ratio));
    found
}
