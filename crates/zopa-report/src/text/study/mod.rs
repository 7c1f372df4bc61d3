//! What the answer rests on: how often it holds, what moves it, where it tips.

pub(crate) mod changes;
mod movers;
mod shares;

use super::Detail;
use super::why::limits;
use crate::layout::{Page, Text, Tone};
use crate::number;
use crate::words::{self, Words};
use crate::{Case, Style};
use zopa::study::Study;

/// A study as text.
#[must_use]
pub fn study(study: &Study, detail: Detail, case: &Case, style: Style) -> String {
    let view = View {
        study,
        words: Words { names: &case.names, today: &case.today },
        full: detail == Detail::Full,
    };
    let mut page = Page::new(style);
    page.para(Text::new().and(Tone::Title, &case.title));
    if let Some(question) = &study.scenario.question {
        page.para(question.as_str());
    }
    page.gap();
    page.para(shares::headline(view));
    shares::menu(&mut page, view);
    shares::deals(&mut page, view);
    shares::values(&mut page, view);
    movers::movers(&mut page, view);
    changes::tornado(&mut page, view);
    changes::tipping(&mut page, view);
    changes::nearest(&mut page, view);
    changes::corners(&mut page, view);
    changes::precedents(&mut page, view);
    shares::claims(&mut page, view);
    notes(&mut page, view);
    page.finish()
}

/// A study and what every section needs of it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) study: &'a Study,
    pub(crate) words: Words<'a>,
    pub(crate) full: bool,
}

impl View<'_> {
    /// A share in words: of draws, or of explored cases where nobody holds a belief about some premise.
    fn of_hundred(self, share: f64) -> String {
        format!("{} {}", number::of_hundred(share), self.cases())
    }

    /// What is counted.
    pub(crate) fn cases(self) -> &'static str {
        if self.study.explored.is_empty() { "draws" } else { "explored cases" }
    }

    /// Share in a table, without its noun: `71`, `<1`.
    fn cell(self, share: f64) -> Text {
        let percent = number::percent(share);
        let text = percent.trim_end_matches('%');
        let tone = if text == "0" { Tone::Faint } else { Tone::Plain };
        Text::new().and(tone, text)
    }
}

fn notes(page: &mut Page, view: View<'_>) {
    let study = view.study;
    if study.failed > 0 {
        page.heading("DRAWS THAT FAILED", "they count for nothing above");
        for failure in &study.failures {
            let text = format!(
                "{} of {}: {} (first in draw {}).",
                number::count(usize::try_from(failure.draws).unwrap_or(usize::MAX)),
                number::count(usize::try_from(study.draws).unwrap_or(usize::MAX)),
                failure.what,
                failure.first
            );
            page.item(Tone::Edge, "!", &text.into());
        }
    }
    page.gap();
    let draws = usize::try_from(study.draws).unwrap_or(usize::MAX);
    let mut how = format!("{}, seed {}.", number::counted(draws, "draw"), study.seed);
    if !study.explored.is_empty() {
        let names = words::list(&study.explored, "and");
        how.push_str(&format!(
            " Nobody holds a belief about {names}: the range is explored evenly, so shares are no chances."
        ));
    }
    page.hanging(2, 2, &Text::new().and(Tone::Faint, how));
    for remark in &study.remarks {
        let remark = words::period(&words::capital(remark));
        page.hanging(2, 2, &Text::new().and(Tone::Faint, remark));
    }
    limits(page, &study.limits);
}
