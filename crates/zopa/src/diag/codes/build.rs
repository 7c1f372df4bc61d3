//! The codes of stage 2, build.

use super::Code;

/// The codes of building.
pub static BUILD: &[Code] = &[];
