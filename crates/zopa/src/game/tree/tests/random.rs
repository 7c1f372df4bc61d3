//! Random trees.

use crate::game::form::{Draft, ExtensiveGame, Mover};
use crate::num::rational::Rational;

/// SplitMix64.
pub(in crate::game) struct Draw(pub(in crate::game) u64);

impl Draw {
    pub(in crate::game) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % n as u64).unwrap()
    }

    pub(in crate::game) fn payoff(&mut self, levels: usize) -> Rational {
        Rational::from(i64::try_from(self.below(levels)).unwrap())
    }
}

fn whole(n: usize) -> i64 {
    i64::try_from(n).unwrap()
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|k| format!("m{k}")).collect()
}

fn odds(draw: &mut Draw, count: usize) -> Vec<Rational> {
    let weights: Vec<i64> = (0..count).map(|_| whole(1 + draw.below(4))).collect();
    let sum: i64 = weights.iter().sum();
    weights.into_iter().map(|w| Rational::new(w, sum).unwrap()).collect()
}

/// A tree of perfect information with about so many nodes; payoffs of few levels tie.
pub(in crate::game) fn tree(
    draw: &mut Draw,
    nodes: usize,
    inner: bool,
    levels: usize,
) -> ExtensiveGame {
    let players = 1 + draw.below(3);
    let mut draft = Draft::new("Random", names(players));
    let mut count = 0;
    loop {
        count += 1;
        let room = nodes.saturating_sub(count);
        // The root moves always, so that no tree is empty of choices.
        let ends = room == 0 || count > 1 && draw.below(5) < 2;
        let outcome = (ends || inner && draw.below(4) == 0).then(|| {
            let payoffs = (0..players).map(|_| draw.payoff(levels)).collect();
            draft.outcome(whole(count), "", payoffs)
        });
        let moves = 2 + draw.below(2);
        let mover = match (ends, draw.below(4)) {
            (true, _) => Mover::End,
            (false, 0) => {
                let odds = odds(draw, moves);
                Mover::Chance(draft.chance(whole(count), "", names(moves), odds))
            }
            (false, _) => {
                let player = draw.below(players);
                Mover::Player(draft.infoset(player, whole(count), "", names(moves)))
            }
        };
        draft.node("", mover, outcome).unwrap();
        if draft.is_complete() {
            return draft.finish().unwrap();
        }
    }
}

/// Chance draws a type for the first of two players, who moves; the second answers without having seen the
/// type; the first, who remembers, may answer back.
pub(in crate::game) fn hidden(draw: &mut Draw, types: usize) -> ExtensiveGame {
    let mut draft = Draft::new("Hidden", names(2));
    let odds = odds(draw, types);
    let deal = draft.chance(1, "type", names(types), odds);
    let moves = 2 + draw.below(2);
    let answers: Vec<usize> =
        (0..moves).map(|k| draft.infoset(1, whole(k) + 1, "", names(2))).collect();
    let mut id = 0;
    let mut end = |draft: &mut Draft, draw: &mut Draw| {
        id += 1;
        let payoffs = vec![draw.payoff(50), draw.payoff(50)];
        let outcome = draft.outcome(id, "", payoffs);
        draft.node("", Mover::End, Some(outcome)).unwrap();
    };
    draft.node("", Mover::Chance(deal), None).unwrap();
    let back = draw.below(2) == 0;
    let mut own = 0;
    for _ in 0..types {
        own += 1;
        let first = draft.infoset(0, own, "", names(moves));
        draft.node("", Mover::Player(first), None).unwrap();
        for &answer in &answers {
            draft.node("", Mover::Player(answer), None).unwrap();
            end(&mut draft, draw);
            if back {
                own += 1;
                let last = draft.infoset(0, own, "", names(2));
                draft.node("", Mover::Player(last), None).unwrap();
                end(&mut draft, draw);
            }
            end(&mut draft, draw);
        }
    }
    draft.finish().unwrap()
}

/// Exact chances for every play.
pub(super) fn play(draw: &mut Draw, game: &ExtensiveGame) -> Vec<Rational> {
    game.infosets.iter().flat_map(|set| odds(draw, set.moves.len())).collect()
}
