//! The invariants of the source tree, each a small function on texts and tested with bad examples.

mod codes;
mod layers;
mod purity;
mod size;
mod text;

use crate::{golden, say};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};

/// Files that these checks read as text.
const TEXTUAL: [&str; 9] = ["rs", "toml", "md", "json", "txt", "py", "pyi", "sh", "yml"];
/// Folders that hold nothing of ours.
const FOREIGN: [&str; 5] = ["target", ".git", "node_modules", "corpus", "artifacts"];

/// A text file of the repository.
#[derive(Clone, Debug)]
struct File {
    /// From the root, with `/`.
    path: String,
    text: String,
}

/// Something that breaks an invariant: where and what.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Complaint {
    place: String,
    what: String,
}

impl Complaint {
    fn of(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self { place: place.into(), what: what.into() }
    }

    fn at(file: &File, line: usize, what: impl Into<String>) -> Self {
        Self::of(format!("{}:{line}", file.path), what)
    }
}

/// Checks the tree; any complaint makes it fail.
pub(crate) fn run(root: &Path) -> Result<()> {
    let files = files(root)?;
    let cases = golden::cases(root)?;
    let mut complaints = Vec::new();
    for file in &files {
        complaints.extend(text::unfinished(file));
        complaints.extend(text::trailing_space(file));
        complaints.extend(layers::order(file));
        complaints.extend(purity::pure(file));
        complaints.extend(size::too_long(file));
    }
    let exists = |path: &str| root.join(path).is_file();
    complaints.extend(codes::fixtures(&files, exists));
    complaints.extend(goldens(&cases, exists));
    complaints.extend(required(exists));
    for file in files.iter().filter(|file| size::long(file)) {
        say(&format!("note: {} has {} lines; think of splitting it", file.path, size::lines(file)));
    }
    for Complaint { place, what } in &complaints {
        say(&format!("{place}: {what}"));
    }
    match complaints.len() {
        0 => Ok(()),
        1 => bail!("1 place is not tidy"),
        n => bail!("{n} places are not tidy"),
    }
}

/// Every case has its two golden files, so that no answer changes unseen.
fn goldens(cases: &[String], exists: impl Fn(&str) -> bool) -> Vec<Complaint> {
    let wanted = cases.iter().flat_map(|case| {
        ["txt", "json"].map(|extension| format!("tests/golden/{case}.{extension}"))
    });
    let missing = wanted.filter(|path| !exists(path));
    missing.map(|path| Complaint::of(path, "is missing; `cargo xtask golden` writes it")).collect()
}

/// Files without which the repository is not one.
fn required(exists: impl Fn(&str) -> bool) -> Vec<Complaint> {
    let wanted = ["LICENSE-MIT", "LICENSE-APACHE", "CONTRIBUTING.md", ".ci/run"];
    let missing = wanted.iter().filter(|path| !exists(path));
    missing.map(|path| Complaint::of(*path, "is missing")).collect()
}

/// The text files of the repository, in order.
fn files(root: &Path) -> Result<Vec<File>> {
    let mut paths = Vec::new();
    collect(root, &mut paths)?;
    paths.sort();
    let read = |path: PathBuf| -> Result<File> {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let inside = path.strip_prefix(root)?;
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        Ok(File { path: parts.join("/"), text })
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_dir() {
            if !FOREIGN.contains(&name) {
                collect(&path, into)?;
            }
        } else if extension.is_some_and(|extension| TEXTUAL.contains(&extension)) {
            into.push(path);
        }
    }
    Ok(())
}

/// The lines of a Rust file outside of its test modules and comments, with their numbers.
///
/// A test module is what follows `#[cfg(test)]` up to the line that closes its brace at the column of
/// the attribute; rustfmt keeps it so.
fn code(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let mut closing: Option<String> = None;
    file.text.lines().enumerate().filter_map(move |(i, line)| {
        if let Some(end) = &closing {
            if line == end || line == format!("{};", end.trim_end_matches('}')) {
                closing = None;
            }
            return None;
        }
        let code = line.trim_start();
        if code.starts_with("#[cfg(test)]") {
            let indent: String = line.chars().take_while(|c| c.is_whitespace()).collect();
            closing = Some(format!("{indent}}}"));
            return None;
        }
        (!code.starts_with("//")).then_some((i + 1, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn tests_and_comments_are_not_code() {
        let text = "a\n// b\n#[cfg(test)]\nmod tests {\n    c\n}\nd\n";
        let file = file("x.rs", text);
        assert_eq!(code(&file).collect::<Vec<_>>(), [(1, "a"), (7, "d")]);
    }

    #[test]
    fn a_case_without_its_golden_files_is_named() {
        let complaints = goldens(&["car".to_owned()], |path| path.ends_with(".txt"));
        assert_eq!(complaints.len(), 1);
        assert_eq!(complaints[0].place, "tests/golden/car.json");
    }

    #[test]
    fn a_missing_licence_is_named() {
        let complaints = required(|path| path != "LICENSE-MIT");
        assert_eq!(complaints, [Complaint::of("LICENSE-MIT", "is missing")]);
    }
}
