//! What can be asked on the command line.
//!
//! | file | commands |
//! |---|---|
//! | here | solve, why, check, diff, new and the small ones |
//! | `report` | report, chart, tree |
//! | `study` | study and its pieces |
//! | `deals` | deals, convert |
//! | `game` | game |
//! | `values` | how dates, times and the like are written |

mod deals;
mod game;
mod report;
mod study;
mod values;

pub(crate) use deals::{Convert, Deals, Format, Semantics};
pub(crate) use game::{Game, GameDraw, GameSolve, GameVerify, Solving};
pub(crate) use report::{Chart, ChartName, Drawn, Report, Tree};
pub(crate) use study::{Draws, DrawsFrom, Look, Piece, PlanPieces, ReducePieces, RunPieces, Study};

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use values::date;

const EXIT_CODES: &str = "\
Exit codes:
  0  answered, and something is attainable (check: every claim holds)
  1  answered, and nothing is attainable (check: a claim fails)
  2  bad usage, or a scenario that cannot be answered
  3  stopped by a limit; the answer that is printed is partial";

const DIFF_EXIT_CODES: &str = "\
Exit codes:
  0  the answer is the same
  1  the answer changed
  2  bad usage, or a file that cannot be answered
  3  stopped by a limit; what is printed is partial";

/// Finds the best deal that can actually hold, and says why no better one can
#[derive(Debug, Parser)]
#[command(name = "zopa", version, after_help = EXIT_CODES, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) show: Show,
}

/// How answers are shown.
#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Display")]
pub(crate) struct Show {
    /// When to use colours (NO_COLOR and CLICOLOR_FORCE are respected)
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
    /// Columns of a page, 60 to 120; else the terminal's, COLUMNS, or 80
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(60..=120))]
    pub(crate) width: Option<u16>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find what is attainable, what is fair, and what happens without a deal
    Solve(Solve),
    /// Say why a deal cannot be had, and what would change that
    Why(Why),
    /// Show every mistake in a scenario at once, then check its claims
    Check(Check),
    /// Draw the uncertain premises many times: how often each conclusion holds, and what moves it
    Study(Study),
    /// Find the efficient and fair deals of a negotiation domain of any size
    Deals(Deals),
    /// Tell, solve, draw and verify games from files of Gambit and OpenSpiel (.efg, .nfg)
    #[command(subcommand)]
    Game(Game),
    /// Write the verdict as one HTML file, to read, print and send
    Report(Report),
    /// Write a negotiation domain in another format: scenario, csv, genius, geniusweb or negmas
    Convert(Convert),
    /// Draw one picture of the verdict: SVG, or a Vega-Lite specification
    Chart(Chart),
    /// Draw the game without a deal as a tree, as one party sees it
    Tree(Tree),
    /// Compare two scenarios or answers: what changed, and which change brought it about
    Diff(Diff),
    /// Write a commented scenario to start from
    New(New),
    /// Explain a diagnostic by its code; without one, list the codes
    Explain(Explain),
    /// Print the JSON schema of the scenario format
    Schema,
    /// Print completions for a shell
    Completions(Completions),
    /// Print the manual page of the command, or of one subcommand
    Man(Man),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Solve {
    /// The scenario; - reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Print the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Tell everything: more sections in the text, every deal in the JSON
    #[arg(long)]
    pub(crate) all: bool,
    /// Use only the events up to this date (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) at: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Why {
    /// The scenario; - reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The deal asked about: price=5000,repairs=brakes; issues that are not named are free
    #[arg(long, value_name = "TARGET")]
    pub(crate) deal: String,
    /// Print the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    /// The scenario; - reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Draw the uncertain premises so many times: a claim follows where it is true at the central values and in
    /// at least 95 of 100 draws, fails where it is false in as many, and depends otherwise
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) draws: Option<u64>,
    /// What makes these draws different from others
    #[arg(long, value_name = "N", default_value_t = 1, requires = "draws")]
    pub(crate) seed: u64,
    /// Print the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = DIFF_EXIT_CODES)]
pub(crate) struct Diff {
    /// The earlier scenario, a report of it, or its answer as `solve --json` prints it; - reads standard
    /// input
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,
    /// The later one
    #[arg(value_name = "AFTER")]
    pub(crate) after: PathBuf,
    /// Print the comparison as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct New {
    /// Where to write it; an existing file is never overwritten. Without it, it is printed
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// The code in brackets of an error or a warning
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Completions {
    /// Which shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Man {
    /// Which subcommand
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}
