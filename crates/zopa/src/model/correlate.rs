//! Can the stated rank correlations hold together?
//!
//! A Gaussian copula turns Spearman's rho into r = 2 sin(pi rho / 6) of two normal variables (K. Pearson,
//! 1907); the matrix of all r must be positive definite. It is factored row by row (Cholesky). Where row k
//! fails, the vector v = (-A^-1 b, 1) has v'Rv <= 0: a combination of the variables that would need a
//! negative variance. The pair whose term r_ij v_i v_j is the most negative carries most of the clash.

use indexmap::IndexMap;

use super::build::Builder;
use super::premise::{Amount, Belief, Premise};
use crate::diag::Span;
use crate::diag::codes::build as codes;
use crate::scenario::ast::Correlation;

/// A pivot below this counts as no longer positive.
const LEAST_PIVOT: f64 = 1e-10;

impl Builder<'_> {
    /// The correlations: two premises and Spearman's rho.
    pub(super) fn correlations(&mut self, premises: &[Premise]) -> Vec<(usize, usize, f64)> {
        let scenario = self.scenario;
        let mut found: Vec<(usize, usize, f64)> = Vec::new();
        // Those found, as written; at the same index.
        let mut written: Vec<&Correlation> = Vec::new();
        for correlation in &scenario.correlations {
            let ends = correlation.between.each_ref();
            let ends = ends.map(|name| {
                let premise = self.premise(&name.value, &name.span)?;
                if scenario.premises.get(premise).is_none_or(|(_, entry)| entry.is_lost()) {
                    return None;
                }
                premises.get(premise).is_some_and(is_sampled).then_some(premise).or_else(|| {
                    self.sink.push(
                        codes::CORRELATION_OF_NUMBER
                            .error(format!(
                                "`{}` is no distribution, so nothing goes with it",
                                name.value
                            ))
                            .at(name.span.clone(), "")
                            .help("only premises given as distributions or ranges are sampled"),
                    );
                    None
                })
            });
            let [Some(one), Some(other)] = ends else { continue };
            let rho = correlation.rank.value;
            let pair = (one.min(other), one.max(other));
            let earlier = found.iter().position(|&(a, b, _)| (a, b) == pair);
            if let Some(earlier) = earlier.and_then(|at| written.get(at)) {
                self.sink.push(
                    codes::DUPLICATE_CORRELATION
                        .error("the same two premises are correlated twice")
                        .at(ends_of(correlation), "second time")
                        .see(ends_of(earlier), "first time")
                        .help("leave one of them out"),
                );
            } else {
                found.push((pair.0, pair.1, rho));
                written.push(correlation);
            }
        }
        // One that is mistaken may be what makes the others possible.
        let whole = written.iter().map(|correlation| &correlation.rank.span);
        let whole = whole.filter(|rank| !rank.is_empty()).count() == scenario.correlations.len();
        if let Some(clash) = clash(&found).filter(|_| whole) {
            self.clashing(&found, &written, clash, premises);
        }
        found
    }

    fn clashing(
        &mut self,
        found: &[(usize, usize, f64)],
        written: &[&Correlation],
        clash: Clash,
        premises: &[Premise],
    ) {
        let (Some(&(a, b, _)), Some(entry)) = (found.get(clash.pair), written.get(clash.pair))
        else {
            return;
        };
        let others = clash.involved.iter().filter(|&&other| other != a && other != b);
        let others: Vec<String> = others.map(|&at| format!("`{}`", premises[at].key)).collect();
        let (a, b) = (&premises[a].key, &premises[b].key);
        self.sink.push(
            codes::CORRELATIONS_CLASH
                .error(format!(
                    "the correlation of `{a}` and `{b}` clashes with those of {}",
                    others.join(", ")
                ))
                .at(entry.rank.span.clone(), "no premises can be correlated so")
                .help("pairs that are not listed have the correlation 0; bring it closer to 0, or list them"),
        );
    }
}

/// The place of the names of the two premises.
fn ends_of(correlation: &Correlation) -> Span {
    let [first, second] = &correlation.between;
    first.span.start..second.span.end
}

/// Whether a premise has a distribution in some view.
fn is_sampled(premise: &Premise) -> bool {
    let sampled = |amount: &Amount| matches!(amount, Amount::Dist(_) | Amount::Explore { .. });
    let base = match &premise.belief {
        Belief::Amount(amount) => sampled(amount),
        Belief::Learnt { .. } => premise.draw,
    };
    base || premise.seen_by.iter().any(|(_, amount)| sampled(amount))
}

