//! What must not change a game's equilibria does not: units, names, moves that nobody makes, branches that never come,
//! payoffs paid on the way rather than at the end.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use zopa::game::answer::{Answer, Figures};
use zopa::game::form::{Cells, Draft, ExtensiveGame, Form, Mover, StrategicGame, StrategicPlayer};
use zopa::game::methods::{self, Ask};
use zopa::num::rational::Rational;

/// SplitMix64.
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((z ^ (z >> 31)) % u64::try_from(n).unwrap()).unwrap()
    }
}

/// A tree for two, before it has units.
#[derive(Clone, Debug)]
enum Tree {
    End([Rational; 2]),
    /// What is paid on the way, who moves at which set, and what follows.
    Move([Rational; 2], usize, i64, Vec<Tree>),
    Chance(Vec<(Rational, Tree)>),
}

fn ratio(n: i64, d: i64) -> Rational {
    Rational::new(n, d).unwrap()
}

const NOTHING: [Rational; 2] = [Rational::ZERO, Rational::ZERO];

fn end(draw: &mut Draw) -> Tree {
    Tree::End([0, 1].map(|_| ratio(draw.below(2000) - 1000, 1 + draw.below(3))))
}

/// Chance shows the first a type; the second sees its move only, or all.
fn hidden(draw: &mut Draw, open: bool) -> Tree {
    let mut next = 0;
    let first = 1 + draw.below(3);
    let types = (0..2).map(|kind| {
        let answers = (0..2).map(|k| {
            next += 1;
            let set = if open { next } else { k + 1 };
            Tree::Move(NOTHING, 1, set, vec![end(draw), end(draw)])
        });
        let moves = answers.collect();
        let odds = if kind == 0 { first } else { 4 - first };
        (ratio(odds, 4), Tree::Move(NOTHING, 0, kind + 1, moves))
    });
    Tree::Chance(types.collect())
}

/// The same with every end changed.
fn changed(tree: &Tree, change: &dyn Fn(&[Rational; 2]) -> [Rational; 2]) -> Tree {
    match tree {
        Tree::End(payoffs) => Tree::End(change(payoffs)),
        Tree::Move(paid, player, set, next) => {
            let next = next.iter().map(|next| changed(next, change)).collect();
            Tree::Move(paid.clone(), *player, *set, next)
        }
        Tree::Chance(next) => Tree::Chance(
            next.iter().map(|(odds, next)| (odds.clone(), changed(next, change))).collect(),
        ),
    }
}

/// The same, something of each end paid where somebody moves before it.
fn paid_on_the_way(tree: &Tree, draw: &mut Draw) -> Tree {
    match tree {
        Tree::End(_) => tree.clone(),
        Tree::Move(paid, player, set, next) => {
            let part = [0, 1].map(|_| Rational::from(draw.below(100) - 50));
            let less = |payoffs: &[Rational; 2]| [0, 1].map(|k| &payoffs[k] - &part[k]);
            let next =
                next.iter().map(|next| paid_on_the_way(&changed(next, &less), draw)).collect();
            Tree::Move([0, 1].map(|k| &paid[k] + &part[k]), *player, *set, next)
        }
        Tree::Chance(next) => Tree::Chance(
            next.iter().map(|(odds, next)| (odds.clone(), paid_on_the_way(next, draw))).collect(),
        ),
    }
}

fn form(tree: &Tree) -> Form {
    struct Growing {
        draft: Draft,
        sets: BTreeMap<(usize, i64), usize>,
        id: i64,
    }
    impl Growing {
        fn grow(&mut self, tree: &Tree) {
            self.id += 1;
            let id = self.id;
            let names = |count: usize| (0..count).map(|k| format!("m{k}")).collect::<Vec<_>>();
            match tree {
                Tree::End(payoffs) => {
                    let outcome = self.draft.outcome(id, "", payoffs.to_vec());
                    self.draft.node("", Mover::End, Some(outcome)).unwrap();
                }
                Tree::Move(paid, player, set, next) => {
                    let outcome =
                        (*paid != NOTHING).then(|| self.draft.outcome(id, "", paid.to_vec()));
                    let known = self.sets.get(&(*player, *set)).copied();
                    let infoset = known.unwrap_or_else(|| {
                        let made = self.draft.infoset(*player, *set, "", names(next.len()));
                        self.sets.insert((*player, *set), made);
                        made
                    });
                    self.draft.node("", Mover::Player(infoset), outcome).unwrap();
                    next.iter().for_each(|next| self.grow(next));
                }
                Tree::Chance(next) => {
                    let odds = next.iter().map(|(odds, _)| odds.clone()).collect();
                    let draw = self.draft.chance(id, "", names(next.len()), odds);
                    self.draft.node("", Mover::Chance(draw), None).unwrap();
                    next.iter().for_each(|(_, next)| self.grow(next));
                }
            }
        }
    }
    let draft = Draft::new("Law", vec!["a".into(), "b".into()]);
    let mut growing = Growing { draft, sets: BTreeMap::new(), id: 0 };
    growing.grow(tree);
    Form::Extensive(growing.draft.finish().unwrap())
}

