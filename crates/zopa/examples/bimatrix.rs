//! Equilibria of random tables for two players for `benches/peers/bimatrix_speed.py`: `bimatrix SIZE GAMES FILE METHOD`
//! writes the payoffs of so many games to FILE (doubles, game by game, the first player's rows, then the second's) and
//! prints the seconds that the method took for all, and how many equilibria it found in each.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "an example for measuring")]

use std::time::Instant;
use zopa::game::form::{Cells, Form, StrategicGame, StrategicPlayer};
use zopa::game::methods::{Ask, find};
use zopa::num::rational::Rational;

/// SplitMix64.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (size, games): (usize, usize) = (args[0].parse().unwrap(), args[1].parse().unwrap());
    let method = find(&args[3]).unwrap();
    let mut draw = Draw(1);
    let (mut bytes, mut seconds, mut counts) = (Vec::new(), 0.0, Vec::new());
    for _ in 0..games {
        let payoffs: Vec<u64> = (0..2 * size * size).map(|_| draw.below(1001)).collect();
        bytes.extend(payoffs.iter().flat_map(|&x| (x as f64).to_le_bytes()));
        // Cells with the first player's strategy fastest.
        let cell = |cell: usize| {
            let at = cell % size * size + cell / size;
            [payoffs[at], payoffs[size * size + at]]
        };
        let exact =
            (0..size * size).flat_map(cell).map(|x| Rational::from(i64::try_from(x).unwrap()));
        let player = |label: &str| StrategicPlayer {
            label: label.to_owned(),
            strategies: (0..size).map(|k| k.to_string()).collect(),
        };
        let form = Form::Strategic(StrategicGame {
            title: String::new(),
            comment: String::new(),
            players: vec![player("A"), player("B")],
            cells: Cells::Payoffs(exact.collect()),
        });
        let begin = Instant::now();
        let answer = (method.solve)(&form, &Ask { all: true, ..Ask::default() }).unwrap();
        seconds += begin.elapsed().as_secs_f64();
        assert!(answer.equilibria.iter().all(|found| found.regret <= 0.0));
        counts.push(answer.equilibria.len().to_string());
    }
    std::fs::write(&args[2], bytes).unwrap();
    println!("{seconds}\n{}", counts.join(" "));
}
