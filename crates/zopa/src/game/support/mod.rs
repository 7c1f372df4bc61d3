//! All equilibria by the moves that are made in them: any number of players, tables and trees.
//!
//! Method (J. Dickhaut and T. Kaplan 1991; R. Porter, E. Nudelman and Y. Shoham 2008). For every choice of moves that are
//! made with some chance (a support of each who decides), the chances make everybody indifferent among what it does, and
//! nothing else better. That is a system of polynomials which are affine in the chances of each.
//!
//! 1. `agents`: the supports are listed, without those that hold a move that is worse than another whatever happens.
//! 2. `num::multiaffine`: all roots of the system, each proved to be there and to be the only one
//!    nearby, in doubles with room for rounding; and a proof that there are no more.
//! 3. `profile`: the root in fractions where it is rational, so that the equilibrium is proved exactly; else it carries
//!    what somebody could still gain from the rounding.
//! 4. Of a tree, who decides are the information sets to which play comes. `deterrence` finds play for the others that
//!    keeps everybody from coming there, or proves that there is none.
//!
//! Cost: the number of supports is the product of 2^moves - 1 of all who decide; each system costs what its roots and its
//! near-singularities cost. With three players of four moves some thousand supports are left; of five moves some ten
//! thousand, each dearer. Most systems are done with soon; those that are not get more once all have been looked at.
//! Limits on supports, on work for each and in all say so where they are reached. Degenerate games have supports with
//! endlessly many equilibria; what is singular is left open, and said.

mod agents;
mod deterrence;
mod profile;
mod table;
mod tree;

use super::answer::{Answer, Equilibrium};
use super::form::{Form, Properties};
use super::methods::{Ask, Kind, MethodOf, Refusal};
use super::table::pure;
use super::tree::quantal;
use agents::{Agents, Settled, Supports, profiles};
use rayon::prelude::*;
use table::Table;
use tree::Tree;

/// Support profiles that are looked at.
const MOST_PROFILES: usize = 100_000;
/// Tests for dominated moves.
const MOST_TESTS: usize = 1_000_000;
/// Work for the tests: cells, or nodes, times tests.
const MOST_TESTING: usize = 200_000_000;
/// Moves of one who decides.
const MOST_MOVES: usize = 16;
/// Cells of a table, nodes of a tree.
const MOST_CELLS: usize = 1_000_000;
/// Values of one system at its corners.
const MOST_VALUES: usize = 1_000_000;
/// Multiplications for one system, at first.
const FIRST_WORK: u64 = 30_000_000;
/// Multiplications for one that has not come to an end so.
const MOST_WORK: u64 = 1_000_000_000;
/// Multiplications in all.
const MOST_IN_ALL: u64 = 5_000_000_000;
/// Supports that are looked at side by side, at first and where each may take long.
const SIDE_BY_SIDE: [usize; 2] = [64, 4];
/// Ways of playing closer than this to each other are one.
const SAME: f64 = 1e-7;

/// Support enumeration.
pub const METHOD: MethodOf = MethodOf {
    name: "support",
    finds: "all equilibria of small games, mixed ones too, for any number of players",
    kind: Kind::Equilibria,
    lists: true,
    reads: &[],
    refuses,
    solve,
};

fn refuses(facts: &Properties) -> Option<Refusal> {
    let instead = if facts.tree { quantal::LIMIT.name } else { pure::METHOD.name };
    let refusal = |reason: String| Some(Refusal::because(reason).instead(instead));
    if facts.absent_minded {
        let reason = "a player is absent-minded: it passes twice through one information set, and what deviating \
            there means is not agreed upon";
        return Some(Refusal::because(reason));
    }
    if !facts.perfect_recall {
        return refusal(
            "a player forgets what it did, and no set can decide for itself".to_owned(),
        );
    }
    let cells = facts.ends.max(facts.nodes);
    if cells > MOST_CELLS {
        let what = if facts.tree { "nodes" } else { "cells" };
        return refusal(format!("the game has {cells} {what}, and the method takes {MOST_CELLS}"));
    }
    None
}

fn solve(form: &Form, ask: &Ask) -> Result<Answer, Refusal> {
    within(form, ask, MOST_IN_ALL)
}

/// The same with so many multiplications in all.
///
/// # Errors
/// Where the game is too large, or somebody forgets.
pub(in crate::game) fn within(form: &Form, ask: &Ask, most: u64) -> Result<Answer, Refusal> {
    if let Some(refusal) = refuses(&form.properties()) {
        return Err(refusal);
    }
    match form {
        Form::Strategic(game) => {
            let cells = game.cell_count().unwrap_or(usize::MAX);
            listed(&Table::new(game), cells, ask, most)
        }
        Form::Extensive(game) => {
            let mut answer = listed(&Tree::new(game), game.nodes.len(), ask, most)?;
            let note = "Where play does not come, one way of keeping everybody from coming there is told; there may be more.";
            answer.notes.push(note.to_owned());
            Ok(answer)
        }
    }
}

/// What was found with one support profile.
#[derive(Default)]
struct Found {
    equilibria: Vec<Equilibrium>,
    work: u64,
    /// Whether more work might bring more.
    unfinished: bool,
    /// Whether the system is singular somewhere, or too large.
    open: bool,
    /// Ways of playing of which it is not known whether anybody can be kept from deviating.
    unknown: usize,
}

