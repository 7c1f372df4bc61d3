//! Linear programs over lotteries of deals, exactly: the largest t that some lottery supports.
//!
//! Maximise t over the mixtures x of deals such that in every row r: weights_r · gains(x) ≥ level_r +
//! slope_r t. There are far too many deals to list, but only as many rows as parties and a few more. So:
//!
//! 1. the revised simplex method keeps the inverse of the basis (rows + 1 on each side), in fractions;
//! 2. the deal of the largest reduced cost is the best path through the [`Trellis`] by weighted values, where
//!    values are sums the best option of every issue (Dantzig and Wolfe, Operations Research 1960);
//! 3. a start is found by the same steps: rows that are not met at first carry an artificial variable whose
//!    cost comes before all others, so that costs are pairs, compared from the first on;
//! 4. of the rows that leave, the lexicographically least does, so that no basis comes twice (Dantzig, Orden
//!    and Wolfe, Pacific Journal of Mathematics 1955).

use super::trellis::{Score, Trellis};
use crate::num::rational::Rational;
use std::cmp::Ordering;

/// Pivots, as a guard.
const MOST_PIVOTS: usize = 5_000;

/// The deals of a domain, by what everyone gains from them.
#[derive(Clone, Debug)]
pub(super) struct Program<'a> {
    trellis: &'a Trellis,
    /// Gains that every deal has, by party.
    constant: Vec<Rational>,
}

/// weights · gains ≥ level + slope t. The level is not negative.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) weights: Vec<Rational>,
    pub(super) slope: Rational,
    pub(super) level: Rational,
}

/// A lottery over deals, with what it costs t to raise the level of each row.
#[derive(Clone, Debug)]
pub(super) struct Mixture {
    pub(super) deals: Vec<(Rational, Vec<usize>)>,
    pub(super) prices: Vec<Rational>,
}

/// A cost: what counts first, and what then.
type Cost = [Rational; 2];

