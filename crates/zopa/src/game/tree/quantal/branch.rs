//! The principal branch, followed by its length.
//!
//! Lengths are measured with log odds weighed by one over their number, so that the precision counts as
//! much in a large tree as in a small one. A step is taken back and halved where its correction is more
//! than a fifth of it, moves some log odds by more than 1, does not contract, or turns the branch sharply.

use super::krylov::{Krylov, System, dot};
use super::mark::Mark;
use super::sheet::Sheet;
use crate::game::tree::layout::Layout;

const FIRST_STEP: f64 = 0.5;
const LARGEST_STRAIN: f64 = 0.2;
const LARGEST_CORRECTION: f64 = 1.0;
const CONTRACTION: f64 = 0.3;
const IDEAL_STRAIN: f64 = 0.05;
const MOST_GROWTH: f64 = 3.0;
const SHARPEST_TURN: f64 = 0.8;
const MOST_CORRECTIONS: usize = 8;
/// Newton's method has converged where it moves no coordinate by more than this, relatively.
const CONVERGED: f64 = 1e-11;
/// On the way it is enough to have been this far off before the last correction.
const ROUGHLY: f64 = 1e-3;
/// Corrections that no longer shrink are rounding if they were as small as this.
const STALLED: f64 = 1e-6;
/// What linear systems may leave of their right side.
const REST: f64 = 1e-4;
/// The same where the tangent must be right to rounding.
const SMALL_REST: f64 = 1e-12;
const LARGEST_PRECISION: f64 = 1e12;
/// Play that moves by less over a doubling of the precision has settled.
const SETTLED: f64 = 1e-6;
/// Gains from deviating, as a share of the payoff range, that count as none.
const NO_REGRET: f64 = 1e-9;

/// Where to stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// At this precision, per unit of payoff.
    Precision(f64),
    /// As soon as nobody gains more than this share of the largest payoff range at any set.
    Regret(f64),
    /// Where play has settled and nobody gains anything.
    Limit,
}

/// How a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// At its goal.
    Reached,
    /// Before it: the branch could not be followed further.
    Lost,
    /// Before it: all steps were used up.
    OutOfSteps,
}

/// A walk along the branch, from even play.
#[derive(Clone, Debug)]
pub struct Branch<'a> {
    sheet: Sheet<'a>,
    krylov: Krylov,
    /// Log odds over the first move of each set, then the precision in units of the payoff range.
    position: Vec<f64>,
    tangent: Vec<f64>,
    earlier: Vec<f64>,
    stride: f64,
    trial: Vec<f64>,
    rhs: Vec<f64>,
    still: Vec<f64>,
    border: Vec<f64>,
    steps: usize,
    turns: usize,
    watch: (f64, Vec<f64>),
    /// How far off places on the way may have been before the last correction, and what linear systems
    /// may leave.
    accuracy: (f64, f64),
}

impl<'a> Branch<'a> {
    /// At its start.
    #[must_use]
    pub fn new(layout: &'a Layout) -> Self {
        let mut sheet = Sheet::new(layout);
        let position = vec![0.0; layout.moves + 1];
        sheet.evaluate(&position[..layout.moves]);
        let mut tangent = sheet.advantages.clone();
        tangent.push(1.0);
        let length = measure(&tangent, &tangent).sqrt();
        tangent.iter_mut().for_each(|t| *t /= length);
        Self {
            sheet,
            krylov: Krylov::default(),
            earlier: tangent.clone(),
            stride: 0.0,
            trial: position.clone(),
            rhs: position.clone(),
            still: vec![0.0; layout.moves],
            border: position.clone(),
            position,
            tangent,
            steps: 0,
            turns: 0,
            watch: (0.0, Vec::new()),
            accuracy: (ROUGHLY, REST),
        }
    }

    /// At its start, and every place on the way right to rounding, its tangent too.
    pub(super) fn precise(layout: &'a Layout) -> Self {
        Self { accuracy: (CONVERGED, SMALL_REST), ..Self::new(layout) }
    }

    /// The precision in units of the payoff range.
    pub(super) fn scaled_precision(&self) -> f64 {
        last(&self.position)
    }

