//! All equilibria of a table for two players: the extreme ones, and the sets that they span.
//!
//! 1. All corners of the two polytopes of `super::bimatrix` are visited by pivots from the origins; under the
//!    lexicographic rule every corner is simple, and the graph of pivots is connected.
//! 2. Pairs of corners that have all labels between them are the extreme equilibria (O. Mangasarian 1964).
//! 3. All equilibria are the mixtures of those: the sets of corners of P and Q that go together each with each are the
//!    convex sets of equilibria (maximal Nash subsets; H. Winkels 1979; D. Avis, G. Rosenberg, R. Savani and B. von
//!    Stengel, Economic Theory 42, 2010).
//!
//! The corners are found in doubles as long as these tell all corners apart, and the equilibria are then solved for and
//! proved in whole numbers. Where they do not, as in degenerate games, tiny differences are taken for ties, and a corner
//! has the labels of all that is 0 there; what that finds is proved likewise. Only where a difference is neither tiny nor
//! clear, or a proof fails, everything is done in fractions.
//!
//! Cost: corners times (rows + columns) tests of rows times columns products; there may be about 2.6^n corners where
//! both have n strategies. Walking with reverse search (D. Avis and K. Fukuda 1992) would do without remembering the
//! corners, which here are few enough to be held, and would make each pivot twice.

use super::super::answer::{Answer, Equilibrium};
use super::super::form::{Form, Properties};
use super::super::methods::{Ask, Kind, MethodOf, Refusal};
use super::bimatrix::Bimatrix;
use super::dictionary::{Dictionary, Doubt, Figure, Tied};
use super::proof::{Basis, Proved, proved, proved_at};
use super::regret::Standing;
use super::{lemke_howson, only_two_players, table_of};
use crate::num::rational::Rational;
use indexmap::IndexSet;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Corners of one polytope.
const MOST_CORNERS: usize = 300_000;
/// Labels, a bit each.
const MOST_LABELS: usize = 128;
/// Convex sets that are told.
const SETS_TOLD: usize = 100;

/// All equilibria of a table for two players.
pub const METHOD: MethodOf = MethodOf {
    name: "extreme",
    finds: "all equilibria of a table for two players, by the extreme ones; exact",
    kind: Kind::Equilibria,
    lists: true,
    reads: &[],
    refuses,
    solve,
};

fn refuses(facts: &Properties) -> Option<Refusal> {
    only_two_players(facts).or_else(|| {
        (facts.moves > MOST_LABELS).then(|| {
            let reason = format!("the players have more than {MOST_LABELS} strategies together");
            Refusal::because(reason).instead(lemke_howson::METHOD.name)
        })
    })
}

/// A set of labels.
type Labels = u128;
/// The variables of a corner that are not 0, with their values, and its labels.
type Corner = (Vec<(usize, Rational)>, Labels);

fn solve(form: &Form, ask: &Ask) -> Result<Answer, Refusal> {
    let game = table_of(form)?;
    if let Some(refusal) = refuses(&form.properties()) {
        return Err(refusal);
    }
    let table = Bimatrix::of(game);
    let found = match in_doubles(&table).or_else(|| with_ties(&table)) {
        Some(found) => Some(found),
        None => in_fractions(&table)?,
    };
    let found = found.ok_or_else(too_large)?;
    let shown = found.equilibria.len().min(if ask.all { ask.most } else { 1 });
    let mut limits = Vec::new();
    if ask.all && shown < found.equilibria.len() {
        limits.push(format!("{shown} of {} extreme equilibria are listed", found.equilibria.len()));
    }
    let sets = found.sets.iter().filter(|(first, second)| first.len() * second.len() > 1);
    let mut notes: Vec<String> = Vec::new();
    if sets.clone().count() > 0 {
        notes.push(
            "there are endlessly many equilibria: these are the extreme ones, and all others are mixtures of them"
                .to_owned(),
        );
    }
    if ask.all {
        notes.extend(sets.clone().take(SETS_TOLD).map(|set| told(&found, set)));
        if sets.clone().count() > SETS_TOLD {
            let more = sets.count() - SETS_TOLD;
            limits.push(format!("{more} more convex sets of equilibria are not told"));
        }
    } else if sets.count() > 0 {
        notes.push("--all tells which can be mixed".to_owned());
    }
    Ok(Answer {
        method: METHOD.name,
        parameters: vec![("extreme equilibria", found.equilibria.len().to_string())],
        exact: true,
        complete: shown == found.equilibria.len(),
        equilibria: found.equilibria[..shown].to_vec(),
        limits,
        notes,
    })
}

