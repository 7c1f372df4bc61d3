//! The no-deal game of a crisis, twelve nodes, three parties: a threat, resistance, escalation, a
//! patron who may help, chance at the end of each path.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use zopa::game::{Numbers, Rule, Shape, Solver};
use zopa::model::{Game, Infoset, Move, Node, NodeKind, Odds, Outcome, Program, Solve, Successor};

/// Movers (3 is chance) and where the two moves lead: below 12 a node, from 12 an outcome.
const NODES: [(usize, [usize; 2]); 12] = [
    (3, [1, 2]),
    (0, [3, 12]),
    (0, [4, 12]),
    (1, [5, 6]),
    (1, [7, 8]),
    (2, [9, 13]),
    (0, [10, 14]),
    (2, [9, 15]),
    (0, [11, 14]),
    (3, [16, 17]),
    (3, [18, 16]),
    (3, [19, 17]),
];
const OUTCOMES: usize = 8;
const PARTIES: usize = 3;

/// Nodes whose mover cannot tell them from an earlier one, and that one's number: the second party does
/// not know which type of the first it faces; nor does the patron.
const BLIND: [(usize, usize); 2] = [(4, 3), (7, 5)];

/// The crisis, in which the first so many of the blind are.
fn crisis(blind: usize) -> Game {
    let mut infosets: Vec<Infoset> = Vec::new();
    let nodes = NODES.iter().enumerate().map(|(node, (mover, to))| {
        let kind = if *mover == 3 {
            NodeKind::Chance(vec![Odds::Expr(Program::number(0.4)), Odds::Rest])
        } else {
            let twin = BLIND[..blind].iter().find(|(this, _)| *this == node);
            let set = twin.and_then(|(_, other)| {
                infosets.iter().position(|set: &Infoset| set.nodes.contains(other))
            });
            NodeKind::Decision(if let Some(set) = set {
                infosets[set].nodes.push(node);
                set
            } else {
                let (key, nodes) = (format!("n{node}"), vec![node]);
                infosets.push(Infoset { key, party: *mover, nodes, moves: 2 });
                infosets.len() - 1
            })
        };
        let moves = to.iter().map(|&to| {
            let to = if to < 12 { Successor::Node(to) } else { Successor::Outcome(to - 12) };
            Move { key: String::new(), to }
        });
        Node { key: format!("n{node}"), kind, moves: moves.collect() }
    });
    let nodes = nodes.collect();
    let outcome = |k| Outcome { key: format!("o{k}"), name: String::new(), payoffs: Vec::new() };
    Game {
        nodes,
        infosets,
        outcomes: (0..OUTCOMES).map(outcome).collect(),
        solve: Solve::Rational,
        precision: None,
        perfect_information: blind == 0,
    }
}

/// Payoffs that look random, differently for each `seed`, and odds.
fn numbers(seed: u32) -> (Vec<f64>, Vec<f64>) {
    let payoff = |k: u32| f64::from(k * k * seed % 101) - 50.0;
    let payoffs = (0..24).map(payoff).collect();
    let odds = (0..24).map(|edge| if edge % 2 == 0 { 0.4 } else { 0.6 }).collect();
    (payoffs, odds)
}

fn solve_games(c: &mut Criterion) {
    // Beliefs matter in the limit with the payoffs of seed 3, not with those of seed 37.
    for (name, blind, rule, seed) in [
        ("backward induction", 0, Rule::Rational, 37),
        ("quantal response", 0, Rule::Quantal(40.0), 37),
        ("one hidden move, quantal response", 1, Rule::Quantal(40.0), 37),
        ("two hidden moves, quantal response", 2, Rule::Quantal(40.0), 37),
        ("one hidden move, limit", 1, Rule::Rational, 3),
        ("two hidden moves, limit", 2, Rule::Rational, 3),
    ] {
        let (payoffs, odds) = numbers(seed);
        let mut solver = Solver::new(Shape::new(&crisis(blind), PARTIES), rule);
        c.bench_function(name, |b| {
            b.iter(|| {
                let numbers = Numbers { payoffs: black_box(&payoffs), odds: black_box(&odds) };
                black_box(solver.values(numbers).0[0])
            });
        });
    }
}

criterion_group!(benches, solve_games);
criterion_main!(benches);
