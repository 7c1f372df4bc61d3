//! Solved games against closed forms, published equilibria and independent recursive definitions.

use super::sample::{Sample, To, end, random};
use super::{Method, Rule, Solved};
use crate::model::{NodeKind, Successor};

fn close(x: f64, y: f64, tolerance: f64) {
    assert!((x - y).abs() <= tolerance, "{x} against {y}");
}

fn ranges(sample: &Sample) -> Vec<f64> {
    let of = |party: usize| {
        let payoffs = sample.payoffs.iter().map(move |payoffs| payoffs[party]);
        payoffs.clone().fold(f64::MIN, f64::max) - payoffs.fold(f64::MAX, f64::min)
    };
    (0..sample.parties).map(of).collect()
}

/// How a player mixes, given its place in the game and the values of its moves to itself.
type Rational<'a> = &'a dyn Fn(usize, &[f64]) -> Vec<f64>;

/// Values of a place by plain recursion.
fn value(sample: &Sample, to: Successor, choose: Rational<'_>) -> Vec<f64> {
    let node = match to {
        Successor::Outcome(outcome) => return sample.payoffs[outcome].clone(),
        Successor::Node(node) => node,
    };
    let this = &sample.game.nodes[node];
    let first: usize = sample.game.nodes[..node].iter().map(|node| node.moves.len()).sum();
    let after: Vec<Vec<f64>> = this.moves.iter().map(|m| value(sample, m.to, choose)).collect();
    let chances = match this.kind {
        NodeKind::Chance(_) => sample.odds[first..first + after.len()].to_vec(),
        NodeKind::Decision(set) => {
            let party = sample.game.infosets[set].party;
            choose(set, &after.iter().map(|values| values[party]).collect::<Vec<_>>())
        }
    };
    (0..sample.parties).map(|i| chances.iter().zip(&after).map(|(c, v)| c * v[i]).sum()).collect()
}

/// Chance of reaching each node under `solved`, by plain recursion over all histories.
fn visit(sample: &Sample, solved: &Solved, node: usize, chance: f64, reach: &mut [f64]) {
    reach[node] += chance;
    let this = &sample.game.nodes[node];
    let first: usize = sample.game.nodes[..node].iter().map(|node| node.moves.len()).sum();
    for (k, m) in this.moves.iter().enumerate() {
        let odds = match this.kind {
            NodeKind::Chance(_) => sample.odds[first + k],
            NodeKind::Decision(set) => solved.plays[set][k],
        };
        if let Successor::Node(next) = m.to {
            visit(sample, solved, next, chance * odds, reach);
        }
    }
}

/// Value of each move at each information set to its mover, over the payoff range, given that the set
/// is reached; by plain recursion.
fn move_values(sample: &Sample, solved: &Solved) -> Vec<Vec<f64>> {
    let mut reach = vec![0.0; sample.game.nodes.len()];
    visit(sample, solved, 0, 1.0, &mut reach);
    let ranges = ranges(sample);
    let play = |set: usize, _: &[f64]| solved.plays[set].clone();
    let sets = sample.game.infosets.iter();
    sets.map(|set| {
        let weight: f64 = set.nodes.iter().map(|&node| reach[node]).sum();
        let of_move = |k: usize| {
            let at = |&node: &usize| {
                let to = sample.game.nodes[node].moves[k].to;
                reach[node] / weight * value(sample, to, &play)[set.party] / ranges[set.party]
            };
            set.nodes.iter().map(at).sum()
        };
        (0..set.moves).map(of_move).collect()
    })
    .collect()
}

fn softmax(values: &[f64], lambda: f64) -> Vec<f64> {
    let weights: Vec<f64> = values.iter().map(|v| libm::exp(lambda * (v - values[0]))).collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|w| w / sum).collect()
}

/// Largest distance of a chance from the logit response to the profile itself.
pub(super) fn residual(sample: &Sample, solved: &Solved, precision: f64) -> f64 {
    let mut worst: f64 = 0.0;
    for (values, plays) in move_values(sample, solved).iter().zip(&solved.plays) {
        if values.iter().any(|v| v.is_nan()) {
            continue;
        }
        for (x, y) in softmax(values, precision).iter().zip(plays) {
            worst = worst.max((x - y).abs());
        }
    }
    worst
}

