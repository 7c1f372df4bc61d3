//! Which premises move the numbers.

use super::View;
use crate::layout::{Column, Page, Table, Text, Tone};
use crate::number;
use crate::words;
use zopa::study::answer::{Index, Indices};

/// Premises shown on one screen.
const PREMISES: usize = 8;
/// Premises named for each of the other numbers.
const NAMED: usize = 3;

pub(super) fn movers(page: &mut Page, view: View<'_>) {
    let study = view.study;
    let Some(indices) = &study.indices else { return };
    page.heading("WHAT MOVES IT", &view.output(&indices.output));
    let moving = moving(indices);
    let shown = if view.full { moving.len() } else { PREMISES.min(moving.len()) };
    if moving.is_empty() {
        page.hanging(2, 2, &"no premise can be told to move it.".into());
    } else {
        page.table(&table(indices, &moving[..shown]));
        explained(page, indices, moving.len() - shown);
    }
    further(page, view);
}

/// The premises that can be told to move the output, those that shift it most first.
fn moving(indices: &Indices) -> Vec<&str> {
    let told = |name: &&String| {
        let of = [indices.ranking.get(*name), indices.first.get(*name), total(indices, name)];
        of.into_iter().flatten().any(|index| index.significant)
    };
    indices.ranking.keys().filter(told).map(String::as_str).collect()
}

/// The total index of a premise, or of those that count as one with it.
fn total<'a>(indices: &'a Indices, name: &str) -> Option<&'a Index> {
    let of_it = |(group, _): &(&String, &Index)| of_group(group, name);
    indices.total.iter().find(of_it).map(|(_, index)| index)
}

fn of_group(group: &str, name: &str) -> bool {
    group.split(" + ").any(|member| member == name)
}

fn table(indices: &Indices, names: &[&str]) -> Table {
    let mut columns = vec![Column::left("premise", 16), Column::right("alone")];
    columns.push(Column::right("95% sure"));
    let with_total = !indices.total.is_empty();
    if with_total {
        columns.push(Column::right("in all"));
        columns.push(Column::right("95% sure"));
    }
    columns.push(Column::right("shift"));
    let mut table = Table::new(columns);
    for &name in names {
        let mut cells: Vec<Text> = vec![name.into()];
        let shares = |index: Option<&Index>| match index {
            Some(index) if index.significant => {
                let ends =
                    format!("{} to {}", number::percent(index.low), number::percent(index.high));
                [number::percent(index.estimate).into(), Text::new().and(Tone::Faint, ends)]
            }
            Some(_) => [Text::new().and(Tone::Faint, "~0"), Text::new()],
            None => [Text::new(), Text::new()],
        };
        cells.extend(shares(indices.first.get(name)));
        if with_total {
            cells.extend(shares(total(indices, name)));
        }
        cells.push(match indices.ranking.get(name) {
            Some(index) if index.significant => number::value(index.estimate).into(),
            _ => Text::new().and(Tone::Faint, "~0"),
        });
        table.row(cells);
    }
    table
}

/// What the columns say.
fn explained(page: &mut Page, indices: &Indices, left: usize) {
    let mut text = "Alone: how much of its variance would go if the premise were known.".to_owned();
    if !indices.total.is_empty() {
        text.push_str(" In all: how much would stay if only this premise were not known.");
    }
    text.push_str(
        " Shift: how far knowing the premise moves its distribution, 0 to 1. ~0 cannot be told from nothing.",
    );
    if indices.total.keys().any(|group| group.contains(" + ")) {
        text.push_str(" In all, correlated premises count as one.");
    }
    if left > 0 {
        let more = number::counted(left, "premise");
        text.push_str(&format!(" {more} more can be told to move it, less: --all."));
    }
    page.hanging(2, 2, &Text::new().and(Tone::Faint, text));
}

/// The other numbers, with the premises that move them most.
fn further(page: &mut Page, view: View<'_>) {
    let moved = |indices: &&Indices| !moving(indices).is_empty();
    let further: Vec<&Indices> = view.study.further.iter().filter(moved).collect();
    if further.is_empty() {
        return;
    }
    page.gap();
    let mut table =
        Table::new(vec![Column::left("and of the others", 20), Column::left("moved most by", 30)]);
    for indices in further {
        let names = moving(indices);
        let named: Vec<String> = names.iter().take(NAMED).map(|name| told(indices, name)).collect();
        table.row(vec![indices.output.as_str().into(), words::list(&named, "and").into()]);
    }
    page.table(&table);
}

/// `showdown (31%)`.
fn told(indices: &Indices, name: &str) -> String {
    match indices.first.get(name) {
        Some(index) if index.significant => {
            format!("{name}\u{a0}({})", number::percent(index.estimate))
        }
        _ => name.to_owned(),
    }
}

impl View<'_> {
    /// An output in words.
    pub(crate) fn output(self, output: &str) -> String {
        let inside =
            |start: &str| output.strip_prefix(start).and_then(|rest| rest.strip_suffix(')'));
        if let Some(party) = inside("value(fair, ") {
            format!("what the fair deal is worth to {}", self.words.actor(party))
        } else if let Some(entry) = inside("margin(") {
            format!("the margin of “{entry}”")
        } else if let Some(party) = inside("no_deal(") {
            format!("what {} expects without a deal", self.words.actor(party))
        } else if let Some((_, party)) =
            inside("value(best(").and_then(|rest| rest.split_once("), "))
        {
            format!("what its best deal is worth to {}", self.words.actor(party))
        } else {
            output.to_owned()
        }
    }
}
