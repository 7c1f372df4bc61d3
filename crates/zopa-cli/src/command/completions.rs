//! `zopa completions`: completions for a shell.

use crate::args::{Args, Completions};
use crate::exit::{Ended, Stop};
use crate::output::Output;
use clap::CommandFactory as _;

pub(super) fn run(args: &Completions, out: &Output) -> Result<Ended, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "zopa", &mut script);
    out.answer(&String::from_utf8_lossy(&script))?;
    Ok(Ended::Attainable)
}
