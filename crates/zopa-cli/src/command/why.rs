//! `zopa why`: why a deal cannot be had, and what would change that.

use crate::args::Why;
use crate::diagnostics::Source;
use crate::engine;
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use zopa_report::{Case, text};

pub(super) fn run(args: &Why, out: &Output) -> Result<Ended, Stop> {
    let source = input::read(&args.file)?;
    let (model, warnings) = engine::model(&source, args.json)?;
    super::warn(&source, &warnings, out)?;
    let target = engine::target(&model, &args.deal).map_err(|diagnostics| Stop::Diagnosed {
        source: Source::new("--deal", args.deal.as_str()),
        diagnostics,
        json: args.json,
    })?;
    let why = engine::why(&model, &target).map_err(|fault| Stop::Diagnosed {
        source,
        diagnostics: vec![fault],
        json: args.json,
    })?;
    if args.json {
        out.json(&why)?;
    } else {
        out.answer(&text::why(&why, &Case::of(&model), out.style()))?;
    }
    Ok(Ended::answered(why.attainable, &why.limits))
}
