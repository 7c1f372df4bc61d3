//! Why a target is not attainable: what fails, which premise would flip it, what kind of remedy that is.

use super::answer::{Failure, JudgedDeal, Limit, Why};
use super::assessment::Assessment;
use super::flips::Question;
use super::present::Standing;
use super::remedies::remedies;
use super::survey::Survey;
use crate::model::{Fault, Model, Target};
use crate::num::tolerance::REL;
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
    let (mut flips, mut pairs, mut offered, mut varied) = (Vec::new(), Vec::new(), Vec::new(), 0);
    if !agreeing.is_empty() {
        let scanned = question.flips(!attainable.is_empty());
        (varied, flips) = (scanned.varied, scanned.flips);
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
        varied,
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
                also: Vec::new(),
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
                also: Vec::new(),
                party: link.actor.clone(),
                margin,
                relative: margin,
                seen_by: None,
                because: link.because.clone(),
            },
            _ => Failure {
                test: "reachable".to_owned(),
                also: Vec::new(),
                party: String::new(),
                margin: f64::NEG_INFINITY,
                relative: f64::NEG_INFINITY,
                seen_by: None,
                because: "an issue would have to be lowered that cannot be, or the rules leave no \
                          stop on the way"
                    .to_owned(),
            },
        });
    }
    name_once(&mut failures, &leaving(assessment, deal));
    failures.sort_by(|a, b| a.relative.total_cmp(&b.relative));
    failures
}

/// The parties to whom leaving the deal openly is the best that they can do, and worth what having no deal
/// is: where they would not keep it, they do not accept it either, for the same reason.
fn leaving(assessment: &Assessment<'_>, deal: usize) -> Vec<String> {
    let deviations = &assessment.deviations;
    let owns = deviations.owns.iter().enumerate();
    let leaves = owns.filter(|&(k, own)| {
        let view = deviations.own_view(k);
        let best = deviations.best(view, k, deal, deal);
        let free = best.free.map_or(f64::NEG_INFINITY, |(_, value)| value);
        let instead = best.value().max(free);
        assessment.holding_margin(deal, k).1 == k
            && assessment.knife_edge(own.party, instead - best.leave)
            && assessment.knife_edge(own.party, best.leave - assessment.no_deal[own.party])
    });
    leaves.map(|(_, own)| assessment.model.parties[own.party].key.clone()).collect()
}

/// Folds an inequality that fails several tests into the first of them: a deal worth less than no deal is
/// not accepted, and where leaving is worth the same, not kept; the road to it fails by that too where its
/// tightest condition is the same party's by the same margin.
fn name_once(failures: &mut Vec<Failure>, leaving: &[String]) {
    let refused: Vec<(String, f64)> = failures
        .iter()
        .filter(|failure| failure.test == "acceptable" && leaving.contains(&failure.party))
        .map(|failure| (failure.party.clone(), failure.relative))
        .collect();
    let mut folded: Vec<(String, String)> = Vec::new();
    failures.retain(|failure| {
        let same = |(party, relative): &&(String, f64)| {
            *party == failure.party && (relative - failure.relative).abs() <= REL
        };
        let again = failure.test != "acceptable" && refused.iter().any(|one| same(&one));
        if again {
            folded.push((failure.party.clone(), failure.test.clone()));
        }
        !again
    });
    for failure in failures.iter_mut().filter(|failure| failure.test == "acceptable") {
        let of_it = folded.iter().filter(|(party, _)| *party == failure.party);
        failure.also = of_it.map(|(_, test)| test.clone()).collect();
    }
}
