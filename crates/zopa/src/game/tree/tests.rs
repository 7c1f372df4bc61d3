//! Small trees by hand, random trees against slow and obvious oracles, laws that must hold.

use super::backward::Induction;
use super::layout::Layout;
use super::quantal::{Branch, Ended, Goal};
use super::regret;
use crate::game::answer::Figures;
use crate::game::form::{Draft, ExtensiveGame, Form, Mover, Properties};
use crate::game::methods::{self, Ask};
use crate::num::rational::Rational;

#[path = "../../../benches/support/crisis.rs"]
mod crisis;
mod pure;
pub(in crate::game) mod random;

use crisis::Crisis;
use random::Draw;

fn whole(n: i64) -> Rational {
    Rational::from(n)
}

/// Every pure profile of a tree of perfect information, and whether it is best in every subtree.
fn perfect_profiles(game: &ExtensiveGame) -> Vec<Vec<Rational>> {
    let payoffs = game.end_payoffs();
    let players = game.player_count();
    let mut found = Vec::new();
    let mut choice = vec![0; game.infosets.len()];
    loop {
        let mut values = payoffs.clone();
        let mut best = true;
        for at in (0..game.nodes.len()).rev() {
            let children = game.children(at).to_vec();
            for player in 0..players {
                let value = match game.nodes[at].mover {
                    Mover::End => continue,
                    Mover::Chance(draw) => {
                        let odds = &game.chances[draw].odds;
                        let parts = children.iter().zip(odds);
                        parts.map(|(&c, p)| p * &values[c * players + player]).sum()
                    }
                    Mover::Player(set) => values[children[choice[set]] * players + player].clone(),
                };
                values[at * players + player] = value;
            }
            if let Mover::Player(set) = game.nodes[at].mover {
                let own = game.infosets[set].player;
                let here = &values[at * players + own];
                best &= children.iter().all(|&c| values[c * players + own] <= *here);
            }
        }
        if best {
            let mut play = vec![Rational::ZERO; game.plays()];
            for (set, &k) in choice.iter().enumerate() {
                play[game.infosets[set].first_play + k] = Rational::ONE;
            }
            found.push(play);
        }
        let mut carry = true;
        for (set, k) in choice.iter_mut().enumerate() {
            *k += 1;
            if *k < game.infosets[set].moves.len() {
                carry = false;
                break;
            }
            *k = 0;
        }
        if carry {
            return found;
        }
    }
}

#[test]
fn backward_induction_lists_every_pure_subgame_perfect_equilibrium() {
    let mut draw = Draw(7);
    let mut several = 0;
    for _ in 0..300 {
        let game = random::tree(&mut draw, 14, false, 3);
        let mut expected = perfect_profiles(&game);
        let ask = Ask { all: true, most: 100_000, ..Ask::default() };
        let answer = super::backward::solve(&Form::Extensive(game.clone()), &ask).unwrap();
        assert!(answer.exact && answer.complete);
        let mut found: Vec<Vec<Rational>> = Vec::new();
        for equilibrium in &answer.equilibria {
            let Figures::Exact(play) = &equilibrium.play else { panic!("not exact") };
            let judged = regret::exact(&game, play).unwrap();
            assert!(judged.is_none());
            assert_eq!(Figures::Exact(judged.payoffs), equilibrium.payoffs);
            found.push(play.clone());
        }
        let key = |play: &Vec<Rational>| play.iter().map(|p| !p.is_zero()).collect::<Vec<_>>();
        expected.sort_by_key(key);
        found.sort_by_key(key);
        assert_eq!(found, expected);
        several += usize::from(found.len() > 1);
        let mut fast = Induction::new(&game).unwrap();
        let payoffs = fast.payoffs().to_vec();
        let first = answer.equilibria[0].payoffs.to_f64();
        if found.len() == 1 {
            let value = fast.solve(&payoffs);
            assert!(value.iter().zip(&first).all(|(x, y)| (x - y).abs() < 1e-12));
        }
    }
    assert!(several > 50, "{several}");
}

