//! The native half of the Python package `zopa`: the text of a scenario in, JSON or Parquet out.
//!
//! What users see, with its types and its documentation, is `package/zopa/__init__.py`; this side has no defaults
//! and no conveniences. Answers are the very bytes that the command prints with `--json`.
//!
//! | question | file |
//! |---|---|
//! | what is the scenario, and can it be answered? | `source` |
//! | how is something computed while Python goes on, and stopped by Ctrl-C? | `compute` |
//! | what does a mistake become in Python? | `trouble` |
//! | the draws of a study, in one go or in pieces | `study` |

mod compute;
mod source;
mod study;
mod trouble;

use compute::compute;
use pyo3::prelude::*;
use serde::Serialize;
use source::{File, Source};
use trouble::{Answered, Trouble};
use zopa::diag::Diagnostic;
use zopa::study::{Plan, Reading, Sampler, Sampling};
use zopa::verdict::answer::{ClaimVerdict, Limit};
use zopa::verdict::drawn::Suppositions;
use zopa::verdict::{Options, large};

/// An answer as the command prints it, without the line break at its end.
fn json(answer: &impl Serialize) -> Answered<String> {
    serde_json::to_string_pretty(answer).map_err(|error| Trouble::Words(error.to_string()))
}

/// The verdict, as `zopa solve --json` prints it.
#[pyfunction]
fn solve(py: Python<'_>, file: File, all: bool, at: Option<String>) -> PyResult<String> {
    let (answer, warnings) = compute(py, None, |_| {
        let source = Source::new(file)?;
        let (model, warnings) = source.model_any_size()?;
        let options = Options { all, at: at.or_else(|| source.at.clone()) };
        let answer = if model.is_large() {
            let verdict = large::solve(&model, &options);
            json(&verdict.map_err(|trouble| source.refused(trouble.diagnostic()))?)
        } else {
            let verdict = zopa::verdict::solve(&model, &options);
            json(&verdict.map_err(|fault| source.refused(fault.diagnostic()))?)
        };
        Ok((answer?, source.drawn(&warnings)))
    })?;
    trouble::warn(py, warnings)?;
    Ok(answer)
}

/// What is odd with a scenario and what becomes of its claims, as `zopa check --json` prints it.
#[pyfunction]
fn check(py: Python<'_>, file: File, draws: Option<u64>, seed: u64) -> PyResult<String> {
    #[derive(Serialize)]
    struct Checked<'a> {
        diagnostics: &'a [Diagnostic],
        claims: &'a [ClaimVerdict],
        limits: &'a [Limit],
    }
    compute(py, None, |go_on| {
        let source = Source::new(file)?;
        let (model, warnings) = source.model()?;
        let refused = |diagnostic| source.refused(diagnostic);
        let verdict = zopa::verdict::solve(&model, &Options::default());
        let mut verdict = verdict.map_err(|fault| refused(fault.diagnostic()))?;
        if let Some(draws) = draws {
            let plan = Plan { draws, seed, sampling: Sampling::Random, claims: draws };
            let suppositions = Suppositions::of(&model);
            let sampler = Sampler::new(&model, &suppositions, plan);
            let table = sampler.table(0..draws, &|_| go_on());
            let reading = Reading { shares_only: true, ..Reading::default() };
            let study = zopa::study::study(&sampler, &table, &reading, go_on);
            let study = study.map_err(|fault| refused(fault.diagnostic()))?;
            for (claim, drawn) in verdict.claims.iter_mut().zip(study.claims) {
                claim.share = drawn.share;
                claim.verdict = drawn.verdict;
            }
        }
        let (claims, limits) = (&verdict.claims, &verdict.limits);
        json(&Checked { diagnostics: &warnings, claims, limits })
    })
}

/// The native half of the package `zopa`.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::study::{answer, missing, plan, reduce, run_shard, study};
    #[pymodule_export]
    use super::{check, solve};

    /// The version, that of the command.
    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "its name in Python")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
