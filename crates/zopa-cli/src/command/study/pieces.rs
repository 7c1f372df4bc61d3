//! `zopa study plan | run | reduce`: a study that many machines make.

use super::{Show, answer};
use crate::args::{PlanPieces, ReducePieces, RunPieces, Study};
use crate::diagnostics::Source;
use crate::engine;
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use crate::progress::Progress;
use std::fmt::Write as _;
use std::path::Path;
use zopa::study::{Sampler, Table};
use zopa::verdict::drawn::Suppositions;
use zopa_report::number;
use zopa_runs::{Made, Run, RunError, Shape};

/// The draws of a study whose folder keeps them, as far as they are or become finished.
pub(super) fn kept(
    args: &Study,
    folder: &Path,
    source: &Source,
    sampler: &Sampler<'_>,
    progress: &Progress,
) -> Result<Table, Stop> {
    let shape = Shape::usual(args.draws.draws, !args.no_inputs);
    let named = (sampler.model.title.as_str(), source.text.as_str());
    let run = Run::plan(folder, named, sampler.plan, shape).map_err(stop)?;
    match &args.ray {
        Some(address) => super::ray::make(&run, address, progress)?,
        None => drop(make(&run, sampler, &run.missing().map_err(stop)?, progress)?),
    }
    run.finished(sampler).map_err(stop)
}

/// Makes shards until all are there or it is told to stop; says how many it made.
fn make(
    run: &Run,
    sampler: &Sampler<'_>,
    shards: &[u64],
    progress: &Progress,
) -> Result<u64, Stop> {
    let (mut before, mut made) = (0, 0);
    for &shard in shards {
        let state = run.make(shard, sampler, &|done| progress.go_on(before + done));
        match state.map_err(stop)? {
            Made::Now => made += 1,
            Made::Before => {}
            Made::Stopped => break,
        }
        let range = run.manifest.range(shard);
        before += range.end - range.start;
    }
    Ok(made)
}

pub(super) fn plan(args: &PlanPieces, out: &Output) -> Result<Ended, Stop> {
    let source = input::read(&args.file)?;
    let (model, warnings) = engine::model_any_size(&source, false)?;
    super::super::warn(&source, &warnings, out)?;
    let mut shape = Shape::usual(args.draws.draws, !args.no_inputs);
    shape.shard_draws = args.shard_draws.unwrap_or(shape.shard_draws);
    let named = (model.title.as_str(), source.text.as_str());
    let run = Run::plan(&args.out, named, super::plan(&args.draws), shape).map_err(stop)?;
    let shards = run.manifest.shards();
    // A job starts elsewhere.
    let path = std::path::absolute(run.folder()).unwrap_or_else(|_| run.folder().to_owned());
    let folder = quoted(&path);
    let (some, pieces) = (counted(args.draws.draws, "draw"), counted(shards, "shard"));
    let mut told = format!(
        "{some} in {pieces}, planned in {}\n\n\
         make them, in any order and on any machine that reaches the folder:\n  \
         zopa study run {folder} --shard I        I from 0 to {}\n  \
         zopa study run {folder}                  all that are missing\n",
        run.folder().display(),
        shards.saturating_sub(1)
    );
    if args.slurm {
        let script = run.folder().join("slurm.sh");
        let written = std::fs::write(&script, slurm(&folder, shards));
        written.map_err(|error| {
            Stop::unusable(format!("cannot write `{}`: {error}", script.display()))
        })?;
        // Writing into a string cannot fail.
        let _ = writeln!(told, "  sbatch {:<33} a job for each", quoted(&script));
    }
    let _ = writeln!(told, "then put them together:\n  zopa study reduce {folder}");
    out.answer(&told)?;
    Ok(Ended::Attainable)
}

pub(super) fn run(args: &RunPieces, out: &Output) -> Result<Ended, Stop> {
    let run = Run::open(&args.folder).map_err(stop)?;
    let source = source(&run);
    let (model, _) = engine::model_any_size(&source, false)?;
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, run.manifest.plan);
    let asked =
        if args.shard.is_empty() { run.missing().map_err(stop)? } else { args.shard.clone() };
    let draws = asked.iter().map(|&shard| run.manifest.range(shard)).map(|r| r.end - r.start);
    let progress = Progress::new("draws", draws.sum(), args.time);
    let made = make(&run, &sampler, &asked, &progress)?;
    progress.finish();
    let (missing, shards) = (run.missing().map_err(stop)?, run.manifest.shards());
    let finished = shards - missing.len() as u64;
    let folder = quoted(run.folder());
    let next = if missing.is_empty() { "reduce" } else { "run" };
    out.answer(&format!(
        "made {made}; {finished} of {} finished\n  zopa study {next} {folder}\n",
        counted(shards, "shard")
    ))?;
    let all_there = asked.iter().all(|shard| !missing.contains(shard));
    Ok(if all_there { Ended::Attainable } else { Ended::Limited })
}

pub(super) fn reduce(args: &ReducePieces, out: &Output) -> Result<Ended, Stop> {
    let run = Run::open(&args.folder).map_err(stop)?;
    let source = source(&run);
    let (model, warnings) = engine::model_any_size(&source, args.json)?;
    super::super::warn(&source, &warnings, out)?;
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, run.manifest.plan);
    super::known_output(&args.look, &model)?;
    let table = run.reduce(&sampler).map_err(stop)?;
    let progress = Progress::new("closer looks", 0, None);
    let show = Show { all: args.all, json: args.json, look: &args.look, progress: &progress };
    answer(&source, &sampler, &table, show, out)
}

/// The scenario of a run, as the reader of its diagnostics finds it.
fn source(run: &Run) -> Source {
    let path = run.folder().join("scenario.toml");
    Source::new(path.display().to_string(), run.scenario.as_str())
}

/// What went wrong, and what helps.
pub(super) fn stop(error: RunError) -> Stop {
    Stop::unusable(error.to_string()).help(error.help().map(str::to_owned))
}

/// A script that gives every shard a job.
fn slurm(folder: &str, shards: u64) -> String {
    format!(
        "#!/bin/sh\n\
         #SBATCH --job-name=zopa\n\
         #SBATCH --array=0-{}\n\
         #SBATCH --ntasks=1\n\
         #SBATCH --cpus-per-task=1\n\
         # Shards that are there are left alone: submit it again after a failure.\n\
         export RAYON_NUM_THREADS=\"${{SLURM_CPUS_PER_TASK:-1}}\"\n\
         exec zopa study run {folder} --shard \"$SLURM_ARRAY_TASK_ID\"\n",
        shards.saturating_sub(1)
    )
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

fn counted(count: u64, what: &str) -> String {
    number::counted(usize::try_from(count).unwrap_or(usize::MAX), what)
}
