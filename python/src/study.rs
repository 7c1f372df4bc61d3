//! Studies: the draws of one as a table, what they say, and both in pieces.

use crate::compute::compute;
use crate::json;
use crate::source::{File, Source};
use crate::trouble::{self, Answered, Trouble};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::path::PathBuf;
use zopa::model::Model;
use zopa::study::{Plan, Reading, Sampler, Sampling, Table};
use zopa::verdict::drawn::Suppositions;
use zopa_formats::columns;
use zopa_runs::{Made, Manifest, Run, RunError, Shape, draws};

/// Which draws.
#[derive(Debug, FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Draws {
    draws: u64,
    seed: u64,
    sampling: String,
    claims: u64,
}

impl Draws {
    fn plan(self) -> Answered<Plan> {
        let Self { draws, seed, sampling, claims } = self;
        let sampling = match sampling.as_str() {
            "random" => Sampling::Random,
            "sobol" => Sampling::Sobol,
            other => {
                let told = format!("there is no sampling `{other}`: expected `random` or `sobol`");
                return Err(Trouble::Words(told));
            }
        };
        if draws == 0 {
            return Err(Trouble::Words("a study has at least one draw".to_owned()));
        }
        Ok(Plan { draws, seed, sampling, claims: claims.min(draws) })
    }
}

/// What is looked at closely.
#[derive(Debug, FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Look {
    all: bool,
    output: Option<String>,
    points: Option<u64>,
}

impl Look {
    /// Refuses an output that the scenario does not have.
    fn reading(self, model: &Model) -> Answered<Reading> {
        let Self { all, output, points } = self;
        let known = zopa::study::outputs(model);
        match output.as_ref().filter(|output| !known.contains(output)) {
            None => Ok(Reading { all, shares_only: false, output, points }),
            Some(output) => {
                let known = known.join("; ");
                Err(Trouble::Words(format!("there is no output `{output}`; there are: {known}")))
            }
        }
    }
}

/// The draws of a study as the bytes of a Parquet file, one row a draw.
#[pyfunction]
pub(crate) fn study<'py>(
    py: Python<'py>,
    file: File,
    asked: Draws,
    inputs: bool,
    threads: Option<usize>,
) -> PyResult<Bound<'py, PyBytes>> {
    let (bytes, warnings) = compute(py, threads, |go_on| {
        let (source, plan) = (Source::new(file)?, asked.plan()?);
        let (model, warnings) = source.model_any_size()?;
        let suppositions = Suppositions::of(&model);
        let sampler = Sampler::new(&model, &suppositions, plan);
        let table = sampler.table(0..plan.draws, &|_| go_on());
        let shape = Shape::usual(plan.draws, inputs);
        let manifest = Manifest::new((&model.title, &source.text), plan, shape);
        let (columns, about) = draws::columns(&table, &sampler, inputs, &manifest.id());
        let bytes = columns::write(&columns, &about);
        let bytes = bytes.map_err(|error| Trouble::Words(error.to_string()))?;
        Ok((bytes, source.drawn(&warnings)))
    })?;
    trouble::warn(py, warnings)?;
    Ok(PyBytes::new(py, &bytes))
}

/// What the draws of a study say, as `zopa study --json` prints it.
#[pyfunction]
pub(crate) fn answer(
    py: Python<'_>,
    file: File,
    asked: Draws,
    look: Look,
    threads: Option<usize>,
) -> PyResult<String> {
    let (answer, warnings) = compute(py, threads, |go_on| {
        let (source, plan) = (Source::new(file)?, asked.plan()?);
        let (model, warnings) = source.model_any_size()?;
        let reading = look.reading(&model)?;
        let suppositions = Suppositions::of(&model);
        let sampler = Sampler::new(&model, &suppositions, plan);
        let table = sampler.table(0..plan.draws, &|_| go_on());
        Ok((said(&source, &sampler, &table, &reading, go_on)?, source.drawn(&warnings)))
    })?;
    trouble::warn(py, warnings)?;
    Ok(answer)
}

