//! Values of all deals to the parties, for pictures of one party's against another's.
//!
//! Up to [`MOST_POINTS`] deals every deal is listed. Above, only counts on a grid of [`COLUMNS`] by [`ROWS`]
//! cells are kept for each pair of parties, since more dots than that are a blot. The frontier of each pair
//! that signs (the attainable deals that no attainable deal improves on for both) is exact either way.

use super::super::assessment::Assessment;
use super::super::survey::Survey;
use serde::Serialize;
use std::collections::BTreeMap;

/// Most deals that are listed one by one.
const MOST_POINTS: usize = 2_000;
/// Cells of a grid from left to right.
const COLUMNS: usize = 48;
/// Cells of a grid from bottom to top.
const ROWS: usize = 32;

/// Values of the deals to the parties.
#[derive(Clone, Debug, Serialize)]
pub struct Values {
    /// Keys of the parties, in the order of the values.
    pub parties: Vec<String>,
    /// How many deals the rules allow.
    pub deals: usize,
    /// Every deal, where there are few.
    pub points: Vec<DealPoint>,
    /// Each pair of parties.
    pub pairs: Vec<Pair>,
}

/// A deal's values.
#[derive(Clone, Debug, Serialize)]
pub struct DealPoint {
    /// Value to each party, per period, in its own units.
    pub values: Vec<f64>,
    /// Whether every party that signs gets at least its no-deal value.
    pub acceptable: bool,
    /// Whether all four tests pass.
    pub attainable: bool,
}

/// Two parties' values of all deals.
#[derive(Clone, Debug, Serialize)]
pub struct Pair {
    /// The parties, as places in [`Values::parties`].
    pub parties: [usize; 2],
    /// Smallest and largest value to the first.
    pub x: [f64; 2],
    /// Smallest and largest value to the second.
    pub y: [f64; 2],
    /// Values of the attainable deals that no attainable deal improves on for both, by the first party's value;
    /// none where one of the two does not sign.
    pub frontier: Vec<[f64; 2]>,
    /// Columns and rows of the grid; none where every deal is listed.
    pub grid: [usize; 2],
    /// The grid's cells that hold a deal.
    pub cells: Vec<Cell>,
}

/// A cell of a grid.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// Column from the left, row from the bottom.
    pub at: [usize; 2],
    /// How many deals it holds.
    pub deals: usize,
    /// How many of them are attainable.
    pub attainable: usize,
}

pub(super) fn values(assessment: &Assessment<'_>, survey: &Survey) -> Values {
    let parties = assessment.model.parties.len();
    let allowed = &assessment.ground.rules.allowed;
    let deals: Vec<usize> = (0..allowed.len()).filter(|&deal| allowed[deal]).collect();
    let listed = deals.len() <= MOST_POINTS;
    let point = |&deal: &usize| DealPoint {
        values: (0..parties).map(|party| assessment.value(deal, party)).collect(),
        acceptable: assessment.acceptable(deal),
        attainable: survey.is_attainable(deal),
    };
    let mut pairs = Vec::new();
    for first in 0..parties {
        for second in first + 1..parties {
            pairs.push(pair(assessment, survey, &deals, [first, second], !listed));
        }
    }
    Values {
        parties: assessment.model.parties.iter().map(|party| party.key.clone()).collect(),
        deals: deals.len(),
        points: if listed { deals.iter().map(point).collect() } else { Vec::new() },
        pairs,
    }
}

fn pair(
    assessment: &Assessment<'_>,
    survey: &Survey,
    deals: &[usize],
    parties: [usize; 2],
    with_grid: bool,
) -> Pair {
    let at = |deal: usize| parties.map(|party| assessment.value(deal, party));
    let ends = |which: usize| {
        let values = deals.iter().map(|&deal| at(deal)[which]);
        values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], v| [low.min(v), high.max(v)])
    };
    let (x, y) = (ends(0), ends(1));
    let mut cells: BTreeMap<[usize; 2], (usize, usize)> = BTreeMap::new();
    if with_grid {
        for &deal in deals {
            let [a, b] = at(deal);
            let cell = cells.entry([step(a, x, COLUMNS), step(b, y, ROWS)]).or_default();
            cell.0 += 1;
            cell.1 += usize::from(survey.is_attainable(deal));
        }
    }
    let sign = parties.iter().all(|party| assessment.signers.contains(party));
    let attainable = survey.attainable.iter().filter(|_| sign);
    let mut points: Vec<[f64; 2]> = attainable.map(|&deal| at(deal)).collect();
    let cells = cells.into_iter();
    Pair {
        parties,
        x,
        y,
        frontier: frontier(&mut points),
        grid: if with_grid { [COLUMNS, ROWS] } else { [0, 0] },
        cells: cells.map(|(at, (deals, attainable))| Cell { at, deals, attainable }).collect(),
    }
}

/// In which of `steps` equal steps from low to high a value lies.
fn step(value: f64, [low, high]: [f64; 2], steps: usize) -> usize {
    let count = steps as f64;
    let place = if high > low { (value - low) / (high - low) * count } else { 0.0 };
    (0..steps).rev().find(|&step| place >= step as f64).unwrap_or(0)
}

/// The points that none beats in one value without losing in the other, ascending in the first.
fn frontier(points: &mut [[f64; 2]]) -> Vec<[f64; 2]> {
    points.sort_by(|a, b| b[0].total_cmp(&a[0]).then(b[1].total_cmp(&a[1])));
    let mut kept: Vec<[f64; 2]> = Vec::new();
    for &point in points.iter() {
        if kept.last().is_none_or(|last| point[1] > last[1]) {
            kept.push(point);
        }
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frontier_keeps_what_no_point_beats() {
        let mut points = [[1.0, 3.0], [2.0, 2.0], [2.0, 1.0], [0.5, 3.0], [3.0, 0.0], [1.0, 3.0]];
        assert_eq!(frontier(&mut points), [[1.0, 3.0], [2.0, 2.0], [3.0, 0.0]]);
    }

    #[test]
    fn the_ends_of_a_range_lie_in_the_first_and_the_last_step() {
        let steps = [0.0, 2.4, 2.5, 10.0].map(|value| step(value, [0.0, 10.0], 4));
        assert_eq!(steps, [0, 0, 1, 3]);
        assert_eq!(step(5.0, [5.0, 5.0], 4), 0);
    }
}
