//! Stage 1, read: the text of a scenario becomes a [`Scenario`], every mistake found in one pass.
//!
//! Nothing is resolved here: names are text with places, expressions are trees.
//!
//! | from | to | by |
//! |---|---|---|
//! | text | TOML with places, recovered where it is broken | `broken` |
//! | TOML | sections, each key of the expected type | `table`, `toml_walk`, `sections/`, the table [`keys`] |
//! | strings | expressions, distributions, predicates | `lex`, `cursor`, `parse_*` |
//! | [`Scenario`] | TOML again | `print`, `print_expr` |
//! | two scenarios | where they differ, and mixtures of them | `parts` |
//!
//! [`json_schema`] gives the format to editors, from the same table of keys.

pub mod ast;
mod broken;
mod cursor;
pub mod expect;
pub mod expr;
pub mod keys;
mod lex;
mod lost;
pub mod number;
mod parse_expect;
mod parse_expr;
mod parse_number;
mod parts;
mod print;
mod print_expr;
mod read;
mod schema;
mod sections;
mod table;
mod toml_walk;
mod toml_words;

pub use ast::Scenario;
pub(crate) use lost::is_torn;
pub use parse_expect::parse_expect;
pub use parse_expr::parse_expr;
pub use parse_number::parse_amount;
pub use parts::{Parts, Place};
pub use print::{print, print_supposed};
pub use print_expr::{print_amount, print_distribution, print_expect, print_expr};
pub use read::{Reading, read, recover};
pub use schema::json_schema;
pub(crate) use sections::names::{is_lower_snake, mended};
