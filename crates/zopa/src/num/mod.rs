//! Numbers: distributions and their quantiles, tolerances, small linear algebra. Imports no stage.

pub mod beta;
pub(crate) mod cone;
pub(crate) mod cramer;
pub mod discount;
pub mod dist;
pub mod indices;
pub(crate) mod inside;
pub mod linalg;
pub(crate) mod multiaffine;
pub mod normal;
pub mod prim;
pub mod product;
pub mod rational;
pub mod root;
pub mod scalar;
pub mod show;
pub mod sobol;
pub(crate) mod sparse;
pub mod stream;
pub mod tolerance;
pub(crate) mod whole;
