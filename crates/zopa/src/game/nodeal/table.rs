//! Which combinations of view, blame and options have been solved.

use super::numbers::Inputs;
use crate::model::{Model, NoDeal, Program, Term};
use std::collections::BTreeMap;

/// Up to so many combinations are remembered in a flat table (of four bytes each).
const FLAT: usize = 1 << 22;

/// Numbers the combinations that can matter.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// The issues that matter and how many options each has.
    issues: Vec<(usize, usize)>,
    /// Each party's class of blame; 0 where no expression names it, as for nobody.
    class_of: Vec<usize>,
    classes: usize,
    views: usize,
}

impl Key {
    pub(super) fn new(model: &Model, views: usize) -> Self {
        let mut issues = vec![false; model.issues.len()];
        let mut named = vec![false; model.parties.len()];
        for_each_program(model, |program| {
            program.issues().iter().for_each(|&issue| issues[issue] = true);
            program.blames().iter().for_each(|&party| named[party] = true);
        });
        if matches!(model.nodeal, NoDeal::Standing) {
            let terms = model.values[..model.parties.len()].iter().flatten();
            for term in terms {
                if let Term::Table { issue, .. } = term {
                    issues[*issue] = true;
                }
            }
        }
        let mut classes = 1;
        let class_of = named.iter().map(|&named| {
            classes += usize::from(named);
            if named { classes - 1 } else { 0 }
        });
        let class_of = class_of.collect();
        let used = (0..model.issues.len()).filter(|&issue| issues[issue]);
        let issues = used.map(|issue| (issue, model.issues[issue].options.len())).collect();
        Self { issues, class_of, classes, views }
    }

    /// How many there are. The number cannot overflow: a model has at most 2^24 standings.
    fn combinations(&self) -> u128 {
        let options = self.issues.iter().map(|&(_, options)| options as u128);
        options.fold((self.views * self.classes) as u128, u128::saturating_mul)
    }

    pub(super) fn of(&self, standing: &[usize], blamed: Option<usize>, view: usize) -> u128 {
        let class = blamed.map_or(0, |party| self.class_of[party]);
        let start = (view * self.classes + class) as u128;
        self.issues
            .iter()
            .fold(start, |key, &(issue, options)| key * options as u128 + standing[issue] as u128)
    }
}

/// Every expression on which no-deal values depend.
fn for_each_program(model: &Model, mut f: impl FnMut(&Program)) {
    match &model.nodeal {
        NoDeal::Standing => {
            for term in model.values[..model.parties.len()].iter().flatten() {
                match term {
                    Term::Table { entries, .. } => entries.iter().for_each(&mut f),
                    Term::Expr(program) => f(program),
                }
            }
        }
        NoDeal::Values(programs) => programs.iter().for_each(f),
        NoDeal::Game(game) => Inputs::for_each_program(game, f),
    }
}

/// Which combinations have been solved: their place among the values found, counted from 1.
#[derive(Clone, Debug)]
pub(super) enum Table {
    Flat(Vec<u32>),
    Map(BTreeMap<u128, u32>),
}

impl Table {
    pub(super) fn new(key: &Key) -> Self {
        match usize::try_from(key.combinations()) {
            Ok(n) if n <= FLAT => Self::Flat(vec![0; n]),
            _ => Self::Map(BTreeMap::new()),
        }
    }

    pub(super) fn recall(&self, key: u128) -> Option<usize> {
        let place = match self {
            Self::Flat(table) => *usize::try_from(key).ok().and_then(|key| table.get(key))?,
            Self::Map(map) => *map.get(&key)?,
        };
        usize::try_from(place).ok()?.checked_sub(1)
    }

    pub(super) fn keep(&mut self, key: u128, place: usize) {
        // A place too large to be kept is found anew each time.
        let Some(place) = u32::try_from(place).ok().and_then(|place| place.checked_add(1)) else {
            return;
        };
        match self {
            Self::Flat(table) => {
                if let Some(entry) = usize::try_from(key).ok().and_then(|key| table.get_mut(key)) {
                    *entry = place;
                }
            }
            Self::Map(map) => {
                map.insert(key, place);
            }
        }
    }
}
