//! Small trees whose payoffs are too far apart for doubles, solved as tables of strategies in fractions.
//!
//! Beside a payoff of 1e19 one of 1 is lost in doubles, and no walk on the sequence form ends with a proof. The table of
//! strategies may be exponentially larger than the sequence form, so this is for trees with few of them.
//!
//! Cost: some dozens of steps, each a fraction for each cell of the table.

use crate::game::form::{ExtensiveGame, Normal};
use crate::game::table::{lemke_howson, matrix};
use crate::num::rational::Rational;

/// Tables of so many cells at most.
const MOST_CELLS: usize = 10_000;

/// Said of what is found here.
pub(super) const NOTE: &str =
    "payoffs are too far apart for doubles: solved as a table of strategies, in fractions";

/// The value to the first player of a zero-sum tree for two, and a best play.
pub(super) fn minimax(game: &ExtensiveGame) -> Option<(Rational, Vec<Rational>)> {
    let normal = table_of(game)?;
    let (table, sizes) = (&normal.table, normal.table.sizes());
    let gain = |row, column| table.payoff(table.cell(&[row, column]), 0).clone();
    let found = matrix::value((sizes[0], sizes[1]), gain)?;
    let mixes = [found.rows, found.columns].concat();
    Some((found.value, normal.behaviour(game, &mixes)))
}

/// The play of one equilibrium of a tree for two, and what it gives them.
pub(super) fn one(game: &ExtensiveGame) -> Option<(Vec<Rational>, [Rational; 2])> {
    let normal = table_of(game)?;
    let (mixes, payoffs) = lemke_howson::one_in_fractions(&normal.table)?;
    Some((normal.behaviour(game, &mixes.concat()), payoffs))
}

fn table_of(game: &ExtensiveGame) -> Option<Normal> {
    let counts = [0, 1].map(|player| Normal::strategies_of(game, player).map(|all| all.len()));
    let cells = counts[0].ok()?.checked_mul(counts[1].ok()?)?;
    if cells > MOST_CELLS { None } else { Normal::of_strategies(game).ok() }
}
