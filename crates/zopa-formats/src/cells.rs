//! Tables as text: rows of cells with commas, semicolons or tabs between them, in double quotes where need be.

use zopa::diag::Span;

/// Rows that a table may have.
const MOST_ROWS: usize = 1_000_000;

/// What a cell holds, without the blanks around it, and where.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// What the first line has most of.
pub(crate) fn separator(text: &str) -> char {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: &char| head.matches(*separator).count();
    [',', ';', '\t'].into_iter().rev().max_by_key(count).unwrap_or(',')
}

/// The rows in which something stands, and what is wrong with the text.
pub(crate) fn rows(text: &str, separator: char) -> (Vec<Vec<Cell>>, Vec<(String, Span)>) {
    let mut rows = vec![Vec::new()];
    let mut wrong = Vec::new();
    let (mut cell, mut start, mut quoted) = (String::new(), 0, None);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let ends_row = c == '\n' && quoted.is_none();
        if quoted.is_some() && c == '"' {
            if chars.next_if(|(_, next)| *next == '"').is_some() {
                cell.push('"');
            } else {
                quoted = None;
            }
        } else if c == '"' && cell.trim().is_empty() && quoted.is_none() {
            quoted = Some(at);
            cell.clear();
        } else if quoted.is_none() && (c == separator || ends_row) {
            push(&mut rows, &cell, start..at);
            cell.clear();
            start = at + c.len_utf8();
            if ends_row {
                if rows.len() > MOST_ROWS {
                    wrong.push((format!("more than {MOST_ROWS} rows"), at..at + 1));
                    return (filled(rows), wrong);
                }
                rows.push(Vec::new());
            }
        } else if c != '\u{feff}' {
            cell.push(c);
        }
    }
    if let Some(at) = quoted {
        wrong.push(("a quote that is not closed".to_owned(), at..at + 1));
    }
    push(&mut rows, &cell, start..text.len());
    (filled(rows), wrong)
}

fn push(rows: &mut [Vec<Cell>], cell: &str, span: Span) {
    if let Some(row) = rows.last_mut() {
        row.push(Cell { text: cell.trim().to_owned(), span });
    }
}

fn filled(rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    rows.into_iter().filter(|row| row.iter().any(|cell| !cell.text.is_empty())).collect()
}
