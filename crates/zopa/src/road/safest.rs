//! The safest road to a deal: the one whose tightest condition has the largest relative margin.
//!
//! *Is there a road on which every condition holds by at least r?* is answered by a search backwards from
//! the deal. A label at a standing holds what the participants get by going on from there (V). A step
//! back is taken where its conditions hold by r. V is increasing in the continuation and each condition is
//! a lower bound, so a label with no more V than another at its standing can do nothing that the other
//! cannot: only Pareto-maximal labels are kept, and the search is exact. Labels are taken by falling
//! margin, which finds good roads first.
//!
//! *The safest road* follows by repetition: each road found has a margin of its own, at least r. The gap to
//! what is known to be out of reach (at first the best last step) is halved while it is wide; then asking
//! for more than the last road has (Dinkelbach 1967) ends with the proof that there is no more.
//! The fewest steps among the equally safe are found by taking labels by rising number of steps.
//!
//! Most searches end after some thousand steps. Where one does not, what roads to the deal with margin r
//! ask is computed first ([`requirements`](super::requirements), for the standings between today and the
//! deal only). That answers the question, and leads the search: a label whose V does not meet what such
//! roads ask is dropped, and every other one is on the way of a road.
//!
//! Cost of a round: labels x steps into a standing x participants. A search ends with a status where it
//! has looked at `limit` steps.

use super::edges::{Edges, Rows};
use super::labels::{First, Label, Labels, NO_LABEL};
use super::requirements::Requirements;
use super::ways::{Step, Way, Ways};
use crate::num::tolerance::REL;
use std::collections::{BTreeMap, BinaryHeap};

/// A road and its margin.
#[derive(Clone, Debug, PartialEq)]
pub struct Road {
    /// The standings after each step; the last is the deal. Empty where the deal is today's standing.
    pub stops: Vec<usize>,
    /// The largest margin by which every condition holds, relative; 1 for the empty road.
    pub margin: f64,
}

/// How a search ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A road; it is safe where its margin is at least 0 (within the tolerance).
    Road(Road),
    /// There is no such road.
    None,
    /// The limit was reached first; the best road found until then.
    Limited(Option<Road>),
}

/// What a search found, and what it took.
#[derive(Clone, Debug, PartialEq)]
pub struct Searched {
    /// What was found.
    pub found: Found,
    /// How many steps were looked at; comparisons of labels count towards it.
    pub looked_at: usize,
}

/// A search for roads to one deal.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// The steps.
    pub edges: &'a Edges,
    /// Relative no-deal value of each participant that signs, minus infinity for the others.
    pub sign: &'a [f64],
    /// What roads from today ask on which every condition holds by [`least`](Self::least).
    pub required: Option<&'a Requirements>,
    /// A margin that some road is known to have; minus infinity where none is known.
    pub least: f64,
    /// Most steps to look at; comparisons of labels count towards it.
    pub limit: usize,
}

/// How one round ended.
enum Round {
    Road(Road),
    None,
    Limited,
}

/// The steps that a search may still look at, and what it remembers from round to round.
struct Budget {
    left: usize,
    /// Whether a round took long, so that what roads ask is computed before each.
    hard: bool,
    seen: BTreeMap<usize, Ways>,
    kept: usize,
}

