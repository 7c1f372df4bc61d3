//! The command line of reports and single pictures.

use super::values::{date, two};
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
pub(crate) struct Report {
    /// The scenario, or a report of it; - reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Where to write it; without it, it is printed
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The first screen alone
    #[arg(long)]
    pub(crate) brief: bool,
    /// A page for the negotiator of a party, given by its key, in its place: interests, options, alternatives,
    /// legitimacy, communication, relationship, commitment
    #[arg(long, value_name = "PARTY", conflicts_with_all = ["brief", "draws"])]
    pub(crate) prep: Option<String>,
    /// Leave out what a party wants, given by its key: no value, no-deal value or view of its own stands
    /// anywhere in the file
    #[arg(long, value_name = "PARTY", conflicts_with = "draws")]
    pub(crate) redact: Option<String>,
    /// Draw the uncertain premises so many times, and say in how many draws each deal passes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) draws: Option<u64>,
    /// What makes these draws different from another report's
    #[arg(long, value_name = "N", default_value_t = 1, requires = "draws")]
    pub(crate) seed: u64,
    /// Use only the events up to this date (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = date, conflicts_with = "draws")]
    pub(crate) at: Option<String>,
}

/// Pictures that can be had alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ChartName {
    /// No deal, today and the fair deal for each party
    Gains,
    /// The road to the fair deal, a lane for each party
    Road,
    /// Values of all deals to two parties, with the frontier and the solutions
    Values,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Chart {
    /// Which picture
    #[arg(value_name = "NAME")]
    pub(crate) name: ChartName,
    /// The scenario, or a report of it; - reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Of `values`: the two parties, by their keys; else the first two that sign
    #[arg(long, value_name = "PARTY,PARTY", value_parser = two)]
    pub(crate) parties: Option<(String, String)>,
    /// A Vega-Lite specification with its data in the place of SVG (`gains`, `values`)
    #[arg(long, conflicts_with = "dark")]
    pub(crate) vega_lite: bool,
    #[command(flatten)]
    pub(crate) drawn: Drawn,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Tree {
    /// The scenario, or a report of it; - reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Whose view, by its key; else the first party's
    #[arg(long, value_name = "PARTY")]
    pub(crate) view: Option<String>,
    #[command(flatten)]
    pub(crate) drawn: Drawn,
}

/// How a single picture is made.
#[derive(Debug, ClapArgs)]
pub(crate) struct Drawn {
    /// Where to write it; without it, it is printed
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Colours for a dark screen
    #[arg(long)]
    pub(crate) dark: bool,
    /// Use only the events up to this date (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) at: Option<String>,
}
