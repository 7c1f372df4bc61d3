//! What a participant can do instead of keeping to a plan, without listing its choices.
//!
//! Given the plan, the value of a cheat is a sum of tables over the participant's own issues, so the best one
//! is found group by group: two own issues belong together where some table touches both. Cheats differ in
//! when they are seen; for each issue that may be the first to be seen, the issues seen earlier stay as
//! planned, that one does not, and all others are chosen for the best.
//!
//! The same gives what holding asks of a deal as sums over its options ([`Eye::rows`]): where own issues
//! stand in no table with others, the best cheat from every option is a number for that option, and the row
//! is exact; where they do, the issue is moved alone, and the row is a condition that every holding deal
//! meets. Rows make the search small; every deal found is tested in full.

use super::parts::{Ladders, Part};
use crate::num::discount;

/// Groups of own issues may have so many combinations.
pub(super) const MOST_CHOICES: usize = 65_536;

/// A participant's own issue.
#[derive(Clone, Debug)]
pub(super) struct OwnIssue {
    pub(super) issue: usize,
    pub(super) binding: bool,
    pub(super) seen_after: f64,
    pub(super) can_be_lowered: bool,
}

/// A participant as one view sees it.
#[derive(Clone, Debug)]
pub(super) struct Eye {
    pub(super) own: Vec<OwnIssue>,
    pub(super) patience: f64,
    /// Its worth per period.
    pub(super) worth: Vec<Part>,
    /// What leaving is worth.
    pub(super) leave: Vec<Part>,
    /// Groups of own issues (numbers in `own`) that stand in a table together.
    pub(super) groups: Vec<Vec<usize>>,
}

/// A condition on deals: the sum of these is not negative.
pub(super) type Row = Vec<Part>;

impl Eye {
    /// The groups of own issues that tables join; `None` where one has too many combinations.
    pub(super) fn grouped(mut self, ladders: &Ladders) -> Option<Self> {
        let mut group: Vec<usize> = (0..self.own.len()).collect();
        for part in self.worth.iter().chain(&self.leave) {
            let touched: Vec<usize> = self.touched(part).collect();
            for pair in touched.windows(2) {
                let (from, to) = (group[pair[1]], group[pair[0]]);
                group.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
            }
        }
        for g in 0..self.own.len() {
            let members: Vec<usize> = (0..self.own.len()).filter(|&k| group[k] == g).collect();
            let count = members
                .iter()
                .try_fold(1_usize, |count, &k| count.checked_mul(ladders.sizes[self.own[k].issue]));
            if count.is_none_or(|count| count > MOST_CHOICES) {
                return None;
            }
            if !members.is_empty() {
                self.groups.push(members);
            }
        }
        Some(self)
    }

    fn touched<'a>(&'a self, part: &'a Part) -> impl Iterator<Item = usize> + 'a {
        let own = self.own.iter().enumerate();
        own.filter(|(_, own)| part.issues.contains(&own.issue)).map(|(k, _)| k)
    }

    fn can_go(&self, k: usize, from: usize, to: usize) -> bool {
        to >= from || self.own[k].can_be_lowered
    }

    /// The value of a breach that is seen after so long: while unseen, then the collapse.
    fn breach(&self, ladders: &Ladders, seen_after: f64) -> Vec<Part> {
        let now = discount::one_minus_pow(self.patience, seen_after);
        let then = discount::pow(self.patience, seen_after);
        let times = |parts: &[Part], factor: f64| -> Vec<Part> {
            let scaled = |part: &Part| Part {
                issues: part.issues.clone(),
                worth: part.worth.iter().map(|x| x * factor).collect(),
            };
            parts.iter().map(scaled).collect()
        };
        ladders.merged([times(&self.worth, now), times(&self.leave, then)].concat())
    }

    /// The best deviation, leaving and every cheat: Dev(from -> plan).
    pub(super) fn deviation(&self, ladders: &Ladders, from: &[usize], plan: &[usize]) -> f64 {
        let mut best = ladders.value(&self.leave, from);
        for (k, own) in self.own.iter().enumerate().filter(|(_, own)| own.binding) {
            let parts = self.breach(ladders, own.seen_after);
            let stays = |other: &OwnIssue| other.binding && other.seen_after < own.seen_after;
            best = best.max(self.best(ladders, &parts, (from, plan), k, stays));
        }
        best
    }

    /// The best free move; minus infinity without any.
    pub(super) fn free(&self, ladders: &Ladders, from: &[usize], plan: &[usize]) -> f64 {
        let mut best = f64::NEG_INFINITY;
        for k in (0..self.own.len()).filter(|&k| !self.own[k].binding) {
            let value = self.best(ladders, &self.worth, (from, plan), k, |other| other.binding);
            best = best.max(value);
        }
        best
    }

