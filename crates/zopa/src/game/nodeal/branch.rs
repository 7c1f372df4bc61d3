//! The principal branch of agent quantal response, followed from uniform play.
//!
//! With x the unknown log odds, the solutions (x, precision) of x = precision * advantages(x, precision)
//! form curves; generically exactly one starts at precision 0, and it runs on without end (McKelvey and
//! Palfrey 1998; T. Turocy, "Computing sequential equilibria using agent quantal response equilibria",
//! Economic Theory 42, 2010). It is followed by its length, so that it may turn back for a while:
//!
//! 1. predict along the parabola that the tangents here and at the step before tell;
//! 2. correct by Newton's method within the plane across the tangent: roughly on the way, to rounding at
//!    the goal and where a limit is looked for;
//! 3. where the correction is large, or the tangent turns sharply, or the way along the branch is no
//!    longer the same, halve the step and go back; else let the correction set the next step's length.
//!
//! The way: the derivatives of the equations and the tangent, taken as the rows of a matrix, have a
//! determinant that does not change its sign along a curve. Where two branches nearly meet, a step across
//! the gap lands on the other branch and sees the sign changed. Only where they meet within a very short
//! step is it followed across, as the symmetric branch of a symmetric game is.
//!
//! In log odds the branch becomes straight as play settles, so that steps double and a precision of
//! 1e10 is some dozens of steps away. The limit is reached when play moves by less than 1e-6 over a
//! doubling of the precision and regret is below 1e-9 of the payoff range, which for mixed play takes a
//! precision of about 1e10 and leaves errors of about 1e-9; chances below 1e-7 are then taken to be 0,
//! if that leaves regret as low. Rounding ends the walk at a precision of 1e8 to 1e12; about one in
//! several thousand random games has not settled by then.

use super::jet::{Jet, SLOPES};
use super::plan::Plan;
use super::sheet::{self, Sheet, Stakes};
use super::solve::{reach, regret};
use crate::num::linalg;

const FIRST_STEP: f64 = 0.5;
const MOST_STEPS: usize = 5000;
/// A step is refused where it is corrected by more than this share of itself.
const LARGEST_STRAIN: f64 = 0.2;
/// A step is refused where some log odds are corrected by more than this.
const LARGEST_CORRECTION: f64 = 1.0;
/// Steps below this length, relatively, may cross another branch.
const FINEST: f64 = 1e-5;
/// Each correction must be at most this share of the one before.
const CONTRACTION: f64 = 0.3;
/// Steps are made as long as lets them be corrected by this share of themselves.
const IDEAL_STRAIN: f64 = 0.06;
/// A step is at most this many times as long as the one before, and as the precision plus 1.
const MOST_GROWTH: f64 = 3.0;
/// Least cosine between tangents on both sides of a step.
const SHARPEST_TURN: f64 = 0.8;
/// Newton's method has converged where it moves no coordinate by more than this, relatively.
const CONVERGED: f64 = 1e-11;
/// On the way it is enough to have been this far from the branch before the last correction, which
/// squares the distance; the next step corrects what is left.
const ROUGHLY: f64 = 1e-3;
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
pub(super) enum Goal {
    Precision(f64),
    Limit,
}

/// The arrays of a walk, kept from one to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    /// Unknown log odds, then the precision.
    position: Vec<f64>,
    /// Direction of the branch at the position, of length 1.
    tangent: Vec<f64>,
    /// The last step's length and the tangent before it; 0 at the start.
    stride: f64,
    earlier: Vec<f64>,
    /// The sign of the determinant of derivatives and tangent.
    orientation: f64,
    trial: Vec<f64>,
    /// Where the correction of a trial began.
    start: Vec<f64>,
    matrix: Vec<f64>,
    rhs: Vec<f64>,
    sheet: Sheet<Jet>,
    watch: Watch,
}

