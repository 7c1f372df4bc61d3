//! Trees of which parts are simultaneous or hidden, solved subgame by subgame.
//!
//! A node starts a subgame where whoever moves there or later knows that play has passed through it (R. Selten 1965).
//! From the last such node to the first, the part down to the next ones is a game of its own, whose ends are worth what
//! the subgames there were found to be worth. An equilibrium of every part, for what follows as it is played, is a
//! subgame-perfect equilibrium of the whole, and every one is found so.
//!
//! * `piece`: the parts, and each as a tree of those who move in it.
//! * `part`: its equilibria: best plans of one player, all extreme equilibria or one of two (tables of their reduced
//!   strategies, Lemke's walk, a linear program), or of more (support enumeration), else the limit of quantal response.
//!
//! Cost: that of the parts, once for every combination of ways in which what follows them may be played; one combination
//! where one equilibrium is asked for.

mod part;
mod piece;

use crate::game::answer::{Answer, Equilibrium, Figures};
use crate::game::form::{ExtensiveGame, Properties, subgames};
use crate::game::methods::{Ask, Refusal};
use crate::game::tree::{quantal, regret};
use crate::num::rational::Rational;
use piece::{Given, Piece};
use std::collections::BTreeMap;

/// Parts that are told.
const PARTS_TOLD: usize = 5;

/// A way of playing a subgame.
#[derive(Clone, Debug)]
struct Line {
    payoffs: Vec<Rational>,
    /// Chances of the plays of the part that begins it.
    play: Vec<Rational>,
    /// Which line of each subgame within is followed.
    below: Vec<usize>,
}

/// The subgame-perfect equilibria, or one.
///
/// # Errors
/// Where some part is not solved.
pub(in crate::game) fn solve(
    game: &ExtensiveGame,
    ask: &Ask,
    method: &'static str,
) -> Result<Answer, Refusal> {
    let roots = subgames(game);
    let pieces = Piece::all(game, &roots);
    let most = if ask.all { ask.most.max(1) } else { 1 };
    let mut search = Search {
        game,
        ends: game.end_payoffs(),
        at_root: roots.iter().copied().zip(0..).collect(),
        lines: vec![Vec::new(); pieces.len()],
        all: ask.all,
        most,
        exact: true,
        complete: true,
        limits: Vec::new(),
        told: Vec::new(),
    };
    for (at, piece) in pieces.iter().enumerate().rev() {
        search.settle(at, piece)?;
    }
    Ok(search.answer(&pieces, method))
}

struct Search<'a> {
    game: &'a ExtensiveGame,
    ends: Vec<Rational>,
    /// Which piece begins at a root.
    at_root: BTreeMap<usize, usize>,
    /// Of each piece, the ways of playing on from its root.
    lines: Vec<Vec<Line>>,
    all: bool,
    most: usize,
    exact: bool,
    complete: bool,
    limits: Vec<String>,
    /// Parts in which something is simultaneous or hidden, or moves tie: the piece, how it was solved, and the most
    /// equilibria that it has for one way of playing on.
    told: Vec<(usize, &'static str, usize)>,
}

