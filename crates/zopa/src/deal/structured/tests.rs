//! The search against plain enumeration.

use super::answer::{Answer, Plan, Point, solve};
use super::domain::{Domain, Issue, Party, Region, Term};
use crate::num::rational::Rational;
use proptest::prelude::*;

/// A small source of numbers for random domains, from one seed.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn index(&mut self, n: usize) -> usize {
        usize::try_from(self.below(n as u64)).unwrap()
    }

    fn number(&mut self, range: u64) -> Rational {
        let above = i64::try_from(self.below(range)).unwrap() - i64::try_from(range / 4).unwrap();
        Rational::new(above, i64::try_from(1 + self.below(3)).unwrap()).unwrap()
    }

    fn region(&mut self, issues: &[Issue]) -> Region {
        let mut bounds = Vec::new();
        for (i, issue) in issues.iter().enumerate() {
            if self.below(2) == 0 {
                let mut options: Vec<usize> =
                    (0..issue.options.len()).filter(|_| self.below(3) > 0).collect();
                if options.is_empty() {
                    options.push(0);
                }
                bounds.push((i, options));
            }
        }
        Region { bounds }
    }
}

pub(super) fn random(seed: u64, additive: bool, most_parties: usize) -> Domain {
    let mut draw = Draw(seed);
    let issues: Vec<Issue> = (0..1 + draw.index(5))
        .map(|i| Issue {
            name: format!("i{i}"),
            options: (0..1 + draw.index(4)).map(|o| format!("o{o}")).collect(),
        })
        .collect();
    let range = [3, 8, 40, 1 << 30][draw.index(4)];
    let mut parties = Vec::new();
    for p in 0..1 + draw.index(most_parties) {
        let mut party = Party::new(format!("p{p}"), &issues);
        for value in party.values.iter_mut().flatten() {
            *value = draw.number(range);
        }
        party.constant = draw.number(5);
        if draw.below(2) == 0 {
            party.reservation = Some(draw.number(range));
        }
        for _ in 0..if additive { 0 } else { draw.below(3) } {
            let worth = draw.number(range);
            party.terms.push(Term::Rectangle { region: draw.region(&issues), worth });
        }
        if !additive && issues.len() > 1 {
            let (a, b) = (draw.index(issues.len()), draw.index(issues.len()));
            if a != b {
                let cells = issues[a].options.len() * issues[b].options.len();
                let worth = (0..cells).map(|_| draw.number(range)).collect();
                party.terms.push(Term::Table { issues: vec![a, b], worth });
            }
        }
        if draw.below(3) == 0 {
            party.weight = 1 + u32::try_from(draw.below(3)).unwrap();
        }
        parties.push(party);
    }
    let mut forbidden = Vec::new();
    if !additive && draw.below(3) == 0 {
        forbidden.push(draw.region(&issues));
    }
    Domain { name: "random".into(), issues, parties, forbidden }
}

pub(super) fn deals(domain: &Domain) -> Vec<Vec<usize>> {
    let mut deals = vec![Vec::new()];
    for issue in &domain.issues {
        deals = deals
            .iter()
            .flat_map(|deal| (0..issue.options.len()).map(|o| [deal.as_slice(), &[o]].concat()))
            .collect();
    }
    deals.retain(|deal| domain.allows(deal));
    deals
}

fn named(domain: &Domain, deal: &[usize]) -> Vec<String> {
    domain.issues.iter().zip(deal).map(|(i, &o)| i.options[o].clone()).collect()
}

type Found = Vec<(Vec<Rational>, Vec<Vec<String>>)>;

fn found(points: &[Point]) -> Found {
    let deals = |point: &Point| point.deals.iter().map(|d| d.values().cloned().collect()).collect();
    let mut found: Found = points.iter().map(|p| (p.values.clone(), deals(p))).collect();
    found.sort();
    found
}

/// The best by a score among deals at or above disagreement, straight from the definition.
fn best(domain: &Domain, d: &[Rational], score: impl Fn(&[Rational]) -> Vec<Rational>) -> Found {
    let candidates: Vec<(Vec<Rational>, Vec<usize>)> = deals(domain)
        .into_iter()
        .map(|deal| (domain.values(&deal), deal))
        .filter(|(values, _)| values.iter().zip(d).all(|(v, d)| v >= d))
        .collect();
    let gains = |values: &[Rational]| -> Vec<Rational> {
        values.iter().zip(d).map(|(v, d)| v - d).collect()
    };
    let Some(most) = candidates.iter().map(|(values, _)| score(&gains(values))).max() else {
        return Vec::new();
    };
    let mut grouped: std::collections::BTreeMap<Vec<Rational>, Vec<Vec<String>>> =
        Default::default();
    for (values, deal) in candidates {
        if score(&gains(&values)) == most {
            grouped.entry(values).or_default().push(named(domain, &deal));
        }
    }
    grouped.into_iter().collect()
}

