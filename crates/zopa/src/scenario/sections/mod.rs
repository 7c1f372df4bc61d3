//! The readers of the sections, one file each: a checked table in, a part of the scenario out.
//!
//! A reader reports all that is wrong with its section. What it cannot make out is lost (see
//! [`lost`](super::lost)), and as little as possible: a table with one bad key keeps all the others.

pub(super) mod claims;
pub(super) mod events;
pub(super) mod issues;
pub(super) mod menu;
pub(super) mod names;
pub(super) mod nodeal;
pub(super) mod parties;
pub(super) mod premises;
pub(super) mod values;
