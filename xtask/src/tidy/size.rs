//! Files that a reader can hold in the head.

use super::{Complaint, File};

/// From here on a file is mentioned.
const LONG: usize = 500;
/// From here on it is refused.
const TOO_LONG: usize = 700;

/// Whether a file is long enough to be mentioned.
pub(super) fn long(file: &File) -> bool {
    applies(file) && lines(file) > LONG && lines(file) <= TOO_LONG
}

/// Complains of a file that nobody reads as a whole.
pub(super) fn too_long(file: &File) -> Option<Complaint> {
    let what = || format!("{} lines; the most is {TOO_LONG}", lines(file));
    (applies(file) && lines(file) > TOO_LONG).then(|| Complaint::of(file.path.as_str(), what()))
}

/// Lines up to the tests at the end of the file.
pub(super) fn lines(file: &File) -> usize {
    file.text.lines().take_while(|line| *line != "#[cfg(test)]").count()
}

fn applies(file: &File) -> bool {
    let in_tests = file.path.starts_with("tests/") || file.path.contains("/tests/");
    file.path.ends_with(".rs") && !in_tests
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn length_counts_up_to_the_tests() {
        let tests = format!("#[cfg(test)]\n{}", "x\n".repeat(900));
        let good = file("crates/zopa/src/a.rs", &format!("{}{tests}", "x\n".repeat(500)));
        assert!(!long(&good) && too_long(&good).is_none());
        let long_one = file("crates/zopa/src/a.rs", &"x\n".repeat(501));
        assert!(long(&long_one) && too_long(&long_one).is_none());
        let bad = file("crates/zopa/src/a.rs", &"x\n".repeat(701));
        assert!(too_long(&bad).is_some() && !long(&bad));
        assert!(too_long(&file("crates/zopa/tests/a.rs", &bad.text)).is_none());
    }
}
