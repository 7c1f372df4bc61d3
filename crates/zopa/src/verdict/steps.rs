//! A road step by step: what each participant gets by going on, and the best it could do instead.

use super::assessment::Assessment;
use crate::num::tolerance::REL;
use crate::road::Deviation;

/// One step of a road in numbers.
#[derive(Clone, Debug)]
pub struct StepNumbers {
    /// Standing before.
    pub from: usize,
    /// Standing after.
    pub to: usize,
    /// How long it lasts, in periods.
    pub periods: f64,
    /// Per participant.
    pub participants: Vec<Incentive>,
}

/// A participant's reasons at one step.
#[derive(Clone, Copy, Debug)]
pub struct Incentive {
    /// What it gets by going on: V at the start of the step.
    pub continuation: f64,
    /// The best it can do instead.
    pub deviation: Deviation,
    /// The condition that comes closest to failing, and its relative margin.
    pub tightest: (Condition, f64),
}

/// What a road asks of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The whole road is worth signing.
    Sign,
    /// Going on is worth more than leaving.
    Leave,
    /// Going on is worth more than the best cheat.
    Cheat,
    /// The planned choice is at least as good as any free one.
    Free,
}

impl Assessment<'_> {
    /// The steps of a road given by the standings after each of them.
    #[must_use]
    pub fn steps(&self, stops: &[usize]) -> Vec<StepNumbers> {
        let Some(&deal) = stops.last() else { return Vec::new() };
        let edges = self.edges();
        let owns = &self.deviations.owns;
        let mut value: Vec<f64> = owns.iter().map(|own| self.value(deal, own.party)).collect();
        let mut steps = Vec::with_capacity(stops.len());
        for t in (0..stops.len()).rev() {
            let to = stops[t];
            let from = if t == 0 { self.ground.today } else { stops[t - 1] };
            let duration = edges.duration(from, to);
            for (k, own) in owns.iter().enumerate() {
                let (now, later) = edges.weights[k][duration];
                value[k] = now * self.value(to, own.party) + later * value[k];
            }
            let incentive = |k: usize| self.incentive(k, value[k], from, to);
            steps.push(StepNumbers {
                from,
                to,
                periods: edges.durations[duration],
                participants: (0..owns.len()).map(incentive).collect(),
            });
        }
        steps.reverse();
        steps
    }

    fn incentive(&self, k: usize, continuation: f64, from: usize, to: usize) -> Incentive {
        let party = self.deviations.owns[k].party;
        let spread = self.spread(party);
        let deviation = self.deviations.best(self.deviations.own_view(k), k, from, to);
        let mut tightest = (Condition::Leave, (continuation - deviation.leave) / spread);
        let mut consider = |condition: Condition, slack: f64| {
            if slack / spread < tightest.1 {
                tightest = (condition, slack / spread);
            }
        };
        if let Some(cheat) = deviation.cheat {
            consider(Condition::Cheat, continuation - cheat.value);
        }
        if let Some((_, free)) = deviation.free {
            consider(Condition::Free, self.value(to, party) - free);
        }
        if from == self.ground.today && self.model.parties[party].signs {
            consider(Condition::Sign, continuation - self.no_deal[party]);
        }
        Incentive { continuation, deviation, tightest }
    }

    /// Which steps may change places with the one before: whether a road with the two exchanged is one that
    /// nobody gains by leaving. `None` for the first step, and where both move the same issue.
    #[must_use]
    pub fn exchangeable(&self, stops: &[usize]) -> Vec<Option<bool>> {
        (0..stops.len()).map(|t| self.exchangeable_at(stops, t)).collect()
    }

    fn exchangeable_at(&self, stops: &[usize], t: usize) -> Option<bool> {
        let between = t.checked_sub(1)?;
        let space = self.space();
        let before = if between == 0 { self.ground.today } else { stops[between - 1] };
        let [start, middle, end] = [before, stops[between], stops[t]].map(|s| space.options(s));
        let mut other = start.clone();
        for issue in 0..start.len() {
            match (middle[issue] != start[issue], end[issue] != middle[issue]) {
                (true, true) => return None,
                (false, true) => other[issue] = end[issue],
                (_, false) => {}
            }
        }
        let other = space.index(&other);
        if !self.edges().can_stop(other) {
            return Some(false);
        }
        let mut exchanged = stops.to_vec();
        exchanged[between] = other;
        let tightest = Self::tightest(&self.steps(&exchanged));
        Some(tightest.is_none_or(|(_, _, incentive)| incentive.tightest.1 >= -REL))
    }

    /// The road's tightest condition: step (from 0), participant and its reasons; the first of those equal
    /// within the tolerance.
    #[must_use]
    pub fn tightest(steps: &[StepNumbers]) -> Option<(usize, usize, Incentive)> {
        let all = steps.iter().enumerate().flat_map(|(t, step)| {
            step.participants.iter().enumerate().map(move |(k, incentive)| (t, k, *incentive))
        });
        all.reduce(
            |least, next| {
                if next.2.tightest.1 < least.2.tightest.1 - REL { next } else { least }
            },
        )
    }
}
