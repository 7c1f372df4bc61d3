//! A table as a tree: one player after the other moves without having seen the others' moves.

use super::draft::Draft;
use super::extensive::{ExtensiveGame, Mover};
use super::strategic::StrategicGame;

impl ExtensiveGame {
    /// Tables beyond so many cells are too large to be made into trees.
    pub const MOST_CELLS: usize = 1_000_000;

    /// The tree of a table: a set for each player, in order, so that the plays of the tree are the
    /// strategies of the table. The table has at most [`Self::MOST_CELLS`] cells.
    #[must_use]
    pub fn of_table(table: &StrategicGame) -> Self {
        let names = table.players.iter().map(|player| player.label.clone()).collect();
        let mut draft = Draft::new(table.title.clone(), names);
        draft.comment(table.comment.clone());
        let sets: Vec<usize> = table
            .players
            .iter()
            .enumerate()
            .map(|(at, player)| draft.infoset(at, 1, "", player.strategies.clone()))
            .collect();
        let mut unfolding = Unfolding { table, sets, draft, chosen: Vec::new(), cells: 0 };
        unfolding.node();
        // Every move leads somewhere, by construction.
        unfolding
            .draft
            .finish()
            .unwrap_or_else(|_| unreachable!("the table is walked through whole"))
    }
}

struct Unfolding<'a> {
    table: &'a StrategicGame,
    sets: Vec<usize>,
    draft: Draft,
    chosen: Vec<usize>,
    cells: i64,
}

impl Unfolding<'_> {
    fn node(&mut self) {
        if let Some(&set) = self.sets.get(self.chosen.len()) {
            let _ = self.draft.node("", Mover::Player(set), None);
            for strategy in 0..self.table.players[self.chosen.len()].strategies.len() {
                self.chosen.push(strategy);
                self.node();
                self.chosen.pop();
            }
        } else {
            let cell = self.table.cell(&self.chosen);
            let players = self.table.player_count();
            let payoffs = (0..players).map(|player| self.table.payoff(cell, player).clone());
            self.cells += 1;
            let outcome = self.draft.outcome(self.cells, "", payoffs.collect());
            let _ = self.draft.node("", Mover::End, Some(outcome));
        }
    }
}
