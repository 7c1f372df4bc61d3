//! The native half of the Python package `zopa`: texts in, JSON and Parquet out. What Python people see, with types and
//! documentation, is `zopa/__init__.py`.
//!
//! Functions that take a scenario give JSON: its answer, or `{"diagnostics": [..]}` where it cannot be answered. The
//! lock of the interpreter is released while they compute.

use pyo3::create_exception;
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use zopa::diag::Diagnostic;
use zopa::model::Model;
use zopa::study::{Plan, Reading, Sampler, Sampling, Table};
use zopa::verdict::drawn::Suppositions;
use zopa::verdict::{Options, large};
use zopa_formats::columns;
use zopa_runs::{Made, Run, RunError, Shape, draws};

create_exception!(_native, RunFailed, PyValueError, "A study in a folder cannot go on.");

/// An answer, or why there is none.
type Answered<T> = Result<T, Vec<Diagnostic>>;

fn said<T: serde::Serialize>(answered: Answered<T>) -> PyResult<String> {
    let text = match answered {
        Ok(answer) => serde_json::to_string(&answer),
        Err(diagnostics) => serde_json::to_string(&json!({ "diagnostics": diagnostics })),
    };
    text.map_err(|error| PyValueError::new_err(error.to_string()))
}

fn model(text: &str) -> Answered<Model> {
    match zopa::load_any_size(text) {
        (Some(model), diagnostics) if !diagnostics.iter().any(Diagnostic::is_error) => Ok(model),
        (_, diagnostics) => Err(diagnostics),
    }
}

/// The verdict on a scenario.
#[pyfunction]
fn solve(py: Python<'_>, text: &str, all: bool, at: Option<String>) -> PyResult<String> {
    let answer = || -> Answered<Value> {
        let model = model(text)?;
        let options = Options { all, at };
        let value = if model.is_large() {
            large::solve(&model, &options)
                .map(serde_json::to_value)
                .map_err(|trouble| trouble.diagnostic())
        } else {
            zopa::verdict::solve(&model, &options)
                .map(serde_json::to_value)
                .map_err(|fault| fault.diagnostic())
        };
        Ok(value.map_err(|diagnostic| vec![diagnostic])?.unwrap_or_default())
    };
    said(py.detach(answer))
}

/// Everything that is wrong or odd with a scenario.
#[pyfunction]
fn check(py: Python<'_>, text: &str) -> PyResult<String> {
    said(py.detach(|| Ok(json!({ "diagnostics": zopa::load_any_size(text).1 }))))
}

/// Which draws, as the plan of a study says.
#[derive(Clone, Debug, FromPyObject)]
#[pyo3(from_item_all)]
struct Asked {
    draws: u64,
    seed: u64,
    sampling: String,
    claims: u64,
}

impl Asked {
    fn plan(&self) -> PyResult<Plan> {
        let sampling = match self.sampling.as_str() {
            "random" => Sampling::Random,
            "sobol" => Sampling::Sobol,
            other => {
                let said =
                    format!("there is no sampling {other:?}: expected \"random\" or \"sobol\"");
                return Err(PyValueError::new_err(said));
            }
        };
        if self.draws == 0 {
            return Err(PyValueError::new_err("a study needs at least one draw"));
        }
        Ok(Plan {
            draws: self.draws,
            seed: self.seed,
            sampling,
            claims: self.claims.min(self.draws),
        })
    }
}

/// The draws of a study as a Parquet file, one row a draw.
#[pyfunction]
fn study(
    py: Python<'_>,
    text: &str,
    asked: Asked,
    inputs: bool,
) -> PyResult<(Option<Py<PyBytes>>, String)> {
    let plan = asked.plan()?;
    let made = py.detach(|| -> Answered<Result<Vec<u8>, String>> {
        let model = model(text)?;
        let suppositions = Suppositions::of(&model);
        let sampler = Sampler::new(&model, &suppositions, plan);
        let table = sampler.table(0..plan.draws, &|_| true);
        let (columns, about) = draws::columns(&table, &sampler, inputs, &zopa::sha256(text));
        Ok(columns::write(&columns, &about).map_err(|error| error.to_string()))
    });
    match made {
        Ok(Ok(bytes)) => Ok((Some(PyBytes::new(py, &bytes).unbind()), String::new())),
        Ok(Err(error)) => Err(PyValueError::new_err(error)),
        Err(diagnostics) => Ok((None, said::<()>(Err(diagnostics))?)),
    }
}

/// What the draws of a study say.
#[pyfunction]
fn conclusions(
    py: Python<'_>,
    text: &str,
    asked: Asked,
    all: bool,
    output: Option<String>,
    points: Option<u64>,
) -> PyResult<String> {
    let plan = asked.plan()?;
    let answer = || {
        let model = model(text)?;
        let suppositions = Suppositions::of(&model);
        let sampler = Sampler::new(&model, &suppositions, plan);
        let table = sampler.table(0..plan.draws, &|_| true);
        Ok(answered(&sampler, &table, all, output, points))
    };
    told(py.detach(answer))
}

