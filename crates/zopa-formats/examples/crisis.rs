//! Crises and alternating offers for `benches/peers/tree_speed.py`.
//!
//! * `crisis ROUNDS TYPES SHARES FILE` writes a crisis as .efg and prints its nodes, the seconds that reading it takes,
//!   those of quantal response at a precision of 1 per unit of payoff, those of the principal branch to a regret of 1e-6
//!   of the payoff range, and the regret there.
//! * `crisis offers ROUNDS SHARES` prints the nodes of a game of alternating offers, and the nanoseconds that backward
//!   induction takes for a node and for 100,000 sets of payoffs together.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    reason = "an example for measuring"
)]

#[path = "../../zopa/benches/support/crisis.rs"]
mod crisis;

use crisis::Crisis;
use std::hint::black_box;
use std::time::Instant;
use zopa::game::form::{Draft, ExtensiveGame, Form, Mover, Properties};
use zopa::game::methods::{Ask, find};
use zopa::game::tree::backward::Induction;
use zopa::game::tree::layout::Layout;
use zopa::game::tree::quantal::{Branch, Goal};
use zopa::game::tree::regret;
use zopa::num::rational::Rational;
use zopa_formats::gambit;

/// The least seconds of several runs.
fn least<T>(runs: usize, mut run: impl FnMut() -> T) -> (f64, T) {
    let mut timed = || {
        let begin = Instant::now();
        let found = run();
        (begin.elapsed().as_secs_f64(), found)
    };
    let mut best = timed();
    for _ in 1..runs {
        let next = timed();
        if next.0 < best.0 {
            best = next;
        }
    }
    best
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| args[at].parse::<usize>().unwrap();
    if args[0] == "offers" {
        offers(number(1), number(2));
        return;
    }
    let game = Crisis { rounds: number(0), types: number(1), shares: number(2) }.game();
    let text = gambit::write_efg(&game);
    std::fs::write(&args[3], &text).unwrap();
    let (reading, _) = least(5, || gambit::read(&text).unwrap().0.unwrap());
    let nodes = game.nodes.len();
    let runs = if nodes > 10_000 { 2 } else { 5 };
    let form = Form::Extensive(game);
    let ask = Ask { lambda: Some(1.0), ..Ask::default() };
    let (at_one, _) = least(runs, || (find("quantal").unwrap().solve)(&form, &ask).unwrap());
    let Form::Extensive(game) = &form else { return };
    let recall = Properties::of_tree(game).perfect_recall;
    let (to_limit, left) = if nodes <= 10_000 {
        least(runs, || {
            let layout = Layout::new(game);
            let mut branch = Branch::new(&layout);
            branch.follow_with(Goal::Limit, 10_000, |branch| {
                regret::approximate(game, branch.plays(), recall).largest() < 1e-6 * layout.range()
            });
            regret::approximate(game, branch.plays(), recall).largest() / layout.range()
        })
    } else {
        (f64::NAN, f64::NAN)
    };
    println!("{nodes} {reading} {at_one} {to_limit} {left}");
}

/// Offers of one of so many shares in turn; who rejects the last leaves both with nothing.
fn alternating(rounds: usize, shares: usize) -> ExtensiveGame {
    struct Growing {
        draft: Draft,
        shares: usize,
        id: i64,
    }
    impl Growing {
        fn node(&mut self, mover: Mover, outcome: Option<usize>) {
            self.draft.node("", mover, outcome).expect("there is room");
        }
        fn end(&mut self, payoffs: [i64; 2]) {
            self.id += 1;
            let outcome = self.draft.outcome(self.id, "", payoffs.map(Rational::from).into());
            self.node(Mover::End, Some(outcome));
        }
        fn round(&mut self, left: usize, offers: usize) {
            if left == 0 {
                self.end([0, 0]);
                return;
            }
            self.id += 1;
            let names = (0..self.shares).map(|share| share.to_string()).collect();
            let set = self.draft.infoset(offers, self.id, "", names);
            self.node(Mover::Player(set), None);
            for share in 0..self.shares {
                self.id += 1;
                let answers = vec!["accept".to_owned(), "reject".to_owned()];
                let set = self.draft.infoset(1 - offers, self.id, "", answers);
                self.node(Mover::Player(set), None);
                let pie = i64::try_from(left * self.shares).expect("few");
                let given = i64::try_from(left * share).expect("few");
                let mut kept = [pie - given, given];
                if offers == 1 {
                    kept.swap(0, 1);
                }
                self.end(kept);
                self.round(left - 1, 1 - offers);
            }
        }
    }
    let draft = Draft::new("Offers", vec!["A".into(), "B".into()]);
    let mut growing = Growing { draft, shares, id: 0 };
    growing.round(rounds, 0);
    growing.draft.finish().expect("every move leads somewhere")
}

fn offers(rounds: usize, shares: usize) {
    let game = alternating(rounds, shares);
    let nodes = game.nodes.len();
    let mut induction = Induction::new(&game).expect("nothing is hidden");
    let mut payoffs = induction.payoffs().to_vec();
    let (seconds, _) = least(20, || black_box(induction.solve(&payoffs)[0]));
    let per_node = seconds / nodes as f64 * 1e9;
    let (draws, _) = least(1, || {
        let mut sum = 0.0;
        for draw in 0..100_000_u32 {
            // What ends give changes with every draw.
            let at = draw as usize % payoffs.len();
            payoffs[at] += 0.5;
            sum += induction.solve(&payoffs)[0];
        }
        sum
    });
    println!("{nodes} {per_node} {draws}");
}
