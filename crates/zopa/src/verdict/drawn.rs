//! The verdict on one draw of a study, by index and without words: what is attainable, what is best, which
//! claims come out.
//!
//! 1. The plain premises of the draw give the tests of all deals, the fair deal and each party's best.
//! 2. A menu entry is attainable where some deal that agrees with it is; its margin is the least relative
//!    margin of its representative in acceptable, ratifiable and holding (a road has no margin here: that
//!    would take a search of its own for every draw; whether one exists is part of attainable).
//! 3. Each claim that supposes other premises is judged at those of the same draw, changed as it says.
//!
//! Where the deals are too many to list, searches answer in their place, and claims are not judged.
//!
//! Cost: one assessment and survey, and one assessment more for every different supposition of a claim. No-deal games
//! that several suppositions share are solved once.

use super::assessment::Assessment;
use super::claims;
use super::large;
use super::scenes::{self, Scene};
use super::survey::Survey;
use crate::game::Memory;
use crate::model::{Changes, Fault, Model, Views};
use std::sync::Arc;

/// Under which premises a draw is looked at: the plain ones first, then those that claims suppose.
#[derive(Clone, Debug)]
pub struct Suppositions {
    changes: Vec<Changes>,
    /// Options not on offer, at the same index.
    bans: Vec<Vec<(usize, usize)>>,
    /// The supposition of each claim.
    of_claim: Vec<usize>,
}

/// What a draw's verdict says.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// How many deals are attainable; where they are too many to list, 1 for any number.
    pub count: u32,
    /// The attainable deals, ascending; none where deals are too many to list, here and below.
    pub attainable: Vec<usize>,
    /// The fair deal shown; `None` where nothing is attainable.
    pub fair: Option<usize>,
    /// Its options where the deals are too many to list.
    pub fair_standing: Option<Vec<usize>>,
    /// All deals that are as fair, ascending.
    pub as_fair: Vec<usize>,
    /// Per signing party its best deals, ascending, the one shown first.
    pub best: Vec<Vec<usize>>,
    /// No-deal value of each party.
    pub no_deal: Vec<f64>,
    /// Value of the fair deal to each actor; NaN without one.
    pub fair_values: Vec<f64>,
    /// Value to each signing party of its own best deal; NaN without one.
    pub best_values: Vec<f64>,
    /// The menu's entries.
    pub menu: Vec<MenuDrawn>,
    /// Whether each claim is true; empty where claims were not asked for.
    pub claims: Vec<Result<bool, Fault>>,
}

/// What a draw's verdict says of a menu entry.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuDrawn {
    /// Whether some deal that agrees with it is attainable.
    pub attainable: bool,
    /// Whether a fair deal agrees with it.
    pub fair: bool,
    /// Whether a best deal of each signing party agrees with it.
    pub best: Vec<bool>,
    /// Least relative margin of its representative in acceptable, ratifiable and holding; NaN where the
    /// rules leave no deal.
    pub margin: f64,
}

impl Suppositions {
    /// Those of a model, all events counted.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let plain = model.changes_until(None);
        let mut all = Self { changes: vec![plain], bans: vec![Vec::new()], of_claim: Vec::new() };
        for claim in &model.claims {
            let changes_nothing = claim.changes.is_empty()
                && claim.without.is_empty()
                && claim.ban.is_empty()
                && claim.as_of.is_none();
            all.of_claim.push(if changes_nothing { 0 } else { all.changes.len() });
            if !changes_nothing {
                all.changes.push(scenes::changes(model, claim, None));
                all.bans.push(claim.ban.clone());
            }
        }
        all
    }

    /// The changes of premises of each; the plain ones first.
    #[must_use]
    pub fn changes(&self) -> &[Changes] {
        &self.changes
    }
}

/// The verdict at the plain premises of a draw and, where claims are to be judged, at those of all further
/// suppositions in their order.
///
/// # Errors
/// The first [`Fault`] at the plain premises. A fault under a claim's supposition is that claim's alone.
pub fn judge(
    model: &Model,
    suppositions: &Suppositions,
    plain: Views,
    others: Option<Vec<Result<Views, Fault>>>,
) -> Result<Drawn, Fault> {
    if model.is_large() {
        return large::drawn::judge(model, &plain);
    }
    let memory = Arc::default();
    let with_claims = others.is_some();
    let plain_scene = scene(model, Ok(plain.clone()), &[], &memory)?;
    let mut drawn = read(&plain_scene)?;
    if with_claims {
        let mut scenes = vec![(Ok(plain), Ok(plain_scene))];
        // Suppositions that come to the same are assessed once.
        let mut scene_of = vec![0];
        for (at, views) in others.into_iter().flatten().enumerate() {
            let ban = &suppositions.bans[at + 1];
            let same = |&earlier: &usize| {
                suppositions.bans[earlier] == *ban && scenes[scene_of[earlier]].0 == views
            };
            let known = (0..=at).find(same).map(|earlier| scene_of[earlier]);
            scene_of.push(known.unwrap_or(scenes.len()));
            if known.is_none() {
                scenes.push((views.clone(), scene(model, views, ban, &memory)));
            }
        }
        let plain = scenes[0].1.as_ref().map_err(Clone::clone)?;
        let claims = model.claims.iter().zip(&suppositions.of_claim);
        let judged = claims.map(|(claim, &at)| match &scenes[scene_of[at]].1 {
            Ok(here) => claims::holds(claim, here, plain),
            Err(fault) => Err(fault.clone()),
        });
        drawn.claims = judged.collect();
    }
    Ok(drawn)
}

