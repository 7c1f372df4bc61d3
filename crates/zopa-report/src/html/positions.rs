//! What is said against what is wanted, and the audiences with and without a label.

use super::{Sheet, rich};
use crate::number;
use crate::text::notes;
use maud::{Markup, html};
use zopa::verdict::Label;

pub(super) fn section(sheet: Sheet<'_>) -> Option<Markup> {
    let verdict = sheet.verdict;
    if verdict.says.is_empty() && verdict.audiences.is_empty() {
        return None;
    }
    Some(html! {
        @if !verdict.says.is_empty() {
            h3 { "Stated positions" }
            p { "Would they do as they say, by their own values?" }
            ul {
                @for says in &verdict.says {
                    li dir="auto" {
                        span class=(if says.credible { "cell pass" } else { "cell fail" }) { (if says.credible { "✓" } else { "✗" }) }
                        " " (rich(&notes::position(sheet.view, says)))
                    }
                }
            }
        }
        @if !verdict.audiences.is_empty() { (audiences(sheet)) }
        @for label in &sheet.exhibits.labels { (with_labels(sheet, label)) }
    })
}

/// What each audience makes of the fair deal.
fn audiences(sheet: Sheet<'_>) -> Markup {
    let judged = sheet.view.fair.and_then(|fair| sheet.view.judged(fair));
    html! {
        h3 { "Who must swallow it at home" }
        ul {
            @for audience in &sheet.verdict.audiences {
                li {
                    bdi { (sheet.view.words.actor(audience)) }
                    @if let Some(home) = sheet.exhibits.home.get(audience) { ", of " (sheet.party(home)) }
                    @if let Some(margin) = judged.and_then(|deal| deal.ratifiable.get(audience)) {
                        ": the fair deal has " (number::margin(*margin)) (if *margin >= 0.0 { " to spare" } else { ", too little" })
                    }
                }
            }
        }
    }
}

/// What a label does for each entry of the menu.
fn with_labels(sheet: Sheet<'_>, label: &Label) -> Markup {
    let options: Vec<&String> = label
        .rows
        .iter()
        .max_by_key(|row| row.margins.len())
        .into_iter()
        .flat_map(|row| row.margins.keys())
        .collect();
    html! {
        h3 { "What the words do: " bdi { (sheet.view.words.issue(&label.issue)) } }
        p { "This issue moves nobody but audiences. What each has to spare under each wording, the rest of the deal unchanged:" }
        div class="scroll" tabindex="0" role="group" aria-label="Wide table" {
            table {
                thead { tr {
                    th scope="col" { "Deal" } th scope="col" { "Audience" }
                    @for option in &options { th scope="col" class="n" { bdi { (sheet.view.words.option(&label.issue, option)) } } }
                } }
                tbody {
                    @for row in &label.rows {
                        tr {
                            th scope="row" { bdi { (row.entry.as_deref().unwrap_or("The fair deal")) } }
                            td { bdi { (sheet.view.words.actor(&row.audience)) } }
                            @for option in &options {
                                td class="n" {
                                    @match row.margins.get(*option) {
                                        Some(margin) => {
                                            span class=(if *margin >= 0.0 { "cell pass" } else { "cell fail" }) {
                                                (if *margin >= 0.0 { "✓ " } else { "✗ " }) (number::margin(*margin))
                                            }
                                        }
                                        None => span class="faint" { "not possible" },
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
