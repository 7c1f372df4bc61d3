//! Why a target cannot be had, and what would make it so.

use crate::layout::{Page, Text, Tone};
use crate::number;
use crate::words::{self, Words};
use crate::{Case, Style};
use zopa::verdict::answer::{Failure, Flip, Limit, Why};

/// An explanation of one target: what fails, what would change that, by what kind of remedy.
#[must_use]
pub fn why(why: &Why, case: &Case, style: Style) -> String {
    let words = Words { names: &case.names, today: &case.today };
    let mut page = Page::new(style);
    page.para(Text::new().and(Tone::Title, &case.title));
    page.gap();
    page.para(answer(why, words));
    if let Some(deal) = why.represented_by.as_ref().filter(|_| why.deals > 1) {
        let role = if why.attainable { "The fairest of them" } else { "The nearest of them" };
        page.para(format!("{role}: {}", words::period(&words.deal(&deal.deal))));
    }
    fails(&mut page, why, words);
    flips(&mut page, why);
    pairs(&mut page, why);
    remedies(&mut page, why, words);
    remarks(&mut page, &why.remarks);
    limits(&mut page, &why.limits);
    page.finish()
}

fn answer(why: &Why, words: Words<'_>) -> Text {
    let target = words.options(&why.target);
    let text = Text::new().plain(format!("“{target}” is "));
    if why.deals == 0 {
        return text
            .and(Tone::Strong, "no deal at all")
            .plain(": the scenario's rules exclude every combination that agrees with it.");
    }
    let (passing, all) = (number::count(why.attainable_deals), number::count(why.deals));
    let (verdict, told) = match (why.attainable, why.deals) {
        (true, 1) => {
            ("attainable", "the one deal that agrees with it passes every test".to_owned())
        }
        (false, 1) if why.untested_deals == 1 => (
            "perhaps attainable",
            "whether a road leads to the one deal that agrees with it could not be tested to the end"
                .to_owned(),
        ),
        (false, 1) => ("not attainable", "the one deal that agrees with it fails".to_owned()),
        (true, _) => (
            "attainable",
            format!("{passing} of the {all} deals that agree with it pass every test"),
        ),
        (false, n) if why.untested_deals > 0 => (
            "perhaps attainable",
            format!(
                "{} of the {} deals that agree with it pass the other tests, but could not be tested \
                 for a road to the end",
                number::count(why.untested_deals),
                number::count(n)
            ),
        ),
        (false, _) => (
            "not attainable",
            format!("none of the {all} deals that agree with it passes every test"),
        ),
    };
    text.and(Tone::Strong, verdict).plain(format!(": {told}."))
}

fn fails(page: &mut Page, why: &Why, words: Words<'_>) {
    let Some(first) = why.fails.first() else { return };
    page.heading("WHAT FAILS", "worst first; margins in the party's own units");
    debug_assert!(
        why.fails.iter().all(|failure| failure.relative >= first.relative),
        "worst first"
    );
    for failure in &why.fails {
        page.item(Tone::Fail, "✗", &failing(failure, words));
    }
}

fn failing(failure: &Failure, words: Words<'_>) -> Text {
    if failure.party.is_empty() {
        let text = Text::new().and(Tone::Strong, "reachable: ").and(Tone::Fail, "no road at all");
        return text.plain(format!(". {}", words::period(&words::capital(&failure.because))));
    }
    let tests: Vec<&str> =
        std::iter::once(&failure.test).chain(&failure.also).map(String::as_str).collect();
    let head = format!("{}: {}", words::list(&tests, "and"), words.actor(&failure.party));
    let mut text = Text::new().and(Tone::Strong, head);
    let margin = if failure.test == "reachable" {
        format!(" {} of its range", number::relative(failure.margin))
    } else {
        format!(
            " {} ({} of its range)",
            number::margin(failure.margin),
            number::relative(failure.relative)
        )
    };
    text = text.and(Tone::Fail, margin);
    if let Some(viewer) = &failure.seen_by {
        text = text.plain(format!(", as {} sees it", words.actor(viewer)));
    }
    if failure.because.is_empty() {
        return text;
    }
    text.plain(format!(". {}", words::period(&words::capital(&failure.because))))
}

