//! What changes the answer: one premise alone, several together, a precedent left out.

use super::View;
use crate::layout::{Column, Page, Table, Text, Tone};
use crate::number;
use crate::text::why::interval;
use crate::words;
use zopa::study::answer::{Corner, NearestFlip, SwingOf, Tipping, WithoutPrecedent};

/// Premises of the tornado on one screen.
const SWINGS: usize = 8;
/// Premises named for a conclusion on one screen.
const TIPS: usize = 3;
/// Premises named for a flip on one screen.
const CHANGES: usize = 5;
/// A premise whose change is less than this part of the largest is hardly worth naming.
const HARDLY: f64 = 0.25;

pub(super) fn tornado(page: &mut Page, view: View<'_>) {
    let tornado = &view.study.tornado;
    let Some(output) = tornado.first().and_then(|swing| swing.outputs.keys().next()) else {
        return;
    };
    let remark = format!("{}, the other premises at the centre", view.output(output));
    page.heading("ONE PREMISE AT A TIME", &remark);
    let mut table = Table::new(vec![
        Column::left("premise", 16),
        Column::right("its 5%"),
        Column::right("gives"),
        Column::right("its 95%"),
        Column::right("gives"),
        Column::right("swing"),
        Column::left("", 5),
    ]);
    let moving = || tornado.iter().filter(|swing| swing.outputs[output].swing > 0.0);
    let shown = if view.full { usize::MAX } else { SWINGS };
    let (mut bent, mut none) = (false, false);
    for swing in moving().take(shown) {
        let of: &SwingOf = &swing.outputs[output];
        bent |= !of.monotone;
        let ends = |values: &[f64]| [values.first().copied(), values.last().copied()];
        let at = |value: Option<f64>| value.map(number::value).unwrap_or_default();
        let mut gives = |value: Option<&Option<f64>>| match value.copied().flatten() {
            Some(value) => number::value(value),
            None => {
                none = true;
                "–".to_owned()
            }
        };
        let [low, high] = ends(&swing.values);
        table.row(vec![
            swing.premise.as_str().into(),
            Text::new().and(Tone::Faint, at(low)),
            gives(of.values.first()).into(),
            Text::new().and(Tone::Faint, at(high)),
            gives(of.values.last()).into(),
            number::value(of.swing).into(),
            if of.monotone { Text::new() } else { Text::new().and(Tone::Edge, "bends") },
        ]);
    }
    page.table(&table);
    let mut notes = Vec::new();
    if bent {
        notes.push(
            "Bends: it rises and falls on the way, so the ends do not show the whole swing."
                .to_owned(),
        );
    }
    if none {
        notes.push("–: there is no such deal there.".to_owned());
    }
    let left = moving().count().saturating_sub(shown);
    if left > 0 {
        notes.push(format!("{} more, with less: --all.", number::counted(left, "premise")));
    }
    if !notes.is_empty() {
        page.hanging(2, 2, &Text::new().and(Tone::Faint, notes.join(" ")));
    }
}

pub(super) fn tipping(page: &mut Page, view: View<'_>) {
    let tipping = &view.study.tipping;
    if tipping.is_empty() {
        if !view.study.tornado.is_empty() {
            page.heading("WHERE IT TIPS", "");
            page.hanging(
                2,
                2,
                &"no single premise changes a conclusion between its 1% and its 99%.".into(),
            );
        }
        return;
    }
    page.heading("WHERE IT TIPS", "one premise alone, the others at the centre; nearest first");
    for told in tipping_points(view) {
        page.item(Tone::Plain, "→", &told);
    }
}

/// The tipping points, a sentence for each conclusion.
pub(crate) fn tipping_points(view: View<'_>) -> Vec<Text> {
    let by_conclusion = view.study.tipping.chunk_by(|a, b| a.conclusion == b.conclusion);
    by_conclusion.map(|here| tips(here, view)).collect()
}

