//! The principal branch, followed in short steps with the log odds of all moves as unknowns.
//!
//! What is checked against this is in [`crate::game::nodeal::branch`], where the method is explained.

use super::point::Point;
use crate::game::nodeal::compiled::Shape;
use crate::game::nodeal::solve::{reach, regret};
use crate::num::linalg;

const FIRST_STEP: f64 = 0.05;
const MOST_STEPS: usize = 5000;
/// Steps below this length, relatively, may cross another branch.
const FINEST: f64 = 1e-5;
/// A step is refused where it is corrected by more than this share of itself.
const LARGEST_STRAIN: f64 = 0.2;
/// A step corrected by less than this share of itself may be longer next time.
const SMALL_STRAIN: f64 = 0.03;
/// Least cosine between tangents on both sides of a step.
const SHARPEST_TURN: f64 = 0.8;
/// Newton's method has converged where it moves no coordinate by more than this, relatively.
const CONVERGED: f64 = 1e-11;
/// Corrections that no longer shrink are rounding if they were as small as this. At a precision of 1e8
/// a belief that hangs on the difference of two log odds is known to 1e-8 only.
const STALLED: f64 = 1e-6;
const MOST_CORRECTIONS: usize = 8;
/// The limit is not looked for below this precision, since close calls settle late.
const LEAST_LIMIT: f64 = 1e6;
const LARGEST_PRECISION: f64 = 1e12;
/// Regret, as a share of the payoff range, that counts as none.
const NO_REGRET: f64 = 1e-9;
/// Play that moves by less has settled.
const SETTLED: f64 = 1e-6;
/// Chances below this are 0 in the limit.
const NEVER: f64 = 1e-7;

/// Where to stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::game) enum Goal {
    Precision(f64),
    Limit,
}

/// A walk along the branch.
pub(in crate::game) struct Branch<'a> {
    point: Point<'a>,
    ranges: &'a [f64],
    values: &'a mut [f64],
    /// Log odds, then the precision.
    position: Vec<f64>,
    tangent: Vec<f64>,
    orientation: f64,
    trial: Vec<f64>,
    advantages: Vec<f64>,
    slopes: Vec<f64>,
    matrix: Vec<f64>,
    rhs: Vec<f64>,
}

impl<'a> Branch<'a> {
    /// A walk that starts at uniform play. `values` holds the outcomes' values.
    pub(in crate::game) fn new(
        shape: &'a Shape,
        odds: &'a [f64],
        ranges: &'a [f64],
        values: &'a mut [f64],
    ) -> Self {
        let point = Point::new(shape, odds, ranges);
        let n = point.variables.len();
        let mut tangent = vec![0.0; n + 1];
        tangent[n] = 1.0;
        Self {
            point,
            ranges,
            values,
            position: vec![0.0; n + 1],
            tangent,
            orientation: 1.0,
            trial: vec![0.0; n + 1],
            advantages: vec![0.0; n],
            slopes: vec![0.0; n],
            matrix: vec![0.0; (n + 1) * (n + 1)],
            rhs: vec![0.0; n + 1],
        }
    }

    /// Chances of all plays at the place reached.
    pub(in crate::game) fn plays(&self) -> &[f64] {
        &self.point.plays
    }

    /// Walks to the goal and leaves play and values as they are there; where the goal cannot be
    /// reached, gives the precision of the last point that could.
    pub(in crate::game) fn follow(&mut self, goal: Goal) -> Option<f64> {
        let mut step = FIRST_STEP;
        let mut watch = Watch { precision: 0.5 * LEAST_LIMIT, plays: Vec::new() };
        self.turn(0.0);
        for _ in 0..MOST_STEPS {
            let ahead = self.precision() + step * self.heading();
            if let Goal::Precision(target) = goal
                && ahead >= target
            {
                if self.land(target) {
                    return None;
                }
                step = 0.5 * (target - self.precision()) / self.heading();
            } else {
                match self.advance(step, goal) {
                    Some(strain) if strain < SMALL_STRAIN => {
                        step = (2.0 * step).min(0.1 + 0.03 * self.precision().abs());
                    }
                    Some(_) => {}
                    None => step *= 0.5,
                }
            }
            if goal == Goal::Limit && self.settled(&mut watch) {
                return self.take_limit();
            }
            let size = 1.0 + self.precision().abs();
            if step < f64::EPSILON * size || size > LARGEST_PRECISION {
                break;
            }
        }
        self.stand();
        if goal == Goal::Limit && watch.saw(self.plays()) {
            return self.take_limit();
        }
        Some(self.precision())
    }

    fn precision(&self) -> f64 {
        self.position.last().copied().unwrap_or(0.0)
    }

    /// How much the precision grows per unit of length.
    fn heading(&self) -> f64 {
        self.tangent.last().copied().unwrap_or(0.0)
    }

    /// Makes a step of this length; gives how far it had to be corrected, as a share of it, or nothing
    /// where it was too long or led beyond the goal.
    fn advance(&mut self, step: f64, goal: Goal) -> Option<f64> {
        for ((trial, x), t) in self.trial.iter_mut().zip(&self.position).zip(&self.tangent) {
            *trial = x + step * t;
        }
        let strain = self.correct(None)? / step;
        let beyond = matches!(goal, Goal::Precision(target) if self.trial.last() > Some(&target));
        if strain > LARGEST_STRAIN || beyond {
            return None;
        }
        std::mem::swap(&mut self.position, &mut self.trial);
        let before = self.tangent.clone();
        let turned = self.turn(step);
        let cosine: f64 = before.iter().zip(&self.tangent).map(|(x, y)| x * y).sum();
        if !turned || cosine < SHARPEST_TURN {
            std::mem::swap(&mut self.position, &mut self.trial);
            self.tangent = before;
            return None;
        }
        Some(strain)
    }

