//! Which kind of negotiation files these are, and what comes of them.

use crate::{genius, geniusweb, negmas, sheet};
use std::path::Path;
use zopa::deal::structured::Domain;
use zopa::diag::Diagnostic;

/// What came of some files: a diagnostic carries the number of its file.
#[derive(Debug, Default)]
pub struct Read {
    /// The domain, where nothing stands against it.
    pub domain: Option<Domain>,
    /// What is wrong, and where.
    pub diagnostics: Vec<(usize, Diagnostic)>,
}

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// XML of GENIUS.
    Genius,
    /// JSON of GeniusWeb.
    GeniusWeb,
    /// YAML of NegMAS.
    Negmas,
    /// A scoring sheet.
    Sheet,
}

/// The kind of a file by what it holds, or by its name; `None` where it is no domain.
#[must_use]
pub fn kind(name: &str, text: &str) -> Option<Kind> {
    let extension =
        Path::new(name).extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    if genius::is_genius(text) {
        Some(Kind::Genius)
    } else if geniusweb::is_geniusweb(text) {
        Some(Kind::GeniusWeb)
    } else if matches!(extension.as_deref(), Some("csv" | "tsv" | "xlsx")) {
        Some(Kind::Sheet)
    } else if matches!(extension.as_deref(), Some("yml" | "yaml")) && negmas::is_negmas(text) {
        Some(Kind::Negmas)
    } else {
        None
    }
}

/// Reads a domain out of its files, each with its name; what they are is decided by the first.
#[must_use]
pub fn read(files: &[(&str, &str)], semantics: genius::Semantics) -> Read {
    let Some((name, text)) = files.first() else { return Read::default() };
    let kinds = files.iter().map(|(name, text)| kind(name, text));
    let first = kind(name, text);
    if let Some(other) = kinds.enumerate().find(|(_, kind)| kind.is_some() && *kind != first) {
        let message = format!("a file of another kind than `{name}`");
        return Read {
            domain: None,
            diagnostics: vec![(other.0, Diagnostic::error("domain-form", message))],
        };
    }
    match first {
        Some(Kind::GeniusWeb) => geniusweb::read(files),
        Some(Kind::Negmas) => negmas::read(files),
        Some(Kind::Sheet) if files.len() > 1 => {
            let message = "a sheet holds all parties: it is read alone";
            Read { domain: None, diagnostics: vec![(1, Diagnostic::error("sheet-form", message))] }
        }
        Some(Kind::Sheet) => {
            let stem = Path::new(name).file_stem().and_then(|s| s.to_str()).unwrap_or(name);
            sheet::read(stem, text)
        }
        Some(Kind::Genius) | None => genius::read(files, semantics),
    }
}
