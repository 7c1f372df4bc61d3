use super::{Corner, LEAST, PEELED, Peel, corner, peels};
use crate::num::stream::Stream;

/// Uniform numbers in columns, rounded to so many values (0: not at all).
fn columns(seed: u64, inputs: usize, rows: usize, values: u32) -> Vec<Vec<f64>> {
    let mut stream = Stream::new(seed, "columns");
    let mut number = || {
        let u = stream.uniform();
        if values == 0 { u } else { (u * f64::from(values)).floor() }
    };
    (0..inputs).map(|_| (0..rows).map(|_| number()).collect()).collect()
}

/// The definition, row by row: what is left, or nothing where no slice may be peeled off.
fn peeled(inputs: &[Vec<f64>], hits: &[bool], left: &[usize], least: f64) -> Option<Vec<usize>> {
    let hit = |rows: &[usize]| rows.iter().filter(|&&row| hits[row]).count();
    let share = |rows: &[usize]| hit(rows) as f64 / rows.len() as f64;
    let mut best: Option<(f64, Vec<usize>)> = None;
    for column in inputs {
        let mut values: Vec<f64> = left.iter().map(|&row| column[row]).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        let mut reversed = values.clone();
        reversed.reverse();
        for values in [values, reversed] {
            let off = |upto: usize, row: usize| values[..upto].contains(&column[row]);
            let count = |upto: usize| left.iter().filter(|&&row| off(upto, row)).count();
            let upto = (1..=values.len())
                .take_while(|&upto| upto == 1 || count(upto) as f64 <= PEELED * left.len() as f64)
                .last()?;
            let rest: Vec<usize> = left.iter().copied().filter(|&row| !off(upto, row)).collect();
            if rest.is_empty() || (rest.len() as f64) < least {
                continue;
            }
            let gain = (share(&rest) - share(left)) / (left.len() - rest.len()) as f64;
            if best.as_ref().is_none_or(|(known, _)| gain > *known) {
                best = Some((gain, rest));
            }
        }
    }
    best.map(|(_, rest)| rest)
}

#[test]
fn peeling_is_as_defined_row_by_row() {
    for (case, seed) in (0..300).enumerate() {
        let (rows, values) = (30 + 7 * (case % 20), [0, 3, 12][case % 3]);
        let inputs = columns(seed, 3, rows, values);
        let mean = inputs[0].iter().sum::<f64>() / rows as f64;
        let hits: Vec<bool> = (0..rows)
            .map(|row| (inputs[0][row] > mean) != (inputs[1][row] * 7.3).fract().gt(&0.8))
            .collect();
        let mut expected = Vec::new();
        let mut left: Vec<usize> = (0..rows).collect();
        while left.iter().any(|&row| !hits[row]) {
            let Some(rest) = peeled(&inputs, &hits, &left, LEAST * rows as f64) else { break };
            left = rest;
            let hit = left.iter().filter(|&&row| hits[row]).count();
            expected.push(Peel { rows: left.len(), hits: hit });
        }
        assert_eq!(peels(&inputs, &hits), expected, "seed {seed}");
    }
}

fn limit(corner: &Corner, input: usize) -> [Option<f64>; 2] {
    let found = corner.limits.iter().find(|limit| limit.input == input);
    found.map_or([None, None], |limit| [limit.low, limit.high])
}

#[test]
fn a_corner_that_is_there_is_found_and_nothing_else() {
    let inputs = columns(1, 12, 20_000, 0);
    let hits: Vec<bool> =
        (0..20_000).map(|row| inputs[3][row] > 0.7 && inputs[8][row] < 0.4).collect();
    let found = corner(&inputs, &hits).unwrap();
    let all = hits.iter().filter(|&&hit| hit).count();
    assert_eq!(found.limits.iter().map(|limit| limit.input).collect::<Vec<_>>(), [3, 8]);
    assert!((limit(&found, 3)[0].unwrap() - 0.7).abs() < 0.01, "{found:?}");
    assert!((limit(&found, 8)[1].unwrap() - 0.4).abs() < 0.01, "{found:?}");
    assert_eq!((limit(&found, 3)[1], limit(&found, 8)[0]), (None, None));
    assert!(found.hits as f64 > 0.98 * all as f64 && found.hits as f64 > 0.98 * found.rows as f64);
    assert!(found.limits.iter().all(|limit| limit.quasi_p < 1e-12));
}

#[test]
fn a_band_has_two_limits() {
    let inputs = columns(2, 4, 5_000, 0);
    let hits: Vec<bool> = inputs[1].iter().map(|x| (0.3..0.6).contains(x)).collect();
    let found = corner(&inputs, &hits).unwrap();
    assert_eq!(found.limits.len(), 1);
    let [low, high] = limit(&found, 1).map(Option::unwrap);
    assert!((low - 0.3).abs() < 0.01 && (high - 0.6).abs() < 0.01, "{found:?}");
}

#[test]
fn inputs_of_two_values_are_cut_between_them() {
    let inputs = columns(3, 3, 400, 2);
    let hits: Vec<bool> = inputs[2].iter().map(|x| *x > 0.5).collect();
    let found = corner(&inputs, &hits).unwrap();
    assert_eq!(limit(&found, 2), [Some(0.5), None]);
    assert_eq!((found.rows, found.limits.len()), (found.hits, 1));
}

#[test]
fn noise_has_no_corner() {
    let (mut found, tries) = (0, 40);
    for seed in 0..tries {
        let inputs = columns(100 + seed, 5, 2_000, 0);
        let noise = columns(1_000 + seed, 1, 2_000, 0);
        let hits: Vec<bool> = noise[0].iter().map(|u| *u < 0.3).collect();
        found += usize::from(corner(&inputs, &hits).is_some());
    }
    assert_eq!(found, 0, "of {tries}");
}

#[test]
fn a_quasi_p_value_is_the_tail_of_a_binomial_distribution() {
    let [inside, wider] = [(7, 10), (30, 100)].map(|(hits, rows)| super::Tally { rows, hits });
    let term = |k: i32| {
        let choose = (1..=k).fold(1.0, |c, i| c * f64::from(10 - k + i) / f64::from(i));
        choose * libm::pow(0.3, f64::from(k)) * libm::pow(0.7, f64::from(10 - k))
    };
    let expected: f64 = (7..=10).map(term).sum();
    assert!((super::quasi_p(inside, wider) - expected).abs() < 1e-12);
}

#[test]
fn nothing_is_no_corner() {
    assert_eq!(corner(&[], &[]), None);
    assert_eq!(corner(&[vec![1.0, 2.0]], &[true, true]), None);
    assert_eq!(corner(&[vec![1.0, 1.0]], &[true, false]), None);
}
