//! Labels: issues that move nobody but audiences, and what they do for the deals of the menu.

use super::super::answer::Deal;
use super::super::assessment::Assessment;
use super::super::survey::Survey;
use crate::model::Fault;
use indexmap::IndexMap;
use serde::Serialize;

/// An issue that moves nobody but audiences.
#[derive(Clone, Debug, Serialize)]
pub struct Label {
    /// The issue.
    pub issue: String,
    /// What it does.
    pub rows: Vec<LabelRow>,
}

/// What a label does to one audience's margin for one deal.
#[derive(Clone, Debug, Serialize)]
pub struct LabelRow {
    /// The menu's entry, or `None` for the fair deal.
    pub entry: Option<String>,
    /// The deal.
    pub deal: Deal,
    /// The audience.
    pub audience: String,
    /// Its margin with each option of the label that the rules allow, the rest of the deal unchanged.
    pub margins: IndexMap<String, f64>,
}

pub(super) fn labels(
    assessment: &Assessment<'_>,
    survey: &Survey,
    fair: Option<usize>,
) -> Result<Vec<Label>, Fault> {
    let model = assessment.model;
    let mut deals: Vec<(Option<String>, usize)> = Vec::new();
    for entry in &model.menu {
        let rules = &assessment.ground.rules;
        let agreeing = rules.agreeing(&entry.target, &assessment.views, assessment.space())?;
        let attainable: Vec<usize> =
            agreeing.iter().copied().filter(|&deal| survey.is_attainable(deal)).collect();
        let representative = assessment.representative(&agreeing, &attainable);
        deals.extend(representative.map(|deal| (Some(entry.name.clone()), deal)));
    }
    if let Some(fair) = fair.filter(|fair| deals.iter().all(|(_, deal)| deal != fair)) {
        deals.push((None, fair));
    }
    let labels = assessment.labels().iter();
    Ok(labels.map(|&issue| label(assessment, issue, &deals)).collect())
}

fn label(assessment: &Assessment<'_>, issue: usize, deals: &[(Option<String>, usize)]) -> Label {
    let (model, space) = (assessment.model, assessment.space());
    let mut rows = Vec::new();
    for (entry, deal) in deals {
        for (audience, named) in model.audiences.iter().enumerate() {
            let mut options = space.options(*deal);
            let mut margins = IndexMap::new();
            for (option, word) in model.issues[issue].options.iter().enumerate() {
                options[issue] = option;
                let other = space.index(&options);
                if assessment.ground.rules.allowed[other] {
                    let margin = assessment.ratifiable_margin(other, audience);
                    margins.insert(word.key.clone(), margin);
                }
            }
            rows.push(LabelRow {
                entry: entry.clone(),
                deal: assessment.deal(*deal),
                audience: named.key.clone(),
                margins,
            });
        }
    }
    Label { issue: model.issues[issue].key.clone(), rows }
}
