//! The report: one self-contained HTML file, to read, print and send.
//!
//! A section is a function from the `Sheet` to a fragment with a stable id; a report is its sections in one
//! document. Nothing is loaded: style and script stand in the file, and its policy allows no more. The same
//! answer gives the same bytes.
//!
//! | file | section |
//! |---|---|
//! | `brief` | the answer, the ladder, three cards, the road: the first screen |
//! | `road` | the road step by step |
//! | `nodeal` | what happens without a deal, as each party sees it |
//! | `values` | one party's values against another's |
//! | `packages` | the packages beside each other, option by option |
//! | `trade` | what each issue is worth to whom |
//! | `positions` | what is said against what is wanted; audiences and labels |
//! | `study` | what the answer rests on, where that was studied |
//! | `claims`, `events`, `premises`, `method` | the rest of the evidence |
//! | `large` | another page: the verdict where the deals are too many to list |
//! | `prep` | another page: the preparation sheet of one party |
//! | `shell` | the document around them |
//! | `embed` | scenario and answer in the file, and how they are read back |

mod brief;
pub(crate) mod cards;
mod claims;
pub mod embed;
mod events;
mod ladder;
pub mod large;
mod method;
pub(crate) mod nodeal;
mod packages;
mod positions;
mod premises;
mod prep;
pub(crate) mod road;
pub(crate) mod shell;
mod study;
mod trade;
pub(crate) mod values;

use crate::layout::{BREAK, Text, Tone};
use crate::text::{Detail, View};
use crate::words::Words;
use indexmap::IndexMap;
use maud::{Markup, html};
use trade::Stakes;
use zopa::study::Study;
use zopa::verdict::{Exhibits, Verdict};

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The text of the scenario.
    pub scenario: &'a str,
    /// The answer.
    pub verdict: &'a Verdict,
    /// What is shown beside it.
    pub exhibits: &'a Exhibits,
    /// What the answer rests on, where that was studied.
    pub study: Option<&'a Study>,
}

/// What every section is made from.
#[derive(Clone, Copy)]
pub(crate) struct Sheet<'a> {
    pub(crate) verdict: &'a Verdict,
    pub(crate) exhibits: &'a Exhibits,
    pub(crate) study: Option<&'a Study>,
    pub(crate) view: View<'a>,
}

impl<'a> Sheet<'a> {
    pub(crate) fn of(report: &Report<'a>) -> Self {
        Self {
            verdict: report.verdict,
            exhibits: report.exhibits,
            study: report.study,
            view: View::of(report.verdict, Detail::Screen),
        }
    }

    pub(crate) fn cast(self) -> Cast<'a> {
        let (parties, home) = (&self.verdict.parties, &self.exhibits.home);
        Cast { parties, home, words: self.view.words }
    }

    pub(crate) fn place(self, actor: &str) -> usize {
        self.cast().place(actor)
    }

    pub(crate) fn party(self, key: &str) -> Markup {
        self.cast().party(key)
    }
}

/// Who is who, and what all is called.
#[derive(Clone, Copy)]
pub(crate) struct Cast<'a> {
    pub(crate) parties: &'a [String],
    /// The party at whose home each audience sits.
    pub(crate) home: &'a IndexMap<String, String>,
    pub(crate) words: Words<'a>,
}

impl Cast<'_> {
    /// A party's place among the parties: its colour and shape. An audience has its party's.
    pub(crate) fn place(self, actor: &str) -> usize {
        let party = self.home.get(actor).map_or(actor, String::as_str);
        self.parties.iter().position(|key| key == party).unwrap_or(0)
    }

    /// A party's name; its glyph and colour are the style's.
    pub(crate) fn party(self, key: &str) -> Markup {
        let place = self.place(key);
        html! { span class=(format!("who p{}", place % 6)) { bdi { (self.words.actor(key)) } } }
    }
}

/// The whole report.
#[must_use]
pub fn report(report: &Report<'_>) -> String {
    let sheet = Sheet::of(report);
    let sections: Vec<(&str, &str, Markup)> = [
        ("road", "The road, step by step", road::section(sheet)),
        ("without", "Without a deal", nodeal::section(sheet)),
        ("values", "Who gets what", values::section(sheet)),
        ("packages", "The packages compared", packages::section(sheet)),
        ("trade", "What to trade", trade::section(Stakes::of(sheet))),
        ("positions", "What they say and who must swallow it", positions::section(sheet)),
        ("claims", "The argument", claims::section(sheet)),
        ("events", "How it changed", events::section(sheet)),
        ("study", "What moves it and where it fails", study::section(sheet)),
        ("premises", "What it rests on", premises::section(sheet.cast(), &sheet.exhibits.premises)),
        ("method", "How this was made", Some(method::section(sheet))),
    ]
    .into_iter()
    .filter_map(|(id, title, section)| section.map(|section| (id, title, section)))
    .collect();
    finished(report, &joined(&brief::section(sheet), &sections))
}

/// The first screen, and the sections under it: id, title and what it holds.
fn joined(first: &Markup, sections: &[(&str, &str, Markup)]) -> Markup {
    html! {
        (first)
        nav class="parts" aria-label="Sections" {
            ul { @for (id, title, _) in sections { li { a href=(format!("#{id}")) { (title) } } } }
        }
        @for (id, title, section) in sections {
            section id=(id) aria-labelledby=(format!("{id}-h")) {
                h2 id=(format!("{id}-h")) { (title) }
                (section)
            }
        }
    }
}

/// A page with what it is made from.
fn finished(report: &Report<'_>, body: &Markup) -> String {
    let verdict = report.verdict;
    shell::document(&verdict.scenario, &verdict.zopa, &embed::written(report), body)
}

/// The first screen alone.
#[must_use]
pub fn brief(report: &Report<'_>) -> String {
    finished(report, &brief::section(Sheet::of(report)))
}

/// A page for the negotiator of a party, given by its key, in the order of the usual preparation sheet; `None`
/// where there is no such party.
#[must_use]
pub fn prep(report: &Report<'_>, party: &str) -> Option<String> {
    let key = report.verdict.parties.iter().find(|key| *key == party)?;
    Some(finished(report, &prep::page(Sheet::of(report), key)))
}

/// Text with its tones as HTML.
pub(crate) fn rich(text: &Text) -> Markup {
    html! {
        @for (tone, part) in text.parts() {
            @let part = part.replace(BREAK, " ");
            @match tone {
                Tone::Strong | Tone::Title => strong { (part) },
                Tone::Faint => span class="faint" { (part) },
                Tone::Pass | Tone::Fail | Tone::Edge | Tone::Plain => (part),
            }
        }
    }
}
