//! GeniusWeb: linear additive profiles as JSON, each with its domain inside.
//!
//! Utilities are used as they stand, weighted by the issue. Number issues are `[lowest, highest, step]`,
//! their utilities linear between two points. The reservation is a deal, not a number: what that deal is
//! worth. An issue that the reservation leaves open counts with its worst option, and a warning says so.

use crate::domains::Read;
use serde_json::{Map, Value};
use zopa::deal::structured::{Domain, Issue, Party};
use zopa::diag::Diagnostic;
use zopa::num::rational::Rational;

/// Options that an issue may have.
const MOST_OPTIONS: usize = 1_000_000;

/// Whether the text looks like one.
#[must_use]
pub fn is_geniusweb(text: &str) -> bool {
    text.contains("UtilitySpace\"") || text.contains("\"issuesValues\"")
}

/// Reads profiles, a party each, each with its name; files that hold a domain alone are passed over.
#[must_use]
pub fn read(files: &[(&str, &str)]) -> Read {
    let mut notes = Notes { file: 0, found: Vec::new() };
    let mut domain: Option<Domain> = None;
    for (i, (name, text)) in files.iter().enumerate() {
        notes.file = i;
        let value: Value = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(value) => value,
            Err(error) => {
                notes.syntax(text, &error);
                continue;
            }
        };
        if value.get("issuesValues").is_some() {
            continue;
        }
        let Some(space) = value.get("LinearAdditiveUtilitySpace").and_then(Value::as_object) else {
            let found =
                value.as_object().and_then(|o| o.keys().next()).map_or("nothing", String::as_str);
            notes.error(format!("`{found}` found, expected `LinearAdditiveUtilitySpace`"));
            continue;
        };
        let Some(read) = outline(space, &mut notes) else { continue };
        let numbers = read.numbers;
        match &domain {
            None => {
                domain = Some(Domain { name: read.name, issues: read.issues, ..Domain::default() })
            }
            Some(domain) if domain.issues != read.issues => {
                let first = files[0].0;
                notes.error(format!("the profile is of another domain than `{first}`"));
                continue;
            }
            Some(_) => {}
        }
        if let Some(domain) = &mut domain {
            let stem = name.rsplit_once('.').map_or(*name, |(stem, _)| stem);
            let party = party(stem, space, &domain.issues, &numbers, &mut notes);
            domain.parties.push(party);
        }
    }
    let failed = notes.found.iter().any(|(_, diagnostic)| diagnostic.is_error());
    Read { domain: domain.filter(|_| !failed), diagnostics: notes.found }
}

struct Notes {
    file: usize,
    found: Vec<(usize, Diagnostic)>,
}

impl Notes {
    fn error(&mut self, message: impl Into<String>) {
        self.found.push((self.file, Diagnostic::error("geniusweb-form", message)));
    }

    fn syntax(&mut self, text: &str, error: &serde_json::Error) {
        let mark = text.len() - text.trim_start_matches('\u{feff}').len();
        let text_after = text.get(mark..).unwrap_or_default();
        let lines = text_after.split_inclusive('\n').take(error.line().saturating_sub(1));
        let at = mark + lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        let start = text.floor_char_boundary(at.min(text.len()));
        let end = text.ceil_char_boundary((start + 1).min(text.len()));
        let diagnostic = Diagnostic::error("json-syntax", format!("not JSON: {error}"));
        self.found.push((self.file, diagnostic.at(start..end, "reading stopped here")));
    }

    /// A number as its shortest decimal has it, or the text that stands for one.
    fn number(&mut self, value: Option<&Value>, what: &str) -> Rational {
        let text = match value {
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::String(text)) => text.clone(),
            _ => {
                self.error(format!("{what} is missing or no number"));
                return Rational::ZERO;
            }
        };
        text.parse().unwrap_or_else(|_| {
            self.error(format!("{what}: `{text}` is not a number"));
            Rational::ZERO
        })
    }
}

struct Outline {
    name: String,
    issues: Vec<Issue>,
    /// Per issue, the numbers that its options are.
    numbers: Vec<Vec<Rational>>,
}

fn outline(space: &Map<String, Value>, notes: &mut Notes) -> Option<Outline> {
    let domain = space.get("domain");
    let issues = domain.and_then(|d| d.get("issuesValues")).and_then(Value::as_object);
    let Some(issues) = issues.filter(|issues| !issues.is_empty()) else {
        notes.error("`domain.issuesValues` is missing or empty: there are no issues");
        return None;
    };
    let name = domain.and_then(|d| d.get("name")).and_then(Value::as_str).unwrap_or_default();
    let mut outline = Outline { name: name.to_owned(), issues: Vec::new(), numbers: Vec::new() };
    for (name, values) in issues {
        let (options, numbers) = if let Some(list) = values.get("values").and_then(Value::as_array)
        {
            let text =
                |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (list.iter().map(text).collect(), Vec::new())
        } else if let Some([low, high, step]) = range(values) {
            range_options(name, [low, high, step], notes)
        } else {
            notes.error(format!(
                "the issue `{name}` has neither `values` nor a `range` of three numbers"
            ));
            continue;
        };
        let different: std::collections::BTreeSet<&String> = options.iter().collect();
        if options.is_empty() || different.len() < options.len() {
            notes.error(format!("the issue `{name}` has no options, or one of them twice"));
            continue;
        }
        outline.issues.push(Issue { name: name.clone(), options });
        outline.numbers.push(numbers);
    }
    Some(outline)
}

fn range(values: &Value) -> Option<[&Value; 3]> {
    let [low, high, step] = values.get("range")?.as_array()?.as_slice() else { return None };
    Some([low, high, step])
}

