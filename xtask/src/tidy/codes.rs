//! Every diagnostic has a file in `tests/errors` that shows it.

use super::{Complaint, File, code};

const TABLES: &str = "crates/zopa/src/diag/codes/";
/// Codes of what is not written in a scenario: a target on the command line.
const OF_NO_SCENARIO: [&str; 1] = ["target-form"];

/// Complains of every code in the engine's tables without a fixture.
pub(super) fn fixtures(files: &[File], exists: impl Fn(&str) -> bool) -> Vec<Complaint> {
    let tables = files.iter().filter(|file| file.path.starts_with(TABLES));
    let codes = tables.flat_map(|file| names(file).into_iter().map(move |code| (file, code)));
    codes
        .filter_map(|(file, code)| {
            let fixture = format!("tests/errors/{code}.toml");
            let what = || format!("the code `{code}` has no `{fixture}`");
            let wanted = !OF_NO_SCENARIO.contains(&code.as_str());
            (wanted && !exists(&fixture)).then(|| Complaint::of(file.path.as_str(), what()))
        })
        .collect()
}

/// The codes that a table defines, each as `CONSTANT = "code", ..`.
fn names(file: &File) -> Vec<String> {
    let text: Vec<&str> = code(file).map(|(_, line)| line).collect();
    let text = text.join("\n");
    let mut names = Vec::new();
    let mut before = "";
    for piece in text.split(" = \"") {
        let constant = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let constant = !constant.is_empty()
            && constant.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
        let code = piece.split('"').next().unwrap_or_default();
        let kebab = code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        if constant && kebab && !code.is_empty() {
            names.push(code.to_owned());
        }
        before = piece;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    const TABLE: &str = "// `CONSTANT = \"code\"`\ncodes! {\n    READ:\n\n    UNKNOWN_ISSUE = \"unknown-issue\", \"an issue \
        that is not there\",\n        \"Bad: by = \\\"x\\\"\";\n    CIRCLE = \"circle\", \"round\", \"\";\n}\n";

    #[test]
    fn the_codes_are_read_off_the_table() {
        assert_eq!(names(&file("read.rs", TABLE)), ["unknown-issue", "circle"]);
    }

    #[test]
    fn a_code_without_a_fixture_is_named() {
        let files = [file("crates/zopa/src/diag/codes/read.rs", TABLE)];
        let complaints = fixtures(&files, |path| path == "tests/errors/circle.toml");
        assert_eq!(complaints.len(), 1);
        assert!(complaints[0].what.contains("unknown-issue"));
    }
}
