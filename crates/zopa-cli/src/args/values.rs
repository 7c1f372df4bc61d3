//! How dates, lengths of time and pairs are written on the command line.

/// A date of the calendar, `YYYY-MM-DD`. Dates in this form are in order when their texts are.
pub(super) fn date(text: &str) -> Result<String, String> {
    let wrong = || format!("`{text}` is not a date; expected YYYY-MM-DD, such as 2018-04-27");
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return Err(wrong()) };
    let number = |part: &str, digits: usize| -> Option<u32> {
        let sound = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        if sound { part.parse().ok() } else { None }
    };
    let date = (number(year, 4), number(month, 2), number(day, 2));
    let (Some(year), Some(month), Some(day)) = date else { return Err(wrong()) };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    if (1..=days).contains(&day) { Ok(text.to_owned()) } else { Err(wrong()) }
}

/// A length of time: `90s`, `5m`, `1.5h`.
pub(super) fn duration(text: &str) -> Result<std::time::Duration, String> {
    let wrong = || format!("`{text}` is not a time; expected such as 90s, 5m or 1.5h");
    let unit = text.chars().last().ok_or_else(wrong)?;
    let seconds = match unit {
        's' => 1.0,
        'm' => 60.0,
        'h' => 3600.0,
        _ => return Err(wrong()),
    };
    let number: f64 = text.trim_end_matches(unit).parse().map_err(|_| wrong())?;
    let length = std::time::Duration::try_from_secs_f64(number * seconds).map_err(|_| wrong())?;
    if length.is_zero() { Err(wrong()) } else { Ok(length) }
}

/// Two names with a comma between them.
pub(super) fn two(text: &str) -> Result<(String, String), String> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    match parts.as_slice() {
        [one, other] if !one.is_empty() && !other.is_empty() => {
            Ok(((*one).to_owned(), (*other).to_owned()))
        }
        _ => Err(format!("`{text}` is not two parties; expected such as us,dprk")),
    }
}

/// A power of two.
pub(super) fn power_of_two(text: &str) -> Result<u64, String> {
    let number: Option<u64> = text.parse().ok();
    let power = number.filter(|number| number.is_power_of_two());
    power.ok_or_else(|| format!("`{text}` is no power of two; expected such as 256 or 4096"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Args;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert!(date("2018-04-27").is_ok());
        assert!(date("2020-02-29").is_ok());
        for wrong in
            ["2019-02-29", "2018-4-27", "2018-13-01", "27.04.2018", "2018-04-00", "tomorrow"]
        {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_have_a_unit() {
        assert_eq!(duration("90s").map(|time| time.as_secs()), Ok(90));
        assert_eq!(duration("1.5h").map(|time| time.as_secs()), Ok(5400));
        for wrong in ["90", "s", "-1s", "0s", "1e99h", "fast", ""] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
