//! The verdict on a space that cannot be listed, in the user's names.

use super::seek::{Best, Goals, Seeker};
use super::{Large, Trouble};
use crate::deal::branch::Goal;
use crate::model::Model;
use crate::verdict::answer::{About, ByActor, Deal, Limit, Names};
use crate::verdict::solve::{Options, about, ladders, names};
use indexmap::IndexMap;
use serde::Serialize;

/// The verdict where the deals are too many to list.
#[derive(Clone, Debug, Serialize)]
pub struct LargeVerdict {
    /// Version of zopa.
    pub zopa: String,
    /// Which scenario.
    pub scenario: About,
    /// Events up to this date were used; all where missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Keys of the parties.
    pub parties: Vec<String>,
    /// Keys of the audiences.
    pub audiences: Vec<String>,
    /// Options of each issue.
    pub issues: IndexMap<String, Vec<String>>,
    /// Wording for reports.
    pub names: Names,
    /// Today's standing.
    pub today: Deal,
    /// Decimal logarithm of the number of combinations of options.
    pub magnitude: f64,
    /// What each party expects without a deal.
    pub no_deal: ByActor<f64>,
    /// What today is worth to each party.
    pub today_worth: ByActor<f64>,
    /// Whether any deal is attainable; absent where that stayed open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attainable: Option<bool>,
    /// Each signing party's best attainable deal.
    pub best: ByActor<LargeBest>,
    /// Nash with the scenario's weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fair: Option<LargeBest>,
    /// Kalai-Smorodinsky.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kalai_smorodinsky: Option<LargeBest>,
    /// Egalitarian; depends on the parties' units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub egalitarian: Option<LargeBest>,
    /// Utilitarian; depends on the parties' units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utilitarian: Option<LargeBest>,
    /// The menu's entries.
    pub menu: Vec<LargeMenu>,
    /// Limits that were reached, and what is left out.
    pub limits: Vec<Limit>,
}

/// A deal that is best by some measure.
#[derive(Clone, Debug, Serialize)]
pub struct LargeBest {
    /// The deal, tested.
    #[serde(flatten)]
    pub deal: LargeDeal,
    /// Others that are as good.
    pub ties: Vec<Deal>,
    /// Whether no attainable deal is better.
    pub exact: bool,
    /// By how much another might be better: in the party's units, in shares, or (for Nash) as a share of
    /// the product; 0 where exact.
    pub within: f64,
    /// A better one that is one-sided, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_sided: Option<Deal>,
}

/// An attainable deal and how it passes the tests.
#[derive(Clone, Debug, Serialize)]
pub struct LargeDeal {
    /// The deal.
    pub deal: Deal,
    /// Value to each actor.
    pub values: ByActor<f64>,
    /// Margin of each signing party.
    pub acceptable: ByActor<f64>,
    /// Margin of each audience.
    pub ratifiable: ByActor<f64>,
    /// Margin of each participant, the least over all viewers.
    pub holding: ByActor<f64>,
    /// Signing parties that own issues and move none of them.
    pub idle: Vec<String>,
    /// Whether every signing party has at least what it has today.
    pub better_than_today: bool,
    /// The stops of a safe road, today left out; empty where the deal is enforced.
    pub road: Vec<Deal>,
}

/// An entry of the menu.
#[derive(Clone, Debug, Serialize)]
pub struct LargeMenu {
    /// Its name.
    pub name: String,
    /// Whether some deal that agrees with it is attainable; absent where that stayed open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attainable: Option<bool>,
    /// One of them: that with the largest least share of gain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deal: Option<LargeDeal>,
}

