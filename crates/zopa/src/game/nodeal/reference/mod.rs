//! The principal branch followed with the log odds of every move as unknowns, every point converged:
//! slower than what it checks, and independent of it from the equations to the steps.

mod branch;
mod point;

pub(super) use branch::{Branch, Goal};
