//! PRIM, the patient rule induction method (J. Friedman and N. Fisher, Bump hunting in high-dimensional data, 1999):
//! the box of inputs in which something happens far more often than elsewhere.
//!
//! From the whole space the side of one input is peeled off again and again, each time about [`PEELED`] of the rows
//! that are left, and of all such slices the one that raises the share of hits most per row lost; not below
//! [`LEAST`] of all rows. Of the boxes on this way the one is taken whose coverage and density have the largest
//! harmonic mean (F1), its sides are moved to where F1 is largest (in place of pasting, which moves them outwards
//! by slices as long as the share of hits rises), and limits are dropped that a chance limit would match (quasi-p value above [`CHANCE`]; B. Bryant and R. Lempert, 2010) or that F1 hardly needs ([`IDLE`]).
//!
//! Every input is cut once into at most [`BINS`] slices of equally many rows, exactly where there are no more values
//! than that; a peel then counts rows and hits per slice. Cost: sorting each input, then (rows left) x (inputs)
//! additions for each peel, so about 1 / [`PEELED`] times rows x inputs in all, inputs in parallel. Peeling by
//! quantiles of the rows left, as in the original, costs a selection per input and peel and finds the same boxes
//! within a slice.

mod binned;
mod region;

use crate::num::beta;
use binned::Binned;
use region::{Region, Tally};

/// Share of the rows left that a peel takes off, at most, unless equal values make more of it.
pub const PEELED: f64 = 0.05;
/// Share of all rows that a box keeps at least.
pub const LEAST: f64 = 0.05;
/// Slices of an input.
pub const BINS: usize = 4096;
/// A limit is dropped where chance alone would do as well with at least this probability.
pub const CHANCE: f64 = 0.05;
/// A limit is dropped where F1 loses less than this part without it.
pub const IDLE: f64 = 0.02;

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub struct Corner {
    /// Its limits, in the order of the inputs.
    pub limits: Vec<Limit>,
    /// How many rows lie in it.
    pub rows: usize,
    /// How many of them are hits.
    pub hits: usize,
}

/// A limit of a box on an input.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// Which input.
    pub input: usize,
    /// Halfway between the largest value left out and the smallest kept; `None` where there is no limit below.
    pub low: Option<f64>,
    /// The same above.
    pub high: Option<f64>,
    /// Chance that as many of the box's rows would be hits, were they drawn from the box without this limit.
    pub quasi_p: f64,
}

/// A box on the way of peeling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peel {
    /// How many rows lie in it.
    pub rows: usize,
    /// How many of them are hits.
    pub hits: usize,
}

/// The box in which most hits lie and few others, for inputs by column and the rows that are hits. `None` where no
/// limit helps.
#[must_use]
pub fn corner(inputs: &[Vec<f64>], hits: &[bool]) -> Option<Corner> {
    let binned = Binned::new(inputs, hits);
    let all = binned.tally(&binned.whole());
    let f1 = |of: Tally| f1(of, all.hits);
    let mut best = (f1(all), binned.whole());
    for (region, tally) in binned.peels() {
        if f1(tally) > best.0 {
            best = (f1(tally), region);
        }
    }
    let mut region = moved(&binned, best.1, all.hits);
    loop {
        let tally = binned.tally(&region);
        let without = |&input: &usize| -> (f64, f64, usize) {
            let wider = binned.tally(&region.without(input));
            (quasi_p(tally, wider), f1(wider), input)
        };
        let limited: Vec<usize> = region.limited().collect();
        let weighed: Vec<(f64, f64, usize)> = limited.iter().map(without).collect();
        let needless = |&(chance, wider, _): &(f64, f64, usize)| {
            chance > CHANCE || wider >= f1(tally) * (1.0 - IDLE)
        };
        // The one that F1 misses least.
        let worst =
            weighed.iter().copied().filter(needless).reduce(|a, b| if b.1 > a.1 { b } else { a });
        match worst {
            Some((_, _, input)) => region = region.without(input),
            None if weighed.is_empty() => return None,
            None => {
                let limit = |&(quasi_p, _, input): &(f64, f64, usize)| {
                    let [low, high] = binned.limits(&region, input);
                    Limit { input, low, high, quasi_p }
                };
                let limits = weighed.iter().map(limit).collect();
                return Some(Corner { limits, rows: tally.rows, hits: tally.hits });
            }
        }
    }
}

/// The whole way of peeling: rows and hits of each box, the widest first.
#[must_use]
pub fn peels(inputs: &[Vec<f64>], hits: &[bool]) -> Vec<Peel> {
    let boxes = Binned::new(inputs, hits).peels();
    boxes.into_iter().map(|(_, tally)| Peel { rows: tally.rows, hits: tally.hits }).collect()
}

/// The harmonic mean of coverage and density.
fn f1(of: Tally, all: usize) -> f64 {
    2.0 * of.hits as f64 / (of.rows + all).max(1) as f64
}

/// Moves the sides of a box, one at a time, to where F1 is largest, as long as it grows.
fn moved(binned: &Binned, mut region: Region, all: usize) -> Region {
    let mut best = f1(binned.tally(&region), all);
    loop {
        let before = best;
        for input in region.limited().collect::<Vec<_>>() {
            let along = binned.along(&region, input);
            let [first, last] = region.sides[input];
            let lows = (0..=last).rev().map(|slice| (slice, [slice, last]));
            let highs = (first..=region.last[input]).map(|slice| (slice, [first, slice]));
            for sides in
                [&mut lows.into_iter() as &mut dyn Iterator<Item = _>, &mut highs.into_iter()]
            {
                let mut tally = Tally::default();
                for (slice, sides) in sides {
                    let more = along[usize::from(slice)];
                    tally = Tally { rows: tally.rows + more.rows, hits: tally.hits + more.hits };
                    if f1(tally, all) > best {
                        best = f1(tally, all);
                        region.sides[input] = sides;
                    }
                }
            }
        }
        if best <= before {
            return region;
        }
    }
}

/// Chance of at least so many hits among so many rows where each is one with the share of the wider box.
fn quasi_p(inside: Tally, wider: Tally) -> f64 {
    let share = wider.hits as f64 / wider.rows.max(1) as f64;
    match inside.hits {
        0 => 1.0,
        _ if share >= 1.0 => 1.0,
        hits => {
            // The upper tail of the binomial distribution is a lower tail of the beta distribution.
            let (a, b) = (hits as f64, (inside.rows - hits) as f64 + 1.0);
            beta::tails(beta::Share::new(share), a, b).0
        }
    }
}

#[cfg(test)]
mod tests;