/// Signorino 1999: the deterrence game, first mover 0 or on to (1, 0) against (-1, -1/2). The second
/// mover's payoff of the status quo, which is nothing to its choice, evens out the payoff ranges.
#[test]
fn the_strategic_choice_model_has_its_closed_form() {
    let sample = Sample::new(2).party(0, "attack", vec![end([0.0, 1.5]), To::Node(1)]).party(
        1,
        "resist",
        vec![end([1.0, 0.0]), end([-1.0, -0.5])],
    );
    let solved = sample.solve(Rule::Quantal(2.0));
    close(solved.plays[1][1], 0.377_541, 5e-7);
    close(solved.plays[0][1], 0.560_925, 5e-7);
    for (outcome, chance) in [0.439_075, 0.349_153, 0.211_772].iter().enumerate() {
        close(solved.outcomes[outcome], *chance, 5e-7);
    }
    assert_eq!(solved.method.to_string(), "quantal response, precision 2");
}

#[test]
fn backward_induction_agrees_with_its_recursive_definition() {
    let mut ties = 0;
    for seed in 0..1000 {
        let sample = random(seed, 10, true, false);
        let ranges = ranges(&sample);
        let choose = |set: usize, values: &[f64]| {
            let least = values.iter().copied().fold(f64::MIN, f64::max)
                - 1e-9 * ranges[sample.game.infosets[set].party];
            let first = values.iter().position(|v| *v >= least).unwrap();
            (0..values.len()).map(|k| f64::from(u8::from(k == first))).collect()
        };
        let expected = value(&sample, Successor::Node(0), &choose);
        let solved = sample.solve(Rule::Rational);
        assert_eq!(solved.method, Method::BackwardInduction);
        for (x, y) in solved.values.iter().zip(&expected) {
            close(*x, *y, 1e-12);
        }
        close(solved.outcomes.iter().sum(), 1.0, 1e-12);
        assert!(solved.regret <= 1e-9, "{seed}: {}", solved.regret);
        ties += usize::from(!solved.ties.is_empty());
    }
    assert!(ties > 100, "only {ties} games with ties");
}

#[test]
fn quantal_response_without_hidden_moves_agrees_with_its_recursive_definition() {
    for seed in 0..300 {
        let sample = random(seed, 10, false, false);
        let ranges = ranges(&sample);
        for precision in [0.5, 7.0, 60.0] {
            let choose = |set: usize, values: &[f64]| {
                let range = ranges[sample.game.infosets[set].party];
                softmax(values, if range > 0.0 { precision / range } else { 0.0 })
            };
            let expected = value(&sample, Successor::Node(0), &choose);
            let solved = sample.solve(Rule::Quantal(precision));
            for (x, y) in solved.values.iter().zip(&expected) {
                close(*x, *y, 1e-11);
            }
        }
    }
}

#[test]
fn quantal_response_with_hidden_moves_is_a_fixed_point() {
    let mut hidden = 0;
    for seed in 0..300 {
        let sample = random(seed, 7, false, true);
        hidden += usize::from(!sample.game.perfect_information);
        for precision in [0.5, 8.0, 100.0] {
            let solved = sample.solve(Rule::Quantal(precision));
            assert_eq!(solved.method, Method::Quantal { precision }, "{seed}");
            let residual = residual(&sample, &solved, precision);
            assert!(residual < 1e-10, "game {seed} at {precision}: {residual:e}");
        }
    }
    assert!(hidden > 80, "only {hidden} games with hidden moves");
}

#[test]
fn limits_with_hidden_moves_leave_no_regret() {
    let mut reached = 0;
    for seed in 0..300 {
        let sample = random(seed, 7, false, true);
        let solved = sample.solve(Rule::Rational);
        if let Method::QuantalStopped { .. } = solved.method {
            continue;
        }
        reached += 1;
        assert!(solved.regret <= 1e-9, "game {seed}: {}", solved.regret);
        for (values, plays) in move_values(&sample, &solved).iter().zip(&solved.plays) {
            let best = values.iter().copied().fold(f64::MIN, f64::max);
            for (v, p) in values.iter().zip(plays) {
                assert!(v.is_nan() || *p * (best - v) <= 1e-9, "game {seed}");
            }
        }
    }
    assert!(reached == 300, "only {reached} limits reached");
}

