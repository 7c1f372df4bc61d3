//! Linear programs: the largest value of `costs * z` where `matrix * z = right`, and `z >= 0` but for free columns.
//!
//! Method: the primal simplex method in revised form (G. Dantzig 1953), from a corner that the caller knows. The column
//! to enter is chosen by the reference weights of P. Harris ("Pivot selection methods of the Devex LP code",
//! Mathematical Programming 5, 1973); the one to leave by her two passes, which take the largest pivot of those that
//! are about as early. Free columns never leave. Where corners coincide, as nearly everywhere in programs of games, the
//! caller moves `right` a little, so that they do not.
//!
//! Cost of a step: two solutions with the factors of the basis and one row of the program; in practice there are two or
//! three times as many steps as rows. Interior-point methods (N. Karmarkar 1984) need fewer, larger steps, and end
//! near a corner rather than at one, while what is found here is proved by its basis.

use super::Columns;
use super::basis::Basis;

/// A gain below this is rounding.
const GAIN: f64 = 1e-9;
/// A pivot below this is rounding.
const PIVOT: f64 = 1e-8;
/// How far below 0 a variable may fall for a better pivot.
const SLACK: f64 = 1e-10;

/// A linear program.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) matrix: Columns<f64>,
    pub(crate) right: Vec<f64>,
    pub(crate) costs: Vec<f64>,
    pub(crate) free: Vec<bool>,
}

/// How the walk went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// At a corner than which none is better.
    Best,
    /// Along an edge without an end.
    Unbounded,
    /// After so many steps as were allowed.
    Steps,
    /// Where doubles do not tell where to go.
    Doubt,
}

/// Where it went.
#[derive(Clone, Debug)]
pub(crate) struct Corner {
    /// The basic columns, row after row.
    pub(crate) basis: Vec<usize>,
    pub(crate) steps: usize,
    pub(crate) ended: Ended,
}

impl Program {
    /// Walks from the corner of this basis; `None` where it is no basis.
    pub(crate) fn walk(&self, basis: Vec<usize>, most_steps: usize) -> Option<Corner> {
        let basis = Basis::of(&self.matrix, basis)?;
        let columns = self.matrix.count();
        let mut walk = Walk {
            program: self,
            by_row: self.matrix.transposed(),
            basic: vec![false; columns],
            values: vec![0.0; self.right.len()],
            gains: vec![0.0; columns],
            weights: vec![1.0; columns],
            direction: vec![0.0; self.right.len()],
            row: Row::new(self.right.len(), columns),
            basis,
        };
        walk.basis.columns().iter().for_each(|&column| walk.basic[column] = true);
        walk.refresh();
        let mut steps = 0;
        let ended = loop {
            if steps >= most_steps {
                break Ended::Steps;
            }
            match walk.step() {
                Ok(()) => steps += 1,
                Err(ended) => break ended,
            }
        };
        let basis = walk.basis.columns().to_vec();
        Some(Corner { basis, steps, ended })
    }
}

struct Walk<'a> {
    program: &'a Program,
    by_row: Columns<f64>,
    basis: Basis,
    basic: Vec<bool>,
    /// By place.
    values: Vec<f64>,
    /// What a unit of each column gains.
    gains: Vec<f64>,
    /// The reference weight of each column.
    weights: Vec<f64>,
    /// The column that enters in terms of the basis, by place.
    direction: Vec<f64>,
    row: Row,
}

/// A row of the program in terms of the basis.
struct Row {
    unit: Vec<f64>,
    prices: Vec<f64>,
    numbers: Vec<f64>,
    /// Columns whose numbers are not 0.
    touched: Vec<usize>,
}

