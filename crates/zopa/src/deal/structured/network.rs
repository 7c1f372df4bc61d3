//! A domain made ready for the search: the order of the issues, and what must be remembered on the way.
//!
//! Issues are decided one after the other. A term over several issues, or a forbidden region, is a small
//! automaton that is told each decision on its issues: a rectangle remembers whether it is still alive, a
//! table which row it has come to. When its last issue is decided it pays, or forbids. Two partial deals
//! with the same memory have the same futures, so only what nobody dominates among them need be kept.
//!
//! The order is greedy: next comes the issue after which the fewest automata are under way, the last of
//! the file among equals. Without terms it is the file's order backwards, so that deals are found again
//! first issue first.

use super::amount::Amount;
use super::domain::{Domain, Region, Term};
use super::scale::Units;
use crate::num::rational::Rational;

/// What a region or a table remembers: of a region 1 or 0, of a table the row.
pub(super) type Memory = Vec<u32>;

/// The domain in whole numbers.
#[derive(Clone, Debug)]
pub(super) struct Network<T> {
    pub(super) parties: usize,
    pub(super) sizes: Vec<usize>,
    /// The issues as they are decided.
    pub(super) order: Vec<usize>,
    /// Value of an option by issue, option and party.
    pub(super) worth: Vec<Vec<Vec<T>>>,
    factors: Vec<Factor<T>>,
    /// What every deal is worth, by party.
    pub(super) constant: Vec<T>,
}

#[derive(Clone, Debug)]
struct Factor<T> {
    /// When its first and its last issue are decided.
    first: usize,
    last: usize,
    kind: Kind<T>,
}

#[derive(Clone, Debug)]
enum Kind<T> {
    /// By issue, the options inside; empty for issues that are free.
    Region { inside: Vec<Vec<bool>>, pays: Option<Vec<T>> },
    /// By issue, what an option adds to the row; empty for issues that do not matter.
    Table { steps: Vec<Vec<u32>>, pays: Vec<(usize, T)>, party: usize },
}

impl<T: Amount> Network<T> {
    pub(super) fn of(domain: &Domain, units: &Units) -> Self {
        let sizes: Vec<usize> = domain.issues.iter().map(|issue| issue.options.len()).collect();
        let scopes = scopes(domain);
        let order = order(sizes.len(), &scopes);
        let parties = domain.parties.len();
        let worth = (0..sizes.len())
            .map(|issue| {
                let of = |option: usize| {
                    let values = domain.parties.iter().enumerate();
                    values.map(|(p, party)| units.whole(p, &party.values[issue][option])).collect()
                };
                (0..sizes[issue]).map(of).collect()
            })
            .collect();
        let constant = domain.parties.iter().enumerate();
        let constant = constant.map(|(p, party)| units.whole(p, &party.constant)).collect();
        let mut network = Self { parties, sizes, order, worth, factors: Vec::new(), constant };
        network.gather(domain, units);
        network
    }

    fn gather(&mut self, domain: &Domain, units: &Units) {
        for region in &domain.forbidden {
            self.region(region, None);
        }
        // Rectangles that several parties have are remembered once.
        let mut regions: Vec<(&Region, Vec<T>)> = Vec::new();
        for (p, party) in domain.parties.iter().enumerate() {
            for term in &party.terms {
                match term {
                    Term::Rectangle { region, worth } => {
                        let worth: T = units.whole(p, worth);
                        let at = regions.binary_search_by(|(known, _)| (*known).cmp(region));
                        let at = at.unwrap_or_else(|at| {
                            regions.insert(at, (region, vec![T::zero(); self.parties]));
                            at
                        });
                        let pays = &mut regions[at].1[p];
                        *pays = pays.plus(&worth);
                    }
                    Term::Table { issues, worth } => self.table(issues, worth, p, units),
                }
            }
        }
        for (region, pays) in regions {
            self.region(region, Some(pays));
        }
    }

    fn region(&mut self, region: &Region, pays: Option<Vec<T>>) {
        let mut inside = vec![Vec::new(); self.sizes.len()];
        for (issue, options) in &region.bounds {
            let of = |option| options.binary_search(&option).is_ok();
            inside[*issue] = (0..self.sizes[*issue]).map(of).collect();
        }
        let issues: Vec<usize> = region.bounds.iter().map(|(issue, _)| *issue).collect();
        self.factor(&issues, Kind::Region { inside, pays });
    }

    fn table(&mut self, issues: &[usize], worth: &[Rational], party: usize, units: &Units) {
        let mut steps = vec![Vec::new(); self.sizes.len()];
        let mut stride = 1_u32;
        for &issue in issues.iter().rev() {
            let size = u32::try_from(self.sizes[issue]).unwrap_or(u32::MAX);
            steps[issue] = (0..size).map(|option| option.saturating_mul(stride)).collect();
            stride = stride.saturating_mul(size);
        }
        let pays = worth.iter().map(|worth| (party, units.whole(party, worth))).collect();
        self.factor(issues, Kind::Table { steps, pays, party });
    }

