//! A game in strategic form: a table of all combinations of strategies.
//!
//! Cells are numbered with the first player's strategy varying fastest.

use super::extensive::Outcome;
use crate::num::rational::Rational;

/// A finite game in strategic form.
#[derive(Clone, Debug, PartialEq)]
pub struct StrategicGame {
    /// What it is called.
    pub title: String,
    /// What its author says about it.
    pub comment: String,
    /// Who plays, and with which strategies.
    pub players: Vec<StrategicPlayer>,
    /// What each combination gives.
    pub cells: Cells,
}

/// A player of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StrategicPlayer {
    /// The player's name.
    pub label: String,
    /// Names of the strategies; at least one.
    pub strategies: Vec<String>,
}

/// What the cells of a table hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// A payoff for each player, cell after cell.
    Payoffs(Vec<Rational>),
    /// An outcome each, or none, which gives 0 to everybody.
    Outcomes {
        /// What can be gained.
        outcomes: Vec<Outcome>,
        /// Which of them each cell gives.
        of_cell: Vec<Option<usize>>,
    },
}

static NOTHING: Rational = Rational::ZERO;

impl StrategicGame {
    /// How many players there are.
    #[must_use]
    pub fn player_count(&self) -> usize {
        self.players.len()
    }

    /// How many strategies each player has.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        self.players.iter().map(|player| player.strategies.len()).collect()
    }

    /// How many combinations of strategies there are; `None` where that exceeds the machine's counting.
    #[must_use]
    pub fn cell_count(&self) -> Option<usize> {
        self.sizes().into_iter().try_fold(1_usize, usize::checked_mul)
    }

    /// The cell of a combination of strategies.
    #[must_use]
    pub fn cell(&self, strategies: &[usize]) -> usize {
        let mut step = 1;
        let mut cell = 0;
        for (player, strategy) in self.players.iter().zip(strategies) {
            cell += step * strategy;
            step *= player.strategies.len();
        }
        cell
    }

    /// What `cell` gives to `player`.
    #[must_use]
    #[inline]
    pub fn payoff(&self, cell: usize, player: usize) -> &Rational {
        match &self.cells {
            Cells::Payoffs(payoffs) => &payoffs[cell * self.players.len() + player],
            Cells::Outcomes { outcomes, of_cell } => {
                of_cell[cell].map_or(&NOTHING, |outcome| &outcomes[outcome].payoffs[player])
            }
        }
    }

    /// Every payoff as a double: cell after cell, player after player.
    #[must_use]
    pub fn payoffs_f64(&self) -> Vec<f64> {
        let cells = self.cell_count().unwrap_or(0);
        let players = self.players.len();
        (0..cells)
            .flat_map(|cell| (0..players).map(move |player| (cell, player)))
            .map(|(cell, player)| self.payoff(cell, player).to_f64())
            .collect()
    }
}
