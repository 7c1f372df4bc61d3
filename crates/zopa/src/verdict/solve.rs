//! From a model to its verdict.

use super::answer::{
    About, Best, ByActor, EventVerdict, FairWeights, IssueNames, JudgedDeal, Limit, MenuVerdict,
    Names, NoDealEquilibria, NoDealValue, Solution, Solutions, Verdict, ViewDifference,
};
use super::assessment::Assessment;
use super::claims;
use super::present::Standing;
use super::scenes::{Scene, Scenes};
use super::survey::Survey;
use crate::deal::solutions::Chosen;
use crate::game::{Equilibria, NoDealGame, Tie};
use crate::model::{Env, Fault, Game, Issue, Model, NoDeal, Weights};
use crate::num::show;
use indexmap::IndexMap;
use rayon::prelude::*;

/// What a verdict is to contain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Every deal, with the margin of its safest road.
    pub all: bool,
    /// Use events up to this date (`YYYY-MM-DD`) only.
    pub at: Option<String>,
}

/// The verdict on a model.
///
/// # Errors
/// A [`Fault`] where an expression fails at the central premises.
pub fn solve(model: &Model, options: &Options) -> Result<Verdict, Fault> {
    let scenes = Scenes::new(model, options.at.as_deref())?;
    let assessment = &scenes.plain().assessment;
    let survey = scenes.plain().survey()?;
    let efficient = survey.efficient(assessment);
    let shown = Shown { assessment, survey, efficient: &efficient };
    let solutions = shown.solutions();
    let best = shown.best();
    let menu = shown.menu()?;
    let fair = assessment.bargain().nash(&survey.attainable).map(|chosen| chosen.deal);
    let mut limits = survey.limits.clone();
    limits.extend(assessment.ground.collapse.stopped_at().map(|precision| Limit {
        limit: "quantal-response".to_owned(),
        text: format!(
            "the quantal response of some no-deal game could be followed only to precision {}",
            show::value(precision)
        ),
    }));
    let deals = shown.deals(options.all, &solutions, &best, fair);
    limits.extend(unfinished(&deals));
    let (claims, untested) = claims::judge(model, &scenes)?;
    limits.extend(untested);
    let road = fair.and_then(|deal| {
        let named = assessment.deal(deal);
        let shown_already = deals.iter().find(|judged| judged.deal == named);
        let road = shown_already.and_then(|judged| judged.road.clone());
        road.or_else(|| shown.judged(deal).road)
    });
    let better = survey.attainable.iter().filter(|&&deal| assessment.better_than_today(deal));
    Ok(Verdict {
        redacted: None,
        zopa: env!("CARGO_PKG_VERSION").to_owned(),
        scenario: about(model),
        as_of: options.at.clone(),
        parties: model.parties.iter().map(|party| party.key.clone()).collect(),
        audiences: model.audiences.iter().map(|audience| audience.key.clone()).collect(),
        issues: ladders(model),
        names: names(model),
        today: assessment.deal(assessment.ground.today),
        no_deal: no_deal(assessment)?,
        views: view_differences(assessment),
        funnel: survey.funnel.clone(),
        better_than_today: better.count(),
        says: (0..model.parties.len())
            .filter_map(|party| assessment.says(party).transpose())
            .collect::<Result<_, Fault>>()?,
        events: events(model, &scenes, options.at.as_deref())?,
        claims,
        deals,
        best,
        solutions,
        road: road.unwrap_or_default(),
        menu,
        nearest: shown.nearest(),
        limits,
    })
}

/// What a verdict shows of an assessment.
struct Shown<'a, 'm> {
    assessment: &'a Assessment<'m>,
    survey: &'a Survey,
    efficient: &'a [usize],
}

impl Shown<'_, '_> {
    fn judged(&self, deal: usize) -> JudgedDeal {
        let among = Standing { survey: self.survey, efficient: self.efficient };
        self.assessment.judged(deal, among, true)
    }

    /// The deal that comes nearest where none is attainable.
    fn nearest(&self) -> Option<JudgedDeal> {
        if !self.survey.attainable.is_empty() {
            return None;
        }
        let allowed = &self.assessment.ground.rules.allowed;
        let deals: Vec<usize> = (0..allowed.len()).filter(|&deal| allowed[deal]).collect();
        self.assessment.representative(&deals, &[]).map(|deal| self.judged(deal))
    }

