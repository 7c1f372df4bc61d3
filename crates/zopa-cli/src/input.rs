//! Reads a scenario from a file, from a report that holds one, or from standard input.

use crate::diagnostics::Source;
use crate::exit::Stop;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use zopa_report::html::embed;

/// Similarity from which another file's name is offered (Jaro-Winkler).
const RESEMBLES: f64 = 0.8;
/// A scenario is written by people; what is larger is not one.
const LARGEST: u64 = 64 << 20;

/// The text of a file; `-` is standard input.
pub(crate) fn read(path: &Path) -> Result<Source, Stop> {
    let (origin, bytes) = bytes(path)?;
    match String::from_utf8(bytes) {
        Ok(text) if embed::is_html(&text) => from_report(origin, &text),
        Ok(text) => Ok(Source::new(origin, text)),
        Err(error) => Err(not_text(&origin, &error)),
    }
}

/// The name of a file and what it holds.
pub(crate) fn bytes(path: &Path) -> Result<(String, Vec<u8>), Stop> {
    let (origin, bytes) = if path.as_os_str() == "-" {
        ("<stdin>".to_owned(), limited(io::stdin().lock()))
    } else {
        (path.display().to_string(), from_file(path)?)
    };
    let bytes =
        bytes.map_err(|error| Stop::unusable(format!("cannot read `{origin}`: {error}")))?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size > LARGEST) {
        return Err(Stop::unusable(format!(
            "`{origin}` is larger than 64 MiB, the most that is read"
        )));
    }
    Ok((origin, bytes))
}

/// The scenario that a report holds.
fn from_report(origin: String, text: &str) -> Result<Source, Stop> {
    let embedded = embed::read(text)
        .map_err(|why| Stop::unusable(format!("`{origin}` {}", why.in_words())))?;
    match (embedded.scenario, embedded.redacted) {
        (Some(text), _) => {
            let at = embedded.verdict.get("as_of").and_then(|date| date.as_str());
            let at = at.map(str::to_owned);
            let drawn = embedded.study.as_ref().and_then(|study| {
                let number = |key| study.get(key).and_then(serde_json::Value::as_u64);
                Some((number("draws")?, number("seed")?))
            });
            Ok(Source { at, drawn, ..Source::new(format!("{origin} (its scenario)"), text) })
        }
        (None, party) => {
            let party = party.unwrap_or_else(|| "a party".to_owned());
            Err(Stop::unusable(format!(
                "`{origin}` is a report without what {party} wants: it does not hold the scenario"
            )))
        }
    }
}

/// The inner result is that of reading; what is wrong with the path comes first.
fn from_file(path: &Path) -> Result<io::Result<Vec<u8>>, Stop> {
    let shown = path.display();
    if path.is_dir() {
        return Err(Stop::unusable(format!("`{shown}` is a folder, expected a scenario file"))
            .help(scenarios_in(path)));
    }
    match std::fs::File::open(path) {
        Ok(file) => Ok(limited(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(Stop::unusable(format!("there is no file `{shown}`")).help(resembling(path)))
        }
        Err(error) => Ok(Err(error)),
    }
}

/// Reads one byte more than a scenario may have, so that too large a one is noticed.
fn limited(reader: impl io::Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn not_text(origin: &str, error: &std::string::FromUtf8Error) -> Stop {
    let valid = error.utf8_error().valid_up_to();
    let before = error.as_bytes().get(..valid).unwrap_or_default();
    let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
    let message = format!("`{origin}` is not UTF-8 text: line {line} holds a byte that is none");
    Stop::unusable(message).help(Some("save the file with the encoding UTF-8".to_owned()))
}

/// The files of a folder with one of these extensions, in order of their names.
pub(crate) fn files_in(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, Stop> {
    let wrong =
        |error: io::Error| Stop::unusable(format!("cannot read `{}`: {error}", folder.display()));
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        let is = |e: &&str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(e));
        if extensions.iter().any(is) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The file beside it whose name is closest.
fn resembling(path: &Path) -> Option<String> {
    let wanted = path.file_name()?.to_str()?.to_lowercase();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let score = |name: &str| strsim::jaro_winkler(&wanted, &name.to_lowercase());
    let mut best: Option<(f64, String)> = None;
    for name in toml_files(folder.unwrap_or(Path::new("."))) {
        let score = score(&name);
        if score >= RESEMBLES && best.as_ref().is_none_or(|(so_far, _)| score > *so_far) {
            best = Some((score, name));
        }
    }
    let (_, name) = best?;
    let near =
        folder.map_or_else(|| name.clone(), |folder| folder.join(&name).display().to_string());
    Some(format!("did you mean `{near}`?"))
}

/// Advice for a folder: a scenario in it.
fn scenarios_in(folder: &Path) -> Option<String> {
    let first = toml_files(folder).into_iter().next()?;
    Some(format!("a file in it: `{}`", folder.join(first).display()))
}

/// Names of a folder's TOML files, in order.
fn toml_files(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "toml"))
        .collect();
    names.sort();
    names
}
