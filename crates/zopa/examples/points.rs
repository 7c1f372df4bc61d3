//! Filters random points for `benches/peers/moocore_speed.py`: `points N DIMS KIND FILE` writes them to FILE (doubles,
//! row by row) and prints how many nobody dominates and the seconds that took.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "an example for measuring")]

use std::time::Instant;

/// SplitMix64.
struct Draw(u64);

impl Draw {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (n, dims): (usize, usize) = (args[0].parse().unwrap(), args[1].parse().unwrap());
    let mut draw = Draw(1);
    let mut columns = vec![vec![0.0; n]; dims];
    for row in 0..n {
        let mut point: Vec<f64> = (0..dims).map(|_| draw.unit()).collect();
        if args[2] == "opposed" {
            // Near a simplex, so that many are efficient.
            let sum: f64 = point.iter().sum();
            let scale = (1.0 + 0.05 * draw.unit()) / sum;
            point.iter_mut().for_each(|x| *x *= scale);
        }
        columns.iter_mut().zip(&point).for_each(|(column, x)| column[row] = *x);
    }
    let bytes = (0..n).flat_map(|row| columns.iter().flat_map(move |c| c[row].to_le_bytes()));
    std::fs::write(&args[3], bytes.collect::<Vec<u8>>()).unwrap();
    let values: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let deals: Vec<usize> = (0..n).collect();
    let begin = Instant::now();
    let kept = zopa::deal::efficient(&deals, &values, &vec![1.0; dims]);
    let seconds = begin.elapsed().as_secs_f64();
    println!("{} {seconds}", kept.iter().filter(|kept| **kept).count());
}
