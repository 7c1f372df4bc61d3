//! What a report shows beside the verdict: the values of all deals, the no-deal game as a tree, what each issue
//! weighs for whom, labels, premises with their sources, and the premises that decide.
//!
//! A verdict says what the answer is; an exhibit is what a reader needs to see for believing it. Everything
//! here is read off one [`Assessment`], in the user's names and unrounded.

mod labels;
pub(super) mod premises;
mod tipping;
pub(super) mod trade;
mod tree;
mod values;

pub use labels::{Label, LabelRow};
pub use premises::{PrecedentShown, PremiseShown};
pub use tipping::{Tip, Tipping};
pub use trade::IssueWeight;
pub use tree::{Tree, TreeMove, TreeNode, TreeView};
pub use values::{Cell, DealPoint, Pair, Values};

use super::assessment::Assessment;
use super::survey::Survey;
use crate::model::{Fault, Model, Weights};
use indexmap::IndexMap;
use serde::Serialize;
use std::sync::Arc;

/// What a report shows beside the verdict.
#[derive(Clone, Debug, Serialize)]
pub struct Exhibits {
    /// Wording of the sources by key.
    pub sources: IndexMap<String, String>,
    /// The parties that sign, by key.
    pub signers: Vec<String>,
    /// The party at whose home each audience sits.
    pub home: IndexMap<String, String>,
    /// How the fair deal weighs the parties: `equal`, `patience` or `given`.
    pub weights: String,
    /// The premises.
    pub premises: Vec<PremiseShown>,
    /// Values of the deals to the parties.
    pub values: Values,
    /// The no-deal game at today's standing; `None` where there is none.
    pub tree: Option<Tree>,
    /// What each issue is worth to each party around the fair deal (around today without one).
    pub trade: Vec<IssueWeight>,
    /// Issues that move nobody but audiences.
    pub labels: Vec<Label>,
    /// Premises that alone change the answer.
    pub tipping: Tipping,
}

/// The exhibits for the answer that uses the events up to `at` (all without it).
///
/// # Errors
/// A [`Fault`] where an expression fails at the central premises.
pub fn exhibits(model: &Model, at: Option<&str>) -> Result<Exhibits, Fault> {
    let changes = model.changes_until(at);
    let memory = Arc::default();
    let assessment = Assessment::with_views(model, model.views(&changes)?, &[], &memory)?;
    let survey = Survey::new(&assessment)?;
    let fair = assessment.bargain().nash(&survey.attainable).map(|chosen| chosen.deal);
    let around = fair.unwrap_or(assessment.ground.today);
    let signers = assessment.signers.iter().map(|&p| model.parties[p].key.clone());
    let space = assessment.space();
    let value = |standing: &[usize], actor| assessment.value(space.index(standing), actor);
    Ok(Exhibits {
        sources: model.sources.iter().cloned().collect(),
        signers: signers.collect(),
        home: home(model),
        weights: weighing(model).to_owned(),
        premises: premises::shown(model, &assessment.views, &changes),
        values: values::values(&assessment, &survey),
        tree: tree::tree(&assessment)?,
        trade: trade::weights(model, &space.options(around), value),
        labels: labels::labels(&assessment, &survey, fair)?,
        tipping: tipping::tipping(&assessment, &survey, &changes, &memory)?,
    })
}

/// The party at whose home each audience sits, by keys.
pub(super) fn home(model: &Model) -> IndexMap<String, String> {
    let audiences = model.audiences.iter();
    audiences.map(|a| (a.key.clone(), model.parties[a.of].key.clone())).collect()
}

/// How the fair deal weighs the parties.
pub(super) fn weighing(model: &Model) -> &'static str {
    match model.weights {
        Weights::Equal => "equal",
        Weights::Patience => "patience",
        Weights::Given(_) => "given",
    }
}
