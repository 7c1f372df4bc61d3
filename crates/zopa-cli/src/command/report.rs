//! `zopa report`: the verdict as one HTML file.

use crate::args::Report;
use crate::diagnostics::Source;
use crate::engine::{self, Options};
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use std::path::Path;
use zopa::model::{Fault, Model};
use zopa::study::{Plan, Reading, Sampling};
use zopa::verdict::{Exhibits, Verdict};
use zopa_report::html;
use zopa_report::html::large::LargeReport;

/// Draws in which a report's claims are judged.
const CLAIMS: u64 = 1000;

pub(super) fn run(args: &Report, out: &Output) -> Result<Ended, Stop> {
    let source = input::read(&args.file)?;
    let (model, warnings) = engine::model_any_size(&source, false)?;
    super::warn(&source, &warnings, out)?;
    if model.is_large() {
        return large(args, &source, &model, out);
    }
    let mut made = {
        let at = source.date(args.at.as_deref());
        Made::of(source, model, at.as_deref())?
    };
    if let (Some(redacted), Some(prepared)) = (&args.redact, &args.prep)
        && redacted == prepared
    {
        let said = format!("a sheet for `{prepared}` cannot leave out what `{redacted}` wants");
        return Err(Stop::unusable(said));
    }
    if let Some(party) = &args.redact {
        made.redact(party)?;
    }
    // A report with a study made from such a report has the same draws.
    let again = made.source.drawn.filter(|_| args.prep.is_none() && args.redact.is_none());
    let again = again.filter(|_| made.verdict.as_of == made.source.at);
    let drawn = args.draws.map(|draws| (draws, args.seed)).or(again);
    let plan =
        |(draws, seed)| Plan { draws, seed, sampling: Sampling::Random, claims: CLAIMS.min(draws) };
    let study =
        drawn.map(|drawn| super::study::made(&made.model, plan(drawn), &Reading::default()));
    let study = study.transpose();
    let study = study.map_err(|fault| refused(&made.source, &fault))?;
    let report = html::Report { study: study.as_ref(), ..made.report() };
    let page = match &args.prep {
        Some(party) => html::prep(&report, party).ok_or_else(|| unknown(party, &made.verdict))?,
        None if args.brief => html::brief(&report),
        None => html::report(&report),
    };
    write(args.output.as_deref(), &args.file, &page, out)?;
    Ok(made.ended())
}

/// The page on deals that cannot be listed.
fn large(args: &Report, source: &Source, model: &Model, out: &Output) -> Result<Ended, Stop> {
    let asked = [
        ("--prep", args.prep.is_some()),
        ("--redact", args.redact.is_some()),
        ("--draws", args.draws.is_some()),
    ];
    if let Some((option, _)) = asked.into_iter().find(|(_, asked)| *asked) {
        let said = format!("`{option}` needs deals that can be listed; here they are too many");
        return Err(Stop::unusable(said));
    }
    let stop =
        |fault| Stop::Diagnosed { source: source.clone(), diagnostics: vec![fault], json: false };
    let options = Options { all: false, at: source.date(args.at.as_deref()) };
    let verdict = engine::solve_large(model, &options).map_err(stop)?;
    let exhibits = engine::exhibits_large(model, &verdict).map_err(stop)?;
    let report = LargeReport { scenario: &source.text, verdict: &verdict, exhibits: &exhibits };
    let page = if args.brief { html::large::brief(&report) } else { html::large::report(&report) };
    write(args.output.as_deref(), &args.file, &page, out)?;
    Ok(Ended::of_search(verdict.attainable))
}

/// A scenario with its answer and what is shown beside it.
pub(super) struct Made {
    source: Source,
    model: Model,
    verdict: Verdict,
    exhibits: Exhibits,
}

impl Made {
    pub(super) fn new(file: &Path, at: Option<&str>, out: &Output) -> Result<Self, Stop> {
        let source = input::read(file)?;
        let (model, warnings) = engine::model(&source, false)?;
        super::warn(&source, &warnings, out)?;
        let at = source.date(at);
        Self::of(source, model, at.as_deref())
    }

    fn of(source: Source, model: Model, at: Option<&str>) -> Result<Self, Stop> {
        let options = Options { all: false, at: at.map(str::to_owned) };
        let (verdict, exhibits) = rayon::join(
            || zopa::verdict::solve(&model, &options),
            || zopa::verdict::exhibits(&model, at),
        );
        let verdict = verdict.map_err(|fault| refused(&source, &fault))?;
        let exhibits = exhibits.map_err(|fault| refused(&source, &fault))?;
        Ok(Self { source, model, verdict, exhibits })
    }

    fn redact(&mut self, party: &str) -> Result<(), Stop> {
        if zopa::verdict::redact(&mut self.verdict, &mut self.exhibits, party) {
            return Ok(());
        }
        Err(unknown(party, &self.verdict))
    }

    pub(super) fn report(&self) -> html::Report<'_> {
        html::Report {
            scenario: &self.source.text,
            verdict: &self.verdict,
            exhibits: &self.exhibits,
            study: None,
        }
    }

    pub(super) fn ended(&self) -> Ended {
        Ended::answered(self.verdict.funnel.attainable > 0, &self.verdict.limits)
    }
}

fn unknown(party: &str, verdict: &Verdict) -> Stop {
    let known = format!("the parties are {}", verdict.parties.join(", "));
    Stop::unusable(format!("there is no party `{party}`")).help(Some(known))
}

/// Writes a file, or prints it. What was read, `from`, is never written over.
pub(super) fn write(
    file: Option<&Path>,
    from: &Path,
    text: &str,
    out: &Output,
) -> Result<(), Stop> {
    let Some(path) = file else { return Ok(out.answer(text)?) };
    save(path, [from], text.as_bytes())
}

/// Writes a file; none of those that were read.
pub(super) fn save<'a>(
    path: &Path,
    read: impl IntoIterator<Item = &'a Path>,
    bytes: &[u8],
) -> Result<(), Stop> {
    let shown = path.display();
    let to = std::fs::canonicalize(path).ok();
    let is_read = |from: &Path| to.is_some() && std::fs::canonicalize(from).ok() == to;
    if read.into_iter().any(is_read) {
        return Err(Stop::unusable(format!("`{shown}` is what was read, and is not overwritten")));
    }
    std::fs::write(path, bytes).map_err(|error| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Stop::unusable(match folder {
            Some(folder) if !folder.is_dir() => {
                format!("cannot write `{shown}`: there is no folder `{}`", folder.display())
            }
            _ => format!("cannot write `{shown}`: {error}"),
        })
    })
}

fn refused(source: &Source, fault: &Fault) -> Stop {
    let diagnostics = vec![fault.diagnostic()];
    Stop::Diagnosed { source: source.clone(), diagnostics, json: false }
}
