//! Lotteries against all deals: hulls by hand, and certificates that nothing is better.

use super::domain::{Domain, Issue, Party};
use super::lottery::{Lottery, lotteries};
use super::program::{Program, Row};
use super::tests::{deals, random};
use super::trellis::Trellis;
use crate::num::rational::Rational;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn disagreement(domain: &Domain) -> Vec<Rational> {
    let all = deals(domain);
    (0..domain.parties.len())
        .map(|p| {
            let least = all.iter().map(|deal| domain.value(p, deal)).min().unwrap();
            domain.parties[p].reservation.clone().map_or(least.clone(), |r| r.max(least))
        })
        .collect()
}

/// Whether one of the undominated `points` is a corner of what lotteries over them attain: no lottery over
/// the others is worth as much to everyone.
fn is_corner(point: &[Rational], points: &BTreeSet<Vec<Rational>>) -> bool {
    let others: Vec<&Vec<Rational>> = points.iter().filter(|other| *other != point).collect();
    if others.is_empty() {
        return true;
    }
    // A domain of one issue whose options are the others, and whose values start from 0.
    let options = (0..others.len()).map(|i| i.to_string()).collect();
    let issues = vec![Issue { name: "point".into(), options }];
    let least = |p: usize| points.iter().map(|point| &point[p]).min().unwrap();
    let parties = (0..point.len()).map(|p| {
        let mut party = Party::new(p.to_string(), &issues);
        party.values[0] = others.iter().map(|other| &other[p] - least(p)).collect();
        party
    });
    let parties: Vec<Party> = parties.collect();
    let domain = Domain { name: String::new(), issues, parties, forbidden: Vec::new() };
    let row = |p: usize| Row {
        weights: (0..point.len()).map(|q| Rational::from(i64::from(p == q))).collect(),
        slope: Rational::ONE,
        level: &point[p] - least(p),
    };
    let rows: Vec<Row> = (0..point.len()).map(row).collect();
    let trellis = Trellis::of(&domain).unwrap();
    let program = Program::of(&trellis, vec![Rational::ZERO; point.len()]);
    let (most, _) = program.maximise(&rows).unwrap();
    most.is_negative()
}

fn corners_are_right(domain: &Domain) {
    let all = deals(domain);
    let points: BTreeSet<Vec<Rational>> = all.iter().map(|deal| domain.values(deal)).collect();
    let found = lotteries(domain, &disagreement(domain)).unwrap().corners.unwrap();
    let values: BTreeSet<Vec<Rational>> = found.iter().map(|c| c.values.clone()).collect();
    assert_eq!(values.len(), found.len());
    let dominated = |point: &Vec<Rational>, other: &Vec<Rational>| {
        point != other && point.iter().zip(other).all(|(x, other)| x <= other)
    };
    let efficient: BTreeSet<Vec<Rational>> = points
        .iter()
        .filter(|point| !points.iter().any(|other| dominated(point, other)))
        .cloned()
        .collect();
    let wanted: BTreeSet<Vec<Rational>> =
        efficient.iter().filter(|point| is_corner(point, &efficient)).cloned().collect();
    assert_eq!(values, wanted);
    for corner in &found {
        let deal = domain.issues.iter().map(|issue| {
            issue.options.iter().position(|option| *option == corner.deal[&issue.name]).unwrap()
        });
        let deal: Vec<usize> = deal.collect();
        assert!(domain.allows(&deal));
        assert_eq!(domain.values(&deal), corner.values);
        assert_eq!(corner.weights.iter().sum::<Rational>(), Rational::ONE);
        let sum = |values: &[Rational]| -> Rational {
            values.iter().zip(&corner.weights).map(|(value, weight)| value * weight).sum()
        };
        for point in points.iter().filter(|point| **point != corner.values) {
            assert!(sum(point) < sum(&corner.values));
        }
    }
}

