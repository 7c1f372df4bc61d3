//! The command line of domains.

use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// How evaluations in the files of GENIUS are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Semantics {
    /// Divided by the largest, as GENIUS does
    Genius,
    /// As they stand, as NegMAS does
    Negmas,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Deals {
    /// A folder with a domain and its profiles (GENIUS, GeniusWeb), these files one by one, or a
    /// scoring sheet (CSV: issue, option, a column a party)
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// How evaluations in files of GENIUS are understood
    #[arg(long, value_name = "READING", default_value = "genius")]
    pub(crate) semantics: Semantics,
    /// List the whole frontier, with the deals behind each point
    #[arg(long)]
    pub(crate) frontier: bool,
    /// Leave out deals below somebody's reservation: faster on large spaces
    #[arg(long)]
    pub(crate) above_reservations: bool,
    /// Find what is better for everyone than a package: issue=option,.. for every issue
    #[arg(long, value_name = "PACKAGE")]
    pub(crate) improve: Option<String>,
    /// How much each party's gain counts in the product of Nash: party=2,.. (1 unless stated)
    #[arg(long, value_name = "WEIGHTS")]
    pub(crate) weights: Option<String>,
    /// Also tell what can be had where the parties may draw lots
    #[arg(long)]
    pub(crate) lotteries: bool,
    /// Print the answer as JSON, numbers as exact fractions
    #[arg(long)]
    pub(crate) json: bool,
    /// Print the frontier as CSV: a column a party, then a column an issue
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,
    /// Also write the frontier to a Parquet file, with the columns of --csv
    #[arg(long, value_name = "FILE")]
    pub(crate) parquet: Option<PathBuf>,
}

/// Formats that a domain is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A scenario of zopa
    Scenario,
    /// A scoring sheet
    Csv,
    /// XML of GENIUS
    Genius,
    /// JSON of GeniusWeb
    Geniusweb,
    /// YAML of NegMAS
    Negmas,
    /// A game in extensive form, as Gambit has it: the no-deal game of a scenario
    Efg,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Convert {
    /// As for `deals`: a folder, files one by one, or a scoring sheet; or a game (.efg), or a scenario with one
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// What to write
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Format,
    /// Where: a file, or a folder for formats of several files. Without it, it is printed
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// How evaluations in files of GENIUS are understood
    #[arg(long, value_name = "READING", default_value = "genius")]
    pub(crate) semantics: Semantics,
    /// Of a scenario's game: the standing at which it is played, 'issue=option,..'; today's for the others
    #[arg(long, value_name = "STANDING")]
    pub(crate) standing: Option<String>,
    /// Of a scenario's game: who is to blame for it
    #[arg(long, value_name = "PARTY")]
    pub(crate) blamed: Option<String>,
    /// Of a scenario's game: whose numbers; those of the first party unless named
    #[arg(long, value_name = "PARTY")]
    pub(crate) seen_by: Option<String>,
}