impl Search<'_> {
    /// A road with the largest margin of all.
    #[must_use]
    pub fn safest(&self, deal: usize) -> Searched {
        self.search_safest(deal, false)
    }

    /// The safest road with, among those equally safe (within 1e-9), the fewest steps.
    #[must_use]
    pub fn safest_and_shortest(&self, deal: usize) -> Searched {
        self.search_safest(deal, true)
    }

    /// A road with at least this margin and the fewest steps.
    #[must_use]
    pub fn shortest(&self, deal: usize, margin: f64) -> Searched {
        self.single(deal, margin, First::Shortest)
    }

    /// Any road with at least this margin.
    #[must_use]
    pub fn any(&self, deal: usize, margin: f64) -> Searched {
        self.single(deal, margin, First::Nearest)
    }

    fn single(&self, deal: usize, margin: f64, first: First) -> Searched {
        let mut budget = self.budget();
        let found = match self.ask(deal, margin, first, &mut budget) {
            Round::Road(road) => Found::Road(road),
            Round::None => Found::None,
            Round::Limited => Found::Limited(None),
        };
        Searched { found, looked_at: self.limit - budget.left }
    }

    fn budget(&self) -> Budget {
        Budget { left: self.limit, hard: false, seen: BTreeMap::new(), kept: 0 }
    }

    fn search_safest(&self, deal: usize, shortest: bool) -> Searched {
        let mut budget = self.budget();
        let found = if deal == self.edges.today {
            Found::Road(Road { stops: Vec::new(), margin: 1.0 })
        } else {
            match self.best(deal, &mut budget) {
                Found::Road(best) if shortest => self.shorten(deal, best, &mut budget),
                best => best,
            }
        };
        Searched { found, looked_at: self.limit - budget.left }
    }

    /// A road as safe as the best with the fewest steps.
    fn shorten(&self, deal: usize, best: Road, budget: &mut Budget) -> Found {
        match self.ask(deal, best.margin - REL, First::Shortest, budget) {
            Round::Road(road) => Found::Road(road),
            Round::None => Found::Road(best),
            Round::Limited => Found::Limited(Some(best)),
        }
    }

    /// A road with the largest margin.
    fn best(&self, deal: usize, budget: &mut Budget) -> Found {
        // Often the last step is the tightest: no road can do better than the best of those.
        let mut most = self.last_step(deal);
        match self.part(deal, most, First::Nearest, (budget, LONG)) {
            Round::None => {}
            Round::Road(road) => return Found::Road(road),
            Round::Limited => budget.hard = true,
        }
        let mut best = match self.ask(deal, self.least, First::Nearest, budget) {
            Round::Road(road) => road,
            Round::None => return Found::None,
            Round::Limited => return Found::Limited(None),
        };
        loop {
            let far = most - best.margin > NEAR;
            let ask = if far { f64::midpoint(best.margin, most) } else { best.margin + EXACT };
            match self.ask(deal, ask, First::Nearest, budget) {
                Round::Road(road) if road.margin > best.margin => best = road,
                Round::Road(_) | Round::None if far => most = ask,
                Round::Road(_) | Round::None => return Found::Road(best),
                Round::Limited => return Found::Limited(Some(best)),
            }
        }
    }

    /// The largest margin of any single step into the deal.
    fn last_step(&self, deal: usize) -> f64 {
        let start = self.label(deal, f64::INFINITY, 0, NO_LABEL);
        let mut scratch = Scratch::default();
        self.edges.ways_into(deal, false, &mut scratch.ways, &mut scratch.rows);
        let ways = std::mem::take(&mut scratch.ways);
        let mut most = f64::NEG_INFINITY;
        let value = self.edges.values_at(deal);
        self.step_back(&start, (value, &ways), f64::NEG_INFINITY, &mut scratch, |_, margin, _| {
            most = most.max(margin);
        });
        most
    }

    /// A road on which every condition holds by `least`, whichever way is faster.
    fn ask(&self, deal: usize, least: f64, first: First, budget: &mut Budget) -> Round {
        if !budget.hard {
            let round = self.part(deal, least, first, (budget, LONG));
            if !matches!(round, Round::Limited) {
                return round;
            }
            budget.hard = true;
        }
        let known = self.required.filter(|_| least <= self.least);
        if known.is_some() {
            return self.guided(deal, least, first, budget);
        }
        if self.edges.most_steps_to(deal) > budget.left as f64 {
            return self.round(deal, least, first, budget);
        }
        let required = Requirements::new(self.edges, self.sign, least, Some(deal));
        budget.left = budget.left.saturating_sub(required.looked_at());
        if !required.reaches(self.edges, deal) {
            return Round::None;
        }
        // What is met to the last digit there may be missed by it here.
        let search = Search { required: Some(&required), ..*self };
        search.guided(deal, least - ROUNDING, first, budget)
    }

    /// A road on which every condition holds by `least`, as `required` says that there is: where any will
    /// do, the best that can be found in moderate time.
    fn guided(&self, deal: usize, least: f64, first: First, budget: &mut Budget) -> Round {
        if first == First::Nearest {
            let round = self.part(deal, least, First::Safest, (budget, GUIDED));
            if !matches!(round, Round::Limited) {
                return round;
            }
        }
        self.round(deal, least, first, budget)
    }

    /// A round that may look at so many steps only.
    fn part(
        &self,
        deal: usize,
        least: f64,
        first: First,
        (budget, steps): (&mut Budget, usize),
    ) -> Round {
        let all = budget.left;
        budget.left = all.min(steps);
        let round = self.round(deal, least, first, budget);
        budget.left += all - all.min(steps);
        round
    }

    /// A road on which every condition holds by `least`.
    fn round(&self, deal: usize, least: f64, first: First, budget: &mut Budget) -> Round {
        if deal == self.edges.today {
            return Round::Road(Road { stops: Vec::new(), margin: 1.0 });
        }
        let mut labels = Labels::new(self.edges.participants());
        let start = self.label(deal, f64::INFINITY, 0, NO_LABEL);
        labels.add(start, self.edges.values_at(deal));
        let mut queue = BinaryHeap::from([labels.entry(0, first)]);
        let mut scratch = Scratch::default();
        while let Some(entry) = queue.pop() {
            let label = labels.all[entry.label];
            if label.standing == self.edges.today {
                return Round::Road(labels.road(entry.label));
            }
            if labels.superseded[entry.label] {
                continue;
            }
            let value = labels.value(entry.label).to_vec();
            let ways = budget.ways_into(self.edges, label.standing, &mut scratch);
            let found = |from: usize, margin: f64, back: &[f64]| {
                let new = self.label(from, margin, label.steps + 1, entry.label);
                let added = if from == self.edges.today {
                    Some(labels.add(new, back))
                } else {
                    labels.add_unless_dominated(new, back)
                };
                queue.extend(added.map(|index| labels.entry(index, first)));
            };
            let looked_at = self.step_back(&label, (&value, &ways), least, &mut scratch, found);
            budget.remember(label.standing, ways);
            let compared = std::mem::take(&mut labels.compared);
            match budget.left.checked_sub(looked_at + compared / COMPARED_A_STEP) {
                Some(left) => budget.left = left,
                None => {
                    budget.left = 0;
                    return Round::Limited;
                }
            }
        }
        Round::None
    }

    fn label(&self, standing: usize, margin: f64, steps: u32, next: usize) -> Label {
        Label { standing, margin, steps, distance: self.edges.distance(standing), next }
    }

    /// Calls `found` with every way to arrive at `label` by one more step on which all conditions hold
    /// by `least`: where it starts, the road's margin, and what the participants get from there. Says how
    /// many steps it looked at.
    fn step_back(
        &self,
        label: &Label,
        (value, ways): (&[f64], &Ways),
        least: f64,
        scratch: &mut Scratch,
        mut found: impl FnMut(usize, f64, &[f64]),
    ) -> usize {
        let n = value.len();
        let values = self.edges.values_at(label.standing);
        let Scratch { usable, cheats, backs, .. } = scratch;
        // V before a step of each duration.
        backs.clear();
        for duration in 0..self.edges.durations.len() {
            backs.extend((0..n).map(|k| {
                let (now, later) = self.edges.weights[k][duration];
                now * values[k] + later * value[k]
            }));
        }
        let usable_way = |k: usize, way: &Way| {
            let longer = usize::from(way.duration)..self.edges.durations.len();
            let most = longer.map(|d| backs[d * n + k]).fold(f64::NEG_INFINITY, f64::max);
            way.free >= least && most - way.cheat >= least
        };
        let mut looked_at = 0;
        if !usable.take(ways, usable_way) {
            return looked_at;
        }
        usable.for_each(cheats, &mut |step| {
            looked_at += 1;
            if step.from == label.standing || !self.edges.can_stop(step.from) {
                return;
            }
            let back = &backs[step.duration * n..(step.duration + 1) * n];
            let margin = label.margin.min(self.margin(&step, back));
            if margin < least {
                return;
            }
            let usable = |required: &Requirements| required.met(step.from, back);
            if step.from == self.edges.today || self.required.is_none_or(usable) {
                found(step.from, margin, back);
            }
        });
        looked_at
    }

    /// The least relative margin of a step's conditions, `back` being what the participants get by it.
    fn margin(&self, step: &Step<'_>, back: &[f64]) -> f64 {
        let mut margin = step.free;
        let leaves = self.edges.leaves_at(step.from);
        for k in 0..back.len() {
            margin = margin.min(back[k] - leaves[k].max(step.cheats[k]));
        }
        if step.from == self.edges.today {
            let slack = back.iter().zip(self.sign).map(|(v, sign)| v - sign);
            margin = slack.fold(margin, f64::min);
        }
        margin
    }
}

