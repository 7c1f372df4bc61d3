//! The value of a zero-sum tree and best plans of both, by a linear program on the sequence form.
//!
//! The first player's plan `x` and, of each of the second's sets, what that one can be kept to from there on, `v`: the
//! largest `v` of the root such that at no set any sequence is worth less to the first player than its `v`, given `x`
//! (B. von Stengel, Games and Economic Behavior 14, 1996). The dual of the program is the second player's plan. The walk
//! begins where the first player has a pure plan and the second a best reply to it, which is a corner.
//!
//! Nearly all corners of such programs coincide, as sets that are not reached have plans of 0. So some weight is added
//! at every set of both players, as if they came there by mistake now and then (compare P. Miltersen and T. Sorensen,
//! "Computing a quasi-perfect equilibrium of a two-player game", Economic Theory 42, 2010). That tells corners apart, and
//! makes for play that is best, too, at sets to which only a player's own mistake leads.
//!
//! The walk is made in doubles. The basis at its end is then solved in whole numbers, without the mistakes, and it is
//! proved that both plans are plans and that neither player can do better: a basis that is feasible and whose prices
//! are is optimal.
//!
//! Cost: entries go with the ends of the tree; see `num::sparse` for the walk and the proof. Tables of strategies would
//! be exponentially large, and methods that improve step by step (see `cfr`) only come near.

use super::form::{SequenceForm, double};
use super::mistakes::Mistakes;
use super::plan::Plan;
use crate::num::rational::Rational;
use crate::num::sparse::Columns;
use crate::num::sparse::lift::{Equations, Solution};
use crate::num::sparse::simplex::{Corner, Ended, Program};
use crate::num::whole::fraction;
use num_bigint::BigInt;
use num_traits::{Signed as _, Zero as _};

/// Weights of mistakes, one after the other until the end is proved.
const MISTAKES: [f64; 3] = [1e-6, 1e-8, 1e-5];
/// Steps per row that no walk needs.
const STEPS: usize = 200;

/// What a zero-sum tree is worth, and how to get it.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// To the first player.
    pub(super) value: Rational,
    /// The plans of both, and what mistakes add to them.
    pub(super) plans: [Plan; 2],
    /// Steps of all walks.
    pub(super) steps: usize,
}

/// The program, and where its columns are: the first player's sequences, then what each set of the second is worth (its
/// root first), then what is to spare at each of the second's sequences. Rows: the first player's plan, the second's
/// sequences.
struct Sides<'a> {
    form: &'a SequenceForm,
    /// How many sequences of the first and rows of its plan; the same of the second.
    sequences: [usize; 2],
    rows: [usize; 2],
}

/// What it is worth; `None` where no walk ended with a proof.
pub(super) fn solve(form: &SequenceForm) -> Option<Value> {
    let sequences = [0, 1].map(|player| form.sides[player].count());
    let rows = [0, 1].map(|player| form.sides[player].choices.len() + 1);
    let sides = Sides { form, sequences, rows };
    let exact = sides.matrix(BigInt::from(1), Clone::clone);
    let largest = form.largest()[0];
    let doubles = sides.matrix(1.0, |worth| double(worth) / largest);
    let mut steps = 0;
    for size in MISTAKES {
        let mistakes = Mistakes::new(rows, [0, sequences[1]], "zero-sum");
        let (program, start) = sides.program(doubles.clone(), &mistakes, size);
        let Some(corner) = program.walk(start, STEPS * program.right.len()) else { continue };
        steps += corner.steps;
        if corner.ended != Ended::Best {
            continue;
        }
        if let Some(value) = sides.proved(&exact, &corner, &mistakes, steps) {
            return Some(value);
        }
    }
    None
}

