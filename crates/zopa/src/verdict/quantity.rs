//! Numbers that claims read off a verdict.
//!
//! A quantity that does not exist (the fair deal where nothing is attainable, steps of a road that is not
//! there) is not a number, and every comparison with it is false, `!=` too.

use super::answer::Link;
use super::claims::Spoken;
use crate::game::NoDealGame;
use crate::model::expect::BinaryOp;
use crate::model::{DealRef, Fault, NoDeal, Quantity, TestName};
use crate::road::safest::Found;

/// Reads quantities in a claim's scene; `baseline` is the other side's quantity in the baseline scene.
pub(super) struct Reading<'a, 'm> {
    pub(super) here: Spoken<'a, 'm>,
    pub(super) baseline: Spoken<'a, 'm>,
    pub(super) other: &'a Quantity,
}

impl Reading<'_, '_> {
    /// How a quantity is called among a claim's numbers; `side` where it has no better name.
    pub(super) fn name(quantity: &Quantity, side: &'static str) -> &'static str {
        match quantity {
            Quantity::Baseline => "baseline",
            _ => side,
        }
    }

    pub(super) fn value(&self, quantity: &Quantity) -> Result<f64, Fault> {
        let assessment = self.here.assessment;
        Ok(match quantity {
            Quantity::Number(number) => *number,
            Quantity::Baseline => match self.other {
                Quantity::Baseline => f64::NAN,
                other => self.before().value(other)?,
            },
            Quantity::Neg(of) => -self.value(of)?,
            Quantity::Binary(op, left, right) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                match op {
                    BinaryOp::Add => left + right,
                    BinaryOp::Sub => left - right,
                    BinaryOp::Mul => left * right,
                    _ => left / right,
                }
            }
            Quantity::Value(deal, actor) => {
                self.deal(deal)?.map_or(f64::NAN, |deal| assessment.value(deal, *actor))
            }
            Quantity::NoDeal { party, blamed } => {
                let view = assessment.views.of_actor[*party];
                let today = assessment.ground.today;
                assessment.ground.collapse.value(view, *blamed, *party, today)
            }
            Quantity::Odds { outcome, seen_by, blamed } => {
                let view = seen_by
                    .map_or(assessment.views.nobody, |actor| assessment.views.of_actor[actor]);
                self.solved(view, *blamed)?.outcomes.get(*outcome).copied().unwrap_or(f64::NAN)
            }
            Quantity::Outcome { outcome, party } => self.payoff(*outcome, *party)?,
            Quantity::Plays { node, r#move } => self.plays(*node, *r#move)?,
            Quantity::Margin(test) => self.margin(*test)?,
            Quantity::Count(test) => self.here.count(*test, None)?.pass as f64,
            Quantity::Steps(deal) => match self.deal(deal)?.map(|d| assessment.safest_road(d)) {
                Some(Found::Road(road)) => road.stops.len() as f64,
                _ => f64::NAN,
            },
        })
    }

    /// The reading without the claim's changes.
    fn before(&self) -> Self {
        Reading { here: self.baseline, ..*self }
    }

    /// Why a quantity does not exist, in words; `None` where it does.
    pub(super) fn lacking(&self, quantity: &Quantity) -> Result<Option<String>, Fault> {
        if !self.value(quantity)?.is_nan() {
            return Ok(None);
        }
        let deal = |named: &DealRef, whose: &str| match named {
            DealRef::Fair => "nothing is attainable, so there is no fair deal".to_owned(),
            DealRef::Best(_) => "nothing is attainable, so there is no best deal".to_owned(),
            DealRef::Menu(_) | DealRef::Own | DealRef::Today => format!("there is no {whose}"),
        };
        Ok(Some(match quantity {
            Quantity::Baseline => {
                let there = self.before().lacking(self.other)?;
                format!("without the claim's changes {}", there.unwrap_or_default())
            }
            Quantity::Neg(of) => return self.lacking(of),
            Quantity::Binary(_, left, right) => match self.lacking(left)? {
                Some(lacking) => lacking,
                None => match self.lacking(right)? {
                    Some(lacking) => lacking,
                    None => "the arithmetic has no result".to_owned(),
                },
            },
            Quantity::Value(named, _) => deal(named, "such deal"),
            Quantity::Steps(named) => deal(named, "road to such a deal"),
            Quantity::Margin(_) => "there is no deal of which to take the margin".to_owned(),
            _ => "there is no such number".to_owned(),
        }))
    }

    fn deal(&self, named: &DealRef) -> Result<Option<usize>, Fault> {
        let assessment = self.here.assessment;
        Ok(match named {
            DealRef::Own => self.here.representative()?,
            DealRef::Fair => {
                let attainable = self.here.attainable()?;
                assessment.bargain().nash(attainable).map(|chosen| chosen.deal)
            }
            DealRef::Today => Some(assessment.ground.today),
            DealRef::Best(party) => {
                let k = assessment.signers.iter().position(|p| p == party);
                let attainable = self.here.attainable()?;
                k.and_then(|k| assessment.best_for(k, attainable)).map(|(best, _)| best.deal)
            }
            DealRef::Menu(entry) => {
                let target = Some(&assessment.model.menu[*entry].target);
                Spoken { target, ..self.here }.representative()?
            }
        })
    }

    fn solved(&self, view: usize, blamed: Option<usize>) -> Result<crate::game::Solved, Fault> {
        let assessment = self.here.assessment;
        let mut game = NoDealGame::new(assessment.model, &assessment.views);
        game.solution(&assessment.model.today(), blamed, view)
    }

    fn payoff(&self, outcome: usize, party: usize) -> Result<f64, Fault> {
        let assessment = self.here.assessment;
        let NoDeal::Game(game) = &assessment.model.nodeal else { return Ok(f64::NAN) };
        let premises = &assessment.views.distinct[assessment.views.of_actor[party]];
        let standing = &assessment.model.today();
        game.outcomes[outcome].payoffs[party].eval(crate::model::Env {
            premises,
            standing,
            blamed: None,
        })
    }

    fn plays(&self, node: usize, r#move: usize) -> Result<f64, Fault> {
        let assessment = self.here.assessment;
        let NoDeal::Game(game) = &assessment.model.nodeal else { return Ok(f64::NAN) };
        let Some(infoset) = game.infosets.iter().position(|set| set.nodes.contains(&node)) else {
            return Ok(f64::NAN);
        };
        let view = assessment.views.of_actor[game.infosets[infoset].party];
        let solved = self.solved(view, None)?;
        Ok(solved.plays[infoset].get(r#move).copied().unwrap_or(f64::NAN))
    }

    /// The margin of the weakest link of the claim's representative: in the actor's own units, relative
    /// for reachable; for attainable the least relative margin of all. Infinite where nobody is tested,
    /// minus infinity where no road leads to the deal.
    fn margin(&self, test: TestName) -> Result<f64, Fault> {
        let Some(deal) = self.here.representative()? else { return Ok(f64::NAN) };
        let assessment = self.here.assessment;
        let survey = self.here.scene.survey()?;
        let among = super::present::Standing { survey, efficient: &[] };
        let judged = assessment.judged(deal, among, false);
        let weakest = &judged.weakest;
        let own = |link: &Option<Link>| link.as_ref().map_or(f64::INFINITY, |link| link.margin);
        let shares = [&weakest.acceptable, &weakest.ratifiable, &weakest.holding];
        let shares = shares.into_iter().flatten().map(|link| link.relative);
        let road = match (judged.reachable, &weakest.reachable) {
            _ if assessment.model.enforced => f64::INFINITY,
            (Some(margin), _) => margin.unwrap_or(f64::NEG_INFINITY),
            (None, Some(link)) => link.relative,
            (None, None) => f64::NAN,
        };
        Ok(match test {
            TestName::Acceptable => own(&weakest.acceptable),
            TestName::Ratifiable => own(&weakest.ratifiable),
            TestName::Holding => own(&weakest.holding),
            TestName::Reachable => road,
            TestName::Attainable => {
                let least = shares.fold(f64::INFINITY, f64::min);
                if road.is_nan() { road } else { least.min(road) }
            }
        })
    }
}
