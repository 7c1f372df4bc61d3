//! How fast frontiers are found, by parties, issues and options. The true cost is the frontier's size, so
//! it stands in the name of each benchmark.
//!
//! Values are 50-bit numbers: the first party's rise with the options, the second's fall, the others' do
//! either, so that there is something to trade in every issue.

#![allow(missing_docs, reason = "macros make the functions")]

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use zopa::deal::structured::{Domain, Issue, Party, Plan, solve};
use zopa::num::rational::Rational;

/// SplitMix64.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// An opposed domain.
fn opposed(parties: usize, issues: usize, options: usize, reserve: Option<f64>) -> Domain {
    let mut draw = Draw(1);
    let names = |stem: &str, n: usize| (0..n).map(|i| format!("{stem}{i}")).collect::<Vec<_>>();
    let issues: Vec<Issue> = names("issue", issues)
        .into_iter()
        .map(|name| Issue { name, options: names("option", options) })
        .collect();
    let mut domain = Domain { issues, ..Domain::default() };
    for p in 0..parties {
        let mut party = Party::new(format!("party{p}"), &domain.issues);
        let weights: Vec<f64> =
            domain.issues.iter().map(|_| -libm::log(1.0 - draw.unit())).collect();
        let sum: f64 = weights.iter().sum();
        for (values, weight) in party.values.iter_mut().zip(&weights) {
            let mut drawn: Vec<f64> = values.iter().map(|_| draw.unit()).collect();
            drawn.sort_by(f64::total_cmp);
            if p == 1 || (p > 1 && draw.next().is_multiple_of(2)) {
                drawn.reverse();
            }
            for (value, drawn) in values.iter_mut().zip(&drawn) {
                let scaled = (drawn * weight / sum * 1_125_899_906_842_624.0).floor();
                *value = Rational::exactly(scaled).unwrap_or_default();
            }
        }
        if let Some(share) = reserve {
            let best: Rational = party.values.iter().filter_map(|v| v.iter().max()).cloned().sum();
            party.reservation = Rational::exactly((best.to_f64() * share).floor());
        }
        domain.parties.push(party);
    }
    domain
}

fn frontiers(c: &mut Criterion) {
    let mut group = c.benchmark_group("frontier");
    group.sample_size(10);
    for (parties, issues, options) in [
        (2, 50, 4),
        (2, 100, 5),
        (2, 200, 5),
        (3, 10, 4),
        (3, 20, 4),
        (3, 30, 4),
        (3, 50, 4),
        (4, 10, 4),
        (4, 15, 4),
    ] {
        let domain = opposed(parties, issues, options, None);
        let plan = Plan { sums: 60_000_000, ..Plan::default() };
        let answer = solve(&domain, &plan);
        let name = format!(
            "{parties} parties, {issues} x {options}, frontier {}{}",
            answer.frontier.size,
            if answer.exact { "" } else { " (thinned)" }
        );
        group.bench_function(name, |b| b.iter(|| solve(black_box(&domain), &plan)));
    }
    group.finish();
}

criterion_group!(benches, frontiers);
criterion_main!(benches);
