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
//!
//! Equality is exact, so that a vector that occurs twice is kept once, and only once.

use super::amount::Amount;

/// Below this many comparisons, all are made.
const FEW: usize = 256;

/// Vectors that do not dominate each other, flat, in falling lexicographic order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Set<T> {
    pub(super) dims: usize,
    pub(super) values: Vec<T>,
}

impl<T: Amount> Set<T> {
    pub(super) fn origin(dims: usize) -> Self {
        Self { dims, values: vec![T::zero(); dims] }
    }

    pub(super) fn len(&self) -> usize {
        self.values.len() / self.dims
    }

    pub(super) fn point(&self, i: usize) -> &[T] {
        &self.values[i * self.dims..(i + 1) * self.dims]
    }

    pub(super) fn points(&self) -> std::slice::ChunksExact<'_, T> {
        self.values.chunks_exact(self.dims)
    }

    pub(super) fn contains(&self, point: &[T]) -> bool {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.point(middle).cmp(point) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Greater => low = middle + 1,
                std::cmp::Ordering::Less => high = middle,
            }
        }
        false
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
        3 => outside_staircase(parts).into_flattened(),
        _ => divided(parts, dims),
    };
    Set { dims, values }
}

/// The points of a list in any order that nobody dominates.
pub(super) fn maxima<T: Amount>(points: Vec<Vec<T>>, dims: usize) -> Set<T> {
    let origin = Set::origin(dims);
    let parts: Vec<(&Set<T>, Vec<T>)> = points.into_iter().map(|p| (&origin, p)).collect();
    union(&parts, dims)
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

fn outside_staircase<T: Amount>(parts: &[(&Set<T>, Vec<T>)]) -> Vec<[T; 3]> {
    let size = parts.iter().map(|(set, _)| set.len()).sum();
    let mut points: Vec<[T; 3]> = Vec::with_capacity(size);
    for (set, by) in parts {
        points.extend(moved::<T, 3>(set, by));
    }
    // The stable sort finds the ordered runs and merges them.
    points.sort_by(|a, b| b.cmp(a));
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

fn divided<T: Amount>(parts: &[(&Set<T>, Vec<T>)], dims: usize) -> Vec<T> {
    let mut values = Vec::new();
    for (set, by) in parts {
        for point in set.points() {
            values.extend(point.iter().zip(by).map(|(x, by)| x.plus(by)));
        }
    }
    let field = Field { values, dims };
    let mut order: Vec<usize> = (0..field.values.len() / dims).collect();
    order.sort_by(|&a, &b| field.point(b).cmp(field.point(a)));
    order.dedup_by(|a, b| field.point(*a) == field.point(*b));
    let kept = field.kept(&order);
    kept.into_iter().flat_map(|i| field.point(i).iter().cloned()).collect()
}

/// Points in any order, spoken of by their number.
struct Field<T> {
    values: Vec<T>,
    dims: usize,
}

impl<T: Amount> Field<T> {
    fn point(&self, i: usize) -> &[T] {
        &self.values[i * self.dims..(i + 1) * self.dims]
    }

    fn at(&self, i: usize, component: usize) -> &T {
        &self.values[i * self.dims + component]
    }

    fn covers(&self, a: usize, b: usize, from: usize) -> bool {
        self.point(a)[from..].iter().zip(&self.point(b)[from..]).all(|(a, b)| a >= b)
    }

    /// What stays of different points in falling lexicographic order.
    fn kept(&self, order: &[usize]) -> Vec<usize> {
        if order.len() < 2 {
            return order.to_vec();
        }
        let (first, second) = order.split_at(order.len() / 2);
        let mut kept = self.kept(first);
        let left = self.struck(&kept, second.to_vec(), 1);
        kept.extend(self.kept(&left));
        kept
    }

    /// Those of `b` that none of `a` covers in the components `from` on. Both keep their order.
    fn struck(&self, a: &[usize], mut b: Vec<usize>, from: usize) -> Vec<usize> {
        if a.is_empty() || b.is_empty() {
            return b;
        }
        if a.len() * b.len() <= FEW {
            b.retain(|&b| !a.iter().any(|&a| self.covers(a, b, from)));
            return b;
        }
        if from + 2 == self.dims {
            return self.below(a, b, from);
        }
        let mut heights: Vec<&T> = a.iter().chain(&b).map(|&i| self.at(i, from)).collect();
        heights.sort();
        let middle = heights[heights.len() / 2];
        // The cut must leave something below it.
        let cut = if middle > heights[0] {
            middle
        } else {
            match heights.iter().find(|height| **height > middle) {
                Some(next) => next,
                // All alike: the component decides nothing.
                None => return self.struck(a, b, from + 1),
            }
        };
        let high = |i: &usize| self.at(*i, from) >= cut;
        let (a_high, a_low): (Vec<usize>, Vec<usize>) = a.iter().partition(|i| high(i));
        let (b_high, b_low): (Vec<usize>, Vec<usize>) = b.iter().partition(|i| high(i));
        let order = b;
        let mut stays = self.struck(&a_high, b_high, from);
        let b_low = self.struck(&a_low, b_low, from);
        stays.extend(self.struck(&a_high, b_low, from + 1));
        stays.sort_unstable();
        order.into_iter().filter(|i| stays.binary_search(i).is_ok()).collect()
    }

    /// The same in the last two components, by one walk down the first of them.
    fn below(&self, a: &[usize], b: Vec<usize>, from: usize) -> Vec<usize> {
        let falling = |list: &[usize]| {
            let mut list = list.to_vec();
            list.sort_by(|&i, &j| self.at(j, from).cmp(self.at(i, from)));
            list
        };
        let above = falling(a);
        let mut above = above.iter().peekable();
        let mut highest: Option<&T> = None;
        let mut gone = Vec::new();
        for i in falling(&b) {
            while let Some(&&next) = above.peek()
                && self.at(next, from) >= self.at(i, from)
            {
                highest = highest.max(Some(self.at(next, from + 1)));
                above.next();
            }
            if highest.is_some_and(|highest| highest >= self.at(i, from + 1)) {
                gone.push(i);
            }
        }
        gone.sort_unstable();
        b.into_iter().filter(|i| gone.binary_search(i).is_err()).collect()
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
            let found = maxima(points.clone(), dims);
            let found: Vec<Vec<i64>> = found.points().map(<[i64]>::to_vec).collect();
            prop_assert_eq!(found, slow(&points));
        }
    }
}
