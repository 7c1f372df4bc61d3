//! The answer at the central values without each precedent, one at a time.
//!
//! Cost: a verdict with all claims for each precedent, in parallel.

use super::answer::WithoutPrecedent;
use super::sampler::Sampler;
use crate::model::{Belief, Changes, Fault, Model};
use crate::verdict::drawn::Drawn;
use rayon::prelude::*;

/// What each precedent decides; the faults that are met without one are told as remarks.
pub(super) fn without(
    sampler: &Sampler<'_>,
    central: &Drawn,
) -> (Vec<WithoutPrecedent>, Vec<String>) {
    let model = sampler.model;
    let mut precedents = Vec::new();
    for (premise, of) in model.premises.iter().enumerate() {
        if let Belief::Learnt { precedents: all, .. } = &of.belief {
            precedents.extend((0..all.len()).map(|at| (premise, at)));
        }
    }
    let answers = precedents.par_iter().map(|&(premise, at)| {
        let found = one(sampler, central, premise, at);
        found.map_err(|fault| {
            let name = precedent(model, premise, at);
            format!("without the precedent {name} no verdict is possible: {}", fault.in_words())
        })
    });
    let answers: Vec<Result<WithoutPrecedent, String>> = answers.collect();
    let (mut found, mut remarks) = (Vec::new(), Vec::new());
    for answer in answers {
        match answer {
            Ok(answer) => found.push(answer),
            Err(remark) => remarks.push(remark),
        }
    }
    (found, remarks)
}

fn precedent(model: &Model, premise: usize, at: usize) -> String {
    match &model.premises[premise].belief {
        Belief::Learnt { precedents, .. } => precedents[at].name.clone(),
        Belief::Amount(_) => String::new(),
    }
}

fn one(
    sampler: &Sampler<'_>,
    central: &Drawn,
    premise: usize,
    at: usize,
) -> Result<WithoutPrecedent, Fault> {
    let model = sampler.model;
    let there = sampler.central_without(&[(premise, at)])?;
    let belief = |changes: &Changes| -> Result<f64, Fault> {
        let views = model.views(changes)?;
        Ok(views.distinct[views.nobody][premise])
    };
    let mut changes = sampler.changes().clone();
    let with = belief(&changes)?;
    changes.without.push((premise, at));
    let entries = || model.menu.iter().zip(central.menu.iter().zip(&there.menu));
    let named = |change: (bool, bool)| -> Vec<String> {
        let same = entries().filter(|(_, (was, is))| (was.attainable, is.attainable) == change);
        same.map(|(entry, _)| entry.name.clone()).collect()
    };
    let claims = model.claims.iter().zip(central.claims.iter().zip(&there.claims));
    let changed = claims.filter(|(_, (was, is))| was.as_ref().ok() != is.as_ref().ok());
    Ok(WithoutPrecedent {
        premise: model.premises[premise].key.clone(),
        precedent: precedent(model, premise, at),
        belief: [with, belief(&changes)?],
        gained: named((false, true)),
        lost: named((true, false)),
        fair_changes: central.fair != there.fair || central.fair_standing != there.fair_standing,
        claims: changed.map(|(claim, _)| claim.id.clone()).collect(),
    })
}
