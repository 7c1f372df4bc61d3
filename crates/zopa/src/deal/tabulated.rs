//! A program as a table over the options of the few issues that it touches.
//!
//! Values, rules and payoffs mostly touch one or two of many issues: evaluating each once per combination
//! of those and spreading the results costs one addition per standing instead of one evaluation.

use super::space::Space;
use crate::model::{Env, Fault, Program};

/// A function of the standing that depends on some issues only.
#[derive(Clone, Debug)]
pub struct Tabulated {
    issues: Vec<usize>,
    inner: Space,
    values: Vec<f64>,
}

impl Tabulated {
    /// Evaluates `program` for every combination of the issues that it touches.
    ///
    /// # Errors
    /// The first [`Fault`] in order of combinations.
    pub fn new(
        program: &Program,
        space: &Space,
        premises: &[f64],
        blamed: Option<usize>,
    ) -> Result<Self, Fault> {
        Self::only_at(None, program, space, premises, blamed)
    }

    /// The same, but 0 without evaluation where `only` (an issue and its option) does not stand.
    ///
    /// # Errors
    /// The first [`Fault`] in order of combinations.
    pub fn only_at(
        only: Option<(usize, usize)>,
        program: &Program,
        space: &Space,
        premises: &[f64],
        blamed: Option<usize>,
    ) -> Result<Self, Fault> {
        let mut issues = program.issues().to_vec();
        if let Some((issue, _)) = only
            && let Err(place) = issues.binary_search(&issue)
        {
            issues.insert(place, issue);
        }
        let inner = space.project(&issues);
        let mut standing = vec![0; space.issues()];
        let mut values = Vec::with_capacity(inner.count());
        for part in 0..inner.count() {
            for (k, &issue) in issues.iter().enumerate() {
                standing[issue] = inner.option(part, k);
            }
            let stands = only.is_none_or(|(issue, option)| standing[issue] == option);
            let env = Env { premises, standing: &standing, blamed };
            values.push(if stands { program.eval(env)? } else { 0.0 });
        }
        Ok(Self { issues, inner, values })
    }

    /// The issues it depends on, ascending.
    #[must_use]
    pub fn issues(&self) -> &[usize] {
        &self.issues
    }

    /// A value per combination of [`issues`](Self::issues), the last fastest.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Its value at a standing.
    #[must_use]
    pub fn at(&self, space: &Space, standing: usize) -> f64 {
        let part: usize = self
            .issues
            .iter()
            .enumerate()
            .map(|(k, &issue)| space.option(standing, issue) * self.inner.stride(k))
            .sum();
        self.values[part]
    }

    /// Calls `visit(standing, value)` for every standing in order.
    pub fn for_each(&self, space: &Space, mut visit: impl FnMut(usize, f64)) {
        space.for_each_part(&self.issues, &self.inner, |standing, part| {
            visit(standing, self.values[part]);
        });
    }
}
