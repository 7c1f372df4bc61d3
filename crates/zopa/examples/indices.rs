//! Finds the Sobol' indices of the G-function of 20 inputs for `benches/peers/salib_speed.py`: `indices ROWS RESAMPLES`
//! prints the seconds that sampling, evaluating and analysing took together, then first-order and total indices.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "an example for measuring")]

use std::time::Instant;
use zopa::num::indices::{Estimate, Resampling, evaluate, indices};

const INPUTS: usize = 20;

fn main() {
    let args: Vec<usize> = std::env::args().skip(1).map(|arg| arg.parse().unwrap()).collect();
    let names: Vec<String> = (0..INPUTS).map(|k| format!("x{k}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let begin = Instant::now();
    // I. Sobol', 1993: the product of (|4x - 2| + a) / (1 + a), here with a = 0, 1, 2, ..
    let g = |point: &[f64]| -> f64 {
        let factor = |(k, x): (usize, &f64)| ((4.0 * x - 2.0).abs() + k as f64) / (1.0 + k as f64);
        point.iter().enumerate().map(factor).product()
    };
    let evaluations = evaluate(&names, args[0], 1, g).unwrap();
    let found = indices(&evaluations, Resampling { times: args[1], level: 0.95, seed: 1 }).unwrap();
    println!("{}", begin.elapsed().as_secs_f64());
    let told = |estimates: &[Estimate]| -> String {
        estimates.iter().map(|estimate| estimate.value.to_string() + " ").collect()
    };
    println!("{}\n{}", told(&found.first), told(&found.total));
}
