use crate::game::answer::{Answer, Figures};
use crate::game::form::{Form, StrategicGame};
use crate::game::methods::Ask;
use crate::game::support::METHOD;
use crate::game::table::regret::Standing;
use crate::game::table::tests::games::{Draws, bimatrix, fraction, random, table};
use crate::game::table::{extreme, pure};
use crate::num::rational::Rational;

fn all(game: &StrategicGame) -> Answer {
    let ask = Ask { all: true, ..Ask::default() };
    (METHOD.solve)(&Form::Strategic(game.clone()), &ask).unwrap()
}

fn exact(answer: &Answer) -> Vec<Vec<Rational>> {
    let play = |figures: &Figures| match figures {
        Figures::Exact(play) => play.clone(),
        Figures::Approximate(_) => panic!("not exact: {figures:?}"),
    };
    let mut plays: Vec<_> = answer.equilibria.iter().map(|found| play(&found.play)).collect();
    plays.sort();
    plays
}

#[test]
fn battle_of_the_sexes_of_luce_and_raiffa_5_3_has_three() {
    let answer = all(&bimatrix([[(2, 1), (0, 0)], [(0, 0), (1, 2)]]));
    assert!(answer.complete && answer.exact);
    assert_eq!(answer.equilibria.len(), 3);
    let mixed = [fraction(2, 3), fraction(1, 3), fraction(1, 3), fraction(2, 3)];
    assert!(exact(&answer).contains(&mixed.to_vec()));
}

/// Each would rather go, unless both others do. Three mix with chance 1/sqrt(2), which is no fraction: rational payoffs do
/// not make rational equilibria with three players (J. Nash 1951).
#[test]
fn three_who_would_rather_go_unless_both_others_do_have_seven() {
    let game = table(&[2, 2, 2], |cell, player| {
        let goes = |player: usize| cell >> player & 1 == 1;
        let others = (0..3).filter(|&other| other != player).filter(|&other| goes(other)).count();
        if !goes(player) {
            0
        } else if others == 2 {
            -1
        } else {
            1
        }
    });
    let answer = all(&game);
    assert!(answer.complete && !answer.exact);
    assert_eq!(answer.equilibria.len(), 7);
    let irrational = answer.equilibria.iter().filter(|found| !found.play.is_exact());
    let irrational: Vec<_> = irrational.collect();
    assert_eq!(irrational.len(), 1);
    assert!(irrational[0].regret < 1e-12);
    let goes = 0.5_f64.sqrt();
    for (x, y) in irrational[0].play.to_f64().iter().zip([1.0 - goes, goes].iter().cycle()) {
        assert!((x - y).abs() < 1e-12);
    }
}

/// Two players: the list is that of the extreme equilibria, where those are all.
#[test]
fn two_players_have_the_extreme_equilibria() {
    let mut draws = Draws::new(7);
    let mut complete = 0;
    for case in 0..300 {
        let sizes = [1 + draws.below(4), 1 + draws.below(4)];
        let game = random(&sizes, if case % 4 == 0 { 4 } else { 1_000_000 }, &mut draws);
        let answer = all(&game);
        let ask = Ask { all: true, ..Ask::default() };
        let extreme = (extreme::METHOD.solve)(&Form::Strategic(game.clone()), &ask).unwrap();
        let (own, other) = (exact(&answer), exact(&extreme));
        if answer.complete {
            complete += 1;
            assert_eq!(own, other, "case {case}: {game:?}");
        } else {
            // What ties is said to be open; what is listed is an equilibrium all the same.
            assert!(case % 4 == 0, "case {case}: {:?}", answer.limits);
            for play in &own {
                let profile = [play[..sizes[0]].to_vec(), play[sizes[0]..].to_vec()];
                assert!(Standing::of(&game, &profile).is_equilibrium());
            }
        }
    }
    assert!(complete > 220);
}

/// Generic games have an odd number of equilibria (R. Wilson 1971; J. Harsanyi 1973), and pure ones among them.
#[test]
fn generic_games_of_more_have_an_odd_number() {
    let mut draws = Draws::new(8);
    for case in 0..150 {
        let sizes: &[usize] =
            [[2, 2, 2].as_slice(), &[3, 2, 3], &[3, 3, 3], &[2, 2, 2, 2], &[2, 2, 2, 2, 2]]
                [case % 5];
        let game = random(sizes, 1_000_000, &mut draws);
        let answer = all(&game);
        assert!(answer.complete, "case {case}: {:?}", answer.limits);
        assert_eq!(answer.equilibria.len() % 2, 1, "case {case}");
        assert!(answer.equilibria.iter().all(|found| found.regret < 1e-6), "case {case}");
        let pure = pure::equilibria(&game).len();
        let is_pure = |play: &[f64]| play.iter().all(|x| !(1e-9..=1.0 - 1e-9).contains(x));
        let own = answer.equilibria.iter().filter(|found| is_pure(&found.play.to_f64()));
        assert_eq!(own.count(), pure, "case {case}");
    }
}

#[test]
fn one_is_found_where_one_is_asked_for() {
    let mut draws = Draws::new(9);
    for _ in 0..50 {
        let game = random(&[3, 3, 2], 1000, &mut draws);
        let answer = (METHOD.solve)(&Form::Strategic(game), &Ask::default()).unwrap();
        assert_eq!(answer.equilibria.len(), 1);
        assert!(!answer.complete);
    }
}

#[test]
fn ties_are_told() {
    let game = table(&[2, 2, 2], |_, _| 0);
    let answer = all(&game);
    assert!(!answer.complete && !answer.limits.is_empty());
    assert_eq!(answer.equilibria.iter().filter(|found| found.play.is_exact()).count(), 8);
}
