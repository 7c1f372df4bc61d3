//! A family of crises, of any size.

use zopa::game::form::{Draft, ExtensiveGame, Mover};
use zopa::num::rational::Rational;

/// A crisis between two parties, each of which knows its own resolve only.
///
/// In each of `rounds` rounds one party offers one of `shares` shares; the other accepts, rejects or
/// escalates. Upon escalation, and upon rejection in the last round, the other party concedes or fights.
pub(crate) struct Crisis {
    /// How many rounds of offers.
    pub(crate) rounds: usize,
    /// How many levels of resolve each party may have.
    pub(crate) types: usize,
    /// How many shares may be offered.
    pub(crate) shares: usize,
}

impl Crisis {
    /// The game: 183 nodes for 2 rounds, 2 types, 2 shares; 94,901 for 4, 4, 5.
    pub(crate) fn game(&self) -> ExtensiveGame {
        let players = vec!["A".to_owned(), "B".to_owned()];
        let title = format!("Crisis {}, {}, {}", self.rounds, self.types, self.shares);
        let draft = Draft::new(title, players);
        let mut making = Making { crisis: self, draft, sets: Vec::new(), history: 0, ends: 0 };
        let odds = vec![fraction(1, self.types); self.types];
        let names: Vec<String> = (0..self.types).map(|k| format!("resolve {k}")).collect();
        if self.types == 1 {
            making.round(0, [0, 0]);
        } else {
            let first = making.draft.chance(1, "resolve of A", names.clone(), odds.clone());
            let second = making.draft.chance(2, "resolve of B", names, odds);
            making.node(Mover::Chance(first));
            for a in 0..self.types {
                making.node(Mover::Chance(second));
                for b in 0..self.types {
                    making.history = 0;
                    making.round(0, [a, b]);
                }
            }
        }
        making.draft.finish().expect("every move leads somewhere")
    }
}

struct Making<'a> {
    crisis: &'a Crisis,
    draft: Draft,
    /// Numbers of the sets by public history, party and type; the same in every pair of types.
    sets: Vec<Option<usize>>,
    history: usize,
    ends: i64,
}

impl Making<'_> {
    fn node(&mut self, mover: Mover) {
        self.draft.node("", mover, None).expect("there is room");
    }

    /// A node at which `party` of this type moves.
    fn decision(&mut self, party: usize, types: [usize; 2], moves: &[&str]) {
        let at = (self.history * 2 + party) * self.crisis.types + types[party];
        self.history += 1;
        self.sets.resize(self.sets.len().max(at + 1), None);
        let id = i64::try_from(at).expect("few") + 1;
        let draft = &mut self.draft;
        let set = *self.sets[at].get_or_insert_with(|| {
            let moves = moves.iter().map(|&name| name.to_owned()).collect();
            draft.infoset(party, id, "", moves)
        });
        self.node(Mover::Player(set));
    }

    fn end(&mut self, payoffs: [Rational; 2]) {
        self.ends += 1;
        let outcome = self.draft.outcome(self.ends, "", payoffs.to_vec());
        self.draft.node("", Mover::End, Some(outcome)).expect("there is room");
    }

    fn round(&mut self, round: usize, types: [usize; 2]) {
        let Crisis { rounds, shares, .. } = *self.crisis;
        let (offers, answers) = (round % 2, 1 - round % 2);
        let names: Vec<String> = (0..shares).map(|share| format!("offer {share}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.decision(offers, types, &names);
        for share in 0..shares {
            self.decision(answers, types, &["accept", "reject", "escalate"]);
            let given = fraction(share + 1, shares + 1);
            let late = fraction(round, 10 * rounds);
            let mut kept = [Rational::ZERO, Rational::ZERO];
            kept[offers] = &(&Rational::ONE - &given) - &late;
            kept[answers] = &given - &late;
            self.end(kept);
            if round + 1 < rounds {
                self.round(round + 1, types);
            } else {
                self.showdown(offers, round, types);
            }
            self.showdown(offers, round + 1, types);
        }
    }

    /// `party` concedes or fights.
    fn showdown(&mut self, party: usize, round: usize, types: [usize; 2]) {
        self.decision(party, types, &["concede", "fight"]);
        let mut conceded = [fraction(1, 10), fraction(1, 10)];
        conceded[1 - party] = fraction(9, 10);
        self.end(conceded);
        // Resolve makes war cheaper and likelier to be won.
        let cost = |kind: usize| fraction(3 + round, 10 + 10 * kind);
        let odds = fraction(1 + types[0], 2 + types[0] + types[1]);
        let war = [&odds - &cost(types[0]), &(&Rational::ONE - &odds) - &cost(types[1])];
        self.end(war);
    }
}

fn fraction(numerator: usize, denominator: usize) -> Rational {
    let whole = |n: usize| i64::try_from(n).expect("small");
    Rational::new(whole(numerator), whole(denominator)).expect("not over 0")
}
