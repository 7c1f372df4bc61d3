//! The engine and the reports touch neither files nor clock, terminal, network or processes.

use super::{Complaint, File, code};

const PURE: [&str; 2] = ["crates/zopa/src/", "crates/zopa-report/src/"];
const FORBIDDEN: [&str; 10] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::time",
    "std::process",
    "std::io::std",
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
];
/// Modules of `std` that may not be named in a braced import either.
const MODULES: [&str; 5] = ["fs", "env", "net", "time", "process"];

/// Complains of every way to the outside.
pub(super) fn pure(file: &File) -> Vec<Complaint> {
    if !PURE.iter().any(|folder| file.path.starts_with(folder)) {
        return Vec::new();
    }
    let mut complaints = Vec::new();
    for (line, text) in code(file) {
        let plain = FORBIDDEN.iter().find(|word| text.contains(*word)).copied();
        let found = plain.or_else(|| braced(text));
        if let Some(word) = found {
            complaints.push(Complaint::at(file, line, format!("uses `{word}`: no I/O here")));
        }
    }
    complaints
}

/// A forbidden module in `use std::{..}`.
fn braced(line: &str) -> Option<&'static str> {
    let (_, list) = line.split_once("use std::{")?;
    let mut names = list.split([',', '}']).map(|name| name.trim().split(':').next().unwrap_or(""));
    names.find_map(|name| MODULES.iter().find(|module| **module == name).copied())
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn every_way_out_is_found() {
        for text in [
            "use std::fs;",
            "std::env::var(\"A\")",
            "use std::{fmt, time::Instant};",
            "std::process::exit(1)",
            "println!(\"x\")",
            "eprintln!(\"x\")",
        ] {
            assert_eq!(pure(&file("crates/zopa/src/a.rs", text)).len(), 1, "{text}");
            assert!(pure(&file("crates/zopa-cli/src/a.rs", text)).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_is_harmless_is_left_alone() {
        let text = "use std::{fmt, mem};\nwrite!(out, \"{x}\")\n// std::fs would be wrong\n";
        assert!(pure(&file("crates/zopa-report/src/a.rs", text)).is_empty());
    }
}
