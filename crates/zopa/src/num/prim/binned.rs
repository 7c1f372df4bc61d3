//! Rows with every input cut into slices.

use super::region::{Region, Tally};
use super::{BINS, LEAST, PEELED};
use rayon::prelude::*;

/// Rows by the slices of their inputs.
pub(super) struct Binned {
    /// Per input the slice of each row.
    slices: Vec<Vec<u16>>,
    /// Per input and slice the least and the largest value in it.
    ends: Vec<Vec<[f64; 2]>>,
    hits: Vec<bool>,
}

/// Rows and hits per slice.
pub(super) type Histogram = Vec<Tally>;

impl Binned {
    pub(super) fn new(inputs: &[Vec<f64>], hits: &[bool]) -> Self {
        let cut = inputs.par_iter().map(|column| sliced(column)).collect::<Vec<_>>();
        let (slices, ends) = cut.into_iter().unzip();
        Self { slices, ends, hits: hits.to_vec() }
    }

    pub(super) fn whole(&self) -> Region {
        let last =
            |ends: &Vec<[f64; 2]>| u16::try_from(ends.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let last: Vec<u16> = self.ends.iter().map(last).collect();
        Region { sides: last.iter().map(|&last| [0, last]).collect(), last }
    }

    /// What lies in a box.
    pub(super) fn tally(&self, region: &Region) -> Tally {
        let limited: Vec<usize> = region.limited().collect();
        let mut tally = Tally::default();
        for (row, &hit) in self.hits.iter().enumerate() {
            if limited.iter().all(|&input| region.keeps(input, self.slices[input][row])) {
                tally.add(hit);
            }
        }
        tally
    }

    /// Where a box ends on an input: halfway between the last value left out and the first kept.
    pub(super) fn limits(&self, region: &Region, input: usize) -> [Option<f64>; 2] {
        let ([first, last], ends) = (region.sides[input], &self.ends[input]);
        let between = |below: u16| {
            let below = usize::from(below);
            f64::midpoint(ends[below][1], ends[below + 1][0])
        };
        [
            (first > 0).then(|| between(first - 1)),
            (last < region.last[input]).then(|| between(last)),
        ]
    }

    /// The boxes on the way of peeling, the widest first, the whole space left out.
    pub(super) fn peels(&self) -> Vec<(Region, Tally)> {
        let least = LEAST * self.hits.len() as f64;
        let mut region = self.whole();
        let (mut slices, mut hits) = (self.slices.clone(), self.hits.clone());
        let mut boxes = Vec::new();
        loop {
            let now = Tally { rows: hits.len(), hits: hits.iter().filter(|&&hit| hit).count() };
            if now.hits == now.rows {
                return boxes;
            }
            let columns = slices.par_iter().zip(&self.ends);
            let histograms: Vec<Histogram> =
                columns.map(|(column, ends)| histogram(column, &hits, ends.len())).collect();
            let mut best: Option<(f64, usize, [u16; 2])> = None;
            for (input, histogram) in histograms.iter().enumerate() {
                for (sides, left) in ends_off(histogram, region.sides[input], now) {
                    let gain = gain(now, left);
                    if left.rows as f64 >= least && best.is_none_or(|(known, ..)| gain > known) {
                        best = Some((gain, input, sides));
                    }
                }
            }
            let Some((_, input, sides)) = best else { return boxes };
            region.sides[input] = sides;
            let kept: Vec<bool> =
                slices[input].iter().map(|&slice| region.keeps(input, slice)).collect();
            slices.par_iter_mut().for_each(|column| retain(column, &kept));
            retain(&mut hits, &kept);
            let hit = hits.iter().filter(|&&hit| hit).count();
            boxes.push((region.clone(), Tally { rows: hits.len(), hits: hit }));
        }
    }

    /// What lies in each slice of an input and within the limits on all others.
    pub(super) fn along(&self, region: &Region, input: usize) -> Histogram {
        let others: Vec<usize> = region.limited().filter(|&other| other != input).collect();
        let mut histogram = vec![Tally::default(); self.ends[input].len()];
        for (row, &hit) in self.hits.iter().enumerate() {
            if others.iter().all(|&other| region.keeps(other, self.slices[other][row])) {
                histogram[usize::from(self.slices[input][row])].add(hit);
            }
        }
        histogram
    }
}

impl Tally {
    pub(super) fn add(&mut self, hit: bool) {
        self.rows += 1;
        self.hits += usize::from(hit);
    }

