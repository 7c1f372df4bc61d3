//! Stage 4, no deal: what each party gets where there is no deal, by its own lights.
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
//! 3. Otherwise the principal branch is followed from uniform play at precision 0 to the stated
//!    precision, or to the limit, which is a sequential equilibrium.
//!
//! [`NoDealGame`] puts a scenario's numbers in and remembers the answers.
//!
//! Cost: a pass is linear in the moves, 5 to 20 ns each; a branch takes 20 to 100 steps, each cubic in
//! the number of moves at information sets (a fifth of a millisecond for a dozen nodes). Limits: the principal branch is one of possibly many
//! equilibria, chosen by continuity; where it cannot be followed to its end, the method says so.

mod backward;
mod branch;
mod compiled;
mod hidden;
mod jet;
mod nodeal;
mod numbers;
mod plan;
mod sheet;
mod solve;
mod span;
mod unique;

pub use compiled::Shape;
pub use nodeal::NoDealGame;
pub use solve::{Method, Numbers, Rule, Solved, Solver, Tie};

#[cfg(test)]
mod reference;
#[cfg(test)]
mod sample;
#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these values are exact")]
mod tests;
#[cfg(test)]
mod tests_hidden;
