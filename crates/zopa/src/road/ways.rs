//! The steps into a standing, as what each participant can have done in them.
//!
//! Where a participant can have come from is a matter of its own issues alone, so the steps into a
//! standing are all combinations of the participants' own *ways* (standing still among them). Best cheat
//! and free moves belong to the way too: given the standing that is planned, they depend on the own
//! options before the step. A way of which no step can be taken thus rules out all its steps at once.

/// What one participant can have done in a step into a standing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// What its options before the step contribute to the index of the standing there.
    pub(super) offset: u32,
    /// How long a step lasts that contains it, at least; an index into
    /// [`Edges::durations`](super::Edges::durations).
    pub(super) duration: u8,
    /// Its best cheat, relative; minus infinity where there is none.
    pub(super) cheat: f64,
    /// How much better the planned choice is than any free move, relative; infinite where there is none.
    pub(super) free: f64,
}

/// The ways of all participants.
#[derive(Clone, Debug, Default)]
pub(super) struct Ways {
    all: Vec<Way>,
    ends: Vec<usize>,
}

/// A step: one way of each participant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step<'a> {
    /// The standing before.
    pub(super) from: usize,
    /// Its length, an index into [`Edges::durations`](super::Edges::durations).
    pub(super) duration: usize,
    /// Best cheat of each participant, relative.
    pub(super) cheats: &'a [f64],
    /// Least slack of the free moves, relative.
    pub(super) free: f64,
}

impl Ways {
    /// How many ways.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Forgets all ways.
    pub(super) fn clear(&mut self) {
        self.all.clear();
        self.ends.clear();
    }

    /// Adds a way of the participant whose turn it is.
    pub(super) fn push(&mut self, way: Way) {
        self.all.push(way);
    }

    /// Ends the turn of a participant.
    pub(super) fn close(&mut self) {
        self.ends.push(self.all.len());
    }

    /// The ways of participant number `k`.
    fn of(&self, k: usize) -> &[Way] {
        let start = if k == 0 { 0 } else { self.ends[k - 1] };
        &self.all[start..self.ends[k]]
    }

    /// Takes those of `ways` that are to be kept; says whether there is a step that consists of them.
    pub(super) fn take(&mut self, ways: &Self, keep: impl Fn(usize, &Way) -> bool) -> bool {
        self.clear();
        for k in 0..ways.ends.len() {
            let before = self.all.len();
            self.all.extend(ways.of(k).iter().filter(|way| keep(k, way)));
            if self.all.len() == before {
                return false;
            }
            self.close();
        }
        !self.ends.is_empty()
    }

    /// Calls `found` with every combination of ways, all standing still among them. `cheats` is scratch.
    pub(super) fn for_each(&self, cheats: &mut Vec<f64>, found: &mut impl FnMut(Step<'_>)) {
        cheats.clear();
        cheats.resize(self.ends.len(), 0.0);
        self.combine(0, (0, 0, f64::INFINITY), cheats, found);
    }

    fn combine(
        &self,
        k: usize,
        (from, duration, free): (usize, u8, f64),
        cheats: &mut [f64],
        found: &mut impl FnMut(Step<'_>),
    ) {
        let last = k + 1 == self.ends.len();
        for way in self.of(k) {
            cheats[k] = way.cheat;
            let from = from + way.offset as usize;
            let (duration, free) = (duration.max(way.duration), free.min(way.free));
            if last {
                found(Step { from, duration: usize::from(duration), cheats, free });
            } else {
                self.combine(k + 1, (from, duration, free), cheats, found);
            }
        }
    }
}
