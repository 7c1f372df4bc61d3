//! The head of the page: the question, and the answer in sentences that can be read aloud: what the
//! best deal is, why there is no better one, and why that is okay.

use super::View;
use crate::layout::{Page, Text, Tone};
use crate::number;
use crate::words::{self, Test, Words};
use zopa::verdict::answer::{Deal, Funnel, JudgedDeal, Mark, MenuVerdict, Solution};

/// The gains of more parties than this are told as a range.
const MOST_GAINS: usize = 3;

pub(super) fn show(page: &mut Page, view: View<'_>) {
    let about = &view.verdict.scenario;
    let mut title = Text::new().and(Tone::Title, &about.title);
    if let Some(date) = &view.verdict.as_of {
        title = title.and(Tone::Faint, format!(" (as of {date})"));
    }
    if let Some(question) = &about.question {
        let together = title.clone().plain(format!(": {question}"));
        if together.width() <= page.width() {
            title = together;
        } else {
            page.para(std::mem::replace(&mut title, question.as_str().into()));
        }
    }
    page.para(title);
    page.gap();
    page.para(sentences(view));
}

/// The answer: what the best deal is, why there is no better one, and why that is okay.
pub(crate) fn sentences(view: View<'_>) -> Text {
    let Some(nash) = &view.verdict.solutions.nash else {
        let said = match view.verdict.funnel.at_least {
            true => "Whether any deal passes every test stayed open.",
            false => "No deal passes every test.",
        };
        let text = Text::new().and(Tone::Strong, said);
        let mut text = text.plain(format!(" {}", dries_up(&view.verdict.funnel)));
        if let Some(told) = nearest(view) {
            text = text.plain(format!(" {told}"));
        }
        return text;
    };
    let mut answer = best(view, nash);
    let more = [
        only_labelled(view),
        only_in_this_order(view),
        on_a_knifes_edge(view),
        ambition(view),
        better_than_none(view, nash),
        against_today(view, nash),
    ];
    for sentence in more.iter().flatten() {
        answer.push(Tone::Plain, " ");
        answer.append(sentence);
    }
    answer
}

/// What comes nearest where nothing passes, and why it fails. A menu shows that in its own rows.
fn nearest(view: View<'_>) -> Option<String> {
    let deal = view.verdict.nearest.as_ref().filter(|_| view.verdict.menu.is_empty())?;
    let failure = failure(deal, view.words)?;
    let told = if deal.deal == view.verdict.today {
        "to leave everything as it is".to_owned()
    } else {
        moved(view, &deal.deal)
    };
    Some(format!("The nearest is this: {told}; but {failure}."))
}

/// What the deal is: its name on the menu, else who does what; the table below says it step by step.
fn best(view: View<'_>, nash: &Solution) -> Text {
    let fair = &nash.deal;
    let ties = nash.maximisers.len();
    let subject = match (view.verdict.scenario.enforced, ties > 1) {
        (false, false) => "The fairest deal that can hold ".to_owned(),
        (true, false) => "The fairest contract ".to_owned(),
        (false, true) => {
            format!("{} deals that can hold are equally fair; one of them ", number::count(ties))
        }
        (true, true) => format!("{} contracts are equally fair; one of them ", number::count(ties)),
    };
    let text = Text::new().plain(subject);
    if *fair == view.verdict.today {
        return text.plain("is to ").and(Tone::Strong, "leave everything as it is").plain(".");
    }
    let is_fair =
        |entry: &&MenuVerdict| entry.represented_by.as_ref().is_some_and(|d| d.deal == *fair);
    let name = view.verdict.menu.iter().find(is_fair).map(|entry| entry.name.as_str());
    if let Some(name) = name.filter(|_| !view.is_full()) {
        return text.plain("is ").and(Tone::Strong, format!("“{name}”")).plain(".");
    }
    let text = match name {
        Some(name) => text.plain("is ").and(Tone::Strong, format!("“{name}”")).plain(": "),
        None => text.plain("is this: "),
    };
    text.plain(words::period(&moved(view, fair)))
}