fn too_large() -> Refusal {
    Refusal::because(format!("there are more than {MOST_CORNERS} corners to be looked at"))
        .instead(lemke_howson::METHOD.name)
}

/// Extreme equilibria, in the order of their mixes.
struct Found {
    equilibria: Vec<Equilibrium>,
    /// By equilibrium, its corner of P and of Q.
    pairs: Vec<(usize, usize)>,
    /// Corners of P and of Q that go together each with each.
    sets: Vec<(BTreeSet<usize>, BTreeSet<usize>)>,
}

impl Found {
    fn of(found: Vec<(Proved, (usize, usize))>) -> Self {
        let mut found = found;
        found.sort_by(|a, b| b.0.profile.cmp(&a.0.profile));
        let pairs: Vec<(usize, usize)> = found.iter().map(|(_, pair)| *pair).collect();
        let equilibria = found.into_iter().map(|(proved, _)| proved.listed()).collect();
        let sets = convex_sets(&pairs);
        Self { equilibria, pairs, sets }
    }
}

fn told(found: &Found, (first, second): &(BTreeSet<usize>, BTreeSet<usize>)) -> String {
    let within = |(p, q): &(usize, usize)| first.contains(p) && second.contains(q);
    let numbers = (1..).zip(&found.pairs).filter(|(_, pair)| within(pair));
    let numbers: Vec<String> = numbers.map(|(number, _): (usize, _)| number.to_string()).collect();
    format!(
        "equilibria {} span a convex set: whatever either mixes of what it does in them is an equilibrium with \
         whatever the other does",
        numbers.join(", ")
    )
}

/// The equilibria, if doubles tell all corners apart and what they find is proved.
fn in_doubles(table: &Bimatrix<'_>) -> Option<Found> {
    let [p, q] = table.origins_in_doubles(|payoff| payoff);
    let all = all_labels(table);
    let (first, second) = rayon::join(|| simple_corners(p), || simple_corners(q));
    let (first, second) = (first?, second?);
    let of_second: BTreeMap<Labels, usize> = second.iter().copied().zip(0..).collect();
    let mut found = Vec::new();
    for (at, labels) in first.iter().enumerate() {
        let Some(&other) = of_second.get(&(all & !labels)) else { continue };
        let used = |labels: Labels, from: usize, to: usize| -> Vec<usize> {
            (from..to).filter(|label| labels >> label & 1 == 0).map(|label| label - from).collect()
        };
        let supports =
            [used(*labels, 0, table.rows), used(second[other], table.rows, table.labels())];
        if supports.iter().any(Vec::is_empty) {
            continue;
        }
        found.push((proved(table, &supports)?, (at, other)));
    }
    Some(Found::of(found))
}

/// The labels of all corners, those of their cobasic variables; if doubles tell that all corners are simple, and there
/// are not too many.
fn simple_corners(origin: Dictionary<f64>) -> Option<Vec<Labels>> {
    let mut seen = IndexSet::from([cobasic(&origin)]);
    let mut open = vec![origin];
    let mut done: Vec<Dictionary<f64>> = Vec::new();
    let mut rows = Vec::new();
    while let Some(corner) = open.pop() {
        corner.leaving_all(&mut rows).ok()?;
        let labels = cobasic(&corner);
        for (column, &row) in rows.iter().enumerate() {
            let (entering, leaving) = (corner.cobasic()[column], corner.basic(row));
            if seen.insert(labels & !(1 << entering) | 1 << leaving) {
                let mut next = match done.pop() {
                    Some(mut used) => {
                        used.clone_from(&corner);
                        used
                    }
                    None => corner.clone(),
                };
                next.pivot(row, column).ok()?;
                open.push(next);
            }
        }
        if seen.len() > MOST_CORNERS {
            return None;
        }
        done.push(corner);
    }
    Some(seen.into_iter().collect())
}

