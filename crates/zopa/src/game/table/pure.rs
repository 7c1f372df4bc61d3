//! All equilibria of a table in pure strategies, for any number of players.
//!
//! 1. For each player and each combination of the others' strategies, mark the cells in which the player's
//!    payoff is the largest.
//! 2. A cell that everybody has marked is an equilibrium (J. Nash 1951), and no other is.
//!
//! Cost: cells times players comparisons of exact fractions, one bit of memory a cell; so complete always.

use super::super::answer::Answer;
use super::super::form::{Form, StrategicGame};
use super::super::methods::{Ask, MethodOf, Refusal};
use super::regret::{listed, pure_profile};
use super::{only_tables, table_of};

/// Pure equilibria.
pub const METHOD: MethodOf = MethodOf {
    name: "pure",
    finds: "all equilibria of a table in which nobody mixes strategies",
    equilibria: true,
    lists: true,
    refuses: only_tables,
    solve,
};

/// The cells from which nobody gains by deviating alone, as a strategy of each player, in the order of the
/// cells.
#[must_use]
pub fn equilibria(game: &StrategicGame) -> Vec<Vec<usize>> {
    let sizes = game.sizes();
    let cells = game.cell_count().unwrap_or(0);
    let mut stable = vec![true; cells];
    let mut step = 1;
    for (player, &size) in sizes.iter().enumerate() {
        for first in (0..cells).filter(|cell| cell / step % size == 0) {
            let own = || (0..size).map(|strategy| first + step * strategy);
            let best = own().map(|cell| game.payoff(cell, player)).max();
            for cell in own() {
                stable[cell] &= Some(game.payoff(cell, player)) == best;
            }
        }
        step *= size;
    }
    (0..cells).filter(|&cell| stable[cell]).map(|cell| strategies(&sizes, cell)).collect()
}

/// The strategy of each player in a cell.
fn strategies(sizes: &[usize], mut cell: usize) -> Vec<usize> {
    let strategy = |&size: &usize| {
        let own = cell % size;
        cell /= size;
        own
    };
    sizes.iter().map(strategy).collect()
}

fn solve(form: &Form, ask: &Ask) -> Result<Answer, Refusal> {
    let game = table_of(form)?;
    let found = equilibria(game);
    let shown = found.len().min(if ask.all { ask.most } else { 1 });
    let (mut notes, mut limits) = (Vec::new(), Vec::new());
    if found.is_empty() {
        notes.push("every equilibrium has somebody mix strategies".to_owned());
    } else if shown < found.len() && ask.all {
        limits.push(format!("{shown} of {} equilibria are listed", found.len()));
    }
    Ok(Answer {
        method: METHOD.name,
        parameters: vec![("pure equilibria", found.len().to_string())],
        exact: true,
        complete: shown == found.len(),
        equilibria: found[..shown]
            .iter()
            .map(|strategies| listed(game, &pure_profile(game, strategies)))
            .collect(),
        limits,
        notes,
    })
}