    fn factor(&mut self, issues: &[usize], kind: Kind<T>) {
        let times = issues.iter().filter_map(|issue| self.order.iter().position(|i| i == issue));
        let (first, last) = times.fold((usize::MAX, 0), |(f, l), t| (f.min(t), l.max(t)));
        self.factors.push(Factor { first: first.min(last), last, kind });
    }

    /// The memory before anything is decided: of nothing.
    pub(super) fn blank(&self) -> Memory {
        Vec::new()
    }

    /// What choosing `option` of the issue decided at `time` adds, and the memory after it; `None` where
    /// that is forbidden.
    ///
    /// The memory holds the automata that are under way, in the order of the factors.
    pub(super) fn step(
        &self,
        time: usize,
        memory: &[u32],
        option: usize,
    ) -> Option<(Memory, Vec<T>)> {
        let issue = self.order[time];
        let mut gain = self.worth[issue][option].clone();
        let mut after = Memory::new();
        let mut known = memory.iter();
        for factor in &self.factors {
            if factor.first > time || factor.last < time {
                continue;
            }
            let before = if factor.first < time { known.next().copied() } else { None };
            match &factor.kind {
                Kind::Region { inside, pays } => {
                    let here = inside[issue].get(option).copied().unwrap_or(true);
                    let alive = before.unwrap_or(1) == 1 && here;
                    if factor.last > time {
                        after.push(u32::from(alive));
                    } else if alive {
                        for (sum, pays) in gain.iter_mut().zip(pays.as_ref()?) {
                            *sum = sum.plus(pays);
                        }
                    }
                }
                Kind::Table { steps, pays, party } => {
                    let row = before.unwrap_or(0) + steps[issue].get(option).copied().unwrap_or(0);
                    if factor.last > time {
                        after.push(row);
                    } else if let Some((_, pays)) =
                        usize::try_from(row).ok().and_then(|row| pays.get(row))
                    {
                        gain[*party] = gain[*party].plus(pays);
                    }
                }
            }
        }
        Some((after, gain))
    }

    /// By time, the most that a party can still get from what is decided from then on.
    pub(super) fn rest(&self) -> Vec<Vec<T>> {
        let mut rest = vec![self.constant.clone(); self.order.len() + 1];
        for time in (0..self.order.len()).rev() {
            let options = &self.worth[self.order[time]];
            let mut most: Vec<T> = (0..self.parties)
                .map(|p| options.iter().map(|w| w[p].clone()).max().unwrap_or_else(T::zero))
                .collect();
            for factor in self.factors.iter().filter(|factor| factor.last == time) {
                match &factor.kind {
                    Kind::Region { pays: None, .. } => {}
                    Kind::Region { pays: Some(pays), .. } => {
                        for (most, pays) in most.iter_mut().zip(pays) {
                            *most = most.plus(&pays.clone().max(T::zero()));
                        }
                    }
                    Kind::Table { pays, party, .. } => {
                        if let Some(pays) = pays.iter().map(|(_, pays)| pays).max() {
                            most[*party] = most[*party].plus(pays);
                        }
                    }
                }
            }
            rest[time] = most.iter().zip(&rest[time + 1]).map(|(m, r)| m.plus(r)).collect();
        }
        rest
    }
}

fn scopes(domain: &Domain) -> Vec<Vec<usize>> {
    let of_region = |region: &Region| region.bounds.iter().map(|(issue, _)| *issue).collect();
    let mut scopes: Vec<Vec<usize>> = domain.forbidden.iter().map(of_region).collect();
    for term in domain.parties.iter().flat_map(|party| &party.terms) {
        scopes.push(match term {
            Term::Rectangle { region, .. } => of_region(region),
            Term::Table { issues, .. } => issues.clone(),
        });
    }
    scopes.sort();
    scopes.dedup();
    scopes
}

/// Greedy: few automata under way after each decision.
fn order(issues: usize, scopes: &[Vec<usize>]) -> Vec<usize> {
    let mut decided = vec![false; issues];
    let mut order = Vec::with_capacity(issues);
    let under_way = |decided: &[bool], issue: usize| {
        let is_decided = |i: &usize| decided[*i] || *i == issue;
        let open =
            |scope: &&Vec<usize>| scope.iter().any(is_decided) && !scope.iter().all(is_decided);
        scopes.iter().filter(open).count()
    };
    while let Some(next) = (0..issues)
        .rev()
        .filter(|issue| !decided[*issue])
        .min_by_key(|issue| if scopes.is_empty() { 0 } else { under_way(&decided, *issue) })
    {
        decided[next] = true;
        order.push(next);
    }
    order
}