/// The same for tables whose polytopes have corners that are not simple, tiny differences of doubles being ties.
fn with_ties(table: &Bimatrix<'_>) -> Option<Found> {
    let [p, q] = table.origins_in_doubles(Tied);
    let all = all_labels(table);
    // Of each corner all its labels, and those of one of its dictionaries.
    let labels = |origin| -> Option<Vec<(Labels, Labels)>> {
        let mut found: BTreeMap<Labels, Labels> = BTreeMap::new();
        let whole = corners(origin, &mut |corner: &Dictionary<Tied>| {
            let own = cobasic(corner);
            let mut labels = own;
            for (variable, value) in corner.values() {
                match value.sign() {
                    Ok(Ordering::Greater) => {}
                    Ok(Ordering::Equal) => labels |= 1 << variable,
                    Ok(Ordering::Less) | Err(Doubt) => return false,
                }
            }
            found.entry(labels).or_insert(own);
            true
        });
        whole.ok().filter(|whole| *whole).map(|_| found.into_iter().collect())
    };
    let (first, second) = rayon::join(|| labels(p), || labels(q));
    let (first, second) = (first?, second?);
    let is_simple = |labels: Labels, own: Labels| labels == own;
    let of_simple: BTreeMap<Labels, usize> = (0..)
        .zip(&second)
        .filter(|(_, (labels, own))| is_simple(*labels, *own))
        .map(|(at, (labels, _))| (*labels, at))
        .collect();
    let tied: Vec<usize> =
        (0..second.len()).filter(|&at| !is_simple(second[at].0, second[at].1)).collect();
    let everything: Vec<usize> = (0..second.len()).collect();
    let rows = all_of(0, table.rows);
    let within = |labels: Labels, from: usize, to: usize| -> Vec<usize> {
        (from..to).filter(|label| labels >> label & 1 == 1).map(|label| label - from).collect()
    };
    let mut found = Vec::new();
    for (at, &(labels, own)) in first.iter().enumerate() {
        // A simple corner goes with the simple one that has just the others, and with some that are not simple.
        let simple = is_simple(labels, own);
        let partner = of_simple.get(&(all & !labels)).filter(|_| simple);
        let others = if simple { &tied } else { &everything };
        for &other in partner.into_iter().chain(others) {
            let (more, others_own) = second[other];
            let is_origin = labels & rows == rows || more & !rows == all & !rows;
            if labels | more != all || is_origin {
                continue;
            }
            let bases = [
                Basis {
                    mixed: within(!own, 0, table.rows),
                    indifferent: within(own, table.rows, table.labels()),
                },
                Basis {
                    mixed: within(!others_own, table.rows, table.labels()),
                    indifferent: within(others_own, 0, table.rows),
                },
            ];
            found.push((proved_at(table, &bases)?, (at, other)));
        }
    }
    Some(Found::of(found))
}

/// The labels from one to another.
fn all_of(from: usize, to: usize) -> Labels {
    (from..to).fold(0, |labels, label| labels | 1 << label)
}