impl Budget {
    /// The ways into a standing; taken from what is remembered where it is.
    fn ways_into(&mut self, edges: &Edges, standing: usize, scratch: &mut Scratch) -> Ways {
        self.seen.remove(&standing).unwrap_or_else(|| {
            let mut ways = Ways::default();
            edges.ways_into(standing, false, &mut ways, &mut scratch.rows);
            self.kept += ways.len();
            ways
        })
    }

    /// Remembers them from round to round while there is room.
    fn remember(&mut self, standing: usize, ways: Ways) {
        if self.kept <= REMEMBERED {
            self.seen.insert(standing, ways);
        } else {
            self.kept -= ways.len();
        }
    }
}

/// Memory for one step back at a time.
#[derive(Default)]
struct Scratch {
    rows: Rows,
    ways: Ways,
    usable: Ways,
    cheats: Vec<f64>,
    backs: Vec<f64>,
}

/// A round that looks at more steps than this is worth computing what roads ask.
const LONG: usize = 20_000;
/// So many steps are looked at to find a better road where any would do.
const GUIDED: usize = 200_000;
/// Up to so many ways are remembered from round to round.
const REMEMBERED: usize = 1_000_000;
/// Within this of what is known to be out of reach, the search asks for more than it has, and no longer
/// for the middle.
const NEAR: f64 = 1e-3;
/// Margins are told apart by this much.
const EXACT: f64 = 1e-10;
/// Rounding makes less than this of a margin.
const ROUNDING: f64 = 1e-13;
/// So many comparisons of labels weigh as much as looking at one step.
const COMPARED_A_STEP: usize = 16;
