//! The claims of a case, each with what it expects and the numbers that decide.

use crate::layout::{Page, Text, Tone};
use crate::number;
use crate::words;
use crate::{Case, Style};
use zopa::verdict::answer::ClaimVerdict;

/// One block per claim: whether it comes out, its words, its quote, what it expects and the numbers.
#[must_use]
pub fn claims(claims: &[ClaimVerdict], case: &Case, style: Style) -> String {
    let mut page = Page::new(style);
    page.para(Text::new().and(Tone::Title, &case.title));
    if claims.is_empty() {
        page.para("The scenario makes no claims.");
        return page.finish();
    }
    for claim in claims {
        page.gap();
        block(&mut page, claim, case);
    }
    page.gap();
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
    page.finish()
}

fn block(page: &mut Page, claim: &ClaimVerdict, case: &Case) {
    let (tone, mark) = if claim.holds { (Tone::Pass, "✓") } else { (Tone::Fail, "✗") };
    let head = Text::new()
        .and(tone, format!("{mark}\u{a0}"))
        .and(Tone::Strong, &claim.id)
        .plain(format!("\u{a0} {}", claim.text));
    page.hanging(0, 2, &head);
    if let Some(text) = cited(claim, case) {
        page.hanging(4, 6, &Text::new().and(Tone::Faint, text));
    }
    let verdict = claim.share.map_or_else(
        || if claim.holds { "true".to_owned() } else { "false".to_owned() },
        |share| format!("{}: true in {} draws", claim.verdict, number::of_hundred(share)),
    );
    let expects = Text::new()
        .plain("expects ")
        .and(Tone::Strong, &claim.expect)
        .plain(": ")
        .and(tone, verdict);
    page.hanging(4, 6, &expects);
    let numbers: Vec<String> = claim
        .numbers
        .iter()
        .map(|(name, &x)| {
            let near = claim.numbers.values().find(|&&y| (x - y).abs() > number::NOTHING);
            format!("{name} = {}", near.map_or_else(|| number::value(x), |&y| number::apart(x, y)))
        })
        .collect();
    if !numbers.is_empty() {
        page.hanging(4, 6, &numbers.join(", ").into());
    }
    if !claim.because.is_empty() {
        page.hanging(4, 6, &words::period(&words::capital(&claim.because)).into());
    }
}

/// The quote and who said it.
fn cited(claim: &ClaimVerdict, case: &Case) -> Option<String> {
    let source = claim.source.as_ref().map(|key| {
        case.sources.iter().find(|(k, _)| k == key).map_or(key.as_str(), |(_, words)| words)
    });
    match (claim.quote.as_deref(), source) {
        (Some(quote), Some(source)) => Some(format!("“{quote}” ({source})")),
        (Some(quote), None) => Some(format!("“{quote}”")),
        (None, source) => source.map(str::to_owned),
    }
}
