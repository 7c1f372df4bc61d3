//! Conclusions of a verdict that may change with the premises.

use super::table::{MenuColumns, Table};
use crate::model::Model;
use crate::verdict::drawn::Drawn;

/// Something that is true of a verdict or not.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Conclusion {
    /// In words: `“Freeze” is attainable`.
    pub(super) text: String,
    /// The opposite in words.
    not: String,
    kind: Kind,
    /// Whether it is true at the central values.
    pub(super) holds: bool,
}

/// Which conclusion.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// Some deal is attainable.
    Any,
    /// Some deal that agrees with a menu entry is.
    Attainable(usize),
    /// A fair deal agrees with a menu entry.
    Fair(usize),
}

impl Conclusion {
    /// That some deal is attainable, that each entry of the menu is, that the entry which is fair at the
    /// central values is.
    pub(super) fn all(model: &Model, central: &Drawn) -> Vec<Self> {
        let entries = model.menu.iter().enumerate();
        let named = |name: &str, what: &str| {
            [format!("“{name}” is {what}"), format!("“{name}” is not {what}")]
        };
        let attainable = entries
            .clone()
            .map(|(at, entry)| (named(&entry.name, "attainable"), Kind::Attainable(at)));
        let fair = entries
            .filter(|&(at, _)| central.menu[at].fair)
            .map(|(at, entry)| (named(&entry.name, "fair"), Kind::Fair(at)))
            .take(1);
        let any = ["some deal is attainable", "no deal is attainable"].map(str::to_owned);
        let all = std::iter::once((any, Kind::Any)).chain(fair).chain(attainable);
        all.map(|([text, not], kind)| Self { text, not, kind, holds: kind.of(central) }).collect()
    }

    /// What is the case where it is not what it is at the central values, in words.
    pub(super) fn negated(&self) -> &str {
        if self.holds { &self.not } else { &self.text }
    }

    /// Whether it is true of a verdict.
    pub(super) fn of(&self, drawn: &Drawn) -> bool {
        self.kind.of(drawn)
    }

    /// Whether it is true in a row.
    pub(super) fn in_row(&self, table: &Table, row: usize) -> bool {
        let flag = |entry: usize, flag: u32| table.menu[entry].flags[row] & flag != 0;
        match self.kind {
            Kind::Any => table.attainable[row] > 0,
            Kind::Attainable(entry) => flag(entry, MenuColumns::ATTAINABLE),
            Kind::Fair(entry) => flag(entry, MenuColumns::FAIR),
        }
    }
}

impl Kind {
    fn of(self, drawn: &Drawn) -> bool {
        match self {
            Self::Any => drawn.count > 0,
            Self::Attainable(entry) => drawn.menu[entry].attainable,
            Self::Fair(entry) => drawn.menu[entry].fair,
        }
    }
}
