//! How numbers are written: two significant digits, a real minus sign, never false precision.
//!
//! Values and margins are in a party's own units, chances and shares are between 0 and 1. What is
//! smaller than [`NOTHING`] is noise of the arithmetic and is written as 0.

/// Magnitudes below this are written as 0.
pub const NOTHING: f64 = 1e-9;
/// Magnitudes below this, and from [`HUGE`] on, are written with a power of ten.
const TINY: f64 = 1e-4;
const HUGE: f64 = 1e7;
/// Digits that a reader can rely on.
const DIGITS: usize = 2;
/// More digits than this are never written, not even to tell two numbers apart.
const MOST_DIGITS: usize = 6;
const MINUS: char = '\u{2212}';

/// A value: `41`, `−6.1`, `0.083`, `1200`.
#[must_use]
pub fn value(x: f64) -> String {
    significant(x, DIGITS)
}

/// A margin: a value with its sign, `+6.1`, `−41`, `0`.
#[must_use]
pub fn margin(x: f64) -> String {
    signed(x, value(x))
}

/// A share of a party's range as a signed percentage: `+8.3%`.
#[must_use]
pub fn relative(share: f64) -> String {
    if share.is_finite() { format!("{}%", margin(100.0 * share)) } else { margin(share) }
}

/// A value written with as many digits as it takes to tell it from `other`, two at least.
///
/// A threshold that is passed by a hair must not read like the number that passes it.
#[must_use]
pub fn apart(x: f64, other: f64) -> String {
    (DIGITS..=MOST_DIGITS)
        .find(|&digits| significant(x, digits) != significant(other, digits))
        .map_or_else(|| value(x), |digits| significant(x, digits))
}

/// A chance: `24%`, `<1%`, `>99%`; exactly 0 and 1 alone are `0%` and `100%`.
#[must_use]
pub fn percent(chance: f64) -> String {
    match Chance::of(chance) {
        Chance::Unknown => "?".to_owned(),
        Chance::Hardly => "<1%".to_owned(),
        Chance::Nearly => ">99%".to_owned(),
        Chance::Hundredths(n) => format!("{n}%"),
    }
}

/// A chance in words that cannot be mistaken: `24 of 100`, `fewer than 1 of 100`.
#[must_use]
pub fn of_hundred(chance: f64) -> String {
    match Chance::of(chance) {
        Chance::Unknown => "an unknown share".to_owned(),
        Chance::Hardly => "fewer than 1 of 100".to_owned(),
        Chance::Nearly => "more than 99 of 100".to_owned(),
        Chance::Hundredths(n) => format!("{n} of 100"),
    }
}

/// A count with its thousands set apart: `12,000`.
#[must_use]
pub fn count(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// About how many, from the decimal logarithm: "10¹⁴".
#[must_use]
pub fn power_of_ten(exponent: f64) -> String {
    let raised = superscript(libm::round(exponent));
    format!("10{raised}")
}

fn superscript(exponent: f64) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raised = |c: char| match c {
        '-' => '⁻',
        digit => RAISED[digit.to_digit(10).map_or(0, |d| d as usize)],
    };
    format!("{exponent:.0}").chars().map(raised).collect()
}

/// A count and its noun: `1 step`, `3 steps`.
#[must_use]
pub fn counted(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", count(n), if n == 1 { "" } else { "s" })
}

/// A chance in hundredths, without claiming a certainty that is not there.
enum Chance {
    Unknown,
    Hardly,
    Nearly,
    Hundredths(u8),
}

impl Chance {
    fn of(chance: f64) -> Self {
        if !chance.is_finite() {
            return Self::Unknown;
        }
        let hundredths = (100.0 * chance).round().clamp(0.0, 100.0);
        if chance > NOTHING && hundredths < 1.0 {
            return Self::Hardly;
        }
        if chance < 1.0 - NOTHING && hundredths > 99.0 {
            return Self::Nearly;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in 0..=100")]
        Self::Hundredths(hundredths as u8)
    }
}

fn signed(x: f64, written: String) -> String {
    if x > 0.0 && written != "0" { format!("+{written}") } else { written }
}

/// `x` to so many significant digits, trailing zeros of the fraction left out.
fn significant(x: f64, digits: usize) -> String {
    if x.is_nan() {
        return "?".to_owned();
    }
    let magnitude = x.abs();
    if magnitude < NOTHING {
        return "0".to_owned();
    }
    let sign = if x < 0.0 { MINUS.to_string() } else { String::new() };
    if magnitude.is_infinite() {
        return format!("{sign}∞");
    }
    // The formatter of the standard library rounds correctly; 9.96 becomes `1.0e1`.
    let scientific = format!("{magnitude:.*e}", digits.saturating_sub(1));
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let power: i32 = exponent.parse().unwrap_or(0);
    if !(TINY..HUGE).contains(&magnitude) {
        let exponent = exponent.replace('-', &MINUS.to_string());
        return format!("{sign}{}e{exponent}", trimmed(mantissa));
    }
    let rounded: f64 = scientific.parse().unwrap_or(magnitude);
    let places = i32::try_from(digits).unwrap_or(2) - 1 - power;
    let fixed = format!("{rounded:.*}", usize::try_from(places).unwrap_or(0));
    format!("{sign}{}", trimmed(&fixed))
}

fn trimmed(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_two_significant_digits() {
        let written = [41.23, 6.13, 6.0, 0.0834, 123.4, 9.96, 99.6, 1e7, 2.04e-5, 0.5].map(value);
        assert_eq!(written, ["41", "6.1", "6", "0.083", "120", "10", "100", "1e7", "2e−5", "0.5"]);
    }

    #[test]
    fn noise_is_nothing_and_has_no_sign() {
        assert_eq!([-0.0, 1e-17, -3e-12].map(margin), ["0", "0", "0"]);
    }

    #[test]
    fn margins_carry_their_sign() {
        assert_eq!([6.13, -41.2, 0.0].map(margin), ["+6.1", "−41", "0"]);
        assert_eq!([0.0831, -0.5].map(relative), ["+8.3%", "−50%"]);
    }

    #[test]
    fn what_is_not_a_number_is_said_to_be_none() {
        assert_eq!(value(f64::NAN), "?");
        assert_eq!(margin(f64::NEG_INFINITY), "−∞");
        assert_eq!(percent(f64::NAN), "?");
    }

    #[test]
    fn chances_do_not_claim_certainty() {
        let written = [0.0, 0.001, 0.244, 0.999, 1.0].map(percent);
        assert_eq!(written, ["0%", "<1%", "24%", ">99%", "100%"]);
        assert_eq!(of_hundred(0.244), "24 of 100");
        assert_eq!(of_hundred(0.001), "fewer than 1 of 100");
    }

    #[test]
    fn thresholds_can_be_told_from_what_stands() {
        assert_eq!(apart(0.6249, 0.62), "0.625");
        assert_eq!(apart(0.41, 0.8), "0.41");
        assert_eq!(apart(0.5, 0.5), "0.5");
    }

    #[test]
    fn counts_are_grouped_and_agree_with_their_noun() {
        assert_eq!([7, 432, 12_000, 1_234_567].map(count), ["7", "432", "12,000", "1,234,567"]);
        assert_eq!([counted(1, "step"), counted(0, "step")], ["1 step", "0 steps"]);
    }
}
