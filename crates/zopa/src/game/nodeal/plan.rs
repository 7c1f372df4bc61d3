//! Which plays of a game with hidden moves are unknowns, and how all that bears on them follows from
//! them.
//!
//! A choice that needs no belief is no unknown: once the play after it is known, it follows in closed
//! form. What remains are the sets at which beliefs matter ([`hinges`]). A plan lists what a pass over
//! the game must compute to say what the moves there are worth, and nothing else:
//!
//! 1. *closed* steps, from the end of the game: logit choices and values that depend on the precision
//!    alone;
//! 2. *open* steps, from the end: those that depend on the unknowns as well;
//! 3. *ways*, from the start: how likely play comes to the nodes of the unknown sets.
//!
//! Near the limit a choice before an unknown set must be an unknown too: the values of its moves differ
//! by 1 / precision where it mixes, too little to be computed from rounded play, while play can be
//! computed from it ([`Plan::new`] with `near_limit`).
//!
//! A plan depends on the shape and on which sets are hinges, not on the numbers.

use super::backward::SAME;
use super::compiled::{Mover, Shape};
use std::ops::Range;

/// What to compute, in which order.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Whether the play at each set is unknown.
    pub(super) unknown: Vec<bool>,
    /// Whether some choice at each set depends on beliefs.
    pub(super) hinges: Vec<bool>,
    pub(super) near_limit: bool,
    /// The set and the move of each unknown log odds.
    pub(super) variables: Vec<(usize, usize)>,
    /// Which of the values of all places stand in the first slots from the start.
    pub(super) given: Vec<usize>,
    pub(super) slots: usize,
    pub(super) closed: Vec<Step>,
    pub(super) open: Vec<Step>,
    pub(super) ways: Vec<Way>,
    pub(super) answers: Vec<Answer>,
    /// Slots of values, in stretches.
    lists: Vec<usize>,
    /// Arrivals over edges, in stretches.
    links: Vec<Link>,
}

/// A step back from the end of the game.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Logit choice at a set between moves with these values.
    Choose { set: usize, values: Range<usize> },
    /// A node's value: the mean of those of its moves.
    Mean { node: usize, into: usize, values: Range<usize> },
}

/// A node on the way to an unknown set, and the edges over which play comes to it.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) node: usize,
    pub(super) links: Range<usize>,
}

/// An edge: where it starts and which of its node's moves it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) from: usize,
    pub(super) k: usize,
}

/// An unknown set.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) set: usize,
    /// The moves' values, node after node.
    pub(super) values: Range<usize>,
}

/// Marks the sets at which a choice depends on beliefs, whatever the precision. Values must be those of
/// the outcomes and of all places that no party's choice can change ([`Shape::given`]).
///
/// A choice needs no belief where each move's advantage over the first is the same at every node: where
/// going from one node of the set to another changes the value of each move by the same amount.
pub(super) fn hinges(shape: &Shape, ranges: &[f64], values: &[f64], hinges: &mut Vec<bool>) {
    hinges.clear();
    hinges.extend(shape.sets.iter().map(|set| {
        let range = ranges[set.party];
        let Some((&first, others)) = set.nodes.split_first() else { return false };
        let change = |node: usize, k: usize| -> Option<f64> {
            let (here, there) = (*shape.successors(node).get(k)?, *shape.successors(first).get(k)?);
            let value = |place: usize| values[shape.at(place) + set.party];
            match here == there {
                true => Some(0.0),
                false if shape.given[here] && shape.given[there] => {
                    Some(value(here) - value(there))
                }
                false => None,
            }
        };
        let same = |x: Option<f64>, y: Option<f64>| {
            x.zip(y).is_some_and(|(x, y)| (x - y).abs() <= SAME * range)
        };
        range > 0.0
            && !others
                .iter()
                .all(|&node| (1..set.moves).all(|k| same(change(node, k), change(node, 0))))
    }));
}

impl Plan {
    /// The plan for games in which beliefs matter at these sets.
    pub(super) fn new(shape: &Shape, hinges: &[bool], near_limit: bool) -> Self {
        let (open_places, open_plays) = openness(shape, hinges);
        let unknown = if near_limit { open_plays.clone() } else { hinges.to_vec() };
        let moves = |set: usize| (1..shape.sets[set].moves).map(move |k| (set, k));
        let variables = (0..shape.sets.len()).filter(|&set| unknown[set]).flat_map(moves).collect();
        let mut plan = Self {
            unknown,
            hinges: hinges.to_vec(),
            near_limit,
            variables,
            given: Vec::new(),
            slots: 0,
            closed: Vec::new(),
            open: Vec::new(),
            ways: Vec::new(),
            answers: Vec::new(),
            lists: Vec::new(),
            links: Vec::new(),
        };
        let on_the_way = plan.lay_ways(shape);
        let wanted = Wanted::new(shape, &plan.unknown, &on_the_way);
        plan.lay_steps(shape, &wanted, &open_places, &open_plays);
        plan
    }

    /// The slots of a stretch.
    pub(super) fn list(&self, stretch: &Range<usize>) -> &[usize] {
        &self.lists[stretch.clone()]
    }

    /// The edges of a way.
    pub(super) fn links(&self, way: &Way) -> &[Link] {
        &self.links[way.links.clone()]
    }

