//! One equilibrium of a tree for two players, by a walk on the sequence form.
//!
//! With each player's plan (`x`, `y`), what its sets are worth to it (`p`, `q`) and what each sequence falls short of the
//! best (`r`, `s`), equilibria are the solutions of linear equations in which no sequence both is used and falls short:
//! a linear complementarity problem (D. Koller, N. Megiddo and B. von Stengel 1996). The walk of C. Lemke (1965) begins
//! with the others playing a prior and everybody replying to it; the share of the prior falls, not always steadily, until
//! it is 0 (B. von Stengel, A. van den Elzen and D. Talman, "Computing normal form perfect equilibria for extensive
//! two-person games", Econometrica 70, 2002). At each step one variable enters: the partner of the one that left.
//!
//! Corners that coincide are told apart by rare mistakes, and the end is proved in whole numbers, as in `zero_sum`.
//!
//! Cost: rows are the sequences and sets of both; a step is a solution with the factors of the basis. Mostly there are
//! some times as many steps as rows, although there may be exponentially many; to find an equilibrium is hard in general.

use super::form::{SequenceForm, Side, double};
use super::mistakes::Mistakes;
use super::plan::Plan;
use crate::num::rational::Rational;
use crate::num::sparse::Columns;
use crate::num::sparse::basis::Basis;
use crate::num::sparse::lift::Equations;
use crate::num::stream::Stream;
use crate::num::whole::fraction;
use num_bigint::BigInt;
use num_traits::{Signed as _, Zero as _};
use std::ops::Neg;

/// Sizes of mistakes, tried with one prior after the other until the end is proved.
const TRIES: [f64; 6] = [1e-6, 1e-6, 1e-7, 1e-5, 1e-7, 1e-5];
/// Rounds in which replies to a prior and to each other's mistakes settle.
const ROUNDS: usize = 20;
/// Steps per row of one walk.
const STEPS: usize = 100;
/// A pivot below this is rounding.
const PIVOT: f64 = 1e-9;
/// How far below 0 a variable may fall for a better pivot.
const SLACK: f64 = 1e-11;

/// An equilibrium.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) payoffs: [Rational; 2],
    pub(super) plans: [Plan; 2],
    /// Steps of all walks.
    pub(super) steps: usize,
}

/// Rows: each player's plan, then each player's sequences. Columns: each player's sequences, what they fall short, what
/// sets are worth, and last the share of the prior.
struct Problem<'a> {
    form: &'a SequenceForm,
    sequences: [usize; 2],
    rows: [usize; 2],
}

/// One walk: with these mistakes of this size.
struct Road<'a> {
    matrix: Columns<f64>,
    mistakes: &'a Mistakes,
    size: f64,
}

/// Where a walk begins.
struct Start {
    /// The column of the prior.
    share: Vec<(usize, f64)>,
    /// The basis in which everybody replies to it.
    basis: Vec<usize>,
}

/// One equilibrium; `None` where no walk ended with a proof.
pub(super) fn solve(form: &SequenceForm) -> Option<Found> {
    let sequences = [0, 1].map(|player| form.sides[player].count());
    let rows = [0, 1].map(|player| form.sides[player].choices.len() + 1);
    let problem = Problem { form, sequences, rows };
    let exact = problem.matrix(BigInt::from(1), |_, worth| worth.clone());
    let largest = form.largest();
    let doubles = problem.matrix(1.0, |player, worth| double(worth) / largest[player]);
    let mut steps = 0;
    for (at, size) in TRIES.into_iter().enumerate() {
        let name = format!("walk {at}");
        let mistakes = &Mistakes::new(rows, sequences, &name);
        let mut road = Road { matrix: doubles.clone(), mistakes, size };
        let Some(start) = problem.start(&road, &name) else { continue };
        road.matrix.push(start.share);
        let Some(basis) = problem.walk(&road, start.basis, &mut steps) else { continue };
        if let Some(found) = problem.proved(&exact, &basis, mistakes, steps) {
            return Some(found);
        }
    }
    None
}

