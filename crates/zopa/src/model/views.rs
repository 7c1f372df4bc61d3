//! What does everybody hold the premises to be?
//!
//! 1. **Holdings.** Each premise has a base holding; an actor may hold one of its own instead (`seen_by`,
//!    or an event about it). Changes are applied in their order: a `set` replaces a holding and forgets
//!    its evidence; evidence multiplies a holding's likelihood ratio, for everybody or for one actor.
//! 2. **Views.** An actor's view takes, premise by premise, its own holding, else (for an audience) that of
//!    the party it is `of`, else the base. It is evaluated in an order in which each premise stands behind
//!    those that it uses, so a premise derived from others is derived anew in every view.
//! 3. **Evidence** turns a probability p into L p / (1 - p + L p), L being the product of its likelihood
//!    ratios (Bayes' rule in odds form), after the holding is evaluated.
//!
//! The central values take a distribution at its median, a range to explore at its middle and a learnt
//! belief at its posterior mean. A study samples instead, see [`Model::views_with`].
//! Cost: linear in premises times actors with a view of their own.

use std::collections::BTreeMap;

use super::Model;
use super::premise::{Amount, Belief, Changes, Setting};
use super::program::{Env, Fault, FaultKind};
use crate::num::product::Product;

/// The premises as every view holds them. Equal views are held once.
#[derive(Clone, Debug, PartialEq)]
pub struct Views {
    /// The different views; each holds a value per premise.
    pub distinct: Vec<Vec<f64>>,
    /// Nobody's view: an index into `distinct`; always 0.
    pub nobody: usize,
    /// Each actor's view: an index into `distinct`.
    pub of_actor: Vec<usize>,
}

/// What a holding rests on.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// An expression, a distribution or a range.
    Amount(&'a Amount),
    /// A number.
    Value(f64),
    /// A belief learnt from precedents: the posterior beta.
    Learnt {
        /// First shape; positive.
        a: f64,
        /// Second shape; positive.
        b: f64,
    },
}

/// What is held about a premise, after changes.
#[derive(Clone, Copy, Debug)]
pub struct Holding<'a> {
    /// What it rests on.
    pub source: Source<'a>,
    /// Whose own belief that is; `None` for the base. A view that came about by evidence alone rests on the
    /// belief it began with.
    pub origin: Option<usize>,
    /// Product of the likelihood ratios of the evidence since; `None` without any.
    pub evidence: Option<Product>,
}

/// What is held about all premises, after changes.
#[derive(Clone, Debug)]
pub struct Held<'a> {
    /// By everybody without a holding of their own, per premise.
    pub base: Vec<Holding<'a>>,
    /// By single actors: (actor, premise).
    pub own: BTreeMap<(usize, usize), Holding<'a>>,
}

impl<'a> Source<'a> {
    /// The value of the point run: a median, a middle or a posterior mean; `None` for an expression that
    /// depends on other premises.
    #[must_use]
    pub fn central(self) -> Option<f64> {
        match self {
            Self::Amount(Amount::Expr(program)) => program.constant(),
            Self::Amount(Amount::Dist(dist)) => Some(dist.median()),
            Self::Amount(&Amount::Explore { low, high }) => Some(low + (high - low) / 2.0),
            Self::Value(value) => Some(value),
            Self::Learnt { a, b } => Some(a / (a + b)),
        }
    }

    fn of(belief: &'a Belief, left_out: impl Fn(usize) -> bool) -> Self {
        match belief {
            Belief::Amount(amount) => Self::Amount(amount),
            Belief::Learnt { a, b, precedents } => {
                let (mut a, mut b) = (*a, *b);
                for (at, precedent) in precedents.iter().enumerate() {
                    match precedent.outcome {
                        _ if left_out(at) => {}
                        true => a += precedent.weight,
                        false => b += precedent.weight,
                    }
                }
                Self::Learnt { a, b }
            }
        }
    }
}

impl<'a> Holding<'a> {
    fn fresh(source: Source<'a>, origin: Option<usize>) -> Self {
        Self { source, origin, evidence: None }
    }

    fn learn(&mut self, ratio: f64) {
        self.evidence = Some(match self.evidence {
            None => Product::of(ratio),
            Some(earlier) => earlier.times(ratio),
        });
    }
}

/// The probability that evidence with likelihood ratio `ratio` makes of `p`, for p in [0, 1]: Bayes' rule
/// in odds form. Certainty stays what it is.
#[must_use]
pub fn update(p: f64, ratio: Product) -> f64 {
    // A ratio of 1 must change nothing, not even the last digit.
    if p <= 0.0 || p >= 1.0 || ratio.is_one() {
        return p;
    }
    let likelier = ratio.scale(p);
    if likelier.is_infinite() { 1.0 } else { likelier / (1.0 - p + likelier) }
}

