//! `zopa check`: every mistake at once, then every claim.

use crate::args::Check;
use crate::engine::{self, Options};
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use serde::Serialize;
use zopa::diag::Diagnostic;
use zopa::verdict::answer::{ClaimVerdict, Limit};
use zopa_report::{Case, text};

/// The answer as JSON.
#[derive(Serialize)]
struct Checked<'a> {
    diagnostics: &'a [Diagnostic],
    claims: &'a [ClaimVerdict],
    limits: &'a [Limit],
}

pub(super) fn run(args: &Check, out: &Output) -> Result<Ended, Stop> {
    let source = input::read(&args.file)?;
    let (model, warnings) = engine::model(&source, args.json)?;
    if !args.json {
        super::warn(&source, &warnings, out)?;
    }
    let verdict = engine::solve(&model, &Options::default()).map_err(|fault| Stop::Diagnosed {
        source,
        diagnostics: warnings.iter().cloned().chain([fault]).collect(),
        json: args.json,
    })?;
    if args.json {
        let (claims, limits) = (&verdict.claims, &verdict.limits);
        out.json(&Checked { diagnostics: &warnings, claims, limits })?;
    } else {
        let case = Case::of(&model);
        out.answer(&text::claims(&verdict.claims, &verdict.limits, &case, out.style()))?;
    }
    let all_hold = verdict.claims.iter().all(|claim| claim.holds);
    Ok(Ended::answered(all_hold, &verdict.limits))
}
