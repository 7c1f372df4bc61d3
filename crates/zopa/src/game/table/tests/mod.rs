//! Tables of textbooks and thousands of random ones, against what is slow and obvious.

mod bimatrix;
mod dominance;
mod games;
mod matrix;
mod pure;
