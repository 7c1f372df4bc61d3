//! Poker for two, small enough to be solved.

use std::collections::BTreeMap;
use zopa::game::form::{Draft, ExtensiveGame, Mover};
use zopa::num::rational::Rational;

/// Poker with one card each (H. Kuhn 1950), of a pack of `cards` different ones: one stake of 1, one bet
/// of 1. With 3 cards 55 nodes, with 40 14,041.
pub(crate) fn kuhn(cards: usize) -> ExtensiveGame {
    let mut table = Table::new(format!("Kuhn poker, {cards} cards"));
    let deals = (0..cards).flat_map(|a| (0..cards).map(move |b| (a, b))).filter(|(a, b)| a != b);
    let deals: Vec<(usize, usize)> = deals.collect();
    table.chance("deal", deals.iter().map(|(a, b)| format!("{} {}", a + 1, b + 1)).collect());
    for (a, b) in deals {
        let names = [(a + 1).to_string(), (b + 1).to_string()];
        let win = |stake: i64| if a > b { stake } else { -stake };
        table.decide(0, &names[0], "", &["check", "bet"]);
        table.decide(1, &names[1], "check", &["check", "bet"]);
        table.end(win(1));
        table.decide(0, &names[0], "check bet", &["fold", "call"]);
        table.end(-1);
        table.end(win(2));
        table.decide(1, &names[1], "bet", &["fold", "call"]);
        table.end(1);
        table.end(win(2));
    }
    table.game()
}

/// Leduc poker (F. Southey and others 2005): six cards of three ranks, one card each and one for both; two
/// rounds of betting with raises of 2, then 4, at most two a round. 9,457 nodes, the deals one by one.
pub(crate) fn leduc() -> ExtensiveGame {
    let mut table = Table::new("Leduc poker".to_owned());
    let left = |out: &[usize]| (0..6).filter(|card| !out.contains(card)).collect::<Vec<_>>();
    let names = |cards: &[usize]| cards.iter().map(|&card| card_name(card)).collect::<Vec<_>>();
    table.chance("first card", names(&left(&[])));
    for a in 0..6 {
        table.chance("second card", names(&left(&[a])));
        for b in left(&[a]) {
            let start = Betting { cards: [a, b], public: None, paid: [1, 1], calls: 0, raises: 0 };
            start.play(&mut table, 0, &mut Vec::new());
        }
    }
    table.game()
}

fn card_name(card: usize) -> String {
    let rank = ["J", "Q", "K"][card / 2];
    format!("{rank}{}", card % 2 + 1)
}

/// A round of Leduc poker under way.
#[derive(Clone, Copy)]
struct Betting {
    cards: [usize; 2],
    public: Option<usize>,
    paid: [i64; 2],
    calls: usize,
    raises: usize,
}

impl Betting {
    fn play(self, table: &mut Table, player: usize, said: &mut Vec<&'static str>) {
        if self.calls == 2 || self.raises > 0 && self.calls == 1 {
            return self.next(table, said);
        }
        let open = self.paid[player] < self.paid[1 - player];
        let mut moves = if open { vec!["fold", "call"] } else { vec!["call"] };
        if self.raises < 2 {
            moves.push("raise");
        }
        let public = self.public.map_or_else(String::new, |card| format!(" {}", card_name(card)));
        let hand = format!("{}{public}", card_name(self.cards[player]));
        table.decide(player, &hand, &said.join(" "), &moves);
        for name in moves {
            let mut after = self;
            said.push(name);
            match name {
                "fold" => table.end(if player == 0 { -self.paid[0] } else { self.paid[1] }),
                "call" => {
                    after.calls += 1;
                    after.paid[player] = self.paid[1 - player];
                    after.play(table, 1 - player, said);
                }
                _ => {
                    after.raises += 1;
                    after.calls = 0;
                    let raise = if self.public.is_none() { 2 } else { 4 };
                    after.paid[player] = self.paid[1 - player] + raise;
                    after.play(table, 1 - player, said);
                }
            }
            said.pop();
        }
    }

    /// The second round, or the end.
    fn next(self, table: &mut Table, said: &mut Vec<&'static str>) {
        let [a, b] = self.cards;
        if let Some(public) = self.public {
            let pair = |card: usize| card / 2 == public / 2;
            let strength = |card: usize| (pair(card), card / 2);
            return table.end(match strength(a).cmp(&strength(b)) {
                std::cmp::Ordering::Greater => self.paid[1],
                std::cmp::Ordering::Equal => 0,
                std::cmp::Ordering::Less => -self.paid[0],
            });
        }
        let left: Vec<usize> = (0..6).filter(|&card| card != a && card != b).collect();
        table.chance("public card", left.iter().map(|&card| card_name(card)).collect());
        for card in left {
            let round = Self { public: Some(card), calls: 0, raises: 0, ..self };
            said.push("/");
            round.play(table, 0, said);
            said.pop();
        }
    }
}

/// A tree in the making, in which sets are known by what their player sees.
struct Table {
    draft: Draft,
    sets: BTreeMap<(usize, String), usize>,
    chances: BTreeMap<Vec<String>, usize>,
    outcomes: BTreeMap<i64, usize>,
}

impl Table {
    fn new(title: String) -> Self {
        let players = vec!["First".to_owned(), "Second".to_owned()];
        let (sets, chances, outcomes) = Default::default();
        Self { draft: Draft::new(title, players), sets, chances, outcomes }
    }

    /// Every card with the same chance.
    fn chance(&mut self, label: &str, moves: Vec<String>) {
        let count = i64::try_from(moves.len()).expect("a pack is small");
        let odds = vec![Rational::new(1, count).expect("a pack is not empty"); moves.len()];
        let id = number(self.chances.len());
        let draft = &mut self.draft;
        let set = self
            .chances
            .entry(moves.clone())
            .or_insert_with(|| draft.chance(id, label, moves, odds));
        self.draft.node("", Mover::Chance(*set), None).expect("the tree goes on");
    }

    fn decide(&mut self, player: usize, hand: &str, said: &str, moves: &[&str]) {
        let label = format!("{hand} {said}").trim_end().to_owned();
        let (id, draft) = (number(self.sets.len()), &mut self.draft);
        let names = moves.iter().map(|&name| name.to_owned()).collect();
        let set = *self
            .sets
            .entry((player, label.clone()))
            .or_insert_with(|| draft.infoset(player, id, label, names));
        self.draft.node("", Mover::Player(set), None).expect("the tree goes on");
    }

    /// The end, with what the first player wins.
    fn end(&mut self, gain: i64) {
        let (id, draft) = (number(self.outcomes.len()), &mut self.draft);
        let payoffs = || vec![Rational::from(gain), Rational::from(-gain)];
        let outcome =
            *self.outcomes.entry(gain).or_insert_with(|| draft.outcome(id, "", payoffs()));
        self.draft.node("", Mover::End, Some(outcome)).expect("the tree goes on");
    }

    fn game(self) -> ExtensiveGame {
        self.draft.finish().expect("every move leads somewhere")
    }
}

/// The number after so many, as files count.
fn number(before: usize) -> i64 {
    i64::try_from(before + 1).expect("a tree is smaller")
}
