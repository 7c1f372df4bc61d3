//! How fast trees are read and written: a crisis of 94,901 nodes.

#![allow(missing_docs, reason = "macros make the functions")]
#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up has to stop")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use zopa_formats::gambit;

#[path = "../../zopa/benches/support/crisis.rs"]
mod crisis;

fn trees(c: &mut Criterion) {
    let game = crisis::Crisis { rounds: 4, types: 4, shares: 5 }.game();
    assert_eq!(game.nodes.len(), 94_901);
    let text = gambit::write_efg(&game);
    let mut group = c.benchmark_group("trees");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("read 94,901 nodes", |b| {
        b.iter(|| black_box(gambit::efg(black_box(&text))).0.is_some());
    });
    group.bench_function("write 94,901 nodes", |b| {
        b.iter(|| black_box(gambit::write_efg(black_box(&game))).len());
    });
}

criterion_group!(benches, trees);
criterion_main!(benches);
