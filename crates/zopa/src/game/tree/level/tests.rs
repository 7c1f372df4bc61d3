//! Levels against published play, and against best answers found one by one.

use super::thinking::Thinking;
use super::{HIERARCHY, LEVEL_K};
use crate::game::answer::{Answer, Figures};
use crate::game::form::{Cells, ExtensiveGame, Form, Mover, StrategicGame, StrategicPlayer};
use crate::game::methods::Ask;
use crate::game::tree::tests::random::{self, Draw};
use crate::num::rational::Rational;

fn ratio(n: i64, d: i64) -> Rational {
    Rational::new(n, d).unwrap()
}

fn exact(figures: &Figures) -> Vec<Rational> {
    match figures {
        Figures::Exact(figures) => figures.clone(),
        Figures::Approximate(_) => panic!("not exact"),
    }
}

fn table(size: usize, payoff: impl Fn(usize, usize) -> i64) -> Form {
    let player = |label: &str| StrategicPlayer {
        label: label.into(),
        strategies: (0..size).map(|k| format!("{k}")).collect(),
    };
    let cells = (0..size).flat_map(|column| (0..size).map(move |row| (row, column)));
    let cells = cells
        .flat_map(|(row, column)| [payoff(row, column), payoff(column, row)].map(Rational::from));
    Form::Strategic(StrategicGame {
        title: "Table".into(),
        comment: String::new(),
        players: vec![player("a"), player("b")],
        cells: Cells::Payoffs(cells.collect()),
    })
}

/// A. Arad and A. Rubinstein, "The 11-20 money request game", American Economic Review 102, 2012: one gets what one asks
/// for, and 20 more if that is 1 less than the other asks for.
fn money_request() -> Form {
    let asks = |k: usize| 11 + i64::try_from(k).unwrap();
    table(10, |own, other| asks(own) + if own + 1 == other { 20 } else { 0 })
}

fn levels(form: &Form, level: usize) -> Answer {
    let ask = Ask { all: true, level: Some(level), ..Ask::default() };
    (LEVEL_K.solve)(form, &ask).unwrap()
}

#[test]
fn in_the_money_request_game_each_level_asks_for_one_less() {
    let answer = levels(&money_request(), 4);
    let asked = |level: usize| {
        let play = exact(&answer.equilibria[level].play);
        (0..10).filter(|&k| play[k] == Rational::ONE).map(|k| 11 + k).collect::<Vec<_>>()
    };
    // Against even play asking for k is worth k, and 2 more but at the top: 19 is best.
    assert_eq!((1..=4).map(asked).collect::<Vec<_>>(), [[19], [18], [17], [16]]);
    assert_eq!(exact(&answer.equilibria[0].play), vec![ratio(1, 10); 20]);
}

#[test]
fn a_hierarchy_mixes_its_levels_by_poisson() {
    // Each gets 1 for matching the other's strategy 1, and 3 for being alone with strategy 0.
    let form = table(2, |own, other| match (own, other) {
        (0, 1) => 3,
        (1, 1) => 1,
        (1, 0) => 2,
        _ => 0,
    });
    let ask = Ask { all: true, tau: Some(ratio(1, 1)), level: Some(2), ..Ask::default() };
    let answer = (HIERARCHY.solve)(&form, &ask).unwrap();
    let plays: Vec<Vec<Rational>> =
        answer.equilibria.iter().map(|play| exact(&play.play)[..2].to_vec()).collect();
    // Against even play both are worth 3/2. Then level 2 meets even play again.
    let even = vec![ratio(1, 2); 2];
    assert_eq!(plays, [even.clone(), even.clone(), even.clone(), even]);
    let zero = Ask { tau: Some(Rational::ZERO), ..Ask::default() };
    let nobody_thinks = (HIERARCHY.solve)(&money_request(), &zero).unwrap();
    assert_eq!(exact(&nobody_thinks.equilibria[0].play), vec![ratio(1, 10); 20]);
    // Levels 0, 1 and 2 in the shares 2, 2 and 1: 20 is worth 20, 19 is worth 19 and what one in five adds.
    let some = Ask { all: true, tau: Some(ratio(1, 1)), level: Some(2), ..Ask::default() };
    let some = (HIERARCHY.solve)(&money_request(), &some).unwrap();
    let together = exact(&some.equilibria[0].play);
    // Level 1 asks for 19. Half of what level 2 meets is even play and half asks for 19: 18 is worth 18 + 20 (1/2 + 1/20).
    let share = |k: usize| &together[k];
    assert_eq!((share(9), share(8), share(7)), (&ratio(1, 25), &ratio(11, 25), &ratio(6, 25)));
}

