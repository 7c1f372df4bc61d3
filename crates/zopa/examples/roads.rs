#![allow(warnings)]
#[path = "../benches/large.rs"]
mod large;
use std::sync::Arc;
use std::time::Instant;
use zopa::model::*;
use zopa::road::safest::*;
use zopa::road::*;
use zopa::verdict::*;
fn main() {
    let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let (m, d) = zopa::load(&large::scenario(n));
    let m = m.unwrap();
    let a = Assessment::new(&m, &m.changes_until(None), &[]).unwrap();
    let s = Survey::new(&a).unwrap();
    let edges = Edges::new(&m, a.deviations.clone());
    let sign: Vec<f64> =
        a.deviations.owns.iter().map(|o| a.no_deal[o.party] / a.spread(o.party)).collect();
    let t = Instant::now();
    let req = Requirements::new(&edges, &sign, -1e-9);
    println!("req {:?}", t.elapsed());
    for by in [] as [f64; 0] {
        let t = Instant::now();
        let req = Requirements::new(&edges, &sign, by);
        let n = s.attainable.iter().filter(|&&d| req.reaches(&edges, d)).count();
        println!("req {by} {:?} reaches {n}", t.elapsed());
    }
    for f in [
        a.bargain().nash(&s.attainable).unwrap().deal,
        a.best_for(0, &s.attainable).unwrap().0.deal,
        a.best_for(1, &s.attainable).unwrap().0.deal,
    ] {
        let search = Search { edges: &edges, sign: &sign, required: Some(&req), limit: usize::MAX };
        let t = Instant::now();
        let r = search.safest(f);
        println!("{f} {:?} {:?}", r, t.elapsed());
        let t = Instant::now();
        let r = search.safest_and_shortest(f);
        println!("{f} {:?} {:?}", r, t.elapsed());
    }
}
