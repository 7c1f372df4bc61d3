//! Premises: what they rest on and how events and claims change them.
//!
//! What follows for each party and audience is told in [`views`](super::views).

use super::program::Program;
use crate::diag::Span;
use crate::num::dist::Dist;

/// A premise.
#[derive(Clone, Debug)]
pub struct Premise {
    /// The key in the file.
    pub key: String,
    /// What it is, in words.
    pub about: Option<String>,
    /// Key of its source.
    pub source: Option<String>,
    /// Words of the source.
    pub quote: Option<String>,
    /// What it rests on.
    pub belief: Belief,
    /// What single actors hold instead, in file order.
    pub seen_by: Vec<(usize, Amount)>,
    /// Whether a learnt belief is sampled in a study.
    pub draw: bool,
    /// Whether it is a probability: learnt, written with `%`, or of a family that only probabilities
    /// have.
    pub probability: bool,
    /// Place in the text.
    pub span: Span,
}

/// What a premise rests on.
#[derive(Clone, Debug)]
pub enum Belief {
    /// A number.
    Amount(Amount),
    /// A beta prior and precedents (weighted beta-binomial).
    Learnt {
        /// First shape of the prior.
        a: f64,
        /// Second shape of the prior.
        b: f64,
        /// The precedents.
        precedents: Vec<Precedent>,
    },
}

/// A precedent.
#[derive(Clone, Debug, PartialEq)]
pub struct Precedent {
    /// Its name.
    pub name: String,
    /// Whether it went the way the premise speaks of.
    pub outcome: bool,
    /// Its relevance, in [0, 1].
    pub weight: f64,
}

/// A number of a premise.
#[derive(Clone, Debug)]
pub enum Amount {
    /// An expression in premises; evaluated in the view that holds it.
    Expr(Program),
    /// A distribution.
    Dist(Dist),
    /// A range that nobody holds a belief about.
    Explore {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
}

/// A change to what a premise is.
#[derive(Clone, Debug)]
pub struct Change {
    /// Which premise.
    pub premise: usize,
    /// Whose view; `None` is everyone without a view of their own (for evidence: every view). From then
    /// on the actor has a view of its own.
    pub actor: Option<usize>,
    /// What it becomes.
    pub setting: Setting,
}

/// What a premise becomes.
#[derive(Clone, Debug)]
pub enum Setting {
    /// This amount; earlier evidence no longer counts.
    Amount(Amount),
    /// This number; earlier evidence no longer counts.
    Value(f64),
    /// Moved by evidence with this likelihood ratio.
    Evidence(f64),
}

/// Changes in the order in which they happen, and precedents left out.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The changes.
    pub settings: Vec<Change>,
    /// Precedents left out: premise and index of the precedent.
    pub without: Vec<(usize, usize)>,
}
