//! Which vectors of a union of lists nobody dominates.
//!
//! A [`Set`] is a list of vectors, none of them dominated by another, no two alike, in falling
//! lexicographic order. The union of k such sets, each moved by a vector, is again made one:
//!
//! 1. one party: the largest;
//! 2. two: the lists are staircases; they are merged two by two, each merge one walk down both
//!    (O(n log k));
//! 3. three: all are merged in lexicographic order, and a vector stays if it lies outside the staircase
//!    of the last two components of those before it (Kung, Luccio and Preparata, JACM 1975: O(n log n));
//! 4. four and more: divide the ordered list in halves, keep what stays of each, and strike from the
//!    second what the first dominates in the components from the second on; the striking divides by the
//!    median of one component and drops it where it no longer decides (same source: O(n log^(d-2) n)).
//!    All that is compared there are ranks, so the width of the numbers costs nothing.
//!
//! Equality is exact, so that a vector that occurs twice is kept once, and only once.

use super::amount::Amount;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::sync::atomic::{AtomicBool, Ordering};

/// Below this many comparisons, all are made.
const FEW: usize = 64;
/// From so many points on, halves are looked at side by side.
const MANY: usize = 4096;

/// Vectors that do not dominate each other, flat, in falling lexicographic order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::deal) struct Set<T> {
    pub(in crate::deal) dims: usize,
    pub(super) values: Vec<T>,
}

impl<T: Amount> Set<T> {
    pub(super) fn origin(dims: usize) -> Self {
        Self { dims, values: vec![T::zero(); dims] }
    }

    pub(in crate::deal) fn len(&self) -> usize {
        self.values.len() / self.dims
    }

    pub(super) fn point(&self, i: usize) -> &[T] {
        &self.values[i * self.dims..(i + 1) * self.dims]
    }

    pub(in crate::deal) fn points(&self) -> std::slice::ChunksExact<'_, T> {
        self.values.chunks_exact(self.dims)
    }

    pub(super) fn contains(&self, point: &[T]) -> bool {
        self.search(point).is_ok()
    }

    /// Where a point stands, or where it would.
    pub(in crate::deal) fn search(&self, point: &[T]) -> Result<usize, usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.point(middle).cmp(point) {
                std::cmp::Ordering::Equal => return Ok(middle),
                std::cmp::Ordering::Greater => low = middle + 1,
                std::cmp::Ordering::Less => high = middle,
            }
        }
        Err(low)
    }

    /// Keeps the points for which `keep` holds.
    pub(super) fn retain(&mut self, keep: impl Fn(&[T]) -> bool) {
        let dims = self.dims;
        let mut kept = 0;
        for i in 0..self.len() {
            if keep(&self.values[i * dims..(i + 1) * dims]) {
                if kept < i {
                    for c in 0..dims {
                        self.values.swap(kept * dims + c, i * dims + c);
                    }
                }
                kept += 1;
            }
        }
        self.values.truncate(kept * dims);
    }
}

/// The union of the sets, each moved by its vector, without what is dominated in it.
pub(super) fn union<T: Amount>(parts: &[(&Set<T>, Vec<T>)], dims: usize) -> Set<T> {
    let values = match dims {
        1 => parts
            .iter()
            .filter_map(|(set, by)| Some(set.values.first()?.plus(by.first()?)))
            .max()
            .into_iter()
            .collect(),
        2 => staircases(parts).into_flattened(),
        3 => {
            let points = parts.iter().flat_map(|(set, by)| moved::<T, 3>(set, by));
            outside_staircase(points.collect()).into_flattened()
        }
        _ => {
            let points = parts.iter().flat_map(|(set, by)| set.points().zip(std::iter::repeat(by)));
            let moved =
                points.flat_map(|(point, by)| point.iter().zip(by).map(|(x, by)| x.plus(by)));
            divided(moved.collect(), dims)
        }
    };
    Set { dims, values }
}

/// The points of a list in any order, one behind another, that nobody dominates.
pub(in crate::deal) fn maxima<T: Amount>(points: Vec<T>, dims: usize) -> Set<T> {
    let values = match dims {
        1 => points.into_iter().max().into_iter().collect(),
        2 => {
            let mut points: Vec<[T; 2]> = chunks(points);
            points.par_sort_unstable_by(|a, b| b.cmp(a));
            merged(points.into_iter(), std::iter::empty(), 0).into_flattened()
        }
        3 => outside_staircase(chunks(points)).into_flattened(),
        _ => divided(points, dims),
    };
    Set { dims, values }
}

fn chunks<T: Clone, const D: usize>(points: Vec<T>) -> Vec<[T; D]> {
    let (chunks, _) = points.as_chunks::<D>();
    chunks.to_vec()
}

fn moved<T: Amount, const D: usize>(set: &Set<T>, by: &[T]) -> impl Iterator<Item = [T; D]> {
    set.points().map(move |point| std::array::from_fn(|c| point[c].plus(&by[c])))
}