/// A walk along the branch.
pub(super) struct Branch<'a> {
    plan: &'a Plan,
    stakes: Stakes<'a>,
    values: &'a mut [f64],
    plays: &'a mut [f64],
    walk: &'a mut Walk,
}

impl<'a> Branch<'a> {
    /// A walk that starts at uniform play. `values` holds those of the places that no play changes.
    pub(super) fn new(
        plan: &'a Plan,
        stakes: Stakes<'a>,
        walk: &'a mut Walk,
        values: &'a mut [f64],
        plays: &'a mut [f64],
    ) -> Self {
        let n = plan.variables.len();
        walk.stride = 0.0;
        walk.orientation = 1.0;
        let Walk { position, tangent, earlier, trial, start, matrix, rhs, sheet, watch, .. } =
            &mut *walk;
        for vector in [position, &mut *tangent, earlier, trial, start, rhs] {
            vector.clear();
            vector.resize(n + 1, 0.0);
        }
        tangent[n] = 1.0;
        matrix.resize((n + 1) * (n + 1), 0.0);
        sheet.start(plan, stakes.shape, values);
        watch.precision = 0.5 * LEAST_LIMIT;
        watch.plays.clear();
        Self { plan, stakes, values, plays, walk }
    }

    /// Walks to the goal and leaves play and values as they are there; where the goal cannot be
    /// reached, gives the precision of the last point that could.
    pub(super) fn follow(&mut self, goal: Goal) -> Option<f64> {
        let mut step = FIRST_STEP;
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
                let longest = MOST_GROWTH * (1.0 + self.precision().abs());
                step = match self.advance(step, goal) {
                    Some(strain) => (step * growth(strain)).min(longest),
                    None => 0.5 * step,
                };
            }
            if goal == Goal::Limit && self.settled() {
                return self.take_limit();
            }
            let size = 1.0 + self.precision().abs();
            if step < f64::EPSILON * size || size > LARGEST_PRECISION {
                break;
            }
        }
        self.polish();
        if goal == Goal::Limit && self.walk.watch.saw(self.plays) {
            return self.take_limit();
        }
        Some(self.precision())
    }

    fn precision(&self) -> f64 {
        self.walk.position.last().copied().unwrap_or(0.0)
    }

    /// How much the precision grows per unit of length.
    fn heading(&self) -> f64 {
        self.walk.tangent.last().copied().unwrap_or(0.0)
    }

    /// Makes a step of this length; gives how far it had to be corrected, as a share of it, or nothing
    /// where it was too long or led beyond the goal.
    fn advance(&mut self, step: f64, goal: Goal) -> Option<f64> {
        self.predict(step);
        let rough = goal != Goal::Limit || self.precision() < 0.25 * LEAST_LIMIT;
        let strain = self.correct(if rough { Aim::Rough } else { Aim::Across })?.distance / step;
        let beyond =
            matches!(goal, Goal::Precision(target) if self.walk.trial.last() > Some(&target));
        if strain > LARGEST_STRAIN || beyond {
            return None;
        }
        let walk = &mut *self.walk;
        std::mem::swap(&mut walk.position, &mut walk.trial);
        walk.start.copy_from_slice(&walk.earlier);
        walk.earlier.copy_from_slice(&walk.tangent);
        let turned = self.turn(step);
        let walk = &mut *self.walk;
        let cosine: f64 = walk.earlier.iter().zip(&walk.tangent).map(|(x, y)| x * y).sum();
        if !turned || cosine < SHARPEST_TURN {
            std::mem::swap(&mut walk.position, &mut walk.trial);
            walk.tangent.copy_from_slice(&walk.earlier);
            walk.earlier.copy_from_slice(&walk.start);
            return None;
        }
        walk.stride = step;
        Some(strain)
    }

    /// Goes to the point of exactly this precision, if it is near.
    fn land(&mut self, precision: f64) -> bool {
        let step = (precision - self.precision()) / self.heading();
        self.predict(step);
        if let Some(last) = self.walk.trial.last_mut() {
            *last = precision;
        }
        let landed = self.correct(Aim::Precision).is_some_and(|correction| {
            correction.distance <= LARGEST_STRAIN * step
                && self.walk.keeps(correction.orientation, step)
        });
        if landed {
            std::mem::swap(&mut self.walk.position, &mut self.walk.trial);
            self.stand();
        }
        landed
    }

    /// Sets the trial this far ahead, along the parabola that the last two tangents tell.
    fn predict(&mut self, step: f64) {
        let walk = &mut *self.walk;
        let bend = if walk.stride > 0.0 { 0.5 * step * step / walk.stride } else { 0.0 };
        let tangents = walk.tangent.iter().zip(&walk.earlier);
        for ((trial, x), (t, s)) in walk.trial.iter_mut().zip(&walk.position).zip(tangents) {
            *trial = x + step * t + bend * (t - s);
        }
    }

    /// Newton's method from the trial point; gives how far it went and which way the branch goes there.
    fn correct(&mut self, aim: Aim) -> Option<Correction> {
        let n = self.plan.variables.len();
        self.walk.start.copy_from_slice(&self.walk.trial);
        let enough = if aim == Aim::Rough { ROUGHLY } else { CONVERGED };
        let mut before = f64::INFINITY;
        for _ in 0..MOST_CORRECTIONS {
            self.linearise(true);
            self.border(aim);
            let walk = &mut *self.walk;
            walk.rhs[n] = 0.0;
            let orientation = linalg::solve(&mut walk.matrix, &mut walk.rhs)?;
            let mut size: f64 = 0.0;
            for (x, d) in walk.trial.iter_mut().zip(&walk.rhs) {
                *x += d;
                size = size.max(d.abs() / (1.0 + x.abs()));
            }
            let stalled = size.is_nan() || size > CONTRACTION * before;
            if size <= enough || (stalled && before <= STALLED) {
                return Correction::between(&walk.start, &walk.trial, orientation);
            }
            if stalled {
                return None;
            }
            before = size;
        }
        None
    }

    /// Sets the tangent at the position, continuing the present direction; false where that cannot be
    /// done after a step of this length.
    fn turn(&mut self, step: f64) -> bool {
        let n = self.plan.variables.len();
        self.linearise(false);
        self.border(Aim::Across);
        let walk = &mut *self.walk;
        walk.rhs.fill(0.0);
        walk.rhs[n] = 1.0;
        let Some(orientation) = linalg::solve(&mut walk.matrix, &mut walk.rhs) else {
            return false;
        };
        if !walk.keeps(orientation, step) {
            return false;
        }
        walk.orientation = orientation;
        let length = walk.rhs.iter().map(|x| x * x).sum::<f64>().sqrt();
        for (tangent, x) in walk.tangent.iter_mut().zip(&walk.rhs) {
            *tangent = x / length;
        }
        length.is_finite()
    }

    /// Fills the first rows of the matrix with the derivatives of x - precision * advantages, a few
    /// columns at a time, and the right sides with what they are short of 0.
    fn linearise(&mut self, at_trial: bool) {
        let Walk { position, trial, matrix, rhs, sheet, .. } = &mut *self.walk;
        let at = if at_trial { trial } else { position };
        let width = at.len();
        for first in (0..width).step_by(SLOPES) {
            let coordinate = |i: usize| Jet::coordinate(at[i], i.checked_sub(first));
            let (log_odds, precision) = ((0..width - 1).map(coordinate), coordinate(width - 1));
            sheet.set_precision(self.plan, self.stakes, precision);
            sheet.set_unknowns(self.plan, self.stakes, log_odds.clone(), precision);
            let rows = matrix.chunks_exact_mut(width).zip(rhs.iter_mut());
            for ((row, right), (x, advantage)) in rows.zip(log_odds.zip(&sheet.advantages)) {
                let excess = x - precision * *advantage;
                row[first..]
                    .iter_mut()
                    .zip(excess.slopes)
                    .for_each(|(entry, slope)| *entry = slope);
                *right = -excess.value;
            }
        }
    }

    /// Fills the last row of the matrix: the direction in which a correction may not go.
    fn border(&mut self, aim: Aim) {
        let Walk { matrix, tangent, .. } = &mut *self.walk;
        let n = tangent.len() - 1;
        let row = &mut matrix[n * (n + 1)..];
        if aim == Aim::Precision {
            row.fill(0.0);
            row[n] = 1.0;
        } else {
            row.copy_from_slice(tangent);
        }
    }

    /// Sets play and values to those of the position.
    fn stand(&mut self) {
        if let Some((precision, log_odds)) = self.walk.position.split_last() {
            let at = (log_odds, *precision);
            sheet::fill(self.plan, self.stakes, at, self.values, self.plays);
        }
    }

    /// Corrects the position, if it is a rough one, and sets play and values to it.
    fn polish(&mut self) {
        self.walk.trial.copy_from_slice(&self.walk.position);
        if self.correct(Aim::Across).is_some_and(|correction| correction.distance <= ROUGHLY) {
            std::mem::swap(&mut self.walk.position, &mut self.walk.trial);
        }
        self.stand();
    }

    /// Whether play has stopped moving over a doubling of the precision, without regret.
    fn settled(&mut self) -> bool {
        let precision = self.precision();
        if precision < 2.0 * self.walk.watch.precision {
            return false;
        }
        self.stand();
        let watch = &mut self.walk.watch;
        let still = watch.saw(self.plays);
        watch.precision = precision;
        watch.plays.clear();
        watch.plays.extend_from_slice(self.plays);
        still && self.regret() <= NO_REGRET
    }

    /// Takes chances that vanish to be 0; gives the precision where regret remains all the same.
    fn take_limit(&mut self) -> Option<f64> {
        sheet::drop_below(NEVER, self.stakes, self.values, self.plays);
        if self.regret() > NO_REGRET {
            self.stand();
        }
        (self.regret() > NO_REGRET).then(|| self.precision())
    }

    fn regret(&self) -> f64 {
        let Stakes { shape, odds, ranges, .. } = self.stakes;
        regret(shape, ranges, self.values, self.plays, &reach(shape, odds, self.plays))
    }
}

