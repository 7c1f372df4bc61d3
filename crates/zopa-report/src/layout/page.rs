//! A page: sections of paragraphs and tables, laid out to a width.

use super::rich::{Text, Tone};
use super::table::Table;
use crate::Style;

/// The narrowest page: below, tables have no room.
const NARROWEST: usize = 60;

/// Text that grows downwards.
#[derive(Debug)]
pub(crate) struct Page {
    lines: Vec<Text>,
    width: usize,
    color: bool,
}

impl Page {
    pub(crate) fn new(style: Style) -> Self {
        Self { lines: Vec::new(), width: style.width.max(NARROWEST), color: style.color }
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// An empty line, but never two, and none at the top.
    pub(crate) fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Text::new());
        }
    }

    /// Begins a section.
    pub(crate) fn heading(&mut self, title: &str, remark: &str) {
        self.gap();
        let mut line = Text::new().and(Tone::Title, title);
        if !remark.is_empty() {
            line = line.plain("\u{a0}\u{a0} ").and(Tone::Faint, remark);
        }
        self.hanging(0, 2, &line);
    }

    /// A paragraph at the left edge.
    pub(crate) fn para(&mut self, text: impl Into<Text>) {
        self.hanging(0, 0, &text.into());
    }

    /// A line as it is, or broken where it is too wide.
    pub(crate) fn line(&mut self, line: &str) {
        let text = Text::from(line);
        if text.width() <= self.width {
            self.lines.push(text);
        } else {
            self.hanging(0, 0, &text);
        }
    }

    /// A paragraph whose first line begins at column `first` and whose others begin at `rest`.
    pub(crate) fn hanging(&mut self, first: usize, rest: usize, text: &Text) {
        let narrow = self.width.saturating_sub(first.max(rest));
        for (i, line) in text.wrap(narrow).iter().enumerate() {
            self.indented(if i == 0 { first } else { rest }, line);
        }
    }

    /// An entry of a list: a mark and a paragraph beside it.
    pub(crate) fn item(&mut self, tone: Tone, mark: &str, text: &Text) {
        let mut entry = Text::new().and(tone, mark).plain("\u{a0}");
        entry.append(text);
        self.hanging(2, 4, &entry);
    }

    /// A table, indented by two.
    pub(crate) fn table(&mut self, table: &Table) {
        for line in table.lines(self.width.saturating_sub(2)) {
            self.indented(2, &line);
        }
    }

    /// Whether a table fits without wrapping anything.
    pub(crate) fn has_room_for(&self, table: &Table) -> bool {
        table.natural_width() + 2 <= self.width
    }

    /// The page as text, ending in a line break.
    pub(crate) fn finish(self) -> String {
        let mut out = String::new();
        for line in &self.lines {
            out.push_str(line.render(self.color).trim_end());
            out.push('\n');
        }
        out
    }

    fn indented(&mut self, indent: usize, line: &Text) {
        let mut indented = Text::from(" ".repeat(indent));
        indented.append(line);
        self.lines.push(indented);
    }
}
