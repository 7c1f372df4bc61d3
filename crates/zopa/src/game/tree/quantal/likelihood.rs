//! How likely what was seen is, and where on the branch it is likeliest.
//!
//! 1. Walk along the branch to its limit, every place corrected to rounding. The slope of the likelihood
//!    along the branch is exact at each: the tangent tells how log odds change.
//! 2. Between two places read the branch off the cubic through both, and look at the slope after every
//!    eighth of the way. Where it turns from rising to falling there is a peak.
//! 3. Put each peak where the slope on the branch itself is 0, by the Illinois method (M. Dowell and
//!    P. Jarratt, BIT 11, 1971).
//! 4. The highest of the start, the peaks and the end is the estimate. How sharp a peak is (the observed
//!    information) is the second difference of the likelihood there.

use super::branch::{Branch, Ended, Goal};
use super::mark::Mark;
use crate::game::form::ExtensiveGame;
use std::ops::Range;

/// Looks between two places.
const LOOKS: u32 = 8;
/// Likelihoods per observation that differ by less are the same but for rounding.
const ROUNDING: f64 = 1e-12;
/// Of the end of the branch it is enough to be so near the highest peak: play there has only settled.
const SETTLED: f64 = 1e-9;
/// How far to the sides the second difference looks, as a share of the precision and more.
const SIDE: f64 = 1e-4;
/// A peak is in its place where it moves by no more than this, as a share of the precision and more.
const NEAR: f64 = 1e-14;
const MOST_ROUNDS: usize = 100;

/// How often each move was seen.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    sets: Vec<Tally>,
}

#[derive(Clone, Debug)]
struct Tally {
    plays: Range<usize>,
    counts: Vec<f64>,
    total: f64,
}

impl Seen {
    /// A count for each play of the game.
    pub(super) fn new(game: &ExtensiveGame, counts: &[f64]) -> Self {
        let tally = |set: usize| {
            let plays = game.plays_of(set);
            let counts = counts[plays.clone()].to_vec();
            Tally { plays, total: counts.iter().sum(), counts }
        };
        let sets = (0..game.infosets.len()).map(tally).filter(|tally| tally.total > 0.0);
        Self { sets: sets.collect() }
    }

    /// How many observations there are.
    pub(super) fn total(&self) -> f64 {
        self.sets.iter().map(|tally| tally.total).sum()
    }

    /// The logarithm of how likely they are at these log odds.
    pub(super) fn log_likelihood(&self, log_odds: &[f64]) -> f64 {
        let of_set = |tally: &Tally| {
            let own = &log_odds[tally.plays.clone()];
            let most = own.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = own.iter().map(|x| libm::exp(x - most)).sum();
            let rest = libm::log(sum);
            tally.counts.iter().zip(own).map(|(n, x)| n * ((x - most) - rest)).sum::<f64>()
        };
        self.sets.iter().map(of_set).sum()
    }

    /// How that changes where log odds change so.
    fn slope(&self, log_odds: &[f64], change: &[f64]) -> f64 {
        let of_set = |tally: &Tally| {
            let own = &log_odds[tally.plays.clone()];
            let most = own.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let weights = || own.iter().map(|x| libm::exp(x - most));
            let share = tally.total / weights().sum::<f64>();
            let missing = tally.counts.iter().zip(weights()).map(|(n, weight)| n - share * weight);
            missing.zip(&change[tally.plays.clone()]).map(|(n, slope)| n * slope).sum::<f64>()
        };
        self.sets.iter().map(of_set).sum()
    }

    /// The slope where the branch stands, along it.
    fn slope_on(&self, branch: &Branch) -> f64 {
        self.slope(branch.log_odds(), branch.direction().0)
    }
}

/// What part of the branch the estimate is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    /// Its start, even play.
    Start,
    /// A peak, with the observed information: the reciprocal of the variance of the precision, per unit of
    /// payoff.
    Peak(f64),
    /// As far as it was followed.
    End,
}

/// Where on the branch what was seen is likeliest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Estimate {
    pub(super) part: Part,
    pub(super) log_likelihood: f64,
    /// That of even play.
    pub(super) of_even_play: f64,
    /// How the walk ended.
    pub(super) ended: Ended,
    /// The precision there.
    pub(super) followed_to: f64,
    /// Peaks on the way.
    pub(super) peaks: usize,
    /// Peaks that could not be put in their place.
    pub(super) blurred: usize,
}

/// Somewhere ahead of a place, between two lengths, the likelihood turns from rising to falling.
struct Turn {
    start: Mark,
    from: f64,
    to: f64,
    stride: f64,
}

