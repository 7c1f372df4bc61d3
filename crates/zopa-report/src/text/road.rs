//! The road to the fair deal: who comes closest to leaving it, and in full what keeps each step.

use super::View;
use crate::layout::{Page, Text, Tone};
use crate::number;
use crate::words;
use zopa::verdict::answer::{ByActor, Step};

/// The road in a sentence: the party and the step with the least to spare.
pub(super) fn summary(page: &mut Page, view: View<'_>, steps: &[Step]) {
    if steps.is_empty() {
        return;
    }
    let mut text = Text::new().plain("Nobody gains by leaving");
    if let Some((step, party, margin)) = weakest(steps) {
        let at = if steps.len() == 1 { String::new() } else { format!(" in step {step}") };
        let (name, margin) = (view.words.actor(party), number::relative(margin));
        text = text.plain(format!("; least to spare: {name}{at}, {margin}"));
    }
    text = text.plain(".");
    page.hanging(2, 4, &text);
}

/// How long a step takes, for the head of the section.
pub(crate) fn pace(view: View<'_>, steps: &[Step]) -> Option<String> {
    let period = view.verdict.scenario.period.as_deref()?;
    let lasts = steps.iter().map(|step| step.periods).reduce(f64::max)?;
    let same = steps.iter().all(|step| (step.periods - lasts).abs() <= number::NOTHING);
    let told = match (same, (lasts - 1.0).abs() <= number::NOTHING) {
        (true, true) => period.to_owned(),
        (true, false) => many(lasts, period),
        (false, _) => format!("up to {}", many(lasts, period)),
    };
    Some(format!("; steps of {told}"))
}

/// So many periods: `3 quarters` of `a quarter`, else `3 × 6 months`.
fn many(n: f64, period: &str) -> String {
    let one = ["a ", "an ", "one "].iter().find_map(|article| period.strip_prefix(article));
    match one.filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())) {
        Some(word) if n > 1.0 => format!("{} {word}s", number::value(n)),
        _ => format!("{} × {period}", number::value(n)),
    }
}

/// What pulls each participant away at each step, and what keeps it.
pub(super) fn show(page: &mut Page, view: View<'_>) {
    let steps = &view.verdict.road;
    if steps.is_empty() {
        return;
    }
    page.heading("WHAT KEEPS EACH ON THE ROAD", "temptation: gain until seen; bond: loss after");
    for (i, step) in steps.iter().enumerate() {
        let mut parties: Vec<(&String, f64)> = step.margin.iter().map(|(p, &m)| (p, m)).collect();
        parties.sort_by(|a, b| a.1.total_cmp(&b.1));
        for (j, (party, _)) in parties.into_iter().enumerate() {
            let mark = if j == 0 { (i + 1).to_string() } else { "\u{a0}".repeat(digits(i + 1)) };
            page.item(Tone::Strong, &mark, &pull(view, step, party).into());
        }
        if let Some(order) = order(step) {
            let mark = "\u{a0}".repeat(digits(i + 1));
            page.item(
                Tone::Strong,
                &mark,
                &Text::new().and(Tone::Faint, words::period(&words::capital(order))),
            );
        }
    }
}

/// Whether a step and the one before it could change places.
pub(crate) fn order(step: &Step) -> Option<&'static str> {
    Some(match step.exchangeable? {
        true => "could come before the step before it",
        false => "could not come before the step before it: somebody would gain by leaving",
    })
}

fn digits(n: usize) -> usize {
    n.to_string().len()
}

/// Number of the step, party and margin where somebody comes closest to leaving.
pub(crate) fn weakest(steps: &[Step]) -> Option<(usize, &str, f64)> {
    let mut least: Option<(usize, &str, f64)> = None;
    for (i, step) in steps.iter().enumerate() {
        for (party, &margin) in &step.margin {
            if least.is_none_or(|(_, _, so_far)| margin < so_far) {
                least = Some((i + 1, party, margin));
            }
        }
    }
    least
}

/// What pulls the party away and what keeps it.
fn pull(view: View<'_>, step: &Step, party: &str) -> String {
    let get = |of: &ByActor<f64>| of.get(party).copied();
    let mut text = view.words.actor(party).to_owned();
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
    words::period(&text)
}
