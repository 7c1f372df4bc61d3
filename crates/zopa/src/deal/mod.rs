//! Stage 3, deals: the deal space, what every standing is worth, the frontier and the solutions.

pub(crate) mod branch;
pub mod frontier;
pub mod rules;
pub mod solutions;
pub mod space;
pub mod structured;
pub mod tabulated;
pub mod worth;

pub use frontier::efficient;
pub use rules::Rules;
pub use space::Space;
pub use worth::Worth;