    /// Log odds of each move over the first of its set.
    pub(super) fn log_odds(&self) -> &[f64] {
        &self.position[..self.sheet.layout.moves]
    }

    /// Where it stands.
    pub(super) fn mark(&self) -> Mark {
        let (position, tangent) = (self.position.clone(), self.tangent.clone());
        Mark { position, tangent, earlier: self.earlier.clone(), stride: self.stride }
    }

    /// Puts it back to where it stood.
    pub(super) fn stand(&mut self, mark: &Mark) {
        self.position.clone_from(&mark.position);
        self.tangent.clone_from(&mark.tangent);
        self.earlier.clone_from(&mark.earlier);
        self.stride = mark.stride;
        self.sheet.evaluate(&self.position[..self.sheet.layout.moves]);
    }

    /// Goes so far along the tangent, or back, if the branch is there.
    pub(super) fn ahead(&mut self, step: f64) -> bool {
        self.predict(step);
        self.border.copy_from_slice(&self.tangent);
        weigh_border(&mut self.border);
        let before = self.tangent.clone();
        if self.correct(CONVERGED).is_none() || !self.turn() {
            return false;
        }
        std::mem::swap(&mut self.position, &mut self.trial);
        (self.earlier, self.stride) = (before, step);
        true
    }

    /// The precision, per unit of payoff.
    #[must_use]
    pub fn precision(&self) -> f64 {
        last(&self.position) / self.sheet.scale()
    }

    /// Chance of each move.
    #[must_use]
    pub fn plays(&self) -> &[f64] {
        &self.sheet.plays[..self.sheet.layout.moves]
    }

    /// Chance of each node given its set; 1 where nobody moves.
    #[must_use]
    pub fn beliefs(&self) -> &[f64] {
        &self.sheet.beliefs
    }

    /// What each player gets.
    #[must_use]
    pub fn payoffs(&self) -> Vec<f64> {
        self.sheet.payoffs()
    }

    /// The most that anybody gains at one of its sets, given its beliefs, in payoffs.
    #[must_use]
    pub fn temptation(&self) -> f64 {
        self.sheet.temptation() * self.sheet.scale()
    }

    /// How many steps were tried.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// How often the branch turned back or forth: the precision stopped growing, or grew again.
    #[must_use]
    pub fn turns(&self) -> usize {
        self.turns
    }

    /// How fast each log odds changes with the precision (per unit of payoff), and which way the precision
    /// goes.
    #[must_use]
    pub fn direction(&self) -> (&[f64], f64) {
        let (log_odds, heading) = self.tangent.split_at(self.sheet.layout.moves);
        (log_odds, heading[0] / self.sheet.scale())
    }

    /// Goes on to the goal, in at most so many steps. Gives whatever `look` gives first, if it does.
    pub fn follow(&mut self, goal: Goal, most_steps: usize) -> Ended {
        self.follow_with(goal, most_steps, |_| false)
    }

    /// The same, and stops as reached where `look` says so after a step.
    pub fn follow_with(
        &mut self,
        goal: Goal,
        most_steps: usize,
        mut look: impl FnMut(&Self) -> bool,
    ) -> Ended {
        let target = match goal {
            Goal::Precision(precision) => Some(precision * self.sheet.scale()),
            _ => None,
        };
        if self.arrived(goal) {
            return Ended::Reached;
        }
        let ahead = target.map(|target| (target - last(&self.position)) / last(&self.tangent));
        let mut step = ahead.unwrap_or(FIRST_STEP);
        for _ in 0..most_steps {
            self.steps += 1;
            let heading = last(&self.tangent);
            let left = target.map(|target| (target - last(&self.position)) / heading);
            if let (Some(target), Some(left)) = (target, left)
                && heading > 0.0
                && step >= left * (1.0 - 1e-9)
            {
                if self.land(target, left) {
                    return Ended::Reached;
                }
                step = 0.5 * left;
            }
            let longest = MOST_GROWTH * (1.0 + last(&self.position).abs());
            match self.advance(step, target) {
                Some(strain) => {
                    let growth = (IDEAL_STRAIN / strain).sqrt().clamp(0.5, MOST_GROWTH);
                    step = (step * growth).min(longest);
                    if look(self) || self.arrived(goal) {
                        return Ended::Reached;
                    }
                }
                None => step *= 0.5,
            }
            let size = 1.0 + last(&self.position).abs();
            if step < 1e-12 * size || size > LARGEST_PRECISION {
                return if self.rests(goal) { Ended::Reached } else { Ended::Lost };
            }
        }
        Ended::OutOfSteps
    }

