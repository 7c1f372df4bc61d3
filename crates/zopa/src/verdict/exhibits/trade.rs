//! What each issue is worth to each party: the material for trades.
//!
//! Values need not add up over issues, so an issue is weighed where it matters: its options are tried one by
//! one in the fair deal (in today's standing without one), everything else left as it is.

use crate::model::Model;
use serde::Serialize;

/// What an issue is worth to one party or audience.
#[derive(Clone, Debug, Serialize)]
pub struct IssueWeight {
    /// The issue.
    pub issue: String,
    /// The party or audience.
    pub actor: String,
    /// Value of each option less that of the worst, per period, in its own units.
    pub worth: Vec<f64>,
    /// Largest of these.
    pub swing: f64,
    /// The swing as a share of the sum of its swings on all issues; 0 where nothing matters to it.
    pub weight: f64,
    /// The option that is best for it, the first of equals.
    pub best: String,
}

/// The weights around a standing, given by the option of each issue; `value` is that of a standing to an
/// actor.
pub(in crate::verdict) fn weights(
    model: &Model,
    around: &[usize],
    value: impl Fn(&[usize], usize) -> f64,
) -> Vec<IssueWeight> {
    let mut all = Vec::new();
    for actor in 0..model.actors() {
        let mut own: Vec<IssueWeight> = Vec::new();
        for (issue, named) in model.issues.iter().enumerate() {
            let mut options = around.to_vec();
            let values = (0..named.options.len()).map(|option| {
                options[issue] = option;
                value(&options, actor)
            });
            let values: Vec<f64> = values.collect();
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            let worth: Vec<f64> = values.iter().map(|value| value - least).collect();
            let swing = worth.iter().copied().fold(0.0, f64::max);
            let best = worth.iter().position(|w| w.total_cmp(&swing).is_eq()).unwrap_or(0);
            own.push(IssueWeight {
                issue: named.key.clone(),
                actor: model.actor_key(actor).to_owned(),
                worth,
                swing,
                weight: 0.0,
                best: named.options[best].key.clone(),
            });
        }
        let sum: f64 = own.iter().map(|weight| weight.swing).sum();
        for weight in &mut own {
            weight.weight = if sum > 0.0 { weight.swing / sum } else { 0.0 };
        }
        all.extend(own);
    }
    all
}
