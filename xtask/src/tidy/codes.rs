//! Every diagnostic has a file in `tests/errors` that shows it.

use super::{Complaint, File};

const ENGINE: &str = "crates/zopa/src/";

/// Complains of every code in the engine's tables without a fixture.
pub(super) fn fixtures(files: &[File], exists: impl Fn(&str) -> bool) -> Vec<Complaint> {
    let tables = files.iter().filter(|file| file.path.starts_with(ENGINE));
    let codes = tables.flat_map(|file| names(&file.text).into_iter().map(move |code| (file, code)));
    codes
        .filter_map(|(file, code)| {
            let fixture = format!("tests/errors/{code}.toml");
            let what = || format!("the code `{code}` has no `{fixture}`");
            (!exists(&fixture)).then(|| Complaint::of(file.path.as_str(), what()))
        })
        .collect()
}

/// The codes that a table defines: the `name` of each `Code { .. }`.
fn names(text: &str) -> Vec<&str> {
    text.split("Code {")
        .skip(1)
        .filter_map(|entry| {
            let entry = entry.trim_start().strip_prefix("name:")?;
            entry.trim_start().strip_prefix('"')?.split('"').next()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    const TABLE: &str = "pub struct Code {\n    pub name: &'static str,\n}\nconst ALL: [Code; 2] = [\n\
        Code { name: \"unknown-issue\", title: \"..\" },\nCode {\n    name: \"circle\",\n},\n];\n";

    #[test]
    fn the_names_are_read_off_the_table() {
        assert_eq!(names(TABLE), ["unknown-issue", "circle"]);
    }

    #[test]
    fn a_code_without_a_fixture_is_named() {
        let files = [file("crates/zopa/src/diag/codes.rs", TABLE)];
        let complaints = fixtures(&files, |path| path == "tests/errors/circle.toml");
        assert_eq!(complaints.len(), 1);
        assert!(complaints[0].what.contains("unknown-issue"));
    }
}
