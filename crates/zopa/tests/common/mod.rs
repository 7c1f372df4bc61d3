//! What several test files share: random scenarios, and the definitions written down as plainly as possible.
#![allow(dead_code, reason = "each test file uses its part")]

pub mod naive;
pub mod random;
