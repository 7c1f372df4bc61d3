//! What a report shows beside the verdict on deals that cannot be listed.

use super::{Large, LargeVerdict, Trouble};
use crate::model::Model;
use crate::verdict::exhibits::{self, IssueWeight, PremiseShown};
use indexmap::IndexMap;
use serde::Serialize;

/// What a report shows beside the verdict.
#[derive(Clone, Debug, Serialize)]
pub struct LargeExhibits {
    /// Wording of the sources by key.
    pub sources: IndexMap<String, String>,
    /// The parties that sign, by key.
    pub signers: Vec<String>,
    /// The party at whose home each audience sits.
    pub home: IndexMap<String, String>,
    /// The premises.
    pub premises: Vec<PremiseShown>,
    /// What each issue is worth to each party around the fair deal (around today without one).
    pub trade: Vec<IssueWeight>,
}

/// The exhibits for an answer on a model.
///
/// # Errors
/// As [`super::solve`].
pub fn exhibits(model: &Model, verdict: &LargeVerdict) -> Result<LargeExhibits, Trouble> {
    let changes = model.changes_until(verdict.as_of.as_deref());
    let views = model.views(&changes)?;
    let large = Large::new(model, &views)?;
    let around = verdict.fair.as_ref().map_or(&verdict.today, |fair| &fair.deal.deal);
    let around = model.issues.iter().zip(&large.ladders.today).map(|(issue, &today)| {
        let wanted = around.get(&issue.key);
        issue.options.iter().position(|o| Some(&o.key) == wanted).unwrap_or(today)
    });
    let around: Vec<usize> = around.collect();
    Ok(LargeExhibits {
        sources: model.sources.iter().cloned().collect(),
        signers: model.signers().map(|party| model.parties[party].key.clone()).collect(),
        home: exhibits::home(model),
        premises: exhibits::premises::shown(model, &views, &changes),
        trade: exhibits::trade::weights(model, &around, |standing, actor| {
            large.value(standing, actor)
        }),
    })
}
