//! `zopa chart` and `zopa tree`: single pictures of the verdict.

use super::report::{Made, write};
use crate::args::{Chart, ChartName, Drawn, Tree};
use crate::exit::{Ended, Stop};
use crate::output::Output;
use std::path::Path;
use zopa_report::chart::palette::Palette;
use zopa_report::picture::{self, Missing, Picture};

pub(super) fn chart(args: &Chart, out: &Output) -> Result<Ended, Stop> {
    let picture = match args.name {
        ChartName::Values => Picture::Values(args.parties.clone()),
        _ if args.parties.is_some() => {
            return Err(Stop::unusable("`--parties` is for the chart `values`"));
        }
        ChartName::Gains => Picture::Gains,
        ChartName::Road => Picture::Road,
    };
    draw(&args.file, &picture, &args.drawn, args.vega_lite, out)
}

pub(super) fn tree(args: &Tree, out: &Output) -> Result<Ended, Stop> {
    draw(&args.file, &Picture::Tree(args.view.clone()), &args.drawn, false, out)
}

fn draw(
    file: &Path,
    picture: &Picture,
    drawn: &Drawn,
    vega_lite: bool,
    out: &Output,
) -> Result<Ended, Stop> {
    let made = Made::new(file, drawn.at.as_deref(), out)?;
    let palette = if drawn.dark { Palette::Dark } else { Palette::Light };
    let text = if vega_lite {
        picture::vega_lite(&made.report(), picture)
    } else {
        picture::svg(&made.report(), picture, palette)
    };
    let text = text.map_err(|missing: Missing| Stop::unusable(missing.to_string()))?;
    write(drawn.output.as_deref(), file, &text, out)?;
    Ok(made.ended())
}
