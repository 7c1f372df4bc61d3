//! Stage 6, judge: the four tests, what is best, why nothing better is, and what that says of the claims.

pub mod answer;

pub use answer::{Verdict, Why};
