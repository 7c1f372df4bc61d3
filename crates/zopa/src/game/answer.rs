//! What every method says of a game: how it was solved, how exactly, what was found, and whether that is
//! all there is.

use crate::num::rational::Rational;
use serde::{Serialize, Serializer};

/// Numbers of an answer: fractions where they are exact, doubles where they are not.
#[derive(Clone, Debug, PartialEq)]
pub enum Figures {
    /// Exact.
    Exact(Vec<Rational>),
    /// To rounding, or to the regret that stands beside them.
    Approximate(Vec<f64>),
}

impl Figures {
    /// As doubles.
    #[must_use]
    pub fn to_f64(&self) -> Vec<f64> {
        match self {
            Self::Exact(figures) => figures.iter().map(Rational::to_f64).collect(),
            Self::Approximate(figures) => figures.clone(),
        }
    }

    /// Whether they are exact.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        matches!(self, Self::Exact(_))
    }

    /// The figure at this place, for people and programs: `2/3` or a double.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<Figure> {
        match self {
            Self::Exact(figures) => figures.get(place).cloned().map(Figure::Exact),
            Self::Approximate(figures) => figures.get(place).copied().map(Figure::Approximate),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Exact(figures) => figures.len(),
            Self::Approximate(figures) => figures.len(),
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// One number of an answer. In JSON a fraction is a text, a double a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// Exact.
    Exact(Rational),
    /// To rounding.
    Approximate(f64),
}

impl Figure {
    /// As a double.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        match self {
            Self::Exact(figure) => figure.to_f64(),
            Self::Approximate(figure) => *figure,
        }
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Exact(figure) => figure.serialize(serializer),
            Self::Approximate(figure) => figure.serialize(serializer),
        }
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The name of the method, one of [`super::methods::METHODS`].
    pub method: &'static str,
    /// What it was asked with and what it came to: name and value, in words.
    pub parameters: Vec<(&'static str, String)>,
    /// Whether every equilibrium listed is proved in exact arithmetic.
    pub exact: bool,
    /// Whether the list holds every equilibrium of the kind the method looks for.
    pub complete: bool,
    /// What was found.
    pub equilibria: Vec<Equilibrium>,
    /// Limits that were reached, a sentence each: what is listed may lack what lies beyond them.
    pub limits: Vec<String>,
    /// Anything else a reader must know, a sentence each.
    pub notes: Vec<String>,
}

/// One equilibrium.
#[derive(Clone, Debug, PartialEq)]
pub struct Equilibrium {
    /// Chance of each play: of a tree, by [`super::form::Infoset::first_play`]; of a table, the
    /// strategies of the first player, then those of the next.
    pub play: Figures,
    /// What each player gets.
    pub payoffs: Figures,
    /// The largest gain of any player from deviating, in that player's own payoffs: 0 where it is proved
    /// to be none.
    pub regret: f64,
    /// Of each node of the tree, the chance its player gives it at its set; where the method finds
    /// beliefs.
    pub beliefs: Option<Figures>,
    /// At sets that play does not reach, all that can be believed; where the method finds that.
    pub allowed: Vec<Allowed>,
    /// What is particular about it, a sentence each.
    pub notes: Vec<String>,
}

/// All that can be believed at an information set without the equilibrium falling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The set.
    pub infoset: usize,
    /// What can be believed is any mixture of the points of one of these pieces. A point is a chance for each node of
    /// the set. Beliefs at several sets may be tied to each other.
    pub pieces: Vec<Vec<Vec<Rational>>>,
}
