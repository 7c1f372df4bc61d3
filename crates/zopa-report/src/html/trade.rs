//! What each issue is worth to whom, and which issues to trade for each other.

use super::{Cast, Sheet};
use crate::number;
use maud::{Markup, html};
use zopa::verdict::IssueWeight;
use zopa::verdict::answer::Deal;

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

/// What is at stake for whom.
#[derive(Clone, Copy)]
pub(super) struct Stakes<'a> {
    pub(super) cast: Cast<'a>,
    pub(super) audiences: &'a [String],
    pub(super) signers: &'a [String],
    pub(super) weights: &'a [IssueWeight],
    pub(super) today: &'a Deal,
    /// Whether the weights are those around the fair deal; else around today.
    pub(super) fair: bool,
}

impl<'a> Stakes<'a> {
    pub(super) fn of(sheet: Sheet<'a>) -> Self {
        Self {
            cast: sheet.cast(),
            audiences: &sheet.verdict.audiences,
            signers: &sheet.exhibits.signers,
            weights: &sheet.exhibits.trade,
            today: &sheet.verdict.today,
            fair: sheet.view.fair.is_some(),
        }
    }
}

pub(super) fn section(stakes: Stakes<'_>) -> Option<Markup> {
    let Stakes { cast, weights, .. } = stakes;
    let matters =
        |key: &&String| weights.iter().any(|w| w.actor == **key && w.swing > number::NOTHING);
    let actors = cast.parties.iter().chain(stakes.audiences).filter(matters);
    let actors: Vec<&String> = actors.collect();
    if actors.is_empty() || stakes.today.len() < 2 {
        return None;
    }
    let around = if stakes.fair { "the fair deal" } else { "today" };
    Some(html! {
        p {
            "How much each issue weighs for each: between its worst and its best option around " (around)
            ", as a share of all that is at stake for that party there. Beside it the option it would like best. \
             What weighs little for one and much for another is what to trade."
        }
        div class="scroll" tabindex="0" role="group" aria-label="Wide table" {
            table {
                thead { tr { th scope="col" { "Issue" }
                    @for key in &actors { th scope="col" { (cast.party(key)) } } } }
                tbody {
                    @for issue in stakes.today.keys() {
                        tr {
                            th scope="row" { bdi { (cast.words.issue(issue)) } }
                            @for key in &actors { td { (cell(cast, find(weights, issue, key))) } }
                        }
                    }
                }
            }
        }
        (trades(stakes))
    })
}

fn find<'a>(weights: &'a [IssueWeight], issue: &str, actor: &str) -> Option<&'a IssueWeight> {
    weights.iter().find(|weight| weight.issue == issue && weight.actor == actor)
}

fn cell(cast: Cast<'_>, weight: Option<&IssueWeight>) -> Markup {
    html! {
        @if let Some(weight) = weight.filter(|weight| weight.swing > number::NOTHING) {
            (number::percent(weight.weight)) " "
            span class="faint" { bdi { (cast.words.option(&weight.issue, &weight.best)) } }
            span class="bar" aria-hidden="true" style=(format!("width:{:.1}%", 100.0 * weight.weight)) {}
        } @else { span class="faint" { "nothing" } }
    }
}

/// The pairs of issues on which two signing parties want opposite things and weigh them most differently.
fn trades(stakes: Stakes<'_>) -> Markup {
    let told = told(stakes);
    html! {
        @if !told.is_empty() {
            h3 { "Trades that create value (logrolling)" }
            ul { @for trade in told.iter().take(TRADES) { li { (trade) } } }
        }
    }
}

/// The same, a sentence each, the best first.
pub(super) fn told(stakes: Stakes<'_>) -> Vec<Markup> {
    let cast = stakes.cast;
    let told = found(stakes).into_iter().map(|trade| {
        html! {
            (cast.party(trade.one)) " gives way on " strong { bdi { (cast.words.issue(trade.gives)) } }
            ", " (cast.party(trade.other)) " on " strong { bdi { (cast.words.issue(trade.gets)) } }
            ": each gets what weighs " (number::value(trade.ratio)) " times more for it, or more, than what it gives."
        }
    });
    told.collect()
}

fn found(stakes: Stakes<'_>) -> Vec<Trade<'_>> {
    let Stakes { weights, signers, .. } = stakes;
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
