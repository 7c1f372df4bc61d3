//! A scenario taken apart, so that two can be compared part by part, and mixed.
//!
//! A part is what a reader changes at once: a premise, an option's value, a party's patience, a claim. Parts
//! are told apart on the printed form, in which layout, comments and keys at their defaults do not show.

use super::{Scenario, print};
use std::fmt;
use toml::{Table, Value};

/// Where a part stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Under keys: `premises.trust`, `values.seller.price`.
    Key(Vec<String>),
    /// In a list of tables, such as `menu`: the list, and what names the entry in it.
    Entry(String, String),
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(keys) => out.write_str(&keys.join(".")),
            Self::Entry(list, name) => write!(out, "{list} “{name}”"),
        }
    }
}

/// The parts of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    table: Table,
}

impl Parts {
    /// Takes a scenario apart.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        // What is printed is TOML; a test reads every case back.
        Self { table: print(scenario).parse().unwrap_or_default() }
    }

    /// The scenario as TOML again.
    #[must_use]
    pub fn text(&self) -> String {
        self.table.to_string()
    }

    /// A part as it is written; `None` where there is none.
    #[must_use]
    pub fn written(&self, place: &Place) -> Option<String> {
        self.get(place).map(|value| match value {
            Value::Table(table) => {
                let pairs = table.iter().map(|(key, value)| format!("{key} = {}", plain(value)));
                pairs.collect::<Vec<_>>().join(", ")
            }
            other => plain(other),
        })
    }

    /// Where two scenarios differ, in the order of the first; what is new follows.
    #[must_use]
    pub fn differing(&self, other: &Self) -> Vec<Place> {
        let mut places = Vec::new();
        differ(&mut Vec::new(), &self.table, &other.table, &mut places);
        places
    }

    /// The scenario with one part as it is in another, or without it where the other has none.
    #[must_use]
    pub fn with(&self, place: &Place, other: &Self) -> Self {
        let mut mixed = self.clone();
        let value = other.get(place).cloned();
        match place {
            Place::Key(keys) => set(&mut mixed.table, keys, value),
            Place::Entry(list, name) => {
                let empty = || Value::Array(Vec::new());
                let entries = mixed.table.entry(list.clone()).or_insert_with(empty);
                let Value::Array(entries) = entries else { return mixed };
                let at = entries.iter().position(|entry| entry_name(list, entry) == *name);
                match (at, value) {
                    (Some(at), Some(value)) => entries[at] = value,
                    (Some(at), None) => drop(entries.remove(at)),
                    (None, Some(value)) => entries.push(value),
                    (None, None) => {}
                }
            }
        }
        mixed
    }

    fn get(&self, place: &Place) -> Option<&Value> {
        match place {
            Place::Key(keys) => {
                let (first, rest) = keys.split_first()?;
                rest.iter().try_fold(self.table.get(first)?, |value, key| value.get(key))
            }
            Place::Entry(list, name) => {
                let entries = self.table.get(list)?.as_array()?;
                entries.iter().find(|entry| entry_name(list, entry) == *name)
            }
        }
    }
}

/// Sections whose entries are told as a whole.
const WHOLE: [&str; 1] = ["premises"];

fn differ(path: &mut Vec<String>, one: &Table, other: &Table, places: &mut Vec<Place>) {
    let new = other.iter().filter(|(key, _)| !one.contains_key(*key));
    let nothing = Table::new();
    for (key, value) in one.iter().chain(new) {
        let (was, is) = (one.get(key), other.get(key));
        if was == is {
            continue;
        }
        if path.is_empty() && is_list(value) {
            entries_differ(key, was, is, places);
            continue;
        }
        path.push(key.clone());
        // A section that one of them lacks has no parts there; anything else is new or gone as a whole.
        let part = |value: Option<&Value>| match value {
            Some(Value::Table(table)) => Some(table.clone()),
            None if path.len() == 1 => Some(nothing.clone()),
            _ => None,
        };
        let whole = path.len() > 1 && path.first().is_some_and(|p| WHOLE.contains(&p.as_str()));
        match (part(was), part(is)) {
            (Some(was), Some(is)) if value.is_table() && !whole => differ(path, &was, &is, places),
            _ => places.push(Place::Key(path.clone())),
        }
        path.pop();
    }
}

