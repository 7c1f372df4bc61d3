//! Trees as no-deal games of scenarios and back: nothing that bears on play is lost.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use zopa::game::NoDealGame;
use zopa::game::form::{Draft, ExtensiveGame, Mover};
use zopa::model::Changes;
use zopa::num::rational::Rational;
use zopa_formats::gambit::scenario;

/// The game of the scenario that a tree is written as.
fn again(game: &ExtensiveGame) -> ExtensiveGame {
    let text = scenario(game).unwrap();
    let (model, found) = zopa::load(&text);
    let model = model.unwrap_or_else(|| panic!("{found:?}\n{text}"));
    let views = model.views(&Changes::default()).unwrap();
    let mut nodeal = NoDealGame::new(&model, &views);
    nodeal.tree(&model.today(), None, 0).unwrap_or_else(|why| panic!("{why:?}"))
}

/// All that bears on play, and nothing that is only a name of a node.
fn bones(game: &ExtensiveGame) -> String {
    let payoffs = game.end_payoffs();
    let players = game.player_count();
    let mut sets: BTreeMap<usize, usize> = BTreeMap::new();
    let mut text = format!("{:?}", game.players);
    for (at, node) in game.nodes.iter().enumerate() {
        text += &match node.mover {
            Mover::End => format!("\nend {:?}", &payoffs[at * players..(at + 1) * players]),
            Mover::Chance(draw) => {
                format!("\nchance {:?} {:?}", game.chances[draw].moves, game.chances[draw].odds)
            }
            Mover::Player(set) => {
                // Sets by the order in which play can first come to them.
                let next = sets.len();
                let place = *sets.entry(set).or_insert(next);
                format!("\n{} {:?} {place}", game.infosets[set].player, game.infosets[set].moves)
            }
        };
    }
    text
}

struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n as u64).unwrap()
    }
}

/// Chance or nobody draws a type; two or three players move one after the other, each seeing some of what went before.
fn random(seed: u64) -> ExtensiveGame {
    let mut draw = Draw(seed);
    let players = 2 + draw.below(2);
    let name = |k: usize| ["Name", "chance", "Ärger & Co", "to"][k].to_owned();
    let mut draft = Draft::new("A \"game\"\twith words", (0..players).map(name).collect());
    let moves: Vec<String> = ["go on", "stop \"now\"", "go on"][..2 + draw.below(2)]
        .iter()
        .map(|&m| m.to_owned())
        .collect();
    // Equal names of moves are numbered in a scenario, so they differ here already.
    let moves: Vec<String> =
        moves.iter().enumerate().map(|(k, name)| format!("{name}{k}")).collect();
    let odds = vec![Rational::new(1, 3).unwrap(), Rational::new(2, 3).unwrap()];
    let decimals = vec![Rational::new(1, 4).unwrap(), Rational::new(3, 4).unwrap()];
    let odds = if draw.below(2) == 0 { odds } else { decimals };
    let types = draft.chance(1, "", vec!["low".into(), "high".into()], odds);
    draft.node("root", Mover::Chance(types), None).unwrap();
    let hidden: Vec<bool> = (0..players).map(|_| draw.below(2) == 0).collect();
    let mut sets = BTreeMap::new();
    let mut id = 0;
    let mut open: Vec<(usize, Vec<usize>)> = vec![(0, vec![1]), (0, vec![0])];
    while let Some((depth, way)) = open.pop() {
        if depth == players {
            id += 1;
            let payoff = |draw: &mut Draw| {
                let n = i64::try_from(draw.below(40)).unwrap() - 20;
                Rational::new(n, [1, 4, 10][draw.below(3)]).unwrap()
            };
            let payoffs = (0..players).map(|_| payoff(&mut draw)).collect();
            let outcome = draft.outcome(id, ["", "war", "peace"][draw.below(3)], payoffs);
            draft.node("", Mover::End, Some(outcome)).unwrap();
            continue;
        }
        let seen = if hidden[depth] { vec![way[0]] } else { way.clone() };
        let next = i64::try_from(sets.len()).unwrap() + 1;
        let set = *sets
            .entry((depth, seen))
            .or_insert_with(|| draft.infoset(depth, next, "", moves.clone()));
        draft.node(if draw.below(2) == 0 { "" } else { "node" }, Mover::Player(set), None).unwrap();
        open.extend((0..moves.len()).rev().map(|k| (depth + 1, [way.as_slice(), &[k]].concat())));
    }
    draft.finish().unwrap()
}

#[test]
fn a_tree_comes_back_from_a_scenario_as_it_was() {
    for seed in 0..300 {
        let game = random(seed);
        let mut back = again(&game);
        // Chances are doubles in a scenario.
        for (draw, known) in back.chances.iter_mut().zip(&game.chances) {
            for (odds, known) in draw.odds.iter_mut().zip(&known.odds) {
                assert!((odds.to_f64() - known.to_f64()).abs() < 1e-15);
                *odds = known.clone();
            }
        }
        assert_eq!(bones(&back), bones(&game), "{seed}");
    }
}
