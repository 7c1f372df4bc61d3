//! Where a continuous function of one variable changes sign.

/// More halvings than a bracket of doubles can take.
const MOST_STEPS: usize = 2200;

/// A zero of `f` between `a` and `b`, to the precision of the arithmetic; `None` where `f` has the same
/// sign at both ends or is not a number there.
///
/// Bracketed inverse quadratic interpolation, falling back on halving (T. Chandrupatla, Advances in
/// Engineering Software 28, 1997): never worse than a few times bisection.
pub fn zero_between(mut f: impl FnMut(f64) -> f64, a: f64, b: f64) -> Option<f64> {
    // The zero lies between x1 and x2; x3 is the end that was given up last.
    let (mut x1, mut x2) = (b, a);
    let (mut f1, mut f2) = (f(x1), f(x2));
    if f1.is_nan() || f2.is_nan() || (f1 > 0.0 && f2 > 0.0) || (f1 < 0.0 && f2 < 0.0) {
        return None;
    }
    let mut share: f64 = 0.5;
    for _ in 0..MOST_STEPS {
        let best = if f1.abs() < f2.abs() { x1 } else { x2 };
        let finest = f64::EPSILON * best.abs() + f64::MIN_POSITIVE;
        let width = (x2 - x1).abs();
        if width <= 2.0 * finest || f1.abs().min(f2.abs()) <= 0.0 {
            return Some(best);
        }
        let least = finest / width;
        let x = x1 + share.clamp(least, 1.0 - least) * (x2 - x1);
        let fx = f(x);
        let (x3, f3);
        if (fx > 0.0) == (f1 > 0.0) {
            (x3, f3) = (x1, f1);
        } else {
            (x3, f3) = (x2, f2);
            (x2, f2) = (x1, f1);
        }
        (x1, f1) = (x, fx);
        let xi = (x1 - x2) / (x3 - x2);
        let phi = (f1 - f2) / (f3 - f2);
        share = if phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi {
            f1 / (f2 - f1) * f3 / (f2 - f3)
                + (x3 - x1) / (x2 - x1) * f1 / (f3 - f1) * f2 / (f3 - f2)
        } else {
            0.5
        };
    }
    Some(0.5 * (x1 + x2))
}

#[cfg(test)]
mod tests {
    use super::zero_between;

    #[test]
    fn zeros_are_found_to_the_last_digits_in_few_steps() {
        let mut calls = 0;
        let root = zero_between(
            |x| {
                calls += 1;
                x * x * x - 2.0
            },
            0.0,
            10.0,
        );
        assert!((root.unwrap() - libm::cbrt(2.0)).abs() < 1e-15);
        assert!(calls < 25, "{calls} calls");
        let steep = zero_between(|x| libm::atan(1e9 * (x - 0.3)), -1e6, 1e6).unwrap();
        assert!((steep - 0.3).abs() < 1e-15);
    }

    #[test]
    fn a_bracket_without_a_change_of_sign_is_refused() {
        assert_eq!(zero_between(|x| x * x + 1.0, -1.0, 1.0), None);
        assert_eq!(zero_between(|_| f64::NAN, -1.0, 1.0), None);
    }
}