fn staircases<T: Amount>(parts: &[(&Set<T>, Vec<T>)]) -> Vec<[T; 2]> {
    match parts {
        [] => Vec::new(),
        [(set, by)] => moved(set, by).collect(),
        [(first, by), (second, to)] => {
            let size = first.len() + second.len();
            merged(moved(first, by), moved(second, to), size)
        }
        _ => {
            let (first, second) = parts.split_at(parts.len() / 2);
            let (first, second) = (staircases(first), staircases(second));
            let size = first.len() + second.len();
            merged(first.into_iter(), second.into_iter(), size)
        }
    }
}

/// One staircase out of two: the first component falls, the second rises.
fn merged<T: Amount>(
    mut first: impl Iterator<Item = [T; 2]>,
    mut second: impl Iterator<Item = [T; 2]>,
    size: usize,
) -> Vec<[T; 2]> {
    let mut stairs: Vec<[T; 2]> = Vec::with_capacity(size);
    let (mut a, mut b) = (first.next(), second.next());
    loop {
        let next = match (&a, &b) {
            (Some(x), Some(y)) if x >= y => std::mem::replace(&mut a, first.next()),
            (Some(_), None) => std::mem::replace(&mut a, first.next()),
            (_, Some(_)) => std::mem::replace(&mut b, second.next()),
            (None, None) => return stairs,
        };
        if let Some(next) = next
            && stairs.last().is_none_or(|last| next[1] > last[1])
        {
            stairs.push(next);
        }
    }
}

fn outside_staircase<T: Amount>(mut points: Vec<[T; 3]>) -> Vec<[T; 3]> {
    // The stable sort finds the ordered runs and merges them.
    points.par_sort_by(|a, b| b.cmp(a));
    let mut stairs: Vec<[T; 2]> = Vec::new();
    points.retain(|[_, y, z]| {
        // The stairs fall in y and rise in z: the last one with y' >= y is the highest of those.
        let at = stairs.partition_point(|step| step[0] >= *y);
        if at > 0 && stairs[at - 1][1] >= *z {
            return false;
        }
        let end = at + stairs[at..].partition_point(|step| step[1] <= *z);
        // A step of the same y, lower than z, stands just before.
        let begin = if at > 0 && stairs[at - 1][0] == *y { at - 1 } else { at };
        if begin + 1 == end {
            stairs[begin] = [y.clone(), z.clone()];
        } else {
            stairs.splice(begin..end, std::iter::once([y.clone(), z.clone()]));
        }
        true
    });
    points
}

fn divided<T: Amount>(values: Vec<T>, dims: usize) -> Vec<T> {
    let field = Field::new(&values, dims);
    let count = u32::try_from(values.len() / dims).unwrap_or(u32::MAX);
    let mut order: Vec<u32> = (0..count).collect();
    order.par_sort_unstable_by(|&a, &b| field.point(b).cmp(field.point(a)).then(a.cmp(&b)));
    order.dedup_by(|a, b| field.point(*a) == field.point(*b));
    let gone: Vec<AtomicBool> = (0..count).map(|_| AtomicBool::new(false)).collect();
    let kept = Strike { field: &field, gone: &gone }.kept(&order);
    let point = |i: u32| &values[i as usize * dims..(i as usize + 1) * dims];
    kept.into_iter().flat_map(point).cloned().collect()
}

/// The ranks of points in each component, equal ones alike; points are spoken of by their number.
struct Field {
    ranks: Vec<u32>,
    dims: usize,
}

impl Field {
    fn new<T: Amount>(values: &[T], dims: usize) -> Self {
        let of = |c: usize| -> Vec<u32> {
            let column = values.iter().skip(c).step_by(dims);
            let mut rising: Vec<(&T, usize)> = column.zip(0..).collect();
            rising.sort_unstable();
            let (mut ranks, mut rank) = (vec![0; rising.len()], 0);
            for place in 0..rising.len() {
                rank += u32::from(place > 0 && rising[place].0 > rising[place - 1].0);
                ranks[rising[place].1] = rank;
            }
            ranks
        };
        let columns: Vec<Vec<u32>> = (0..dims).into_par_iter().map(of).collect();
        let rows = 0..values.len() / dims;
        let ranks = rows.flat_map(|row| columns.iter().map(move |column| column[row])).collect();
        Self { ranks, dims }
    }

    fn point(&self, i: u32) -> &[u32] {
        &self.ranks[i as usize * self.dims..(i as usize + 1) * self.dims]
    }

    fn at(&self, i: u32, component: usize) -> u32 {
        self.ranks[i as usize * self.dims + component]
    }

    fn covers(&self, a: u32, b: u32, from: usize) -> bool {
        self.point(a)[from..].iter().zip(&self.point(b)[from..]).all(|(a, b)| a >= b)
    }
}

