//! A scenario's payoffs and odds at a standing, blame and view.

use super::compiled::Shape;
use super::solve::Numbers;
use crate::model::{Env, Fault, FaultKind, Game, NodeKind, Odds, Program};

/// Odds that leave [0, 1] or miss the sum of 1 by no more than this are rounded.
const ROUNDING: f64 = 1e-9;

/// Puts numbers in place of a game's expressions; those that depend on the view alone once per view.
#[derive(Clone, Debug)]
pub(super) struct Inputs<'m> {
    chances: Vec<ChanceNode<'m>>,
    /// Every payoff, and whether it depends on the standing or on blame.
    payoffs: Vec<(&'m Program, bool)>,
    /// Per view, the numbers after the last evaluation there; empty before the first.
    by_view: Vec<(Vec<f64>, Vec<f64>)>,
    edges: usize,
}

#[derive(Clone, Debug)]
struct ChanceNode<'m> {
    key: &'m str,
    odds: &'m [Odds],
    first_edge: usize,
    /// Whether some of its odds depend on the standing or on blame.
    varies: bool,
}

impl<'m> Inputs<'m> {
    pub(super) fn new(game: &'m Game, shape: &Shape, parties: usize, views: usize) -> Self {
        let chances = game.nodes.iter().enumerate().filter_map(|(node, this)| match &this.kind {
            NodeKind::Chance(odds) => Some(ChanceNode {
                key: &this.key,
                odds,
                first_edge: shape.first_edge(node),
                varies: odds.iter().any(|odds| matches!(odds, Odds::Expr(p) if varies(p))),
            }),
            NodeKind::Decision(_) => None,
        });
        let payoffs = game.outcomes.iter().flat_map(|outcome| &outcome.payoffs);
        let payoffs: Vec<_> = payoffs.map(|program| (program, varies(program))).collect();
        debug_assert_eq!(payoffs.len(), game.outcomes.len() * parties);
        Self {
            chances: chances.collect(),
            payoffs,
            by_view: vec![(Vec::new(), Vec::new()); views],
            edges: shape.edges(),
        }
    }

    /// Every expression of the game.
    pub(super) fn for_each_program(game: &'m Game, mut f: impl FnMut(&'m Program)) {
        for node in &game.nodes {
            let NodeKind::Chance(odds) = &node.kind else { continue };
            for odds in odds {
                if let Odds::Expr(program) = odds {
                    f(program);
                }
            }
        }
        game.outcomes.iter().flat_map(|outcome| &outcome.payoffs).for_each(f);
    }

    /// The numbers at this place.
    pub(super) fn at(&mut self, env: Env<'_>, view: usize) -> Result<Numbers<'_>, Fault> {
        let (payoffs, odds) = &mut self.by_view[view];
        let first_time = payoffs.is_empty();
        if first_time {
            odds.resize(self.edges, 0.0);
            for chance in &self.chances {
                chance.evaluate(env, odds)?;
            }
            let all = self.payoffs.iter().map(|(program, _)| program.eval(env));
            *payoffs = all.collect::<Result<_, _>>()?;
        } else {
            for chance in self.chances.iter().filter(|chance| chance.varies) {
                chance.evaluate(env, odds)?;
            }
            for (payoff, (program, varies)) in payoffs.iter_mut().zip(&self.payoffs) {
                if *varies {
                    *payoff = program.eval(env)?;
                }
            }
        }
        Ok(Numbers { payoffs, odds })
    }
}

impl ChanceNode<'_> {
    /// Evaluates the odds into their edges; what is left goes to the moves that take the rest.
    fn evaluate(&self, env: Env<'_>, all: &mut [f64]) -> Result<(), Fault> {
        let edges = &mut all[self.first_edge..self.first_edge + self.odds.len()];
        let mut sum = 0.0;
        let mut takers = 0_u32;
        for (edge, odds) in edges.iter_mut().zip(self.odds) {
            let Odds::Expr(program) = odds else {
                takers += 1;
                continue;
            };
            let chance = program.eval(env)?;
            if !(-ROUNDING..=1.0 + ROUNDING).contains(&chance) {
                return Err(program.fault(FaultKind::OddsRange(chance)));
            }
            *edge = chance.clamp(0.0, 1.0);
            sum += *edge;
        }
        if sum > 1.0 + ROUNDING || (takers == 0 && sum < 1.0 - ROUNDING) {
            return Err(self.sum_fault(sum));
        }
        let rest = (1.0 - sum).max(0.0);
        let total = if takers > 0 { sum + rest } else { sum };
        for (edge, odds) in edges.iter_mut().zip(self.odds) {
            match odds {
                Odds::Rest => *edge = rest / f64::from(takers) / total,
                Odds::Expr(_) => *edge /= total,
            }
        }
        Ok(())
    }

    /// The fault stands at the node's odds from the first to the last.
    fn sum_fault(&self, sum: f64) -> Fault {
        let spans = self.odds.iter().filter_map(|odds| match odds {
            Odds::Expr(program) => Some(program.span()),
            Odds::Rest => None,
        });
        let span = spans.reduce(|x, y| x.start.min(y.start)..x.end.max(y.end)).unwrap_or(0..0);
        Fault { kind: FaultKind::OddsSum(sum), span, what: format!("the odds of `{}`", self.key) }
    }
}

fn varies(program: &Program) -> bool {
    !program.issues().is_empty() || !program.blames().is_empty()
}