/// What was asked for is not there.
struct Unknown(String);

fn told(answer: Answered<Result<Answered<Value>, Unknown>>) -> PyResult<String> {
    match answer {
        Ok(Err(Unknown(said))) => Err(PyValueError::new_err(said)),
        Ok(Ok(answer)) => said(answer),
        Err(diagnostics) => said::<()>(Err(diagnostics)),
    }
}

fn answered(
    sampler: &Sampler<'_>,
    table: &Table,
    all: bool,
    output: Option<String>,
    points: Option<u64>,
) -> Result<Answered<Value>, Unknown> {
    let known = zopa::study::outputs(sampler.model);
    if let Some(output) = output.as_ref().filter(|output| !known.contains(output)) {
        return Err(Unknown(format!(
            "there is no output {output:?}; there are: {}",
            known.join("; ")
        )));
    }
    let reading = Reading { all, shares_only: false, output, points };
    let study = zopa::study::study(sampler, table, &reading, &|| true);
    Ok(study
        .map(|study| serde_json::to_value(study).unwrap_or_default())
        .map_err(|fault| vec![fault.diagnostic()]))
}

fn failed(error: RunError) -> PyErr {
    match error {
        RunError::File { .. } => PyOSError::new_err(error.to_string()),
        error => RunFailed::new_err(error.to_string()),
    }
}

/// The model of a planned study; that it cannot be read means that the folder is damaged.
fn planned(run: &Run) -> PyResult<Model> {
    model(&run.scenario).map_err(|_| {
        RunFailed::new_err(format!("the scenario in {:?} cannot be answered", run.folder()))
    })
}

/// Plans a study in a folder; gives how many shards it has.
#[pyfunction]
fn plan(
    py: Python<'_>,
    text: &str,
    folder: PathBuf,
    asked: Asked,
    inputs: bool,
    shard_draws: Option<u64>,
) -> PyResult<String> {
    let plan = asked.plan()?;
    if shard_draws.is_some_and(|draws| !draws.is_power_of_two()) {
        return Err(PyValueError::new_err("shard_draws must be a power of two"));
    }
    let run = py.detach(|| -> Answered<Result<Run, RunError>> {
        let model = model(text)?;
        let mut shape = Shape::usual(plan.draws, inputs);
        shape.shard_draws = shard_draws.unwrap_or(shape.shard_draws);
        Ok(Run::plan(&folder, (&model.title, text), plan, shape))
    });
    match run {
        Ok(run) => said(Ok(json!({ "shards": run.map_err(failed)?.manifest.shards() }))),
        Err(diagnostics) => said::<()>(Err(diagnostics)),
    }
}

/// The shards of a planned study that are not finished.
#[pyfunction]
fn missing(folder: PathBuf) -> PyResult<Vec<u64>> {
    Run::open(&folder).and_then(|run| run.missing()).map_err(failed)
}

/// Makes a shard of a planned study unless it is there; whether it was made now.
#[pyfunction]
fn run_shard(py: Python<'_>, folder: PathBuf, shard: u64) -> PyResult<bool> {
    let run = Run::open(&folder).map_err(failed)?;
    let model = planned(&run)?;
    let made = py.detach(|| {
        let suppositions = Suppositions::of(&model);
        let sampler = Sampler::new(&model, &suppositions, run.manifest.plan);
        run.make(shard, &sampler, &|_| true)
    });
    Ok(made.map_err(failed)? == Made::Now)
}

/// Puts the shards of a planned study together and answers.
#[pyfunction]
fn reduce(
    py: Python<'_>,
    folder: PathBuf,
    all: bool,
    output: Option<String>,
    points: Option<u64>,
) -> PyResult<String> {
    let run = Run::open(Path::new(&folder)).map_err(failed)?;
    let model = planned(&run)?;
    let answer = py.detach(|| {
        let suppositions = Suppositions::of(&model);
        let sampler = Sampler::new(&model, &suppositions, run.manifest.plan);
        let table = run.reduce(&sampler)?;
        Ok(answered(&sampler, &table, all, output, points))
    });
    told(Ok(answer.map_err(failed)?))
}

/// The native half of the package `zopa`.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("RunFailed", module.py().get_type::<RunFailed>())?;
    for function in [
        wrap_pyfunction!(solve, module)?,
        wrap_pyfunction!(check, module)?,
        wrap_pyfunction!(study, module)?,
        wrap_pyfunction!(conclusions, module)?,
        wrap_pyfunction!(plan, module)?,
        wrap_pyfunction!(missing, module)?,
        wrap_pyfunction!(run_shard, module)?,
        wrap_pyfunction!(reduce, module)?,
    ] {
        module.add_function(function)?;
    }
    Ok(())
}
