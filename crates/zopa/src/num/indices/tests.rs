use super::*;

const LEVEL: Resampling = Resampling { times: 200, level: 0.99, seed: 11 };

fn names(inputs: usize) -> Vec<String> {
    (0..inputs).map(|k| format!("x{k}")).collect()
}

fn analyse(inputs: usize, rows: usize, seed: u64, f: impl Fn(&[f64]) -> f64 + Sync) -> Indices {
    let names = names(inputs);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    indices(&evaluate(&names, rows, seed, f).unwrap(), LEVEL).unwrap()
}

/// Each true index lies in its interval, and the interval is no wider than asked. Intervals are wide for points
/// of a Sobol sequence, so the error itself is bounded too, by a sixth of that width.
fn hold(found: &Indices, truth: &[(f64, f64)], widest: f64) {
    assert_eq!(found.first.len(), truth.len());
    let both = found.first.iter().zip(&found.total).zip(truth);
    for (k, ((first, total), (s, t))) in both.enumerate() {
        for (estimate, truth) in [(first, s), (total, t)] {
            let near = estimate.low - 1e-9 <= *truth && *truth <= estimate.high + 1e-9;
            assert!(near, "input {k}: {estimate:?} misses {truth}");
            assert!(estimate.high - estimate.low < widest, "input {k}: {estimate:?}");
            let error = (estimate.value - truth).abs();
            assert!(error < widest / 6.0, "input {k}: {estimate:?} is {error} from {truth}");
        }
    }
}

/// The indices of a product of independent factors with these relative variances.
fn of_product(relative: &[f64]) -> Vec<(f64, f64)> {
    let all: f64 = relative.iter().map(|r| 1.0 + r).product();
    relative.iter().map(|r| (r / (all - 1.0), r * all / (1.0 + r) / (all - 1.0))).collect()
}

#[test]
fn the_g_function_has_its_analytic_indices() {
    let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
    let truth = of_product(&a.map(|a: f64| 1.0 / 3.0 / (1.0 + a) / (1.0 + a)));
    let f = |u: &[f64]| {
        u.iter().zip(a).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product::<f64>()
    };
    let found = analyse(8, 1 << 13, 3, f);
    hold(&found, &truth, 0.12);
    // What hardly matters is told from nothing only by the total index.
    assert!(found.first[7].shown().is_none_or(|share| share < 0.001));
    assert!((found.mean - 1.0).abs() < 1e-3);
}

#[test]
fn four_smooth_gates_in_a_row_have_their_analytic_indices() {
    let gates = [(4.0, 0.5), (9.0, 0.3), (15.0, 0.4), (6.0, 0.8)];
    let gate = |u: f64, (s, c): (f64, f64)| 1.0 / (1.0 + libm::exp(-s * (u - c)));
    let relative = gates.map(|(s, c)| {
        let mean = (libm::log1p(libm::exp(s * (1.0 - c))) - libm::log1p(libm::exp(-s * c))) / s;
        let square = mean - (gate(1.0, (s, c)) - gate(0.0, (s, c))) / s;
        square / (mean * mean) - 1.0
    });
    let f = |u: &[f64]| u.iter().zip(gates).map(|(&u, g)| gate(u, g)).product::<f64>();
    hold(&analyse(4, 1 << 13, 5, f), &of_product(&relative), 0.12);
}

#[test]
fn the_smaller_of_two_has_first_order_two_fifths_and_total_three_fifths() {
    let found = analyse(2, 1 << 12, 6, |u| u[0].min(u[1]));
    hold(&found, &[(0.4, 0.6), (0.4, 0.6)], 0.12);
    assert!((found.variance - 1.0 / 18.0).abs() < 1e-3);
}

#[test]
fn a_product_of_log_normals_has_its_analytic_indices() {
    let sigma = [0.2, 0.5, 0.8];
    let truth = of_product(&sigma.map(|s: f64| libm::expm1(s * s)));
    let f = |u: &[f64]| {
        libm::exp(u.iter().zip(sigma).map(|(&u, s)| s * normal::quantile(u)).sum::<f64>())
    };
    hold(&analyse(3, 1 << 14, 7, f), &truth, 0.3);
}