/// Plans a study in a folder; gives how many shards it has.
#[pyfunction]
pub(crate) fn plan(
    py: Python<'_>,
    file: File,
    folder: PathBuf,
    asked: Draws,
    inputs: bool,
    shard_draws: Option<u64>,
) -> PyResult<u64> {
    let (shards, warnings) = compute(py, None, |_| {
        let (source, plan) = (Source::new(file)?, asked.plan()?);
        let (model, warnings) = source.model_any_size()?;
        let usual = Shape::usual(plan.draws, inputs);
        let shard_draws = shard_draws.unwrap_or(usual.shard_draws);
        if !shard_draws.is_power_of_two() {
            let told = format!("the draws of a shard are {shard_draws}, expected a power of two");
            return Err(Trouble::Words(told));
        }
        let shape = Shape { shard_draws, ..usual };
        let run = Run::plan(&folder, (&model.title, &source.text), plan, shape)?;
        Ok((run.manifest.shards(), source.drawn(&warnings)))
    })?;
    trouble::warn(py, warnings)?;
    Ok(shards)
}

/// The shards of a planned study that are not finished, ascending.
#[pyfunction]
pub(crate) fn missing(py: Python<'_>, folder: PathBuf) -> PyResult<Vec<u64>> {
    let found = py.detach(|| Run::open(&folder)?.missing());
    found.map_err(|error| Trouble::Run(error).raised(py))
}

/// Makes a shard of a planned study unless it is there: whether it was made now, its draws, its file.
#[pyfunction]
pub(crate) fn run_shard(
    py: Python<'_>,
    folder: PathBuf,
    shard: u64,
    threads: Option<usize>,
) -> PyResult<(bool, u64, String)> {
    compute(py, threads, |go_on| {
        let run = Run::open(&folder)?;
        let (model, _) = planned(&run)?.model_any_size()?;
        let suppositions = Suppositions::of(&model);
        let sampler = Sampler::new(&model, &suppositions, run.manifest.plan);
        let made = run.make(shard, &sampler, &|_| go_on())?;
        let draws = run.manifest.range(shard);
        let missing = || RunError::Missing { missing: vec![shard], shards: run.manifest.shards() };
        let file = run.file(shard)?.ok_or_else(missing)?;
        Ok((made == Made::Now, draws.end - draws.start, file))
    })
}

/// Puts the shards of a planned study together and says what they say, as `zopa study reduce --json` does.
#[pyfunction]
pub(crate) fn reduce(
    py: Python<'_>,
    folder: PathBuf,
    look: Look,
    threads: Option<usize>,
) -> PyResult<String> {
    let (answer, warnings) = compute(py, threads, |go_on| {
        let run = Run::open(&folder)?;
        let source = planned(&run)?;
        let (model, warnings) = source.model_any_size()?;
        let reading = look.reading(&model)?;
        let suppositions = Suppositions::of(&model);
        let sampler = Sampler::new(&model, &suppositions, run.manifest.plan);
        let table = run.reduce(&sampler)?;
        Ok((said(&source, &sampler, &table, &reading, go_on)?, source.drawn(&warnings)))
    })?;
    trouble::warn(py, warnings)?;
    Ok(answer)
}

/// The scenario of a run, as the reader of its diagnostics finds it.
fn planned(run: &Run) -> Answered<Source> {
    let path = run.folder().join("scenario.toml");
    Source::new(File(path.display().to_string(), run.scenario.clone()))
}

fn said(
    source: &Source,
    sampler: &Sampler<'_>,
    table: &Table,
    reading: &Reading,
    go_on: &(dyn Fn() -> bool + Sync),
) -> Answered<String> {
    let study = zopa::study::study(sampler, table, reading, go_on);
    json(&study.map_err(|fault| source.refused(fault.diagnostic()))?)
}
