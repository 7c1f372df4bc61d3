//! `zopa explain`: what a diagnostic's code means.

use crate::args::Explain;
use crate::engine;
use crate::exit::{Ended, Stop};
use crate::output::Output;
use zopa_report::text;

/// Similarity from which a code is offered (Jaro-Winkler).
const RESEMBLES: f64 = 0.8;

pub(super) fn run(args: &Explain, out: &Output) -> Result<Ended, Stop> {
    let codes = engine::codes();
    let Some(asked) = &args.code else {
        let width = codes.iter().map(|code| code.name.len()).max().unwrap_or(0);
        let lines = codes.iter().map(|code| format!("{:width$}  {}\n", code.name, code.title));
        out.answer(&lines.collect::<String>())?;
        return Ok(Ended::Attainable);
    };
    let Some(code) = codes.iter().find(|code| code.name == asked) else {
        return Err(Stop::unusable(format!("there is no code `{asked}`")).help(Some(advice(asked))));
    };
    let page = format!("{}: {}\n\n{}\n", code.name, code.title, code.explanation.trim());
    out.answer(&text::prose(&page, out.style()))?;
    Ok(Ended::Attainable)
}

fn advice(asked: &str) -> String {
    let scored = engine::codes()
        .into_iter()
        .map(|code| (strsim::jaro_winkler(asked, code.name), code.name))
        .filter(|(score, _)| *score >= RESEMBLES);
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    best.map_or_else(
        || "`zopa explain` lists all codes".to_owned(),
        |(_, name)| format!("did you mean `{name}`?"),
    )
}
