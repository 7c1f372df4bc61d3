//! `zopa diff`: what changed between two scenarios or answers, and why.

use crate::args::Diff;
use crate::diagnostics::Source;
use crate::engine::{self, Options};
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use std::path::Path;
use zopa::scenario::Scenario;
use zopa::verdict::compare::{self, Conclusions, Side};
use zopa_report::text;

pub(super) fn run(args: &Diff, out: &Output) -> Result<Ended, Stop> {
    let (before, earlier) = read(&args.before, args.json, out)?;
    let (after, later) = read(&args.after, args.json, out)?;
    let before = Side { conclusions: before, scenario: earlier.as_ref() };
    let after = Side { conclusions: after, scenario: later.as_ref() };
    let compared = compare::compare(&before, &after);
    if args.json {
        out.json(&compared)?;
    } else {
        out.answer(&text::diff(&compared, out.style()))?;
    }
    Ok(Ended::answered(compared.answer.is_empty(), &compared.limits))
}

/// What a file concludes, and the scenario where it is one.
fn read(path: &Path, json: bool, out: &Output) -> Result<(Conclusions, Option<Scenario>), Stop> {
    let source = input::read(path)?;
    if source.text.trim_start().starts_with('{') {
        return match Conclusions::from_json(&source.text) {
            Ok(conclusions) => Ok((conclusions, None)),
            Err(error) => Err(not_an_answer(&source, &error)),
        };
    }
    let (model, warnings) = engine::model(&source, json)?;
    super::warn(&source, &warnings, out)?;
    let (scenario, _) = zopa::scenario::read(&source.text);
    let verdict =
        engine::solve(&model, &Options { all: false, at: source.date(None) }).map_err(|fault| {
            Stop::Diagnosed { source: source.clone(), diagnostics: vec![fault], json }
        })?;
    let conclusions = Conclusions::of(&verdict).map_err(|error| not_an_answer(&source, &error))?;
    Ok((conclusions, scenario))
}

fn not_an_answer(source: &Source, error: &serde_json::Error) -> Stop {
    Stop::unusable(format!("`{}` is not the answer to a scenario: {error}", source.origin))
        .help(Some("answers are printed by `zopa solve FILE --json`".to_owned()))
}
