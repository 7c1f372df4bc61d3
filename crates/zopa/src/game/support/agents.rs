//! Who mixes: the players of a table, or the information sets of a tree; and the supports they can have.
//!
//! A support profile says of each agent which of its moves it makes with some chance. Of a tree only the agents to which
//! play comes have one: what the others do is no matter of mixing, but of keeping people from coming there.
//!
//! Method (R. Porter, E. Nudelman and Y. Shoham 2008, for tables): agent after agent is given a support, the small ones
//! first, and what is given so far is dropped where it holds a move that is worse than another against all that the rest
//! may still do.
//!
//! Cost: that of one test for each partial profile. All profiles are as many as the products of 2^moves - 1; what is
//! dropped early is what makes it bearable.

use crate::game::answer::Equilibrium;
use crate::num::multiaffine::System;
use crate::num::rational::Rational;

/// Of each agent the moves that it makes, as bits; 0 where it has not been given any.
pub(super) type Supports = Vec<u32>;

/// What has been found out about a way of playing.
#[derive(Clone, Debug)]
pub(super) enum Settled {
    /// It is an equilibrium.
    Equilibrium(Box<Equilibrium>),
    /// Somebody gains by deviating.
    Not,
    /// Whether anybody can be kept from deviating was not found out.
    Unknown,
}

/// A game, as those who mix in it see it.
pub(super) trait Agents: Sync {
    /// How many moves each agent has. Their chances stand one after the other in a play.
    fn moves(&self) -> &[usize];

    /// An agent to which play may come, that has no support yet.
    fn next(&self, given: &[u32]) -> Option<usize>;

    /// Whether some move that is given is worse than another against all that is left.
    fn dominated(&self, given: &[u32]) -> bool;

    /// The equations that make each mixing agent indifferent among its moves, and as bounds what moves that are not made
    /// would gain; on the simplices of those who mix. For each: what each of its moves gives less what its first does, in
    /// its own range of payoffs. `None` where the table of values at the corners would have more than `most` entries.
    fn system(&self, given: &[u32], most: usize) -> Option<System>;

    /// What each move gives, for the chances of all moves, exactly; for each agent in the unit of its equations.
    fn replies(&self, given: &[u32], play: &[Rational]) -> Vec<Rational>;

    /// The range of payoffs of an agent, with which its equations are divided.
    fn range(&self, agent: usize) -> f64;

    /// Judges chances that solve the equations, exactly so or nearly.
    fn settle(&self, given: &[u32], play: &[Rational], exact: bool) -> Settled;
}

/// Where the moves of each agent begin among all moves.
pub(super) fn first_moves(moves: &[usize]) -> Vec<usize> {
    let mut sum = 0;
    let first = moves.iter().map(|&moves| {
        sum += moves;
        sum - moves
    });
    first.collect()
}

/// The moves of a support.
pub(super) fn members(support: u32) -> impl Iterator<Item = usize> + Clone {
    (0..32).filter(move |at| support >> at & 1 == 1)
}

/// The support profiles that are left, those with small supports first.
pub(super) struct Profiles {
    pub(super) found: Vec<Supports>,
    /// Whether these are all.
    pub(super) complete: bool,
}

/// Lists the support profiles, at most `most`, with at most `most_tests` tests.
pub(super) fn profiles(agents: &impl Agents, most: usize, most_tests: usize) -> Profiles {
    let moves = agents.moves();
    let largest = moves.iter().max().copied().unwrap_or(1).max(1);
    let mut listing = Listing {
        agents,
        found: Vec::new(),
        given: vec![0; moves.len()],
        tests: most_tests,
        most,
        complete: true,
    };
    for size in 1..=u32::try_from(largest).unwrap_or(u32::MAX) {
        listing.extend(size, size == 1);
        if !listing.complete {
            break;
        }
    }
    Profiles { found: listing.found, complete: listing.complete }
}

struct Listing<'a, A> {
    agents: &'a A,
    found: Vec<Supports>,
    given: Supports,
    tests: usize,
    most: usize,
    complete: bool,
}

impl<A: Agents> Listing<'_, A> {
    /// Completes what is given in all ways in which the largest support has `size` moves; whether one does is `reached`.
    fn extend(&mut self, size: u32, reached: bool) {
        let Some(agent) = self.agents.next(&self.given) else {
            if reached {
                if self.found.len() == self.most {
                    self.complete = false;
                } else {
                    self.found.push(self.given.clone());
                }
            }
            return;
        };
        for support in 1..1_u32 << self.agents.moves()[agent] {
            let count = support.count_ones();
            if count > size {
                continue;
            }
            if self.tests == 0 {
                self.complete = false;
            }
            if !self.complete {
                break;
            }
            self.tests -= 1;
            self.given[agent] = support;
            if !self.agents.dominated(&self.given) {
                self.extend(size, reached || count == size);
            }
        }
        self.given[agent] = 0;
    }
}

/// The product of all before each.
pub(super) fn products(sizes: &[usize]) -> Vec<usize> {
    let mut product = 1;
    let before = sizes.iter().map(|&size| {
        product *= size;
        product / size.max(1)
    });
    before.collect()
}
