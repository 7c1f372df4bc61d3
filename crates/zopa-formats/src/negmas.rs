//! NegMAS: a folder of YAML files, one with the issues and one a party.
//!
//! Read are linear additive utility functions over tables and linear functions, weighted, with their
//! reserved value; a discounting wrapper is opened, and the reserved value inside it counts. Other files
//! in such folders (statistics, information) are passed over.

use crate::domains::Read;
use crate::yaml::{self, Kind, Node};
use zopa::deal::structured::{Domain, Issue, Party};
use zopa::diag::Diagnostic;
use zopa::num::rational::Rational;

const MOST_OPTIONS: i64 = 1_000_000;

/// Whether the text looks like a file of such a folder.
#[must_use]
pub fn is_negmas(text: &str) -> bool {
    text.contains("OutcomeSpace") || text.contains("UtilityFunction") || text.contains("UFun")
}

struct Notes {
    file: usize,
    found: Vec<(usize, Diagnostic)>,
}

impl Notes {
    fn error(&mut self, message: impl Into<String>, at: &Node) {
        let diagnostic = Diagnostic::error("negmas-form", message).at(at.span.clone(), "");
        self.found.push((self.file, diagnostic));
    }

    fn number(&mut self, node: &Node) -> Option<Rational> {
        let text = node.text().unwrap_or_default();
        let number = text.parse().ok();
        if number.is_none() {
            self.error(format!("`{text}` is not a number"), node);
        }
        number
    }
}

/// Reads a domain and its parties, each file with its name.
#[must_use]
pub fn read(files: &[(&str, &str)]) -> Read {
    let mut notes = Notes { file: 0, found: Vec::new() };
    let mut domain: Option<Domain> = None;
    let mut parties: Vec<(usize, Node)> = Vec::new();
    for (i, (_, text)) in files.iter().enumerate() {
        notes.file = i;
        match yaml::parse(text.trim_start_matches('\u{feff}')) {
            Err(diagnostic) => notes.found.push((i, diagnostic)),
            Ok(node) if node.get("issues").is_some() => {
                if domain.is_some() {
                    notes.error("a second file with issues", &node);
                } else {
                    domain = Some(outline(&node, &mut notes));
                }
            }
            Ok(node) if node.get("type").is_some() => parties.push((i, node)),
            Ok(_) => {}
        }
    }
    match &mut domain {
        None => {
            let message = "no file with issues: a folder needs one, and a file a party";
            notes.found.push((0, Diagnostic::error("negmas-form", message)));
        }
        Some(domain) => {
            for (i, node) in &parties {
                notes.file = *i;
                let stem = files[*i].0.rsplit_once('.').map_or(files[*i].0, |(stem, _)| stem);
                let party = party(stem, node, &domain.issues, &mut notes);
                domain.parties.push(party);
            }
            if domain.parties.is_empty() {
                let message = "no file with a utility function";
                notes.found.push((0, Diagnostic::error("negmas-form", message)));
            }
        }
    }
    let failed = notes.found.iter().any(|(_, diagnostic)| diagnostic.is_error());
    Read { domain: domain.filter(|_| !failed), diagnostics: notes.found }
}

fn outline(node: &Node, notes: &mut Notes) -> Domain {
    let name = node.get("name").and_then(Node::text).unwrap_or_default();
    let mut domain = Domain { name: name.to_owned(), ..Domain::default() };
    for issue in node.get("issues").map_or(&[][..], Node::list) {
        let Some(name) = issue.get("name").and_then(Node::text) else {
            notes.error("an issue needs a `name`", issue);
            continue;
        };
        let Some(values) = issue.get("values") else {
            notes.error(format!("`{name}` needs `values`"), issue);
            continue;
        };
        let listed = values.list();
        let kind = issue.get("type").and_then(Node::text).unwrap_or_default();
        let whole = |node: &Node| node.text().and_then(|text| text.parse::<i64>().ok());
        let range = match listed {
            [low, high] if kind.ends_with("ContiguousIssue") => whole(low).zip(whole(high)),
            _ => None,
        };
        let options: Vec<String> = match range {
            Some((low, high)) if high.saturating_sub(low) >= MOST_OPTIONS => {
                notes.error(format!("`{name}` has more than {MOST_OPTIONS} options"), values);
                continue;
            }
            Some((low, high)) => (low..=high).map(|value| value.to_string()).collect(),
            None => listed.iter().filter_map(Node::text).map(str::to_owned).collect(),
        };
        if options.is_empty() || (range.is_none() && options.len() < listed.len()) {
            notes.error(format!("the values of `{name}` are no list of options"), values);
            continue;
        }
        domain.issues.push(Issue { name: name.to_owned(), options });
    }
    if domain.issues.is_empty() {
        notes.error("the file has no issue", node);
    }
    domain
}

