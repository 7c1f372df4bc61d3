//! The premises: value, range, source quote or "assumed", and who sees them otherwise.

use super::Cast;
use crate::number;
use maud::{Markup, html};
use zopa::verdict::PremiseShown;

/// Whether nobody vouches for a premise.
pub(super) fn is_assumed(premise: &PremiseShown) -> bool {
    premise.source.as_deref().is_none_or(|source| source == "assumed")
        && premise.precedents.is_empty()
}

pub(super) fn section(cast: Cast<'_>, premises: &[PremiseShown]) -> Option<Markup> {
    if premises.is_empty() {
        return None;
    }
    Some(html! {
        p {
            "If you dispute the answer, dispute a premise. Each has a name in the scenario; change it there and look. \
             A range holds what is believed in nine of ten cases, or what was explored."
        }
        div class="scroll" tabindex="0" role="group" aria-label="Wide table" {
            table class="fixed" {
                thead { tr {
                    th scope="col" class="w4" { "Premise" } th scope="col" class="n w1" { "value" }
                    th scope="col" class="n w2" { "range" }
                    th scope="col" { "Source" } th scope="col" { "Seen otherwise by" }
                } }
                tbody { @for premise in premises { (row(cast, premise)) } }
            }
        }
    })
}

fn row(cast: Cast<'_>, premise: &PremiseShown) -> Markup {
    let write = |x: f64| if premise.probability { number::percent(x) } else { number::value(x) };
    html! {
        tr id=(format!("p-{}", premise.key)) {
            th scope="row" {
                @if let Some(about) = &premise.about { bdi { (about) } br; }
                code class="faint" { (premise.key) }
            }
            td class="n" { (write(premise.value)) }
            td class="n" { @match premise.range {
                Some([low, high]) => (format!("{} to {}", write(low), write(high))),
                None => (if premise.kind == "computed" { "computed" } else { "" }),
            } }
            td {
                @if is_assumed(premise) { span class="faint" { "assumed" } }
                @else if let Some(source) = &premise.source { (source) }
                @if let Some(quote) = &premise.quote { blockquote { "“" (quote) "”" } }
                @if !premise.precedents.is_empty() {
                    "learnt from "
                    @for (i, precedent) in premise.precedents.iter().enumerate() {
                        @if i > 0 { ", " }
                        bdi { (precedent.name) } " (" (if precedent.outcome { "yes" } else { "no" })
                        @if precedent.weight < 1.0 { ", weight " (number::value(precedent.weight)) } ")"
                    }
                }
            }
            td {
                @for (i, (actor, value)) in premise.views.iter().enumerate() {
                    @if i > 0 { br; }
                    (cast.party(actor)) " " (write(*value))
                }
            }
        }
    }
}
