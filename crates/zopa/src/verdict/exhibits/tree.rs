//! The no-deal game at today's standing, nobody to blame, as each party solves it in its own head.

use super::super::assessment::Assessment;
use crate::game::NoDealGame;
use crate::model::{Env, Fault, Game, NoDeal, NodeKind, Odds, Successor};
use indexmap::IndexMap;
use serde::Serialize;

/// The no-deal game.
#[derive(Clone, Debug, Serialize)]
pub struct Tree {
    /// The nodes, parents before children; the first is the start. A node may have several parents.
    pub nodes: Vec<TreeNode>,
    /// Keys of the outcomes.
    pub outcomes: Vec<String>,
    /// The game as each party sees it.
    pub views: IndexMap<String, TreeView>,
}

/// A node.
#[derive(Clone, Debug, Serialize)]
pub struct TreeNode {
    /// Its key.
    pub key: String,
    /// Key of the party that moves; `None` for chance.
    pub by: Option<String>,
    /// Name of its information set, where that holds another node as well.
    pub knows: Option<String>,
    /// The moves.
    pub moves: Vec<TreeMove>,
}

/// A move.
#[derive(Clone, Debug, Serialize)]
pub struct TreeMove {
    /// Its key.
    pub key: String,
    /// The node it leads to.
    pub node: Option<usize>,
    /// The outcome it leads to.
    pub outcome: Option<usize>,
}

/// The game as one party sees it.
#[derive(Clone, Debug, Serialize)]
pub struct TreeView {
    /// Chance of each move of each node.
    pub chances: Vec<Vec<f64>>,
    /// Chance of getting to each node.
    pub reach: Vec<f64>,
    /// Expected payoff of each node to each party, in file order, per period.
    pub values: Vec<Vec<f64>>,
    /// Payoff of each outcome to each party.
    pub payoffs: Vec<Vec<f64>>,
    /// Chance of each outcome.
    pub odds: Vec<f64>,
}

pub(super) fn tree(assessment: &Assessment<'_>) -> Result<Option<Tree>, Fault> {
    let model = assessment.model;
    let NoDeal::Game(game) = &model.nodeal else { return Ok(None) };
    let mut solver = NoDealGame::new(model, &assessment.views);
    let mut views = IndexMap::new();
    for (party, named) in model.parties.iter().enumerate() {
        let view = assessment.views.of_actor[party];
        let plays = solver.solution(&model.today(), None, view)?.plays;
        let env = Env {
            premises: &assessment.views.distinct[view],
            standing: &model.today(),
            blamed: None,
        };
        views.insert(named.key.clone(), seen(game, env, &plays)?);
    }
    let outcomes = game.outcomes.iter().map(|outcome| outcome.key.clone()).collect();
    let nodes = game.nodes.iter().map(|node| {
        let (by, knows) = match node.kind {
            NodeKind::Chance(_) => (None, None),
            NodeKind::Decision(set) => {
                let infoset = &game.infosets[set];
                let shared = infoset.nodes.len() > 1;
                (
                    Some(model.parties[infoset.party].key.clone()),
                    shared.then(|| infoset.key.clone()),
                )
            }
        };
        let moves = node.moves.iter().map(|made| {
            let (node, outcome) = match made.to {
                Successor::Node(node) => (Some(node), None),
                Successor::Outcome(outcome) => (None, Some(outcome)),
            };
            TreeMove { key: made.key.clone(), node, outcome }
        });
        TreeNode { key: node.key.clone(), by, knows, moves: moves.collect() }
    });
    Ok(Some(Tree { nodes: nodes.collect(), outcomes, views }))
}

/// Chances, values and reach of all nodes under one set of premises and plays.
fn seen(game: &Game, env: Env<'_>, plays: &[Vec<f64>]) -> Result<TreeView, Fault> {
    let payoffs = game.outcomes.iter().map(|outcome| {
        outcome.payoffs.iter().map(|payoff| payoff.eval(env)).collect::<Result<Vec<f64>, Fault>>()
    });
    let payoffs = payoffs.collect::<Result<Vec<_>, Fault>>()?;
    let chances = game.nodes.iter().map(|node| match &node.kind {
        NodeKind::Chance(odds) => chance(odds, env),
        NodeKind::Decision(set) => Ok(plays[*set].clone()),
    });
    let chances = chances.collect::<Result<Vec<_>, Fault>>()?;
    let mut reach = vec![0.0; game.nodes.len()];
    let mut odds = vec![0.0; game.outcomes.len()];
    reach.iter_mut().take(1).for_each(|start| *start = 1.0);
    for (node, this) in game.nodes.iter().enumerate() {
        for (made, chance) in this.moves.iter().zip(&chances[node]) {
            match made.to {
                Successor::Node(next) => reach[next] += reach[node] * chance,
                Successor::Outcome(end) => odds[end] += reach[node] * chance,
            }
        }
    }
    let parties = payoffs.first().map_or(0, Vec::len);
    let mut values = vec![vec![0.0; parties]; game.nodes.len()];
    for (node, this) in game.nodes.iter().enumerate().rev() {
        for (made, chance) in this.moves.iter().zip(&chances[node]) {
            for party in 0..parties {
                values[node][party] += chance
                    * match made.to {
                        Successor::Node(next) => values[next][party],
                        Successor::Outcome(end) => payoffs[end][party],
                    };
            }
        }
    }
    Ok(TreeView { chances, reach, values, payoffs, odds })
}

fn chance(odds: &[Odds], env: Env<'_>) -> Result<Vec<f64>, Fault> {
    let stated = odds.iter().map(|odds| match odds {
        Odds::Expr(program) => program.eval(env).map(Some),
        Odds::Rest => Ok(None),
    });
    let stated = stated.collect::<Result<Vec<Option<f64>>, Fault>>()?;
    let rest = 1.0 - stated.iter().flatten().sum::<f64>();
    Ok(stated.into_iter().map(|odds| odds.unwrap_or(rest)).collect())
}
