//! The argument's claims: each a predicate on the verdict, possibly under changed premises.
//!
//! A positive predicate asks for some deal of the claim, a denied one speaks of all of them. `margin`,
//! `value(deal, ..)` and `steps(deal)` speak of the deal that represents the claim's own (`verdict::choice`).

use super::answer::{ClaimVerdict, Limit};
use super::assessment::Assessment;
use super::quantity::Reading;
use super::reachable::TOGETHER;
use super::scenes::{Scene, Scenes};
use crate::model::expect::BinaryOp;
use crate::model::{Claim, Expect, Fault, Model, Quantity, Target, TestName};
use crate::num::show;
use indexmap::IndexMap;
use rayon::prelude::*;

/// A scene, and the deals that a claim speaks of in it.
#[derive(Clone, Copy)]
pub(super) struct Spoken<'a, 'm> {
    pub(super) assessment: &'a Assessment<'m>,
    pub(super) scene: &'a Scene<'m>,
    pub(super) target: Option<&'a Target>,
}

impl<'a, 'm> Spoken<'a, 'm> {
    fn new(scene: &'a Scene<'m>, target: Option<&'a Target>) -> Self {
        Self { assessment: &scene.assessment, scene, target }
    }

    /// The deals that agree with the claim's target; all deals without one.
    pub(super) fn deals(&self) -> Result<Vec<usize>, Fault> {
        let rules = &self.assessment.ground.rules;
        match self.target {
            Some(target) => rules.agreeing(target, &self.assessment.views, self.assessment.space()),
            None => Ok((0..rules.allowed.len()).filter(|&d| rules.allowed[d]).collect()),
        }
    }

    /// The attainable deals.
    pub(super) fn attainable(&self) -> Result<&'a [usize], Fault> {
        Ok(&self.scene.survey()?.attainable)
    }

    /// The deal that represents the claim's own.
    pub(super) fn representative(&self) -> Result<Option<usize>, Fault> {
        let agreeing = self.deals()?;
        let survey = self.scene.survey()?;
        let attainable: Vec<usize> =
            agreeing.iter().copied().filter(|&d| survey.is_attainable(d)).collect();
        Ok(self.assessment.representative(&agreeing, &attainable))
    }

    /// How many deals of the claim pass a test, for one actor alone where said.
    pub(super) fn count(&self, test: TestName, to: Option<usize>) -> Result<Count, Fault> {
        let mut count = Count::default();
        let mut left = TOGETHER;
        for deal in self.deals()? {
            match self.passes(test, to, deal, &mut left)? {
                Some(passes) => count.pass += usize::from(passes),
                None => count.untested += 1,
            }
        }
        Ok(count)
    }

    /// Whether a deal passes; `None` where its road was not tested to the end. `left` is how many steps of
    /// roads may still be looked at.
    fn passes(
        &self,
        test: TestName,
        to: Option<usize>,
        deal: usize,
        left: &mut usize,
    ) -> Result<Option<bool>, Fault> {
        let assessment = self.assessment;
        let parties = assessment.model.parties.len();
        Ok(Some(match (test, to) {
            (TestName::Attainable, _) => {
                let survey = self.scene.survey()?;
                if survey.untested_among(&[deal]) > 0 {
                    return Ok(None);
                }
                survey.is_attainable(deal)
            }
            (TestName::Reachable, _) => return Ok(assessment.reachable_within(deal, left)),
            (TestName::Acceptable, Some(party)) if party < parties => {
                assessment.passes(party, assessment.acceptable_margin(deal, party))
            }
            (TestName::Ratifiable, Some(actor)) if actor >= parties => {
                assessment.passes(actor, assessment.ratifiable_margin(deal, actor - parties))
            }
            (TestName::Holding, Some(party)) => assessment.participant(party).is_none_or(|k| {
                assessment.model.enforced
                    || assessment.passes(party, assessment.holding_margin(deal, k).0)
            }),
            (TestName::Acceptable, _) => assessment.acceptable(deal),
            (TestName::Ratifiable, _) => assessment.ratifiable(deal),
            (TestName::Holding, None) => assessment.holding(deal),
        }))
    }
}

/// How many deals pass a test.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    /// Those that do.
    pub(super) pass: usize,
    /// Those whose road was not tested to the end.
    pub(super) untested: usize,
}

