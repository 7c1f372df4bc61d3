//! A deal space as other programs know it: issues, options, and what each party gets, as exact fractions.

use crate::num::rational::Rational;

/// What can be agreed and what it is worth to whom, without a scenario around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Domain {
    /// Its name.
    pub name: String,
    /// What is negotiated, in the order of the file.
    pub issues: Vec<Issue>,
    /// Who negotiates.
    pub parties: Vec<Party>,
    /// Combinations that are no deal.
    pub forbidden: Vec<Region>,
}

/// What is negotiated, and what can be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its name.
    pub name: String,
    /// Its options, at least one.
    pub options: Vec<String>,
}

/// What a party gets from a deal: the sum of its entries, its terms and its constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its name.
    pub name: String,
    /// One number for every option of every issue.
    pub values: Vec<Vec<Rational>>,
    /// What it gets from every deal.
    pub constant: Rational,
    /// What depends on several issues at once.
    pub terms: Vec<Term>,
    /// What it gets without a deal, where that is stated.
    pub reservation: Option<Rational>,
    /// What a unit is worth after one period, where that is stated. It changes no answer here.
    pub discount: Option<Rational>,
    /// How much its gain counts in the product of Nash, which raises it to this power; 1 unless stated.
    pub weight: u32,
}

/// Some options of some issues: a deal lies in it if it has one of the options of each.
///
/// Every issue stands at most once; an issue that does not stand is free.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    /// Issue, and its options, ascending.
    pub bounds: Vec<(usize, Vec<usize>)>,
}

/// A part of a party's value that depends on several issues.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// So much for every deal in the region: a hyper-rectangle.
    Rectangle {
        /// Where.
        region: Region,
        /// How much.
        worth: Rational,
    },
    /// A number for every combination of the options of some issues.
    Table {
        /// The issues, each once.
        issues: Vec<usize>,
        /// The numbers, the last issue fastest.
        worth: Vec<Rational>,
    },
}

impl Region {
    /// Whether a deal lies in it.
    #[must_use]
    pub fn holds(&self, deal: &[usize]) -> bool {
        self.bounds.iter().all(|(issue, options)| options.binary_search(&deal[*issue]).is_ok())
    }
}

impl Party {
    /// A party that gets nothing from anything yet.
    #[must_use]
    pub fn new(name: impl Into<String>, issues: &[Issue]) -> Self {
        Self {
            name: name.into(),
            values: issues.iter().map(|i| vec![Rational::ZERO; i.options.len()]).collect(),
            constant: Rational::ZERO,
            terms: Vec::new(),
            reservation: None,
            discount: None,
            weight: 1,
        }
    }
}

impl Domain {
    /// The parties' weights in the product of Nash.
    #[must_use]
    pub fn weights(&self) -> Vec<u32> {
        self.parties.iter().map(|party| party.weight).collect()
    }

    /// Whether the value of every party is a sum over issues, and every combination is a deal.
    #[must_use]
    pub fn is_additive(&self) -> bool {
        self.forbidden.is_empty() && self.parties.iter().all(|party| party.terms.is_empty())
    }

    /// How many combinations there are, as a power of ten: 10 to that power.
    #[must_use]
    pub fn magnitude(&self) -> f64 {
        self.issues.iter().map(|issue| libm::log10(issue.options.len() as f64)).sum()
    }

    /// How many combinations there are; `None` above 2^64.
    #[must_use]
    pub fn combinations(&self) -> Option<u64> {
        self.issues.iter().try_fold(1_u64, |count, issue| {
            count.checked_mul(u64::try_from(issue.options.len()).ok()?)
        })
    }

    /// Whether no rule forbids it. A deal is one option for every issue.
    #[must_use]
    pub fn allows(&self, deal: &[usize]) -> bool {
        !self.forbidden.iter().any(|region| region.holds(deal))
    }

    /// What a deal is worth to the party of that number.
    #[must_use]
    pub fn value(&self, party: usize, deal: &[usize]) -> Rational {
        let party = &self.parties[party];
        let mut sum = party.constant.clone();
        for (options, &option) in party.values.iter().zip(deal) {
            sum += &options[option];
        }
        for term in &party.terms {
            match term {
                Term::Rectangle { region, worth } if region.holds(deal) => sum += worth,
                Term::Rectangle { .. } => {}
                Term::Table { issues, worth } => {
                    let index = issues.iter().fold(0, |index, &issue| {
                        index * self.issues[issue].options.len() + deal[issue]
                    });
                    sum += &worth[index];
                }
            }
        }
        sum
    }

    /// What a deal is worth to each party.
    #[must_use]
    pub fn values(&self, deal: &[usize]) -> Vec<Rational> {
        (0..self.parties.len()).map(|party| self.value(party, deal)).collect()
    }
}
