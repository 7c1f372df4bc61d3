//! Lists of equilibria against other methods and against what is known of all games.

mod tables;
mod trees;
