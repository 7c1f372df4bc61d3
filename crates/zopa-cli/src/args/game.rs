//! The command line of games.

use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;
use zopa::num::rational::Rational;

/// What is to be done with a game.
#[derive(Debug, Subcommand)]
pub(crate) enum Game {
    /// Say what a game is, and which methods solve it
    Info(GameInfo),
    /// Find equilibria
    Solve(GameSolve),
    /// Draw the tree, as SVG or HTML
    Draw(GameDraw),
    /// Say whether a way of playing is an equilibrium, in exact fractions
    Verify(GameVerify),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct GameInfo {
    /// The game (.efg or .nfg); - reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Print the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// How a game is solved.
#[derive(Debug, ClapArgs)]
pub(crate) struct Solving {
    /// How to solve it; `zopa game info` lists the methods
    #[arg(long, value_name = "NAME")]
    pub(crate) method: Option<String>,
    /// Of quantal response: how much better a move must be to be made clearly more often (precision,
    /// per unit of payoff)
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    pub(crate) lambda: Option<f64>,
    /// Of quantal-fit: how often each move was seen; a table with the columns player, at, move and count, or
    /// numbers as Gambit lists chances
    #[arg(long, value_name = "FILE")]
    pub(crate) counts: Option<PathBuf>,
    /// Of level-k and cognitive-hierarchy: the highest level
    #[arg(long, value_name = "K")]
    pub(crate) level: Option<usize>,
    /// Of cognitive-hierarchy: how many steps people think ahead on average [default: 1.5]
    #[arg(long, value_name = "X", value_parser = fraction, allow_negative_numbers = true)]
    pub(crate) tau: Option<Rational>,
    /// Stop methods that go step by step after so many [default: 1000]
    #[arg(long, value_name = "N")]
    pub(crate) steps: Option<usize>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct GameSolve {
    /// The game (.efg or .nfg); - reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) solving: Solving,
    /// All equilibria of their kind rather than one
    #[arg(long)]
    pub(crate) all: bool,
    /// Of all, list at most so many [default: 1000]
    #[arg(long, value_name = "N", requires = "all")]
    pub(crate) most: Option<usize>,
    /// Print the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct GameDraw {
    /// The game (.efg or .nfg); - reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Where to write it: .svg, or .html for a page; without it, the SVG is printed
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) solving: Solving,
    /// Show this way of playing: an answer of `zopa game solve --json`, or chances as Gambit lists them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["method", "lambda", "counts", "level", "tau", "steps"])]
    pub(crate) profile: Option<PathBuf>,
    /// Whose expected payoff stands on the branches; else the first player's
    #[arg(long, value_name = "NAME")]
    pub(crate) player: Option<String>,
    /// Draw so many moves deep
    #[arg(long, value_name = "N")]
    pub(crate) depth: Option<usize>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct GameVerify {
    /// The game (.efg or .nfg)
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// How it is played: an answer of `zopa game solve --json`, or chances as Gambit lists them; - reads
    /// standard input
    #[arg(value_name = "PROFILE")]
    pub(crate) profile: PathBuf,
    /// Print the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

fn fraction(word: &str) -> Result<Rational, String> {
    word.parse().map_err(|_| "expected a number like 1.5 or 3/2".to_owned())
}
