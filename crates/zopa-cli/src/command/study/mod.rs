//! `zopa study`: what the answer rests on.

mod pieces;
mod ray;

use crate::args::{Draws, DrawsFrom, Look, Piece, Study};
use crate::diagnostics::Source;
use crate::engine;
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use crate::progress::Progress;
use zopa::model::{Fault, Model};
use zopa::study::{Plan, Reading, Sampler, Sampling, Study as Answer, Table};
use zopa::verdict::drawn::Suppositions;
use zopa_report::text::Detail;
use zopa_report::{Case, text};

pub(super) fn run(args: &Study, out: &Output) -> Result<Ended, Stop> {
    match &args.piece {
        Some(Piece::Plan(args)) => pieces::plan(args, out),
        Some(Piece::Run(args)) => pieces::run(args, out),
        Some(Piece::Reduce(args)) => pieces::reduce(args, out),
        None => whole(args, out),
    }
}

/// A study in one go; where its draws are kept, it goes on from those that are there.
fn whole(args: &Study, out: &Output) -> Result<Ended, Stop> {
    // The command line is refused without a file.
    let Some(file) = &args.file else { return Err(Stop::unusable("no scenario is named")) };
    let source = input::read(file)?;
    let (model, warnings) = engine::model_any_size(&source, args.json)?;
    super::warn(&source, &warnings, out)?;
    known_output(&args.look, &model)?;
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, plan(&args.draws));
    let progress = Progress::new("draws", args.draws.draws, args.time).then_looks();
    let table = match &args.out {
        None => sampler.table(0..args.draws.draws, &|done| progress.go_on(done)),
        Some(folder) => pieces::kept(args, folder, &source, &sampler, &progress)?,
    };
    progress.drawn();
    if table.len() as u64 != args.draws.draws {
        resumable(args, out)?;
    }
    let show = Show { all: args.all, json: args.json, look: &args.look, progress: &progress };
    answer(&source, &sampler, &table, show, out)
}

/// A study in one go, for a command that shows it beside something else.
pub(super) fn made(model: &Model, plan: Plan, reading: &Reading) -> Result<Answer, Fault> {
    let suppositions = Suppositions::of(model);
    let sampler = Sampler::new(model, &suppositions, plan);
    let progress = Progress::new("draws", plan.draws, None);
    let table = sampler.table(0..plan.draws, &|done| progress.go_on(done));
    progress.finish();
    zopa::study::study(&sampler, &table, reading, &|| true)
}

/// Says how a study that was stopped can go on.
fn resumable(args: &Study, out: &Output) -> Result<(), Stop> {
    let told = match (&args.out, &args.file) {
        (Some(folder), Some(file)) => format!(
            "stopped; what is finished is kept: the same command goes on from there\n  \
             zopa study {} --out {} ..\n",
            file.display(),
            folder.display()
        ),
        _ => "stopped; with --out FOLDER the draws are kept, and the same command goes on\n"
            .to_owned(),
    };
    Ok(out.complain(&told)?)
}

/// How an answer is shown.
#[derive(Clone, Copy)]
struct Show<'a> {
    all: bool,
    json: bool,
    look: &'a Look,
    progress: &'a Progress,
}

/// Refuses an output that the scenario does not have.
fn known_output(look: &Look, model: &Model) -> Result<(), Stop> {
    let known = zopa::study::outputs(model);
    match &look.output {
        Some(output) if !known.contains(output) => {
            let help = format!("there are: {}", known.join("; "));
            Err(Stop::unusable(format!("there is no output `{output}`")).help(Some(help)))
        }
        _ => Ok(()),
    }
}

/// What the draws say.
fn answer(
    source: &Source,
    sampler: &Sampler<'_>,
    table: &Table,
    show: Show<'_>,
    out: &Output,
) -> Result<Ended, Stop> {
    if table.is_empty() {
        out.complain("stopped before there was anything to answer with\n")?;
        return Ok(Ended::Limited);
    }
    let Look { output, points } = show.look.clone();
    let reading = Reading { all: show.all, shares_only: false, output, points };
    let study = zopa::study::study(sampler, table, &reading, &|| show.progress.has_time());
    show.progress.finish();
    let study = study.map_err(|fault| Stop::Diagnosed {
        source: source.clone(),
        diagnostics: vec![fault.diagnostic()],
        json: show.json,
    })?;
    if show.json {
        out.json(&study)?;
    } else {
        let detail = if show.all { Detail::Full } else { Detail::Screen };
        out.answer(&text::study(&study, detail, &Case::of(sampler.model), out.style()))?;
    }
    Ok(Ended::answered(study.attainable > 0.0, &study.limits))
}

/// The plan that the arguments ask for.
fn plan(draws: &Draws) -> Plan {
    Plan {
        draws: draws.draws,
        seed: draws.seed,
        sampling: match draws.sampling {
            DrawsFrom::Random => Sampling::Random,
            DrawsFrom::Sobol => Sampling::Sobol,
        },
        claims: draws.claims.min(draws.draws),
    }
}
