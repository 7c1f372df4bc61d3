//! The frontier and the solutions with lotteries: what can be had where parties may agree to draw lots.
//!
//! With lotteries the attainable values are the convex hull of all deals. The deals are held as a
//! trellis (`super::trellis`), in which those with the largest weighted value are found without going through them:
//!
//! 1. The frontier's corners are deals, each the only best one for some weights (`super::corners`).
//! 2. The solutions that share gains (Kalai-Smorodinsky, egalitarian, utilitarian) are linear programs over
//!    mixtures of deals; a column is the deal of the largest weighted value (`super::program`). Exact, for
//!    any number of parties, with at most one deal more in the mixture than there are parties.
//! 3. Nash: pairwise Frank-Wolfe (Lacoste-Julien and Jaggi, NIPS 2015) from the Kalai-Smorodinsky mixture.
//!    The largest first-order gain bounds how far the logarithm of the product is from its most.
//!
//! Lotteries are over whole deals.

use super::answer::Named;
use super::corners::{self, Piece};
use super::domain::Domain;
use super::program::{Mixture, Program, Row};
use super::trellis::Trellis;
use crate::num::rational::Rational;
use serde::Serialize;

/// When the Nash lottery is good enough: its gain in the logarithm of the product.
const CLOSE: f64 = 1e-10;
/// Steps of Frank-Wolfe.
const STEPS: usize = 20_000;
/// After so many steps, chances are settled among the deals that are held before each.
const SETTLE_AFTER: usize = 10_000;
/// Moves between them.
const SETTLING: usize = 50;

/// What lotteries over deals attain.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Lotteries {
    /// The corners of the frontier, the first party's best first; absent where there are too many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corners: Option<Vec<Corner>>,
    /// Largest product of gains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nash: Option<Lottery>,
    /// By how much the logarithm of its product may fall short of the largest.
    pub nash_within: f64,
    /// Equal shares of the ideal gains, then leximin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kalai_smorodinsky: Option<Lottery>,
    /// Leximin of gains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub egalitarian: Option<Lottery>,
    /// Largest sum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utilitarian: Option<Lottery>,
}

/// A corner of the frontier with lotteries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Corner {
    /// Value to each party.
    pub values: Vec<Rational>,
    /// Weights of the parties, in all 1, at which no other values have as large a weighted sum.
    pub weights: Vec<Rational>,
    /// A deal that gives it.
    pub deal: Named,
}

/// A lottery over deals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lottery {
    /// What it is worth to each party.
    pub values: Vec<f64>,
    /// The deals and their chances.
    pub deals: Vec<Chance>,
}

/// A deal and its chance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chance {
    /// How likely.
    pub chance: f64,
    /// What.
    pub deal: Named,
}

