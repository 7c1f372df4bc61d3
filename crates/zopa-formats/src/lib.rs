//! Other people's files: games and negotiations as other programs write them, read into the engine's
//! types and written back.
//!
//! No I/O: every reader maps bytes to a value and diagnostics, every writer maps a value to text. A file
//! with mistakes gives all of them at once, each at its place; what was mended on the way is a warning.

mod cells;
pub mod columns;
pub mod domains;
pub mod gambit;
pub mod genius;
pub mod geniusweb;
mod keys;
pub mod negmas;
pub mod sheet;
pub mod write;
mod write_scenario;
pub mod xlsx;
mod xml;
mod yaml;
