//! What a breach is worth to the one who commits it, until it is seen and after.
//!
//! For a breach y seen after m <= 1 periods: (1 - d^m) u(y) + d^m W(y). For a whole m >= 2 the party may
//! go on moving, or leave, while unseen: (1 - d) u(y) + d F_(m-1)(y), with F_0 = W and
//!   F_r(y) = max { W(y), max over own moves y -> y'' of (1 - d) u(y'') + d F_(min(r, s) - 1)(y'') },
//! s the least `seen_after` among the binding issues moved (for s < 1 the second term is
//! (1 - d^s) u(y'') + d^s W(y'')). The recursion runs over r = 1 .. m - 1; only the tables at the lags
//! that occur are kept. Cost: O(m x standings x own moves) time, O(lags x standings) memory.

use super::moves::{Own, Relation};
use crate::deal::Rules;
use crate::num::discount;

/// What the party gets and what it may do.
pub(super) struct Breaching<'a> {
    pub(super) own: &'a Own,
    pub(super) rules: &'a Rules,
    /// Values of all standings to the party.
    pub(super) values: &'a [f64],
    /// W of the party, to blame itself, for all standings.
    pub(super) collapse: &'a [f64],
    /// Its discount factor.
    pub(super) patience: f64,
}

impl Breaching<'_> {
    /// Per lag class: the value of a breach at every standing.
    pub(super) fn tables(&self) -> Vec<Vec<f64>> {
        let slow: Vec<f64> = self.own.lags.iter().copied().filter(|&lag| lag >= 2.0).collect();
        let hidden = self.continuations(&slow);
        let mut tables = Vec::with_capacity(self.own.lags.len());
        for &lag in &self.own.lags {
            let slow = slow.iter().position(|s| s.total_cmp(&lag).is_eq());
            tables.push(match slow {
                None => self.seen_after(lag, self.collapse),
                Some(k) => self.seen_after(1.0, &hidden[k]),
            });
        }
        tables
    }

    /// (1 - d^m) u + d^m then, for every standing.
    fn seen_after(&self, periods: f64, then: &[f64]) -> Vec<f64> {
        let now = discount::one_minus_pow(self.patience, periods);
        let later = discount::pow(self.patience, periods);
        self.values.iter().zip(then).map(|(u, w)| now * u + later * w).collect()
    }

    /// F_(m-1) for each whole lag m >= 2 of `slow`, ascending.
    fn continuations(&self, slow: &[f64]) -> Vec<Vec<f64>> {
        let mut kept: Vec<Vec<f64>> = Vec::with_capacity(slow.len());
        let mut current = self.collapse.to_vec();
        let mut r = 0.0;
        for &lag in slow {
            while r < lag - 1.0 {
                r += 1.0;
                current = self.one_more(r, &current, slow, &kept);
            }
            kept.push(current.clone());
        }
        kept
    }

    /// F_r from F_(r-1) (`previous`) and the F_(s-1) kept for the lags s <= r.
    fn one_more(&self, r: f64, previous: &[f64], slow: &[f64], kept: &[Vec<f64>]) -> Vec<f64> {
        let go_on = self.seen_after(1.0, previous);
        // What a move seen after each lag is worth while r periods remain unseen.
        let moved: Vec<Vec<f64>> = self
            .own
            .lags
            .iter()
            .map(|&lag| {
                if lag <= 1.0 {
                    self.seen_after(lag, self.collapse)
                } else if lag >= r {
                    go_on.clone()
                } else {
                    let k = slow.iter().position(|s| s.total_cmp(&lag).is_eq()).unwrap_or(0);
                    self.seen_after(1.0, &kept[k])
                }
            })
            .collect();
        (0..self.values.len())
            .map(|standing| {
                let from = self.own.combination(standing);
                let mut best = self.collapse[standing];
                for &choice in self.own.available(from) {
                    let to = self.own.choosing(standing, choice as usize);
                    if to != standing && !self.rules.possible(to) {
                        continue;
                    }
                    best = best.max(match self.own.relation(choice as usize, from) {
                        Relation::Planned | Relation::Free => go_on[to],
                        Relation::Breach(class) => moved[usize::from(class)][to],
                    });
                }
                best
            })
            .collect()
    }
}

/// A way to go on while unseen: its value, and the flow and weight of its unseen periods.
#[derive(Clone, Copy, Debug)]
struct Unseen {
    value: f64,
    flow: f64,
    weight: f64,
}

impl Breaching<'_> {
    /// The average value per period while a breach that brings about `standing` is unseen, on the best
    /// way to go on; simply its value there where it is seen after one period or less.
    pub(super) fn average_unseen(&self, standing: usize, seen_after: f64) -> f64 {
        if seen_after < 2.0 {
            return self.values[standing];
        }
        // One row of own choices per number of periods that remain.
        let leave = |choice: usize| Unseen {
            value: self.collapse[self.own.choosing(standing, choice)],
            flow: 0.0,
            weight: 0.0,
        };
        let combinations = self.own.combinations();
        let mut rows: Vec<Vec<Unseen>> = vec![(0..combinations).map(leave).collect()];
        let mut r = 1.0;
        while r < seen_after {
            let row = (0..combinations)
                .map(|from| {
                    let available = self.own.available(from).iter().map(|&to| to as usize);
                    let ways = available.filter_map(|to| self.go_on(standing, from, to, r, &rows));
                    ways.fold(
                        leave(from),
                        |best, way| {
                            if way.value > best.value { way } else { best }
                        },
                    )
                })
                .collect();
            rows.push(row);
            r += 1.0;
        }
        let then = rows[rows.len() - 1][self.own.combination(standing)];
        let whole = self.now_and(1.0, self.values[standing], then);
        whole.flow / whole.weight
    }

    /// Moving from one own choice to another with `r` periods unseen left, then on the best way.
    fn go_on(
        &self,
        block: usize,
        from: usize,
        to: usize,
        r: f64,
        rows: &[Vec<Unseen>],
    ) -> Option<Unseen> {
        let standing = self.own.choosing(block, to);
        if to != from && !self.rules.possible(standing) {
            return None;
        }
        let lag = match self.own.relation(to, from) {
            Relation::Planned | Relation::Free => r,
            Relation::Breach(class) => self.own.lags[usize::from(class)].min(r),
        };
        // `rows` holds the rows 0 .. r - 1.
        let left = (1..rows.len()).take_while(|&left| left as f64 <= lag - 1.0).count();
        Some(self.now_and(lag.min(1.0), self.values[standing], rows[left][to]))
    }

    fn now_and(&self, periods: f64, value: f64, then: Unseen) -> Unseen {
        let now = discount::one_minus_pow(self.patience, periods);
        let later = discount::pow(self.patience, periods);
        Unseen {
            value: now * value + later * then.value,
            flow: now * value + later * then.flow,
            weight: now + later * then.weight,
        }
    }
}