#[test]
fn a_party_s_units_change_nothing_but_its_values() {
    for seed in 0..100 {
        let sample = random(seed, 7, false, true);
        let mut other = sample.clone();
        other.payoffs.iter_mut().for_each(|payoffs| payoffs[1] = 250.0 * payoffs[1] - 4e3);
        for rule in [Rule::Rational, Rule::Quantal(12.0)] {
            let (x, y) = (sample.solve(rule), other.solve(rule));
            close(x.values[0], y.values[0], 1e-8);
            close(250.0 * x.values[1] - 4e3, y.values[1], 1e-6);
            for (x, y) in x.plays.concat().iter().zip(y.plays.concat()) {
                close(*x, y, 1e-7);
            }
        }
    }
}

/// Both move at once: rows are the first party's moves, columns the second's.
pub(super) fn at_once(first: [[f64; 2]; 2], second: [[f64; 2]; 2]) -> Sample {
    let row = |r: usize| (0..2).map(|c| end([first[r][c], second[r][c]])).collect();
    Sample::new(2).party(0, "row", vec![To::Node(1), To::Node(2)]).party(1, "column", row(0)).party(
        1,
        "column",
        row(1),
    )
}

#[test]
fn the_prisoners_dilemma_needs_no_belief() {
    let sample = at_once([[3.0, 0.0], [5.0, 1.0]], [[3.0, 5.0], [0.0, 1.0]]);
    let solved = sample.solve(Rule::Rational);
    assert_eq!(solved.method, Method::QuantalLimit);
    assert_eq!(
        (solved.plays[0].clone(), solved.plays[1].clone()),
        (vec![0.0, 1.0], vec![0.0, 1.0])
    );
    assert_eq!(solved.values, vec![1.0, 1.0]);
}