/// The frontier and the solutions with lotteries; `None` where values are too entangled.
///
/// `disagreement` is what each party has without a deal.
#[must_use]
pub fn lotteries(domain: &Domain, disagreement: &[Rational]) -> Option<Lotteries> {
    let parties = domain.parties.len();
    if parties == 0 {
        return None;
    }
    let trellis = Trellis::of(domain)?;
    let as_corner = |piece: &Piece| corner(domain, &trellis, piece);
    let corners = corners::corners(&trellis, parties)
        .map(|corners: Vec<Piece>| corners.iter().map(as_corner).collect());
    let mut lotteries = Lotteries { corners, ..Lotteries::default() };
    let stated = domain.parties.iter().zip(disagreement);
    let constant: Vec<Rational> = stated.map(|(party, d)| &party.constant - d).collect();
    let program = Program::of(&trellis, constant);
    let each = |slopes: Vec<Rational>, levels: &[Option<Rational>]| -> Vec<Row> {
        let rows = slopes.into_iter().enumerate().map(|(party, slope)| {
            let level = levels[party].clone();
            Row {
                weights: (0..parties).map(|p| Rational::from(i64::from(p == party))).collect(),
                slope: if level.is_some() { Rational::ZERO } else { slope },
                level: level.unwrap_or_default(),
            }
        });
        rows.collect()
    };
    let none = vec![None; parties];
    let mut ideals = Vec::new();
    for party in 0..parties {
        let slopes = (0..parties).map(|p| Rational::from(i64::from(p == party))).collect();
        // Where that has no answer, every lottery is worse than disagreement for somebody.
        match program.maximise(&each(slopes, &none)) {
            Some((most, _)) if !most.is_negative() => ideals.push(most),
            _ => return Some(lotteries),
        }
    }
    let leximin = |slopes: &[Rational]| -> Option<Mixture> {
        let mut levels = none.clone();
        let mut best = None;
        while levels.iter().zip(slopes).any(|(level, slope)| level.is_none() && slope.is_positive())
        {
            let (most, mixture) = program.maximise(&each(slopes.to_vec(), &levels))?;
            // What has a price cannot be raised without lowering another; of the others some may.
            let tight = mixture.prices.iter().enumerate().filter(|(_, price)| price.is_positive());
            let mut fixed = false;
            for (party, _) in tight.filter(|(party, _)| slopes[*party].is_positive()) {
                fixed |= levels[party].is_none();
                levels[party] = levels[party].clone().or(Some(&most * &slopes[party]));
            }
            best = Some(mixture);
            if !fixed {
                break;
            }
        }
        best
    };
    let shares = leximin(&ideals);
    let egalitarian = leximin(&vec![Rational::ONE; parties]);
    let mut sum = each(vec![Rational::ZERO; parties], &none);
    sum.push(Row {
        weights: vec![Rational::ONE; parties],
        slope: Rational::ONE,
        level: Rational::ZERO,
    });
    let utilitarian = program.maximise(&sum).map(|(_, mixture)| mixture);
    if let Some(shares) = &shares {
        let (nash, within) = nash(domain, &trellis, disagreement, &ideals, shares);
        (lotteries.nash, lotteries.nash_within) = (Some(nash), within);
    }
    let told = |mixture: Mixture| {
        let deals = mixture.deals.into_iter().map(|(chance, deal)| (chance.to_f64(), deal));
        told(domain, deals.collect())
    };
    lotteries.kalai_smorodinsky = shares.map(told);
    lotteries.egalitarian = egalitarian.map(told);
    lotteries.utilitarian = utilitarian.map(told);
    Some(lotteries)
}

fn named(domain: &Domain, deal: &[usize]) -> Named {
    let issues = domain.issues.iter().zip(deal);
    issues.map(|(issue, &option)| (issue.name.clone(), issue.options[option].clone())).collect()
}

fn told(domain: &Domain, deals: Vec<(f64, Vec<usize>)>) -> Lottery {
    let mut values = vec![0.0; domain.parties.len()];
    for (chance, deal) in &deals {
        for (sum, value) in values.iter_mut().zip(domain.values(deal)) {
            *sum += chance * value.to_f64();
        }
    }
    let chance = |(chance, deal): (f64, Vec<usize>)| Chance { chance, deal: named(domain, &deal) };
    Lottery { values, deals: deals.into_iter().map(chance).collect() }
}

fn corner(domain: &Domain, trellis: &Trellis, piece: &Piece) -> Corner {
    let values = piece.sum.iter().zip(&domain.parties);
    Corner {
        values: values.map(|(sum, party)| sum + &party.constant).collect(),
        weights: piece.weights(),
        deal: named(domain, &trellis.deal(&piece.path)),
    }
}