impl<'a> Held<'a> {
    /// The holding that `actor`'s view takes; nobody's is the base.
    #[must_use]
    pub fn by(&self, model: &Model, actor: Option<usize>, premise: usize) -> Option<Holding<'a>> {
        let own = |actor: usize| self.own.get(&(actor, premise)).copied();
        let inherited = || own(model.party_of(actor?)?);
        actor.and_then(own).or_else(inherited).or_else(|| self.base.get(premise).copied())
    }

    fn apply(&mut self, model: &Model, change: &'a super::Change) {
        let fresh = match &change.setting {
            Setting::Amount(amount) => Some(Holding::fresh(Source::Amount(amount), change.actor)),
            Setting::Value(value) => Some(Holding::fresh(Source::Value(*value), change.actor)),
            Setting::Evidence(_) => None,
        };
        let premise = change.premise;
        match (fresh, &change.setting, change.actor) {
            (Some(fresh), _, Some(actor)) => {
                self.own.insert((actor, premise), fresh);
            }
            (Some(fresh), _, None) => self.base[premise] = fresh,
            (None, Setting::Evidence(ratio), Some(actor)) => {
                // Evidence for one actor alone gives it a view of its own, starting from what it held.
                if let Some(mut holding) = self.by(model, Some(actor), premise) {
                    holding.learn(*ratio);
                    self.own.insert((actor, premise), holding);
                }
            }
            (None, Setting::Evidence(ratio), None) => {
                self.base[premise].learn(*ratio);
                let own = self.own.iter_mut().filter(|((_, of), _)| *of == premise);
                own.for_each(|(_, holding)| holding.learn(*ratio));
            }
            (None, _, _) => {}
        }
    }
}

impl Model {
    /// What is held about the premises after `changes`.
    #[must_use]
    pub fn held<'a>(&'a self, changes: &'a Changes) -> Held<'a> {
        let mut held = Held { base: Vec::with_capacity(self.premises.len()), own: BTreeMap::new() };
        for (index, premise) in self.premises.iter().enumerate() {
            let left_out = |at| changes.without.contains(&(index, at));
            held.base.push(Holding::fresh(Source::of(&premise.belief, left_out), None));
            for (actor, amount) in &premise.seen_by {
                let holding = Holding::fresh(Source::Amount(amount), Some(*actor));
                held.own.insert((*actor, index), holding);
            }
        }
        for change in &changes.settings {
            held.apply(self, change);
        }
        held
    }

    /// The premises as every view holds them at the central values, after `changes`.
    ///
    /// # Errors
    /// A [`Fault`] where a premise's expression fails or evidence meets a value outside [0, 1].
    pub fn views(&self, changes: &Changes) -> Result<Views, Fault> {
        self.views_with(&self.held(changes), |_, _, source| source.central())
    }

    /// The premises as every view holds them, with `value` saying what a holding is before its evidence:
    /// it is given the premise, the actor whose own belief it rests on (`None` for the base) and its source,
    /// and answers `None` for an expression that is to be evaluated. It is asked anew for every view and must
    /// answer the same.
    ///
    /// # Errors
    /// A [`Fault`] where a premise's expression fails or evidence meets a value outside [0, 1].
    pub fn views_with<'a>(
        &self,
        held: &Held<'a>,
        mut value: impl FnMut(usize, Option<usize>, Source<'a>) -> Option<f64>,
    ) -> Result<Views, Fault> {
        let nobody = self.view(held, None, &mut value)?;
        let mut views = Views { distinct: vec![nobody], nobody: 0, of_actor: Vec::new() };
        for actor in 0..self.actors() {
            let has_own = |actor| held.own.range((actor, 0)..=(actor, usize::MAX)).next().is_some();
            if !has_own(actor) && !self.party_of(actor).is_some_and(has_own) {
                views.of_actor.push(0);
                continue;
            }
            let view = self.view(held, Some(actor), &mut value)?;
            let known = views.distinct.iter().position(|other| *other == view);
            views.of_actor.push(known.unwrap_or(views.distinct.len()));
            if known.is_none() {
                views.distinct.push(view);
            }
        }
        Ok(views)
    }