/// The same in fractions; `None` where there are too many corners.
fn in_fractions(table: &Bimatrix<'_>) -> Result<Option<Found>, Refusal> {
    let all = all_labels(table);
    // Corners that only the rule tells apart are one.
    let distinct = |origin: Dictionary<Rational>| -> Result<Option<Vec<Corner>>, Doubt> {
        let mut found: BTreeMap<Vec<(usize, Rational)>, Labels> = BTreeMap::new();
        let whole = corners(origin, &mut |corner| {
            let mut labels = cobasic(corner);
            let mut values = Vec::new();
            for (variable, value) in corner.values() {
                if value.is_zero() {
                    labels |= 1 << variable;
                } else {
                    values.push((variable, value.clone()));
                }
            }
            values.sort_by_key(|(variable, _)| *variable);
            *found.entry(values).or_default() |= labels;
            true
        })?;
        Ok(whole.then(|| found.into_iter().collect()))
    };
    let [p, q] = table.origins_in_fractions();
    // Fractions leave no doubt.
    let doubt = |_| Refusal::because("fractions cannot be told apart");
    let (Some(first), Some(second)) = (distinct(p).map_err(doubt)?, distinct(q).map_err(doubt)?)
    else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for (at, (p, labels)) in first.iter().enumerate() {
        for (other, (q, _)) in
            second.iter().enumerate().filter(|(_, (_, more))| labels | more == all)
        {
            // The origins have no mixes.
            if let Some(profile) = table.profile([p, q]) {
                let payoffs = Standing::of(table.game, &profile).payoffs;
                found.push((Proved { profile, payoffs }, (at, other)));
            }
        }
    }
    Ok(Some(Found::of(found)))
}

fn all_labels(table: &Bimatrix<'_>) -> Labels {
    Labels::MAX >> (MOST_LABELS - table.labels())
}

fn cobasic<N: Figure>(corner: &Dictionary<N>) -> Labels {
    corner.cobasic().iter().fold(0, |labels, &variable| labels | 1 << variable)
}

/// Calls `found` with every corner that pivots lead to, until it says no or there are too many; whether all were seen.
fn corners<N: Figure>(
    origin: Dictionary<N>,
    found: &mut dyn FnMut(&Dictionary<N>) -> bool,
) -> Result<bool, Doubt> {
    // Only asked whether something is in it.
    let mut seen = IndexSet::from([cobasic(&origin)]);
    let mut open = vec![origin];
    while let Some(corner) = open.pop() {
        if !found(&corner) || seen.len() > MOST_CORNERS {
            return Ok(false);
        }
        let labels = cobasic(&corner);
        for column in 0..corner.cobasic().len() {
            let Some(row) = corner.leaving(column)? else { continue };
            let (entering, leaving) = (corner.cobasic()[column], corner.basic(row));
            if seen.insert(labels & !(1 << entering) | 1 << leaving) {
                let mut next = corner.clone();
                next.pivot(row, column)?;
                open.push(next);
            }
        }
    }
    Ok(true)
}

/// The maximal sets of corners that go together each with each, from the pairs that do.
fn convex_sets(pairs: &[(usize, usize)]) -> Vec<(BTreeSet<usize>, BTreeSet<usize>)> {
    let mut partners: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for &(p, q) in pairs {
        partners.entry(p).or_default().insert(q);
    }
    // What some corners of P have in common: all intersections of their partners.
    let mut common: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
    for own in partners.values() {
        let met: Vec<BTreeSet<usize>> =
            common.iter().map(|known| known & own).filter(|met| !met.is_empty()).collect();
        common.extend(met);
        common.insert(own.clone());
        if common.len() > pairs.len() * SETS_TOLD {
            break;
        }
    }
    let together = |second: BTreeSet<usize>| {
        let first = partners.iter().filter(|(_, own)| own.is_superset(&second));
        (first.map(|(&p, _)| p).collect(), second)
    };
    common.into_iter().map(together).collect()
}

#[cfg(test)]
pub(super) mod ways {
    //! The ways of finding all equilibria one by one, for tests.

    use super::*;
    use crate::game::form::StrategicGame;

    /// By ties of doubles, where these tell.
    pub(in crate::game::table) fn ties(game: &StrategicGame) -> Option<Vec<Equilibrium>> {
        with_ties(&Bimatrix::of(game)).map(|found| found.equilibria)
    }

    /// By fractions.
    pub(in crate::game::table) fn fractions(game: &StrategicGame) -> Vec<Equilibrium> {
        in_fractions(&Bimatrix::of(game)).unwrap().unwrap().equilibria
    }
}
