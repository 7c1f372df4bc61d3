//! Small games for tests, built without a scenario.

use super::{Numbers, Rule, Shape, Solved, Solver};
use crate::model::{Game, Infoset, Move, Node, NodeKind, Odds, Outcome, Program, Solve, Successor};

/// A game with its numbers, by node.
#[derive(Clone, Debug)]
pub(crate) struct Sample {
    pub(crate) game: Game,
    pub(crate) parties: usize,
    /// Payoffs of each outcome, one per party.
    pub(crate) payoffs: Vec<Vec<f64>>,
    pub(crate) odds: Vec<f64>,
}

/// Where a move leads in a [`Sample`]: on to a node, or out with these payoffs.
#[derive(Clone, Debug)]
pub(crate) enum To {
    Node(usize),
    End(Vec<f64>),
}

impl Sample {
    pub(crate) fn new(parties: usize) -> Self {
        let game = Game {
            nodes: Vec::new(),
            infosets: Vec::new(),
            outcomes: Vec::new(),
            solve: Solve::Rational,
            precision: None,
            perfect_information: true,
        };
        Self { game, parties, payoffs: Vec::new(), odds: Vec::new() }
    }

    /// Adds a node of a party, in the information set of this name.
    pub(crate) fn party(mut self, party: usize, knows: &str, moves: Vec<To>) -> Self {
        let node = self.game.nodes.len();
        let set = self.game.infosets.iter().position(|set| set.key == knows).unwrap_or_else(|| {
            let (key, nodes, moves) = (knows.to_owned(), Vec::new(), moves.len());
            self.game.infosets.push(Infoset { key, party, nodes, moves });
            self.game.infosets.len() - 1
        });
        self.game.infosets[set].nodes.push(node);
        self.odds.extend(moves.iter().map(|_| 0.0));
        self.push(NodeKind::Decision(set), moves)
    }

    /// Adds a chance node.
    pub(crate) fn chance(mut self, moves: Vec<(f64, To)>) -> Self {
        self.odds.extend(moves.iter().map(|(chance, _)| chance));
        let odds = moves.iter().map(|(chance, _)| Odds::Expr(Program::number(*chance))).collect();
        self.push(NodeKind::Chance(odds), moves.into_iter().map(|(_, to)| to).collect())
    }

    /// The least number of a set of `party` in which play cannot have passed before it comes to `node`.
    fn first_set_without_ancestors_of(&self, node: usize, party: usize) -> usize {
        let mut before = vec![false; node + 1];
        before[node] = true;
        for (earlier, this) in self.game.nodes.iter().enumerate().rev() {
            let follows =
                |m: &Move| matches!(m.to, Successor::Node(to) if before.get(to) == Some(&true));
            before[earlier] = this.moves.iter().any(follows);
        }
        let passed = |set: &Infoset| set.nodes.iter().any(|&node| before[node]);
        let sets = self.game.infosets.iter().filter(|set| set.party == party);
        sets.clone().position(|set| !passed(set)).unwrap_or(sets.count())
    }

    fn push(mut self, kind: NodeKind, moves: Vec<To>) -> Self {
        let moves = moves
            .into_iter()
            .enumerate()
            .map(|(k, to)| {
                let to = match to {
                    To::Node(node) => Successor::Node(node),
                    To::End(payoffs) => Successor::Outcome(self.outcome(payoffs)),
                };
                Move { key: format!("m{k}"), to }
            })
            .collect();
        self.game.nodes.push(Node { key: format!("n{}", self.game.nodes.len()), kind, moves });
        self.game.perfect_information = self.game.infosets.iter().all(|set| set.nodes.len() == 1);
        self
    }

    fn outcome(&mut self, payoffs: Vec<f64>) -> usize {
        let programs = payoffs.iter().map(|payoff| Program::number(*payoff)).collect();
        let key = format!("o{}", self.payoffs.len());
        self.game.outcomes.push(Outcome { name: key.clone(), key, payoffs: programs });
        self.payoffs.push(payoffs);
        self.payoffs.len() - 1
    }

    pub(crate) fn solve(&self, rule: Rule) -> Solved {
        let payoffs = self.payoffs.concat();
        let shape = Shape::new(&self.game, self.parties);
        Solver::new(shape, rule).solve(Numbers { payoffs: &payoffs, odds: &self.odds })
    }
}

/// The random game of this number: up to `most` nodes on an acyclic graph, three parties, payoffs that
/// are small whole numbers (so that ties occur) or, where `ties` is false, any. With `hidden`, a
/// party cannot tell its nodes apart, except where one can follow another.
pub(crate) fn random(seed: u64, most: usize, ties: bool, hidden: bool) -> Sample {
    let mut dice = Dice::new(seed);
    let nodes = 1 + dice.below(most);
    let mut sample = Sample::new(3);
    for node in 0..nodes {
        let moves = if hidden { 2 } else { 2 + dice.below(2) };
        let to: Vec<To> = (0..moves)
            .map(|_| {
                let left = nodes - node - 1;
                if left > 0 && dice.unit() < 0.7 {
                    return To::Node(node + 1 + dice.below(left.min(3)));
                }
                let payoff = |x: f64| if ties { (4.0 * x).floor() } else { 10.0 * x };
                To::End((0..3).map(|_| payoff(dice.unit())).collect())
            })
            .collect();
        let mover = dice.below(4);
        sample = if mover == 3 {
            let weights: Vec<f64> = to.iter().map(|_| 0.1 + dice.unit()).collect();
            let sum: f64 = weights.iter().sum();
            sample.chance(weights.iter().map(|w| w / sum).zip(to).collect())
        } else {
            let set =
                if hidden { sample.first_set_without_ancestors_of(node, mover) } else { node };
            sample.party(mover, &format!("{mover} {moves} {set}"), to)
        };
    }
    sample
}

/// A move that ends the game.
pub(crate) fn end<const N: usize>(payoffs: [f64; N]) -> To {
    To::End(payoffs.to_vec())
}

/// Reproducible numbers in [0, 1) for random games (a multiplicative generator).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn unit(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = u32::try_from(self.0 >> 32).unwrap_or(0);
        f64::from(high) / 4_294_967_296.0
    }

    /// A whole number below `n`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.unit();
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }
}
