//! How long verdicts take: the Korea case, why a target fails, and negotiations of ten and twelve issues.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark may stop")]

mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::Duration;
use zopa::model::{Model, parse_target};
use zopa::verdict::{Assessment, Options, Standing, Survey, solve, why};

fn load(text: &str) -> Model {
    zopa::load(text).0.expect("the scenario is without a mistake")
}

fn korea() -> Model {
    load(include_str!("../../../cases/korea-2018.toml"))
}

/// One verdict: all tests over all deals, the frontier, the solutions and the safest road to the fair
/// deal, on one core.
fn verdict(model: &Model) -> usize {
    let changes = model.changes_until(None);
    let assessment = Assessment::new(model, &changes, &[]).expect("no fault");
    let survey = Survey::new(&assessment).expect("no fault");
    let efficient = survey.efficient(&assessment);
    let bargain = assessment.bargain();
    let nash = bargain.nash(&survey.attainable).expect("something is attainable");
    black_box(bargain.kalai_smorodinsky(&survey.attainable));
    black_box(bargain.egalitarian(&survey.attainable));
    black_box(bargain.utilitarian(&survey.attainable));
    for k in 0..assessment.signers.len() {
        black_box(assessment.best_for(k, &survey.attainable));
    }
    let among = Standing { survey: &survey, efficient: &efficient };
    black_box(assessment.judged(nash.deal, among, true));
    survey.attainable.len()
}

fn korea_case(c: &mut Criterion) {
    let model = korea();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    c.bench_function("korea: one verdict on one core", |b| {
        b.iter(|| one.install(|| verdict(&model)));
    });
    c.bench_function("korea: solve, events and claims included", |b| {
        b.iter(|| solve(&model, &Options::default()));
    });
    let target = parse_target(&model, "arsenal=surrender").expect("a target");
    c.bench_function("korea: why not surrender", |b| b.iter(|| why(&model, &target)));
}

fn large(c: &mut Criterion) {
    let mut group = c.benchmark_group("three parties, three options an issue");
    group.sample_size(10).measurement_time(Duration::from_secs(30));
    for issues in [6, 8, 10, 12] {
        let model = load(&support::scenario(issues));
        group.bench_function(format!("{issues} issues"), |b| {
            b.iter(|| solve(&model, &Options::default()));
        });
    }
    group.finish();
}

criterion_group!(benches, korea_case, large);
criterion_main!(benches);