fn range_options(
    name: &str,
    range: [&Value; 3],
    notes: &mut Notes,
) -> (Vec<String>, Vec<Rational>) {
    let [low, high, step] =
        range.map(|value| notes.number(Some(value), &format!("the range of `{name}`")));
    if !step.is_positive() || low > high {
        notes.error(format!("the range of `{name}` is empty: {low} to {high} by {step}"));
        return Default::default();
    }
    let mut numbers = Vec::new();
    let mut number = low;
    while number <= high && numbers.len() <= MOST_OPTIONS {
        numbers.push(number.clone());
        number += &step;
    }
    if numbers.len() > MOST_OPTIONS {
        notes.error(format!("`{name}` has more than {MOST_OPTIONS} options"));
        return Default::default();
    }
    let shown = |x: &Rational| x.decimal(12).unwrap_or_else(|| x.to_string());
    (numbers.iter().map(shown).collect(), numbers)
}

fn party(
    name: &str,
    space: &Map<String, Value>,
    issues: &[Issue],
    numbers: &[Vec<Rational>],
    notes: &mut Notes,
) -> Party {
    let mut party = Party::new(name, issues);
    let get = |key: &str, issue: &str| space.get(key).and_then(|of| of.get(issue));
    for ((issue, numbers), values) in issues.iter().zip(numbers).zip(&mut party.values) {
        let weight = notes
            .number(get("issueWeights", &issue.name), &format!("the weight of `{}`", issue.name));
        let utilities = get("issueUtilities", &issue.name);
        let discrete =
            utilities.and_then(|u| u.get("discreteutils")).and_then(|d| d.get("valueUtilities"));
        let line = utilities.and_then(|u| u.get("numberutils"));
        if let Some(table) = discrete {
            for (option, value) in issue.options.iter().zip(values) {
                let what = format!("the utility of `{option}` of `{}`", issue.name);
                *value = &notes.number(table.get(option), &what) * &weight;
            }
        } else if let Some(line) = line {
            let mut part =
                |key: &str| notes.number(line.get(key), &format!("`{key}` of `{}`", issue.name));
            let (low, high) = (part("lowValue"), part("highValue"));
            let (from, to) = (part("lowUtility"), part("highUtility"));
            let slope = (&to - &from).checked_div(&(&high - &low)).unwrap_or_default();
            for (x, value) in numbers.iter().zip(values) {
                *value = &(&from + &(&slope * &(x - &low))) * &weight;
            }
        } else {
            notes.error(format!("`{}` has neither `discreteutils` nor `numberutils`", issue.name));
        }
    }
    party.reservation = reservation(space, issues, &party, notes);
    party
}

fn reservation(
    space: &Map<String, Value>,
    issues: &[Issue],
    party: &Party,
    notes: &mut Notes,
) -> Option<Rational> {
    let bid = space.get("reservationBid")?.get("issuevalues")?.as_object()?;
    let mut sum = party.constant.clone();
    for (issue, values) in issues.iter().zip(&party.values) {
        let option =
            bid.get(&issue.name).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
        let at = option.as_ref().and_then(|option| issue.options.iter().position(|o| o == option));
        match (at, option) {
            (Some(at), _) => sum += &values[at],
            (None, Some(option)) => {
                notes.error(format!(
                    "the reservation has `{option}`, which `{}` has not",
                    issue.name
                ));
            }
            (None, None) => {
                let message = format!(
                    "the reservation leaves `{}` open: its worst option counts",
                    issue.name
                );
                notes.found.push((notes.file, Diagnostic::warning("geniusweb-form", message)));
                sum += &values.iter().min().cloned().unwrap_or_default();
            }
        }
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROFILE: &str = r#"{"LinearAdditiveUtilitySpace": {"name": "p",
        "issueUtilities": {
            "type": {"discreteutils": {"valueUtilities": {"swim": 0.6, "run": 1}}},
            "cost": {"numberutils": {"lowValue": 0, "lowUtility": 1, "highValue": 10, "highUtility": 0}}},
        "issueWeights": {"type": 0.25, "cost": 0.75},
        "domain": {"name": "fitness", "issuesValues": {
            "type": {"values": ["swim", "run"]}, "cost": {"range": ["0", "10", "5"]}}},
        "reservationBid": {"issuevalues": {"type": "swim", "cost": "5"}}}}"#;

    #[test]
    fn utilities_are_weighted_and_the_reservation_is_what_its_deal_is_worth() {
        let read = read(&[("a.json", PROFILE), ("b.json", PROFILE)]);
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        let domain = read.domain.unwrap();
        assert_eq!(domain.issues[1].options, ["0", "5", "10"]);
        assert_eq!(domain.value(1, &[1, 0]).to_string(), "1");
        assert_eq!(domain.parties[0].reservation.as_ref().unwrap().to_string(), "21/40");
        assert_eq!(domain.parties[1].name, "b");
    }

    #[test]
    fn mistakes_are_told_by_file() {
        let other = PROFILE.replace("swim", "row").replace("0.25", "\"much\"");
        let read = read(&[("a.json", PROFILE), ("b.json", &other), ("c.json", "{\n\"x\": }")]);
        let said: Vec<String> =
            read.diagnostics.iter().map(|(i, d)| format!("{i} {}", d.message)).collect();
        assert!(read.domain.is_none());
        assert_eq!(said[0], "1 the profile is of another domain than `a.json`");
        assert!(said[1].starts_with("2 not JSON: expected value at line 2"), "{said:?}");
    }
}