#[test]
fn matching_pennies_mix_as_the_indifference_of_the_other_demands() {
    // The first wins 9 on the first match, 1 on the second: the second plays its first move 1 in 10.
    let sample = at_once([[9.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [1.0, 0.0]]);
    let solved = sample.solve(Rule::Rational);
    assert_eq!(solved.method, Method::QuantalLimit);
    close(solved.plays[0][0], 0.5, 1e-8);
    close(solved.plays[1][0], 0.1, 1e-8);
    close(solved.values[0], 0.9, 1e-7);
}

/// T. Turocy, "A dynamic homotopy interpretation of the logistic quantal response equilibrium
/// correspondence" (2005): in 2 x 2 games the principal branch selects the risk-dominant equilibrium.
#[test]
fn the_stag_hunt_goes_to_the_risk_dominant_equilibrium() {
    let sample = at_once([[9.0, 0.0], [8.0, 7.0]], [[9.0, 8.0], [0.0, 7.0]]);
    let solved = sample.solve(Rule::Rational);
    assert_eq!((solved.method, solved.regret), (Method::QuantalLimit, 0.0));
    assert_eq!(solved.values, vec![7.0, 7.0]);
}

#[test]
fn a_symmetric_game_of_chicken_keeps_its_symmetry() {
    let sample = at_once([[0.0, 4.0], [1.0, 3.0]], [[0.0, 1.0], [4.0, 3.0]]);
    let solved = sample.solve(Rule::Rational);
    assert_eq!(solved.method, Method::QuantalLimit);
    close(solved.plays[0][0], 0.5, 1e-8);
    close(solved.plays[1][0], 0.5, 1e-8);
}

/// R. Selten, "Reexamination of the perfectness concept" (1975): only the equilibrium in which the
/// first two cooperate is sequential.
#[test]
fn selten_s_horse_ends_where_no_one_gives_in() {
    let sample = Sample::new(3)
        .party(0, "one", vec![To::Node(1), To::Node(2)])
        .party(1, "two", vec![end([1.0, 1.0, 1.0]), To::Node(3)])
        .party(2, "three", vec![end([3.0, 3.0, 2.0]), end([0.0, 0.0, 0.0])])
        .party(2, "three", vec![end([4.0, 4.0, 0.0]), end([0.0, 0.0, 1.0])]);
    let solved = sample.solve(Rule::Rational);
    assert_eq!(solved.method, Method::QuantalLimit);
    for value in &solved.values {
        close(*value, 1.0, 1e-8);
    }
    assert!(solved.plays[2][1] >= 0.75 - 1e-8, "{:?}", solved.plays);
}

#[test]
fn ties_are_reported_and_taken_by_file_order_or_mixed() {
    let sample = Sample::new(1).party(
        0,
        "x",
        vec![end([0.0]), end([1.0]), end([1.0 - 1e-10]), end([1.0 - 1e-6])],
    );
    let solved = sample.solve(Rule::Rational);
    assert_eq!(solved.plays[0], vec![0.0, 1.0, 0.0, 0.0]);
    assert_eq!(solved.ties[0].moves, vec![1, 2]);
    let limit = sample.solve(Rule::QuantalLimit);
    assert_eq!(limit.plays[0], vec![0.0, 0.5, 0.5, 0.0]);
    assert_eq!(limit.ties, solved.ties);
}

#[test]
fn a_party_with_nothing_at_stake_mixes_evenly() {
    let sample =
        Sample::new(2).party(0, "row", vec![end([2.0, 0.0]), end([2.0, 1.0]), end([2.0, 5.0])]);
    let solved = sample.solve(Rule::Quantal(30.0));
    for chance in &solved.plays[0] {
        close(*chance, 1.0 / 3.0, 1e-15);
    }
    close(solved.values[1], 2.0, 1e-14);
}

#[test]
fn a_set_that_chance_keeps_from_being_reached_weighs_its_nodes_evenly() {
    let sample = Sample::new(1)
        .chance(vec![(1.0, end([0.0])), (0.0, To::Node(1)), (0.0, To::Node(2))])
        .party(0, "blind", vec![end([1.0]), end([0.0])])
        .party(0, "blind", vec![end([0.0]), end([3.0])]);
    let solved = sample.solve(Rule::Quantal(3.0));
    close(solved.plays[0][1], 1.0 / (1.0 + libm::exp(-1.0)), 1e-12);
    assert_eq!(solved.outcomes[0], 1.0);
}

#[test]
fn a_solver_remembers_nothing_of_the_game_before() {
    let sample = at_once([[9.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [1.0, 0.0]]);
    let shape = super::Shape::new(&sample.game, 2);
    let mut solver = super::Solver::new(shape, Rule::Quantal(5.0));
    let one = sample.payoffs.concat();
    let two: Vec<f64> = one.iter().map(|x| 3.0 - x * x).collect();
    let solve = |solver: &mut super::Solver, payoffs: &[f64]| {
        solver.solve(super::Numbers { payoffs, odds: &sample.odds })
    };
    let first = solve(&mut solver, &one);
    let between = solve(&mut solver, &two);
    assert_ne!(first.values, between.values);
    assert_eq!(solve(&mut solver, &one), first);
}

/// The branch by brute force: damped iteration, the precision raised in small steps.
#[test]
fn the_branch_followed_is_the_one_that_starts_at_uniform_play() {
    let mut compared = 0;
    for seed in 0..60 {
        let sample = random(seed, 6, false, true);
        let mut slow = sample.solve(Rule::Quantal(1e-9));
        let mut precision = 0.0;
        let mut left = 0.0;
        while precision < 8.0 {
            precision += 0.25;
            left = 1.0;
            for _ in 0..200 {
                if left < 1e-11 {
                    break;
                }
                left = 0.0;
                let values = move_values(&sample, &slow);
                for (plays, values) in slow.plays.iter_mut().zip(&values) {
                    for (p, response) in plays.iter_mut().zip(softmax(values, precision)) {
                        let change = if response.is_nan() { 0.0 } else { response - *p };
                        left = f64::max(left, change.abs());
                        *p += 0.5 * change;
                    }
                }
            }
        }
        if left > 1e-9 {
            continue;
        }
        compared += 1;
        let fast = sample.solve(Rule::Quantal(precision));
        let reached = move_values(&sample, &slow).into_iter().map(|values| !values[0].is_nan());
        for ((x, y), reached) in fast.plays.iter().zip(&slow.plays).zip(reached) {
            x.iter().zip(y).for_each(|(x, y)| close(*x, *y, if reached { 1e-7 } else { 1.0 }));
        }
    }
    assert!(compared > 50, "only {compared} compared");
}
