//! The verdict on a space that cannot be listed, in the user's names.

use super::{Large, Trouble};
use crate::deal::branch::{Found, Goal, Sums};
use crate::model::Model;
use crate::num::show;
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
    let parties = || model.parties.iter().enumerate();
    let mut best = IndexMap::new();
    let mut ideals = vec![0.0; large.signers.len()];
    for (k, &party) in large.signers.iter().enumerate() {
        let key = &model.parties[party].key;
        let what = format!("the best deal for `{key}`");
        if let Some(found) = seeker.best(&large.sums, &Goal::Sum(large.gains[k]), &what, true) {
            ideals[k] = found.deal.acceptable.get(key).copied().unwrap_or(0.0);
            best.insert(key.clone(), found);
        }
    }
    let open = !seeker.limits.is_empty();
    let attainable = if best.is_empty() && open { None } else { Some(!best.is_empty()) };
    let gaining: Vec<usize> =
        (0..ideals.len()).filter(|&k| ideals[k] > large.tolerance(large.signers[k])).collect();
    let mut sums = large.sums.clone();
    let mut scaled = |weights: &[(usize, f64)]| {
        let sum = sums.push(0.0);
        for &(k, weight) in weights {
            sums.add_multiple(sum, large.gains[k], weight);
        }
        sum
    };
    let shares: Vec<usize> = gaining.iter().map(|&k| scaled(&[(k, 1.0 / ideals[k])])).collect();
    let all: Vec<(usize, f64)> = large.weights.iter().copied().enumerate().collect();
    let total = scaled(&all);
    let spreads: Vec<usize> =
        (0..ideals.len()).map(|k| scaled(&[(k, 1.0 / large.spreads[large.signers[k]])])).collect();
    let nash = Goal::Product {
        gains: gaining.iter().map(|&k| large.gains[k]).collect(),
        weights: gaining.iter().map(|&k| large.weights[k]).collect(),
    };
    let some = !gaining.is_empty();
    let fair = if some { seeker.best(&sums, &nash, "the fair deal", false) } else { None };
    let goal = Goal::Least(shares);
    let shares = if some { seeker.best(&sums, &goal, "Kalai-Smorodinsky", false) } else { None };
    let goal = Goal::Least(large.gains.clone());
    let egalitarian = seeker.best(&sums, &goal, "the egalitarian deal", false);
    let utilitarian = seeker.best(&sums, &Goal::Sum(total), "the utilitarian deal", false);
    let menu = seeker.menu(&spreads, &sums)?;
    seeker.left_out();
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
        kalai_smorodinsky: shares,
        egalitarian,
        utilitarian,
        menu,
        limits: seeker.limits,
    })
}

struct Seeker<'a, 'm> {
    large: &'a Large<'m>,
    limits: Vec<Limit>,
}

/// What a search met and could not take.
struct Lost {
    /// The largest goal of a deal that passes all tests but for a road.
    roadless: f64,
    /// The best deal that is one-sided, where such are set aside.
    one_sided: Option<(f64, Vec<usize>)>,
}

impl Seeker<'_, '_> {
    fn limit(&mut self, limit: &str, text: String) {
        self.limits.push(Limit { limit: limit.to_owned(), text });
    }

    fn run(&self, sums: &Sums, more: &[usize], goal: &Goal, both_sided: bool) -> (Found, Lost) {
        let large = self.large;
        let mut lost = Lost { roadless: f64::NEG_INFINITY, one_sided: None };
        let found = large.search(sums, more, goal, |deal| {
            if !large.passes_but_road(deal) {
                return false;
            }
            let worth = goal.at(&sums.values(deal));
            if !large.model.enforced && large.road(deal).is_none() {
                lost.roadless = lost.roadless.max(worth);
                return false;
            }
            if both_sided && !large.idle(deal).is_empty() {
                if lost.one_sided.as_ref().is_none_or(|(known, _)| worth > *known) {
                    lost.one_sided = Some((worth, deal.to_vec()));
                }
                return false;
            }
            true
        });
        (found, lost)
    }