fn flips(page: &mut Page, why: &Why) {
    let title =
        if why.attainable { "WHAT KEEPS IT ATTAINABLE" } else { "WHAT WOULD MAKE IT ATTAINABLE" };
    if !why.flips.is_empty() {
        page.heading(title, "one premise alone, the others as they are");
        for flip in &why.flips {
            page.item(Tone::Plain, "→", &flipping(flip));
        }
    } else if why.pairs.is_empty() && why.deals > 0 {
        page.heading(title, "");
        let text = match (why.varied > 0, why.attainable) {
            (false, _) => "The scenario has no premise with a range, so none could be varied.",
            (true, true) => "No single premise decides, within the ranges looked at.",
            (true, false) => {
                "No single premise and no pair of premises, within the ranges looked at."
            }
        };
        page.hanging(2, 2, &text.into());
    }
}

fn flipping(flip: &Flip) -> Text {
    let intervals: Vec<String> =
        flip.intervals.iter().map(|&i| interval(i, flip.range, flip.now)).collect();
    let about = flip.about.as_deref().map_or_else(String::new, |about| format!(": {about}"));
    Text::new()
        .and(Tone::Strong, &flip.premise)
        .plain(format!(" {}", words::list(&intervals, "or")))
        .plain(format!(" (now {})", number::value(flip.now)))
        .and(Tone::Faint, words::period(&about))
}

/// An interval; an end that is the end of the range looked at is not a threshold.
pub(super) fn interval([low, high]: [f64; 2], [first, last]: [f64; 2], now: f64) -> String {
    let slack = number::NOTHING + 1e-6 * (last - first).abs();
    let write = |x: f64| number::apart(x, now);
    match (low <= first + slack, high >= last - slack) {
        (false, true) => format!("at least {}", write(low)),
        (true, false) => format!("at most {}", write(high)),
        (true, true) => format!("anything from {} to {}", write(low), write(high)),
        (false, false) if (high - low).abs() <= slack => format!("just {}", write(low)),
        (false, false) => format!("between {} and {}", write(low), write(high)),
    }
}

fn pairs(page: &mut Page, why: &Why) {
    if why.pairs.is_empty() {
        return;
    }
    page.heading("TWO PREMISES TOGETHER", "where none alone is enough");
    for pair in &why.pairs {
        let [a, b] = &pair.premises;
        let part = |i: usize, name: &str| {
            let (now, to) = (pair.now.get(i), pair.to.get(i));
            let (Some(&now), Some(&to)) = (now, to) else { return name.to_owned() };
            format!("{name} {} (now {})", number::apart(to, now), number::apart(now, to))
        };
        page.item(Tone::Plain, "→", &format!("{} and {}", part(0, a), part(1, b)).into());
    }
}

fn remedies(page: &mut Page, why: &Why, words: Words<'_>) {
    if why.remedies.is_empty() {
        return;
    }
    page.heading("WHAT KIND OF REMEDY", "");
    for remedy in &why.remedies {
        let mut text = Text::new().and(Tone::Strong, &remedy.kind);
        if let Some(party) = &remedy.party {
            text = text.plain(format!(" for {}", words.actor(party)));
        }
        page.item(Tone::Plain, "·", &text.plain(format!(": {}", words::period(&remedy.text))));
    }
}

/// How closely was looked.
fn remarks(page: &mut Page, remarks: &[String]) {
    if !remarks.is_empty() {
        page.gap();
    }
    for remark in remarks {
        page.hanging(2, 2, &Text::new().and(Tone::Faint, words::period(&words::capital(remark))));
    }
}

/// What in the answer is not exact.
pub(super) fn limits(page: &mut Page, limits: &[Limit]) {
    if limits.is_empty() {
        return;
    }
    page.heading("WHAT IS NOT EXACT", "");
    for limit in limits {
        let text = Text::new().and(Tone::Strong, format!("{}: ", limit.limit));
        page.item(Tone::Edge, "!", &text.plain(words::period(&limit.text)));
    }
}
