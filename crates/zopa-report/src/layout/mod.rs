//! Text in columns: styled stretches, wrapping by what a terminal shows, tables, pages.

mod page;
mod rich;
mod table;

pub(crate) use page::Page;
pub(crate) use rich::{BREAK, Text, Tone};
pub(crate) use table::{Column, Table};
