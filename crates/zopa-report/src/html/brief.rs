//! The first screen: the answer, the ladder, three cards, the road.

use super::{Sheet, cards, ladder, rich, road};
use crate::number;
use crate::text::answer;
use maud::{Markup, html};

pub(super) fn section(sheet: Sheet<'_>) -> Markup {
    let about = &sheet.verdict.scenario;
    html! {
        header id="brief" {
            div class="line" {
                h1 { bdi { (about.title) } @if let Some(question) = &about.question { ": " bdi { (question) } } }
                button type="button" id="theme" class="js-only" { "Light or dark" }
            }
            @if let Some(party) = &sheet.verdict.redacted {
                p class="note" id="redacted" {
                    "Left out: what " bdi { (sheet.view.words.actor(party)) } " and its audiences get and expect, how \
                     they see things, and what bears on them alone. Where such a number would stand there is a ? or \
                     the word withheld."
                }
            }
        }
        section id="answer" aria-label="The answer" {
            p class="answer" dir="auto" { (rich(&answer::sentences(sheet.view))) (rests(sheet)) }
            (ladder::section(sheet))
            (cards::section(sheet))
            (road::picture(sheet))
            p class="note" { (provenance(sheet)) }
        }
    }
}

/// In how many draws, where there is a study.
fn rests(sheet: Sheet<'_>) -> Markup {
    html! {
        @if let Some(study) = sheet.study {
            " Some deal passes every test in " strong { (number::of_hundred(study.attainable)) } " "
            (if study.explored.is_empty() { "draws" } else { "explored cases" }) "."
        }
    }
}

/// What this is about and how many premises are whose.
fn provenance(sheet: Sheet<'_>) -> String {
    let verdict = sheet.verdict;
    let mut parts = vec![number::counted(verdict.funnel.deals, "deal")];
    if let Some(date) = &verdict.as_of {
        parts.push(format!("events up to {date}"));
    }
    if let Some(study) = sheet.study {
        let draws = usize::try_from(study.draws).unwrap_or(usize::MAX);
        parts.push(format!("{}, seed {}", number::counted(draws, "draw"), study.seed));
    }
    let premises = &sheet.exhibits.premises;
    let sourced = premises.iter().filter(|premise| !super::premises::is_assumed(premise)).count();
    if !premises.is_empty() {
        parts.push(format!(
            "{}: {} with a source, {} assumed",
            number::counted(premises.len(), "premise"),
            number::count(sourced),
            number::count(premises.len() - sourced)
        ));
    }
    if verdict.redacted.is_none() {
        parts.push(format!("scenario {:.12}…", verdict.scenario.sha256));
    }
    parts.push(format!("zopa {}", verdict.zopa));
    parts.join(" · ")
}