/// Who moves what.
fn moved(view: View<'_>, deal: &Deal) -> String {
    let parts = view.words.parts(deal).into_iter();
    let parts: Vec<String> =
        parts.map(|(party, told)| format!("{} moves {told}", view.words.actor(party))).collect();
    parts.join("; ")
}

/// What it must be called, where audiences swallow it under that name only.
fn only_labelled(view: View<'_>) -> Option<Text> {
    let labels: Vec<String> = marks(view)
        .iter()
        .filter_map(|mark| match mark {
            Mark::OnlyLabelled { issue, option } => {
                Some(format!("“{}”", view.words.option(issue, option)))
            }
            _ => None,
        })
        .collect();
    (!labels.is_empty()).then(|| {
        let labels = words::list(&labels, "and");
        format!("At home it is swallowed only as {labels}.").into()
    })
}

/// Whether its steps would be left in any other order.
fn only_in_this_order(view: View<'_>) -> Option<Text> {
    let exchangeable: Vec<bool> =
        view.verdict.road.iter().filter_map(|step| step.exchangeable).collect();
    let fixed = !exchangeable.is_empty() && !exchangeable.contains(&true);
    fixed.then(|| match view.verdict.road.len() {
        2 => "Its two steps lead there only in this order.".into(),
        steps => format!("No two neighbours of its {steps} steps could change places.").into(),
    })
}

fn on_a_knifes_edge(view: View<'_>) -> Option<Text> {
    if view.fair == Some(&view.verdict.today) {
        return None;
    }
    let edge = marks(view).iter().any(|mark| matches!(mark, Mark::KnifeEdge { .. }));
    edge.then(|| "It stands on a knife's edge.".into())
}

/// What a reader must know of the fair deal.
fn marks(view: View<'_>) -> &[Mark] {
    view.fair.and_then(|fair| view.judged(fair)).map_or(&[], |judged| &judged.marks)
}

/// Why no better: the most ambitious entry of the menu, and the first that can be had.
fn ambition(view: View<'_>) -> Option<Text> {
    let menu = &view.verdict.menu;
    let first = menu.first()?;
    let fair = |entry: &MenuVerdict| {
        entry.represented_by.as_ref().is_some_and(|deal| Some(&deal.deal) == view.fair)
    };
    if first.attainable {
        let told = "is the most ambitious on the menu, and it is within reach";
        return (!fair(first)).then(|| format!("“{}” {told}.", first.name).into());
    }
    let mut text = Text::new().plain(format!("“{}” is ", first.name));
    text.push(Tone::Strong, "out of reach");
    let failure = first.represented_by.as_ref().and_then(|deal| failure(deal, view.words));
    text.push(Tone::Plain, &failure.map_or_else(String::new, |told| format!(": {told}")));
    let next = menu.iter().find(|entry| entry.attainable);
    text.push(
        Tone::Plain,
        &match next {
            Some(entry) if fair(entry) => {
                "; the fair deal is the most ambitious of the menu that can be had.".to_owned()
            }
            Some(entry) => format!("; the most that can be had is “{}”.", entry.name),
            None => ".".to_owned(),
        },
    );
    Some(text)
}

