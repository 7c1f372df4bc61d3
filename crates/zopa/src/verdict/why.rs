//! Why a target is not attainable: what fails, which premise would flip it, what kind of remedy that is.

use super::answer::{Failure, JudgedDeal, Limit, Why};
use super::assessment::Assessment;
use super::flips::Question;
use super::present::Standing;
use super::remedies::remedies;
use super::survey::Survey;
use crate::model::{Fault, Model, Target};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Why the deals that agree with `target` are attainable or not, all events counted.
///
/// # Errors
/// A [`Fault`] where an expression fails at the central premises.
pub fn why(model: &Model, target: &Target) -> Result<Why, Fault> {
    let changes = model.changes_until(None);
    let memory = Arc::default();
    let assessment = Assessment::with_views(model, model.views(&changes)?, &[], &memory)?;
    let mut survey = Survey::with_targets(&assessment, &[target])?;
    let efficient = survey.efficient(&assessment);
    let agreeing =
        assessment.ground.rules.agreeing(target, &assessment.views, assessment.space())?;
    let attainable: Vec<usize> =
        agreeing.iter().copied().filter(|&deal| survey.is_attainable(deal)).collect();
    let among = Standing { survey: &survey, efficient: &efficient };
    let representative = assessment.representative(&agreeing, &attainable);
    let judged = representative.map(|deal| assessment.judged(deal, among, true));

    let mut remarks = Vec::new();
    let untested = AtomicBool::new(false);
    let question =
        Question { model, target, changes: &changes, memory: &memory, untested: &untested };
    let (mut flips, mut pairs, mut offered) = (Vec::new(), Vec::new(), Vec::new());
    if !agreeing.is_empty() {
        let scanned = question.flips(!attainable.is_empty());
        flips = scanned.flips;
        remarks.extend(scanned.remarks);
        if attainable.is_empty() {
            if flips.is_empty() {
                let searched = question.pairs();
                pairs = searched.pairs;
                remarks.extend(searched.remark);
            }
            let (found, remark) = remedies(&question, &assessment, &agreeing, representative)?;
            offered = found;
            remarks.extend(remark);
        }
    } else {
        remarks.push("the rules leave no deal that agrees with the target".to_owned());
    }
    if untested.into_inner() {
        survey.limits.push(Limit {
            limit: "what-if".to_owned(),
            text: "at some of the premises and remedies tried, roads were not tested to the end; \
                   it was taken that there are none"
                .to_owned(),
        });
    }
    Ok(Why {
        target: assessment.named_target(target),
        deals: agreeing.len(),
        attainable_deals: attainable.len(),
        untested_deals: survey.untested_among(&agreeing),
        attainable: !attainable.is_empty(),
        fails: match (representative, &judged) {
            (Some(deal), Some(judged)) => failures(&assessment, deal, judged),
            _ => Vec::new(),
        },
        represented_by: judged,
        flips,
        pairs,
        remedies: offered,
        remarks,
        limits: survey.limits,
    })
}

/// Every failing inequality of a deal, by test, the worst first. An inequality that fails two tests
/// (leaving openly, in acceptable and in holding) is named once.
fn failures(assessment: &Assessment<'_>, deal: usize, judged: &JudgedDeal) -> Vec<Failure> {
    let model = assessment.model;
    let parties = model.parties.len();
    let mut failures = Vec::new();
    let mut fail = |test: &str, actor: usize, margin: f64, because: String| {
        if !assessment.passes(actor, margin) {
            failures.push(Failure {
                test: test.to_owned(),
                party: model.actor_key(actor).to_owned(),
                margin,
                relative: margin / assessment.spread(actor),
                seen_by: None,
                because,
            });
        }
    };
    for &party in &assessment.signers {
        let margin = assessment.acceptable_margin(deal, party);
        fail("acceptable", party, margin, assessment.acceptable_words(deal, party));
    }
    for audience in 0..model.audiences.len() {
        let margin = assessment.ratifiable_margin(deal, audience);
        let words = assessment.ratifiable_words(deal, audience);
        fail("ratifiable", parties + audience, margin, words);
    }
    if !model.enforced {
        for (k, own) in assessment.deviations.owns.iter().enumerate() {
            let (margin, viewer) = assessment.holding_margin(deal, k);
            let words = assessment.holding_words(deal, k, viewer);
            fail("holding", own.party, margin, words);
        }
    }
    for failure in failures.iter_mut().filter(|failure| failure.test == "holding") {
        failure.seen_by = judged.holding_seen_by.get(&failure.party).cloned();
    }
    if judged.passes.reachable == Some(false) {
        failures.push(match (&judged.weakest.reachable, judged.reachable) {
            (Some(link), Some(Some(margin))) => Failure {
                test: "reachable".to_owned(),
                party: link.actor.clone(),
                margin,
                relative: margin,
                seen_by: None,
                because: link.because.clone(),
            },
            _ => Failure {
                test: "reachable".to_owned(),
                party: String::new(),
                margin: f64::NEG_INFINITY,
                relative: f64::NEG_INFINITY,
                seen_by: None,
                because: "no road climbs from today to it".to_owned(),
            },
        });
    }
    failures.sort_by(|a, b| a.relative.total_cmp(&b.relative));
    failures
}
