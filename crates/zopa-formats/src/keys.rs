//! Names as scenarios take them.

use std::collections::BTreeSet;
use zopa::scenario::expr::Function;

/// A text between quotation marks.
pub(crate) fn toml(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Keys out of names, all different.
pub(crate) fn keys<'a>(names: impl Iterator<Item = &'a str>, or: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut taken = BTreeSet::new();
    for name in names {
        let plain: String = name
            .to_lowercase()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        let mut stem = plain.trim_matches('_').to_owned();
        let usable = stem.starts_with(|c: char| c.is_ascii_alphabetic());
        if !usable || is_reserved(&stem) {
            stem = format!("{or}_{stem}").trim_end_matches('_').to_owned();
        }
        let mut key = stem.clone();
        let mut n = 2;
        while taken.contains(&key) {
            key = format!("{stem}_{n}");
            n += 1;
        }
        taken.insert(key.clone());
        keys.push(key);
    }
    keys
}

/// Whether a scenario does not take this name everywhere.
fn is_reserved(name: &str) -> bool {
    const WORDS: [&str; 9] = ["chance", "name", "plus", "rest", "and", "or", "not", "to", "blamed"];
    WORDS.contains(&name) || Function::ALL.iter().any(|function| function.name() == name)
}
