//! What is kept of the draws: one row a draw, in columns, and counts over all deals.
//!
//! A table covers a range of draws. Tables of neighbouring ranges are joined in order, and what is read off
//! the whole does not depend on how it was cut. Inputs are not kept: the seed makes them again.

use crate::model::{Fault, Model};
use crate::verdict::drawn::Drawn;

/// In a column of deals: none.
pub const NO_DEAL: u32 = u32::MAX;

/// What came of a claim in a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Outcome {
    /// It is false.
    False = 0,
    /// It is true.
    True = 1,
    /// An expression failed under its supposition.
    Failed = 2,
    /// It was not judged.
    Unasked = 3,
}

/// The verdicts of a range of draws.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The first draw.
    pub first: u64,
    /// Per draw 0, or 1 + the index in `faults` of what made it fail. A failed draw has empty cells.
    pub failed: Vec<u32>,
    /// What made draws or claims fail, each once, in the order in which it was met.
    pub faults: Vec<String>,
    /// How many deals are attainable; where they are too many to list, 1 for any number.
    pub attainable: Vec<u32>,
    /// The fair deal, [`NO_DEAL`] without one.
    pub fair: Vec<u32>,
    /// Per signing party its best deal.
    pub best: Vec<Vec<u32>>,
    /// Per party its no-deal value.
    pub no_deal: Vec<Vec<f64>>,
    /// Per actor the value of the fair deal; NaN without one.
    pub fair_values: Vec<Vec<f64>>,
    /// Per signing party the value of its best deal; NaN without one.
    pub best_values: Vec<Vec<f64>>,
    /// The menu's entries.
    pub menu: Vec<MenuColumns>,
    /// Per claim what came of it, an [`Outcome`] as a number.
    pub claims: Vec<Vec<u8>>,
    /// Counts over the draws, per deal.
    pub deals: Counts,
}

/// The columns of a menu entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MenuColumns {
    /// Per draw: bit 0 attainable, bit 1 fair, bit 2 + k best for signing party number k.
    pub flags: Vec<u32>,
    /// Per draw the least relative margin of its representative; NaN without one.
    pub margin: Vec<f64>,
}

/// In how many draws each deal is what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Attainable.
    pub attainable: Vec<u64>,
    /// As fair as any.
    pub fair: Vec<u64>,
    /// Per signing party as good as any for it.
    pub best: Vec<Vec<u64>>,
}

impl MenuColumns {
    /// The flag of an attainable entry.
    pub const ATTAINABLE: u32 = 1;
    /// The flag of a fair entry.
    pub const FAIR: u32 = 2;

    /// The flag of an entry that is best for signing party number `k`; none beyond the thirtieth.
    #[must_use]
    pub fn best(k: usize) -> u32 {
        u32::try_from(k).ok().and_then(|k| 4_u32.checked_shl(k)).unwrap_or(0)
    }
}

impl Table {
    /// An empty table for a model whose space has `deals` standings.
    #[must_use]
    pub fn new(model: &Model, deals: usize, first: u64) -> Self {
        let signers = model.signers().count();
        Self {
            first,
            best: vec![Vec::new(); signers],
            no_deal: vec![Vec::new(); model.parties.len()],
            fair_values: vec![Vec::new(); model.actors()],
            best_values: vec![Vec::new(); signers],
            menu: vec![MenuColumns::default(); model.menu.len()],
            claims: vec![Vec::new(); model.claims.len()],
            deals: Counts {
                attainable: vec![0; deals],
                fair: vec![0; deals],
                best: vec![vec![0; deals]; signers],
            },
            ..Self::default()
        }
    }

