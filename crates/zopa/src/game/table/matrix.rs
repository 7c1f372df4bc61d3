//! The value of a zero-sum table and a best way for both to play it, exactly.
//!
//! The row player gets `gains[row][column]` from the column player. With all gains shifted to be positive,
//! the column player's best mix is the solution of `max sum(y), G y <= 1, y >= 0`, divided by its sum; the
//! row player's is the dual solution, and the value is 1 over the sum (G. Dantzig 1951). The primal
//! simplex method from the corner `y = 0`, in fractions throughout, by the lexicographic rule; the
//! objective is kept as one more row.
//!
//! Cost: about as many pivots as rows and columns, each rows times columns fractions.

use super::super::answer::Answer;
use super::super::form::StrategicGame;
use super::super::methods::Refusal;
use super::super::minimax;
use super::dictionary::Dictionary;
use super::regret::listed;
use crate::num::rational::Rational;

/// The value of a table and a best mix for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What the row player can make sure of, and the column player can keep it to.
    pub value: Rational,
    /// A chance for each row.
    pub rows: Vec<Rational>,
    /// A chance for each column.
    pub columns: Vec<Rational>,
}

/// Solves the zero-sum table in which the row player gets `gains(row, column)`; `None` where it has no
/// rows or no columns.
#[must_use]
pub fn value(
    (rows, columns): (usize, usize),
    gains: impl Fn(usize, usize) -> Rational,
) -> Option<Value> {
    let all = || (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let least = all().map(|(row, column)| gains(row, column)).min()?;
    let shift = &least - &Rational::ONE;
    // Variables: columns' weights first, then the slack of each row.
    let slack = (columns..columns + rows).collect();
    let mut corner =
        Dictionary::new(slack, (0..columns).collect(), |row, column| &gains(row, column) - &shift);
    // sum(y) = sum - costs * cobasic.
    let mut costs = vec![-Rational::ONE; columns];
    let mut sum = Rational::ZERO;
    // The entering variable of least number: any choice ends, by the lexicographic rule.
    while let Some(column) = costs.iter().position(Rational::is_negative) {
        let row = corner.leaving(column).ok()??;
        let price = std::mem::take(&mut costs[column]);
        corner.pivot(row, column).ok()?;
        let (entries, entered) = corner.row(row);
        for (cost, entry) in costs.iter_mut().zip(entries) {
            *cost -= &(&price * entry);
        }
        sum -= &(&price * entered);
    }
    let total = sum.recip()?;
    let mut mixes = vec![Rational::ZERO; columns + rows];
    for (variable, weight) in corner.values().filter(|&(variable, _)| variable < columns) {
        mixes[variable] = weight * &total;
    }
    for (&variable, cost) in corner.cobasic().iter().zip(&costs) {
        if variable >= columns {
            mixes[variable] = cost * &total;
        }
    }
    let row_mix = mixes.split_off(columns);
    Some(Value { value: &total + &shift, rows: row_mix, columns: mixes })
}

/// The answer for a zero-sum table of two players.
///
/// # Errors
/// Where a player has no strategies.
pub(in crate::game) fn solve(game: &StrategicGame) -> Result<Answer, Refusal> {
    let sizes = game.sizes();
    let gain = |row, column| game.payoff(game.cell(&[row, column]), 0).clone();
    let value = value((sizes[0], sizes[1]), gain)
        .ok_or_else(|| Refusal::because("a player has no strategies"))?;
    Ok(minimax::answer(&value.value, listed(game, &[value.rows, value.columns]), Vec::new()))
}
