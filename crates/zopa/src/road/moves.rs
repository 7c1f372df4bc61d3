//! A party's own issues: the combinations of its options, which it can go to from which, and how soon
//! another choice than the planned one is seen.
//!
//! An owner may always raise its issue, and lower it only where it is undone at once. Deviating from a
//! plan on a binding issue is a breach, seen after the least `seen_after` among the binding issues on
//! which it differs; differing on non-binding ones alone is a free move.

use crate::deal::Space;
use crate::model::{Model, Undo};

/// Up to so many pairs of combinations their relation is tabulated.
const TABULATED_PAIRS: usize = 1 << 22;

/// How a choice relates to the planned one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It is the plan.
    Planned,
    /// It differs on non-binding issues only.
    Free,
    /// It is a breach; index into [`Own::lags`].
    Breach(u8),
}

/// A participant's own issues.
#[derive(Clone, Debug)]
pub struct Own {
    /// The party.
    pub party: usize,
    /// Its issues, ascending.
    pub issues: Vec<usize>,
    /// The different periods until a breach is seen, ascending.
    pub lags: Vec<f64>,
    inner: Space,
    /// What a combination contributes to a standing's index.
    offsets: Vec<usize>,
    /// The combination of each standing.
    combination: Vec<u32>,
    /// Combinations that can be gone to, the same one included, ascending.
    available: Vec<Vec<u32>>,
    relations: Option<Vec<Relation>>,
    /// Per own issue: whether it can be lowered at will, and the lag class of its breach if binding.
    free_to_lower: Vec<bool>,
    class: Vec<Option<u8>>,
}

impl Own {
    /// The own issues of `party`.
    #[must_use]
    pub fn new(model: &Model, space: &Space, party: usize) -> Self {
        let issues: Vec<usize> =
            (0..model.issues.len()).filter(|&issue| model.issues[issue].by == party).collect();
        let binding = issues.iter().map(|&i| &model.issues[i]).filter(|issue| issue.binding);
        let mut lags: Vec<f64> = binding.map(|issue| issue.seen_after).collect();
        lags.sort_by(f64::total_cmp);
        lags.dedup();
        let class = |issue: usize| {
            let issue = &model.issues[issue];
            let class = lags.iter().position(|&lag| lag.total_cmp(&issue.seen_after).is_eq());
            class.filter(|_| issue.binding).and_then(|class| u8::try_from(class).ok())
        };
        let inner = space.project(&issues);
        let offsets = (0..inner.count())
            .map(|c| {
                let part = |k: usize| inner.option(c, k) * space.stride(issues[k]);
                (0..issues.len()).map(part).sum()
            })
            .collect();
        let mut own = Self {
            party,
            class: issues.iter().map(|&issue| class(issue)).collect(),
            free_to_lower: issues.iter().map(|&i| model.issues[i].undo == Undo::AtOnce).collect(),
            combination: space.parts(&issues, &inner),
            available: Vec::new(),
            relations: None,
            offsets,
            lags,
            issues,
            inner,
        };
        own.available = (0..own.combinations()).map(|from| own.reachable_from(from)).collect();
        if own.combinations() * own.combinations() <= TABULATED_PAIRS {
            let pairs = (0..own.combinations())
                .flat_map(|plan| (0..own.combinations()).map(move |choice| (choice, plan)));
            own.relations = Some(pairs.map(|(choice, plan)| own.relate(choice, plan)).collect());
        }
        own
    }

    /// How many combinations of own options there are.
    #[must_use]
    pub fn combinations(&self) -> usize {
        self.inner.count()
    }

    /// The party's combination in a standing.
    #[must_use]
    pub fn combination(&self, standing: usize) -> usize {
        self.combination[standing] as usize
    }

    /// What a combination contributes to the index of a standing.
    #[must_use]
    pub fn offset(&self, combination: usize) -> usize {
        self.offsets[combination]
    }

    /// The standing in which the party chooses `choice` and the others stay.
    #[must_use]
    pub fn choosing(&self, standing: usize, choice: usize) -> usize {
        standing - self.offsets[self.combination(standing)] + self.offsets[choice]
    }

    /// The combinations that the party can go to, ascending, the same one included.
    #[must_use]
    pub fn available(&self, from: usize) -> &[u32] {
        &self.available[from]
    }

    /// How `choice` relates to the planned combination.
    #[must_use]
    pub fn relation(&self, choice: usize, plan: usize) -> Relation {
        match &self.relations {
            Some(relations) => relations[plan * self.combinations() + choice],
            None => self.relate(choice, plan),
        }
    }

    /// Replaces each entry by the largest among the combinations available from its own.
    pub fn best_available(&self, values: &mut [f64]) {
        for k in 0..self.issues.len() {
            let stride = self.inner.stride(k);
            for ladder in values.chunks_exact_mut(stride * self.inner.size(k)) {
                for above in (stride..ladder.len()).rev() {
                    if ladder[above] > ladder[above - stride] {
                        ladder[above - stride] = ladder[above];
                    }
                }
                if self.free_to_lower[k] {
                    let (best, others) = ladder.split_at_mut(stride);
                    others.chunks_exact_mut(stride).for_each(|rung| rung.copy_from_slice(best));
                }
            }
        }
    }

    fn reachable_from(&self, from: usize) -> Vec<u32> {
        let can = |to: usize| {
            (0..self.issues.len()).all(|k| {
                self.free_to_lower[k] || self.inner.option(to, k) >= self.inner.option(from, k)
            })
        };
        (0..self.combinations())
            .filter(|&to| can(to))
            .filter_map(|to| u32::try_from(to).ok())
            .collect()
    }

    fn relate(&self, choice: usize, plan: usize) -> Relation {
        if choice == plan {
            return Relation::Planned;
        }
        let differs = |k: usize| self.inner.option(choice, k) != self.inner.option(plan, k);
        let classes = (0..self.issues.len()).filter(|&k| differs(k)).filter_map(|k| self.class[k]);
        classes.min().map_or(Relation::Free, Relation::Breach)
    }
}
