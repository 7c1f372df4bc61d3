//! `zopa solve`: the verdict.

use crate::args::Solve;
use crate::engine::{self, Options};
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use zopa_report::text::{self, Detail};

pub(super) fn run(args: &Solve, out: &Output) -> Result<Ended, Stop> {
    let source = input::read(&args.file)?;
    let (model, warnings) = engine::model_any_size(&source, args.json)?;
    super::warn(&source, &warnings, out)?;
    let options = Options { all: args.all, at: source.date(args.at.as_deref()) };
    if model.is_large() {
        let verdict = engine::solve_large(&model, &options).map_err(|fault| Stop::Diagnosed {
            source,
            diagnostics: vec![fault],
            json: args.json,
        })?;
        if args.json {
            out.json(&verdict)?;
        } else {
            out.answer(&text::large(&verdict, out.style()))?;
        }
        return Ok(Ended::of_search(verdict.attainable));
    }
    let verdict = engine::solve(&model, &options).map_err(|fault| Stop::Diagnosed {
        source,
        diagnostics: vec![fault],
        json: args.json,
    })?;
    if args.json {
        out.json(&verdict)?;
    } else {
        let detail = if args.all { Detail::Full } else { Detail::Screen };
        out.answer(&text::verdict(&verdict, detail, out.style()))?;
    }
    Ok(Ended::answered(verdict.funnel.attainable > 0, &verdict.limits))
}
