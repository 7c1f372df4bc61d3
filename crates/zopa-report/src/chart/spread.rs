//! How what each party gets spreads over the draws, each party on a scale of its own.

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
    /// Without a deal.
    pub no_deal: Range,
    /// Of the fair deal, where there is one in some draw.
    pub fair: Option<Range>,
}

/// 5, 25, 50, 75 and 95 % of a number.
pub type Range = [f64; 5];

const WIDTH: f64 = 760.0;
const LEFT: f64 = 250.0;
const RIGHT: f64 = 700.0;
const ROW: f64 = 44.0;

/// The picture.
#[must_use]
pub fn draw(caption: &Caption, rows: &[Row], palette: Palette) -> Markup {
    let marks = html! {
        @for (i, row) in rows.iter().enumerate() { (one(row, ROW * i as f64, palette)) }
    };
    frame(caption, palette, (WIDTH, ROW * rows.len() as f64 + 4.0), &marks)
}

fn one(row: &Row, top: f64, palette: Palette) -> Markup {
    let all = || row.no_deal.iter().chain(row.fair.iter().flatten()).copied();
    let low = all().fold(f64::INFINITY, f64::min);
    let high = all().fold(f64::NEG_INFINITY, f64::max);
    let span = if high > low { high - low } else { 1.0 };
    let place = |x: f64| LEFT + (x - low) / span * (RIGHT - LEFT);
    let color = palette.ink(Ink::Party(row.party));
    html! {
        text x="0" y=(at(top + 24.0)) {
            tspan fill=(color) { (Shape::of(row.party).glyph()) } " " (fit(&row.name, 130.0, 12.0))
        }
        (range("no deal", &row.no_deal, top + 12.0, palette.ink(Ink::Faint), &place, palette))
        @if let Some(fair) = &row.fair { (range("fair deal", fair, top + 30.0, color, &place, palette)) }
    }
}

fn range(
    name: &str,
    of: &Range,
    y: f64,
    color: &str,
    place: &dyn Fn(f64) -> f64,
    palette: Palette,
) -> Markup {
    let [p05, p25, p50, p75, p95] = of.map(place);
    let label = |x: f64, anchor: &str, value: f64| {
        html! {
            text x=(at(x)) y=(at(y + 4.0)) text-anchor=(anchor) font-size="10.5" fill=(palette.ink(Ink::Faint)) {
                (number::value(value))
            }
        }
    };
    html! {
        text x="150" y=(at(y + 4.0)) font-size="10.5" fill=(palette.ink(Ink::Faint)) { (name) }
        line x1=(at(p05)) x2=(at(p95)) y1=(at(y)) y2=(at(y)) stroke=(color) stroke-width="1.5" {}
        line x1=(at(p25)) x2=(at(p75)) y1=(at(y)) y2=(at(y)) stroke=(color) stroke-width="8" stroke-opacity="0.55" {}
        line x1=(at(p50)) x2=(at(p50)) y1=(at(y - 6.0)) y2=(at(y + 6.0)) stroke=(palette.ink(Ink::Text)) stroke-width="2" {}
        (label(p05 - 5.0, "end", of[0]))
        (label(p95 + 5.0, "start", of[4]))
    }
}

/// Its numbers, folded away.
#[must_use]
pub fn table(rows: &[Row]) -> Markup {
    html! {
        details {
            summary { "As a table" }
            table {
                thead { tr { th scope="col" { "Party" } th scope="col" { "gets" }
                    @for percent in ["5%", "25%", "median", "75%", "95%"] { th scope="col" class="n" { (percent) } } } }
                tbody {
                    @for row in rows {
                        (numbers(row, "without a deal", Some(&row.no_deal)))
                        (numbers(row, "from the fair deal", row.fair.as_ref()))
                    }
                }
            }
        }
    }
}

fn numbers(row: &Row, what: &str, range: Option<&Range>) -> Markup {
    html! {
        @if let Some(range) = range {
            tr { th scope="row" { bdi { (row.name) } } td { (what) }
                @for value in range { td class="n" { (number::value(*value)) } } }
        }
    }
}
