//! Games with known answers, random ones against mistakes that are tried, and what must hold between the notions.

use super::profiles::{Profile, Tree};
use super::{BAYESIAN, SEQUENTIAL};
use crate::game::answer::{Allowed, Answer, Figures};
use crate::game::form::{Draft, ExtensiveGame, Form, Mover};
use crate::game::methods::Ask;
use crate::game::tree::sequence::tests::random as two_players;
use crate::game::tree::tests::random::{self, Draw};
use crate::game::tree::{backward, regret};
use crate::num::rational::Rational;
use std::collections::BTreeSet;

fn part(n: i64, of: i64) -> Rational {
    Rational::new(n, of).unwrap()
}

fn names(all: &str) -> Vec<String> {
    all.split(' ').map(str::to_owned).collect()
}

fn all(form: &Form, sequential: bool) -> Answer {
    let ask = Ask { all: true, most: 100_000, ..Ask::default() };
    let method = if sequential { SEQUENTIAL } else { BAYESIAN };
    let mut answer = (method.solve)(form, &ask).unwrap();
    if answer.notes.iter().any(|note| note.contains("somebody mixes moves")) {
        // What is listed is not pure.
        answer.equilibria.clear();
        (answer.exact, answer.complete) = (true, answer.limits.is_empty());
    }
    assert!(answer.exact && answer.complete, "{:?}", answer.limits);
    answer
}

/// The moves that an answer's equilibria take, set by set.
fn moves(form: &Form, answer: &Answer) -> Vec<Vec<usize>> {
    let Form::Extensive(game) = form else { panic!("no tree") };
    let taken = |play: &Figures| {
        let play = play.to_f64();
        game.infosets
            .iter()
            .map(|set| {
                play[set.first_play..][..set.moves.len()].iter().position(|p| *p > 0.5).unwrap()
            })
            .collect()
    };
    answer.equilibria.iter().map(|found| taken(&found.play)).collect()
}

/// Adds an end with these payoffs.
fn end(draft: &mut Draft, id: &mut i64, payoffs: &[i64]) {
    *id += 1;
    let outcome = draft.outcome(*id, "", payoffs.iter().map(|&x| Rational::from(x)).collect());
    draft.node("", Mover::End, Some(outcome)).unwrap();
}

/// R. Selten, International Journal of Game Theory 4, 1975, figure 1, as D. Kreps and R. Wilson (1982) tell it: 1 goes
/// across or down, then 2 does; 3 hears only that somebody went down.
fn horse() -> Form {
    let mut draft = Draft::new("Horse", names("1 2 3"));
    let mut id = 0;
    let one = draft.infoset(0, 1, "1", names("A D"));
    let two = draft.infoset(1, 1, "2", names("a d"));
    let three = draft.infoset(2, 1, "3", names("L R"));
    draft.node("", Mover::Player(one), None).unwrap();
    draft.node("", Mover::Player(two), None).unwrap();
    end(&mut draft, &mut id, &[1, 1, 1]);
    draft.node("", Mover::Player(three), None).unwrap();
    end(&mut draft, &mut id, &[4, 4, 0]);
    end(&mut draft, &mut id, &[0, 0, 1]);
    draft.node("", Mover::Player(three), None).unwrap();
    end(&mut draft, &mut id, &[3, 3, 2]);
    end(&mut draft, &mut id, &[0, 0, 0]);
    Form::Extensive(draft.finish().unwrap())
}

#[test]
fn on_seltens_horse_only_the_sensible_equilibrium_is_sequential() {
    let form = horse();
    let answer = all(&form, true);
    assert_eq!(moves(&form, &answer), [[0, 0, 1]]);
    // 3 answers R where it believes with 2/3 at least that both went across before; nodes in preorder: 2's d first.
    let [Allowed { infoset: 2, pieces }] = &answer.equilibria[0].allowed[..] else { panic!() };
    let wanted = BTreeSet::from([vec![part(1, 1), part(0, 1)], vec![part(2, 3), part(1, 3)]]);
    assert_eq!(pieces.len(), 1);
    assert_eq!(pieces[0].iter().cloned().collect::<BTreeSet<_>>(), wanted);
}

/// Somebody stays out or does B or C, which neither 2 nor 3 can tell apart; 2 answers u only if B is the likelier, 3
/// answers L only if C is three times as likely.
fn observers() -> Form {
    let mut draft = Draft::new("Observers", names("1 2 3"));
    let mut id = 0;
    let one = draft.infoset(0, 1, "", names("out B C"));
    let two = draft.infoset(1, 1, "", names("u d"));
    let three = draft.infoset(2, 1, "", names("L R"));
    draft.node("", Mover::Player(one), None).unwrap();
    end(&mut draft, &mut id, &[10, 0, 0]);
    for b in [1, 0] {
        draft.node("", Mover::Player(two), None).unwrap();
        for u in [b, 1 - b] {
            draft.node("", Mover::Player(three), None).unwrap();
            end(&mut draft, &mut id, &[0, u, 1 - b]);
            end(&mut draft, &mut id, &[0, u, 3 * b]);
        }
    }
    Form::Extensive(draft.finish().unwrap())
}

