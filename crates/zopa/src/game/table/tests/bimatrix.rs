//! All equilibria against corners by the double description, one equilibrium against all.

use super::games::{Draws, bimatrix, fraction, random, table};
use crate::game::answer::{Answer, Figures};
use crate::game::form::{Form, StrategicGame};
use crate::game::methods::Ask;
use crate::game::table::extreme::ways;
use crate::game::table::{extreme, lemke_howson};
use crate::num::cone::{Cone, Normal};
use crate::num::rational::Rational;
use std::collections::{BTreeMap, BTreeSet};

fn all(game: &StrategicGame) -> Answer {
    let ask = Ask { all: true, most: 1_000_000, ..Ask::default() };
    let answer = (extreme::METHOD.solve)(&Form::Strategic(game.clone()), &ask).unwrap();
    assert!(
        answer.exact
            && answer.complete
            && answer.equilibria.iter().all(|found| found.regret <= 0.0)
    );
    answer
}

fn plays(answer: &Answer) -> Vec<Vec<Rational>> {
    let exact = |figures: &Figures| match figures {
        Figures::Exact(play) => play.clone(),
        Figures::Approximate(_) => panic!("not exact"),
    };
    answer.equilibria.iter().map(|found| exact(&found.play)).collect()
}

/// The corners of {z >= 0, M z <= 1} but the origin, with their labels: first the variables that are 0, then the rows
/// that are tight.
fn corners(rows: &[Vec<Rational>]) -> BTreeMap<Vec<Rational>, BTreeSet<usize>> {
    let width = rows[0].len();
    // Vectors (z, t) with t - row z >= 0.
    let mut cone = Cone::orthant(width + 1);
    for row in rows {
        cone = cone.cut(&Normal::of(row.iter().map(|x| -x).chain([Rational::ONE]).collect()));
    }
    let mut found = BTreeMap::new();
    for point in cone.points() {
        let z: Vec<Rational> =
            point[..width].iter().map(|x| x.checked_div(&point[width]).unwrap()).collect();
        if z.iter().all(Rational::is_zero) {
            continue;
        }
        let zero = (0..width).filter(|&k| z[k].is_zero());
        let tight = (0..rows.len()).filter(|&row| {
            rows[row].iter().zip(&z).map(|(a, b)| a * b).sum::<Rational>() == Rational::ONE
        });
        found.insert(z.clone(), zero.chain(tight.map(|row| width + row)).collect());
    }
    found
}

/// The extreme equilibria from the definition.
fn extreme_equilibria(game: &StrategicGame) -> BTreeSet<Vec<Rational>> {
    let (m, n) = (game.sizes()[0], game.sizes()[1]);
    let payoff = |row, column, player| game.payoff(game.cell(&[row, column]), player).clone();
    let every = || (0..m).flat_map(|row| (0..n).map(move |column| (row, column)));
    let least = every().flat_map(|(r, c)| [payoff(r, c, 0), payoff(r, c, 1)]).min().unwrap();
    let positive = |row, column, player| payoff(row, column, player) - &least + Rational::ONE;
    let p: Vec<Vec<Rational>> =
        (0..n).map(|c| (0..m).map(|r| positive(r, c, 1)).collect()).collect();
    let q: Vec<Vec<Rational>> =
        (0..m).map(|r| (0..n).map(|c| positive(r, c, 0)).collect()).collect();
    let mix = |z: &[Rational]| -> Vec<Rational> {
        let sum: Rational = z.iter().sum();
        z.iter().map(|x| x.checked_div(&sum).unwrap()).collect()
    };
    let mut found = BTreeSet::new();
    let second = corners(&q);
    for (x, labels) in corners(&p) {
        for (y, more) in &second {
            // The labels of Q stand the other way round: its variables are the columns.
            let more: BTreeSet<usize> =
                more.iter().map(|&k| if k < n { m + k } else { k - n }).collect();
            if labels.union(&more).count() == m + n {
                found.insert([mix(&x), mix(y)].concat());
            }
        }
    }
    found
}

