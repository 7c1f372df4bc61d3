//! zopa finds the best deal that can actually hold, and says why no better one can.

pub mod diag;
pub mod game;
pub mod model;
pub mod num;
pub mod scenario;
mod suggest;
pub mod verdict;
