//! What an answer concludes, as far as two answers are compared.

use crate::verdict::Verdict;
use crate::verdict::answer::{ByActor, Deal, Names};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Numbers are told apart by this much, relative to their size where that is above 1.
const SAME: f64 = 1e-9;

/// The conclusions of an answer, from the verdict itself or from its JSON.
#[derive(Clone, Debug, Deserialize)]
pub struct Conclusions {
    scenario: About,
    names: Names,
    today: Deal,
    no_deal: ByActor<Value>,
    funnel: Count,
    best: ByActor<Chosen>,
    solutions: Solutions,
    menu: Vec<Entry>,
    says: Vec<Position>,
    claims: Vec<Claim>,
}

/// Which scenario.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct About {
    /// Its title.
    pub title: String,
    /// SHA-256 of its text, lower-case hexadecimal.
    pub sha256: String,
}

#[derive(Clone, Debug, Deserialize)]
struct Value {
    value: f64,
}

#[derive(Clone, Debug, Deserialize)]
struct Count {
    attainable: usize,
}

#[derive(Clone, Debug, Deserialize)]
struct Chosen {
    deal: Deal,
}

#[derive(Clone, Debug, Deserialize)]
struct Solutions {
    nash: Option<Chosen>,
}

#[derive(Clone, Debug, Deserialize)]
struct Entry {
    name: String,
    attainable: bool,
}

#[derive(Clone, Debug, Deserialize)]
struct Position {
    party: String,
    credible: bool,
}

#[derive(Clone, Debug, Deserialize)]
struct Claim {
    id: String,
    holds: bool,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "subject", content = "of", rename_all = "snake_case")]
pub enum Subject {
    /// The fair deal.
    Fair,
    /// The best attainable deal of a party.
    Best(String),
    /// Whether a deal of the menu is attainable.
    Menu(String),
    /// How many deals are attainable.
    Attainable,
    /// What a party expects without a deal, in its own units per period.
    NoDeal(String),
    /// Whether a party's stated position is credible.
    Says(String),
    /// Whether a claim is true at the central values.
    Claim(String),
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Finding {
    /// A deal.
    Deal(Deal),
    /// Yes or no.
    Holds(bool),
    /// A number.
    Number(f64),
}

impl Finding {
    /// Whether two findings are the same; numbers within rounding.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => {
                (one - other).abs() <= SAME * one.abs().max(other.abs()).max(1.0)
            }
            // Issues stand in the order of each file.
            (Self::Deal(one), Self::Deal(other)) => one == other,
            _ => self == other,
        }
    }
}

/// A difference: what it is about, the earlier finding and the later one.
pub(super) type Found<'a> = (Subject, Option<&'a Finding>, Option<&'a Finding>);

impl Conclusions {
    /// Those of a verdict.
    ///
    /// # Errors
    /// Never for a verdict that was solved; the type is that of [`from_json`](Self::from_json).
    pub fn of(verdict: &Verdict) -> Result<Self, serde_json::Error> {
        serde_json::from_value(serde_json::to_value(verdict)?)
    }

    /// Those of a verdict printed as JSON.
    ///
    /// # Errors
    /// Where the text is not JSON, or not that of a verdict; the error says where.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Which scenario they are about.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.scenario
    }

    /// Today's standing.
    #[must_use]
    pub fn today(&self) -> &Deal {
        &self.today
    }

    /// The wording of both; that of `later` where they differ.
    #[must_use]
    pub fn names_with(&self, later: &Self) -> Names {
        let mut names = self.names.clone();
        names.actors.extend(later.names.actors.clone());
        names.outcomes.extend(later.names.outcomes.clone());
        for (key, issue) in &later.names.issues {
            let options = match names.issues.get(key) {
                Some(earlier) => earlier.options.clone(),
                None => IndexMap::new(),
            };
            let mut issue = issue.clone();
            let own = std::mem::replace(&mut issue.options, options);
            issue.options.extend(own);
            names.issues.insert(key.clone(), issue);
        }
        names
    }

    /// All findings, in the order of a reader's questions.
    #[must_use]
    pub fn findings(&self) -> IndexMap<Subject, Finding> {
        let mut all = IndexMap::new();
        if let Some(fair) = &self.solutions.nash {
            all.insert(Subject::Fair, Finding::Deal(fair.deal.clone()));
        }
        let best = self.best.iter();
        all.extend(
            best.map(|(party, best)| {
                (Subject::Best(party.clone()), Finding::Deal(best.deal.clone()))
            }),
        );
        let menu = self.menu.iter();
        all.extend(
            menu.map(|entry| (Subject::Menu(entry.name.clone()), Finding::Holds(entry.attainable))),
        );
        // A count is below 2^53.
        let count = Finding::Number(self.funnel.attainable as f64);
        all.insert(Subject::Attainable, count);
        let no_deal = self.no_deal.iter();
        all.extend(no_deal.map(|(party, no_deal)| {
            (Subject::NoDeal(party.clone()), Finding::Number(no_deal.value))
        }));
        let says = self.says.iter();
        all.extend(
            says.map(|says| (Subject::Says(says.party.clone()), Finding::Holds(says.credible))),
        );
        let claims = self.claims.iter();
        all.extend(
            claims.map(|claim| (Subject::Claim(claim.id.clone()), Finding::Holds(claim.holds))),
        );
        all
    }
}

/// Where two sets of findings differ, in the order of the later one; what it does not speak of follows.
pub(super) fn differences<'a>(
    before: &'a IndexMap<Subject, Finding>,
    after: &'a IndexMap<Subject, Finding>,
) -> Vec<Found<'a>> {
    let gone = before.keys().filter(|about| !after.contains_key(*about));
    let all = after.keys().chain(gone).map(|about| (before.get(about), after.get(about), about));
    all.filter(|(was, is, _)| match (was, is) {
        (Some(was), Some(is)) => !was.is(is),
        _ => true,
    })
    .map(|(was, is, about)| (about.clone(), was, is))
    .collect()
}
