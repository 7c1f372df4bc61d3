//! The command `zopa`.
fn main() {}
