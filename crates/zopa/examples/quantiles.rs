//! Quantiles for `benches/peers/scipy_quantiles.py`: reads lines `KIND A B P` with normal, lognormal, beta or
//! triangular (A its mode, B its upper end, the lower one 0) and prints a quantile for each.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "an example for measuring")]

use std::fmt::Write as _;
use zopa::num::dist::Dist;

fn main() {
    let text = std::io::read_to_string(std::io::stdin()).unwrap();
    let mut told = String::new();
    for line in text.lines() {
        let (kind, numbers) = line.split_once(' ').unwrap();
        let [a, b, p] = <[f64; 3]>::try_from(
            numbers.split(' ').map(|x| x.parse().unwrap()).collect::<Vec<_>>(),
        )
        .unwrap();
        let dist = match kind {
            "normal" => Dist::Normal { mean: a, sd: b },
            "lognormal" => Dist::LogNormal { mu: a, sigma: b },
            "beta" => Dist::Beta { a, b },
            _ => Dist::Triangular { low: 0.0, mode: a, high: b },
        };
        writeln!(told, "{:?}", dist.quantile(p)).unwrap();
    }
    println!("{told}");
}
