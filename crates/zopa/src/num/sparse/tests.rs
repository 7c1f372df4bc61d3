//! Factors, exchanges, programs and exact solutions against their definitions, on matrices drawn by lot.

use super::Columns;
use super::basis::Basis;
use super::field::{Field, Residue};
use super::lift::Equations;
use super::lu::Lu;
use super::simplex::{Ended, Program};
use crate::num::stream::Stream;
use num_bigint::BigInt;
use num_traits::Zero as _;

struct Draw(Stream);

impl Draw {
    fn new(name: &str) -> Self {
        Self(Stream::new(1, name))
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.below(u64::try_from(end).unwrap())).unwrap()
    }

    fn whole(&mut self, size: i64) -> i64 {
        i64::try_from(self.0.below(u64::try_from(2 * size + 1).unwrap())).unwrap() - size
    }

    /// A square matrix with about so many entries a column, and none that is 0.
    fn matrix(&mut self, n: usize, entries: usize, size: i64) -> Columns<i64> {
        let mut matrix = Columns::new(n);
        for _ in 0..n {
            let mut rows: Vec<usize> = (0..entries).map(|_| self.below(n)).collect();
            rows.sort_unstable();
            rows.dedup();
            let numbers: Vec<(usize, i64)> =
                rows.into_iter().map(|row| (row, self.whole(size))).collect();
            matrix.push(numbers.into_iter().filter(|&(_, x)| x != 0));
        }
        matrix
    }
}

/// What `goal` has beyond `matrix * x`, or beyond `x * matrix`.
fn rest<T: Field>(goal: &[T], matrix: &Columns<T>, x: &[T], transposed: bool) -> Vec<T> {
    let mut rest = goal.to_vec();
    for column in 0..matrix.count() {
        for &(row, entry) in matrix.column(column) {
            let (to, from) = if transposed { (column, row) } else { (row, column) };
            rest[to] = rest[to].less(entry, x[from]);
        }
    }
    rest
}

#[test]
fn factors_solve_both_ways() {
    let mut draw = Draw::new("factors");
    let (mut solved, mut refused) = (0, 0);
    for _ in 0..2000 {
        let (n, entries) = (1 + draw.below(12), 1 + draw.below(4));
        let matrix = draw.matrix(n, entries, 5);
        let residues = matrix.map(|&x| Residue::<61>::of(x.into()));
        let doubles = matrix.map(|&x| x as f64);
        let exact = Lu::of(&residues);
        let rough = Lu::of(&doubles);
        // A small whole determinant is 0 modulo a large prime only if it is 0.
        assert_eq!(exact.is_some(), rough.is_some(), "{matrix:?}");
        let (Some(exact), Some(rough)) = (exact, rough) else {
            refused += 1;
            continue;
        };
        solved += 1;
        let right: Vec<i64> = (0..n).map(|_| draw.whole(9)).collect();
        let goal: Vec<Residue<61>> = right.iter().map(|&x| Residue::of(x.into())).collect();
        let mut x = vec![Residue::ZERO; n];
        exact.solve(&mut goal.clone(), &mut x);
        assert!(rest(&goal, &residues, &x, false).into_iter().all(Field::is_nothing));
        exact.solve_transposed(&goal, &mut x);
        assert!(rest(&goal, &residues, &x, true).into_iter().all(Field::is_nothing));
        let goal: Vec<f64> = right.iter().map(|&x| x as f64).collect();
        let near = |rest: Vec<f64>| rest.iter().all(|x| x.abs() < 1e-6);
        let mut x = vec![0.0; n];
        rough.solve(&mut goal.clone(), &mut x);
        assert!(near(rest(&goal, &doubles, &x, false)), "{matrix:?}");
        rough.solve_transposed(&goal, &mut x);
        assert!(near(rest(&goal, &doubles, &x, true)), "{matrix:?}");
    }
    assert!(solved > 500 && refused > 500, "{solved} {refused}");
}

