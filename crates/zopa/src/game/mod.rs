//! Stage 4, no deal: what happens without a deal is a game.
//!
//! | place | what it holds |
//! |---|---|
//! | [`form`] | what a game is: trees and tables, with exact numbers and declared properties |
//! | [`methods`] | the ways of solving one, each with what it finds and what it takes |
//! | [`answer`] | what every method says: how, how exactly, what was found, whether that is all |
//! | [`told`] | an answer with names in place of numbers |
//! | [`minimax`] | zero-sum games of either form |
//! | [`support`] | all equilibria of small games, by the moves that are made in them |
//! | [`tree`] | trees of any number of players: backward induction, quantal response, regret; of two: sequence form |
//! | [`table`] | tables: dominance, pure equilibria, two players |
//! | [`nodeal`] | the no-deal game of a scenario, solved for every standing, blame and view |

pub mod answer;
pub mod form;
pub mod methods;
pub mod minimax;
pub mod nodeal;
pub mod support;
pub mod table;
pub mod told;
pub mod tree;

pub use nodeal::{
    Equilibria, Memory, Method, NoDealGame, NoTree, Numbers, Rule, Shape, Solved, Solver, Tie,
};
