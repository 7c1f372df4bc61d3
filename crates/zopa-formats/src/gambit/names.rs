//! Names that tell things apart.

use super::codes;
use super::token::{Kind, Lost, Words};
use std::collections::BTreeSet;
use zopa::diag::Span;

/// So many names are compared one by one faster than by sorting.
const FEW: usize = 8;

/// Takes `{ "name".. }`; the place is that of the list.
pub(super) fn list(words: &mut Words<'_>, of: &str) -> Result<(Vec<String>, Span), Lost> {
    let open = words.expect(Kind::Open, &format!("`{{` before {of}"))?;
    let mut names = Vec::new();
    while words.peek().kind == Kind::Text {
        let token = words.take();
        names.push(words.said(token).into_owned());
    }
    let close = words.expect(Kind::Close, &format!("a name in quotes or `}}` after {of}"))?;
    Ok((names, open.span().start..close.span().end))
}

/// Gives every name that is empty or stands twice a number, with a warning.
pub(super) fn tell_apart(words: &mut Words<'_>, names: &mut [String], noun: &str, place: &Span) {
    let twice = if names.len() <= FEW {
        (1..names.len()).any(|i| names[..i].contains(&names[i]))
    } else {
        names.iter().collect::<BTreeSet<_>>().len() < names.len()
    };
    if !twice && !names.iter().any(String::is_empty) {
        return;
    }
    let mut taken: BTreeSet<String> = names.iter().filter(|n| !n.is_empty()).cloned().collect();
    let mut seen = BTreeSet::new();
    let mut mended = Vec::new();
    for (at, name) in names.iter_mut().enumerate() {
        let fresh = !name.is_empty() && seen.insert(name.clone());
        if fresh {
            continue;
        }
        let stem = if name.is_empty() { noun } else { name.as_str() };
        let first = if name.is_empty() { at + 1 } else { 2 };
        let free = (first..).map(|n| format!("{stem} {n}")).find(|name| !taken.contains(name));
        // Among endlessly many names one is free.
        let free = free.unwrap_or_default();
        mended.push(format!("`{free}`"));
        taken.insert(free.clone());
        *name = free;
    }
    let message = format!("{noun} names that stand twice or are empty are now {}", few(&mended));
    words.note(codes::GAME_NAMES.warning(message).at(place.clone(), ""));
}

/// The first few of a list.
fn few(words: &[String]) -> String {
    match words {
        [first, second, third, _, ..] => {
            format!("{first}, {second}, {third} and {} more", words.len() - 3)
        }
        _ => words.join(", "),
    }
}
