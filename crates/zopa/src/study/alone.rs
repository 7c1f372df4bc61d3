//! What one premise alone does, the others at their central values: the tornado and the tipping points.
//!
//! 1. Every premise is set to [`SCAN`], quantiles of its own from 1 % to 99 %, and each is a full verdict.
//! 2. The outputs at [`SHOWN`] are its swing; one that neither only rises nor only falls is marked.
//! 3. Where a conclusion differs between two neighbours, the change lies between them and is found by halving,
//!    to 1e-5 of the premise's distribution. A change that begins and ends between two neighbours is missed.
//! 4. So are the values at which another equilibrium comes to be played without a deal (`switches`).
//!
//! Cost: 21 verdicts a premise, 13 a tipping point; premises in parallel.

use super::answer::{Swing, SwingOf, Tipping};
use super::closer::Closer;
use super::conclusion::Conclusion;
use crate::model::Fault;
use crate::verdict::drawn::Drawn;
use rayon::prelude::*;

/// Quantiles that are tried.
pub(super) const SCAN: [f64; 21] = [
    0.01, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8,
    0.85, 0.9, 0.95, 0.99,
];
/// Places in [`SCAN`] of the quantiles that are shown: 5, 10, 25, 50, 75, 90 and 95 %.
const SHOWN: [usize; 7] = [1, 2, 5, 10, 15, 18, 19];
/// Changes are found to this part of the distribution.
pub(super) const REFINED: f64 = 1e-5;

/// What premises do alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Alone {
    pub(super) tornado: Vec<Swing>,
    pub(super) tipping: Vec<Tipping>,
    pub(super) remark: Option<String>,
}

/// A premise at the quantiles of the scan.
pub(super) struct Scan {
    pub(super) coordinate: usize,
    /// Its values there.
    pub(super) values: Vec<f64>,
    pub(super) verdicts: Vec<Result<Drawn, Fault>>,
}

/// A tipping point with its conclusion's place and its distance from the centre, as a share of the distribution.
pub(super) type Found = (usize, f64, Tipping);

impl Closer<'_, '_> {
    /// What premises do alone.
    pub(super) fn alone(&self) -> Alone {
        if self.numbers.is_empty() || !self.has_time("the tornado and tipping points") {
            return Alone::default();
        }
        let coordinates = 0..self.numbers.len();
        let each: Vec<(Scan, Vec<Found>)> = coordinates
            .into_par_iter()
            .map(|coordinate| {
                let scan = self.scan(coordinate);
                let mut found = self.tips(&scan);
                found.extend(self.switch(&scan));
                (scan, found)
            })
            .collect();
        let fails = each.iter().filter(|(scan, _)| scan.verdicts.iter().any(Result::is_err));
        let fails: Vec<&str> = fails.map(|(scan, _)| self.name(scan.coordinate)).collect();
        let remark = (!fails.is_empty())
            .then(|| format!("at some values of {} no verdict is possible", fails.join(", ")));
        let mut tornado: Vec<Swing> = each.iter().map(|(scan, _)| self.swing(scan)).collect();
        let main = |swing: &Swing| swing.outputs.values().next().map_or(0.0, |of| of.swing);
        tornado.sort_by(|a, b| main(b).total_cmp(&main(a)));
        let mut found: Vec<Found> = each.into_iter().flat_map(|(_, found)| found).collect();
        found.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        Alone { tornado, tipping: found.into_iter().map(|(.., tip)| tip).collect(), remark }
    }

    /// The verdict with one premise at a quantile, and the premise's value there.
    pub(super) fn at(&self, coordinate: usize, quantile: f64) -> (f64, Result<Drawn, Fault>) {
        let mut numbers = vec![f64::NAN; self.numbers.len()];
        numbers[coordinate] = quantile;
        let verdict = self.sampler.judge_at(&numbers, false);
        (self.value_at(coordinate, &numbers), verdict)
    }

