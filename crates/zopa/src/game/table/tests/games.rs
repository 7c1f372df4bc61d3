//! Tables to try methods on.

use crate::game::form::{Cells, StrategicGame, StrategicPlayer};
use crate::num::rational::Rational;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// A source of numbers below a bound; the same for the same seed.
pub(in crate::game) struct Draws(ChaCha8Rng);

impl Draws {
    pub(in crate::game) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub(in crate::game) fn below(&mut self, bound: u64) -> usize {
        usize::try_from(self.0.next_u64() % bound).unwrap()
    }
}

pub(in crate::game) fn table(
    sizes: &[usize],
    mut payoff: impl FnMut(usize, usize) -> i64,
) -> StrategicGame {
    let cells: usize = sizes.iter().product();
    let payoffs = (0..cells)
        .flat_map(|cell| (0..sizes.len()).map(move |player| (cell, player)))
        .map(|(cell, player)| Rational::from(payoff(cell, player)))
        .collect();
    let player = |(at, &size): (usize, &usize)| StrategicPlayer {
        label: format!("P{}", at + 1),
        strategies: (1..=size).map(|strategy| strategy.to_string()).collect(),
    };
    StrategicGame {
        title: String::new(),
        comment: String::new(),
        players: sizes.iter().enumerate().map(player).collect(),
        cells: Cells::Payoffs(payoffs),
    }
}

/// Payoffs from 0 up to below `spread`: few of them make many ties.
pub(in crate::game) fn random(sizes: &[usize], spread: u64, draws: &mut Draws) -> StrategicGame {
    table(sizes, |_, _| i64::try_from(draws.below(spread)).unwrap())
}

/// Two players; written as in books: a row of cells for each strategy of the first, each with both
/// payoffs.
pub(in crate::game) fn bimatrix<const ROWS: usize, const COLUMNS: usize>(
    cells: [[(i64, i64); COLUMNS]; ROWS],
) -> StrategicGame {
    table(&[ROWS, COLUMNS], |cell, player| {
        let (first, second) = cells[cell % ROWS][cell / ROWS];
        if player == 0 { first } else { second }
    })
}

pub(in crate::game) fn fraction(numerator: i64, denominator: i64) -> Rational {
    Rational::new(numerator, denominator).unwrap()
}
