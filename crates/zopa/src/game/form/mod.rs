//! What a game is: a tree of moves or a table of strategies, with exact numbers.
//!
//! * [`ExtensiveGame`] is a tree: who moves where, what is known, what play leads to. [`Draft`] makes one.
//! * [`StrategicGame`] is a table: each combination of strategies and what it gives to each player.
//! * [`Normal`] is a tree as a table, of strategies or of agents.
//! * [`Properties`] is what a game is declared to be, from which a method can tell whether it takes it.
//!
//! Payoffs and chances are exact fractions; their doubles are kept beside them, so that no solver converts
//! numbers twice. Nothing here solves anything.

mod draft;
mod extensive;
mod normal;
mod properties;
mod strategic;
mod unfold;

pub use draft::{Draft, DraftError};
pub use extensive::{ChanceSet, ExtensiveGame, Infoset, Mover, Node, Outcome};
pub use normal::{Normal, TooLarge};
pub use properties::Properties;
pub(crate) use properties::subgames;
pub use strategic::{Cells, StrategicGame, StrategicPlayer};

/// A game in either form.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// A tree of moves.
    Extensive(ExtensiveGame),
    /// A table of strategies.
    Strategic(StrategicGame),
}

impl Form {
    /// What the game is called.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Extensive(game) => &game.title,
            Self::Strategic(game) => &game.title,
        }
    }

    /// Names of the players.
    #[must_use]
    pub fn players(&self) -> Vec<&str> {
        match self {
            Self::Extensive(game) => game.players.iter().map(String::as_str).collect(),
            Self::Strategic(game) => {
                game.players.iter().map(|player| player.label.as_str()).collect()
            }
        }
    }

    /// What the game is declared to be.
    #[must_use]
    pub fn properties(&self) -> Properties {
        match self {
            Self::Extensive(game) => Properties::of_tree(game),
            Self::Strategic(game) => Properties::of_table(game),
        }
    }
}

#[cfg(test)]
mod tests;
