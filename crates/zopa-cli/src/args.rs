//! What can be asked on the command line.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

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
    #[arg(long, value_name = "X")]
    pub(crate) lambda: Option<f64>,
    /// List at most so many equilibria
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) most: usize,
    /// Stop methods that go step by step after so many
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) steps: usize,
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
    #[arg(long, value_name = "FILE", conflicts_with = "method")]
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
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Convert {
    /// As for `deals`: a folder, files one by one, or a scoring sheet
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
}

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

/// A date of the calendar, `YYYY-MM-DD`. Dates in this form are in order when their texts are.
fn date(text: &str) -> Result<String, String> {
    let wrong = || format!("`{text}` is not a date; expected YYYY-MM-DD, such as 2018-04-27");
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return Err(wrong()) };
    let number = |part: &str, digits: usize| -> Option<u32> {
        let sound = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        if sound { part.parse().ok() } else { None }
    };
    let date = (number(year, 4), number(month, 2), number(day, 2));
    let (Some(year), Some(month), Some(day)) = date else { return Err(wrong()) };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    if (1..=days).contains(&day) { Ok(text.to_owned()) } else { Err(wrong()) }
}

/// A length of time: `90s`, `5m`, `1.5h`.
fn duration(text: &str) -> Result<std::time::Duration, String> {
    let wrong = || format!("`{text}` is not a time; expected such as 90s, 5m or 1.5h");
    let unit = text.chars().last().ok_or_else(wrong)?;
    let seconds = match unit {
        's' => 1.0,
        'm' => 60.0,
        'h' => 3600.0,
        _ => return Err(wrong()),
    };
    let number: f64 = text.trim_end_matches(unit).parse().map_err(|_| wrong())?;
    let length = std::time::Duration::try_from_secs_f64(number * seconds).map_err(|_| wrong())?;
    if length.is_zero() { Err(wrong()) } else { Ok(length) }
}

/// Two names with a comma between them.
fn two(text: &str) -> Result<(String, String), String> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    match parts.as_slice() {
        [one, other] if !one.is_empty() && !other.is_empty() => {
            Ok(((*one).to_owned(), (*other).to_owned()))
        }
        _ => Err(format!("`{text}` is not two parties; expected such as us,dprk")),
    }
}

/// A power of two.
fn power_of_two(text: &str) -> Result<u64, String> {
    let number: Option<u64> = text.parse().ok();
    let power = number.filter(|number| number.is_power_of_two());
    power.ok_or_else(|| format!("`{text}` is no power of two; expected such as 256 or 4096"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert!(date("2018-04-27").is_ok());
        assert!(date("2020-02-29").is_ok());
        for wrong in
            ["2019-02-29", "2018-4-27", "2018-13-01", "27.04.2018", "2018-04-00", "tomorrow"]
        {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_have_a_unit() {
        assert_eq!(duration("90s").map(|time| time.as_secs()), Ok(90));
        assert_eq!(duration("1.5h").map(|time| time.as_secs()), Ok(5400));
        for wrong in ["90", "s", "-1s", "0s", "1e99h", "fast", ""] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