#[test]
fn a_sum_has_no_interactions_and_an_idle_input_no_share() {
    let weights = [3.0, 2.0, 1.0, 0.0];
    let f = |u: &[f64]| 100.0 + u.iter().zip(weights).map(|(u, w)| u * w).sum::<f64>();
    let found = analyse(4, 1 << 12, 8, f);
    let truth = weights.map(|w| (w * w / 14.0, w * w / 14.0));
    hold(&found, &truth, 0.12);
    assert_eq!((found.first[3].shown(), found.total[3].shown()), (None, None));
}

#[test]
fn pure_interaction_is_in_the_totals_alone() {
    let found = analyse(3, 1 << 12, 9, |u| (u[0] - 0.5) * (u[1] - 0.5));
    hold(&found, &[(0.0, 1.0), (0.0, 1.0), (0.0, 0.0)], 0.25);
    assert!(found.first.iter().all(|first| first.shown().is_none()));
    assert!(found.total[0].told_from_zero() && !found.total[2].told_from_zero());
}

/// On independent points, which is what resampling supposes, intervals hold as often as they say.
#[test]
fn intervals_hold_as_often_as_they_say() {
    let resampling = Resampling { times: 60, level: 0.9, seed: 1 };
    let (mut held, mut all) = (0, 0);
    for seed in 0..100 {
        let mut stream = Stream::new(seed, "points");
        let mut evaluations = Evaluations { mixed: vec![vec![]; 2], ..Default::default() };
        for _ in 0..300 {
            let (a, b) =
                ([stream.uniform(), stream.uniform()], [stream.uniform(), stream.uniform()]);
            evaluations.a.push(a[0].min(a[1]));
            evaluations.b.push(b[0].min(b[1]));
            evaluations.mixed[0].push(b[0].min(a[1]));
            evaluations.mixed[1].push(a[0].min(b[1]));
        }
        let found = indices(&evaluations, resampling).unwrap();
        for (estimates, truth) in [(&found.first, 0.4), (&found.total, 0.6)] {
            for estimate in estimates {
                held += usize::from(estimate.low <= truth && truth <= estimate.high);
                all += 1;
            }
        }
    }
    assert!((340..=385).contains(&held) && all == 400, "{held} of {all}");
}

/// Resamples by multiplicity are those of copied rows.
#[test]
fn weights_are_copies() {
    let names = names(2);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let sample = evaluate(&names, 37, 1, |u| u[0] + u[1] * u[1]).unwrap();
    let weights = weights(37, 1, LEVEL);
    let mean = 0.8;
    let sums = &pass(&sample, mean, 1, LEVEL)[3];
    let mut copied = Evaluations { mixed: vec![vec![]; 2], ..Default::default() };
    for (row, weight) in weights.iter().enumerate() {
        for _ in (0..100).take_while(|&k| f64::from(k) < weight[3]) {
            copied.a.push(sample.a[row]);
            copied.b.push(sample.b[row]);
            (0..2).for_each(|k| copied.mixed[k].push(sample.mixed[k][row]));
        }
    }
    assert_eq!(copied.a.len(), 37);
    let again = &pass(&copied, mean, 0, LEVEL)[0];
    for k in 0..2 {
        assert!((sums.first(k) - again.first(k)).abs() < 1e-12);
        assert!((sums.total(k) - again.total(k)).abs() < 1e-12);
    }
}

#[test]
fn rows_that_failed_are_left_out_and_counted() {
    let f = |u: &[f64]| if u[0] < 0.1 { f64::NAN } else { u[0] + u[1] };
    let found = analyse(2, 1 << 10, 2, f);
    assert_eq!(found.rows + found.left_out, 1 << 10);
    // A row has four evaluations, with two independent values of the first input.
    assert!((150..240).contains(&found.left_out), "{}", found.left_out);
    assert!(found.first.iter().all(|first| first.value.is_finite()));
}

#[test]
fn nothing_moves_an_output_that_stays() {
    let sample = evaluate(&["x"], 64, 1, |_| 3.0).unwrap();
    assert_eq!(indices(&sample, LEVEL), None);
    assert_eq!(indices(&evaluate(&["x"], 64, 1, |_| f64::NAN).unwrap(), LEVEL), None);
    assert_eq!(indices(&Evaluations::default(), LEVEL), None);
}

#[test]
fn the_same_indices_on_any_number_of_threads() {
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| analyse(3, 1000, 4, |u| u[0] * u[1] + u[2]))
    };
    assert_eq!(run(1), run(3));
}
