//! Agent logit quantal response of trees of any size (R. McKelvey and T. Palfrey, "Quantal response
//! equilibria for extensive form games", Experimental Economics 1, 1998).
//!
//! At every information set moves are made with odds exp(lambda u), u being what a move is worth given the
//! play of all and the beliefs it implies. With x the log odds of moves over the first of their set, the
//! equilibria are the solutions of x = lambda a(x), a being the advantages over the first move. The
//! principal branch starts at lambda 0 and even play, and runs on without end; its limit is a sequential
//! equilibrium of the agent form (T. Turocy, Economic Theory 42, 2010).
//!
//! Method.
//! 1. *Derivatives without a matrix* (`sheet`): how advantages change when play changes is one pass down
//!    the tree (reach and beliefs) and one up (values).
//! 2. *Linear systems* (`krylov`): GMRES, helped by the system in which beliefs stand still. That one is
//!    triangular from the ends to the root and solved in one pass; what is left to GMRES is how beliefs
//!    move, and where nothing is hidden it is done after one step.
//! 3. *Continuation* (`branch`): the branch is followed by its length, predicted along a parabola,
//!    corrected by Newton's method, the step set by how much had to be corrected.
//! 4. *Estimation* (`likelihood`): which precision makes counts of seen moves likeliest, searched along the
//!    whole branch (R. McKelvey and T. Palfrey, Games and Economic Behavior 10, 1995).
//!
//! Cost: a pass is linear in the nodes, some 20 to 40 ns each; a step takes two to four linear systems of
//! some passes each. Nothing grows with the square of the number of moves but the basis of GMRES, of at
//! most `krylov::MOST` vectors. Limits: one branch of possibly many; where GMRES or the steps give up,
//! the answer says at which precision.

mod answer;
mod branch;
mod fit;
mod krylov;
mod likelihood;
mod mark;
mod sheet;

#[cfg(test)]
mod tests;

pub use answer::{AT, LIMIT, at, limit};
pub(super) use answer::{in_fractions, tree_of};
pub use branch::{Branch, Ended, Goal};
pub use fit::FIT;
