//! How values spread: exact quantiles of a column, without smoothing.

use super::answer::Quantiles;

/// The quantiles of the values that are numbers. Cost: a sort.
pub(super) fn quantiles(values: impl Iterator<Item = f64>) -> Quantiles {
    let mut sorted: Vec<f64> = values.filter(|value| !value.is_nan()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    if sorted.is_empty() {
        return Quantiles::default();
    }
    let at = |percent: usize| {
        let place = (percent * sorted.len()).div_ceil(100).max(1) - 1;
        sorted.get(place).copied()
    };
    Quantiles {
        draws: sorted.len() as u64,
        least: sorted.first().copied(),
        p05: at(5),
        p25: at(25),
        p50: at(50),
        p75: at(75),
        p95: at(95),
        most: sorted.last().copied(),
        mean: Some(mean(&sorted)),
    }
}

/// The mean; exactly the value where all are equal.
fn mean(sorted: &[f64]) -> f64 {
    let (Some(&least), Some(&most)) = (sorted.first(), sorted.last()) else { return f64::NAN };
    // Distances from the least are summed, so that equal values lose no digit.
    let sum: f64 = sorted.iter().map(|value| value - least).sum();
    (least + sum / sorted.len() as f64).min(most)
}

#[cfg(test)]
mod tests {
    use super::quantiles;

    #[test]
    fn a_quantile_is_the_smallest_value_that_its_share_does_not_exceed() {
        let found = quantiles((1..=20).rev().map(f64::from));
        let read = [found.p05, found.p25, found.p50, found.p75, found.p95];
        assert_eq!(read, [1.0, 5.0, 10.0, 15.0, 19.0].map(Some));
        assert_eq!((found.least, found.most, found.mean), (Some(1.0), Some(20.0), Some(10.5)));
    }

    #[test]
    fn values_that_are_none_are_left_out() {
        let found = quantiles([f64::NAN, 3.0, f64::NAN].into_iter());
        assert_eq!((found.draws, found.p05, found.p95), (1, Some(3.0), Some(3.0)));
        assert_eq!(quantiles(std::iter::empty()).p50, None);
    }

    #[test]
    fn equal_values_have_their_own_mean() {
        assert_eq!(quantiles(std::iter::repeat_n(0.1, 1000)).mean, Some(0.1));
    }
}
