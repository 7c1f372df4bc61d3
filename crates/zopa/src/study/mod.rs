//! Stage 7, study: what does the answer rest on?
//!
//! The uncertain premises are drawn many times, each draw is solved in full, and the draws are read: how
//! often each conclusion holds, which premise moves it, where it tips.
//!
//! | question | file |
//! |---|---|
//! | how many draws, and which? | [`plan`] |
//! | what is drawn, and how does a draw give each premise its value? | [`design`] |
//! | what is the verdict on a draw? | [`sampler`], by way of `verdict::drawn` |
//! | what is kept of it? | [`table`] |
//! | what do the draws say, in the user's names? | `reading`, as [`answer`] |
//! | which premise moves it? | `movers` |
//! | what does one premise alone do, and where does it tip? | `alone` |
//! | which smallest joint change makes it another? | `nearest` |
//! | in which corner of the premises is it another? | `corners` |
//! | what does each precedent decide? | `precedents` |
//!
//! The same scenario, seed and number of draws give the same answer on any number of threads, and however
//! the draws were cut into ranges.

mod alone;
pub mod answer;
mod closer;
mod conclusion;
mod corners;
pub mod design;
mod movers;
mod nearest;
mod output;
pub mod plan;
mod precedents;
mod quantiles;
mod reading;
pub mod sampler;
mod switches;
pub mod table;

pub use answer::Study;
pub use output::outputs;
pub use plan::{Plan, Sampling};
pub use reading::{Reading, study};
pub use sampler::Sampler;
pub use table::Table;
