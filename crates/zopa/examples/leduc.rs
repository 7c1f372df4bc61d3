//! Leduc poker for `benches/peers/openspiel_cfr.py`: `leduc METHOD STEPS` prints the seconds that one solution of so many
//! steps took, from the tree on, and half of what both players could still gain.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    reason = "an example for measuring"
)]

use std::time::Instant;
use zopa::game::form::Form;
use zopa::game::methods::{Ask, find};

#[path = "../benches/support/poker.rs"]
#[allow(dead_code, reason = "shared with the benchmarks")]
mod poker;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let form = Form::Extensive(poker::leduc());
    let ask = Ask { steps: args[1].parse().unwrap(), ..Ask::default() };
    let begin = Instant::now();
    let answer = (find(&args[0]).unwrap().solve)(&form, &ask).unwrap();
    println!("{}\n{}", begin.elapsed().as_secs_f64(), answer.parameters[1].1);
}
