//! The verdict on a space of deals that cannot be listed: the best attainable deals and whether any
//! attainable deal agrees with a target, by branch and bound.
//!
//! 1. Values, collapses and rules are sums of small tables (`parts`).
//! 2. Acceptable, ratifiable and the rules are conditions on such sums. Holding is tested in full on single
//!    deals and bounded by conditions that every holding deal meets (`breach`).
//! 3. One search a question (`deal::branch`): the best deal for each party, the solutions, a deal
//!    for each entry of the menu. Candidates come in the order of promise; each is tested for holding, and
//!    for a road (`road`), only when it would be the best so far.
//! 4. A second search without roads says what any road could attain at most. Where the two agree the answer
//!    is exact; else the gap is told.
//!
//! Left out, and told as limits: claims, events, stated positions, the number of attainable deals. Not
//! treated: breaches seen after two periods and more, physical rules (unless a court enforces the deal), and
//! expressions over very many combinations.

mod answer;
mod breach;
pub(super) mod drawn;
mod exhibits;
mod parts;
mod road;
mod seek;

pub use answer::{LargeBest, LargeDeal, LargeMenu, LargeVerdict, solve};
pub use exhibits::{LargeExhibits, exhibits};
pub use parts::Trouble;

use crate::deal::branch::{Found, Goal, Search, Sums};
use crate::game::NoDealGame;
use crate::model::{Env, Fault, FaultKind, Model, Target, Undo, Views};
use crate::num::tolerance::REL;
use breach::{Eye, OwnIssue};
use parts::{Collapse, Ladders, Part, tabulated, worth};

/// Branches of one search.
const BRANCHES: u64 = 300_000;
/// Deals that tie.
const TIES: usize = 16;

/// A model whose standings are too many to list, ready to be asked about deals.
pub(super) struct Large<'m> {
    model: &'m Model,
    ladders: Ladders,
    /// By actor, in its own view.
    worth: Vec<Vec<Part>>,
    /// Standings that are no deals: a rule is broken where its part is not 0.
    rules: Vec<Part>,
    no_deal: Vec<f64>,
    patience: Vec<f64>,
    /// By audience.
    needs: Vec<f64>,
    spreads: Vec<f64>,
    participants: Vec<Participant>,
    signers: Vec<usize>,
    weights: Vec<f64>,
    /// Conditions on deals, each a sum that must not be negative.
    sums: Sums,
    floors: Vec<usize>,
    /// For each signer the sum of its gains.
    gains: Vec<usize>,
    nobody: Vec<f64>,
}

/// A party that can break a deal.
struct Participant {
    party: usize,
    /// Its prospects in its own view, then in those of the other participants that differ.
    eyes: Vec<Eye>,
}

impl<'m> Large<'m> {
    pub(super) fn new(model: &'m Model, views: &Views) -> Result<Self, Trouble> {
        let ladders = Ladders::of(model);
        treatable(model)?;
        let premises = |actor: usize| views.distinct[views.of_actor[actor]].as_slice();
        let own: Result<Vec<Vec<Part>>, Trouble> =
            (0..model.actors()).map(|a| worth(model, &ladders, a, premises(a))).collect();
        let nobody = views.distinct[views.nobody].clone();
        let rules: Result<Vec<Part>, Trouble> = model
            .rules
            .iter()
            .map(|rule| tabulated(&ladders, &rule.never, None, &nobody))
            .collect();
        let patience: Result<Vec<f64>, Fault> =
            (0..model.parties.len()).map(|party| patience(model, views, party)).collect();
        let mut large = Self {
            model,
            worth: own?,
            rules: rules?,
            patience: patience?,
            no_deal: Vec::new(),
            needs: Vec::new(),
            spreads: Vec::new(),
            participants: Vec::new(),
            signers: model.signers().collect(),
            weights: Vec::new(),
            sums: Sums::new(ladders.sizes.clone()),
            floors: Vec::new(),
            gains: Vec::new(),
            nobody,
            ladders,
        };
        let mut game = NoDealGame::new(model, views);
        for party in 0..model.parties.len() {
            let parts = large.collapse(views, party, views.of_actor[party], None, &mut game)?;
            large.no_deal.push(large.ladders.value(&parts, &large.ladders.today));
        }
        for (audience, of) in model.audiences.iter().enumerate() {
            let actor = model.parties.len() + audience;
            large.needs.push(match &of.needs {
                None => large.value(&large.ladders.today, actor),
                Some(program) => {
                    program.eval(Env { premises: premises(actor), standing: &[], blamed: None })?
                }
            });
        }
        if !model.enforced {
            large.participants = large.participants(views, &mut game)?;
        }
        large.weights = large.weights();
        large.conditions();
        Ok(large)
    }

