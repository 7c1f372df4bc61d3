//! Solved games, remembered by their numbers.
//!
//! Many assessments of one model differ in premises that do not touch its no-deal game, or touch it in
//! one view only: claims, events, scans of a premise. They may share a [`Memory`], on any number of
//! threads. A game is known again by the bits of its payoffs and odds, and what was solved depends on
//! nothing else, so that a remembered answer is the very one that solving would give, whoever came first.
//!
//! Cost: a look-up reads the numbers once and takes a fraction of a microsecond. Limits: one game (its
//! graph and rule), and so many answers; further ones are not kept.

use super::compiled::Shape;
use super::solve::{Method, Numbers, Rule};
use std::collections::BTreeMap;
use std::sync::{OnceLock, RwLock};

/// Answers kept.
const MOST: usize = 1 << 16;

/// The answers of one no-deal game, shared by assessments of one model.
#[derive(Debug, Default)]
pub struct Memory {
    /// What is remembered here are answers of this game.
    game: OnceLock<(Shape, Rule)>,
    answers: RwLock<BTreeMap<Box<[u64]>, Answer>>,
}

/// Values of a game and how they were found.
#[derive(Clone, Debug, PartialEq)]
struct Answer {
    values: Box<[f64]>,
    method: Method,
}

impl Memory {
    /// A memory of nothing yet; the first game that uses it makes it its own.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many answers are remembered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.answers.read().map_or(0, |answers| answers.len())
    }

    /// Whether nothing is remembered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this is the memory of this game, as it is from the first use on.
    pub(super) fn serves(&self, shape: &Shape, rule: Rule) -> bool {
        let (own_shape, own_rule) = self.game.get_or_init(|| (shape.clone(), rule));
        own_shape == shape && *own_rule == rule
    }

    /// Appends the values of the game with this key to `values`, if they are remembered, and says how
    /// they were found.
    pub(super) fn recall(&self, key: &[u64], values: &mut Vec<f64>) -> Option<Method> {
        let answers = self.answers.read().ok()?;
        let answer = answers.get(key)?;
        values.extend_from_slice(&answer.values);
        Some(answer.method)
    }

    /// Remembers the values of the game with this key.
    pub(super) fn keep(&self, key: &[u64], values: &[f64], method: Method) {
        // Without the lock, which a panic elsewhere may have poisoned, nothing is remembered.
        let Ok(mut answers) = self.answers.write() else { return };
        if answers.len() < MOST {
            answers.insert(key.into(), Answer { values: values.into(), method });
        }
    }
}

/// Writes the bits that tell a game from others of its graph.
pub(super) fn key(numbers: Numbers<'_>, key: &mut Vec<u64>) {
    key.clear();
    // A mixture of all bits comes first, so that comparisons mostly end there.
    key.push(0);
    key.extend(numbers.payoffs.iter().chain(numbers.odds).map(|x| x.to_bits()));
    let mix =
        |mixed: u64, bits: &u64| (mixed.rotate_left(23) ^ bits).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    key[0] = key.iter().fold(0, mix);
}

#[cfg(test)]
mod tests {
    use super::{Memory, key};
    use crate::game::nodeal::sample::random;
    use crate::game::{Method, Numbers, Rule, Shape};

    fn key_of(payoffs: &[f64], odds: &[f64]) -> Vec<u64> {
        let mut bits = Vec::new();
        key(Numbers { payoffs, odds }, &mut bits);
        bits
    }

    #[test]
    fn games_are_told_apart_by_every_bit() {
        let least = f64::from_bits(1.0_f64.to_bits() + 1);
        let keys = [
            key_of(&[1.0, 2.0], &[0.5]),
            key_of(&[2.0, 1.0], &[0.5]),
            key_of(&[least, 2.0], &[0.5]),
            key_of(&[1.0, 2.0], &[0.0]),
            key_of(&[1.0, 2.0], &[-0.0]),
        ];
        let memory = Memory::new();
        for (i, key) in (0_i32..).zip(&keys) {
            assert_eq!(memory.recall(key, &mut Vec::new()), None);
            memory.keep(key, &[f64::from(i)], Method::Quantal { precision: f64::from(i) });
        }
        assert_eq!(memory.len(), keys.len());
        for (i, key) in (0_i32..).zip(&keys) {
            let mut values = vec![7.0];
            let method = Method::Quantal { precision: f64::from(i) };
            assert_eq!(memory.recall(key, &mut values), Some(method));
            assert_eq!(values, vec![7.0, f64::from(i)]);
        }
    }

    #[test]
    fn a_memory_serves_one_graph_and_one_rule() {
        let shape = |seed| Shape::new(&random(seed, 9, false, true).game, 3);
        let memory = Memory::new();
        assert!(memory.is_empty() && memory.serves(&shape(5), Rule::Quantal(4.0)));
        assert!(memory.serves(&shape(5), Rule::Quantal(4.0)));
        assert!(!memory.serves(&shape(5), Rule::Quantal(5.0)));
        assert!(!memory.serves(&shape(6), Rule::Quantal(4.0)));
    }
}
