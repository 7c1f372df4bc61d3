//! The second test: each audience at home swallows the deal, as it is labelled.

use super::assessment::Assessment;
use crate::num::tolerance::REL;

impl Assessment<'_> {
    /// u_a(d) - needs_a, in the audience's units.
    #[must_use]
    pub fn ratifiable_margin(&self, deal: usize, audience: usize) -> f64 {
        self.value(deal, self.model.parties.len() + audience) - self.needs[audience]
    }

    /// Whether every audience gets at least what it needs.
    #[must_use]
    pub fn ratifiable(&self, deal: usize) -> bool {
        (0..self.needs.len())
            .all(|a| self.passes(self.model.parties.len() + a, self.ratifiable_margin(deal, a)))
    }
    /// Labels: issues on which no party's value depends at any standing, but some audience's does at one.
    #[must_use]
    pub fn labels(&self) -> &[usize] {
        self.labels.get_or_init(|| {
            let issues = 0..self.model.issues.len();
            match self.needs.is_empty() {
                true => Vec::new(),
                false => issues.filter(|&issue| self.moves_audiences_only(issue)).collect(),
            }
        })
    }

    fn moves_audiences_only(&self, issue: usize) -> bool {
        let space = self.space();
        let moves = |actor: usize| {
            let values = self.ground.worth.own(actor);
            let slack = REL * self.spread(actor);
            (0..space.count()).any(|standing| {
                let option = space.option(standing, issue);
                option > 0
                    && (values[standing] - values[standing - option * space.stride(issue)]).abs()
                        > slack
            })
        };
        let parties = self.model.parties.len();
        !(0..parties).any(moves) && (parties..self.model.actors()).any(moves)
    }

    /// The labels under whose other options, where the rules allow any, a ratifiable deal would not be ratifiable.
    #[must_use]
    pub fn needed_labels(&self, deal: usize) -> Vec<usize> {
        if !self.ratifiable(deal) {
            return Vec::new();
        }
        let space = self.space();
        let needed = |issue: &usize| {
            let mut options = space.options(deal);
            let own = options[*issue];
            let others = (0..space.size(*issue)).filter(|&option| option != own);
            let others: Vec<usize> = others
                .map(|option| {
                    options[*issue] = option;
                    space.index(&options)
                })
                .filter(|&other| self.ground.rules.allowed[other])
                .collect();
            !others.is_empty() && !others.iter().any(|&other| self.ratifiable(other))
        };
        self.labels().iter().copied().filter(needed).collect()
    }
}
