//! Plans, and the moves that they amount to.

use super::form::{SequenceForm, Side};
use crate::game::form::ExtensiveGame;
use crate::num::rational::Rational;
use crate::num::whole::fraction;
use num_bigint::BigInt;
use num_traits::{Signed as _, Zero as _};
use std::ops::Range;

/// A plan in whole numbers.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Chance of each sequence, over a common denominator.
    pub(super) weights: Vec<BigInt>,
    /// What rare mistakes add, over another.
    pub(super) mistakes: Vec<BigInt>,
}

impl Plan {
    /// The chances of the moves of a set: as planned; where the plan excludes the set, as it goes on after a mistake.
    fn chances(&self, moves: &Range<usize>) -> Vec<Rational> {
        let planned = &self.weights[moves.clone()];
        let slipped = &self.mistakes[moves.clone()];
        let fit = |weights: &&[BigInt]| {
            weights.iter().all(|weight| !weight.is_negative())
                && weights.iter().any(|weight| !weight.is_zero())
        };
        match [planned, slipped].into_iter().find(fit) {
            Some(weights) => {
                let sum: BigInt = weights.iter().sum();
                weights.iter().map(|weight| fraction(weight.clone(), &sum)).collect()
            }
            None => only(moves.len()),
        }
    }
}

/// The first move for sure.
fn only(moves: usize) -> Vec<Rational> {
    (0..moves).map(|at| if at == 0 { Rational::ONE } else { Rational::ZERO }).collect()
}

/// The chance of each play of the tree.
pub(super) fn play(game: &ExtensiveGame, form: &SequenceForm, plans: &[Plan; 2]) -> Vec<Rational> {
    let mut play = vec![Rational::ZERO; game.plays()];
    for set in 0..game.infosets.len() {
        play[game.plays_of(set).start] = Rational::ONE;
    }
    for (side, plan) in form.sides.iter().zip(plans) {
        for choice in &side.choices {
            set_chances(side, &choice.moves, plan.chances(&choice.moves), &mut play);
        }
    }
    play
}

fn set_chances(side: &Side, moves: &Range<usize>, chances: Vec<Rational>, play: &mut [Rational]) {
    for (own, chance) in side.plays[moves.clone()].iter().zip(chances) {
        if let &Some(own) = own {
            play[own] = chance;
        }
    }
}
