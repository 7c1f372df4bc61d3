use super::*;
use crate::num::stream::Stream;

/// The point before scrambling, as a number.
fn plain(dimension: usize, index: u64) -> f64 {
    let directions = directions(dimension).unwrap();
    let gray = index ^ (index >> 1);
    let bits = (0..64).filter(|k| gray >> k & 1 == 1).fold(0, |x, k| x ^ directions[k]);
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// How many of 2^m points lie in each elementary box of 2^-cuts[k] along dimension k.
fn counts(points: &[Vec<f64>], cuts: &[u32]) -> Vec<u32> {
    let mut counts = vec![0; 1 << cuts.iter().sum::<u32>()];
    for point in points {
        let cell = point
            .iter()
            .zip(cuts)
            .fold(0, |cell, (x, cut)| (cell << cut) + (x * f64::from(1_u32 << cut)) as usize);
        counts[cell] += 1;
    }
    counts
}

/// The smallest t for which the 2^m points are a (t, m, 2)-net in base 2.
fn quality(points: &[Vec<f64>]) -> u32 {
    let m = points.len().ilog2();
    (0..=m)
        .find(|t| {
            (0..=m - t)
                .all(|first| counts(points, &[first, m - t - first]).iter().all(|&n| n == 1 << t))
        })
        .unwrap()
}

fn pairs(range: std::ops::Range<u64>, coordinates: &[&Coordinate; 2]) -> Vec<Vec<f64>> {
    range.map(|n| coordinates.iter().map(|c| c.at(n)).collect()).collect()
}

#[test]
fn the_first_points_are_the_published_ones() {
    // Joe and Kuo's example of ten points in three dimensions.
    let published = [
        [0.0, 0.0, 0.0],
        [0.5, 0.5, 0.5],
        [0.75, 0.25, 0.25],
        [0.25, 0.75, 0.75],
        [0.375, 0.375, 0.625],
        [0.875, 0.875, 0.125],
        [0.625, 0.125, 0.875],
        [0.125, 0.625, 0.375],
        [0.1875, 0.3125, 0.9375],
        [0.6875, 0.8125, 0.4375],
    ];
    for (n, point) in (0..).zip(published) {
        assert_eq!([0, 1, 2].map(|d| plain(d, n)), point);
    }
}

#[test]
fn later_points_in_high_dimensions_agree_with_an_independent_program() {
    for (index, expected) in [
        (5, [0.375, 0.125, 0.375, 0.875, 0.375]),
        (100, [0.7265625, 0.6953125, 0.8828125, 0.5234375, 0.9453125]),
        (599, [0.6396484375, 0.2353515625, 0.0517578125, 0.6865234375, 0.9814453125]),
    ] {
        assert_eq!([3, 9, 99, 511, 1023].map(|d| plain(d, index)), expected);
    }
    assert!(Coordinate::new(DIMENSIONS - 1, 1, "last").is_some());
    assert!(Coordinate::new(DIMENSIONS, 1, "beyond").is_none());
}

#[test]
fn every_dimension_alone_fills_every_aligned_range_evenly() {
    for dimension in 0..DIMENSIONS {
        let coordinate = Coordinate::new(dimension, 5, &format!("p{dimension}")).unwrap();
        for first in [0, 64, 1 << 20, 1 << 40] {
            let points: Vec<_> = (first..first + 64).map(|n| vec![coordinate.at(n)]).collect();
            assert!(counts(&points, &[6]).iter().all(|&n| n == 1), "{dimension} from {first}");
        }
    }
}

/// Every initial direction number is odd and small enough, as the construction asks.
#[test]
fn the_table_is_whole() {
    assert_eq!(JOE_KUO.lines().count(), DIMENSIONS - 1);
    for dimension in 0..DIMENSIONS {
        let v = directions(dimension).unwrap();
        for (k, v) in v.iter().enumerate() {
            assert_eq!(v.trailing_zeros() as usize, 63 - k, "{dimension}: {k}");
        }
    }
}

#[test]
fn the_first_two_dimensions_are_a_perfect_net_and_scrambling_keeps_every_net() {
    for (one, other) in [(0, 1), (1, 2), (3, 7), (20, 30), (100, 255)] {
        let unscrambled: Vec<_> = (0..256).map(|n| vec![plain(one, n), plain(other, n)]).collect();
        let t = quality(&unscrambled);
        assert!(t == 0 || (one, other) != (0, 1), "{t}");
        for seed in 0..5 {
            let x = Coordinate::new(one, seed, "x").unwrap();
            let y = Coordinate::new(other, seed, "y").unwrap();
            assert_eq!(quality(&pairs(0..256, &[&x, &y])), t, "{one} {other}");
            assert_eq!(quality(&pairs(768..1024, &[&x, &y])), t, "{one} {other}");
        }
    }
    // Random points are no net: the test would see it.
    let mut stream = Stream::new(1, "random");
    let random: Vec<_> = (0..256).map(|_| vec![stream.uniform(), stream.uniform()]).collect();
    assert!(quality(&random) > 4);
}

#[test]
fn points_in_sequence_are_those_at_their_places() {
    let coordinate = Coordinate::new(4, 9, "x").unwrap();
    for first in [0, 1, 63, 1 << 52, (1 << 63) - 5, u64::MAX - 3] {
        let mut row = [0.0; 10];
        coordinate.fill(first, &mut row);
        for (k, x) in (0..).zip(row) {
            assert_eq!(x.to_bits(), coordinate.at(first.wrapping_add(k)).to_bits());
        }
    }
}

#[test]
fn scrambling_is_random_in_every_bit() {
    // Over many names, each bit of the same point is set half of the time, whatever the bits above.
    for index in [0, 1, 77] {
        let mut set = [0_u32; 52];
        let mut agree = [0_u32; 51];
        for name in 0..2000 {
            let x = Coordinate::new(0, 1, &format!("{name}")).unwrap();
            let bits = x.scramble.of(x.unscrambled(index));
            for (k, set) in set.iter_mut().enumerate() {
                *set += u32::from(bits >> (63 - k) & 1 == 1);
            }
            for (k, agree) in agree.iter_mut().enumerate() {
                *agree += u32::from((bits >> (63 - k) ^ bits >> (62 - k)) & 1 == 0);
            }
        }
        // Five standard deviations.
        assert!(set.iter().chain(&agree).all(|n| n.abs_diff(1000) < 112), "{set:?} {agree:?}");
    }
}

#[test]
fn the_error_of_a_mean_is_far_below_that_of_random_points() {
    // The product of three smooth factors of mean 1 over 2^10 points; 32 scramblings.
    let (mut ours, mut random) = (0.0, 0.0);
    let f = |u: &[f64]| u.iter().map(|u| 1.0 + 0.5 * (u - 0.5)).product::<f64>();
    for seed in 0..32 {
        let names = ["a", "b", "c"];
        let axes: Vec<_> = (0..3).map(|d| Coordinate::new(d, seed, names[d]).unwrap()).collect();
        let mean = |at: &mut dyn FnMut(u64, usize) -> f64| {
            (0..1024).map(|n| f(&[at(n, 0), at(n, 1), at(n, 2)])).sum::<f64>() / 1024.0 - 1.0
        };
        let miss = mean(&mut |n, d| axes[d].at(n));
        ours += miss * miss / 32.0;
        let mut streams = names.map(|name| Stream::new(seed, name));
        let miss = mean(&mut |_, d| streams[d].uniform());
        random += miss * miss / 32.0;
    }
    assert!(ours.sqrt() * 300.0 < random.sqrt(), "{ours:e} {random:e}");
}

/// Any change of these numbers changes every study ever made.
#[test]
fn the_points_are_the_same_for_ever() {
    let x = Coordinate::new(3, 42, "resolve").unwrap();
    assert_eq!([0, 1, 1 << 40].map(|n| x.at(n)), FOR_EVER);
}
const FOR_EVER: [f64; 3] = [0.6342864318352138, 0.2482224876057203, 0.17860274150689792];
