//! An answer with names in place of numbers, as JSON tells it.

use super::answer::{Answer, Equilibrium, Figure, Figures};
use super::form::{ExtensiveGame, Form, Mover};
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
        play: play(form, &found.play, found.beliefs.as_ref()),
        notes: found.notes.clone(),
    }
}

/// A profile with names.
#[must_use]
pub fn play(form: &Form, play: &Figures, beliefs: Option<&Figures>) -> Vec<ToldSet> {
    match form {
        Form::Extensive(game) => of_tree(game, play, beliefs),
        Form::Strategic(game) => {
            let mut first = 0;
            let sets = game.players.iter().map(|player| {
                let moves = named(&player.strategies, play, first);
                first += player.strategies.len();
                let (player, beliefs) = (player.label.clone(), IndexMap::new());
                ToldSet { player, at: None, reached: None, moves, beliefs }
            });
            sets.collect()
        }
    }
}

fn of_tree(game: &ExtensiveGame, play: &Figures, beliefs: Option<&Figures>) -> Vec<ToldSet> {
    let reach = reach(game, &play.to_f64());
    let names = game.infoset_names();
    let sets = game.infosets.iter().zip(names).map(|(set, name)| {
        let several = set.nodes.len() > 1;
        let believed = beliefs.filter(|_| several).into_iter().flat_map(|beliefs| {
            set.nodes.iter().filter_map(|&node| Some((node, beliefs.at(node)?)))
        });
        ToldSet {
            player: game.players[set.player].clone(),
            at: Some(name),
            reached: Some(set.nodes.iter().map(|&node| reach[node]).sum()),
            moves: named(&set.moves, play, set.first_play),
            beliefs: believed.collect(),
        }
    });
    sets.collect()
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
