//! The search against plain enumeration.

use super::{Goal, Search, Sums};
use proptest::prelude::*;

struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n).unwrap()
    }

    fn number(&mut self) -> f64 {
        self.below(41) as f64 - 20.0
    }
}

fn random(draw: &mut Draw, count: usize, entangled: bool) -> Sums {
    let sizes: Vec<usize> = (0..2 + draw.below(5)).map(|_| 1 + draw.below(4)).collect();
    let mut sums = Sums::new(sizes.clone());
    for _ in 0..count {
        let constant = draw.number() + 10.0;
        let sum = sums.push(constant);
        for (issue, &size) in sizes.iter().enumerate() {
            let worth: Vec<f64> = (0..size).map(|_| draw.number()).collect();
            sums.add_table(sum, &[issue], &worth);
        }
    }
    for _ in 0..if entangled { 1 + draw.below(3) } else { 0 } {
        let mut issues: Vec<usize> = (0..sizes.len()).filter(|_| draw.below(2) == 0).collect();
        issues.truncate(3);
        let combinations: usize = issues.iter().map(|&i| sizes[i]).product();
        let worth: Vec<f64> = (0..combinations).map(|_| draw.number()).collect();
        sums.add_table(draw.below(count as u64), &issues, &worth);
        let mut bounds: Vec<(usize, Vec<bool>)> = Vec::new();
        for (issue, &size) in sizes.iter().enumerate() {
            if draw.below(2) == 0 {
                bounds.push((issue, (0..size).map(|_| draw.below(3) > 0).collect()));
            }
        }
        if !bounds.is_empty() {
            let worth = draw.number();
            sums.add_region(draw.below(count as u64), &bounds, worth);
        }
    }
    sums
}

fn deals(sizes: &[usize]) -> Vec<Vec<usize>> {
    let mut deals = vec![Vec::new()];
    for &size in sizes {
        deals = deals
            .iter()
            .flat_map(|deal| (0..size).map(move |o| [deal.as_slice(), &[o]].concat()))
            .collect();
    }
    deals
}

fn accepts(deal: &[usize], mood: usize) -> bool {
    let sum: usize = deal.iter().enumerate().map(|(i, o)| (i + 2) * (o + 1)).sum();
    mood == 0 || !(sum * 7 + mood).is_multiple_of(mood + 2)
}

fn goals(count: usize) -> Vec<Goal> {
    let all: Vec<usize> = (0..count).collect();
    vec![
        Goal::Sum(0),
        Goal::Product { gains: all.clone(), weights: vec![1.0; count] },
        Goal::Least(all),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn the_best_deals_are_found_as_by_enumeration(seed in any::<u64>(), mood in 0_usize..4) {
        let mut draw = Draw(seed);
        let count = 2 + draw.below(2);
        let entangled = draw.below(2) == 0;
        let sums = random(&mut draw, count, entangled);
        let floors: Vec<usize> = (0..count).filter(|_| draw.below(3) > 0).collect();
        for goal in goals(count) {
            let search =
                Search { sums: &sums, floors: &floors, goal: &goal, branches: 1_000_000, ties: 10_000 };
            let found = search.run(|deal| accepts(deal, mood));
            prop_assert!(found.complete && found.all);
            let mut best: Option<(f64, Vec<Vec<usize>>)> = None;
            for deal in deals(&sums.sizes) {
                let values = sums.values(&deal);
                let worth = goal.at(&values);
                let met = floors.iter().all(|&f| values[f] >= 0.0) && worth.is_finite();
                if !met || !accepts(&deal, mood) {
                    continue;
                }
                match &mut best {
                    Some((known, deals)) if (worth - *known).abs() < 1e-9 => deals.push(deal),
                    Some((known, _)) if worth < *known => {}
                    _ => best = Some((worth, vec![deal])),
                }
            }
            match (&found.best, &best) {
                (Some((goal, deals)), Some((known, expected))) => {
                    prop_assert!((goal - known).abs() < 1e-9);
                    prop_assert_eq!(deals, expected);
                }
                (found, best) => prop_assert!(found.is_none() && best.is_none(), "{best:?}"),
            }
        }
    }

    #[test]
    fn what_is_left_open_is_never_better_than_the_bound(seed in any::<u64>(), branches in 1_u64..40) {
        let mut draw = Draw(seed);
        let sums = random(&mut draw, 3, true);
        for goal in goals(3) {
            let search = Search { sums: &sums, floors: &[1, 2], goal: &goal, branches, ties: 10 };
            let found = search.run(|_| true);
            let best = deals(&sums.sizes).iter().map(|deal| sums.values(deal))
                .filter(|values| values[1] >= 0.0 && values[2] >= 0.0)
                .map(|values| goal.at(&values)).fold(f64::NEG_INFINITY, f64::max);
            prop_assert!(best <= found.bound + 1e-7, "{best} {found:?}");
            if let Some((goal, _)) = found.best {
                prop_assert!(goal <= best + 1e-9);
            }
        }
    }
}

#[test]
fn thirty_issues_are_no_matter() {
    let mut draw = Draw(3);
    let mut sums = Sums::new(vec![4; 30]);
    for party in 0..5 {
        let sum = sums.push(-150.0);
        for issue in 0..30 {
            let mut worth: Vec<f64> = (0..4).map(|_| draw.below(1000) as f64 / 40.0).collect();
            worth.sort_by(f64::total_cmp);
            if (party + issue) % 2 == 0 {
                worth.reverse();
            }
            sums.add_table(sum, &[issue], &worth);
        }
    }
    for goal in goals(5) {
        let search = Search {
            sums: &sums,
            floors: &[0, 1, 2, 3, 4],
            goal: &goal,
            branches: 3_000_000,
            ties: 10,
        };
        let found = search.run(|_| true);
        let (best, _) = found.best.unwrap();
        assert!(found.bound - best <= 0.02 * best.abs(), "{best} {}", found.bound);
    }
}
