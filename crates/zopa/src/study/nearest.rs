//! The nearest flip: the smallest joint change of premises that changes a conclusion.
//!
//! Distances are in standard deviations: a premise that is drawn is a normal score (its quantile under the standard
//! normal distribution), 0 at its median; the distance is that of the scores that make the correlated ones
//! (Mahalanobis). Every step asks the engine itself; nothing is a surrogate.
//!
//! 1. **Nearest flipped draws**: of the draws in which the conclusion is another, the [`CANDIDATES`] nearest.
//! 2. **Thinned**: premises are put back to their centre, those that are nearest to it first, as long as the conclusion
//!    stays another; then the change is halved along the way from the centre to the first flip.
//! 3. **Polished** (the first-order reliability method, A. Hasofer and N. Lind, 1974, with the boundary found by
//!    halving): the boundary's normal follows from the distances to it in directions a little beside the way;
//!    where the boundary is straight, the point straight below the normal is the nearest. It is taken if
//!    the engine finds it nearer, and again from there.
//! 4. Premises are put back, those that changed least first, as long as the conclusion stays another and the way gets
//!    no more than [`NEEDED`] longer by all of them.
//!
//! Where the conclusion jumps back and forth a nearer flip may exist. Cost: about (premises + 1) x 10 verdicts for
//! each polishing step, in parallel.

use super::answer::{NearestFlip, PremiseChange};
use super::closer::Closer;
use super::conclusion::Conclusion;
use crate::num::normal;
use rayon::prelude::*;

/// Flipped draws that are followed.
const CANDIDATES: usize = 3;
/// The way to a flip is halved to this part of it.
const REFINED: f64 = 1e-5;
/// Ways in bent directions are halved to this part: the normal needs no more digits.
const ROUGH: f64 = 1e-3;
/// Directions are bent by this angle to find the boundary's normal.
const BENT: f64 = 0.05;
/// Polishing steps.
const STEPS: usize = 4;
/// Premises are put back as long as the way gets longer by no more than this part.
const NEEDED: f64 = 0.05;
/// Scores beyond this are as good as impossible: no flip is looked for there.
const FURTHEST: f64 = 8.0;

/// A point beyond the boundary: normal scores of the coordinates, as they are after correlation.
#[derive(Clone, Debug)]
struct Flip {
    scores: Vec<f64>,
    distance: f64,
    polished: bool,
}

impl Closer<'_, '_> {
    /// The nearest flip of each conclusion that is another in some draw.
    pub(super) fn nearest(&self) -> Vec<NearestFlip> {
        let mut found = Vec::new();
        for conclusion in &self.conclusions {
            let flipped =
                |&at: &usize| conclusion.in_row(self.table, self.rows[at]) != conclusion.holds;
            let flipped: Vec<usize> = (0..self.rows.len()).filter(flipped).collect();
            if !flipped.is_empty() && self.has_time("the nearest flips") {
                found.extend(self.nearest_of(conclusion, &flipped));
            }
        }
        found
    }

    fn nearest_of(&self, conclusion: &Conclusion, flipped: &[usize]) -> Option<NearestFlip> {
        let design = &self.sampler.design;
        let scores = |at: usize| -> Vec<f64> {
            self.numbers.iter().map(|column| normal::quantile(column[at])).collect()
        };
        let mut near: Vec<(f64, usize)> =
            flipped.iter().map(|&at| (design.distance(&scores(at)), at)).collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let search = Search { closer: self, conclusion };
        let candidates = near.into_par_iter().take(CANDIDATES);
        let thin = candidates.filter_map(|(_, at)| search.straight(search.thinned(scores(at))));
        let thin: Vec<Flip> = thin.collect();
        let start = thin.into_iter().reduce(|a, b| if b.distance < a.distance { b } else { a })?;
        let flip = search.without_idle(search.polished(start));
        let changes = flip.scores.iter().enumerate().filter(|(_, score)| score.abs() > 0.0);
        let mut changes: Vec<PremiseChange> = changes
            .map(|(k, &deviations)| PremiseChange {
                premise: self.name(k).to_owned(),
                from: self.centre[k],
                to: self.value_at(k, &numbers(&flip.scores)),
                deviations,
            })
            .collect();
        changes.sort_by(|a, b| b.deviations.abs().total_cmp(&a.deviations.abs()));
        let method = if flip.polished {
            "the nearest flipped draw, moved along the boundary to its nearest point"
        } else {
            "the nearest flipped draw, thinned and halved"
        };
        Some(NearestFlip {
            conclusion: conclusion.text.clone(),
            holds: conclusion.holds,
            distance: flip.distance,
            method: method.to_owned(),
            changes,
        })
    }
}

/// The numbers between 0 and 1 of normal scores; a score of 0 is the central value.
fn numbers(scores: &[f64]) -> Vec<f64> {
    let number = |&score: &f64| if score.abs() > 0.0 { normal::cdf(score) } else { f64::NAN };
    scores.iter().map(number).collect()
}