#[test]
fn two_who_saw_the_same_mistake_believe_the_same_of_it() {
    let form = observers();
    let (strict, loose) = (all(&form, true), all(&form, false));
    // With u, 2 believes in B with 1/2 at least, and L takes 1/4 at most: only an inconsistent 3 could answer L.
    assert!(moves(&form, &loose).contains(&vec![0, 0, 0]));
    assert_eq!(moves(&form, &strict), [[0, 0, 1], [0, 1, 0], [0, 1, 1]]);
    let ranges: Vec<Vec<(Rational, Rational)>> = strict
        .equilibria
        .iter()
        .map(|found| {
            found
                .allowed
                .iter()
                .map(|Allowed { infoset, pieces }| {
                    let believed_b = |point: &Vec<Rational>| {
                        if *infoset == 1 { point[0].clone() } else { &point[0] + &point[1] }
                    };
                    let all: Vec<Rational> = pieces.iter().flatten().map(believed_b).collect();
                    (all.iter().min().unwrap().clone(), all.iter().max().unwrap().clone())
                })
                .collect()
        })
        .collect();
    let both = |low: Rational, high: Rational| vec![(low.clone(), high.clone()), (low, high)];
    let (none, quarter, half, whole) = (part(0, 1), part(1, 4), part(1, 2), part(1, 1));
    assert_eq!(
        ranges,
        [both(half.clone(), whole), both(none, quarter.clone()), both(quarter, half)]
    );
}

/// J. Cho and D. Kreps, Quarterly Journal of Economics 102, 1987, figure 1.
fn beer_quiche() -> Form {
    let mut draft = Draft::new("Beer or quiche", names("A B"));
    let mut id = 0;
    let types = draft.chance(1, "", names("surly wimp"), vec![part(9, 10), part(1, 10)]);
    let own = [
        draft.infoset(0, 1, "surly", names("beer quiche")),
        draft.infoset(0, 2, "wimp", names("beer quiche")),
    ];
    let seen = [
        draft.infoset(1, 1, "beer", names("duel pass")),
        draft.infoset(1, 2, "quiche", names("duel pass")),
    ];
    draft.node("", Mover::Chance(types), None).unwrap();
    for kind in [0, 1] {
        draft.node("", Mover::Player(own[kind]), None).unwrap();
        for breakfast in [0, 1] {
            draft.node("", Mover::Player(seen[breakfast]), None).unwrap();
            let taste = i64::from(kind == breakfast);
            let duel = i64::from(kind == 1);
            end(&mut draft, &mut id, &[taste, duel]);
            end(&mut draft, &mut id, &[taste + 2, 1 - duel]);
        }
    }
    Form::Extensive(draft.finish().unwrap())
}

#[test]
fn quiche_for_all_is_sequential_but_not_intuitive() {
    let form = beer_quiche();
    let answer = all(&form, true);
    // Both have beer, and quiche would be answered by a duel; or the other way round.
    assert_eq!(moves(&form, &answer), [[0, 0, 1, 0], [1, 1, 0, 1]]);
    assert_eq!(answer.equilibria[0].notes, ["passes the intuitive criterion"]);
    assert_eq!(
        answer.equilibria[1].notes,
        ["fails the intuitive criterion: at beer, wimp could gain nothing, and surly would gain"]
    );
    for found in &answer.equilibria {
        let points: Vec<f64> =
            found.allowed[0].pieces[0].iter().map(|point| point[1].to_f64()).collect();
        assert_eq!(
            (
                points.iter().copied().fold(1.0, f64::min),
                points.iter().copied().fold(0.0, f64::max)
            ),
            (0.5, 1.0)
        );
    }
}

#[test]
fn with_perfect_information_sequential_is_subgame_perfect() {
    let mut draw = Draw(3);
    for _ in 0..200 {
        let game = random::tree(&mut draw, 14, true, 3);
        let form = Form::Extensive(game);
        let ask = Ask { all: true, most: 100_000, ..Ask::default() };
        let perfect = backward::solve(&form, &ask).unwrap();
        let sorted = |answer: &Answer| {
            let mut moves = moves(&form, answer);
            moves.sort();
            moves
        };
        assert_eq!(sorted(&all(&form, true)), sorted(&perfect));
        assert_eq!(sorted(&all(&form, false)), sorted(&perfect));
    }
}