impl Search<'_> {
    /// Finds the lines of a piece, those of the subgames within being known.
    fn settle(&mut self, at: usize, piece: &Piece) -> Result<(), Refusal> {
        let inner: Vec<usize> = piece.inner.iter().map(|root| self.at_root[root]).collect();
        let mut below = vec![0; inner.len()];
        let mut found: Vec<Line> = Vec::new();
        let (mut how, mut several) = ("", 0);
        let mut open = true;
        while open && found.len() < self.most {
            let settled = piece.inner.iter().zip(&inner).zip(&below);
            let settled = settled
                .map(|((&root, &piece), &line)| (root, self.lines[piece][line].payoffs.as_slice()));
            let given = Given { game: self.game, ends: &self.ends, settled: settled.collect() };
            let solved = given.tree(piece).and_then(|tree| part::solve(&tree, self.all, self.most));
            let solved = solved.ok_or_else(|| unsolved(self.game, piece))?;
            (how, several) = (solved.method, several.max(solved.plays.len()));
            for own in solved.plays {
                if found.len() == self.most {
                    self.complete = false;
                    break;
                }
                let payoffs = given.worth(piece, &own);
                found.push(Line { payoffs, play: own, below: below.clone() });
            }
            self.exact &= solved.exact;
            self.complete &= solved.complete;
            if let Some(limit) =
                solved.limit.filter(|limit| self.all && !self.limits.contains(limit))
            {
                self.limits.push(limit);
            }
            open = advance(&mut below, &inner, &self.lines);
        }
        if open {
            self.complete = false;
            if self.all {
                let limit = format!(
                    "There are more equilibria: the list was cut at {} for a subgame.",
                    self.most
                );
                if !self.limits.contains(&limit) {
                    self.limits.push(limit);
                }
            }
        }
        if piece.sets.len() > 1 || several > 1 {
            self.told.push((at, how, several));
        }
        self.lines[at] = found;
        Ok(())
    }

    fn answer(mut self, pieces: &[Piece], method: &'static str) -> Answer {
        let equilibria: Vec<Equilibrium> =
            (0..self.lines[0].len()).map(|line| self.listed(pieces, line)).collect();
        self.told.reverse();
        let mut notes: Vec<String> =
            self.told.iter().take(PARTS_TOLD).map(|told| self.sentence(pieces, told)).collect();
        if self.told.len() > PARTS_TOLD {
            notes.push(format!("{} more parts are of the kind.", self.told.len() - PARTS_TOLD));
        }
        let ties =
            |(at, _, several): &(usize, &str, usize)| pieces[*at].movers.len() == 1 && *several > 1;
        if self.told.iter().any(ties) {
            let note = "Where moves are equally good, mixing them may be an equilibrium too.";
            notes.push(note.to_owned());
        }
        Answer {
            method,
            parameters: vec![("parts", pieces.len().to_string())],
            exact: self.exact,
            complete: self.complete,
            equilibria,
            limits: self.limits,
            notes,
        }
    }

    fn sentence(
        &self,
        pieces: &[Piece],
        (at, how, several): &(usize, &'static str, usize),
    ) -> String {
        let piece = &pieces[*at];
        let sets = piece.sets.iter().take(PARTS_TOLD).map(|&set| {
            let player = &self.game.players[self.game.infosets[set].player];
            format!("{player} at {}", self.game.infoset_name(set))
        });
        let mut sets: Vec<String> = sets.collect();
        if piece.sets.len() > PARTS_TOLD {
            sets.push(format!("{} more", piece.sets.len() - PARTS_TOLD));
        }
        let count = match (several, self.all) {
            (1, _) | (_, false) => String::new(),
            (several, true) => format!(", with {several} equilibria"),
        };
        format!(
            "{}: {}, solved by {how}{count}.",
            sets.join(", "),
            if sets.len() == 1 { "a game of its own" } else { "a game of their own" }
        )
    }

    fn listed(&self, pieces: &[Piece], line: usize) -> Equilibrium {
        let mut play = vec![Rational::ZERO; self.game.plays()];
        let mut open = vec![(0, line)];
        while let Some((at, line)) = open.pop() {
            let Line { play: own, below, .. } = &self.lines[at][line];
            for (at, chance) in pieces[at].plays(self.game).into_iter().zip(own) {
                play[at] = chance.clone();
            }
            let inner = pieces[at].inner.iter().map(|root| self.at_root[root]);
            open.extend(inner.zip(below.iter().copied()));
        }
        let payoffs = self.lines[0][line].payoffs.clone();
        let doubles =
            |figures: &[Rational]| figures.iter().map(Rational::to_f64).collect::<Vec<_>>();
        let regret = if self.exact {
            0.0
        } else {
            let recall = Properties::of_tree(self.game).perfect_recall;
            regret::approximate(self.game, &doubles(&play), recall).largest()
        };
        let figures = |figures: Vec<Rational>| {
            if self.exact {
                Figures::Exact(figures)
            } else {
                Figures::Approximate(doubles(&figures))
            }
        };
        Equilibrium {
            play: figures(play),
            payoffs: figures(payoffs),
            regret,
            beliefs: None,
            allowed: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// Goes on to the next combination of lines; false after the last.
fn advance(below: &mut [usize], inner: &[usize], lines: &[Vec<Line>]) -> bool {
    for (line, &piece) in below.iter_mut().zip(inner) {
        *line += 1;
        if *line < lines[piece].len() {
            return true;
        }
        *line = 0;
    }
    false
}

fn unsolved(game: &ExtensiveGame, piece: &Piece) -> Refusal {
    let name = piece.sets.first().map_or_else(String::new, |&set| game.infoset_name(set));
    Refusal::because(format!(
        "the part of the game that begins at `{name}` is not solved by any method"
    ))
    .instead(quantal::LIMIT.name)
}

#[cfg(test)]
mod tests;