fn answer(form: &Form, method: &str, lambda: Option<f64>) -> Answer {
    let ask = Ask { all: true, lambda, ..Ask::default() };
    (methods::find(method).unwrap().solve)(form, &ask).unwrap()
}

/// Chances by player and set, sorted, so that games with their sets in another order compare.
fn plays(form: &Form, answer: &Answer) -> Vec<Vec<f64>> {
    let Form::Extensive(game) = form else { panic!("a tree") };
    let order = order(game);
    let told = answer.equilibria.iter().map(|found| {
        let play = found.play.to_f64();
        order.iter().flat_map(|&set| play[game.plays_of(set)].to_vec()).collect()
    });
    let mut told: Vec<Vec<f64>> = told.collect();
    told.sort_by(|a, b| a.partial_cmp(b).unwrap());
    told
}

fn order(game: &ExtensiveGame) -> Vec<usize> {
    let mut order: Vec<usize> = (0..game.infosets.len()).collect();
    order.sort_by_key(|&set| (game.infosets[set].player, game.infosets[set].id));
    order
}

fn near(found: &[Vec<f64>], expected: &[Vec<f64>], within: f64) -> bool {
    found.len() == expected.len()
        && found.iter().zip(expected).all(|(a, b)| {
            a.len() == b.len() && a.iter().zip(b).all(|(x, y)| (x - y).abs() <= within)
        })
}

const EXACT: [&str; 4] = ["pure", "pure-agent", "sequential", "perfect-bayesian"];

/// Every method finds the same play in both games; `scale` is what the second's payoffs are multiplied by, for all.
fn the_same(first: &Tree, second: &Tree, scale: Option<f64>, said: &str) {
    let (one, other) = (form(first), form(second));
    let open = one.properties().perfect_information;
    let induction = open.then_some("backward-induction");
    // No belief can follow a move that chance never makes: methods that tell beliefs refuse it.
    let never = said == "never";
    for method in EXACT.into_iter().take(if never { 2 } else { 4 }).chain(induction) {
        let found = plays(&other, &answer(&other, method, None));
        assert_eq!(found, plays(&one, &answer(&one, method, None)), "{said}: {method}");
    }
    for method in ["level-k", "cognitive-hierarchy"] {
        let found = plays(&other, &answer(&other, method, None));
        assert!(near(&found, &plays(&one, &answer(&one, method, None)), 1e-12), "{said}: {method}");
    }
    if let Some(scale) = scale {
        for lambda in [0.0, 0.002, 0.01] {
            let before = plays(&one, &answer(&one, "quantal", Some(lambda)));
            let after = plays(&other, &answer(&other, "quantal", Some(lambda / scale)));
            assert!(near(&after, &before, 1e-7), "{said}: quantal, {before:?}, {after:?}");
        }
    }
}

#[test]
fn units_and_origins_of_payoffs_do_not_matter() {
    let mut draw = Draw(1);
    for round in 0..60 {
        let tree = hidden(&mut draw, round % 3 == 0);
        let (scale, shift) = (ratio(1 + draw.below(7), 1 + draw.below(7)), draw.below(100));
        let shift = Rational::from(shift);
        let one = |payoffs: &[Rational; 2]| [&(&payoffs[0] * &scale) + &shift, payoffs[1].clone()];
        // Precision is per unit of payoff, the same for all, so that one player's units matter to quantal response.
        the_same(&tree, &changed(&tree, &one), None, "one player's units");
        let all = |payoffs: &[Rational; 2]| [0, 1].map(|k| &(&payoffs[k] * &scale) + &shift);
        the_same(&tree, &changed(&tree, &all), Some(scale.to_f64()), "all units");
        let origin = |payoffs: &[Rational; 2]| [&payoffs[0] + &shift, payoffs[1].clone()];
        the_same(&tree, &changed(&tree, &origin), Some(1.0), "an origin");
    }
}