/// The lottery of the largest product of gains, and how far it may be from it.
fn nash(
    domain: &Domain,
    trellis: &Trellis,
    disagreement: &[Rational],
    ideals: &[Rational],
    start: &Mixture,
) -> (Lottery, f64) {
    // Whoever can gain nothing is left out, but may lose nothing: such gains stand with an extreme price.
    let gaining: Vec<usize> = (0..ideals.len()).filter(|&p| ideals[p].is_positive()).collect();
    let ideal: Vec<f64> = gaining.iter().map(|&p| ideals[p].to_f64()).collect();
    let powers: Vec<f64> = gaining.iter().map(|&p| f64::from(domain.parties[p].weight)).collect();
    let shares = |deal: &[usize]| -> Vec<f64> {
        let gain = |(&p, ideal): (&usize, &f64)| {
            (domain.value(p, deal) - &disagreement[p]).to_f64() / ideal
        };
        gaining.iter().zip(&ideal).map(gain).collect()
    };
    let mut held: Vec<(f64, Vec<usize>, Vec<f64>)> = start
        .deals
        .iter()
        .map(|(chance, deal)| (chance.to_f64(), deal.clone(), shares(deal)))
        .collect();
    let everyone_gains = gaining.len() == ideals.len();
    let mut within = f64::INFINITY;
    let share = |arc: usize| -> Vec<f64> {
        let gain = &trellis.arcs[arc].gain;
        gaining.iter().zip(&ideal).map(|(&p, ideal)| gain[p].to_f64() / ideal).collect()
    };
    let arcs: Vec<Vec<f64>> = (0..trellis.arcs.len()).map(share).collect();
    for round in 0..if everyone_gains { STEPS } else { 0 } {
        if round >= SETTLE_AFTER {
            settle(&mut held, &powers);
        }
        let mut at = vec![0.0; gaining.len()];
        for (chance, _, shares) in &held {
            at.iter_mut().zip(shares).for_each(|(sum, share)| *sum += chance * share);
        }
        let weights: Vec<f64> = at.iter().zip(&powers).map(|(share, w)| w / share).collect();
        let score = |shares: &[f64]| shares.iter().zip(&weights).map(|(s, w)| s * w).sum::<f64>();
        let Some(path) = trellis.best(|arc| score(&arcs[arc])) else { break };
        let deal = trellis.deal(&path);
        let towards = shares(&deal);
        within = score(&towards) - powers.iter().sum::<f64>();
        let away = (0..held.len())
            .min_by(|&a, &b| score(&held[a].2).total_cmp(&score(&held[b].2)))
            .unwrap_or(0);
        if within <= CLOSE {
            break;
        }
        let direction: Vec<f64> = towards.iter().zip(&held[away].2).map(|(t, a)| t - a).collect();
        let step = line(&at, &direction, &powers, held[away].0);
        held[away].0 -= step;
        match held.iter_mut().find(|(_, known, _)| *known == deal) {
            Some(known) => known.0 += step,
            None => held.push((step, deal, towards)),
        }
        held.retain(|(chance, _, _)| *chance > 1e-15);
    }
    let sum: f64 = held.iter().map(|(chance, _, _)| chance).sum();
    let mut deals: Vec<(f64, Vec<usize>)> =
        held.into_iter().map(|(chance, deal, _)| (chance / sum, deal)).collect();
    deals.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    (told(domain, deals), within.max(0.0))
}

/// Moves chance between the deals of a lottery alone, from the worst to the best of them, until none is better: where steps
/// towards one deal after the other come to be tiny.
fn settle(held: &mut Vec<(f64, Vec<usize>, Vec<f64>)>, powers: &[f64]) {
    for _ in 0..SETTLING {
        let mut at = vec![0.0; powers.len()];
        for (chance, _, shares) in held.iter() {
            at.iter_mut().zip(shares).for_each(|(sum, share)| *sum += chance * share);
        }
        let weights: Vec<f64> = at.iter().zip(powers).map(|(share, w)| w / share).collect();
        let score = |k: &usize| held[*k].2.iter().zip(&weights).map(|(s, w)| s * w).sum::<f64>();
        let best = (0..held.len()).max_by(|a, b| score(a).total_cmp(&score(b)));
        let worst = (0..held.len()).min_by(|a, b| score(a).total_cmp(&score(b)));
        let Some((best, worst)) = best.zip(worst) else { return };
        if score(&best) - score(&worst) <= CLOSE {
            return;
        }
        let direction: Vec<f64> =
            held[best].2.iter().zip(&held[worst].2).map(|(t, a)| t - a).collect();
        let step = line(&at, &direction, powers, held[worst].0);
        held[worst].0 -= step;
        held[best].0 += step;
        held.retain(|(chance, _, _)| *chance > 1e-15);
    }
}

/// The step from `at` along `direction`, at most `most`, with the largest product.
fn line(at: &[f64], direction: &[f64], powers: &[f64], most: f64) -> f64 {
    let slope = |step: f64| -> f64 {
        let along = at.iter().zip(direction).zip(powers);
        along.map(|((x, d), power)| power * d / (x + step * d)).sum::<f64>()
    };
    let feasible = |step: f64| at.iter().zip(direction).all(|(x, d)| x + step * d > 0.0);
    if feasible(most) && slope(most) >= 0.0 {
        return most;
    }
    let (mut low, mut high) = (0.0, most);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if feasible(middle) && slope(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}
