#![allow(warnings)]
#[path = "../benches/large.rs"]
mod large;
use std::time::Instant;
use zopa::model::*;
use zopa::verdict::*;
fn main() {
    let arg = std::env::args().nth(1).unwrap();
    let text = match arg.parse::<usize>() {
        Ok(n) => large::scenario(n),
        Err(_) => std::fs::read_to_string(&arg).unwrap(),
    };
    let t = Instant::now();
    let (m, d) = zopa::load(&text);
    let m = m.unwrap_or_else(|| panic!("{d:#?}"));
    println!("load {:?}", t.elapsed());
    for _ in 0..3 {
        let t = Instant::now();
        let a = Assessment::new(&m, &m.changes_until(None), &[]).unwrap();
        println!("assessment {:?}", t.elapsed());
        let n = (0..a.space().count()).filter(|&d| a.acceptable(d) && a.ratifiable(d)).count();
        println!("acc&rat {n} {:?}", t.elapsed());
        let n = (0..a.space().count())
            .filter(|&d| a.acceptable(d) && a.ratifiable(d) && a.holding(d))
            .count();
        println!("holding {n} {:?}", t.elapsed());
        let s = Survey::new(&a).unwrap();
        println!("survey {:?} {:?}", t.elapsed(), s.funnel);
        let e = s.efficient(&a);
        println!("efficient {} {:?}", e.len(), t.elapsed());
        let t = Instant::now();
        let v = solve(&m, &Options::default()).unwrap();
        println!("solve {:?} shown {}", t.elapsed(), v.deals.len());
    }
}
