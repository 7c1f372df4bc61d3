//! What to trade with whom: what each issue is worth to each party, and which exchanges of two issues
//! leave both better off.
//!
//! 1. The stake of a party in an issue is what it loses from its best option to its worst, as a share of
//!    what it loses from its best deal to its worst: shares do not depend on units.
//! 2. Two parties are opposed on an issue where neither option that one likes best is liked best by the
//!    other. What each has at stake there lies between the two options. The quotient of the two stakes is
//!    the marginal rate: what a point costs one, when it gives the other a point.
//! 3. A logrolling pair is two opposed issues with different rates: each party gives way where the other
//!    has more at stake (Froman and Cohen, Behavioral Science 1970; Raiffa, The Art and Science of
//!    Negotiation, 1982). The pair with the largest quotient of rates is told for every two parties.
//! 4. From a package, every pair of changes of two issues is tried: those are told that are worse for
//!    nobody and better for somebody, though each of the two alone is worse for somebody.
//!
//! Cost: O(options x parties^2), and for a package O(options^2 x parties). Terms over several issues count
//! in the exchanges from a package, and are left out of the stakes.

use super::domain::Domain;
use crate::num::rational::Rational;
use serde::Serialize;

/// More single changes than this are not paired.
const MOST_CHANGES: usize = 3_000;
/// So many exchanges are told.
const TOLD: usize = 12;

/// What the parties have to trade with each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Trade {
    /// By issue.
    pub issues: Vec<Stakes>,
    /// The best logrolling pair of every two parties that have one, the largest quotient of rates first.
    pub pairs: Vec<Logroll>,
    /// Whether terms over several issues are left out.
    pub partial: bool,
}

/// What an issue is worth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stakes {
    /// Its name.
    pub issue: String,
    /// By party: from its best option to its worst, as a share of its whole range.
    pub stakes: Vec<f64>,
    /// By party: the first of the options that it likes best.
    pub best: Vec<String>,
    /// For every two opposed parties (numbers, the first smaller): how many points of its range the
    /// second loses for each point that the first gains.
    pub rates: Vec<Rate>,
}

/// A marginal rate between two parties.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rate {
    /// The party that gains.
    pub gains: usize,
    /// The party that loses.
    pub loses: usize,
    /// Points that the one loses for a point of the other.
    pub rate: f64,
}

/// Two issues to trade for each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Logroll {
    /// Two parties.
    pub parties: [String; 2],
    /// The issue on which the second should give way to the first.
    pub to_first: String,
    /// The issue on which the first should give way to the second.
    pub to_second: String,
    /// How many times more a concession on these is worth than it costs, both ways together.
    pub quotient: f64,
}

/// An exchange that improves a package.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Exchange {
    /// What changes: issue, the package's option, the new one.
    pub changes: Vec<(String, String, String)>,
    /// By party, in its own units.
    pub gains: Vec<Rational>,
}

/// The exchanges of two issues that are better than a package, the largest least share first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Exchanges {
    /// How many there are; absent where there are too many options to look at all pairs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// The best of them.
    pub best: Vec<Exchange>,
}

/// What the parties of a domain have to trade.
#[must_use]
pub fn trade(domain: &Domain) -> Trade {
    let ranges: Vec<f64> = domain.parties.iter().map(|party| whole_range(&party.values)).collect();
    let mut trade = Trade { partial: !domain.is_additive(), ..Trade::default() };
    for i in 0..domain.issues.len() {
        trade.issues.push(stakes(domain, i, &ranges));
    }
    for first in 0..domain.parties.len() {
        for second in first + 1..domain.parties.len() {
            trade.pairs.extend(logroll(domain, &trade.issues, [first, second]));
        }
    }
    trade.pairs.sort_by(|a, b| b.quotient.total_cmp(&a.quotient));
    trade
}

fn whole_range(values: &[Vec<Rational>]) -> f64 {
    let range: f64 = values.iter().map(|options| spread(options).to_f64()).sum();
    if range > 0.0 { range } else { 1.0 }
}

fn spread(options: &[Rational]) -> Rational {
    match (options.iter().max(), options.iter().min()) {
        (Some(most), Some(least)) => most - least,
        _ => Rational::ZERO,
    }
}

fn stakes(domain: &Domain, issue: usize, ranges: &[f64]) -> Stakes {
    let options = &domain.issues[issue].options;
    let values = |party: usize| &domain.parties[party].values[issue];
    let most = |party: usize| values(party).iter().max().cloned().unwrap_or_default();
    let best: Vec<Vec<usize>> = (0..ranges.len())
        .map(|p| (0..options.len()).filter(|&o| values(p)[o] == most(p)).collect())
        .collect();
    let mut rates = Vec::new();
    for p in 0..ranges.len() {
        for q in p + 1..ranges.len() {
            if best[p].iter().any(|option| best[q].contains(option)) {
                continue;
            }
            // Of what one likes best, what the other minds least.
            let (Some(of_p), Some(of_q)) = (
                best[p].iter().max_by_key(|&&o| &values(q)[o]),
                best[q].iter().max_by_key(|&&o| &values(p)[o]),
            ) else {
                continue;
            };
            let gained = (&values(p)[*of_p] - &values(p)[*of_q]).to_f64() / ranges[p];
            let lost = (&values(q)[*of_q] - &values(q)[*of_p]).to_f64() / ranges[q];
            rates.push(Rate { gains: p, loses: q, rate: lost / gained });
        }
    }
    Stakes {
        issue: domain.issues[issue].name.clone(),
        stakes: ranges.iter().enumerate().map(|(p, r)| spread(values(p)).to_f64() / r).collect(),
        best: best.iter().map(|best| options[best[0]].clone()).collect(),
        rates,
    }
}