    /// Whether the goal is reached here.
    fn arrived(&mut self, goal: Goal) -> bool {
        match goal {
            Goal::Precision(precision) => {
                precision <= 0.0 && self.steps == 0 || self.sheet.layout.moves == 0
            }
            Goal::Regret(share) => self.sheet.temptation() <= share,
            Goal::Limit => {
                if last(&self.position) < 2.0 * self.watch.0 {
                    return false;
                }
                let rests = self.rests(goal);
                self.watch.0 = last(&self.position);
                self.watch.1.clear();
                self.watch.1.extend_from_slice(&self.sheet.plays[..self.sheet.layout.moves]);
                rests
            }
        }
    }

    /// Whether play is as good as it was when it was last looked at, and nobody gains by deviating.
    fn rests(&self, goal: Goal) -> bool {
        let before = &self.watch.1;
        goal == Goal::Limit
            && before.len() == self.plays().len()
            && before.iter().zip(self.plays()).all(|(x, y)| (x - y).abs() <= SETTLED)
            && self.sheet.temptation() <= NO_REGRET
    }

    /// Makes a step; gives how far it was corrected, as a share of it.
    fn advance(&mut self, step: f64, target: Option<f64>) -> Option<f64> {
        self.predict(step);
        let moves = self.sheet.layout.moves;
        self.border.copy_from_slice(&self.tangent);
        weigh_border(&mut self.border);
        let strain = self.correct(self.accuracy.0).map(|distance| distance / step);
        let beyond = target.is_some_and(|target| last(&self.trial) > target);
        let strain = strain.filter(|&strain| strain <= LARGEST_STRAIN && !beyond);
        let before = self.tangent.clone();
        if strain.is_none() || !self.turn() {
            self.tangent = before;
            self.sheet.evaluate(&self.position[..moves]);
            return None;
        }
        if (last(&before) > 0.0) != (last(&self.tangent) > 0.0) {
            self.turns += 1;
        }
        std::mem::swap(&mut self.position, &mut self.trial);
        self.earlier = before;
        self.stride = step;
        strain
    }

    /// Goes to the point of exactly this precision, so far ahead.
    fn land(&mut self, precision: f64, ahead: f64) -> bool {
        self.predict(ahead);
        let moves = self.sheet.layout.moves;
        self.trial[moves] = precision;
        self.border.fill(0.0);
        self.border[moves] = 1.0;
        let near = self.correct(CONVERGED).is_some_and(|d| d <= LARGEST_STRAIN * ahead);
        if near {
            std::mem::swap(&mut self.position, &mut self.trial);
        }
        self.sheet.evaluate(&self.position[..moves]);
        near
    }

    /// Sets the trial so far ahead, on the parabola that the last two tangents tell.
    fn predict(&mut self, step: f64) {
        let bend = if self.stride > 0.0 { 0.5 * step * step / self.stride } else { 0.0 };
        let tangents = self.tangent.iter().zip(&self.earlier);
        for ((trial, x), (t, s)) in self.trial.iter_mut().zip(&self.position).zip(tangents) {
            *trial = x + step * t + bend * (t - s);
        }
    }

