use super::given::{given, strongest};
use super::*;

const LEVEL: Resampling = Resampling { times: 100, level: 0.99, seed: 5 };

/// Independent inputs between 0 and 1.
fn inputs(count: usize, rows: usize, seed: u64) -> Vec<Vec<f64>> {
    let column = |k: usize| {
        let mut stream = Stream::new(seed, &format!("input {k}"));
        (0..rows).map(|_| stream.uniform()).collect()
    };
    (0..count).map(column).collect()
}

fn output(inputs: &[Vec<f64>], f: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let row = |row: usize| inputs.iter().map(|column| column[row]).collect::<Vec<f64>>();
    (0..inputs[0].len()).map(|at| f(&row(at))).collect()
}

/// T. Ishigami and T. Homma, 1990, with a = 7 and b = 0.1.
fn ishigami(u: &[f64]) -> f64 {
    let [x, y, z] = [0, 1, 2].map(|k| std::f64::consts::PI * (2.0 * u[k] - 1.0));
    let sine = libm::sin(y);
    libm::sin(x) + 7.0 * sine * sine + 0.1 * z * z * z * z * libm::sin(x)
}

/// First-order and total indices of [`ishigami`].
fn of_ishigami() -> ([f64; 3], [f64; 3]) {
    let pi4 = libm::pow(std::f64::consts::PI, 4.0);
    let (x, y) = (0.5 * libm::pow(1.0 + 0.1 * pi4 / 5.0, 2.0), 49.0 / 8.0);
    let xz = 0.01 * pi4 * pi4 * 8.0 / 225.0;
    let all = x + y + xz;
    ([x / all, y / all, 0.0], [(x + xz) / all, y / all, xz / all])
}

#[test]
fn shares_explained_are_the_first_order_indices_of_the_ishigami_function() {
    let inputs = inputs(4, 20_000, 3);
    let found = given(&inputs, &output(&inputs, ishigami), LEVEL).unwrap();
    let (first, _) = of_ishigami();
    for (k, truth) in first.into_iter().chain([0.0]).enumerate() {
        let estimate = found[k].first;
        assert!((estimate.value - truth).abs() < 0.015, "{k}: {estimate:?} is not {truth}");
        let slack = 0.01 * truth;
        assert!(
            estimate.low <= truth && truth <= estimate.high + slack,
            "{k}: {estimate:?} misses {truth}"
        );
    }
    // The third acts only together with the first, which its mean does not show and its distribution does.
    assert_eq!(found[2].first.shown(), None);
    assert!(found[2].shift_told && found[2].shift.value > 0.05, "{:?}", found[2]);
    assert!(!found[3].shift_told, "{:?}", found[3]);
}

#[test]
fn groups_of_one_have_the_indices_of_the_ishigami_function_for_every_output() {
    let groups: Vec<Vec<usize>> = (0..3).map(|k| vec![k]).collect();
    let f = |u: &[f64]| vec![ishigami(u), u[0] + 2.0 * u[1]];
    let names = ["a", "b", "c"];
    let mut parts = evaluate_groups(&names, &groups, 0..4096, (9, 2), f).unwrap();
    let rest = evaluate_groups(&names, &groups, 4096..8192, (9, 2), f).unwrap();
    parts.iter_mut().zip(rest).for_each(|(part, next)| part.append(next));
    // The same points as those of a single output.
    assert_eq!(parts[0], evaluate(&names, 8192, 9, ishigami).unwrap());
    let found = indices(&parts[0], LEVEL).unwrap();
    let (first, total) = of_ishigami();
    for k in 0..3 {
        assert!((found.first[k].value - first[k]).abs() < 0.02, "{k}: {:?}", found.first);
        assert!((found.total[k].value - total[k]).abs() < 0.02, "{k}: {:?}", found.total);
    }
    let sum = indices(&parts[1], LEVEL).unwrap();
    for (k, truth) in [0.2, 0.8, 0.0].into_iter().enumerate() {
        assert!((sum.first[k].value - truth).abs() < 0.01, "{k}: {:?}", sum.first);
        assert!((sum.total[k].value - truth).abs() < 0.01, "{k}: {:?}", sum.total);
    }
}

