//! `zopa report`: the verdict as one HTML file.

use crate::args::Report;
use crate::engine::{self, Options};
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use crate::progress::Progress;
use zopa::model::{Fault, Model};
use zopa::study::{Plan, Reading, Sampler, Sampling, Study};
use zopa::verdict::drawn::Suppositions;
use zopa_report::html;

pub(super) fn run(args: &Report, out: &Output) -> Result<Ended, Stop> {
    let source = input::read(&args.file)?;
    let (model, warnings) = engine::model(&source, false)?;
    super::warn(&source, &warnings, out)?;
    let scenario = source.text.clone();
    let refused = |fault: Fault| Stop::Diagnosed {
        source: source.clone(),
        diagnostics: vec![fault.diagnostic()],
        json: false,
    };
    let options = Options { all: false, at: args.at.clone() };
    let (verdict, exhibits) = rayon::join(
        || zopa::verdict::solve(&model, &options),
        || zopa::verdict::exhibits(&model, args.at.as_deref()),
    );
    let (verdict, exhibits) = (verdict.map_err(refused)?, exhibits.map_err(refused)?);
    let study = args.draws.map(|draws| study(&model, draws, args.seed)).transpose();
    let study = study.map_err(refused)?;
    let report = html::Report {
        scenario: &scenario,
        verdict: &verdict,
        exhibits: &exhibits,
        study: study.as_ref(),
    };
    let page = if args.brief { html::brief(&report) } else { html::report(&report) };
    match &args.output {
        None => out.answer(&page)?,
        Some(path) => std::fs::write(path, page).map_err(|error| {
            Stop::unusable(format!("cannot write `{}`: {error}", path.display()))
        })?,
    }
    Ok(Ended::answered(verdict.funnel.attainable > 0, &verdict.limits))
}

/// The study that a report shows.
fn study(model: &Model, draws: u64, seed: u64) -> Result<Study, Fault> {
    let plan = Plan { draws, seed, sampling: Sampling::Random, claims: draws.min(1000) };
    let suppositions = Suppositions::of(model);
    let sampler = Sampler::new(model, &suppositions, plan);
    let progress = Progress::new("draws", draws, None);
    let table = sampler.table(0..draws, &|done| progress.go_on(done));
    progress.finish();
    zopa::study::study(&sampler, &table, Reading { all: false })
}
