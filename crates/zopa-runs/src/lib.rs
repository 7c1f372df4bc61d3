//! Studies in pieces: a folder whose parts any number of machines make, and one puts together.
//!
//! A run is a folder: the scenario, a manifest that fixes which draws are made ([`Manifest`]), and a Parquet
//! file for every range of draws that is finished. A range starts at a multiple of its length, a power of
//! two. A file's bytes depend on the scenario, the plan and the version alone, not on who made it or on how
//! many threads; its name carries their digest.
//!
//! Files are written beside and renamed, so whatever has its name is finished: a run that was stopped at
//! any moment goes on where it stopped. Making a range twice gives the same file twice.
//!
//! | question | file |
//! |---|---|
//! | which draws, in which parts? | [`manifest`] |
//! | what stands in a part? | [`draws`] |
//! | which parts are there, and how is one added? | [`run`] |

pub mod draws;
pub mod manifest;
pub mod run;

pub use manifest::{Manifest, Shape};
pub use run::{Made, Run, RunError};