/// Judges every claim; tells the limits that were reached.
///
/// # Errors
/// A [`Fault`] where an expression fails under a claim's premises.
pub(super) fn judge(
    model: &Model,
    scenes: &Scenes<'_>,
) -> Result<(Vec<ClaimVerdict>, Option<Limit>), Fault> {
    let verdicts: Vec<Result<(ClaimVerdict, usize), Fault>> = model
        .claims
        .par_iter()
        .enumerate()
        .map(|(index, claim)| {
            let target = claim.target.as_ref();
            let here = Spoken::new(scenes.of_claim(index), target);
            let baseline = Spoken::new(scenes.plain(), target);
            verdict(claim, &Judge { here, baseline })
        })
        .collect();
    let verdicts: Vec<(ClaimVerdict, usize)> =
        verdicts.into_iter().collect::<Result<_, Fault>>()?;
    let open = verdicts.iter().filter(|(_, untested)| *untested > 0);
    let open: Vec<String> = open.map(|(claim, n)| format!("{n} for {}", claim.id)).collect();
    let limit = (!open.is_empty()).then(|| Limit {
        limit: "claims".to_owned(),
        text: format!(
            "roads to some deals of these claims were not tested to the end, and it was taken that \
             there are none: {}",
            open.join(", ")
        ),
    });
    Ok((verdicts.into_iter().map(|(claim, _)| claim).collect(), limit))
}

/// Whether a claim is true in its scene.
///
/// # Errors
/// A [`Fault`] where an expression fails there.
pub(super) fn holds(claim: &Claim, here: &Scene<'_>, plain: &Scene<'_>) -> Result<bool, Fault> {
    let target = claim.target.as_ref();
    let judge = Judge { here: Spoken::new(here, target), baseline: Spoken::new(plain, target) };
    judge.holds(&claim.expect, &mut Told::default())
}

/// The claim's verdict, and how many roads it rests on that were not tested to the end.
fn verdict(claim: &Claim, judge: &Judge<'_, '_>) -> Result<(ClaimVerdict, usize), Fault> {
    let mut told = Told::default();
    let holds = judge.holds(&claim.expect, &mut told)?;
    if told.untested > 0 {
        told.because.push(format!("{} not tested for a road to the end", told.untested));
    }
    let verdict = ClaimVerdict {
        id: claim.id.clone(),
        text: claim.text.clone(),
        source: claim.source.clone(),
        quote: claim.quote.clone(),
        supposes: claim.supposed_text.clone(),
        expect: claim.expect_text.clone(),
        holds,
        share: None,
        verdict: if holds { "follows" } else { "fails" }.to_owned(),
        numbers: told.numbers,
        because: told.because.join("; "),
    };
    Ok((verdict, told.untested))
}

/// What is told of a claim besides whether it holds.
#[derive(Default)]
struct Told {
    numbers: IndexMap<String, f64>,
    because: Vec<String>,
    /// Deals whose road was not tested to the end, where that may matter.
    untested: usize,
}

impl Told {
    /// Adds numbers; a further one of the same name is told apart by its position: `left`, `left 2`.
    fn number(&mut self, named: &[(&str, f64)]) {
        let name = |name: &str, n: usize| match n {
            1 => name.to_owned(),
            _ => format!("{name} {n}"),
        };
        let is_new = |n: usize| {
            let mut named = named.iter();
            named.all(|(key, x)| self.numbers.get(&name(key, n)).is_none_or(|old| same(*old, *x)))
        };
        let free = (1..).find(|&n| is_new(n)).unwrap_or(1);
        self.numbers.extend(named.iter().map(|(key, x)| (name(key, free), *x)));
    }
}

/// Reads a predicate off the claim's scene and the baseline.
struct Judge<'a, 'm> {
    here: Spoken<'a, 'm>,
    baseline: Spoken<'a, 'm>,
}

