//! What a run is to do, fixed when it is planned.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::ops::Range;
use zopa::study::Plan;

/// Fewest draws of a part, unless there are fewer in all.
const LEAST: u64 = 1 << 8;
/// Most draws of a part.
const MOST: u64 = 1 << 18;
/// About so many parts.
const PARTS: u64 = 64;

/// What a run is to do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Manifest {
    /// Version of zopa; another version might draw or judge otherwise.
    pub zopa: String,
    /// The scenario's title.
    pub title: String,
    /// SHA-256 of the scenario's text, lower-case hexadecimal.
    pub scenario_sha256: String,
    /// Which draws.
    pub plan: Plan,
    /// How they are cut.
    #[serde(flatten)]
    pub shape: Shape,
}

/// How a run is cut into parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Shape {
    /// Draws of a part, a power of two; the last part may have fewer.
    pub shard_draws: u64,
    /// Whether the premises of each draw are stored too. The seed makes them again.
    pub inputs: bool,
}

impl Shape {
    /// About 64 parts, each of 256 draws or more.
    #[must_use]
    pub fn usual(draws: u64, inputs: bool) -> Self {
        let part = draws.div_ceil(PARTS).clamp(LEAST, MOST);
        Self { shard_draws: part.next_power_of_two(), inputs }
    }
}

impl Manifest {
    /// What a run of this version is to do with a scenario, given as its title and its text.
    #[must_use]
    pub fn new((title, scenario): (&str, &str), plan: Plan, shape: Shape) -> Self {
        Self {
            zopa: env!("CARGO_PKG_VERSION").to_owned(),
            title: title.to_owned(),
            scenario_sha256: zopa::sha256(scenario),
            plan,
            shape,
        }
    }

    /// How many parts.
    #[must_use]
    pub fn shards(&self) -> u64 {
        self.plan.draws.div_ceil(self.shape.shard_draws.max(1))
    }

    /// The draws of a part.
    #[must_use]
    pub fn range(&self, shard: u64) -> Range<u64> {
        let start = shard.saturating_mul(self.shape.shard_draws).min(self.plan.draws);
        start..start.saturating_add(self.shape.shard_draws).min(self.plan.draws)
    }

    /// What tells this run from others: a digest of everything that fixes its draws.
    #[must_use]
    pub fn id(&self) -> String {
        // A manifest is plain data: writing it cannot fail.
        let text = serde_json::to_vec(self).unwrap_or_default();
        digest(&text)
    }

    /// What is otherwise in another manifest, in words; `None` where nothing is.
    #[must_use]
    pub fn clash(&self, other: &Self) -> Option<String> {
        let clash = |what: &str, one: &str, other: &str| {
            (one != other).then(|| format!("{what} is {one} there and {other} here"))
        };
        let number =
            |what: &str, one: u64, other: u64| clash(what, &one.to_string(), &other.to_string());
        clash("the version of zopa", &self.zopa, &other.zopa)
            .or_else(|| {
                let text = format!(
                    "the scenario there is another: “{}”, of SHA-256 {:.12}…, not {:.12}…",
                    self.title, self.scenario_sha256, other.scenario_sha256
                );
                (self.scenario_sha256 != other.scenario_sha256).then_some(text)
            })
            .or_else(|| number("the number of draws", self.plan.draws, other.plan.draws))
            .or_else(|| number("the seed", self.plan.seed, other.plan.seed))
            .or_else(|| {
                number("the number of draws with claims", self.plan.claims, other.plan.claims)
            })
            .or_else(|| {
                clash("the sampling", self.plan.sampling.name(), other.plan.sampling.name())
            })
            .or_else(|| {
                number("the length of a part", self.shape.shard_draws, other.shape.shard_draws)
            })
            .or_else(|| (self != other).then(|| "the plan there is another".to_owned()))
    }
}

/// The first 16 hexadecimal digits of the SHA-256: enough to notice damage.
#[must_use]
pub(crate) fn digest(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(bytes).iter().take(8) {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