impl Walk<'_> {
    /// Values and gains from the factors, without what steps have left of rounding.
    fn refresh(&mut self) {
        self.basis.solve(&self.program.right, &mut self.values);
        let costs = self.basis.columns().iter().map(|&column| self.program.costs[column]);
        let mut costs: Vec<f64> = costs.collect();
        self.basis.solve_transposed(&mut costs, &mut self.row.prices);
        for column in 0..self.gains.len() {
            let entries = self.program.matrix.column(column).iter();
            let price: f64 = entries.map(|&(row, x)| x * self.row.prices[row]).sum();
            self.gains[column] =
                if self.basic[column] { 0.0 } else { self.program.costs[column] - price };
        }
    }

    fn step(&mut self) -> Result<(), Ended> {
        let Some(entering) = self.entering() else { return Err(Ended::Best) };
        let right = &mut self.row.unit;
        self.program.matrix.column(entering).iter().for_each(|&(row, x)| right[row] = x);
        self.basis.solve(right, &mut self.direction);
        self.program.matrix.column(entering).iter().for_each(|&(row, _)| right[row] = 0.0);
        let place = self.leaving()?;
        self.row.of(place, &self.basis, &self.by_row);
        let leaving = self.basis.columns()[place];
        let pivot = self.direction[place];
        let length = self.values[place] / pivot;
        for (value, &rate) in self.values.iter_mut().zip(&self.direction) {
            *value -= length * rate;
        }
        self.values[place] = length;
        let price = self.gains[entering] / pivot;
        let weight = self.weights[entering];
        for &column in &self.row.touched {
            let rate = std::mem::replace(&mut self.row.numbers[column], 0.0);
            if !self.basic[column] {
                self.gains[column] -= price * rate;
                let ratio = rate / pivot;
                self.weights[column] = self.weights[column].max(ratio * ratio * weight);
            }
        }
        self.gains[entering] = 0.0;
        self.gains[leaving] = -price;
        self.weights[leaving] = (weight / (pivot * pivot)).max(1.0);
        (self.basic[entering], self.basic[leaving]) = (true, false);
        match self.basis.exchange(&self.program.matrix, (entering, &self.direction), place) {
            Some(true) => self.refresh(),
            Some(false) => {}
            None => return Err(Ended::Doubt),
        }
        Ok(())
    }

    /// The column that promises most.
    fn entering(&self) -> Option<usize> {
        let mut best = (None, 0.0);
        for (column, (&gain, &weight)) in self.gains.iter().zip(&self.weights).enumerate() {
            if gain > GAIN && gain * gain > best.1 * weight {
                best = (Some(column), gain * gain / weight);
            }
        }
        best.0
    }

    /// The place whose variable falls to 0 first; of those that do so about then, the one with the largest pivot.
    fn leaving(&self) -> Result<usize, Ended> {
        let places = || {
            let rates = self.direction.iter().zip(&self.values).enumerate();
            rates.filter(|&(place, (&rate, _))| {
                rate > PIVOT && !self.program.free[self.basis.columns()[place]]
            })
        };
        let longest = places()
            .map(|(_, (rate, value))| (value.max(0.0) + SLACK) / rate)
            .fold(f64::INFINITY, f64::min);
        let mut best = (None, 0.0);
        for (place, (&rate, &value)) in places() {
            if value / rate <= longest && rate > best.1 {
                best = (Some(place), rate);
            }
        }
        best.0.ok_or(Ended::Unbounded)
    }
}

impl Row {
    fn new(rows: usize, columns: usize) -> Self {
        let (unit, prices, numbers) = (vec![0.0; rows], vec![0.0; rows], vec![0.0; columns]);
        Self { unit, prices, numbers, touched: Vec::new() }
    }

    /// The row of this place.
    fn of(&mut self, place: usize, basis: &Basis, by_row: &Columns<f64>) {
        self.unit[place] = 1.0;
        basis.solve_transposed(&mut self.unit, &mut self.prices);
        self.unit.fill(0.0);
        self.touched.clear();
        for (row, &price) in
            self.prices.iter().enumerate().filter(|(_, price)| price.abs() > f64::EPSILON)
        {
            for &(column, x) in by_row.column(row) {
                if self.numbers[column] == 0.0 {
                    self.touched.push(column);
                }
                self.numbers[column] += price * x;
            }
        }
    }
}