#[test]
fn a_list_that_is_cut_says_so() {
    let mut draft = Draft::new("Ties", vec!["a".into()]);
    let chance = draft.chance(
        1,
        "",
        vec!["l".into(), "r".into()],
        vec![Rational::new(1, 2).unwrap(), Rational::new(1, 2).unwrap()],
    );
    draft.node("", Mover::Chance(chance), None).unwrap();
    for id in 0..2 {
        let set = draft.infoset(0, id, "", vec!["x".into(), "y".into(), "z".into()]);
        draft.node("", Mover::Player(set), None).unwrap();
        for _ in 0..3 {
            draft.node("", Mover::End, None).unwrap();
        }
    }
    let form = Form::Extensive(draft.finish().unwrap());
    for (most, complete, count) in [(9, true, 9), (8, false, 8), (1, false, 1)] {
        let answer =
            super::backward::solve(&form, &Ask { all: true, most, ..Ask::default() }).unwrap();
        assert_eq!((answer.complete, answer.equilibria.len()), (complete, count));
    }
}

/// What `player` gets at most with a pure strategy, found by trying all.
fn best_by_trying(game: &ExtensiveGame, play: &[Rational], player: usize) -> Rational {
    let own: Vec<usize> =
        (0..game.infosets.len()).filter(|&set| game.infosets[set].player == player).collect();
    let mut choice = vec![0; own.len()];
    let mut best: Option<Rational> = None;
    loop {
        let mut trial = play.to_vec();
        for (&set, &k) in own.iter().zip(&choice) {
            trial[game.plays_of(set)].fill(Rational::ZERO);
            trial[game.infosets[set].first_play + k] = Rational::ONE;
        }
        let value = regret::exact(game, &trial).unwrap().payoffs[player].clone();
        best = Some(best.map_or(value.clone(), |b| if value > b { value.clone() } else { b }));
        let mut carry = true;
        for (&set, k) in own.iter().zip(choice.iter_mut()) {
            *k += 1;
            if *k < game.infosets[set].moves.len() {
                carry = false;
                break;
            }
            *k = 0;
        }
        if carry {
            return best.unwrap();
        }
    }
}

#[test]
fn regret_is_what_the_best_of_all_strategies_gains() {
    let mut draw = Draw(11);
    for _ in 0..200 {
        let game = random::hidden(&mut draw, 3);
        assert!(Properties::of_tree(&game).perfect_recall);
        let play = random::play(&mut draw, &game);
        let judged = regret::exact(&game, &play).unwrap();
        assert!(judged.whole);
        for player in 0..game.player_count() {
            let best = best_by_trying(&game, &play, player);
            assert_eq!(&best - &judged.payoffs[player], judged.gains[player]);
        }
        let doubles: Vec<f64> = play.iter().map(Rational::to_f64).collect();
        let near = regret::approximate(&game, &doubles, true);
        assert!((near.largest() - judged.largest()).abs() < 1e-9);
    }
}

/// What each move is worth more than the first of its set, from the definitions, node by node.
fn advantages(game: &ExtensiveGame, play: &[f64]) -> Vec<f64> {
    fn value(game: &ExtensiveGame, play: &[f64], payoffs: &[f64], at: usize, player: usize) -> f64 {
        let chance = |k: usize| match game.nodes[at].mover {
            Mover::Chance(draw) => game.chances[draw].odds_f64[k],
            Mover::Player(set) => play[game.infosets[set].first_play + k],
            Mover::End => 0.0,
        };
        if game.is_end(at) {
            return payoffs[at * game.player_count() + player];
        }
        let children = game.children(at).iter().enumerate();
        children.map(|(k, &c)| chance(k) * value(game, play, payoffs, c, player)).sum()
    }
    let payoffs = game.end_payoffs_f64();
    let mut out = vec![0.0; game.plays()];
    for set in &game.infosets {
        let reach = |mut at: usize| {
            let mut product = 1.0;
            while let Some((parent, k)) = game.nodes[at].parent {
                product *= match game.nodes[parent].mover {
                    Mover::Chance(draw) => game.chances[draw].odds_f64[k],
                    Mover::Player(set) => play[game.infosets[set].first_play + k],
                    Mover::End => 1.0,
                };
                at = parent;
            }
            product
        };
        let total: f64 = set.nodes.iter().map(|&node| reach(node)).sum();
        for k in 0..set.moves.len() {
            out[set.first_play + k] = set
                .nodes
                .iter()
                .map(|&node| {
                    let to =
                        |k: usize| value(game, play, &payoffs, game.children(node)[k], set.player);
                    reach(node) / total * (to(k) - to(0))
                })
                .sum();
        }
    }
    out
}

