//! Numbers that claims read off a verdict.
//!
//! A quantity that does not exist (the fair deal where nothing is attainable, steps of a road that is not
//! there) is not a number, and every comparison with it is false.

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
    pub(super) fn name(quantity: &Quantity, side: &str) -> String {
        match quantity {
            Quantity::Baseline => "baseline".to_owned(),
            _ => side.to_owned(),
        }
    }

    pub(super) fn value(&self, quantity: &Quantity) -> Result<f64, Fault> {
        let assessment = self.here.assessment;
        Ok(match quantity {
            Quantity::Number(number) => *number,
            Quantity::Baseline => {
                let there =
                    Reading { here: self.baseline, baseline: self.baseline, other: self.other };
                match self.other {
                    Quantity::Baseline => f64::NAN,
                    other => there.value(other)?,
                }
            }
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
            Quantity::Count(test) => self.here.count(*test, None)? as f64,
            Quantity::Steps(deal) => match self.deal(deal)?.map(|d| assessment.safest_road(d)) {
                Some(Found::Road(road)) => road.stops.len() as f64,
                _ => f64::NAN,
            },
        })
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
    /// for reachable; for attainable the least relative margin of all.
    fn margin(&self, test: TestName) -> Result<f64, Fault> {
        let Some(deal) = self.here.representative()? else { return Ok(f64::NAN) };
        let assessment = self.here.assessment;
        let survey = self.here.scene.survey()?;
        let among = super::present::Standing { survey, efficient: &[] };
        let weakest = assessment.judged(deal, among, false).weakest;
        let links =
            [&weakest.acceptable, &weakest.ratifiable, &weakest.reachable, &weakest.holding];
        let own = |k: usize| links[k].as_ref().map_or(f64::INFINITY, |link| link.margin);
        Ok(match test {
            TestName::Acceptable => own(0),
            TestName::Ratifiable => own(1),
            TestName::Reachable => {
                links[2].as_ref().map_or(f64::NEG_INFINITY, |link| link.relative)
            }
            TestName::Holding => own(3),
            TestName::Attainable => links
                .iter()
                .filter_map(|link| link.as_ref().map(|link| link.relative))
                .fold(f64::INFINITY, f64::min),
        })
    }
}