    /// The best attainable deal by a goal; of one-sided deals only where there is no other.
    fn best(&mut self, sums: &Sums, goal: &Goal, what: &str, alone: bool) -> Option<LargeBest> {
        let (mut found, mut lost) = self.run(sums, &[], goal, alone);
        if alone && found.best.is_none() && lost.one_sided.is_some() {
            (found, lost) = self.run(sums, &[], goal, false);
        }
        let known = found.best.as_ref().map_or(f64::NEG_INFINITY, |(known, _)| *known);
        let bound = found.bound.max(lost.roadless);
        let exact = bound <= known;
        if !exact {
            let gap = match goal {
                _ if known.is_infinite() => "none was found, which is no proof".to_owned(),
                Goal::Product { .. } => format!(
                    "another may have a product larger by {}",
                    show::percent(libm::expm1(bound - known))
                ),
                Goal::Sum(_) | Goal::Least(_) => {
                    format!("another may be better by {}", show::value(bound - known))
                }
            };
            let (limit, why) = if lost.roadless > known && lost.roadless >= found.bound {
                ("reachable", "no road was found to a better deal that passes the other tests")
            } else {
                ("search", "the search was ended early")
            };
            self.limit(limit, format!("{what}: {why}; {gap}"));
        }
        let (known, deals) = found.best?;
        let shown = self.large.fairest(&deals)?.clone();
        Some(LargeBest {
            ties: deals.iter().filter(|d| **d != shown).map(|d| self.large.named(d)).collect(),
            deal: self.large.judged(&shown),
            exact,
            within: match goal {
                Goal::Product { .. } => libm::expm1(bound - known).max(0.0),
                Goal::Sum(_) | Goal::Least(_) => (bound - known).max(0.0),
            },
            one_sided: lost
                .one_sided
                .filter(|(worth, _)| *worth > known + 1e-9 * known.abs().max(1.0))
                .map(|(_, deal)| self.large.named(&deal)),
        })
    }

    fn menu(&mut self, shares: &[usize], sums: &Sums) -> Result<Vec<LargeMenu>, Trouble> {
        let mut menu = Vec::new();
        for entry in &self.large.model.menu {
            let (sums, agrees) = self.large.agreeing(sums, &entry.target)?;
            let goal = Goal::Least(shares.to_vec());
            let (found, lost) = self.run(&sums, &[agrees], &goal, false);
            let open = !found.complete || lost.roadless.is_finite();
            let deal = found.best.and_then(|(_, deals)| self.large.fairest(&deals).cloned());
            if deal.is_none() && open {
                let why = if lost.roadless.is_finite() {
                    "deals pass the other tests, but no road to one was found"
                } else {
                    "the search was ended early"
                };
                self.limit(
                    "menu",
                    format!("`{}`: {why}; whether it can be had stays open", entry.name),
                );
            }
            menu.push(LargeMenu {
                name: entry.name.clone(),
                attainable: if deal.is_none() && open { None } else { Some(deal.is_some()) },
                deal: deal.map(|deal| self.large.judged(&deal)),
            });
        }
        Ok(menu)
    }

    /// What such a verdict does not say.
    fn left_out(&mut self) {
        let model = self.large.model;
        let mut left: Vec<&str> = Vec::new();
        if !model.claims.is_empty() {
            left.push("claims");
        }
        if model.parties.iter().any(|party| party.says.is_some()) {
            left.push("stated positions");
        }
        if !left.is_empty() {
            let text = format!("on so many deals these are not judged: {}", left.join(", "));
            self.limit("left-out", text);
        }
    }
}

impl Large<'_> {
    pub(super) fn named(&self, standing: &[usize]) -> Deal {
        let issues = self.model.issues.iter().zip(standing);
        issues.map(|(issue, &o)| (issue.key.clone(), issue.options[o].key.clone())).collect()
    }

    /// The signing parties that own issues and move none of them; none for today's standing.
    pub(super) fn idle(&self, deal: &[usize]) -> Vec<usize> {
        let today = &self.ladders.today;
        if deal == today {
            return Vec::new();
        }
        let own = |party: usize| {
            (0..deal.len()).filter(move |&issue| self.model.issues[issue].by == party)
        };
        let idle = |party: &usize| {
            own(*party).next().is_some() && own(*party).all(|issue| deal[issue] == today[issue])
        };
        self.signers.iter().copied().filter(idle).collect()
    }

    /// The deal shown of several that tie: leximin of relative gains, then the first.
    fn fairest<'d>(&self, deals: &'d [Vec<usize>]) -> Option<&'d Vec<usize>> {
        let rank = |deal: &Vec<usize>| -> Vec<f64> {
            let gain = |&party: &usize| {
                (self.value(deal, party) - self.no_deal[party]) / self.spreads[party]
            };
            let mut gains: Vec<f64> = self.signers.iter().map(gain).collect();
            gains.sort_by(f64::total_cmp);
            gains
        };
        let mut best: Option<(Vec<f64>, &Vec<usize>)> = None;
        for deal in deals {
            let rank = rank(deal);
            let better = best.as_ref().is_none_or(|(known, _)| {
                let differs = rank.iter().zip(known).find(|(a, b)| (*a - *b).abs() > 1e-9);
                differs.is_some_and(|(a, b)| a > b)
            });
            if better {
                best = Some((rank, deal));
            }
        }
        best.map(|(_, deal)| deal)
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
