//! Families of trees, grown node after node in preorder.

use crate::book::Book;
use std::collections::BTreeMap;
use std::fmt::{Display, Write};
use zopa::num::rational::Rational;

/// A tree in the making, as the text of a file.
pub(crate) struct Grow {
    name: String,
    text: String,
    draws: usize,
    ends: usize,
    sets: BTreeMap<(usize, String), usize>,
}

impl Grow {
    /// An empty tree for these players.
    pub(crate) fn new(name: &str, players: &[&str]) -> Self {
        let mut text = format!("EFG 2 R \"{name}\" {{");
        players.iter().for_each(|player| write!(text, " \"{player}\"").unwrap());
        text += " }\n\n";
        Self { name: name.to_owned(), text, draws: 0, ends: 0, sets: BTreeMap::new() }
    }

    /// Chance moves: names and odds.
    pub(crate) fn chance<N: Display, P: Display>(&mut self, moves: &[(N, P)]) {
        self.draws += 1;
        write!(self.text, "c \"\" {} \"\" {{", self.draws).unwrap();
        moves.iter().for_each(|(name, odds)| write!(self.text, " \"{name}\" {odds}").unwrap());
        self.text += " } 0\n";
    }

    /// A player, from 1, moves where it knows what the label says.
    pub(crate) fn player<N: Display>(&mut self, player: usize, label: &str, moves: &[N]) {
        let next = self.sets.len() + 1;
        let set = *self.sets.entry((player, label.to_owned())).or_insert(next);
        write!(self.text, "p \"\" {player} {set} \"{label}\" {{").unwrap();
        moves.iter().for_each(|name| write!(self.text, " \"{name}\"").unwrap());
        self.text += " } 0\n";
    }

    /// The end.
    pub(crate) fn end(&mut self, payoffs: &[Rational]) {
        self.ends += 1;
        write!(self.text, "t \"\" {} \"\" {{", self.ends).unwrap();
        payoffs.iter().for_each(|payoff| write!(self.text, " {payoff}").unwrap());
        self.text += " }\n";
    }

    /// The game.
    #[track_caller]
    pub(crate) fn book(self) -> Book {
        Book::written(&self.name, &self.text)
    }
}

/// A whole number.
pub(crate) fn whole(n: usize) -> Rational {
    Rational::from(i64::try_from(n).unwrap())
}

/// A fraction of whole numbers.
pub(crate) fn part(n: usize, of: usize) -> Rational {
    Rational::new(i64::try_from(n).unwrap(), i64::try_from(of).unwrap()).unwrap()
}

/// Each of `size` moves for sure or not.
pub(crate) fn only(size: usize, which: usize) -> String {
    (0..size).map(|at| if at == which { "1 " } else { "0 " }).collect()
}