/// Searches the branch, in at most so many steps, and leaves it standing at the estimate.
pub(super) fn search(branch: &mut Branch, seen: &Seen, most_steps: usize) -> Estimate {
    let start = branch.mark();
    let mut before = start.clone();
    let mut turns = Vec::new();
    let ended = branch.follow_with(Goal::Limit, most_steps, |branch| {
        let here = branch.mark();
        look(seen, &before, &here, &mut turns);
        before = here;
        false
    });
    let followed_to = branch.precision();
    let (of_even_play, end) = (seen.log_likelihood(&start.position), branch.mark());
    let total = seen.total();
    let mut best = (of_even_play + ROUNDING * total, start, Part::Start);
    let (mut peaks, mut blurred) = (0, 0);
    for turn in turns {
        match peak(branch, seen, &turn) {
            Some(true) => peaks += 1,
            Some(false) => continue,
            None => {
                blurred += 1;
                continue;
            }
        }
        let height = seen.log_likelihood(branch.log_odds());
        if height > best.0 {
            best = (height, branch.mark(), Part::Peak(0.0));
        }
    }
    let at_end = seen.log_likelihood(&end.position);
    let enough = if best.2 == Part::Start { 0.0 } else { -SETTLED * total };
    if at_end - best.0 > enough {
        best = (at_end, end, Part::End);
    }
    let (_, mark, mut part) = best;
    if part == Part::Peak(0.0) {
        part = Part::Peak(information(branch, seen, &mark));
    }
    branch.stand(&mark);
    let log_likelihood = seen.log_likelihood(branch.log_odds());
    Estimate { part, log_likelihood, of_even_play, ended, followed_to, peaks, blurred }
}

/// Adds the turns between two places.
fn look(seen: &Seen, before: &Mark, here: &Mark, turns: &mut Vec<Turn>) {
    let mut rising = seen.slope(&before.position, &before.tangent) > 0.0;
    let length = |look: u32| here.stride * f64::from(look) / f64::from(LOOKS);
    for look in 1..=LOOKS {
        let slope = if look == LOOKS {
            seen.slope(&here.position, &here.tangent)
        } else {
            let (position, tangent) = before.between(here, f64::from(look) / f64::from(LOOKS));
            seen.slope(&position, &tangent)
        };
        if rising && slope <= 0.0 {
            let (from, to) = (length(look - 1), length(look));
            turns.push(Turn { start: before.clone(), from, to, stride: here.stride });
        }
        rising = slope > 0.0;
    }
}

/// Leaves the branch standing at the peak of a turn. False where only the cubic turns there and not the
/// branch, `None` where the branch is lost.
fn peak(branch: &mut Branch, seen: &Seen, turn: &Turn) -> Option<bool> {
    branch.stand(&turn.start);
    let near = NEAR * (1.0 + branch.scaled_precision().abs() + turn.stride);
    let mut slope_at = |length: f64| {
        branch.stand(&turn.start);
        branch.ahead(length).then(|| seen.slope_on(branch))
    };
    let eighth = turn.stride / f64::from(LOOKS);
    let (mut low, mut high) = (turn.from, turn.to);
    let (mut rise, mut fall) = (slope_at(low)?, slope_at(high)?);
    // The cubic may have told the turn a little too late or too early.
    if rise < 0.0 {
        low = (low - eighth).max(0.0);
        rise = slope_at(low)?;
    }
    if fall > 0.0 {
        high = (high + eighth).min(turn.stride);
        fall = slope_at(high)?;
    }
    if rise < 0.0 || fall > 0.0 {
        return Some(false);
    }
    let mut kept_low = None;
    for _ in 0..MOST_ROUNDS {
        let middle = if rise > fall { low + (high - low) * rise / (rise - fall) } else { low };
        let slope = slope_at(middle)?;
        let moved = if slope > 0.0 { middle - low } else { high - middle };
        // An end that is kept twice counts half, so that both ends come nearer.
        if slope > 0.0 {
            fall *= if kept_low == Some(false) { 0.5 } else { 1.0 };
            (low, rise, kept_low) = (middle, slope, Some(false));
        } else {
            rise *= if kept_low == Some(true) { 0.5 } else { 1.0 };
            (high, fall, kept_low) = (middle, slope, Some(true));
        }
        if moved <= near || high - low <= near {
            break;
        }
    }
    Some(true)
}

/// The second difference of the likelihood at a peak, per unit of payoff, with its sign turned.
fn information(branch: &mut Branch, seen: &Seen, peak: &Mark) -> f64 {
    branch.stand(peak);
    let speed = branch.direction().1;
    let side = SIDE * (1.0 + branch.scaled_precision().abs());
    let mut slope_at = |length: f64| {
        branch.stand(peak);
        branch.ahead(length).then(|| seen.slope_on(branch))
    };
    match (slope_at(-side), slope_at(side)) {
        (Some(before), Some(after)) => (before - after) / (2.0 * side) / (speed * speed),
        _ => f64::NAN,
    }
}
