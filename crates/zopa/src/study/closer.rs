//! What every closer look at the draws needs: the numbers behind them, the outputs, how long it may take.

use super::conclusion::Conclusion;
use super::output::Output;
use super::reading::Reading;
use super::sampler::Sampler;
use super::table::Table;
use crate::model::{Fault, Views};
use crate::verdict::answer::Limit;
use crate::verdict::drawn::Drawn;
use std::sync::Mutex;

/// Draws that are read one by one; shares and quantiles are of all.
pub(super) const READ: usize = 1 << 17;

/// The draws with what is needed to look closer.
pub(super) struct Closer<'a, 'm> {
    pub(super) sampler: &'a Sampler<'m>,
    pub(super) table: &'a Table,
    pub(super) reading: &'a Reading,
    /// The rows read: the first [`READ`] that did not fail.
    pub(super) rows: Vec<usize>,
    /// Per coordinate its number between 0 and 1 in each of these rows.
    pub(super) numbers: Vec<Vec<f64>>,
    /// All outputs, the main one first.
    pub(super) outputs: Vec<Output>,
    /// All conclusions.
    pub(super) conclusions: Vec<Conclusion>,
    /// The central value of each coordinate.
    pub(super) centre: Vec<f64>,
    /// Whether there is time to go on.
    pub(super) go_on: &'a (dyn Fn() -> bool + Sync),
    /// What was left out for want of time.
    left_out: Mutex<Vec<&'static str>>,
}

impl<'a, 'm> Closer<'a, 'm> {
    pub(super) fn new(
        sampler: &'a Sampler<'m>,
        table: &'a Table,
        reading: &'a Reading,
        central: &Drawn,
        go_on: &'a (dyn Fn() -> bool + Sync),
    ) -> Result<Self, Fault> {
        let rows: Vec<usize> = table.sound().take(READ).collect();
        let mut numbers = vec![Vec::with_capacity(rows.len()); sampler.design.coordinates.len()];
        for &row in &rows {
            let draw = sampler.design.numbers(table.first + row as u64);
            numbers.iter_mut().zip(draw).for_each(|(column, u)| column.push(u));
        }
        let mut outputs = Output::all(sampler.model);
        let main = main_output(&outputs, table, &rows, reading.output.as_deref());
        outputs[..=main].rotate_right(1);
        let conclusions = Conclusion::all(sampler.model, central);
        let views = sampler.model.views(sampler.changes())?;
        let coordinates = sampler.design.coordinates.iter();
        let centre = coordinates.map(|coordinate| sampler.held_by(&views, coordinate)).collect();
        let left_out = Mutex::default();
        Ok(Self {
            sampler,
            table,
            reading,
            rows,
            numbers,
            outputs,
            conclusions,
            centre,
            go_on,
            left_out,
        })
    }

    /// What a coordinate's holder holds where the coordinates are at these numbers; NaN where that fails.
    pub(super) fn value_at(&self, coordinate: usize, numbers: &[f64]) -> f64 {
        let design = &self.sampler.design;
        let views = design.views(self.sampler.held(), numbers);
        let value = |views: &Views| self.sampler.held_by(views, &design.coordinates[coordinate]);
        views.as_ref().map_or(f64::NAN, value)
    }

    /// An output's values in the rows that are read.
    pub(super) fn values(&self, output: &Output) -> Vec<f64> {
        let column = output.column(self.table);
        self.rows.iter().map(|&row| column[row]).collect()
    }

    /// Whether there is time for this look; what there is no time for is told.
    pub(super) fn has_time(&self, look: &'static str) -> bool {
        let has_time = (self.go_on)();
        if !has_time && let Ok(mut left_out) = self.left_out.lock() {
            left_out.push(look);
        }
        has_time
    }

    fn left_out(&self) -> Vec<&'static str> {
        self.left_out.lock().map(|looks| looks.clone()).unwrap_or_default()
    }

    /// How it was looked.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.rows.len() == READ {
            remarks.push(format!(
                "what moves the outputs and where conclusions fail was read off the first {READ} draws"
            ));
        }
        remarks
    }

    /// What there was no time for.
    pub(super) fn limits(&self) -> Option<Limit> {
        let left_out = self.left_out();
        (!left_out.is_empty()).then(|| Limit {
            limit: "closer-looks".to_owned(),
            text: format!("there was no time for {}", left_out.join(", ")),
        })
    }

    /// The name of a coordinate.
    pub(super) fn name(&self, coordinate: usize) -> &str {
        &self.sampler.design.coordinates[coordinate].name
    }
}

/// The output asked for; else the first that has a value in at least half of the draws and is not the same in
/// all: the fair deal to the first signing party, the margin of the menu's first entry, and so on.
fn main_output(outputs: &[Output], table: &Table, rows: &[usize], asked: Option<&str>) -> usize {
    if let Some(at) = outputs.iter().position(|output| Some(output.name.as_str()) == asked) {
        return at;
    }
    let moves = |output: &Output| {
        let column = output.column(table);
        let mut values = rows.iter().map(|&row| column[row]).filter(|value| value.is_finite());
        let Some(first) = values.next() else { return false };
        let (mut count, mut differs) = (1, false);
        for value in values {
            count += 1;
            differs |= (value - first).abs() > 0.0;
        }
        differs && 2 * count >= rows.len()
    };
    outputs.iter().position(moves).unwrap_or(0)
}
