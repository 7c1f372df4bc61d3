//! The beliefs that go with a profile: consistent ones that make every move that is played best.
//!
//! Beliefs are consistent where they are the limit of those that Bayes' rule gives when every move that the profile
//! does not take is a mistake of small chance. Up to limits, the chance of mistake a is c(a) e^k(a) with whole k(a)
//! above 0 and c(a) above 0, e going to 0 (D. Kreps and R. Wilson, Econometrica 50, 1982, Lemma A1; P. Streufert, "An
//! elementary proof", 2012). So at a set that play does not reach:
//!
//! 1. the nodes that are believed at all, the *support*, are those whose mistakes have the smallest sum of k; which
//!    supports can go together is a question of linear inequalities in k;
//! 2. within a support, a node's weight is the chance of its draws times the product of c over its mistakes. With an
//!    unknown y for each different product, what makes the moves best is linear in y. Where the exponents of these
//!    products are affinely independent, y can be anything positive, and the sets of beliefs are exactly the cones
//!    that the inequalities describe; that is so in most games with few mistakes on a way. Where they are not, equal
//!    weights are tried, and if those do not do, the profile stays unsettled: with products tied to each other the
//!    question is no longer linear (all of it by cylindrical algebraic decomposition: Graf, Engesser and Nebel, 2024).
//!
//! A set of which every node has a mistake to itself, as in signalling games, is spared all that: there everything is
//! consistent.
//!
//! Cost: supports are subsets of a set's nodes, and combinations of them are tried, so exponential in the nodes of the
//! sets that are not reached; each takes linear programs of the size of the mistakes and of the nodes.

use super::pieces::{Piece, extreme, independent, largest};
use super::profiles::{Profile, Tree};
use crate::game::answer::Allowed;
use crate::num::cone::{Cone, Normal};
use crate::num::inside::inside;
use crate::num::rational::Rational;
use std::collections::{BTreeMap, BTreeSet};

/// Nodes of an unreached set of which all subsets are looked at.
const MOST_NODES: usize = 12;
/// Combinations of supports that are looked at for one profile.
const MOST_COMBINATIONS: usize = 4096;

/// What can be believed with a profile.
pub(super) enum Beliefs {
    /// Nothing that makes its moves best.
    None,
    /// It could not be told; why.
    Unsettled(String),
    /// This, and at unreached sets all of that; what was cut short, if anything.
    Some { beliefs: Vec<Rational>, allowed: Vec<Allowed>, cut: bool },
}

/// An unreached set of several nodes.
struct Open {
    set: usize,
    nodes: Vec<usize>,
    gains: Vec<Vec<Rational>>,
    /// The mistakes on the way to each node, beside those on the way to all of them.
    mistakes: Vec<Vec<usize>>,
    /// Subsets of the nodes that can be believed and make the move best, as bits.
    supports: Vec<u32>,
}

/// Which nodes of each open set are believed.
type Supports = Vec<u32>;

/// What is played, and what that makes of the tree.
pub(super) struct Played<'p> {
    /// What each node is worth to each player.
    pub(super) values: &'p [Rational],
    /// Of each node, the chance of its draws and of the moves on its way that are played now and then.
    pub(super) weights: &'p [Rational],
    /// Of each node, the moves on its way that are never played.
    pub(super) deviations: Vec<Vec<usize>>,
}

impl<'p> Played<'p> {
    /// A pure profile.
    pub(super) fn purely(tree: &'p Tree<'_>, profile: &'p Profile) -> Self {
        let deviations = tree.deviations(&tree.chances(profile));
        Self { values: &profile.values, weights: &tree.odds, deviations }
    }
}

