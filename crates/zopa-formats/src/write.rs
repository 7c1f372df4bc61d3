//! Domains written in the formats that other programs read, with a word on every value whose meaning
//! changes on the way.
//!
//! | target | how values are kept |
//! |---|---|
//! | scenario | as they stand; the terms of a court-enforced contract, since a domain knows no roads |
//! | csv | as they stand |
//! | genius | evaluations as they stand; the issue's weight undoes the division by the largest |
//! | geniusweb | utilities from 0 to 1 and weights that sum to 1: every party's values are rescaled |
//! | negmas | as they stand, weights of 1 |
//!
//! Numbers are written as decimals where they end, else to 30 digits, which is told.

use crate::xlsx::quoted;
use zopa::deal::structured::{Domain, Party};
use zopa::num::rational::Rational;

/// Digits of a number that does not end.
const DIGITS: usize = 30;

/// What a domain is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A scenario.
    Scenario,
    /// A scoring sheet.
    Csv,
    /// XML of GENIUS, to be read as GENIUS does.
    Genius,
    /// JSON of GeniusWeb.
    GeniusWeb,
    /// YAML of NegMAS.
    Negmas,
}

/// Files, and what changed on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Names and texts; a single one where the format has one file.
    pub files: Vec<(String, String)>,
    /// What does not mean what it meant.
    pub changes: Vec<String>,
}

/// Writes a domain.
///
/// # Errors
/// What the format cannot say.
pub fn write(domain: &Domain, target: Target) -> Result<Written, String> {
    if target != Target::Scenario && !domain.is_additive() {
        return Err(
            "values over several issues and forbidden combinations can be written only as a \
                    scenario"
                .to_owned(),
        );
    }
    let mut writer = Writer { domain, rounded: false, written: Written::default() };
    match target {
        Target::Scenario => crate::write_scenario::scenario(&mut writer),
        Target::Csv => writer.csv(),
        Target::Genius => writer.genius(),
        Target::GeniusWeb => writer.geniusweb(),
        Target::Negmas => writer.negmas(),
    }
    if writer.rounded {
        let note = format!("numbers that do not end as decimals were cut to {DIGITS} digits");
        writer.written.changes.push(note);
    }
    let discounted = domain.parties.iter().any(|party| party.discount.is_some());
    if discounted && !matches!(target, Target::Genius) {
        writer.written.changes.push("discounts were left out: they change no deal".to_owned());
    }
    Ok(writer.written)
}

pub(crate) struct Writer<'a> {
    pub(crate) domain: &'a Domain,
    pub(crate) rounded: bool,
    pub(crate) written: Written,
}

