//! No deal, today and the deal, for each party on a scale of its own.

use super::palette::{Ink, Palette, Shape};
use super::svg::{Caption, at, fit, frame};
use crate::number;
use maud::{Markup, html};

/// A party's row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its place among the parties: colour and shape.
    pub party: usize,
    /// Value without a deal.
    pub no_deal: f64,
    /// Value of today's standing.
    pub today: f64,
    /// Value of the deal.
    pub deal: f64,
}

const WIDTH: f64 = 340.0;
const LEFT: f64 = 118.0;
const RIGHT: f64 = 322.0;
const ROW: f64 = 30.0;

/// Whether a name is written in full.
#[must_use]
pub fn has_room_for(name: &str) -> bool {
    fit(name, LEFT - 26.0, 12.0) == name
}

/// The picture.
#[must_use]
pub fn draw(caption: &Caption, rows: &[Row], palette: Palette) -> Markup {
    let height = 8.0 + ROW * rows.len() as f64;
    let marks = html! {
        @for (i, row) in rows.iter().enumerate() {
            (one(row, 19.0 + ROW * i as f64, palette))
        }
    };
    frame(caption, palette, (WIDTH, height), &marks)
}

/// What the picture shows.
#[must_use]
pub fn finding(rows: &[Row]) -> String {
    let better = rows.iter().filter(|row| row.deal > row.no_deal + number::NOTHING).count();
    let of = number::counted(rows.len(), "party").replace("partys", "parties");
    format!("The fair deal is better than no deal for {better} of {of}.")
}

/// Its numbers, folded away.
#[must_use]
pub fn table(rows: &[Row]) -> Markup {
    html! {
        details {
            summary { "As a table" }
            table {
                thead { tr { th scope="col" { "Party" } th scope="col" class="n" { "no deal" }
                    th scope="col" class="n" { "today" } th scope="col" class="n" { "fair deal" } } }
                tbody {
                    @for row in rows {
                        tr { th scope="row" { bdi { (row.name) } } td class="n" { (number::value(row.no_deal)) }
                            td class="n" { (number::value(row.today)) } td class="n" { (number::value(row.deal)) } }
                    }
                }
            }
        }
    }
}

fn one(row: &Row, y: f64, palette: Palette) -> Markup {
    let ends = [row.no_deal, row.today, row.deal];
    let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
    let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = if high > low { high - low } else { 1.0 };
    let place = |v: f64| LEFT + 14.0 + (v - low) / span * (RIGHT - LEFT - 28.0);
    let (from, now, to) = (place(row.no_deal), place(row.today), place(row.deal));
    let shape = Shape::of(row.party);
    let color = palette.ink(Ink::Party(row.party));
    // The label of the left mark ends before it, that of the right one begins behind it.
    let below = at(y + 13.0);
    html! {
        text x="0" y=(at(y + 4.0)) {
            tspan fill=(color) { (shape.glyph()) } " " (fit(&row.name, LEFT - 26.0, 12.0))
        }
        line x1=(at(LEFT)) x2=(at(RIGHT)) y1=(at(y)) y2=(at(y)) stroke=(palette.ink(Ink::Line)) {}
        line x1=(at(from)) x2=(at(to)) y1=(at(y)) y2=(at(y)) stroke=(color) stroke-width="3" {}
        line x1=(at(now)) x2=(at(now)) y1=(at(y - 7.0)) y2=(at(y + 7.0)) stroke=(palette.ink(Ink::Text))
            stroke-width="1.5" {}
        path d=(Shape::Circle.path(from, y, 4.5)) fill=(palette.ink(Ink::Paper)) stroke=(color)
            stroke-width="2" {}
        path d=(shape.path(to, y, 5.5)) fill=(color) {}
        text x=(at(from)) y=(below) text-anchor="middle" font-size="10" dy="5"
            fill=(palette.ink(Ink::Faint)) { (number::value(row.no_deal)) }
        @if (to - from).abs() > 24.0 {
            text x=(at(to)) y=(below) text-anchor="middle" font-size="10" dy="5" {
                (number::value(row.deal))
            }
        }
    }
}
