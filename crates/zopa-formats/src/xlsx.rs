//! Scoring sheets in workbooks: the first sheet of an .xlsx file as comma-separated text, which is then read
//! like any other sheet.

use calamine::{Data, Reader as _, Xlsx};
use std::io::Cursor;
use zopa::diag::Diagnostic;

/// Cells that are read.
const MOST_CELLS: usize = 8_000_000;

/// The first sheet of a workbook as CSV.
///
/// # Errors
/// A diagnostic where it is no workbook, or holds too much.
pub fn to_csv(bytes: &[u8]) -> Result<String, Diagnostic> {
    let wrong = |message: String| Diagnostic::error("sheet-form", message);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))
        .map_err(|error| wrong(format!("not an .xlsx workbook: {error}")))?;
    let Some(name) = book.sheet_names().first().cloned() else {
        return Err(wrong("the workbook has no sheet".to_owned()));
    };
    let range = book
        .worksheet_range(&name)
        .map_err(|error| wrong(format!("the sheet `{name}` cannot be read: {error}")))?;
    let (rows, columns) = range.get_size();
    if rows.saturating_mul(columns) > MOST_CELLS {
        return Err(wrong(format!("the sheet `{name}` has more than {MOST_CELLS} cells")));
    }
    let mut text = String::new();
    for row in range.rows() {
        let cells: Vec<String> = row.iter().map(cell).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    Ok(text)
}

fn cell(data: &Data) -> String {
    let text = match data {
        Data::Empty => String::new(),
        Data::Float(number) => number.to_string(),
        other => other.to_string(),
    };
    quoted(&text)
}

/// A cell of a CSV file.
pub(crate) fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r', ';', '\t']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