    fn share(self) -> f64 {
        self.hits as f64 / self.rows.max(1) as f64
    }
}

/// How much the share of hits rises for each row lost.
fn gain(now: Tally, left: Tally) -> f64 {
    (left.share() - now.share()) / (now.rows - left.rows) as f64
}

/// The slice of each value, and the ends of the slices.
fn sliced(column: &[f64]) -> (Vec<u16>, Vec<[f64; 2]>) {
    let mut sorted = column.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let mut values = sorted.clone();
    values.dedup_by(|a, b| a.total_cmp(b).is_eq());
    let starts: Vec<f64> = if values.len() <= BINS {
        values
    } else {
        let mut starts: Vec<f64> = (0..BINS).map(|bin| sorted[bin * sorted.len() / BINS]).collect();
        starts.dedup_by(|a, b| a.total_cmp(b).is_eq());
        starts
    };
    let slice = |value: &f64| {
        let after = starts.partition_point(|start| start.total_cmp(value).is_le());
        u16::try_from(after - 1).unwrap_or(u16::MAX)
    };
    let slices: Vec<u16> = column.iter().map(slice).collect();
    let mut ends: Vec<[f64; 2]> = starts.iter().map(|&start| [start, start]).collect();
    for (value, &slice) in column.iter().zip(&slices) {
        let end = &mut ends[usize::from(slice)][1];
        *end = end.max(*value);
    }
    (slices, ends)
}

fn histogram(column: &[u16], hits: &[bool], slices: usize) -> Histogram {
    let mut histogram = vec![Tally::default(); slices];
    for (&slice, &hit) in column.iter().zip(hits) {
        histogram[usize::from(slice)].add(hit);
    }
    histogram
}

/// An input's sides after a peel from below and one from above, and what is left; none where nothing would be.
fn ends_off(
    histogram: &Histogram,
    [first, last]: [u16; 2],
    now: Tally,
) -> impl Iterator<Item = ([u16; 2], Tally)> {
    let most = PEELED * now.rows as f64;
    let below = grown(&mut (first..=last), histogram, most);
    let above = grown(&mut (first..=last).rev(), histogram, most);
    let left = move |off: Tally| Tally { rows: now.rows - off.rows, hits: now.hits - off.hits };
    let below = below.map(|(slice, off)| ([slice.saturating_add(1), last], left(off)));
    let above = above.map(|(slice, off)| ([first, slice.saturating_sub(1)], left(off)));
    below.into_iter().chain(above).filter(move |(_, left)| left.rows > 0 && left.rows < now.rows)
}

/// As many slices, in their order, as hold no more than `most` rows, but at least one that holds any: the last of
/// them, and what lies in them.
fn grown(
    slices: &mut dyn Iterator<Item = u16>,
    histogram: &Histogram,
    most: f64,
) -> Option<(u16, Tally)> {
    let mut grown: Option<(u16, Tally)> = None;
    for slice in slices {
        let more = histogram[usize::from(slice)];
        let so_far = grown.map_or(Tally::default(), |(_, tally)| tally);
        let with = Tally { rows: so_far.rows + more.rows, hits: so_far.hits + more.hits };
        if with.rows as f64 > most && so_far.rows > 0 {
            break;
        }
        grown = Some((slice, with));
    }
    grown.filter(|(_, tally)| tally.rows > 0)
}

/// Keeps the elements that are to be kept.
fn retain<T: Copy>(of: &mut Vec<T>, kept: &[bool]) {
    let mut flags = kept.iter();
    of.retain(|_| flags.next() == Some(&true));
}
