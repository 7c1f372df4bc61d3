//! A deal with its tests, and the steps of its road.

use super::{ByActor, Deal};
use indexmap::IndexMap;
use serde::Serialize;

/// A deal with its tests.
#[derive(Clone, Debug, Serialize)]
pub struct JudgedDeal {
    /// The deal.
    pub deal: Deal,
    /// Value to each party and audience.
    pub values: ByActor<f64>,
    /// Margin of each signing party.
    pub acceptable: ByActor<f64>,
    /// Margin of each audience.
    pub ratifiable: ByActor<f64>,
    /// Relative margin of the safest road: absent where only pass or fail was computed, null where no
    /// monotone road exists or the deal is enforced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reachable: Option<Option<f64>>,
    /// Margin of each participant, the least over all viewers; empty where the deal is enforced.
    pub holding: ByActor<f64>,
    /// Whose view decides, where it is not the party's own.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub holding_seen_by: ByActor<String>,
    /// Which tests pass.
    pub passes: Passes,
    /// Whether all four pass.
    pub attainable: bool,
    /// Attainable and not dominated among the attainable.
    pub efficient: bool,
    /// What a reader must know.
    pub marks: Vec<Mark>,
    /// The weakest link of each test.
    pub weakest: Weakest,
    /// The safest road, where it was computed and there is one that is safe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub road: Option<Vec<Step>>,
}

/// Which tests pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Passes {
    /// Each signing party gets at least its no-deal value.
    pub acceptable: bool,
    /// Each audience swallows it.
    pub ratifiable: bool,
    /// A safe road leads to it. `None` (null) where a limit left it untested.
    pub reachable: Option<bool>,
    /// Nobody gains by breaking it.
    pub holding: bool,
}

impl Passes {
    /// Whether all four are known to pass.
    #[must_use]
    pub fn all(&self) -> bool {
        self.acceptable && self.ratifiable && self.reachable == Some(true) && self.holding
    }
}

/// The weakest link of each test; `None` where nobody is tested.
#[derive(Clone, Debug, Serialize)]
pub struct Weakest {
    /// Of the signing parties.
    pub acceptable: Option<Link>,
    /// Of the audiences.
    pub ratifiable: Option<Link>,
    /// Of the safest road; its margin is relative.
    pub reachable: Option<Link>,
    /// Of the participants.
    pub holding: Option<Link>,
}

/// Who comes closest to failing a test, or fails it most.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// Party or audience.
    pub actor: String,
    /// Signed margin in its own units per period.
    pub margin: f64,
    /// The margin relative to its spread.
    pub relative: f64,
    /// Whether it is within the tolerance of 0.
    pub knife_edge: bool,
    /// The inequality in words and numbers.
    pub because: String,
}

/// What a reader must know of a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "mark", rename_all = "kebab-case")]
pub enum Mark {
    /// A test passes or fails by nothing.
    KnifeEdge {
        /// Which test.
        test: String,
        /// Whose margin.
        actor: String,
    },
    /// A signing party that owns issues moves none: the deal stands on the fear of collapse alone.
    OneSided {
        /// The party that moves nothing.
        party: String,
    },
    /// Nobody would want to carry out the collapse that keeps the party honest.
    ThreatNotCredible {
        /// The party kept honest.
        party: String,
    },
    /// It is ratifiable, but would not be under any other name: with any other option of an issue that moves
    /// audiences only.
    OnlyLabelled {
        /// The issue.
        issue: String,
        /// Its option in the deal.
        option: String,
    },
    /// At least as good as today for every signing party.
    BetterThanToday,
}

/// One step of a road.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// The standing after it.
    pub standing: Deal,
    /// Who moves what to which option.
    pub moves: ByActor<Deal>,
    /// Whether it and the step before it may change places: whether the road is as safe then that nobody gains
    /// by leaving. Absent for the first step, and where both move the same issue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchangeable: Option<bool>,
    /// How long it lasts, in periods.
    pub periods: f64,
    /// What each participant gets by going on, per period, as of the start of the step.
    pub continuation: ByActor<f64>,
    /// The best each participant can do by leaving or cheating instead.
    pub deviation: ByActor<f64>,
    /// Best cheat of each participant that can cheat, in words.
    pub cheat: ByActor<String>,
    /// What the best cheat gains per period while unseen.
    pub temptation: ByActor<f64>,
    /// What the party loses once the best cheat is seen.
    pub bond: ByActor<f64>,
    /// Continuation minus deviation (or the free-move slack, if less), relative to the spread.
    pub margin: ByActor<f64>,
}
