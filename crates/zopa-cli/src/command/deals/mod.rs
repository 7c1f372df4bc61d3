//! `zopa deals`: the frontier and the fair deals of a domain, without a scenario around it.

mod table;

use crate::args::{Deals, Semantics};
use crate::diagnostics::{self, Source};
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use std::path::PathBuf;
use zopa::deal::structured::{Domain, Plan, improve, solve};
use zopa::diag::Diagnostic;
use zopa_formats::{domains, genius, xlsx};
use zopa_report::text;

pub(super) fn run(args: &Deals, out: &Output) -> Result<Ended, Stop> {
    let mut domain = domain(&args.paths, args.semantics, args.json, out)?;
    if let Some(text) = &args.weights {
        weigh(&mut domain, text)?;
    }
    let listed = args.frontier || args.csv || args.parquet.is_some();
    let points = if listed { usize::MAX } else { 0 };
    let above_reservations = args.above_reservations;
    let lotteries = args.lotteries;
    let plan =
        Plan { above_reservations, points, lotteries, ..Plan::for_parties(domain.parties.len()) };
    let answer = if let Some(text) = &args.improve {
        let package = package(&domain, text)?;
        let found = improve(&domain, &package, &plan);
        if args.json {
            out.json(&found)?;
        } else if !args.csv {
            out.answer(&text::improvements(&domain, &package, &found, out.style()))?;
        }
        found.answer
    } else {
        let answer = solve(&domain, &plan);
        if args.json {
            out.json(&answer)?;
        } else if !args.csv {
            out.answer(&text::deals(&domain, &answer, args.frontier, out.style()))?;
        }
        answer
    };
    if args.csv {
        out.answer(&table::csv(&domain, &answer))?;
    }
    if let Some(path) = &args.parquet {
        let bytes = table::parquet(&domain, &answer).map_err(|error| {
            Stop::unusable(format!("the frontier cannot be written as Parquet: {error}"))
        })?;
        // Of a folder any file may have been read.
        let inside = |path: &PathBuf| -> Vec<PathBuf> {
            let listed = std::fs::read_dir(path).into_iter().flatten().flatten();
            listed.map(|entry| entry.path()).chain([path.clone()]).collect()
        };
        let read: Vec<PathBuf> = args.paths.iter().flat_map(inside).collect();
        super::report::save(path, read.iter().map(PathBuf::as_path), &bytes)?;
    }
    // The frontier may be too large and the solutions exact all the same.
    let exact = answer.exact || (answer.solutions_exact && !listed);
    let something =
        answer.frontier.above_reservations > 0 || !answer.solutions.utilitarian.is_empty();
    Ok(match (exact, something) {
        (false, _) => Ended::Limited,
        (true, false) => Ended::NotAttainable,
        (true, true) => Ended::Attainable,
    })
}

/// The largest weight: products of higher powers are no longer told apart by anybody.
const HEAVIEST: u32 = 100;

