//! An answer that can be shown to others: everything that one party wants is left out.
//!
//! Left out are the values, no-deal values and margins of the party and of its audiences, how it sees things
//! (its views of premises, and what others' margins are in its eyes), the premises that bear on it alone, and
//! what is computed from these: its best deal, the premises that would change the answer, the numbers of
//! claims that speak of it. Conclusions stay: which deals pass, which is fair, who is the weakest link.
//!
//! The invariant, which a test holds: two scenarios that differ only in the party's own numbers, and in which
//! the same deals pass the same tests, give the same bytes. A number that is left out is NaN (null in JSON), a
//! reason that names one is [`WITHHELD`]. Prose of the scenario (names, quotes, claims) stays as its author wrote it.

use super::answer::{ByActor, JudgedDeal, Link, Mark, Says, Solution, Step, Verdict};
use super::exhibits::{Exhibits, TreeView};
use indexmap::IndexMap;

/// In the place of a reason that would tell a number which is left out.
pub const WITHHELD: &str = "withheld";

/// Whose numbers are left out.
struct Left<'a> {
    /// The party and its audiences.
    actors: Vec<String>,
    /// Premises that bear on the party alone.
    premises: Vec<String>,
    /// Nodes of the game at which it moves.
    nodes: Vec<String>,
    party: &'a str,
}

/// Leaves out what a party wants, given by its key.
///
/// `false`, and nothing is left out, where there is no such party.
pub fn redact(verdict: &mut Verdict, exhibits: &mut Exhibits, party: &str) -> bool {
    if !verdict.parties.iter().any(|key| key == party) {
        return false;
    }
    let audiences = exhibits.home.iter().filter(|(_, home)| *home == party);
    let alone = exhibits.premises.iter().filter(|p| p.only_for.as_deref() == Some(party));
    let nodes = exhibits.tree.iter().flat_map(|tree| &tree.nodes);
    let left = Left {
        actors: std::iter::once(party)
            .chain(audiences.map(|(key, _)| key.as_str()))
            .map(str::to_owned)
            .collect(),
        premises: alone.map(|premise| premise.key.clone()).collect(),
        nodes: nodes
            .filter(|node| node.by.as_deref() == Some(party))
            .map(|node| node.key.clone())
            .collect(),
        party,
    };
    left.verdict(verdict);
    left.exhibits(exhibits);
    true
}

