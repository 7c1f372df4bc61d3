//! What happens without a deal, by each party's own lights.

use super::{View, deal};
use crate::layout::{Column, Page, Table, Text, Tone};
use crate::number;
use crate::words;
use indexmap::IndexMap;
use unicode_width::UnicodeWidthStr;
use zopa::verdict::answer::NoDealValue;

/// More differing premises than this are counted instead of listed.
const VIEWS: usize = 4;
/// On one screen, outcomes that everybody thinks less likely than this are only counted.
const RARE: f64 = 0.05;
/// Columns of a payoff.
const PAYOFF: usize = 5;
/// A party's name heads its column if none of its words is wider than this.
const NAME: usize = 10;

pub(super) fn show(page: &mut Page, view: View<'_>) {
    let no_deal = &view.verdict.no_deal;
    if no_deal.is_empty() {
        return;
    }
    let game = no_deal.values().any(|value| !value.outcomes.is_empty());
    if game {
        let first = no_deal.values().flat_map(|value| value.outcomes.keys());
        let from = if first.into_iter().any(|outcome| is_rare(view, outcome)) {
            format!(" (≥ {})", number::percent(RARE))
        } else {
            String::new()
        };
        let remark = format!("chance as each sees it{from}, and what it is worth to it");
        page.heading("WITHOUT A DEAL", &remark);
        for table in outcome_tables(page, view) {
            page.table(&table);
        }
    }
    if !game {
        deal::worth(page, view);
    }
    let mut remarks: Vec<String> = Vec::new();
    remarks.extend(breakdown(view));
    remarks.extend(several(view));
    if view.is_full() {
        remarks.extend(differing_views(view));
        if game {
            remarks.push(how_solved(view));
        }
    }
    if !remarks.is_empty() {
        page.hanging(2, 4, &remarks.join(" ").into());
    }
    if game && view.is_full() {
        deal::worth(page, view);
    }
}

/// One table, or several where the parties do not fit side by side.
fn outcome_tables(page: &Page, view: View<'_>) -> Vec<Table> {
    let parties: Vec<Party<'_>> =
        view.verdict.no_deal.iter().map(|(key, value)| (key.as_str(), value)).collect();
    let fitting = |n: usize| {
        let tables: Vec<Table> = parties.chunks(n).map(|some| outcomes(view, some)).collect();
        tables.iter().all(|table| page.has_room_for(table)).then_some(tables)
    };
    let side_by_side = (1..=parties.len()).rev().find_map(fitting);
    side_by_side.unwrap_or_else(|| parties.chunks(1).map(|one| outcomes(view, one)).collect())
}

/// A party's key and what it expects.
type Party<'a> = (&'a str, &'a NoDealValue);

fn outcomes(view: View<'_>, parties: &[Party<'_>]) -> Table {
    let mut columns = vec![Column::left("", 14)];
    columns.extend(parties.iter().map(|(party, _)| Column::right(heading(view, party))));
    let mut table = Table::new(columns);
    let first = parties.first().map(|(_, value)| &value.outcomes);
    for key in first.into_iter().flat_map(IndexMap::keys).filter(|key| !is_rare(view, key)) {
        let mut cells = vec![Text::from(words::capital(view.words.outcome(key)))];
        for (_, value) in parties {
            let (chance, payoff) = (value.outcomes.get(key), value.payoffs.get(key));
            cells.push(chance.zip(payoff).map_or_else(Text::new, |(&chance, &payoff)| {
                pair(&number::percent(chance), &number::value(payoff))
            }));
        }
        table.row(cells);
    }
    let mut told = vec![Text::new().and(Tone::Strong, "No deal, all told")];
    told.extend(
        parties.iter().map(|(_, value)| Text::new().and(Tone::Strong, number::value(value.value))),
    );
    table.row(told);
    if let Some(nash) = &view.verdict.solutions.nash {
        let mut fair = vec![Text::new().and(Tone::Strong, "★ The fair deal")];
        fair.extend(parties.iter().map(|(party, _)| {
            let worth = nash.values.get(*party);
            worth.map_or_else(Text::new, |&x| Text::new().and(Tone::Strong, number::value(x)))
        }));
        table.row(fair);
    }
    table
}

/// A chance and what it is a chance of, so wide that they stand in columns.
fn pair(chance: &str, payoff: &str) -> Text {
    let pad = |text: &str| "\u{a0}".repeat(PAYOFF.saturating_sub(text.width()));
    let payoff = format!("{}{payoff}", pad(payoff));
    Text::new().plain(format!("{chance}\u{a0}")).and(Tone::Faint, payoff)
}