/// Takes the parties' weights from `party=2,..`; every mistake is told.
fn weigh(domain: &mut Domain, text: &str) -> Result<(), Stop> {
    let names: Vec<String> = domain.parties.iter().map(|party| party.name.clone()).collect();
    let mut wrong = Vec::new();
    let mut weighed: Vec<&str> = Vec::new();
    for part in text.split(',').map(str::trim) {
        let (name, weight) = part.split_once('=').unwrap_or((part, ""));
        let (name, weight) = (name.trim(), weight.trim().parse().ok());
        let party = domain.parties.iter_mut().find(|party| party.name == name);
        match (party, weight.filter(|weight| (1..=HEAVIEST).contains(weight))) {
            (None, _) => wrong.push(format!("`{name}` is no party of the domain")),
            (_, None) => wrong.push(format!("`{part}` states no weight: expected 1 to {HEAVIEST}")),
            _ if weighed.contains(&name) => wrong.push(format!("`{name}` is weighed twice")),
            (Some(party), Some(weight)) => {
                party.weight = weight;
                weighed.push(name);
            }
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Stop::unusable(wrong.join("; "))
        .help(Some(format!("the parties are {}", names.join(", ")))))
}

/// Reads the domain in the files named, and those of the folders named, in order of their names.
pub(super) fn domain(
    paths: &[PathBuf],
    semantics: Semantics,
    json: bool,
    out: &Output,
) -> Result<Domain, Stop> {
    let sources = sources(paths)?;
    let read = reading(&sources, semantics);
    let mut by_file: Vec<Vec<Diagnostic>> = vec![Vec::new(); sources.len()];
    for (file, diagnostic) in read.diagnostics {
        if let Some(of_file) = by_file.get_mut(file) {
            of_file.push(diagnostic);
        }
    }
    let told: Vec<(&Source, Vec<Diagnostic>)> =
        sources.iter().zip(by_file).filter(|(_, found)| !found.is_empty()).collect();
    if let Some(domain) = read.domain {
        for (source, warnings) in &told {
            super::warn(source, warnings, out)?;
        }
        return Ok(domain);
    }
    // The last file with mistakes ends the run; those before it are told on the way.
    let Some(((last, mistakes), before)) = told.split_last() else {
        return Err(Stop::unusable("no profile could be read"));
    };
    if !json {
        for (source, found) in before {
            out.complain(&diagnostics::draw(source, found, out))?;
        }
    }
    Err(Stop::Diagnosed { source: (*last).clone(), diagnostics: mistakes.clone(), json })
}

/// What comes of the files under one reading.
pub(super) fn reading(sources: &[Source], semantics: Semantics) -> domains::Read {
    let name = |source: &Source| {
        let path = PathBuf::from(&source.origin);
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    };
    let names: Vec<String> = sources.iter().map(name).collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .zip(sources)
        .map(|(name, source)| (name.as_str(), source.text.as_str()))
        .collect();
    let semantics = match semantics {
        Semantics::Genius => genius::Semantics::Genius,
        Semantics::Negmas => genius::Semantics::Negmas,
    };
    domains::read(&files, semantics)
}

pub(super) fn sources(named: &[PathBuf]) -> Result<Vec<Source>, Stop> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in named {
        if path.is_dir() {
            paths.extend(input::files_in(path, &["xml", "json", "yml", "yaml"])?);
        } else {
            paths.push(path.clone());
        }
    }
    let mut sources = Vec::new();
    for path in &paths {
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) {
            let message = format!("`{}` is a scenario, not a domain", path.display());
            return Err(Stop::unusable(message)
                .help(Some("`zopa solve` answers scenarios of any size".to_owned())));
        }
        let workbook = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx"));
        let source = if workbook {
            let (origin, bytes) = input::bytes(path)?;
            let source = Source::new(origin, "");
            let text = xlsx::to_csv(&bytes).map_err(|wrong| Stop::Diagnosed {
                source: source.clone(),
                diagnostics: vec![wrong],
                json: false,
            })?;
            Source { text, ..source }
        } else {
            input::read(path)?
        };
        // Folders of domains hold lists of points and other things too.
        let known = domains::kind(&source.origin, &source.text).is_some();
        if known || named.contains(path) {
            sources.push(source);
        }
    }
    if sources.is_empty() {
        let shown: Vec<String> = named.iter().map(|p| format!("`{}`", p.display())).collect();
        return Err(Stop::unusable(format!("no domain and no profile in {}", shown.join(", "))));
    }
    Ok(sources)
}

/// A whole deal out of `issue=option,..`.
fn package(domain: &Domain, text: &str) -> Result<Vec<usize>, Stop> {
    let mut chosen: Vec<Option<usize>> = vec![None; domain.issues.len()];
    let mut wrong = Vec::new();
    let names = || domain.issues.iter().map(|issue| issue.name.as_str());
    for part in parts(text) {
        let diagnostic =
            |message: String| Diagnostic::error("target-form", message).at(part.1.clone(), "");
        let Some((issue, option)) = part.0.split_once('=').map(|(i, o)| (i.trim(), o.trim()))
        else {
            wrong.push(diagnostic(format!("`{}` is not `issue=option`", part.0.trim())));
            continue;
        };
        let Some(at) = domain.issues.iter().position(|i| i.name == issue) else {
            wrong.push(diagnostic(format!("`{issue}` is not an issue")).suggest(issue, names()));
            continue;
        };
        let options = &domain.issues[at].options;
        match options.iter().position(|o| o == option) {
            Some(option) => chosen[at] = Some(option),
            None => wrong.push(
                diagnostic(format!("`{option}` is not an option of `{issue}`"))
                    .suggest(option, options.iter().map(String::as_str)),
            ),
        }
    }
    let missing: Vec<&str> =
        names().zip(&chosen).filter(|(_, c)| c.is_none()).map(|(n, _)| n).collect();
    if wrong.is_empty() && !missing.is_empty() {
        let message = format!("the package leaves open: {}", missing.join(", "));
        wrong.push(Diagnostic::error("target-form", message));
    }
    if wrong.is_empty() {
        return Ok(chosen.into_iter().flatten().collect());
    }
    let source = Source::new("--improve", text);
    Err(Stop::Diagnosed { source, diagnostics: wrong, json: false })
}

/// The parts between commas, with their places. A comma before which no `=` stands belongs to the part
/// before, since names of options hold commas too.
fn parts(text: &str) -> Vec<(&str, std::ops::Range<usize>)> {
    let mut starts = vec![0];
    for (at, _) in text.match_indices(',') {
        let rest = text.get(at + 1..).unwrap_or_default();
        let next = rest.split(',').next().unwrap_or_default();
        if next.contains('=') {
            starts.push(at + 1);
        }
    }
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([text.len()]);
    let ranges = starts.iter().zip(ends).map(|(&start, end)| start..end);
    ranges.filter_map(|range| Some((text.get(range.clone())?, range))).collect()
}