fn scene<'m>(
    model: &'m Model,
    views: Result<Views, Fault>,
    ban: &[(usize, usize)],
    memory: &Arc<Memory>,
) -> Result<Scene<'m>, Fault> {
    let targets = model.claims.iter().filter_map(|claim| claim.target.as_ref()).collect();
    Ok(Scene::new(Assessment::with_views(model, views?, ban, memory)?, targets))
}

fn read(scene: &Scene<'_>) -> Result<Drawn, Fault> {
    let (assessment, survey) = (&scene.assessment, scene.survey()?);
    let attainable = &survey.attainable;
    let chosen = assessment.bargain().nash(attainable);
    let fair = chosen.as_ref().map(|chosen| chosen.deal);
    let as_fair = chosen.map(|chosen| chosen.maximisers).unwrap_or_default();
    let best: Vec<Vec<usize>> = (0..assessment.signers.len())
        .map(|k| match assessment.best_for(k, attainable) {
            Some((chosen, _)) => {
                let others = chosen.maximisers.iter().filter(|&&deal| deal != chosen.deal);
                std::iter::once(chosen.deal).chain(others.copied()).collect()
            }
            None => Vec::new(),
        })
        .collect();
    let value = |deal: Option<usize>, actor| deal.map_or(f64::NAN, |d| assessment.value(d, actor));
    let best_values = assessment.signers.iter().zip(&best);
    let best_values = best_values.map(|(&party, best)| value(best.first().copied(), party));
    Ok(Drawn {
        no_deal: assessment.no_deal.clone(),
        fair_values: (0..assessment.model.actors()).map(|actor| value(fair, actor)).collect(),
        best_values: best_values.collect(),
        menu: menu(assessment, survey, &as_fair, &best)?,
        count: u32::try_from(attainable.len()).unwrap_or(u32::MAX),
        attainable: attainable.clone(),
        fair,
        fair_standing: None,
        as_fair,
        best,
        claims: Vec::new(),
    })
}

fn menu(
    assessment: &Assessment<'_>,
    survey: &Survey,
    as_fair: &[usize],
    best: &[Vec<usize>],
) -> Result<Vec<MenuDrawn>, Fault> {
    let mut drawn = Vec::with_capacity(assessment.model.menu.len());
    for entry in &assessment.model.menu {
        let rules = &assessment.ground.rules;
        let agreeing = rules.agreeing(&entry.target, &assessment.views, assessment.space())?;
        let attainable: Vec<usize> =
            agreeing.iter().copied().filter(|&deal| survey.is_attainable(deal)).collect();
        let agrees = |deal: &usize| agreeing.binary_search(deal).is_ok();
        let representative = assessment.representative(&agreeing, &attainable);
        drawn.push(MenuDrawn {
            attainable: !attainable.is_empty(),
            fair: as_fair.iter().any(agrees),
            best: best.iter().map(|best| best.iter().any(agrees)).collect(),
            margin: representative.map_or(f64::NAN, |deal| assessment.least_margin(deal)),
        });
    }
    Ok(drawn)
}

impl Assessment<'_> {
    /// The least relative margin of a deal in acceptable, ratifiable and (unless it is enforced) holding.
    #[must_use]
    pub fn least_margin(&self, deal: usize) -> f64 {
        let parties = self.model.parties.len();
        let accepted = self.signers.iter().map(|&p| (p, self.acceptable_margin(deal, p)));
        let ratified =
            (0..self.needs.len()).map(|a| (parties + a, self.ratifiable_margin(deal, a)));
        let owns = if self.model.enforced { &[][..] } else { &self.deviations.owns };
        let held =
            owns.iter().enumerate().map(|(k, own)| (own.party, self.holding_margin(deal, k).0));
        let margins = accepted.chain(ratified).chain(held);
        let relative = margins.map(|(actor, margin)| margin / self.spread(actor));
        relative.fold(f64::INFINITY, f64::min)
    }
}
