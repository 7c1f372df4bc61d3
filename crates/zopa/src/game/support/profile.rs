//! From a root in doubles to chances that are exact, where they are fractions.
//!
//! Where at most two mix, or where each is made indifferent by somebody whose chances are fractions already, the root of
//! the equations is rational; where three mix against each other it is not, as a rule. So first the simplest fractions near
//! the doubles are tried. Then Newton's iteration goes on with exact values and the slopes in doubles, which gains some
//! forty bits a step, and the simplest fractions near that are tried. What solves the equations exactly is proved; it does
//! not matter where it came from.

use super::agents::{Agents, first_moves, members};
use crate::game::answer::Figures;
use crate::num::linalg::inverse;
use crate::num::multiaffine::System;
use crate::num::rational::Rational;

/// What may be gained, as a share of the range of payoffs, from an equilibrium that is known in doubles only.
pub(super) const NEARLY: f64 = 1e-9;
/// What may be gained where it is rounding alone: more is a tie that doubles do not settle.
pub(super) const ROUNDING: f64 = 1e-12;
/// Steps with exact values where the root may be irrational.
const FEW_STEPS: usize = 3;
/// Steps where it is rational: fractions of some hundred digits.
const MOST_STEPS: usize = 16;

/// The chances of all moves at a root of the system of these supports.
pub(super) fn spread(agents: &impl Agents, given: &[u32], root: &[f64]) -> Vec<f64> {
    let moves = agents.moves();
    let mut play = vec![0.0; moves.iter().sum()];
    let mut rest = root.iter();
    for (&support, first) in given.iter().zip(first_moves(moves)) {
        let mixes = support.count_ones() > 1;
        for at in members(support) {
            play[first + at] = if mixes { rest.next().copied().unwrap_or(0.0) } else { 1.0 };
        }
    }
    play
}

/// The root in fractions; `None` where it is not found to have any of a moderate size.
pub(super) fn exact(
    agents: &impl Agents,
    given: &[u32],
    system: &System,
    root: &[f64],
) -> Option<Vec<Rational>> {
    let fractions: Option<Vec<Rational>> = root.iter().map(|&x| Rational::exactly(x)).collect();
    let mut point = fractions?;
    let refining = Refining { agents, given, sizes: &system.sizes };
    if let Some(play) = refining.rounded(&point, &Rational::exactly(1e-11)?) {
        return Some(play);
    }
    let equations = system.equations;
    let inverse = inverse(&mut system.slopes(root), equations)?;
    let rational = system.sizes.len() <= 2;
    for _ in 0..if rational { MOST_STEPS } else { FEW_STEPS } {
        let off = refining.off(&refining.play(&point));
        let step = inverse.chunks_exact(equations.max(1)).map(|row| {
            let step: f64 = row.iter().zip(&off).map(|(x, y)| x * y).sum();
            step
        });
        let step: Vec<f64> = step.collect();
        refining.less(&mut point, &step)?;
        let length = step.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
        // The next step would be shorter by nine digits at least.
        let tolerance = Rational::exactly(length * 1e-9 + f64::MIN_POSITIVE)?;
        if let Some(play) = refining.rounded(&point, &tolerance) {
            return Some(play);
        }
    }
    None
}

struct Refining<'a, A> {
    agents: &'a A,
    given: &'a [u32],
    sizes: &'a [usize],
}

impl<A: Agents> Refining<'_, A> {
    /// The simplest fractions within a tolerance, if they solve the equations.
    fn rounded(&self, point: &[Rational], tolerance: &Rational) -> Option<Vec<Rational>> {
        let mut rounded: Vec<Rational> = point
            .iter()
            .map(|x| Rational::simplest_between(&(x - tolerance), &(x + tolerance)))
            .collect();
        let mut at = 0;
        for size in self.sizes {
            let (first, others) = rounded[at..at + size].split_first_mut()?;
            *first = Rational::ONE - others.iter().sum::<Rational>();
            at += size;
        }
        if rounded.iter().any(Rational::is_negative) {
            return None;
        }
        let play = self.play(&rounded);
        let indifferent = self.gains(&play).iter().all(|(_, gain)| gain.is_zero());
        indifferent.then_some(play)
    }

    fn play(&self, point: &[Rational]) -> Vec<Rational> {
        let moves = self.agents.moves();
        let mut play = vec![Rational::ZERO; moves.iter().sum()];
        let mut rest = point.iter();
        for (&support, first) in self.given.iter().zip(first_moves(moves)) {
            let mixes = support.count_ones() > 1;
            for at in members(support) {
                let chance = if mixes { rest.next().cloned() } else { Some(Rational::ONE) };
                play[first + at] = chance.unwrap_or_default();
            }
        }
        play
    }

    /// Of each agent that mixes and each of its moves but the first, what it gives more than the first.
    fn gains(&self, play: &[Rational]) -> Vec<(usize, Rational)> {
        let replies = self.agents.replies(self.given, play);
        let mut gains = Vec::new();
        let first = first_moves(self.agents.moves());
        for (agent, (&support, first)) in self.given.iter().zip(first).enumerate() {
            let mut made = members(support).map(|at| &replies[first + at]);
            if let Some(base) = made.next() {
                gains.extend(made.map(|reply| (agent, reply - base)));
            }
        }
        gains
    }

    fn off(&self, play: &[Rational]) -> Vec<f64> {
        let share = |(agent, gain): &(usize, Rational)| gain.to_f64() / self.agents.range(*agent);
        self.gains(play).iter().map(share).collect()
    }

    /// Takes a step, given for all weights but the first of each simplex.
    fn less(&self, point: &mut [Rational], step: &[f64]) -> Option<()> {
        let (mut at, mut step) = (0, step.iter());
        for size in self.sizes {
            let (first, others) = point[at..at + size].split_first_mut()?;
            for (x, dx) in others.iter_mut().zip(&mut step) {
                *x -= &Rational::exactly(*dx)?;
            }
            *first = Rational::ONE - others.iter().sum::<Rational>();
            at += size;
        }
        Some(())
    }
}

/// Chances that sum to 1 for each agent, from such that nearly do; agents without any keep none.
pub(super) fn normalized(moves: &[usize], play: &[Rational]) -> Vec<Rational> {
    let mut normalized = Vec::with_capacity(play.len());
    for (&size, first) in moves.iter().zip(first_moves(moves)) {
        let own = play[first..first + size]
            .iter()
            .map(|x| if x.is_negative() { Rational::ZERO } else { x.clone() });
        let sum: Rational = own.clone().collect::<Vec<_>>().iter().sum();
        let share = |x: Rational| x.checked_div(&sum).unwrap_or(Rational::ZERO);
        normalized.extend(own.map(share));
    }
    normalized
}

/// The same as doubles.
pub(super) fn approximate(play: &[Rational]) -> Figures {
    Figures::Approximate(play.iter().map(Rational::to_f64).collect())
}
