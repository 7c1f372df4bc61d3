//! What a study is to do.

use serde::{Deserialize, Serialize};

/// How many draws, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Plan {
    /// Draws, from 1.
    pub draws: u64,
    /// What makes this study's draws different from another's.
    pub seed: u64,
    /// Where the draws come from.
    pub sampling: Sampling,
    /// Claims are judged in the first so many draws.
    pub claims: u64,
}

/// Where draws come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sampling {
    /// Independent random numbers: a stream for each premise, named by the seed and the premise.
    Random,
    /// Points of a scrambled Sobol sequence, a dimension for each premise: they fill the space more evenly, so
    /// that shares settle with fewer draws, best a power of two. Premises beyond its dimensions are random.
    Sobol,
}

impl Sampling {
    /// Its name in answers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Sobol => "sobol",
        }
    }
}
