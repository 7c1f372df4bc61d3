//! How the report was made, its limits, and how to read its words.

use super::{Sheet, rich};
use crate::number;
use crate::text::{deal, notes};
use crate::words;
use indexmap::IndexMap;
use maud::{Markup, html};
use zopa::verdict::answer::About;

/// Likelihood words of the United States' Intelligence Community Directive 203 (2015), with their ranges.
const LIKELIHOOD: [(&str, &str); 7] = [
    ("almost no chance, remote", "1 to 5 of 100"),
    ("very unlikely, highly improbable", "5 to 20 of 100"),
    ("unlikely, improbable", "20 to 45 of 100"),
    ("roughly even chance", "45 to 55 of 100"),
    ("likely, probable", "55 to 80 of 100"),
    ("very likely, highly probable", "80 to 95 of 100"),
    ("almost certain, nearly certain", "95 to 99 of 100"),
];

pub(super) fn section(sheet: Sheet<'_>) -> Markup {
    let verdict = sheet.verdict;
    let notes = notes::marks(sheet.view);
    html! {
        @if !notes.is_empty() || !verdict.limits.is_empty() {
            h3 { "Before you use this" }
            ul {
                @for note in &notes { li dir="auto" { (rich(note)) } }
                @for limit in &verdict.limits { li { strong { (limit.limit) ": " } (words::period(&limit.text)) } }
            }
        }
        (reading(&verdict.scenario))
        @if let Some(study) = sheet.study {
            p { "The shares are of " (number::count(usize::try_from(study.draws).unwrap_or(usize::MAX))) " draws (" (study.sampling)
                ", seed " (study.seed) "), " (study.failed) " of which failed." }
        }
        (likelihood())
        (sources(&sheet.exhibits.sources))
        @if verdict.redacted.is_some() {
            p class="note" {
                "Made by zopa " (verdict.zopa) ". What is shown of the answer is in this file as JSON too; the scenario \
                 is not."
            }
        } @else {
            (made(&verdict.zopa, &verdict.scenario))
        }
        (caution())
    }
}

/// What the words of the answer mean.
pub(super) fn reading(about: &About) -> Markup {
    html! {
        h3 { "How to read it" }
        dl {
            dt { strong { "acceptable" } } dd { "each party that signs gets at least what it expects without a deal" }
            dt { strong { "ratifiable" } } dd { "each audience at home swallows it, as it is labelled" }
            dt { strong { "reachable" } } dd { "a road of steps leads there from today that nobody gains by leaving" }
            dt { strong { "holding" } } dd { "once there, nobody gains by breaking it" }
            dt { strong { "the fair deal" } } dd { "of the deals that pass, by Nash's bargaining solution: " (deal::standard(about.weights)) }
        }
    }
}

pub(super) fn likelihood() -> Markup {
    html! {
        h3 { "Words of likelihood" }
        p { "Where a reader needs a word for a chance, this report means (ICD 203):" }
        table {
            thead { tr { th scope="col" { "words" } th scope="col" { "chance" } } }
            tbody { @for (word, range) in LIKELIHOOD { tr { th scope="row" { (word) } td { (range) } } } }
        }
    }
}

/// The wording of the sources, by key.
pub(super) fn sources(sources: &IndexMap<String, String>) -> Markup {
    html! {
        @if !sources.is_empty() {
            h3 { "Sources" }
            dl { @for (key, text) in sources { dt { code { (key) } } dd { bdi { (text) } } } }
        }
    }
}

/// By which version from which scenario.
pub(super) fn made(version: &str, about: &About) -> Markup {
    html! {
        p class="note" {
            "Made by zopa " (version) " from the scenario of SHA-256 " code { (about.sha256) }
            ". The same scenario and version give the same bytes. The scenario and the whole answer are in this \
             file: " code { "zopa solve" } " and " code { "zopa report" } " take it in place of the scenario."
        }
    }
}

pub(super) fn caution() -> Markup {
    html! {
        p class="note" {
            "This is no forecast. It audits an argument and searches for deals under premises that somebody stated. \
             Numbers have two significant digits; the file holds them in full."
        }
    }
}