fn gains(lottery: &Lottery, from: &[Rational]) -> Vec<f64> {
    lottery.values.iter().zip(from).map(|(value, from)| value - from.to_f64()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn corners_are_what_no_lottery_over_the_others_equals(seed in any::<u64>(), additive in any::<bool>()) {
        let domain = random(seed, additive, 4);
        if (1..=200).contains(&deals(&domain).len()) {
            corners_are_right(&domain);
        }
    }

    #[test]
    fn a_linear_program_proves_its_answer_by_its_prices(
        seed in any::<u64>(), additive in any::<bool>(), level in 0_i64..3,
    ) {
        let domain = random(seed, additive, 4);
        if deals(&domain).is_empty() {
            return Ok(());
        }
        let n = domain.parties.len();
        let from = disagreement(&domain);
        let rows: Vec<Row> = (0..n).map(|party| Row {
            weights: (0..n).map(|p| Rational::from(i64::from(p == party))).collect(),
            slope: Rational::from(1 + i64::try_from((seed >> (8 * party)) % 3).unwrap()),
            level: if party == 0 { Rational::from(level) } else { Rational::ZERO },
        }).collect();
        let trellis = Trellis::of(&domain).unwrap();
        let constant = (0..n).map(|p| &domain.parties[p].constant - &from[p]).collect();
        let program = Program::of(&trellis, constant);
        let (most, mixture) = program.maximise(&rows).unwrap();
        let sum: Rational = mixture.deals.iter().map(|(chance, _)| chance.clone()).sum();
        prop_assert_eq!(sum, Rational::ONE);
        prop_assert!(mixture.deals.len() <= n + 1);
        let gain = |deal: &[usize], p: usize| domain.value(p, deal) - &from[p];
        for (p, row) in rows.iter().enumerate() {
            let mean: Rational =
                mixture.deals.iter().map(|(chance, deal)| chance * &gain(deal, p)).sum();
            prop_assert!(mean >= &row.level + &(&row.slope * &most));
            prop_assert!(!mixture.prices[p].is_negative());
        }
        let priced = |of: &dyn Fn(usize) -> Rational| -> Rational {
            (0..n).map(|p| &mixture.prices[p] * &of(p)).sum()
        };
        prop_assert_eq!(priced(&|p| rows[p].slope.clone()), Rational::ONE);
        let bound = &most + &priced(&|p| rows[p].level.clone());
        for deal in deals(&domain) {
            prop_assert!(priced(&|p| gain(&deal, p)) <= bound);
        }
    }

    #[test]
    fn no_deal_leads_upwards_from_the_nash_lottery(seed in any::<u64>(), additive in any::<bool>()) {
        let domain = random(seed, additive, 4);
        if deals(&domain).is_empty() {
            return Ok(());
        }
        let from = disagreement(&domain);
        let found = lotteries(&domain, &from).unwrap();
        let Some(nash) = found.nash else { return Ok(()) };
        let at = gains(&nash, &from);
        if at.iter().any(|gain| *gain <= 1e-9) {
            return Ok(());
        }
        prop_assert!(found.nash_within < 1e-8, "{}", found.nash_within);
        let weights: Vec<f64> = domain.weights().into_iter().map(f64::from).collect();
        let chances: f64 = nash.deals.iter().map(|d| d.chance).sum();
        prop_assert!((chances - 1.0).abs() < 1e-9);
        for deal in deals(&domain) {
            let slope: f64 = (0..at.len())
                .map(|p| weights[p] * (domain.value(p, &deal) - &from[p]).to_f64() / at[p]).sum();
            prop_assert!(slope - weights.iter().sum::<f64>() <= 1e-6, "{slope}");
        }
        // Whoever is treated worst by equal shares is not treated worse by the other rules.
        let least = |l: &Lottery| gains(l, &from).into_iter().fold(f64::INFINITY, f64::min);
        let egalitarian = found.egalitarian.unwrap();
        prop_assert!(least(&egalitarian) >= least(&nash) - 1e-7);
        let sum = |l: &Lottery| gains(l, &from).iter().sum::<f64>();
        let most = sum(&found.utilitarian.unwrap());
        prop_assert!(most >= sum(&nash) - 1e-7 * most.abs().max(1.0));
    }
}
