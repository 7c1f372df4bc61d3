//! A table that fits the width: the widest columns give way first and wrap.

use super::rich::{BREAK, Text, Tone};

/// Columns between two cells.
const GAP: usize = 2;
/// No column is made narrower than this, whatever its minimum.
const NARROWEST: usize = 4;
/// A head up to this width does not wrap.
const SHORT_HEAD: usize = 10;

/// On which side a column's cells stand, and how far it gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Align {
    /// Text: wraps, if it can be helped not below this width.
    Left(usize),
    /// Numbers: never wrap.
    Right,
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    head: Text,
    align: Align,
}

impl Column {
    /// A column of text; it gives way down to `min` columns.
    pub(crate) fn left(head: impl Into<Text>, min: usize) -> Self {
        Self { head: head.into(), align: Align::Left(min) }
    }

    /// A column of numbers; it does not give way.
    pub(crate) fn right(head: impl Into<Text>) -> Self {
        Self { head: head.into(), align: Align::Right }
    }
}

#[derive(Clone, Debug)]
enum Row {
    Cells(Vec<Text>),
    /// A line through the whole table with words on it.
    Rule(String),
}

/// A table.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    columns: Vec<Column>,
    rows: Vec<Row>,
}

impl Table {
    pub(crate) fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row; missing cells are empty.
    pub(crate) fn row(&mut self, mut cells: Vec<Text>) {
        cells.resize(self.columns.len(), Text::new());
        self.rows.push(Row::Cells(cells));
    }

    /// Adds a line through the whole table with words on it.
    pub(crate) fn rule(&mut self, words: impl Into<String>) {
        self.rows.push(Row::Rule(words.into()));
    }

    /// How wide it is where nothing wraps.
    pub(crate) fn natural_width(&self) -> usize {
        total(&self.natural())
    }

    /// The table's lines, none wider than `width` (unless the columns' floors are wider).
    pub(crate) fn lines(&self, width: usize) -> Vec<Text> {
        let widths = self.widths(width);
        let mut lines = Vec::new();
        if self.columns.iter().any(|column| column.head.width() > 0) {
            let heads: Vec<Text> = self.columns.iter().map(|column| column.head.clone()).collect();
            lines.extend(self.cells(&heads, &widths, true));
        }
        for row in &self.rows {
            match row {
                Row::Cells(cells) => lines.extend(self.cells(cells, &widths, false)),
                Row::Rule(words) => lines.push(rule(words, total(&widths))),
            }
        }
        lines
    }

    /// Cells side by side, as many lines as the highest needs; heads stand at the bottom.
    fn cells(&self, cells: &[Text], widths: &[usize], at_bottom: bool) -> Vec<Text> {
        let wrapped: Vec<Vec<Text>> =
            cells.iter().zip(widths).map(|(cell, &width)| cell.wrap(width)).collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        (0..height)
            .map(|i| {
                let mut line = Text::new();
                let mut owed = 0;
                for ((cell, &width), column) in wrapped.iter().zip(widths).zip(&self.columns) {
                    let above = if at_bottom { height - cell.len() } else { 0 };
                    let text = i.checked_sub(above).and_then(|i| cell.get(i));
                    let used = text.map_or(0, Text::width);
                    let free = width.saturating_sub(used);
                    let before = if column.align == Align::Right { free } else { 0 };
                    if let Some(text) = text.filter(|text| text.width() > 0) {
                        line.push(Tone::Plain, &" ".repeat(owed + before));
                        line.append(text);
                        owed = free - before + GAP;
                    } else {
                        owed += width + GAP;
                    }
                }
                line
            })
            .collect()
    }

    fn natural(&self) -> Vec<usize> {
        self.columns
            .iter()
            .enumerate()
            .map(|(i, column)| {
                // A head wraps at its words rather than widen a column.
                let of_line = |line: Text| match line.width() {
                    width @ ..=SHORT_HEAD => width,
                    _ => line.longest_word(),
                };
                let head = column.head.split(BREAK).into_iter().map(of_line).max().unwrap_or(0);
                let cells = self.rows.iter().filter_map(|row| match row {
                    Row::Cells(cells) => cells.get(i).map(Text::width),
                    Row::Rule(_) => None,
                });
                cells.max().unwrap_or(0).max(head)
            })
            .collect()
    }

    /// First the columns of text give way down to their minimum, then to next to nothing; columns of
    /// numbers stay.
    fn widths(&self, width: usize) -> Vec<usize> {
        let mut widths = self.natural();
        for floor in [|min: usize| min, |min: usize| min.min(NARROWEST)] {
            loop {
                let mut widest: Option<usize> = None;
                for i in 0..widths.len() {
                    let Align::Left(min) = self.columns[i].align else { continue };
                    if widths[i] > floor(min) && widest.is_none_or(|w| widths[i] > widths[w]) {
                        widest = Some(i);
                    }
                }
                let Some(widest) = widest.filter(|_| total(&widths) > width) else { break };
                widths[widest] -= 1;
            }
        }
        widths
    }
}

fn total(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

fn rule(words: &str, width: usize) -> Text {
    let words = Text::from(format!("── {words} "));
    let rest = width.saturating_sub(words.width());
    Text::new().and(Tone::Faint, words.render(false)).and(Tone::Faint, "─".repeat(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(table: &Table, width: usize) -> Vec<String> {
        table.lines(width).iter().map(|line| line.render(false).trim_end().to_owned()).collect()
    }

    #[test]
    fn the_widest_column_gives_way_and_numbers_do_not() {
        let mut table = Table::new(vec![Column::left("deal", 6), Column::right("worth")]);
        table.row(vec!["a long name of it".into(), "−41".into()]);
        table.row(vec!["no".into(), "+6.1".into()]);
        assert_eq!(
            drawn(&table, 18),
            ["deal         worth", "a long name    −41", "of it", "no            +6.1"]
        );
    }

    #[test]
    fn heads_wrap_at_words_and_stand_at_the_bottom() {
        let mut table = Table::new(vec![Column::left("", 2), Column::left("by each one", 2)]);
        table.row(vec!["x".into(), "y".into()]);
        assert_eq!(drawn(&table, 40), ["   by", "   each", "   one", "x  y"]);
    }

    #[test]
    fn a_rule_runs_through_the_whole_table() {
        let mut table = Table::new(vec![Column::left("", 2)]);
        table.rule("here");
        table.row(vec!["something wide".into()]);
        assert_eq!(drawn(&table, 40), ["── here ──────", "something wide"]);
    }
}
