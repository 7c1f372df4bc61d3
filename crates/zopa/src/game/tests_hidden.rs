//! Games in which beliefs matter, solved with few unknowns, against all unknowns and slow steps.

use super::hidden::Hidden;
use super::reference;
use super::sample::{Sample, random};
use super::solve::{Solver, payoff_ranges};
use super::tests::residual;
use super::{Method, Numbers, Rule, Shape};

/// Play and values as the reference finds them; nothing where it loses the branch.
fn by_reference(sample: &Sample, goal: reference::Goal) -> Option<(Vec<f64>, Vec<f64>)> {
    let shape = Shape::new(&sample.game, sample.parties);
    let payoffs = sample.payoffs.concat();
    let mut ranges = vec![0.0; shape.parties];
    payoff_ranges(&payoffs, &mut ranges);
    let mut values = vec![0.0; shape.at(shape.nodes.len())];
    values.extend(payoffs);
    let mut branch = reference::Branch::new(&shape, &sample.odds, &ranges, &mut values);
    let stopped = branch.follow(goal);
    let plays = branch.plays().to_vec();
    stopped.is_none().then_some((plays, values[..shape.parties].to_vec()))
}

/// How many log odds are unknown.
fn dimension(sample: &Sample) -> usize {
    let shape = Shape::new(&sample.game, sample.parties);
    let mut solver = Solver::new(shape, Rule::Quantal(1.0));
    let payoffs = sample.payoffs.concat();
    solver.solve(Numbers { payoffs: &payoffs, odds: &sample.odds });
    solver.hidden().unknowns()
}

fn farthest(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max)
}

#[test]
fn few_unknowns_give_the_same_branch_as_all_log_odds_and_short_steps() {
    const EACH: usize = 667;
    let mut compared = [0; 3];
    for seed in 0.. {
        if compared == [EACH; 3] {
            break;
        }
        let sample = random(seed, 12, false, true);
        let of_dimension = dimension(&sample).checked_sub(1).and_then(|k| compared.get_mut(k));
        let Some(count) = of_dimension.filter(|count| **count < EACH) else { continue };
        *count += 1;
        for precision in [3.0, 50.0, 400.0] {
            let solved = sample.solve(Rule::Quantal(precision));
            assert_eq!(solved.method, Method::Quantal { precision }, "game {seed}");
            let residual = residual(&sample, &solved, precision);
            assert!(residual < 1e-10, "game {seed} at {precision}: {residual:e}");
            let goal = reference::Goal::Precision(precision);
            let (plays, values) = by_reference(&sample, goal).expect("a branch without an end");
            let off = farthest(&solved.plays.concat(), &plays);
            assert!(off < 1e-9, "game {seed} at {precision}: plays differ by {off:e}");
            let off = farthest(&solved.values, &values);
            assert!(off < 1e-9, "game {seed} at {precision}: values differ by {off:e}");
        }
    }
}

#[test]
fn limits_are_those_of_all_log_odds_and_short_steps() {
    let mut compared = 0;
    for seed in 0..400 {
        let sample = random(seed, 8, false, true);
        if dimension(&sample) == 0 {
            continue;
        }
        let Some((plays, values)) = by_reference(&sample, reference::Goal::Limit) else { continue };
        let solved = sample.solve(Rule::Rational);
        if solved.method != Method::QuantalLimit {
            continue;
        }
        compared += 1;
        let off = farthest(&solved.values, &values);
        assert!(off < 1e-7, "game {seed}: values differ by {off:e}");
        let off = farthest(&solved.plays.concat(), &plays);
        assert!(off < 1e-6, "game {seed}: plays differ by {off:e}");
    }
    assert!(compared > 100, "only {compared} limits compared");
}
