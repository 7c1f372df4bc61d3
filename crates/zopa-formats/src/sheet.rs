//! Scoring sheets: a table with a row for every option, `issue, option`, and a column for every party.
//!
//! The separator is the comma, the semicolon or the tab, whichever the first line has most of; cells may
//! stand in double quotes. An empty cell in the first column repeats the issue above. A row `reservation`
//! holds what the parties get without a deal. With semicolons or tabs, a number may have a decimal comma.

use crate::cells::{self, Cell};
use crate::domains::Read;
use std::collections::{BTreeMap, BTreeSet};
use zopa::deal::structured::{Domain, Issue, Party};
use zopa::diag::{Diagnostic, Span};
use zopa::num::rational::Rational;

/// Reads a sheet; its name becomes that of the domain.
#[must_use]
pub fn read(name: &str, text: &str) -> Read {
    let mut sheet = Sheet { separator: cells::separator(text), found: Vec::new() };
    let domain = sheet.domain(name, text);
    let failed = sheet.found.iter().any(Diagnostic::is_error);
    Read {
        domain: domain.filter(|_| !failed),
        diagnostics: sheet.found.into_iter().map(|diagnostic| (0, diagnostic)).collect(),
    }
}

struct Sheet {
    separator: char,
    found: Vec<Diagnostic>,
}

impl Sheet {
    fn error(&mut self, message: impl Into<String>, span: Span) {
        self.found.push(Diagnostic::error("sheet-form", message).at(span, ""));
    }

    fn domain(&mut self, name: &str, text: &str) -> Option<Domain> {
        let (rows, wrong) = cells::rows(text, self.separator);
        for (message, span) in wrong {
            self.error(message, span);
        }
        let mut rows = rows.into_iter();
        let Some(head) = rows.next() else {
            self.error("the sheet is empty", 0..0);
            return None;
        };
        let Some(parties) = head.get(2..).filter(|parties| !parties.is_empty()) else {
            let span = head.first().map_or(0..0, |cell| cell.span.clone());
            self.error("the first row needs `issue`, `option` and a column for every party", span);
            return None;
        };
        let mut domain = Domain { name: name.to_owned(), ..Domain::default() };
        domain.parties = parties.iter().map(|cell| Party::new(cell.text.as_str(), &[])).collect();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut seen: BTreeSet<(usize, String)> = BTreeSet::new();
        let mut issue = String::new();
        for row in rows {
            let span = row.first().map_or(0..0, |cell| cell.span.clone());
            let cell = |i: usize| row.get(i).map_or("", |cell| cell.text.as_str());
            if !cell(0).is_empty() {
                cell(0).clone_into(&mut issue);
            }
            if row.len() > head.len() {
                self.error(
                    format!("{} cells, but the first row has {}", row.len(), head.len()),
                    span.clone(),
                );
            }
            let numbers = self.numbers(&row, &domain.parties, &span);
            if issue == "reservation" && cell(1).is_empty() {
                for (party, number) in domain.parties.iter_mut().zip(numbers) {
                    party.reservation = Some(number);
                }
                continue;
            }
            if issue.is_empty() || cell(1).is_empty() {
                self.error("a row needs an issue and an option", span);
                continue;
            }
            let at = *known.entry(issue.clone()).or_insert_with(|| {
                domain.issues.push(Issue { name: issue.clone(), options: Vec::new() });
                domain.parties.iter_mut().for_each(|party| party.values.push(Vec::new()));
                domain.issues.len() - 1
            });
            let option = cell(1).to_owned();
            if !seen.insert((at, option.clone())) {
                self.error(format!("`{issue}` has the option `{option}` twice"), span);
                continue;
            }
            domain.issues[at].options.push(option);
            for (party, number) in domain.parties.iter_mut().zip(numbers) {
                party.values[at].push(number);
            }
        }
        if domain.issues.is_empty() {
            self.error("the sheet has no option", 0..0);
        }
        Some(domain)
    }

    fn numbers(&mut self, row: &[Cell], parties: &[Party], span: &Span) -> Vec<Rational> {
        let mut numbers = Vec::new();
        for (i, party) in parties.iter().enumerate() {
            let (text, span) =
                row.get(i + 2).map_or(("", span), |cell| (cell.text.as_str(), &cell.span));
            let decimal =
                if self.separator == ',' { text.to_owned() } else { text.replace(',', ".") };
            numbers.push(decimal.parse().unwrap_or_else(|_| {
                let message = match text {
                    "" => format!("the value to `{}` is missing", party.name),
                    text => format!("`{text}` is not a number"),
                };
                self.error(message, span.clone());
                Rational::ZERO
            }));
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_becomes_a_domain() {
        let text = "\u{feff}issue,option,Union,Firm\nwage,\"10, gross\",0,50\n,11,30,20\nhours,40,0,5\nreservation,,10,20.5\n";
        let domain = read("wages", text).domain.unwrap();
        assert_eq!(domain.issues[0].options, ["10, gross", "11"]);
        assert_eq!(domain.value(1, &[0, 0]), 55.into());
        assert_eq!(domain.parties[1].reservation, Some("41/2".parse().unwrap()));
    }

    #[test]
    fn a_semicolon_makes_the_comma_a_decimal_point() {
        let domain =
            read("x", "issue;option;A;B\r\nrent;900;1,5;0\r\nrent;950;0;2\r\n").domain.unwrap();
        assert_eq!(domain.value(0, &[0]), "3/2".parse().unwrap());
    }

    #[test]
    fn all_mistakes_are_told_each_at_its_place() {
        let text = "issue,option,A,B\nrent,900,x,\nrent,900,1,2\n\nhours,,1,2,3\nwage,\"5,1,2\n";
        let found = read("x", text).diagnostics;
        let said: Vec<(&str, &str)> = found
            .iter()
            .map(|(_, d)| (d.message.as_str(), text.get(d.labels[0].span.clone()).unwrap()))
            .collect();
        assert_eq!(
            said[..5],
            [
                ("a quote that is not closed", "\""),
                ("`x` is not a number", "x"),
                ("the value to `B` is missing", ""),
                ("`rent` has the option `900` twice", "rent"),
                ("5 cells, but the first row has 4", "hours"),
            ]
        );
    }
}
