//! Two answers beside each other: what changed, and which change of the scenario brought it about.

use super::why::limits;
use crate::Style;
use crate::layout::{Column, Page, Table, Text, Tone};
use crate::number;
use crate::words::{self, Words};
use zopa::verdict::compare::{Because, Change, Comparison, Difference, Finding, Subject};

/// A comparison as text.
#[must_use]
pub fn diff(compared: &Comparison, style: Style) -> String {
    let words = Words { names: &compared.names, today: &compared.today };
    let mut page = Page::new(style);
    let (before, after) = (&compared.before.title, &compared.after.title);
    let title = if before == after { after.clone() } else { format!("{before} → {after}") };
    page.para(Text::new().and(Tone::Title, title));
    page.gap();
    page.para(answer(compared));
    changes(&mut page, compared.changes.as_deref());
    if !compared.answer.is_empty() {
        // Where only one thing changed, that is the reason.
        let several = compared.changes.as_ref().is_some_and(|changes| changes.len() > 1);
        let remark = if several { "and which change brought it about" } else { "" };
        page.heading("WHAT CHANGED IN THE ANSWER", remark);
        for difference in &compared.answer {
            let mut text = told(difference, words);
            if let Some(because) = difference.because.as_ref().filter(|_| several) {
                text = text.and(Tone::Faint, format!(" {}", reason(because, difference)));
            }
            page.item(Tone::Plain, "→", &text);
        }
    }
    limits(&mut page, &compared.limits);
    page.finish()
}

/// The comparison in a sentence.
fn answer(compared: &Comparison) -> Text {
    let count = |is: fn(&Subject) -> bool| {
        compared.answer.iter().filter(|difference| is(&difference.about)).count()
    };
    let mut parts = Vec::new();
    if count(|about| *about == Subject::Fair) > 0 {
        parts.push("the fair deal".to_owned());
    }
    let some = [
        (count(|about| matches!(about, Subject::Best(_))), "best deal"),
        (count(|about| matches!(about, Subject::Menu(_))), "deal of the menu"),
        (count(|about| matches!(about, Subject::NoDeal(_))), "no-deal value"),
        (count(|about| matches!(about, Subject::Says(_))), "stated position"),
        (count(|about| matches!(about, Subject::Claim(_))), "claim"),
    ];
    for (count, what) in some.into_iter().filter(|(count, _)| *count > 0) {
        parts.push(match (count, what) {
            (1, _) => format!("a {what}"),
            (_, "deal of the menu") => format!("{count} deals of the menu"),
            _ => number::counted(count, what),
        });
    }
    let same = compared.before.sha256 == compared.after.sha256;
    match (compared.answer.is_empty(), &compared.changes) {
        (true, _) if same => "The two are the same scenario, and so is the answer.".into(),
        (true, Some(changes)) if changes.is_empty() => {
            "The two differ in wording only, if at all: the answer is the same.".into()
        }
        (true, _) => Text::new().and(Tone::Strong, "The answer is the same."),
        (false, _) if parts.is_empty() => Text::new().and(Tone::Strong, "The answer changed."),
        (false, _) => Text::new()
            .and(Tone::Strong, "The answer changed")
            .plain(format!(": {}.", words::list(&parts, "and"))),
    }
}

fn changes(page: &mut Page, changes: Option<&[Change]>) {
    let Some(changes) = changes else {
        page.gap();
        let text = "What changed in the scenario cannot be told: an answer alone does not hold it.";
        page.para(Text::new().and(Tone::Faint, text));
        return;
    };
    if changes.is_empty() {
        return;
    }
    page.heading("WHAT CHANGED IN THE SCENARIO", "");
    let mut table = Table::new(vec![
        Column::left("", 16),
        Column::left("before", 16),
        Column::left("after", 16),
    ]);
    for change in changes {
        let written = |text: &Option<String>, none: &str| match text {
            Some(text) => Text::from(text.as_str()),
            None => Text::new().and(Tone::Faint, none),
        };
        table.row(vec![
            change.place.as_str().into(),
            written(&change.before, "(new)"),
            written(&change.after, "(gone)"),
        ]);
    }
    page.table(&table);
}