    fn collapse(
        &self,
        views: &Views,
        party: usize,
        view: usize,
        blamed: Option<usize>,
        game: &mut NoDealGame<'_>,
    ) -> Result<Vec<Part>, Trouble> {
        let (model, ladders) = (self.model, &self.ladders);
        let patience = self.patience[party];
        let seen = worth(model, ladders, party, &views.distinct[view])?;
        Collapse { model, ladders, views, view, party, blamed, patience }.parts(&seen, game)
    }

    fn participants(
        &self,
        views: &Views,
        game: &mut NoDealGame<'_>,
    ) -> Result<Vec<Participant>, Trouble> {
        let model = self.model;
        let parties = model.participants();
        let mut participants = Vec::new();
        for &party in &parties {
            let own = model.issues.iter().enumerate().filter(|(_, issue)| issue.by == party);
            let own: Vec<OwnIssue> = own
                .map(|(issue, of)| OwnIssue {
                    issue,
                    binding: of.binding,
                    seen_after: of.seen_after,
                    can_be_lowered: of.undo == Undo::AtOnce,
                })
                .collect();
            let mut seen_by = vec![views.of_actor[party]];
            for &viewer in &parties {
                if !seen_by.contains(&views.of_actor[viewer]) {
                    seen_by.push(views.of_actor[viewer]);
                }
            }
            let mut eyes = Vec::new();
            for view in seen_by {
                let eye = Eye {
                    own: own.clone(),
                    patience: self.patience[party],
                    worth: worth(model, &self.ladders, party, &views.distinct[view])?,
                    leave: self.collapse(views, party, view, Some(party), game)?,
                    groups: Vec::new(),
                };
                eyes.push(eye.grouped(&self.ladders).ok_or_else(|| {
                    Trouble::TooEntangled(format!(
                        "the issues of `{}` depend on each other in more than {} combinations",
                        model.parties[party].key,
                        breach::MOST_CHOICES
                    ))
                })?);
            }
            participants.push(Participant { party, eyes });
        }
        Ok(participants)
    }

    fn weights(&self) -> Vec<f64> {
        let raw = self.signers.iter().map(|&party| match &self.model.weights {
            crate::model::Weights::Equal => 1.0,
            crate::model::Weights::Patience => -1.0 / libm::log(self.patience[party]),
            crate::model::Weights::Given(given) => given[party],
        });
        let raw: Vec<f64> = raw.collect();
        let mean = raw.iter().sum::<f64>() / raw.len().max(1) as f64;
        raw.into_iter().map(|weight| weight / mean).collect()
    }

    /// Fills the sums and the spreads.
    fn conditions(&mut self) {
        let allowed = self.sums.push(0.0);
        for rule in &self.rules {
            let broken = rule.worth.iter().map(|x| if x.abs() > 0.0 { -1.0 } else { 0.0 });
            self.sums.add_table(allowed, &rule.issues, &broken.collect::<Vec<f64>>());
        }
        self.floors = vec![allowed];
        let mut of_actor = Vec::new();
        for parts in &self.worth {
            let sum = self.sums.push(0.0);
            for part in parts {
                self.sums.add_table(sum, &part.issues, &part.worth);
            }
            of_actor.push(sum);
        }
        let negative: Vec<usize> = of_actor
            .iter()
            .map(|&sum| {
                let less = self.sums.push(0.0);
                self.sums.add_multiple(less, sum, -1.0);
                less
            })
            .collect();
        for (&sum, &less) in of_actor.iter().zip(&negative) {
            let most = |goal: usize| {
                let goal = Goal::Sum(goal);
                let (sums, floors) = (&self.sums, self.floors.as_slice());
                let search = Search { sums, floors, goal: &goal, branches: BRANCHES, ties: 1 };
                search.run(|_| true).best.map_or(0.0, |(most, _)| most)
            };
            let spread = most(sum) + most(less);
            self.spreads.push(if spread > 0.0 { spread } else { 1.0 });
        }
        for &party in &self.signers {
            let gain = self.sums.push(-self.no_deal[party]);
            self.sums.add_multiple(gain, of_actor[party], 1.0);
            self.gains.push(gain);
            self.floors.push(gain);
        }
        for (audience, needs) in self.needs.iter().enumerate() {
            let margin = self.sums.push(-needs);
            self.sums.add_multiple(margin, of_actor[self.model.parties.len() + audience], 1.0);
            self.floors.push(margin);
        }
        for eye in self.participants.iter().flat_map(|participant| &participant.eyes) {
            for row in eye.rows(&self.ladders) {
                let least = |part: &Part| part.worth.iter().copied().fold(f64::INFINITY, f64::min);
                if row.iter().map(least).sum::<f64>() >= 0.0 {
                    // Every deal meets it.
                    continue;
                }
                let sum = self.sums.push(0.0);
                for part in &row {
                    self.sums.add_table(sum, &part.issues, &part.worth);
                }
                self.floors.push(sum);
            }
        }
    }

