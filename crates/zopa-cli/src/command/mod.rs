//! The subcommands, one file each.

mod check;
mod completions;
mod convert;
mod deals;
mod diff;
mod explain;
mod game;
mod man;
mod new;
mod picture;
mod report;
mod schema;
mod solve;
mod study;
mod why;

use crate::args::Command;
use crate::diagnostics::{self, Source};
use crate::exit::{Ended, Stop};
use crate::output::Output;
use std::io;
use zopa::diag::Diagnostic;

/// Carries out what was asked.
pub(crate) fn run(command: Command, out: &Output) -> Result<Ended, Stop> {
    match command {
        Command::Solve(args) => solve::run(&args, out),
        Command::Why(args) => why::run(&args, out),
        Command::Check(args) => check::run(&args, out),
        Command::Study(args) => study::run(&args, out),
        Command::Deals(args) => deals::run(&args, out),
        Command::Report(args) => report::run(&args, out),
        Command::Convert(args) => convert::run(&args, out),
        Command::Chart(args) => picture::chart(&args, out),
        Command::Tree(args) => picture::tree(&args, out),
        Command::Diff(args) => diff::run(&args, out),
        Command::Game(args) => game::run(&args, out),
        Command::New(args) => new::run(&args, out),
        Command::Explain(args) => explain::run(&args, out),
        Command::Schema => schema::run(out),
        Command::Completions(args) => completions::run(&args, out),
        Command::Man(args) => man::run(&args, out),
    }
}

/// Shows the warnings of a scenario that can be answered all the same.
fn warn(source: &Source, warnings: &[Diagnostic], out: &Output) -> io::Result<()> {
    if warnings.is_empty() {
        return Ok(());
    }
    out.complain(&diagnostics::draw(source, warnings, out))
}
