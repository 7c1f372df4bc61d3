//! A stage of the engine imports only earlier stages.

use super::{Complaint, File, code};

const ENGINE: &str = "crates/zopa/src/";
/// The stages in the order of the data.
const STAGES: [&str; 7] = ["scenario", "model", "deal", "game", "road", "verdict", "study"];

/// Complains of every path into a later stage.
pub(super) fn order(file: &File) -> Vec<Complaint> {
    let Some(own) = file.path.strip_prefix(ENGINE).and_then(rank) else { return Vec::new() };
    let mut complaints = Vec::new();
    for (line, text) in code(file) {
        for stage in imported(text) {
            if STAGES.iter().position(|s| *s == stage).is_some_and(|other| other > own) {
                let what = format!("`{}` may not import the later stage `{stage}`", STAGES[own]);
                complaints.push(Complaint::at(file, line, what));
            }
        }
    }
    complaints
}

/// The stage to which a file of the engine belongs.
fn rank(path: &str) -> Option<usize> {
    let stage = path.split(['/', '.']).next()?;
    STAGES.iter().position(|s| *s == stage)
}

/// The modules named behind `crate::`, also inside braces directly behind it.
fn imported(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, path) in line.match_indices("crate::") {
        let rest = line.get(at + path.len()..).unwrap_or_default();
        match rest.strip_prefix('{') {
            None => found.extend(leading_name(rest)),
            Some(list) => found.extend(list.split(',').filter_map(|one| leading_name(one.trim()))),
        }
    }
    found
}

fn leading_name(path: &str) -> Option<&str> {
    path.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    fn places(path: &str, text: &str) -> Vec<String> {
        order(&file(path, text)).into_iter().map(|complaint| complaint.place).collect()
    }

    #[test]
    fn a_later_stage_may_not_be_imported() {
        let text = "use crate::road::Road;\nfn f() -> crate::verdict::Verdict {}\n";
        let path = "crates/zopa/src/model/mod.rs";
        assert_eq!(places(path, text), [format!("{path}:1"), format!("{path}:2")]);
    }

    #[test]
    fn braces_behind_the_crate_are_read() {
        let text = "use crate::{diag::Span, study::Plan};\n";
        assert_eq!(places("crates/zopa/src/deal.rs", text).len(), 1);
    }

    #[test]
    fn earlier_stages_numbers_diagnostics_and_tests_are_free() {
        let text = "use crate::model::Model;\nuse crate::num::tolerance;\nuse crate::diag::Span;\n\
                    #[cfg(test)]\nmod tests {\n    use crate::study::Plan;\n}\n";
        assert!(places("crates/zopa/src/deal/space.rs", text).is_empty());
        assert!(places("crates/zopa-cli/src/main.rs", "use crate::study::X;\n").is_empty());
    }
}