fn logroll(domain: &Domain, issues: &[Stakes], [first, second]: [usize; 2]) -> Option<Logroll> {
    let rates = issues.iter().filter_map(|issue| {
        let rate = issue.rates.iter().find(|r| r.gains == first && r.loses == second)?;
        Some((&issue.issue, rate.rate))
    });
    let (cheap, least) = rates.clone().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let (dear, most) = rates.max_by(|a, b| a.1.total_cmp(&b.1))?;
    (most > least).then(|| Logroll {
        parties: [domain.parties[first].name.clone(), domain.parties[second].name.clone()],
        to_first: cheap.clone(),
        to_second: dear.clone(),
        quotient: most / least,
    })
}

/// The exchanges of two issues that are better than a package for somebody and worse for nobody.
#[must_use]
pub fn exchanges(domain: &Domain, package: &[usize]) -> Exchanges {
    let now = domain.values(package);
    let ranges: Vec<f64> = domain.parties.iter().map(|party| whole_range(&party.values)).collect();
    let gain = |deal: &[usize]| -> Vec<Rational> {
        domain.values(deal).iter().zip(&now).map(|(new, old)| new - old).collect()
    };
    let mut changes: Vec<(usize, usize, Vec<Rational>)> = Vec::new();
    for (i, issue) in domain.issues.iter().enumerate() {
        for option in (0..issue.options.len()).filter(|&option| option != package[i]) {
            if changes.len() == MOST_CHANGES {
                return Exchanges::default();
            }
            let mut deal = package.to_vec();
            deal[i] = option;
            changes.push((i, option, gain(&deal)));
        }
    }
    let hurts = |gains: &[Rational]| gains.iter().any(Rational::is_negative);
    let mut found: Vec<(f64, f64, [usize; 2], Vec<Rational>)> = Vec::new();
    let entangled = !domain.is_additive();
    for (a, one) in changes.iter().enumerate() {
        for (b, other) in changes.iter().enumerate().skip(a + 1) {
            if one.0 == other.0 || !hurts(&one.2) || !hurts(&other.2) {
                continue;
            }
            let gains = if entangled {
                let mut deal = package.to_vec();
                (deal[one.0], deal[other.0]) = (one.1, other.1);
                if !domain.allows(&deal) {
                    continue;
                }
                gain(&deal)
            } else {
                one.2.iter().zip(&other.2).map(|(x, y)| x + y).collect()
            };
            if !hurts(&gains) && gains.iter().any(Rational::is_positive) {
                let shares = gains.iter().zip(&ranges).map(|(g, range)| g.to_f64() / range);
                let least = shares.clone().fold(f64::INFINITY, f64::min);
                found.push((least, shares.sum(), [a, b], gains));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    let count = found.len();
    let told = |index: usize| {
        let (issue, option, _) = &changes[index];
        let issue = (&domain.issues[*issue], package[*issue]);
        (issue.0.name.clone(), issue.0.options[issue.1].clone(), issue.0.options[*option].clone())
    };
    let best = found.into_iter().take(TOLD).map(|(_, _, pair, gains)| Exchange {
        changes: pair.into_iter().map(told).collect(),
        gains,
    });
    Exchanges { count: Some(count), best: best.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deal::structured::{Issue, Party};

    fn two_issues() -> Domain {
        let issue = |name: &str| Issue {
            name: name.to_owned(),
            options: vec!["low".to_owned(), "high".to_owned()],
        };
        let mut domain = Domain { issues: vec![issue("a"), issue("b")], ..Domain::default() };
        for (name, values) in [("p", [[9, 0], [1, 0]]), ("q", [[0, 2], [0, 8]])] {
            let mut party = Party::new(name, &domain.issues);
            party.values = values.map(|v| v.map(Rational::from).to_vec()).to_vec();
            domain.parties.push(party);
        }
        domain
    }

    #[test]
    fn each_party_gives_way_where_the_other_has_more_at_stake() {
        let trade = trade(&two_issues());
        assert_eq!(trade.issues[0].stakes, [0.9, 0.2]);
        let pair = &trade.pairs[0];
        assert_eq!((pair.to_first.as_str(), pair.to_second.as_str()), ("a", "b"));
        assert!((pair.quotient - (0.8 / 0.1) / (0.2 / 0.9)).abs() < 1e-12);
    }

    #[test]
    fn an_exchange_pays_though_each_half_of_it_hurts() {
        let found = exchanges(&two_issues(), &[1, 0]);
        assert_eq!(found.count, Some(1));
        assert_eq!(found.best[0].gains, [Rational::from(8), Rational::from(6)]);
        assert_eq!(exchanges(&two_issues(), &[0, 1]).count, Some(0), "an efficient package");
    }
}
