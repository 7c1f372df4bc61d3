//! The command line of studies.

use super::values::{duration, power_of_two};
use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Study {
    /// In pieces, on many machines
    #[command(subcommand)]
    pub(crate) piece: Option<Piece>,
    /// The scenario; - reads standard input
    #[arg(value_name = "FILE", required = true)]
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) draws: Draws,
    /// Stop after this time and answer with the draws made: 90s, 5m, 1.5h
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) time: Option<std::time::Duration>,
    /// Keep every draw in a folder of Parquet files; the same command goes on where it was stopped
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
    /// Leave the premises of each draw out of the files: the seed makes them again
    #[arg(long, requires = "out")]
    pub(crate) no_inputs: bool,
    /// Have the draws made by a cluster of Ray whose nodes reach the folder: auto, HOST:PORT or ray://HOST:PORT.
    /// It takes the Python packages zopa and ray
    #[arg(long, value_name = "ADDRESS", requires = "out")]
    pub(crate) ray: Option<String>,
    #[command(flatten)]
    pub(crate) look: Look,
    /// Tell everything: more sections in the text, every deal in the JSON
    #[arg(long)]
    pub(crate) all: bool,
    /// Print the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Where draws come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum DrawsFrom {
    /// Independent random numbers
    Random,
    /// Points of a scrambled Sobol sequence
    Sobol,
}

/// A piece of a study that many machines make.
#[derive(Debug, Subcommand)]
pub(crate) enum Piece {
    /// Cut a study into shards, in a folder that every machine can reach
    Plan(PlanPieces),
    /// Make shards of a planned study; those that are there are left alone
    Run(RunPieces),
    /// Put the shards together and answer
    Reduce(ReducePieces),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PlanPieces {
    /// The scenario; - reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Where the study is to be
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) draws: Draws,
    /// Draws of a shard, a power of two; by default so many that there are about 64 shards
    #[arg(long, value_name = "N", value_parser = power_of_two)]
    pub(crate) shard_draws: Option<u64>,
    /// Leave the premises of each draw out of the files: the seed makes them again
    #[arg(long)]
    pub(crate) no_inputs: bool,
    /// Write a script for Slurm too, a job for each shard
    #[arg(long)]
    pub(crate) slurm: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RunPieces {
    /// The planned study
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    /// Which shard, numbered from 0; may be given again. Without it, all that are missing
    #[arg(long, value_name = "I")]
    pub(crate) shard: Vec<u64>,
    /// Stop after this time: 90s, 5m, 1.5h
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub(crate) time: Option<std::time::Duration>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReducePieces {
    /// The planned study
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) look: Look,
    /// Tell everything: more sections in the text, every deal in the JSON
    #[arg(long)]
    pub(crate) all: bool,
    /// Print the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// What is looked at closely.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Look {
    /// The number whose movement is looked at first: 'value(fair, PARTY)', 'margin(MENU ENTRY)' and so on; by
    /// default what the fair deal is worth to the first party that signs
    #[arg(long, value_name = "NAME")]
    pub(crate) output: Option<String>,
    /// Points of the design for total indices, (premises + 2) verdicts each; by default it takes no more verdicts
    /// than there are draws; 0 for none
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=1 << 20))]
    pub(crate) points: Option<u64>,
}

/// Which draws a study makes.
#[derive(Clone, Debug, ClapArgs)]
pub(crate) struct Draws {
    /// How many draws
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) draws: u64,
    /// What makes these draws different from another study's
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Where draws come from: independent random numbers, or the points of a scrambled Sobol sequence, which
    /// settle sooner
    #[arg(long, value_enum, default_value_t = DrawsFrom::Random, value_name = "FROM")]
    pub(crate) sampling: DrawsFrom,
    /// Judge the claims in so many of the draws (each supposition of a claim is a verdict more)
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) claims: u64,
}