    /// Newton's method from the trial, within the plane that the border tells; gives how far it went.
    fn correct(&mut self, enough: f64) -> Option<f64> {
        let moves = self.sheet.layout.moves;
        let start = self.trial.clone();
        let mut before = f64::INFINITY;
        for _ in 0..MOST_CORRECTIONS {
            self.sheet.evaluate(&self.trial[..moves]);
            let precision = last(&self.trial);
            let advantages = self.sheet.advantages.iter();
            for ((rhs, x), a) in self.rhs.iter_mut().zip(&self.trial).zip(advantages) {
                *rhs = precision * a - x;
            }
            self.rhs[moves] = 0.0;
            if !self.solve(precision) {
                return None;
            }
            let mut size: f64 = 0.0;
            for (x, d) in self.trial.iter_mut().zip(&self.rhs) {
                *x += d;
                size = size.max(d.abs() / (1.0 + x.abs()));
            }
            let stalled = size.is_nan() || size > CONTRACTION * before;
            if size <= enough || (stalled && before <= STALLED) {
                let moved: Vec<f64> = start.iter().zip(&self.trial).map(|(x, y)| y - x).collect();
                let near = moved.iter().all(|d| d.abs() <= LARGEST_CORRECTION);
                return near.then(|| measure(&moved, &moved).sqrt());
            }
            if stalled {
                return None;
            }
            before = size;
        }
        None
    }

    /// Sets the tangent to that at the trial, going on as before; false where it turns sharply.
    fn turn(&mut self) -> bool {
        let moves = self.sheet.layout.moves;
        self.sheet.evaluate(&self.trial[..moves]);
        self.rhs.fill(0.0);
        self.rhs[moves] = 1.0;
        if !self.solve(last(&self.trial)) {
            return false;
        }
        let length = measure(&self.rhs, &self.rhs).sqrt();
        let cosine = measure(&self.rhs, &self.tangent) / length;
        for (tangent, x) in self.tangent.iter_mut().zip(&self.rhs) {
            *tangent = x / length;
        }
        length.is_finite() && cosine >= SHARPEST_TURN
    }

    /// Solves the system at the sheet's point, with the border, for the right side.
    fn solve(&mut self, precision: f64) -> bool {
        let Self { sheet, still, border, krylov, rhs, accuracy, .. } = self;
        let advantages = sheet.advantages.clone();
        sheet.solve_with_still_beliefs(precision, &advantages, still);
        let moves = advantages.len();
        let slope = border[moves] + dot(&border[..moves], still);
        let mut system = Bordered { sheet, precision, advantages, still, border, slope };
        krylov.solve(&mut system, rhs, accuracy.1)
    }
}

/// The derivatives of x - precision * advantages, and a last row.
struct Bordered<'a, 'b> {
    sheet: &'a mut Sheet<'b>,
    precision: f64,
    advantages: Vec<f64>,
    /// How log odds change with the precision if beliefs stand still.
    still: &'a [f64],
    border: &'a [f64],
    /// How the last row changes with the precision if beliefs stand still.
    slope: f64,
}

impl System for Bordered<'_, '_> {
    fn apply(&mut self, x: &[f64], out: &mut [f64]) {
        let moves = self.advantages.len();
        self.sheet.change(&x[..moves], &mut out[..moves]);
        for ((out, x_k), a) in out.iter_mut().zip(x).zip(&self.advantages) {
            *out = x_k - self.precision * *out - x[moves] * a;
        }
        out[moves] = dot(self.border, x);
    }

    fn help(&mut self, x: &[f64], out: &mut [f64]) {
        let moves = self.advantages.len();
        self.sheet.solve_with_still_beliefs(self.precision, &x[..moves], &mut out[..moves]);
        let missing = x[moves] - dot(&self.border[..moves], &out[..moves]);
        // Where the precision cannot close the last row, it is left to the vectors.
        let change = if self.slope.abs() > 1e-12 { missing / self.slope } else { missing };
        out[..moves].iter_mut().zip(self.still).for_each(|(out, still)| *out += change * still);
        out[moves] = change;
    }
}

fn last(vector: &[f64]) -> f64 {
    vector.last().copied().unwrap_or(0.0)
}

/// The product of two directions: log odds weighed by one over their number.
pub(super) fn measure(x: &[f64], y: &[f64]) -> f64 {
    let moves = x.len().saturating_sub(1);
    let count = u32::try_from(moves.max(1)).map_or(f64::INFINITY, f64::from);
    dot(&x[..moves], &y[..moves]) / count + last(x) * last(y)
}

/// Turns a direction into the row that measures along it.
fn weigh_border(border: &mut [f64]) {
    let moves = border.len().saturating_sub(1);
    let count = u32::try_from(moves.max(1)).map_or(f64::INFINITY, f64::from);
    border[..moves].iter_mut().for_each(|b| *b /= count);
}
