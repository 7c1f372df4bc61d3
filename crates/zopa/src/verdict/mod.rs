//! Stage 6, judge: the four tests, what is best, why nothing better is, and what that says of the claims.
//!
//! [`Assessment`] holds everything for one set of premises; each test is a file that adds its margin and
//! its pass. [`Survey`] runs them over all deals, [`solve`] and [`why`] put the answers into the user's
//! names ([`answer`]).

mod acceptable;
pub mod answer;
mod assessment;
mod choice;
mod claims;
pub mod compare;
pub mod drawn;
pub mod exhibits;
mod flips;
mod holding;
pub mod large;
mod present;
mod promising;
mod quantity;
mod ratifiable;
mod reachable;
mod redact;
mod remedies;
mod says;
mod scenes;
mod solve;
mod steps;
mod survey;
mod why;
mod words;

pub use answer::{Verdict, Why};
pub use assessment::Assessment;
pub use exhibits::{
    Cell, Exhibits, IssueWeight, Label, Pair, PremiseShown, Tip, Tree, TreeView, exhibits,
};
pub use present::Standing;
pub use redact::{WITHHELD, redact};
pub use solve::{Options, about, solve};
pub use survey::Survey;
pub use why::why;