/// The tipping points of one conclusion.
fn tips(tips: &[Tipping], view: View<'_>) -> Text {
    let Some(first) = tips.first() else { return Text::new() };
    let now = if first.holds { "true now, and only with" } else { "not true now; with" };
    let mut text = Text::new().and(Tone::Strong, words::capital(&first.conclusion));
    text = text.plain(format!(": {now} "));
    let shown = if view.full { tips.len() } else { TIPS.min(tips.len()) };
    let told: Vec<String> = tips[..shown]
        .iter()
        .map(|tip| {
            let intervals = tip.intervals.iter().map(|&i| interval(i, tip.range, tip.central));
            let intervals: Vec<String> = intervals.collect();
            let intervals = if intervals.is_empty() {
                "never".to_owned()
            } else {
                words::list(&intervals, "or")
            };
            format!("{} {intervals} (now {})", tip.premise, number::value(tip.central))
        })
        .collect();
    text = text.plain(told.join(if first.holds { "; and only with " } else { "; or with " }));
    match tips.len() - shown {
        0 => text.plain("."),
        left => text.and(Tone::Faint, format!("; {left} more.")),
    }
}

pub(super) fn nearest(page: &mut Page, view: View<'_>) {
    let nearest = &view.study.nearest;
    if nearest.is_empty() {
        return;
    }
    page.heading(
        "THE NEAREST FLIP",
        "the smallest joint change of premises that makes it otherwise",
    );
    for flip in nearest {
        page.item(Tone::Plain, "→", &flipped(flip, view));
    }
}

pub(crate) fn flipped(flip: &NearestFlip, view: View<'_>) -> Text {
    let becomes = if flip.holds { "no longer true" } else { "becomes true" };
    let far = number::value(flip.distance);
    let mut text = Text::new()
        .and(Tone::Strong, words::capital(&flip.conclusion))
        .plain(format!(": {becomes} {far} standard deviations away, with "));
    let largest = flip.changes.first().map_or(0.0, |change| change.deviations.abs());
    let named = |change: &&zopa::study::answer::PremiseChange| {
        view.full || change.deviations.abs() >= HARDLY * largest
    };
    let changes: Vec<String> = flip
        .changes
        .iter()
        .filter(named)
        .take(if view.full { usize::MAX } else { CHANGES })
        .map(|change| {
            let (from, to) = (change.from, change.to);
            format!(
                "{} {} (now {})",
                change.premise,
                number::apart(to, from),
                number::apart(from, to)
            )
        })
        .collect();
    let left = flip.changes.len() - changes.len();
    text = text.plain(words::list(&changes, "and"));
    if left > 0 {
        text = text.and(Tone::Faint, format!(", and {left} more by less"));
    }
    text.plain(".")
}

pub(super) fn corners(page: &mut Page, view: View<'_>) {
    let corners = &view.study.boxes;
    if corners.is_empty() {
        return;
    }
    page.heading("IN WHICH CORNER IT FAILS", "where a conclusion is mostly not what it is now");
    for corner in corners {
        page.item(Tone::Plain, "→", &cornered(corner, view));
    }
}

pub(crate) fn cornered(corner: &Corner, view: View<'_>) -> Text {
    let holds =
        format!("The corner holds {} such {}.", number::of_hundred(corner.coverage), view.cases());
    let text = words::period(&words::capital(&corner.text));
    Text::new().and(Tone::Strong, text).plain(format!(" {holds}"))
}

pub(super) fn precedents(page: &mut Page, view: View<'_>) {
    let precedents = &view.study.precedents;
    if precedents.is_empty() {
        return;
    }
    page.heading("WITHOUT A PRECEDENT", "each left out in turn, at the central values");
    for without in precedents {
        page.item(Tone::Plain, "·", &left_out(without));
    }
}

pub(crate) fn left_out(without: &WithoutPrecedent) -> Text {
    let [with, there] = without.belief;
    let mut text = Text::new()
        .and(Tone::Strong, &without.precedent)
        .plain(format!(": {} {}", without.premise, number::apart(there, with)))
        .plain(format!(" instead of {}; ", number::apart(with, there)));
    let quoted = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
        words::list(&names, "and")
    };
    let mut effects = Vec::new();
    if !without.gained.is_empty() {
        effects.push(format!("{} can be had", quoted(&without.gained)));
    }
    if !without.lost.is_empty() {
        effects.push(format!("{} can no longer be had", quoted(&without.lost)));
    }
    if without.fair_changes {
        effects.push("another deal is fair".to_owned());
    }
    if !without.claims.is_empty() {
        let verb = if without.claims.len() == 1 { "comes" } else { "come" };
        effects.push(format!("{} {verb} out otherwise", words::list(&without.claims, "and")));
    }
    if effects.is_empty() {
        effects.push("nothing else changes".to_owned());
    }
    text = text.plain(effects.join(", "));
    text.plain(".")
}