fn is_list(value: &Value) -> bool {
    let tables = |entries: &Vec<Value>| entries.iter().all(Value::is_table);
    value.as_array().is_some_and(tables)
}

fn entries_differ(list: &str, was: Option<&Value>, is: Option<&Value>, places: &mut Vec<Place>) {
    let entries =
        |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let (was, is) = (entries(was), entries(is));
    let find = |entries: &[Value], name: &str| {
        entries.iter().find(|entry| entry_name(list, entry) == name).cloned()
    };
    for entry in was.iter().chain(&is) {
        let place = Place::Entry(list.to_owned(), entry_name(list, entry));
        let Place::Entry(_, name) = &place else { continue };
        if find(&was, name) != find(&is, name) && !places.contains(&place) {
            places.push(place);
        }
    }
}

/// What names an entry of a list.
fn entry_name(list: &str, entry: &Value) -> String {
    let text = |key: &str| entry.get(key).map(plain).unwrap_or_default();
    match list {
        "claims" => text("id"),
        "menu" => text("name"),
        "rules" => text("never"),
        "events" => format!("{} {}", text("date"), text("what")),
        _ => plain(entry),
    }
}

fn set(table: &mut Table, keys: &[String], value: Option<Value>) {
    let Some((key, rest)) = keys.split_first() else { return };
    if !rest.is_empty() {
        let inner = table.entry(key.clone()).or_insert_with(|| Value::Table(Table::new()));
        if let Value::Table(inner) = inner {
            set(inner, rest, value);
        }
        return;
    }
    match value {
        Some(value) => drop(table.insert(key.clone(), value)),
        None => drop(table.remove(key)),
    }
}

/// A value as it is written; text without quotes.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read;

    fn parts(text: &str) -> Parts {
        Parts::of(&read(text).0.expect("a scenario"))
    }

    const ONE: &str = "title = \"A\"\n[parties.a]\npatience = 0.9\n[parties.b]\n[issues.x]\nby = \"a\"\noptions = [\"no\", \"yes\"]\n[premises]\np = \"0.2 to 0.4\"\nq = 3\n[values.a]\nx = { yes = \"p\" }\n[[menu]]\nname = \"all\"\ndeal = { x = \"yes\" }\n";

    #[test]
    fn a_scenario_does_not_differ_from_itself() {
        assert_eq!(parts(ONE).differing(&parts(ONE)), Vec::new());
    }

    #[test]
    fn every_part_that_differs_is_named_once() {
        let two = ONE
            .replace("0.9", "0.8")
            .replace("0.2 to 0.4", "0.3 to 0.4")
            .replace("q = 3", "r = 3")
            .replace("\"p\"", "\"2 * p\"")
            .replace("name = \"all\"", "name = \"everything\"");
        let places: Vec<String> =
            parts(ONE).differing(&parts(&two)).iter().map(ToString::to_string).collect();
        let expected = [
            "parties.a.patience",
            "premises.p",
            "premises.q",
            "premises.r",
            "values.a.x.yes",
            "menu “all”",
            "menu “everything”",
        ];
        assert_eq!(places, expected);
    }

    #[test]
    fn with_all_differing_parts_taken_over_one_scenario_is_the_other() {
        let two = ONE.replace("0.9", "0.8").replace("q = 3", "r = 3").replace("all", "everything");
        let (one, two) = (parts(ONE), parts(&two));
        let places = one.differing(&two);
        let mixed = places.iter().fold(one, |mixed, place| mixed.with(place, &two));
        assert_eq!(mixed.differing(&two), Vec::new());
        assert_eq!(mixed.written(&places[0]).as_deref(), Some("0.8"));
    }
}
