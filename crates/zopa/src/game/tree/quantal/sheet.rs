//! The equations of quantal response and how they change, in passes over the tree.

use crate::game::tree::layout::{Block, Layout, NOBODY};

/// Everything that log odds imply, and room for the passes.
#[derive(Clone, Debug)]
pub(super) struct Sheet<'a> {
    pub(super) layout: &'a Layout,
    /// Payoffs in units of the largest range.
    scale: f64,
    /// Chance of each play, those of chance included, and its logarithm.
    pub(super) plays: Vec<f64>,
    logs: Vec<f64>,
    /// Logarithm of the chance of reaching each node.
    reach: Vec<f64>,
    /// Chance of each node given its set.
    pub(super) beliefs: Vec<f64>,
    /// What every node is worth to every player, in units of the range.
    values: Vec<f64>,
    /// What each move is worth more than the first of its set.
    pub(super) advantages: Vec<f64>,
    /// Changes: of logarithms of plays, of reach, of values.
    log_slopes: Vec<f64>,
    reach_slopes: Vec<f64>,
    value_slopes: Vec<f64>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(layout: &'a Layout) -> Self {
        let all_plays = layout.moves + layout.odds.len();
        let mut plays = vec![0.0; all_plays];
        let mut logs = vec![0.0; all_plays];
        for (k, &odds) in layout.odds.iter().enumerate() {
            plays[layout.moves + k] = odds;
            logs[layout.moves + k] = libm::log(odds);
        }
        let nodes = layout.nodes.len();
        let scale = layout.range();
        Self {
            layout,
            scale,
            plays,
            logs,
            reach: vec![0.0; nodes],
            beliefs: vec![1.0; nodes],
            values: layout.payoffs.iter().map(|payoff| payoff / scale).collect(),
            advantages: vec![0.0; layout.moves],
            log_slopes: vec![0.0; all_plays],
            reach_slopes: vec![0.0; nodes],
            value_slopes: vec![0.0; nodes * layout.players],
        }
    }

    /// Payoffs of the file per unit here.
    pub(super) fn scale(&self) -> f64 {
        self.scale
    }

    /// What play is worth to each player, in the payoffs of the file.
    pub(super) fn payoffs(&self) -> Vec<f64> {
        self.values[..self.layout.players].iter().map(|value| value * self.scale).collect()
    }

    /// Sets everything to what these log odds imply.
    pub(super) fn evaluate(&mut self, log_odds: &[f64]) {
        let layout = self.layout;
        for set in &layout.sets {
            let own = &log_odds[set.plays.clone()];
            let most = own.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let mut sum = 0.0;
            for (play, x) in set.plays.clone().zip(own) {
                let weight = libm::exp(x - most);
                self.plays[play] = weight;
                sum += weight;
            }
            let total = most + libm::log(sum);
            for (play, x) in set.plays.clone().zip(own) {
                self.plays[play] /= sum;
                self.logs[play] = x - total;
            }
        }
        for (at, place) in layout.nodes.iter().enumerate() {
            let here = self.reach[at];
            for (k, &child) in layout.children(*place).iter().enumerate() {
                self.reach[child] = here + self.logs[place.first_play + k];
            }
        }
        self.believe();
        let players = layout.players;
        for (at, place) in layout.nodes.iter().enumerate().rev() {
            if place.edges > 0 {
                let (before, after) = self.values.split_at_mut((at + 1) * players);
                let own = &mut before[at * players..];
                own.fill(0.0);
                for (k, &child) in layout.children(*place).iter().enumerate() {
                    let chance = self.plays[place.first_play + k];
                    let from = (child - at - 1) * players;
                    let parts = own.iter_mut().zip(&after[from..from + players]);
                    parts.for_each(|(sum, value)| *sum += chance * value);
                }
            }
        }
        self.advantages.fill(0.0);
        for set in &layout.sets {
            for &node in layout.members(set) {
                let children = layout.children(layout.nodes[node]);
                let belief = self.beliefs[node];
                for (play, child) in set.plays.clone().zip(children) {
                    self.advantages[play] += belief * self.values[child * players + set.player];
                }
            }
            over_first(&mut self.advantages[set.plays.clone()]);
        }
    }

    /// Beliefs from reach. A set that cannot be reached believes in all its nodes alike.
    fn believe(&mut self) {
        for set in &self.layout.sets {
            let members = self.layout.members(set);
            if members.len() == 1 {
                continue;
            }
            let most =
                members.iter().map(|&node| self.reach[node]).fold(f64::NEG_INFINITY, f64::max);
            let mut sum = 0.0;
            for &node in members {
                let beyond = most > f64::NEG_INFINITY;
                let weight = if beyond { libm::exp(self.reach[node] - most) } else { 1.0 };
                self.beliefs[node] = weight;
                sum += weight;
            }
            members.iter().for_each(|&node| self.beliefs[node] /= sum);
        }
    }

    /// How advantages change where log odds change by `slopes`; written to `out`.
    pub(super) fn change(&mut self, slopes: &[f64], out: &mut [f64]) {
        let layout = self.layout;
        let players = layout.players;
        for set in &layout.sets {
            let mean: f64 = set.plays.clone().map(|play| self.plays[play] * slopes[play]).sum();
            set.plays.clone().for_each(|play| self.log_slopes[play] = slopes[play] - mean);
        }
        for (at, place) in layout.nodes.iter().enumerate() {
            let here = self.reach_slopes[at];
            for (k, &child) in layout.children(*place).iter().enumerate() {
                self.reach_slopes[child] = here + self.log_slopes[place.first_play + k];
            }
        }
        for at in (0..layout.nodes.len()).rev() {
            self.change_value(at, players);
        }
        out.fill(0.0);
        for set in &layout.sets {
            let members = layout.members(set);
            let mean: f64 =
                members.iter().map(|&node| self.beliefs[node] * self.reach_slopes[node]).sum();
            for &node in members {
                let belief = self.beliefs[node];
                let shift = if members.len() > 1 { self.reach_slopes[node] - mean } else { 0.0 };
                let children = layout.children(layout.nodes[node]);
                for (play, child) in set.plays.clone().zip(children) {
                    let at = child * players + set.player;
                    out[play] += belief * (self.value_slopes[at] + shift * self.values[at]);
                }
            }
            over_first(&mut out[set.plays.clone()]);
        }
    }

    /// How the values of a node change with those below it and the plays there.
    fn change_value(&mut self, at: usize, players: usize) {
        let layout = self.layout;
        let place = layout.nodes[at];
        if place.edges == 0 {
            return;
        }
        let (before, after) = self.value_slopes.split_at_mut((at + 1) * players);
        let own = &mut before[at * players..];
        own.fill(0.0);
        for (k, &child) in layout.children(place).iter().enumerate() {
            let play = place.first_play + k;
            let (chance, slope) = (self.plays[play], self.log_slopes[play]);
            let from = (child - at - 1) * players;
            let values = &self.values[child * players..(child + 1) * players];
            let parts = own.iter_mut().zip(&after[from..from + players]).zip(values);
            parts.for_each(|((sum, change), value)| *sum += chance * (change + slope * value));
        }
    }

    /// Solves slopes - lambda * change(slopes) = right, as if beliefs stood still.
    pub(super) fn solve_with_still_beliefs(&mut self, lambda: f64, right: &[f64], out: &mut [f64]) {
        let layout = self.layout;
        let players = layout.players;
        for &block in &layout.bottom_up {
            let set = match block {
                Block::Chance(node) => {
                    self.change_value(node, players);
                    continue;
                }
                Block::Set(set) => &layout.sets[set],
            };
            let slopes = &mut out[set.plays.clone()];
            slopes.fill(0.0);
            for &node in layout.members(set) {
                let belief = self.beliefs[node];
                let children = layout.children(layout.nodes[node]);
                for (slope, child) in slopes.iter_mut().zip(children) {
                    *slope += belief * self.value_slopes[child * players + set.player];
                }
            }
            over_first(slopes);
            for (slope, right) in slopes.iter_mut().zip(&right[set.plays.clone()]) {
                *slope = right + lambda * *slope;
            }
            let chances = &self.plays[set.plays.clone()];
            let mean: f64 = chances.iter().zip(slopes.iter()).map(|(p, s)| p * s).sum();
            for (play, slope) in set.plays.clone().zip(slopes.iter()) {
                self.log_slopes[play] = slope - mean;
            }
            for &node in layout.members(set) {
                self.change_value(node, players);
            }
        }
    }

    /// The largest gain of a player at one of its sets, given its beliefs there, in units of the range.
    pub(super) fn temptation(&self) -> f64 {
        let gain = |set: &crate::game::tree::layout::Set| {
            let own = &self.advantages[set.plays.clone()];
            let most = own.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let plays = &self.plays[set.plays.clone()];
            most - own.iter().zip(plays).map(|(a, p)| a * p).sum::<f64>()
        };
        self.layout.sets.iter().filter(|set| set.player != NOBODY).map(gain).fold(0.0, f64::max)
    }
}

/// Subtracts the first entry from all.
fn over_first(entries: &mut [f64]) {
    if let Some(&first) = entries.first() {
        entries.iter_mut().for_each(|entry| *entry -= first);
    }
}
