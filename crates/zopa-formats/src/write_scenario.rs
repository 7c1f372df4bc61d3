//! A domain as a scenario: what is known is written, what is not is said.

use crate::keys::{keys, toml};
use crate::write::Writer;
use zopa::deal::structured::{Domain, Issue, Region, Term};
use zopa::num::rational::Rational;

/// Writes the scenario of a contract that a court enforces, since a domain knows neither roads nor breaches.
pub(crate) fn scenario(writer: &mut Writer<'_>) {
    let domain = writer.domain;
    let parties = keys(domain.parties.iter().map(|party| party.name.as_str()), "party");
    let issues = keys(domain.issues.iter().map(|issue| issue.name.as_str()), "issue");
    let title = if domain.name.is_empty() { "A negotiation" } else { domain.name.as_str() };
    let mut text = format!("language = 1\ntitle    = {}\nenforced = true\n", toml(title));
    for (key, party) in parties.iter().zip(&domain.parties) {
        text.push_str(&format!("\n[parties.{key}]\nname = {}\n", toml(&party.name)));
    }
    for (key, issue) in issues.iter().zip(&domain.issues) {
        let options: Vec<String> = issue.options.iter().map(|option| toml(option)).collect();
        text.push_str(&format!(
            "\n[issues.{key}]\nname    = {}\nby      = \"{}\"\noptions = [{}]\n",
            toml(&issue.name),
            parties.first().map_or("", String::as_str),
            options.join(", ")
        ));
    }
    for region in &domain.forbidden {
        let never = condition(region, &domain.issues, &issues);
        text.push_str(&format!("\n[[rules]]\nnever = {}\n", toml(&never)));
    }
    for (p, party) in domain.parties.iter().enumerate() {
        text.push_str(&format!("\n[values.{}]\n", parties[p]));
        for (i, key) in issues.iter().enumerate() {
            let mut entries = Vec::new();
            for (option, value) in domain.issues[i].options.iter().zip(&party.values[i]) {
                entries.push(format!("{} = {}", toml(option), writer.number(value)));
            }
            text.push_str(&format!("{key} = {{ {} }}\n", entries.join(", ")));
        }
        let mut plus = Vec::new();
        if !party.constant.is_zero() {
            plus.push(writer.number(&party.constant));
        }
        for term in &party.terms {
            plus.extend(expressions(writer, term, &issues));
        }
        if !plus.is_empty() {
            let quoted: Vec<String> = plus.iter().map(|term| toml(term)).collect();
            text.push_str(&format!("plus = [{}]\n", quoted.join(", ")));
        }
    }
    text.push_str("\n[nodeal.values]\n");
    for (key, party) in parties.iter().zip(&domain.parties) {
        let least = party.values.iter().filter_map(|values| values.iter().min());
        let worst: Rational = least.cloned().sum::<Rational>() + &party.constant;
        let stated = party.reservation.clone();
        if stated.is_none() {
            writer.written.changes.push(format!(
                "`{}` states no reservation: without a deal it has the sum of its worst options",
                party.name
            ));
        }
        text.push_str(&format!("{key} = {}\n", writer.number(&stated.unwrap_or(worst))));
    }
    writer.written.changes.push(
        "a domain does not say whose move an issue is, what stands today or how a deal is kept: every issue \
         is given to the first party, the first option stands today, and a court enforces the deal"
            .to_owned(),
    );
    writer.file("scenario.toml", text);
}

fn condition(region: &Region, issues: &[Issue], keys: &[String]) -> String {
    let bounds = region.bounds.iter().map(|(issue, options)| {
        let names = options.iter().map(|&option| indicator(issues, keys, *issue, option));
        format!("({})", names.collect::<Vec<_>>().join(" or "))
    });
    bounds.collect::<Vec<_>>().join(" and ")
}

fn indicator(issues: &[Issue], keys: &[String], issue: usize, option: usize) -> String {
    format!("{}.{}", keys[issue], toml(&issues[issue].options[option]))
}

/// A term as expressions.
fn expressions(writer: &mut Writer<'_>, term: &Term, keys: &[String]) -> Vec<String> {
    let domain: &Domain = writer.domain;
    match term {
        Term::Rectangle { region, worth } => {
            let worth = writer.number(worth);
            if region.bounds.is_empty() {
                return vec![worth];
            }
            let holds = condition(region, &domain.issues, keys);
            vec![format!("({worth}) * if({holds}, 1, 0)")]
        }
        Term::Table { issues, worth } => {
            let mut expressions = Vec::new();
            for (index, worth) in worth.iter().enumerate().filter(|(_, worth)| !worth.is_zero()) {
                let mut rest = index;
                let mut factors = vec![format!("({})", writer.number(worth))];
                for &issue in issues.iter().rev() {
                    let size = domain.issues[issue].options.len();
                    factors.push(indicator(&domain.issues, keys, issue, rest % size));
                    rest /= size;
                }
                expressions.push(factors.join(" * "));
            }
            expressions
        }
    }
}
