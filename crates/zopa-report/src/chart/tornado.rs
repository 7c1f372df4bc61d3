//! How far each premise alone moves a number: a tornado.

use super::palette::{Ink, Palette};
use super::svg::{Caption, at, fit, frame, ticks};
use crate::number;
use maud::{Markup, html};

/// What a premise does.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its values at which it was tried, ascending.
    pub values: Vec<f64>,
    /// The number there, where there is one.
    pub gives: Vec<Option<f64>>,
    /// Whether the number only rises or only falls.
    pub monotone: bool,
}

const WIDTH: f64 = 1000.0;
const LEFT: f64 = 500.0;
const RIGHT: f64 = 950.0;
const ROW: f64 = 24.0;
const TOP: f64 = 8.0;

/// The picture; `central` is the number at the central values.
#[must_use]
pub fn draw(caption: &Caption, rows: &[Row], central: Option<f64>, palette: Palette) -> Markup {
    let all = || rows.iter().flat_map(|row| row.gives.iter().flatten().copied()).chain(central);
    let low = all().fold(f64::INFINITY, f64::min);
    let high = all().fold(f64::NEG_INFINITY, f64::max);
    let span = if high > low { high - low } else { 1.0 };
    let place = |x: f64| LEFT + (x - low) / span * (RIGHT - LEFT);
    let bottom = TOP + ROW * rows.len() as f64;
    let marks = html! {
        @for tick in ticks(low, high, 5.0) {
            line x1=(at(place(tick))) x2=(at(place(tick))) y1=(at(TOP)) y2=(at(bottom)) stroke=(palette.ink(Ink::Line)) {}
            text x=(at(place(tick))) y=(at(bottom + 14.0)) text-anchor="middle" font-size="11"
                fill=(palette.ink(Ink::Faint)) { (number::value(tick)) }
        }
        @if let Some(central) = central {
            line x1=(at(place(central))) x2=(at(place(central))) y1=(at(TOP - 4.0)) y2=(at(bottom))
                stroke=(palette.ink(Ink::Text)) stroke-width="1.5" {}
        }
        @for (i, row) in rows.iter().enumerate() {
            (one(row, TOP + ROW * (i as f64 + 0.5), &place, palette))
        }
    };
    frame(caption, palette, (WIDTH, bottom + 20.0), &marks)
}

fn one(row: &Row, y: f64, place: &dyn Fn(f64) -> f64, palette: Palette) -> Markup {
    let points: Vec<(f64, f64)> = row
        .values
        .iter()
        .zip(&row.gives)
        .filter_map(|(value, gives)| Some((*value, place((*gives)?))))
        .collect();
    let ends = points.iter().map(|point| point.1);
    let (from, to) =
        ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
    let color = palette.ink(Ink::Pass);
    html! {
        text x="0" y=(at(y + 4.0)) { (fit(&row.name, LEFT - 50.0, 12.0)) }
        @if let (Some(first), Some(last)) = (points.first(), points.last()) {
            line x1=(at(from)) x2=(at(to)) y1=(at(y)) y2=(at(y)) stroke=(color) stroke-width="7" stroke-opacity="0.45" {}
            circle cx=(at(first.1)) cy=(at(y)) r="4.5" fill=(palette.ink(Ink::Paper)) stroke=(color) stroke-width="2" {}
            circle cx=(at(last.1)) cy=(at(y)) r="4.5" fill=(color) {}
            (label(from, y, "end", -9.0, if first.1 <= last.1 { first.0 } else { last.0 }, palette))
            (label(to, y, "start", 9.0, if first.1 <= last.1 { last.0 } else { first.0 }, palette))
        }
    }
}

fn label(x: f64, y: f64, anchor: &str, away: f64, value: f64, palette: Palette) -> Markup {
    html! {
        text x=(at(x + away)) y=(at(y + 4.0)) text-anchor=(anchor) font-size="10.5" fill=(palette.ink(Ink::Faint)) {
            (number::value(value))
        }
    }
}

/// Its numbers, folded away.
#[must_use]
pub fn table(rows: &[Row]) -> Markup {
    html! {
        details {
            summary { "As a table" }
            table {
                thead { tr { th scope="col" { "Premise" } th scope="col" class="n" { "its 5%" }
                    th scope="col" class="n" { "gives" } th scope="col" class="n" { "its 95%" }
                    th scope="col" class="n" { "gives" } th scope="col" { "on the way" } } }
                tbody {
                    @for row in rows {
                        tr { th scope="row" { (row.name) }
                            td class="n" { (written(row.values.first().copied())) }
                            td class="n" { (written(row.gives.first().copied().flatten())) }
                            td class="n" { (written(row.values.last().copied())) }
                            td class="n" { (written(row.gives.last().copied().flatten())) }
                            td { @if !row.monotone { "it rises and falls" } } }
                    }
                }
            }
        }
    }
}

fn written(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), number::value)
}