/// The sum over all ends of the payoff to `player`, weighed by chance, by others of levels so often, and by own moves.
fn worth(
    game: &ExtensiveGame,
    player: usize,
    own: &dyn Fn(usize, usize) -> bool,
    plays: &[&[Rational]],
    shares: &[Rational],
) -> Rational {
    let payoffs = game.end_payoffs();
    let mut sum = Rational::ZERO;
    for end in (0..game.nodes.len()).filter(|&node| game.is_end(node)) {
        // Each other player's chance of its part of the way, level by level.
        let mut parts = vec![vec![Rational::ONE; plays.len()]; game.player_count()];
        let (mut chance, mut at, mut possible) = (Rational::ONE, end, true);
        while let Some((parent, k)) = game.nodes[at].parent {
            match game.nodes[parent].mover {
                Mover::Chance(draw) => chance = &chance * &game.chances[draw].odds[k],
                Mover::Player(set) if game.infosets[set].player == player => {
                    possible &= own(set, k)
                }
                Mover::Player(set) => {
                    let set = &game.infosets[set];
                    for (part, play) in parts[set.player].iter_mut().zip(plays) {
                        *part = &*part * &play[set.first_play + k];
                    }
                }
                Mover::End => {}
            }
            at = parent;
        }
        if possible {
            let others = (0..game.player_count()).filter(|&other| other != player);
            let weight = others.fold(chance, |weight, other| {
                let mixed: Rational =
                    parts[other].iter().zip(shares).map(|(part, share)| part * share).sum();
                &weight * &mixed
            });
            sum = &sum + &(&weight * &payoffs[end * game.player_count() + player]);
        }
    }
    sum
}

#[test]
fn every_level_is_a_best_answer_among_all_plans() {
    let mut draw = Draw(5);
    for round in 0..300 {
        let game = match round % 2 {
            0 => random::hidden(&mut draw, 2),
            _ => random::tree(&mut draw, 14, true, 5),
        };
        let believed: [Vec<Rational>; 3] = [
            vec![Rational::ONE],
            vec![Rational::ZERO, Rational::ONE],
            vec![ratio(1, 2), ratio(1, 3), ratio(1, 6)],
        ];
        let mut thinking = Thinking::new(&game);
        for believed in &believed {
            thinking.rise(believed);
            let top = believed.len();
            let plays: Vec<&[Rational]> = (0..top).map(|level| thinking.play(level)).collect();
            for player in 0..game.player_count() {
                let sets: Vec<usize> = (0..game.infosets.len())
                    .filter(|&set| game.infosets[set].player == player)
                    .collect();
                if sets.len() > 6 {
                    continue;
                }
                // Every plan that only makes moves of the level is worth as much as the best of all plans.
                let counts: Vec<usize> =
                    sets.iter().map(|&set| game.infosets[set].moves.len()).collect();
                let (mut best, mut own) = (None, Vec::new());
                for plan in 0..counts.iter().product::<usize>() {
                    let mut rest = plan;
                    let chosen: Vec<usize> = counts
                        .iter()
                        .map(|count| {
                            let k = rest % count;
                            rest /= count;
                            k
                        })
                        .collect();
                    let makes = |set: usize, k: usize| {
                        sets.iter().position(|&own| own == set).is_some_and(|at| chosen[at] == k)
                    };
                    let value = worth(&game, player, &makes, &plays, believed);
                    let of_level = sets.iter().zip(&chosen).all(|(&set, &k)| {
                        !thinking.play(top)[game.infosets[set].first_play + k].is_zero()
                    });
                    if of_level {
                        own.push(value.clone());
                    }
                    best = best.max(Some(value));
                }
                assert!(
                    !own.is_empty() && own.into_iter().all(|value| Some(value) == best),
                    "{round}"
                );
            }
        }
    }
}
