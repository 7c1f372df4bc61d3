//! `zopa check`: every mistake at once, then every claim, at the central values or over draws.

use crate::args::Check;
use crate::engine::{self, Options};
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use serde::Serialize;
use zopa::diag::Diagnostic;
use zopa::study::{Plan, Reading, Sampling};
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
    let refused = |fault| Stop::Diagnosed {
        source: source.clone(),
        diagnostics: warnings.iter().cloned().chain([fault]).collect(),
        json: args.json,
    };
    let mut verdict = engine::solve(&model, &Options::default()).map_err(refused)?;
    if let Some(draws) = args.draws {
        let plan = Plan { draws, seed: args.seed, sampling: Sampling::Random, claims: draws };
        let reading = Reading { shares_only: true, ..Reading::default() };
        let study = super::study::made(&model, plan, &reading);
        let study = study.map_err(|fault| refused(fault.diagnostic()))?;
        for (claim, drawn) in verdict.claims.iter_mut().zip(study.claims) {
            claim.share = drawn.share;
            claim.verdict = drawn.verdict;
        }
    }
    if args.json {
        let (claims, limits) = (&verdict.claims, &verdict.limits);
        out.json(&Checked { diagnostics: &warnings, claims, limits })?;
    } else {
        let case = Case::of(&model);
        out.answer(&text::claims(&verdict.claims, &verdict.limits, &case, out.style()))?;
    }
    let comes_out = |claim: &ClaimVerdict| match claim.share {
        Some(_) => claim.verdict == "follows",
        None => claim.holds,
    };
    let all_hold = verdict.claims.iter().all(comes_out);
    Ok(Ended::answered(all_hold, &verdict.limits))
}
