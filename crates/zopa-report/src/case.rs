//! What an answer does not carry itself: wording, today's standing, sources.

use zopa::model::Model;
use zopa::verdict::answer::{Deal, IssueNames, Names};

/// The frame in which explanations and claims are shown.
#[derive(Clone, Debug)]
pub struct Case {
    /// The case's title.
    pub title: String,
    /// Wording by key.
    pub names: Names,
    /// Today's standing.
    pub today: Deal,
    /// Sources: key and wording.
    pub sources: Vec<(String, String)>,
}

impl Case {
    /// The frame of a model.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let parties = model.parties.iter().map(|p| (p.key.clone(), p.name.clone()));
        let audiences = model.audiences.iter().map(|a| (a.key.clone(), a.name.clone()));
        let issues = model.issues.iter().map(|issue| {
            let options = issue.options.iter().map(|o| (o.key.clone(), o.label.clone())).collect();
            let by = model.actor_key(issue.by).to_owned();
            (issue.key.clone(), IssueNames { name: issue.name.clone(), by, options })
        });
        let today = model.issues.iter().filter_map(|issue| {
            issue.options.get(issue.now).map(|option| (issue.key.clone(), option.key.clone()))
        });
        Self {
            title: model.title.clone(),
            names: Names {
                actors: parties.chain(audiences).collect(),
                issues: issues.collect(),
                outcomes: Default::default(),
            },
            today: today.collect(),
            sources: model.sources.clone(),
        }
    }
}
