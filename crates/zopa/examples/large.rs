//! Prints a negotiation over so many issues of three options each, for measuring:
//! `cargo run --release --package zopa --example large -- 12 > twelve.toml`.

#![allow(clippy::print_stdout, missing_docs, reason = "a scenario to be piped into a file")]

#[path = "../benches/support/mod.rs"]
mod support;

fn main() {
    let asked = std::env::args().nth(1).and_then(|issues| issues.parse().ok());
    print!("{}", support::scenario(asked.unwrap_or(10)));
}
