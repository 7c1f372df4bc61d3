//! The searches behind a verdict on a space that cannot be listed: the best attainable deal by a goal, and a deal
//! for each entry of the menu.

use super::{Large, Trouble};
use crate::deal::branch::{Found, Goal, Sums};
use crate::model::MenuEntry;
use crate::num::show;
use crate::verdict::answer::Limit;

/// The searches, and the limits that they met.
pub(super) struct Seeker<'a, 'm> {
    pub(super) large: &'a Large<'m>,
    pub(super) limits: Vec<Limit>,
}

/// A deal that is best by some measure.
#[derive(Clone, Debug)]
pub(super) struct Best {
    /// The one shown.
    pub(super) deal: Vec<usize>,
    /// Others that are as good.
    pub(super) ties: Vec<Vec<usize>>,
    /// Whether no attainable deal is better.
    pub(super) exact: bool,
    /// By how much another might be better; 0 where exact.
    pub(super) within: f64,
    /// A better one that is one-sided, where there is one.
    pub(super) one_sided: Option<Vec<usize>>,
}

/// What was found for an entry of the menu.
pub(super) struct Agreeing {
    /// Whether some deal that agrees with it is attainable; `None` where that stayed open.
    pub(super) attainable: Option<bool>,
    /// The one with the largest least share of gain.
    pub(super) deal: Option<Vec<usize>>,
}

/// Goals of the solutions, as sums over the issues.
pub(super) struct Goals {
    pub(super) sums: Sums,
    /// Nash, and Kalai-Smorodinsky; none where nobody can gain.
    pub(super) nash: Option<Goal>,
    pub(super) shares: Option<Goal>,
    /// The weighted sum of gains.
    pub(super) total: Goal,
    /// The least gain as a share of its party's range.
    even: Goal,
}

impl Goals {
    /// The goals, by the gain of each signing party in its best attainable deal.
    pub(super) fn new(large: &Large<'_>, ideals: &[f64]) -> Self {
        let able = |&k: &usize| ideals[k] > large.tolerance(large.signers[k]);
        let gaining: Vec<usize> = (0..ideals.len()).filter(able).collect();
        let mut sums = large.sums.clone();
        let mut scaled = |weights: &[(usize, f64)]| {
            let sum = sums.push(0.0);
            for &(k, weight) in weights {
                sums.add_multiple(sum, large.gains[k], weight);
            }
            sum
        };
        let shares = gaining.iter().map(|&k| scaled(&[(k, 1.0 / ideals[k])])).collect();
        let all: Vec<(usize, f64)> = large.weights.iter().copied().enumerate().collect();
        let total = scaled(&all);
        let spread = |k: usize| large.spreads[large.signers[k]];
        let even = (0..ideals.len()).map(|k| scaled(&[(k, 1.0 / spread(k))])).collect();
        let nash = Goal::Product {
            gains: gaining.iter().map(|&k| large.gains[k]).collect(),
            weights: gaining.iter().map(|&k| large.weights[k]).collect(),
        };
        let some = !gaining.is_empty();
        Self {
            nash: some.then_some(nash),
            shares: some.then_some(Goal::Least(shares)),
            total: Goal::Sum(total),
            even: Goal::Least(even),
            sums,
        }
    }
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

    /// The best attainable deal for signing party number `k`.
    pub(super) fn best_for(&mut self, k: usize) -> Option<Best> {
        let large = self.large;
        let what = format!("the best deal for `{}`", large.model.parties[large.signers[k]].key);
        self.best(&large.sums, &Goal::Sum(large.gains[k]), &what, true)
    }

    /// The best attainable deal by a goal; of one-sided deals only where there is no other and `alone` sets them
    /// aside.
    pub(super) fn best(
        &mut self,
        sums: &Sums,
        goal: &Goal,
        what: &str,
        alone: bool,
    ) -> Option<Best> {
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
        let better = |worth: f64| worth > known + 1e-9 * known.abs().max(1.0);
        Some(Best {
            ties: deals.iter().filter(|deal| **deal != shown).cloned().collect(),
            deal: shown,
            exact,
            within: match goal {
                Goal::Product { .. } => libm::expm1(bound - known).max(0.0),
                Goal::Sum(_) | Goal::Least(_) => (bound - known).max(0.0),
            },
            one_sided: lost.one_sided.filter(|(worth, _)| better(*worth)).map(|(_, deal)| deal),
        })
    }

    /// An attainable deal that agrees with an entry of the menu.
    pub(super) fn agreeing(
        &mut self,
        entry: &MenuEntry,
        goals: &Goals,
    ) -> Result<Agreeing, Trouble> {
        let (sums, agrees) = self.large.agreeing(&goals.sums, &entry.target)?;
        let (found, lost) = self.run(&sums, &[agrees], &goals.even, false);
        let open = !found.complete || lost.roadless.is_finite();
        let deal = found.best.and_then(|(_, deals)| self.large.fairest(&deals).cloned());
        if deal.is_none() && open {
            let why = if lost.roadless.is_finite() {
                "deals pass the other tests, but no road to one was found"
            } else {
                "the search was ended early"
            };
            let text = format!("`{}`: {why}; whether it can be had stays open", entry.name);
            self.limit("menu", text);
        }
        let attainable = if deal.is_none() && open { None } else { Some(deal.is_some()) };
        Ok(Agreeing { attainable, deal })
    }
}

impl Large<'_> {
    /// What a deal gives signing party number `k` beyond no deal.
    pub(super) fn gain(&self, deal: &[usize], k: usize) -> f64 {
        let party = self.signers[k];
        self.value(deal, party) - self.no_deal[party]
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
}