#[test]
fn a_basis_is_the_same_whether_its_columns_were_exchanged_or_always_there() {
    let mut draw = Draw::new("exchanges");
    let n = 15;
    let mut matrix = Columns::new(n);
    (0..n).for_each(|row| matrix.push([(row, 1.0)]));
    for _ in 0..40 {
        let numbers: Vec<f64> = (0..n).map(|_| draw.0.uniform() - 0.5).collect();
        matrix.push(numbers.into_iter().enumerate().filter(|&(row, _)| row % 3 != 1));
    }
    let mut basis = Basis::of(&matrix, (0..n).collect()).unwrap();
    for _ in 0..300 {
        let column = draw.below(matrix.count());
        if basis.columns().contains(&column) {
            continue;
        }
        let mut right = vec![0.0; n];
        matrix.column(column).iter().for_each(|&(row, x)| right[row] = x);
        let mut direction = vec![0.0; n];
        basis.solve(&right, &mut direction);
        let place =
            (0..n).max_by(|&a, &b| direction[a].abs().total_cmp(&direction[b].abs())).unwrap();
        basis.exchange(&matrix, (column, &direction), place).unwrap();
        let mut anew = Basis::of(&matrix, basis.columns().to_vec()).unwrap();
        let goal: Vec<f64> = (0..n).map(|_| draw.0.uniform()).collect();
        let (mut x, mut y) = (vec![0.0; n], vec![0.0; n]);
        basis.solve(&goal, &mut x);
        anew.solve(&goal, &mut y);
        assert!(x.iter().zip(&y).all(|(a, b)| (a - b).abs() < 1e-7));
        basis.solve_transposed(&mut goal.clone(), &mut x);
        anew.solve_transposed(&mut goal.clone(), &mut y);
        assert!(x.iter().zip(&y).all(|(a, b)| (a - b).abs() < 1e-7));
    }
}

#[test]
fn programs_end_where_the_dual_says_the_same() {
    let mut draw = Draw::new("programs");
    let (mut best, mut unbounded) = (0, 0);
    for _ in 0..1000 {
        let (rows, columns) = (1 + draw.below(10), 1 + draw.below(14));
        let mut matrix = Columns::new(rows);
        for _ in 0..columns {
            let numbers: Vec<f64> = (0..rows).map(|_| draw.0.uniform() - 0.3).collect();
            matrix.push(numbers.into_iter().enumerate().filter(|_| draw.below(3) > 0));
        }
        (0..rows).for_each(|row| matrix.push([(row, 1.0)]));
        let right: Vec<f64> = (0..rows).map(|_| draw.0.uniform()).collect();
        let costs: Vec<f64> =
            (0..columns).map(|_| draw.0.uniform() - 0.2).chain(vec![0.0; rows]).collect();
        let free = vec![false; columns + rows];
        let program = Program { matrix, right, costs, free };
        let corner = program.walk((columns..columns + rows).collect(), 10_000).unwrap();
        if corner.ended == Ended::Unbounded {
            unbounded += 1;
            continue;
        }
        assert_eq!(corner.ended, Ended::Best);
        best += 1;
        let mut basis = Basis::of(&program.matrix, corner.basis.clone()).unwrap();
        let (mut values, mut prices) = (vec![0.0; rows], vec![0.0; rows]);
        basis.solve(&program.right, &mut values);
        assert!(values.iter().all(|&value| value > -1e-9));
        let mut costs: Vec<f64> =
            corner.basis.iter().map(|&column| program.costs[column]).collect();
        let value: f64 = costs.iter().zip(&values).map(|(cost, value)| cost * value).sum();
        basis.solve_transposed(&mut costs, &mut prices);
        let dual: f64 = prices.iter().zip(&program.right).map(|(price, right)| price * right).sum();
        assert!((value - dual).abs() < 1e-7);
        for column in 0..program.matrix.count() {
            let price: f64 =
                program.matrix.column(column).iter().map(|&(row, x)| x * prices[row]).sum();
            assert!(price > program.costs[column] - 1e-7);
        }
    }
    assert!(best > 300 && unbounded > 50, "{best} {unbounded}");
}

#[test]
fn exact_solutions_solve_their_equations() {
    let mut draw = Draw::new("exact");
    let mut solved = 0;
    for round in 0..400 {
        let n = 1 + draw.below(25);
        // Now and then numbers for which machine words are too short.
        let size = if round % 4 == 0 { 1 << 45 } else { 40 };
        let matrix = draw.matrix(n, 4, size).map(|&x| BigInt::from(x));
        let Some(equations) = Equations::of(&matrix) else { continue };
        solved += 1;
        let right: Vec<BigInt> = (0..n).map(|_| BigInt::from(draw.whole(100))).collect();
        for transposed in [false, true] {
            let found = if transposed {
                equations.solve_transposed(&right)
            } else {
                equations.solve(&right)
            }
            .unwrap();
            assert!(found.denominator > BigInt::zero());
            let mut sums = vec![BigInt::zero(); n];
            for column in 0..n {
                for (row, x) in matrix.column(column) {
                    let (to, from) = if transposed { (column, *row) } else { (*row, column) };
                    sums[to] += x * &found.numbers[from];
                }
            }
            assert!(sums.iter().zip(&right).all(|(sum, right)| *sum == right * &found.denominator));
        }
    }
    assert!(solved > 150, "{solved}");
}
