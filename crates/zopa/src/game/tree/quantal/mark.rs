//! Places on the branch, and what lies between two of them.

use super::branch::measure;

/// A place on the branch, with what is needed to go on from it.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Log odds over the first move of each set, then the precision in units of the payoff range.
    pub(super) position: Vec<f64>,
    /// Which way the branch goes.
    pub(super) tangent: Vec<f64>,
    /// Which way it went at the place before.
    pub(super) earlier: Vec<f64>,
    /// How far ahead of that place this one is, along the tangent there.
    pub(super) stride: f64,
}

impl Mark {
    /// About where the branch is after this share of the way to `next`, and which way it goes there: the
    /// cubic that has both places and both tangents (C. Hermite).
    pub(super) fn between(&self, next: &Self, share: f64) -> (Vec<f64>, Vec<f64>) {
        let (u, v) = (share, 1.0 - share);
        let near = next.stride;
        let far = next.stride / measure(&next.tangent, &self.tangent);
        let ends = self.position.iter().zip(&next.position);
        let tangents = self.tangent.iter().zip(&next.tangent);
        let place = |((x, y), (s, t)): ((&f64, &f64), (&f64, &f64))| {
            let at = v * v * (1.0 + 2.0 * u) * x + u * u * (1.0 + 2.0 * v) * y;
            let change = 6.0 * u * v * (y - x);
            (
                at + u * v * (v * near * s - u * far * t),
                change + v * (1.0 - 3.0 * u) * near * s + u * (1.0 - 3.0 * v) * far * t,
            )
        };
        ends.zip(tangents).map(place).unzip()
    }
}