/// The name where it is short enough over its words, else the tag.
fn heading(view: View<'_>, party: &str) -> String {
    let name = view.words.actor(party);
    if Text::from(name).longest_word() <= NAME && name.width() <= 2 * NAME {
        return name.to_owned();
    }
    view.words.tag(party)
}

/// Whether the screen leaves the outcome out.
fn is_rare(view: View<'_>, outcome: &str) -> bool {
    let rare = |value: &NoDealValue| value.outcomes.get(outcome).is_none_or(|&p| p < RARE);
    !view.is_full() && view.verdict.no_deal.values().all(rare)
}

/// How likely it is that no deal leads there at all, where that is not certain.
fn breakdown(view: View<'_>) -> Option<String> {
    let no_deal = &view.verdict.no_deal;
    let first = no_deal.values().next()?.breakdown;
    if no_deal.values().all(|value| (value.breakdown - 1.0).abs() < number::NOTHING) {
        return None;
    }
    let told = if no_deal.values().all(|value| (value.breakdown - first).abs() < number::NOTHING) {
        number::of_hundred(first)
    } else {
        let each: Vec<String> = no_deal
            .iter()
            .map(|(party, value)| {
                format!(
                    "{} of cases to {}",
                    number::of_hundred(value.breakdown),
                    view.words.actor(party)
                )
            })
            .collect();
        words::list(&each, "and")
    };
    Some(format!("Failed talks lead there in {told} cases, else things stay as they are."))
}

/// What no deal is worth in all equilibria, where there are several.
pub(crate) fn several(view: View<'_>) -> Option<String> {
    let no_deal = view.verdict.no_deal.iter();
    let told = no_deal.filter_map(|(party, value)| Some((party, value.equilibria.as_ref()?)));
    let most = told.clone().map(|(_, found)| found.count).max()?;
    let worth: Vec<String> = told
        .clone()
        .map(|(party, found)| {
            let (least, most) = (number::value(found.least), number::value(found.most));
            let who = view.words.actor(party);
            if least == most {
                format!("{least} to {who}")
            } else {
                format!("from {least} to {most} to {who}")
            }
        })
        .collect();
    let all = if told.clone().all(|(_, found)| found.complete) { "" } else { " or more" };
    Some(format!(
        "The game has {most}{all} equilibria, of which one is chosen; in them no deal is worth {}.",
        words::list(&worth, "and")
    ))
}

fn differing_views(view: View<'_>) -> Option<String> {
    let views = &view.verdict.views;
    if views.is_empty() {
        return None;
    }
    if !view.is_full() {
        let told = number::counted(views.len(), "premise");
        return Some(format!("{told} are seen differently by some."));
    }
    let mut told: Vec<String> = views
        .iter()
        .take(VIEWS)
        .map(|v| {
            format!(
                "{} for {} (else {})",
                number::apart(v.value, v.nobody),
                view.words.actor(&v.actor),
                number::apart(v.nobody, v.value)
            )
        })
        .zip(views)
        .map(|(told, v)| format!("{} is {told}", v.premise))
        .collect();
    if views.len() > VIEWS {
        told.push(format!("{} more", views.len() - VIEWS));
    }
    Some(format!("Views differ: {}.", told.join("; ")))
}

/// Method, and what is not exact about it.
pub(crate) fn how_solved(view: View<'_>) -> String {
    let mut methods: Vec<&str> = Vec::new();
    let mut regret = 0.0_f64;
    let mut ties: Vec<&str> = Vec::new();
    for value in view.verdict.no_deal.values() {
        let NoDealValue { method, regret: r, ties: t, .. } = value;
        if !methods.contains(&method.as_str()) {
            methods.push(method);
        }
        regret = regret.max(*r);
        for tie in t {
            if !ties.contains(&tie.as_str()) {
                ties.push(tie);
            }
        }
    }
    let mut text = format!("Solved by {}", words::list(&methods, "and"));
    if methods.iter().any(|method| method.contains("quantal")) {
        text.push_str(" (everybody may err, the costlier an error the more rarely)");
    }
    if regret > number::NOTHING {
        text.push_str(&format!(
            "; by playing otherwise nobody could gain more than {} of the payoff range",
            number::percent(regret)
        ));
    }
    if !ties.is_empty() {
        text.push_str(&format!("; ties broken by file order: {}", ties.join("; ")));
    }
    words::period(&text)
}
