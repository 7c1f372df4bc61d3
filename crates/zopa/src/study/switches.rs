//! Where another equilibrium comes to be played without a deal as one premise changes.
//!
//! Which equilibrium is played is chosen by one rule in all draws: the best moves from the ends up, or the principal branch
//! of quantal response. What it gives to each party changes smoothly with the premises as long as it is the same
//! equilibrium. Where it jumps, another one has taken its place: the choice of a mover who was indifferent, or the end of
//! the branch's hold. That is a tipping point like any other, and it is told, so that nobody takes it for noise.
//!
//! Method: along the scan of a premise, the two neighbours of a suspicious step are drawn together by halving towards the
//! greater part of the step. A step that stays is a jump; one that shrinks with the distance is a slope.
//!
//! Cost: 13 verdicts a jump, 4 a slope that is steep.

use super::alone::{Found, REFINED, SCAN, Scan};
use super::closer::Closer;
use crate::model::NoDeal;
use crate::verdict::drawn::Drawn;

/// The conclusion that a switch ends.
const SAME: &str = "without a deal the same equilibrium is played";
/// Steps below this share of what a premise moves are not looked at.
const SUSPICIOUS: f64 = 0.1;
/// What a step that has been halved so often must have kept of itself, to be followed further.
const TRIED: usize = 4;
const KEPT: f64 = 0.5;

impl Closer<'_, '_> {
    /// The values of a premise around its central one between which no deal is worth what one equilibrium gives; nothing
    /// where there is no game, or no jump.
    pub(super) fn switch(&self, scan: &Scan) -> Option<Found> {
        let NoDeal::Game(_) = &self.sampler.model.nodeal else { return None };
        let centre = SCAN.iter().position(|&quantile| quantile >= 0.5)?;
        let last = SCAN.len() - 1;
        let up = (centre..last).find_map(|place| self.jump(scan, place, true));
        let down = (0..centre).rev().find_map(|place| self.jump(scan, place, false));
        let nearest = [up, down].into_iter().flatten();
        let nearest =
            nearest.map(|(quantile, _)| (quantile - 0.5).abs()).fold(f64::INFINITY, f64::min);
        if nearest.is_infinite() {
            return None;
        }
        let end =
            |jump: Option<(f64, f64)>, place: usize| jump.map_or(scan.values[place], |(_, x)| x);
        let intervals = vec![[end(down, 0), end(up, last)]];
        let tipping = self.tipping(scan, SAME.to_owned(), true, intervals);
        Some((self.conclusions.len(), nearest, tipping))
    }

    /// Where between two neighbours of a scan what no deal is worth to somebody jumps: the quantile and the value on the
    /// side of the centre.
    fn jump(&self, scan: &Scan, place: usize, up: bool) -> Option<(f64, f64)> {
        let known: Vec<&Drawn> =
            scan.verdicts.iter().filter_map(|verdict| verdict.as_ref().ok()).collect();
        let side = |place: usize| {
            let drawn = scan.verdicts[place].as_ref().ok()?;
            Some((SCAN[place], scan.values[place], drawn.no_deal.clone()))
        };
        let (low, high) = (side(place)?, side(place + 1)?);
        (0..low.2.len()).find_map(|party| {
            let values = known.iter().map(|drawn| drawn.no_deal[party]);
            let least = values.clone().fold(f64::INFINITY, f64::min);
            let most = values.fold(f64::NEG_INFINITY, f64::max);
            let step = |low: f64, high: f64| (high - low).abs();
            let whole = step(low.2[party], high.2[party]);
            // Rounding is no step.
            let noise = 1e-9 * (1.0 + least.abs().max(most.abs()));
            if whole.is_nan() || whole <= (SUSPICIOUS * (most - least)).max(noise) {
                return None;
            }
            let mut before = (low.0, low.1, low.2[party]);
            let mut after = (high.0, high.1, high.2[party]);
            let mut halvings = 0;
            while after.0 - before.0 > REFINED {
                let middle = f64::midpoint(before.0, after.0);
                let (value, verdict) = self.at(scan.coordinate, middle);
                let worth = verdict.ok()?.no_deal[party];
                if step(before.2, worth) > step(worth, after.2) {
                    after = (middle, value, worth);
                } else {
                    before = (middle, value, worth);
                }
                halvings += 1;
                if halvings >= TRIED && step(before.2, after.2) < KEPT * whole {
                    return None;
                }
            }
            Some(if up { (before.0, before.1) } else { (after.0, after.1) })
        })
    }
}