impl Sides<'_> {
    fn matrix<T: Clone + std::ops::Neg<Output = T>>(
        &self,
        one: T,
        number: impl Fn(&BigInt) -> T,
    ) -> Columns<T> {
        let [first, second] = &self.form.sides;
        let mut matrix = Columns::new(self.rows[0] + self.sequences[1]);
        let (rows, following) = (first.rows(), first.following());
        let mut pairs = self.form.pairs.iter().peekable();
        for sequence in 0..self.sequences[0] {
            let mut column = vec![(rows[sequence], one.clone())];
            column.extend(following[sequence].iter().map(|&choice| (choice + 1, -one.clone())));
            while let Some(pair) = pairs.next_if(|pair| pair.of[0] == sequence) {
                if !pair.worth[0].is_zero() {
                    column.push((self.rows[0] + pair.of[1], -number(&pair.worth[0])));
                }
            }
            matrix.push(column);
        }
        let row = |sequence: usize| self.rows[0] + sequence;
        matrix.push([(row(0), one.clone())]);
        for choice in &second.choices {
            let moves = choice.moves.clone().map(|sequence| (row(sequence), one.clone()));
            matrix.push(moves.chain([(row(choice.after), -one.clone())]));
        }
        (0..self.sequences[1]).for_each(|sequence| matrix.push([(row(sequence), one.clone())]));
        matrix
    }

    /// The program with mistakes of this size, and a corner of it.
    fn program(
        &self,
        matrix: Columns<f64>,
        mistakes: &Mistakes,
        size: f64,
    ) -> (Program, Vec<usize>) {
        let [first, second] = &self.form.sides;
        let values = self.sequences[0];
        let spare = values + self.rows[1];
        let mut right = vec![1.0];
        right.extend(mistakes.of_size(0, size));
        right.extend(mistakes.ties[1].iter().map(|tie| tie * size));
        let mut costs = vec![0.0; matrix.count()];
        costs[values] = 1.0;
        costs[values + 1..spare]
            .iter_mut()
            .zip(mistakes.of_size(1, size))
            .for_each(|(cost, own)| *cost = own);
        let mut free = vec![false; matrix.count()];
        free[values..spare].fill(true);

        // Against even play the first player does its best, and against that the second.
        let even = second.even();
        let mut worth = vec![0.0; self.sequences[0]];
        self.payoffs(&matrix, |own, other, x| worth[own] += x * even[other]);
        let chosen = first.best(&mut worth, 1.0);
        let mut plan = vec![0.0; self.sequences[0]];
        plan[0] = 1.0;
        for ((choice, &sequence), own) in first.choices.iter().zip(&chosen).zip(&right[1..]) {
            plan[sequence] = plan[choice.after] + own;
        }
        let mut worth = right[self.rows[0]..].to_vec();
        self.payoffs(&matrix, |own, other, x| worth[other] += x * plan[own]);
        let replies = second.best(&mut worth, -1.0);
        let mut tight = vec![false; self.sequences[1]];
        tight[0] = true;
        replies.iter().for_each(|&sequence| tight[sequence] = true);
        let mut basis: Vec<usize> = std::iter::once(0).chain(chosen).chain(values..spare).collect();
        basis.extend(
            (0..self.sequences[1])
                .filter(|&sequence| !tight[sequence])
                .map(|sequence| spare + sequence),
        );
        (Program { matrix, right, costs, free }, basis)
    }

    /// Calls `each` with each pair of sequences and what it is worth.
    fn payoffs(&self, matrix: &Columns<f64>, mut each: impl FnMut(usize, usize, f64)) {
        for own in 0..self.sequences[0] {
            for &(row, x) in matrix.column(own).iter().filter(|(row, _)| *row >= self.rows[0]) {
                each(own, row - self.rows[0], -x);
            }
        }
    }

    /// The plans of this corner without mistakes, if they are proved to be best.
    fn proved(
        &self,
        exact: &Columns<BigInt>,
        corner: &Corner,
        mistakes: &Mistakes,
        steps: usize,
    ) -> Option<Value> {
        let chosen = exact.select(&corner.basis);
        let equations = Equations::of(&chosen)?;
        let (values, rows) = (self.sequences[0], exact.rows());
        let unit = |at: usize| {
            let mut unit = vec![BigInt::zero(); rows];
            unit[at] = BigInt::from(1);
            unit
        };
        let x = equations.solve(&unit(0))?;
        let root = corner.basis.iter().position(|&column| column == values)?;
        let y = equations.solve_transposed(&unit(root))?;
        let free = |column: usize| (values..values + self.rows[1]).contains(&column);
        let fits = |(&column, value): (&usize, &BigInt)| free(column) || !value.is_negative();
        if !corner.basis.iter().zip(&x.numbers).all(fits) || !self.is_dual(exact, &y) {
            return None;
        }
        let mut right = vec![BigInt::zero(); rows];
        right[1..self.rows[0]].clone_from_slice(&mistakes.whole(0));
        let slips = equations.solve(&right)?;
        let prices = mistakes.whole(1);
        let priced = |&column: &usize| match free(column) && column > values {
            true => prices[column - values - 1].clone(),
            false => BigInt::zero(),
        };
        let slips_of_second =
            equations.solve_transposed(&corner.basis.iter().map(priced).collect::<Vec<_>>())?;
        let spread = |numbers: &[BigInt]| {
            let mut plan = vec![BigInt::zero(); self.sequences[0]];
            for (&column, value) in
                corner.basis.iter().zip(numbers).filter(|(column, _)| **column < values)
            {
                plan[column].clone_from(value);
            }
            plan
        };
        let first = Plan { weights: spread(&x.numbers), mistakes: spread(&slips.numbers) };
        let of_second = |numbers: &[BigInt]| numbers[self.rows[0]..].to_vec();
        let second =
            Plan { weights: of_second(&y.numbers), mistakes: of_second(&slips_of_second.numbers) };
        let value = fraction(x.numbers[root].clone(), &(&x.denominator * &self.form.scales[0]));
        Some(Value { value, plans: [first, second], steps })
    }

    /// Whether no column is worth more than its price.
    fn is_dual(&self, exact: &Columns<BigInt>, prices: &Solution) -> bool {
        (0..exact.count()).all(|column| {
            let entries = exact.column(column).iter();
            let price: BigInt = entries.map(|(row, x)| x * &prices.numbers[*row]).sum();
            match column.checked_sub(self.sequences[0]) {
                Some(0) => price == prices.denominator,
                Some(at) if at < self.rows[1] => price.is_zero(),
                _ => !price.is_negative(),
            }
        })
    }
}
