//! Premises, correlations and events: distributions take their exact form, and circles are named.

use super::build::Builder;
use super::compile::Place;
use super::graph;
use super::premise::{Amount, Belief, Change, Precedent, Premise, Setting};
use super::{Claim, Event};
use crate::diag::Span;
use crate::diag::codes::build as codes;
use crate::num::dist::{Dist, DistError};
use crate::scenario::ast::{self, Entries, Name, PremiseValue, Spanned};
use crate::scenario::number::{DistForm, IntervalFamily};

impl Builder<'_> {
    /// The premises.
    pub(super) fn premises(&mut self) -> Vec<Premise> {
        let mut premises = Vec::new();
        for (key, entry) in &self.scenario.premises {
            let what = format!("the premise `{}`", key.value);
            let belief = match &entry.value {
                PremiseValue::Amount(amount) => Belief::Amount(self.amount(amount, &what)),
                PremiseValue::Learnt { prior, precedents } => self.learnt(prior, precedents),
            };
            let mut seen_by = Vec::new();
            for (name, amount) in &entry.seen_by {
                let what = format!("{what} as seen by `{}`", name.value);
                let amount_held = self.amount(amount, &what);
                seen_by.extend(self.actor(name).map(|actor| (actor, amount_held)));
            }
            let stated = match &entry.value {
                PremiseValue::Amount(amount) => is_probability(amount),
                PremiseValue::Learnt { .. } => true,
            };
            premises.push(Premise {
                key: key.value.clone(),
                about: entry.about.clone(),
                source: self.source(entry.source.as_ref()),
                quote: entry.quote.clone(),
                belief,
                seen_by,
                draw: entry.draw,
                probability: stated
                    || entry.seen_by.iter().any(|(_, amount)| is_probability(amount)),
                span: key.span.clone(),
            });
        }
        premises
    }

    fn amount(&mut self, amount: &ast::Amount, what: &str) -> Amount {
        match amount {
            ast::Amount::Expr(expr) => Amount::Expr(self.program(expr, Place::Premise, what)),
            ast::Amount::Percent(number) => Amount::Expr(super::Program {
                span: number.span.clone(),
                ..super::Program::number(number.value)
            }),
            ast::Amount::Dist(Spanned { value: DistForm::Explore { low, high }, .. }) => {
                Amount::Explore { low: *low, high: *high }
            }
            ast::Amount::Dist(form) => match dist(&form.value).and_then(Dist::checked) {
                Ok(dist) => Amount::Dist(dist),
                Err(error) => {
                    self.bad_distribution(error, &form.span, what);
                    Amount::Expr(super::Program::lost())
                }
            },
        }
    }

    fn bad_distribution(&mut self, error: DistError, span: &Span, what: &str) {
        let diagnostic = codes::BAD_DISTRIBUTION
            .error(format!("{what} has no distribution: {}", error.message))
            .at(span.clone(), "");
        self.sink.push(match error.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }

    fn learnt(
        &mut self,
        prior: &Spanned<DistForm>,
        precedents: &Entries<ast::Precedent>,
    ) -> Belief {
        let (a, b) = match dist(&prior.value).and_then(Dist::checked) {
            Ok(Dist::Beta { a, b }) => (a, b),
            Ok(_) => {
                let error =
                    DistError { message: "a prior is a beta distribution".into(), help: None };
                self.bad_distribution(error, &prior.span, "the prior");
                (1.0, 1.0)
            }
            Err(error) => {
                self.bad_distribution(error, &prior.span, "the prior");
                (1.0, 1.0)
            }
        };
        let precedents = precedents.iter().map(|(name, precedent)| Precedent {
            name: name.value.clone(),
            outcome: precedent.outcome,
            weight: precedent.weight,
        });
        Belief::Learnt { a, b, precedents: precedents.collect() }
    }

    /// The events, by date; those of one day stay in the order of the file.
    pub(super) fn events(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        for event in &self.scenario.events {
            let mut changes = self.settings(&event.set);
            for (name, ratio) in &event.evidence {
                let Some((premise, actor)) = self.premise_at(name) else { continue };
                changes.push(Change { premise, actor, setting: Setting::Evidence(ratio.value) });
            }
            let idle = event.set.is_empty() && event.evidence.is_empty();
            if idle && !event.date.value.is_empty() {
                self.sink.push(
                    codes::EVENT_WITHOUT_CHANGE
                        .warning(format!("the event of {} changes no premise", event.date.value))
                        .at(event.date.span.clone(), ""),
                );
            }
            let (date, what) = (event.date.value.clone(), event.what.clone());
            events.push(Event { date, what, changes });
        }
        events.sort_by(|one, other| one.date.cmp(&other.date));
        events
    }

    /// New values of premises.
    pub(super) fn settings(&mut self, set: &Entries<ast::Amount>) -> Vec<Change> {
        let mut changes = Vec::new();
        for (name, amount) in set {
            let what = format!("the premise `{}`", name.value);
            let amount = self.amount(amount, &what);
            let Some((premise, actor)) = self.premise_at(name) else { continue };
            changes.push(Change { premise, actor, setting: Setting::Amount(amount) });
        }
        changes
    }

    /// Premises in an order in which each stands behind those that it uses, in whichever view and after
    /// whichever change.
    pub(super) fn premise_order(
        &mut self,
        premises: &[Premise],
        events: &[Event],
        claims: &[Claim],
    ) -> Vec<usize> {
        let mut uses: Vec<Vec<usize>> = vec![Vec::new(); premises.len()];
        let mut add = |premise: usize, amount: &Amount| {
            if let (Amount::Expr(program), Some(uses)) = (amount, uses.get_mut(premise)) {
                uses.extend(program.premises());
            }
        };
        for (index, premise) in premises.iter().enumerate() {
            if let Belief::Amount(amount) = &premise.belief {
                add(index, amount);
            }
            premise.seen_by.iter().for_each(|(_, amount)| add(index, amount));
        }
        let of_events = events.iter().flat_map(|event| &event.changes);
        for change in of_events.chain(claims.iter().flat_map(|claim| &claim.changes)) {
            if let Setting::Amount(amount) = &change.setting {
                add(change.premise, amount);
            }
        }
        let found = graph::order(0..premises.len(), &uses);
        let keys: Vec<&Name> = self.scenario.premises.iter().map(|(name, _)| name).collect();
        for circle in &found.circles {
            self.circle(&codes::CIRCULAR_PREMISES, "premises", circle, &keys);
        }
        found.order
    }
}

