//! Answers as text: one screen for a reader with three minutes.
//!
//! A verdict is told in the order of a reader's questions: the answer in one sentence; the menu
//! against the four tests; the fair deal beside today's, step by step along its road; what happens
//! without a deal; what is said but not meant; and what the reader must know before using any of it.
//! Margins and values are in each party's own units unless a percentage says otherwise.

pub(crate) mod answer;
pub(crate) mod claims;
pub(crate) mod deal;
mod deals;
mod diagnostics;
mod diff;
mod events;
mod frontier;
pub mod game;
pub(crate) mod ladder;
pub(crate) mod large;
pub(crate) mod nodeal;
pub(crate) mod notes;
pub(crate) mod road;
pub(crate) mod study;
mod trade;
mod why;

pub use claims::claims;
pub use deals::{deals, improvements};
pub use diagnostics::{complaint, diagnostics};
pub use diff::diff;
pub use large::large;
pub use study::study;
pub use why::why;

use crate::Style;
use crate::layout::Page;
use crate::words::Words;
use zopa::verdict::answer::{Deal, JudgedDeal, Verdict};

/// How much of a verdict is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What fits one screen.
    Screen,
    /// Everything that the text has to say.
    Full,
}

/// A verdict as text.
#[must_use]
pub fn verdict(verdict: &Verdict, detail: Detail, style: Style) -> String {
    let view = View::of(verdict, detail);
    let mut page = Page::new(style);
    answer::show(&mut page, view);
    ladder::show(&mut page, view);
    deal::show(&mut page, view);
    if view.is_full() {
        road::show(&mut page, view);
        frontier::show(&mut page, view);
    }
    nodeal::show(&mut page, view);
    if view.is_full() {
        events::show(&mut page, view);
    }
    notes::show(&mut page, view);
    page.finish()
}

/// Running text, its lines broken where they are too wide. A line that fits stays as it is, so that
/// examples keep their columns.
#[must_use]
pub fn prose(text: &str, style: Style) -> String {
    let mut page = Page::new(style);
    for line in text.lines() {
        page.line(line);
    }
    page.finish()
}

/// A verdict and what every section needs of it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) verdict: &'a Verdict,
    pub(crate) words: Words<'a>,
    detail: Detail,
    /// The fair deal, where something is attainable.
    pub(crate) fair: Option<&'a Deal>,
}

impl<'a> View<'a> {
    pub(crate) fn of(verdict: &'a Verdict, detail: Detail) -> Self {
        Self {
            verdict,
            detail,
            words: Words { names: &verdict.names, today: &verdict.today },
            fair: verdict.solutions.nash.as_ref().map(|nash| &nash.deal),
        }
    }

    fn is_full(self) -> bool {
        self.detail == Detail::Full
    }

    /// The tests of a deal, where the verdict shows them.
    pub(crate) fn judged(self, deal: &Deal) -> Option<&'a JudgedDeal> {
        let of_menu = self.verdict.menu.iter().filter_map(|entry| entry.represented_by.as_ref());
        self.verdict.deals.iter().chain(of_menu).find(|judged| judged.deal == *deal)
    }
}