/// The beliefs that are consistent with what is played; where `weak` is the pure profile that is played, any at unreached
/// sets.
pub(super) fn beliefs(tree: &Tree<'_>, played: &Played<'_>, weak: Option<&Profile>) -> Beliefs {
    let game = tree.game;
    let consistent = weak.is_none();
    let deviations = &played.deviations;
    let mut beliefs = vec![Rational::ZERO; game.nodes.len()];
    let mut open = Vec::new();
    for (set, infoset) in game.infosets.iter().enumerate() {
        let nodes = &infoset.nodes;
        // With consistent beliefs nobody gains who does not at one set alone (E. Hendon, H. Jacobsen and B. Sloth,
        // 1996); with others whole ways of playing on are to be compared.
        let gains = match weak {
            None => Some(tree.gains(played.values, set)),
            Some(profile) => tree.gains_on(profile, set),
        };
        let Some(gains) = gains else {
            let name = game.infoset_name(set);
            return Beliefs::Unsettled(format!(
                "there are too many ways of playing on from the set {name}"
            ));
        };
        let reached = |node: &usize| deviations[*node].is_empty();
        if nodes.iter().any(reached) {
            let weight = |node: &usize| {
                if reached(node) { played.weights[*node].clone() } else { Rational::ZERO }
            };
            let weights: Vec<Rational> = nodes.iter().map(weight).collect();
            if gains.iter().any(|gain| dot(gain, &weights).is_negative()) {
                return Beliefs::None;
            }
            believe(&mut beliefs, nodes, &weights);
        } else if let [node] = nodes[..] {
            if gains.iter().flatten().any(Rational::is_negative) {
                return Beliefs::None;
            }
            beliefs[node] = Rational::ONE;
        } else {
            open.push(Open::of(set, nodes, gains, deviations));
        }
    }
    let mut allowed = Vec::new();
    // Where each node has a mistake of its own, all is consistent, whatever is believed elsewhere.
    let free = free(&open);
    let mut bound = Vec::new();
    for (set, free) in open.into_iter().zip(free) {
        if consistent && !free {
            bound.push(set);
            continue;
        }
        let mut cone = Cone::orthant(set.nodes.len());
        for gain in &set.gains {
            cone = cone.cut(&Normal::of(gain.clone()));
        }
        let corners: Piece = cone.points().map(<[Rational]>::to_vec).collect();
        if corners.is_empty() {
            return Beliefs::None;
        }
        believe(&mut beliefs, &set.nodes, &cone.middle());
        allowed.push(Allowed { infoset: set.set, pieces: vec![corners] });
    }
    combined(tree, played, (beliefs, allowed), bound)
}

/// Of which sets every node has a mistake that leads to no other node of any.
fn free(open: &[Open]) -> Vec<bool> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let mistakes = open.iter().flat_map(|set| set.mistakes.iter().flatten());
    mistakes.for_each(|&play| *counts.entry(play).or_default() += 1);
    let own = |mistakes: &Vec<usize>| mistakes.iter().any(|play| counts[play] == 1);
    open.iter().map(|set| set.mistakes.iter().all(own)).collect()
}

impl Open {
    fn of(
        set: usize,
        nodes: &[usize],
        gains: Vec<Vec<Rational>>,
        deviations: &[Vec<usize>],
    ) -> Self {
        let common = |play: &usize| nodes.iter().all(|&node| deviations[node].contains(play));
        let own =
            |&node: &usize| deviations[node].iter().copied().filter(|play| !common(play)).collect();
        let mistakes = nodes.iter().map(own).collect();
        Self { set, nodes: nodes.to_vec(), gains, mistakes, supports: Vec::new() }
    }

    /// Finds the supports; false where none is left.
    fn look(&mut self) -> bool {
        let best = |support: &u32| {
            let kept = chosen(*support, self.nodes.len());
            let row = |gain: &Vec<Rational>| kept.iter().map(|&k| gain[k].clone()).collect();
            let rows: Vec<Vec<Rational>> = self.gains.iter().map(row).collect();
            inside(kept.len(), &rows, &units(kept.len())).is_some()
        };
        // The larger ones first: what they allow contains what their parts do.
        let mut supports: Vec<u32> = (1..1 << self.nodes.len()).filter(best).collect();
        supports.sort_by_key(|support| (std::cmp::Reverse(support.count_ones()), *support));
        self.supports = supports;
        !self.supports.is_empty()
    }
}

/// Tries the supports of all open sets together.
fn combined(
    tree: &Tree<'_>,
    played: &Played<'_>,
    (mut beliefs, mut allowed): (Vec<Rational>, Vec<Allowed>),
    mut open: Vec<Open>,
) -> Beliefs {
    for set in &mut open {
        if set.nodes.len() > MOST_NODES {
            let name = tree.game.infoset_name(set.set);
            return Beliefs::Unsettled(format!("the set {name} has more than {MOST_NODES} nodes"));
        }
        if !set.look() {
            return Beliefs::None;
        }
    }
    let open = &open[..];
    let plays: BTreeSet<usize> =
        open.iter().flat_map(|set| set.mistakes.iter().flatten()).copied().collect();
    let plays: Vec<usize> = plays.into_iter().collect();
    let mut together = Vec::new();
    let mut tried = 0;
    let whole = combinations(open, &plays, &mut Vec::new(), &mut together, &mut tried);
    let mut pieces: Vec<Vec<Piece>> = vec![Vec::new(); open.len()];
    let (mut first, mut unsettled) = (None, false);
    for supports in &together {
        match weighed(played, open, &plays, supports) {
            Weighed::None => {}
            Weighed::Unsettled => unsettled = true,
            Weighed::Some { pieces: found, beliefs } => {
                for (known, piece) in pieces.iter_mut().zip(found) {
                    if !known.contains(&piece) {
                        known.push(piece);
                    }
                }
                first.get_or_insert(beliefs);
            }
        }
    }
    let Some(first) = first else {
        return match (unsettled, whole) {
            (false, true) => Beliefs::None,
            _ => Beliefs::Unsettled(
                "beliefs at several sets hang together in a way that is not looked through"
                    .to_owned(),
            ),
        };
    };
    for (set, weights) in open.iter().zip(&first) {
        believe(&mut beliefs, &set.nodes, weights);
    }
    let bound = open.iter().zip(pieces);
    allowed
        .extend(bound.map(|(set, pieces)| Allowed { infoset: set.set, pieces: largest(pieces) }));
    allowed.sort_by_key(|allowed| allowed.infoset);
    Beliefs::Some { beliefs, allowed, cut: unsettled || !whole }
}

