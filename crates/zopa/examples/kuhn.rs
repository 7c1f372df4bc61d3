//! Kuhn's poker for `benches/peers/sequence_speed.py`: `kuhn CARDS ROUNDS` prints the least seconds that one solution took,
//! and the value to the first player.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "an example for measuring")]

use std::collections::BTreeMap;
use std::time::Instant;
use zopa::game::form::{Draft, ExtensiveGame, Form, Mover};
use zopa::game::methods::{Ask, find};
use zopa::num::rational::Rational;

fn whole(n: usize) -> i64 {
    i64::try_from(n).unwrap()
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|k| k.to_string()).collect()
}

fn poker(cards: usize) -> ExtensiveGame {
    let mut draft = Draft::new("Kuhn poker", names(2));
    let deals = (0..cards).flat_map(|a| (0..cards).map(move |b| (a, b))).filter(|(a, b)| a != b);
    let deals: Vec<(usize, usize)> = deals.collect();
    let odds = vec![Rational::new(1, whole(deals.len())).unwrap(); deals.len()];
    let deal = draft.chance(1, "deal", names(deals.len()), odds);
    draft.node("", Mover::Chance(deal), None).unwrap();
    let mut sets = BTreeMap::new();
    let mut outcomes = BTreeMap::new();
    for (a, b) in deals {
        let mut move_of = |draft: &mut Draft, stage: usize, card: usize| {
            let id = whole(1 + stage * cards + card);
            let set = *sets.entry(id).or_insert_with(|| draft.infoset(stage % 2, id, "", names(2)));
            draft.node("", Mover::Player(set), None).unwrap();
        };
        let mut end = |draft: &mut Draft, gain: i64| {
            let payoffs = || vec![Rational::from(gain), Rational::from(-gain)];
            let outcome =
                *outcomes.entry(gain).or_insert_with(|| draft.outcome(gain + 3, "", payoffs()));
            draft.node("", Mover::End, Some(outcome)).unwrap();
        };
        let better = if a > b { 1 } else { -1 };
        move_of(&mut draft, 0, a);
        move_of(&mut draft, 1, b);
        end(&mut draft, better);
        move_of(&mut draft, 2, a);
        end(&mut draft, -1);
        end(&mut draft, 2 * better);
        move_of(&mut draft, 3, b);
        end(&mut draft, 1);
        end(&mut draft, 2 * better);
    }
    draft.finish().unwrap()
}

fn main() {
    let args: Vec<usize> = std::env::args().skip(1).map(|arg| arg.parse().unwrap()).collect();
    let form = Form::Extensive(poker(args[0]));
    let method = find("minimax").unwrap();
    let mut least = f64::INFINITY;
    let mut value = String::new();
    for _ in 0..args[1] {
        let begin = Instant::now();
        let answer = (method.solve)(&form, &Ask::default()).unwrap();
        least = least.min(begin.elapsed().as_secs_f64());
        value.clone_from(&answer.parameters[0].1);
    }
    println!("{least}\n{value}");
}
