//! Numbers: distributions and their quantiles, tolerances, small linear algebra. Imports no stage.

pub mod discount;
pub mod dist;
pub mod show;
pub mod tolerance;
