//! The head of the page: the question, and the answer in a few sentences.

use super::View;
use crate::layout::{Page, Text, Tone};
use crate::number;
use crate::words::{self, Test, Words};
use zopa::verdict::answer::{Funnel, JudgedDeal, MenuVerdict};

pub(super) fn show(page: &mut Page, view: View<'_>) {
    let about = &view.verdict.scenario;
    let mut title = Text::new().and(Tone::Title, &about.title);
    if let Some(date) = &view.verdict.as_of {
        title = title.and(Tone::Faint, format!(" (as of {date})"));
    }
    page.para(title);
    if let Some(question) = &about.question {
        page.para(question.as_str());
    }
    page.gap();
    let mut answer = best(view);
    if let Some(sentence) = ambition(view) {
        answer.push(Tone::Plain, " ");
        answer.append(&sentence);
    }
    page.para(answer);
}

/// What the best deal is and what it is worth, or that there is none.
fn best(view: View<'_>) -> Text {
    let verdict = view.verdict;
    let Some(nash) = &verdict.solutions.nash else {
        return Text::new()
            .and(Tone::Strong, "No deal passes every test.")
            .plain(format!(" {}", dries_up(&verdict.funnel)));
    };
    let mut answer = Text::new().plain("The fairest deal that can hold: ");
    answer.push(Tone::Strong, &words::period(&view.words.deal(&nash.deal)));
    let gains: Vec<String> = verdict
        .best
        .keys()
        .filter_map(|party| {
            let gain = nash.values.get(party)? - verdict.no_deal.get(party)?.value;
            Some(format!("{} {}", view.words.actor(party), number::margin(gain)))
        })
        .collect();
    if !gains.is_empty() {
        let told = words::list(&gains, "and");
        answer.push(Tone::Plain, &format!(" Against no deal: {told} (own units)."));
    }
    answer.append(&against_today(view));
    answer
}

/// Whether anybody who signs would rather keep today's standing.
fn against_today(view: View<'_>) -> Text {
    let Some(nash) = &view.verdict.solutions.nash else { return Text::new() };
    if nash.deal == view.verdict.today {
        return Text::new();
    }
    let worse: Vec<&str> = view
        .verdict
        .best
        .keys()
        .filter(|party| {
            let deal = nash.values.get(*party);
            let today = view.verdict.no_deal.get(*party).map(|no_deal| no_deal.today);
            deal.zip(today).is_some_and(|(deal, today)| today - deal > number::NOTHING)
        })
        .map(|party| view.words.actor(party))
        .collect();
    if worse.is_empty() {
        return " Nobody who signs would rather keep things as they are.".into();
    }
    let would = words::capital(&words::list(&worse, "and"));
    format!(" {would} would rather keep things as they are, if they could stay so.").into()
}

/// Whether the first entry of the menu can be had, else which is the first that can.
fn ambition(view: View<'_>) -> Option<Text> {
    let menu = &view.verdict.menu;
    let first = menu.first()?;
    if first.attainable {
        return Some(format!("“{}” is within reach.", first.name).into());
    }
    let mut text = Text::new().plain(format!("“{}” is ", first.name));
    text.push(Tone::Strong, "out of reach");
    if let Some(reason) =
        first.represented_by.as_ref().and_then(|deal| first_failure(deal, view.words))
    {
        text.push(Tone::Plain, &format!(": it {reason}"));
    }
    let next = menu.iter().find(|entry| entry.attainable);
    let next = next.filter(|_| view.fair.is_some()).map(|entry: &MenuVerdict| &entry.name);
    text.push(
        Tone::Plain,
        &next.map_or_else(
            || ".".to_owned(),
            |name| format!("; the first on the menu that can be had is “{name}”."),
        ),
    );
    Some(text)
}

/// The first test that fails, and for whom: `is not acceptable to North Korea (−41)`.
fn first_failure(deal: &JudgedDeal, words: Words<'_>) -> Option<String> {
    let test = Test::ALL.into_iter().find(|test| test.passes(deal) == Some(false))?;
    Some(match test.weakest(deal) {
        None => format!("is not {}", test.name()),
        Some(link) => {
            let margin = match test {
                Test::Reachable => number::relative(link.relative),
                _ => number::margin(link.margin),
            };
            let actor = words.actor(&link.actor);
            format!("{} {actor} ({margin})", test.fails())
        }
    })
}

/// Where the deals end, when none is attainable.
fn dries_up(funnel: &Funnel) -> String {
    let of = number::counted(funnel.deals, "deal");
    if funnel.acceptable == 0 {
        return format!("Of {of} none is acceptable to every party that signs.");
    }
    if funnel.ratifiable == 0 {
        return format!(
            "Of {of} {} are acceptable to every party that signs, but none of these is swallowed at home.",
            number::count(funnel.acceptable)
        );
    }
    if funnel.reachable == 0 {
        return format!(
            "Of {of} {} are acceptable and swallowed at home, but no safe road leads to any of these.",
            number::count(funnel.ratifiable)
        );
    }
    format!(
        "Of {of} {} are acceptable, swallowed at home and reachable, but none of these would hold afterwards.",
        number::count(funnel.reachable)
    )
}
