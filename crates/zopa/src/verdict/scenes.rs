//! The different sets of premises that a verdict looks at: the plain one, one for each event, one for each
//! claim that changes something. Equal ones are assessed once, and only as far as somebody asks.

use super::assessment::Assessment;
use super::survey::Survey;
use crate::model::{Changes, Claim, Fault, Model, Target, Views};
use rayon::prelude::*;
use std::sync::{Arc, OnceLock};

/// One set of premises, and options that are not on offer.
#[derive(Debug)]
pub(super) struct Scene<'m> {
    /// What the verdict is read from.
    pub(super) assessment: Assessment<'m>,
    /// What is asked of it.
    targets: Vec<&'m Target>,
    survey: OnceLock<Result<Survey, Fault>>,
}

/// All scenes of a verdict, and which serves which purpose.
#[derive(Debug)]
pub(super) struct Scenes<'m> {
    all: Vec<Scene<'m>>,
    events: Vec<usize>,
    claims: Vec<usize>,
}

impl<'m> Scene<'m> {
    /// The scene of an assessment, of which `targets` will be asked.
    pub(super) fn new(assessment: Assessment<'m>, targets: Vec<&'m Target>) -> Self {
        Self { assessment, targets, survey: OnceLock::new() }
    }

    /// The tests over all deals.
    ///
    /// # Errors
    /// The first [`Fault`] met.
    pub(super) fn survey(&self) -> Result<&Survey, Fault> {
        let survey = || Survey::with_targets(&self.assessment, &self.targets);
        self.survey.get_or_init(survey).as_ref().map_err(Clone::clone)
    }
}

/// Premises as everybody holds them, and options that are not on offer.
type Wanted = (Views, Vec<(usize, usize)>);

impl<'m> Scenes<'m> {
    /// The scenes of a model; events after `at` do not count.
    ///
    /// # Errors
    /// The first [`Fault`] met.
    pub(super) fn new(model: &'m Model, at: Option<&str>) -> Result<Self, Fault> {
        let mut wanted: Vec<Wanted> = Vec::new();
        let mut index = |views: Views, ban: &[(usize, usize)]| {
            let known = wanted.iter().position(|(v, b)| *v == views && b == ban);
            known.unwrap_or_else(|| {
                wanted.push((views, ban.to_vec()));
                wanted.len() - 1
            })
        };
        index(model.views(&model.changes_until(at))?, &[]);
        let mut events = Vec::new();
        if !model.events.is_empty() {
            events.push(index(model.views(&Changes::default())?, &[]));
            for event in &model.events {
                events.push(index(model.views(&model.changes_until(Some(&event.date)))?, &[]));
            }
        }
        let mut claims = Vec::new();
        for claim in &model.claims {
            claims.push(index(model.views(&changes(model, claim, at))?, &claim.ban));
        }
        let memory = Arc::default();
        let all: Vec<Result<Scene<'m>, Fault>> = wanted
            .into_par_iter()
            .enumerate()
            .map(|(scene, (views, ban))| {
                let assessment = Assessment::with_views(model, views, &ban, &memory)?;
                let here = model.claims.iter().zip(&claims).filter(|(_, of)| **of == scene);
                let targets = here.filter_map(|(claim, _)| claim.target.as_ref()).collect();
                Ok(Scene::new(assessment, targets))
            })
            .collect();
        Ok(Self { all: all.into_iter().collect::<Result<_, Fault>>()?, events, claims })
    }

    /// The plain scene: no claim's changes.
    pub(super) fn plain(&self) -> &Scene<'m> {
        &self.all[0]
    }

    /// The scene before the first event.
    pub(super) fn before_events(&self) -> Option<&Scene<'m>> {
        self.events.first().map(|&scene| &self.all[scene])
    }

    /// The scene after an event and all others of its date.
    pub(super) fn after_event(&self, event: usize) -> &Scene<'m> {
        &self.all[self.events[event + 1]]
    }

    /// The scene of a claim.
    pub(super) fn of_claim(&self, claim: usize) -> &Scene<'m> {
        &self.all[self.claims[claim]]
    }
}

/// What a claim's premises are: the events it lets in, then its own changes.
pub(super) fn changes(model: &Model, claim: &Claim, at: Option<&str>) -> Changes {
    let mut changes = model.changes_until(claim.as_of.as_deref().or(at));
    changes.settings.extend(claim.changes.iter().cloned());
    changes.without.extend(claim.without.iter().copied());
    changes
}