/// Whether an amount is one that only a probability has.
fn is_probability(amount: &ast::Amount) -> bool {
    match amount {
        ast::Amount::Percent(_) => true,
        ast::Amount::Expr(_) => false,
        ast::Amount::Dist(form) => match &form.value {
            DistForm::Interval { percent, family, .. } => {
                *percent || matches!(family, IntervalFamily::LogitNormal | IntervalFamily::Beta)
            }
            form => matches!(form, DistForm::Beta { .. } | DistForm::Bernoulli(_)),
        },
    }
}

/// The distribution that was written, its parameters as they are.
fn dist(form: &DistForm) -> Result<Dist, DistError> {
    Ok(match form {
        &DistForm::Interval { low, high, level, family, .. } => match family {
            IntervalFamily::LogNormal => Dist::log_normal_interval(low, high, level)?,
            IntervalFamily::LogitNormal => Dist::logit_normal_interval(low, high, level)?,
            IntervalFamily::Normal => Dist::normal_interval(low, high, level)?,
            IntervalFamily::Beta => Dist::beta_interval(low, high, level)?,
        },
        &DistForm::Normal { mean, sd } => Dist::Normal { mean, sd },
        &DistForm::Beta { a, b } => Dist::Beta { a, b },
        &DistForm::Uniform { low, high } => Dist::Uniform { low, high },
        &DistForm::Triangular { low, mode, high } => Dist::Triangular { low, mode, high },
        &DistForm::Pert { low, mode, high } => Dist::Pert { low, mode, high },
        DistForm::Bernoulli(chance) => Dist::Bernoulli(*chance),
        DistForm::Mix(parts) => {
            let part = |(form, weight): &(DistForm, f64)| Ok((dist(form)?, *weight));
            Dist::Mix(parts.iter().map(part).collect::<Result<_, DistError>>()?)
        }
        DistForm::OneOf(values) => Dist::OneOf(values.clone()),
        DistForm::Truncate(inner, low, high) => Dist::Truncate(Box::new(dist(inner)?), *low, *high),
        DistForm::Clamp(inner, low, high) => Dist::Clamp(Box::new(dist(inner)?), *low, *high),
        DistForm::Explore { .. } => {
            let message = "a range to explore stands alone".to_owned();
            return Err(DistError { message, help: None });
        }
    })
}
