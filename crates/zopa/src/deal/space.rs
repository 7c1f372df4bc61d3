//! The standings of a scenario, numbered.
//!
//! A standing's index counts through the options of the issues in file order, the last issue fastest, so
//! that the index of a deal is the one that tie-breaks speak of.

/// All standings: one option for every issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    sizes: Vec<usize>,
    strides: Vec<usize>,
    count: usize,
}

impl Space {
    /// The space over issues with these numbers of options. The product must fit a `usize`.
    #[must_use]
    pub fn new(sizes: Vec<usize>) -> Self {
        let mut strides = vec![1; sizes.len()];
        let mut count = 1;
        for issue in (0..sizes.len()).rev() {
            strides[issue] = count;
            count *= sizes[issue];
        }
        Self { sizes, strides, count }
    }

    /// How many standings.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many issues.
    #[must_use]
    pub fn issues(&self) -> usize {
        self.sizes.len()
    }

    /// How many options the issue has.
    #[must_use]
    pub fn size(&self, issue: usize) -> usize {
        self.sizes[issue]
    }

    /// How far apart in index two neighbouring options of the issue are.
    #[must_use]
    pub fn stride(&self, issue: usize) -> usize {
        self.strides[issue]
    }

    /// The option of an issue in a standing.
    #[must_use]
    pub fn option(&self, standing: usize, issue: usize) -> usize {
        standing / self.strides[issue] % self.sizes[issue]
    }

    /// The options of a standing.
    #[must_use]
    pub fn options(&self, standing: usize) -> Vec<usize> {
        (0..self.sizes.len()).map(|issue| self.option(standing, issue)).collect()
    }

    /// The index of a standing.
    #[must_use]
    pub fn index(&self, options: &[usize]) -> usize {
        options.iter().zip(&self.strides).map(|(option, stride)| option * stride).sum()
    }

    /// The space of some of the issues, in the same order.
    #[must_use]
    pub fn project(&self, issues: &[usize]) -> Self {
        Self::new(issues.iter().map(|&issue| self.sizes[issue]).collect())
    }

    /// Calls `visit(standing, part)` for every standing in order, where `part` is the index in `inner`
    /// of the standing's options of `issues` (ascending; `inner` is [`project`](Self::project) of them).
    pub fn for_each_part(
        &self,
        issues: &[usize],
        inner: &Self,
        mut visit: impl FnMut(usize, usize),
    ) {
        let mut inner_strides = vec![0; self.sizes.len()];
        for (k, &issue) in issues.iter().enumerate() {
            inner_strides[issue] = inner.strides[k];
        }
        let mut options = vec![0; self.sizes.len()];
        let mut part = 0;
        for standing in 0..self.count {
            visit(standing, part);
            for issue in (0..self.sizes.len()).rev() {
                options[issue] += 1;
                part += inner_strides[issue];
                if options[issue] < self.sizes[issue] {
                    break;
                }
                part -= inner_strides[issue] * self.sizes[issue];
                options[issue] = 0;
            }
        }
    }

    /// The part of every standing, as [`for_each_part`](Self::for_each_part) gives it.
    #[must_use]
    pub fn parts(&self, issues: &[usize], inner: &Self) -> Vec<u32> {
        let mut parts = Vec::with_capacity(self.count);
        self.for_each_part(issues, inner, |_, part| {
            parts.push(u32::try_from(part).unwrap_or(u32::MAX));
        });
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_and_options_are_inverse() {
        let space = Space::new(vec![3, 2, 4]);
        for standing in 0..space.count() {
            assert_eq!(space.index(&space.options(standing)), standing);
        }
        assert_eq!(space.options(1), [0, 0, 1], "the last issue is fastest");
    }

    #[test]
    fn parts_agree_with_projection() {
        let space = Space::new(vec![3, 2, 4, 2]);
        let issues = [0, 2];
        let inner = space.project(&issues);
        for (standing, part) in space.parts(&issues, &inner).into_iter().enumerate() {
            let options: Vec<usize> = issues.iter().map(|&i| space.option(standing, i)).collect();
            assert_eq!(inner.index(&options), part as usize);
        }
    }
}
