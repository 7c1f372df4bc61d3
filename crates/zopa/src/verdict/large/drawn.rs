//! The verdict on one draw of a study where the deals are too many to list.
//!
//! Only what a study reads is searched for: each party's best deal, the fair one, and a deal for each entry of the
//! menu. A draw in which one of these questions stayed open has no verdict: it counts as failed, and says so.

use super::seek::{Goals, Seeker};
use super::{Large, Trouble};
use crate::model::{Fault, FaultKind, Model, Views};
use crate::verdict::drawn::{Drawn, MenuDrawn};

/// The verdict at these premises; claims are not judged.
pub(in crate::verdict) fn judge(model: &Model, views: &Views) -> Result<Drawn, Fault> {
    let fault = |trouble| match trouble {
        Trouble::Fault(fault) => *fault,
        Trouble::TooEntangled(what) => open(what),
    };
    let large = Large::new(model, views).map_err(fault)?;
    let mut seeker = Seeker { large: &large, limits: Vec::new() };
    let best: Vec<_> = (0..large.signers.len()).map(|k| seeker.best_for(k)).collect();
    let ideal = |(k, best): (usize, &Option<super::seek::Best>)| {
        best.as_ref().map_or(0.0, |best| large.gain(&best.deal, k))
    };
    let ideals: Vec<f64> = best.iter().enumerate().map(ideal).collect();
    let goals = Goals::new(&large, &ideals);
    let nash = goals.nash.as_ref();
    let fair = nash.and_then(|nash| seeker.best(&goals.sums, nash, "the fair deal", false));
    let mut menu = Vec::with_capacity(model.menu.len());
    for entry in &model.menu {
        let found = seeker.agreeing(entry, &goals).map_err(fault)?;
        let (sums, condition) = large.agreeing(&goals.sums, &entry.target).map_err(fault)?;
        let agrees = |best: &super::seek::Best| {
            let mut deals = std::iter::once(&best.deal).chain(&best.ties);
            deals.any(|deal| sums.values(deal)[condition] >= 0.0)
        };
        menu.push(MenuDrawn {
            attainable: found.attainable == Some(true),
            fair: fair.as_ref().is_some_and(agrees),
            best: best.iter().map(|best| best.as_ref().is_some_and(agrees)).collect(),
            margin: found.deal.map_or(f64::NAN, |deal| large.least_margin(&deal)),
        });
    }
    if let Some(limit) = seeker.limits.first() {
        return Err(open(limit.text.clone()));
    }
    let value = |deal: Option<&[usize]>, actor| deal.map_or(f64::NAN, |d| large.value(d, actor));
    let of_fair = fair.as_ref().map(|fair| fair.deal.as_slice());
    let best_values = large.signers.iter().zip(&best);
    let best_values = best_values
        .map(|(&party, best)| value(best.as_ref().map(|best| best.deal.as_slice()), party));
    Ok(Drawn {
        count: u32::from(best.iter().any(Option::is_some)),
        no_deal: large.no_deal.clone(),
        fair_values: (0..model.actors()).map(|actor| value(of_fair, actor)).collect(),
        best_values: best_values.collect(),
        menu,
        attainable: Vec::new(),
        fair: None,
        fair_standing: of_fair.map(<[usize]>::to_vec),
        as_fair: Vec::new(),
        best: vec![Vec::new(); large.signers.len()],
        claims: Vec::new(),
    })
}

/// A question that the search did not settle.
fn open(what: String) -> Fault {
    Fault { kind: FaultKind::Open, span: 0..0, what }
}

impl Large<'_> {
    /// The least relative margin of a deal in acceptable, ratifiable and (unless it is enforced) holding.
    fn least_margin(&self, deal: &[usize]) -> f64 {
        let accepted =
            self.signers.iter().enumerate().map(|(k, &party)| (party, self.gain(deal, k)));
        let ratified = self.needs.iter().enumerate().map(|(audience, needs)| {
            let actor = self.model.parties.len() + audience;
            (actor, self.value(deal, actor) - needs)
        });
        let held = self.participants.iter().map(|participant| {
            let margins = participant.eyes.iter().map(|eye| eye.holding(&self.ladders, deal));
            (participant.party, margins.fold(f64::INFINITY, f64::min))
        });
        let margins = accepted.chain(ratified).chain(held);
        margins.map(|(actor, margin)| margin / self.spreads[actor]).fold(f64::INFINITY, f64::min)
    }
}
