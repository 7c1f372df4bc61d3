//! Which premises move the outputs, and the claims.
//!
//! 1. From the draws: the share of each output's variance that each premise explains, and how far it shifts the
//!    output's distribution (`num::indices::given`). Correlated premises explain each other's share too.
//! 2. From further verdicts: total indices, with a design made for them (`num::indices`). Premises that are
//!    correlated cannot be told apart there and count as one. By default the design takes as many verdicts as
//!    there are draws, in powers of two; with fewer than [`LEAST_ROWS`] points it would tell nothing.
//! 3. A claim is moved by the premise that shifts the share in which it is true the most.

use super::answer::{Index, Indices};
use super::closer::Closer;
use super::output::Output;
use super::table::Outcome;
use crate::num::indices::given::{Given, given, strongest};
use crate::num::indices::{self, Estimate, Evaluations, Resampling, evaluate_groups};
use indexmap::IndexMap;

/// Fewest points of the design that is made by default, and most.
const LEAST_ROWS: u64 = 64;
const MOST_ROWS: u64 = 4096;
/// Points of the design between two looks at the clock.
const BLOCK: u64 = 16;
/// Resamples for intervals.
const RESAMPLES: usize = 100;

/// What moves the outputs.
#[derive(Clone, Debug, Default)]
pub(super) struct Movers {
    /// The main output; `None` where nothing moves it.
    pub(super) main: Option<Indices>,
    /// The others that move.
    pub(super) further: Vec<Indices>,
    /// What is to be said of the design.
    pub(super) remark: Option<String>,
}

/// The design of the total indices.
struct Designed {
    /// Premises that count as one.
    groups: Vec<Vec<usize>>,
    rows: u64,
    verdicts: u64,
    /// Per output.
    evaluations: Vec<Evaluations>,
}

impl Closer<'_, '_> {
    /// What moves the outputs, the main one first.
    pub(super) fn movers(&self) -> Movers {
        let resampling = Resampling { times: RESAMPLES, level: 0.95, seed: self.sampler.plan.seed };
        let (designed, remark) = self.designed();
        let mut found = Vec::with_capacity(self.outputs.len());
        for (at, output) in self.outputs.iter().enumerate() {
            let values = self.values(output);
            let given = given(&self.numbers, &values, resampling);
            let designed = designed.as_ref().map(|designed| (designed, at));
            found.push(given.map(|given| self.indices(output, &given, designed, resampling)));
        }
        let mut found = found.into_iter();
        Movers { main: found.next().flatten(), further: found.flatten().collect(), remark }
    }

    fn indices(
        &self,
        output: &Output,
        given: &[Given],
        designed: Option<(&Designed, usize)>,
        resampling: Resampling,
    ) -> Indices {
        let told = |estimate: &Estimate| estimate.told_from_zero();
        let mut order: Vec<usize> = (0..given.len()).collect();
        order.sort_by(|&a, &b| given[b].shift.value.total_cmp(&given[a].shift.value));
        let first = order
            .iter()
            .map(|&k| (self.name(k).to_owned(), shown(&given[k].first, told(&given[k].first))));
        let ranking = order
            .iter()
            .map(|&k| (self.name(k).to_owned(), shown(&given[k].shift, given[k].shift_told)));
        let mut method = format!("first and ranking from {} draws", self.rows.len());
        let (mut total, mut verdicts) = (IndexMap::new(), 0);
        if let Some((designed, at)) = designed
            && let Some(indices) = indices::indices(&designed.evaluations[at], resampling)
        {
            let mut of: Vec<(String, Index)> = designed
                .groups
                .iter()
                .zip(&indices.total)
                .map(|(group, index)| (self.group(group), shown(index, told(index))))
                .collect();
            of.sort_by(|a, b| b.1.estimate.total_cmp(&a.1.estimate));
            total = of.into_iter().collect();
            verdicts = designed.verdicts;
            method.push_str(&format!(
                "; total from {} points of a design of {} (Saltelli 2010, Jansen 1999)",
                indices.rows, designed.rows
            ));
        }
        let (first, ranking) = (first.collect(), ranking.collect());
        Indices { output: output.name.clone(), method, verdicts, first, total, ranking }
    }

    /// Names of premises that count as one.
    fn group(&self, group: &[usize]) -> String {
        group.iter().map(|&k| self.name(k)).collect::<Vec<&str>>().join(" + ")
    }

    /// The design, or why there is none.
    fn designed(&self) -> (Option<Designed>, Option<String>) {
        const LOOK: &str = "total indices";
        let design = &self.sampler.design;
        let groups = design.blocks();
        if groups.is_empty() || self.reading.points == Some(0) {
            return (None, None);
        }
        let each = groups.len() as u64 + 2;
        let usual = (self.rows.len() as u64 / each).min(MOST_ROWS);
        let usual = if usual == 0 { 0 } else { 1 << usual.ilog2() };
        let rows = self.reading.points.unwrap_or(usual);
        if self.reading.points.is_none() && usual < LEAST_ROWS {
            let needed = each * LEAST_ROWS;
            let text = format!(
                "total indices were left out: a design of {LEAST_ROWS} points takes {needed} verdicts, more than \
                 there are draws"
            );
            return (None, Some(text));
        }
        let names: Vec<&str> = design.coordinates.iter().map(|c| c.name.as_str()).collect();
        let at = |numbers: &[f64]| {
            let mut numbers = numbers.to_vec();
            design.correlate(&mut numbers);
            let drawn = self.sampler.judge_at(&numbers, false);
            let value = |output: &Output| drawn.as_ref().map_or(f64::NAN, |drawn| output.of(drawn));
            self.outputs.iter().map(value).collect()
        };
        let mut evaluations = vec![Evaluations::default(); self.outputs.len()];
        let mut made = 0;
        let sort = (self.sampler.plan.seed, self.outputs.len());
        while made < rows && self.has_time(LOOK) {
            let end = rows.min(made + BLOCK);
            let Some(next) = evaluate_groups(&names, &groups, made..end, sort, at) else {
                let text = "total indices were left out: there are too many premises for a design";
                return (None, Some(text.to_owned()));
            };
            evaluations.iter_mut().zip(next).for_each(|(own, next)| own.append(next));
            made = end;
        }
        if made < rows {
            return (None, None);
        }
        (Some(Designed { groups, rows, verdicts: rows * each, evaluations }), None)
    }

    /// Per claim the premise that moves it most; `None` where none can be told to.
    pub(super) fn movers_of_claims(&self) -> Vec<Option<String>> {
        let of = |outcomes: &Vec<u8>| {
            let value = |&row: &usize| match outcomes[row] {
                no if no == Outcome::False as u8 => 0.0,
                yes if yes == Outcome::True as u8 => 1.0,
                _ => f64::NAN,
            };
            let values: Vec<f64> = self.rows.iter().map(value).collect();
            let strongest = strongest(&self.numbers, &values, self.sampler.plan.seed);
            strongest.map(|(k, _)| self.name(k).to_owned())
        };
        self.table.claims.iter().map(of).collect()
    }
}

/// An estimate as it is shown: within [0, 1], and 0 where it cannot be told from 0.
fn shown(estimate: &Estimate, significant: bool) -> Index {
    let share = |x: f64| x.clamp(0.0, 1.0);
    Index {
        estimate: if significant { share(estimate.value) } else { 0.0 },
        low: if significant { share(estimate.low) } else { 0.0 },
        high: share(estimate.high),
        significant,
    }
}
