use super::System;

/// Values of functions of several points at all combinations of corners.
fn system(sizes: &[usize], equations: usize, f: impl Fn(&[usize]) -> Vec<f64>) -> System {
    let corners: usize = sizes.iter().product();
    let mut values = Vec::new();
    for mut rest in 0..corners {
        let mut at = vec![0; sizes.len()];
        for (at, size) in at.iter_mut().zip(sizes).rev() {
            (*at, rest) = (rest % size, rest / size);
        }
        values.extend(f(&at));
    }
    System { sizes: sizes.to_vec(), equations, values }
}

/// On three segments: x y + y z + z x = s, x y z = p and x + y + z = m have, for m = 1.2, s = 0.47 and p = 0.06, the six
/// orders of 0.3, 0.4 and 0.5.
#[test]
fn vieta_has_as_many_roots_as_orders() {
    let system = system(&[2, 2, 2], 3, |at| {
        let [x, y, z] = [at[0] as f64, at[1] as f64, at[2] as f64];
        let sum = (x + y + z - 1.2) / 3.0;
        vec![sum, (x * y + y * z + z * x - 0.47) / 3.0, x * y * z - 0.06]
    });
    let roots = system.roots(100_000_000);
    assert_eq!((roots.found.len(), roots.open), (6, 0), "{roots:?}");
    for root in &roots.found {
        let mut own = [root[1], root[3], root[5]];
        own.sort_by(f64::total_cmp);
        for (x, y) in own.iter().zip([0.3, 0.4, 0.5]) {
            assert!((x - y).abs() < 1e-10);
        }
        assert!(system.at(root).iter().all(|x| x.abs() < 1e-13));
    }
}

/// The weights of a triangle and a segment that solve linear equations, on the first cut and on the border too.
#[test]
fn roots_on_faces_are_found_once() {
    for (a, b, c) in [(0.5, 0.25, 0.5), (0.0, 0.5, 1.0), (1.0, 0.0, 0.0), (0.2, 0.3, 0.7)] {
        let system = system(&[3, 2], 3, |at| {
            let x = if at[0] == 1 { 1.0 } else { 0.0 };
            let y = if at[0] == 2 { 1.0 } else { 0.0 };
            let z = at[1] as f64;
            vec![x - a, y - b, (z - c) * 0.5 + 0.1 * (x - a) * z]
        });
        let roots = system.roots(10_000_000);
        assert_eq!((roots.found.len(), roots.open), (1, 0), "{a} {b} {c}: {roots:?}");
        let root = &roots.found[0];
        assert!((root[1] - a).abs() + (root[2] - b).abs() + (root[4] - c).abs() < 1e-10);
    }
}

#[test]
fn bounds_keep_roots_out() {
    let bounded = |bound: f64| {
        system(&[2, 2], 2, move |at| {
            let [x, y] = [at[0] as f64, at[1] as f64];
            vec![x - 0.5, y - 0.25, x + y - bound]
        })
    };
    assert_eq!(bounded(0.8).roots(1_000_000).found.len(), 1);
    assert!(bounded(0.1).roots(1_000_000).found.is_empty());
}

#[test]
fn what_is_singular_is_said_to_be_open() {
    let line = system(&[2, 2], 2, |at| {
        let [x, y] = [at[0] as f64, at[1] as f64];
        vec![x - y, (x - y) * 0.5]
    });
    assert!(line.roots(1_000_000).open > 0);
    let double = system(&[2, 2], 2, |at| {
        let [x, y] = [at[0] as f64, at[1] as f64];
        vec![x - y, (x * y - 0.5 * (x + y) + 0.25) * 0.5]
    });
    let roots = double.roots(10_000_000);
    assert!(roots.found.is_empty() && roots.open > 0);
}

/// Without simplices there is one point, and it is a root unless a bound is positive there.
#[test]
fn nothing_to_choose_is_one_point() {
    let point = |bound: f64| System { sizes: Vec::new(), equations: 0, values: vec![bound] };
    assert_eq!(point(-0.5).roots(10).found, [Vec::<f64>::new()]);
    assert!(point(0.5).roots(10).found.is_empty());
}

/// Systems with random coefficients and a planted root: it is among those found, all of which are roots.
#[test]
fn planted_roots_are_found() {
    let mut state = 1_u64;
    let mut draw = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    for case in 0..200 {
        let sizes = [[2, 2, 2], [3, 2, 2], [2, 3, 3]][case % 3];
        let equations: usize = sizes.iter().map(|size| size - 1).sum();
        let corners: usize = sizes.iter().product();
        let mut root = Vec::new();
        for size in sizes {
            let own: Vec<f64> = (0..size).map(|_| 0.05 + draw()).collect();
            let sum: f64 = own.iter().sum();
            root.extend(own.iter().map(|x| x / sum));
        }
        let values: Vec<f64> = (0..corners * equations).map(|_| draw() - 0.5).collect();
        let mut system = System { sizes: sizes.to_vec(), equations, values };
        let there = system.at(&root);
        for corner in system.values.chunks_exact_mut(equations) {
            corner.iter_mut().zip(&there).for_each(|(x, y)| *x -= y);
        }
        system.values.iter_mut().for_each(|x| *x *= 0.5);
        let roots = system.roots(1_000_000_000);
        assert_eq!(roots.open, 0, "case {case}");
        let near = |found: &Vec<f64>| found.iter().zip(&root).all(|(x, y)| (x - y).abs() < 1e-9);
        assert!(roots.found.iter().any(near), "case {case}: {roots:?}");
        for found in &roots.found {
            assert!(system.at(found).iter().all(|x| x.abs() < 1e-12), "case {case}");
        }
    }
}

/// Ten segments of which most can be told alone, with the root in the middle of all: where cuts alone would leave it in a
/// thousand pieces.
#[test]
fn what_depends_on_little_is_told_soon() {
    let system = system(&[2; 10], 10, |at| {
        let off: Vec<f64> = at.iter().map(|&x| x as f64 - 0.5).collect();
        let last = |k: usize| off[k] * (1.0 + off[..8].iter().sum::<f64>() / 5.0);
        off[..8].iter().copied().chain([last(9), last(8)]).collect()
    });
    let roots = system.roots(1_000_000_000);
    assert_eq!((roots.found.len(), roots.open), (1, 0), "{roots:?}");
    assert!(roots.work < 10_000_000, "{}", roots.work);
    assert!(roots.found[0].iter().all(|x| (x - 0.5).abs() < 1e-12));
}
