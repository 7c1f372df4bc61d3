//! What the reader must know: positions not to be believed, marks of the fair deal, claims, limits.

use super::View;
use crate::layout::{Page, Text, Tone};
use crate::number;
use crate::words::{self, Test};
use zopa::verdict::answer::{Mark, Says};

/// More parties than this are counted instead of named.
const MOST_NAMED: usize = 3;

pub(super) fn show(page: &mut Page, view: View<'_>) {
    if view.is_full() {
        positions(page, view);
    }
    let warnings = warnings(view);
    if !warnings.is_empty() {
        page.heading("BEFORE YOU USE THIS", "");
        for (tone, mark, text) in &warnings {
            page.item(*tone, mark, text);
        }
    }
    limits(page, view);
    if !view.is_full() {
        let more = "More: solve --all (best for each, whole road), why --deal ISSUE=OPTION, check.";
        page.para(Text::new().and(Tone::Faint, more));
    }
}

/// What a reader must know, each with its mark: words that are not meant, the fair deal's weak points,
/// claims that do not come out.
pub(crate) fn warnings(view: View<'_>) -> Vec<(Tone, &'static str, Text)> {
    let mut all = Vec::new();
    if !view.is_full() {
        let bluffs = view.verdict.says.iter().filter(|says| !says.credible);
        all.extend(bluffs.map(|says| (Tone::Fail, "✗", position(view, says))));
    }
    all.extend(marks(view).into_iter().map(|note| (Tone::Edge, "!", note)));
    all.extend(claims(view));
    all
}

/// Every stated position, believable or not.
fn positions(page: &mut Page, view: View<'_>) {
    let says = &view.verdict.says;
    if says.is_empty() {
        return;
    }
    page.heading("WHAT THEY SAY", "would they do it, by their own values?");
    for says in says {
        let (tone, mark) = if says.credible { (Tone::Pass, "✓") } else { (Tone::Fail, "✗") };
        page.item(tone, mark, &position(view, says));
    }
}

pub(crate) fn position(view: View<'_>, says: &Says) -> Text {
    let said = view.words.options(&says.says);
    let name = view.words.actor(&says.party);
    let word = if says.credible { "credible" } else { "not credible" };
    let mut text = Text::new().plain(format!("{name} says “{said}”: ")).and(Tone::Strong, word);
    if let Some(margin) = says.margin {
        text = text.plain(format!(" ({} of its range)", number::relative(margin)));
    }
    if says.because.is_empty() {
        return text.plain(".");
    }
    text.plain(format!("; {}", words::period(&says.because)))
}

/// The marks of the fair deal, each with a plain word.
pub(crate) fn marks(view: View<'_>) -> Vec<Text> {
    let Some(nash) = &view.verdict.solutions.nash else { return Vec::new() };
    let marks = view.judged(&nash.deal).map_or(&[][..], |deal| &deal.marks);
    let mut notes: Vec<Text> = knife_edges(marks, view);
    notes.extend(one_sided(marks, view));
    notes.extend(empty_threats(marks, view));
    notes
}

fn knife_edges(marks: &[Mark], view: View<'_>) -> Vec<Text> {
    let note = |mark: &Mark| {
        let Mark::KnifeEdge { test, actor } = mark else { return None };
        let asks = Test::named(test).map_or(test.as_str(), |test| test.asks());
        let name = view.words.actor(actor);
        Some(Text::new().and(Tone::Strong, "knife-edge: ").plain(format!(
            "“{asks}” ({test}) is just on the edge for {name}; the smallest change may turn it."
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

/// The tests suppose that any breach ends the deal. Where the others would rather let one pass, the
/// reader must know, and can do something about it.
fn empty_threats(marks: &[Mark], view: View<'_>) -> Option<Text> {
    let names = named(marks, view, |mark| match mark {
        Mark::ThreatNotCredible { party } => Some(party),
        _ => None,
    })?;
    let text = format!(
        "some breach by {names} would pay if tolerated, and all the others would rather tolerate it \
         than end the deal."
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
    match names.len() {
        0 => None,
        1..=MOST_NAMED => Some(words::list(&names, "or")),
        n => Some(format!("{} of the parties", number::count(n))),
    }
}

fn claims(view: View<'_>) -> Option<(Tone, &'static str, Text)> {
    let claims = &view.verdict.claims;
    if claims.is_empty() {
        return None;
    }
    let failing: Vec<&str> =
        claims.iter().filter(|claim| !claim.holds).map(|claim| claim.id.as_str()).collect();
    let text = Text::new().and(Tone::Strong, "claims: ").plain(format!(
        "{} of {} come out as the argument says",
        claims.len() - failing.len(),
        claims.len()
    ));
    if failing.is_empty() {
        return Some((Tone::Pass, "✓", text.plain(".")));
    }
    let verb = if failing.len() == 1 { "does" } else { "do" };
    let told = format!("; {} {verb} not.", words::list(&failing, "and"));
    Some((Tone::Edge, "!", text.plain(told)))
}

fn limits(page: &mut Page, view: View<'_>) {
    super::why::limits(page, &view.verdict.limits);
}
