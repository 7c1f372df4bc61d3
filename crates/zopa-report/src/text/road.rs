//! The road to the fair deal, step by step, with the party most tempted to leave it.

use super::View;
use crate::layout::{Page, Text, Tone};
use crate::number;
use zopa::verdict::answer::{ByActor, Step};

pub(super) fn show(page: &mut Page, view: View<'_>) {
    let verdict = view.verdict;
    if view.fair.is_none() || verdict.scenario.enforced {
        return;
    }
    let steps = &verdict.road;
    let unit = verdict.scenario.period.as_deref();
    let period = unit.map_or_else(String::new, |period| format!("; a period is {period}"));
    let remark = "temptation: gain until seen; bond: loss after";
    page.heading("THE ROAD", &format!("{remark}{period}"));
    if steps.is_empty() {
        page.hanging(2, 2, &"No step is needed: the fair deal is today's standing.".into());
        return;
    }
    let (summary, weakest) = summary(view, steps);
    page.hanging(2, 2, &summary);
    for (i, step) in steps.iter().enumerate() {
        let mut text = Text::new().plain(moves(view, step));
        if (step.periods - 1.0).abs() > number::NOTHING {
            let periods = format!(" ({} periods)", number::value(step.periods));
            text = text.and(Tone::Faint, periods);
        }
        page.item(Tone::Strong, &(i + 1).to_string(), &text);
        if let Some(party) = tightest(step).filter(|_| view.is_full() || weakest == Some(i)) {
            page.hanging(4, 6, &Text::new().and(Tone::Faint, pull(view, step, party)));
        }
    }
}

/// The road in a sentence, and its tightest step.
fn summary(view: View<'_>, steps: &[Step]) -> (Text, Option<usize>) {
    let mut least: Option<(usize, &str, f64)> = None;
    for (i, step) in steps.iter().enumerate() {
        let Some(party) = tightest(step) else { continue };
        let margin = step.margin.get(party).copied().unwrap_or(f64::INFINITY);
        if least.is_none_or(|(_, _, so_far)| margin < so_far) {
            least = Some((i + 1, party, margin));
        }
    }
    let mut text = Text::from(number::counted(steps.len(), "step"));
    if let Some((step, party, margin)) = least {
        text = text.plain(format!(
            "; nobody gains by leaving. Tightest: {}, step {step} ({} of its range)",
            view.words.short(party),
            number::relative(margin)
        ));
    }
    (text.plain("."), least.map(|(step, ..)| step - 1))
}

/// `us: Drills → paused; dprk: Tests → stopped`
fn moves(view: View<'_>, step: &Step) -> String {
    let parts: Vec<String> = step
        .moves
        .iter()
        .map(|(party, moved)| {
            let moved: Vec<String> = moved
                .iter()
                .map(|(issue, option)| {
                    format!("{} → {}", view.words.issue(issue), view.words.option(issue, option))
                })
                .collect();
            format!("{}: {}", view.words.short(party), moved.join(", "))
        })
        .collect();
    parts.join("; ")
}

/// The participant with the smallest margin.
fn tightest(step: &Step) -> Option<&str> {
    let mut least: Option<(&str, f64)> = None;
    for (party, &margin) in &step.margin {
        if least.is_none_or(|(_, so_far)| margin < so_far) {
            least = Some((party, margin));
        }
    }
    least.map(|(party, _)| party)
}

/// What pulls the party away and what keeps it.
fn pull(view: View<'_>, step: &Step, party: &str) -> String {
    let get = |of: &ByActor<f64>| of.get(party).copied();
    let mut text = view.words.short(party).to_owned();
    if let Some(margin) = get(&step.margin) {
        text.push_str(&format!(" {}", number::relative(margin)));
    }
    if let (Some(stay), Some(leave)) = (get(&step.continuation), get(&step.deviation)) {
        text.push_str(&format!(
            ": going on is worth {}, the best way out {}",
            number::apart(stay, leave),
            number::apart(leave, stay)
        ));
    }
    match (step.cheat.get(party), get(&step.temptation), get(&step.bond)) {
        (Some(cheat), Some(gain), Some(bond)) if gain > number::NOTHING => {
            let (gain, bond) = (number::margin(gain), number::value(bond));
            text.push_str(&format!("; temptation {gain} ({cheat}), bond {bond}"));
        }
        (Some(_), Some(_), _) => text.push_str("; cheating would not pay even unseen"),
        _ => text.push_str("; it has nothing to cheat on"),
    }
    text
}