#[test]
fn it_does_not_matter_where_payoffs_are_paid() {
    let mut draw = Draw(2);
    for round in 0..60 {
        let tree = hidden(&mut draw, round % 3 == 0);
        the_same(&tree, &paid_on_the_way(&tree, &mut draw), Some(1.0), "on the way");
    }
}

#[test]
fn a_branch_that_never_comes_does_not_matter() {
    let mut draw = Draw(3);
    for round in 0..60 {
        let tree = hidden(&mut draw, round % 3 == 0);
        let never = end(&mut draw);
        let with = Tree::Chance(vec![(Rational::ONE, tree.clone()), (Rational::ZERO, never)]);
        the_same(&tree, &with, Some(1.0), "never");
    }
}

#[test]
fn without_precision_everything_is_equally_likely() {
    let mut draw = Draw(4);
    for round in 0..60 {
        let form = form(&hidden(&mut draw, round % 2 == 0));
        let found = plays(&form, &answer(&form, "quantal", Some(0.0)));
        assert!(found[0].iter().all(|chance| (chance - 0.5).abs() < 1e-12), "{found:?}");
    }
}

/// A table by strategies of the first and of the second.
fn table(sizes: [usize; 2], payoff: impl Fn(usize, usize) -> [Rational; 2]) -> Form {
    let player = |label: &str, size: usize| StrategicPlayer {
        label: label.into(),
        strategies: (0..size).map(|k| format!("s{k}")).collect(),
    };
    let cells = (0..sizes[1]).flat_map(|column| (0..sizes[0]).map(move |row| (row, column)));
    Form::Strategic(StrategicGame {
        title: "Law".into(),
        comment: String::new(),
        players: vec![player("a", sizes[0]), player("b", sizes[1])],
        cells: Cells::Payoffs(cells.flat_map(|(row, column)| payoff(row, column)).collect()),
    })
}

fn mixes(form: &Form, method: &str) -> Vec<Vec<Rational>> {
    let found = answer(form, method, None);
    let exact = |figures: &Figures| match figures {
        Figures::Exact(play) => play.clone(),
        Figures::Approximate(_) => panic!("exact"),
    };
    let mut mixes: Vec<_> = found.equilibria.iter().map(|found| exact(&found.play)).collect();
    mixes.sort();
    mixes
}

#[test]
fn tables_keep_their_equilibria() {
    let mut draw = Draw(5);
    for round in 0..600 {
        let (m, n) = (2 + round % 4, 2 + round / 4 % 4);
        let levels = if round % 3 == 0 { 4 } else { 1000 };
        let payoffs: Vec<[Rational; 2]> =
            (0..m * n).map(|_| [0, 1].map(|_| Rational::from(draw.below(levels)))).collect();
        let at = |row: usize, column: usize| payoffs[row * n + column].clone();
        let plain = table([m, n], at);
        for method in ["extreme", "pure"] {
            let expected = mixes(&plain, method);
            // Units.
            let (scale, shift) =
                (ratio(1 + draw.below(9), 1 + draw.below(9)), ratio(draw.below(99), 7));
            let scaled = table([m, n], |row, column| {
                let [own, others] = at(row, column);
                [&(&own * &scale) + &shift, others]
            });
            assert_eq!(mixes(&scaled, method), expected, "units, {method}, {round}");
            // Names: the first player's strategies the other way round.
            let turned = table([m, n], |row, column| at(m - 1 - row, column));
            let mut back = mixes(&turned, method);
            back.iter_mut().for_each(|mix| mix[..m].reverse());
            back.sort();
            assert_eq!(back, expected, "names, {method}, {round}");
            // The players change places.
            let swapped = table([n, m], |row, column| {
                let [own, others] = at(column, row);
                [others, own]
            });
            let mut back = mixes(&swapped, method);
            back.iter_mut().for_each(|mix| mix.rotate_left(n));
            back.sort();
            assert_eq!(back, expected, "places, {method}, {round}");
            // A strategy that is worse than the first, whatever the other does.
            let longer = table([m + 1, n], |row, column| {
                let [own, others] = at(row % m, column);
                if row == m {
                    [&own - &Rational::ONE, Rational::from(draw_fixed(column))]
                } else {
                    [own, others]
                }
            });
            let mut without = mixes(&longer, method);
            without.iter_mut().for_each(|mix| assert!(mix.remove(m).is_zero()));
            without.sort();
            assert_eq!(without, expected, "dominated, {method}, {round}");
        }
    }
}

/// Some payoff of the other where a dominated strategy is played.
fn draw_fixed(column: usize) -> i64 {
    i64::try_from(column * 37 % 11).unwrap()
}
