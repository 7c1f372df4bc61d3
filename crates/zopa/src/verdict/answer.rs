//! The answer in the user's names: what reports show and `--json` prints.
//!
//! Field names are those of the model's definitions; numbers are unrounded, in each party's own units
//! per period, unless a field says *relative* (a share of the party's spread, largest minus smallest
//! value over all deals).

mod deal;

pub use deal::{JudgedDeal, Link, Mark, Passes, Step, Weakest};

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A deal or standing: issue to option, in file order.
pub type Deal = IndexMap<String, String>;
/// Something per party or audience, by key.
pub type ByActor<T> = IndexMap<String, T>;

/// The answer to a scenario.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    /// Version of zopa.
    pub zopa: String,
    /// Which scenario.
    pub scenario: About,
    /// The party whose numbers were left out; missing where all are there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redacted: Option<String>,
    /// Events up to this date were used; all where missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Keys of the parties.
    pub parties: Vec<String>,
    /// Keys of the audiences.
    pub audiences: Vec<String>,
    /// Options of each issue.
    pub issues: IndexMap<String, Vec<String>>,
    /// Wording for reports.
    pub names: Names,
    /// Today's standing.
    pub today: Deal,
    /// What each party expects without a deal.
    pub no_deal: ByActor<NoDealValue>,
    /// Premises that somebody sees otherwise.
    pub views: Vec<ViewDifference>,
    /// How many deals pass.
    pub funnel: Funnel,
    /// The deals shown (all with `--all`), in deal order.
    pub deals: Vec<JudgedDeal>,
    /// Each signing party's best attainable deal.
    pub best: ByActor<Best>,
    /// The bargaining solutions over the attainable deals.
    pub solutions: Solutions,
    /// Where no deal is attainable, the one that comes nearest: the least total shortfall.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<JudgedDeal>,
    /// How many attainable deals are at least as good as today for every signing party.
    pub better_than_today: usize,
    /// The safest road to the fair deal.
    pub road: Vec<Step>,
    /// The menu's entries.
    pub menu: Vec<MenuVerdict>,
    /// Stated positions.
    pub says: Vec<Says>,
    /// The verdict after each event.
    pub events: Vec<EventVerdict>,
    /// The claims.
    pub claims: Vec<ClaimVerdict>,
    /// Limits that were reached; empty where everything is exact.
    pub limits: Vec<Limit>,
}

/// Which scenario.
#[derive(Clone, Debug, Serialize)]
pub struct About {
    /// Its title.
    pub title: String,
    /// The question it asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What one period is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Whether a court enforces the deal.
    pub enforced: bool,
    /// How the gains are weighed in the fair deal.
    pub weights: FairWeights,
    /// SHA-256 of the text, lower-case hexadecimal.
    pub sha256: String,
}

/// How the signing parties' gains are weighed in the fair deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FairWeights {
    /// All alike.
    Equal,
    /// The more patient party's more.
    Patience,
    /// As the scenario gives them.
    Given,
}

/// Wording for reports, by key.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Names {
    /// Parties and audiences.
    pub actors: ByActor<String>,
    /// Issues.
    pub issues: IndexMap<String, IssueNames>,
    /// Outcomes of the no-deal game.
    pub outcomes: IndexMap<String, String>,
}

/// Wording of an issue.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct IssueNames {
    /// The issue.
    pub name: String,
    /// Key of its owner.
    pub by: String,
    /// Its options.
    pub options: IndexMap<String, String>,
}

/// What a party expects without a deal.
#[derive(Clone, Debug, Serialize)]
pub struct NoDealValue {
    /// The no-deal value D, per period.
    pub value: f64,
    /// Its value of today's standing, for comparison.
    pub today: f64,
    /// Chance that no deal leads into the game, as this party sees it.
    pub breakdown: f64,
    /// Chance of each outcome of the game at today's standing, as this party sees it.
    pub outcomes: IndexMap<String, f64>,
    /// The party's own payoff in each outcome, as it sees it.
    pub payoffs: IndexMap<String, f64>,
    /// How the game was solved.
    pub method: String,
    /// Largest gain from deviating that remains (relative to the payoff range); 0 where exact.
    pub regret: f64,
    /// Ties that were broken by file order.
    pub ties: Vec<String>,
    /// Chance of each move at each node of a party, as this party sees it: node, move, chance.
    pub plays: IndexMap<String, IndexMap<String, f64>>,
    /// Where the game has several equilibria, what they are worth; missing where one was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub equilibria: Option<NoDealEquilibria>,
}

