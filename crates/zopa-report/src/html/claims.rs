//! The claims of the case, each with its verdict, its words and the numbers.

use super::Sheet;
use crate::number;
use crate::text::claims as told;
use maud::{Markup, html};
use zopa::verdict::answer::ClaimVerdict;

pub(super) fn section(sheet: Sheet<'_>) -> Option<Markup> {
    let claims = &sheet.verdict.claims;
    if claims.is_empty() {
        return None;
    }
    let holding = claims.iter().filter(|claim| claim.holds).count();
    let studied = sheet.study.is_some();
    Some(html! {
        p {
            (holding) " of " (number::counted(claims.len(), "claim")) " come out as the argument says, at the central values of its premises."
            @if studied { " A claim " em { "follows" } " where it is true there and in at least 95 of 100 draws, " em { "fails" }
                " where it is false in as many, and " em { "depends" } " otherwise." }
        }
        div class="scroll" tabindex="0" role="group" aria-label="Wide table" {
            table class="fixed" {
                thead { tr {
                    th scope="col" class="w1" { "Claim" } th scope="col" class="w2" { "Verdict" }
                    th scope="col" { "What it says" } th scope="col" { "Why" }
                } }
                tbody { @for claim in claims { (row(sheet, claim)) } }
            }
        }
    })
}

fn row(sheet: Sheet<'_>, claim: &ClaimVerdict) -> Markup {
    let share =
        sheet.study.and_then(|study| study.claims.iter().find(|found| found.id == claim.id));
    let (class, glyph) = if claim.holds { ("pass", "✓") } else { ("fail", "✗") };
    html! {
        tr id=(format!("claim-{}", claim.id)) {
            th scope="row" { (claim.id) }
            td {
                span class=(format!("cell {class}")) {
                    (glyph) " "
                    @match share {
                        Some(share) => (share.verdict),
                        None => (if claim.holds { "holds" } else { "does not hold" }),
                    }
                }
                @if let Some(x) = share.and_then(|share| share.share) { br; span class="faint" { (number::of_hundred(x)) " draws" } }
            }
            td {
                bdi { (claim.text) }
                @if let Some(quote) = &claim.quote {
                    blockquote { "“" (quote) "”"
                        @if let Some(source) = &claim.source { " (" (source) ")" } }
                }
            }
            td { (told::reason(claim)) br; span class="faint" { "expects " code { (claim.expect) } } }
        }
    }
}