/// A difference in words.
fn told(difference: &Difference, words: Words<'_>) -> Text {
    let subject = Text::new();
    let (was, is) = (difference.before.as_ref(), difference.after.as_ref());
    match &difference.about {
        Subject::Fair => deal(subject.and(Tone::Strong, "The fair deal"), was, is, words),
        Subject::Best(party) => {
            let what = format!("The best for {}", words.actor(party));
            deal(subject.and(Tone::Strong, what), was, is, words)
        }
        Subject::Menu(name) => {
            let text = subject.and(Tone::Strong, format!("“{name}”"));
            match (was, is) {
                (Some(_), Some(Finding::Holds(true))) => text.plain(" can now be had."),
                (Some(_), Some(_)) => text.plain(" can no longer be had."),
                (None, Some(Finding::Holds(true))) => {
                    text.plain(" is new on the menu, and can be had.")
                }
                (None, _) => text.plain(" is new on the menu, and cannot be had."),
                (_, None) => text.plain(" is no longer on the menu."),
            }
        }
        Subject::Attainable => subject
            .and(Tone::Strong, "Attainable deals")
            .plain(format!(": {}.", numbers(was, is, |x| { number::value(x) }))),
        Subject::NoDeal(party) => {
            let what = format!("{} without a deal", words.actor(party));
            subject.and(Tone::Strong, what).plain(format!(": {}.", numbers(was, is, number::value)))
        }
        Subject::Says(party) => {
            let text = subject.plain("What ").and(Tone::Strong, words.actor(party)).plain(" says");
            text.plain(match is {
                Some(Finding::Holds(true)) => " is now credible.",
                Some(_) => " is not credible now.",
                None => " is no longer stated.",
            })
        }
        Subject::Claim(id) => {
            let text = subject.and(Tone::Strong, format!("Claim {id}"));
            text.plain(match (was, is) {
                (None, Some(Finding::Holds(true))) => " is new, and holds.",
                (None, _) => " is new, and does not hold.",
                (_, Some(Finding::Holds(true))) => " now holds.",
                (_, Some(_)) => " no longer holds.",
                (_, None) => " is no longer made.",
            })
        }
    }
}

fn deal(subject: Text, was: Option<&Finding>, is: Option<&Finding>, words: Words<'_>) -> Text {
    match (was, is) {
        (Some(Finding::Deal(was)), Some(Finding::Deal(is))) => {
            let changed = is.iter().filter(|(issue, option)| was.get(*issue) != Some(*option));
            let changed = changed.map(|(issue, option)| {
                let from = was.get(issue).map_or("(no such issue)", |o| words.option(issue, o));
                format!("{} {from} → {}", words.issue(issue), words.option(issue, option))
            });
            let changed: Vec<String> = changed.collect();
            if changed.is_empty() {
                return subject.plain(" is the same in the issues that are left.");
            }
            subject.plain(format!(": {}.", changed.join("; ")))
        }
        (None, Some(Finding::Deal(is))) => {
            subject.plain(format!(": there is one now: {}.", words.deal(is)))
        }
        _ => subject.plain(": there is none any more."),
    }
}

fn numbers(was: Option<&Finding>, is: Option<&Finding>, write: fn(f64) -> String) -> String {
    match (was, is) {
        (Some(&Finding::Number(was)), Some(&Finding::Number(is))) => {
            format!("{} → {}", number::apart(was, is), number::apart(is, was))
        }
        (None, Some(&Finding::Number(is))) => format!("{} (new)", write(is)),
        _ => "(gone)".to_owned(),
    }
}

/// Which changes brought it about.
fn reason(because: &Because, difference: &Difference) -> String {
    let Because { alone, needed, moves } = because;
    let is_number = |finding: &Option<Finding>| matches!(finding, Some(Finding::Number(_)));
    if is_number(&difference.before) && is_number(&difference.after) && alone.len() != 1 {
        let told: Vec<String> = moves
            .iter()
            .take(MOVES_TOLD)
            .map(|(place, by)| format!("{place} {}", number::margin(*by)))
            .collect();
        let more = moves.len().saturating_sub(MOVES_TOLD);
        return match (told.is_empty(), more) {
            (true, _) => "No change moves it alone.".to_owned(),
            (false, 0) => format!("Each alone: {}.", told.join(", ")),
            (false, more) => format!("Each alone: {}, and {more} more less.", told.join(", ")),
        };
    }
    match (alone.as_slice(), needed.as_slice()) {
        ([], []) => "Only several of the changes together bring it about.".to_owned(),
        ([one], _) => format!("{one} alone brings it about."),
        ([], [one]) => format!("It takes {one}, and others with it."),
        ([], needed) => format!("It takes {} together.", words::list(needed, "and")),
        (alone, _) => format!("Each of {} brings it about alone.", words::list(alone, "and")),
    }
}

/// So many changes that move a number are told.
const MOVES_TOLD: usize = 3;
