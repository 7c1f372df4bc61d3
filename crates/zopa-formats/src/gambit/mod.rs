//! Games as Gambit and OpenSpiel write them: trees (`.efg`) and tables (`.nfg`).
//!
//! * [`efg`] and [`nfg`] read; [`write_efg`] and [`write_nfg`] write what every reader of these formats
//!   takes, and reading that again gives the same game.
//! * [`scenario`] writes a tree as what happens without a deal in a scenario of zopa.
//! * [`profiles`] reads ways of playing, [`counts`] how often moves were seen.
//! * What is plainly meant is mended with a warning: chances that sum to 1 only after rounding, names that
//!   stand twice, words after the end. What could be meant in two ways is an error at its place.
//!
//! The grammar of a tree, in preorder:
//!
//! ```text
//! EFG 2 R|D "title" { "player".. } ["comment"] node..
//! node    = c "name" set ["label" { ("move" chance).. }] outcome
//!         | p "name" player set ["label" { "move".. }] outcome
//!         | t "name" outcome
//! outcome = 0 | id | id "label" { payoff.. }
//! ```
//!
//! and of a table, the first player's strategy varying fastest:
//!
//! ```text
//! NFG 1 R|D "title" { "player".. } sizes ["comment"] body
//! sizes   = { number.. } | { { "strategy".. }.. }
//! body    = payoff.. | { { "label" payoff.. }.. } outcome..
//! ```
//!
//! Cost: one pass over the text, about 60 MB a second. Limits: none of the formats' own; texts beyond
//! what the memory holds are the caller's to refuse.

pub mod codes;
mod counts;
mod names;
mod profile;
mod read_efg;
mod read_nfg;
mod scenario;
#[cfg(test)]
mod tests;
mod token;
mod write;

pub use counts::counts;
pub use profile::{Profile, profiles};
pub use read_efg::efg;
pub use read_nfg::nfg;
pub use scenario::scenario;
pub use write::{write_efg, write_nfg};

use zopa::diag::Diagnostic;
use zopa::game::form::Form;

/// Reads a game by how its text begins; nothing where that is neither `EFG` nor `NFG`.
#[must_use]
pub fn read(text: &str) -> Option<(Option<Form>, Vec<Diagnostic>)> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with("EFG") {
        let (game, found) = efg(text);
        Some((game.map(Form::Extensive), found))
    } else if start.starts_with("NFG") {
        let (game, found) = nfg(text);
        Some((game.map(Form::Strategic), found))
    } else {
        None
    }
}