/// Whether chances of mistakes drawn by lot, falling by powers drawn by lot, make every move of a profile best.
fn holds_for_mistakes(
    draw: &mut Draw,
    game: &ExtensiveGame,
    tree: &Tree<'_>,
    profile: &Profile,
) -> bool {
    let deviations = tree.deviations(&tree.chances(profile));
    let mistakes: Vec<(usize, Rational)> = (0..game.plays())
        .map(|_| (1 + draw.below(3), part([1, 2, 7, 40][draw.below(4)], [1, 3, 10][draw.below(3)])))
        .collect();
    (0..game.infosets.len()).all(|set| {
        let nodes = &game.infosets[set].nodes;
        let order =
            |node: usize| deviations[node].iter().map(|&play| mistakes[play].0).sum::<usize>();
        let least = nodes.iter().map(|&node| order(node)).min().unwrap();
        let weight = |node: usize| {
            let product = deviations[node]
                .iter()
                .fold(tree.odds[node].clone(), |p, &play| &p * &mistakes[play].1);
            if order(node) == least { product } else { Rational::ZERO }
        };
        let weights: Vec<Rational> = nodes.iter().map(|&node| weight(node)).collect();
        tree.gains(&profile.values, set).iter().all(|gain| {
            !gain.iter().zip(&weights).map(|(a, b)| a * b).sum::<Rational>().is_negative()
        })
    })
}

#[test]
fn whatever_mistakes_make_best_is_found_and_what_is_found_is_best() {
    let mut draw = Draw(11);
    let (mut found_all, mut only_loose) = (0, 0);
    for round in 0..150 {
        let types = 2 + round % 2;
        let game =
            if round % 3 == 0 { observed(&mut draw) } else { random::hidden(&mut draw, types) };
        let form = Form::Extensive(game.clone());
        let (strict, loose) = (all(&form, true), all(&form, false));
        let (strict_moves, loose_moves) = (moves(&form, &strict), moves(&form, &loose));
        assert!(strict_moves.iter().all(|found| loose_moves.contains(found)));
        only_loose += loose_moves.len() - strict_moves.len();
        for found in strict.equilibria.iter().chain(&loose.equilibria) {
            let (Figures::Exact(play), Some(Figures::Exact(beliefs))) =
                (&found.play, &found.beliefs)
            else {
                panic!()
            };
            assert!(regret::exact(&game, play).unwrap().is_none());
            for set in &game.infosets {
                assert_eq!(
                    set.nodes.iter().map(|&node| &beliefs[node]).sum::<Rational>(),
                    Rational::ONE
                );
            }
        }
        let tree = Tree::of(&game);
        let mut profiles = Vec::new();
        assert!(tree.profiles(1_000_000, &mut |profile| {
            profiles.push(profile.clone());
            true
        }));
        for profile in profiles {
            let by_lot = (0..30).any(|_| holds_for_mistakes(&mut draw, &game, &tree, &profile));
            assert!(
                !by_lot || strict_moves.contains(&profile.moves),
                "{game:?} {:?}",
                profile.moves
            );
            found_all += usize::from(by_lot);
        }
    }
    assert!(found_all > 100 && only_loose > 0, "{found_all} {only_loose}");
}

/// The observers' game with payoffs by lot.
fn observed(draw: &mut Draw) -> ExtensiveGame {
    let Form::Extensive(mut game) = observers() else { panic!() };
    for outcome in &mut game.outcomes {
        outcome.payoffs = (0..3).map(|_| draw.payoff(9)).collect();
        outcome.payoffs_f64 = outcome.payoffs.iter().map(Rational::to_f64).collect();
    }
    game
}

/// Types, all of which rather say nothing; what the other would believe of one who spoke is anybody's guess. With
/// `same`, speaking is one's own choice before the type is known.
fn silence(types: i64, same: bool) -> Form {
    let mut draft = Draft::new("Silence", names("A B"));
    let odds = vec![part(1, types); usize::try_from(types).unwrap()];
    let draw = draft.chance(1, "", (0..types).map(|kind| format!("t{kind}")).collect(), odds);
    let seen = draft.infoset(1, 1, "", names("yes no"));
    let mut id = 0;
    draft.node("", Mover::Chance(draw), None).unwrap();
    let mut before = None;
    for kind in 0..types {
        let known = before.filter(|_| same);
        let own = known.unwrap_or_else(|| draft.infoset(0, kind + 1, "", names("silent low high")));
        before = Some(own);
        draft.node("", Mover::Player(own), None).unwrap();
        end(&mut draft, &mut id, &[5, 0]);
        for high in [0, 1] {
            draft.node("", Mover::Player(seen), None).unwrap();
            end(&mut draft, &mut id, &[1, (kind + high) % 3]);
            end(&mut draft, &mut id, &[0, 1]);
        }
    }
    Form::Extensive(draft.finish().unwrap())
}