/// Points to strike from.
#[derive(Clone, Copy)]
struct Strike<'a> {
    field: &'a Field,
    /// Which are struck already.
    gone: &'a [AtomicBool],
}

impl Strike<'_> {
    fn stays(self, i: u32) -> bool {
        !self.gone[i as usize].load(Ordering::Relaxed)
    }

    fn strike(self, i: u32) {
        self.gone[i as usize].store(true, Ordering::Relaxed);
    }

    /// What stays of different points in falling lexicographic order.
    fn kept(self, order: &[u32]) -> Vec<u32> {
        if order.len() < 2 {
            return order.to_vec();
        }
        let (first, second) = order.split_at(order.len() / 2);
        let (mut kept, second) = if order.len() < MANY {
            (self.kept(first), self.kept(second))
        } else {
            rayon::join(|| self.kept(first), || self.kept(second))
        };
        // In this order lists are walked at the end; cutting them keeps it.
        let falling = |list: &[u32]| {
            let mut list = list.to_vec();
            let last = self.field.dims - 2;
            list.sort_unstable_by_key(|&i| (Reverse(self.field.at(i, last)), i));
            list
        };
        self.struck(&falling(&kept), &falling(&second), 1);
        kept.extend(second.into_iter().filter(|&i| self.stays(i)));
        kept
    }

    /// Strikes those of `b` that some of `a` covers in the components `from` on.
    fn struck(self, a: &[u32], b: &[u32], from: usize) {
        if a.is_empty() || b.is_empty() {
            return;
        }
        let field = self.field;
        if a.len() * b.len() <= FEW {
            for &i in b {
                if a.iter().any(|&a| field.covers(a, i, from)) {
                    self.strike(i);
                }
            }
            return;
        }
        if from + 2 == field.dims {
            self.below(a, b, from);
            return;
        }
        let Some(cut) = self.cut(a, b, from) else {
            // All alike: the component decides nothing.
            self.struck(a, b, from + 1);
            return;
        };
        let parted = |list: &[u32]| -> (Vec<u32>, Vec<u32>) {
            let (mut high, mut low) =
                (Vec::with_capacity(list.len()), Vec::with_capacity(list.len()));
            for &i in list {
                if field.at(i, from) >= cut { high.push(i) } else { low.push(i) }
            }
            (high, low)
        };
        let ((a_high, a_low), (b_high, b_low)) = (parted(a), parted(b));
        let high = || self.struck(&a_high, &b_high, from);
        let low = || {
            self.struck(&a_low, &b_low, from);
            let b_low: Vec<u32> = b_low.iter().copied().filter(|&i| self.stays(i)).collect();
            self.struck(&a_high, &b_low, from + 1);
        };
        if a.len() + b.len() < MANY {
            high();
            low();
        } else {
            rayon::join(high, low);
        }
    }

    /// A rank that divides the points in halves, with something below it; none where all are alike.
    fn cut(self, a: &[u32], b: &[u32], from: usize) -> Option<u32> {
        let ranks = a.iter().chain(b).map(|&i| self.field.at(i, from));
        let mut ranks: Vec<u32> = ranks.collect();
        let middle = ranks.len() / 2;
        let (below, &mut middle, above) = ranks.select_nth_unstable(middle);
        if below.iter().any(|&rank| rank < middle) {
            return Some(middle);
        }
        above.iter().copied().filter(|&rank| rank > middle).min()
    }

    /// The same in the last two components, by one walk down the first of them.
    fn below(self, a: &[u32], b: &[u32], from: usize) {
        let mut above = a.iter().peekable();
        let mut highest = None;
        for &i in b {
            while let Some(&&next) = above.peek()
                && self.field.at(next, from) >= self.field.at(i, from)
            {
                highest = highest.max(Some(self.field.at(next, from + 1)));
                above.next();
            }
            if highest.is_some_and(|highest| highest >= self.field.at(i, from + 1)) {
                self.strike(i);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slow(points: &[Vec<i64>]) -> Vec<Vec<i64>> {
        let dominated =
            |p: &Vec<i64>| points.iter().any(|q| q != p && q.iter().zip(p).all(|(q, p)| q >= p));
        let mut kept: Vec<Vec<i64>> = points.iter().filter(|p| !dominated(p)).cloned().collect();
        kept.sort_by(|a, b| b.cmp(a));
        kept.dedup();
        kept
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn maxima_are_what_nobody_dominates(
            dims in 1_usize..7,
            range in 1_i64..40,
            numbers in prop::collection::vec(0_i64..1_000_000, 0..900),
        ) {
            let points: Vec<Vec<i64>> = numbers
                .chunks_exact(dims)
                .map(|point| point.iter().map(|x| x % range).collect())
                .collect();
            let found = maxima(points.concat(), dims);
            let found: Vec<Vec<i64>> = found.points().map(<[i64]>::to_vec).collect();
            prop_assert_eq!(found, slow(&points));
        }
    }
}