    /// The largest sum of parts where issue `k` differs from the plan, those for which `stays` holds do
    /// not, and the others may.
    fn best(
        &self,
        ladders: &Ladders,
        parts: &[Part],
        (from, plan): (&[usize], &[usize]),
        k: usize,
        stays: impl Fn(&OwnIssue) -> bool,
    ) -> f64 {
        let mut sum: f64 = parts
            .iter()
            .filter(|part| self.touched(part).next().is_none())
            .map(|part| ladders.entry(part, plan))
            .sum();
        for group in &self.groups {
            let touching: Vec<&Part> = parts
                .iter()
                .filter(|part| self.touched(part).next().is_some_and(|k| group.contains(&k)))
                .collect();
            let choices: Vec<Vec<usize>> = group
                .iter()
                .map(|&member| {
                    let own = &self.own[member];
                    let options = (0..ladders.sizes[own.issue]).filter(|&to| {
                        let planned = to == plan[own.issue];
                        let allowed = match member == k {
                            true => !planned,
                            false => planned || !stays(own),
                        };
                        allowed && self.can_go(member, from[own.issue], to)
                    });
                    options.collect()
                })
                .collect();
            let mut standing = plan.to_vec();
            let count: usize = choices.iter().map(Vec::len).product();
            let mut best = f64::NEG_INFINITY;
            for index in 0..count {
                let mut rest = index;
                for (&member, options) in group.iter().zip(&choices) {
                    standing[self.own[member].issue] = options[rest % options.len()];
                    rest /= options.len();
                }
                let value: f64 = touching.iter().map(|part| ladders.entry(part, &standing)).sum();
                best = best.max(value);
            }
            sum += best;
        }
        sum
    }

    /// u - max(Dev, Free) at a deal that is to be kept.
    pub(super) fn holding(&self, ladders: &Ladders, deal: &[usize]) -> f64 {
        let best = self.deviation(ladders, deal, deal).max(self.free(ladders, deal, deal));
        ladders.value(&self.worth, deal) - best
    }

    /// Conditions that every deal meets which holds in this view.
    pub(super) fn rows(&self, ladders: &Ladders) -> Vec<Row> {
        let mut rows = vec![self.above(ladders, self.leave.clone())];
        for (k, own) in self.own.iter().enumerate() {
            let parts = match own.binding {
                true => self.breach(ladders, own.seen_after),
                false => self.worth.clone(),
            };
            let stays = |other: &OwnIssue| match own.binding {
                true => other.binding && other.seen_after < own.seen_after,
                false => other.binding,
            };
            if self.stands_alone(k) {
                let moved = (0..self.own.len())
                    .filter(|&j| j == k || (self.stands_alone(j) && !stays(&self.own[j])));
                let mut value = parts.clone();
                for j in moved {
                    self.choose(ladders, &mut value, j, j == k);
                }
                rows.push(self.above(ladders, value));
            } else {
                for to in 0..ladders.sizes[own.issue] {
                    rows.push(self.above(ladders, self.moved(ladders, &parts, k, to)));
                }
            }
        }
        rows
    }

    /// Whether no table joins the own issue with any other issue.
    fn stands_alone(&self, k: usize) -> bool {
        let issue = self.own[k].issue;
        let mut parts = self.worth.iter().chain(&self.leave);
        parts.all(|part| !part.issues.contains(&issue) || part.issues.len() == 1)
    }

    /// u less something.
    fn above(&self, ladders: &Ladders, less: Vec<Part>) -> Row {
        let negative = less.into_iter().map(|part| Part {
            worth: part.worth.into_iter().map(|x| -x).collect(),
            issues: part.issues,
        });
        ladders.merged(self.worth.iter().cloned().chain(negative).collect())
    }

    /// Replaces what an own issue that stands alone adds by the best that can be gone to from each option.
    fn choose(&self, ladders: &Ladders, parts: &mut Vec<Part>, k: usize, must_differ: bool) {
        let issue = self.own[k].issue;
        let size = ladders.sizes[issue];
        let at = parts.iter().position(|part| part.issues == [issue]);
        let at = at.unwrap_or_else(|| {
            parts.push(Part { issues: vec![issue], worth: vec![0.0; size] });
            parts.len() - 1
        });
        let worth = parts[at].worth.clone();
        parts[at].worth = (0..size)
            .map(|from| {
                let able = |to: &usize| self.can_go(k, from, *to) && (!must_differ || *to != from);
                let best = (0..size).filter(able).map(|to| worth[to]);
                let best = best.fold(f64::NEG_INFINITY, f64::max);
                if best.is_finite() { best } else { -self.reach(&worth, parts) }
            })
            .collect();
    }

    /// The parts with an own issue moved to `to`; so little that nothing follows where it cannot be.
    fn moved(&self, ladders: &Ladders, parts: &[Part], k: usize, to: usize) -> Vec<Part> {
        let issue = self.own[k].issue;
        let mut moved: Vec<Part> = parts
            .iter()
            .map(|part| match part.issues.contains(&issue) {
                false => part.clone(),
                true => {
                    let size = part.worth.len();
                    let worth = (0..size).map(|index| {
                        let mut standing = ladders.today.clone();
                        let mut rest = index;
                        for &i in part.issues.iter().rev() {
                            standing[i] = rest % ladders.sizes[i];
                            rest /= ladders.sizes[i];
                        }
                        standing[issue] = to;
                        ladders.entry(part, &standing)
                    });
                    Part { issues: part.issues.clone(), worth: worth.collect() }
                }
            })
            .collect();
        let nothing = self.reach(&[], parts);
        let able = |from: usize| from != to && self.can_go(k, from, to);
        moved.push(Part {
            issues: vec![issue],
            worth: (0..ladders.sizes[issue])
                .map(|from| if able(from) { 0.0 } else { -nothing })
                .collect(),
        });
        ladders.merged(moved)
    }

    /// More than any two sums of these can differ by.
    fn reach(&self, worth: &[f64], parts: &[Part]) -> f64 {
        let most = |worth: &[f64]| worth.iter().map(|x| x.abs()).fold(0.0, f64::max);
        let all = parts.iter().chain(&self.worth).chain(&self.leave);
        1.0 + 2.0 * (most(worth) + all.map(|part| most(&part.worth)).sum::<f64>())
    }
}