    fn solution(&self, chosen: Option<Chosen>, depends_on_units: bool) -> Option<Solution> {
        chosen.map(|chosen| Solution {
            deal: self.assessment.deal(chosen.deal),
            values: self.assessment.values(chosen.deal),
            maximisers: chosen.maximisers.iter().map(|&d| self.assessment.deal(d)).collect(),
            depends_on_units,
        })
    }

    fn solutions(&self) -> Solutions {
        let attainable = &self.survey.attainable;
        let (bargain, today) = (self.assessment.bargain(), self.assessment.bargain_from_today());
        let gaining = attainable.iter().copied();
        let gaining: Vec<usize> =
            gaining.filter(|&deal| self.assessment.better_than_today(deal)).collect();
        Solutions {
            nash: self.solution(bargain.nash(attainable), false),
            nash_from_today: self.solution(today.nash(&gaining), false),
            kalai_smorodinsky: self.solution(bargain.kalai_smorodinsky(attainable), false),
            egalitarian: self.solution(bargain.egalitarian(attainable), true),
            utilitarian: self.solution(bargain.utilitarian(attainable), true),
        }
    }

    fn best(&self) -> ByActor<Best> {
        let assessment = self.assessment;
        let signers = assessment.signers.iter().enumerate();
        signers
            .filter_map(|(k, &party)| {
                let (chosen, one_sided) = assessment.best_for(k, &self.survey.attainable)?;
                let others = chosen.maximisers.iter().filter(|&&deal| deal != chosen.deal);
                let best = Best {
                    deal: assessment.deal(chosen.deal),
                    values: assessment.values(chosen.deal),
                    ties: others.map(|&deal| assessment.deal(deal)).collect(),
                    one_sided: one_sided.map(|deal| assessment.deal(deal)),
                };
                Some((assessment.model.parties[party].key.clone(), best))
            })
            .collect()
    }

    fn menu(&self) -> Result<Vec<MenuVerdict>, Fault> {
        let assessment = self.assessment;
        let entries = assessment.model.menu.par_iter();
        let verdicts: Vec<Result<MenuVerdict, Fault>> = entries
            .map(|entry| {
                let rules = &assessment.ground.rules;
                let agreeing =
                    rules.agreeing(&entry.target, &assessment.views, assessment.space())?;
                let attainable: Vec<usize> =
                    agreeing.iter().copied().filter(|&d| self.survey.is_attainable(d)).collect();
                let represented_by = assessment.representative(&agreeing, &attainable);
                Ok(MenuVerdict {
                    name: entry.name.clone(),
                    deals: agreeing.len(),
                    attainable_deals: attainable.len(),
                    untested_deals: self.survey.untested_among(&agreeing),
                    attainable: !attainable.is_empty(),
                    represented_by: represented_by.map(|deal| self.judged(deal)),
                })
            })
            .collect();
        verdicts.into_iter().collect()
    }

    /// The deals listed: all, or those that the rest of the verdict speaks of.
    fn deals(
        &self,
        all: bool,
        solutions: &Solutions,
        best: &ByActor<Best>,
        fair: Option<usize>,
    ) -> Vec<JudgedDeal> {
        let allowed = &self.assessment.ground.rules.allowed;
        if all {
            let among = Standing { survey: self.survey, efficient: self.efficient };
            let deals = (0..allowed.len()).filter(|&deal| allowed[deal]);
            let deals: Vec<usize> = deals.collect();
            return self.assessment.judged_all(&deals, among);
        }
        let chosen = [
            &solutions.nash,
            &solutions.nash_from_today,
            &solutions.kalai_smorodinsky,
            &solutions.egalitarian,
            &solutions.utilitarian,
        ];
        let named = chosen.into_iter().flatten().map(|solution| &solution.deal);
        let named = named.chain(best.values().map(|best| &best.deal));
        let mut shown: Vec<usize> = named.filter_map(|deal| self.index(deal)).collect();
        shown.extend(fair);
        shown.push(self.assessment.ground.today);
        shown.sort_unstable();
        shown.dedup();
        shown.into_par_iter().map(|deal| self.judged(deal)).collect()
    }

