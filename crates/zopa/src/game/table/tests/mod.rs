//! Tables of textbooks and thousands of random ones, against what is slow and obvious.

mod bimatrix;
mod dominance;
pub(in crate::game) mod games;
mod matrix;
mod pure;
