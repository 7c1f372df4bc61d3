//! `zopa study`: what the answer rests on.

use crate::args::{Draws, Study};
use crate::engine;
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use crate::progress::Progress;
use zopa::study::{Plan, Reading, Sampler, Sampling};
use zopa::verdict::drawn::Suppositions;
use zopa_report::text::Detail;
use zopa_report::{Case, text};

pub(super) fn run(args: &Study, out: &Output) -> Result<Ended, Stop> {
    let source = input::read(&args.file)?;
    let (model, warnings) = engine::model(&source, args.json)?;
    super::warn(&source, &warnings, out)?;
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, plan(&args.draws));
    let progress = Progress::new("draws", args.draws.draws, args.time);
    let table = sampler.table(0..args.draws.draws, &|done| progress.go_on(done));
    progress.finish();
    let study = zopa::study::study(&sampler, &table, Reading { all: args.all });
    let study = study.map_err(|fault| Stop::Diagnosed {
        source,
        diagnostics: vec![fault.diagnostic()],
        json: args.json,
    })?;
    if args.json {
        out.json(&study)?;
    } else {
        let detail = if args.all { Detail::Full } else { Detail::Screen };
        out.answer(&text::study(&study, detail, &Case::of(&model), out.style()))?;
    }
    Ok(Ended::answered(study.attainable > 0.0, &study.limits))
}

/// The plan that the arguments ask for.
pub(super) fn plan(draws: &Draws) -> Plan {
    Plan {
        draws: draws.draws,
        seed: draws.seed,
        sampling: Sampling::Random,
        claims: draws.claims.min(draws.draws),
    }
}
