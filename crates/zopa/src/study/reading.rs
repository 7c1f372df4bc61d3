//! What the draws say, in the user's names.

use super::alone::Alone;
use super::answer::{
    ClaimShare, Corner, DealShare, Failure, MenuShare, NearestFlip, Quantiles, Spread, Study,
    UncertainPremise, WithoutPrecedent,
};
use super::closer::Closer;
use super::design::Kind;
use super::movers::Movers;
use super::precedents;
use super::quantiles::quantiles;
use super::sampler::Sampler;
use super::table::{MenuColumns, Outcome, Table};
use crate::deal::Space;
use crate::model::{Claim, Fault, Model};
use crate::verdict::about;
use crate::verdict::answer::{ByActor, Deal, Limit};
use crate::verdict::drawn::Drawn;
use indexmap::IndexMap;

/// A claim follows (or fails) where at least this share of the draws agrees with the central values.
const NEARLY_ALL: f64 = 0.95;

/// How the draws are to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Every deal, not only those that are fair or best in some draw.
    pub all: bool,
    /// No closer looks, which take further verdicts: only how often.
    pub shares_only: bool,
    /// The main output, one of [`outputs`](super::outputs); chosen by what moves where none is named.
    pub output: Option<String>,
    /// Points of the design of the total indices; by default so many that it takes no more verdicts than there
    /// are draws, 0 for none.
    pub points: Option<u64>,
}

/// What the draws of a table say. Closer looks take further verdicts, as long as `go_on` says so.
///
/// # Errors
/// A [`Fault`] at the central premises.
pub fn study(
    sampler: &Sampler<'_>,
    table: &Table,
    reading: &Reading,
    go_on: &(dyn Fn() -> bool + Sync),
) -> Result<Study, Fault> {
    let model = sampler.model;
    let central = sampler.central()?;
    let sound = table.sound().count() as u64;
    let draws = Draws { sampler, table, sound: table.sound().collect() };
    let closer = Closer::new(sampler, table, reading, &central, go_on)?;
    let looks = if reading.shares_only { Looks::default() } else { Looks::at(&closer, &central) };
    let any = draws.share(|row| table.attainable[row] > 0);
    let mut limits = Vec::new();
    if (table.len() as u64) < sampler.plan.draws {
        limits.push(Limit {
            limit: "draws".to_owned(),
            text: format!("only {} of {} draws were made", table.len(), sampler.plan.draws),
        });
    }
    let mut remarks = draws.remarks();
    remarks.extend(closer.remarks());
    if model.is_large() {
        let left = [
            (true, "each premise alone, tipping points and nearest flips"),
            (!model.claims.is_empty(), "claims"),
        ];
        let left: Vec<&str> = left.iter().filter(|(is, _)| *is).map(|(_, what)| *what).collect();
        limits.push(Limit {
            limit: "left-out".to_owned(),
            text: format!("on so many deals these are left out: {}", left.join("; ")),
        });
    }
    remarks.extend(looks.remarks);
    limits.extend(closer.limits());
    Ok(Study {
        zopa: env!("CARGO_PKG_VERSION").to_owned(),
        scenario: about(model),
        draws: table.len() as u64,
        failed: table.len() as u64 - sound,
        seed: sampler.plan.seed,
        sampling: sampler.plan.sampling.name().to_owned(),
        explored: explored(sampler),
        premises: premises(sampler)?,
        attainable: any,
        menu: draws.menu(&central),
        deals: draws.deals(reading.all),
        values: draws.values(&central),
        claims: draws.claims(&central, closer.movers_of_claims()),
        indices: looks.movers.main,
        further: looks.movers.further,
        tornado: looks.alone.tornado,
        tipping: looks.alone.tipping,
        nearest: looks.nearest,
        boxes: looks.corners,
        precedents: looks.precedents,
        failures: draws.failures(),
        remarks,
        limits,
    })
}

/// What the closer looks found.
#[derive(Default)]
struct Looks {
    movers: Movers,
    alone: Alone,
    nearest: Vec<NearestFlip>,
    corners: Vec<Corner>,
    precedents: Vec<WithoutPrecedent>,
    remarks: Vec<String>,
}

