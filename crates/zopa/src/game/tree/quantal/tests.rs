//! Estimates of the precision against closed forms, and against play of a known precision.

use super::FIT;
use super::branch::{Branch, Ended, Goal};
use crate::game::answer::Answer;
use crate::game::form::{Cells, Draft, ExtensiveGame, Form, Mover, StrategicGame, StrategicPlayer};
use crate::game::methods::{Ask, Refusal};
use crate::game::tree::layout::Layout;
use crate::game::tree::tests::random::{self, Draw};
use crate::num::rational::Rational;

/// A decision between moves of these payoffs.
fn decision(payoffs: &[i64]) -> ExtensiveGame {
    let mut draft = Draft::new("Decision", vec!["a".into()]);
    let moves = (0..payoffs.len()).map(|k| format!("m{k}")).collect();
    let set = draft.infoset(0, 1, "", moves);
    draft.node("", Mover::Player(set), None).unwrap();
    for (id, &payoff) in (1..).zip(payoffs) {
        let outcome = draft.outcome(id, "", vec![Rational::from(payoff)]);
        draft.node("", Mover::End, Some(outcome)).unwrap();
    }
    draft.finish().unwrap()
}

/// A table for two with these payoffs, row by row.
fn table(rows: usize, payoffs: &[(i64, i64)]) -> StrategicGame {
    let columns = payoffs.len() / rows;
    let player = |label: &str, size: usize| StrategicPlayer {
        label: label.into(),
        strategies: (0..size).map(|k| format!("s{k}")).collect(),
    };
    // Rows vary fastest in the cells.
    let cells = (0..columns).flat_map(|column| (0..rows).map(move |row| row * columns + column));
    let cells = cells.flat_map(|at| [payoffs[at].0, payoffs[at].1].map(Rational::from));
    StrategicGame {
        title: "Table".into(),
        comment: String::new(),
        players: vec![player("row", rows), player("column", columns)],
        cells: Cells::Payoffs(cells.collect()),
    }
}

fn fitted(form: &Form, counts: &[f64]) -> Result<Answer, Refusal> {
    (FIT.solve)(form, &Ask { counts: counts.to_vec(), ..Ask::default() })
}

fn told(answer: &Answer, name: &str) -> String {
    answer.parameters.iter().find(|(known, _)| *known == name).unwrap().1.clone()
}

fn number(answer: &Answer, name: &str) -> f64 {
    told(answer, name).parse().unwrap()
}

#[test]
fn of_one_decision_between_two_moves_the_estimate_is_the_log_odds_over_the_difference() {
    for (good, bad, better, worse) in [(30.0, 10.0, 2, 0), (7.0, 5.0, 12, 5), (999.0, 1.0, -3, -4)]
    {
        let form = Form::Extensive(decision(&[better, worse]));
        let answer = fitted(&form, &[good, bad]).unwrap();
        assert_eq!(answer.limits, Vec::<String>::new());
        let difference = f64::from(i32::try_from(better - worse).unwrap());
        let lambda = libm::log(good / bad) / difference;
        assert!((number(&answer, "lambda") / lambda - 1.0).abs() < 1e-11, "{answer:?}");
        let (total, share) = (good + bad, good / (good + bad));
        let error = 1.0 / (difference * (total * share * (1.0 - share)).sqrt());
        assert!((number(&answer, "standard error") / error - 1.0).abs() < 1e-6, "{answer:?}");
        let likelihood = good * libm::log(share) + bad * libm::log(1.0 - share);
        assert!((number(&answer, "log-likelihood") - likelihood).abs() < 1e-9 * total);
        let even = total * libm::log(0.5);
        assert!((number(&answer, "log-likelihood of even play") - even).abs() < 1e-9 * total);
    }
}

#[test]
fn counts_in_proportion_to_play_at_a_precision_give_that_precision() {
    let mut draw = Draw(21);
    let mut games: Vec<ExtensiveGame> = (0..40)
        .map(|round| match round % 2 {
            0 => random::hidden(&mut draw, 3),
            _ => random::tree(&mut draw, 30, true, 9),
        })
        .filter(|game| game.plays() > 0)
        .collect();
    // Matching pennies with one prize nine times the others (J. Ochs 1995).
    let ochs = table(2, &[(9, 0), (0, 1), (0, 1), (1, 0)]);
    games.push(ExtensiveGame::of_table(&ochs));
    for (at, game) in games.iter().enumerate() {
        let layout = Layout::new(game);
        for lambda in [0.05, 0.3, 1.0, 2.5] {
            let lambda = lambda * 9.0 / layout.range();
            let mut branch = Branch::new(&layout);
            assert_eq!(branch.follow(Goal::Precision(lambda), 1000), Ended::Reached);
            let counts: Vec<f64> = branch.plays().iter().map(|chance| 1000.0 * chance).collect();
            let answer = fitted(&Form::Extensive(game.clone()), &counts).unwrap();
            let found = number(&answer, "lambda");
            assert!((found / lambda - 1.0).abs() < 1e-7, "game {at}: {lambda}, found {found}");
        }
    }
}

