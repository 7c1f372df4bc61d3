//! The frontier as a table: a column a party, then a column an issue; a row for every deal behind a point.

use zopa::deal::structured::{Answer, Domain};
use zopa::num::rational::Rational;
use zopa_formats::columns::{self, Cells, Column};

/// For a spreadsheet; numbers as decimals where they are, else as fractions.
pub(super) fn csv(domain: &Domain, answer: &Answer) -> String {
    let head: Vec<String> = names(domain, answer).map(quoted).collect();
    let mut text = head.join(",") + "\n";
    for point in &answer.frontier.points {
        for deal in &point.deals {
            let value = |v: &Rational| v.decimal(30).unwrap_or_else(|| v.to_string());
            let values = point.values.iter().map(value);
            let cells: Vec<String> = values.chain(deal.values().map(quoted)).collect();
            text.push_str(&(cells.join(",") + "\n"));
        }
    }
    text
}

/// The bytes of a Parquet file; numbers are rounded to doubles.
pub(super) fn parquet(domain: &Domain, answer: &Answer) -> Result<Vec<u8>, String> {
    let rows = || {
        let points = answer.frontier.points.iter();
        points.flat_map(|point| point.deals.iter().map(move |deal| (&point.values, deal)))
    };
    let parties = answer.parties.iter().enumerate().map(|(k, name)| Column {
        name: name.clone(),
        cells: Cells::Number(
            rows().map(|(values, _)| values.get(k).map(Rational::to_f64)).collect(),
        ),
    });
    let issues = domain.issues.iter().map(|issue| Column {
        name: issue.name.clone(),
        cells: Cells::Words(rows().map(|(_, deal)| deal.get(&issue.name).cloned()).collect()),
    });
    let about = vec![("zopa".to_owned(), env!("CARGO_PKG_VERSION").to_owned())];
    let written = columns::write(&parties.chain(issues).collect::<Vec<_>>(), &about);
    written.map_err(|error| error.to_string())
}

fn names<'a>(domain: &'a Domain, answer: &'a Answer) -> impl Iterator<Item = &'a String> {
    answer.parties.iter().chain(domain.issues.iter().map(|issue| &issue.name))
}

fn quoted(cell: impl AsRef<str>) -> String {
    let cell = cell.as_ref();
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
