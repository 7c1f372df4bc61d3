//! Lotteries against all deals: hulls by hand, and certificates that nothing is better.

use super::domain::Domain;
use super::lottery::{Lottery, lotteries};
use super::program::{Program, Row};
use super::tests::{deals, random};
use crate::num::rational::Rational;
use proptest::prelude::*;

fn disagreement(domain: &Domain) -> Vec<Rational> {
    let all = deals(domain);
    (0..domain.parties.len())
        .map(|p| {
            let least = all.iter().map(|deal| domain.value(p, deal)).min().unwrap();
            domain.parties[p].reservation.clone().map_or(least.clone(), |r| r.max(least))
        })
        .collect()
}

/// The upper right corners of the hull of all deals, from the definition: points that some positive
/// weights rank alone above all others.
fn hull(domain: &Domain) -> Vec<Vec<Rational>> {
    let mut points: Vec<Vec<Rational>> =
        deals(domain).iter().map(|deal| domain.values(deal)).collect();
    points.sort_by(|a, b| b.cmp(a));
    points.dedup();
    let mut hull: Vec<Vec<Rational>> = Vec::new();
    for point in points {
        if hull.last().is_some_and(|last| point[1] <= last[1]) {
            continue;
        }
        while let [.., a, b] = hull.as_slice() {
            let below =
                (&point[1] - &a[1]) * (&a[0] - &b[0]) >= (&b[1] - &a[1]) * (&a[0] - &point[0]);
            if !below {
                break;
            }
            hull.pop();
        }
        hull.push(point);
    }
    hull
}

fn gains(lottery: &Lottery, from: &[Rational]) -> Vec<f64> {
    lottery.values.iter().zip(from).map(|(value, from)| value - from.to_f64()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn corners_are_those_of_the_hull_of_all_deals(seed in any::<u64>()) {
        let domain = random(seed, true, 2);
        if domain.parties.len() != 2 {
            return Ok(());
        }
        let found = lotteries(&domain, &disagreement(&domain)).unwrap();
        let corners: Vec<Vec<Rational>> = found.corners.iter().map(|c| c.values.clone()).collect();
        prop_assert_eq!(corners, hull(&domain));
    }

    #[test]
    fn a_linear_program_proves_its_answer_by_its_prices(seed in any::<u64>(), level in 0_i64..3) {
        let domain = random(seed, true, 4);
        let n = domain.parties.len();
        let from = disagreement(&domain);
        let rows: Vec<Row> = (0..n).map(|party| Row {
            weights: (0..n).map(|p| Rational::from(i64::from(p == party))).collect(),
            slope: Rational::from(1 + i64::try_from((seed >> (8 * party)) % 3).unwrap()),
            level: if party == 0 { Rational::from(level) } else { Rational::ZERO },
        }).collect();
        let (most, mixture) = Program::of(&domain, &from).maximise(&rows).unwrap();
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
    fn no_deal_leads_upwards_from_the_nash_lottery(seed in any::<u64>()) {
        let domain = random(seed, true, 4);
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