    fn index(&self, deal: &super::answer::Deal) -> Option<usize> {
        let issues = self.assessment.model.issues.iter();
        let options: Option<Vec<usize>> = issues
            .map(|issue| issue.options.iter().position(|o| Some(&o.key) == deal.get(&issue.key)))
            .collect();
        options.map(|options| self.assessment.space().index(&options))
    }
}

/// A limit for the deals whose road was not searched to the end.
fn unfinished(deals: &[JudgedDeal]) -> Option<Limit> {
    let count = deals.iter().filter(|deal| deal.reachable.is_none()).count();
    (count > 0).then(|| Limit {
        limit: "road-margin".to_owned(),
        text: format!(
            "for {count} of the deals shown the search for the safest road was ended early; the road \
             shown is safe where one is, but perhaps not the safest"
        ),
    })
}

/// Which scenario a model comes from.
#[must_use]
pub fn about(model: &Model) -> About {
    About {
        title: model.title.clone(),
        question: model.question.clone(),
        period: model.period.clone(),
        enforced: model.enforced,
        weights: match model.weights {
            Weights::Equal => FairWeights::Equal,
            Weights::Patience => FairWeights::Patience,
            Weights::Given(_) => FairWeights::Given,
        },
        sha256: model.sha256.clone(),
    }
}

pub(super) fn ladders(model: &Model) -> IndexMap<String, Vec<String>> {
    let keys = |issue: &Issue| issue.options.iter().map(|o| o.key.clone()).collect();
    model.issues.iter().map(|issue| (issue.key.clone(), keys(issue))).collect()
}

pub(super) fn names(model: &Model) -> Names {
    let parties = model.parties.iter().map(|party| (party.key.clone(), party.name.clone()));
    let audiences = model.audiences.iter().map(|a| (a.key.clone(), a.name.clone()));
    let issues = model.issues.iter().map(|issue| {
        let options = issue.options.iter().map(|o| (o.key.clone(), o.label.clone())).collect();
        let by = model.parties[issue.by].key.clone();
        (issue.key.clone(), IssueNames { name: issue.name.clone(), by, options })
    });
    let outcomes = match &model.nodeal {
        NoDeal::Game(game) => game.outcomes.as_slice(),
        NoDeal::Standing | NoDeal::Values(_) => &[],
    };
    Names {
        actors: parties.chain(audiences).collect(),
        issues: issues.collect(),
        outcomes: outcomes.iter().map(|o| (o.key.clone(), o.name.clone())).collect(),
    }
}

/// What each party expects without a deal, in its own view.
fn no_deal(assessment: &Assessment<'_>) -> Result<ByActor<NoDealValue>, Fault> {
    let model = assessment.model;
    let mut game = NoDealGame::new(model, &assessment.views);
    let today = model.today();
    let mut values = IndexMap::new();
    for (party, named) in model.parties.iter().enumerate() {
        let view = assessment.views.of_actor[party];
        let premises = &assessment.views.distinct[view];
        let solved = game.solution(&today, None, view)?;
        let env = Env { premises, standing: &today, blamed: None };
        let mut value = NoDealValue {
            value: assessment.no_deal[party],
            today: assessment.value(assessment.ground.today, party),
            breakdown: model.breakdown.eval(env)?,
            outcomes: IndexMap::new(),
            payoffs: IndexMap::new(),
            method: solved.method.to_string(),
            regret: solved.regret,
            ties: Vec::new(),
            plays: IndexMap::new(),
            equilibria: None,
        };
        let found = game.equilibria(&today, None, view)?;
        value.equilibria = found.and_then(|found| several(&found, party, &solved.values, &value));
        if let NoDeal::Game(rules) = &model.nodeal {
            for (outcome, chance) in rules.outcomes.iter().zip(&solved.outcomes) {
                value.outcomes.insert(outcome.key.clone(), *chance);
                value.payoffs.insert(outcome.key.clone(), outcome.payoffs[party].eval(env)?);
            }
            for (infoset, plays) in rules.infosets.iter().zip(&solved.plays) {
                let moves = &rules.nodes[infoset.nodes[0]].moves;
                let chances = moves.iter().zip(plays).map(|(m, chance)| (m.key.clone(), *chance));
                value.plays.insert(infoset.key.clone(), chances.collect());
            }
            value.ties = solved.ties.iter().map(|tie| tie_words(rules, tie)).collect();
        }
        values.insert(named.key.clone(), value);
    }
    Ok(values)
}

