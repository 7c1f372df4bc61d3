//! Trees of two players with perfect recall.

use crate::game::form::{Draft, ExtensiveGame, Mover};
use crate::game::tree::tests::random::Draw;
use crate::num::rational::Rational;
use std::collections::BTreeMap;

fn whole(n: usize) -> i64 {
    i64::try_from(n).unwrap()
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|k| format!("m{k}")).collect()
}

/// A player's last own move: set and move.
type Last = Option<(usize, usize)>;

/// A tree in the making: where a player knows its last own move and something else, it moves.
struct Tree<'a> {
    draft: Draft,
    draw: &'a mut Draw,
    payoffs: &'a dyn Fn(&mut Draw) -> [Rational; 2],
    left: usize,
    ids: usize,
    /// The set of what a player knows, and how many moves it has.
    sets: BTreeMap<(usize, Last, usize), (usize, usize)>,
}

/// A tree of about so many nodes; both know their own moves, and little else.
pub(in crate::game::tree) fn tree(
    draw: &mut Draw,
    nodes: usize,
    payoffs: impl Fn(&mut Draw) -> [Rational; 2],
) -> ExtensiveGame {
    let draft = Draft::new("Random", names(2));
    let mut tree =
        Tree { draft, draw, payoffs: &payoffs, left: nodes, ids: 0, sets: BTreeMap::new() };
    tree.grow([None, None], true);
    tree.draft.finish().unwrap()
}

impl Tree<'_> {
    fn grow(&mut self, last: [Last; 2], root: bool) {
        self.ids += 1;
        let id = whole(self.ids);
        let ends = !root && (self.left == 0 || self.draw.below(4) == 0);
        let inner = self.draw.below(6) == 0;
        let outcome = (ends || inner).then(|| {
            let payoffs = (self.payoffs)(self.draw);
            // On the way, only what does not change the sum.
            let payoffs = if ends { payoffs.to_vec() } else { vec![-Rational::ONE, Rational::ONE] };
            self.draft.outcome(id, "", payoffs)
        });
        if ends {
            self.draft.node("", Mover::End, outcome).unwrap();
            return;
        }
        let who = self.draw.below(5);
        if who == 4 {
            let odds = [1, 2, 0].map(|n| Rational::new(n, 3).unwrap());
            let count = 2 + self.draw.below(2);
            let draw = self.draft.chance(id, "", names(count), odds[..count].to_vec());
            self.draft.node("", Mover::Chance(draw), outcome).unwrap();
            return self.children(count, |_| last);
        }
        let player = who % 2;
        let told = self.draw.below(2);
        let fresh = 2 + self.draw.below(2);
        let draft = &mut self.draft;
        let key = (player, last[player], told);
        let (set, moves) = *self
            .sets
            .entry(key)
            .or_insert_with(|| (draft.infoset(player, id, "", names(fresh)), fresh));
        self.draft.node("", Mover::Player(set), outcome).unwrap();
        self.children(moves, |k| {
            let mut after = last;
            after[player] = Some((set, k));
            after
        });
    }

    fn children(&mut self, count: usize, last: impl Fn(usize) -> [Last; 2]) {
        self.left = self.left.saturating_sub(count);
        for k in 0..count {
            self.grow(last(k), false);
        }
    }
}

/// Kuhn's poker with so many cards.
pub(in crate::game::tree) fn kuhn(cards: usize) -> ExtensiveGame {
    let mut draft = Draft::new("Kuhn", names(2));
    let deals: Vec<(usize, usize)> =
        (0..cards).flat_map(|a| (0..cards).filter(move |&b| b != a).map(move |b| (a, b))).collect();
    let odds = vec![Rational::new(1, whole(deals.len())).unwrap(); deals.len()];
    let deal = draft.chance(1, "", names(deals.len()), odds);
    draft.node("", Mover::Chance(deal), None).unwrap();
    let wins = [-2, -1, 1, 2];
    let outcomes =
        wins.map(|win| draft.outcome(win + 3, "", vec![Rational::from(win), Rational::from(-win)]));
    let mut sets = BTreeMap::new();
    for (a, b) in deals {
        let mut set = |draft: &mut Draft, stage: usize, player: usize, card: usize| {
            let id = whole(1 + stage * cards + card);
            let set = *sets
                .entry((stage, card))
                .or_insert_with(|| draft.infoset(player, id, "", names(2)));
            draft.node("", Mover::Player(set), None).unwrap();
        };
        let end = |draft: &mut Draft, win: i64| {
            let at = wins.iter().position(|&known| known == win).unwrap();
            draft.node("", Mover::End, Some(outcomes[at])).unwrap();
        };
        let better = if a > b { 1 } else { -1 };
        set(&mut draft, 0, 0, a);
        set(&mut draft, 1, 1, b);
        end(&mut draft, better);
        set(&mut draft, 2, 0, a);
        end(&mut draft, -1);
        end(&mut draft, 2 * better);
        set(&mut draft, 3, 1, b);
        end(&mut draft, 1);
        end(&mut draft, 2 * better);
    }
    draft.finish().unwrap()
}
