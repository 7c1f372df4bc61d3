//! Finds the corner of given rows in which hits are dense for `benches/peers/ema_speed.py`: `corner FILE ROWS INPUTS`
//! reads doubles, column by column, the last of them 1 for a hit and 0 for none, and prints the seconds that PRIM
//! took, coverage, density, and a line for every limit: input, low, high.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "an example for measuring")]

use std::time::Instant;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (rows, inputs): (usize, usize) = (args[1].parse().unwrap(), args[2].parse().unwrap());
    let bytes = std::fs::read(&args[0]).unwrap();
    let numbers: Vec<f64> =
        bytes.chunks_exact(8).map(|chunk| f64::from_le_bytes(chunk.try_into().unwrap())).collect();
    let columns: Vec<Vec<f64>> = numbers.chunks(rows).map(<[f64]>::to_vec).collect();
    let hits: Vec<bool> = columns[inputs].iter().map(|hit| *hit > 0.5).collect();
    let begin = Instant::now();
    let found = zopa::num::prim::corner(&columns[..inputs], &hits).unwrap();
    let seconds = begin.elapsed().as_secs_f64();
    let all = hits.iter().filter(|hit| **hit).count();
    let coverage = found.hits as f64 / all as f64;
    println!("{seconds} {coverage} {}", found.hits as f64 / found.rows as f64);
    for limit in &found.limits {
        println!("{} {:?} {:?}", limit.input, limit.low, limit.high);
    }
}