fn party(stem: &str, node: &Node, issues: &[Issue], notes: &mut Notes) -> Party {
    let kind = node.get("type").and_then(Node::text).unwrap_or_default();
    if let (Some(inner), true) = (node.get("ufun"), kind.contains("Discounted")) {
        let mut party = party(stem, inner, issues, notes);
        party.discount = node.get("discount").and_then(|discount| notes.number(discount));
        return party;
    }
    let name = node.get("name").and_then(Node::text).filter(|name| *name != "null");
    let mut party = Party::new(name.unwrap_or(stem), issues);
    if !kind.contains("LinearAdditive") && !kind.contains("LinearUtilityAggregation") {
        notes.error(
            format!("`{kind}` is not read; expected a linear additive utility function"),
            node,
        );
        return party;
    }
    // Lists go by the order of the issues, mappings by their names.
    let of = |key: &str, i: usize| {
        let under = node.get(key)?;
        under.get(&issues[i].name).or_else(|| under.list().get(i))
    };
    for (i, issue) in issues.iter().enumerate() {
        let Some(values) = of("values", i) else {
            notes.error(format!("`{}` is not valued", issue.name), node);
            continue;
        };
        let weight = of("weights", i).map_or(Some(Rational::ONE), |node| notes.number(node));
        let weight = weight.unwrap_or(Rational::ONE);
        let worth = options(issue, values, notes);
        party.values[i] = worth.iter().map(|value| value * &weight).collect();
    }
    if let Some(bias) = node.get("bias") {
        party.constant = notes.number(bias).unwrap_or_default();
    }
    let reserved = node.get("reserved_value").filter(|node| {
        let text = node.text().unwrap_or_default();
        !text.ends_with("inf") && !matches!(text, "null" | "~" | "")
    });
    party.reservation = reserved.and_then(|node| notes.number(node));
    party
}

/// The value of each option of an issue.
fn options(issue: &Issue, values: &Node, notes: &mut Notes) -> Vec<Rational> {
    let kind = values.get("type").and_then(Node::text).unwrap_or("TableFun");
    let mapping = values.get("mapping").unwrap_or(values);
    if let Kind::Map(entries) = &mapping.kind
        && kind.ends_with("TableFun")
    {
        for (option, node) in entries {
            let known = issue.options.contains(option) || option == "type" || option == "name";
            if !known {
                notes.error(format!("`{option}` is no option of `{}`", issue.name), node);
            }
        }
        let worth = issue.options.iter().map(|option| match mapping.get(option) {
            Some(node) => notes.number(node).unwrap_or_default(),
            None => {
                notes.error(format!("`{option}` of `{}` is not valued", issue.name), values);
                Rational::ZERO
            }
        });
        return worth.collect();
    }
    let mut of = |key: &str, or: Rational| match values.get(key) {
        Some(node) => notes.number(node).unwrap_or_default(),
        None => or,
    };
    let (slope, bias) = match kind.rsplit('.').next().unwrap_or(kind) {
        "LinearFun" | "AffineFun" => (of("slope", Rational::ONE), of("bias", Rational::ZERO)),
        "IdentityFun" => (Rational::ONE, Rational::ZERO),
        "ConstFun" => (Rational::ZERO, of("bias", Rational::ZERO)),
        _ => {
            notes.error(format!("the value function `{kind}` is not read"), values);
            return vec![Rational::ZERO; issue.options.len()];
        }
    };
    let worth = issue.options.iter().map(|option| match option.parse::<Rational>() {
        Ok(number) => &bias + &(&slope * &number),
        Err(_) if slope.is_zero() => bias.clone(),
        Err(_) => {
            notes.error(format!("`{option}` of `{}` is not a number", issue.name), values);
            Rational::ZERO
        }
    });
    worth.collect()
}
