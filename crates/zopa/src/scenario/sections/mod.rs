//! The readers of the sections, one file each: a checked table in, a part of the scenario out.
//!
//! A reader reports all that is wrong with its section and gives `None` only where nothing can stand
//! for what is missing; an error anywhere keeps the scenario from being returned at all.

pub(super) mod claims;
pub(super) mod events;
pub(super) mod issues;
pub(super) mod menu;
pub(super) mod names;
pub(super) mod nodeal;
pub(super) mod parties;
pub(super) mod premises;
pub(super) mod values;