fn listed(agents: &impl Agents, size: usize, ask: &Ask, most: u64) -> Result<Answer, Refusal> {
    if let Some(&moves) = agents.moves().iter().find(|&&moves| moves > MOST_MOVES) {
        let reason = format!(
            "somebody has {moves} moves to mix, and the method takes {MOST_MOVES} of each who decides"
        );
        return Err(Refusal::because(reason).instead(quantal::LIMIT.name));
    }
    let tests = MOST_TESTS.min(MOST_TESTING / size.max(1));
    let profiles = profiles(agents, MOST_PROFILES, tests);
    let mut search = Search { most, ..Search::default() };
    let unfinished = search.look(agents, &profiles.found, FIRST_WORK, ask.all);
    search.look(agents, &unfinished, MOST_WORK, ask.all);
    Ok(search.answer(profiles.found.len(), profiles.complete, ask))
}

/// The equilibria with one support profile.
fn of(agents: &impl Agents, given: &Supports, most_work: u64) -> Found {
    let Some(system) = agents.system(given, MOST_VALUES) else {
        return Found { open: true, ..Found::default() };
    };
    let roots = system.roots(most_work);
    let (work, open) = (roots.work, roots.open > 0);
    let unfinished = open && !roots.singular;
    let mut found = Found { work, open, unfinished, ..Found::default() };
    for root in &roots.found {
        let exact = profile::exact(agents, given, &system, root);
        let settled = match &exact {
            Some(play) => agents.settle(given, play, true),
            None => {
                let play = profile::spread(agents, given, root);
                let play = play.iter().map(|&x| crate::num::rational::Rational::exactly(x));
                let play: Vec<_> = play.map(Option::unwrap_or_default).collect();
                agents.settle(given, &play, false)
            }
        };
        match settled {
            Settled::Equilibrium(equilibrium) => found.equilibria.push(*equilibrium),
            Settled::Not => {}
            Settled::Unknown => found.unknown += 1,
        }
    }
    found
}

#[derive(Default)]
struct Search {
    equilibria: Vec<Equilibrium>,
    looked: usize,
    open: usize,
    unknown: usize,
    work: u64,
    /// The most work.
    most: u64,
}

impl Search {
    /// Looks at these supports with so much work for each; gives back those that are not done with, and not counted yet.
    fn look(
        &mut self,
        agents: &impl Agents,
        profiles: &[Supports],
        most_work: u64,
        all: bool,
    ) -> Vec<Supports> {
        let mut unfinished = Vec::new();
        let first = most_work < MOST_WORK;
        for chunk in profiles.chunks(SIDE_BY_SIDE[usize::from(!first)]) {
            if !all && !self.equilibria.is_empty() || self.work > self.most {
                break;
            }
            let found: Vec<Found> =
                chunk.par_iter().map(|given| of(agents, given, most_work)).collect();
            for (given, found) in chunk.iter().zip(found) {
                if found.unfinished && first {
                    unfinished.push(given.clone());
                    self.work += found.work;
                    found.equilibria.into_iter().for_each(|found| self.keep(found));
                } else {
                    self.add(found);
                }
            }
        }
        unfinished
    }

    fn add(&mut self, found: Found) {
        self.looked += 1;
        self.work += found.work;
        self.open += usize::from(found.open);
        self.unknown += found.unknown;
        found.equilibria.into_iter().for_each(|found| self.keep(found));
    }

    fn keep(&mut self, equilibrium: Equilibrium) {
        let play = equilibrium.play.to_f64();
        let same = |other: &Equilibrium| {
            let other = other.play.to_f64();
            other.iter().zip(&play).all(|(x, y)| (x - y).abs() < SAME)
        };
        match self.equilibria.iter_mut().find(|other| same(other)) {
            Some(other) if !other.play.is_exact() && equilibrium.play.is_exact() => {
                *other = equilibrium;
            }
            Some(_) => {}
            None => self.equilibria.push(equilibrium),
        }
    }

    fn answer(mut self, listed: usize, all_listed: bool, ask: &Ask) -> Answer {
        let count = self.equilibria.len();
        let shown = count.min(if ask.all { ask.most } else { 1 });
        self.equilibria.truncate(shown);
        let mut limits = Vec::new();
        if ask.all {
            if !all_listed {
                limits.push(format!(
                    "There are more than {listed} combinations of moves that may be made together; with the others \
                        there may be more equilibria."
                ));
            }
            if self.looked < listed {
                limits.push(format!(
                    "{} of {listed} combinations of moves were looked at before the work became too much.",
                    self.looked
                ));
            }
            if shown < count {
                limits.push(format!("{shown} of {count} equilibria are listed."));
            }
        }
        if self.open > 0 && ask.all {
            limits.push(format!(
                "With {} of {} combinations of moves there may be more equilibria: something ties there, or nearly so, or \
                    there are too many who mix.",
                self.open, self.looked
            ));
        }
        if self.unknown > 0 && ask.all {
            limits.push(format!(
                "Of {} ways of playing it was not found out whether anybody gains by deviating: something ties, or nearly so, or \
                    too much may be done where play does not come.",
                self.unknown
            ));
        }
        let exact = self.equilibria.iter().all(|found| found.play.is_exact());
        let mut notes = Vec::new();
        if !exact {
            notes.push(
                "Equilibria whose chances are no fractions are told to rounding: each is proved to lie within 1e-10 of \
                    what is told, and to be alone there with the moves that it makes."
                    .to_owned(),
            );
        }
        Answer {
            method: METHOD.name,
            parameters: vec![("combinations of moves", self.looked.to_string())],
            exact,
            complete: ask.all && limits.is_empty(),
            equilibria: self.equilibria,
            limits,
            notes,
        }
    }
}

#[cfg(test)]
mod tests;
