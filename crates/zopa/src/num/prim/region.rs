//! A box in slices of its inputs, and what lies in it.

/// For each input the first and the last slice that are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) sides: Vec<[u16; 2]>,
    /// For each input its last slice of all.
    pub(super) last: Vec<u16>,
}

/// What lies in a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) rows: usize,
    pub(super) hits: usize,
}

impl Region {
    /// Whether a slice of an input is kept.
    pub(super) fn keeps(&self, input: usize, slice: u16) -> bool {
        let [first, last] = self.sides[input];
        (first..=last).contains(&slice)
    }

    /// The inputs that have a limit.
    pub(super) fn limited(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.sides.len()).filter(|&input| self.sides[input] != [0, self.last[input]])
    }

    /// The box without its limits on an input.
    pub(super) fn without(&self, input: usize) -> Self {
        self.with(input, [0, self.last[input]])
    }

    /// The box with other sides of an input.
    pub(super) fn with(&self, input: usize, sides: [u16; 2]) -> Self {
        let mut region = self.clone();
        region.sides[input] = sides;
        region
    }
}