/// The verdict on a model of any size.
///
/// # Errors
/// A [`Trouble`] where an expression fails, or too many combinations would have to be looked at.
pub fn solve(model: &Model, options: &Options) -> Result<LargeVerdict, Trouble> {
    let views = model.views(&model.changes_until(options.at.as_deref()))?;
    let large = Large::new(model, &views)?;
    let mut seeker = Seeker { large: &large, limits: Vec::new() };
    let mut best = IndexMap::new();
    let mut ideals = vec![0.0; large.signers.len()];
    for (k, &party) in large.signers.iter().enumerate() {
        if let Some(found) = seeker.best_for(k) {
            ideals[k] = large.gain(&found.deal, k);
            best.insert(model.parties[party].key.clone(), large.shown(found));
        }
    }
    let open = !seeker.limits.is_empty();
    let attainable = if best.is_empty() && open { None } else { Some(!best.is_empty()) };
    let goals = Goals::new(&large, &ideals);
    let mut by = |goal: Option<&Goal>, what: &str| {
        seeker.best(&goals.sums, goal?, what, false).map(|found| large.shown(found))
    };
    let fair = by(goals.nash.as_ref(), "the fair deal");
    let kalai_smorodinsky = by(goals.shares.as_ref(), "Kalai-Smorodinsky");
    let egalitarian = by(Some(&Goal::Least(large.gains.clone())), "the egalitarian deal");
    let utilitarian = by(Some(&goals.total), "the utilitarian deal");
    let mut menu = Vec::new();
    for entry in &model.menu {
        let found = seeker.agreeing(entry, &goals)?;
        menu.push(LargeMenu {
            name: entry.name.clone(),
            attainable: found.attainable,
            deal: found.deal.map(|deal| large.judged(&deal)),
        });
    }
    left_out(model, &mut seeker.limits);
    let parties = || model.parties.iter().enumerate();
    Ok(LargeVerdict {
        zopa: env!("CARGO_PKG_VERSION").to_owned(),
        scenario: about(model),
        as_of: options.at.clone(),
        parties: model.parties.iter().map(|party| party.key.clone()).collect(),
        audiences: model.audiences.iter().map(|audience| audience.key.clone()).collect(),
        issues: ladders(model),
        names: names(model),
        today: large.named(&large.ladders.today),
        magnitude: large.ladders.sizes.iter().map(|&size| libm::log10(size as f64)).sum(),
        no_deal: parties().map(|(p, party)| (party.key.clone(), large.no_deal[p])).collect(),
        today_worth: parties()
            .map(|(p, party)| (party.key.clone(), large.value(&large.ladders.today, p)))
            .collect(),
        attainable,
        best,
        fair,
        kalai_smorodinsky,
        egalitarian,
        utilitarian,
        menu,
        limits: seeker.limits,
    })
}

/// What such a verdict does not say.
fn left_out(model: &Model, limits: &mut Vec<Limit>) {
    let mut left: Vec<&str> = Vec::new();
    if !model.claims.is_empty() {
        left.push("claims");
    }
    if model.parties.iter().any(|party| party.says.is_some()) {
        left.push("stated positions");
    }
    if !left.is_empty() {
        let text = format!("on so many deals these are not judged: {}", left.join(", "));
        limits.push(Limit { limit: "left-out".to_owned(), text });
    }
}

impl Large<'_> {
    fn named(&self, standing: &[usize]) -> Deal {
        let issues = self.model.issues.iter().zip(standing);
        issues.map(|(issue, &o)| (issue.key.clone(), issue.options[o].key.clone())).collect()
    }

    /// A deal that was found, in the user's names.
    fn shown(&self, best: Best) -> LargeBest {
        LargeBest {
            ties: best.ties.iter().map(|deal| self.named(deal)).collect(),
            deal: self.judged(&best.deal),
            exact: best.exact,
            within: best.within,
            one_sided: best.one_sided.map(|deal| self.named(&deal)),
        }
    }

    fn judged(&self, deal: &[usize]) -> LargeDeal {
        let key = |actor: usize| self.model.actor_key(actor).to_owned();
        let audience = |a: usize| self.model.parties.len() + a;
        let participants = self.participants.iter();
        let today = &self.ladders.today;
        LargeDeal {
            deal: self.named(deal),
            values: (0..self.model.actors()).map(|a| (key(a), self.value(deal, a))).collect(),
            acceptable: self
                .signers
                .iter()
                .map(|&p| (key(p), self.value(deal, p) - self.no_deal[p]))
                .collect(),
            ratifiable: self
                .needs
                .iter()
                .enumerate()
                .map(|(a, needs)| (key(audience(a)), self.value(deal, audience(a)) - needs))
                .collect(),
            holding: participants
                .map(|participant| {
                    let margins = participant.eyes.iter().map(|e| e.holding(&self.ladders, deal));
                    (key(participant.party), margins.fold(f64::INFINITY, f64::min))
                })
                .collect(),
            idle: self.idle(deal).into_iter().map(key).collect(),
            better_than_today: self
                .signers
                .iter()
                .all(|&p| self.value(deal, p) - self.value(today, p) >= -self.tolerance(p)),
            road: match self.model.enforced {
                true => Vec::new(),
                false => {
                    self.road(deal).unwrap_or_default().iter().map(|s| self.named(s)).collect()
                }
            },
        }
    }
}
