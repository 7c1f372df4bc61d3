//! Which combinations of options are looked at where there may be too many?
//!
//! All of them up to [`MOST_COMBINATIONS`], the last ladder fastest. Beyond that every s-th, for a step s
//! near the golden section of their number and coprime to it: such steps never come back to the same
//! combination, and leave no gap much larger than the others (Steinhaus; V. T. Sos, 1958), so no ladder
//! is left out.

/// Combinations that are looked at.
pub(super) const MOST_COMBINATIONS: usize = 16_384;

/// How many combinations there are of one option per ladder; `usize::MAX` for more than can be counted.
pub(super) fn count(ladders: &[usize]) -> usize {
    ladders.iter().fold(1, |count: usize, &options| count.saturating_mul(options))
}

/// The combinations to look at, each as one option per ladder.
pub(super) fn combinations(ladders: &[usize]) -> impl Iterator<Item = Vec<usize>> {
    let count = count(ladders);
    let step = if count <= MOST_COMBINATIONS { 1 } else { spreading(count) };
    let mut at = 0;
    (0..count.min(MOST_COMBINATIONS)).map(move |_| {
        let combination = digits(at, ladders);
        // Without overflow, however many there are.
        at = if at >= count - step { at - (count - step) } else { at + step };
        combination
    })
}

/// A step through `count` things that spreads over them and meets each only once.
fn spreading(count: usize) -> usize {
    // Neighbouring Fibonacci numbers have the golden section; 987/1597 is within 1e-6 of it.
    let near = count / 1597 * 987;
    (near.max(1)..count).find(|&step| coprime(step, count)).unwrap_or(1)
}

fn coprime(mut a: usize, mut b: usize) -> bool {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a == 1
}

/// The combination of that number, the last ladder fastest.
fn digits(mut number: usize, ladders: &[usize]) -> Vec<usize> {
    let mut options = vec![0; ladders.len()];
    for (option, &length) in options.iter_mut().zip(ladders).rev() {
        let length = length.max(1);
        *option = number % length;
        number /= length;
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn few_combinations_are_all_looked_at_in_order() {
        let all: Vec<Vec<usize>> = combinations(&[2, 3]).collect();
        assert_eq!(all, [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]]);
        let none: Vec<Vec<usize>> = combinations(&[]).collect();
        assert_eq!(none, [Vec::<usize>::new()]);
    }

    #[test]
    fn of_many_each_is_looked_at_once_and_every_option_of_every_ladder() {
        for ladders in [[64, 64, 64], [2, 100, 1000], [256, 256, 256], [1000, 4, 5]] {
            let found: BTreeSet<Vec<usize>> = combinations(&ladders).collect();
            assert_eq!(found.len(), MOST_COMBINATIONS);
            for (at, &length) in ladders.iter().enumerate() {
                let options: BTreeSet<usize> = found.iter().map(|options| options[at]).collect();
                assert_eq!(options.len(), length, "ladder {at} of {ladders:?}");
            }
        }
    }
}
