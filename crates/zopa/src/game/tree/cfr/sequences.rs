//! A tree for two as each player's sequences of own moves, and what pairs of them are worth.
//!
//! A sequence of a player is a move at one of its sets, after the own moves that led there; sequence 0 is
//! having moved nowhere. With perfect recall each set comes after one sequence, so that a way to play is a
//! chance for each sequence, and the payoff is a sum over pairs of sequences that some end completes
//! (D. Koller, N. Megiddo and B. von Stengel 1996). Ends of the same pair are merged.

use crate::game::form::{ExtensiveGame, Mover};
use rayon::prelude::*;
use std::ops::Range;

/// Sides with more entries than this are added up on all cores.
const SHARED: usize = 200_000;
/// Sequences that a core takes at once.
const AT_ONCE: usize = 4096;

/// The tree, compiled.
#[derive(Clone, Debug)]
pub(super) struct Sequences {
    pub(super) sides: [Side; 2],
    /// Payoffs of the file per unit of worth.
    pub(super) scale: f64,
}

/// What one player needs.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// The player's sets that play can come to, each after those before it.
    pub(super) choices: Vec<Choice>,
    /// The play of each sequence; none of the first.
    pub(super) plays: Vec<Option<usize>>,
    /// Where the entries of each sequence begin, and where those of the last end.
    rows: Vec<usize>,
    entries: Vec<Entry>,
}

/// A set.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The own sequence that leads here.
    pub(super) after: usize,
    /// The sequences of its moves.
    pub(super) moves: Range<usize>,
}

/// An end, or several: with which sequence of the other, and what that is worth, times the odds of chance.
#[derive(Clone, Copy, Debug)]
struct Entry {
    other: usize,
    worth: f64,
}

impl Sequences {
    /// Of a tree of two players with perfect recall whose payoffs always sum to the same; `None` where
    /// payoffs are beyond doubles.
    pub(super) fn new(game: &ExtensiveGame) -> Option<Self> {
        let of_play = [numbered(game, 0), numbered(game, 1)];
        let plays = of_play.each_ref().map(|(order, _)| {
            let moves = order.iter().flat_map(|&set| game.plays_of(set));
            std::iter::once(None).chain(moves.map(Some)).collect::<Vec<_>>()
        });
        // The chance of each node by nature, and the sequences that lead there.
        let mut ways = vec![(1.0, [0, 0]); game.nodes.len()];
        let payoffs = game.end_payoffs_f64();
        let (mut ends, mut scale) = (Vec::new(), 0.0_f64);
        let mut after = [vec![0; of_play[0].0.len()], vec![0; of_play[1].0.len()]];
        let mut place = vec![0; game.infosets.len()];
        for (order, _) in &of_play {
            order.iter().enumerate().for_each(|(at, &set)| place[set] = at);
        }
        for (at, node) in game.nodes.iter().enumerate() {
            if let Some((parent, k)) = node.parent {
                let (odds, mut own) = ways[parent];
                ways[at] = match game.nodes[parent].mover {
                    Mover::Chance(draw) => (odds * game.chances[draw].odds_f64[k], own),
                    Mover::Player(set) => {
                        let set = &game.infosets[set];
                        own[set.player] = of_play[set.player].1[set.first_play + k];
                        (odds, own)
                    }
                    Mover::End => (odds, own),
                };
            }
            match node.mover {
                Mover::Player(set) => {
                    let player = game.infosets[set].player;
                    after[player][place[set]] = ways[at].1[player];
                }
                Mover::End if ways[at].0 > 0.0 => {
                    // Half the difference: the same sum everywhere makes no difference to anybody.
                    let worth = 0.5 * payoffs[2 * at] - 0.5 * payoffs[2 * at + 1];
                    scale = if worth.is_finite() { scale.max(worth.abs()) } else { f64::INFINITY };
                    ends.push((ways[at].1, ways[at].0, worth));
                }
                _ => {}
            }
        }
        if !scale.is_finite() {
            return None;
        }
        let scale = if scale > 0.0 { scale } else { 1.0 };
        let [first, second] = plays;
        let mut ends: Vec<([usize; 2], f64)> =
            ends.into_iter().map(|(own, odds, worth)| (own, odds * (worth / scale))).collect();
        let first = Side::new(choices(game, &of_play[0].0, &after[0]), first, &mut ends, 0);
        let second = Side::new(choices(game, &of_play[1].0, &after[1]), second, &mut ends, 1);
        Some(Self { sides: [first, second], scale })
    }
}

