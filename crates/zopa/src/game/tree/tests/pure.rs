//! Pure equilibria of trees against judging every profile.

use super::random::{self, Draw};
use crate::game::answer::{Equilibrium, Figures};
use crate::game::form::{ExtensiveGame, Form, Mover};
use crate::game::methods::{Ask, MethodOf};
use crate::game::table::pure;
use crate::game::tree::regret;
use crate::num::rational::Rational;
use std::collections::BTreeSet;

/// All profiles in which nobody mixes.
fn pure_profiles(game: &ExtensiveGame) -> Vec<Vec<Rational>> {
    let sizes: Vec<usize> = game.infosets.iter().map(|set| set.moves.len()).collect();
    let profile = |mut rest: usize| {
        let mut play = vec![Rational::ZERO; game.plays()];
        for (set, size) in sizes.iter().enumerate() {
            play[game.infosets[set].first_play + rest % size] = Rational::ONE;
            rest /= size;
        }
        play
    };
    (0..sizes.iter().product()).map(profile).collect()
}

#[test]
fn pure_equilibria_are_those_that_judging_every_profile_finds() {
    let mut draw = Draw(77);
    let ask = Ask { all: true, most: 1_000_000, ..Ask::default() };
    let listed = |method: &MethodOf, game: &ExtensiveGame| -> Vec<Vec<Rational>> {
        let answer = (method.solve)(&Form::Extensive(game.clone()), &ask).unwrap();
        assert!(answer.complete && answer.limits.is_empty());
        let play = |found: &Equilibrium| match &found.play {
            Figures::Exact(play) => play.clone(),
            Figures::Approximate(_) => panic!("pure play is exact"),
        };
        answer.equilibria.iter().map(play).collect()
    };
    let mut several = 0;
    for round in 0..400 {
        let game = match round % 2 {
            0 => random::hidden(&mut draw, 2),
            _ => random::tree(&mut draw, 16, true, 3),
        };
        let profiles = pure_profiles(&game);
        if profiles.len() > 2000 {
            continue;
        }
        let mut expected = BTreeSet::new();
        let mut alone = BTreeSet::new();
        for play in profiles {
            let judged = regret::exact(&game, &play).unwrap();
            let whole = judged.is_none();
            if whole {
                expected.insert(without_excluded(&game, &play));
            }
            if whole || regret::exact_single(&game, &play).unwrap().is_none() {
                alone.insert(play);
            }
        }
        let found: BTreeSet<_> =
            listed(&pure::METHOD, &game).iter().map(|play| without_excluded(&game, play)).collect();
        assert_eq!(found, expected, "round {round}");
        let agents = listed(&pure::AGENTS, &game);
        assert_eq!(agents.iter().cloned().collect::<BTreeSet<_>>(), alone, "round {round}");
        several += usize::from(found.len() > 1);
    }
    assert!(several > 50, "{several}");
}

/// The same play, the first move made where the player's own moves exclude a set.
fn without_excluded(game: &ExtensiveGame, play: &[Rational]) -> Vec<Rational> {
    let mut same = play.to_vec();
    for (at, set) in game.infosets.iter().enumerate() {
        let own_way = |&node: &usize| {
            let mut at = node;
            while let Some((parent, k)) = game.nodes[at].parent {
                if let Mover::Player(other) = game.nodes[parent].mover
                    && game.infosets[other].player == set.player
                    && play[game.infosets[other].first_play + k].is_zero()
                {
                    return false;
                }
                at = parent;
            }
            true
        };
        if !set.nodes.iter().any(own_way) {
            same[game.plays_of(at)].fill(Rational::ZERO);
            same[set.first_play] = Rational::ONE;
        }
    }
    same
}
