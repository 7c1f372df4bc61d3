//! A tree as a scenario of zopa: the game is what happens without a deal, and what could be agreed instead is left to
//! whoever goes on with it.
//!
//! Payoffs along the way are added up at the ends, and fractions stay fractions. Every node gets a name: its label where
//! that is one, else its number in preorder. Nothing that bears on play is lost; labels of information sets that hold one
//! node are.

use crate::keys::{keys, toml};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use zopa::game::form::{ExtensiveGame, Mover};
use zopa::num::rational::Rational;

/// Digits of a number that is written as a decimal.
const DIGITS: usize = 15;

/// The text of the scenario; `None` where the tree has no moves.
#[must_use]
pub fn scenario(game: &ExtensiveGame) -> Option<String> {
    if game.is_end(0) {
        return None;
    }
    let parties = keys(game.players.iter().map(String::as_str), "party");
    let title = if game.title.trim().is_empty() { "A game" } else { &game.title };
    let mut text = format!("language = 1\ntitle    = {}\n", toml(title));
    for line in game.comment.lines().filter(|line| !line.trim().is_empty()) {
        // Nothing in a comment of TOML is anything but a comment, control characters apart.
        let plain: String = line.chars().filter(|c| !c.is_control()).collect();
        text.insert_str(0, &format!("# {plain}\n"));
    }
    for (key, player) in parties.iter().zip(&game.players) {
        // Writing into a string cannot fail, here and below.
        let _ = write!(text, "\n[parties.{key}]\nname = {}\n", toml(player));
    }
    let first = parties.first().map_or("", String::as_str);
    let _ = write!(
        text,
        "\n# What could be agreed instead of playing the game, and what it would be worth to each: to be written.\n\
         [issues.agreement]\nby      = \"{first}\"\noptions = [\"none\", \"some\"]\n"
    );
    for key in &parties {
        let _ = write!(text, "[values.{key}]\nagreement.some = 0\n");
    }
    Tree::of(game).write(&parties, &mut text);
    Some(text)
}

/// A tree with the names that its nodes and outcomes have in the scenario.
struct Tree<'a> {
    game: &'a ExtensiveGame,
    payoffs: Vec<Rational>,
    /// Of every node its own name, of every end that of its outcome.
    names: Vec<String>,
    /// The ends whose outcomes are written.
    outcomes: Vec<usize>,
    /// Of every information set the name under which its nodes are not told apart.
    sets: Vec<String>,
}

impl<'a> Tree<'a> {
    fn of(game: &'a ExtensiveGame) -> Self {
        let payoffs = game.end_payoffs();
        let players = game.player_count();
        // Ends that give the same under the same label are one outcome.
        let mut of_end = BTreeMap::new();
        let mut stands_for: Vec<usize> = (0..game.nodes.len()).collect();
        for at in (0..game.nodes.len()).filter(|&at| game.is_end(at)) {
            let known = (label(game, at), &payoffs[at * players..(at + 1) * players]);
            stands_for[at] = *of_end.entry(known).or_insert(at);
        }
        let written: Vec<usize> =
            (0..game.nodes.len()).filter(|&at| stands_for[at] == at).collect();
        let wanted: Vec<String> = written
            .iter()
            .map(|&at| match label(game, at) {
                "" if game.is_end(at) => format!("end_{at}"),
                "" => format!("node_{at}"),
                label => label.to_owned(),
            })
            .collect();
        let keys_of = keys(wanted.iter().map(String::as_str), "node");
        let of_written: BTreeMap<usize, String> = written.iter().copied().zip(keys_of).collect();
        let names = stands_for.iter().map(|at| of_written[at].clone()).collect();
        let outcomes = written.into_iter().filter(|&at| game.is_end(at)).collect();
        let sets = game.infoset_names();
        let sets = keys(sets.iter().map(String::as_str), "set");
        Self { game, payoffs, names, outcomes, sets }
    }

    fn write(&self, parties: &[String], text: &mut String) {
        let game = self.game;
        let _ = write!(text, "\n[nodeal]\nstart = \"{}\"\n", self.names[0]);
        for (at, node) in game.nodes.iter().enumerate() {
            let moves = match node.mover {
                Mover::End => continue,
                Mover::Chance(draw) => different(&game.chances[draw].moves),
                Mover::Player(set) => different(&game.infosets[set].moves),
            };
            let _ = write!(text, "\n[nodeal.nodes.{}]\n", self.names[at]);
            let to = game.children(at).iter().map(|&child| format!("\"{}\"", self.names[child]));
            let to = table(&moves, to);
            match node.mover {
                Mover::Chance(draw) => {
                    let odds = game.chances[draw].odds.iter().map(number);
                    let odds = table(&moves, odds);
                    let _ = write!(text, "by    = \"chance\"\nmoves = {to}\nodds  = {odds}\n");
                }
                Mover::Player(set) => {
                    let infoset = &game.infosets[set];
                    let _ = write!(text, "by    = \"{}\"\nmoves = {to}\n", parties[infoset.player]);
                    if infoset.nodes.len() > 1 {
                        let _ = writeln!(text, "knows = \"{}\"", self.sets[set]);
                    }
                }
                Mover::End => {}
            }
        }
        for &at in &self.outcomes {
            let _ = write!(text, "\n[nodeal.outcomes.{}]\n", self.names[at]);
            if !label(game, at).is_empty() {
                let _ = writeln!(text, "name = {}", toml(label(game, at)));
            }
            let own = &self.payoffs[at * parties.len()..(at + 1) * parties.len()];
            for (key, payoff) in parties.iter().zip(own) {
                let _ = writeln!(text, "{key} = {}", number(payoff));
            }
        }
    }
}

/// What a node is called: an end like its outcome, if it has no label itself.
fn label(game: &ExtensiveGame, at: usize) -> &str {
    let node = &game.nodes[at];
    let outcome = node.outcome.filter(|_| game.is_end(at)).map(|outcome| &game.outcomes[outcome]);
    match (node.label.trim(), outcome) {
        ("", Some(outcome)) => outcome.label.trim(),
        (label, _) => label,
    }
}

fn table(keys: &[String], values: impl Iterator<Item = String>) -> String {
    let entries: Vec<String> =
        keys.iter().zip(values).map(|(key, value)| format!("{} = {value}", toml(key))).collect();
    format!("{{ {} }}", entries.join(", "))
}

/// Names of moves that can stand beside each other.
fn different(moves: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let one = |name: &String| {
        let stem = if name.trim().is_empty() { "move" } else { name };
        let numbered = (2..).map(|n| format!("{stem} ({n})"));
        let free =
            std::iter::once(stem.to_owned()).chain(numbered).find(|name| !taken.contains(name));
        let free = free.unwrap_or_default();
        taken.insert(free.clone());
        free
    };
    moves.iter().map(one).collect()
}

/// A number, or a fraction as an expression.
fn number(number: &Rational) -> String {
    match number.decimal(DIGITS) {
        // An integer that TOML may not hold is written as the float that it is.
        Some(decimal) if decimal.contains('.') || decimal.len() <= DIGITS => decimal,
        Some(decimal) => format!("{decimal}.0"),
        None => format!("\"{number}\""),
    }
}
