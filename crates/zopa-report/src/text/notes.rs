//! What the reader must know: positions not to be believed, marks of the fair deal, claims, limits.

use super::View;
use crate::layout::{Page, Text, Tone};
use crate::number;
use crate::words::{self, Test};
use zopa::verdict::answer::{Mark, Says};

pub(super) fn show(page: &mut Page, view: View<'_>) {
    positions(page, view);
    marks(page, view);
    claims(page, view);
    limits(page, view);
    if !view.is_full() {
        page.gap();
        let more = "More: `zopa solve --all` (values, every step's temptation, how it changed), \
                    `zopa why`, `zopa check`.";
        page.para(Text::new().and(Tone::Faint, more));
    }
}

fn positions(page: &mut Page, view: View<'_>) {
    let says: Vec<&Says> =
        view.verdict.says.iter().filter(|says| view.is_full() || !says.credible).collect();
    if says.is_empty() {
        return;
    }
    let remark = if view.is_full() {
        "is it in their own interest?"
    } else {
        "and would not keep to, by their own values"
    };
    page.heading("WHAT THEY SAY", remark);
    for position in says {
        let said = view.words.options(&position.says);
        let head = format!("{} says “{said}”: ", view.words.actor(&position.party));
        let (tone, mark, word) = if position.credible {
            (Tone::Pass, "✓", "credible")
        } else {
            (Tone::Fail, "✗", "not credible")
        };
        let mut text = Text::new().plain(head).and(Tone::Strong, word);
        if let Some(margin) = position.margin {
            text = text.plain(format!(" ({} of its range)", number::relative(margin)));
        }
        if !position.because.is_empty() {
            text = text.plain(format!(". {}", words::period(&words::capital(&position.because))));
        }
        page.item(tone, mark, &text);
    }
}

/// The marks of the fair deal and ties, each with a plain word.
fn marks(page: &mut Page, view: View<'_>) {
    let Some(nash) = &view.verdict.solutions.nash else { return };
    let marks = view.judged(&nash.deal).map_or(&[][..], |deal| &deal.marks);
    let mut notes: Vec<Text> = knife_edges(marks, view);
    notes.extend(one_sided(marks, view));
    notes.extend(empty_threats(marks, view));
    if nash.maximisers.len() > 1 {
        let others = nash.maximisers.len() - 1;
        let text = format!(
            "{} as fair; the one shown spreads the gains most evenly.",
            if others == 1 {
                "one other deal is".to_owned()
            } else {
                format!("{} other deals are", number::count(others))
            }
        );
        notes.push(Text::new().and(Tone::Strong, "tie: ").plain(text));
    }
    if notes.is_empty() {
        return;
    }
    page.heading("BEFORE USING THIS", "about the fair deal");
    for note in &notes {
        page.item(Tone::Edge, "!", note);
    }
}

fn knife_edges(marks: &[Mark], view: View<'_>) -> Vec<Text> {
    let note = |mark: &Mark| {
        let Mark::KnifeEdge { test, actor } = mark else { return None };
        let asks = Test::named(test).map_or(test.as_str(), |test| test.asks());
        let name = view.words.actor(actor);
        Some(Text::new().and(Tone::Strong, "knife-edge: ").plain(format!(
            "“{asks}” ({test}) is decided by nothing for {name}; the smallest change may turn it."
        )))
    };
    marks.iter().filter_map(note).collect()
}

fn one_sided(marks: &[Mark], view: View<'_>) -> Option<Text> {
    let names = named(marks, view, |mark| match mark {
        Mark::OneSided { party } => Some(party),
        _ => None,
    })?;
    let text =
        format!("nothing is moved by {names}; the deal stands on the fear of collapse alone.");
    Some(Text::new().and(Tone::Strong, "one-sided: ").plain(text))
}

fn empty_threats(marks: &[Mark], view: View<'_>) -> Option<Text> {
    let names = named(marks, view, |mark| match mark {
        Mark::ThreatNotCredible { party } => Some(party),
        _ => None,
    })?;
    let text = format!(
        "if {names} broke the deal, nobody would want to carry out the collapse that is to deter it."
    );
    Some(Text::new().and(Tone::Strong, "threat not credible: ").plain(text))
}

/// Names of the parties of one kind of mark.
fn named(
    marks: &[Mark],
    view: View<'_>,
    party: impl Fn(&Mark) -> Option<&String>,
) -> Option<String> {
    let names: Vec<&str> =
        marks.iter().filter_map(party).map(|party| view.words.actor(party)).collect();
    (!names.is_empty()).then(|| words::list(&names, "or"))
}

fn claims(page: &mut Page, view: View<'_>) {
    let claims = &view.verdict.claims;
    if claims.is_empty() {
        return;
    }
    let failing: Vec<&str> =
        claims.iter().filter(|claim| !claim.holds).map(|claim| claim.id.as_str()).collect();
    page.gap();
    let mut text = Text::new().and(Tone::Strong, "Claims: ").plain(format!(
        "{} of {} come out as the argument says",
        claims.len() - failing.len(),
        claims.len()
    ));
    if !failing.is_empty() {
        text = text.plain(", not so ").plain(words::list(&failing, "and"));
    }
    page.para(text.plain("."));
}

fn limits(page: &mut Page, view: View<'_>) {
    super::why::limits(page, &view.verdict.limits);
}