    fn at_once(&self, issue: usize) -> bool {
        self.model.issues[issue].undo == Undo::AtOnce
    }

    fn allowed(&self, standing: &[usize]) -> bool {
        self.rules.iter().all(|rule| self.ladders.entry(rule, standing).abs() <= 0.0)
    }

    fn value(&self, standing: &[usize], actor: usize) -> f64 {
        self.ladders.value(&self.worth[actor], standing)
    }

    fn tolerance(&self, actor: usize) -> f64 {
        REL * self.spreads[actor]
    }

    /// Whether the deal is acceptable, ratifiable and holding, by the definitions.
    fn passes_but_road(&self, deal: &[usize]) -> bool {
        let accepts = |&party: &usize| {
            self.value(deal, party) - self.no_deal[party] >= -self.tolerance(party)
        };
        let swallows = |(audience, needs): (usize, &f64)| {
            let actor = self.model.parties.len() + audience;
            self.value(deal, actor) - needs >= -self.tolerance(actor)
        };
        let holds = |participant: &Participant| {
            let margins = participant.eyes.iter().map(|eye| eye.holding(&self.ladders, deal));
            margins.fold(f64::INFINITY, f64::min) >= -self.tolerance(participant.party)
        };
        self.allowed(deal)
            && self.signers.iter().all(accepts)
            && self.needs.iter().enumerate().all(swallows)
            && self.participants.iter().all(holds)
    }

    /// The deals of the largest goal among those that `judge` accepts; `more` are further conditions.
    fn search(
        &self,
        sums: &Sums,
        more: &[usize],
        goal: &Goal,
        judge: impl FnMut(&[usize]) -> bool,
    ) -> Found {
        let floors = [self.floors.as_slice(), more].concat();
        Search { sums, floors: &floors, goal, branches: BRANCHES, ties: TIES }.run(judge)
    }

    /// The sums with one more condition: that a deal agrees with a target.
    fn agreeing(&self, sums: &Sums, target: &Target) -> Result<(Sums, usize), Trouble> {
        let mut sums = sums.clone();
        let agrees = sums.push(0.0);
        for (issue, options) in target.options.iter().enumerate() {
            if let Some(options) = options {
                let broken = |option| if options.contains(&option) { 0.0 } else { -1.0 };
                let broken: Vec<f64> = (0..self.ladders.sizes[issue]).map(broken).collect();
                sums.add_table(agrees, &[issue], &broken);
            }
        }
        if let Some(condition) = &target.condition {
            let part = tabulated(&self.ladders, condition, None, &self.nobody)?;
            let broken = part.worth.iter().map(|x| if x.abs() > 0.0 { 0.0 } else { -1.0 });
            sums.add_table(agrees, &part.issues, &broken.collect::<Vec<f64>>());
        }
        Ok((sums, agrees))
    }
}

/// What cannot be treated.
fn treatable(model: &Model) -> Result<(), Trouble> {
    if model.enforced {
        return Ok(());
    }
    if let Some(issue) = model.issues.iter().find(|i| i.binding && i.seen_after > 1.0) {
        return Err(Trouble::TooEntangled(format!(
            "a breach on `{}` is seen after {} periods; on so many deals only breaches seen within one \
             period are treated",
            issue.key, issue.seen_after
        )));
    }
    if model.rules.iter().any(|rule| rule.physical) {
        return Err(Trouble::TooEntangled(
            "on so many deals physical rules are treated only where a court enforces the deal"
                .to_owned(),
        ));
    }
    Ok(())
}

fn patience(model: &Model, views: &Views, party: usize) -> Result<f64, Fault> {
    let program = &model.parties[party].patience;
    let premises = &views.distinct[views.of_actor[party]];
    let delta = program.eval(Env { premises, standing: &[], blamed: None })?;
    if delta > 0.0 && delta < 1.0 {
        return Ok(delta);
    }
    Err(Fault {
        kind: FaultKind::PatienceRange(delta),
        span: model.parties[party].patience_span.clone(),
        what: format!("patience of `{}`", model.parties[party].key),
    })
}
