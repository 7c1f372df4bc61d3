//! The least and the greatest value that can occur.

use super::Dist;

impl Dist {
    /// The ends of the support; infinite where it has none.
    #[must_use]
    pub fn support(&self) -> (f64, f64) {
        self.support_within(f64::NEG_INFINITY, f64::INFINITY).unwrap_or((f64::NAN, f64::NAN))
    }

    /// The ends of the part of the support from `low` to `high`; `None` where there is none.
    fn support_within(&self, low: f64, high: f64) -> Option<(f64, f64)> {
        let cut = |from: f64, to: f64| {
            let ends = (from.max(low), to.min(high));
            (ends.0 <= ends.1).then_some(ends)
        };
        let hull = |x: Option<(f64, f64)>, y: Option<(f64, f64)>| match (x, y) {
            (Some(x), Some(y)) => Some((x.0.min(y.0), x.1.max(y.1))),
            (x, y) => x.or(y),
        };
        match self {
            Self::Normal { .. } => cut(f64::NEG_INFINITY, f64::INFINITY),
            Self::LogNormal { .. } => cut(0.0, f64::INFINITY),
            Self::LogitNormal { .. } | Self::Beta { .. } => cut(0.0, 1.0),
            Self::Uniform { low, high }
            | Self::Triangular { low, high, .. }
            | Self::Pert { low, high, .. } => cut(*low, *high),
            Self::Bernoulli(chance) => {
                let zero = if *chance < 1.0 { cut(0.0, 0.0) } else { None };
                let one = if *chance > 0.0 { cut(1.0, 1.0) } else { None };
                hull(zero, one)
            }
            Self::Mix(parts) => {
                parts.iter().map(|(part, _)| part.support_within(low, high)).fold(None, hull)
            }
            Self::OneOf(values) => {
                values.iter().map(|(value, _)| cut(*value, *value)).fold(None, hull)
            }
            Self::Truncate(base, from, to) => {
                let (from, to) = cut(*from, *to)?;
                base.support_within(from, to)
            }
            Self::Clamp(base, from, to) => {
                // What lies beyond an end that is itself within the cut is moved into it.
                cut(*from, *to)?;
                let low = if low <= *from { f64::NEG_INFINITY } else { low };
                let high = if high >= *to { f64::INFINITY } else { high };
                let (least, most) = base.support_within(low, high)?;
                Some((least.clamp(*from, *to), most.clamp(*from, *to)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Dist;

    #[test]
    fn cuts_and_clamps_narrow_the_support() {
        let normal = || Box::new(Dist::Normal { mean: 0.0, sd: 1.0 });
        assert_eq!(normal().support(), (f64::NEG_INFINITY, f64::INFINITY));
        assert_eq!(Dist::Truncate(normal(), -1.0, f64::INFINITY).support(), (-1.0, f64::INFINITY));
        let values = || Box::new(Dist::OneOf(vec![(1.0, 0.5), (5.0, 0.5)]));
        assert_eq!(Dist::Truncate(values(), 2.0, 9.0).support(), (5.0, 5.0));
        let clamped = Box::new(Dist::Clamp(values(), 2.0, 9.0));
        assert_eq!(clamped.support(), (2.0, 5.0));
        assert_eq!(Dist::Truncate(clamped, 0.0, 3.0).support(), (2.0, 2.0));
        assert_eq!(Dist::Bernoulli(1.0).support(), (1.0, 1.0));
    }
}