#[test]
fn the_extreme_equilibria_are_those_of_the_definition_with_ties_and_without() {
    let mut draws = Draws::new(5);
    let (mut generic, mut sets) = (0, 0);
    for round in 0..600 {
        let sizes = [1 + draws.below(4), 1 + draws.below(5)];
        let spread = [2, 4, 1000][round % 3];
        let game = random(&sizes, spread, &mut draws);
        let answer = all(&game);
        let found = plays(&answer);
        assert_eq!(
            found.iter().cloned().collect::<BTreeSet<_>>(),
            extreme_equilibria(&game),
            "{game:?}"
        );
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len());
        // Without ties there is an odd number, each alone.
        if spread == 1000 && answer.notes.is_empty() {
            assert_eq!(found.len() % 2, 1);
            generic += 1;
        }
        sets += usize::from(!answer.notes.is_empty());
        let one = (lemke_howson::METHOD.solve)(&Form::Strategic(game), &Ask::default()).unwrap();
        assert!(found.contains(&plays(&one)[0]));
    }
    assert!(generic > 150 && sets > 100, "{generic} {sets}");
}

#[test]
fn ten_by_ten_games_have_an_odd_number_of_equilibria_and_one_is_found_at_once() {
    let mut draws = Draws::new(9);
    for _ in 0..40 {
        let game = random(&[10, 10], 1_000_000_000, &mut draws);
        let found = plays(&all(&game));
        assert_eq!(found.len() % 2, 1);
        let one = (lemke_howson::METHOD.solve)(&Form::Strategic(game), &Ask::default()).unwrap();
        assert!(found.contains(&plays(&one)[0]));
    }
}

#[test]
fn textbook_games_have_their_equilibria() {
    // R. Luce and H. Raiffa, Games and Decisions, 1957, 5.3: battle of the sexes.
    let sexes = bimatrix([[(2, 1), (-1, -1)], [(-1, -1), (1, 2)]]);
    let mixed = vec![fraction(3, 5), fraction(2, 5), fraction(2, 5), fraction(3, 5)];
    let found = plays(&all(&sexes));
    assert!(found.len() == 3 && found.contains(&mixed), "{found:?}");
    // L. Shapley, Some topics in two-person games, 1964: one equilibrium, all evenly.
    let shapley =
        bimatrix([[(0, 0), (1, 0), (0, 1)], [(0, 1), (0, 0), (1, 0)], [(1, 0), (0, 1), (0, 0)]]);
    assert_eq!(plays(&all(&shapley)), [vec![fraction(1, 3); 6]]);
    // B. von Stengel, Handbook of Game Theory 3, 2002, (2.4): three equilibria.
    let handbook = bimatrix([[(0, 1), (6, 0)], [(2, 0), (5, 2)], [(3, 4), (3, 3)]]);
    let third = |n| fraction(n, 3);
    let found = plays(&all(&handbook));
    assert_eq!(found.len(), 3);
    assert!(found.contains(&vec![
        fraction(0, 1),
        fraction(0, 1),
        fraction(1, 1),
        fraction(1, 1),
        fraction(0, 1)
    ]));
    assert!(found.contains(&vec![fraction(0, 1), third(1), third(2), third(2), third(1)]));
    assert!(found.contains(&vec![third(2), third(1), fraction(0, 1), third(1), third(2)]));
}

#[test]
fn equilibria_that_can_be_mixed_are_told_as_a_set() {
    // The second is indifferent whatever it does, as long as the first does what it does.
    let game = table(&[1, 3], |_, player| i64::try_from(player).unwrap());
    let answer = all(&game);
    assert_eq!(answer.equilibria.len(), 3);
    assert_eq!(answer.notes.len(), 2);
    assert!(answer.notes[0].starts_with("there are endlessly many"), "{:?}", answer.notes);
    assert!(answer.notes[1].starts_with("equilibria 1, 2, 3 span"), "{:?}", answer.notes);
}

#[test]
fn a_large_game_has_one_equilibrium_found_and_is_refused_for_all() {
    let game = random(&[70, 70], 1_000_000, &mut Draws::new(2));
    let form = Form::Strategic(game);
    let one = (lemke_howson::METHOD.solve)(&form, &Ask::default()).unwrap();
    assert!(one.exact && one.equilibria[0].regret <= 0.0);
    let refusal = (extreme::METHOD.solve)(&form, &Ask::default()).unwrap_err();
    assert_eq!(refusal.instead, Some("lemke-howson"));
}

#[test]
fn ties_of_doubles_lose_nothing_that_fractions_find() {
    let mut draws = Draws::new(17);
    let mut told = 0;
    for case in 0..1500 {
        let sizes = [2 + draws.below(4), 2 + draws.below(4)];
        let levels = [2, 3, 4, 10, 1000][case % 5];
        let game = random(&sizes, levels, &mut draws);
        if let Some(found) = ways::ties(&game) {
            assert_eq!(found, ways::fractions(&game), "case {case}");
            told += 1;
        }
    }
    assert!(told > 1400, "{told}");
}
