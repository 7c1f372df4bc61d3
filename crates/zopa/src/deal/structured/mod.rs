//! Deal spaces of any size: the exact Pareto frontier and the bargaining solutions of a domain that stands
//! by itself, found from the structure of the values and not by going through the deals.
//!
//! | module | question |
//! |---|---|
//! | [`domain`] | what can be agreed, and what is it worth to whom? |
//! | `scale` | in which units is everything a whole number? |
//! | `network` | in which order are issues decided, and what must be remembered? |
//! | `maxima` | which sums does nobody dominate? |
//! | `sweep` | which are the undominated deals? |
//! | `choice` | which of them are the bargaining solutions? |
//! | `many` | which are they where the frontier is too large? |
//! | `cover` | which few deals stand for a large frontier? |
//! | [`trade`] | what is there to trade, and with whom? |
//! | `trellis` | which deal is best by a score that adds up? |
//! | [`lottery`] | what can be had where lots are drawn? by `corners` of the frontier, and `program`, exact linear programs over lotteries |
//! | [`answer`] | all of that, with the names of the domain |
//! | [`improve()`] | what would be better for everyone than a package? |

mod amount;
pub mod answer;
mod choice;
mod corners;
mod cover;
pub mod domain;
pub mod improve;
pub mod lottery;
mod many;
pub(super) mod maxima;
mod network;
mod program;
mod scale;
mod sweep;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_lottery;
pub mod trade;
mod trellis;

pub use answer::{Answer, Plan, solve};
pub use domain::{Domain, Issue, Party, Region, Term};
pub use improve::{Improvement, improve};
