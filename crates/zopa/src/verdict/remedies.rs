//! What kind of remedy would make a target attainable: price, information, commitment, ratification or
//! divisibility (after Fearon 1995 and Putnam 1988).
//!
//! Price, ratification and the size of a bond are read off the representative's margins. Information,
//! commitment by another `undo` or `seen_after`, and divisibility are tried out: the changed model is
//! assessed in full.

use super::answer::Remedy;
use super::assessment::Assessment;
use super::flips::{Question, attains};
use crate::model::{Change, Fault, Model, Setting, Undo, Views};
use crate::num::show::value;

/// Divisibility is looked for among the pairs of so many deals.
const MIXED: usize = 400;

/// The remedies for a target of which no deal is attainable.
///
/// # Errors
/// The first [`Fault`] met.
pub(super) fn remedies(
    question: &Question<'_>,
    assessment: &Assessment<'_>,
    agreeing: &[usize],
    representative: Option<usize>,
) -> Result<(Vec<Remedy>, Option<String>), Fault> {
    let mut found = Vec::new();
    if let Some(deal) = representative {
        found.extend(price(assessment, deal));
        found.extend(ratification(assessment, deal));
        found.extend(bond(assessment, deal));
    }
    found.extend(information(question, assessment)?);
    found.extend(commitment(question, assessment)?);
    let (mixed, remark) = divisibility(assessment, agreeing);
    found.extend(mixed);
    Ok((found, remark))
}

/// Side payments that would make the deal acceptable to those to whom it is not.
fn price(assessment: &Assessment<'_>, deal: usize) -> Vec<Remedy> {
    let short = |&party: &usize| {
        let margin = assessment.acceptable_margin(deal, party);
        (!assessment.passes(party, margin)).then(|| Remedy {
            kind: "price".to_owned(),
            party: Some(assessment.model.parties[party].key.clone()),
            amount: Some(-margin),
            text: format!(
                "a side payment worth {} a period to {} would make the deal acceptable",
                value(-margin),
                assessment.actor_name(party)
            ),
        })
    };
    assessment.signers.iter().filter_map(short).collect()
}

/// What audiences would have to be given.
fn ratification(assessment: &Assessment<'_>, deal: usize) -> Vec<Remedy> {
    let parties = assessment.model.parties.len();
    let short = |audience: usize| {
        let margin = assessment.ratifiable_margin(deal, audience);
        (!assessment.passes(parties + audience, margin)).then(|| Remedy {
            kind: "ratification".to_owned(),
            party: Some(assessment.model.audiences[audience].key.clone()),
            amount: Some(-margin),
            text: format!(
                "{} would have to be won over by {} a period",
                assessment.actor_name(parties + audience),
                value(-margin)
            ),
        })
    };
    (0..assessment.model.audiences.len()).filter_map(short).collect()
}

/// Bonds that would make keeping the deal worth it.
fn bond(assessment: &Assessment<'_>, deal: usize) -> Vec<Remedy> {
    if assessment.model.enforced {
        return Vec::new();
    }
    let owns = assessment.deviations.owns.iter().enumerate();
    let short = |(k, own): (usize, &crate::road::Own)| {
        let (margin, _) = assessment.holding_margin(deal, k);
        (!assessment.passes(own.party, margin)).then(|| Remedy {
            kind: "commitment".to_owned(),
            party: Some(assessment.model.parties[own.party].key.clone()),
            amount: Some(-margin),
            text: format!(
                "{} would keep it if breaking it cost {} more a period (a bond, a guarantee)",
                assessment.actor_name(own.party),
                value(-margin)
            ),
        })
    };
    owns.filter_map(short).collect()
}

/// Parties that would make it attainable by seeing the premises as another does.
fn information(question: &Question<'_>, assessment: &Assessment<'_>) -> Result<Vec<Remedy>, Fault> {
    let model = question.model;
    let views = &assessment.views;
    let mut remedies = Vec::new();
    for party in 0..model.parties.len() {
        let mut tried = vec![views.of_actor[party]];
        let others = (0..model.parties.len()).map(Some).chain([None]);
        for other in others {
            let view = other.map_or(views.nobody, |other| views.of_actor[other]);
            if tried.contains(&view) {
                continue;
            }
            tried.push(view);
            let seen = seeing(question, party, &views.distinct[view])?;
            let changed = Assessment::with_views(model, seen, &[], question.memory)?;
            if attains(&changed, question.target, question.untested)? {
                let name = assessment.actor_name(party);
                let like = other.map_or("those without a view of their own", |other| {
                    assessment.actor_name(other)
                });
                remedies.push(Remedy {
                    kind: "information".to_owned(),
                    party: Some(model.parties[party].key.clone()),
                    amount: None,
                    text: format!("it would be attainable if {name} saw the premises as {like}"),
                });
            }
        }
    }
    Ok(remedies)
}