impl<'a, 'm> Judge<'a, 'm> {
    fn holds(&self, expect: &Expect, told: &mut Told) -> Result<bool, Fault> {
        let (not, word, of, some) = match expect {
            Expect::And(a, b) => {
                let both = [self.holds(a, told)?, self.holds(b, told)?];
                return Ok(both[0] && both[1]);
            }
            Expect::Or(a, b) => {
                let both = [self.holds(a, told)?, self.holds(b, told)?];
                return Ok(both[0] || both[1]);
            }
            Expect::Compare(op, left, right) => return self.compares(*op, [left, right], told),
            Expect::Test { not, test, to } => {
                let count = self.here.count(*test, *to)?;
                if count.pass == 0 {
                    told.untested += count.untested;
                }
                (not, word(*test), *to, count.pass)
            }
            Expect::BestFor { not, party } => {
                let k = self.here.assessment.signers.iter().position(|p| p == party);
                let attainable = self.here.attainable()?;
                let best = k.and_then(|k| self.here.assessment.best_for(k, attainable));
                let best = best.map(|(chosen, _)| chosen.maximisers).unwrap_or_default();
                (not, "best", Some(*party), self.among(&best)?)
            }
            Expect::Fair { not } => {
                let fair = self.here.assessment.bargain().nash(self.here.attainable()?);
                let fair = fair.map(|chosen| chosen.maximisers).unwrap_or_default();
                (not, "fair", None, self.among(&fair)?)
            }
        };
        let deals = self.here.deals()?.len();
        told.number(&[("deals", deals as f64)]);
        told.number(&[(word, some as f64)]);
        let of = of.map_or_else(String::new, |actor| {
            let joint = if word == "acceptable" { "to" } else { "for" };
            format!(" {joint} {}", self.here.assessment.actor_name(actor))
        });
        told.because.push(format!("{} {word}{of}", counted(some, deals)));
        Ok((some > 0) != *not)
    }

    /// Whether two quantities compare so.
    fn compares(
        &self,
        op: BinaryOp,
        [left, right]: [&Quantity; 2],
        told: &mut Told,
    ) -> Result<bool, Fault> {
        let (here, there) = (self.reading(right), self.reading(left));
        let (l, r) = (here.value(left)?, there.value(right)?);
        told.number(&[(Reading::name(left, "left"), l), (Reading::name(right, "right"), r)]);
        if l.is_nan() || r.is_nan() {
            let lacking = match here.lacking(left)? {
                Some(lacking) => Some(lacking),
                None => there.lacking(right)?,
            };
            told.because.push(lacking.unwrap_or_else(|| "there is no such number".to_owned()));
            return Ok(false);
        }
        let holds = compare(op, l, r);
        let is = if holds { "" } else { "is not " };
        told.because.push(format!("{} {is}{} {}", show::apart(l, r), sign(op), show::apart(r, l)));
        Ok(holds)
    }

    /// How many of the claim's deals are among these.
    fn among(&self, deals: &[usize]) -> Result<usize, Fault> {
        Ok(self.here.deals()?.into_iter().filter(|deal| deals.contains(deal)).count())
    }

    /// Reads quantities here, and for `baseline` the `other` side's in the baseline scene.
    fn reading<'q>(&'q self, other: &'q Quantity) -> Reading<'q, 'm>
    where
        'a: 'q,
    {
        Reading { here: self.here, baseline: self.baseline, other }
    }
}

/// How many of the deals that a claim speaks of, up to the verb: `none of 48 such deals is`.
fn counted(some: usize, deals: usize) -> String {
    match (some, deals) {
        (_, 0) => "there is no such deal to be".to_owned(),
        (0, 1) => "the one such deal is not".to_owned(),
        (1, 1) => "the one such deal is".to_owned(),
        (0, n) => format!("none of {n} such deals is"),
        (1, n) => format!("1 of {n} such deals is"),
        (k, n) if k == n => format!("all {n} such deals are"),
        (k, n) => format!("{k} of {n} such deals are"),
    }
}

/// The sign of a comparison as print has it.
fn sign(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Less => "<",
        BinaryOp::LessEqual => "≤",
        BinaryOp::Greater => ">",
        BinaryOp::GreaterEqual => "≥",
        BinaryOp::NotEqual => "≠",
        _ => "=",
    }
}

/// Compares two numbers, neither of which is missing.
fn compare(op: BinaryOp, left: f64, right: f64) -> bool {
    let equal = same(left, right);
    match op {
        BinaryOp::Less => left < right && !equal,
        BinaryOp::LessEqual => left < right || equal,
        BinaryOp::Greater => left > right && !equal,
        BinaryOp::GreaterEqual => left > right || equal,
        BinaryOp::NotEqual => !equal,
        _ => equal,
    }
}

/// Whether two numbers are equal within the tolerance; an infinite one equals itself alone.
fn same(left: f64, right: f64) -> bool {
    let scale = left.abs().max(right.abs());
    left.total_cmp(&right).is_eq()
        || (scale.is_finite() && (left - right).abs() <= crate::num::tolerance::REL * scale)
}

fn word(test: TestName) -> &'static str {
    match test {
        TestName::Attainable => "attainable",
        TestName::Acceptable => "acceptable",
        TestName::Ratifiable => "ratifiable",
        TestName::Reachable => "reachable",
        TestName::Holding => "holding",
    }
}