    /// The view of `actor`, or nobody's.
    fn view<'a>(
        &self,
        held: &Held<'a>,
        actor: Option<usize>,
        value: &mut impl FnMut(usize, Option<usize>, Source<'a>) -> Option<f64>,
    ) -> Result<Vec<f64>, Fault> {
        let holders = [actor, actor.and_then(|actor| self.party_of(actor))];
        let mut view = vec![0.0; self.premises.len()];
        for &premise in &self.premise_order {
            let mut own = holders.into_iter().flatten();
            let own = own.find_map(|holder| held.own.get(&(holder, premise)));
            let holding = own.unwrap_or(&held.base[premise]);
            let number = match (value(premise, holding.origin, holding.source), holding.source) {
                (Some(number), _) => number,
                (None, Source::Amount(Amount::Expr(program))) => {
                    program.eval(Env { premises: &view, standing: &[], blamed: None })?
                }
                (None, _) => holding.source.central().unwrap_or(0.0),
            };
            view[premise] = match holding.evidence {
                None => number,
                Some(ratio) if (0.0..=1.0).contains(&number) => update(number, ratio),
                Some(_) => return Err(self.no_probability(premise, number)),
            };
        }
        Ok(view)
    }

    fn no_probability(&self, premise: usize, value: f64) -> Fault {
        let premise = &self.premises[premise];
        let what = format!("the premise `{}`", premise.key);
        Fault { kind: FaultKind::EvidenceRange(value), span: premise.span.clone(), what }
    }

    /// The party an audience is `of`; `None` for a party.
    #[must_use]
    pub fn party_of(&self, actor: usize) -> Option<usize> {
        let audience = actor.checked_sub(self.parties.len())?;
        self.audiences.get(audience).map(|audience| audience.of)
    }

    /// All events up to and including `date` (all without one) as changes, in the order of dates.
    #[must_use]
    pub fn changes_until(&self, date: Option<&str>) -> Changes {
        let settings = self
            .events
            .iter()
            .filter(|event| date.is_none_or(|date| event.date.as_str() <= date))
            .flat_map(|event| event.changes.iter().cloned())
            .collect();
        Changes { settings, without: Vec::new() }
    }

    /// Every premise that can be turned on its own, and every view of it that an actor holds for itself,
    /// after all events: premises whose value is derived from others are left out, their inputs are there.
    #[must_use]
    pub fn knobs(&self) -> Vec<(usize, Option<usize>)> {
        let changes = self.changes_until(None);
        let held = self.held(&changes);
        let mut knobs = Vec::new();
        for (premise, base) in held.base.iter().enumerate() {
            if base.source.central().is_some() {
                knobs.push((premise, None));
            }
            let own = held.own.iter().filter(|((_, of), _)| *of == premise);
            let own = own.filter(|(_, holding)| holding.source.central().is_some());
            knobs.extend(own.map(|((actor, _), _)| (premise, Some(*actor))));
        }
        knobs
    }

    /// The range of values in which a premise (in an actor's own view, where one is given) is worth looking
    /// at, after all events: a distribution's 1 % to 99 %, moved by the evidence; a range to explore as it
    /// is; [0, 1] for other probabilities; else the value and as much again to both sides, or [-1, 1]
    /// around 0.
    #[must_use]
    pub fn premise_range(&self, premise: usize, actor: Option<usize>) -> (f64, f64) {
        let changes = self.changes_until(None);
        let Some(holding) = self.held(&changes).by(self, actor, premise) else {
            return (-1.0, 1.0);
        };
        let stated = match holding.source {
            Source::Amount(Amount::Dist(dist)) => Some((dist.quantile(0.01), dist.quantile(0.99))),
            Source::Amount(&Amount::Explore { low, high }) => Some((low, high)),
            _ => None,
        };
        let moved = |p: f64| match holding.evidence {
            Some(ratio) if (0.0..=1.0).contains(&p) => update(p, ratio),
            _ => p,
        };
        if let Some((low, high)) = stated
            && low < high
        {
            return (moved(low), moved(high));
        }
        if self.premises.get(premise).is_some_and(|premise| premise.probability) {
            return (0.0, 1.0);
        }
        let central = || {
            let views = self.views(&changes).ok()?;
            let view = actor.and_then(|actor| views.of_actor.get(actor)).unwrap_or(&views.nobody);
            views.distinct.get(*view)?.get(premise).copied()
        };
        match central().unwrap_or(0.0).abs() {
            reach if reach > 0.0 => around(central().unwrap_or(0.0), reach),
            _ => (-1.0, 1.0),
        }
    }
}

/// `reach` to both sides of `middle`.
fn around(middle: f64, reach: f64) -> (f64, f64) {
    (middle - reach, middle + reach)
}
