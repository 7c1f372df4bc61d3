use crate::game::answer::{Answer, Figures};
use crate::game::form::{Draft, ExtensiveGame, Form, Mover, Normal};
use crate::game::methods::Ask;
use crate::game::support::METHOD;
use crate::game::table::{extreme, pure};
use crate::game::told::reach;
use crate::game::tree::regret;
use crate::game::tree::tests::random::{Draw, hidden, tree};
use crate::num::rational::Rational;

const ALL: Ask = Ask {
    all: true,
    most: 1000,
    lambda: None,
    counts: Vec::new(),
    level: None,
    tau: None,
    steps: 1000,
};

fn all(game: &ExtensiveGame) -> Answer {
    (METHOD.solve)(&Form::Extensive(game.clone()), &ALL).unwrap()
}

/// What is done where play comes; none elsewhere.
fn coming(game: &ExtensiveGame, play: &[Rational]) -> Vec<Rational> {
    let doubles: Vec<f64> = play.iter().map(Rational::to_f64).collect();
    let reach = reach(game, &doubles);
    let mut coming = play.to_vec();
    for (at, set) in game.infosets.iter().enumerate() {
        if set.nodes.iter().all(|&node| reach[node] <= 0.0) {
            coming[game.plays_of(at)].fill(Rational::ZERO);
        }
    }
    coming
}

/// The ways of playing that are listed, where play comes, each of them checked.
fn checked(game: &ExtensiveGame, answer: &Answer) -> Vec<Vec<Rational>> {
    let plays = answer.equilibria.iter().filter_map(|found| match &found.play {
        Figures::Exact(play) => {
            assert!(regret::exact(game, play).unwrap().is_none());
            Some(coming(game, play))
        }
        Figures::Approximate(_) => {
            assert!(found.regret < 1e-6);
            None
        }
    });
    plays.collect()
}

/// J. von Neumann's and H. Kuhn's reduction is slow and obvious: every pure equilibrium of the table is listed.
#[test]
fn pure_equilibria_of_trees_are_listed() {
    let mut draw = Draw(3);
    let mut seen = 0;
    for case in 0..150 {
        let game = tree(&mut draw, 6 + case % 12, false, 1000);
        let Ok(normal) = Normal::of_strategies(&game) else { continue };
        let found = checked(&game, &all(&game));
        for strategies in pure::equilibria(&normal.table) {
            let play = coming(&game, &normal.play(&game, &strategies));
            assert!(found.contains(&play), "case {case}: {play:?} of {found:?}");
            seen += 1;
        }
    }
    assert!(seen > 150);
}

/// Two players, one of whom has a type: where play comes, the equilibria are the extreme ones of the table.
#[test]
fn hidden_types_have_the_extreme_equilibria_of_the_table() {
    let mut draw = Draw(4);
    let mut complete = 0;
    for case in 0..50 {
        let game = hidden(&mut draw, 2);
        let Ok(normal) = Normal::of_strategies(&game) else { continue };
        if normal.table.cell_count().unwrap() > 400 {
            continue;
        }
        let answer = all(&game);
        let mut own = checked(&game, &answer);
        if !answer.complete || !answer.exact {
            continue;
        }
        complete += 1;
        let extreme =
            (extreme::METHOD.solve)(&Form::Strategic(normal.table.clone()), &ALL).unwrap();
        let plays = extreme.equilibria.iter().map(|found| match &found.play {
            Figures::Exact(mixes) => coming(&game, &normal.behaviour(&game, mixes)),
            Figures::Approximate(_) => unreachable!(),
        });
        let mut other: Vec<_> = plays.collect();
        own.sort();
        other.sort();
        other.dedup();
        assert_eq!(own, other, "case {case}: {answer:?}");
    }
    assert!(complete > 25, "{complete}");
}

/// R. Selten 1975, figure 1: either the third keeps the first from going down by moving left with a chance of at most 1/4,
/// or the second keeps it from going across.
#[test]
fn selten_s_horse_has_two_ways_of_playing() {
    let names = |names: [&str; 2]| names.map(str::to_owned).to_vec();
    let mut draft = Draft::new("Horse", ["1", "2", "3"].map(str::to_owned).to_vec());
    let first = draft.infoset(0, 1, "", names(["across", "down"]));
    let second = draft.infoset(1, 1, "", names(["across", "down"]));
    let third = draft.infoset(2, 1, "", names(["left", "right"]));
    let mut id = 0;
    let mut end = |draft: &mut Draft, payoffs: [i64; 3]| {
        id += 1;
        let outcome = draft.outcome(id, "", payoffs.map(Rational::from).to_vec());
        draft.node("", Mover::End, Some(outcome)).unwrap();
    };
    draft.node("", Mover::Player(first), None).unwrap();
    draft.node("", Mover::Player(second), None).unwrap();
    end(&mut draft, [1, 1, 1]);
    draft.node("", Mover::Player(third), None).unwrap();
    end(&mut draft, [4, 4, 0]);
    end(&mut draft, [0, 0, 1]);
    draft.node("", Mover::Player(third), None).unwrap();
    end(&mut draft, [3, 2, 2]);
    end(&mut draft, [0, 0, 0]);
    let game = draft.finish().unwrap();
    let answer = all(&game);
    let mut payoffs: Vec<Vec<f64>> =
        answer.equilibria.iter().map(|found| found.payoffs.to_f64()).collect();
    payoffs.sort_by(|a, b| a[0].total_cmp(&b[0]));
    assert_eq!(payoffs, [[1.0, 1.0, 1.0], [3.0, 2.0, 2.0]]);
    assert!(answer.complete && answer.exact);
    checked(&game, &answer);
}

/// Where only mixing keeps somebody out: matching pennies on the threshold, worth 0, against staying out for 1/2 less than
/// what either pure threat leaves to win.
#[test]
fn threats_may_have_to_be_mixed() {
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let mut draft = Draft::new("Threshold", names(&["In", "Guard"]));
    let enter = draft.infoset(0, 1, "", names(&["out", "heads", "tails"]));
    let guard = draft.infoset(1, 1, "", names(&["heads", "tails"]));
    let mut id = 0;
    let mut end = |draft: &mut Draft, payoffs: [i64; 2]| {
        id += 1;
        let outcome = draft.outcome(id, "", payoffs.map(Rational::from).to_vec());
        draft.node("", Mover::End, Some(outcome)).unwrap();
    };
    draft.node("", Mover::Player(enter), None).unwrap();
    end(&mut draft, [1, 5]);
    for own in 0..2 {
        draft.node("", Mover::Player(guard), None).unwrap();
        for other in 0..2 {
            let wins = own == other;
            end(&mut draft, if wins { [2, -2] } else { [-2, 2] });
        }
    }
    let game = draft.finish().unwrap();
    let answer = all(&game);
    assert_eq!(answer.equilibria.len(), 1);
    assert_eq!(answer.equilibria[0].payoffs.to_f64(), [1.0, 5.0]);
    checked(&game, &answer);
}
