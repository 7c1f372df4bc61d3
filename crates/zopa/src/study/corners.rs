//! Corners of the premises in which a conclusion is another one (scenario discovery; B. Bryant and R. Lempert,
//! Technological Forecasting and Social Change 77, 2010).
//!
//! The draws in which a conclusion is not what it is at the central values are the hits of [`prim`]. Peeling is in
//! the numbers behind the draws, so units and shapes do not matter; the limits are told as values.

use super::answer::{Corner, CornerLimit};
use super::closer::Closer;
use super::conclusion::Conclusion;
use super::design::Kind;
use crate::num::{prim, show};

/// Of fewer such draws no corner is told.
const FEWEST: usize = 20;

impl Closer<'_, '_> {
    /// The corner of each conclusion that is another in some draws, where there is one.
    pub(super) fn corners(&self) -> Vec<Corner> {
        let mut corners = Vec::new();
        for conclusion in &self.conclusions {
            let differs = |&row: &usize| conclusion.in_row(self.table, row) != conclusion.holds;
            let hits: Vec<bool> = self.rows.iter().map(differs).collect();
            let count = hits.iter().filter(|&&hit| hit).count();
            if count >= FEWEST && self.has_time("the corners") {
                corners.extend(self.corner_of(conclusion, &hits));
            }
        }
        corners
    }

    fn corner_of(&self, conclusion: &Conclusion, hits: &[bool]) -> Option<Corner> {
        let found = prim::corner(&self.numbers, hits)?;
        let all = hits.iter().filter(|&&hit| hit).count();
        let density = found.hits as f64 / found.rows as f64;
        let elsewhere = (all - found.hits) as f64 / (hits.len() - found.rows).max(1) as f64;
        let limits: Vec<CornerLimit> = found.limits.iter().map(|limit| self.limit(limit)).collect();
        let mut coordinates = self.sampler.design.coordinates.iter();
        let explores = coordinates.any(|coordinate| coordinate.kind == Kind::Range);
        let cases = if explores { "explored cases" } else { "draws" };
        let text = format!(
            "{} in {} {cases} in which {}; in {} elsewhere",
            conclusion.negated(),
            show::of_hundred(density),
            limits.iter().map(in_words).collect::<Vec<_>>().join(" and "),
            show::of_hundred(elsewhere)
        );
        Some(Corner {
            conclusion: conclusion.text.clone(),
            holds: !conclusion.holds,
            coverage: found.hits as f64 / all as f64,
            density,
            support: found.rows as f64 / hits.len() as f64,
            limits,
            text,
        })
    }

    fn limit(&self, limit: &prim::Limit) -> CornerLimit {
        let value = |number: f64| {
            let mut numbers = vec![f64::NAN; self.numbers.len()];
            numbers[limit.input] = number;
            self.value_at(limit.input, &numbers)
        };
        CornerLimit {
            premise: self.name(limit.input).to_owned(),
            low: limit.low.map(value),
            high: limit.high.map(value),
            quasi_p: limit.quasi_p,
        }
    }
}

fn in_words(limit: &CornerLimit) -> String {
    let name = &limit.premise;
    match (limit.low, limit.high) {
        (Some(low), Some(high)) => {
            format!("{name} is between {} and {}", show::apart(low, high), show::apart(high, low))
        }
        (Some(low), None) => format!("{name} is above {}", show::value(low)),
        (None, Some(high)) => format!("{name} is below {}", show::value(high)),
        (None, None) => name.clone(),
    }
}
