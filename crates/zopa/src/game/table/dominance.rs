//! Strategies that no belief makes a best reply, eliminated round by round: what is left is rationalizable.
//!
//! A strategy is strictly dominated if some mix of the player's strategies is better against everything
//! that the others may still do. That is so exactly if the strategy is a best reply to no belief about
//! what the others do, beliefs that correlate them included (D. Pearce 1984, lemma 3; with two players
//! there is nothing to correlate). Each round:
//!
//! 1. A strategy that is a best reply to some one combination of the others' strategies stays.
//! 2. Of each of the rest, ask for the value of the zero-sum table of what every strategy gives more than
//!    it does, against each combination ([`super::matrix`]): above 0, the first player's mix dominates the
//!    strategy; else the second's is a belief to which it is a best reply.
//! 3. All that is dominated goes at once. The order does not matter for strict dominance.
//!
//! Exact throughout. Cost: a linear program for each strategy that step 1 does not spare, of as many
//! columns as the others have combinations.

use super::super::answer::{Answer, Equilibrium};
use super::super::form::{Form, Normal, StrategicGame, TooLarge};
use super::super::methods::{Ask, Kind, MethodOf, Refusal};
use super::matrix::value;
use super::pure::of_tree;
use super::regret::{listed, pure_profile};
use super::too_large;
use crate::num::rational::Rational;

/// Of trees, whose strategies may be very many: payoffs times strategies, at most.
const MOST_PRODUCTS: usize = 100_000_000;

/// Strict dominance.
pub const METHOD: MethodOf = MethodOf {
    name: "dominance",
    finds: "strategies that are a best reply to something the others may sensibly do",
    kind: Kind::Rationalizable,
    lists: false,
    reads: &[],
    refuses: |_| None,
    solve,
};

/// A strategy that went, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Elimination {
    /// In which round, from 1.
    pub round: usize,
    /// Whose.
    pub player: usize,
    /// Which.
    pub strategy: usize,
    /// A mix that is better whatever the others do: strategies and their chances, none of them 0.
    pub by: Vec<(usize, Rational)>,
}

/// What is left, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Rationalizable {
    /// Of each player, the strategies that are left, in their order.
    pub left: Vec<Vec<usize>>,
    /// What went, round after round.
    pub eliminated: Vec<Elimination>,
}

/// Eliminates strictly dominated strategies until none is left.
#[must_use]
pub fn rationalizable(game: &StrategicGame) -> Rationalizable {
    let mut left: Vec<Vec<usize>> = game.sizes().iter().map(|&size| (0..size).collect()).collect();
    let mut eliminated: Vec<Elimination> = Vec::new();
    for round in 1.. {
        let before = eliminated.len();
        for player in 0..left.len() {
            for (strategy, by) in dominated(game, &left, player) {
                eliminated.push(Elimination { round, player, strategy, by });
            }
        }
        for gone in &eliminated[before..] {
            left[gone.player].retain(|&strategy| strategy != gone.strategy);
        }
        if eliminated.len() == before {
            break;
        }
    }
    Rationalizable { left, eliminated }
}

/// The strategies of `player` that are strictly dominated where only what is `left` is played, each with
/// a mix that dominates it.
#[must_use]
pub fn dominated(
    game: &StrategicGame,
    left: &[Vec<usize>],
    player: usize,
) -> Vec<(usize, Vec<(usize, Rational)>)> {
    let own = &left[player];
    let (against, step) = combinations(game, left, player);
    let payoff = |strategy: usize, cell: usize| game.payoff(cell + step * strategy, player);
    let mut spared = vec![false; own.len()];
    for &cell in &against {
        let best = own.iter().map(|&strategy| payoff(strategy, cell)).max();
        for (spared, &strategy) in spared.iter_mut().zip(own) {
            *spared |= Some(payoff(strategy, cell)) == best;
        }
    }
    let doubted = own.iter().zip(&spared).filter(|(_, spared)| !**spared);
    doubted
        .filter_map(|(&strategy, _)| {
            let more = |row: usize, column: usize| {
                payoff(own[row], against[column]) - payoff(strategy, against[column])
            };
            let table = value((own.len(), against.len()), more)?;
            let mix = own.iter().copied().zip(table.rows).filter(|(_, chance)| !chance.is_zero());
            table.value.is_positive().then(|| (strategy, mix.collect()))
        })
        .collect()
}

/// The cells of the others' combinations with the player's strategy 0, and the step from one strategy to
/// the next.
fn combinations(game: &StrategicGame, left: &[Vec<usize>], player: usize) -> (Vec<usize>, usize) {
    let mut cells = vec![0];
    let (mut step, mut own) = (1, 1);
    for (at, size) in game.sizes().into_iter().enumerate() {
        if at == player {
            own = step;
        } else {
            let strategies = &left[at];
            cells = cells
                .iter()
                .flat_map(|cell| strategies.iter().map(move |strategy| cell + step * strategy))
                .collect();
        }
        step *= size;
    }
    (cells, own)
}

fn solve(form: &Form, _: &Ask) -> Result<Answer, Refusal> {
    match form {
        Form::Strategic(game) => {
            Ok(answer(game, |strategies| Some(listed(game, &pure_profile(game, strategies)))))
        }
        Form::Extensive(game) => {
            let normal = Normal::of_strategies(game).map_err(too_large)?;
            let most = normal.table.sizes().into_iter().max().unwrap_or(0);
            let cells = normal.table.cell_count().unwrap_or(usize::MAX);
            if cells.saturating_mul(most) > MOST_PRODUCTS {
                return Err(too_large(TooLarge));
            }
            Ok(answer(&normal.table, |strategies| of_tree(game, &normal, strategies)))
        }
    }
}

fn answer(game: &StrategicGame, tell: impl Fn(&[usize]) -> Option<Equilibrium>) -> Answer {
    let found = rationalizable(game);
    let single: Option<Vec<usize>> = found
        .left
        .iter()
        .map(|left| if let [only] = left.as_slice() { Some(*only) } else { None })
        .collect();
    let mut notes: Vec<String> = found.eliminated.iter().map(|gone| sentence(game, gone)).collect();
    let left = |(player, left): (usize, &Vec<usize>)| {
        let who = &game.players[player];
        let names: Vec<&str> = left.iter().map(|&at| who.strategies[at].as_str()).collect();
        format!("{} may sensibly play {}", who.label, names.join(" or "))
    };
    notes.extend(found.left.iter().enumerate().map(left));
    let rounds = found.eliminated.last().map_or(0, |gone| gone.round);
    Answer {
        method: METHOD.name,
        parameters: vec![("rounds", rounds.to_string())],
        exact: true,
        complete: single.is_some(),
        equilibria: single.iter().filter_map(|strategies| tell(strategies)).collect(),
        limits: Vec::new(),
        notes,
    }
}

fn sentence(game: &StrategicGame, gone: &Elimination) -> String {
    let Elimination { round, player, strategy, by } = gone;
    let who = &game.players[*player];
    let name = |strategy: usize| &who.strategies[strategy];
    let better = match by.as_slice() {
        [(only, _)] => name(*only).clone(),
        mix => {
            let part =
                |(at, chance): &(usize, Rational)| format!("{} with chance {chance}", name(*at));
            format!("a mix of {}", mix.iter().map(part).collect::<Vec<_>>().join(", "))
        }
    };
    format!(
        "round {round}: {} never plays {}: {better} is always better",
        who.label,
        name(*strategy)
    )
}
