//! The claims of a case, each with what it expects and the numbers that decide.

use super::why;
use crate::layout::{Page, Text, Tone};
use crate::number;
use crate::words;
use crate::{Case, Style};
use zopa::verdict::answer::{ClaimVerdict, Limit};

/// One block per claim: whether it comes out, its words, its quote, what it expects and the numbers; then
/// what in them is not exact.
#[must_use]
pub fn claims(claims: &[ClaimVerdict], limits: &[Limit], case: &Case, style: Style) -> String {
    let mut page = Page::new(style);
    page.para(Text::new().and(Tone::Title, &case.title));
    if claims.is_empty() {
        page.para("The scenario makes no claims.");
        return page.finish();
    }
    sources(&mut page, claims, case);
    for claim in claims {
        page.gap();
        block(&mut page, claim);
    }
    page.gap();
    if claims.iter().any(|claim| claim.share.is_some()) {
        page.para(words::period(&tally(claims.iter().map(|claim| claim.verdict.as_str()))));
        why::limits(&mut page, limits);
        return page.finish();
    }
    let failing: Vec<&str> =
        claims.iter().filter(|claim| !claim.holds).map(|claim| claim.id.as_str()).collect();
    let count =
        format!("{} of {}", claims.len() - failing.len(), number::counted(claims.len(), "claim"));
    let verb = if claims.len() == 1 { "holds" } else { "hold" };
    page.para(if failing.is_empty() {
        format!("{count} {verb}.")
    } else {
        format!(
            "{count} {verb}; {} {}.",
            words::list(&failing, "and"),
            if failing.len() == 1 { "does not" } else { "do not" }
        )
    });
    why::limits(&mut page, limits);
    page.finish()
}

/// `21 follow, 1 depends, 2 fail`.
pub(super) fn tally<'a>(verdicts: impl Iterator<Item = &'a str> + Clone) -> String {
    let one = |verdict: &'static str| {
        let count = verdicts.clone().filter(|found| *found == verdict).count();
        let verb = if count == 1 { verdict } else { verdict.trim_end_matches('s') };
        format!("{count} {verb}")
    };
    ["follows", "depends", "fails"].map(one).join(", ")
}

/// The sources that the claims name, in full once.
fn sources(page: &mut Page, claims: &[ClaimVerdict], case: &Case) {
    for (key, wording) in &case.sources {
        if claims.iter().any(|claim| claim.source.as_ref() == Some(key)) {
            let text = Text::new().and(Tone::Strong, format!("{key}: ")).plain(wording);
            page.hanging(0, 2, &text);
        }
    }
}

fn block(page: &mut Page, claim: &ClaimVerdict) {
    let (tone, mark) = match (claim.share, claim.verdict.as_str()) {
        (Some(_), "depends") => (Tone::Edge, "~"),
        _ if claim.holds => (Tone::Pass, "✓"),
        _ => (Tone::Fail, "✗"),
    };
    let head = Text::new()
        .and(tone, format!("{mark}\u{a0}"))
        .and(Tone::Strong, &claim.id)
        .plain(format!("\u{a0} {}", claim.text));
    page.hanging(0, 2, &head);
    if let Some(text) = cited(claim) {
        page.hanging(4, 6, &Text::new().and(Tone::Faint, text));
    }
    for supposed in &claim.supposes {
        page.hanging(4, 6, &Text::new().and(Tone::Faint, supposed));
    }
    let verdict = claim.share.map_or_else(
        || if claim.holds { "so it is".to_owned() } else { "not so".to_owned() },
        |share| format!("{}, true in {} draws", claim.verdict, number::of_hundred(share)),
    );
    let expects = Text::new()
        .plain("expects ")
        .and(Tone::Strong, &claim.expect)
        .plain(": ")
        .and(tone, verdict);
    page.hanging(4, 6, &expects);
    page.hanging(4, 6, &reason(claim).into());
}

/// Why it comes out so: the engine's words, else the numbers by name.
pub(crate) fn reason(claim: &ClaimVerdict) -> String {
    if !claim.because.is_empty() {
        return words::period(&words::capital(&claim.because));
    }
    let numbers: Vec<String> = claim
        .numbers
        .iter()
        .map(|(name, &x)| {
            let other = claim.numbers.values().find(|&&y| (x - y).abs() > number::NOTHING);
            format!("{name} = {}", number::apart(x, other.copied().unwrap_or(f64::NAN)))
        })
        .collect();
    numbers.join(", ")
}

/// The quote and the key of its source. A quotation within the quote has single marks.
fn cited(claim: &ClaimVerdict) -> Option<String> {
    let quote = claim
        .quote
        .as_deref()
        .map(|quote| format!("“{}”", quote.replace('“', "‘").replace('”', "’")));
    match (quote, claim.source.as_deref()) {
        (Some(quote), Some(source)) => Some(format!("{quote} ({source})")),
        (quote, source) => quote.or_else(|| source.map(str::to_owned)),
    }
}