#[test]
fn a_game_that_cannot_be_looked_through_says_so() {
    let ask = Ask { all: true, ..Ask::default() };
    let answer = (SEQUENTIAL.solve)(&silence(14, true), &ask).unwrap();
    assert!(!answer.complete && answer.limits[0].contains("more than 12 nodes"), "{answer:?}");
    // Mistakes that nobody else makes are free, and where beliefs need not be consistent all are.
    assert_eq!(all(&silence(5, false), true).equilibria.len(), 2);
    assert_eq!(all(&silence(14, true), false).equilibria.len(), 2);
}

/// Whether every move that is played is best at every set, given these beliefs.
fn is_rational(game: &ExtensiveGame, play: &[Rational], beliefs: &[Rational]) -> bool {
    let players = game.player_count();
    let mut values = game.end_payoffs();
    for at in (0..game.nodes.len()).rev() {
        for (k, &child) in game.children(at).iter().enumerate() {
            let chance = match game.nodes[at].mover {
                Mover::Chance(draw) => &game.chances[draw].odds[k],
                Mover::Player(set) => &play[game.infosets[set].first_play + k],
                Mover::End => panic!("an end has no children"),
            };
            for player in 0..players {
                let part = chance * &values[child * players + player];
                values[at * players + player] += &part;
            }
        }
    }
    game.infosets.iter().all(|set| {
        let worth = |k: usize| -> Rational {
            let nodes = set.nodes.iter();
            let value = |&node: &usize| {
                &beliefs[node] * &values[game.children(node)[k] * players + set.player]
            };
            nodes.map(value).sum()
        };
        let worths: Vec<Rational> = (0..set.moves.len()).map(worth).collect();
        let best = worths.iter().max().unwrap();
        let plays = &play[set.first_play..];
        worths.iter().zip(plays).all(|(worth, chance)| chance.is_zero() || worth == best)
    })
}

#[test]
fn where_no_equilibrium_is_pure_one_that_mixes_is_proved() {
    let mut draw = Draw(5);
    let (mut proved, mut told) = (0, 0);
    for round in 0..1500 {
        let cards = 2 + round % 2;
        let game = match round % 3 {
            0 => two_players::tree(&mut draw, 12 + round % 40, |draw| {
                let gain = draw.payoff(6);
                [gain.clone(), -gain]
            }),
            1 => dealt(&mut draw, two_players::kuhn(cards)),
            _ => {
                let game = random::hidden(&mut draw, 3);
                dealt(&mut draw, game)
            }
        };
        let Ok(answer) = (SEQUENTIAL.solve)(&Form::Extensive(game.clone()), &Ask::default()) else {
            // Chance never makes one of its moves.
            continue;
        };
        let [found] = answer.equilibria.as_slice() else { panic!("{answer:?}") };
        let (Figures::Exact(play), Some(Figures::Exact(beliefs))) = (&found.play, &found.beliefs)
        else {
            assert!(!answer.exact && found.regret < 0.1, "{answer:?}");
            told += 1;
            continue;
        };
        if play.iter().all(Rational::is_whole) {
            continue;
        }
        proved += 1;
        assert!(answer.exact && !answer.complete && answer.limits.is_empty());
        assert!(is_rational(&game, play, beliefs), "{answer:?}");
        assert!(regret::exact(&game, play).unwrap().is_none());
    }
    assert!(proved > 20 && told * 20 < proved, "{proved} {told}");
}

#[test]
fn poker_is_bluffed_and_believed() {
    let form = Form::Extensive(two_players::kuhn(3));
    let answer = (SEQUENTIAL.solve)(&form, &Ask::default()).unwrap();
    assert!(answer.exact && answer.limits.is_empty(), "{answer:?}");
    let payoffs = Figures::Exact(vec![part(-1, 18), part(1, 18)]);
    assert_eq!(answer.equilibria[0].payoffs, payoffs);
}

/// The same tree with payoffs by lot.
fn dealt(draw: &mut Draw, mut game: ExtensiveGame) -> ExtensiveGame {
    for outcome in &mut game.outcomes {
        outcome.payoffs = (0..game.players.len()).map(|_| draw.payoff(9)).collect();
        outcome.payoffs_f64 = outcome.payoffs.iter().map(Rational::to_f64).collect();
    }
    game
}