/// The views, were `party` to hold the premises as `like` has them. Its audiences go along where they have
/// no view of their own. A premise that follows from others once these are taken over is left to follow.
fn seeing(question: &Question<'_>, party: usize, like: &[f64]) -> Result<Views, Fault> {
    let model = question.model;
    let mut changes = question.changes.clone();
    let mut views = model.views(&changes)?;
    for &premise in &model.premise_order {
        let held = views.distinct[views.of_actor[party]][premise];
        if held.total_cmp(&like[premise]).is_ne() {
            let setting = Setting::Value(like[premise]);
            changes.settings.push(Change { premise, actor: Some(party), setting });
            views = model.views(&changes)?;
        }
    }
    Ok(views)
}

/// Another `undo` or `seen_after` of one issue that would make it attainable.
fn commitment(question: &Question<'_>, assessment: &Assessment<'_>) -> Result<Vec<Remedy>, Fault> {
    if question.model.enforced {
        return Ok(Vec::new());
    }
    let mut remedies = Vec::new();
    for issue in 0..question.model.issues.len() {
        for (changed, how) in variants(question.model, issue) {
            let views = assessment.views.clone();
            let tried = Assessment::with_views(&changed, views, &[], question.memory)?;
            if attains(&tried, question.target, question.untested)? {
                let name = &question.model.issues[issue].name;
                remedies.push(Remedy {
                    kind: "commitment".to_owned(),
                    party: Some(question.model.parties[changed.issues[issue].by].key.clone()),
                    amount: None,
                    text: format!("it would be attainable if `{name}` {how}"),
                });
            }
        }
    }
    Ok(remedies)
}

fn variants(model: &Model, issue: usize) -> Vec<(Model, &'static str)> {
    let mut variants = Vec::new();
    let now = &model.issues[issue];
    let mut with = |undo: Undo, seen_after: f64, how: &'static str| {
        let mut changed = model.clone();
        changed.issues[issue].undo = undo;
        changed.issues[issue].seen_after = seen_after;
        variants.push((changed, how));
    };
    if now.undo != Undo::AtOnce {
        with(Undo::AtOnce, now.seen_after, "could be undone at once");
    }
    if now.undo != Undo::Never {
        with(Undo::Never, now.seen_after, "could not be undone");
    }
    if now.binding && now.seen_after > 1.0 {
        with(now.undo, 1.0, "were watched so that a breach is seen after one period");
    }
    if now.binding && now.seen_after > 0.1 {
        with(now.undo, 0.1, "were watched so that a breach is seen within a tenth of a period");
    }
    variants
}

/// A mixture of two deals that would be acceptable and ratifiable where no single one is.
fn divisibility(
    assessment: &Assessment<'_>,
    agreeing: &[usize],
) -> (Option<Remedy>, Option<String>) {
    let margins = |deal: usize| -> Vec<f64> {
        let parties = assessment.model.parties.len();
        let signed = assessment.signers.iter();
        let signed = signed.map(|&p| assessment.acceptable_margin(deal, p) / assessment.spread(p));
        let audiences = 0..assessment.needs.len();
        let swallowed = audiences
            .map(|a| assessment.ratifiable_margin(deal, a) / assessment.spread(parties + a));
        signed.chain(swallowed).collect()
    };
    let mut deals: Vec<(usize, Vec<f64>)> =
        agreeing.iter().map(|&deal| (deal, margins(deal))).collect();
    let accepted = |margins: &[f64]| margins.iter().all(|&m| m >= 0.0);
    if deals.iter().any(|(_, margins)| accepted(margins)) {
        return (None, None);
    }
    let shortfall = |margins: &[f64]| margins.iter().map(|m| m.min(0.0)).sum::<f64>();
    deals.sort_by(|a, b| shortfall(&b.1).total_cmp(&shortfall(&a.1)).then(a.0.cmp(&b.0)));
    let remark = (deals.len() > MIXED)
        .then(|| format!("mixtures were looked for among the {MIXED} deals that fall least short"));
    deals.truncate(MIXED);
    for (i, (a, margins_a)) in deals.iter().enumerate() {
        for (b, margins_b) in &deals[i + 1..] {
            let Some(share) = mixture(margins_a, margins_b) else { continue };
            let remedy = Remedy {
                kind: "divisibility".to_owned(),
                party: None,
                amount: Some(share),
                text: format!(
                    "something between two deals would be acceptable and ratifiable: {} of the one \
                     with {} and the rest of the one with {}",
                    value(share),
                    named(assessment, *a, *b),
                    named(assessment, *b, *a)
                ),
            };
            return (Some(remedy), remark);
        }
    }
    (None, remark)
}

fn named(assessment: &Assessment<'_>, deal: usize, other: usize) -> String {
    assessment.difference(other, deal)
}

/// A share of the first, the rest of the second, that leaves no margin negative.
fn mixture(a: &[f64], b: &[f64]) -> Option<f64> {
    let (mut least, mut most) = (0.0_f64, 1.0_f64);
    for (&a, &b) in a.iter().zip(b) {
        // share * a + (1 - share) * b >= 0
        if a > b {
            least = least.max(-b / (a - b));
        } else if a < b {
            most = most.min(b / (b - a));
        } else if a < 0.0 {
            return None;
        }
    }
    (least <= most).then(|| f64::midpoint(least, most))
}