fn scaled(scores: &[f64], by: f64) -> Vec<f64> {
    scores.iter().map(|score| by * score).collect()
}

fn length(vector: &[f64]) -> f64 {
    vector.iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// The search for one conclusion's flip.
#[derive(Clone, Copy)]
struct Search<'a, 'c, 'm> {
    closer: &'a Closer<'c, 'm>,
    conclusion: &'a Conclusion,
}

impl Search<'_, '_, '_> {
    /// Whether the conclusion is another one at these scores; a fault is none.
    fn flips(self, scores: &[f64]) -> bool {
        let drawn = self.closer.sampler.judge_at(&numbers(scores), false);
        drawn.is_ok_and(|drawn| self.conclusion.of(&drawn) != self.conclusion.holds)
    }

    fn distance(self, scores: &[f64]) -> f64 {
        self.closer.sampler.design.distance(scores)
    }

    /// Puts premises back to their centre that the flip does not need.
    fn thinned(self, mut scores: Vec<f64>) -> Vec<f64> {
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|&a, &b| scores[a].abs().total_cmp(&scores[b].abs()));
        for k in order {
            let score = std::mem::replace(&mut scores[k], 0.0);
            if !self.flips(&scores) {
                scores[k] = score;
            }
        }
        scores
    }

    /// The first flip on the straight way from the centre to these scores; `None` where they are none.
    fn straight(self, scores: Vec<f64>) -> Option<Flip> {
        if !self.flips(&scores) {
            return None;
        }
        let (mut before, mut after) = (0.0, 1.0);
        while after - before > REFINED * after {
            let middle = f64::midpoint(before, after);
            if self.flips(&scaled(&scores, middle)) { after = middle } else { before = middle }
        }
        let scores = scaled(&scores, after);
        Some(Flip { distance: self.distance(&scores), scores, polished: false })
    }

    /// How far away, along a direction of length 1 in independent scores, the boundary is; it is looked for near
    /// `about`. Infinite where it is not there.
    fn reach(self, direction: &[f64], (about, refined): (f64, f64)) -> f64 {
        let at = |distance: f64| self.flips(&self.correlated(&scaled(direction, distance)));
        let (mut before, mut after) = (0.9 * about, (1.1 * about).min(FURTHEST));
        if at(before) {
            after = before;
            before = 0.0;
        } else if !at(after) {
            before = after;
            after = FURTHEST.min(2.0 * about);
            if !at(after) {
                return f64::INFINITY;
            }
        }
        while after - before > refined * about {
            let middle = f64::midpoint(before, after);
            if at(middle) { after = middle } else { before = middle }
        }
        after
    }

    fn correlated(self, independent: &[f64]) -> Vec<f64> {
        self.closer.sampler.design.correlated(independent)
    }

    /// Moves a flip along the boundary to where it is nearest.
    fn polished(self, mut best: Flip) -> Flip {
        let design = &self.closer.sampler.design;
        for _ in 0..STEPS {
            let independent = design.uncorrelated(&best.scores);
            if best.distance <= 0.0 || !(self.closer.go_on)() {
                break;
            }
            let way = scaled(&independent, 1.0 / best.distance);
            // Along a straight boundary with normal n, n (way) reach = 1 in every direction.
            let along = |k: usize| -> f64 {
                let mut bent = way.clone();
                bent[k] += BENT;
                let size = length(&bent);
                let reach = self.reach(&scaled(&bent, 1.0 / size), (best.distance, ROUGH));
                (size / reach - 1.0 / best.distance) / BENT
            };
            let normal: Vec<f64> = (0..way.len()).into_par_iter().map(along).collect();
            let steep = length(&normal);
            if !(steep > 0.0 && steep.is_finite()) {
                break;
            }
            let direction = scaled(&normal, 1.0 / steep);
            let reach = self.reach(&direction, (best.distance, REFINED));
            if reach >= best.distance * (1.0 - 1e-4) {
                break;
            }
            let scores = self.correlated(&scaled(&direction, reach));
            best = Flip { distance: self.distance(&scores), scores, polished: true };
        }
        best
    }

    /// Puts premises back that hardly shorten the way.
    fn without_idle(self, mut best: Flip) -> Flip {
        let mut order: Vec<usize> = (0..best.scores.len()).collect();
        order.sort_by(|&a, &b| best.scores[a].abs().total_cmp(&best.scores[b].abs()));
        let allowed = best.distance * (1.0 + NEEDED);
        for k in order.into_iter().filter(|&k| best.scores[k].abs() > 0.0).collect::<Vec<_>>() {
            let mut scores = scaled(&best.scores, allowed / best.distance);
            scores[k] = 0.0;
            if let Some(flip) = self.straight(scores)
                && flip.distance <= allowed
            {
                best = Flip { polished: best.polished, ..flip };
            }
        }
        best
    }
}
