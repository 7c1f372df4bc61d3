//! An answer with names in place of numbers, as JSON tells it.

use super::answer::{Allowed, Answer, Equilibrium, Figure, Figures};
use super::form::{ExtensiveGame, Form, Mover};
use crate::num::rational::Rational;
use indexmap::IndexMap;
use serde::Serialize;

/// An answer with names.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// What the game is called.
    pub game: String,
    /// How it was solved.
    pub method: &'static str,
    /// What the method was asked with and came to.
    pub parameters: IndexMap<&'static str, String>,
    /// Whether every equilibrium listed is proved in exact arithmetic.
    pub exact: bool,
    /// Whether the list holds every equilibrium of its kind.
    pub complete: bool,
    /// What was found.
    pub equilibria: Vec<ToldEquilibrium>,
    /// Limits that were reached.
    pub limits: Vec<String>,
    /// Anything else a reader must know.
    pub notes: Vec<String>,
}

/// An equilibrium with names.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ToldEquilibrium {
    /// What each player gets.
    pub payoffs: IndexMap<String, Figure>,
    /// The largest gain from deviating.
    pub regret: f64,
    /// What each player does, set by set; of a table, one set a player.
    pub play: Vec<ToldSet>,
    /// What is particular about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What a player does at a set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ToldSet {
    /// Who moves.
    pub player: String,
    /// Where: a name that tells the set from the player's others. Missing for a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The chance that play comes here; missing for a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached: Option<f64>,
    /// Chance of each move.
    pub moves: IndexMap<String, Figure>,
    /// What the player believes: the chance of each node of the set, by its number in preorder. Only where
    /// the set has several nodes and the method finds beliefs.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub beliefs: IndexMap<usize, Figure>,
    /// The ways to these nodes: the moves in which they differ.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub ways: IndexMap<usize, String>,
    /// All that can be believed here, where play does not come and the method finds that: the corners of one
    /// or several sets, each a chance for every node.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<Vec<IndexMap<usize, Figure>>>,
}

/// The answer with the names of the game.
#[must_use]
pub fn told(form: &Form, answer: &Answer) -> Told {
    Told {
        game: form.title().to_owned(),
        method: answer.method,
        parameters: answer.parameters.iter().cloned().collect(),
        exact: answer.exact,
        complete: answer.complete,
        equilibria: answer.equilibria.iter().map(|found| equilibrium(form, found)).collect(),
        limits: answer.limits.clone(),
        notes: answer.notes.clone(),
    }
}

fn equilibrium(form: &Form, found: &Equilibrium) -> ToldEquilibrium {
    let payoffs = form.players().into_iter().enumerate();
    let payoffs = payoffs.filter_map(|(at, name)| Some((name.to_owned(), found.payoffs.at(at)?)));
    ToldEquilibrium {
        payoffs: payoffs.collect(),
        regret: found.regret,
        play: play(form, &found.play, found.beliefs.as_ref(), &found.allowed),
        notes: found.notes.clone(),
    }
}

/// A profile with names.
#[must_use]
pub fn play(
    form: &Form,
    play: &Figures,
    beliefs: Option<&Figures>,
    allowed: &[Allowed],
) -> Vec<ToldSet> {
    match form {
        Form::Extensive(game) => of_tree(game, play, beliefs, allowed),
        Form::Strategic(game) => {
            let mut first = 0;
            let sets = game.players.iter().map(|player| {
                let moves = named(&player.strategies, play, first);
                first += player.strategies.len();
                let (player, beliefs) = (player.label.clone(), IndexMap::new());
                let (ways, allowed) = (IndexMap::new(), Vec::new());
                ToldSet { player, at: None, reached: None, moves, beliefs, ways, allowed }
            });
            sets.collect()
        }
    }
}