/// All combinations of supports that some orders of mistakes make; false where not all were tried.
fn combinations(
    open: &[Open],
    plays: &[usize],
    chosen_yet: &mut Supports,
    found: &mut Vec<Supports>,
    tried: &mut usize,
) -> bool {
    let Some(set) = open.get(chosen_yet.len()) else {
        found.push(chosen_yet.clone());
        return true;
    };
    let mut whole = true;
    for &support in &set.supports {
        *tried += 1;
        if *tried > MOST_COMBINATIONS {
            return false;
        }
        chosen_yet.push(support);
        if orders(open, plays, chosen_yet).is_some() {
            whole &= combinations(open, plays, chosen_yet, found, tried);
        }
        chosen_yet.pop();
    }
    whole
}

/// Orders of the mistakes by which exactly these nodes are believed.
fn orders(open: &[Open], plays: &[usize], supports: &[u32]) -> Option<Vec<Rational>> {
    let (mut weak, mut strict) = (Vec::new(), units(plays.len()));
    for (set, &support) in open.iter().zip(supports) {
        let counts: Vec<Vec<Rational>> =
            set.mistakes.iter().map(|mistakes| exponents(mistakes, plays)).collect();
        let first = chosen(support, set.nodes.len()).first().copied()?;
        for (k, own) in counts.iter().enumerate().filter(|(k, _)| *k != first) {
            let later: Vec<Rational> =
                own.iter().zip(&counts[first]).map(|(own, first)| own - first).collect();
            if support >> k & 1 == 1 {
                weak.push(later.iter().map(|x| -x).collect());
                weak.push(later);
            } else {
                strict.push(later);
            }
        }
    }
    if plays.is_empty() && strict.is_empty() {
        return Some(Vec::new());
    }
    inside(plays.len(), &weak, &strict)
}

/// How rare mistakes must be so that what is played makes these beliefs at unreached sets: by move, whole numbers, the
/// chance of a mistake being of the order of a small number to that power. Nothing where no set of several nodes is
/// unreached.
pub(super) fn rareness(
    tree: &Tree<'_>,
    played: &Played<'_>,
    beliefs: &[Rational],
) -> Option<Vec<(usize, Rational)>> {
    let sets = tree.game.infosets.iter().enumerate();
    let unreached = sets.filter(|(_, set)| {
        set.nodes.len() > 1 && set.nodes.iter().all(|&node| !played.deviations[node].is_empty())
    });
    let open: Vec<Open> = unreached
        .map(|(at, set)| Open::of(at, &set.nodes, Vec::new(), &played.deviations))
        .collect();
    let believed = |set: &Open| {
        let nodes = (0..).zip(&set.nodes);
        nodes
            .filter(|(_, node)| beliefs[**node].is_positive())
            .fold(0, |bits, (k, _)| bits | 1 << k)
    };
    let supports: Vec<u32> = open.iter().map(believed).collect();
    let plays: BTreeSet<usize> =
        open.iter().flat_map(|set| set.mistakes.iter().flatten()).copied().collect();
    let plays: Vec<usize> = plays.into_iter().collect();
    let orders = orders(&open, &plays, &supports)?;
    let common = Rational::from(1).checked_div(&common_divisor(&orders))?;
    Some(plays.into_iter().zip(orders.iter().map(|order| order * &common)).collect())
}

/// The largest number of which all these positive ones are multiples.
fn common_divisor(numbers: &[Rational]) -> Rational {
    let euclid = |mut a: Rational, mut b: Rational| {
        while !b.is_zero() {
            let whole = a.checked_div(&b).unwrap_or_default().floor();
            let rest = &a - &(&whole * &b);
            (a, b) = (b, rest);
        }
        a
    };
    let divisor = numbers.iter().cloned().fold(Rational::ZERO, euclid);
    if divisor.is_zero() { Rational::ONE } else { divisor }
}

/// What weights within these supports make the moves best.
enum Weighed {
    None,
    Unsettled,
    /// By set: the corners of what can be believed, and one belief that goes with those at the other sets.
    Some {
        pieces: Vec<Piece>,
        beliefs: Piece,
    },
}