impl Problem<'_> {
    fn height(&self) -> usize {
        self.rows.iter().chain(&self.sequences).sum()
    }

    /// The row at which a player's plan begins.
    fn plan_row(&self, player: usize) -> usize {
        player * self.rows[0]
    }

    /// The row at which a player's sequences begin.
    fn sequence_row(&self, player: usize) -> usize {
        self.rows[0] + self.rows[1] + player * self.sequences[0]
    }

    /// The columns of what sets are worth.
    fn worths(&self) -> std::ops::Range<usize> {
        let first = 2 * (self.sequences[0] + self.sequences[1]);
        first..first + self.rows[0] + self.rows[1]
    }

    /// A sequence for what it falls short, and the other way round.
    fn partner(&self, column: usize) -> usize {
        let sequences = self.sequences[0] + self.sequences[1];
        if column < sequences { column + sequences } else { column - sequences }
    }

    /// All columns but that of the prior.
    fn matrix<T: Clone + Neg<Output = T>>(
        &self,
        one: T,
        number: impl Fn(usize, &BigInt) -> T,
    ) -> Columns<T> {
        let mut matrix = Columns::new(self.height());
        // What each sequence is worth to the other player, with each of that one's.
        let mut worth: [Vec<Vec<(usize, T)>>; 2] =
            self.sequences.map(|count| vec![Vec::new(); count]);
        for pair in &self.form.pairs {
            for own in [0, 1] {
                let (other, gain) = (1 - own, &pair.worth[1 - own]);
                if !gain.is_zero() {
                    let row = self.sequence_row(other) + pair.of[other];
                    worth[own][pair.of[own]].push((row, number(other, gain)));
                }
            }
        }
        for (player, side) in self.form.sides.iter().enumerate() {
            let (rows, following, plan) = (side.rows(), side.following(), self.plan_row(player));
            for (sequence, worth) in worth[player].drain(..).enumerate() {
                let own = (plan + rows[sequence], one.clone());
                let after = following[sequence].iter();
                let after = after.map(|&choice| (plan + choice + 1, -one.clone()));
                matrix.push(std::iter::once(own).chain(after).chain(worth));
            }
        }
        for player in [0, 1] {
            let row = self.sequence_row(player);
            (row..row + self.sequences[player]).for_each(|row| matrix.push([(row, one.clone())]));
        }
        for (player, side) in self.form.sides.iter().enumerate() {
            let row = self.sequence_row(player);
            matrix.push([(row, -one.clone())]);
            for choice in &side.choices {
                let moves = choice.moves.clone().map(|sequence| (row + sequence, -one.clone()));
                matrix.push(moves.chain([(row + choice.after, one.clone())]));
            }
        }
        matrix
    }

    /// Where everybody replies to the prior; `None` where replies go on changing.
    fn start(&self, road: &Road<'_>, name: &str) -> Option<Start> {
        let mut draw = Stream::new(0, &format!("prior of the sequence form, {name}"));
        let priors = self.form.sides.each_ref().map(|side| prior(side, &mut draw));
        let mut plans = self.sequences.map(|count| vec![0.0; count]);
        let mut last: Option<[Vec<usize>; 2]> = None;
        for _ in 0..ROUNDS {
            let chosen = [0, 1].map(|player| {
                let ties = road.mistakes.ties[player].iter();
                let mut worth: Vec<f64> = ties.map(|tie| -tie * road.size).collect();
                self.add_worth(&road.matrix, player, &priors[1 - player], &mut worth);
                self.add_worth(&road.matrix, player, &plans[1 - player], &mut worth);
                self.form.sides[player].best(&mut worth, 1.0)
            });
            if last.as_ref() == Some(&chosen) {
                let mut share = vec![(0, 1.0), (self.plan_row(1), 1.0)];
                for player in [0, 1] {
                    let mut worth = vec![0.0; self.sequences[player]];
                    self.add_worth(&road.matrix, player, &priors[1 - player], &mut worth);
                    let row = self.sequence_row(player);
                    share.extend((row..).zip(worth).filter(|(_, worth)| *worth != 0.0));
                }
                return Some(Start { share, basis: self.replies(&chosen) });
            }
            for player in [0, 1] {
                plans[player].fill(0.0);
                let moves = self.form.sides[player].choices.iter().zip(&chosen[player]);
                let slips = road.mistakes.of_size(player, road.size);
                for ((choice, &sequence), own) in moves.zip(slips) {
                    plans[player][sequence] = plans[player][choice.after] + own;
                }
            }
            last = Some(chosen);
        }
        None
    }

    /// Adds what each sequence of `player` is worth against the other's plan.
    fn add_worth(&self, matrix: &Columns<f64>, player: usize, plan: &[f64], worth: &mut [f64]) {
        let first = (1 - player) * self.sequences[0];
        let row = self.sequence_row(player);
        for (sequence, weight) in plan.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            let entries = matrix.column(first + sequence).iter();
            // Below the rows of plans there are only those of the other's sequences.
            let entries = entries.filter(|(at, _)| *at >= self.sequence_row(0));
            entries.for_each(|&(at, x)| worth[at - row] += x * weight);
        }
    }

    /// The basis in which sequences that are chosen are used, and others fall short.
    fn replies(&self, chosen: &[Vec<usize>; 2]) -> Vec<usize> {
        let mut basis = Vec::with_capacity(self.height());
        for player in [0, 1] {
            let mut used = vec![false; self.sequences[player]];
            used[0] = true;
            chosen[player].iter().for_each(|&sequence| used[sequence] = true);
            let columns = (player * self.sequences[0]..).zip(used);
            let own =
                columns.map(|(column, used)| if used { column } else { self.partner(column) });
            basis.extend(own);
        }
        basis.extend(self.worths());
        basis
    }

    /// From where everybody replies to the prior to where it has no share.
    fn walk(&self, road: &Road<'_>, start: Vec<usize>, steps: &mut usize) -> Option<Vec<usize>> {
        let height = self.height();
        let matrix = &road.matrix;
        let share = matrix.count() - 1;
        let plan = |player| std::iter::once(1.0).chain(road.mistakes.of_size(player, road.size));
        let ties = road.mistakes.ties.iter().flatten().map(|tie| tie * road.size);
        let right: Vec<f64> = plan(0).chain(plan(1)).chain(ties).collect();
        let column = |at: usize| {
            let mut column = vec![0.0; height];
            matrix.column(at).iter().for_each(|&(row, x)| column[row] = x);
            column
        };
        let mut basis = Basis::of(matrix, start)?;
        let (mut values, mut direction) = (vec![0.0; height], vec![0.0; height]);
        // The share of the prior falls from 1.
        let prior = column(share);
        let rest: Vec<f64> = right.iter().zip(&prior).map(|(right, prior)| right - prior).collect();
        basis.solve(&rest, &mut values);
        basis.solve(&prior, &mut direction);
        let falling: Vec<f64> = direction.iter().map(|rate| -rate).collect();
        let place = self.leaving(&basis, share, &values, &falling);
        let Some(place) = place.filter(|&place| values[place] < falling[place]) else {
            return Some(basis.columns().to_vec());
        };
        let mut leaving = basis.columns()[place];
        basis.exchange(matrix, (share, &direction), place)?;
        basis.solve(&right, &mut values);
        for _ in 0..STEPS * height {
            *steps += 1;
            let entering = self.partner(leaving);
            basis.solve(&column(entering), &mut direction);
            let place = self.leaving(&basis, share, &values, &direction)?;
            leaving = basis.columns()[place];
            let length = values[place].max(0.0) / direction[place];
            let rates = values.iter_mut().zip(&direction);
            rates.for_each(|(value, rate)| *value -= length * rate);
            values[place] = length;
            if basis.exchange(matrix, (entering, &direction), place)? {
                basis.solve(&right, &mut values);
            }
            if leaving == share {
                return Some(basis.columns().to_vec());
            }
        }
        None
    }

    /// The place whose variable falls to 0 first: the share of the prior if it is among the first, else that with the
    /// largest pivot.
    fn leaving(
        &self,
        basis: &Basis,
        share: usize,
        values: &[f64],
        direction: &[f64],
    ) -> Option<usize> {
        let free = self.worths();
        let places = || {
            let rates = basis.columns().iter().zip(direction).zip(values).enumerate();
            rates.filter(|(_, ((column, rate), _))| **rate > PIVOT && !free.contains(column))
        };
        let longest = places().map(|(_, ((_, rate), value))| (value.max(0.0) + SLACK) / rate);
        let longest = longest.fold(f64::INFINITY, f64::min);
        let mut best = (None, 0.0);
        for (place, ((&column, &rate), &value)) in places() {
            if value / rate <= longest {
                if column == share {
                    return Some(place);
                }
                if rate > best.1 {
                    best = (Some(place), rate);
                }
            }
        }
        best.0
    }

    /// The plans of this basis without mistakes, if they are proved to be an equilibrium.
    fn proved(
        &self,
        exact: &Columns<BigInt>,
        basis: &[usize],
        mistakes: &Mistakes,
        steps: usize,
    ) -> Option<Found> {
        let chosen = exact.select(basis);
        let equations = Equations::of(&chosen)?;
        let mut right = vec![BigInt::zero(); self.height()];
        right[self.plan_row(0)] = BigInt::from(1);
        right[self.plan_row(1)] = BigInt::from(1);
        let solution = equations.solve(&right)?;
        let free = self.worths();
        let mut values = basis.iter().zip(&solution.numbers);
        if !values.all(|(column, value)| free.contains(column) || !value.is_negative()) {
            return None;
        }
        let mut right = vec![BigInt::zero(); self.height()];
        for player in [0, 1] {
            let first = self.plan_row(player) + 1;
            let own = &mut right[first..first + self.rows[player] - 1];
            own.clone_from_slice(&mistakes.whole(player));
        }
        let slips = equations.solve(&right)?;
        let all = |numbers: &[BigInt]| {
            let mut all = vec![BigInt::zero(); exact.count()];
            let values = basis.iter().zip(numbers);
            values.for_each(|(&column, number)| all[column].clone_from(number));
            all
        };
        let (values, slips) = (all(&solution.numbers), all(&slips.numbers));
        let plan = |player: usize| {
            let first = player * self.sequences[0];
            let own = first..first + self.sequences[player];
            Plan { weights: values[own.clone()].to_vec(), mistakes: slips[own].to_vec() }
        };
        let payoff = |player: usize| {
            let root = values[free.start + self.plan_row(player)].clone();
            fraction(root, &(&solution.denominator * &self.form.scales[player]))
        };
        Some(Found { payoffs: [payoff(0), payoff(1)], plans: [plan(0), plan(1)], steps })
    }
}

/// A plan near the even one, without its ties.
fn prior(side: &Side, draw: &mut Stream) -> Vec<f64> {
    let mut plan = vec![1.0; side.count()];
    for choice in &side.choices {
        let weights: Vec<f64> = choice.moves.clone().map(|_| 1.0 + draw.uniform()).collect();
        let sum: f64 = weights.iter().sum();
        for (sequence, weight) in choice.moves.clone().zip(weights) {
            plan[sequence] = plan[choice.after] * weight / sum;
        }
    }
    plan
}