/// The sets of a player that have nodes, in the order of their first ones, and the sequence of each play.
fn numbered(game: &ExtensiveGame, player: usize) -> (Vec<usize>, Vec<usize>) {
    let own = |&set: &usize| game.infosets[set].player == player;
    let mut order: Vec<usize> = (0..game.infosets.len()).filter(own).collect();
    order.retain(|&set| !game.infosets[set].nodes.is_empty());
    order.sort_by_key(|&set| game.infosets[set].nodes.first().copied());
    let mut sequences = vec![0; game.plays()];
    let plays = order.iter().flat_map(|&set| game.plays_of(set));
    plays.enumerate().for_each(|(at, play)| sequences[play] = at + 1);
    (order, sequences)
}

fn choices(game: &ExtensiveGame, order: &[usize], after: &[usize]) -> Vec<Choice> {
    let mut next = 1;
    let sets = order.iter().zip(after).map(|(&set, &after)| {
        let moves = next..next + game.infosets[set].moves.len();
        next = moves.end;
        Choice { after, moves }
    });
    sets.collect()
}

impl Side {
    /// The side of `player`; the ends are sorted its way.
    fn new(
        choices: Vec<Choice>,
        plays: Vec<Option<usize>>,
        ends: &mut [([usize; 2], f64)],
        player: usize,
    ) -> Self {
        ends.sort_by_key(|(own, _)| (own[player], own[1 - player]));
        let sign = if player == 0 { 1.0 } else { -1.0 };
        let (mut rows, mut entries) = (Vec::with_capacity(plays.len() + 1), Vec::<Entry>::new());
        rows.push(0);
        for pair in ends.chunk_by(|(a, _), (b, _)| a == b) {
            let Some(&(own, _)) = pair.first() else { continue };
            rows.resize(own[player] + 1, entries.len());
            let worth = sign * pair.iter().map(|(_, worth)| worth).sum::<f64>();
            entries.push(Entry { other: own[1 - player], worth });
        }
        rows.resize(plays.len() + 1, entries.len());
        Self { choices, plays, rows, entries }
    }

    /// How many sequences there are.
    pub(super) fn count(&self) -> usize {
        self.plays.len()
    }

    /// What the ends right after each sequence are worth against the other's play.
    pub(super) fn ends(&self, other: &[f64], gains: &mut [f64]) {
        let row = |row: &[usize]| {
            let entries = &self.entries[row[0]..row[1]];
            entries.iter().map(|entry| entry.worth * other[entry.other]).sum::<f64>()
        };
        if self.entries.len() <= SHARED {
            let rows = gains.iter_mut().zip(self.rows.windows(2));
            rows.for_each(|(gain, window)| *gain = row(window));
        } else {
            let rows = gains.par_iter_mut().zip(self.rows.par_windows(2));
            rows.with_min_len(AT_ONCE).for_each(|(gain, window)| *gain = row(window));
        }
    }

    /// What a best response is worth, given what the ends are; leaves the sums of the sequences.
    pub(super) fn best(&self, gains: &mut [f64]) -> f64 {
        for choice in self.choices.iter().rev() {
            let moves = gains[choice.moves.clone()].iter().copied();
            let best = moves.fold(f64::NEG_INFINITY, f64::max);
            if best.is_finite() {
                gains[choice.after] += best;
            }
        }
        gains[0]
    }
}