fn weighed(played: &Played<'_>, open: &[Open], plays: &[usize], supports: &[u32]) -> Weighed {
    let mut pieces = vec![Vec::new(); open.len()];
    let mut beliefs = vec![Vec::new(); open.len()];
    for group in groups(open, supports) {
        // An unknown for each different product.
        let mut unknowns: BTreeMap<&[usize], usize> = BTreeMap::new();
        for &at in &group {
            for k in chosen(supports[at], open[at].nodes.len()) {
                let next = unknowns.len();
                unknowns.entry(&open[at].mistakes[k]).or_insert(next);
            }
        }
        let column = |at: usize, k: usize| unknowns[open[at].mistakes[k].as_slice()];
        let mut rows = Vec::new();
        for &at in &group {
            let set = &open[at];
            for gain in &set.gains {
                let mut row = vec![Rational::ZERO; unknowns.len()];
                for k in chosen(supports[at], set.nodes.len()) {
                    row[column(at, k)] += &(&played.weights[set.nodes[k]] * &gain[k]);
                }
                rows.push(row);
            }
        }
        if inside(unknowns.len(), &rows, &units(unknowns.len())).is_none() {
            return Weighed::None;
        }
        let lifted = unknowns
            .keys()
            .map(|mistakes| [exponents(mistakes, plays), vec![Rational::ONE]].concat());
        let (corners, middle): (Vec<Vec<Rational>>, _) = if independent(lifted.collect()) {
            let mut cone = Cone::orthant(unknowns.len());
            for row in rows {
                cone = cone.cut(&Normal::of(row));
            }
            (cone.points().map(<[Rational]>::to_vec).collect(), cone.middle())
        } else {
            let equal = vec![Rational::ONE; unknowns.len()];
            if rows.iter().any(|row| dot(row, &equal).is_negative()) {
                return Weighed::Unsettled;
            }
            (vec![equal.clone()], equal)
        };
        for &at in &group {
            let set = &open[at];
            let believed = chosen(supports[at], set.nodes.len());
            let shown = |corner: &Vec<Rational>| {
                let mut weights = vec![Rational::ZERO; set.nodes.len()];
                for &k in &believed {
                    weights[k] = &played.weights[set.nodes[k]] * &corner[column(at, k)];
                }
                shares(&weights)
            };
            beliefs[at] = shown(&middle).unwrap_or_default();
            let points: BTreeSet<Vec<Rational>> = corners.iter().filter_map(shown).collect();
            pieces[at] = extreme(points.into_iter().collect());
        }
    }
    Weighed::Some { pieces, beliefs }
}

/// Open sets whose products have mistakes in common.
fn groups(open: &[Open], supports: &[u32]) -> Vec<Vec<usize>> {
    let mistakes = |at: usize| -> BTreeSet<usize> {
        let believed = chosen(supports[at], open[at].nodes.len());
        believed.into_iter().flat_map(|k| open[at].mistakes[k].iter().copied()).collect()
    };
    let mut groups: Vec<(BTreeSet<usize>, Vec<usize>)> = Vec::new();
    for at in 0..open.len() {
        let mut own = (mistakes(at), vec![at]);
        let (joined, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(known, _)| !known.is_disjoint(&own.0));
        groups = apart;
        for (known, sets) in joined {
            own.0.extend(known);
            own.1.extend(sets);
        }
        own.1.sort_unstable();
        groups.push(own);
    }
    groups.into_iter().map(|(_, sets)| sets).collect()
}

fn exponents(mistakes: &[usize], plays: &[usize]) -> Vec<Rational> {
    plays.iter().map(|play| Rational::from(i64::from(mistakes.contains(play)))).collect()
}

/// The places of the bits.
fn chosen(support: u32, nodes: usize) -> Vec<usize> {
    (0..nodes).filter(|&k| support >> k & 1 == 1).collect()
}

fn units(size: usize) -> Vec<Vec<Rational>> {
    let unit = |at: usize| (0..size).map(|k| Rational::from(i64::from(k == at))).collect();
    (0..size).map(unit).collect()
}

fn dot(a: &[Rational], b: &[Rational]) -> Rational {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Weights as shares of their sum; `None` where that is 0.
fn shares(weights: &[Rational]) -> Option<Vec<Rational>> {
    let whole: Rational = weights.iter().sum();
    weights.iter().map(|weight| weight.checked_div(&whole)).collect()
}

fn believe(beliefs: &mut [Rational], nodes: &[usize], weights: &[Rational]) {
    if let Some(shares) = shares(weights) {
        nodes.iter().zip(shares).for_each(|(&node, share)| beliefs[node] = share);
    }
}
