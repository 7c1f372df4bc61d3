//! Nothing unfinished, nothing untidy.

use super::{Complaint, File};

/// Marks of unfinished work; put together here so that this file does not hold them.
const MARKS: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];

/// Unfinished work is finished or said in an issue, not left as a mark.
pub(super) fn unfinished(file: &File) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (i, line) in file.text.lines().enumerate() {
        let word =
            |mark: &&str| line.split(|c: char| !c.is_alphanumeric()).any(|word| word == *mark);
        if let Some(mark) = MARKS.iter().find(|mark| word(mark)) {
            complaints.push(Complaint::at(file, i + 1, format!("holds `{mark}`")));
        }
    }
    complaints
}

/// No line ends in spaces, and a file ends in one line break (what a program printed, in one at least).
pub(super) fn trailing_space(file: &File) -> Vec<Complaint> {
    let mut complaints: Vec<Complaint> = file
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.ends_with([' ', '\t', '\r']))
        .map(|(i, _)| Complaint::at(file, i + 1, "ends in a space"))
        .collect();
    let last = file.text.lines().count();
    let printed = file.path.ends_with(".txt");
    let more_than_one = file.text.ends_with("\n\n") && !printed;
    if !file.text.is_empty() && (!file.text.ends_with('\n') || more_than_one) {
        complaints.push(Complaint::at(file, last, "the file must end in one line break"));
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::super::tests::file;
    use super::*;

    #[test]
    fn a_mark_of_unfinished_work_is_found_as_a_word() {
        let text = format!("a\n// {}: later\nMASTODONS and XXXL\n", MARKS[0]);
        let complaints = unfinished(&file("x.rs", &text));
        assert_eq!(complaints.len(), 1);
        assert_eq!(complaints[0].place, "x.rs:2");
    }

    #[test]
    fn spaces_at_the_end_and_a_missing_line_break_are_found() {
        let places = |text| -> Vec<String> {
            trailing_space(&file("x", text)).into_iter().map(|complaint| complaint.place).collect()
        };
        assert_eq!(places("a \nb\n"), ["x:1"]);
        assert_eq!(places("a\nb"), ["x:2"]);
        assert_eq!(places("a\n\n"), ["x:2"]);
        assert!(places("a\n").is_empty() && places("").is_empty());
    }
}
