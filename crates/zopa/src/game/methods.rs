//! The methods, each with what it finds and what it takes.

use super::answer::Answer;
use super::form::{Form, Properties};
use super::table::{dominance, extreme, lemke_howson, pure};
use super::tree::{backward, cfr, level, quantal, sequence, sequential};
use super::{minimax, support};
use crate::num::rational::Rational;

/// A way of solving games.
#[derive(Clone, Copy, Debug)]
pub struct MethodOf {
    /// The name by which it is asked for, in kebab-case.
    pub name: &'static str,
    /// What it finds, in a few words.
    pub finds: &'static str,
    /// What kind of answer that is.
    pub kind: Kind,
    /// Whether it can list all of what it finds.
    pub lists: bool,
    /// What else of what is asked it reads.
    pub reads: &'static [Setting],
    /// Why it does not take a game with these properties, and which method would do.
    pub refuses: fn(&Properties) -> Option<Refusal>,
    /// Solves the game.
    pub solve: fn(&Form, &Ask) -> Result<Answer, Refusal>,
}

impl MethodOf {
    /// Whether it reads all of these.
    #[must_use]
    pub fn reads_all(&self, given: &[Setting]) -> bool {
        given.iter().all(|setting| self.reads.contains(setting))
    }
}

/// What a method's ways of playing are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Equilibria of some kind.
    Equilibria,
    /// What is left when dominated strategies go, if that is only one way of playing.
    Rationalizable,
    /// How people play.
    Behaviour,
}

/// Why a game is not solved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What stands in the way, lower-case start, no period.
    pub reason: String,
    /// A method that would do, if there is one.
    pub instead: Option<&'static str>,
}

impl Refusal {
    /// A refusal with its reason.
    #[must_use]
    pub fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), instead: None }
    }

    /// The same refusal with a method that would do.
    #[must_use]
    pub fn instead(self, method: &'static str) -> Self {
        Self { instead: Some(method), ..self }
    }
}

/// What of an [`Ask`] only some methods read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// How precisely moves are chosen.
    Lambda,
    /// How often each move was seen.
    Counts,
    /// The highest level of thinking.
    Level,
    /// How many steps people think ahead on average.
    Tau,
    /// The most steps.
    Steps,
}

impl Setting {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Lambda, Self::Counts, Self::Level, Self::Tau, Self::Steps];

    /// Its name, as [`Ask`] has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lambda => "lambda",
            Self::Counts => "counts",
            Self::Level => "level",
            Self::Tau => "tau",
            Self::Steps => "steps",
        }
    }
}

/// What is asked of a method; each reads what its [`MethodOf::reads`] says.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// All equilibria rather than one, where the method can.
    pub all: bool,
    /// At most so many equilibria.
    pub most: usize,
    /// Of quantal response: the precision of choice, per unit of payoff; the limit where missing.
    pub lambda: Option<f64>,
    /// Of estimation: how often each play was seen, in the numbering of the game's plays; none where empty.
    pub counts: Vec<f64>,
    /// Of levels of thinking: the highest.
    pub level: Option<usize>,
    /// Of the cognitive hierarchy: how many steps people think ahead on average; 3/2 where missing.
    pub tau: Option<Rational>,
    /// Of methods that improve step by step: at most so many steps.
    pub steps: usize,
}

impl Default for Ask {
    fn default() -> Self {
        Self {
            all: false,
            most: 1000,
            lambda: None,
            counts: Vec::new(),
            level: None,
            tau: None,
            steps: 1000,
        }
    }
}

/// All of them, the ones that are tried first before the others.
pub static METHODS: &[MethodOf] = &[
    backward::METHOD,
    minimax::METHOD,
    lemke_howson::METHOD,
    extreme::METHOD,
    quantal::LIMIT,
    quantal::AT,
    quantal::FIT,
    sequence::LEMKE,
    sequential::SEQUENTIAL,
    sequential::BAYESIAN,
    support::METHOD,
    pure::METHOD,
    pure::AGENTS,
    dominance::METHOD,
    cfr::PLUS,
    cfr::DISCOUNTED,
    level::LEVEL_K,
    level::HIERARCHY,
];

/// The method of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static MethodOf> {
    METHODS.iter().find(|method| method.name == name)
}

/// The method for a game where none is asked for: the first that takes it and reads all that is `given`, and that lists
/// everything where `all` is asked.
///
/// # Errors
/// Where none takes it; why the first does not.
pub fn choose(
    facts: &Properties,
    all: bool,
    given: &[Setting],
) -> Result<&'static MethodOf, Refusal> {
    let fits = |method: &&MethodOf| (method.refuses)(facts).is_none();
    let methods = || METHODS.iter().filter(|method| method.reads_all(given));
    let listing = methods().filter(|method| all && method.lists).find(fits);
    if let Some(method) = listing.or_else(|| methods().find(fits)) {
        return Ok(method);
    }
    let first = methods().find_map(|method| (method.refuses)(facts));
    Err(first.unwrap_or_else(|| Refusal::because("no method takes this game")))
}
