//! `zopa man`: manual pages.

use crate::args::{Args, Man};
use crate::exit::{Ended, Stop};
use crate::output::Output;
use clap::CommandFactory as _;

pub(super) fn run(args: &Man, out: &Output) -> Result<Ended, Stop> {
    let mut whole = Args::command();
    whole.build();
    let page = match &args.command {
        None => whole,
        Some(name) => {
            let found = whole.get_subcommands().find(|command| command.get_name() == name);
            let Some(found) = found else {
                let names: Vec<&str> =
                    whole.get_subcommands().map(clap::Command::get_name).collect();
                return Err(Stop::unusable(format!("there is no subcommand `{name}`"))
                    .help(Some(format!("valid here: {}", names.join(", ")))));
            };
            found.clone()
        }
    };
    let mut roff = Vec::new();
    let source = concat!("zopa ", env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(page).source(source).render(&mut roff)?;
    out.answer(&String::from_utf8_lossy(&roff))?;
    Ok(Ended::Attainable)
}