/// The first test that fails, as a clause.
fn failure(deal: &JudgedDeal, words: Words<'_>) -> Option<String> {
    let test = Test::ALL.into_iter().find(|test| test.passes(deal) == Some(false))?;
    let Some(link) = test.weakest(deal) else {
        return Some(match test {
            Test::Reachable => "no road of steps leads there".to_owned(),
            _ => format!("it is not {}", test.name()),
        });
    };
    let name = words.actor(&link.actor);
    // A bystander breaks what it never signed.
    let actor = match test == Test::Ratifiable || deal.acceptable.contains_key(&link.actor) {
        true => name.to_owned(),
        false => format!("{name}, which does not sign,"),
    };
    if link.margin.is_nan() {
        // The number was left out.
        return Some(match test {
            Test::Acceptable => format!("{actor} would be worse off than with no deal"),
            Test::Ratifiable => format!("{actor} would not swallow it"),
            Test::Reachable => format!("on the way there {actor} would gain by leaving"),
            Test::Holding => format!("{actor} would gain by breaking it"),
        });
    }
    let lack = number::value(link.margin.abs());
    Some(match test {
        Test::Acceptable => format!("{actor} would be {lack} worse off than with no deal"),
        Test::Ratifiable => format!("{actor} would not swallow it (it lacks {lack})"),
        Test::Reachable => {
            let lack = number::relative(link.relative);
            format!("on the way there {actor} would gain by leaving ({lack} of its range)")
        }
        Test::Holding => format!("{actor} would gain {lack} by breaking it"),
    })
}

/// Why it is okay: how much worse no deal is, by each one's own lights.
fn better_than_none(view: View<'_>, nash: &Solution) -> Option<Text> {
    let verdict = view.verdict;
    let gains: Vec<(&str, f64)> = verdict
        .best
        .keys()
        .filter_map(|party| {
            let gain = nash.values.get(party)? - verdict.no_deal.get(party)?.value;
            Some((view.words.actor(party), gain))
        })
        .collect();
    let least = gains.iter().map(|(_, gain)| *gain).reduce(f64::min)?;
    let most = gains.iter().map(|(_, gain)| *gain).reduce(f64::max)?;
    if gains.len() > MOST_GAINS {
        return Some(
            format!(
                "No deal would be worse by {} to {} for each who signs, on each one's own scale.",
                number::value(least),
                number::value(most)
            )
            .into(),
        );
    }
    if most <= number::NOTHING {
        return Some("Nobody who signs gains anything over no deal.".into());
    }
    let told: Vec<String> = gains
        .iter()
        .map(|(name, gain)| match *gain > number::NOTHING {
            true => format!("by {} for {name}", number::value(*gain)),
            false => format!("by nothing for {name}"),
        })
        .collect();
    let scale = if gains.len() > 1 { ", on each one's own scale" } else { "" };
    Some(format!("No deal would be worse: {}{scale}.", words::list(&told, "and")).into())
}

/// Whether anybody who signs would rather keep today's standing.
fn against_today(view: View<'_>, nash: &Solution) -> Option<Text> {
    if nash.deal == view.verdict.today || view.verdict.redacted.is_some() {
        return None;
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
        return Some("Nobody who signs prefers things as they are.".into());
    }
    let would = words::capital(&words::list(&worse, "and"));
    Some(format!("{would} would prefer things as they are, if they could stay so.").into())
}

/// Where the deals end, when none is attainable.
fn dries_up(funnel: &Funnel) -> String {
    let of = number::counted(funnel.deals, "deal");
    if funnel.acceptable == 0 {
        return format!("Of {of} none is acceptable to every party that signs.");
    }
    let are = |n: usize| format!("{} {}", number::count(n), if n == 1 { "is" } else { "are" });
    if funnel.ratifiable == 0 {
        return format!(
            "Of {of} {} acceptable to every party that signs, but none is swallowed at home.",
            are(funnel.acceptable)
        );
    }
    if funnel.at_least {
        return format!(
            "Of {of} {} acceptable and swallowed at home, but the search for safe roads there was ended \
             before it found one that holds.",
            are(funnel.ratifiable)
        );
    }
    if funnel.reachable == 0 {
        return format!(
            "Of {of} {} acceptable and swallowed at home, but no safe road leads there.",
            are(funnel.ratifiable)
        );
    }
    format!(
        "Of {of} {} acceptable, swallowed at home and reachable, but none would hold afterwards.",
        are(funnel.reachable)
    )
}