impl Looks {
    fn at(closer: &Closer<'_, '_>, central: &Drawn) -> Self {
        // Very many verdicts, each a search of its own.
        let large = closer.sampler.model.is_large();
        let alone = if large { Alone::default() } else { closer.alone() };
        let nearest = if large { Vec::new() } else { closer.nearest() };
        let corners = closer.corners();
        let (precedents, faults) = precedents::without(closer.sampler, central);
        let movers = closer.movers();
        let remarks = [movers.remark.clone(), alone.remark.clone()].into_iter().flatten();
        let remarks = remarks.chain(faults).collect();
        Self { movers, alone, nearest, corners, precedents, remarks }
    }
}

/// Names of the premises that are explored.
fn explored(sampler: &Sampler<'_>) -> Vec<String> {
    let ranges = sampler.design.coordinates.iter().filter(|c| c.kind == Kind::Range);
    ranges.map(|coordinate| coordinate.name.clone()).collect()
}

fn premises(sampler: &Sampler<'_>) -> Result<Vec<UncertainPremise>, Fault> {
    let design = &sampler.design;
    let count = design.coordinates.len();
    let at = |k: usize, u: f64| -> Result<f64, Fault> {
        let mut numbers = vec![0.5; count];
        numbers[k] = u;
        let views = design.views(sampler.held(), &numbers)?;
        Ok(sampler.held_by(&views, &design.coordinates[k]))
    };
    let central = sampler.model.views(sampler.changes())?;
    let shown = |(k, coordinate): (usize, &super::design::Coordinate)| {
        let ends = if coordinate.kind == Kind::Range { [0.0, 1.0] } else { [0.05, 0.95] };
        Ok(UncertainPremise {
            premise: coordinate.name.clone(),
            about: sampler.model.premises[coordinate.premise].about.clone(),
            kind: match coordinate.kind {
                Kind::Belief => "belief",
                Kind::Range => "range",
                Kind::Learnt => "learnt",
            }
            .to_owned(),
            central: sampler.held_by(&central, coordinate),
            range: [at(k, ends[0])?, at(k, ends[1])?],
        })
    };
    design.coordinates.iter().enumerate().map(shown).collect()
}

/// The draws of a study and those among them that did not fail.
struct Draws<'a, 'm> {
    sampler: &'a Sampler<'m>,
    table: &'a Table,
    sound: Vec<usize>,
}

impl Draws<'_, '_> {
    fn model(&self) -> &Model {
        self.sampler.model
    }

    /// Share of the sound draws; 0 without any.
    fn share(&self, is: impl Fn(usize) -> bool) -> f64 {
        self.ratio(self.sound.iter().filter(|&&row| is(row)).count() as u64)
    }

    fn ratio(&self, count: u64) -> f64 {
        if self.sound.is_empty() { 0.0 } else { count as f64 / self.sound.len() as f64 }
    }

    /// Something for each signing party, given its number among them.
    fn by_signer(&self, of: impl Fn(usize) -> f64) -> ByActor<f64> {
        let signers = self.model().signers().enumerate();
        signers.map(|(k, party)| (self.model().parties[party].key.clone(), of(k))).collect()
    }

    fn menu(&self, central: &Drawn) -> Vec<MenuShare> {
        let entries = self.model().menu.iter().zip(&self.table.menu).zip(&central.menu);
        let shown = |((entry, columns), central): ((&crate::model::MenuEntry, &MenuColumns), _)| {
            let central: &crate::verdict::drawn::MenuDrawn = central;
            let share = |flag: u32| self.share(|row| columns.flags[row] & flag != 0);
            MenuShare {
                name: entry.name.clone(),
                central: central.attainable,
                attainable: share(MenuColumns::ATTAINABLE),
                best: self.by_signer(|k| share(MenuColumns::best(k))),
                fair: share(MenuColumns::FAIR),
                margin: self.quantiles(&columns.margin),
            }
        };
        entries.map(shown).collect()
    }

    fn deals(&self, all: bool) -> Vec<DealShare> {
        let counts = &self.table.deals;
        if self.model().is_large() {
            return Vec::new();
        }
        let ladders = self.model().issues.iter().map(|issue| issue.options.len()).collect();
        let space = Space::new(ladders);
        let chosen = |&deal: &usize| {
            all || counts.fair[deal] > 0 || counts.best.iter().any(|best| best[deal] > 0)
        };
        let mut deals: Vec<usize> = (0..counts.fair.len()).filter(chosen).collect();
        deals.sort_by_key(|&deal| {
            let best: u64 = counts.best.iter().map(|best| best[deal]).sum();
            std::cmp::Reverse((counts.fair[deal], best, counts.attainable[deal]))
        });
        let shown = |deal: usize| DealShare {
            deal: named(self.model(), &space, deal),
            attainable: self.ratio(counts.attainable[deal]),
            best: self.by_signer(|k| self.ratio(counts.best[k][deal])),
            fair: self.ratio(counts.fair[deal]),
        };
        deals.into_iter().map(shown).collect()
    }

