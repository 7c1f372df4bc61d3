//! How numbers are written: the engine's own formatter, so that a sentence of the engine and a table of the
//! report write the same number alike.

pub use zopa::num::show::*;
