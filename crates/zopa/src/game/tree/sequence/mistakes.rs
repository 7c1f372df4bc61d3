//! Rare mistakes, which tell corners apart that coincide without them.

use crate::num::stream::Stream;
use num_bigint::BigInt;

/// How much less than the weight of mistakes payoffs are moved.
const TIES: f64 = 1e-3;

/// How often players come to each set by mistake, in relation to each other, and how much each sequence is moved, so
/// that moves do not tie.
pub(super) struct Mistakes {
    sets: [Vec<u32>; 2],
    /// In payoffs whose largest is 1, per weight of mistakes.
    pub(super) ties: [Vec<f64>; 2],
}

impl Mistakes {
    /// For so many rows of plans and so many sequences of each: drawn by lot, since what ties in one set would tie in
    /// the next.
    pub(super) fn new(rows: [usize; 2], ties: [usize; 2], name: &str) -> Self {
        let mut draw = Stream::new(0, &format!("mistakes of the sequence form, {name}"));
        let mut weight = || 1000 + u32::try_from(draw.below(1000)).unwrap_or(0);
        let sets = rows.map(|rows| (1..rows).map(|_| weight()).collect());
        let mut draw = Stream::new(0, &format!("ties of the sequence form, {name}"));
        let mut tie = || TIES * (1.0 + draw.uniform());
        Self { sets, ties: ties.map(|ties| (0..ties).map(|_| tie()).collect()) }
    }

    /// The weights of a player's sets where mistakes have this size.
    pub(super) fn of_size(&self, player: usize, size: f64) -> impl Iterator<Item = f64> {
        self.sets[player].iter().map(move |&weight| size * f64::from(weight) / 1000.0)
    }

    /// The same in whole numbers, of no size.
    pub(super) fn whole(&self, player: usize) -> Vec<BigInt> {
        self.sets[player].iter().map(|&weight| BigInt::from(weight)).collect()
    }
}
