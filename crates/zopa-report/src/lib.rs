//! Shows what zopa answers: a verdict becomes text for a reader with three minutes.
//!
//! Nothing here reads or writes files, asks for the time or knows a terminal: every function maps an
//! answer and a [`Style`] to a string, and the same answer gives the same bytes.
//!
//! | module | what it does |
//! |---|---|
//! | [`number`] | the one way in which numbers are written |
//! | [`html`] | a verdict as one page |
//! | [`picture`] | single pictures, each a file of its own |
//! | [`game`] | a game from a file as a picture |
//! | [`text`] | a verdict, an explanation or a list of claims as one screen of text |

mod case;
pub mod chart;
pub mod game;
pub mod html;
mod layout;
pub mod number;
pub mod picture;
pub mod text;
mod words;

pub use case::Case;

/// How text is to be laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// No line is wider than so many columns; from 60.
    pub width: usize,
    /// Whether ANSI styles are written into the text.
    pub color: bool,
}