impl Left<'_> {
    fn is_of(&self, actor: &str) -> bool {
        self.actors.iter().any(|key| key == actor)
    }

    /// Leaves out the entries of the party and of its audiences.
    fn map<T>(&self, map: &mut IndexMap<String, T>) {
        map.retain(|key, _| !self.is_of(key));
    }

    fn verdict(&self, verdict: &mut Verdict) {
        verdict.redacted = Some(self.party.to_owned());
        // From its hash a scenario can be guessed.
        verdict.scenario.sha256.clear();
        self.map(&mut verdict.no_deal);
        self.map(&mut verdict.best);
        let own = |premise: &String| self.premises.contains(premise);
        verdict.views.retain(|view| !self.is_of(&view.actor) && !own(&view.premise));
        let menu = verdict.menu.iter_mut().filter_map(|entry| entry.represented_by.as_mut());
        menu.chain(&mut verdict.deals)
            .chain(&mut verdict.nearest)
            .for_each(|deal| self.judged(deal));
        let solutions = &mut verdict.solutions;
        let solutions = [
            &mut solutions.nash,
            &mut solutions.nash_from_today,
            &mut solutions.kalai_smorodinsky,
            &mut solutions.egalitarian,
            &mut solutions.utilitarian,
        ];
        for Solution { values, .. } in solutions.into_iter().flatten() {
            self.map(values);
        }
        verdict.best.values_mut().for_each(|best| self.map(&mut best.values));
        verdict.road.iter_mut().for_each(|step| self.step(step));
        for says in &mut verdict.says {
            let Says { party, margin, seen_by, because, .. } = says;
            if self.is_of(party) || seen_by.as_ref().is_some_and(|viewer| self.is_of(viewer)) {
                (*margin, *seen_by) = (None, None);
                WITHHELD.clone_into(because);
            }
        }
        verdict.events.iter_mut().for_each(|event| self.map(&mut event.no_deal));
        for claim in &mut verdict.claims {
            let mut words = claim.expect.split(|c: char| !c.is_alphanumeric() && c != '_');
            let own = |word: &str| {
                let mut named = self.actors.iter().chain(&self.premises).chain(&self.nodes);
                named.any(|name| name == word)
            };
            if words.any(own) {
                claim.numbers.clear();
                WITHHELD.clone_into(&mut claim.because);
                claim.share = None;
            }
        }
    }

    fn judged(&self, deal: &mut JudgedDeal) {
        for margins in
            [&mut deal.values, &mut deal.acceptable, &mut deal.ratifiable, &mut deal.holding]
        {
            self.map(margins);
        }
        let seen_by = std::mem::take(&mut deal.holding_seen_by);
        let in_its_eyes = |actor: &str| seen_by.get(actor).is_some_and(|viewer| self.is_of(viewer));
        deal.holding.retain(|actor, _| !in_its_eyes(actor));
        for (test, link) in [
            ("acceptable", &mut deal.weakest.acceptable),
            ("ratifiable", &mut deal.weakest.ratifiable),
            ("reachable", &mut deal.weakest.reachable),
            ("holding", &mut deal.weakest.holding),
        ] {
            let Some(link) = link else { continue };
            if self.is_of(&link.actor) || test == "holding" && in_its_eyes(&link.actor) {
                let Link { margin, relative, because, .. } = link;
                (*margin, *relative) = (f64::NAN, f64::NAN);
                WITHHELD.clone_into(because);
                if test == "reachable" {
                    deal.reachable = deal.reachable.map(|_| None);
                }
            }
        }
        // What would not be swallowed under another name is no conclusion that the page tells elsewhere.
        deal.marks.retain(|mark| !matches!(mark, Mark::OnlyLabelled { .. }));
        deal.holding_seen_by = seen_by;
        deal.holding_seen_by.retain(|actor, viewer| !self.is_of(actor) && !self.is_of(viewer));
        deal.road.iter_mut().flatten().for_each(|step| self.step(step));
    }

    fn step(&self, step: &mut Step) {
        // Whether a road is safe with its steps exchanged depends on everybody's numbers.
        step.exchangeable = None;
        let Step { continuation, deviation, temptation, bond, margin, cheat, .. } = step;
        let numbers: [&mut ByActor<f64>; 5] = [continuation, deviation, temptation, bond, margin];
        numbers.into_iter().for_each(|map| self.map(map));
        self.map(cheat);
    }

    fn exhibits(&self, exhibits: &mut Exhibits) {
        exhibits.premises.retain(|premise| !self.premises.contains(&premise.key));
        exhibits.premises.iter_mut().for_each(|premise| self.map(&mut premise.views));
        exhibits.trade.retain(|weight| !self.is_of(&weight.actor));
        for label in &mut exhibits.labels {
            label.rows.retain(|row| !self.is_of(&row.audience));
        }
        // Where the answer would change depends on everybody's numbers.
        exhibits.tipping.tips.clear();
        exhibits.tipping.failed.clear();
        (exhibits.tipping.premises, exhibits.tipping.further) = (0, 0);
        let values = &mut exhibits.values;
        let place = values.parties.iter().position(|key| key == self.party);
        if let Some(place) = place {
            values.pairs.retain(|pair| !pair.parties.contains(&place));
            for point in &mut values.points {
                point.values.iter_mut().skip(place).take(1).for_each(|value| *value = f64::NAN);
            }
        }
        if let Some(tree) = &mut exhibits.tree {
            self.map(&mut tree.views);
            for TreeView { values, payoffs, .. } in tree.views.values_mut() {
                for of_parties in values.iter_mut().chain(payoffs) {
                    let own = of_parties.iter_mut().skip(place.unwrap_or(usize::MAX)).take(1);
                    own.for_each(|value| *value = f64::NAN);
                }
            }
        }
    }
}
