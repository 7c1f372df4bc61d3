//! Stage 5, roads: what a party can do instead of keeping to a plan, and the safe roads from today.
//!
//! [`Collapse`] values the end of talks, [`Deviations`] the best that a party can do by leaving or
//! cheating, [`Edges`] the steps that a road may take, [`Requirements`] tells which deals
//! a safe road leads to, and [`safest`](safest::Search) finds the safest road to one of them.

pub mod collapse;
pub mod deviation;
pub mod edges;
pub mod ground;
pub mod hidden;
mod labels;
pub mod moves;
pub mod requirements;
pub mod safest;
mod ways;

pub use collapse::Collapse;
pub use deviation::{Cheat, Deviation, Deviations};
pub use edges::Edges;
pub use ground::Ground;
pub use moves::Own;
pub use requirements::Requirements;
