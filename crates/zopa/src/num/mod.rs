//! Numbers: distributions and their quantiles, tolerances, small linear algebra. Imports no stage.

pub mod dist;
pub mod tolerance;
