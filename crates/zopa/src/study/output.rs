//! Numbers of a verdict whose movement is looked at.

use super::table::Table;
use crate::model::Model;
use crate::verdict::drawn::Drawn;

/// A number that every verdict has, or NaN.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Output {
    /// What it is called: `value(fair, us)`, `value(best(us), us)`, `no_deal(us)`, `margin(MENU ENTRY)`.
    pub(super) name: String,
    kind: Kind,
}

/// Which number; with the place in the table's columns.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// Of the fair deal to an actor.
    Fair(usize),
    /// Of a signing party's best deal to itself.
    Best(usize),
    /// Of no deal to a party.
    NoDeal(usize),
    /// The least relative margin of a menu entry's representative.
    Margin(usize),
}

impl Output {
    /// All outputs of a model: what each signing party has from the fair deal and from its best, the margins
    /// of the menu, what each party has without a deal.
    pub(super) fn all(model: &Model) -> Vec<Self> {
        let key = |actor| model.actor_key(actor);
        let signers: Vec<usize> = model.signers().collect();
        let fair = signers.iter().map(|&party| Self {
            name: format!("value(fair, {})", key(party)),
            kind: Kind::Fair(party),
        });
        let best = signers.iter().enumerate().map(|(k, &party)| Self {
            name: format!("value(best({0}), {0})", key(party)),
            kind: Kind::Best(k),
        });
        let margins = model.menu.iter().enumerate().map(|(at, entry)| Self {
            name: format!("margin({})", entry.name),
            kind: Kind::Margin(at),
        });
        let no_deal = (0..model.parties.len()).map(|party| Self {
            name: format!("no_deal({})", key(party)),
            kind: Kind::NoDeal(party),
        });
        fair.chain(margins).chain(best).chain(no_deal).collect()
    }

    /// Its value in a verdict.
    pub(super) fn of(&self, drawn: &Drawn) -> f64 {
        match self.kind {
            Kind::Fair(actor) => drawn.fair_values[actor],
            Kind::Best(k) => drawn.best_values[k],
            Kind::NoDeal(party) => drawn.no_deal[party],
            Kind::Margin(entry) => drawn.menu[entry].margin,
        }
    }

    /// Its values in the draws.
    pub(super) fn column<'t>(&self, table: &'t Table) -> &'t [f64] {
        match self.kind {
            Kind::Fair(actor) => &table.fair_values[actor],
            Kind::Best(k) => &table.best_values[k],
            Kind::NoDeal(party) => &table.no_deal[party],
            Kind::Margin(entry) => &table.menu[entry].margin,
        }
    }
}

/// Names of the outputs whose movement can be asked for.
#[must_use]
pub fn outputs(model: &Model) -> Vec<String> {
    Output::all(model).into_iter().map(|output| output.name).collect()
}
