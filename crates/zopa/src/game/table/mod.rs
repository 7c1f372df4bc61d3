//! Tables of strategies solved.
//!
//! | place | what it does |
//! |---|---|
//! | [`regret`] | what each player gets from a profile, and could gain by deviating, exactly |
//! | [`dominance`] | strategies that no belief makes a best reply, eliminated round by round |
//! | [`pure`] | all equilibria in pure strategies, any number of players |
//! | [`matrix`] | the value of a zero-sum table and a best way to play it, exactly |
//! | [`extreme`] | all equilibria for two players, and the convex sets that they make up |
//! | [`lemke_howson`] | one equilibrium for two players |
//! | [`dictionary`] | the simplex tableau under it |

mod bimatrix;
pub mod dictionary;
pub mod dominance;
pub mod extreme;
pub mod lemke_howson;
pub mod matrix;
mod proof;
pub mod pure;
pub mod regret;

use super::form::{Form, Normal, Properties, StrategicGame, TooLarge};
use super::methods::Refusal;

/// The table of this game.
///
/// # Errors
/// Where it is a tree.
fn table_of(form: &Form) -> Result<&StrategicGame, Refusal> {
    match form {
        Form::Strategic(game) => Ok(game),
        Form::Extensive(_) => Err(Refusal::because(TREE)),
    }
}

const TREE: &str = "the game is a tree, and the method takes a table of strategies";

/// Refuses trees.
fn only_tables(facts: &Properties) -> Option<Refusal> {
    facts.tree.then(|| Refusal::because(TREE))
}

/// Refuses trees, and tables of other than two players.
fn only_two_players(facts: &Properties) -> Option<Refusal> {
    let many = || {
        let reason = format!("the game has {} players, and the method takes two", facts.players);
        Refusal::because(reason).instead(pure::METHOD.name)
    };
    only_tables(facts).or_else(|| (facts.players != 2).then(many))
}

/// Refuses a tree whose table would be too large.
fn too_large(_: TooLarge) -> Refusal {
    let most = Normal::MOST_PAYOFFS / 1_000_000;
    Refusal::because(format!(
        "the table of the tree would have more than {most} million payoffs, or take too many steps"
    ))
    .instead(super::tree::quantal::LIMIT.name)
}

#[cfg(test)]
pub(in crate::game) mod tests;
