//! Roads to single deals on spaces whose graph of steps cannot be searched.
//!
//! Tried are roads on which all issues move together: in one step, and in two, three and more even
//! stretches, each issue's rungs spread over them. Every road is checked by the definition, step by step.
//! A road that is found is proof that the deal is reachable; that none of these is safe is no proof that
//! there is none.

use super::Large;

/// Stretches that a road may have, beyond those that it needs.
const STRETCHES: usize = 8;

impl Large<'_> {
    /// A safe road to the deal, its stops after today; `None` where none of those tried is safe.
    pub(super) fn road(&self, deal: &[usize]) -> Option<Vec<Vec<usize>>> {
        let today = &self.ladders.today;
        if deal == today {
            return Some(Vec::new());
        }
        let lowers = |issue: usize| deal[issue] < today[issue] && !self.at_once(issue);
        if (0..deal.len()).any(lowers) {
            return None;
        }
        let rungs = |issue: usize| deal[issue].abs_diff(today[issue]);
        let singly = (0..deal.len()).filter(|&i| self.model.issues[i].one_by_one).map(rungs);
        let mut least = singly.max().unwrap_or(0).max(1);
        if let Some(most) = self.model.rungs_per_step {
            let most = usize::try_from(most).unwrap_or(usize::MAX).max(1);
            for party in 0..self.model.parties.len() {
                let own = (0..deal.len()).filter(|&i| self.model.issues[i].by == party);
                least = least.max(own.map(rungs).sum::<usize>().div_ceil(most));
            }
        }
        let longest = (0..deal.len()).map(rungs).max().unwrap_or(1).max(least);
        (least..=longest.min(least + STRETCHES))
            .map(|stretches| self.stretches(deal, stretches))
            .find(|stops| self.moves_well(stops) && self.is_safe(stops))
    }

    /// The stops of even stretches.
    fn stretches(&self, deal: &[usize], stretches: usize) -> Vec<Vec<usize>> {
        let today = &self.ladders.today;
        let stop = |s: usize| {
            let option = |(from, to): (&usize, &usize)| {
                let moved = (from.abs_diff(*to) * s).div_ceil(stretches);
                if to > from { from + moved } else { from - moved }
            };
            today.iter().zip(deal).map(option).collect()
        };
        (1..=stretches).map(stop).collect()
    }

    /// Whether each step keeps to the limits of steps, and each stop to the rules.
    fn moves_well(&self, stops: &[Vec<usize>]) -> bool {
        let mut from = &self.ladders.today;
        for to in stops {
            let rungs = |issue: usize| to[issue].abs_diff(from[issue]);
            let singly = |issue: usize| !self.model.issues[issue].one_by_one || rungs(issue) <= 1;
            let per_party = |party: usize| {
                let own = (0..to.len()).filter(|&i| self.model.issues[i].by == party);
                let moved: usize = own.map(rungs).sum();
                self.model
                    .rungs_per_step
                    .is_none_or(|most| moved <= usize::try_from(most).unwrap_or(usize::MAX))
            };
            let well = to != from
                && (0..to.len()).all(singly)
                && (0..self.model.parties.len()).all(per_party)
                && self.allowed(to);
            if !well {
                return false;
            }
            from = to;
        }
        true
    }

    /// Whether nobody gains by leaving the road at any step, and every signer by not setting out.
    fn is_safe(&self, stops: &[Vec<usize>]) -> bool {
        self.participants.iter().all(|participant| {
            let Some(eye) = participant.eyes.first() else { return true };
            let tolerance = self.tolerance(participant.party);
            let value = |standing: &[usize]| self.ladders.value(&eye.worth, standing);
            let Some(last) = stops.last() else { return true };
            let mut then = value(last);
            for (t, to) in stops.iter().enumerate().rev() {
                let from = if t == 0 { &self.ladders.today } else { &stops[t - 1] };
                then = (1.0 - eye.patience) * value(to) + eye.patience * then;
                let deviation = eye.deviation(&self.ladders, from, to);
                let free = eye.free(&self.ladders, from, to);
                if then < deviation - tolerance || value(to) < free - tolerance {
                    return false;
                }
            }
            let signs = self.model.parties[participant.party].signs;
            !signs || then >= self.no_deal[participant.party] - tolerance
        })
    }
}
