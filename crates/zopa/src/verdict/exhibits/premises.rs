//! The premises as a reader disputes them: value, range, source, and who sees them otherwise.

use crate::model::views::update;
use crate::model::{Amount, Belief, Changes, Holding, Model, NoDeal, Program, Source, Term, Views};
use crate::num::dist::Dist;
use indexmap::IndexMap;
use serde::Serialize;

/// A premise.
#[derive(Clone, Debug, Serialize)]
pub struct PremiseShown {
    /// Its key.
    pub key: String,
    /// What it is.
    pub about: Option<String>,
    /// Key of its source.
    pub source: Option<String>,
    /// Words of the source.
    pub quote: Option<String>,
    /// `number`, `range`, `learnt` or `computed`.
    pub kind: String,
    /// Whether it is a probability.
    pub probability: bool,
    /// What everybody without a view of its own holds.
    pub value: f64,
    /// Its 5 % and 95 % points, or the ends of a range to explore; `None` for a number.
    pub range: Option<[f64; 2]>,
    /// What single actors hold instead.
    pub views: IndexMap<String, f64>,
    /// What it was learnt from.
    pub precedents: Vec<PrecedentShown>,
    /// The party to whose values, patience, payoffs and audiences alone it matters.
    pub only_for: Option<String>,
}

/// A precedent.
#[derive(Clone, Debug, Serialize)]
pub struct PrecedentShown {
    /// Its name.
    pub name: String,
    /// Whether it went the way the premise speaks of.
    pub outcome: bool,
    /// Its relevance, 0 to 1.
    pub weight: f64,
}

pub(in crate::verdict) fn shown(
    model: &Model,
    views: &Views,
    changes: &Changes,
) -> Vec<PremiseShown> {
    let held = model.held(changes);
    let nobody = &views.distinct[views.nobody];
    let concerned = concerned(model);
    let premises = model.premises.iter().enumerate();
    premises
        .map(|(index, premise)| {
            let differing = (0..model.actors())
                .map(|actor| (actor, views.distinct[views.of_actor[actor]][index]))
                .filter(|(_, value)| value.total_cmp(&nobody[index]).is_ne())
                .map(|(actor, value)| (model.actor_key(actor).to_owned(), value));
            let holding = held.by(model, None, index);
            let precedents = match &premise.belief {
                Belief::Learnt { precedents, .. } => precedents.as_slice(),
                Belief::Amount(_) => &[],
            };
            let only = concerned[index].as_slice();
            PremiseShown {
                key: premise.key.clone(),
                about: premise.about.clone(),
                source: premise.source.clone(),
                quote: premise.quote.clone(),
                kind: kind(holding).to_owned(),
                probability: premise.probability,
                value: nobody[index],
                range: range(holding),
                views: differing.collect(),
                precedents: precedents
                    .iter()
                    .map(|precedent| PrecedentShown {
                        name: precedent.name.clone(),
                        outcome: precedent.outcome,
                        weight: precedent.weight,
                    })
                    .collect(),
                only_for: match only {
                    [party] => Some(model.parties[*party].key.clone()),
                    _ => None,
                },
            }
        })
        .collect()
}

fn kind(holding: Option<Holding<'_>>) -> &'static str {
    match holding.map(|holding| holding.source) {
        Some(Source::Learnt { .. }) => "learnt",
        Some(Source::Amount(Amount::Expr(program))) if program.constant().is_none() => "computed",
        Some(Source::Amount(Amount::Expr(_)) | Source::Value(_)) | None => "number",
        Some(Source::Amount(_)) => "range",
    }
}

/// The middle nine tenths of what is held, or the ends of a range to explore.
fn range(holding: Option<Holding<'_>>) -> Option<[f64; 2]> {
    let holding = holding?;
    let ends = match holding.source {
        Source::Amount(Amount::Dist(dist)) => [dist.quantile(0.05), dist.quantile(0.95)],
        Source::Amount(&Amount::Explore { low, high }) => [low, high],
        Source::Learnt { a, b } => {
            let posterior = Dist::Beta { a, b };
            [posterior.quantile(0.05), posterior.quantile(0.95)]
        }
        Source::Amount(Amount::Expr(_)) | Source::Value(_) => return None,
    };
    Some(match holding.evidence {
        Some(ratio) if ends.iter().all(|end| (0.0..=1.0).contains(end)) => {
            ends.map(|end| update(end, ratio))
        }
        _ => ends,
    })
}

/// The parties whose side of the case each premise enters, derived premises followed to their inputs. The
/// chances of the no-deal game belong to everybody.
fn concerned(model: &Model) -> Vec<Vec<usize>> {
    let everybody: Vec<usize> = (0..model.parties.len()).collect();
    let mut of: Vec<Vec<usize>> = vec![Vec::new(); model.premises.len()];
    let mut note = |program: &Program, parties: &[usize]| {
        for &premise in program.premises() {
            for &party in parties {
                if !of[premise].contains(&party) {
                    of[premise].push(party);
                }
            }
        }
    };
    for (actor, terms) in model.values.iter().enumerate() {
        let party = model.party_of(actor).unwrap_or(actor);
        for term in terms {
            match term {
                Term::Table { entries, .. } => entries.iter().for_each(|e| note(e, &[party])),
                Term::Expr(program) => note(program, &[party]),
            }
        }
    }
    for (party, named) in model.parties.iter().enumerate() {
        note(&named.patience, &[party]);
    }
    for audience in &model.audiences {
        audience.needs.iter().for_each(|needs| note(needs, &[audience.of]));
    }
    note(&model.breakdown, &everybody);
    match &model.nodeal {
        NoDeal::Standing => {}
        NoDeal::Values(programs) => {
            programs.iter().enumerate().for_each(|(party, program)| note(program, &[party]));
        }
        NoDeal::Game(game) => {
            for outcome in &game.outcomes {
                for (party, payoff) in outcome.payoffs.iter().enumerate() {
                    note(payoff, &[party]);
                }
            }
            let payoffs = game.outcomes.iter().map(|outcome| outcome.payoffs.len()).sum::<usize>();
            let programs: Vec<&Program> = game.programs().collect();
            let odds = programs.len().saturating_sub(payoffs);
            programs.iter().take(odds).for_each(|program| note(program, &everybody));
        }
    }
    // Against the order of computing, so that inputs hear of everything that uses what uses them.
    for &premise in model.premise_order.iter().rev() {
        let parties = of[premise].clone();
        let used = match &model.premises[premise].belief {
            Belief::Amount(Amount::Expr(program)) => program.premises().to_vec(),
            _ => Vec::new(),
        };
        for input in used {
            for &party in &parties {
                if !of[input].contains(&party) {
                    of[input].push(party);
                }
            }
        }
    }
    of
}