    /// Lists the ways to all unknown sets of several nodes; gives the nodes on them.
    fn lay_ways(&mut self, shape: &Shape) -> Vec<bool> {
        let mut on = vec![false; shape.places()];
        for (set, &unknown) in shape.sets.iter().zip(&self.unknown) {
            if unknown && set.nodes.len() > 1 {
                set.nodes.iter().for_each(|&node| on[node] = true);
            }
        }
        for node in (0..shape.nodes.len()).rev() {
            on[node] |= shape.successors(node).iter().any(|&to| on[to]);
        }
        for to in (0..shape.nodes.len()).filter(|&node| on[node]) {
            let start = self.links.len();
            for from in (0..to).filter(|&node| on[node]) {
                let over =
                    shape.successors(from).iter().enumerate().filter(|(_, next)| **next == to);
                self.links.extend(over.map(|(k, _)| Link { from, k }));
            }
            self.ways.push(Way { node: to, links: start..self.links.len() });
        }
        on
    }

    /// Lists the steps that compute what is wanted, and the unknown sets.
    fn lay_steps(&mut self, shape: &Shape, wanted: &Wanted, places: &[bool], plays: &[bool]) {
        let mut slots = vec![usize::MAX; wanted.values.len()];
        for place in (0..shape.places()).filter(|&place| shape.given[place]) {
            for value in (shape.at(place)..shape.at(place + 1)).filter(|&v| wanted.values[v]) {
                slots[value] = self.given.len();
                self.given.push(value);
            }
        }
        self.slots = self.given.len();
        for node in (0..shape.nodes.len()).rev() {
            if let Mover::Set(set) = shape.nodes[node].mover
                && wanted.plays[set]
                && shape.sets[set].last == node
            {
                let values = self.note(shape, &slots, node, shape.sets[set].party);
                let steps = if plays[set] { &mut self.open } else { &mut self.closed };
                steps.push(Step::Choose { set, values });
            }
            for party in 0..shape.parties {
                let value = shape.at(node) + party;
                if wanted.values[value] && !shape.given[node] {
                    let (into, values) = (self.slots, self.note(shape, &slots, node, party));
                    slots[value] = into;
                    self.slots += 1;
                    let steps = if places[node] { &mut self.open } else { &mut self.closed };
                    steps.push(Step::Mean { node, into, values });
                }
            }
        }
        for (set, this) in shape.sets.iter().enumerate() {
            if !self.unknown[set] {
                continue;
            }
            let start = self.lists.len();
            for &node in &this.nodes {
                self.note(shape, &slots, node, this.party);
            }
            self.answers.push(Answer { set, values: start..self.lists.len() });
        }
    }

    /// Lists the slots of what the moves of `node` are worth to `party`.
    fn note(&mut self, shape: &Shape, slots: &[usize], node: usize, party: usize) -> Range<usize> {
        let start = self.lists.len();
        self.lists.extend(shape.successors(node).iter().map(|&to| slots[shape.at(to) + party]));
        start..self.lists.len()
    }
}

/// Which places have values, and which sets choices, that depend on play at the hinges.
fn openness(shape: &Shape, hinges: &[bool]) -> (Vec<bool>, Vec<bool>) {
    let (mut places, mut plays) = (vec![false; shape.places()], hinges.to_vec());
    for node in (0..shape.nodes.len()).rev() {
        let after = shape.successors(node).iter().any(|&to| places[to]);
        places[node] = match shape.nodes[node].mover {
            Mover::Chance => after,
            Mover::Set(set) => {
                // Where no belief is needed, the last node's moves speak for those of all nodes.
                plays[set] |= after && shape.sets[set].last == node;
                after || plays[set]
            }
        };
    }
    (places, plays)
}

/// What the worth of the moves at the unknown sets depends on.
struct Wanted {
    /// Values, by place, then party.
    values: Vec<bool>,
    /// Plays of sets that are not unknown.
    plays: Vec<bool>,
}

impl Wanted {
    fn new(shape: &Shape, unknown: &[bool], on_the_way: &[bool]) -> Self {
        let mut wanted = Self {
            values: vec![false; shape.places() * shape.parties],
            plays: vec![false; shape.sets.len()],
        };
        for (set, this) in shape.sets.iter().enumerate() {
            if unknown[set] {
                this.nodes.iter().for_each(|&node| wanted.values_after(shape, node, this.party));
            } else {
                wanted.plays[set] = this.nodes.iter().any(|&node| on_the_way[node]);
            }
        }
        for node in 0..shape.nodes.len() {
            if shape.given[node] {
                continue;
            }
            let own = shape.at(node)..shape.at(node + 1);
            let parties = (0..shape.parties).filter(|party| wanted.values[own.start + party]);
            let parties: Vec<usize> = parties.collect();
            for &party in &parties {
                wanted.values_after(shape, node, party);
            }
            if let Mover::Set(set) = shape.nodes[node].mover
                && !unknown[set]
            {
                wanted.plays[set] |= !parties.is_empty();
                if wanted.plays[set] && shape.sets[set].last == node {
                    wanted.values_after(shape, node, shape.sets[set].party);
                }
            }
        }
        wanted
    }

    fn values_after(&mut self, shape: &Shape, node: usize, party: usize) {
        shape.successors(node).iter().for_each(|&to| self.values[shape.at(to) + party] = true);
    }
}