fn of_tree(
    game: &ExtensiveGame,
    play: &Figures,
    beliefs: Option<&Figures>,
    allowed: &[Allowed],
) -> Vec<ToldSet> {
    let reach = reach(game, &play.to_f64());
    let names = game.infoset_names();
    let sets = game.infosets.iter().zip(names).enumerate().map(|(at, (set, name))| {
        let beliefs = beliefs.filter(|_| set.nodes.len() > 1);
        let believed = beliefs.into_iter().flat_map(|beliefs| {
            set.nodes.iter().filter_map(|&node| Some((node, beliefs.at(node)?)))
        });
        let corner = |point: &Vec<Rational>| {
            set.nodes.iter().copied().zip(point.iter().cloned().map(Figure::Exact)).collect()
        };
        let of_set = allowed.iter().filter(|allowed| allowed.infoset == at);
        let pieces = of_set.flat_map(|allowed| &allowed.pieces);
        ToldSet {
            player: game.players[set.player].clone(),
            at: Some(name),
            reached: Some(set.nodes.iter().map(|&node| reach[node]).sum()),
            moves: named(&set.moves, play, set.first_play),
            beliefs: believed.collect(),
            ways: beliefs.map_or_else(IndexMap::new, |_| ways(game, &set.nodes)),
            allowed: pieces.map(|piece| piece.iter().map(corner).collect()).collect(),
        }
    });
    sets.collect()
}

/// The moves on the ways to these nodes, without those that all begin or end with.
fn ways(game: &ExtensiveGame, nodes: &[usize]) -> IndexMap<usize, String> {
    let moves = |node: usize, k: usize| match game.nodes[node].mover {
        Mover::Chance(draw) => game.chances[draw].moves[k].as_str(),
        Mover::Player(set) => game.infosets[set].moves[k].as_str(),
        Mover::End => "",
    };
    let way = |&node: &usize| {
        let before = |&(parent, _): &(usize, usize)| game.nodes[parent].parent;
        let steps = std::iter::successors(game.nodes[node].parent, before);
        let mut way: Vec<&str> = steps.map(|(parent, k)| moves(parent, k)).collect();
        way.reverse();
        way
    };
    let ways: Vec<Vec<&str>> = nodes.iter().map(way).collect();
    let shortest = ways.iter().map(Vec::len).min().unwrap_or(0);
    let alike = |at: &dyn Fn(&Vec<&str>) -> Option<String>| {
        ways.windows(2).all(|pair| at(&pair[0]) == at(&pair[1]))
    };
    let from_front = |k: usize| alike(&|way| way.get(k).map(|step| (*step).to_owned()));
    let from_back = |k: usize| alike(&|way| way.iter().rev().nth(k).map(|step| (*step).to_owned()));
    let front = (0..shortest).take_while(|&k| from_front(k)).count();
    // Every way keeps a move, so that it has a name.
    let back = (0..shortest.saturating_sub(front + 1)).take_while(|&k| from_back(k)).count();
    let told = ways.iter().map(|way| way[front..way.len() - back].join(" "));
    nodes.iter().copied().zip(told).collect()
}

fn named(names: &[String], play: &Figures, first: usize) -> IndexMap<String, Figure> {
    let moves = names.iter().enumerate();
    moves.filter_map(|(k, name)| Some((name.clone(), play.at(first + k)?))).collect()
}

/// The chance of reaching each node under a profile.
#[must_use]
pub fn reach(game: &ExtensiveGame, play: &[f64]) -> Vec<f64> {
    let mut reach = vec![1.0; game.nodes.len()];
    for (at, node) in game.nodes.iter().enumerate() {
        if let Some((parent, k)) = node.parent {
            let chance = match game.nodes[parent].mover {
                Mover::Chance(draw) => game.chances[draw].odds_f64[k],
                Mover::Player(set) => play[game.infosets[set].first_play + k],
                Mover::End => 0.0,
            };
            reach[at] = reach[parent] * chance;
        }
    }
    reach
}

/// What every node is worth to every player under a profile, node after node.
#[must_use]
pub fn values(game: &ExtensiveGame, play: &[f64]) -> Vec<f64> {
    let players = game.player_count();
    let mut values = game.end_payoffs_f64();
    for (at, node) in game.nodes.iter().enumerate().skip(1).rev() {
        let Some((parent, k)) = node.parent else { continue };
        let chance = match game.nodes[parent].mover {
            Mover::Chance(draw) => game.chances[draw].odds_f64[k],
            Mover::Player(set) => play[game.infosets[set].first_play + k],
            Mover::End => 0.0,
        };
        let (before, own) = values.split_at_mut(at * players);
        let to = &mut before[parent * players..(parent + 1) * players];
        to.iter_mut().zip(&own[..players]).for_each(|(sum, value)| *sum += chance * value);
    }
    values
}