impl Writer<'_> {
    pub(crate) fn number(&mut self, number: &Rational) -> String {
        if let Some(decimal) = number.decimal(DIGITS) {
            return decimal;
        }
        self.rounded = true;
        let scale: Rational = format!("1e{DIGITS}").parse().unwrap_or(Rational::ONE);
        let cut = (number * &scale).floor().checked_div(&scale).unwrap_or_default();
        cut.decimal(DIGITS).unwrap_or_else(|| number.to_f64().to_string())
    }

    pub(crate) fn file(&mut self, name: impl Into<String>, text: String) {
        self.written.files.push((name.into(), text));
    }

    fn stem(&self) -> String {
        let name = file_name(&self.domain.name);
        if name.is_empty() { "domain".to_owned() } else { name }
    }

    /// Values of an issue, with what the party gets from every deal in those of the first.
    fn values(&self, party: &Party, issue: usize) -> Vec<Rational> {
        let constant = if issue == 0 { party.constant.clone() } else { Rational::ZERO };
        party.values[issue].iter().map(|value| value + &constant).collect()
    }

    fn csv(&mut self) {
        let domain = self.domain;
        let names: Vec<String> = domain.parties.iter().map(|p| quoted(&p.name)).collect();
        let mut text = format!("issue,option,{}\n", names.join(","));
        for (i, issue) in domain.issues.iter().enumerate() {
            for (o, option) in issue.options.iter().enumerate() {
                let of = |party: &Party| self.values(party, i)[o].clone();
                let values: Vec<Rational> = domain.parties.iter().map(of).collect();
                let cells: Vec<String> = values.iter().map(|value| self.number(value)).collect();
                let name = quoted(&issue.name);
                text.push_str(&format!("{name},{},{}\n", quoted(option), cells.join(",")));
            }
        }
        let reservations: Vec<Option<Rational>> =
            domain.parties.iter().map(|party| party.reservation.clone()).collect();
        if reservations.iter().any(Option::is_some) {
            let mut cells = Vec::new();
            for (party, reservation) in domain.parties.iter().zip(reservations) {
                let worst = || {
                    let least = party.values.iter().filter_map(|v| v.iter().min());
                    least.cloned().sum::<Rational>() + &party.constant
                };
                let value = reservation.unwrap_or_else(worst);
                cells.push(self.number(&value));
            }
            text.push_str(&format!("reservation,,{}\n", cells.join(",")));
        }
        let stem = self.stem();
        self.file(format!("{stem}.csv"), text);
    }

    fn genius(&mut self) {
        let domain = self.domain;
        let stem = self.stem();
        let count = domain.issues.len();
        let head = format!("<utility_space number_of_issues=\"{count}\">\n");
        let objective = format!(
            "<objective index=\"0\" name=\"{}\" type=\"objective\" etype=\"objective\" description=\"\">\n",
            escaped(&domain.name)
        );
        let issue_tag = |i: usize| {
            let name = escaped(&domain.issues[i].name);
            format!(
                "<issue index=\"{}\" name=\"{name}\" type=\"discrete\" etype=\"discrete\" vtype=\"discrete\">\n",
                i + 1
            )
        };
        let mut text = format!("<negotiation_template>\n{head}{objective}");
        for (i, issue) in domain.issues.iter().enumerate() {
            text.push_str(&issue_tag(i));
            for (o, option) in issue.options.iter().enumerate() {
                let option = escaped(option);
                text.push_str(&format!("<item index=\"{}\" value=\"{option}\"/>\n", o + 1));
            }
            text.push_str("</issue>\n");
        }
        text.push_str("</objective>\n</utility_space>\n</negotiation_template>\n");
        self.file(format!("{stem}.xml"), text);
        for party in &domain.parties {
            let mut text = format!("{head}{objective}");
            let mut weights = String::new();
            for (i, issue) in domain.issues.iter().enumerate() {
                let values = self.values(party, i);
                text.push_str(&issue_tag(i));
                let mut largest = values.iter().max().cloned().unwrap_or_default();
                if largest.is_zero() && values.iter().any(|value| !value.is_zero()) {
                    // Nothing can be divided by 0: the whole issue is moved.
                    largest = values.iter().min().map_or(Rational::ONE, Rational::abs);
                    let (issue, party) = (&issue.name, &party.name);
                    let moved = self.number(&largest);
                    self.written.changes.push(format!(
                        "`{issue}` is worth {moved} more to `{party}` whatever is agreed, since GENIUS \
                         divides by the largest evaluation"
                    ));
                    for (o, option) in domain.issues[i].options.iter().enumerate() {
                        let evaluation = self.number(&(&values[o] + &largest));
                        text.push_str(&item(o, option, &evaluation));
                    }
                } else {
                    for (o, option) in issue.options.iter().enumerate() {
                        let evaluation = self.number(&values[o]);
                        text.push_str(&item(o, option, &evaluation));
                    }
                }
                text.push_str("</issue>\n");
                let weight = self.number(&largest);
                weights.push_str(&format!("<weight index=\"{}\" value=\"{weight}\"/>\n", i + 1));
            }
            text.push_str(&format!("{weights}</objective>\n"));
            if let Some(discount) = &party.discount {
                let discount = self.number(discount);
                text.push_str(&format!("<discount_factor value=\"{discount}\"/>\n"));
            }
            if let Some(reservation) = &party.reservation {
                let reservation = self.number(reservation);
                text.push_str(&format!("<reservation value=\"{reservation}\"/>\n"));
            }
            text.push_str("</utility_space>\n");
            self.file(format!("{stem}-{}.xml", file_name(&party.name)), text);
        }
        self.written.changes.push(
            "written for `--semantics genius`; NegMAS does not divide evaluations by the largest of the \
             issue and will see other values"
                .to_owned(),
        );
    }

    fn geniusweb(&mut self) {
        let domain = self.domain;
        let stem = self.stem();
        let issues: serde_json::Map<String, serde_json::Value> = domain
            .issues
            .iter()
            .map(|issue| (issue.name.clone(), serde_json::json!({ "values": issue.options })))
            .collect();
        let outline = serde_json::json!({ "name": domain.name, "issuesValues": issues });
        self.file(format!("{stem}.json"), pretty(&outline));
        for party in &domain.parties {
            let spread = |values: &[Rational]| match (values.iter().max(), values.iter().min()) {
                (Some(most), Some(least)) => (most - least, least.clone()),
                _ => (Rational::ZERO, Rational::ZERO),
            };
            let whole: Rational = party.values.iter().map(|values| spread(values).0).sum();
            let mut utilities = serde_json::Map::new();
            let mut weights = serde_json::Map::new();
            for (issue, values) in domain.issues.iter().zip(&party.values) {
                let (range, least) = spread(values);
                let share = |value: &Rational| {
                    (value - &least).checked_div(&range).unwrap_or_default().to_f64()
                };
                let table: serde_json::Map<String, serde_json::Value> = issue
                    .options
                    .iter()
                    .zip(values)
                    .map(|(option, value)| (option.clone(), share(value).into()))
                    .collect();
                utilities.insert(
                    issue.name.clone(),
                    serde_json::json!({ "discreteutils": { "valueUtilities": table } }),
                );
                let weight = range.checked_div(&whole).unwrap_or_default().to_f64();
                weights.insert(issue.name.clone(), weight.into());
            }
            let space = serde_json::json!({ "LinearAdditiveUtilitySpace": {
                "name": party.name, "issueUtilities": utilities, "issueWeights": weights,
                "domain": outline } });
            self.file(format!("{stem}-{}.json", file_name(&party.name)), pretty(&space));
            if party.reservation.is_some() {
                self.written.changes.push(format!(
                    "the reservation of `{}` was left out: in GeniusWeb it is a deal, not a number",
                    party.name
                ));
            }
        }
        self.written.changes.push(
            "every party's values were rescaled to run from 0 to 1: solutions that depend on units may \
             change"
                .to_owned(),
        );
    }

    fn negmas(&mut self) {
        let domain = self.domain;
        let stem = self.stem();
        let mut text =
            format!("name: {}\ntype: DiscreteCartesianOutcomeSpace\nissues:\n", yaml(&domain.name));
        for issue in &domain.issues {
            let options: Vec<String> = issue.options.iter().map(|option| yaml(option)).collect();
            let (name, options) = (yaml(&issue.name), options.join(", "));
            text.push_str(&format!(
                "- name: {name}\n  type: CategoricalIssue\n  values: [{options}]\n"
            ));
        }
        self.file(format!("{stem}_domain.yml"), text);
        for party in &domain.parties {
            let mut text =
                format!("type: LinearAdditiveUtilityFunction\nname: {}\n", yaml(&party.name));
            match &party.reservation {
                Some(reservation) => {
                    let reservation = self.number(reservation);
                    text.push_str(&format!("reserved_value: {reservation}\n"));
                }
                None => text.push_str("reserved_value: -.inf\n"),
            }
            let ones = vec!["1.0"; domain.issues.len()].join(", ");
            text.push_str(&format!("weights: [{ones}]\nvalues:\n"));
            for (i, issue) in domain.issues.iter().enumerate() {
                text.push_str("- type: TableFun\n  mapping:\n");
                let values = self.values(party, i);
                for (option, value) in issue.options.iter().zip(&values) {
                    let value = self.number(value);
                    text.push_str(&format!("    {}: {value}\n", yaml(option)));
                }
            }
            self.file(format!("{}.yml", file_name(&party.name)), text);
        }
    }
}

fn item(at: usize, option: &str, evaluation: &str) -> String {
    let (index, option) = (at + 1, escaped(option));
    format!("<item index=\"{index}\" value=\"{option}\" evaluation=\"{evaluation}\"/>\n")
}

fn pretty(value: &serde_json::Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A name that cannot be taken for anything but text.
fn yaml(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A name that files may have.
fn file_name(name: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    name.chars().map(kept).collect::<String>().trim_matches('-').to_owned()
}
