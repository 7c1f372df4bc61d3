//! The answer of a study in the user's names: what reports show and `--json` prints.
//!
//! Shares are between 0 and 1, of the draws that did not fail. Values are in each party's own units per period;
//! margins are relative (a share of the party's spread of values over all deals).

use crate::verdict::answer::{About, ByActor, Deal};
use indexmap::IndexMap;
use serde::Serialize;

/// What the answer rests on.
#[derive(Clone, Debug, Serialize)]
pub struct Study {
    /// Version of zopa.
    pub zopa: String,
    /// Which scenario.
    pub scenario: About,
    /// How many draws were made.
    pub draws: u64,
    /// How many of them failed.
    pub failed: u64,
    /// The seed.
    pub seed: u64,
    /// Where the draws come from: `sobol` or `random`.
    pub sampling: String,
    /// Premises given as ranges to explore. Where there are any, a share is one of explored cases and no
    /// chance.
    pub explored: Vec<String>,
    /// The uncertain premises.
    pub premises: Vec<UncertainPremise>,
    /// Share of draws in which some deal is attainable.
    pub attainable: f64,
    /// The menu's entries.
    pub menu: Vec<MenuShare>,
    /// Deals that are fair or best for somebody in some draw, the most often fair first; every deal where
    /// all were asked for.
    pub deals: Vec<DealShare>,
    /// How values spread over the draws.
    pub values: Vec<Spread>,
    /// The claims.
    pub claims: Vec<ClaimShare>,
    /// Which premises move the main output; `None` where nothing moves.
    pub indices: Option<Indices>,
    /// Which premises move the other outputs.
    pub further: Vec<Indices>,
    /// How far each premise alone moves the outputs, the one that moves the main output most first.
    pub tornado: Vec<Swing>,
    /// Values of single premises at which a conclusion changes, verified by the engine.
    pub tipping: Vec<Tipping>,
    /// The smallest joint change of premises that changes a conclusion.
    pub nearest: Vec<NearestFlip>,
    /// Corners of the premises in which a conclusion changes.
    pub boxes: Vec<Corner>,
    /// The answer without each precedent.
    pub precedents: Vec<WithoutPrecedent>,
    /// What made draws fail.
    pub failures: Vec<Failure>,
    /// How it was looked, and what that may have missed.
    pub remarks: Vec<String>,
    /// Limits that were reached.
    pub limits: Vec<crate::verdict::answer::Limit>,
}

/// A premise that is drawn.
#[derive(Clone, Debug, Serialize)]
pub struct UncertainPremise {
    /// Its key, `premise@actor` for an actor's own view.
    pub premise: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// `belief`, `range` or `learnt`.
    pub kind: String,
    /// Its value in the point run.
    pub central: f64,
    /// Its 5 % and 95 % quantile, after evidence (the ends of a range).
    pub range: [f64; 2],
}

/// How often a menu entry is what.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MenuShare {
    /// Its name.
    pub name: String,
    /// Whether it is attainable at the central values.
    pub central: bool,
    /// Share of draws in which some deal that agrees with it is attainable.
    pub attainable: f64,
    /// Share of draws in which a best deal of each signing party agrees with it.
    pub best: ByActor<f64>,
    /// Share of draws in which a fair deal agrees with it.
    pub fair: f64,
    /// Its least relative margin in acceptable, ratifiable and holding.
    pub margin: Quantiles,
}

/// How often a deal is what.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DealShare {
    /// The deal.
    pub deal: Deal,
    /// Share of draws in which it is attainable.
    pub attainable: f64,
    /// Share of draws in which it is as good as any for each signing party.
    pub best: ByActor<f64>,
    /// Share of draws in which it is as fair as any.
    pub fair: f64,
}

/// How a quantity spreads over the draws.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// What: `no_deal(us)`, `value(fair, us)`, `value(best, us)`.
    pub output: String,
    /// Its value at the central premises; null where it has none.
    pub central: Option<f64>,
    /// Over the draws in which it has a value.
    pub quantiles: Quantiles,
}

/// Exact quantiles: p is the smallest value that a share p of the draws does not exceed. Null without a
/// draw in which there is a value.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Quantiles {
    /// In how many draws there is a value.
    pub draws: u64,
    /// The least.
    pub least: Option<f64>,
    /// 5 %.
    pub p05: Option<f64>,
    /// 25 %.
    pub p25: Option<f64>,
    /// The median.
    pub p50: Option<f64>,
    /// 75 %.
    pub p75: Option<f64>,
    /// 95 %.
    pub p95: Option<f64>,
    /// The largest.
    pub most: Option<f64>,
    /// The mean.
    pub mean: Option<f64>,
}