/// Payoffs that differ by less, as a share of the largest, are those of the same equilibrium.
const SAME: f64 = 1e-6;

/// What several equilibria are worth to a party, whose no-deal value rests on one that gives these `values`.
fn several(
    found: &Equilibria,
    party: usize,
    values: &[f64],
    told: &NoDealValue,
) -> Option<NoDealEquilibria> {
    // Talks that fail lead into the game with some chance only.
    let worth = |payoffs: &Vec<f64>| told.value + told.breakdown * (payoffs[party] - values[party]);
    let worth = || found.payoffs.iter().map(worth);
    // The chosen one may mix where those listed do not.
    let scale =
        values.iter().chain(found.payoffs.iter().flatten()).fold(0.0, |most, x| x.abs().max(most));
    let same =
        |payoffs: &Vec<f64>| payoffs.iter().zip(values).all(|(x, y)| (x - y).abs() <= SAME * scale);
    let count = found.payoffs.len() + usize::from(!found.payoffs.iter().any(same));
    (count > 1).then(|| NoDealEquilibria {
        count,
        least: worth().fold(told.value, f64::min),
        most: worth().fold(told.value, f64::max),
        method: found.method.to_owned(),
        complete: found.complete,
    })
}

/// A tie in words: which moves at which node are worth the same to the mover.
fn tie_words(game: &Game, tie: &Tie) -> String {
    let node = &game.nodes[tie.node];
    let moves: Vec<String> =
        tie.moves.iter().map(|&index| format!("`{}`", node.moves[index].key)).collect();
    format!("at `{}` {} are worth the same", node.key, moves.join(" and "))
}

/// Premises that somebody sees otherwise than those without a view of their own.
fn view_differences(assessment: &Assessment<'_>) -> Vec<ViewDifference> {
    let views = &assessment.views;
    let nobody = &views.distinct[views.nobody];
    let mut differences = Vec::new();
    for (premise, named) in assessment.model.premises.iter().enumerate() {
        for actor in 0..assessment.model.actors() {
            let value = views.distinct[views.of_actor[actor]][premise];
            if value.total_cmp(&nobody[premise]).is_ne() {
                differences.push(ViewDifference {
                    premise: named.key.clone(),
                    actor: assessment.model.actor_key(actor).to_owned(),
                    value,
                    nobody: nobody[premise],
                });
            }
        }
    }
    differences
}

/// The verdict before the first event and after each date.
fn events(
    model: &Model,
    scenes: &Scenes<'_>,
    at: Option<&str>,
) -> Result<Vec<EventVerdict>, Fault> {
    let mut verdicts = Vec::new();
    if let Some(scene) = scenes.before_events() {
        verdicts.push(event(scene, None, "before the first event")?);
    }
    for (k, happened) in model.events.iter().enumerate() {
        let date = happened.date.as_str();
        let last_of_its_date = model.events.get(k + 1).is_none_or(|next| next.date != date);
        if at.is_none_or(|at| date <= at) && last_of_its_date {
            let same_date = model.events.iter().filter(|event| event.date == date);
            let what: Vec<&str> = same_date.map(|event| event.what.as_str()).collect();
            verdicts.push(event(scenes.after_event(k), Some(date), &what.join("; "))?);
        }
    }
    Ok(verdicts)
}

fn event(scene: &Scene<'_>, date: Option<&str>, what: &str) -> Result<EventVerdict, Fault> {
    let assessment = &scene.assessment;
    let survey = scene.survey()?;
    let fair = assessment.bargain().nash(&survey.attainable);
    let mut menu = Vec::new();
    for entry in &assessment.model.menu {
        let rules = &assessment.ground.rules;
        let agreeing = rules.agreeing(&entry.target, &assessment.views, assessment.space())?;
        if agreeing.iter().any(|&deal| survey.is_attainable(deal)) {
            menu.push(entry.name.clone());
        }
    }
    let parties = 0..assessment.model.parties.len();
    Ok(EventVerdict {
        date: date.map(str::to_owned),
        what: what.to_owned(),
        no_deal: assessment.by_actor(parties, |party| assessment.no_deal[party]),
        attainable: survey.attainable.len(),
        fair: fair.map(|chosen| assessment.deal(chosen.deal)),
        menu,
    })
}
