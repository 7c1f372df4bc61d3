//! The command `zopa`: the only crate that knows files, terminals and exit codes.
//!
//! `args` says what can be asked, `command` holds one file per subcommand, `input` reads a scenario,
//! `diagnostics` tells what is wrong with it, `output` writes answers, `exit` says how a run ended.
//! `engine` is the only file that names the engine's functions.

mod args;
mod command;
mod diagnostics;
mod engine;
mod exit;
mod input;
mod interrupt;
mod output;
mod progress;

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let out = output::Output::new(&args.show);
    match command::run(args.command, &out) {
        Ok(ended) => ended.into(),
        Err(stop) => stop.report(&out).into(),
    }
}