#[test]
fn a_group_has_what_its_inputs_do_alone_and_together() {
    // x0 x1 + x2: the variance of a product of two is 1/9 - 1/16, that of one alone 1/12.
    let groups = [vec![0, 1], vec![2]];
    let found =
        evaluate_groups(&["a", "b", "c"], &groups, 0..8192, (2, 1), |u| vec![u[0] * u[1] + u[2]]);
    let found = indices(&found.unwrap()[0], LEVEL).unwrap();
    let (pair, single) = (1.0 / 9.0 - 1.0 / 16.0, 1.0 / 12.0);
    for (k, truth) in [pair, single].into_iter().map(|v| v / (pair + single)).enumerate() {
        assert!((found.first[k].value - truth).abs() < 0.01, "{k}: {:?}", found.first);
        assert!((found.total[k].value - truth).abs() < 0.01, "{k}: {:?}", found.total);
    }
}

#[test]
fn a_shift_is_the_largest_distance_between_distribution_functions() {
    // The output is the input: the first slice of ten holds the lowest tenth alone, 0.9 away from all.
    let rows: Vec<f64> = (0..1000).map(f64::from).collect();
    let found = given(std::slice::from_ref(&rows), &rows, LEVEL).unwrap();
    assert!((found[0].shift.value - 0.9).abs() < 1e-12, "{found:?}");
    // Yes or no, and yes exactly in the upper half: every slice is 0.5 from all.
    let halves: Vec<f64> = rows.iter().map(|&x| if x < 500.0 { 0.0 } else { 1.0 }).collect();
    let found = given(&[rows], &halves, LEVEL).unwrap();
    assert!((found[0].shift.value - 0.5).abs() < 1e-12, "{found:?}");
}

#[test]
fn shifts_agree_with_those_taken_at_every_value() {
    for seed in 0..40 {
        let inputs = inputs(1, 200, seed);
        let distinct = if seed % 2 == 0 { 1000.0 } else { 7.0 };
        let y = output(&inputs, |u| ((u[0] - 0.3).abs() * distinct).floor());
        let Some(found) = given(&inputs, &y, Resampling { times: 0, ..LEVEL }) else { continue };
        let mut order: Vec<usize> = (0..200).collect();
        order.sort_by(|&a, &b| inputs[0][a].total_cmp(&inputs[0][b]));
        let share = |rows: &[usize], most: f64| {
            rows.iter().filter(|&&row| y[row] <= most).count() as f64 / rows.len() as f64
        };
        let mut furthest = 0.0_f64;
        for slice in order.chunks(20) {
            for &at in &y {
                furthest = furthest.max((share(slice, at) - share(&order, at)).abs());
            }
        }
        assert!((found[0].shift.value - furthest).abs() < 1e-12, "{seed}");
    }
}

#[test]
fn an_input_without_effect_is_hardly_ever_told_to_have_one() {
    let mut told = [0, 0];
    for seed in 0..60 {
        let inputs = inputs(5, 400, 1000 + seed);
        let y = output(&inputs, |u| u[0]);
        let level = Resampling { times: 40, level: 0.95, seed };
        let found = given(&inputs, &y, level).unwrap();
        assert!(found[0].shift_told && found[0].first.told_from_zero());
        told[0] += found[1..].iter().filter(|given| given.shift_told).count();
        told[1] += found[1..].iter().filter(|given| given.first.told_from_zero()).count();
    }
    // Of 240: about 1 in 200, and less than 1 in 40.
    assert!(told[0] <= 6 && told[1] <= 12, "{told:?}");
}

#[test]
fn the_strongest_input_is_named_and_none_where_nothing_moves_the_output() {
    let inputs = inputs(3, 1000, 8);
    let claim = output(&inputs, |u| if u[1] + 0.3 * u[0] > 0.8 { 1.0 } else { 0.0 });
    assert_eq!(strongest(&inputs, &claim, 1).map(|(k, _)| k), Some(1));
    let mut coin = Stream::new(77, "coin");
    let chance: Vec<f64> = claim.iter().map(|_| coin.uniform().round()).collect();
    assert_eq!(strongest(&inputs, &chance, 1), None);
    assert_eq!(strongest(&inputs, &vec![1.0; 1000], 1), None);
}
