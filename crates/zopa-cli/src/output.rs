//! Where answers and complaints go, how wide they are and whether they have colours.

use crate::args::{Color, Show};
use anstream::{AutoStream, ColorChoice};
use serde::Serialize;
use std::io::{self, Write as _};
use zopa_report::Style;

/// Without a terminal to ask.
const USUAL_WIDTH: usize = 80;
/// Narrower, tables have no room; wider, lines are hard to read.
const WIDTHS: std::ops::RangeInclusive<usize> = 60..=120;

/// The two streams of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    width: usize,
    answers: ColorChoice,
    complaints: ColorChoice,
}

impl Output {
    pub(crate) fn new(show: &Show) -> Self {
        match show.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        }
        .write_global();
        Self {
            width: width(show.width),
            answers: AutoStream::choice(&io::stdout()),
            complaints: AutoStream::choice(&io::stderr()),
        }
    }

    /// How answers are laid out.
    pub(crate) fn style(&self) -> Style {
        Style { width: self.width, color: self.answers != ColorChoice::Never }
    }

    /// How complaints are laid out.
    pub(crate) fn complaint_style(&self) -> Style {
        Style { width: self.width, color: self.complaints != ColorChoice::Never }
    }

    /// Writes an answer.
    pub(crate) fn answer(&self, text: &str) -> io::Result<()> {
        let mut stream = AutoStream::new(io::stdout().lock(), self.answers);
        stream.write_all(text.as_bytes())?;
        stream.flush()
    }

    /// Writes an answer for programs; it never has colours.
    pub(crate) fn json(&self, answer: &impl Serialize) -> io::Result<()> {
        let mut stream = io::BufWriter::new(io::stdout().lock());
        serde_json::to_writer_pretty(&mut stream, answer)?;
        stream.write_all(b"\n")?;
        stream.flush()
    }

    /// Writes what is wrong.
    pub(crate) fn complain(&self, text: &str) -> io::Result<()> {
        let mut stream = AutoStream::new(io::stderr().lock(), self.complaints);
        stream.write_all(text.as_bytes())?;
        stream.flush()
    }
}

fn width(asked: Option<u16>) -> usize {
    let columns = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal =
        || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    let width = asked.map(usize::from).or_else(columns).or_else(terminal).unwrap_or(USUAL_WIDTH);
    width.clamp(*WIDTHS.start(), *WIDTHS.end())
}
