//! A game of a book, and what can be said about it.

use std::path::PathBuf;
use zopa::game::answer::{Answer, Figures};
use zopa::game::form::{ExtensiveGame, Form};
use zopa::game::methods::{self, Ask};
use zopa::game::tree::regret;
use zopa::num::rational::Rational;
use zopa_formats::gambit;

/// Where the files are.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/games")
}

/// A game; a table is kept as a tree too, with the same numbering of plays.
pub(crate) struct Book {
    name: String,
    pub(crate) form: Form,
    tree: ExtensiveGame,
}

/// The game of this file.
#[track_caller]
pub(crate) fn book(file: &str) -> Book {
    let text =
        std::fs::read_to_string(folder().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
    Book::written(file, &text)
}

/// A fraction.
#[track_caller]
pub(crate) fn fraction(text: &str) -> Rational {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is no number"))
}

impl Book {
    /// The game of this text.
    #[track_caller]
    pub(crate) fn written(name: &str, text: &str) -> Self {
        let (form, found) = gambit::read(text).unwrap_or_else(|| panic!("{name} is no game"));
        assert!(found.is_empty(), "{name}: {found:?}");
        let form = form.unwrap();
        let tree = match &form {
            Form::Extensive(game) => game.clone(),
            Form::Strategic(table) => ExtensiveGame::of_table(table),
        };
        Self { name: name.to_owned(), form, tree }
    }

    /// A profile from a line: chances player after player and set after set, `|` standing anywhere for the eye.
    #[track_caller]
    fn profile(&self, line: &str) -> Vec<Rational> {
        let read = gambit::profiles(&line.replace('|', " "), &self.form);
        let read = read.unwrap_or_else(|wrong| panic!("{}: {line}: {wrong}", self.name));
        assert!(!read[0].mended, "{}: {line} does not sum to 1", self.name);
        read.into_iter().next().unwrap().play
    }

    #[track_caller]
    fn regret(&self, line: &str) -> regret::Regret<Rational> {
        regret::exact(&self.tree, &self.profile(line)).unwrap()
    }

    /// Nobody gains anything by deviating from this profile, and it gives the players this much.
    #[track_caller]
    pub(crate) fn holds(&self, line: &str, payoffs: &str) -> &Self {
        let found = self.regret(line);
        assert!(found.is_none() && found.whole, "{}: {line}: gains {:?}", self.name, found.gains);
        let payoffs: Vec<Rational> = payoffs.split_whitespace().map(fraction).collect();
        assert_eq!(found.payoffs, payoffs, "{}: {line}", self.name);
        self
    }

    /// Nobody gains anything by deviating from this profile, whatever it gives.
    #[track_caller]
    pub(crate) fn stands(&self, line: &str) -> &Self {
        let found = self.regret(line);
        assert!(found.is_none() && found.whole, "{}: {line}: gains {:?}", self.name, found.gains);
        self
    }

    /// Whether nobody gains anything by deviating from this profile.
    #[track_caller]
    pub(crate) fn is_stable(&self, line: &str) -> bool {
        self.regret(line).is_none()
    }

    /// By deviating from this profile the players gain at most this much each.
    #[track_caller]
    pub(crate) fn gains(&self, line: &str, gains: &str) -> &Self {
        let gains: Vec<Rational> = gains.split_whitespace().map(fraction).collect();
        assert_eq!(self.regret(line).gains, gains, "{}: {line}", self.name);
        self
    }

    #[track_caller]
    pub(crate) fn solved(&self, method: &str, ask: &Ask) -> Answer {
        let method = methods::find(method).unwrap();
        let refused = |refusal| panic!("{} by {}: {refusal:?}", self.name, method.name);
        let answer = (method.solve)(&self.form, ask).unwrap_or_else(refused);
        assert!(answer.limits.is_empty(), "{}: {:?}", self.name, answer.limits);
        for found in &answer.equilibria {
            // What a method says is proved is proved again here.
            if let Figures::Exact(play) = &found.play {
                let judged = regret::exact(&self.tree, play).unwrap();
                assert!(judged.is_none(), "{} by {}: {:?}", self.name, method.name, judged.gains);
                assert_eq!(found.payoffs, Figures::Exact(judged.payoffs), "{}", self.name);
            }
        }
        answer
    }

    /// The method lists these equilibria, says that they are all, and lists no other.
    #[track_caller]
    pub(crate) fn lists(&self, method: &str, lines: &[&str]) -> &Self {
        let answer = self.solved(method, &Ask { all: true, ..Ask::default() });
        assert!(answer.complete && answer.exact, "{} by {method}: {answer:?}", self.name);
        let mut found: Vec<Figures> = answer.equilibria.into_iter().map(|one| one.play).collect();
        for line in lines {
            let profile = Figures::Exact(self.profile(line));
            let at = found.iter().position(|play| *play == profile);
            let at =
                at.unwrap_or_else(|| panic!("{} by {method}: no {line} in {found:?}", self.name));
            found.swap_remove(at);
        }
        assert!(found.is_empty(), "{} by {method}: also {found:?}", self.name);
        self
    }

    /// What the method finds first is this, in fractions.
    #[track_caller]
    pub(crate) fn finds(&self, method: &str, line: &str) -> &Self {
        let answer = self.solved(method, &Ask::default());
        let found = &answer.equilibria[0];
        assert_eq!(found.play, Figures::Exact(self.profile(line)), "{} by {method}", self.name);
        assert!(answer.exact && found.regret <= 0.0, "{} by {method}: {answer:?}", self.name);
        self
    }

    /// What the method finds first is worth this to the players, in fractions.
    #[track_caller]
    pub(crate) fn worth(&self, method: &str, payoffs: &str) -> &Self {
        let answer = self.solved(method, &Ask::default());
        let payoffs: Vec<Rational> = payoffs.split_whitespace().map(fraction).collect();
        assert_eq!(
            answer.equilibria[0].payoffs,
            Figures::Exact(payoffs),
            "{} by {method}",
            self.name
        );
        self
    }

    /// The chances of all plays in quantal response at this precision, in the order of the file's sets.
    #[track_caller]
    pub(crate) fn quantal(&self, lambda: f64) -> Vec<f64> {
        let ask = Ask { lambda: Some(lambda), ..Ask::default() };
        self.solved("quantal", &ask).equilibria[0].play.to_f64()
    }

    /// The method does not take the game and says this.
    #[track_caller]
    pub(crate) fn refused(&self, method: &str, said: &str) -> &Self {
        let method = methods::find(method).unwrap();
        let refusal = (method.solve)(&self.form, &Ask::default()).expect_err(&self.name);
        assert!(refusal.reason.contains(said), "{}: {}", self.name, refusal.reason);
        self
    }
}

/// Two numbers that agree to this.
#[track_caller]
pub(crate) fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} for {expected}");
}
