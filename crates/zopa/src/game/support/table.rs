//! The players of a table.

use super::agents::{Agents, Settled, members, products};
use super::profile::{NEARLY, ROUNDING, approximate, normalized};
use crate::game::answer::Figures;
use crate::game::form::StrategicGame;
use crate::game::table::regret::{Profile, Standing, listed};
use crate::num::multiaffine::System;
use crate::num::rational::Rational;

/// Payoffs, as shares of a player's range, that differ for sure.
const SURELY: f64 = 1e-12;

pub(super) struct Table<'a> {
    game: &'a StrategicGame,
    moves: Vec<usize>,
    /// Of each player, the step from one strategy's cells to the next one's.
    steps: Vec<usize>,
    /// Of each player, its payoff in each cell, from 0 to 1.
    payoffs: Vec<Vec<f64>>,
    ranges: Vec<f64>,
}

impl<'a> Table<'a> {
    pub(super) fn new(game: &'a StrategicGame) -> Self {
        let moves = game.sizes();
        let cells = game.cell_count().unwrap_or(0);
        let steps = products(&moves);
        let (mut payoffs, mut ranges) = (Vec::new(), Vec::new());
        for player in 0..moves.len() {
            let own = || (0..cells).map(|cell| game.payoff(cell, player));
            let least = own().min().cloned().unwrap_or_default();
            let range = own().max().map_or(Rational::ZERO, |most| most - &least);
            let share = |x: &Rational| (x - &least).checked_div(&range).map_or(0.0, |x| x.to_f64());
            payoffs.push(own().map(share).collect());
            ranges.push(if range.is_zero() { 1.0 } else { range.to_f64() });
        }
        Self { game, moves, steps, payoffs, ranges }
    }

    /// The cells of all combinations of these strategies of all but one player, who plays its first.
    fn cells(&self, given: &[u32], but: usize) -> Vec<usize> {
        let mut cells = vec![0];
        for (player, &support) in given.iter().enumerate().filter(|&(player, _)| player != but) {
            let all = (1_u32 << self.moves[player]) - 1;
            let support = if support == 0 { all } else { support };
            let step = self.steps[player];
            let extended =
                cells.iter().flat_map(|cell| members(support).map(move |at| cell + at * step));
            cells = extended.collect();
        }
        cells
    }

    fn profile(&self, play: &[Rational]) -> Profile {
        let mut rest = play;
        let mut next = |&size: &usize| {
            let (own, others) = rest.split_at(size);
            rest = others;
            own.to_vec()
        };
        self.moves.iter().map(&mut next).collect()
    }
}

impl Agents for Table<'_> {
    fn moves(&self) -> &[usize] {
        &self.moves
    }

    fn next(&self, given: &[u32]) -> Option<usize> {
        given.iter().position(|&support| support == 0)
    }

    fn dominated(&self, given: &[u32]) -> bool {
        (0..given.len()).filter(|&player| given[player] > 0).any(|player| {
            let cells = self.cells(given, player);
            let step = self.steps[player];
            let payoffs = &self.payoffs[player];
            let worse = |at: usize, than: usize| {
                cells
                    .iter()
                    .all(|cell| payoffs[cell + at * step] < payoffs[cell + than * step] - SURELY)
            };
            members(given[player]).any(|at| (0..self.moves[player]).any(|than| worse(at, than)))
        })
    }

    fn system(&self, given: &[u32], most: usize) -> Option<System> {
        let sizes: Vec<usize> = given
            .iter()
            .map(|support| support.count_ones() as usize)
            .filter(|&size| size > 1)
            .collect();
        let equations: usize = sizes.iter().map(|size| size - 1).sum();
        let width: usize = self.moves.iter().sum::<usize>() - self.moves.len();
        let corners = sizes.iter().try_fold(1_usize, |product, &size| product.checked_mul(size))?;
        corners.checked_mul(width.max(1)).filter(|&entries| entries <= most)?;
        // The last player varies fastest.
        let mut cells = vec![0];
        for (support, step) in given.iter().zip(&self.steps) {
            cells = cells
                .iter()
                .flat_map(|cell| members(*support).map(move |at| cell + at * step))
                .collect();
        }
        let own: Vec<usize> =
            self.steps.iter().zip(&self.moves).map(|(&step, &size)| step * size).collect();
        let mut values = Vec::with_capacity(corners * width);
        for cell in cells {
            let mut row = |made: bool| {
                for (player, &support) in given.iter().enumerate() {
                    let (step, payoffs) = (self.steps[player], &self.payoffs[player]);
                    let from = cell - cell % own[player] / step * step;
                    let first = support.trailing_zeros() as usize;
                    let gains = (0..self.moves[player])
                        .filter(|&at| at != first && (support >> at & 1 == 1) == made)
                        .map(|at| payoffs[from + at * step] - payoffs[from + first * step]);
                    values.extend(gains);
                }
            };
            row(true);
            row(false);
        }
        Some(System { sizes, equations, values })
    }

    fn replies(&self, _: &[u32], play: &[Rational]) -> Vec<Rational> {
        Standing::of(self.game, &self.profile(play)).replies.concat()
    }

    fn range(&self, agent: usize) -> f64 {
        self.ranges[agent]
    }

    fn settle(&self, _: &[u32], play: &[Rational], exact: bool) -> Settled {
        let play = if exact { play.to_vec() } else { normalized(&self.moves, play) };
        let profile = self.profile(&play);
        let standing = Standing::of(self.game, &profile);
        if exact {
            let found = || Settled::Equilibrium(Box::new(listed(self.game, &profile)));
            return if standing.is_equilibrium() { found() } else { Settled::Not };
        }
        let shares = standing.regrets.iter().zip(&self.ranges);
        match shares.map(|(regret, range)| regret.to_f64() / range).fold(0.0, f64::max) {
            share if share > NEARLY => return Settled::Not,
            share if share > ROUNDING => return Settled::Unknown,
            _ => {}
        }
        let mut found = listed(self.game, &profile);
        found.play = approximate(&play);
        found.payoffs = Figures::Approximate(found.payoffs.to_f64());
        Settled::Equilibrium(Box::new(found))
    }
}