    fn values(&self, central: &Drawn) -> Vec<Spread> {
        let (model, table) = (self.model(), self.table);
        let spread = |output: String, central: f64, column: &[f64]| Spread {
            output,
            central: Some(central).filter(|value| !value.is_nan()),
            quantiles: self.quantiles(column),
        };
        let mut values = Vec::new();
        for (party, column) in table.no_deal.iter().enumerate() {
            let output = format!("no_deal({})", model.actor_key(party));
            values.push(spread(output, central.no_deal[party], column));
        }
        for (actor, column) in table.fair_values.iter().enumerate() {
            let output = format!("value(fair, {})", model.actor_key(actor));
            values.push(spread(output, central.fair_values[actor], column));
        }
        for ((k, party), column) in model.signers().enumerate().zip(&table.best_values) {
            let key = model.actor_key(party);
            let output = format!("value(best({key}), {key})");
            values.push(spread(output, central.best_values[k], column));
        }
        values
    }

    fn quantiles(&self, column: &[f64]) -> Quantiles {
        quantiles(self.sound.iter().map(|&row| column[row]))
    }

    fn claims(&self, central: &Drawn, movers: Vec<Option<String>>) -> Vec<ClaimShare> {
        let claims = self.model().claims.iter().zip(&self.table.claims).zip(&central.claims);
        let shown = |(((claim, column), central), moved_by): (((&Claim, &Vec<u8>), _), _)| {
            let central: &Result<bool, Fault> = central;
            let count = |outcome: Outcome| {
                let same = self.sound.iter().filter(|&&row| column[row] == outcome as u8);
                same.count() as u64
            };
            let [no, yes, failed] = [Outcome::False, Outcome::True, Outcome::Failed].map(count);
            let draws = no + yes;
            let share = (draws > 0).then(|| yes as f64 / draws as f64);
            let holds = *central == Ok(true);
            ClaimShare {
                id: claim.id.clone(),
                text: claim.text.clone(),
                holds,
                draws,
                failed,
                share,
                verdict: verdict(holds, share).to_owned(),
                moved_by,
            }
        };
        claims.zip(movers).map(shown).collect()
    }

    fn failures(&self) -> Vec<Failure> {
        let table = self.table;
        let mut found: IndexMap<u32, (u64, u64)> = IndexMap::new();
        for (row, &fault) in table.failed.iter().enumerate().filter(|(_, fault)| **fault > 0) {
            let first = table.first + row as u64;
            found.entry(fault).or_insert((0, first)).0 += 1;
        }
        let words = |fault: u32| {
            let at = usize::try_from(fault).unwrap_or(0).wrapping_sub(1);
            table.faults.get(at).cloned().unwrap_or_default()
        };
        let failures = found.into_iter();
        failures
            .map(|(fault, (draws, first))| Failure { what: words(fault), draws, first })
            .collect()
    }

    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.sampler.design.coordinates.is_empty() {
            remarks.push(
                "no premise is uncertain, so every draw is the answer at the central values"
                    .to_owned(),
            );
        }
        let judged = self.sampler.plan.claims.min(self.table.len() as u64);
        if !self.model().claims.is_empty() && judged < self.table.len() as u64 {
            remarks.push(format!("claims were judged in the first {judged} draws"));
        }
        remarks
    }
}

/// `follows`, `fails` or `depends`; by the central values alone where there is no share.
fn verdict(holds: bool, share: Option<f64>) -> &'static str {
    match (holds, share) {
        (true, None) => "follows",
        (true, Some(share)) if share >= NEARLY_ALL => "follows",
        (false, None) => "fails",
        (false, Some(share)) if share <= 1.0 - NEARLY_ALL => "fails",
        _ => "depends",
    }
}

/// The options of a standing by name.
fn named(model: &Model, space: &Space, standing: usize) -> Deal {
    let issues = model.issues.iter().enumerate();
    let option = |(issue, named): (usize, &crate::model::Issue)| {
        let option = &named.options[space.option(standing, issue)];
        (named.key.clone(), option.key.clone())
    };
    issues.map(option).collect()
}
