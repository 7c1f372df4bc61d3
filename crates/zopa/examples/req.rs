#![allow(warnings)]
#[path = "../benches/large.rs"]
mod large;
use std::sync::Arc;
use std::time::Instant;
use zopa::model::*;
use zopa::road::*;
use zopa::verdict::*;
fn main() {
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let (m, d) = zopa::load(&large::scenario(n));
    let m = m.unwrap();
    let a = Assessment::new(&m, &m.changes_until(None), &[]).unwrap();
    let edges = Edges::new(&m, a.deviations.clone());
    let sign: Vec<f64> =
        a.deviations.owns.iter().map(|o| a.no_deal[o.party] / a.spread(o.party)).collect();
    let t = Instant::now();
    let req = Requirements::new(&edges, &sign, -1e-9);
    println!("req {:?} {:?}", t.elapsed(), req.sizes());
    println!("{}", (0..a.space().count()).filter(|&d| req.reaches(&edges, d)).count());
}