/// How often a claim is true.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClaimShare {
    /// Its identifier.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Whether it is true at the central values.
    pub holds: bool,
    /// In how many draws it was judged.
    pub draws: u64,
    /// In how many draws it could not be judged.
    pub failed: u64,
    /// Share of the judged draws in which it is true; null without any.
    pub share: Option<f64>,
    /// `follows`, `fails` or `depends`.
    pub verdict: String,
    /// The premise that moves it most; null where none can be told to.
    pub moved_by: Option<String>,
}

/// Which premises move an output.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Indices {
    /// Which output: `value(fair, us)`, `margin(MENU ENTRY)`, `value(best(us), us)` or `no_deal(us)`.
    pub output: String,
    /// How they were computed.
    pub method: String,
    /// Verdicts that they took beyond the draws.
    pub verdicts: u64,
    /// Share of the variance that goes when the premise alone is known; the premises in the order of the ranking.
    pub first: IndexMap<String, Index>,
    /// Share of the variance that stays until the premise is known too, the most first; empty without a design
    /// made for it. Correlated premises count as one, `a + b`.
    pub total: IndexMap<String, Index>,
    /// How far knowing the premise moves the output's distribution (largest Kolmogorov-Smirnov distance over
    /// slices of the premise, PAWN), the most first.
    pub ranking: IndexMap<String, Index>,
}

/// An index with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Index {
    /// The estimate, 0 where it cannot be told from 0.
    pub estimate: f64,
    /// Lower end of its interval, which holds 95 of 100 resamples; 0 where it cannot be told from 0.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Whether it can be told from 0.
    pub significant: bool,
}

/// What one premise alone does, the others at their central values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Swing {
    /// The premise.
    pub premise: String,
    /// Quantiles at which it was tried.
    pub quantiles: Vec<f64>,
    /// Its values there.
    pub values: Vec<f64>,
    /// The outputs there.
    pub outputs: IndexMap<String, SwingOf>,
}

/// An output along a premise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SwingOf {
    /// One per value of the premise; null where there is none.
    pub values: Vec<Option<f64>>,
    /// Largest minus smallest.
    pub swing: f64,
    /// Whether it only rises or only falls.
    pub monotone: bool,
}

/// Where a premise alone changes a conclusion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tipping {
    /// The conclusion.
    pub conclusion: String,
    /// The premise.
    pub premise: String,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Its value at the centre.
    pub central: f64,
    /// The range that was looked at.
    pub range: [f64; 2],
    /// Whether the conclusion is true at the central values.
    pub holds: bool,
    /// Where the conclusion is true.
    pub intervals: Vec<[f64; 2]>,
}

/// The smallest joint change that changes a conclusion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NearestFlip {
    /// The conclusion.
    pub conclusion: String,
    /// Whether it is true at the central values.
    pub holds: bool,
    /// How far away the change is, in standard deviations of the premises.
    pub distance: f64,
    /// How it was found.
    pub method: String,
    /// The premises that change.
    pub changes: Vec<PremiseChange>,
}

/// A premise that changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PremiseChange {
    /// The premise.
    pub premise: String,
    /// Its value at the centre.
    pub from: f64,
    /// Its value at the flip.
    pub to: f64,
    /// The change in standard deviations.
    pub deviations: f64,
}

/// A corner of the premises in which a conclusion is false (or, where it is false at the centre, true).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Corner {
    /// The conclusion.
    pub conclusion: String,
    /// Whether it is true in the corner.
    pub holds: bool,
    /// Share of all such draws that lie in the corner.
    pub coverage: f64,
    /// Share of the corner's draws that are such.
    pub density: f64,
    /// Share of all draws that lie in the corner.
    pub support: f64,
    /// Its limits.
    pub limits: Vec<CornerLimit>,
    /// In words.
    pub text: String,
}

/// A limit of a corner.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CornerLimit {
    /// The premise.
    pub premise: String,
    /// Least value; null where there is no limit below.
    pub low: Option<f64>,
    /// Largest value; null where there is no limit above.
    pub high: Option<f64>,
    /// Chance that a limit on a premise without effect would raise the density as much.
    pub quasi_p: f64,
}

/// The answer without a precedent, at the central values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WithoutPrecedent {
    /// The premise.
    pub premise: String,
    /// The precedent.
    pub precedent: String,
    /// The belief with it and without it.
    pub belief: [f64; 2],
    /// Names of the menu's entries that become attainable.
    pub gained: Vec<String>,
    /// Names of the menu's entries that are no longer attainable.
    pub lost: Vec<String>,
    /// Whether the fair deal is another.
    pub fair_changes: bool,
    /// Identifiers of the claims that come out otherwise.
    pub claims: Vec<String>,
}

/// What made draws fail.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Failure {
    /// In words.
    pub what: String,
    /// How many draws.
    pub draws: u64,
    /// The first of them.
    pub first: u64,
}