    fn scan(&self, coordinate: usize) -> Scan {
        let (values, verdicts) = SCAN.iter().map(|&quantile| self.at(coordinate, quantile)).unzip();
        Scan { coordinate, values, verdicts }
    }

    fn swing(&self, scan: &Scan) -> Swing {
        let outputs = self.outputs.iter().map(|output| {
            let value =
                |place: usize| scan.verdicts[place].as_ref().ok().map(|drawn| output.of(drawn));
            let values: Vec<Option<f64>> =
                SHOWN.iter().map(|&place| value(place).filter(|value| value.is_finite())).collect();
            (output.name.clone(), swing_of(values))
        });
        Swing {
            premise: self.name(scan.coordinate).to_owned(),
            quantiles: SHOWN.iter().map(|&place| SCAN[place]).collect(),
            values: SHOWN.iter().map(|&place| scan.values[place]).collect(),
            outputs: outputs.collect(),
        }
    }

    /// Where conclusions change along a premise.
    fn tips(&self, scan: &Scan) -> Vec<Found> {
        let found = self.conclusions.iter().enumerate().filter_map(|(place, conclusion)| {
            let (intervals, nearest) = self.intervals(scan, conclusion)?;
            let (text, holds) = (conclusion.text.clone(), conclusion.holds);
            let tipping = self.tipping(scan, text, holds, intervals);
            Some((place, nearest, tipping))
        });
        found.collect()
    }

    pub(super) fn tipping(
        &self,
        scan: &Scan,
        conclusion: String,
        holds: bool,
        intervals: Vec<[f64; 2]>,
    ) -> Tipping {
        let coordinate = &self.sampler.design.coordinates[scan.coordinate];
        Tipping {
            conclusion,
            premise: coordinate.name.clone(),
            about: self.sampler.model.premises[coordinate.premise].about.clone(),
            central: self.centre[scan.coordinate],
            range: [scan.values[0], scan.values[SCAN.len() - 1]],
            holds,
            intervals,
        }
    }

    /// Values of a premise in which a conclusion is true, and how near to the median the nearest change is;
    /// `None` where nothing changes. A value without a verdict is none in which it is true.
    fn intervals(&self, scan: &Scan, conclusion: &Conclusion) -> Option<(Vec<[f64; 2]>, f64)> {
        let is = |verdict: &Result<Drawn, Fault>| verdict.as_ref().is_ok_and(|d| conclusion.of(d));
        let truths: Vec<bool> = scan.verdicts.iter().map(is).collect();
        if truths.iter().all(|&truth| truth == conclusion.holds) {
            return None;
        }
        let mut intervals = Vec::new();
        let mut open = truths[0].then_some(scan.values[0]);
        let mut nearest = f64::INFINITY;
        for place in 1..SCAN.len() {
            if truths[place] == truths[place - 1] {
                continue;
            }
            let mut before = (SCAN[place - 1], scan.values[place - 1]);
            let mut after = (SCAN[place], scan.values[place]);
            while after.0 - before.0 > REFINED {
                let middle = f64::midpoint(before.0, after.0);
                let (value, verdict) = self.at(scan.coordinate, middle);
                let side = if is(&verdict) == truths[place] { &mut after } else { &mut before };
                *side = (middle, value);
            }
            nearest = nearest.min((before.0 - 0.5).abs());
            match open.take() {
                Some(start) => intervals.push([start, before.1]),
                None => open = Some(after.1),
            }
        }
        intervals.extend(open.map(|start| [start, scan.values[SCAN.len() - 1]]));
        Some((intervals, nearest))
    }
}

fn swing_of(values: Vec<Option<f64>>) -> SwingOf {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let least = known.iter().copied().fold(f64::INFINITY, f64::min);
    let most = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let swing = if known.is_empty() { 0.0 } else { most - least };
    // Rounding is no bend.
    let slack = 1e-9 * swing;
    let steps = || known.windows(2).map(|pair| pair[1] - pair[0]);
    let monotone = !(steps().any(|step| step > slack) && steps().any(|step| step < -slack));
    SwingOf { values, swing, monotone }
}