/// Which correlation clashes, and which premises it takes.
#[derive(Debug, PartialEq, Eq)]
struct Clash {
    /// Index of the correlation.
    pair: usize,
    /// Premises with a part in it, ascending.
    involved: Vec<usize>,
}

/// The clash among `correlations`, where there is one.
fn clash(correlations: &[(usize, usize, f64)]) -> Option<Clash> {
    let mut row_of: IndexMap<usize, usize> = IndexMap::new();
    for &(a, b, _) in correlations {
        for premise in [a, b] {
            let next = row_of.len();
            row_of.entry(premise).or_insert(next);
        }
    }
    let size = row_of.len();
    let mut matrix = vec![vec![0.0; size]; size];
    for (row, line) in matrix.iter_mut().enumerate() {
        line[row] = 1.0;
    }
    let rows = |&(a, b, rho): &(usize, usize, f64)| {
        (row_of[&a], row_of[&b], 2.0 * libm::sin(std::f64::consts::PI * rho / 6.0))
    };
    for (a, b, r) in correlations.iter().map(rows) {
        matrix[a][b] = r;
        matrix[b][a] = r;
    }
    let witness = negative_direction(&matrix)?;
    let share = |(a, b, r): (usize, usize, f64)| r * witness[a] * witness[b];
    let shares = correlations.iter().map(rows).map(share).enumerate();
    let (pair, _) = shares.min_by(|(_, one), (_, other)| one.total_cmp(other))?;
    let part_taking = row_of.iter().filter(|&(_, &row)| witness[row].abs() > LEAST_PIVOT);
    let mut involved: Vec<usize> = part_taking.map(|(&premise, _)| premise).collect();
    involved.sort_unstable();
    Some(Clash { pair, involved })
}

/// A direction in which a symmetric matrix is not positive, `None` where it is positive definite.
fn negative_direction(matrix: &[Vec<f64>]) -> Option<Vec<f64>> {
    let size = matrix.len();
    let mut factor = vec![vec![0.0_f64; size]; size];
    for row in 0..size {
        for column in 0..row {
            let known: f64 = (0..column).map(|k| factor[row][k] * factor[column][k]).sum();
            factor[row][column] = (matrix[row][column] - known) / factor[column][column];
        }
        let known: f64 = factor[row].iter().take(row).map(|x| x * x).sum();
        let pivot = matrix[row][row] - known;
        if pivot > LEAST_PIVOT {
            factor[row][row] = libm::sqrt(pivot);
            continue;
        }
        // Row `row` of the factor is L^-1 b; solving L' w = it gives A^-1 b.
        let mut witness = vec![0.0; size];
        witness[row] = 1.0;
        for column in (0..row).rev() {
            let known: f64 = (column + 1..row).map(|k| factor[k][column] * witness[k]).sum();
            witness[column] = (-factor[row][column] - known) / factor[column][column];
        }
        return Some(witness);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_strong_correlation_is_fine() {
        assert_eq!(clash(&[(3, 7, -0.99)]), None);
    }

    #[test]
    fn a_goes_with_b_and_b_with_c_but_a_against_c_is_a_clash() {
        let found = clash(&[(0, 1, 0.9), (1, 2, 0.9), (0, 2, -0.9)]).expect("a clash");
        assert_eq!(found.involved, vec![0, 1, 2]);
    }

    #[test]
    fn completing_the_triangle_removes_the_clash() {
        assert!(clash(&[(0, 1, 0.9), (1, 2, 0.9)]).is_some());
        assert_eq!(clash(&[(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.9)]), None);
    }

    #[test]
    fn those_who_take_no_part_are_not_blamed() {
        let found = clash(&[(5, 6, 0.3), (0, 1, 0.9), (1, 2, 0.9), (0, 2, -0.9)]).expect("a clash");
        assert_eq!(found.involved, vec![0, 1, 2]);
        assert_ne!(found.pair, 0);
    }

    #[test]
    fn the_witness_has_no_positive_variance() {
        let r = |rho: f64| 2.0 * libm::sin(std::f64::consts::PI * rho / 6.0);
        let matrix =
            vec![vec![1.0, r(0.8), r(-0.7)], vec![r(0.8), 1.0, r(0.6)], vec![r(-0.7), r(0.6), 1.0]];
        let v = negative_direction(&matrix).expect("not positive definite");
        let variance: f64 =
            (0..3).map(|i| (0..3).map(|j| v[i] * matrix[i][j] * v[j]).sum::<f64>()).sum();
        assert!(variance <= 1e-12, "{variance}");
    }
}
