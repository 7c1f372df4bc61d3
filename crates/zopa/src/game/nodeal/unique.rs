//! The only equilibrium at a precision, found at once where it is provably the only one.
//!
//! Where all that is unknown is one log odds x, equilibria at a precision are the roots of
//! g(x) = x - precision * advantage(x). Advantages are shares of the payoff range, so that all roots lie
//! in [-precision, precision], where g goes from at most 0 to at least 0. Pieces of that interval are
//! looked at in interval arithmetic:
//!
//! 1. a piece that has no number in common with its image under precision * advantage holds no root;
//! 2. what they have in common holds all roots of the piece, and is looked at instead if it is small;
//! 3. a piece on which the derivative of g is positive throughout is done with;
//! 4. any other piece is halved.
//!
//! If every piece is done with, g rises through 0 wherever it is 0. Between two such places it would have
//! to fall through 0 in between; so there is one root only. The principal branch has a point at every
//! precision, and an equilibrium at this one, so that is the root. Newton's method, kept within bounds
//! by bisection, finds it.
//!
//! Cost: one look in most games, a few dozen at most, each about as dear as two evaluations. Where
//! equilibria are several, or too close to tell, the branch must be followed.

use super::jet::{Jet, Number};
use super::plan::Plan;
use super::sheet::{Sheet, Stakes};
use super::span::{Interval, Span};

/// Looks after which uniqueness is given up.
const MOST_LOOKS: usize = 40;
/// The derivative of g must exceed this, and pieces must miss their image by this much, relatively: far
/// more than rounding makes of either.
const CLEARLY: f64 = 1e-6;
/// Newton's method has converged where it moves by no more than this, relatively.
const CONVERGED: f64 = 1e-11;
const MOST_STEPS: usize = 100;

/// Arrays for both kinds of passes.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    spans: Sheet<Span>,
    jets: Sheet<Jet>,
    pieces: Vec<Interval>,
}

impl Search {
    /// The log odds of the only equilibrium at this precision; nothing where it is not known to be the
    /// only one. `plan` must have one unknown; `values` holds the given places' values.
    pub(super) fn only_root(
        &mut self,
        plan: &Plan,
        stakes: Stakes<'_>,
        values: &[f64],
        precision: f64,
    ) -> Option<f64> {
        self.spans.start(plan, stakes.shape, values);
        self.spans.set_precision(plan, stakes, Span::constant(precision));
        let bracket = self.only_bracket(plan, stakes, precision)?;
        self.jets.start(plan, stakes.shape, values);
        self.jets.set_precision(plan, stakes, Jet::constant(precision));
        self.root(plan, stakes, precision, bracket)
    }

    /// Bounds of the only root.
    fn only_bracket(
        &mut self,
        plan: &Plan,
        stakes: Stakes<'_>,
        precision: f64,
    ) -> Option<Interval> {
        let mut found: Option<Interval> = None;
        self.pieces.clear();
        self.pieces.push(Interval { low: -precision, high: precision });
        for _ in 0..MOST_LOOKS {
            let Some(piece) = self.pieces.pop() else { return found };
            let image = self.image(plan, stakes, precision, piece)?;
            let slack = CLEARLY * (1.0 + piece.low.abs().max(piece.high.abs()));
            let reach = Interval { low: image.value.low - slack, high: image.value.high + slack };
            let kept = piece.and(reach);
            if kept.low > kept.high {
                continue;
            }
            if image.slope.high < 1.0 - CLEARLY {
                found = Some(found.map_or(kept, |found| found.to(kept)));
            } else if kept.width() < 0.5 * piece.width() {
                self.pieces.push(kept);
            } else {
                let middle = kept.middle();
                self.pieces.push(Interval { low: kept.low, high: middle });
                self.pieces.push(Interval { low: middle, high: kept.high });
            }
        }
        None
    }

    /// Bounds of precision * advantage and of its derivative; nothing where numbers overflow.
    fn image(
        &mut self,
        plan: &Plan,
        stakes: Stakes<'_>,
        precision: f64,
        piece: Interval,
    ) -> Option<Span> {
        let argument = [Span::argument(piece)];
        self.spans.set_unknowns(plan, stakes, argument, Span::constant(precision));
        let image = *self.spans.advantages.first()? * precision;
        (image.value.is_finite() && image.slope.is_finite()).then_some(image)
    }

    /// The root within bounds between which g rises through 0.
    fn root(
        &mut self,
        plan: &Plan,
        stakes: Stakes<'_>,
        precision: f64,
        mut bracket: Interval,
    ) -> Option<f64> {
        let mut x = bracket.middle();
        for _ in 0..MOST_STEPS {
            let argument = [Jet::coordinate(x, Some(0))];
            self.jets.set_unknowns(plan, stakes, argument, Jet::constant(precision));
            let image = *self.jets.advantages.first()? * precision;
            let excess = x - image.value;
            if excess > 0.0 {
                bracket.high = x;
            } else {
                bracket.low = x;
            }
            let next = x - excess / (1.0 - image.slopes[0]);
            let next =
                if next >= bracket.low && next <= bracket.high { next } else { bracket.middle() };
            let step = (next - x).abs();
            x = next;
            if step <= CONVERGED * (1.0 + x.abs()) {
                return Some(x);
            }
        }
        None
    }
}