impl Score for Cost {
    fn zero() -> Self {
        [Rational::ZERO, Rational::ZERO]
    }
    fn plus(&self, other: &Self) -> Self {
        [&self[0] + &other[0], &self[1] + &other[1]]
    }
    fn exceeds(&self, other: &Self) -> bool {
        compare(self, other).is_gt()
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Variable {
    Deal(Vec<usize>),
    Up,
    Down,
    Slack(usize),
    Artificial,
}

/// A basis: variables, the inverse by row, values.
struct Basis {
    variables: Vec<Variable>,
    inverse: Vec<Vec<Rational>>,
    values: Vec<Rational>,
}

impl<'a> Program<'a> {
    /// `constant` is what everyone gains from every deal, its paths apart: not the same as without a deal.
    pub(super) fn of(trellis: &'a Trellis, constant: Vec<Rational>) -> Self {
        Self { trellis, constant }
    }

    /// The largest t and a lottery that supports it; `None` where no lottery meets the rows, t has no bound,
    /// or no deal is allowed.
    pub(super) fn maximise(&self, rows: &[Row]) -> Option<(Rational, Mixture)> {
        let mut basis = Basis::start(rows);
        for _ in 0..MOST_PIVOTS {
            let prices = basis.prices();
            let (deal, gains) = self.best_deal(rows, &prices)?;
            let Some((variable, column)) = entering(rows, &prices, deal, &gains) else {
                return basis.answer(rows, &prices);
            };
            basis.pivot(variable, &column)?;
        }
        None
    }

    /// The deal with the largest sum of prices times gains, and its gains; `None` where there is none.
    fn best_deal(&self, rows: &[Row], prices: &[Cost]) -> Option<(Vec<usize>, Vec<Rational>)> {
        let weight = |party: usize| -> Cost {
            let priced = || rows.iter().map(|row| &row.weights[party]).zip(prices);
            [0, 1].map(|k| priced().map(|(weight, price)| weight * &price[k]).sum())
        };
        let weights: Vec<Cost> = (0..self.constant.len()).map(weight).collect();
        let path = self.trellis.best(|arc| -> Cost {
            let gain = || self.trellis.arcs[arc].gain.iter().zip(&weights);
            [0, 1].map(|k| gain().map(|(gain, weight)| gain * &weight[k]).sum())
        })?;
        let mut gains = self.constant.clone();
        for &arc in &path {
            gains.iter_mut().zip(&self.trellis.arcs[arc].gain).for_each(|(sum, gain)| *sum += gain);
        }
        Some((self.trellis.deal(&path), gains))
    }
}

/// The variable of the largest reduced cost, with its column, where `deal` is the best of its kind; `None`
/// where none is positive.
fn entering(
    rows: &[Row],
    prices: &[Cost],
    deal: Vec<usize>,
    gains: &[Rational],
) -> Option<(Variable, Vec<Rational>)> {
    let mut best: Option<(Cost, Variable, Vec<Rational>)> = None;
    let mut offer = |cost: Rational, variable: Variable, column: Vec<Rational>| {
        let mut reduced = [Rational::ZERO, cost];
        for (entry, price) in column.iter().zip(prices) {
            for (sum, price) in reduced.iter_mut().zip(price) {
                *sum = &*sum - &(entry * price);
            }
        }
        let better = best.as_ref().is_none_or(|(known, ..)| compare(&reduced, known).is_gt());
        if positive(&reduced) && better {
            best = Some((reduced, variable, column));
        }
    };
    for (sign, variable) in [(1, Variable::Up), (-1, Variable::Down)] {
        let sign = Rational::from(sign);
        let mut column: Vec<Rational> = rows.iter().map(|row| &row.slope * &sign).collect();
        column.push(Rational::ZERO);
        offer(sign, variable, column);
    }
    for (r, _) in rows.iter().enumerate() {
        let unit = |i: usize| Rational::from(i64::from(i == r));
        offer(Rational::ZERO, Variable::Slack(r), (0..=rows.len()).map(unit).collect());
    }
    // Rows stand as level ≤ .. turned: -weights · gains + slope t + slack = -level.
    let mut column: Vec<Rational> = rows.iter().map(|row| -dot(&row.weights, gains)).collect();
    column.push(Rational::ONE);
    offer(Rational::ZERO, Variable::Deal(deal), column);
    best.map(|(_, variable, column)| (variable, column))
}

impl Basis {
    fn start(rows: &[Row]) -> Self {
        let size = rows.len() + 1;
        let mut variables = Vec::new();
        let mut inverse = vec![vec![Rational::ZERO; size]; size];
        let mut values = Vec::new();
        for (r, row) in rows.iter().enumerate() {
            // -level is not positive: where it is negative, the row is turned by an artificial of -1.
            let met = row.level.is_zero();
            variables.push(if met { Variable::Slack(r) } else { Variable::Artificial });
            inverse[r][r] = Rational::from(if met { 1 } else { -1 });
            values.push(row.level.clone());
        }
        variables.push(Variable::Artificial);
        inverse[size - 1][size - 1] = Rational::ONE;
        values.push(Rational::ONE);
        Self { variables, inverse, values }
    }

    /// The costs of the basis times its inverse.
    fn prices(&self) -> Vec<Cost> {
        let size = self.variables.len();
        let mut prices = vec![[Rational::ZERO, Rational::ZERO]; size];
        for (variable, row) in self.variables.iter().zip(&self.inverse) {
            let (which, cost) = match variable {
                Variable::Artificial => (0, Rational::from(-1)),
                Variable::Up => (1, Rational::ONE),
                Variable::Down => (1, Rational::from(-1)),
                Variable::Deal(_) | Variable::Slack(_) => continue,
            };
            for (price, entry) in prices.iter_mut().zip(row) {
                price[which] += &(&cost * entry);
            }
        }
        prices
    }

    /// Brings a variable in; `None` where it could grow for ever.
    fn pivot(&mut self, variable: Variable, column: &[Rational]) -> Option<()> {
        let direction: Vec<Rational> = self.inverse.iter().map(|row| dot(row, column)).collect();
        let mut leaving: Option<usize> = None;
        for r in (0..direction.len()).filter(|&r| direction[r].is_positive()) {
            if leaving.is_none_or(|known| self.leaves_before(r, known, &direction)) {
                leaving = Some(r);
            }
        }
        let leaving = leaving?;
        let scale = direction[leaving].recip()?;
        let row: Vec<Rational> = self.inverse[leaving].iter().map(|x| x * &scale).collect();
        let value = &self.values[leaving] * &scale;
        for r in (0..direction.len()).filter(|&r| r != leaving && !direction[r].is_zero()) {
            for (entry, pivot) in self.inverse[r].iter_mut().zip(&row) {
                *entry = &*entry - &(&direction[r] * pivot);
            }
            self.values[r] = &self.values[r] - &(&direction[r] * &value);
        }
        self.inverse[leaving] = row;
        self.values[leaving] = value;
        self.variables[leaving] = variable;
        Some(())
    }

    /// Whether row `a` leaves before row `b`: the least ratio of values, then of entries of the inverse.
    fn leaves_before(&self, a: usize, b: usize, direction: &[Rational]) -> bool {
        let of = |r: usize| std::iter::once(&self.values[r]).chain(&self.inverse[r]);
        let order = of(a).zip(of(b)).map(|(x, y)| (x * &direction[b]).cmp(&(y * &direction[a])));
        order.into_iter().find(|order| order.is_ne()) == Some(Ordering::Less)
    }

    fn answer(self, rows: &[Row], prices: &[Cost]) -> Option<(Rational, Mixture)> {
        let mut most = Rational::ZERO;
        let mut deals = Vec::new();
        for (variable, value) in self.variables.into_iter().zip(self.values) {
            match variable {
                Variable::Artificial if value.is_positive() => return None,
                Variable::Up => most += &value,
                Variable::Down => most = &most - &value,
                Variable::Deal(deal) if value.is_positive() => deals.push((value, deal)),
                Variable::Artificial | Variable::Slack(_) | Variable::Deal(_) => {}
            }
        }
        deals.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let prices = prices.iter().take(rows.len()).map(|price| price[1].clone()).collect();
        Some((most, Mixture { deals, prices }))
    }
}

fn dot(a: &[Rational], b: &[Rational]) -> Rational {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn compare(a: &Cost, b: &Cost) -> Ordering {
    a[0].cmp(&b[0]).then_with(|| a[1].cmp(&b[1]))
}

fn positive(cost: &Cost) -> bool {
    cost[0].is_positive() || (cost[0].is_zero() && cost[1].is_positive())
}