/// What the equilibria of the no-deal game are worth to a party, one of which its no-deal value rests on.
#[derive(Clone, Debug, Serialize)]
pub struct NoDealEquilibria {
    /// How many were found.
    pub count: usize,
    /// The least no-deal value in any of them.
    pub least: f64,
    /// The largest.
    pub most: f64,
    /// The method that found them.
    pub method: String,
    /// Whether these are all of their kind.
    pub complete: bool,
}

/// A premise that somebody sees otherwise.
#[derive(Clone, Debug, Serialize)]
pub struct ViewDifference {
    /// The premise.
    pub premise: String,
    /// Who.
    pub actor: String,
    /// What the actor holds.
    pub value: f64,
    /// What those without a view of their own hold.
    pub nobody: f64,
}

/// How many deals pass, cumulative in the order of the tests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Funnel {
    /// All deals that the rules allow.
    pub deals: usize,
    /// Of these acceptable.
    pub acceptable: usize,
    /// Of these ratifiable.
    pub ratifiable: usize,
    /// Of these reachable.
    pub reachable: usize,
    /// Of these holding.
    pub holding: usize,
    /// Passing all four; equals `holding`.
    pub attainable: usize,
    /// Whether a limit was reached, so that the last three counts are lower bounds.
    pub at_least: bool,
}

/// A signing party's best attainable deal.
#[derive(Clone, Debug, Serialize)]
pub struct Best {
    /// The deal.
    pub deal: Deal,
    /// Value to each actor.
    pub values: ByActor<f64>,
    /// Other deals worth as much to the party.
    pub ties: Vec<Deal>,
    /// A better one that is one-sided, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_sided: Option<Deal>,
}

/// The bargaining solutions; `None` where nothing is attainable.
#[derive(Clone, Debug, Serialize)]
pub struct Solutions {
    /// Nash with the scenario's weights: the fair deal.
    pub nash: Option<Solution>,
    /// Nash with today as the point of disagreement, over the deals better than today.
    pub nash_from_today: Option<Solution>,
    /// Kalai-Smorodinsky.
    pub kalai_smorodinsky: Option<Solution>,
    /// Egalitarian; depends on the parties' units.
    pub egalitarian: Option<Solution>,
    /// Utilitarian; depends on the parties' units.
    pub utilitarian: Option<Solution>,
}

/// A bargaining solution.
#[derive(Clone, Debug, Serialize)]
pub struct Solution {
    /// The deal shown.
    pub deal: Deal,
    /// Value to each actor.
    pub values: ByActor<f64>,
    /// All maximisers, the one shown included; more than one is a tie.
    pub maximisers: Vec<Deal>,
    /// Whether the answer depends on the parties' units.
    pub depends_on_units: bool,
}

/// A menu entry's verdict.
#[derive(Clone, Debug, Serialize)]
pub struct MenuVerdict {
    /// Its name.
    pub name: String,
    /// How many deals agree with it.
    pub deals: usize,
    /// How many of them are attainable.
    pub attainable_deals: usize,
    /// How many of them pass the other tests, but were not tested for a road to the end.
    pub untested_deals: usize,
    /// Whether some deal that agrees with it is attainable.
    pub attainable: bool,
    /// The deal that represents it; `None` where the rules leave none.
    pub represented_by: Option<JudgedDeal>,
}

/// A stated position's verdict.
#[derive(Clone, Debug, Serialize)]
pub struct Says {
    /// Whose.
    pub party: String,
    /// What it says: issue to option(s).
    pub says: IndexMap<String, Vec<String>>,
    /// Whether some deal that agrees is acceptable to the party and holding for it.
    pub credible: bool,
    /// The better of the two worst relative margins over such deals; `None` where no deal agrees.
    pub margin: Option<f64>,
    /// The test that fails, where one does.
    pub fails: Option<String>,
    /// In whose eyes the margin is taken, where that is somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_by: Option<String>,
    /// In words and numbers.
    pub because: String,
}

