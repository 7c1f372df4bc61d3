//! What each party gets where there is no deal, by its own lights.
//!
//! The no-deal game is a finite game in extensive form on an acyclic graph of nodes. It is compiled
//! once into flat arrays ([`Shape`]) and solved for many sets of numbers ([`Solver`]):
//!
//! 1. *Perfect information*: backward induction, one pass from the last nodes to the first. A move
//!    within 1e-9 of the player's payoff range of the best ties with it; the first listed is taken.
//! 2. *Quantal response*: agent logit equilibrium (R. McKelvey and T. Palfrey, "Quantal response
//!    equilibria for extensive form games", Experimental Economics 1, 1998), in which a mover plays k
//!    with odds exp(lambda u_k) and lambda is the precision over its payoff range. One pass suffices
//!    where no choice depends on what the mover believes about hidden moves.
//! 3. Otherwise the log odds at the sets where beliefs matter are unknowns, and the principal branch of
//!    equilibria is taken: at a stated precision, or its limit, which is a sequential equilibrium. Where
//!    there is one unknown and provably one equilibrium, that is found at once; else the branch is
//!    followed from uniform play.
//!
//! [`NoDealGame`] puts a scenario's numbers in and remembers the answers; a [`Memory`] shares them between
//! assessments.
//!
//! Cost: a pass is linear in the moves, 5 to 20 ns each. An equilibrium with one unknown takes some tens
//! of passes over what bears on it, 5 to 30 microseconds; with more unknowns, a branch of 10 to 50 steps,
//! each cubic in their number. [`NoDealGame::equilibria`] lists what other equilibria there are. Limits: the principal branch is one of possibly many equilibria, chosen by
//! continuity; where it cannot be followed to its end, the method says so.

mod backward;
mod branch;
mod compiled;
mod hidden;
mod jet;
mod memory;
mod numbers;
mod plan;
mod several;
mod sheet;
mod solve;
mod span;
mod table;
mod unfold;
mod unique;
mod values;

pub use compiled::Shape;
pub use memory::Memory;
pub use several::Equilibria;
pub use solve::{Method, Numbers, Rule, Solved, Solver, Tie};
pub use unfold::NoTree;
pub use values::NoDealGame;

#[cfg(test)]
mod reference;
#[cfg(test)]
mod sample;
#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these values are exact")]
mod tests;
#[cfg(test)]
mod tests_hidden;
