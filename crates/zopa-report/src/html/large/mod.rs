//! The report where the deals are too many to list: what was searched for, how sure it is, and what there is to
//! trade.

mod first;
mod known;
mod terms;
mod values;

use super::trade::{self, Stakes};
use super::{Cast, embed, joined, method, premises, shell};
use crate::words::{self, Words};
use maud::{Markup, html};
use zopa::verdict::answer::Deal;
use zopa::verdict::large::{LargeDeal, LargeExhibits, LargeVerdict};

/// What a report on deals that cannot be listed is made from.
#[derive(Clone, Copy, Debug)]
pub struct LargeReport<'a> {
    /// The text of the scenario.
    pub scenario: &'a str,
    /// The answer.
    pub verdict: &'a LargeVerdict,
    /// What is shown beside it.
    pub exhibits: &'a LargeExhibits,
}

/// What every section is made from.
#[derive(Clone, Copy)]
struct Sheet<'a> {
    verdict: &'a LargeVerdict,
    exhibits: &'a LargeExhibits,
    cast: Cast<'a>,
}

impl<'a> Sheet<'a> {
    fn of(report: &LargeReport<'a>) -> Self {
        let LargeReport { verdict, exhibits, .. } = *report;
        let words = Words { names: &verdict.names, today: &verdict.today };
        let cast = Cast { parties: &verdict.parties, home: &exhibits.home, words };
        Self { verdict, exhibits, cast }
    }

    fn stakes(self) -> Stakes<'a> {
        Stakes {
            cast: self.cast,
            audiences: &self.verdict.audiences,
            signers: &self.exhibits.signers,
            weights: &self.exhibits.trade,
            today: &self.verdict.today,
            fair: self.verdict.fair.is_some(),
        }
    }
}

/// The whole report.
#[must_use]
pub fn report(report: &LargeReport<'_>) -> String {
    let sheet = Sheet::of(report);
    let sections: Vec<(&str, &str, Markup)> = [
        ("road", "The road, step by step", road(sheet)),
        ("values", "Who gets what", values::section(sheet)),
        ("packages", "The best deals compared", terms::section(sheet)),
        ("trade", "What to trade", trade::section(sheet.stakes())),
        ("premises", "What it rests on", premises::section(sheet.cast, &sheet.exhibits.premises)),
        ("method", "How this was made", Some(how(sheet))),
    ]
    .into_iter()
    .filter_map(|(id, title, section)| section.map(|section| (id, title, section)))
    .collect();
    finished(report, &joined(&first::section(sheet), &sections))
}

/// The first screen alone.
#[must_use]
pub fn brief(report: &LargeReport<'_>) -> String {
    finished(report, &first::section(Sheet::of(report)))
}

fn finished(report: &LargeReport<'_>, body: &Markup) -> String {
    let verdict = report.verdict;
    shell::document(&verdict.scenario, &verdict.zopa, &embed::written_large(report), body)
}

/// The stops of the fair deal's road, where there is more than one.
fn road(sheet: Sheet<'_>) -> Option<Markup> {
    let fair = sheet.verdict.fair.as_ref()?;
    if fair.deal.road.len() < 2 {
        return None;
    }
    let stops = std::iter::once(&sheet.verdict.today).chain(&fair.deal.road);
    let steps = stops.zip(&fair.deal.road);
    Some(html! {
        p { "From today to the fair deal. At no stop does anybody gain by leaving the road." }
        ol class="steps" { @for (before, stop) in steps { li { (moves(sheet.cast.words, before, stop)) } } }
    })
}

fn moves(words: Words<'_>, before: &Deal, after: &Deal) -> Markup {
    let moved = after.iter().filter(|(issue, option)| before.get(*issue) != Some(*option));
    html! {
        @for (i, (issue, option)) in moved.enumerate() {
            @if i > 0 { "; " }
            bdi { (words.issue(issue)) } ": " strong { bdi { (words.option(issue, option)) } }
        }
    }
}

fn how(sheet: Sheet<'_>) -> Markup {
    let verdict = sheet.verdict;
    html! {
        @if !verdict.limits.is_empty() {
            h3 { "Before you use this" }
            ul { @for limit in &verdict.limits {
                li { strong { (limit.limit) ": " } (words::period(&limit.text)) } } }
        }
        h3 { "How it was found" }
        p {
            "The deals cannot be listed. Each answer is the end of a search of its own, by branch and bound: a part \
             of the space is left out only where a bound shows that nothing in it is better, or that nothing in it \
             passes. Where a search was ended early the answer says how much better another deal might be."
        }
        (method::reading(&verdict.scenario))
        (method::likelihood())
        (method::sources(&sheet.exhibits.sources))
        (method::made(&verdict.zopa, &verdict.scenario))
        (method::caution())
    }
}

/// In how many issues a deal differs from today's standing.
fn changes(sheet: Sheet<'_>, deal: &LargeDeal) -> usize {
    let today = &sheet.verdict.today;
    deal.deal.iter().filter(|(issue, option)| today.get(*issue) != Some(*option)).count()
}
