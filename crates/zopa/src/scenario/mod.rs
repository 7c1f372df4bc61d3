//! Stage 1, read: the text of a scenario becomes a [`Scenario`], every mistake found in one pass.
//!
//! Nothing is resolved here: names are text with places, expressions are trees.

pub mod ast;
pub mod expect;
pub mod expr;
pub mod number;

pub use ast::Scenario;