fn agrees(domain: &Domain) {
    let plan = Plan { points: usize::MAX, deals: usize::MAX, ..Plan::default() };
    let answer: Answer = solve(domain, &plan);
    assert!(answer.exact && answer.limits.is_empty());
    let all: Vec<(Vec<Rational>, Vec<usize>)> =
        deals(domain).into_iter().map(|deal| (domain.values(&deal), deal)).collect();
    let dominates = |a: &[Rational], b: &[Rational]| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
    let mut frontier: std::collections::BTreeMap<Vec<Rational>, Vec<Vec<String>>> =
        Default::default();
    for (values, deal) in &all {
        if !all.iter().any(|(other, _)| dominates(other, values)) {
            frontier.entry(values.clone()).or_default().push(named(domain, deal));
        }
    }
    assert_eq!(answer.frontier.size, frontier.len());
    assert_eq!(found(&answer.frontier.points), frontier.into_iter().collect::<Found>());
    if all.is_empty() {
        return;
    }
    let d: Vec<Rational> = (0..domain.parties.len())
        .map(|p| {
            let least = all.iter().map(|(values, _)| values[p].clone()).min().unwrap();
            domain.parties[p].reservation.clone().map_or(least.clone(), |r| r.max(least))
        })
        .collect();
    assert_eq!(answer.disagreement, d);
    let ideal: Vec<Rational> = (0..d.len())
        .map(|p| {
            let above = all.iter().filter(|(v, _)| v.iter().zip(&d).all(|(v, d)| v >= d));
            above.map(|(v, _)| &v[p] - &d[p]).max().unwrap_or_default()
        })
        .collect();
    let sorted = |mut x: Vec<Rational>| {
        x.sort();
        x
    };
    let spread: Vec<Rational> = (0..d.len())
        .map(|p| {
            let of = || all.iter().map(|(values, _)| &values[p]);
            of().max().unwrap() - of().min().unwrap()
        })
        .collect();
    let nash = |gains: &[Rational]| {
        let count = i64::try_from(gains.iter().filter(|gain| gain.is_positive()).count()).unwrap();
        let mut product = Rational::ONE;
        for (p, gain) in gains.iter().enumerate().filter(|(_, gain)| gain.is_positive()) {
            for _ in 0..domain.parties[p].weight {
                product = &product * &gain.checked_div(&spread[p]).unwrap();
            }
        }
        vec![Rational::from(count), product]
    };
    let ks = |gains: &[Rational]| {
        sorted(gains.iter().zip(&ideal).filter_map(|(g, i)| g.checked_div(i)).collect())
    };
    let s = &answer.solutions;
    assert_eq!(found(&s.nash), best(domain, &d, nash));
    assert_eq!(found(&s.kalai_smorodinsky), best(domain, &d, ks));
    assert_eq!(found(&s.egalitarian), best(domain, &d, |gains| sorted(gains.to_vec())));
    assert_eq!(found(&s.utilitarian), best(domain, &d, |gains| vec![gains.iter().sum()]));
    let many = super::many::solutions(domain, &answer.disagreement, &answer.ranges);
    assert!(many.limits.is_empty(), "{:?}", many.limits);
    assert_eq!(found(&many.solutions.utilitarian), found(&s.utilitarian));
    assert_eq!(found(&many.solutions.egalitarian), found(&s.egalitarian));
    assert_eq!(found(&many.solutions.kalai_smorodinsky), found(&s.kalai_smorodinsky));
    assert_eq!(found(&many.solutions.nash), found(&s.nash));
    for (one, other) in many.best.iter().zip(answer.best.values()) {
        assert_eq!(found(one), found(other));
    }
    let only = solve(domain, &Plan { above_reservations: true, ..plan });
    assert_eq!(only.solutions, answer.solutions);
    assert_eq!(only.frontier.above_reservations, answer.frontier.above_reservations);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn additive_domains_are_solved_as_by_enumeration(seed in any::<u64>()) {
        agrees(&random(seed, true, 5));
    }

    #[test]
    fn entangled_and_restricted_domains_are_solved_as_by_enumeration(seed in any::<u64>()) {
        agrees(&random(seed, false, 4));
    }

    #[test]
    fn a_thinned_frontier_keeps_its_promise(seed in any::<u64>(), sums in 4_usize..60) {
        let domain = random(seed, true, 3);
        let plan = Plan { points: usize::MAX, sums, ..Plan::default() };
        let answer = solve(&domain, &plan);
        let Some(epsilon) = answer.epsilon else { return Ok(()) };
        if answer.frontier.size == 0 {
            prop_assert!(!answer.limits.is_empty() && !answer.exact);
            return Ok(());
        }
        let range: Vec<f64> = domain.parties.iter().map(|party| {
            let spread = |options: &Vec<Rational>| {
                (options.iter().max().unwrap() - options.iter().min().unwrap()).to_f64()
            };
            party.values.iter().map(spread).sum()
        }).collect();
        for deal in deals(&domain) {
            let values = domain.values(&deal);
            let near = |point: &Point| {
                point.values.iter().zip(&values).zip(&range).all(|((have, want), range)| {
                    (want - have).to_f64() <= epsilon * range + 1e-9 * range
                })
            };
            prop_assert!(answer.frontier.points.iter().any(near));
        }
    }
}

#[test]
fn numbers_too_wide_for_any_machine_word_are_exact_all_the_same() {
    let mut domain = random(7, true, 2);
    domain.issues = (0..4)
        .map(|i| Issue { name: format!("i{i}"), options: vec!["a".into(), "b".into()] })
        .collect();
    domain.parties = (0..2)
        .map(|p| {
            let mut party = Party::new(format!("p{p}"), &domain.issues);
            for (i, value) in party.values.iter_mut().enumerate() {
                let digits = format!("0.{}{}", "0".repeat(45), 1 + i);
                value[p] = digits.parse().unwrap();
                value[1 - p] = "1e9".parse().unwrap();
            }
            party
        })
        .collect();
    agrees(&domain);
}