    /// How many draws it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.failed.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.failed.is_empty()
    }

    /// The rows of the draws that did not fail.
    pub fn sound(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len()).filter(|&row| self.failed[row] == 0)
    }

    /// Appends the next draw.
    pub fn push(&mut self, drawn: &Result<Drawn, Fault>) {
        match drawn {
            Ok(drawn) => self.push_sound(drawn),
            Err(fault) => {
                let fault = self.fault(fault, None);
                self.push_failed(fault);
            }
        }
    }

    fn push_sound(&mut self, drawn: &Drawn) {
        self.failed.push(0);
        self.attainable.push(drawn.count);
        self.fair.push(index(drawn.fair));
        fill(&mut self.best, drawn.best.iter().map(|best| index(best.first().copied())));
        fill(&mut self.no_deal, drawn.no_deal.iter().copied());
        fill(&mut self.fair_values, drawn.fair_values.iter().copied());
        fill(&mut self.best_values, drawn.best_values.iter().copied());
        for (columns, entry) in self.menu.iter_mut().zip(&drawn.menu) {
            let mut flags = 0;
            for (yes, flag) in
                [(entry.attainable, MenuColumns::ATTAINABLE), (entry.fair, MenuColumns::FAIR)]
            {
                flags |= if yes { flag } else { 0 };
            }
            for (k, _) in entry.best.iter().enumerate().filter(|(_, best)| **best) {
                flags |= MenuColumns::best(k);
            }
            columns.flags.push(flags);
            columns.margin.push(entry.margin);
        }
        for claim in 0..self.claims.len() {
            let outcome = match drawn.claims.get(claim) {
                None => Outcome::Unasked,
                Some(Ok(true)) => Outcome::True,
                Some(Ok(false)) => Outcome::False,
                Some(Err(fault)) => {
                    self.fault(fault, Some(claim));
                    Outcome::Failed
                }
            };
            self.claims[claim].push(outcome as u8);
        }
        count(&mut self.deals.attainable, &drawn.attainable);
        count(&mut self.deals.fair, &drawn.as_fair);
        for (counts, best) in self.deals.best.iter_mut().zip(&drawn.best) {
            count(counts, best);
        }
    }

    fn push_failed(&mut self, fault: u32) {
        self.failed.push(fault);
        self.attainable.push(0);
        self.fair.push(NO_DEAL);
        let signers = self.best.len();
        fill(&mut self.best, std::iter::repeat_n(NO_DEAL, signers));
        for columns in [&mut self.no_deal, &mut self.fair_values, &mut self.best_values] {
            columns.iter_mut().for_each(|column| column.push(f64::NAN));
        }
        for columns in &mut self.menu {
            columns.flags.push(0);
            columns.margin.push(f64::NAN);
        }
        self.claims.iter_mut().for_each(|column| column.push(Outcome::Unasked as u8));
    }

    /// 1 + the index of what went wrong.
    fn fault(&mut self, fault: &Fault, claim: Option<usize>) -> u32 {
        let text = match claim {
            None => fault.in_words(),
            Some(claim) => format!("claim number {}: {}", claim + 1, fault.in_words()),
        };
        self.named(text)
    }

    fn named(&mut self, text: String) -> u32 {
        let known = self.faults.iter().position(|other| *other == text);
        let at = known.unwrap_or(self.faults.len());
        if known.is_none() {
            self.faults.push(text);
        }
        u32::try_from(at + 1).unwrap_or(u32::MAX)
    }

    /// Appends the draws of the table that begins where this one ends.
    pub fn append(&mut self, next: Self) {
        let names: Vec<u32> = next.faults.into_iter().map(|text| self.named(text)).collect();
        let renamed = |&fault: &u32| match usize::try_from(fault).unwrap_or(0).checked_sub(1) {
            None => 0,
            Some(at) => names.get(at).copied().unwrap_or(fault),
        };
        self.failed.extend(next.failed.iter().map(renamed));
        self.attainable.extend(next.attainable);
        self.fair.extend(next.fair);
        extend(&mut self.best, next.best);
        extend(&mut self.no_deal, next.no_deal);
        extend(&mut self.fair_values, next.fair_values);
        extend(&mut self.best_values, next.best_values);
        for (own, other) in self.menu.iter_mut().zip(next.menu) {
            own.flags.extend(other.flags);
            own.margin.extend(other.margin);
        }
        extend(&mut self.claims, next.claims);
        let add = |own: &mut Vec<u64>, other: Vec<u64>| {
            own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
        };
        add(&mut self.deals.attainable, next.deals.attainable);
        add(&mut self.deals.fair, next.deals.fair);
        self.deals.best.iter_mut().zip(next.deals.best).for_each(|(own, other)| add(own, other));
    }
}

fn index(deal: Option<usize>) -> u32 {
    deal.and_then(|deal| u32::try_from(deal).ok()).unwrap_or(NO_DEAL)
}

fn fill<T>(columns: &mut [Vec<T>], values: impl Iterator<Item = T>) {
    columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
}

fn extend<T>(columns: &mut [Vec<T>], others: Vec<Vec<T>>) {
    columns.iter_mut().zip(others).for_each(|(column, other)| column.extend(other));
}

fn count(counts: &mut [u64], deals: &[usize]) {
    for &deal in deals {
        counts[deal] += 1;
    }
}
