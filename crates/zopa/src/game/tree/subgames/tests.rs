//! Subgame by subgame against judging every profile in every subgame.

use super::piece::{Given, Piece};
use super::solve;
use crate::game::answer::Figures;
use crate::game::form::{Draft, ExtensiveGame, Mover, subgames};
use crate::game::methods::Ask;
use crate::game::tree::regret;
use crate::game::tree::tests::random::Draw;
use crate::num::rational::Rational;
use std::collections::{BTreeMap, BTreeSet};

fn names(count: usize) -> Vec<String> {
    (0..count).map(|k| format!("m{k}")).collect()
}

/// A random tree for two players and a bystander of single moves, draws, and moves made at the same time.
struct Staged<'a> {
    draft: Draft,
    draw: &'a mut Draw,
    levels: usize,
    id: i64,
}

impl Staged<'_> {
    fn grow(&mut self, depth: usize) {
        self.id += 1;
        let id = self.id;
        match if depth == 0 { 9 } else { self.draw.below(6) } {
            0 => {
                let half = Rational::new(1, 2).unwrap();
                let coin = self.draft.chance(id, "", names(2), vec![half.clone(), half]);
                self.draft.node("", Mover::Chance(coin), None).unwrap();
                (0..2).for_each(|_| self.grow(depth - 1));
            }
            1 => {
                let player = self.draw.below(2);
                let set = self.draft.infoset(player, id, "", names(2));
                self.draft.node("", Mover::Player(set), None).unwrap();
                (0..2).for_each(|_| self.grow(depth - 1));
            }
            2..=4 => {
                let first = self.draft.infoset(0, id, "", names(2));
                let second = self.draft.infoset(1, id, "", names(2));
                self.draft.node("", Mover::Player(first), None).unwrap();
                for _ in 0..2 {
                    self.draft.node("", Mover::Player(second), None).unwrap();
                    (0..2).for_each(|_| self.grow(depth - 1));
                }
            }
            _ => {
                let payoffs = (0..3).map(|_| self.draw.payoff(self.levels)).collect();
                let outcome = self.draft.outcome(id, "", payoffs);
                self.draft.node("", Mover::End, Some(outcome)).unwrap();
            }
        }
    }

    fn of(draw: &mut Draw, levels: usize) -> ExtensiveGame {
        let mut staged = Staged { draft: Draft::new("Staged", names(3)), draw, levels, id: 0 };
        staged.grow(2);
        staged.draft.finish().unwrap()
    }
}

/// Whether play is an equilibrium in every subgame, each cut out of the tree whole.
fn is_perfect(game: &ExtensiveGame, play: &[Rational]) -> bool {
    let ends = game.end_payoffs();
    subgames(game).into_iter().all(|root| {
        // A piece that ends nowhere before the ends of the tree is the whole subgame.
        let piece = Piece { root, movers: vec![0, 1, 2], ..whole(game, root) };
        let given = Given { game, ends: &ends, settled: BTreeMap::new() };
        let tree = given.tree(&piece).unwrap();
        let own: Vec<Rational> = piece.plays(game).into_iter().map(|at| play[at].clone()).collect();
        regret::exact(&tree, &own).unwrap().is_none()
    })
}

fn whole(game: &ExtensiveGame, root: usize) -> Piece {
    Piece::all(game, &[root]).remove(0)
}

#[test]
fn what_is_listed_is_perfect_and_no_pure_equilibrium_is_missing() {
    let mut draw = Draw(31);
    let (mut mixed, mut several, mut judged) = (0, 0, 0);
    for round in 0..600 {
        let game = Staged::of(&mut draw, if round % 2 == 0 { 4 } else { 1000 });
        let ask = Ask { all: true, most: 100_000, ..Ask::default() };
        let answer = solve(&game, &ask, "backward-induction").unwrap();
        assert!(answer.exact);
        let plays: Vec<Vec<Rational>> = answer
            .equilibria
            .iter()
            .map(|found| match &found.play {
                Figures::Exact(play) => play.clone(),
                Figures::Approximate(_) => panic!("exact"),
            })
            .collect();
        for (play, found) in plays.iter().zip(&answer.equilibria).take(50) {
            assert!(is_perfect(&game, play), "round {round}");
            let payoffs = regret::exact(&game, play).unwrap().payoffs;
            assert_eq!(Figures::Exact(payoffs), found.payoffs);
        }
        let is_pure =
            |play: &&Vec<Rational>| play.iter().all(|x| x.is_zero() || *x == Rational::ONE);
        let pure: BTreeSet<Vec<Rational>> = plays.iter().filter(is_pure).cloned().collect();
        mixed += usize::from(pure.len() < plays.len());
        several += usize::from(plays.len() > 1);
        if game.infosets.len() <= 9 {
            let mut expected = BTreeSet::new();
            for profile in 0..1_usize << game.infosets.len() {
                let mut play = vec![Rational::ZERO; game.plays()];
                for (set, infoset) in game.infosets.iter().enumerate() {
                    play[infoset.first_play + (profile >> set & 1)] = Rational::ONE;
                }
                if is_perfect(&game, &play) {
                    expected.insert(play);
                }
            }
            assert_eq!(pure, expected, "round {round}");
            judged += 1;
        }
        let one = solve(&game, &Ask::default(), "backward-induction").unwrap();
        let Figures::Exact(play) = &one.equilibria[0].play else { panic!("exact") };
        assert!(is_perfect(&game, play) && one.equilibria.len() == 1);
    }
    assert!(mixed > 50 && several > 50 && judged > 200, "{mixed} {several} {judged}");
}

/// One may stay out, or meet two others: each would rather go, unless both others do. Of the seven equilibria of that part
/// one has everybody mix.
#[test]
fn parts_of_three_are_solved_with_all_their_equilibria() {
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    let mut draft = Draft::new("Three", names(&["A", "B", "C"]));
    let door = draft.infoset(0, 1, "door", names(&["out", "in"]));
    let sets: Vec<usize> =
        (0..3).map(|player| draft.infoset(player, 2, "", names(&["stay", "go"]))).collect();
    let out = draft.outcome(1, "", vec![Rational::ZERO; 3]);
    draft.node("", Mover::Player(door), None).unwrap();
    draft.node("", Mover::End, Some(out)).unwrap();
    draft.node("", Mover::Player(sets[0]), None).unwrap();
    let mut id = 1;
    for first in 0..2 {
        draft.node("", Mover::Player(sets[1]), None).unwrap();
        for second in 0..2 {
            draft.node("", Mover::Player(sets[2]), None).unwrap();
            for third in 0..2 {
                let goers = first + second + third;
                let payoff = |goes: i64| Rational::from(if goers == 3 { -1 } else { 2 * goes });
                id += 1;
                let end = draft.outcome(id, "", [first, second, third].map(payoff).to_vec());
                draft.node("", Mover::End, Some(end)).unwrap();
            }
        }
    }
    let game = draft.finish().unwrap();
    let ask = Ask { all: true, ..Ask::default() };
    let answer = super::solve(&game, &ask, "backward-induction").unwrap();
    assert!(answer.complete && !answer.exact);
    // Where the part gives the first nothing, it may as well stay out.
    let part: Vec<Vec<f64>> =
        answer.equilibria.iter().map(|found| found.play.to_f64()[2..].to_vec()).collect();
    let mut different: Vec<&Vec<f64>> = Vec::new();
    for play in &part {
        if !different.contains(&play) {
            different.push(play);
        }
    }
    assert_eq!(different.len(), 7, "{part:?}");
    assert!(answer.equilibria.iter().all(|found| found.regret < 1e-9));
}