    /// Goes to the point of exactly this precision, if it is near.
    fn land(&mut self, precision: f64) -> bool {
        let step = (precision - self.precision()) / self.heading();
        for ((trial, x), t) in self.trial.iter_mut().zip(&self.position).zip(&self.tangent) {
            *trial = x + step * t;
        }
        if let Some(last) = self.trial.last_mut() {
            *last = precision;
        }
        let landed = self.correct(Some(precision)).is_some_and(|d| d <= LARGEST_STRAIN * step);
        if landed {
            std::mem::swap(&mut self.position, &mut self.trial);
            self.stand();
        }
        landed
    }

    /// Newton's method from the trial point, across the tangent or at a fixed precision; gives how far
    /// it went.
    fn correct(&mut self, fixed: Option<f64>) -> Option<f64> {
        let n = self.rhs.len() - 1;
        let start = self.trial.clone();
        let mut before = f64::INFINITY;
        for _ in 0..MOST_CORRECTIONS {
            self.linearise(true);
            self.border(fixed.is_some());
            for (right, (x, a)) in self.rhs.iter_mut().zip(self.trial.iter().zip(&self.advantages))
            {
                *right = self.trial[n] * a - x;
            }
            self.rhs[n] = 0.0;
            linalg::solve(&mut self.matrix, &mut self.rhs)?;
            let mut size: f64 = 0.0;
            for (x, d) in self.trial.iter_mut().zip(&self.rhs) {
                *x += d;
                size = size.max(d.abs() / (1.0 + x.abs()));
            }
            if size <= CONVERGED {
                return Some(distance(&start, &self.trial));
            }
            if size.is_nan() || size > 0.5 * before {
                return (before <= STALLED).then(|| distance(&start, &self.trial));
            }
            before = size;
        }
        None
    }

    /// Sets the tangent at the position, continuing the present direction.
    fn turn(&mut self, step: f64) -> bool {
        let n = self.rhs.len() - 1;
        self.linearise(false);
        self.border(false);
        self.rhs.fill(0.0);
        self.rhs[n] = 1.0;
        let Some(orientation) = linalg::solve(&mut self.matrix, &mut self.rhs) else {
            return false;
        };
        if orientation * self.orientation < 0.0 && step > FINEST * (1.0 + self.precision().abs()) {
            return false;
        }
        self.orientation = orientation;
        let length = self.rhs.iter().map(|x| x * x).sum::<f64>().sqrt();
        for (tangent, x) in self.tangent.iter_mut().zip(&self.rhs) {
            *tangent = x / length;
        }
        length.is_finite()
    }

    /// Fills the first rows of the matrix: derivatives of x - precision * advantages.
    fn linearise(&mut self, at_trial: bool) {
        let n = self.rhs.len() - 1;
        let at = if at_trial { &self.trial } else { &self.position };
        let (log_odds, precision) = (&at[..n], at[n]);
        self.point.set(log_odds, self.values);
        self.point.advantages(self.values, &mut self.advantages);
        for column in 0..n {
            self.point.slopes(column, self.values, &mut self.slopes);
            for (row, slope) in self.slopes.iter().enumerate() {
                let own = if row == column { 1.0 } else { 0.0 };
                self.matrix[row * (n + 1) + column] = own - precision * slope;
            }
        }
        for (row, advantage) in self.advantages.iter().enumerate() {
            self.matrix[row * (n + 1) + n] = -advantage;
        }
    }

    /// Fills the last row of the matrix: the direction in which a correction may not go.
    fn border(&mut self, along_precision: bool) {
        let n = self.rhs.len() - 1;
        let row = &mut self.matrix[n * (n + 1)..];
        if along_precision {
            row.fill(0.0);
            row[n] = 1.0;
        } else {
            row.copy_from_slice(&self.tangent);
        }
    }

    /// Sets play and values to those of the position.
    fn stand(&mut self) {
        let n = self.rhs.len() - 1;
        self.point.set(&self.position[..n], self.values);
    }

    /// Whether play has stopped moving over a doubling of the precision, without regret.
    fn settled(&mut self, watch: &mut Watch) -> bool {
        if self.precision() < 2.0 * watch.precision {
            return false;
        }
        self.stand();
        let still = watch.saw(self.plays());
        watch.precision = self.precision();
        watch.plays.clear();
        watch.plays.extend_from_slice(&self.point.plays);
        still && self.regret() <= NO_REGRET
    }

    /// Takes chances that vanish to be 0; gives the precision where regret remains all the same.
    fn take_limit(&mut self) -> Option<f64> {
        self.point.drop_plays_below(NEVER, self.values);
        if self.regret() > NO_REGRET {
            self.stand();
        }
        (self.regret() > NO_REGRET).then(|| self.precision())
    }

    fn regret(&self) -> f64 {
        let Point { shape, odds, plays, .. } = &self.point;
        regret(shape, self.ranges, self.values, plays, &reach(shape, odds, plays))
    }
}

/// Play at an earlier precision.
struct Watch {
    precision: f64,
    plays: Vec<f64>,
}

impl Watch {
    /// Whether play was as good as the same then.
    fn saw(&self, plays: &[f64]) -> bool {
        self.plays.len() == plays.len()
            && self.plays.iter().zip(plays).all(|(x, y)| (x - y).abs() <= SETTLED)
    }
}

fn distance(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt()
}