/// Largest violation of log odds = lambda * advantages.
fn violation(game: &ExtensiveGame, play: &[f64], lambda: f64) -> f64 {
    let advantages = advantages(game, play);
    let off = |set: usize| {
        let range = game.plays_of(set);
        let first = play[range.start];
        range.map(move |k| (k, first)).collect::<Vec<_>>()
    };
    let all = (0..game.infosets.len()).flat_map(off);
    all.map(|(k, first)| (libm::log(play[k] / first) - lambda * advantages[k]).abs())
        .fold(0.0, f64::max)
}

#[test]
fn quantal_response_solves_its_equations() {
    let mut draw = Draw(3);
    for round in 0..150 {
        let game = match round % 3 {
            0 => random::hidden(&mut draw, 3),
            1 => random::tree(&mut draw, 30, true, 9),
            _ => Crisis { rounds: 1, types: 2, shares: 2 }.game(),
        };
        let layout = Layout::new(&game);
        for lambda in [0.0, 0.1, 1.0, 5.0] {
            let mut branch = Branch::new(&layout);
            assert_eq!(branch.follow(Goal::Precision(lambda), 1000), Ended::Reached);
            let off = violation(&game, branch.plays(), lambda);
            assert!(off < 1e-8 * (1.0 + lambda), "round {round}, lambda {lambda}: {off}");
            if lambda <= 0.0 {
                for set in &game.infosets {
                    let even = 1.0 / set.moves.len() as f64;
                    let own = &branch.plays()[set.first_play..set.first_play + set.moves.len()];
                    assert!(own.iter().all(|p| (p - even).abs() < 1e-15));
                }
            }
        }
    }
}

#[test]
fn the_limit_of_quantal_response_is_an_equilibrium() {
    let mut draw = Draw(5);
    let (mut proved, mut reached) = (0, 0);
    for _ in 0..100 {
        let game = random::hidden(&mut draw, 4);
        let range = Layout::new(&game).range();
        let form = Form::Extensive(game.clone());
        let answer = super::quantal::limit(&form, &Ask::default()).unwrap();
        let one = &answer.equilibria[0];
        let lost = !answer.limits.is_empty();
        if !lost {
            assert!(one.regret <= 1e-6 * range, "{} {:?}", one.regret, answer.notes);
        }
        let Figures::Exact(play) = &one.play else {
            reached += usize::from(!lost);
            continue;
        };
        assert!(regret::exact(&game, play).unwrap().is_none());
        proved += 1;
    }
    assert!(reached + proved >= 98 && proved >= 60, "{reached} reached, {proved} proved");
}

#[test]
fn the_branch_of_crises_reaches_a_small_regret() {
    for (rounds, types, shares, nodes) in [(2, 2, 2, 183), (2, 2, 3, 367)] {
        let game = Crisis { rounds, types, shares }.game();
        assert_eq!(game.nodes.len(), nodes);
        let layout = Layout::new(&game);
        let mut branch = Branch::new(&layout);
        assert_eq!(branch.follow(Goal::Regret(1e-6), 2000), Ended::Reached);
        let regret = regret::approximate(&game, branch.plays(), true);
        assert!(regret.largest() <= 1e-5 * layout.range(), "{}", regret.largest());
    }
}

#[test]
fn shifting_and_scaling_payoffs_scales_the_precision() {
    let mut draw = Draw(9);
    for _ in 0..30 {
        let game = random::hidden(&mut draw, 3);
        let mut scaled = game.clone();
        for outcome in &mut scaled.outcomes {
            for payoff in &mut outcome.payoffs {
                *payoff = &(&*payoff * &whole(4)) + &whole(7);
            }
        }
        // Shifts at inner nodes add up differently on different ways; ends carry all payoffs here.
        let at = |game: &ExtensiveGame, lambda: f64| {
            let layout = Layout::new(game);
            let mut branch = Branch::new(&layout);
            assert_eq!(branch.follow(Goal::Precision(lambda), 1000), Ended::Reached);
            branch.plays().to_vec()
        };
        let (one, other) = (at(&game, 2.0), at(&scaled, 0.5));
        assert!(one.iter().zip(&other).all(|(x, y)| (x - y).abs() < 1e-9));
    }
}

#[test]
fn methods_are_found_by_name_and_refuse_by_name() {
    for method in methods::METHODS {
        assert_eq!(methods::find(method.name).map(|found| found.name), Some(method.name));
    }
    let game = Form::Extensive(Crisis { rounds: 1, types: 2, shares: 2 }.game());
    let refusal = (methods::find("backward-induction").unwrap().solve)(&game, &Ask::default());
    assert_eq!(refusal.unwrap_err().instead, Some("quantal-limit"));
}