/// The verdict after an event.
#[derive(Clone, Debug, Serialize)]
pub struct EventVerdict {
    /// `YYYY-MM-DD`; `None` for the time before the first event.
    pub date: Option<String>,
    /// What happened.
    pub what: String,
    /// No-deal value of each party.
    pub no_deal: ByActor<f64>,
    /// How many deals are attainable.
    pub attainable: usize,
    /// The fair deal; `None` where nothing is attainable.
    pub fair: Option<Deal>,
    /// Names of the menu's attainable entries.
    pub menu: Vec<String>,
}

/// A claim's verdict.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimVerdict {
    /// Its identifier.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Key of its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Words of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// What it speaks of and supposes, as written, one key of the scenario each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supposes: Vec<String>,
    /// What must come out, as written.
    pub expect: String,
    /// Whether it is true at the central values.
    pub holds: bool,
    /// Share of draws in which it is true; null without a study.
    pub share: Option<f64>,
    /// `follows`, `fails` or `depends`; without a study by the central values alone.
    pub verdict: String,
    /// The numbers compared, or the margins that decide.
    pub numbers: IndexMap<String, f64>,
    /// In words.
    pub because: String,
}

/// A limit that was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// Stable kebab-case name.
    pub limit: String,
    /// What it means for the answer, in words.
    pub text: String,
}

/// Why a target is not attainable, and what would make it so.
#[derive(Clone, Debug, Serialize)]
pub struct Why {
    /// The target: issue to options.
    pub target: IndexMap<String, Vec<String>>,
    /// How many deals agree with it.
    pub deals: usize,
    /// How many of them are attainable.
    pub attainable_deals: usize,
    /// How many of them pass the other tests, but were not tested for a road to the end.
    pub untested_deals: usize,
    /// The deal that represents it; `None` where the rules leave none.
    pub represented_by: Option<JudgedDeal>,
    /// Whether some deal that agrees is attainable.
    pub attainable: bool,
    /// What fails for the representative, worst first.
    pub fails: Vec<Failure>,
    /// How many premises were varied, a party's own view of one counted for itself.
    pub varied: usize,
    /// Premises that alone decide.
    pub flips: Vec<Flip>,
    /// Pairs of premises that together decide, where none does alone.
    pub pairs: Vec<Pair>,
    /// Kinds of remedy.
    pub remedies: Vec<Remedy>,
    /// How closely was looked, and what that may have missed.
    pub remarks: Vec<String>,
    /// Limits that were reached.
    pub limits: Vec<Limit>,
}

/// A failing test.
#[derive(Clone, Debug, Serialize)]
pub struct Failure {
    /// `acceptable`, `ratifiable`, `reachable` or `holding`.
    pub test: String,
    /// Further tests that fail by the same inequality.
    pub also: Vec<String>,
    /// Party or audience; empty where no road leads to the deal.
    pub party: String,
    /// Signed margin in its own units per period (relative for `reachable`).
    pub margin: f64,
    /// Relative margin.
    pub relative: f64,
    /// In whose eyes it fails, where not the party's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_by: Option<String>,
    /// The inequality in words and numbers.
    pub because: String,
}

/// A premise that alone decides whether the target is attainable.
#[derive(Clone, Debug, Serialize)]
pub struct Flip {
    /// The premise, `premise@party` for a party's own view.
    pub premise: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Its central value.
    pub now: f64,
    /// The range that was looked at.
    pub range: [f64; 2],
    /// Where the target is attainable, the others at their central values.
    pub intervals: Vec<[f64; 2]>,
}

/// Two premises that together make the target attainable.
#[derive(Clone, Debug, Serialize)]
pub struct Pair {
    /// The two.
    pub premises: [String; 2],
    /// Central values.
    pub now: [f64; 2],
    /// Values at which the target becomes attainable.
    pub to: [f64; 2],
}

/// A kind of remedy.
#[derive(Clone, Debug, Serialize)]
pub struct Remedy {
    /// `price`, `information`, `commitment`, `ratification` or `divisibility`.
    pub kind: String,
    /// For whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub party: Option<String>,
    /// How much, in the party's units per period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<f64>,
    /// In words and numbers.
    pub text: String,
}
