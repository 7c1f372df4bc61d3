//! Scenario and answer inside a report, and how they are read back.
//!
//! They stand as JSON in a script element that no browser runs. The last line of the file is a digest of
//! everything before it: a report that was cut short has none, one that was edited has another.

use super::Report;
use super::large::LargeReport;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

const OPEN: &str = "<script type=\"application/json\" id=\"zopa-data\">";
const CLOSE: &str = "</script>";
const SEAL: &str = "<!-- zopa report, SHA-256 of the above: ";
const SEAL_END: &str = " -->\n";

/// What a report holds.
#[derive(Debug, Deserialize)]
pub struct Embedded {
    /// The text of the scenario; `None` in a report from which a party was left out.
    pub scenario: Option<String>,
    /// The party that was left out.
    pub redacted: Option<String>,
    /// The answer, as `solve --json` prints it.
    pub verdict: serde_json::Value,
    /// What it rests on, where that was studied, as far as the report shows it.
    pub study: Option<serde_json::Value>,
}

/// Why a report cannot be read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no report.
    NoReport,
    /// Its end is missing.
    CutShort,
    /// It is not as it was written.
    Edited,
}

impl Unreadable {
    /// In words, after the name of the file.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::NoReport => "is an HTML file, but no report of zopa",
            Self::CutShort => "is a report that was cut short: its last line is missing",
            Self::Edited => "is a report that was edited after it was written",
        }
    }
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    redacted: Option<&'a str>,
    verdict: &'a zopa::verdict::Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    study: Option<zopa::study::Study>,
}

/// The element that holds the data.
pub(super) fn written(report: &Report<'_>) -> String {
    let Report { scenario, verdict, study, .. } = *report;
    let redacted = verdict.redacted.as_deref();
    // The scenario tells everything.
    let scenario = redacted.is_none().then_some(scenario);
    element(&Written { scenario, redacted, verdict, study: study.map(super::study::shown) })
}

/// The same for deals that are too many to list.
pub(super) fn written_large(report: &LargeReport<'_>) -> String {
    #[derive(Serialize)]
    struct Large<'a> {
        scenario: &'a str,
        verdict: &'a zopa::verdict::large::LargeVerdict,
    }
    element(&Large { scenario: report.scenario, verdict: report.verdict })
}

/// Data as a script element. No text in it can end the element or begin a comment in it.
pub(super) fn element(data: &impl Serialize) -> String {
    // Plain data: writing it cannot fail.
    let json = serde_json::to_string(data).unwrap_or_default();
    let json = json.replace('<', "\\u003c");
    format!("{OPEN}{json}{CLOSE}")
}

/// The file with its digest behind it.
pub(super) fn sealed(file: String) -> String {
    let digest = digest(&file);
    format!("{file}{SEAL}{digest}{SEAL_END}")
}

/// Whether a text is an HTML file.
#[must_use]
pub fn is_html(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    start.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"))
        || start.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("<html"))
}

/// What a report holds.
///
/// # Errors
/// Where it is none, was cut short or edited.
pub fn read(text: &str) -> Result<Embedded, Unreadable> {
    if !text.contains(OPEN) {
        let made_here = text.contains("<meta name=\"generator\" content=\"zopa ");
        return Err(if made_here { Unreadable::CutShort } else { Unreadable::NoReport });
    }
    // Line ends and blanks at the end may change in the mail; nothing else may.
    let text = text.replace("\r\n", "\n");
    let (file, seal) = text.rsplit_once(SEAL).ok_or(Unreadable::CutShort)?;
    let seal = seal.trim_end().strip_suffix(SEAL_END.trim_end()).ok_or(Unreadable::CutShort)?;
    if seal.trim() != digest(file) {
        return Err(Unreadable::Edited);
    }
    let (_, rest) = file.split_once(OPEN).ok_or(Unreadable::NoReport)?;
    let (json, _) = rest.split_once(CLOSE).ok_or(Unreadable::Edited)?;
    serde_json::from_str(json).map_err(|_| Unreadable::Edited)
}

fn digest(file: &str) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(file.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