/// What a correction may change, and how well it must converge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aim {
    /// Whatever is across the tangent; to a point near the branch.
    Rough,
    /// Whatever is across the tangent; to the branch.
    Across,
    /// The log odds, at a fixed precision; to the branch.
    Precision,
}

/// How much longer the next step may be after one that was corrected by this share of itself.
fn growth(strain: f64) -> f64 {
    // With a parabola for a guess the share grows with the square of the step.
    (IDEAL_STRAIN / strain).sqrt().clamp(0.5, MOST_GROWTH)
}

/// Play at an earlier precision.
#[derive(Clone, Debug, Default)]
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

/// How a trial was corrected.
#[derive(Clone, Copy, Debug)]
struct Correction {
    distance: f64,
    orientation: f64,
}

impl Correction {
    /// Nothing where some coordinate went too far to be sure that it is the same branch.
    fn between(start: &[f64], end: &[f64], orientation: f64) -> Option<Self> {
        let moved = start.iter().zip(end).map(|(x, y)| (x - y).abs());
        let near = moved.clone().all(|d| d <= LARGEST_CORRECTION);
        near.then(|| Self { distance: moved.map(|d| d * d).sum::<f64>().sqrt(), orientation })
    }
}

impl Walk {
    /// Whether the branch goes the same way, or may not, since the step is too short to tell.
    fn keeps(&self, orientation: f64, step: f64) -> bool {
        let size = 1.0 + self.position.last().map_or(0.0, |precision| precision.abs());
        orientation * self.orientation > 0.0 || step <= FINEST * size
    }
}
