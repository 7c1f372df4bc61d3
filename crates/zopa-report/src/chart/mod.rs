//! Pictures: one file each, made from plain inputs and a palette, knowing nothing of the engine.
//!
//! Every picture is an SVG with a name and a finding in one sentence. On a page its colours are the page's
//! properties; in a file of its own they are resolved.

pub mod dumbbell;
pub mod lanes;
pub mod palette;
pub mod scatter;
pub mod spread;
pub mod strip;
pub mod svg;
pub mod tornado;
pub mod tree;