#[test]
fn the_information_is_that_of_a_second_difference_in_the_precision() {
    let game = ExtensiveGame::of_table(&table(2, &[(9, 0), (0, 1), (0, 1), (1, 0)]));
    let counts = [60.0, 40.0, 25.0, 75.0];
    let answer = fitted(&Form::Extensive(game.clone()), &counts).unwrap();
    let (lambda, error) = (number(&answer, "lambda"), number(&answer, "standard error"));
    let layout = Layout::new(&game);
    let at = |lambda: f64| {
        let mut branch = Branch::precise(&layout);
        assert_eq!(branch.follow(Goal::Precision(lambda), 1000), Ended::Reached);
        counts.iter().zip(branch.plays()).map(|(n, p)| n * libm::log(*p)).sum::<f64>()
    };
    let side = 1e-3 * lambda;
    let (before, here, after) = (at(lambda - side), at(lambda), at(lambda + side));
    assert!(before < here && after < here);
    let information = (2.0 * here - before - after) / (side * side);
    assert!((error * error * information - 1.0).abs() < 1e-3, "{error}, {information}");
}

#[test]
fn estimates_at_the_boundary_say_so() {
    let form = Form::Extensive(decision(&[1, 0]));
    let worse = fitted(&form, &[3.0, 5.0]).unwrap();
    assert_eq!(
        (told(&worse, "lambda").as_str(), told(&worse, "standard error").as_str()),
        ("0", "none")
    );
    assert!(worse.notes[0].contains("no precision above 0"), "{:?}", worse.notes);
    let best = fitted(&form, &[8.0, 0.0]).unwrap();
    assert!(best.notes[0].contains("in the limit of precision"), "{:?}", best.notes);
    assert!(number(&best, "log-likelihood") > -1e-4);
    // In matching pennies every precision predicts even play.
    let pennies = Form::Strategic(table(2, &[(1, -1), (-1, 1), (-1, 1), (1, -1)]));
    assert_eq!(told(&fitted(&pennies, &[6.0, 4.0, 3.0, 7.0]).unwrap(), "lambda"), "0");
}

#[test]
fn the_highest_of_several_peaks_is_found() {
    // Best at small precision for the first decision, at a large one for the second.
    let mut draft = Draft::new("Two", vec!["a".into(), "b".into()]);
    let one = draft.infoset(0, 1, "", vec!["good".into(), "bad".into()]);
    let two = draft.infoset(1, 1, "", vec!["good".into(), "bad".into()]);
    let half = Rational::new(1, 2).unwrap();
    let coin = draft.chance(1, "", vec!["h".into(), "t".into()], vec![half.clone(), half]);
    draft.node("", Mover::Chance(coin), None).unwrap();
    for (id, set) in (0..).zip([one, two]) {
        draft.node("", Mover::Player(set), None).unwrap();
        for (k, payoff) in (1..).zip([[100, 1], [0, 0]]) {
            let outcome = draft.outcome(2 * id + k, "", payoff.map(Rational::from).into());
            draft.node("", Mover::End, Some(outcome)).unwrap();
        }
    }
    let game = draft.finish().unwrap();
    let counts = [11.0, 9.0, 1000.0, 10.0];
    let answer = fitted(&Form::Extensive(game), &counts).unwrap();
    let lambda = number(&answer, "lambda");
    let log_likelihood = |lambda: f64| {
        let of = |good: f64, bad: f64, stake: f64| {
            -good * libm::log1p(libm::exp(-lambda * stake))
                - bad * (lambda * stake + libm::log1p(libm::exp(-lambda * stake)))
        };
        of(counts[0], counts[1], 100.0) + of(counts[2], counts[3], 1.0)
    };
    let best =
        (0..200_000).map(|k| f64::from(k) * 1e-4).map(log_likelihood).fold(f64::MIN, f64::max);
    assert!((log_likelihood(lambda) - number(&answer, "log-likelihood")).abs() < 1e-8);
    assert!(log_likelihood(lambda) >= best - 1e-9, "{lambda}");
}

#[test]
fn what_are_no_counts_is_refused() {
    let form = Form::Extensive(decision(&[1, 0]));
    for (counts, reason) in [
        (vec![], "it takes counts of how often each move was seen (--counts)"),
        (vec![1.0], "there are 1 counts, and the game has 2 moves"),
        (vec![1.0, -2.0], "the count -2 is not a number from 0"),
        (vec![0.0, 0.0], "no move was seen: all counts are 0"),
    ] {
        assert_eq!(fitted(&form, &counts).unwrap_err().reason, reason);
    }
}
