//! Trees solved as they stand in a file: what holds for any number of players.
//!
//! | place | what it does |
//! |---|---|
//! | [`backward`] | subgame-perfect equilibria, subgame by subgame, all of them where moves tie |
//! | [`quantal`] | agent quantal response: at a precision, along the principal branch, in the limit |
//! | [`sequential`] | pure sequential and perfect Bayesian equilibria, with all their beliefs |
//! | [`sequence`] | for two players: zero-sum trees by a linear program, one equilibrium of any by Lemke's walk |
//! | [`cfr`] | large zero-sum trees for two, step by step |
//! | [`level`] | players who think so many steps ahead: level k, cognitive hierarchy |
//! | [`regret`] | what a player could gain by deviating from a given play, exactly or in doubles |
//! | [`layout`] | the flat arrays that all of them run over |

pub mod backward;
pub mod cfr;
pub mod layout;
pub mod level;
pub mod quantal;
pub mod regret;
pub mod sequence;
pub mod sequential;
pub(in crate::game) mod subgames;

#[cfg(test)]
pub(in crate::game) mod tests;
