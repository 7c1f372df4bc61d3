//! Two answers beside each other: what changed in the scenario, what changed in the answer, and why.
//!
//! What changed in the scenario is told part by part ([`Parts`]). *Why* is found by solving mixtures: each
//! change made alone in the earlier scenario, and each taken back alone in the later one. A change that
//! alone gives the later finding brings it about; one without which the earlier finding returns is needed.
//!
//! Cost: two verdicts for each change, in parallel; changes of wording are tried like any other. Beyond
//! [`TRIED`] changes the rest are told but not tried, and the answer says so.

mod causes;
mod conclusions;

pub use conclusions::{Conclusions, Finding, Subject};

use super::answer::{Deal, Limit, Names};
use crate::scenario::{Parts, Scenario};
use causes::Mixtures;
use indexmap::IndexMap;
use serde::Serialize;

/// Up to so many changes of the scenario are tried one by one.
pub const TRIED: usize = 200;

/// One of the two that are compared.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// What came out.
    pub conclusions: Conclusions,
    /// The scenario, where it is at hand.
    pub scenario: Option<&'a Scenario>,
}

/// What changed, and why.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// Title and hash of the earlier scenario.
    pub before: conclusions::About,
    /// Title and hash of the later one.
    pub after: conclusions::About,
    /// Wording of what either speaks of.
    pub names: Names,
    /// Today's standing, as the later one has it.
    pub today: Deal,
    /// What changed in the scenario; `None` (null) where one of the two is not at hand.
    pub changes: Option<Vec<Change>>,
    /// What changed in the answer.
    pub answer: Vec<Difference>,
    /// What was not looked at.
    pub limits: Vec<Limit>,
}

/// A part of the scenario that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Where: `premises.trust`.
    pub place: String,
    /// What was written; `None` (null) where it is new.
    pub before: Option<String>,
    /// What is written; `None` (null) where it is gone.
    pub after: Option<String>,
}

/// A finding that changed.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// What it is about.
    pub about: Subject,
    /// The earlier finding; `None` (null) where the earlier answer does not speak of it.
    pub before: Option<Finding>,
    /// The later one, likewise.
    pub after: Option<Finding>,
    /// Which changes of the scenario brought it about; `None` (null) where that is not known.
    pub because: Option<Because>,
}

/// Which changes brought a difference about; places as in [`Change::place`].
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Because {
    /// Each of these alone gives the later finding.
    pub alone: Vec<String>,
    /// Without any one of these the earlier finding returns.
    pub needed: Vec<String>,
    /// Of a number: by how much each change alone moves it, the largest first.
    pub moves: IndexMap<String, f64>,
}

/// Compares an earlier answer with a later one.
#[must_use]
pub fn compare(before: &Side<'_>, after: &Side<'_>) -> Comparison {
    let mut limits = Vec::new();
    let parts = before
        .scenario
        .zip(after.scenario)
        .map(|(before, after)| (Parts::of(before), Parts::of(after)));
    let (was, is) = (before.conclusions.findings(), after.conclusions.findings());
    let found = conclusions::differences(&was, &is);
    let mut changes = None;
    let mut mixtures = None;
    if let Some((earlier, later)) = &parts {
        let places = earlier.differing(later);
        if places.len() > TRIED && !found.is_empty() {
            limits.push(Limit {
                limit: "changes".to_owned(),
                text: format!(
                    "of {} changes in the scenario only the first {TRIED} were tried one by one",
                    places.len()
                ),
            });
        }
        let told = places.iter().map(|place| Change {
            place: place.to_string(),
            before: earlier.written(place),
            after: later.written(place),
        });
        changes = Some(told.collect());
        if !found.is_empty() {
            let tried = &places[..places.len().min(TRIED)];
            mixtures = Some(Mixtures::of(earlier, later, tried, was.clone()));
        }
    }
    let answer = found.into_iter().map(|(about, was, is)| Difference {
        because: mixtures.as_ref().map(|mixtures| mixtures.because(&about, was, is)),
        before: was.cloned(),
        after: is.cloned(),
        about,
    });
    Comparison {
        answer: answer.collect(),
        before: before.conclusions.about().clone(),
        after: after.conclusions.about().clone(),
        names: before.conclusions.names_with(&after.conclusions),
        today: after.conclusions.today().clone(),
        changes,
        limits,
    }
}
